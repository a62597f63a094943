// What is read again from the source: texts and spans of nodes, values of strings, comments above declarations.
#include "parsed.h"

static Str text_of(const Parsed *p, NodeId n) {
    return tree_text(&p->tree, p->sources, n);
}

static Str span_of(const Parsed *p, NodeId n) {
    return sources_text(p->sources, tree_span(&p->tree, p->sources, n));
}

// The first node of a kind in the tree.
static NodeId node_of(const Parsed *p, NodeKind kind) {
    for (NodeId n = 1; n < p->tree.kind.n; n++) {
        if (tree_kind(&p->tree, n) == kind) return n;
    }
    return 0;
}

static void nodes_have_texts_and_spans(void **state) {
    (void)state;
    Parsed p = parsed_of(STR("waive r on a, b \"why\" {\n  for: 1 year  2 months, x\n  r: l × s\n}"), false);
    NodeId record = p.tree.top.at[0];
    assert_text(text_of(&p, record), "waive");
    assert_text(span_of(&p, record), "waive r on a, b \"why\"");
    NodeId field = node_of(&p, NODE_FIELD);
    assert_text(text_of(&p, field), "for");
    assert_text(text_of(&p, node_of(&p, NODE_DURATION)), "1 year  2 months");
    assert_text(span_of(&p, field), "for: 1 year  2 months, x");
    assert_text(text_of(&p, node_of(&p, NODE_RATING)), "×");
    assert_text(span_of(&p, node_of(&p, NODE_RATING)), "l × s");
    assert_int_equal(tree_child_count(&p.tree, record), 4);
    assert_int_equal(tree_find(&p.tree, record, NODE_TODO), 0);
    assert_text(text_of(&p, tree_find(&p.tree, record, NODE_STRING)), "\"why\"");
    parsed_free(&p);
}

static void spans_of_headers_without_a_title(void **state) {
    (void)state;
    Parsed p = parsed_of(STR("exclude A.1,\n  A.2 { } context { } waive r on b { } a\n\"t\" { }"), false);
    assert_text(span_of(&p, p.tree.top.at[0]), "exclude A.1,");
    assert_text(span_of(&p, p.tree.top.at[1]), "context");
    assert_text(span_of(&p, p.tree.top.at[2]), "waive r on b");
    assert_text(span_of(&p, p.tree.top.at[3]), "a");
    parsed_free(&p);
}

static void expressions_have_texts_and_spans(void **state) {
    (void)state;
    Parsed p = parsed_of(STR("where r.a-b.c not in (x, y.z)  where q is  missing"), true);
    NodeId not_in = node_of(&p, NODE_NOT_IN), outer = node_of(&p, NODE_DOT), dot = tree_child(&p.tree, outer);
    assert_text(text_of(&p, not_in), "not in");
    assert_text(span_of(&p, not_in), "r.a-b.c not in (x, y.z");
    assert_text(span_of(&p, outer), "r.a-b.c");
    assert_text(span_of(&p, dot), "r.a-b");
    assert_text(text_of(&p, tree_child(&p.tree, dot)), "r");
    assert_text(text_of(&p, tree_next(&p.tree, tree_child(&p.tree, dot))), "a-b");
    assert_text(text_of(&p, node_of(&p, NODE_IS_MISSING)), "is  missing");
    parsed_free(&p);
}

static void check_string(const char *literal, const char *value, int line) {
    Parsed p = parsed_of(str_of(literal), false);
    NodeId n = node_of(&p, NODE_STRING) != 0 ? node_of(&p, NODE_STRING) : node_of(&p, NODE_TEXT);
    unit_assert_text(tree_string(&p.tree, p.sources, n, p.arena), value, __FILE__, line);
    parsed_free(&p);
}
#define assert_string(literal, value) check_string("a b { c: " literal " }", (value), __LINE__)

