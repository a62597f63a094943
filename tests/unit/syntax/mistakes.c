// The mistakes that people make: each gives one diagnostic, at the place where a person would point. (tests/diag/mistakes/ has them with the
// whole compiler behind; here the columns are checked, and the neighbourhood of each.)
#include "parsed.h"

#define IN_RECORD(body) "role a \"A\"\nrisk R-1 \"x\" {\n" body "\n}\nrole z \"Z\" { x: y }\n"
#define assert_in_record(body, told) assert_told(IN_RECORD(body), told)

static void signs_that_are_missing(void **state) {
    (void)state;
    assert_in_record("  c: backup edr\n  d: e", "3:13 missing-comma");
    assert_in_record("  c: backup edr\n  t {\n    d: e\n  }", "3:13 missing-comma"); // and not a block named edr
    assert_in_record("  c: a,\n     b\n     c\n  d: e", "5:6 missing-comma");
    assert_in_record("  c: A.8.13 A.5.29 A.8.1", "3:13 missing-comma");
    assert_in_record("  c: \"x\" \"y\"", "3:10 missing-comma");
    assert_in_record("  owner ciso\n  d: e", "3:3 missing-colon");
    assert_in_record("  d: e\n  owner ciso", "4:3 missing-colon");
    assert_in_record("  d: e owner: x, y reports ceo owner f", "3:20 missing-comma, 3:32 missing-colon");
    assert_in_record("  d:\n  e: f", "3:3 missing-value");
    assert_in_record("  d:\n  t { x: y }", "3:3 missing-value");
    assert_in_record("  d:\n  owner ciso", "3:3 missing-value, 4:3 missing-colon");
    assert_in_record("  e: d:", "3:3 missing-value, 3:6 missing-value");
}

static void braces(void **state) {
    (void)state;
    assert_told("role a \"A\"\nrisk b \"B\" {\n  c: d\n\nrole e \"E\" {\n  f: g\n}\n", "2:1 missing-closing-brace");
    assert_in_record("  t {\n    c: d\n  e: f", "3:3 missing-closing-brace");
    assert_in_record("  e: f\n  t {\n    c: d", "4:3 missing-closing-brace");
    assert_told("risk b \"B\" {\n  t {\n    c: d\n", "2:3 missing-closing-brace");
    assert_in_record("  t { c: d } }\n  e: f", "3:14 surplus-closing-brace");
    assert_in_record("  e: f\n}", "5:1 surplus-closing-brace");
    assert_told("risk b \"B\"\n  c: d\n}\nrole e \"E\"", "1:1 missing-opening-brace");
    assert_told("risk b \"B\" c: d }\nrole e \"E\"", "1:1 missing-opening-brace");
    assert_in_record("  t\n    c: d\n  e: f", "3:3 missing-opening-brace");
    assert_in_record("  t\n    c: d\n  }\n  e: f", "3:3 missing-opening-brace");
    assert_in_record("  { c: d }", "3:3 block-without-name");
    assert_told("role a \"A\"\n{\n  c: d\n}\n", "");
}

