// The formats `short` and `json`, and the summary.
#include "diagnostic_input.h"

#include <jansson.h>

#include "base/utf8.h"

static void short_is_one_line_each(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "dir/a.isms", "one\nt\xC3\xA9x two\n");
    SrcPos b = case_file(&c, "::error::b", "x");
    case_add(&c, "lost", LEVEL_WARNING, 0, 0, "no place");
    case_add(&c, "two", LEVEL_FORBID, a + 9, 3, "of\nthem\033");
    case_add(&c, "two", LEVEL_NOTE, b, 1, "m");
    case_expect(&c, "short",
                "warning[lost]: no place\n"
                "dir/a.isms:2:5: error[two]: of␊them␛\n"
                "./::error::b:1:1: note[two]: m\n");
}

static void short_is_bounded(void **state) {
    (void)state;
    Case c = case_new();
    SrcPos a = case_file(&c, "a", "x");
    for (int i = 0; i < 60; i++) {
        char message[20];
        snprintf(message, sizeof message, "%d", i);
        case_add(&c, "many", LEVEL_ERROR, a, 1, message);
        case_add(&c, "lost", LEVEL_ERROR, 0, 0, message);
    }
    Out out = case_render(&c, "short");
    assert_non_null(strstr(out.at, "a:1:1: error[many]: 49\na: note[many]: and 10 more\n"));
    assert_non_null(strstr(out.at, "error[lost]: 49\nnote[lost]: and 10 more\n"));
    out_free(&out);
    case_free(&c);
}

static void statistics_close_what_people_read(void **state) {
    (void)state;
    Case c = case_new();
    c.options.statistics = true;
    case_add(&c, "often", LEVEL_WARNING, 0, 0, "1");
    case_add(&c, "zeal", LEVEL_ERROR, 0, 0, "1");
    case_add(&c, "often", LEVEL_WARNING, 0, 0, "2");
    case_add(&c, "twice", LEVEL_ERROR, 0, 0, "1");
    case_add(&c, "twice", LEVEL_FORBID, 0, 0, "2");
    case_add(&c, "apt", LEVEL_ERROR, 0, 0, "1");
    case_add(&c, "soon", LEVEL_NOTE, 0, 0, "1")->by = STR("2026-03-31");
    const char *wanted = "     2 error[twice]\n"
                         "     1 error[apt]\n"
                         "     1 error[zeal]\n"
                         "     2 warning[often]\n";
    Out out = case_render(&c, "short");
    assert_string_equal(strstr(out.at, "     2 "), wanted);
    out_free(&out);
    out = case_render(&c, "text");
    char *list = strstr(out.at, "\n\n     2 error");
    assert_non_null(list);
    assert_memory_equal(list + 2, wanted, strlen(wanted));
    assert_non_null(strstr(list, "[often]\n\nchecked 1 file"));
    out_free(&out);
    case_free(&c);
}

static void statistics_of_nothing_are_nothing(void **state) {
    (void)state;
    Case c = case_new();
    c.options.statistics = true;
    case_expect(&c, "short", "");
}

static void json_has_everything(void **state) {
    (void)state;
    Case c = case_new();
    c.summary = (DiagSummary){41, 312, 3, 4, 7, LEVEL_WARNING, {0}, 0};
    SrcPos a = case_file(&c, "a.isms", "é\nab \"cd\"\n");
    Diagnostic *d = case_add(&c, "n", LEVEL_FORBID, a + 3, 2, "m \"x\"");
    d->fingerprint = 0xABC;
    d->is_rule = true;
    d->requirement = STR("6.1.3 d)");
    diag_help(c.sink, d, STR("h\\"));
    case_note(&c, d, a + 6, 4, "l");
    case_note(&c, d, 0, 0, "");
    diag_fix(c.sink, d, (Span){a, a + 2}, STR("f"), STR("\n\t\r"), true);
    case_add(&c, "z", LEVEL_NOTE, 0, 0, "z")->fingerprint = 1;
    case_expect(&c, "json",
                "{\"schema\": \"ismsc-diagnostics\", \"version\": 1, \"diagnostics\": [\n"
                "{\"name\": \"z\", \"level\": \"note\", \"rule\": false, \"waivable\": false, \"message\": \"z\", \"by\": null, "
                "\"place\": null, \"requirement\": null, \"help\": null, \"notes\": [], \"fixes\": [], "
                "\"fingerprint\": \"0000000000000001\"},\n"
                "{\"name\": \"n\", \"level\": \"error\", \"rule\": true, \"waivable\": false, "
                "\"message\": \"m \\\"x\\\"\", \"by\": null, "
                "\"place\": {\"file\": \"a.isms\", \"start\": {\"line\": 2, \"column\": 1, \"offset\": 3}, "
                "\"end\": {\"line\": 2, \"column\": 3, \"offset\": 5}}, "
                "\"requirement\": \"6.1.3 d)\", \"help\": \"h\\\\\", "
                "\"notes\": [{\"label\": \"l\", \"place\": {\"file\": \"a.isms\", "
                "\"start\": {\"line\": 2, \"column\": 4, \"offset\": 6}, "
                "\"end\": {\"line\": 2, \"column\": 8, \"offset\": 10}}}, {\"label\": \"\", \"place\": null}], "
                "\"fixes\": [{\"label\": \"f\", \"place\": {\"file\": \"a.isms\", "
                "\"start\": {\"line\": 1, \"column\": 1, \"offset\": 0}, "
                "\"end\": {\"line\": 1, \"column\": 2, \"offset\": 2}}, \"text\": \"\\n\\t\\u000d\", "
                "\"safe\": true}], \"fingerprint\": \"0000000000000abc\"}\n"
                "], \"summary\": {\"files\": 41, \"records\": 312, \"errors\": 1, \"warnings\": 0, \"notes\": 1, "
                "\"waived\": 3, \"baseline\": 4, \"undecided\": 7, \"horizon\": null, \"ahead\": 0, \"fail_on\": \"warning\", \"failed\": true}}\n");
}

