// From names and paths to records.
#include "model/world.h"

static void paths_lead_to_records(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\" { proof p { on: 2026-01-01 } }\nscope \"S\"");
    assert_text(model_title(w->model, row_of(w, "s/1"), w->arena), "The standard"); // its id ends the unit's path
    assert_text(model_title(w->model, row_of(w, "m"), w->arena), "M");
    assert_text(model_title(w->model, row_of(w, "s/1/A.5.2"), w->arena), "Second");
    assert_text(model_title(w->model, row_of(w, "m/odds/often"), w->arena), "Often");
    assert_text(model_title(w->model, row_of(w, "scope"), w->arena), "S");
    assert_text(model_row_path(w->model, row_of(w, "m/odds/often"), w->arena), "m/odds/often");
    assert_text(model_row_path(w->model, row_of(w, "s/1"), w->arena), "s/1");
    assert_text(model_row_name(w->model, row_of(w, "s/1/A.5.2"), w->arena), "A.5.2");
    assert_text(model_row_name(w->model, row_of(w, "a/p"), w->arena), "a/p");
    assert_int_equal(model_find(w->model, STR("a/q")), 0);
    assert_int_equal(model_find(w->model, STR("s/2")), 0);
    assert_int_equal(model_find(w->model, STR("")), 0);
    assert_int_equal(model_find(w->model, STR("/")), 0);
    world_free(w);
}

static void every_path_leads_back(void **state) {
    (void)state;
    World *w = world_of(
        "asset a \"A\" { needs { x: big } proof { on: 2026-01-01 } proof { on: 2026-01-02 } }\nskip A.5.1 \"N\" { approved { by: boss } }\nscope \"S\"\n"
        "proof \"P\" { on: 2026-01-01 }");
    for (Row row = 1; row <= w->model->row_count; row++) {
        Str path = model_row_path(w->model, row, w->arena);
        if (model_find(w->model, path) != row) fail_msg("%.*s", STR_ARG(path));
    }
    world_free(w);
}

static void the_type_decides(void **state) {
    (void)state;
    World *w = world_new();
    uint32_t other = world_unit(w, "other", false);
    world_add(w, other, "asset boss \"An asset of that name\"\npoint x \"X\"");
    world_add(w, 0, WORLD_PROJECT);
    world_add(
        w, 0,
        "asset a \"A\" { on: boss  owner: boss }\nmeasure mm \"M\" { state: done  meets: x }\nproof q \"Q\" { on: 2026-01-01  of: boss, A.5.1, 5.1, 5 }");
    world_build(w);
    assert_text(world_said(w, false), "");
    assert_int_equal(column_of(w, row_of(w, "a"), "on")->value[row_of(w, "a") - column_of(w, row_of(w, "a"), "on")->first], row_of(w, "other/boss"));
    assert_values(w, "a", "owner", "boss");
    assert_values(w, "q", "of", "boss, A.5.1, 5.1, 5"); // its own project first
    world_free(w);
}

static void own_record_then_project_then_claimed_standard(void **state) {
    (void)state;
    World *w = world_new();
    uint32_t second = world_unit(w, "s/2", false), third = world_unit(w, "t", false);
    world_add(w, second, "point A.5.1 \"Old\"\npoint A.9 \"Only here\"");
    world_add(w, third, "point A.7 \"Seven\"");
    world_add(w, 0, WORLD_PROJECT);
    world_add(
        w, 0,
        "asset a \"A\" { proof x { on: 2026-01-01 of: x } proof y { on: 2026-01-01 of: a/x } }\nasset x \"X\"\nproof z \"Z\" { on: 2026-01-01  of: x }\n"
        "measure m1 \"M\" { state: done  meets: A.5.1, A.9, A.7, s/2/A.5.1 }");
    world_build(w);
    assert_text(world_said(w, false), "");
    assert_values(w, "a/x", "of", "a/x");
    assert_values(w, "z", "of", "x");
    const Column *meets = column_of(w, row_of(w, "m1"), "meets");
    assert_int_equal(meets->value[0], row_of(w, "s/1/A.5.1"));
    assert_int_equal(meets->value[1], row_of(w, "s/2/A.9"));
    assert_int_equal(meets->value[2], row_of(w, "t/A.7"));
    assert_int_equal(meets->value[3], row_of(w, "s/2/A.5.1"));
    world_free(w);
}

