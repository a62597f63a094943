// Reports in every format: texts, tables and matrices one below the other, pages, and text that only looks like markup.
#include "artefact_input.h"

#include "render/artefacts/prose_html.h"

static const TextPiece INTRODUCTION[] = {
    {STR("# The plan of "), false}, {STR("A*C*ME <b>\n# GmbH"), true}, {STR("\n\nWhat is *done*:\n\n- first\n"), false}};
static const TextPiece OWNER[] = {{STR("## "), false}, {STR("1. ceo"), true}};

typedef struct {
    Artefact table;
    Matrix matrix;
    Section sections[4];
    Artefact report;
} Parts;

static void make(Parts *p) {
    static const Str labels[] = {STR("R-1")};
    p->table = artefact_register();
    artefact_matrix(&p->matrix, labels, 1);
    p->sections[0] = (Section){.pieces = INTRODUCTION, .piece_count = COUNT(INTRODUCTION)};
    p->sections[1] = (Section){.part = &p->matrix.artefact};
    p->sections[2] = (Section){.pieces = OWNER, .piece_count = COUNT(OWNER), .depth = 1, .page = true};
    p->sections[3] = (Section){.part = &p->table, .depth = 1};
    p->report = (Artefact){.sort = ARTEFACT_REPORT,
                           .name = STR("plan"),
                           .title = STR("Treatment plan"),
                           .organisation = STR("ACME GmbH"),
                           .as_of = STR("2026-03-01"),
                           .generator = STR("ismsc 0.1.0"),
                           .sections = p->sections,
                           .section_count = 4};
}

static void html_is_one_page(void **state) {
    (void)state;
    Parts p;
    make(&p);
    const Artefact *a = &p.report;
    assert_true(artefact_holds(a, "html", 0, "<h1 id=\"title\">Treatment plan</h1>"));
    assert_true(artefact_holds(
        a, "html", 0, "<section class=\"text\">\n<h2>The plan of A*C*ME &lt;b&gt; # GmbH</h2>\n<p>What is <em>done</em>:</p>\n<ul>\n<li>first</li>"));
    assert_true(artefact_holds(a, "html", 0, "<section class=\"text page\">\n<h3>1. ceo</h3>"));
    assert_true(artefact_holds(a, "html", 0, "<p class=\"caption\" id=\"part-4\">Risk register</p>\n<table aria-labelledby=\"part-4\">"));
    assert_true(artefact_holds(a, "html", 0, "<table class=\"matrix\" aria-labelledby=\"part-2\">"));
    assert_true(artefact_holds(a, "html", 0, "</section>\n</main>"));
}

static void markdown_reads_like_a_document(void **state) {
    (void)state;
    Parts p;
    make(&p);
    p.report.section_count = 1;
    artefact_expect(
        &p.report, "md", 0,
        "# Treatment plan\n\nACME GmbH · as of 2026-03-01\n\n## The plan of A\\*C\\*ME \\<b\\> \\# GmbH\n\nWhat is *done*:\n\n  - first\n\n*Made by ismsc 0.1.0.*\n");
    p.report.section_count = 4;
    assert_true(artefact_holds(&p.report, "md", 0, "\n-----\n\n### 1\\. ceo\n\n**Risk register**\n\n| Id | Risk |"));
}

static void terminal_has_a_line_before_each_page(void **state) {
    (void)state;
    Parts p;
    make(&p);
    p.sections[1] = p.sections[2];
    p.sections[2] = p.sections[3];
    p.report.section_count = 3;
    artefact_expect(
        &p.report, "text", 40,
        "Treatment plan\nACME GmbH · as of 2026-03-01\n\nThe plan of A*C*ME <b> # GmbH\n\nWhat is done:\n\n  - first\n\n"
        "────────────────────────────────────────\n\n1. ceo\n\nRisk register\n\n"
        "R-017\n  Risk      Ransomware encrypts the\n            customer database\n  Level     high\n  Score     12\n  Controls  edr, backup, ?\n\n"
        "R-018  Fire\n  Level     ?\n  Score     3\n\nTotal: 12\nLate: none\n");
}

