// The canonical layout, case by case: what a text becomes, that it then stays so, and that it says what it said.
#include "parsed.h"
#include "syntax/print.h"

static FileId add(Sources *sources, Str text) {
    FileId file;
    char *copy = mem_alloc((size_t)text.len + SOURCE_PADDING);
    if (text.len > 0) memcpy(copy, text.at, text.len);
    assert_true(sources_add(sources, STR("t.isms"), copy, text.len, SOURCE_PROJECT, &file));
    return file;
}

static void assert_prints(const char *text, const char *wanted) {
    Sources *sources = sources_new();
    ParseScratch *scratch = parse_scratch_new();
    Diagnostics *sink = diagnostics_new();
    Out once = out_memory(), twice = out_memory();
    FileId file = add(sources, str_of(text));
    assert_int_equal(print_file(sources, file, scratch, sink, &once), PRINT_WELL);
    assert_text(out_text(&once), wanted);
    FileId printed = add(sources, out_text(&once));
    assert_true(print_same(sources_file(sources, file), sources_file(sources, printed)));
    assert_int_equal(print_file(sources, printed, scratch, sink, &twice), PRINT_WELL);
    assert_text(out_text(&twice), wanted);
    out_free(&once);
    out_free(&twice);
    diagnostics_free(sink);
    parse_scratch_free(scratch);
    sources_free(sources);
}

static void records_in_one_line(void **state) {
    (void)state;
    assert_prints("", "");
    assert_prints("role   ceo\t\"CEO\"{holders:ann,ben   deputy:cto}", "role ceo \"CEO\" { holders: ann, ben  deputy: cto }\n");
    assert_prints("x a \"A\" {}\nexclude A.1 , A.2 todo\"why\"", "x a \"A\" { }\nexclude A.1, A.2 todo \"why\"\n");
    assert_prints("x a { r:a×b  m: EUR 1 .. 2 n: -5 }\n", "x a { r: a × b  m: EUR 1..2  n: -5 }\n");
}

static void bodies_of_several_lines(void **state) {
    (void)state;
    assert_prints("x a \"A\" { b: c\n      d: e }", "x a \"A\" {\n  b: c\n  d: e\n}\n");
    assert_prints("x a\n{\n\n  b { c: d\n } e f { } }", "x a {\n  b {\n    c: d\n  }\n  e f { }\n}\n");
    assert_prints("x a { b: c } y d { }", "x a { b: c }\ny d { }\n");
}

static void lists_of_several_lines(void **state) {
    (void)state;
    assert_prints("x a {\n  long: b,\n c,\n        d\n}", "x a {\n  long: b,\n        c,\n        d\n}\n");
    assert_prints("x a {\n  long:\n b,\nc\n}", "x a {\n  long:\n      b,\n      c\n}\n");
}

static void values_below_each_other(void **state) {
    (void)state;
    assert_prints("x a {\n  b: c\n  long: d\n}", "x a {\n  b: c\n  long: d\n}\n"); // nobody asked for it
    assert_prints("x a {\n  b:  c\n  long: d\n  e { f: g }\n}", "x a {\n  b:    c\n  long: d\n  e { f: g }\n}\n");
    assert_prints("x a {\n  b:  c\n\n  long: d\n}", "x a {\n  b: c\n\n  long: d\n}\n");         // apart
    assert_prints("x a {\n  b:  c  d: e\n  long: d\n}", "x a {\n  b: c  d: e\n  long: d\n}\n"); // two in a line
    assert_prints("x ab \"A\" { }\nx a  \"ABC\" { }\ny b \"B\"", "x ab \"A\" { }\nx a  \"ABC\" { }\ny b \"B\"\n");
    assert_prints("x a  \"É\"   { }\nx ab \"ABC\" { }", "x a  \"É\"   { }\nx ab \"ABC\" { }\n");
}

static void comments_stay(void **state) {
    (void)state;
    assert_prints("// a  \n\n\n/// b\nx a { // c\n/* d */ b: c /* e */ d: f // g\n  // h\n}\n// i",
                  "// a\n\n/// b\nx a {  // c\n  /* d */ b: c /* e */ d: f  // g\n  // h\n}\n// i\n");
    assert_prints("x a {\n  b: c   // one\n  long: d // two\n}", "x a {\n  b: c     // one\n  long: d  // two\n}\n");
    assert_prints("/* a\n    b */ x a { }", "/* a\n    b */\nx a { }\n");
}

