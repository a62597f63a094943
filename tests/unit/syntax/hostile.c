// Inputs that were made to break a compiler: bounded depth, and one diagnostic. That they cost no more than their size is counted by linear.c.
#include "parsed.h"

// `head`, `count` times `part`, `tail`.
static Out repeated(const char *head, const char *part, uint32_t count, const char *tail) {
    Out out = out_memory();
    out_cstr(&out, head);
    for (uint32_t i = 0; i < count; i++) out_cstr(&out, part);
    out_cstr(&out, tail);
    return out;
}

static void assert_told_repeated(const char *head, const char *part, uint32_t count, const char *tail, const char *told) {
    Out out = repeated(head, part, count, tail);
    parsed_assert_told(out_text(&out), told, false, part, 0);
    out_free(&out);
}

static void a_million_nested_things_give_one_diagnostic(void **state) {
    (void)state;
    assert_told_repeated("", "{", 1000000, "", "1:65 nesting-too-deep");
    assert_told_repeated("", "a b {", 1000000, "", "1:325 nesting-too-deep");
    assert_told_repeated("a b {", " c {", 1000000, "", "1:261 nesting-too-deep");
    assert_told_repeated("", "}", 1000000, "", "1:1 surplus-closing-brace");
    assert_told_repeated("rule a error { where ", "(", 1000000, "x }", "1:86 nesting-too-deep");
    assert_told_repeated("rule a error { where ", "f(", 1000000, "x }", "1:150 nesting-too-deep");
    assert_told_repeated("rule a error { where ", "x or ", 1000000, "x }", "1:1024 nesting-too-deep");
    assert_told_repeated("rule a error { where x", ".a", 1000000, " }", "1:423 nesting-too-deep");
}

static void nesting_is_told_where_the_limit_is_crossed(void **state) {
    (void)state;
    assert_told_repeated("rule a error { where ", "not ", 190, "x }", "");
    assert_told_repeated("rule a error { where ", "if a then b else ", 190, "x }", "");
    assert_told_repeated("kind k { x: ", "(", 65, "y }", "1:77 nesting-too-deep");
}

static void a_line_of_64_megabytes(void **state) {
    (void)state;
    Out out = repeated("role a \"b\" { c: d", ", eeeeeeeeeeeeee", 4u << 20, " }");
    Parsed p = parsed_of(out_text(&out), false);
    assert_int_equal(diagnostics_count(p.sink), 0);
    assert_int_equal(p.tree.kind.n, (4u << 20) + 7);
    parsed_free(&p);
    out_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_million_nested_things_give_one_diagnostic),
        cmocka_unit_test(nesting_is_told_where_the_limit_is_crossed),
        cmocka_unit_test(a_line_of_64_megabytes),
    };
    return cmocka_run_group_tests_name("syntax/hostile", tests, NULL, NULL);
}
