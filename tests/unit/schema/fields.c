// Fields: stored ones, and those that nobody declares.
#include "schema/declared.h"

static void every_record_has_the_built_in_fields(void **state) {
    (void)state;
    Declared d = declared("kind a \"A\" { }");
    assert_int_equal(field_of(&d, "a", "id")->builtin, BUILTIN_ID);
    assert_int_equal(field_of(&d, "a", "title")->type.bases, BASE_BIT(BASE_TEXT));
    assert_int_equal(field_of(&d, "a", "parent")->type.bases, BASE_BIT(BASE_RECORD));
    assert_int_equal(field_of(&d, "a", "parent")->type.kinds[0], KIND_ANY);
    assert_int_equal(field_of(&d, "a", "kind")->type.bases, BASE_BIT(BASE_KIND));
    assert_int_equal(field_of(&d, "a", "doc")->sort, FIELD_BUILTIN);
    declared_free(&d);
}

static void multiplicities_and_documentation(void **state) {
    (void)state;
    Declared d = declared("kind a \"A\" { one: text  two: text? \"perhaps\"  three: date*  four: url+  five = one }");
    assert_int_equal(field_of(&d, "a", "one")->mult, MULT_ONE);
    assert_int_equal(field_of(&d, "a", "two")->mult, MULT_OPTIONAL);
    assert_text(field_of(&d, "a", "two")->doc, "perhaps");
    assert_int_equal(field_of(&d, "a", "three")->mult, MULT_MANY);
    assert_int_equal(field_of(&d, "a", "four")->mult, MULT_SOME);
    assert_int_equal(field_of(&d, "a", "five")->sort, FIELD_RECKONED);
    assert_int_not_equal(field_of(&d, "a", "five")->expr, 0);
    declared_free(&d);
}

static void a_subkind_inherits_and_gives_defaults(void **state) {
    (void)state;
    Declared d = declared("kind a \"A\" { sort: one of x, y default x }\nkind b \"B\" extends a { sort: default y }\nkind c \"C\" extends b { }");
    FieldId field = schema_field(d.schema, kind_of(&d, "c"), name_of(&d, "sort"));
    const Tree *tree;
    assert_int_equal(schema_field_at(d.schema, field)->kind, kind_of(&d, "a"));
    assert_int_equal(schema_own_field(d.schema, kind_of(&d, "c"), name_of(&d, "sort")), 0);
    NodeId a = schema_default(d.schema, kind_of(&d, "a"), field, &tree), c = schema_default(d.schema, kind_of(&d, "c"), field, &tree);
    assert_text(tree_text(tree, d.sources, a), "x");
    assert_text(tree_text(tree, d.sources, c), "y");
    declared_free(&d);
}

static void extensions_add_fields(void **state) {
    (void)state;
    Declared d = declared("extend kind b { ticket: url? }\nextend kind any { owner: a? inverse owns }\nkind a \"A\" { }\nkind b \"B\" extends a { }");
    assert_int_equal(field_of(&d, "b", "ticket")->kind, kind_of(&d, "b"));
    assert_int_equal(field_of(&d, "b", "owner")->kind, KIND_ANY);
    assert_int_equal(field_of(&d, "b", "owns")->kind, kind_of(&d, "a"));
    assert_text(declared_said(&d), "");
    declared_free(&d);
}

static void inverses_lead_back(void **state) {
    (void)state;
    Declared d = declared("kind hub \"H\" { }\nkind port \"P\" extends hub { }\nkind x \"X\" { to: hub* inverse links  via: hub? inverse links }\n"
                          "kind y \"Y\" { to: port inverse links  or: (hub | x)? inverse others }");
    const Field *links = field_of(&d, "hub", "links");
    assert_int_equal(links->sort, FIELD_INVERSE);
    assert_int_equal(links->mult, MULT_MANY);
    assert_int_equal(links->forward_count, 3); // that of a subkind joins the one of its super kind
    assert_int_equal(links->type.kind_count, 2);
    assert_int_equal(schema_own_field(d.schema, kind_of(&d, "port"), name_of(&d, "links")), 0);
    assert_int_equal(field_of(&d, "hub", "others")->forward_count, 1);
    assert_int_equal(field_of(&d, "x", "others")->forward_count, 1);
    declared_free(&d);
}

static void contained_kinds_are_fields(void **state) {
    (void)state;
    Declared d = declared(
        "kind box \"B\" { lid: lid?  spare: lid*  goes-with: thing? }\nkind lid \"L\" in box { }\nkind thing \"T\" in bag { }\nkind bag \"G\" { }\n"
        "kind seal \"S\" in any { }");
    assert_int_equal(field_of(&d, "box", "lid")->sort, FIELD_CONTAINED);
    assert_false(field_of(&d, "box", "lid")->implicit);
    assert_int_equal(field_of(&d, "box", "lid")->mult, MULT_OPTIONAL);
    assert_int_equal(field_of(&d, "box", "spare")->element, kind_of(&d, "lid"));
    assert_int_equal(field_of(&d, "box", "goes-with")->sort, FIELD_STORED); // it lives in bags
    assert_true(field_of(&d, "bag", "thing")->implicit);
    assert_int_equal(field_of(&d, "lid", "seal")->kind, KIND_ANY);
    declared_free(&d);
}