static void titles_and_ids(void **state) {
    (void)state;
    assert_told("risk R-1 Ransomware encrypts {\n  c: d\n}", "1:10 unquoted-title");
    assert_told("risk R-1 Ransomware (all of it) {\n}", "1:10 unquoted-title");
    assert_told("risk R-1 'x y' {\n}", "1:10 single-quotes");
    assert_told("risk R-1 \u201Cx y\u201D {\n  c: \u201Ez\u201C\n}", "1:10 typographic-quotes");
    assert_told("risk R-1 \u00ABx\u00BB { }", "1:10 typographic-quotes");
    assert_told("risk R-1 \u201Cx\" { }", "1:10 typographic-quotes");
    assert_told("risk R-1 \"Ransomware {\n  c: d\n}\nrole a \"A\"", "1:10 unterminated-string");
    assert_told("risk R-1 \"Ransomware { c: d }\nrole a \"A\"", "1:10 unterminated-string");
    assert_told("risk R-1 Ransomware encrypts\" {\n  c: d\n}\nrole a \"A\"", "1:10 missing-opening-quote");
    assert_told("risk R-1 \"\"\"x\"\"\" { }", "1:10 text-as-title");
    assert_told("role head of hr \"HR\" { c: d }", "1:6 id-with-space");
    assert_told("exclude A.7.4 A.7.5 \"no\"", "1:15 missing-comma");
    assert_told("role gesch\u00E4ftsf\u00FChrer \"GF\" { c: d }", "1:6 id-not-ascii");
    assert_told("role \u00FCber \"GF\" { \u00E4: b c: \u00F6l/x }", "1:6 id-not-ascii");
    assert_told("risk R-1: \"x\" { }", "1:6 colon-before-block");
    assert_told("risk: R-1 \"x\" { }", "1:1 colon-before-block");
    assert_told("risk \"R-1\" \"x\" { }", "1:6 quoted-id");
    assert_told("role cfo\nrole a \"A\"", "1:1 empty-record");
    assert_told("risk \"Ransomware\" {\n}", ""); // whether a kind may lack an id is known to the model
    assert_told("waive r b \"w\" { by: c }", "1:9 missing-on");
}

static void habits_are_told_once(void **state) {
    (void)state;
    assert_in_record("  c: d;\n  e: f;", "3:7 semicolon");
    assert_in_record("  c: d,\n  e: f,", "3:7 surplus-comma");
    assert_in_record("  c = d\n  e = f", "3:5 equals-sign");
    assert_in_record("  on = d\n  on e", "3:6 equals-sign, 4:3 missing-colon");
    assert_in_record("  c: [d, e]\n  f: [g]", "3:6 square-brackets");
    assert_in_record("  c:\n    - d\n    - e\n  f: g", "4:5 dash-list");
    assert_in_record("  c : d\n  e : f", "3:5 blank-before-colon");
    assert_in_record("  c: { d: e }", "3:3 colon-before-block");
    assert_told("# x\nrole a \"A\" # y\n", "1:1 hash-comment");
    Parsed p = parsed_of(STR(IN_RECORD("  c: d;\n  e: f;")), false);
    Diagnostic *d = diagnostics_at(p.sink, 0);
    assert_text(d->message, "nothing is ended by a semicolon (2 times in this declaration)");
    assert_non_null(d->fixes);
    assert_non_null(d->fixes->next);
    assert_true(d->fixes->safe);
    parsed_free(&p);
}

static void values(void **state) {
    (void)state;
    assert_in_record("  c: 01.03.2026\n  d: 2026-3-1, 1/3/2026", "3:6 date-form");
    assert_in_record("  c: 12,000", "3:6 thousands-separator");
    assert_in_record("  c: EUR 12,000, x", "3:6 thousands-separator");
    assert_in_record("  c: EUR 12.000", "3:6 thousands-separator");
    assert_in_record("  c: 12 000", "3:6 thousands-separator");
    assert_in_record("  c: 1,2,300", "");
    assert_in_record("  c: 3,5 %", "3:6 decimal-comma");
    assert_in_record("  c: 500 EUR\n  d: \u20AC 5", "3:6 money-form, 4:6 money-form");
    assert_in_record("  c: 3 Monate", "3:6 duration-form");
    assert_in_record("  c: likely x severe", "3:13 rating-sign");
    assert_in_record("  c: evidence/restore report.pdf  d: e", "3:6 unquoted-text");
    assert_in_record("  c: Design, hosting and support (EU)\n  d: e", "3:6 unquoted-text");
    assert_in_record("  c: \"\"\"\n    bla\n  d: e", "3:6 unterminated-text");
    assert_in_record("  c: \"\"\"\n    bla\n  d: \"\"\"\n    x\n    \"\"\"", "3:6 unterminated-text");
    assert_in_record("  c: \u00A7\n  d: e", "3:6 stray-character");
    assert_in_record("  c: ceo.", "3:9 stray-character");
    assert_in_record("  \"x\"", "3:3 value-without-field");
    assert_in_record("  important\n  c: d", "3:3 stray-word");
}

