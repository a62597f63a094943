#include "base/utf8.h"

#include "unit.h"

// Every code point there and back; surrogates and what is too large are refused.
static void all_characters_go_there_and_back(void **state) {
    (void)state;
    for (uint32_t code = 0; code < 0x110010; code++) {
        char bytes[4];
        uint32_t back = 1, len = utf8_encode(code, bytes);
        assert_int_equal(utf8_decode(bytes, len, &back), len);
        bool character = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
        assert_int_equal(back, character ? code : 0xFFFD);
        assert_int_equal(len, !character || (code >= 0x800 && code < 0x10000) ? 3 : code < 0x80 ? 1 : code < 0x800 ? 2 : 4);
        for (uint32_t left = 0; left < len; left++) assert_int_equal(utf8_decode(bytes, left, &back), 0);
    }
}

static void malformed_sequences_are_refused(void **state) {
    (void)state;
    static const Str malformed[] = {
        STR("\x80"),
        STR("\xBF"),
        STR("\xC0\x80"),
        STR("\xC1\xBF"),
        STR("\xC3"),
        STR("\xC3("),
        STR("\xE0\x9F\xBF"),
        STR("\xE2\x82"),
        STR("\xE2(\xA1"),
        STR("\xED\xA0\x80"),
        STR("\xED\xBF\xBF"),
        STR("\xE2\x82("),
        STR("\xF0\x8F\xBF\xBF"),
        STR("\xF4\x90\x80\x80"),
        STR("\xF0\x9F\x98"),
        STR("\xF5\x80\x80\x80"),
        STR("\xFE"),
        STR("\xFF"),
        STR("\xF0\x9F(\x80"),
        STR("\xF0(\x9F\x80"),
    };
    for (uint32_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
        uint32_t code;
        assert_int_equal(utf8_decode(malformed[i].at, malformed[i].len, &code), 0);
        assert_int_equal(utf8_check(malformed[i], 0), 0);
    }
}

// A bad byte at every place of texts of every length, ASCII or not: exactly its offset comes back.
static void the_check_finds_the_first_bad_byte(void **state) {
    (void)state;
    static const char pattern[] = "aé€😀"; // 1, 2, 3 and 4 bytes
    char text[160];
    for (uint32_t ascii = 0; ascii < 2; ascii++) {
        for (uint32_t len = 0; len <= 150; len += 10) {
            for (uint32_t i = 0; i < len; i++) text[i] = ascii ? 'x' : pattern[i % 10];
            assert_int_equal(utf8_check((Str){text, len}, 0), len);
            assert_int_equal(utf8_check((Str){text, len}, len), len);
            for (uint32_t bad = 0; bad < len; bad += ascii ? 1 : 10) {
                char good = text[bad];
                text[bad] = '\xFF';
                assert_int_equal(utf8_check((Str){text, len}, 0), bad);
                assert_int_equal(utf8_check((Str){text, len}, bad), bad);
                assert_int_equal(utf8_check((Str){text, len}, bad + 1), len);
                text[bad] = good;
            }
        }
    }
    assert_int_equal(utf8_check((Str){0}, 0), 0);
    assert_int_equal(utf8_check(STR("abc"), 7), 3);
}

static void widths_are_a_terminals(void **state) {
    (void)state;
    assert_int_equal(utf8_width('a'), 1);
    assert_int_equal(utf8_width(0xE9), 1);
    assert_int_equal(utf8_width(0x07), 1);
    assert_int_equal(utf8_width(0x9B), 1);
    assert_int_equal(utf8_width(0x301), 0);
    assert_int_equal(utf8_width(0x200B), 0);
    assert_int_equal(utf8_width(0x4E2D), 2);
    assert_int_equal(utf8_width(0xFF21), 2);
    assert_int_equal(utf8_width(0x1F600), 2);
    assert_int_equal(utf8_columns(STR("é中😀e\xCC\x81\t\xFF")), 1 + 2 + 2 + 1 + 1 + 1);
    assert_int_equal(utf8_columns((Str){0}), 0);
    assert_int_equal(utf8_columns(STR("a text that is longer than a few words, all ASCII")), 49);
}

static void invisible_characters_are_known(void **state) {
    (void)state;
    static const uint32_t invisible[] = {0xAD,   0x61C,  0x200B, 0x200D, 0x200E, 0x202A,  0x202E,  0x2060,
                                         0x2066, 0x2069, 0x3164, 0xFE00, 0xFEFF, 0xE0001, 0xE0041, 0xE01EF};
    for (uint32_t i = 0; i < sizeof invisible / sizeof *invisible; i++) assert_true(utf8_is_invisible(invisible[i]));
    static const uint32_t visible[] = {0, ' ', 'a', 0xA0, 0xE9, 0x301, 0x2010, 0x2026, 0x20AC, 0x4E2D, 0xFE0F, 0xFE0E, 0x1F600};
    for (uint32_t i = 0; i < sizeof visible / sizeof *visible; i++) assert_false(utf8_is_invisible(visible[i]));
}

static void lengths_count_characters_and_bad_bytes(void **state) {
    (void)state;
    assert_int_equal(utf8_length(STR("")), 0);
    assert_int_equal(utf8_length(STR("aé€😀")), 4);
    assert_int_equal(utf8_length(STR("\xFF\xE2\x82z")), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_characters_go_there_and_back),   cmocka_unit_test(malformed_sequences_are_refused),
        cmocka_unit_test(the_check_finds_the_first_bad_byte), cmocka_unit_test(widths_are_a_terminals),
        cmocka_unit_test(invisible_characters_are_known),     cmocka_unit_test(lengths_count_characters_and_bad_bytes),
    };
    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
