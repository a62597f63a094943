// The formats of forges: sarif, github, gitlab, junit, checkstyle, rdjson, markdown.
#include "diagnostic_input.h"

#include <jansson.h>

#include "base/version.h"
#include "render/diagnostics/line_hash.h"

// Two files below a folder of the repository: a finding with everything, one twice, one without a place.
static Case a_case(void) {
    Case c = case_new();
    c.folder = STR("isms/");
    SrcPos a = case_file(&c, "a.isms", "project p\n"), b = case_file(&c, "b c.isms", "é x y\nsecond line\n");
    c.anchor = a;
    case_add(&c, "lost", LEVEL_WARNING, 0, 0, "nowhere")->fingerprint = 1;
    Diagnostic *d = case_add(&c, "n", LEVEL_FORBID, b + 3, 1, "m [x](1) <b>");
    d->fingerprint = 0xABC;
    d->requirement = STR("6.1.3 d)");
    diag_help(c.sink, d, STR("do: a, b 100%"));
    case_note(&c, d, b + 7, 6, "also");
    diag_fix(c.sink, d, (Span){b + 3, b + 4}, STR("f"), STR("X"), true);
    diag_fix(c.sink, d, (Span){b + 6, b + 6}, STR("f"), STR("!"), true);
    case_add(&c, "n", LEVEL_NOTE, b + 7, 3, "other")->fingerprint = 0xABC;
    return c;
}

static void gitlab_has_unique_fingerprints(void **state) {
    (void)state;
    Case c = a_case();
    case_expect(
        &c, "gitlab",
        "[\n"
        "{\"description\": \"nowhere\", \"check_name\": \"lost\", \"fingerprint\": \"0000000000000001\", \"severity\": \"major\", "
        "\"location\": {\"path\": \"isms/a.isms\", \"lines\": {\"begin\": 1, \"end\": 1}}},\n"
        "{\"description\": \"m [x](1) <b>; see isms/b c.isms:2: also; help: do: a, b 100%\", \"check_name\": \"n\", \"fingerprint\": \"0000000000000abc\", "
        "\"severity\": \"blocker\", \"location\": {\"path\": \"isms/b c.isms\", \"lines\": {\"begin\": 1, \"end\": 1}}},\n"
        "{\"description\": \"other\", \"check_name\": \"n\", \"fingerprint\": \"0000000000000abc-2\", \"severity\": \"info\", "
        "\"location\": {\"path\": \"isms/b c.isms\", \"lines\": {\"begin\": 2, \"end\": 2}}}\n"
        "]\n");
    c = case_new();
    case_expect(&c, "gitlab", "[]\n");
}

