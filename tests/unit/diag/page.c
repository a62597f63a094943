// Pages of the catalogue: filling their templates, and the table that the generator made of the real ones.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "diag/page.h"

static const DiagParameter PARAMETERS[] = {{{"what", 4}, false}, {{"count", 5}, true}};

static void expect_text(Str actual, const char *expected) {
    assert_true(str_eq(actual, str_of(expected)));
}

static Diagnostic *emit(Diagnostics *sink, const char *message, const char *what, uint32_t count) {
    const DiagPage page = {.name = STR("a-page"),
                           .level = LEVEL_WARNING,
                           .message = str_of(message),
                           .help = STR("see {what}"),
                           .requirement = STR("6.1.3.d"),
                           .parameters = PARAMETERS,
                           .parameter_count = 2};
    const DiagValue values[] = {{.text = str_of(what)}, {.number = count}};
    return diag_page_emit(sink, &page, (Span){3, 4}, values);
}

static void values_take_the_place_of_their_names(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    Diagnostic *d = emit(sink, "{count} of `{what}`{what}", "x{count}\n", 4294967295u);
    expect_text(d->message, "4294967295 of `x{count}\n`x{count}\n");
    expect_text(d->help, "see x{count}\n");
    expect_text(d->requirement, "6.1.3.d");
    expect_text(d->name, "a-page");
    assert_int_equal(d->level, LEVEL_WARNING);
    assert_int_equal(d->at.start, 3);
    diagnostics_free(sink);
}

static void other_braces_stand_for_themselves(void **state) {
    (void)state;
    Diagnostics *sink = diagnostics_new();
    expect_text(emit(sink, "`{` and `}` and {} {1} { what} {what", "x", 1)->message, "`{` and `}` and {} {1} { what} {what");
    expect_text(emit(sink, "{{what}}{", "x", 1)->message, "{x}{");
    expect_text(emit(sink, "", "x", 1)->message, "");
    diagnostics_free(sink);
}

static void every_page_is_found(void **state) {
    (void)state;
    for (uint32_t i = 0; i < diag_page_count; i++) {
        assert_ptr_equal(diag_page_find(diag_pages[i].name), &diag_pages[i]);
        if (i) assert_true(str_cmp(diag_pages[i - 1].name, diag_pages[i].name) < 0);
        assert_true(diag_pages[i].message.len > 0 && diag_pages[i].why.len > 0);
    }
    assert_null(diag_page_find(STR("")));
    assert_null(diag_page_find(STR("zz-no-such-page")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_take_the_place_of_their_names),
        cmocka_unit_test(other_braces_stand_for_themselves),
        cmocka_unit_test(every_page_is_found),
    };
    return cmocka_run_group_tests_name("diag/page", tests, NULL, NULL);
}