static void strings_have_values(void **state) {
    (void)state;
    assert_string("\"plain\"", "plain");
    assert_string("\"\"", "");
    assert_string("\"a\\\"b\\\\c\\n\\td\"", "a\"b\\c\n\td");
    assert_string("\"C:\\dir\"", "C:\\dir");
    assert_string("\"{x} {{y}}\"", "{x} {{y}}");
    assert_string("\"\"\"one\"\"\"", "one");
    assert_string("\"\"\"\n    one\n      two\n\n    three\n    \"\"\"", "one\n  two\n\nthree");
    assert_string("\"\"\"\r\n    one\r\n    two\r\n    \"\"\"", "one\ntwo");
    assert_string("\"\"\"\"\"\"", "");
    assert_string("\"\"\"\n\"\"\"", "");
}

static void check_piece(Str source, uint32_t index, const char *piece, int line) {
    Parsed p = parsed_of(source, true);
    NodeId n = node_of(&p, NODE_STRING) != 0 ? node_of(&p, NODE_STRING) : node_of(&p, NODE_TEXT);
    unit_assert_text(tree_string_piece(&p.tree, p.sources, n, index, p.arena), piece, __FILE__, line);
    parsed_free(&p);
}
#define assert_piece(source, index, piece) check_piece(STR(source), (index), (piece), __LINE__)

static void holes_cut_a_text_into_pieces(void **state) {
    (void)state;
    assert_piece("column \"a {b.c} d\\\"{e}\" = x", 0, "a ");
    assert_piece("column \"a {b.c} d\\\"{e}\" = x", 1, " d\"");
    assert_piece("column \"a {b.c} d\\\"{e}\" = x", 2, "");
    assert_piece("column \"{{a}} {b}}}\" = x", 0, "{a} ");
    assert_piece("column \"{{a}} {b}}}\" = x", 1, "}");
    assert_piece("column \"none\" = x", 0, "none");
    assert_piece("column \"\"\"\n  a\n   {b}\n  \"\"\" = x", 0, "a\n ");
}

static void comments_above_declarations_are_their_documentation(void **state) {
    (void)state;
    Parsed p =
        parsed_of(STR("/// not this\n\n/// One.\n///   Two.\n///\n  role a \"b\" // no\nrole c \"d\" role e \"f\"\n/// third\nkind k { }"), false);
    assert_int_equal(p.tree.top.n, 4);
    assert_text(tree_doc(&p.tree, p.sources, p.tree.top.at[0], p.arena), "One.\n  Two.\n");
    assert_text(tree_doc(&p.tree, p.sources, p.tree.top.at[1], p.arena), "");
    assert_text(tree_doc(&p.tree, p.sources, p.tree.top.at[2], p.arena), "");
    assert_text(tree_doc(&p.tree, p.sources, p.tree.top.at[3], p.arena), "third");
    parsed_free(&p);
}

static void dumps_say_what_stands_where(void **state) {
    (void)state;
    Parsed p = parsed_of(STR("role a \"b\" {\n  c: 4 hours\n}\n"), false);
    Out out = out_memory();
    dump_tree(&p.tree, p.sources, &out);
    assert_text(out_text(&out), "record role\n  word a\n  string \"b\"\n  body\n    field c\n      duration 4 hours\n");
    out_free(&out);
    out = out_memory();
    dump_tokens(p.sources, p.file, p.scratch, &out);
    assert_text(out_text(&out),
                "1:1 word role\n1:6 word a\n1:8 string \"b\"\n1:12 sign {\n2:3 field c:\n2:6 duration 4 hours\n3:1 sign }\n4:1 end-of-file \n");
    out_free(&out);
    for (uint32_t kind = 0; kind < NODE_KIND_COUNT; kind++) assert_string_not_equal(node_kind_name((NodeKind)kind), "?");
    parsed_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_have_texts_and_spans),       cmocka_unit_test(spans_of_headers_without_a_title),
        cmocka_unit_test(expressions_have_texts_and_spans), cmocka_unit_test(strings_have_values),
        cmocka_unit_test(holes_cut_a_text_into_pieces),     cmocka_unit_test(comments_above_declarations_are_their_documentation),
        cmocka_unit_test(dumps_say_what_stands_where),
    };
    return cmocka_run_group_tests_name("syntax/texts", tests, NULL, NULL);
}
