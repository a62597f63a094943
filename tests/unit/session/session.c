// Whole runs over small projects, and the library's units.
#include "folder.h"

#include "session/earlier.h"
#include "syntax/parse.h"

typedef struct {
    Folder folder;
    ProjectFiles project;
    Session session;
    Out trouble;
    SessionOptions options;
} Run;

static void run_new(Run *run) {
    *run = (Run){.folder = folder_new(), .trouble = out_memory()};
    assert_true(date_parse(STR("2026-03-01"), &run->options.today));
    run->options.last = STAGE_FINDINGS;
}

static void run_open(Run *run) {
    assert_true(files_find(run->folder.path, FIND_UPWARDS, &run->project, &run->trouble));
    run->options.project = &run->project;
}

static bool run_go(Run *run) {
    run_open(run);
    return session_run(&run->session, &run->options, &run->trouble);
}

static void run_free(Run *run) {
    session_free(&run->session);
    if (run->project.arena != NULL) files_free(&run->project);
    out_free(&run->trouble);
    folder_free(&run->folder);
}

static const Diagnostic *find(const Run *run, const char *name) {
    for (uint32_t i = 0; i < run->session.diagnostic_count; i++) {
        if (str_eq(run->session.diagnostics[i]->name, str_of(name))) return run->session.diagnostics[i];
    }
    return NULL;
}

#define GOOD "project p \"P\" { standards: iso27001/2022  methods: risk/five-by-five }\n"

static void a_project_is_checked(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    folder_write(&run.folder, "main.isms", GOOD "role r \"R\" { reports-to: nobody-there }\n");
    assert_true(run_go(&run));
    assert_int_equal(run.session.project_files, 1);
    assert_int_equal(session_records(&run.session), 2);
    assert_non_null(find(&run, "unknown-reference"));
    assert_non_null(find(&run, "annex-a-not-compared"));
    DiagInput input = session_diagnostics(&run.session, LEVEL_ERROR, (DiagOptions){0});
    assert_true(diag_fails(&input));
    run_free(&run);
}

static void without_a_project_only_the_spelling_is_checked(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    folder_write(&run.folder, "main.isms", "role r \"R\" { reports-to: nobody-there }\nrole s \"S\" { tags: a b }\n");
    assert_true(run_go(&run));
    assert_non_null(find(&run, "missing-project"));
    assert_non_null(find(&run, "missing-comma"));
    assert_int_equal(run.session.diagnostic_count, 2);
    assert_null(run.session.model);
    run_free(&run);
}

static void a_misspelt_unit_is_told_once(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    run.options.levels = &(LevelSetting){STR("all"), LEVEL_OFF};
    run.options.level_count = 1;
    folder_write(&run.folder, "main.isms",
                 "project p \"P\" { standards: iso27001/2202  methods: risk/five-by-five }\n"
                 "control c \"C\" { implements: A.8.13  status: implemented }\n");
    assert_true(run_go(&run));
    assert_int_equal(run.session.diagnostic_count, 1);
    assert_text(run.session.diagnostics[0]->name, "unknown-unit");
    assert_text(run.session.diagnostics[0]->help, "a unit with a similar name exists: iso27001/2022");
    run_free(&run);
}

static void own_methods_are_no_units(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    folder_write(&run.folder, "main.isms", "project p \"P\" { standards: iso27001/2022  methods: mine }\nmethod mine \"Mine\" { }\n");
    assert_true(run_go(&run));
    assert_null(find(&run, "unknown-unit"));
    run_free(&run);
}

static void levels_come_from_project_and_command_line(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    folder_write(&run.folder, "main.isms",
                 "project p \"P\" { standards: iso27001/2022  methods: risk/five-by-five\n"
                 "  lint { annex-a-not-compared: note  role-vacant: off  no-such-rule: error } }\nrole r \"R\"\n");
    assert_true(run_go(&run));
    assert_int_equal(find(&run, "annex-a-not-compared")->level, LEVEL_NOTE);
    assert_null(find(&run, "role-vacant"));
    assert_non_null(find(&run, "unknown-rule"));
    session_free(&run.session);
    files_free(&run.project);
    run.options.levels = &(LevelSetting){STR("role-vacant"), LEVEL_ERROR};
    run.options.level_count = 1;
    assert_true(run_go(&run));
    assert_int_equal(find(&run, "role-vacant")->level, LEVEL_ERROR);
    session_free(&run.session);
    files_free(&run.project);
    run.options.levels = &(LevelSetting){STR("role-vacent"), LEVEL_ERROR};
    assert_false(run_go(&run));
    assert_text(out_text(&run.trouble), "there is no rule `role-vacent`; a rule with a similar name exists: role-vacant");
    run_free(&run);
}

