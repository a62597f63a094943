// Tables in every format.
#include "artefact_input.h"

#include <jansson.h>

#include "base/utf8.h"
#include "render/artefacts/layout.h"
#include "render/artefacts/table.h"

static Artefact shown(Artefact whole, const char *columns, Arena *arena) {
    Artefact artefact;
    Str unknown;
    assert_true(artefact_columns(&whole, str_of(columns), arena, &artefact, &unknown));
    return artefact;
}

static void columns_are_chosen_by_name(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Artefact whole = artefact_register(), artefact;
    Str unknown;
    assert_int_equal(shown(whole, "", arena).column_count, 4);
    assert_int_equal(shown(whole, "all", arena).column_count, 5);
    artefact = shown(whole, "score , ID", arena);
    assert_int_equal(artefact.column_count, 2);
    assert_text(artefact.columns[0].head, "Score");
    assert_text(artefact.cells[3].items[0].text, "R-018");
    static const ColumnHead heads[] = {{.head = STR("Reason")}, {.head = STR("Reason: law, contract")}, {.head = STR("X")}};
    whole.columns = heads;
    whole.column_count = 3;
    whole.row_count = 0;
    artefact = shown(whole, "reason: law, contract , Reason,x", arena);
    assert_int_equal(artefact.column_count, 3);
    assert_text(artefact.columns[0].head, "Reason: law, contract");
    whole = artefact_register();
    assert_false(artefact_columns(&whole, STR("id, owner"), arena, &artefact, &unknown));
    assert_text(unknown, "owner");
    arena_free(arena);
}

static void text_stands_side_by_side(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Artefact artefact = shown(artefact_register(), "", arena);
    artefact_expect(&artefact, "text", 60,
                    "Risk register\n"
                    "ACME GmbH · ISO/IEC 27001:2022 6.1.2 c) · as of 2026-03-01 ·\n"
                    "2 rows · 3 findings · 1 waived\n"
                    "\n"
                    "Id     Risk                                     Level  Score\n"
                    "─────  ───────────────────────────────────────  ─────  ─────\n"
                    "R-017  Ransomware encrypts the customer         high      12\n"
                    "       database\n"
                    "\n"
                    "R-018  Fire                                     ?          3\n"
                    "\n"
                    "Total: 12\n"
                    "Late: none\n");
    arena_free(arena);
}

static void text_becomes_cards(void **state) {
    (void)state;
    Artefact artefact = artefact_register();
    artefact_expect(&artefact, "text", 30,
                    "Risk register\n"
                    "ACME GmbH · ISO/IEC 27001:2022\n"
                    "6.1.2 c) · as of 2026-03-01 ·\n"
                    "2 rows · 3 findings · 1 waived\n"
                    "\n"
                    "R-017\n"
                    "  Risk      Ransomware\n"
                    "            encrypts the\n"
                    "            customer database\n"
                    "  Level     high\n"
                    "  Score     12\n"
                    "  Controls  edr, backup, ?\n"
                    "\n"
                    "R-018  Fire\n"
                    "  Level     ?\n"
                    "  Score     3\n"
                    "\n"
                    "Total: 12\n"
                    "Late: none\n");
}

static void text_never_overflows(void **state) {
    (void)state;
    Artefact artefact = artefact_register();
    for (uint32_t width = 20; width < 140; width++) {
        Out out = artefact_render(&artefact, "text", width, false);
        Str text = out_text(&out);
        for (uint32_t from = 0; from < text.len;) {
            uint32_t end = str_find(text, '\n', from);
            assert_true(utf8_columns(str_part(text, from, end)) <= width);
            from = end + 1;
        }
        out_free(&out);
    }
}

static void nothing_commands_the_terminal(void **state) {
    (void)state;
    static const Item evil[] = {TEXT("\x1b[31mred\x07\xE2\x80\xAE")};
    static const Cell cells[] = {CELL(evil)};
    static const ColumnHead heads[] = {{.head = STR("\x1b]0;x")}};
    Artefact artefact = {.title = STR("\x1b[2J"), .columns = heads, .column_count = 1, .cells = cells, .row_count = 1};
    static const char *const FORMATS[] = {"text", "short", "md", "csv", "json", "html"};
    for (uint32_t i = 0; i < COUNT(FORMATS); i++) {
        Out out = artefact_render(&artefact, FORMATS[i], 80, false);
        assert_null(memchr(out.at, 0x1b, out.len));
        assert_null(memchr(out.at, 0x07, out.len));
        out_free(&out);
    }
}

static void colours_are_only_for_terminals(void **state) {
    (void)state;
    Artefact artefact = artefact_register();
    Out out = artefact_render(&artefact, "text", 200, true);
    assert_non_null(strstr(out.at, "\033[1mRisk register\033[0m"));
    assert_non_null(strstr(out.at, "\033[48;5;214;38;5;16mhigh\033[0m"));
    out_free(&out);
}