static void the_meta_language(void **state) {
    (void)state;
    assert_told("rule a error { for x in b where x.c = 5 report at x \"m\" }", "1:37 single-equals");
    assert_told("kind a { b: one of c d e: text }\nkind f { g: text }", "1:24 unexpected-token");
    assert_told("kind a \"A\"", "1:8 unexpected-end");
    assert_told("rule a eror { }", "1:8 unexpected-token");
    assert_told("rule a error { for x in b report at x 'm'; }", "1:39 single-quotes, 1:42 semicolon");
    assert_told("rule a error { for x in b report at x \"m }\nrule c error { }", "1:39 unterminated-string");
    assert_told("rule a error {\n  for x in b\n\nkind c { d: text }", "1:1 missing-closing-brace");
    assert_told("rule a error { report at x \"m {x +} {y\" }", "1:35 unexpected-token");
    assert_query_told("for x in risk where x.a >", "1:25 unexpected-end");
    assert_query_told("for x in risk where x.a = 1", "1:25 single-equals");
}

static void nine_mistakes_in_one_file(void **state) {
    (void)state;
    assert_told("role ciso \"Chief\" { holders: jd }\n\n"
                "risk R-101 \"x\" {\n  on:     db\n  treatment {\n    controls: backup edr\n    due:      2026-06-30\n  }\n  owner: ciso\n}\n"
                "risk R-102 \"x\" {\n  on:     db\n  owner ciso\n  threat: fire\n}\n"
                "risk R-103 \"Ransomware encrypts {\n  on:     db\n  owner:  ciso\n}\n"
                "risk R-104 \"x\" {\n  on:     db\n  due:\n  owner:  ciso\n}\n"
                "risk R-105 \"x\" {\n  assets = db\n  owner:  ciso\n}\n"
                "risk R-106 Ransomware encrypts {\n  on:     db\n  owner:  ciso\n}\n"
                "risk R-107 \"x\" {\n  on:     db;\n  owner:  ciso;\n}\n"
                "role gesch\u00E4ftsf\u00FChrer \"GF\" {\n  reports-to: ciso\n}\n"
                "risk R-109 \"x\" {\n  on:     db\n  owner:  ciso\n\n"
                "risk R-2 \"y\" {\n  on:     db\n  owner:  ciso\n}\n\n"
                "asset db \"Database\" { owner: ciso }\n",
                "6:22 missing-comma, 13:3 missing-colon, 16:12 unterminated-string, 22:3 missing-value, 26:10 equals-sign, 29:12 unquoted-title, "
                "34:13 semicolon, 37:6 id-not-ascii, 40:1 missing-closing-brace");
}

static void nothing_is_lost_but_what_was_not_understood(void **state) {
    (void)state;
    Parsed p = parsed_of(STR("role a \"A\"\nrisk b \"B\" \"C\" ( d { }\nrole e \"E\""), false);
    assert_int_equal(p.tree.top.n, 2);
    assert_true(p.tree.damaged);
    assert_true(p.tree.lost.n > 0);
    assert_text(sources_text(p.sources, (Span){p.tree.lost.at[0], p.tree.lost.at[0] + 4}), "risk");
    parsed_free(&p);
    p = parsed_of(STR(IN_RECORD("  c: 01.03.2026\n  d: e")), false);
    assert_int_equal(p.tree.top.n, 3);
    assert_false(p.tree.damaged);
    parsed_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_that_are_missing),
        cmocka_unit_test(braces),
        cmocka_unit_test(titles_and_ids),
        cmocka_unit_test(habits_are_told_once),
        cmocka_unit_test(values),
        cmocka_unit_test(the_meta_language),
        cmocka_unit_test(nine_mistakes_in_one_file),
        cmocka_unit_test(nothing_is_lost_but_what_was_not_understood),
    };
    return cmocka_run_group_tests_name("syntax/mistakes", tests, NULL, NULL);
}
