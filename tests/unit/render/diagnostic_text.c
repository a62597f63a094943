// The format `text`.
#include "diagnostic_input.h"

#define SUMMARY_ERROR "checked 1 file, 2 records: 1 error; failing on error\n"

static void places_in_two_files(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos soa = case_file(&c, "soa/technological.isms", "\n\n\n\n\n\n\n\n\nexclude A.8.12 \"No DLP needed\"\n");
    SrcPos data = case_file(&c, "controls/data.isms", "control dlp \"x\" {\n  implements: A.8.12, A.8.24\n}\n");
    Diagnostic *d = case_add(&c, "decided-twice", LEVEL_ERROR, soa + 9, 14, "A.8.12 is excluded and yet implemented by dlp");
    case_note(&c, d, data + 32, 6, "implemented here");
    d->requirement = STR("ISO/IEC 27001:2022 6.1.3 d)");
    diag_help(c.sink, d, STR("drop the exclusion, or the control's claim to implement A.8.12"));
    case_expect(&c, "text",
                "error[decided-twice]: A.8.12 is excluded and yet implemented by dlp\n"
                "  --> soa/technological.isms:10:1\n"
                "   |\n"
                "10 | exclude A.8.12 \"No DLP needed\"\n"
                "   | ^^^^^^^^^^^^^^\n"
                "   |\n"
                "  ::: controls/data.isms:2:15\n"
                "   |\n"
                " 2 |   implements: A.8.12, A.8.24\n"
                "   |               ------ implemented here\n"
                "   |\n"
                "   = requirement: ISO/IEC 27001:2022 6.1.3 d)\n"
                "   = help: drop the exclusion, or the control's claim to implement A.8.12\n"
                "   = explain: ismsc explain decided-twice\n"
                "\n" SUMMARY_ERROR);
}

static void places_in_one_file(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "a.isms", "one two three\nfour\nfive\nsix\n");
    Diagnostic *d = case_add(&c, "n", LEVEL_WARNING, a + 4, 3, "m");
    case_note(&c, d, a + 24, 3, "last");
    case_note(&c, d, a + 8, 5, "third");
    case_note(&c, d, a, 3, "first");
    case_note(&c, d, a + 14, 4, "");
    case_note(&c, d, 0, 0, "nowhere");
    case_expect(&c, "text",
                "warning[n]: m\n"
                " --> a.isms:1:5\n"
                "  |\n"
                "1 | one two three\n"
                "  | --- first\n"
                "  |     ^^^ ----- third\n"
                "2 | four\n"
                "  | ----\n"
                "...\n"
                "4 | six\n"
                "  | --- last\n"
                "  |\n"
                "  = note: nowhere\n"
                "  = explain: ismsc explain n\n"
                "\n"
                "checked 1 file, 2 records: 1 warning\n");
}

static void spans_that_are_empty_long_or_at_the_end(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "a", "abc\r\ndef\n");
    case_add(&c, "n", LEVEL_ERROR, a + 1, 0, "empty");
    case_add(&c, "n", LEVEL_ERROR, a + 2, 5, "two lines");
    case_add(&c, "n", LEVEL_ERROR, a + 3, 1, "line end");
    case_add(&c, "n", LEVEL_ERROR, a + 9, 0, "file end");
    SrcPos b = case_file(&c, "b", "");
    case_add(&c, "n", LEVEL_ERROR, b, 0, "empty file");
    case_expect(&c, "text",
                "error[n]: empty\n --> a:1:2\n  |\n1 | abc\n  |  ^\n  |\n  = explain: ismsc explain n\n\n"
                "error[n]: two lines\n --> a:1:3\n  |\n1 | abc\n  |   ^\n  |\n  = explain: ismsc explain n\n\n"
                "error[n]: line end\n --> a:1:4\n  |\n1 | abc\n  |    ^\n  |\n  = explain: ismsc explain n\n\n"
                "error[n]: file end\n --> a:3:1\n  |\n3 |\n  | ^\n  |\n  = explain: ismsc explain n\n\n"
                "error[n]: empty file\n --> b:1:1\n  |\n1 |\n  | ^\n  |\n  = explain: ismsc explain n\n\n"
                "checked 1 file, 2 records: 5 errors; failing on error\n");
}

