// The sink of diagnostics: order, repeats, moving, and that it takes very many.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "diag/diagnostic.h"

#define assert_str(actual, expected)                          \
    do {                                                      \
        Str shown_ = (actual);                                \
        assert_int_equal(shown_.len, strlen(expected));       \
        assert_memory_equal(shown_.at, expected, shown_.len); \
    } while (0)

static Span at(SrcPos start, SrcPos end) {
    return (Span){start, end};
}

static Diagnostic *add(Diagnostics *sink, const char *name, SrcPos start, const char *message) {
    return diagnostics_add(sink, str_of(name), LEVEL_ERROR, at(start, start + 1), str_of(message));
}

// The messages in final order, joined by blanks.
static void expect_order(Diagnostics *sink, const char *expected) {
    char text[200] = "";
    uint32_t count;
    Diagnostic **sorted = diagnostics_sorted(sink, &count);
    for (uint32_t i = 0; i < count; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s" STR_FMT, i ? " " : "", STR_ARG(sorted[i]->message));
    assert_string_equal(text, expected);
}

static void levels_have_names(void **state) {
    (void)state;
    Level level;
    assert_true(level_parse(STR("forbid"), &level));
    assert_int_equal(level, LEVEL_FORBID);
    assert_string_equal(level_name(LEVEL_WARNING), "warning");
    assert_false(level_parse(STR("fatal"), &level));
    assert_false(level_parse(STR(""), &level));
    assert_false(level_parse(STR("errors"), &level));
}

static void a_diagnostic_keeps_what_it_is_given(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    char text[] = "temporary";
    Diagnostic *d = add(sink, "name", 5, text);
    assert_ptr_equal(diag_note(sink, d, at(7, 8), str_of(text)), d);
    diag_note(sink, d, at(9, 10), STR("second"));
    diag_help(sink, d, str_of(text));
    diag_fix(sink, d, at(5, 5), STR("insert"), str_of(text), true);
    diag_fix(sink, d, at(6, 7), STR("remove"), STR(""), false);
    memset(text, '?', sizeof text - 1);
    assert_str(d->message, "temporary");
    assert_str(d->help, "temporary");
    assert_str(d->notes->label, "temporary");
    assert_str(d->notes->next->label, "second");
    assert_null(d->notes->next->next);
    assert_str(d->fixes->text, "temporary");
    assert_true(d->fixes->safe);
    assert_str(d->fixes->next->label, "remove");
    assert_null(d->fixes->next->next);
    diagnostics_free(sink);
}

static void without_a_diagnostic_nothing_is_added(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    assert_null(diag_note(sink, NULL, at(1, 2), STR("x")));
    assert_null(diag_help(sink, NULL, STR("x")));
    assert_null(diag_fix(sink, NULL, at(1, 2), STR("x"), STR("y"), true));
    assert_int_equal(diagnostics_count(sink), 0);
    diagnostics_free(sink);
    diagnostics_free(NULL);
}

static void order_is_place_name_emission(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    add(sink, "b", 9, "e");
    add(sink, "b", 3, "d");
    add(sink, "a", 3, "z");
    add(sink, "a", 3, "c");
    add(sink, "q", 0, "a");
    expect_order(sink, "a z c d e");
    diagnostics_free(sink);
}

static void what_was_said_is_not_said_again(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    Diagnostic *first = add(sink, "a", 3, "x");
    add(sink, "a", 3, "y");
    add(sink, "a", 3, "x");
    add(sink, "b", 3, "x");
    add(sink, "a", 4, "x");
    expect_order(sink, "x y x x");
    uint32_t count;
    assert_ptr_equal(diagnostics_sorted(sink, &count)[0], first);
    diagnostics_free(sink);
}

static void what_is_off_or_waived_is_left_out(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    add(sink, "a", 1, "off")->level = LEVEL_OFF;
    add(sink, "a", 2, "waived")->waived = true;
    add(sink, "a", 3, "left");
    expect_order(sink, "left");
    diagnostics_free(sink);
}

static void an_empty_sink_has_nothing(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    expect_order(sink, "");
    diagnostics_free(sink);
}

static void a_fingerprint_knows_no_place(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    uint64_t one = add(sink, "a", 1, "bc")->fingerprint;
    assert_true(one == add(sink, "a", 700, "bc")->fingerprint);
    assert_false(one == add(sink, "ab", 1, "c")->fingerprint);
    assert_false(one == add(sink, "a", 1, "bd")->fingerprint);
    diagnostics_free(sink);
}

static void moving_keeps_the_order_of_emission(void **state) {
    (void)state;
    Diagnostics *all = diagnostics_new(), *one = diagnostics_new(), *two = diagnostics_new();
    add(all, "a", 1, "first");
    add(one, "a", 1, "second");
    add(two, "a", 1, "third");
    diagnostics_move(one, two);
    diagnostics_move(all, one);
    diagnostics_move(all, two); // is empty by now
    assert_int_equal(diagnostics_count(one), 0);
    add(one, "a", 1, "fourth");
    diagnostics_move(all, one);
    diagnostics_free(one);
    diagnostics_free(two);
    assert_int_equal(diagnostics_at(all, 3)->order, 3);
    assert_str(diagnostics_at(all, 2)->message, "third");
    expect_order(all, "first second third fourth");
    diagnostics_free(all);
}

static void a_hundred_thousand_are_no_burden(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    for (uint32_t i = 0; i < 100000; i++) {
        char message[20];
        snprintf(message, sizeof message, "%u", i % 50000);
        add(sink, "at-one-place", 7, message);
    }
    Diagnostic *d = diagnostics_at(sink, 0);
    for (uint32_t i = 0; i < 100000; i++) {
        diag_note(sink, d, at(i, i), STR("note"));
        diag_fix(sink, d, at(i, i), STR("fix"), STR(","), true);
    }
    uint32_t count;
    Diagnostic **sorted = diagnostics_sorted(sink, &count);
    assert_int_equal(count, 50000);
    assert_str(sorted[49999]->message, "49999");
    diagnostics_free(sink);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_have_names),
        cmocka_unit_test(a_diagnostic_keeps_what_it_is_given),
        cmocka_unit_test(without_a_diagnostic_nothing_is_added),
        cmocka_unit_test(order_is_place_name_emission),
        cmocka_unit_test(what_was_said_is_not_said_again),
        cmocka_unit_test(what_is_off_or_waived_is_left_out),
        cmocka_unit_test(an_empty_sink_has_nothing),
        cmocka_unit_test(a_fingerprint_knows_no_place),
        cmocka_unit_test(moving_keeps_the_order_of_emission),
        cmocka_unit_test(a_hundred_thousand_are_no_burden),
    };
    return cmocka_run_group_tests_name("diag/sink", tests, NULL, NULL);
}
