// Near misses.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "diag/suggest.h"

// The best of the candidates (up to NULL), offered forwards and backwards; "" if none is near.
static void expect_best(const char *wanted, const char *const *candidates, const char *expected) {
    uint32_t count = 0;
    while (candidates[count]) count++;
    Suggestion forwards = {.wanted = str_of(wanted)}, backwards = forwards;
    for (uint32_t i = 0; i < count; i++) {
        suggest_offer(&forwards, str_of(candidates[i]), i + 1);
        suggest_offer(&backwards, str_of(candidates[count - 1 - i]), count - i);
    }
    assert_true(str_eq(forwards.best, str_of(expected)));
    assert_true(str_eq(backwards.best, str_of(expected)));
    assert_int_equal(forwards.payload, backwards.payload);
    assert_int_equal(forwards.distance, backwards.distance);
}

#define expect(wanted, expected, ...) expect_best(wanted, (const char *const[]){__VA_ARGS__, NULL}, expected)

static void the_nearest_wins(void **state) {
    (void)state;
    expect("bakup", "backup", "lockup", "backup", "backups");
    expect("implmeents", "implements", "implement", "implements");
    expect("A.8.31", "A.8.3", "A.8.3", "B.9.99");
}

static void what_is_too_far_is_nothing(void **state) {
    (void)state;
    expect("owner", "", "status", "due", "collected");
    expect("ab", "", "cd", "abcde");
    expect("ab", "ax", "ax");
    expect("a", "", "b", "x1");
    expect("a", "A", "A", "ab");
    expect("owner", "", "");
    expect("", "", "a");
}

static void case_makes_no_difference(void **state) {
    (void)state;
    expect("Backup", "backup", "Backus", "backup");
    expect("CISO", "ciso", "ciso", "cido");
}

static void ties_go_to_the_smaller_in_natural_order(void **state) {
    (void)state;
    expect("A.5.1x", "A.5.1", "A.5.10", "A.5.12", "A.5.1");
    expect("r-1x0", "r-10", "r-110", "r-100", "r-10");
    expect("twin", "twin", "twin", "twin");
}

static void long_names_are_near_only_but_for_case(void **state) {
    (void)state;
    char name[101], upper[101], other[101];
    for (int i = 0; i < 100; i++) name[i] = 'a', upper[i] = 'A', other[i] = 'a';
    other[50] = 'b';
    name[100] = upper[100] = other[100] = 0;
    expect(name, upper, upper);
    expect(name, "", other);
}

// The quick tests must never turn away what a distance would let in.
static void quick_tests_change_nothing(void **state) {
    (void)state;
    uint32_t seed = 12345;
    for (int round = 0; round < 20000; round++) {
        char a[12], b[12];
        Str texts[] = {{a, 0}, {b, 0}};
        for (int t = 0; t < 2; t++) {
            char *to = t ? b : a;
            seed = seed * 1103515245 + 12345;
            texts[t].len = 3 + (seed >> 16) % 8;
            for (uint32_t i = 0; i < texts[t].len; i++) {
                seed = seed * 1103515245 + 12345;
                to[i] = "abcd"[(seed >> 16) % 4];
            }
        }
        uint32_t longer = texts[0].len > texts[1].len ? texts[0].len : texts[1].len;
        uint32_t distance = str_distance(texts[0], texts[1], longer);
        Suggestion suggestion = {.wanted = texts[0]};
        suggest_offer(&suggestion, texts[1], 1);
        assert_int_equal(suggestion.best.at != NULL, distance <= longer / 3);
    }
}

static void a_hundred_thousand_names(void **state) {
    (void)state;
    for (int mistake = 0; mistake < 20; mistake++) {
        Suggestion suggestion = {.wanted = STR("control-4711x")};
        for (uint32_t i = 0; i < 100000; i++) {
            char name[24];
            int len = snprintf(name, sizeof name, "%s-%u", i % 3 ? "control" : "measure", i);
            suggest_offer(&suggestion, (Str){name, (uint32_t)len}, i);
        }
        assert_int_equal(suggestion.payload, 4711);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_wins),
        cmocka_unit_test(what_is_too_far_is_nothing),
        cmocka_unit_test(case_makes_no_difference),
        cmocka_unit_test(ties_go_to_the_smaller_in_natural_order),
        cmocka_unit_test(long_names_are_near_only_but_for_case),
        cmocka_unit_test(quick_tests_change_nothing),
        cmocka_unit_test(a_hundred_thousand_names),
    };
    return cmocka_run_group_tests_name("diag/suggest", tests, NULL, NULL);
}