static void json_holds_the_sections(void **state) {
    (void)state;
    Parts p;
    make(&p);
    assert_true(artefact_holds(&p.report, "json", 0, "{\"type\": \"text\", \"depth\": 1, \"page\": true, \"markdown\": \"## 1\\\\. ceo\"}"));
    assert_true(artefact_holds(&p.report, "json", 0,
                               "{\"type\": \"table\", \"depth\": 1, \"page\": false, \"name\": \"risk-register\", \"title\": \"Risk register\",\n"));
}

static void columns_that_are_off_stay_away(void **state) {
    (void)state;
    Parts p;
    make(&p);
    Arena *arena = arena_new();
    Artefact shown;
    Str unknown;
    assert_true(artefact_columns(&p.report, STR(""), arena, &shown, &unknown));
    assert_int_equal(shown.sections[3].part->column_count, 4);
    assert_false(artefact_columns(&p.report, STR("Risk"), arena, &shown, &unknown));
    arena_free(arena);
}

static void a_report_of_nothing_says_so(void **state) {
    (void)state;
    Artefact a = {.sort = ARTEFACT_REPORT, .title = STR("Empty")};
    assert_true(artefact_holds(&a, "text", 0, "There are no entries."));
    assert_true(artefact_holds(&a, "md", 0, "There are no entries."));
    assert_true(artefact_holds(&a, "html", 0, "There are no entries."));
    assert_true(artefact_holds(&a, "json", 0, "\"sections\": []\n}\n"));
}

// ---- prose ------------------------------------------------------------------------------------------------------------------------------

static void assert_html(const char *markdown, ProsePlace place, const char *wanted) {
    Out out = out_memory();
    prose_html(str_of(markdown), place, &out);
    assert_text(out_text(&out), wanted);
    out_free(&out);
}

static void prose_is_safe(void **state) {
    (void)state;
    assert_html("a <script>alert(1)</script>", PROSE_SECTION, "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
    assert_html("<div onclick=x>\n\nb", PROSE_SECTION, "<p>&lt;div onclick=x&gt;\n</p>\n<p>b</p>\n");
    assert_html("![the plan](https://x/y.png \"t\")", PROSE_SECTION, "<p>the plan</p>\n");
    assert_html("[x](javascript:alert) [*y*](//evil) [z](HTTPS://a.b) <mailto:a@b.c>", PROSE_SECTION,
                "<p>x <em>y</em> <a href=\"HTTPS://a.b\">z</a> <a href=\"mailto:a@b.c\">mailto:a@b.c</a></p>\n");
    assert_html("a&#x202E;b&#1;c", PROSE_SECTION, "<p>a\uFFFDb\u2401c</p>\n");
}

static void prose_in_cells(void **state) {
    (void)state;
    assert_html("just a line", PROSE_CELL, "just a line");
    assert_html("one *line*", PROSE_CELL, "one <em>line</em>");
    assert_html("# Head\n\ntext", PROSE_CELL, "<p><strong>Head</strong></p>\n<p>text</p>\n");
    assert_html("> quote", PROSE_CELL, "<blockquote>\n<p>quote</p>\n</blockquote>\n");
}

// What would take cmark long is told line by line.
static void long_prose(void **state) {
    (void)state;
    Out text = out_memory();
    out_repeat(&text, '>', 70000);
    out_cstr(&text, " <i>deep\nnext");
    Out out = out_memory();
    prose_html(out_text(&text), PROSE_SECTION, &out);
    out_char(&out, 0);
    assert_non_null(strstr(out.at, "&lt;i&gt;deep"));
    assert_null(strstr(out.at, "<i>"));
    out_free(&out);
    out_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_is_one_page),
        cmocka_unit_test(markdown_reads_like_a_document),
        cmocka_unit_test(terminal_has_a_line_before_each_page),
        cmocka_unit_test(json_holds_the_sections),
        cmocka_unit_test(columns_that_are_off_stay_away),
        cmocka_unit_test(a_report_of_nothing_says_so),
        cmocka_unit_test(prose_is_safe),
        cmocka_unit_test(prose_in_cells),
        cmocka_unit_test(long_prose),
    };
    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