static void records_know_their_library(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    run.options.only = (Str[]){STR("own"), STR("lent")};
    run.options.only_count = 2;
    folder_write(&run.folder, "main.isms",
                 GOOD "dimension safety \"Safety\"\n"
                      "rule own note { for d in dimension where d.library is missing report at d \"{d}\" }\n"
                      "rule lent note { for m in project.methods where m.library == \"risk/five-by-five\" report at m \"{m} of {m.library}\" }\n");
    assert_true(run_go(&run));
    assert_int_equal(run.session.diagnostic_count, 2);
    assert_text(find(&run, "own")->message, "safety");
    assert_text(find(&run, "lent")->message, "five-by-five of risk/five-by-five");
    run_free(&run);
}

static void paths_select_what_is_shown(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    folder_write(&run.folder, "main.isms", GOOD);
    folder_write(&run.folder, "a/x.isms", "role r \"R\" { reports-to: s }\n");
    folder_write(&run.folder, "ab.isms", "role s \"S\" { reports-to: nobody-there }\n");
    run.options.selected = &(Str){"a", 1};
    run.options.selected_count = 1;
    run.options.levels = &(LevelSetting){STR("all"), LEVEL_OFF};
    run.options.level_count = 1;
    assert_true(run_go(&run));
    assert_int_equal(run.session.diagnostic_count, 0);
    assert_int_equal(run.session.project_files, 3);
    run_free(&run);
}

static void stages_can_be_left_out(void **state) {
    (void)state;
    for (Stage stage = STAGE_READ; stage <= STAGE_FINDINGS; stage++) {
        Run run;
        run_new(&run);
        run.options.last = stage;
        folder_write(&run.folder, "main.isms", GOOD);
        assert_true(run_go(&run));
        assert_int_equal(run.session.trees.n > 0, stage >= STAGE_TREE);
        assert_int_equal(run.session.model != NULL, stage >= STAGE_MODEL);
        assert_int_equal(run.session.program != NULL, stage >= STAGE_PROGRAM);
        assert_int_equal(run.session.stats.rules_run > 0, stage >= STAGE_FINDINGS);
        run_free(&run);
    }
}

static void the_library_stands_alone(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    run.options.whole_library = true;
    run.options.last = STAGE_PROGRAM;
    assert_true(session_run(&run.session, &run.options, &run.trouble));
    assert_int_equal(diagnostics_count(run.session.sink), 0);
    assert_true(model_find(run.session.model, STR("iso27001/2022/A.8.13")) != 0);
    run_free(&run);
}

// Another library: a folder that is a unit, a file that is one, and one that uses another.
static void libraries_have_units(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "core/kinds.isms", "");
    folder_write(&f, "std/1/standard.isms", "standard 1 \"One\"\n");
    folder_write(&f, "std/1/more/x.isms", "");
    folder_write(&f, "risk/a.isms", "method a \"A\"\n");
    folder_write(&f, "risk/b.isms", "");
    Library library;
    Out trouble = out_memory();
    LibraryRange ranges[2];
    assert_true(library_open(&library, f.path, &trouble));
    assert_true(library_units(&library, &trouble));
    static const char *const UNITS[] = {"core", "risk/a", "risk/b", "std/1"};
    assert_int_equal(library.units.n, 4);
    for (uint32_t i = 0; i < 4; i++) assert_text(library.units.at[i], UNITS[i]);
    assert_true(library_unit(&library, STR("std/1"), ranges));
    assert_int_equal(ranges[1].count, 2);
    assert_true(library_unit(&library, STR("risk/a"), ranges));
    assert_int_equal(ranges[0].count, 1);
    assert_int_equal(ranges[1].count, 0);
    assert_false(library_unit(&library, STR("risk/c"), ranges));
    assert_false(library_unit(&library, STR("ris"), ranges));
    assert_false(library_unit(&library, STR(""), ranges));
    library_close(&library);
    out_free(&trouble);
    folder_free(&f);
}