static void checkstyle_groups_by_file(void **state) {
    (void)state;
    Case c = a_case();
    case_expect(
        &c, "checkstyle",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
        "  <file name=\"isms/a.isms\">\n"
        "    <error line=\"1\" column=\"1\" severity=\"warning\" message=\"nowhere\" source=\"ismsc.lost\"/>\n"
        "  </file>\n  <file name=\"isms/b c.isms\">\n"
        "    <error line=\"1\" column=\"3\" severity=\"error\" message=\"m [x](1) &lt;b&gt;; see isms/b c.isms:2: also; help: do: a, b 100%\" source=\"ismsc.n\"/>\n"
        "    <error line=\"2\" column=\"1\" severity=\"info\" message=\"other\" source=\"ismsc.n\"/>\n"
        "  </file>\n</checkstyle>\n");
    c = case_new();
    case_expect(&c, "checkstyle", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n</checkstyle>\n");
}

static void junit_fails_where_the_run_does(void **state) {
    (void)state;
    Case c = a_case();
    case_file(&c, "clean.isms", "");
    case_expect(&c, "junit",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ismsc\" tests=\"4\" failures=\"1\" errors=\"0\">\n"
                "  <testsuite name=\"isms/a.isms\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
                "    <testcase name=\"lost: nowhere\" classname=\"isms/a.isms\" file=\"isms/a.isms\" line=\"1\">\n"
                "      <system-out>isms/a.isms:1:1: warning: nowhere\nexplain: ismsc explain lost</system-out>\n    </testcase>\n"
                "  </testsuite>\n"
                "  <testsuite name=\"isms/b c.isms\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
                "    <testcase name=\"n: m [x](1) &lt;b&gt;\" classname=\"isms/b c.isms\" file=\"isms/b c.isms\" line=\"1\">\n"
                "      <failure message=\"m [x](1) &lt;b&gt;\" type=\"n\">isms/b c.isms:1:3: error: m [x](1) &lt;b&gt;\n"
                "see isms/b c.isms:2: also\nhelp: do: a, b 100%\nrequirement: 6.1.3 d)\nexplain: ismsc explain n</failure>\n    </testcase>\n"
                "    <testcase name=\"n: other (2)\" classname=\"isms/b c.isms\" file=\"isms/b c.isms\" line=\"2\">\n"
                "      <system-out>isms/b c.isms:2:1: note: other\nexplain: ismsc explain n</system-out>\n    </testcase>\n"
                "  </testsuite>\n"
                "  <testsuite name=\"isms/clean.isms\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
                "    <testcase name=\"no findings\" classname=\"isms/clean.isms\"/>\n  </testsuite>\n</testsuites>\n");
}

static void rdjson_counts_bytes_and_suggests_once(void **state) {
    (void)state;
    Case c = a_case();
    case_expect(
        &c, "rdjson",
        "{\"source\": {\"name\": \"ismsc\"}, \"diagnostics\": [\n"
        "{\"message\": \"nowhere\\n\\nexplain: ismsc explain lost\", \"location\": {\"path\": \"isms/a.isms\", "
        "\"range\": {\"start\": {\"line\": 1, \"column\": 1}, \"end\": {\"line\": 1, \"column\": 1}}}, \"severity\": \"WARNING\", "
        "\"code\": {\"value\": \"lost\"}},\n"
        "{\"message\": \"m \\\\[x\\\\](1) \\\\<b\\\\>\\n\\nhelp: do: a, b 100%\\n\\nrequirement: 6.1.3 d)\\n\\nexplain: ismsc explain n\", "
        "\"location\": {\"path\": \"isms/b c.isms\", \"range\": {\"start\": {\"line\": 1, \"column\": 4}, \"end\": {\"line\": 1, \"column\": 5}}}, "
        "\"severity\": \"ERROR\", \"code\": {\"value\": \"n\"}, "
        "\"suggestions\": [{\"range\": {\"start\": {\"line\": 1, \"column\": 4}, \"end\": {\"line\": 1, \"column\": 7}}, \"text\": \"X y!\"}], "
        "\"related_locations\": [{\"message\": \"also\", \"location\": {\"path\": \"isms/b c.isms\", "
        "\"range\": {\"start\": {\"line\": 2, \"column\": 1}, \"end\": {\"line\": 2, \"column\": 7}}}}]},\n"
        "{\"message\": \"other\\n\\nexplain: ismsc explain n\", \"location\": {\"path\": \"isms/b c.isms\", "
        "\"range\": {\"start\": {\"line\": 2, \"column\": 1}, \"end\": {\"line\": 2, \"column\": 4}}}, \"severity\": \"INFO\", "
        "\"code\": {\"value\": \"n\"}}\n]}\n");
    c = case_new();
    case_expect(&c, "rdjson", "{\"source\": {\"name\": \"ismsc\"}, \"diagnostics\": []}\n");
}

static void github_escapes_and_shows_the_errors_first(void **state) {
    (void)state;
    Case c = a_case();
    case_expect(
        &c, "github",
        "::error file=isms/b c.isms,line=1,endLine=1,col=3,endColumn=4,title=n::m [x](1) <b>%0Asee isms/b c.isms:2: also%0Ahelp: do: a, b 100%25%0Arequirement: "
        "6.1.3 d)%0Aexplain: ismsc explain n\n"
        "::warning file=isms/a.isms,line=1,endLine=1,col=1,endColumn=1,title=lost::nowhere%0Aexplain: ismsc explain lost\n"
        "::notice file=isms/b c.isms,line=2,endLine=2,col=1,endColumn=4,title=n::other%0Aexplain: ismsc explain n\n");
    c = case_new();
    case_expect(&c, "github", "");
}

static uint32_t count_of(const char *text, const char *part) {
    uint32_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part)) count++;
    return count;
}

