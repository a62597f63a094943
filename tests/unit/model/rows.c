// Records as rows: their numbers, names and places.
#include "model/world.h"

static void rows_of_a_kind_are_neighbours(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\"\nsupplier b \"B\"\nmeasure x \"X\" { state: done }\nasset c \"C\"\nsupplier d \"D\"");
    const Model *m = w->model;
    KindId asset = kind_of(w, "asset"), supplier = kind_of(w, "supplier");
    assert_int_equal(m->kind_end[asset] - m->kind_first[asset], 4);
    assert_int_equal(m->kind_end[supplier] - m->kind_first[supplier], 2);
    assert_int_equal(row_of(w, "c"), row_of(w, "a") + 1); // in the order of the source
    assert_int_equal(row_of(w, "d"), row_of(w, "b") + 1);
    assert_true(row_is_a(m, row_of(w, "b"), asset));
    assert_false(row_is_a(m, row_of(w, "a"), supplier));
    assert_int_equal(m->kind_first[KIND_ANY], 1);
    assert_int_equal(m->kind_end[KIND_ANY], m->row_count + 1);
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void nested_records_have_parents(void **state) {
    (void)state;
    World *w = world_of("risk r \"R\" { treatment { why: \"one\" proof p { on: 2026-01-01 } } treatment { why: \"two\" } accepted { by: boss } }");
    assert_values(w, "r", "treatment", "r/treatment, r/treatment-2");
    assert_values(w, "r", "accepted", "r/accepted");
    assert_values(w, "r/treatment", "proof", "r/p");
    assert_int_equal(w->model->parent[row_of(w, "r/p")], row_of(w, "r/treatment"));
    assert_int_equal(model_top(w->model, row_of(w, "r/p")), row_of(w, "r"));
    assert_values(w, "r/treatment-2", "why", "two");
    assert_values(w, "r", "sign-off", "r/accepted"); // whatever field it stands in
    world_free(w);
}

static void records_about_others(void **state) {
    (void)state;
    World *w = world_of("skip A.5.1, A.5.2 \"Not here\" { approved { by: boss } }");
    assert_values(w, "A.5.1", "skipped", "A.5.1/skipped");
    assert_values(w, "A.5.2/skipped", "approved", "A.5.2/skipped/approved");
    assert_values(w, "A.5.10", "skipped", "");
    assert_int_equal(w->model->parent[row_of(w, "A.5.2/skipped")], row_of(w, "A.5.2"));
    assert_text(model_row_path(w->model, row_of(w, "A.5.1/skipped"), w->arena), "s/1/A.5.1/skipped");
    assert_text(model_title(w->model, row_of(w, "A.5.1/skipped"), w->arena), "Not here");
    assert_text(world_said(w, false), "");
    world_free(w);
}

// A body of four million nodes is not read again for the second id.
static void a_large_body_is_not_read_for_every_id(void **state) {
    (void)state;
    Out text = out_memory();
    out_cstr(&text, "skip A.5.1, A.5.2 \"Not here\" { why: ");
    for (uint32_t i = 0; i < 4000000; i++) out_cstr(&text, "\"t\",");
    out_cstr(&text, "\"t\" }");
    out_char(&text, '\0');
    World *w = world_of(text.at);
    assert_false(w->model->flags[row_of(w, "A.5.1/skipped")] & ROW_POISON);
    assert_true(w->model->flags[row_of(w, "A.5.2/skipped")] & ROW_POISON);
    assert_text(world_said(w, false), "1 too-many-values");
    world_free(w);
    out_free(&text);
}