static void several_that_are_alike_are_ambiguous(void **state) {
    (void)state;
    World *w = world_new();
    uint32_t second = world_unit(w, "s/2", true), compared = world_unit(w, "s/0", false), absent = world_unit(w, "s/9", false);
    w->units[compared].compared = true;
    w->units[absent].not_loaded = true;
    world_add(w, second, "point A.5.1 \"Again\"");
    world_add(w, compared, "point A.0 \"Old\"");
    world_add(w, 0, "measure m1 \"M\" { state: done\n  meets: A.5.1,\n    A.0,\n    s/9/A.5.1,\n    s/1/A.5.1, s/0/A.0 }");
    world_build(w);
    assert_text(world_said(w, true), "2 ambiguous-reference: `A.5.1` stands in several libraries; write its path, as `s/1/A.5.1`, "
                                     "3 unknown-reference: there is no point `A.0`; write its path: `s/0/A.0`, "
                                     "4 standard-not-loaded: `s/9/A.5.1` stands in `s/9`, which this project does not use; "
                                     "name it in the project record, or write `use s/9`");
    world_free(w);
}

static void names_within_a_unit_come_first_there(void **state) {
    (void)state;
    World *w = world_new();
    uint32_t own = world_unit(w, "n", false);
    world_add(w, own, "scale odds \"Own odds\" { level never { number: 0 } }\nmethod n \"N\" { likelihood: odds  impact: m/harm }");
    world_add(w, 0, WORLD_PROJECT);
    world_build(w);
    assert_text(world_said(w, false), "");
    const Column *likelihood = column_of(w, row_of(w, "n"), "likelihood");
    assert_int_equal(likelihood->value[row_of(w, "n") - likelihood->first], row_of(w, "n/odds"));
    world_free(w);
}

static void near_misses_are_named(void **state) {
    (void)state;
    World *w = world_of(
        "asset a \"A\" {\n  owner: bos\n  tgas: x\n  type: datta\n}\nmeasure x \"X\" { state: done meets:\n  5.1,\n  A.51 }\nasset b \"B\" { owner:\n  jd }\n"
        "asset c \"C\" { proof q { on: 2026-01-01 } }\nproof r \"R\" { on: 2026-01-01  of:\n q }");
    assert_text(world_said(w, true), "2 unknown-reference: there is no role `bos`; a role with a similar name exists: `boss`, "
                                     "3 unknown-field: an asset has no field `tgas`; a field with a similar name exists: `tags`, "
                                     "4 unknown-enum-word: `datta` is not one of data, service; a word with a similar name exists: `data`, "
                                     "7 clause-for-control: 5.1 is a clause; the control is A.5.1; write `A.5.1`, "
                                     "8 unknown-reference: there is no point `A.51`; a point with a similar name exists: `A.5.1`, "
                                     "10 wrong-kind: `jd` is a person, and owner takes a role; , "
                                     "13 unknown-reference: there is no record `q`; write its path: `c/q`");
    world_free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_lead_to_records),
        cmocka_unit_test(every_path_leads_back),
        cmocka_unit_test(the_type_decides),
        cmocka_unit_test(own_record_then_project_then_claimed_standard),
        cmocka_unit_test(several_that_are_alike_are_ambiguous),
        cmocka_unit_test(names_within_a_unit_come_first_there),
        cmocka_unit_test(near_misses_are_named),
    };
    return cmocka_run_group_tests_name("model/names", tests, NULL, NULL);
}
