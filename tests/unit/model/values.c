// Values of every base, and what does not fit.
#include "model/world.h"

static void values_of_every_base(void **state) {
    (void)state;
    World *w = world_of(
        "asset a \"A\" { rto: 1 year 6 months  cost: EUR 12_000.50  share: 35 %  web: https://x.example/y?z=1  at: \"docs/a.md\"  tags: x, 2026, A.5 }\n"
        "measure n \"N\" { state: finished  count: 12_000.25  span: 1..4  until: 2026-02-28 }\nperson k \"K\" { joined: 1999-12-31 }\n"
        "scope \"S\" { text: \"\"\"\n  Two\n    lines.\n  \"\"\" }");
    assert_values(w, "a", "rto", "1 year 6 months");
    assert_values(w, "a", "cost", "EUR 12000.5");
    assert_values(w, "a", "share", "35 %");
    assert_values(w, "a", "web", "https://x.example/y?z=1");
    assert_values(w, "a", "at", "docs/a.md");
    assert_values(w, "a", "tags", "x, 2026, A.5");
    assert_values(w, "n", "state", "done"); // the word that the synonym stands for
    assert_values(w, "n", "count", "12000.25");
    assert_values(w, "n", "span", "1..4");
    assert_values(w, "n", "until", "2026-02-28");
    assert_values(w, "k", "joined", "1999-12-31");
    assert_values(w, "scope", "text", "Two\n  lines.");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void alternatives_take_what_fits(void **state) {
    (void)state;
    World *w = world_of(
        "asset a \"A\" { on: b }\nasset b \"B\" { on: \"the roof\" }\nextend method m { band low { accepts: nobody } band high { accepts: boss } }");
    assert_values(w, "a", "on", "b");
    assert_values(w, "b", "on", "the roof");
    assert_values(w, "b", "carries", "a");
    assert_values(w, "m/low", "accepts", "nobody");
    assert_values(w, "m/high", "accepts", "boss");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void ids_may_look_like_numbers_and_dates(void **state) {
    (void)state;
    World *w = world_of("measure 5 \"Five\" { state: done }\nmeasure 2026-02 \"Month\" { state: done }\nmeasure 2026-02-03 \"Day\" { state: done }\n"
                        "risk r \"R\" { treatment { does: 5, 2026-02, 2026-02-03 } }");
    assert_values(w, "r/treatment", "does", "5, 2026-02, 2026-02-03");
    assert_values(w, "5", "done-by", "r/treatment");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void ranges_share_their_unit(void **state) {
    (void)state;
    World *w = world_of("kind x \"X\" { m: range of money ?  p: range of percent ?  d: range of date ?  n: numbers }\n"
                        "x a \"A\" { m: EUR 5..10.5  p: 10..20 %  d: 2026-01-01..2026-12-31  n: 3 }\nx b \"B\" { m: EUR 5..EUR 6  n: 1..1 }");
    assert_values(w, "a", "m", "EUR 5..10.5");
    assert_values(w, "a", "p", "10 %..20 %");
    assert_values(w, "a", "d", "2026-01-01..2026-12-31");
    assert_values(w, "a", "n", "3");
    assert_values(w, "b", "m", "EUR 5..6");
    assert_values(w, "b", "n", "1..1");
    assert_text(world_said(w, false), "");
    world_free(w);
}

static void todos_are_unknown_and_listed(void **state) {
    (void)state;
    World *w = world_of("asset a todo { type: todo \"ask\"  tags: x, todo  proof { on: todo } }");
    assert_values(w, "a", "type", "?"); // not its default
    assert_values(w, "a", "tags", "x?");
    assert_int_equal(w->model->todos.n, 4);
    assert_int_equal(w->model->todos.at[0].row, row_of(w, "a"));
    assert_true(w->model->flags[row_of(w, "a")] & ROW_TITLE_TODO);
    assert_text(model_title(w->model, row_of(w, "a"), w->arena), "");
    assert_text(world_said(w, false), "1 todo-left, 1 todo-left, 1 todo-left, 1 todo-left");
    world_free(w);
}

static void columns_without_values_are_empty(void **state) {
    (void)state;
    World *w = world_of("asset a \"A\"");
    assert_null(column_of(w, row_of(w, "a"), "cost")->state);
    assert_null(column_of(w, row_of(w, "a"), "cost")->value);
    assert_int_equal(state_of(w, "a", "cost"), STATE_ABSENT);
    world_free(w);
}

static void mistakes_in_values(void **state) {
    (void)state;
    assert_says("person k \"K\" { joined: \"2026-01-01\" }", "1 wrong-type");
    assert_says("person k \"K\" { joined: 2026-02-30 }", "1 impossible-day");
    assert_says("person k \"K\" { joined: 3 days }", "1 wrong-type");
    assert_says("asset a \"A\" { rto: 3 }", "1 wrong-type");
    assert_says("asset a \"A\" { cost: 12 }", "1 wrong-type");
    assert_says("asset a \"A\" { cost: EUR 0.123456 }", "1 out-of-range");
    assert_says("asset a \"A\" { cost: EUR 99999999999999 }", "1 out-of-range");
    assert_says("asset a \"A\" { share: 0.35 }", "1 wrong-type");
    assert_says("asset a \"A\" { at: docs }", "1 wrong-type");
    assert_says("asset a \"A\" { web: 12 }", "1 wrong-type");
    assert_says("asset a \"A\" { type: \"data\" }", "1 wrong-type");
    assert_says("asset a \"A\" { type: dat }", "1 unknown-enum-word");
    assert_says("asset a \"A\" { type: data, service }", "1 too-many-values");
    assert_says("asset a \"A\" { type: data  type: data }", "1 field-twice");
    assert_says("asset a \"A\" { typ: data }", "1 unknown-field");
    assert_says("asset a \"A\" { carries: a }", "1 inverse-field");
    assert_says("asset a \"A\" { title: \"A\" }", "1 builtin-field");
    assert_says("asset a \"A\" { type { data: yes } }", "1 block-for-value");
    assert_says("measure n \"N\" { }", "1 missing-field");
    assert_says("measure n \"N\" { state: done  span: 4..1 }", "1 bad-range");
    assert_says("measure n \"N\" { state: done  span: 1..2026-01-01 }", "1 wrong-type");
    assert_says("measure n \"N\" { state: done  count: 1.1234567 }", "1 out-of-range");
    assert_says("requirement q \"Q\" { answered-by: aset }", "1 unknown-kind");
    assert_says("requirement q \"Q\" { part-of: q }", "1 part-of-itself");
    assert_says("unit a \"A\" { part-of: b }\nunit b \"B\" { part-of: c }\nunit c \"C\" { part-of: a }\nunit d \"D\" { part-of: a }",
                "3 part-of-itself");
}

static void claims_must_fit_the_requirement(void **state) {
    (void)state;
    assert_says("asset a \"A\" { satisfies: 5.1 }\nsupplier b \"B\" { satisfies: 5.1 }\nmeasure n \"N\" { state: done  satisfies: 5.2 }", "");
    assert_says("measure n \"N\" { state: done  satisfies: 5.1 }", "1 wrong-kind-for-requirement");
    assert_says("measure n \"N\" { state: done  satisfies: 5 }", "1 wrong-kind-for-requirement"); // only its parts make demands
    assert_says("measure n \"N\" { state: done  satisfies: 5.3 }", "1 unknown-reference");
}

static void values_have_an_order(void **state) {
    (void)state;
    World *w = world_of("asset a10 \"A\" { cost: EUR 5  rto: 40 days }\nasset a9 \"B\" { cost: EUR 6  rto: 1 month }");
    const Model *m = w->model;
    assert_true(model_row_cmp(m, row_of(w, "a9"), row_of(w, "a10")) < 0);
    assert_true(model_row_cmp(m, row_of(w, "A.5.2"), row_of(w, "A.5.10")) < 0);
    assert_true(model_row_cmp(m, row_of(w, "m/odds/often"), row_of(w, "m/odds/rare")) > 0);
    assert_true(model_row_cmp(m, row_of(w, "m/low"), row_of(w, "m/high")) < 0);
    Value dear, cheap, x, y;
    assert_true(money_pack(STR("EUR"), 6 * DECIMAL_ONE, &dear));
    assert_true(money_pack(STR("EUR"), 5 * DECIMAL_ONE, &cheap));
    assert_true(model_value_cmp(m, BASE_MONEY, NULL, dear, cheap) > 0);
    assert_true(model_value(m, row_of(w, "a10"), names_find(w->names, STR("rto")), &x, NULL));
    assert_true(model_value(m, row_of(w, "a9"), names_find(w->names, STR("rto")), &y, NULL));
    assert_true(model_value_cmp(m, BASE_DURATION, NULL, x, y) > 0);
    world_free(w);
}

static void packing(void **state) {
    (void)state;
    Value money;
    char letters[3];
    assert_true(money_pack(STR("CHF"), -7 * DECIMAL_ONE / 4, &money));
    assert_int_equal(money_amount(money), -7 * DECIMAL_ONE / 4);
    money_currency(money, letters);
    assert_memory_equal(letters, "CHF", 3);
    assert_false(money_pack(STR("CHF"), 1, &money));
    assert_false(money_pack(STR("chf"), DECIMAL_ONE, &money));
    uint8_t levels[RATING_FACTORS] = {1, 255, 0, 7, 0, 3};
    Value rating = rating_pack(0x7fff, levels);
    assert_int_equal(rating_method_index(rating), 0x7fff);
    for (uint32_t i = 0; i < RATING_FACTORS; i++) assert_int_equal(rating_level(rating, i), levels[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_every_base),
        cmocka_unit_test(alternatives_take_what_fits),
        cmocka_unit_test(ids_may_look_like_numbers_and_dates),
        cmocka_unit_test(ranges_share_their_unit),
        cmocka_unit_test(todos_are_unknown_and_listed),
        cmocka_unit_test(columns_without_values_are_empty),
        cmocka_unit_test(mistakes_in_values),
        cmocka_unit_test(claims_must_fit_the_requirement),
        cmocka_unit_test(values_have_an_order),
        cmocka_unit_test(packing),
    };
    return cmocka_run_group_tests_name("model/values", tests, NULL, NULL);
}
