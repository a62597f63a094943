// The tree of records: every shape of head, body and value.
#include "parsed.h"

#define VALUE(text, tree) assert_tree("a b { f: " text " }", "(record a (word b) (body (field f " tree ")))")

static void heads(void **state) {
    (void)state;
    assert_tree("", "");
    assert_tree("role ceo \"CEO\"", "(record role (word ceo) (string \"CEO\"))");
    assert_tree("role ceo todo", "(record role (word ceo) (todo todo))");
    assert_tree("exclude A.7.6 todo \"ask\" {}", "(record exclude (word A.7.6) (todo (string \"ask\")) (body))");
    assert_tree("context { }", "(record context (body))");
    assert_tree("scope \"S\" { }", "(record scope (string \"S\") (body))");
    assert_tree("exclude A.7.4, iso27001/2022/A.7.5, 5.1, 2026-01-01 \"no\"",
                "(record exclude (word A.7.4) (path iso27001/2022/A.7.5) (number 5.1) (date 2026-01-01) (string \"no\"))");
    assert_tree("waive r on b, c/d \"why\" { by: e }",
                "(record waive (word r) (on (word b) (path c/d)) (string \"why\") (body (field by (word e))))");
    assert_tree("waive r on b { }", "(record waive (word r) (on (word b)) (body))");
    assert_tree("person a \"A\" person b \"B\"", "(record person (word a) (string \"A\")) (record person (word b) (string \"B\"))");
    assert_tree("use threats/monarc use core role a \"b\"", "(use (path threats/monarc)) (use (word core)) (record role (word a) (string \"b\"))");
    assert_tree("extend method risk/m { }", "(extend (record method (path risk/m) (body)))");
}

static void bodies(void **state) {
    (void)state;
    assert_tree("a b { c: d e: f }", "(record a (word b) (body (field c (word d)) (field e (word f))))");
    assert_tree("a b { needs { x: y } c: d }", "(record a (word b) (body (record needs (body (field x (word y)))) (field c (word d))))");
    assert_tree("a b { c: d needs { } }", "(record a (word b) (body (field c (word d)) (record needs (body))))");
    assert_tree("a b { level 3 \"L\" { } band \"B\" { } }",
                "(record a (word b) (body (record level (number 3) (string \"L\") (body)) (record band (string \"B\") (body))))");
    assert_tree("a b { grid { rare: low, low 1: high } }",
                "(record a (word b) (body (record grid (body (field rare (word low) (word low)) (field 1 (word high))))))");
    assert_tree("a b { rule: c column: d on: e todo: f }",
                "(record a (word b) (body (field rule (word c)) (field column (word d)) (field on (word e)) (field todo (word f))))");
}

static void values(void **state) {
    (void)state;
    VALUE("x, A.8.13, p/q", "(word x) (word A.8.13) (path p/q)");
    VALUE("5, -5, 5.10, 12_000, 35 %", "(number 5) (number -5) (number 5.10) (number 12_000) (percent 35 %)");
    VALUE("2026-02-30, 4 hours, 1 year 6 months", "(date 2026-02-30) (duration 4 hours) (duration 1 year 6 months)");
    VALUE("EUR 12_000, https://a.b/c", "(money EUR 12_000) (url https://a.b/c)");
    VALUE("\"s\", \"\"\"t\"\"\"", "(string \"s\") (text \"\"\"t\"\"\")");
    VALUE("todo, todo \"w\", on", "(todo todo) (todo (string \"w\")) (word on)");
    VALUE("1..4, EUR 50_000..400_000, a..b", "(range (number 1) (number 4)) (range (money EUR 50_000) (number 400_000)) (range (word a) (word b))");
    VALUE("likely × severe", "(rating (word likely) (word severe))");
    VALUE("likely*severe * 3, x", "(rating (word likely) (word severe) (number 3)) (word x)");
    VALUE("a,\n b", "(word a) (word b)");
}

static void the_longest_nesting_that_is_taken(void **state) {
    (void)state;
    Out out = out_memory();
    for (int i = 0; i < 64; i++) out_cstr(&out, "a b { ");
    for (int i = 0; i < 64; i++) out_cstr(&out, "}");
    Parsed p = parsed_of(out_text(&out), false);
    assert_int_equal(diagnostics_count(p.sink), 0);
    assert_int_equal(p.tree.top.n, 1);
    parsed_free(&p);
    out_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads),
        cmocka_unit_test(bodies),
        cmocka_unit_test(values),
        cmocka_unit_test(the_longest_nesting_that_is_taken),
    };
    return cmocka_run_group_tests_name("syntax/records", tests, NULL, NULL);
}