static void groups_have_heads(void **state) {
    (void)state;
    static const uint32_t ends[] = {1, 2};
    static const Cell heads[] = {CELL(HIGH), {NULL, 0, false}};
    Arena *arena = arena_new();
    Artefact artefact = shown(artefact_register(), "Id", arena);
    artefact.group_end = ends;
    artefact.group_heads = heads;
    artefact.group_count = 2;
    assert_true(artefact_holds(&artefact, "text", 80, "▌ high\nR-017\n\n▌ none\nR-018\n"));
    assert_true(artefact_holds(&artefact, "md", 80, "## high\n\n| Id |\n| --- |\n| R-017 |\n\n## none\n\n"));
    artefact_expect(&artefact, "csv", 0, "\"Group\",\"Id\"\r\n\"high\",\"R-017\"\r\n\"\",\"R-018\"\r\n");
    assert_true(artefact_holds(&artefact, "json", 0, "\"rows\": [1, 2]}"));
    arena_free(arena);
}

// A table that is written in several formats at once is in each as it is alone.
static void formats_share_rows(void **state) {
    (void)state;
    static const uint32_t ends[] = {1, 2};
    static const Cell heads[] = {CELL(HIGH), {NULL, 0, true}};
    static const char *const names[] = {"csv", "md", "json"};
    const ArtefactOptions options = {0};
    for (uint32_t groups = 0; groups <= 2; groups += 2) {
        Artefact artefact = artefact_register();
        artefact.group_end = groups ? ends : NULL;
        artefact.group_heads = groups ? heads : NULL;
        artefact.group_count = groups;
        Out outs[COUNT(names)];
        TableWriting writings[COUNT(names)];
        for (uint32_t i = 0; i < COUNT(names); i++) {
            const TableFormat *format = artefact_table_format(artefact_format_find(str_of(names[i])), &artefact);
            assert_non_null(format);
            outs[i] = out_memory();
            writings[i] = (TableWriting){.format = format, .table = &artefact, .options = &options, .out = &outs[i]};
        }
        table_write(writings, COUNT(names));
        for (uint32_t i = 0; i < COUNT(names); i++) {
            Out alone = artefact_render(&artefact, names[i], 0, false);
            assert_true(str_eq(out_text(&alone), out_text(&outs[i])));
            out_free(&alone);
            out_free(&outs[i]);
        }
    }
}

static void markdown(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Artefact artefact = shown(artefact_register(), "", arena);
    artefact_expect(&artefact, "md", 0,
                    "# Risk register\n"
                    "\n"
                    "ACME GmbH · ISO/IEC 27001:2022 6.1.2 c) · as of 2026-03-01 · 3 findings · 1 waived\n"
                    "\n"
                    "| Id | Risk | Level | Score |\n"
                    "| --- | --- | --- | ---: |\n"
                    "| R-017 | Ransomware encrypts the customer database | high | 12 |\n"
                    "| R-018 | Fire | ? | 3 |\n"
                    "\n"
                    "- Total: 12\n"
                    "- Late: none\n"
                    "\n"
                    "*Made by ismsc 0.1.0.*\n");
    arena_free(arena);
}

static void csv_and_short(void **state) {
    (void)state;
    Artefact artefact = artefact_register();
    artefact_expect(&artefact, "csv", 0,
                    "\"Id\",\"Risk\",\"Level\",\"Score\",\"Controls\"\r\n"
                    "\"R-017\",\"Ransomware encrypts the customer database\",\"high\",\"12\",\"edr, backup, ?\"\r\n"
                    "\"R-018\",\"Fire\",\"?\",\"3\",\"\"\r\n");
    artefact_expect(&artefact, "short", 0,
                    "R-017\tRansomware encrypts the customer database\thigh\t12\tedr, backup, ?\n"
                    "R-018\tFire\t?\t3\t\n");
}

static void json_is_typed(void **state) {
    (void)state;
    Artefact artefact = artefact_register();
    Out out = artefact_render(&artefact, "json", 0, false);
    json_t *root = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_int_equal(json_integer_value(json_object_get(root, "version")), 1);
    json_t *row = json_array_get(json_object_get(root, "rows"), 0);
    json_t *level = json_array_get(json_array_get(row, 2), 0);
    assert_string_equal(json_string_value(json_object_get(level, "type")), "level");
    assert_string_equal(json_string_value(json_object_get(level, "colour")), "#ff9800");
    assert_int_equal(json_integer_value(json_object_get(level, "rank")), 3);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(json_array_get(row, 3), 0), "value")), 12);
    assert_int_equal(json_array_size(json_array_get(row, 4)), 3);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json_array_get(row, 4), 2), "type")), "unknown");
    json_decref(root);
    out_free(&out);
}

static void html_is_a_page(void **state) {
    (void)state;
    Artefact artefact = artefact_register();
    assert_true(artefact_holds(&artefact, "html", 0, "<title>Risk register · ACME GmbH</title>"));
    assert_true(artefact_holds(&artefact, "html", 0, "<dt>Findings</dt><dd>3, and 1 waived</dd>"));
    assert_true(artefact_holds(&artefact, "html", 0, "<th scope=\"col\" class=\"number\">Score</th>"));
    assert_true(artefact_holds(&artefact, "html", 0, "<tr><th scope=\"row\"><span title=\"Title of R-017\">R-017</span></th><td>Ransomware"));
    assert_true(artefact_holds(&artefact, "html", 0, "<span class=\"level\" style=\"background:#ff9800;color:#000\">high</span>"));
    assert_true(artefact_holds(&artefact, "html", 0, "<div><dt>Late</dt><dd>none</dd></div>"));
    assert_true(artefact_holds(&artefact, "html", 0, "<span title=\"Title of backup\">backup</span> <span class=\"doubt\""));
}

