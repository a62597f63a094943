#include "base/names.h"

#include "unit.h"

static void the_same_bytes_have_the_same_handle(void **state) {
    (void)state;
    Names *names = names_new(1);
    char other[] = "backup";
    NameId backup = names_intern(names, STR("backup")), dlp = names_intern(names, STR("dlp"));
    assert_int_equal(backup, 1);
    assert_int_equal(dlp, 2);
    assert_int_equal(names_intern(names, str_of(other)), backup);
    assert_int_equal(names_find(names, STR("dlp")), dlp);
    assert_int_equal(names_find(names, STR("dl")), 0);
    assert_text(names_text(names, dlp), "dlp");
    assert_int_equal(names_count(names), 2);
    names_free(names);
}

static void the_empty_text_is_no_name(void **state) {
    (void)state;
    Names *names = names_new(1);
    NameId ids[2] = {9, 9};
    assert_int_equal(names_intern(names, STR("")), 0);
    assert_int_equal(names_find(names, (Str){0}), 0);
    names_intern_batch(names, (Str[]){{0}, STR("a")}, ids, 2);
    assert_int_equal(ids[0], 0);
    assert_int_equal(ids[1], 1);
    assert_text(names_text(names, 0), "");
    assert_int_equal(names_count(names), 1);
    names_free(names);
    names_free(NULL);
}

// Every length on both sides of what a slot holds, and texts that differ in one byte anywhere.
static void one_byte_makes_another_name(void **state) {
    (void)state;
    Names *names = names_new(77);
    static char texts[40][40][40];
    uint32_t count = 0;
    for (uint32_t len = 1; len < 40; len++) {
        for (uint32_t at = 0; at < len; at++) {
            memset(texts[len][at], 'a', len);
            texts[len][at][at] = 'b';
            assert_int_equal(names_intern(names, (Str){texts[len][at], len}), ++count);
        }
    }
    for (uint32_t len = 1, id = 1; len < 40; len++) {
        for (uint32_t at = 0; at < len; at++, id++) assert_int_equal(names_find(names, (Str){texts[len][at], len}), id);
    }
    names_free(names);
}

// Texts with NULs and of one repeated byte: the words of short keys must not run together.
static void short_keys_do_not_run_together(void **state) {
    (void)state;
    Names *names = names_new(3);
    static char zeros[20], letters[20];
    memset(letters, 'x', sizeof letters);
    uint32_t count = 0;
    for (uint32_t len = 1; len <= 20; len++) {
        assert_int_equal(names_intern(names, (Str){zeros, len}), ++count);
        assert_int_equal(names_intern(names, (Str){letters, len}), ++count);
    }
    names_free(names);
}

#define MANY 100000

static Str *many_texts(char **bytes) {
    Str *texts = malloc(MANY * sizeof *texts);
    char *at = *bytes = malloc(MANY * 40);
    uint64_t random = 11;
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t n = (uint32_t)(unit_random(&random) % 30000);
        int len = sprintf(at, n % 3 == 0 ? "evidence-with-a-long-name-%u" : "risk-%u", n);
        texts[i] = (Str){at, (uint32_t)len};
        at += len;
    }
    return texts;
}

static void a_batch_does_what_single_calls_do(void **state) {
    (void)state;
    char *bytes;
    Str *texts = many_texts(&bytes);
    NameId *ids = malloc(MANY * sizeof *ids);
    Names *singly = names_new(5), *batched = names_new(6), *reserved = names_new(7);
    for (uint32_t from = 0, step = 0; from < MANY; from += step) { // batches of 0, 1, 2 … 200, 0, 1 …
        step = (step + 1) % 201;
        if (from + step > MANY) step = MANY - from;
        names_intern_batch(batched, texts + from, ids + from, step);
    }
    names_reserve(reserved, MANY);
    for (uint32_t i = 0; i < MANY; i++) {
        assert_int_equal(names_intern(singly, texts[i]), ids[i]);
        assert_int_equal(names_intern(reserved, texts[i]), ids[i]);
        assert_true(str_eq(names_text(batched, ids[i]), texts[i]));
    }
    assert_int_equal(names_count(singly), names_count(batched));
    names_free(singly);
    names_free(batched);
    names_free(reserved);
    free(ids);
    free(texts);
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_bytes_have_the_same_handle), cmocka_unit_test(the_empty_text_is_no_name),
        cmocka_unit_test(one_byte_makes_another_name),         cmocka_unit_test(short_keys_do_not_run_together),
        cmocka_unit_test(a_batch_does_what_single_calls_do),
    };
    return cmocka_run_group_tests_name("base/names", tests, NULL, NULL);
}
