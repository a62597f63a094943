// `extend KIND path { … }`: more fields and nested records for a record that the library or the project declares elsewhere.
// This happens before rows have numbers, because nested records become rows.
#include "base/hash.h"
#include "diag/catalogue.h"
#include "model/build.h"

// Pending records by the record at top level around them (0 for those at top level themselves) and their name.
typedef struct {
    uint32_t *slots; // pending
    uint32_t mask, used;
} PendingIndex;

static uint32_t top_of(const ModelBuild *b, uint32_t pending) {
    while (b->pending.at[pending].parent) pending = b->pending.at[pending].parent;
    return pending;
}

static uint32_t top_key(const ModelBuild *b, uint32_t pending) {
    return b->pending.at[pending].parent ? top_of(b, pending) : 0;
}

static uint32_t slot_of(const PendingIndex *index, uint32_t top, NameId name) {
    return (uint32_t)hash_u64((uint64_t)top << 32 | name) & index->mask;
}

static void index_put(PendingIndex *index, const ModelBuild *b, uint32_t pending) {
    const Pending *p = &b->pending.at[pending];
    if (!p->name || b->schema->kinds.at[p->kind].about) return;
    uint32_t top = top_key(b, pending), slot = slot_of(index, top, p->name);
    for (; index->slots[slot]; slot = (slot + 1) & index->mask) {
        const Pending *there = &b->pending.at[index->slots[slot]];
        bool same = there->name == p->name && there->unit == p->unit && top_key(b, index->slots[slot]) == top;
        if (same && (there->kind == p->kind || top)) return; // a duplicate, which is reported when names get their index
    }
    index->slots[slot] = pending;
    index->used++;
}

static void index_make(PendingIndex *index, const ModelBuild *b) {
    uint32_t size = 64;
    while (size < b->pending.n * 2) size *= 2;
    mem_free(index->slots);
    *index = (PendingIndex){.slots = mem_zeroed(size, sizeof(uint32_t)), .mask = size - 1};
    for (uint32_t i = 1; i < b->pending.n; i++) index_put(index, b, i);
}

// The record of that kind and name: at top level (top 0) the project's own first, then one in `unit` if that is not 0; else the first.
static uint32_t index_find(const PendingIndex *index, const ModelBuild *b, uint32_t top, NameId name, KindId kind, uint32_t unit, bool any_unit) {
    uint32_t found = 0;
    for (uint32_t slot = slot_of(index, top, name); index->slots[slot]; slot = (slot + 1) & index->mask) {
        uint32_t i = index->slots[slot];
        const Pending *p = &b->pending.at[i];
        if (p->name != name || top_key(b, i) != top) continue;
        if (kind && !schema_is_a(b->schema, p->kind, kind)) continue;
        if (top || p->unit == unit) return i;
        if (any_unit && !found) found = i;
    }
    return found;
}

// Splits the unit's path off; what is left stands in *rest.
static uint32_t unit_of(const ModelBuild *b, Str path, Str *rest) {
    uint32_t best = 0;
    *rest = path;
    for (uint32_t u = 1; u < b->m->units.n; u++) {
        Str unit = b->m->units.at[u].path;
        if (!unit.len || unit.len <= (best ? b->m->units.at[best].path.len : 0) || !str_starts(path, unit)) continue;
        if (path.len > unit.len && path.at[unit.len] != '/') continue;
        best = u;
        uint32_t slash = unit.len;
        while (slash && unit.at[slash - 1] != '/') slash--;
        *rest = path.len > unit.len ? str_part(path, unit.len + 1, path.len) : str_part(unit, slash, unit.len);
    }
    return best;
}

// Steps from `at` (0: top level) along the names in `rest`.
static uint32_t walk(const PendingIndex *index, const ModelBuild *b, uint32_t at, Str rest, KindId kind, uint32_t unit) {
    for (uint32_t from = 0; from <= rest.len;) {
        uint32_t to = str_find(rest, '/', from);
        NameId name = names_find(b->names, str_part(rest, from, to));
        bool last = to == rest.len;
        at = name ? index_find(index, b, at ? top_of(b, at) : 0, name, last ? kind : 0, unit, !unit) : 0;
        if (!at) return 0;
        from = to + 1;
    }
    return at;
}

static uint32_t target_find(const PendingIndex *index, const ModelBuild *b, Str path, KindId kind) {
    Str rest, own;
    uint32_t unit = unit_of(b, path, &rest), found = walk(index, b, 0, rest, kind, unit);
    if (found || !unit) return found;
    unit_of(b, b->m->units.at[unit].path, &own); // a record inside the one that has the unit's own path
    uint32_t record = walk(index, b, 0, own, 0, unit);
    return record ? walk(index, b, record, rest, kind, unit) : 0;
}

static void body_merge(ModelBuild *b, PendingIndex *index, uint32_t input, NodeId body, uint32_t target);

