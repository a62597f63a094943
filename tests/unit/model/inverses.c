// Ways back, defaults, and what is not known.
#include "model/world.h"

static void references_lead_back(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\" { owner: boss }\nasset b \"B\" { owner: boss  on: a }\nrisk r1 \"R\" { on: a, b }\nrisk r2 \"R\" { on: b }\n"
                        "measure x \"X\" { state: done  owner: cook  meets: A.5.2, A.5.1 }");
    assert_values(w, "boss", "owns", "a, b");
    assert_values(w, "cook", "owns", "x");
    assert_values(w, "b", "risks", "r1, r2");
    assert_values(w, "a", "carries", "b");
    assert_values(w, "A.5.2", "met-by", "x");
    assert_values(w, "A.5.10", "met-by", "");
    assert_values(w, "m", "risks", "r1, r2"); // by default
    const Column *risks = column_of(w, row_of(w, "b"), "risks");
    Str mention = sources_text(w->sources, model_place_span(w->model, risks->place[risks->start[row_of(w, "b") - risks->first]]));
    assert_text(mention, "b");
    world_free(w);
}

static void defaults_fill_what_is_absent(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\"\nsupplier b \"B\"\nsupplier c \"C\" { type: data }\nrisk r \"R\"");
    assert_values(w, "a", "type", "data");
    assert_values(w, "b", "type", "service"); // the subkind's own
    assert_values(w, "c", "type", "data");
    assert_values(w, "a", "scale", "harm");
    assert_values(w, "r", "method", "m");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void a_misspelt_reference_makes_the_way_back_unknown(void **state) {
    (void)state;
    World *w = world_of("measure x \"X\" { state: done  meets: A.51 }");
    assert_values(w, "x", "meets", "?");
    assert_values(w, "A.5.1", "met-by", "?"); // it was probably meant
    assert_values(w, "A.5.2", "met-by", "");
    world_free(w);
    w = world_of("measure x \"X\" { state: done  meets: nothing-like-it, A.5.2 }");
    assert_values(w, "x", "meets", "A.5.2?");
    assert_values(w, "A.5.10", "met-by", "?"); // it may be any
    assert_values(w, "A.5.2", "met-by", "x?");
    world_free(w);
    w = world_of("skip A.51 \"No\"");
    assert_values(w, "A.5.1", "skipped", "?");
    assert_values(w, "A.5.2", "skipped", "");
    world_free(w);
    w = world_of("measure x \"X\" { state: done  meet: A.5.1 }"); // a misspelt field
    assert_values(w, "x", "meets", "?");
    assert_values(w, "A.5.2", "met-by", "?");
    world_free(w);
}

static void lost_records_are_missing_nowhere(void **state) {
    (void)state;
    World *w = world_of("mesure x \"X\" { meets: A.5.1 }\nrisk r \"R\" { treatment { does: x } }");
    assert_text(world_said(w, false), "1 unknown-kind");
    assert_true(w->model->kind_lost[kind_of(w, "measure")]);
    assert_false(w->model->kind_lost[kind_of(w, "asset")]);
    assert_values(w, "A.5.1", "met-by", "?");
    world_free(w);
    w = world_of("measure x \"X\" { = } } { }\nrisk r \"R\" { treatment { does: x } }");
    assert_false(strstr(world_said(w, false).at, "unknown-reference"));
    world_free(w);
}

static void the_model_on_paper(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\" { tags: x, y  owner: bos }");
    Out out = out_memory();
    model_dump(w->model, &out);
    out_char(&out, '\0');
    assert_non_null(strstr(out.at, "asset a \"A\"\n  owner: ?\n  tags: x, y\n  type: data\n  scale: harm\n"));
    out_free(&out);
    world_free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_lead_back),
        cmocka_unit_test(defaults_fill_what_is_absent),
        cmocka_unit_test(a_misspelt_reference_makes_the_way_back_unknown),
        cmocka_unit_test(lost_records_are_missing_nowhere),
        cmocka_unit_test(the_model_on_paper),
    };
    return cmocka_run_group_tests_name("model/inverses", tests, NULL, NULL);
}