static void json_of_nothing(void **state) {
    (void)state;
    Case c = case_new();
    c.summary.fail_on = LEVEL_OFF;
    case_expect(&c, "json",
                "{\"schema\": \"ismsc-diagnostics\", \"version\": 1, \"diagnostics\": [], \"summary\": "
                "{\"files\": 1, \"records\": 2, \"errors\": 0, \"warnings\": 0, \"notes\": 0, \"waived\": 0, "
                "\"baseline\": 0, \"undecided\": 0, \"horizon\": null, \"ahead\": 0, \"fail_on\": \"never\", \"failed\": false}}\n");
}

static void json_is_valid_whatever_goes_in(void **state) {
    (void)state;
    Case c = case_new();
    char bytes[512];
    for (int i = 0; i < 256; i++) bytes[i] = (char)i, bytes[511 - i] = (char)(i * 7);
    Str every = {bytes, sizeof bytes};
    Diagnostic *d = diagnostics_add(c.sink, every, LEVEL_ERROR, (Span){0, 0}, every);
    diag_help(c.sink, d, STR("##[x] \xF3\xA0\x80\x81\xE2\x80\xAE\xC2\x9B\x9B"));
    Out out = case_render(&c, "json");
    Str text = {out.at, (uint32_t)out.len - 1};
    assert_int_equal(utf8_check(text, 0), text.len);
    assert_null(memchr(text.at, '\033', text.len));
    assert_non_null(strstr(text.at, "\"##\\u005bx] \\udb40\\udc01\\u202e\\u009b\xEF\xBF\xBD\""));
    json_t *json = json_loadb(text.at, text.len, JSON_ALLOW_NUL, NULL);
    assert_non_null(json);
    json_decref(json);
    out_free(&out);
    case_free(&c);
}

static void expect_summary(DiagSummary summary, const Level *levels, const char *expected, bool fails) {
    Case c = case_new();
    c.summary = summary;
    for (uint32_t i = 0; levels[i] != LEVEL_OFF; i++) case_add(&c, "n", levels[i], i + 1, 1, "m");
    case_file(&c, "a", "0123456789");
    DiagInput input = case_input(&c);
    Out out = out_memory();
    diag_summary(&input, &out);
    out_char(&out, '\0');
    assert_string_equal(out.at, expected);
    assert_int_equal(diag_fails(&input), fails);
    out_free(&out);
    case_free(&c);
}

#define LEVELS(...) ((const Level[]){__VA_ARGS__, LEVEL_OFF})

static void the_summary_says_what_a_run_comes_to(void **state) {
    (void)state;
    expect_summary((DiagSummary){41, 312, 3, 4, 0, LEVEL_ERROR, {0}, 0},
                   LEVELS(LEVEL_ERROR, LEVEL_FORBID, LEVEL_WARNING, LEVEL_WARNING, LEVEL_WARNING),
                   "checked 41 files, 312 records: 2 errors, 3 warnings (3 waived, 4 in the baseline); "
                   "failing on error\n",
                   true);
    expect_summary((DiagSummary){1, 1, 1, 0, 1, LEVEL_ERROR, {0}, 0}, LEVELS(LEVEL_WARNING),
                   "checked 1 file, 1 record: 1 warning (1 waived); 1 check undecided\n", false);
    expect_summary((DiagSummary){2, 0, 0, 1, 9, LEVEL_NOTE, {0}, 0}, LEVELS(LEVEL_NOTE),
                   "checked 2 files, 0 records: 1 note (1 in the baseline); 9 checks undecided; "
                   "failing on note\n",
                   true);
    expect_summary((DiagSummary){.fail_on = LEVEL_OFF}, LEVELS(LEVEL_ERROR), "checked 0 files, 0 records: 1 error\n", false);
    expect_summary((DiagSummary){.fail_on = LEVEL_NOTE}, (const Level[]){LEVEL_OFF}, "checked 0 files, 0 records: nothing to report\n", false);
}

static void formats_are_found(void **state) {
    (void)state;
    assert_null(diag_format_find(STR("tex")));
    assert_null(diag_format_find(STR("")));
    for (uint32_t i = 0; i < diag_format_count; i++) assert_ptr_equal(diag_format_find(str_of(diag_formats[i].name)), &diag_formats[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_is_one_line_each),
        cmocka_unit_test(short_is_bounded),
        cmocka_unit_test(statistics_close_what_people_read),
        cmocka_unit_test(statistics_of_nothing_are_nothing),
        cmocka_unit_test(json_has_everything),
        cmocka_unit_test(json_of_nothing),
        cmocka_unit_test(json_is_valid_whatever_goes_in),
        cmocka_unit_test(the_summary_says_what_a_run_comes_to),
        cmocka_unit_test(formats_are_found),
    };
    return cmocka_run_group_tests_name("render/diagnostic_formats", tests, NULL, NULL);
}