static void text_blocks_keep_their_value(void **state) {
    (void)state;
    assert_prints("x a {\n  t: \"\"\"\n  One\n\n    two\n  \"\"\"\n}", "x a {\n  t: \"\"\"\n    One\n\n      two\n    \"\"\"\n}\n");
    assert_prints("x a { t: \"\"\"One\n two\"\"\" }", "x a {\n  t: \"\"\"One\n two\"\"\"\n}\n");
}

static void kinds_rules_and_tables(void **state) {
    (void)state;
    assert_prints("kind k \"K\" {\n  a: text?   \"one\"\n  long: k*  inverse b   \"two\"\n  c=a  \"three\"\n}",
                  "kind k \"K\" {\n  a: text?             \"one\"\n  long: k*  inverse b  \"two\"\n  c = a  \"three\"\n}\n");
    assert_prints(
        "rule r note {\n  for a in k\n  let x   = a\n  let long = (a.b,a)\n  where a.b is set\n      and a not   in x\n  report at a \"{a} is\"\n}",
        "rule r note {\n  for a in k\n  let x    = a\n  let long = (a.b, a)\n  where a.b is set\n      and a not in x\n  report at a \"{a} is\"\n}\n");
}

static void line_ends_stay(void **state) {
    (void)state;
    assert_prints("x a { b: c\r\n d: e }\r\n", "x a {\r\n  b: c\r\n  d: e\r\n}\r\n");
}

static void mistakes_are_left_alone(void **state) {
    (void)state;
    Sources *sources = sources_new();
    ParseScratch *scratch = parse_scratch_new();
    Diagnostics *sink = diagnostics_new();
    Out out = out_memory();
    assert_int_equal(print_file(sources, add(sources, STR("x a { b: c d }")), scratch, sink, &out), PRINT_REFUSED);
    assert_int_equal(out.len, 0);
    assert_int_equal(diagnostics_count(sink), 1);
    out_free(&out);
    diagnostics_free(sink);
    parse_scratch_free(scratch);
    sources_free(sources);
}

// Where it would go is not the printer's to say.
static void a_comment_within_a_text_is_left_alone(void **state) {
    (void)state;
    Sources *sources = sources_new();
    ParseScratch *scratch = parse_scratch_new();
    Diagnostics *sink = diagnostics_new();
    Out out = out_memory();
    FileId file = add(sources, STR("rule a error { for x in y report at x \"b {x /* c */} d\" // e\n}"));
    assert_int_equal(print_file(sources, file, scratch, sink, &out), PRINT_REFUSED);
    assert_int_equal(out.len, 0);
    out_free(&out);
    diagnostics_free(sink);
    parse_scratch_free(scratch);
    sources_free(sources);
}

static void assert_differ(const char *a, const char *b) {
    Sources *sources = sources_new();
    FileId one = add(sources, str_of(a)), two = add(sources, str_of(b));
    assert_false(print_same(sources_file(sources, one), sources_file(sources, two)));
    sources_free(sources);
}

static void what_is_not_the_same(void **state) {
    (void)state;
    assert_differ("x a { b: c }", "x a { b: d }");
    assert_differ("x a { b: c }", "x a { b: c } x d \"e\"");
    assert_differ("x a { b: c } x d \"e\"", "x a { b: c }");
    assert_differ("x a { b: c, d }", "x a { b: c d }");
    assert_differ("x a { b: c }", "x a { b: cc }");
    assert_differ("x a { b: c } // d", "x a { b: c }");
    assert_differ("x a { b: c } // d", "x a { b: c } // e");
    assert_differ("// d\nx a { b: c }", "x // d\na { b: c }");
    assert_differ("x a \"b  c\"", "x a \"b c\"");
    assert_differ("x a { t: \"\"\"\n  a\n    b\n  \"\"\" }", "x a { t: \"\"\"\n  a\n   b\n  \"\"\" }");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_in_one_line),     cmocka_unit_test(bodies_of_several_lines),
        cmocka_unit_test(lists_of_several_lines),  cmocka_unit_test(values_below_each_other),
        cmocka_unit_test(comments_stay),           cmocka_unit_test(text_blocks_keep_their_value),
        cmocka_unit_test(kinds_rules_and_tables),  cmocka_unit_test(line_ends_stay),
        cmocka_unit_test(mistakes_are_left_alone), cmocka_unit_test(a_comment_within_a_text_is_left_alone),
        cmocka_unit_test(what_is_not_the_same),
    };
    return cmocka_run_group_tests_name("syntax/print", tests, NULL, NULL);
}
