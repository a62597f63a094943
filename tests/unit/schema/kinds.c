// Which kinds there are and how they are numbered.
#include "schema/declared.h"

static void any_comes_first_and_diagnostic_last(void **state) {
    (void)state;
    Declared d = declared("kind b \"B\" { }\nkind a \"A\" { }");
    assert_int_equal(kind_of(&d, "any"), KIND_ANY);
    assert_int_equal(kind_of(&d, "b"), 2);
    assert_int_equal(kind_of(&d, "a"), 3);
    assert_int_equal(kind_of(&d, "diagnostic"), d.schema->kinds.n - 1);
    assert_int_not_equal(kind_of(&d, "rule"), 0);
    assert_int_equal(schema_kind_at(d.schema, KIND_ANY)->last, d.schema->kinds.n - 1);
    assert_int_equal(kind_of(&d, "c"), 0);
    declared_free(&d);
}

static void subkinds_follow_their_kind(void **state) {
    (void)state;
    Declared d =
        declared("kind cup \"Cup\" extends dish { }\nkind other \"Other\" { }\nkind dish \"Dish\" { }\nkind plate \"Plate\" extends dish { }\n"
                 "kind mug \"Mug\" extends cup { }\nkind diagnostic \"D\" { }\nkind last \"Last\" { }");
    KindId dish = kind_of(&d, "dish"), cup = kind_of(&d, "cup"), mug = kind_of(&d, "mug"), plate = kind_of(&d, "plate");
    assert_int_equal(schema_kind_at(d.schema, dish)->last, dish + 3);
    assert_int_equal(schema_kind_at(d.schema, cup)->last, mug);
    assert_true(schema_is_a(d.schema, mug, dish));
    assert_true(schema_is_a(d.schema, plate, dish));
    assert_true(schema_is_a(d.schema, mug, KIND_ANY));
    assert_false(schema_is_a(d.schema, dish, cup));
    assert_false(schema_is_a(d.schema, kind_of(&d, "other"), dish));
    assert_int_equal(kind_of(&d, "diagnostic"), d.schema->kinds.n - 1);
    assert_text(declared_said(&d), "");
    declared_free(&d);
}

static void heads_are_read(void **state) {
    (void)state;
    Declared d = declared("/// What is\n/// a box.\nkind box \"Box\" single { }\nkind lid \"Lid\" in box, bag { }\nkind bag \"Bag\" { }\n"
                          "kind seal \"Seal\" in any { }\nkind wax \"Wax\" extends seal { }\nkind praise \"Praise\" about box inverse praised { }");
    const Kind *box = schema_kind_at(d.schema, kind_of(&d, "box")), *praise = schema_kind_at(d.schema, kind_of(&d, "praise"));
    assert_text(box->title, "Box");
    assert_text(node_doc(box->declaration, d.sources, d.arena), "What is\na box.");
    assert_true(box->single);
    assert_int_equal(praise->about, kind_of(&d, "box"));
    assert_text(names_text(d.names, schema_field_at(d.schema, praise->about_inverse)->name), "praised");
    assert_true(schema_may_contain(d.schema, kind_of(&d, "box"), kind_of(&d, "lid")));
    assert_false(schema_may_contain(d.schema, kind_of(&d, "lid"), kind_of(&d, "box")));
    assert_true(schema_may_contain(d.schema, kind_of(&d, "lid"), kind_of(&d, "seal")));
    assert_true(schema_may_contain(d.schema, kind_of(&d, "lid"), kind_of(&d, "wax"))); // as its super kind
    declared_free(&d);
}

static void mistakes_in_kinds(void **state) {
    (void)state;
    assert_declares("kind a \"A\" { }\nkind a \"B\" { }", "2 duplicate-kind");
    assert_declares("kind a \"A\" extends b { }", "1 unknown-kind");
    assert_declares("kind a \"A\" in b { }\na x \"X\"", "1 unknown-kind");
    assert_declares("kind a \"A\" about b inverse c { }\na x \"X\"", "1 unknown-kind");
    assert_declares("kind a \"A\" extends a { }", "1 kind-cycle");
    assert_declares("kind a \"A\" extends b { }\nkind b \"B\" extends c { }\nkind c \"C\" extends a { }\nkind d \"D\" extends a { }", "3 kind-cycle");
    assert_declares("extend kind a { b: text }", "1 unknown-kind");
}

static void what_a_syntax_error_took_is_not_missed(void **state) {
    (void)state;
    Declared d = declared("kind a \"A\"\nkind b \"B\" extends a { x: a* }\nextend kind a { y: text }\nkind c \"C\" in a { }");
    assert_text(declared_said(&d), "1 unexpected-end");
    declared_free(&d);
}

static void many_kinds_extend_in_a_row(void **state) {
    (void)state;
    Arena *arena = arena_new();
    Out out = out_memory();
    for (uint32_t i = 0; i < 40; i++) out_printf(&out, "kind k%u \"K\" extends k%u { }\n", i, i + 1);
    out_printf(&out, "kind k40 \"K\" { }\n");
    Str text = arena_str(arena, out_text(&out));
    assert_declares(text.at, "9 extends-too-deep");
    out_free(&out);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_comes_first_and_diagnostic_last),
        cmocka_unit_test(subkinds_follow_their_kind),
        cmocka_unit_test(heads_are_read),
        cmocka_unit_test(mistakes_in_kinds),
        cmocka_unit_test(what_a_syntax_error_took_is_not_missed),
        cmocka_unit_test(many_kinds_extend_in_a_row),
    };
    return cmocka_run_group_tests_name("schema/kinds", tests, NULL, NULL);
}