static Case many(uint32_t errors, uint32_t notes) {
    Case c = case_new();
    SrcPos a = case_file(&c, "a", "x");
    c.anchor = a;
    for (uint32_t i = 0; i < errors + notes; i++) {
        char message[200];
        snprintf(message, sizeof message, "%0150u", i);
        case_add(&c, i < notes ? "minor" : "grave", i < notes ? LEVEL_NOTE : LEVEL_ERROR, a, 1, message);
    }
    return c;
}

static void github_says_what_it_does_not_annotate(void **state) {
    (void)state;
    Case c = many(13, 10);
    Out out = case_render(&c, "github");
    assert_int_equal(count_of(out.at, "::error "), 10);
    assert_int_equal(count_of(out.at, "::notice "), 10);
    assert_non_null(strstr(
        out.at, "\n::notice title=ismsc::not annotated, because a step shows ten of a kind: 3 errors, 1 note; they stand in the log of the step\n"));
    assert_int_equal(count_of(out.at, "\na:1:1: error[grave]: "), 3);
    assert_int_equal(count_of(out.at, "\na:1:1: note[minor]: "), 1);
    out_free(&out);
    case_free(&c);
    c = many(10, 10);
    out = case_render(&c, "github");
    assert_int_equal(count_of(out.at, "::notice "), 10);
    assert_null(strstr(out.at, "not annotated"));
    out_free(&out);
    case_free(&c);
}

static void markdown_puts_the_verdict_first(void **state) {
    (void)state;
    Case c = a_case();
    case_expect(&c, "markdown",
                "### ismsc: failed\n\nchecked 1 file, 2 records: 1 error, 1 warning, 1 note; failing on error\n\n"
                "| Where | What |\n| --- | --- |\n"
                "| isms/b c.isms:1 | **n**: m \\[x\\](1) \\<b\\><br>see isms/b c.isms:2: also<br>help: do: a, b 100%<br>6.1.3 d) |\n\n"
                "<details><summary>1 warning</summary>\n\n| Where | What |\n| --- | --- |\n| isms/a.isms:1 | **lost**: nowhere |\n\n</details>\n\n"
                "<details><summary>1 note</summary>\n\n| Where | What |\n| --- | --- |\n| isms/b c.isms:2 | **n**: other |\n\n</details>\n");
    c = case_new();
    case_expect(&c, "markdown", "### ismsc: passed\n\nchecked 1 file, 2 records: nothing to report\n");
}

static void markdown_keeps_its_budget(void **state) {
    (void)state;
    Case c = many(500, 100);
    Out out = case_render(&c, "markdown");
    assert_true(out.len < 60000);
    uint32_t shown = count_of(out.at, "**grave**");
    char said[100];
    snprintf(said, sizeof said, "\n%u more errors are not shown here: `ismsc check` lists all.\n", 500 - shown);
    assert_true(shown > 300 && shown < 500);
    assert_non_null(strstr(out.at, said));
    assert_non_null(strstr(out.at, "\n100 more notes are not shown here"));
    assert_int_equal(count_of(out.at, "<details>"), count_of(out.at, "</details>"));
    out_free(&out);
    DiagInput input = case_input(&c);
    for (uint32_t budget = 0; budget < 3000; budget += 100) {
        out = out_memory();
        diag_markdown_within(&input, budget, &out);
        assert_true(out.len < (budget > 800 ? budget : 800));
        out_free(&out);
    }
    case_free(&c);
}

