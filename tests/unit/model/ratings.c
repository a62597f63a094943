// Methods, ratings, and what they come to.
#include "model/world.h"

static Value rating_of(const World *w, const char *path, const char *field) {
    Value rating;
    if (!model_value(w->model, row_of(w, path), names_find(w->names, str_of(field)), &rating, NULL)) fail_msg("%s has no %s", path, field);
    return rating;
}

static void assert_rating(World *w, const char *path, int score, const char *band) {
    Decimal number;
    Row row;
    Value rating = rating_of(w, path, "now");
    assert_true(rating_score(w->model, rating, &number));
    assert_int_equal(number, score * DECIMAL_ONE);
    assert_true(rating_band(w->model, rating, &row));
    assert_text(names_text(w->names, w->model->name[row]), band);
}

static void products_fall_into_bands(void **state) {
    (void)state;
    World *w = world_of("risk a \"A\" { now: rare × small }\nrisk b \"B\" { now: always * big }\nrisk c \"C\" { now: 2 × 2 }\n"
                        "risk d \"D\" { now { impact: big  likelihood: often } }");
    assert_rating(w, "a", 1, "low");
    assert_rating(w, "b", 6, "high");
    assert_rating(w, "c", 4, "high");
    assert_rating(w, "d", 4, "high");
    assert_values(w, "b", "now", "always × big");
    Row level;
    assert_true(rating_factor(w->model, rating_of(w, "b", "now"), names_find(w->names, STR("impact")), &level));
    assert_text(model_row_path(w->model, level, w->arena), "m/harm/big");
    assert_int_equal(model_method(w->model, rating_of(w, "b", "now"))->row, row_of(w, "m"));
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void sums_and_maxima(void **state) {
    (void)state;
    World *w =
        world_of("method s \"S\" { likelihood: odds  impact: harm  formula: sum  band low { numbers: 2..3 } band high { numbers: 4..9 } }\n"
                 "method m2 \"M\" { likelihood: odds  impact: harm  formula: maximum  band low { numbers: 1..2 } band high { numbers: 3..9 } }\n"
                 "risk a \"A\" { method: s  now: rare × big }\nrisk b \"B\" { method: s  now: always × big }\n"
                 "risk c \"C\" { method: m2  now: always × small }\nrisk d \"D\" { method: m2  now: rare × big }");
    assert_rating(w, "a", 3, "low");
    assert_rating(w, "b", 5, "high");
    assert_rating(w, "c", 3, "high");
    assert_rating(w, "d", 2, "low");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void a_grid_says_the_band(void **state) {
    (void)state;
    World *w = world_of(
        "method g \"G\" { likelihood: odds  impact: harm  formula: grid  band a { } band b { } band c { }\n"
        "  grid { often: b, c  rare: a, b } }\n"
        "risk x \"X\" { method: g  now: often × small }\nrisk y \"Y\" { method: g  now: rare × big }\nrisk z \"Z\" { method: g  now: always × big }");
    assert_rating(w, "x", 2, "b");
    assert_rating(w, "y", 2, "b");
    Row band;
    Decimal score;
    assert_false(rating_band(w->model, rating_of(w, "z", "now"), &band)); // the grid has no line for it
    assert_false(rating_score(w->model, rating_of(w, "z", "now"), &score));
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void several_impacts_count_by_the_highest(void **state) {
    (void)state;
    World *w = world_of(
        "method n \"N\" { likelihood: odds  impacts { secrecy: harm  health: harm }  band low { numbers: 1..2 } band high { numbers: 3..9 } }\n"
        "risk x \"X\" { method: n  now: often × small × big }\nrisk y \"Y\" { method: n  now { likelihood: rare  health: big } }");
    assert_rating(w, "x", 4, "high");
    assert_rating(w, "y", 2, "low");
    assert_values(w, "y", "now", "rare × – × big");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void levels_are_ordered_by_number(void **state) {
    (void)state;
    World *w = world_of("scale s \"S\" { level high { number: 3 } level low { number: 1 } level mid { number: 2 } }\n"
                        "method n \"N\" { likelihood: s  impact: s  band b { numbers: 1..9 } }\nrisk x \"X\" { method: n  now: mid × 3 }");
    const Method *method = model_method(w->model, rating_of(w, "x", "now"));
    assert_int_equal(method->levels[0][0], row_of(w, "s/low"));
    assert_int_equal(method->levels[0][2], row_of(w, "s/high"));
    assert_rating(w, "x", 6, "b");
    world_free(w);
}

static void levels_are_found_in_the_scale_of_a_sibling(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\" { needs { x: big } }\nasset b \"B\" { scale: odds  needs { x: often } }");
    assert_values(w, "a/needs/x", "value", "big");
    assert_values(w, "b/needs/x", "value", "often");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void mistakes_in_ratings(void **state) {
    (void)state;
    assert_says("risk a \"A\" { now: rare }", "1 wrong-factors");
    assert_says("risk a \"A\" { now: rare × small × big }", "1 wrong-factors");
    assert_says("risk a \"A\" { now: small × rare }", "1 rating-off-scale");
    assert_says("risk a \"A\" { now: rare × 7 }", "1 rating-off-scale");
    assert_says("risk a \"A\" { now: rare × bigg }", "1 rating-off-scale");
    assert_says("risk a \"A\" { now { likelyhood: rare } }", "1 unknown-factor");
    assert_says("risk a \"A\" { now { likelihood: bigg } }", "1 rating-off-scale");
    assert_says("risk a \"A\" { now: \"rare\" }", "1 wrong-type");
    assert_says("risk a \"A\" { method: n  now: rare × big }", "1 unknown-reference"); // and no more about the rating
    assert_says("risk a \"A\" { method: todo  now: rare × big }", "1 todo-left");
    assert_says("asset a \"A\" { needs { x: often } }", "1 rating-off-scale");
    assert_says("asset a \"A\" { needs { x: m/odds/often } }", "1 rating-off-scale");
}

static void without_a_method_ratings_are_silently_unknown(void **state) {
    (void)state;
    World *w = world_new();
    world_add(w, 0, "project p \"P\" { standards: s/1 }\nrisk a \"A\" { now: rare × big }");
    world_build(w);
    assert_values(w, "a", "now", "?");
    assert_text(world_said(w, false), "");
    world_free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_fall_into_bands),     cmocka_unit_test(sums_and_maxima),
        cmocka_unit_test(a_grid_says_the_band),         cmocka_unit_test(several_impacts_count_by_the_highest),
        cmocka_unit_test(levels_are_ordered_by_number), cmocka_unit_test(levels_are_found_in_the_scale_of_a_sibling),
        cmocka_unit_test(mistakes_in_ratings),          cmocka_unit_test(without_a_method_ratings_are_silently_unknown),
    };
    return cmocka_run_group_tests_name("model/ratings", tests, NULL, NULL);
}
