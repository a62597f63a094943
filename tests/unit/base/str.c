#include "base/str.h"

#include "unit.h"

static void parts_are_clamped(void **state) {
    (void)state;
    Str s = STR("control");
    assert_text(str_part(s, 0, 3), "con");
    assert_text(str_part(s, 3, 100), "trol");
    assert_text(str_part(s, 100, 3), "");
    assert_text(str_part(s, 7, 7), "");
    assert_text(str_part((Str){0}, 0, 4), "");
}

static void starts_and_ends(void **state) {
    (void)state;
    assert_true(str_starts(STR("A.5.1"), STR("A.5")));
    assert_true(str_starts(STR("A"), STR("")));
    assert_true(str_starts((Str){0}, STR("")));
    assert_false(str_starts(STR("A"), STR("A.5")));
    assert_false(str_starts(STR("B.5"), STR("A.")));
    assert_true(str_ends(STR("soa.isms"), STR(".isms")));
    assert_false(str_ends(STR("isms"), STR(".isms")));
    assert_false(str_ends(STR("soa.ismx"), STR(".isms")));
}

static void finds_bytes(void **state) {
    (void)state;
    Str s = STR("a/b/c");
    assert_int_equal(str_find(s, '/', 0), 1);
    assert_int_equal(str_find(s, '/', 1), 1);
    assert_int_equal(str_find(s, '/', 2), 3);
    assert_int_equal(str_find(s, '/', 4), 5);
    assert_int_equal(str_find(s, 'a', 50), 5);
    assert_int_equal(str_find((Str){0}, 'a', 0), 0);
}

static void trims_both_sides(void **state) {
    (void)state;
    assert_text(str_trim(STR(" \t\r\nA b\n ")), "A b");
    assert_text(str_trim(STR(" \n ")), "");
    assert_text(str_trim((Str){0}), "");
}

static int sign(int n) {
    return (n > 0) - (n < 0);
}

static void bytes_are_unsigned_in_comparisons(void **state) {
    (void)state;
    assert_int_equal(sign(str_cmp(STR("a"), STR("\xC3\xA9"))), -1);
    assert_int_equal(sign(str_natural_cmp(STR("a"), STR("\xC3\xA9"))), -1);
    assert_int_equal(sign(str_cmp(STR("ab"), STR("a"))), 1);
    assert_int_equal(sign(str_cmp(STR("a\0b"), STR("a\0c"))), -1);
    assert_int_equal(str_cmp((Str){0}, STR("")), 0);
}

// The order that is wanted; each is compared with each.
static void natural_order_is_total(void **state) {
    (void)state;
    static const char *const order[] = {
        "",
        "0",
        "00",
        "01",
        "1",
        "2",
        "010",
        "10",
        "100000000000000000000",
        "100000000000000000001",
        "A",
        "A.5",
        "A.5.01",
        "A.5.1",
        "A.5.2",
        "A.5.9",
        "A.5.9x",
        "A.5.10",
        "A.5.10.a",
        "A.8",
        "A.8.1",
        "A.10",
        "Aa",
        "a1b",
        "a01b2",
        "a1b2",
        "a10b1",
        "b",
        "x-9",
        "x-10",
    };
    uint32_t count = sizeof order / sizeof *order;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < count; j++) {
            int wanted = (i > j) - (i < j), is = sign(str_natural_cmp(str_of(order[i]), str_of(order[j])));
            if (is != wanted) print_error("%s, %s\n", order[i], order[j]);
            assert_int_equal(is, wanted);
        }
    }
}

static void zeros_in_front_decide_last(void **state) {
    (void)state;
    assert_int_equal(sign(str_natural_cmp(STR("a007b"), STR("a7c"))), -1);
    assert_int_equal(sign(str_natural_cmp(STR("a007b"), STR("a7b"))), -1);
    assert_int_equal(sign(str_natural_cmp(STR("a7b"), STR("a007b"))), 1);
}

static uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

// The definition, without a band.
static uint32_t slow_distance(Str a, Str b) {
    uint32_t d[70][70];
    for (uint32_t i = 0; i <= a.len; i++) {
        for (uint32_t j = 0; j <= b.len; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a.at[i - 1] != b.at[j - 1]));
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1]) {
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.len][b.len];
}

static void distances_agree_with_the_definition(void **state) {
    (void)state;
    uint64_t random = 42;
    for (int round = 0; round < 20000; round++) {
        char a[64], b[64];
        uint32_t m = (uint32_t)(unit_random(&random) % 13), n = (uint32_t)(unit_random(&random) % 13);
        if (round % 100 == 0) m = 64 - m, n = 64 - n;
        for (uint32_t i = 0; i < m; i++) a[i] = (char)('a' + unit_random(&random) % 3);
        for (uint32_t i = 0; i < n; i++) b[i] = (char)('a' + unit_random(&random) % 3);
        uint32_t wanted = slow_distance((Str){a, m}, (Str){b, n});
        for (uint32_t limit = 0; limit < 9; limit++) {
            uint32_t is = str_distance((Str){a, m}, (Str){b, n}, limit);
            assert_int_equal(is, wanted <= limit ? wanted : limit + 1);
        }
        assert_int_equal(str_distance((Str){a, m}, (Str){b, n}, 64), wanted);
        assert_int_equal(str_distance((Str){a, m}, (Str){b, n}, UINT32_MAX), wanted);
    }
}

static void distances_of_words(void **state) {
    (void)state;
    assert_int_equal(str_distance(STR("backup"), STR("bakcup"), 2), 1);
    assert_int_equal(str_distance(STR("backup"), STR("backups"), 2), 1);
    assert_int_equal(str_distance(STR("ca"), STR("abc"), 5),
                     3); // optimal string alignment, not the unrestricted one
    char text[65];
    memset(text, 'x', sizeof text);
    assert_int_equal(str_distance((Str){text, 65}, (Str){text, 65}, 3), 0);
    assert_int_equal(str_distance((Str){text, 65}, (Str){text, 64}, 3), 4);
    assert_int_equal(str_distance((Str){text, 65}, (Str){text, 64}, UINT32_MAX), UINT32_MAX);
    assert_int_equal(str_distance((Str){text, 64}, (Str){text, 62}, 3), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_clamped),
        cmocka_unit_test(starts_and_ends),
        cmocka_unit_test(finds_bytes),
        cmocka_unit_test(trims_both_sides),
        cmocka_unit_test(bytes_are_unsigned_in_comparisons),
        cmocka_unit_test(natural_order_is_total),
        cmocka_unit_test(zeros_in_front_decide_last),
        cmocka_unit_test(distances_agree_with_the_definition),
        cmocka_unit_test(distances_of_words),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
