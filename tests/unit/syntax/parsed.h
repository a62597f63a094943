// For the tests of this room: a text, parsed, its tree on one line and its diagnostics as `line:column name`.
#ifndef ISMSC_TESTS_PARSED_H
#define ISMSC_TESTS_PARSED_H

#include "base/out.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct {
    Sources *sources;
    FileId file;
    ParseScratch *scratch;
    Tree tree;
    Diagnostics *sink;
    Arena *arena;
} Parsed;

typedef void ParsedBy(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink);

static inline Parsed parsed_by(ParsedBy *parse, Str text) {
    Parsed p = {.sources = sources_new(), .scratch = parse_scratch_new(), .sink = diagnostics_new(), .arena = arena_new()};
    char *copy = mem_alloc((size_t)text.len + SOURCE_PADDING);
    if (text.len > 0) memcpy(copy, text.at, text.len);
    assert_true(sources_add(p.sources, STR("t.isms"), copy, text.len, SOURCE_PROJECT, &p.file));
    tree_init(&p.tree, p.file);
    parse(p.sources, p.file, p.scratch, &p.tree, p.sink);
    return p;
}

static inline Parsed parsed_of(Str text, bool query) {
    return parsed_by(query ? parse_query : parse_file, text);
}

static inline void parsed_free(Parsed *p) {
    arena_free(p->arena);
    diagnostics_free(p->sink);
    tree_free(&p->tree);
    parse_scratch_free(p->scratch);
    sources_free(p->sources);
}

// `(record role (word ceo) (body))`: kinds, and the texts of leaves, records, fields and members.
static inline void parsed_print(const Parsed *p, NodeId n, Out *out) {
    NodeKind kind = tree_kind(&p->tree, n);
    out_printf(out, "(%s", node_kind_name(kind));
    bool named = tree_child(&p->tree, n) == 0 || kind == NODE_RECORD || kind == NODE_FIELD || kind == NODE_MEMBER || kind == NODE_RECKONED ||
                 kind == NODE_CALL || kind == NODE_AGGREGATE;
    if (named && kind != NODE_BODY && kind != NODE_MEMBERS) {
        out_char(out, ' ');
        out_str(out, tree_text(&p->tree, p->sources, n));
    }
    for (NodeId child = tree_child(&p->tree, n); child != 0; child = tree_next(&p->tree, child)) {
        out_char(out, ' ');
        parsed_print(p, child, out);
    }
    out_char(out, ')');
}

static inline void parsed_assert_tree(ParsedBy *parse, const char *source, const char *tree, const char *file, int line) {
    Parsed p = parsed_by(parse, str_of(source));
    Out out = out_memory();
    for (uint32_t i = 0; i < p.tree.top.n; i++) {
        if (i > 0) out_char(&out, ' ');
        parsed_print(&p, p.tree.top.at[i], &out);
    }
    if (diagnostics_count(p.sink) > 0) out_printf(&out, " and %u diagnostics", diagnostics_count(p.sink));
    unit_assert_text(out_text(&out), tree, file, line);
    out_free(&out);
    parsed_free(&p);
}

// The text gives this tree, with and without the reader of sound records, and no diagnostic.
#define assert_tree(source, tree)                                                   \
    do {                                                                            \
        parsed_assert_tree(parse_file, (source), (tree), __FILE__, __LINE__);       \
        parsed_assert_tree(parse_by_grammar, (source), (tree), __FILE__, __LINE__); \
    } while (0)
#define assert_query(source, tree) parsed_assert_tree(parse_query, (source), (tree), __FILE__, __LINE__)

static inline void parsed_assert_told(Str source, const char *told, bool query, const char *file, int line) {
    Parsed p = parsed_of(source, query);
    uint32_t count;
    Diagnostic **all = diagnostics_sorted(p.sink, &count);
    Out out = out_memory();
    for (uint32_t i = 0; i < count; i++) {
        LineColumn at = sources_line_column(p.sources, all[i]->at.start);
        out_printf(&out, "%s%u:%u " STR_FMT, i > 0 ? ", " : "", at.line, at.column, STR_ARG(all[i]->name));
    }
    unit_assert_text(out_text(&out), told, file, line);
    out_free(&out);
    parsed_free(&p);
}

// The text gives exactly these diagnostics: "4:10 equals-sign, 7:1 stray-word".
#define assert_told(source, told) parsed_assert_told(str_of(source), (told), false, __FILE__, __LINE__)
#define assert_told_bytes(source, told) parsed_assert_told((source), (told), false, __FILE__, __LINE__)
#define assert_query_told(source, told) parsed_assert_told(str_of(source), (told), true, __FILE__, __LINE__)

#endif