static json_t *sarif_of(Case *c) {
    Out out = case_render(c, "sarif");
    json_t *all = json_loadb(out.at, out.len - 1, 0, NULL);
    out_free(&out);
    assert_non_null(all);
    return all;
}

static void sarif_is_as_code_scanning_reads_it(void **state) {
    (void)state;
    static const DiagRule rules[] = {
        {STR("lost"), LEVEL_WARNING, STR("It is lost"), STR("It is *lost*.\n\nReally <b> ![x](y).\n"), STR("6.1")},
        {STR("n"), LEVEL_ERROR, STR("It is n"), STR(""), STR("")},
    };
    Case c = a_case();
    c.rules = rules, c.rule_count = 2;
    case_expect(
        &c, "sarif",
        "{\"$schema\": \"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\", \"version\": \"2.1.0\", "
        "\"runs\": [{\"tool\": {\"driver\": {\"name\": \"ismsc\", \"semanticVersion\": \"" ISMSC_VERSION "\", "
        "\"informationUri\": \"urn:ismsc:version:" ISMSC_VERSION "\", \"rules\": [\n"
        "{\"id\": \"lost\", \"shortDescription\": {\"text\": \"It is lost.\"}, \"fullDescription\": {\"text\": \"It is lost.\"}, "
        "\"help\": {\"text\": \"It is lost.\\nReally <b> x.\\nRequirement: 6.1\\n\\nMore: ismsc explain lost\\n\", "
        "\"markdown\": \"It is *lost*.\\n\\nReally \\\\<b\\\\> x.\\n\\nRequirement: 6.1\\n\\nMore: `ismsc explain lost`\\n\"}, "
        "\"defaultConfiguration\": {\"level\": \"warning\"}},\n"
        "{\"id\": \"n\", \"shortDescription\": {\"text\": \"It is n.\"}, \"fullDescription\": {\"text\": \"It is n.\"}, "
        "\"help\": {\"text\": \"\\nMore: ismsc explain n\\n\", \"markdown\": \"\\n\\nMore: `ismsc explain n`\\n\"}, "
        "\"defaultConfiguration\": {\"level\": \"error\"}}\n"
        "]}}, \"columnKind\": \"unicodeCodePoints\", \"automationDetails\": {\"id\": \"ismsc/\"}, \"results\": [\n"
        "{\"ruleId\": \"lost\", \"ruleIndex\": 0, \"level\": \"warning\", \"message\": {\"text\": \"nowhere.\"}, "
        "\"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"isms/a.isms\"}, "
        "\"region\": {\"startLine\": 1, \"startColumn\": 1, \"endLine\": 1, \"endColumn\": 1}}}], "
        "\"partialFingerprints\": {\"ismscRecords/v1\": \"0000000000000001:1\", \"primaryLocationLineHash\": \"d1d258cfa6a4ba00:1\"}},\n"
        "{\"ruleId\": \"n\", \"ruleIndex\": 1, \"level\": \"error\", "
        "\"message\": {\"text\": \"m \\\\[x\\\\](1) <b> ([also](1)). Help: do: a, b 100%.\"}, "
        "\"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"isms/b%20c.isms\"}, "
        "\"region\": {\"startLine\": 1, \"startColumn\": 3, \"endLine\": 1, \"endColumn\": 4}}}], "
        "\"relatedLocations\": [{\"id\": 1, \"physicalLocation\": {\"artifactLocation\": {\"uri\": \"isms/b%20c.isms\"}, "
        "\"region\": {\"startLine\": 2, \"startColumn\": 1, \"endLine\": 2, \"endColumn\": 7}}, \"message\": {\"text\": \"also\"}}], "
        "\"partialFingerprints\": {\"ismscRecords/v1\": \"0000000000000abc:1\", \"primaryLocationLineHash\": \"e50d2620c07b7109:1\"}, "
        "\"fixes\": [{\"description\": {\"text\": \"f\"}, \"artifactChanges\": [{\"artifactLocation\": {\"uri\": \"isms/b%20c.isms\"}, "
        "\"replacements\": [{\"deletedRegion\": {\"startLine\": 1, \"startColumn\": 3, \"endLine\": 1, \"endColumn\": 4}, "
        "\"insertedContent\": {\"text\": \"X\"}}, {\"deletedRegion\": {\"startLine\": 1, \"startColumn\": 6, \"endLine\": 1, \"endColumn\": 6}, "
        "\"insertedContent\": {\"text\": \"!\"}}]}]}]},\n"
        "{\"ruleId\": \"n\", \"ruleIndex\": 1, \"level\": \"note\", \"message\": {\"text\": \"other.\"}, "
        "\"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"isms/b%20c.isms\"}, "
        "\"region\": {\"startLine\": 2, \"startColumn\": 1, \"endLine\": 2, \"endColumn\": 4}}}], "
        "\"partialFingerprints\": {\"ismscRecords/v1\": \"0000000000000abc:2\", \"primaryLocationLineHash\": \"1701c620d5d57055:1\"}}\n"
        "], \"invocations\": [{\"executionSuccessful\": true}]}]}\n");
}