static void waivers_name_rules_and_records(void **state) {
    (void)state;
    World *w = world_of("rule loud warning { for a in asset report at a \"{a}\" }\nasset a \"A\"\nasset b \"B\"\n"
                        "waive loud on a, b \"Known\" { by: boss }\nwaive loud on A.5.1 \"Known\" { by: boss }");
    assert_values(w, "a", "waivers", "a/waive/loud");
    assert_values(w, "b", "waivers", "a/waive/loud");
    assert_values(w, "loud", "waived-by", "a/waive/loud, A.5.1/waive/loud");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void maps_are_entries(void **state) {
    (void)state;
    World *w =
        world_of("asset a \"A\" { needs { secrecy: big  health: small } }\nextend project p { lint { some-rule: off  other.days: \"60 days\" } }");
    assert_values(w, "a", "needs", "a/needs/secrecy, a/needs/health");
    assert_int_equal(w->model->parent[(Row)column_of(w, row_of(w, "a"), "needs")->value[0]], row_of(w, "a"));
    assert_values(w, "p", "lint", "p/lint/some-rule, p/lint/other.days");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void extensions_add_to_records(void **state) {
    (void)state;
    World *w = world_of("extend method m { band low { accepts: cook } band top \"Top\" { numbers: 7..9 accepts: nobody }  formula: grid }\n"
                        "asset a \"A\"\nextend asset a { tags: x, y  proof q { on: 2026-01-01 } }\nextend proof a/q { of: a }");
    assert_values(w, "m/low", "accepts", "cook");
    assert_values(w, "m/top", "accepts", "nobody");
    assert_values(w, "m", "band", "low, high, top");
    assert_values(w, "m", "formula", "grid");
    assert_values(w, "a", "tags", "x, y");
    assert_values(w, "a/q", "of", "a");
    assert_text(model_row_path(w->model, row_of(w, "m/top"), w->arena), "m/top");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void diagnostics_become_the_last_rows(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\" { tags: x }");
    uint32_t before = w->model->row_count;
    Row first = model_add_rows(w->model, kind_of(w, "diagnostic"), 3);
    KindId kind = kind_of(w, "diagnostic");
    assert_int_equal(first, before + 1);
    assert_int_equal(w->model->kind_first[kind], first);
    assert_int_equal(w->model->kind_end[kind], first + 3);
    assert_int_equal(w->model->kind_end[KIND_ANY], first + 3);
    uint32_t count;
    uint8_t at;
    column_values(column_of(w, first + 2, "tags"), first + 2, &count, &at);
    assert_int_equal(at, STATE_ABSENT);
    assert_values(w, "a", "tags", "x");
    world_free(w);
}

static void mistakes_in_headers(void **state) {
    (void)state;
    assert_says("aset a \"A\"", "1 unknown-kind");
    assert_says("aset a \"A\"\nrisk r \"R\" { on: a }", "1 unknown-kind"); // no one misses it a second time
    assert_says("treatment { why: \"x\" }", "1 not-at-top");
    assert_says("risk r \"R\" { treatmnt { why: \"x\" } }", "1 unknown-block");
    assert_says("asset a \"A\" { treatment { why: \"x\" } }", "1 misplaced-record");
    assert_says("asset \"A\"", "1 missing-id");
    assert_says("asset a, b \"A\"", "1 several-ids");
    assert_says("asset a/b \"A\"", "1 slash-in-id");
    assert_says("asset a on jd \"A\"", "1 on-not-here");
    assert_says("skip \"Not here\"", "1 about-nothing");
    assert_says("skip A.5.9 \"Not here\"", "1 unknown-reference");
    assert_says("skip jd \"Not here\"", "1 wrong-kind");
    assert_says("skip A.5.1 \"Not here\"\nskip A.5.1 \"Nor here\"", "2 about-twice");
    assert_says("skip A.5.1, A.5.2 \"Not here\" { approved { by: bos } }", "1 unknown-reference"); // once, for both
    assert_says("asset a \"A\"\nperson a \"B\"", "2 duplicate-id");
    assert_says("asset a \"A\" { proof p { on: 2026-01-01 } proof p { on: 2026-01-02 } }", "1 duplicate-id");
    assert_says("scope { text: \"x\" }\nscope b \"B\"", "2 single-twice");
    assert_says("asset a \"A\" { needs x { k: big } }", "1 map-with-header");
    assert_says("asset a \"A\" { needs { k { v: big } } }", "1 record-in-map");
    assert_says("asset a \"A\" { needs { k: big  k: small } }", "1 duplicate-key");
    assert_says("extend asset a { tags: x }", "1 unknown-reference");
    assert_says("extend aset a { tags: x }", "1 unknown-kind");
    assert_says("asset a \"A\" { type: data }\nextend asset a { type: service }", "2 extension-conflict");
    assert_says("risk r \"R\" { accepted { by: boss } accepted { by: cook } }", "1 too-many-blocks");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_a_kind_are_neighbours),
        cmocka_unit_test(nested_records_have_parents),
        cmocka_unit_test(records_about_others),
        cmocka_unit_test(a_large_body_is_not_read_for_every_id),
        cmocka_unit_test(waivers_name_rules_and_records),
        cmocka_unit_test(maps_are_entries),
        cmocka_unit_test(extensions_add_to_records),
        cmocka_unit_test(diagnostics_become_the_last_rows),
        cmocka_unit_test(mistakes_in_headers),
    };
    return cmocka_run_group_tests_name("model/rows", tests, NULL, NULL);
}