static void long_ids_may_be_broken(void **state) {
    (void)state;
    static const Item ids[] = {RECORD("a-risk-with-a-long-id"), {.sort = ITEM_RECORD, .text = STR("one-without-a-title")}, RECORD("R-017")};
    static const Cell cells[] = {CELL(ids)};
    static const ColumnHead heads[] = {{.head = STR("Risks")}};
    Artefact artefact = {.title = STR("Risks"), .columns = heads, .column_count = 1, .cells = cells, .row_count = 1};
    assert_true(artefact_holds(&artefact, "html", 0,
                               "<span class=\"long\" title=\"Title of a-risk-with-a-long-id\">a-risk-with-a-long-id</span>, "
                               "<span class=\"long\">one-without-a-title</span>, <span title=\"Title of R-017\">R-017</span>"));
}

static void html_of_what_is_hostile(void **state) {
    (void)state;
    static const Item evil[] = {{.sort = ITEM_LEVEL, .text = STR("</td><script>alert(1)</script>"), .colour = STR("red;}")}};
    static const Item prose[] = {TEXT("one *two*\n\n- <b>three</b>")}, plain[] = {TEXT("just & <so")};
    static const Cell cells[] = {CELL(evil), CELL(prose), CELL(plain)};
    static const ColumnHead heads[] = {{.head = STR("\"><i>")}, {.head = STR("P"), .prose = true}, {.head = STR("Q"), .prose = true}};
    Artefact artefact = {.title = STR("</title><script>"), .columns = heads, .column_count = 3, .cells = cells, .row_count = 1};
    assert_true(artefact_holds(&artefact, "html", 0, "<th scope=\"row\">&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;</th>"));
    assert_true(
        artefact_holds(&artefact, "html", 0, "<td class=\"prose\"><p>one <em>two</em></p>\n<ul>\n<li>&lt;b&gt;three&lt;/b&gt;</li>\n</ul>\n</td>"));
    assert_true(artefact_holds(&artefact, "html", 0, "<td class=\"prose\">just &amp; &lt;so</td>"));
    Out out = artefact_render(&artefact, "html", 0, false);
    assert_null(strstr(out.at, "<script"));
    assert_null(strstr(out.at, "<i>"));
    out_free(&out);
}

static void an_empty_table_says_so(void **state) {
    (void)state;
    Artefact artefact = artefact_register();
    artefact.row_count = 0;
    artefact.foot_count = 0;
    assert_true(artefact_holds(&artefact, "text", 100, "0 rows · 3 findings · 1 waived\n\nThere are no entries.\n"));
    assert_true(artefact_holds(&artefact, "md", 80, "\n\nThere are no entries.\n"));
    assert_true(artefact_holds(&artefact, "html", 80, "<p>There are no entries.</p>"));
    assert_true(artefact_holds(&artefact, "csv", 80, "\"Controls\"\r\n"));
    assert_true(artefact_holds(&artefact, "json", 80, "\"rows\": [],"));
}

static void columns_share_the_width(void **state) {
    (void)state;
    uint32_t widths[3];
    const ColumnWish wishes[] = {{5, 5}, {40, 10}, {100, 12}};
    assert_true(layout_columns(wishes, 3, 200, widths));
    assert_int_equal(widths[2], 100);
    assert_true(layout_columns(wishes, 3, 75, widths));
    assert_int_equal(widths[0], 5);
    assert_int_equal(widths[1], 35);
    assert_int_equal(widths[2], 35);
    assert_true(layout_columns(wishes, 3, 27, widths));
    assert_int_equal(widths[1], 10);
    assert_false(layout_columns(wishes, 3, 26, widths));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_chosen_by_name),
        cmocka_unit_test(text_stands_side_by_side),
        cmocka_unit_test(text_becomes_cards),
        cmocka_unit_test(text_never_overflows),
        cmocka_unit_test(nothing_commands_the_terminal),
        cmocka_unit_test(colours_are_only_for_terminals),
        cmocka_unit_test(groups_have_heads),
        cmocka_unit_test(formats_share_rows),
        cmocka_unit_test(markdown),
        cmocka_unit_test(csv_and_short),
        cmocka_unit_test(json_is_typed),
        cmocka_unit_test(html_is_a_page),
        cmocka_unit_test(long_ids_may_be_broken),
        cmocka_unit_test(html_of_what_is_hostile),
        cmocka_unit_test(an_empty_table_says_so),
        cmocka_unit_test(columns_share_the_width),
    };
    return cmocka_run_group_tests_name("render/artefact_table", tests, NULL, NULL);
}