static void sarif_keeps_what_is_gravest(void **state) {
    (void)state;
    Case c = many(3000, 2100);
    json_t *all = sarif_of(&c);
    const json_t *run = json_array_get(json_object_get(all, "runs"), 0);
    const json_t *results = json_object_get(run, "results");
    uint32_t errors = 0;
    assert_int_equal(json_array_size(results), 5000);
    for (size_t i = 0; i < json_array_size(results); i++) {
        errors += !strcmp(json_string_value(json_object_get(json_array_get(results, i), "level")), "error");
    }
    assert_int_equal(errors, 3000);
    const json_t *told = json_object_get(json_array_get(json_object_get(run, "invocations"), 0), "toolExecutionNotifications");
    assert_non_null(
        strstr(json_string_value(json_object_get(json_object_get(json_array_get(told, 0), "message"), "text")), "100 of the results are left out"));
    json_decref(all);
    case_free(&c);
}

// From the tests of GitHub's own upload action.
static void lines_have_github_s_hashes(void **state) {
    (void)state;
    static const struct {
        const char *text, *hashes;
    } CASES[] = {
        {"", "c129715d7a2bc9a3:1 "},
        {" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1 "},
        {" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
         "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1 "},
        {"Lorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\n"
         "Lorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\n"
         "Lorem ipsum dolor sit amet.\nLorem ipsum dolor sit amet.\n",
         "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 a7f2ff13bc495cf2:6 "
         "a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1 "},
        {"a😀\n", "f42ba76bc3c3aecf:1 c129715d7a2bc9a3:1 "}, // two units of UTF-16
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        LineHashes hashes = {0};
        Out out = out_memory();
        line_hashes(str_of(CASES[i].text), &hashes);
        for (uint32_t k = 0; k < hashes.n; k++) out_printf(&out, "%llx:%u ", (unsigned long long)hashes.at[k].hash, hashes.at[k].occurrence);
        out_char(&out, '\0');
        assert_string_equal(out.at, CASES[i].hashes);
        out_free(&out);
        vec_free(&hashes);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gitlab_has_unique_fingerprints),
        cmocka_unit_test(checkstyle_groups_by_file),
        cmocka_unit_test(junit_fails_where_the_run_does),
        cmocka_unit_test(rdjson_counts_bytes_and_suggests_once),
        cmocka_unit_test(github_escapes_and_shows_the_errors_first),
        cmocka_unit_test(github_says_what_it_does_not_annotate),
        cmocka_unit_test(markdown_puts_the_verdict_first),
        cmocka_unit_test(markdown_keeps_its_budget),
        cmocka_unit_test(sarif_is_as_code_scanning_reads_it),
        cmocka_unit_test(sarif_keeps_what_is_gravest),
        cmocka_unit_test(lines_have_github_s_hashes),
    };
    return cmocka_run_group_tests_name("render/diagnostic_forges", tests, NULL, NULL);
}