// A nested record in an extension: adds to the one of that name, or is a new one.
static void nested_merge(ModelBuild *b, PendingIndex *index, uint32_t input, NodeId record, uint32_t target, FieldId via) {
    const Tree *tree = b->inputs[input].tree;
    NodeId id = tree_child(tree, record);
    NodeKind kind = id ? tree_kind(tree, id) : NODE_NONE;
    uint32_t there = 0;
    if (kind == NODE_WORD || kind == NODE_NUMBER || kind == NODE_DATE) {
        there = index_find(index, b, top_of(b, target), word_of(b, input, id), b->schema->fields.at[via].element, 0, false);
    }
    if (there) {
        NodeId body = tree_find(tree, record, NODE_BODY);
        vec_push(&b->extensions, (ExtensionBody){there, input, body, record});
        if (body) body_merge(b, index, input, body, there);
        return;
    }
    uint32_t before = b->pending.n;
    rows_add_nested(b, input, record, target, via);
    if ((index->used + b->pending.n - before) * 2 > index->mask) index_make(index, b);
    else
        for (uint32_t i = before; i < b->pending.n; i++) index_put(index, b, i);
}

static void body_merge(ModelBuild *b, PendingIndex *index, uint32_t input, NodeId body, uint32_t target) {
    const Tree *tree = b->inputs[input].tree;
    for (NodeId n = tree_child(tree, body); n; n = tree_next(tree, n)) {
        if (tree_kind(tree, n) != NODE_RECORD) continue;
        FieldId f = field_of(b, b->pending.at[target].kind, word_of(b, input, n));
        const Field *field = &b->schema->fields.at[f];
        if (f && field->sort == FIELD_CONTAINED && !field->is_map) nested_merge(b, index, input, n, target, f);
        else rows_collect_one(b, input, n, target);
    }
}

// What is said of a record under a misspelt name is lost: of the record that was probably meant, no more is known than is written there.
static void target_unknown(ModelBuild *b, uint32_t input, NodeId id, KindId kind) {
    if (b->m->units.at[0].gap) return; // a unit that the project still has to name may have it
    Str text = node_text(b, input, id), what = names_text(b->names, b->schema->kinds.at[kind].name);
    Diagnostic *said = diag_unknown_reference(b->sink, node_span(b, input, id), what, text);
    uint32_t from = text.len;
    while (from && text.at[from - 1] != '/') from--;
    Suggestion suggestion = {.wanted = str_part(text, from, text.len)};
    for (uint32_t i = 1; i < b->pending.n && b->offers; i++, b->offers--) {
        const Pending *p = &b->pending.at[i];
        if (!p->parent && p->name && schema_is_a(b->schema, p->kind, kind)) suggest_offer(&suggestion, names_text(b->names, p->name), i);
    }
    if (!suggestion.best.at) return;
    vec_push(&b->unclear, (Unclear){suggestion.payload, 0});
    Arena *arena = diagnostics_arena(b->sink);
    Str unit = b->m->units.at[b->pending.at[suggestion.payload].unit].path, name = suggestion.best;
    if (unit.len && !str_ends(unit, name)) name = arena_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(unit), STR_ARG(name));
    else if (unit.len) name = unit; // the unit has the record's name
    diag_help(b->sink, said,
              arena_printf(arena, "%s with a similar name exists: `" STR_FMT "`", schema_kind_words(b->schema, kind, arena).at, STR_ARG(name)));
}

static void extension_collect(ModelBuild *b, PendingIndex *index, uint32_t input, NodeId record) {
    const Tree *tree = b->inputs[input].tree;
    NodeId id = tree_child(tree, record), body = tree_find(tree, record, NODE_BODY);
    NameId word = word_of(b, input, record);
    KindId kind = schema_kind(b->schema, word);
    if (!kind) {
        diag_unknown_kind(b->sink, word_span(b, input, record), names_text(b->names, word));
        uint32_t meant = id && id != body ? target_find(index, b, node_text(b, input, id), 0) : 0;
        if (meant) vec_push(&b->unclear, (Unclear){meant, 0});
        return;
    }
    if (!id || id == body) {
        diag_missing_id(b->sink, word_span(b, input, record), names_text(b->names, b->schema->kinds.at[kind].name));
        return;
    }
    uint32_t target = target_find(index, b, node_text(b, input, id), kind);
    if (!target) {
        target_unknown(b, input, id, kind);
        return;
    }
    vec_push(&b->extensions, (ExtensionBody){target, input, body, record});
    if (body) body_merge(b, index, input, body, target);
}

void extensions_collect(ModelBuild *b) {
    PendingIndex index = {0};
    for (uint32_t input = 0; input < b->input_count; input++) {
        const Tree *tree = b->inputs[input].tree;
        for (uint32_t i = 0; i < tree->top.n; i++) {
            if (tree_kind(tree, tree->top.at[i]) != NODE_EXTEND) continue;
            if (!index.slots) index_make(&index, b);
            extension_collect(b, &index, input, tree_child(tree, tree->top.at[i]));
        }
    }
    mem_free(index.slots);
}