static void carets_stand_below_wide_characters_and_tabs(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "a", "\tä中文e\u0301x y\n");
    case_add(&c, "n", LEVEL_ERROR, a + 3, 6, "wide");
    case_add(&c, "n", LEVEL_ERROR, a + 12, 1, "behind");
    case_expect(&c, "text",
                "error[n]: wide\n --> a:1:3\n  |\n1 |     ä中文e\u0301x y\n  |      ^^^^\n  |\n"
                "  = explain: ismsc explain n\n\n"
                "error[n]: behind\n --> a:1:7\n  |\n1 |     ä中文e\u0301x y\n  |           ^\n  |\n"
                "  = explain: ismsc explain n\n\n"
                "checked 1 file, 2 records: 2 errors; failing on error\n");
}

static void nothing_commands_the_terminal(void **state) {
    (void)state;
    Case c = case_new();
    const char text[] = "\033[31m\0\x7F\x9B\xC2\x9B\xE2\x80\xAE##[x] here\n";
    SrcPos a = case_bytes(&c, "p\033\n::error::x", text, sizeof text - 1);
    Diagnostic *d = case_add(&c, "n\r", LEVEL_ERROR, a + 19, 4, "m\n::error::\033]0;t\a");
    case_note(&c, d, a, 5, "l\nl");
    diag_help(c.sink, d, STR("h\n::warning::h"));
    d->requirement = STR("\xFF");
    diag_fix(c.sink, d, (Span){a, a + 1}, STR("f\033"), STR("t\bu"), true);
    case_expect(&c, "text",
                "error[n␍]: m␊::error::␛]0;t␇\n"
                " --> ./p␛␊::error::x:1:17\n"
                "  |\n"
                "1 | ␛[31m␀␡\uFFFD\uFFFD\uFFFD##\uFFFDx] here\n"
                "  | ----- l␊l\n"
                "  |                 ^^^^\n"
                "  |\n"
                "  = requirement: \uFFFD\n"
                "  = help: h␊::warning::h\n"
                "  = fix: f␛: replace `␛` with `t␈u` at ./p␛␊::error::x:1:1\n"
                "  = explain: ismsc explain n␍\n\n" SUMMARY_ERROR);
}

static void colours(void **state) {
    (void)state;
    Case c = case_new();
    c.options.colour = true;
    SrcPos a = case_file(&c, "a", "ab cd");
    Diagnostic *d = case_add(&c, "n", LEVEL_FORBID, a, 2, "m");
    case_note(&c, d, a + 3, 2, "l");
    case_expect(&c, "text",
                "\033[1;31merror[n]\033[0m\033[1m: m\033[0m\n"
                " \033[1;34m--> \033[0ma:1:1\n"
                "\033[1;34m  |\033[0m\n"
                "\033[1;34m1 |\033[0m ab cd\n"
                "\033[1;34m  |\033[0m \033[1;31m^^\033[0m \033[1;34m-- l\033[0m\n"
                "\033[1;34m  |\033[0m\n"
                "  \033[1;34m=\033[0m \033[1mexplain\033[0m: ismsc explain n\n"
                "\n" SUMMARY_ERROR);
}

static void fixes_are_shown(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "a", "ab cd");
    Diagnostic *d = case_add(&c, "n", LEVEL_NOTE, a, 2, "m");
    diag_fix(c.sink, d, (Span){a, a}, STR("add a comma"), STR(","), true);
    diag_fix(c.sink, d, (Span){a + 3, a + 5}, STR("drop it"), STR(""), false);
    diag_fix(c.sink, d, (Span){a + 5, a + 5}, STR("decide"), STR("exclude todo\n"), false);
    diag_fix(c.sink, d, (Span){a + 2, a + 3}, STR("write it on lines"), STR("\n  x\n"), false);
    for (int i = 0; i < 3; i++) diag_fix(c.sink, d, (Span){a, a + 2}, STR("x"), STR("y"), true);
    diag_fix(c.sink, d, (Span){a, a + 2}, STR("z"), STR("y"), true);
    case_expect(&c, "text",
                "note[n]: m\n --> a:1:1\n  |\n1 | ab cd\n  | ^^\n  |\n"
                "  = fix: add a comma: insert `,`\n"
                "  = suggestion: drop it: remove `cd` at a:1:4\n"
                "  = suggestion: decide: insert `exclude todo` at a:1:6\n"
                "  = suggestion: write it on lines (`ismsc check --diff` shows how)\n"
                "  = fix: x: replace `ab` with `y`, and 2 more edits\n"
                "  = note: and 1 more alternative\n"
                "  = explain: ismsc explain n\n"
                "\nchecked 1 file, 2 records: 1 note\n");
}