// Many files are parsed by several threads, and yet the findings stand in order.
static void threads_change_nothing(void **state) {
    (void)state;
    Run run;
    run_new(&run);
    folder_write(&run.folder, "main.isms", GOOD);
    char *text = malloc(200000), name[32];
    for (int i = 0; i < 20; i++) {
        size_t len = 0;
        for (int k = 0; k < 2000; k++) len += (size_t)sprintf(text + len, "role r-%d-%d \"R\" { tags: x y }\n", i, k);
        snprintf(name, sizeof name, "f-%02d.isms", i);
        folder_write(&run.folder, name, text);
    }
    free(text);
    run.options.last = STAGE_TREE;
    assert_true(run_go(&run));
    assert_int_equal(session_records(&run.session), 40001);
    for (uint32_t i = 1; i < run.session.diagnostic_count; i++) {
        assert_true(run.session.diagnostics[i - 1]->at.start < run.session.diagnostics[i]->at.start);
    }
    assert_true(run.session.diagnostic_count >= 20);
    run_free(&run);
}

static void write_state(Run *run, const char *first) {
    run_new(run);
    folder_write(&run->folder, "a.isms", first);
    folder_write(&run->folder, "b.isms", "role r \"R\" { holders: p }\n/// A text.\nperson p \"P \\\"Q\\\"\" { joined: 2020-01-01 }\n");
    folder_write(&run->folder, "c.isms", "role s \"S\" { holders p }\n");
    folder_write(&run->folder, "d.isms", "role t \"T\" { reports-to: r }\n");
}

// What stands in both states is not parsed again, wherever it stands among the other files; what changed, came or has mistakes is.
static void the_same_text_is_parsed_once(void **state) {
    (void)state;
    static const bool WANTED[] = {false, true, false, true, false};
    Run then, now;
    Earlier earlier;
    Comparison with = {.arena = arena_new()};
    write_state(&then, GOOD);
    write_state(&now, GOOD "role longer \"L\" { reports-to: r }\n");
    folder_write(&now.folder, "e.isms", "role u \"U\" { reports-to: t }\n");
    run_open(&then);
    run_open(&now);
    files_lend_same(&now.project, &then.project);
    assert_true(earlier_read(&earlier, &then.options, &with, &then.trouble));
    now.options.comparison = &with;
    assert_true(session_run(&now.session, &now.options, &now.trouble));
    assert_true(with.differences.rows.n > 0);
    ParseScratch *scratch = parse_scratch_new();
    for (FileId f = 0; f < sizeof WANTED / sizeof *WANTED; f++) {
        Out shared = out_memory(), parsed = out_memory();
        Diagnostics *sink = diagnostics_new();
        Tree tree;
        tree_init(&tree, f);
        parse_file(now.session.sources, f, scratch, &tree, sink);
        dump_tree(&tree, now.session.sources, &parsed);
        dump_tree(now.session.trees.at[f], now.session.sources, &shared);
        assert_true(str_eq(out_text(&parsed), out_text(&shared)));
        assert_int_equal(now.session.trees.at[f]->lent, WANTED[f]);
        tree_free(&tree);
        diagnostics_free(sink);
        out_free(&shared);
        out_free(&parsed);
    }
    parse_scratch_free(scratch);
    differences_free(&with.differences);
    snapshot_free(&with.after);
    run_free(&now);
    earlier_free(&earlier);
    files_free(&then.project);
    out_free(&then.trouble);
    folder_free(&then.folder);
    arena_free(with.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_project_is_checked),
        cmocka_unit_test(the_same_text_is_parsed_once),
        cmocka_unit_test(without_a_project_only_the_spelling_is_checked),
        cmocka_unit_test(a_misspelt_unit_is_told_once),
        cmocka_unit_test(own_methods_are_no_units),
        cmocka_unit_test(levels_come_from_project_and_command_line),
        cmocka_unit_test(records_know_their_library),
        cmocka_unit_test(paths_select_what_is_shown),
        cmocka_unit_test(stages_can_be_left_out),
        cmocka_unit_test(the_library_stands_alone),
        cmocka_unit_test(libraries_have_units),
        cmocka_unit_test(threads_change_nothing),
    };
    return cmocka_run_group_tests_name("session/session", tests, NULL, NULL);
}
