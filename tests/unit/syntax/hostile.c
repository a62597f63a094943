// Inputs that were made to break a compiler: bounded depth, one diagnostic, and time that grows with the size and not with its square.
#include <time.h>

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

// Milliseconds to parse, the best of three.
static double milliseconds(Str text) {
    double best = 1e9;
    for (int i = 0; i < 3; i++) {
        struct timespec from, to;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        Parsed p = parsed_of(text, false);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        parsed_free(&p);
        double took = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
        if (took < best) best = took;
    }
    return best;
}

// Four times the size may take eight times as long (a shared machine is noisy), and not sixteen times.
static void assert_linear(const char *head, const char *part, const char *tail) {
    Out one = repeated(head, part, 20000, tail), four = repeated(head, part, 80000, tail);
    double small = milliseconds(out_text(&one)), large = milliseconds(out_text(&four));
    if (large > 8 * small + 5) {
        print_error("`%s` %g ms, four times as much %g ms\n", part, small, large);
        fail();
    }
    out_free(&one);
    out_free(&four);
}

static void time_is_linear(void **state) {
    (void)state;
    assert_linear("role a \"b\"\n/* ", "x\n", "");
    assert_linear("/*", "*", "");
    assert_linear("role a \"", "x ", "");
    assert_linear("role a ", "\"", "");
    assert_linear("role a ", "'", "");
    assert_linear("role a ", "'\n", "");
    assert_linear("role a ", "\u201C", "");
    assert_linear("role a ", "\u00E4", " \"b\"");
    assert_linear("role a ", "\u00E4a", " \"b\"");
    assert_linear("role a ", "\u20AC", " \"b\"");
    assert_linear("role a ", "\u200B", " \"b\"");
    assert_linear("role a \"", "\u200B", "\"");
    assert_linear("role a ", "\xFF", "");
    assert_linear("role a \"b\" { c: ", "d ", "}");
    assert_linear("role a \"b\" { c: ", "\"d\" ", "}");
    assert_linear("role a \"b\" { c: ", ",", "}");
    assert_linear("role a \"b\" { c: 1", ",000", "}");
    assert_linear("role a \"b\" { ", "c: ", "}");
    assert_linear("role a \"b\" { c: d\n ", "c d ", "}");
    assert_linear("role a \"b\" {\n", "c d\n", "}");
    assert_linear("role a \"b\" { ", "c = d ", "}");
    assert_linear("role ", "a, ", "\"b\"");
    assert_linear("role ", "a ", "\"b\"");
    assert_linear("", "role a \"b\" {\n c: d\n", "");
    assert_linear("", "role a \"b\" {}} \n", "");
    assert_linear("role a \"b\" { ", "c: \"\"\"x\"\"\" ", "c: \"\"\"");
    assert_linear("role a \"b\" { c:\n", " - x\n", "}");
    assert_linear("role a \"b\" { c: ", "[", "}");
    assert_linear("rule a error { help \"", "{x}", "\" }");
    assert_linear("rule a error { help \"", "{x ", "\" }");
    assert_linear("", "x", "");
    assert_linear("", "a/", "");
    assert_linear("", "a-", "");
}

static void nul_bytes_cost_no_more(void **state) {
    (void)state;
    Out out = out_memory();
    out_cstr(&out, "role a \"");
    out_repeat(&out, '\0', 4000000);
    out_cstr(&out, "\"");
    assert_true(milliseconds(out_text(&out)) < 1000);
    out_free(&out);
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
        cmocka_unit_test(time_is_linear),
        cmocka_unit_test(nul_bytes_cost_no_more),
        cmocka_unit_test(a_line_of_64_megabytes),
    };
    return cmocka_run_group_tests_name("syntax/hostile", tests, NULL, NULL);
}