static void a_long_line_is_shown_around_its_marks(void **state) {
    (void)state;
    Case c = case_new();
    c.options.width = 34; // 30 for the text
    char line[301];
    for (int i = 0; i < 300; i++) line[i] = (char)('a' + i % 26);
    line[300] = 0;
    SrcPos a = case_file(&c, "a", line);
    Diagnostic *d = case_add(&c, "n", LEVEL_ERROR, a + 130, 4, "m");
    case_note(&c, d, a + 140, 2, "near");
    case_note(&c, d, a + 2, 3, "start");
    case_note(&c, d, a + 290, 10, "end");
    case_expect(&c, "text",
                "error[n]: m\n --> a:1:131\n  |\n"
                "1 | abcdefghijklmnopqrstuvwxyzab…\n"
                "  |   --- start\n"
                "1 | …rstuvwxyzabcdefghijklmnopqrs…\n"
                "  |           ^^^^      -- near\n"
                "1 | …mnopqrstuvwxyzabcdefghijklmn\n"
                "  |                    ---------- end\n"
                "  |\n  = explain: ismsc explain n\n\n" SUMMARY_ERROR);
}

static void a_mark_may_be_wider_than_the_terminal(void **state) {
    (void)state;
    Case c = case_new();
    c.options.width = 1; // 20 for the text at least
    SrcPos a = case_file(&c, "a", "0123456789012345678901234567890123456789");
    case_add(&c, "n", LEVEL_ERROR, a + 8, 30, "m");
    case_expect(&c, "text",
                "error[n]: m\n --> a:1:9\n  |\n"
                "1 | …234567890123456789…\n"
                "  |        ^^^^^^^^^^^^\n"
                "  |\n  = explain: ismsc explain n\n\n" SUMMARY_ERROR);
}

static void notes_are_bounded(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "a", "ab cd");
    Diagnostic *d = case_add(&c, "n", LEVEL_ERROR, a, 2, "m");
    for (int i = 0; i < 100000; i++) case_note(&c, d, a + 3, 2, "");
    Out out = case_render(&c, "text");
    assert_non_null(strstr(out.at, "  = note: and 99980 more places\n"));
    out_free(&out);
    case_free(&c);
}

static void only_so_many_of_a_name_in_a_file(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "a", "x"), b = case_file(&c, "b", "y");
    for (int i = 0; i < 53; i++) {
        char message[20];
        snprintf(message, sizeof message, "%d", i);
        case_add(&c, "many", LEVEL_ERROR, a, 1, message);
        case_add(&c, "zero", LEVEL_ERROR, 0, 0, message);
        if (i < 50) case_add(&c, "many", LEVEL_ERROR, b, 1, message);
    }
    Out out = case_render(&c, "text");
    assert_null(strstr(out.at, ": 50\n"));
    assert_non_null(strstr(out.at, "explain many\n\nnote: and 3 more of `many` in a\n\nerror[many]: 0\n --> b"));
    assert_non_null(strstr(out.at, "explain zero\n\nnote: and 3 more of `zero`\n\nerror[many]: 0\n --> a"));
    assert_non_null(strstr(out.at, "explain many\n\nchecked 1 file, 2 records: 156 errors;"));
    out_free(&out);
    case_free(&c);
}

static void no_text_is_endless(void **state) {
    (void)state;
    Case c = case_new();
    uint32_t len = 1 << 24;
    char *line = malloc(len + 1);
    memset(line, 'x', len);
    line[len] = 0;
    SrcPos a = case_bytes(&c, "a", line, len);
    for (uint32_t i = 0; i < 1000; i++) {
        char name[20];
        snprintf(name, sizeof name, "n%u", i);
        case_add(&c, name, LEVEL_ERROR, a + len - i, 1, "m");
    }
    case_add(&c, "long", LEVEL_ERROR, a, len, line);
    free(line);
    Out out = case_render(&c, "text");
    assert_true(out.len < 400000);
    out_free(&out);
    case_free(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_in_two_files),
        cmocka_unit_test(places_in_one_file),
        cmocka_unit_test(spans_that_are_empty_long_or_at_the_end),
        cmocka_unit_test(carets_stand_below_wide_characters_and_tabs),
        cmocka_unit_test(nothing_commands_the_terminal),
        cmocka_unit_test(colours),
        cmocka_unit_test(fixes_are_shown),
        cmocka_unit_test(a_long_line_is_shown_around_its_marks),
        cmocka_unit_test(a_mark_may_be_wider_than_the_terminal),
        cmocka_unit_test(notes_are_bounded),
        cmocka_unit_test(only_so_many_of_a_name_in_a_file),
        cmocka_unit_test(no_text_is_endless),
    };
    return cmocka_run_group_tests_name("render/diagnostic_text", tests, NULL, NULL);
}
