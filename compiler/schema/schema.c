// The schema as a whole: the two passes in order, and questions about the result.
#include "base/hash.h"
#include "diag/catalogue.h"
#include "schema/build.h"

NameId build_name(SchemaBuild *b, const Tree *tree, NodeId word) {
    return names_intern(b->names, tree_text(tree, b->sources, word));
}

Span build_span(SchemaBuild *b, const Tree *tree, NodeId node) {
    Str text = tree_text(tree, b->sources, node);
    SrcPos start = tree_pos(tree, node);
    return (Span){start, start + text.len};
}

Span build_declared_at(SchemaBuild *b, NodeRef declaration) {
    if (!declaration.tree) return (Span){0, 0};
    NodeId node = declaration.node;
    NodeKind kind = tree_kind(declaration.tree, node);
    if (kind == NODE_KIND || kind == NODE_INVERSE) node = tree_child(declaration.tree, node);
    return build_span(b, declaration.tree, node);
}

void build_suggest_kind(SchemaBuild *b, Diagnostic *d, Str wanted) {
    Suggestion suggestion = {.wanted = wanted};
    for (KindId k = 1; k < b->schema->kinds.n && b->offers; k++, b->offers--) {
        const Kind *kind = &b->schema->kinds.at[k];
        if (!kind->nameless) suggest_offer(&suggestion, names_text(b->names, kind->name), k);
    }
    if (!suggestion.best.at) return;
    diag_help(b->sink, d, arena_printf(diagnostics_arena(b->sink), "a kind with a similar name exists: `" STR_FMT "`", STR_ARG(suggestion.best)));
}

Schema *schema_build(const Tree *const *trees, uint32_t tree_count, const Sources *sources, Names *names, Arena *arena, Diagnostics *sink) {
    Schema *schema = ARENA_NEW(arena, Schema);
    schema->arena = arena;
    schema->names = names;
    SchemaBuild b = {.schema = schema,
                     .trees = trees,
                     .tree_count = tree_count,
                     .sources = sources,
                     .names = names,
                     .arena = arena,
                     .sink = sink,
                     .known = known_names(names),
                     .offers = BUILD_OFFERS};
    vec_extend(&schema->kinds, 1);
    vec_extend(&schema->fields, 1);
    schema->lost = lost_words(trees, tree_count, sources, names, arena);
    build_kinds(&b);
    build_fields(&b);
    build_ways(&b);
    build_late(&b);
    build_own_fields(&b);
    vec_free(&b.maps);
    vec_free(&b.extensions);
    vec_free(&b.ways);
    mem_free(b.word_seen);
    return schema;
}

void schema_free(Schema *schema) {
    if (!schema) return;
    vec_free(&schema->kinds);
    vec_free(&schema->fields);
    vec_free(&schema->overrides);
}

KindId schema_kind(const Schema *schema, NameId name) {
    return name < schema->by_name_count ? schema->by_name[name] : 0;
}

FieldId schema_own_field(const Schema *schema, KindId kind, NameId name) {
    if (!schema->field_slot_count) return 0;
    uint32_t mask = schema->field_slot_count - 1;
    uint32_t slot = (uint32_t)hash_u64((uint64_t)kind << 32 | name) & mask;
    for (; schema->field_slots[slot]; slot = (slot + 1) & mask) {
        const Field *field = &schema->fields.at[schema->field_slots[slot]];
        if (field->name == name && field->kind == kind) return schema->field_slots[slot];
    }
    return 0;
}

FieldId schema_field(const Schema *schema, KindId kind, NameId name) {
    for (; kind; kind = schema->kinds.at[kind].super) {
        FieldId field = schema_own_field(schema, kind, name);
        if (field) return field;
    }
    return 0;
}

// Overrides stand in the order of their kinds: the first one of `kind`, by halving.
static uint32_t first_override(const Schema *schema, KindId kind) {
    uint32_t low = 0, high = schema->overrides.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (schema->overrides.at[middle].kind < kind) low = middle + 1;
        else high = middle;
    }
    return low;
}

NodeId schema_default(const Schema *schema, KindId kind, FieldId field, const Tree **tree) {
    const Field *f = &schema->fields.at[field];
    for (; kind && kind != f->kind && schema->overrides.n; kind = schema->kinds.at[kind].super) {
        for (uint32_t i = first_override(schema, kind); i < schema->overrides.n && schema->overrides.at[i].kind == kind; i++) {
            const DefaultOverride *own = &schema->overrides.at[i];
            if (own->field != field) continue;
            *tree = own->declaration.tree;
            return own->expr;
        }
    }
    *tree = f->declaration.tree;
    return f->default_expr;
}

bool schema_may_contain(const Schema *schema, KindId outer, KindId inner) {
    const Kind *kind = &schema->kinds.at[inner];
    for (uint32_t i = 0; i < kind->in_count; i++) {
        if (schema_is_a(schema, outer, kind->in[i])) return true;
    }
    return false;
}

Type schema_read_type(const Schema *schema, const Tree *tree, NodeId type, const Sources *sources, Diagnostics *sink) {
    SchemaBuild b = {.schema = (Schema *)schema,
                     .sources = sources,
                     .names = schema->names,
                     .arena = schema->arena,
                     .sink = sink,
                     .known = known_names(schema->names),
                     .offers = BUILD_OFFERS};
    Type read = build_type(&b, tree, type).type;
    mem_free(b.word_seen);
    return read;
}
