// Scanning: words by their shape, keywords by their place, comments and blank lines beside the tokens, ends that are read again.
#include "parsed.h"
#include "syntax/parser.h"
#include "syntax/scan.h"

// The tokens of a text as `kind text`, with ` | ` between them.
static void check_tokens(const char *source, const char *tokens, int line) {
    Parsed p = parsed_of(str_of(source), false);
    const SourceFile *file = sources_file(p.sources, p.file);
    Tokens scanned = {0};
    scan_text(file, SCAN_FILE, &scanned);
    Out out = out_memory();
    for (uint32_t i = 0; i + 1 < scanned.kind.n; i++) {
        uint32_t at = scanned.start.at[i] - file->base;
        Str text = str_part(file->text, at, end_of_token(file->text, at, scanned.kind.at[i]));
        out_printf(&out, "%s%s " STR_FMT, i > 0 ? " | " : "", token_name(scanned.kind.at[i]), STR_ARG(text));
    }
    assert_int_equal(scanned.kind.at[scanned.kind.n - 1], END_OF_FILE);
    unit_assert_text(out_text(&out), tokens, __FILE__, line);
    out_free(&out);
    tokens_free(&scanned);
    parsed_free(&p);
}
#define assert_tokens(source, tokens) check_tokens((source), (tokens), __LINE__)

static void words_have_a_shape(void **state) {
    (void)state;
    assert_tokens("backup R-017 2026-q1 5x5 A.8.13 6.1.3.d", "word backup | word R-017 | word 2026-q1 | word 5x5 | word A.8.13 | word 6.1.3.d");
    assert_tokens("4 12_000 5.10 35 % 3.5%", "number 4 | number 12_000 | number 5.10 | percent 35 % | percent 3.5%");
    assert_tokens("2026-03-01 2026-03-01x", "date 2026-03-01 | word 2026-03-01x");
    assert_tokens("a/b iso27001/2022/A.5.1 a/ b", "path a/b | path iso27001/2022/A.5.1 | word a | sign / | word b");
    assert_tokens("owner: a-b: 9.3.2.d.1:", "field owner: | field a-b: | field 9.3.2.d.1:");
    assert_tokens("a- b. c.. .d", "word a | sign - | word b | bad-byte . | word c | sign .. | dot-name .d");
    assert_tokens("1..4 50_000..400_000 2026-01-01..2026-02-01",
                  "number 1 | sign .. | number 4 | number 50_000 | sign .. | number 400_000 | date 2026-01-01 | sign .. | date 2026-02-01");
    assert_tokens("likely×severe a * b", "word likely | sign × | word severe | word a | sign * | word b");
}

static void a_unit_is_one_right_after_a_number(void **state) {
    (void)state;
    assert_tokens("4 hours", "duration 4 hours");
    assert_tokens("1 year 6 months", "duration 1 year 6 months");
    assert_tokens("1 year\n6 months", "duration 1 year | duration 6 months");
    assert_tokens("4\nhours", "number 4 | word hours");
    assert_tokens("hours 4 hoursx 4 days-off 4 days: 4 days.", "word hours | number 4 | word hoursx | number 4 | word days-off | number 4 | "
                                                               "field days: | number 4 | word days | bad-byte .");
    assert_tokens("level 3 possible", "word level | number 3 | word possible");
    assert_tokens("EUR 12_000 EUR 3.50 EUR 5..9", "money EUR 12_000 | money EUR 3.50 | money EUR 5 | sign .. | number 9");
    assert_tokens("EURO 5 eur 5", "word EURO | number 5 | word eur | number 5");
}

static void texts_are_one_token(void **state) {
    (void)state;
    assert_tokens("\"a \\\" b\" \"\"", "string \"a \\\" b\" | string \"\"");
    assert_tokens("\"\"\"a \" b \"\" c\n{d}\"\"\" e", "text \"\"\"a \" b \"\" c\n{d}\"\"\" | word e");
    assert_tokens("a https://x.y/z?a=b,c#d, ftp://e, http: f",
                  "word a | url https://x.y/z?a=b,c#d | sign , | url ftp://e | sign , | field http: | word f");
    assert_tokens("url://x", "field url:"); // no scheme that we know: a comment
}

static void comments_and_blank_lines_stand_beside(void **state) {
    (void)state;
    Parsed p = parsed_of(STR("// one\n\n\n/// two\nrole a \"b\" // three\n/* four */ {}\n//// five\n"), false);
    Tokens tokens = {0};
    scan_text(sources_file(p.sources, p.file), SCAN_FILE, &tokens);
    const TriviaKind kinds[] = {TRIVIA_LINE, TRIVIA_BLANK, TRIVIA_DOC, TRIVIA_LINE, TRIVIA_BLOCK, TRIVIA_LINE};
    const uint32_t before[] = {0, 0, 0, 3, 3, 5};
    assert_int_equal(tokens.trivia.n, 6);
    for (uint32_t i = 0; i < 6; i++) {
        assert_int_equal(tokens.trivia.at[i].kind, kinds[i]);
        assert_int_equal(tokens.trivia.at[i].before, before[i]);
    }
    tokens_free(&tokens);
    parsed_free(&p);
}

static void keywords_exist_only_in_the_meta_language(void **state) {
    (void)state;
    assert_tokens("role kind \"x\" { rule: where }", "word role | word kind | string \"x\" | sign { | field rule: | word where | sign }");
    assert_tokens("kind a { where: text b = where }",
                  "keyword kind | word a | sign { | field where: | word text | word b | sign = | keyword where | sign }");
    assert_tokens("rule a off { } off b \"c\"", "keyword rule | word a | level off | sign { | sign } | word off | word b | string \"c\"");
    assert_tokens("role a \"b\" rule c error {}", "word role | word a | string \"b\" | keyword rule | word c | level error | sign { | sign }");
    assert_tokens("use kind kind b {}", "keyword use | word kind | keyword kind | word b | sign { | sign }");
    assert_tokens("extend kind risk {} extend method x {}",
                  "keyword extend | keyword kind | word risk | sign { | sign } | keyword extend | word method | word x | sign { | sign }");
    assert_tokens("kind a { on = b missing = c }",
                  "keyword kind | word a | sign { | word on | sign = | word b | word missing | sign = | word c | sign }");
}

static void texts_of_rules_have_holes(void **state) {
    (void)state;
    assert_tokens(
        "rule a error { help \"x {y.z} {{w}} \\\"{v}\" }",
        "keyword rule | word a | level error | sign { | keyword help | string \"x {y.z} {{w}} \\\"{v}\" | open-hole { | word y.z | close-hole } | "
        "open-hole { | word v | close-hole } | string-end \" | sign }");
    assert_tokens("kind a { b: text \"x {y}\" }", "keyword kind | word a | sign { | field b: | word text | string \"x {y}\" | sign }");
}

static void the_buffer_is_left_as_it_was(void **state) {
    (void)state;
    Parsed p = parsed_of(STR("role a \"b\" { c: d } /"), false);
    assert_text(sources_file(p.sources, p.file)->text, "role a \"b\" { c: d } /");
    parsed_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_a_shape),
        cmocka_unit_test(a_unit_is_one_right_after_a_number),
        cmocka_unit_test(texts_are_one_token),
        cmocka_unit_test(comments_and_blank_lines_stand_beside),
        cmocka_unit_test(keywords_exist_only_in_the_meta_language),
        cmocka_unit_test(texts_of_rules_have_holes),
        cmocka_unit_test(the_buffer_is_left_as_it_was),
    };
    return cmocka_run_group_tests_name("syntax/tokens", tests, NULL, NULL);
}