static void maps_have_nameless_kinds(void **state) {
    (void)state;
    Declared d = declared("kind a \"A\" { needs: map name to number* }");
    const Field *needs = field_of(&d, "a", "needs");
    assert_true(needs->is_map);
    assert_int_equal(needs->sort, FIELD_CONTAINED);
    assert_true(schema_kind_at(d.schema, needs->element)->nameless);
    FieldId key = schema_own_field(d.schema, needs->element, name_of(&d, "key")),
            value = schema_own_field(d.schema, needs->element, name_of(&d, "value"));
    assert_int_equal(schema_field_at(d.schema, key)->type.bases, BASE_BIT(BASE_NAME));
    assert_int_equal(schema_field_at(d.schema, value)->mult, MULT_MANY);
    assert_int_equal(kind_of(&d, "diagnostic"), d.schema->kinds.n - 1);
    declared_free(&d);
}

static void enums_have_synonyms_and_an_order(void **state) {
    (void)state;
    Declared d = declared("kind a \"A\" { x: one of modify/mitigate/reduce, retain/accept, avoid }");
    const Enum *words = field_of(&d, "a", "x")->type.words;
    uint32_t rank;
    assert_int_equal(enum_find(words, name_of(&d, "reduce"), &rank), name_of(&d, "modify"));
    assert_int_equal(rank, 0);
    assert_int_equal(enum_find(words, name_of(&d, "accept"), &rank), name_of(&d, "retain"));
    assert_int_equal(rank, 1);
    assert_int_equal(enum_find(words, name_of(&d, "avoid"), &rank), name_of(&d, "avoid"));
    assert_int_equal(rank, 2);
    assert_int_equal(enum_find(words, name_of(&d, "ignore"), NULL), 0);
    declared_free(&d);
}

static void types_in_words(void **state) {
    (void)state;
    Declared d = declared(
        "kind asset \"A\" { }\nkind unit \"U\" { }\nkind part \"P\" extends asset { }\n"
        "kind x \"X\" { a: (unit | asset | part | one of all)*  b: one of open, closed  c: (asset | text)?  d: numbers  e: range of money ?  f: any }");
    assert_text(schema_type_words(d.schema, field_of(&d, "x", "a")->type, d.arena), "an asset, a unit or `all`");
    assert_text(schema_type_words(d.schema, field_of(&d, "x", "b")->type, d.arena), "one of open, closed");
    assert_text(schema_type_words(d.schema, field_of(&d, "x", "c")->type, d.arena), "an asset or a text");
    assert_text(schema_type_words(d.schema, field_of(&d, "x", "d")->type, d.arena), "a number or a range");
    assert_text(schema_type_words(d.schema, field_of(&d, "x", "e")->type, d.arena), "an amount of money or a range");
    assert_text(schema_type_words(d.schema, field_of(&d, "x", "f")->type, d.arena), "a record");
    assert_text(schema_kind_words(d.schema, kind_of(&d, "unit"), d.arena), "a unit");
    assert_int_equal(field_of(&d, "x", "a")->type.kind_count, 2); // a part is an asset
    assert_int_equal(type_only_base(field_of(&d, "x", "b")->type), BASE_ENUM);
    assert_int_equal(type_only_base(field_of(&d, "x", "c")->type), BASE_COUNT);
    declared_free(&d);
}

static void siblings_and_approvals(void **state) {
    (void)state;
    Declared d = declared("kind m \"M\" { }\nkind x \"X\" { of: m?  r: rating? of of  title-of: text?  approves r, title }\n"
                          "kind y \"Y\" extends x { }\nextend kind y { z: text?  approves z }");
    assert_int_equal(field_of(&d, "x", "r")->of, schema_field(d.schema, kind_of(&d, "x"), name_of(&d, "of")));
    assert_int_equal(schema_kind_at(d.schema, kind_of(&d, "x"))->approves_count, 2);
    assert_int_equal(schema_kind_at(d.schema, kind_of(&d, "y"))->approves_count, 3);
    assert_text(declared_said(&d), "");
    declared_free(&d);
}

static void mistakes_in_fields(void **state) {
    (void)state;
    assert_declares("kind a \"A\" { x: txt }", "1 unknown-type");
    assert_declares("kind a \"A\" { x: text  x: date }", "1 field-declared-twice");
    assert_declares("kind a \"A\" { x: text }\nkind b \"B\" extends a { x: date }", "2 field-redefined");
    assert_declares("kind a \"A\" { title: text }", "1 field-redefined");
    assert_declares("kind a \"A\" { x: default y }", "1 default-without-field");
    assert_declares("kind a \"A\" { x: one of b, c/b }", "1 duplicate-word");
    assert_declares("kind a \"A\" { x: text inverse y }", "1 inverse-without-record");
    assert_declares("kind a \"A\" { x: a? inverse x }", "1 inverse-name-taken");
    assert_declares("kind a \"A\" { x: a? }\nkind b \"B\" about a inverse x { }", "2 inverse-name-taken");
    assert_declares("kind a \"A\" { x: rating? of y }", "1 no-such-field");
    assert_declares("kind a \"A\" { approves y }", "1 no-such-field");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_has_the_built_in_fields),
        cmocka_unit_test(multiplicities_and_documentation),
        cmocka_unit_test(a_subkind_inherits_and_gives_defaults),
        cmocka_unit_test(extensions_add_fields),
        cmocka_unit_test(inverses_lead_back),
        cmocka_unit_test(contained_kinds_are_fields),
        cmocka_unit_test(maps_have_nameless_kinds),
        cmocka_unit_test(enums_have_synonyms_and_an_order),
        cmocka_unit_test(types_in_words),
        cmocka_unit_test(siblings_and_approvals),
        cmocka_unit_test(mistakes_in_fields),
    };
    return cmocka_run_group_tests_name("schema/fields", tests, NULL, NULL);
}
