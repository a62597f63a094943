// Which records there are, and the number of each: the rows of a kind and its subkinds are neighbours, in the order of the source.
#include <stdlib.h>

#include "diag/catalogue.h"
#include "model/build.h"

FieldId field_find(ModelBuild *b, KindId kind, NameId name, uint32_t slot) {
    b->field_cache_key[slot] = (uint64_t)kind << 32 | name;
    return b->field_cache[slot] = schema_field(b->schema, kind, name);
}

// ---- Records that are left out

void rows_kind_lost(ModelBuild *b, KindId kind) {
    if (kind == KIND_ANY) memset(b->m->kind_lost + 1, 1, b->schema->kinds.n - 1); // it may have been one of any kind
    if (b->m->kind_lost[kind]) return;
    b->m->kind_lost[kind] = 1;
    for (KindId super = b->schema->kinds.at[kind].super; super; super = b->schema->kinds.at[super].super) b->m->kind_lost[super] = 1;
    for (KindId inner = 1; inner < b->schema->kinds.n; inner++) { // it may have held records of these
        if (!b->m->kind_lost[inner] && schema_may_contain(b->schema, kind, inner)) rows_kind_lost(b, inner);
    }
}

static bool is_id(NodeKind kind) {
    return kind == NODE_WORD || kind == NODE_PATH || kind == NODE_NUMBER || kind == NODE_DATE;
}

void rows_lost(ModelBuild *b, uint32_t input, NodeId record, KindId kind) {
    const Tree *tree = b->inputs[input].tree;
    if (kind) rows_kind_lost(b, kind);
    for (NodeId n = tree_child(tree, record); n; n = tree_next(tree, n)) {
        if (is_id(tree_kind(tree, n))) vec_push(&b->lost_names, word_of(b, input, n));
        if (tree_kind(tree, n) != NODE_BODY) continue;
        for (NodeId inner = tree_child(tree, n); inner; inner = tree_next(tree, inner)) {
            if (tree_kind(tree, inner) == NODE_RECORD) rows_lost(b, input, inner, 0);
        }
    }
}

// ---- Headers

static uint32_t pending_add(ModelBuild *b, const Pending *pending) {
    vec_push(&b->pending, *pending);
    return b->pending.n - 1;
}

// The parts of a record's header.
typedef struct {
    NodeId first_id, second_id, on, title, body;
    NodeId error; // an id or title that was not understood, and was reported
} Header;

static Header header_of(const Tree *tree, NodeId record) {
    Header h = {0};
    for (NodeId n = tree_child(tree, record); n; n = tree_next(tree, n)) {
        NodeKind kind = tree_kind(tree, n);
        if (kind == NODE_ON) h.on = n;
        else if (kind == NODE_BODY) h.body = n;
        else if (kind == NODE_ERROR) h.error = n;
        else if (!is_id(kind)) h.title = n;
        else if (!h.first_id) h.first_id = n;
        else if (!h.second_id) h.second_id = n;
    }
    return h;
}

static Str kind_name(const ModelBuild *b, KindId kind) {
    return names_text(b->names, b->schema->kinds.at[kind].name);
}

// What every record of a kind that is not about others must keep to: one id at most, none with a slash, no `on`.
static void header_check(ModelBuild *b, uint32_t input, const Header *h, KindId kind) {
    const Tree *tree = b->inputs[input].tree;
    if (h->second_id) diag_several_ids(b->sink, node_span(b, input, h->second_id), schema_kind_words(b->schema, kind, diagnostics_arena(b->sink)));
    if (h->first_id && tree_kind(tree, h->first_id) == NODE_PATH) {
        diag_slash_in_id(b->sink, node_span(b, input, h->first_id), node_text(b, input, h->first_id));
    }
    if (h->on && b->schema->kinds.at[kind].name != b->k.kind_waive) {
        diag_on_not_here(b->sink, word_span(b, input, h->on), kind_name(b, kind));
    }
}

static NameId header_name(ModelBuild *b, uint32_t input, const Header *h) {
    if (!h->first_id || tree_kind(b->inputs[input].tree, h->first_id) == NODE_PATH) return 0;
    return word_of(b, input, h->first_id);
}

static uint8_t header_flags(const ModelBuild *b, uint32_t input, const Header *h) {
    const ModelInput *in = &b->inputs[input];
    uint8_t flags = in->unit ? ROW_LIBRARY : 0;
    if (h->title && tree_kind(in->tree, h->title) == NODE_TODO) flags |= ROW_TITLE_TODO;
    return flags;
}

// ---- Nested records

static void nested_unknown(ModelBuild *b, uint32_t input, NodeId record, uint32_t parent) {
    KindId outer = b->pending.at[parent].kind;
    Str word = names_text(b->names, word_of(b, input, record));
    KindId kind = schema_kind(b->schema, word_of(b, input, record));
    Str in = schema_kind_words(b->schema, outer, diagnostics_arena(b->sink));
    rows_lost(b, input, record, kind);
    if (kind && b->schema->kinds.at[kind].broken) return;
    if (kind) {
        diag_misplaced_record(b->sink, word_span(b, input, record), schema_kind_words(b->schema, kind, diagnostics_arena(b->sink)), in);
        return;
    }
    Diagnostic *said = diag_unknown_block(b->sink, word_span(b, input, record), in, word);
    Suggestion suggestion = {.wanted = word};
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        const Field *field = &b->schema->fields.at[f];
        if ((field->sort == FIELD_CONTAINED || type_has(field->type, BASE_RATING)) && schema_is_a(b->schema, outer, field->kind)) {
            if (!near_offer(b, &suggestion, field->name, f)) break;
            if (suggest_near(&suggestion, names_text(b->names, field->name))) vec_push(&b->unclear, (Unclear){parent, f});
        }
    }
    if (!suggestion.best.at) {
        vec_push(&b->unclear, (Unclear){parent, 0});
        return;
    }
    rows_kind_lost(b, b->schema->fields.at[suggestion.payload].element ? b->schema->fields.at[suggestion.payload].element : outer);
    near_help(b, said, word_span(b, input, record), STR("a block"), suggestion.best);
}

static void map_collect(ModelBuild *b, uint32_t input, NodeId record, uint32_t parent, FieldId via) {
    const Tree *tree = b->inputs[input].tree;
    Header h = header_of(tree, record);
    NodeId extra = h.first_id ? h.first_id : h.title;
    if (extra) diag_map_with_header(b->sink, node_span(b, input, extra), names_text(b->names, word_of(b, input, record)));
    const Pending *outer = &b->pending.at[parent];
    Pending entry = {.kind = b->schema->fields.at[via].element,
                     .parent = parent,
                     .unit = outer->unit,
                     .via = via,
                     .input = input,
                     .flags = b->inputs[input].unit ? ROW_LIBRARY : 0,
                     .copy = outer->copy};
    for (NodeId n = h.body ? tree_child(tree, h.body) : 0; n; n = tree_next(tree, n)) {
        if (tree_kind(tree, n) == NODE_FIELD) {
            entry.node = n;
            pending_add(b, &entry);
        } else {
            diag_record_in_map(b->sink, word_span(b, input, n), names_text(b->names, word_of(b, input, record)));
        }
    }
}

uint32_t rows_add_nested(ModelBuild *b, uint32_t input, NodeId node, uint32_t parent, FieldId via) {
    const Field *field = &b->schema->fields.at[via];
    const Pending *outer = &b->pending.at[parent];
    Header h = header_of(b->inputs[input].tree, node);
    Pending inner = {.kind = field->element,
                     .parent = parent,
                     .node = node,
                     .id = h.first_id,
                     .name = header_name(b, input, &h),
                     .unit = outer->unit,
                     .via = via,
                     .input = input,
                     .flags = header_flags(b, input, &h),
                     .copy = outer->copy};
    if (!inner.copy) header_check(b, input, &h, field->element);
    uint32_t index = pending_add(b, &inner);
    if (h.body) rows_collect_body(b, input, h.body, index);
    return index;
}

void rows_collect_one(ModelBuild *b, uint32_t input, NodeId record, uint32_t parent) {
    KindId kind = b->pending.at[parent].kind;
    FieldId f = field_of(b, kind, word_of(b, input, record));
    const Field *field = &b->schema->fields.at[f];
    if (f && field->is_map) map_collect(b, input, record, parent, f);
    else if (f && field->sort == FIELD_CONTAINED) rows_add_nested(b, input, record, parent, f);
    else if (f && field->sort == FIELD_STORED) return; // a rating in long form, or a mistake: fields.c
    else if (!b->pending.at[parent].copy) nested_unknown(b, input, record, parent);
}

void rows_collect_body(ModelBuild *b, uint32_t input, NodeId body, uint32_t parent) {
    const Tree *tree = b->inputs[input].tree;
    for (NodeId n = tree_child(tree, body); n; n = tree_next(tree, n)) {
        if (tree_kind(tree, n) == NODE_RECORD) rows_collect_one(b, input, n, parent);
    }
}

// ---- Records at top level

static void top_unknown(ModelBuild *b, uint32_t input, NodeId record) {
    Str word = names_text(b->names, word_of(b, input, record));
    if (b->schema->lost.blind || lost_has(&b->schema->lost, word_of(b, input, record))) {
        rows_lost(b, input, record, KIND_ANY);
        return;
    }
    Diagnostic *said = diag_unknown_kind(b->sink, word_span(b, input, record), word);
    Suggestion suggestion = {.wanted = word};
    for (KindId k = 1; k < b->schema->kinds.n; k++) {
        if (!near_offer(b, &suggestion, b->schema->kinds.at[k].name, k)) break;
    }
    rows_lost(b, input, record, suggestion.best.at ? suggestion.payload : KIND_ANY);
    near_help(b, said, word_span(b, input, record), STR("a kind"), suggestion.best);
}

static bool may_stand_alone(const Schema *s, KindId id) {
    const Kind *kind = &s->kinds.at[id];
    for (uint32_t i = 0; i < kind->in_count; i++) {
        if (kind->in[i] == KIND_ANY) return true;
    }
    return !kind->in_count;
}

static void not_at_top(ModelBuild *b, uint32_t input, NodeId record, KindId kind) {
    Arena *arena = diagnostics_arena(b->sink);
    Type containers = {.bases = BASE_BIT(BASE_RECORD), .kinds = b->schema->kinds.at[kind].in, .kind_count = b->schema->kinds.at[kind].in_count};
    diag_not_at_top(b->sink, word_span(b, input, record), schema_kind_words(b->schema, kind, arena), schema_type_words(b->schema, containers, arena));
    rows_lost(b, input, record, kind);
}

// Many ids with one large body would make a small file a large model.
static bool copy_affordable(ModelBuild *b, uint32_t nodes) {
    if (nodes > b->copies) b->copies = 0;
    else b->copies -= nodes;
    return !nodes || b->copies > 0;
}

// One record for each id of the header, all with the same body.
static void about_collect(ModelBuild *b, uint32_t input, NodeId record, KindId kind, const Header *h) {
    const Tree *tree = b->inputs[input].tree;
    if (!h->first_id && h->error) {
        rows_lost(b, input, record, kind);
        return;
    }
    if (!h->first_id) {
        diag_about_nothing(b->sink, word_span(b, input, record), kind_name(b, kind),
                           schema_kind_words(b->schema, b->schema->kinds.at[kind].about, diagnostics_arena(b->sink)));
        rows_lost(b, input, record, kind);
        return;
    }
    Pending pending = {.kind = kind, .node = record, .unit = b->inputs[input].unit, .input = input, .flags = header_flags(b, input, h)};
    uint32_t nodes = h->body ? tree_behind(tree, h->body) - h->body : 0;
    for (NodeId id = tree_child(tree, record); id && is_id(tree_kind(tree, id)); id = tree_next(tree, id)) {
        pending.id = id;
        uint32_t index = pending_add(b, &pending);
        if (h->body && !pending.bare) rows_collect_body(b, input, h->body, index);
        pending.copy = true;
        pending.bare = !copy_affordable(b, nodes);
        if (pending.bare) pending.flags |= ROW_POISON;
    }
}

// Relations are filled by the compiler: nobody writes them.
static bool is_relation(const ModelBuild *b, KindId kind) {
    NameId name = b->schema->kinds.at[kind].name;
    return name == b->k.kind_diagnostic || name == b->k.kind_difference;
}

static void top_collect(ModelBuild *b, uint32_t input, NodeId record) {
    KindId kind = schema_kind(b->schema, word_of(b, input, record));
    if (kind <= KIND_ANY || is_relation(b, kind)) {
        top_unknown(b, input, record);
        return;
    }
    if (b->schema->kinds.at[kind].broken) {
        rows_lost(b, input, record, kind);
        return;
    }
    if (!may_stand_alone(b->schema, kind)) {
        not_at_top(b, input, record, kind);
        return;
    }
    Header h = header_of(b->inputs[input].tree, record);
    if (b->schema->kinds.at[kind].about) {
        if (h.on && b->schema->kinds.at[kind].name != b->k.kind_waive) diag_on_not_here(b->sink, word_span(b, input, h.on), kind_name(b, kind));
        about_collect(b, input, record, kind, &h);
        return;
    }
    header_check(b, input, &h, kind);
    if (h.error && !h.first_id) {
        vec_push(&b->lost_names, names_intern(b->names, node_text(b, input, h.error)));
    } else if (!h.first_id && !b->schema->kinds.at[kind].single && !b->schema->kinds.at[kind].in_count) {
        diag_missing_id(b->sink, word_span(b, input, record), names_text(b->names, b->schema->kinds.at[kind].name));
    }
    Pending pending = {.kind = kind,
                       .node = record,
                       .id = h.first_id,
                       .name = header_name(b, input, &h),
                       .unit = b->inputs[input].unit,
                       .input = input,
                       .flags = header_flags(b, input, &h)};
    uint32_t index = pending_add(b, &pending);
    if (h.body) rows_collect_body(b, input, h.body, index);
}

static void rule_collect(ModelBuild *b, uint32_t input, NodeId rule) {
    NodeId word = tree_child(b->inputs[input].tree, rule);
    Pending pending = {.kind = schema_kind(b->schema, b->k.kind_rule),
                       .node = rule,
                       .id = word,
                       .name = names_intern(b->names, node_text(b, input, word)),
                       .unit = b->inputs[input].unit,
                       .input = input,
                       .flags = b->inputs[input].unit ? ROW_LIBRARY : 0};
    pending_add(b, &pending);
}

// What the parser could not make sense of: any word of it that names a kind may have been the kind of a record.
static void losses_note(ModelBuild *b) {
    const LostWords *lost = &b->schema->lost;
    bool known = false;
    for (uint32_t i = 0; i < lost->count; i++) {
        KindId kind = schema_kind(b->schema, lost->names[i]);
        if (kind) rows_kind_lost(b, kind);
        known = known || kind;
    }
    if (lost->blind || (lost->count && !known)) rows_kind_lost(b, KIND_ANY);
}

static int name_cmp(const void *x, const void *y) {
    NameId a = *(const NameId *)x, b = *(const NameId *)y;
    return a < b ? -1 : a > b;
}

bool rows_name_lost(const ModelBuild *b, NameId name) {
    return lost_has(&b->schema->lost, name) || (b->lost_names.n && bsearch(&name, b->lost_names.at, b->lost_names.n, sizeof name, name_cmp) != NULL);
}

void rows_collect(ModelBuild *b) {
    b->field_cache = ARENA_ARRAY(b->scratch, FieldId, 1u << FIELD_CACHE_BITS);
    b->field_cache_key = ARENA_ARRAY(b->scratch, uint64_t, 1u << FIELD_CACHE_BITS);
    uint32_t declared = 0;
    for (uint32_t input = 0; input < b->input_count; input++) declared += b->inputs[input].tree->top.n;
    vec_reserve(&b->pending, declared + 1);
    vec_extend(&b->pending, 1);
    losses_note(b);
    for (uint32_t input = 0; input < b->input_count; input++) {
        const Tree *tree = b->inputs[input].tree;
        words_read(b, input, WORDS_OF_HEADS);
        for (uint32_t i = 0; i < tree->top.n; i++) {
            NodeId node = tree->top.at[i];
            if (tree_kind(tree, node) == NODE_RECORD) top_collect(b, input, node);
            else if (tree_kind(tree, node) == NODE_RULE) rule_collect(b, input, node);
        }
    }
    extensions_collect(b);
    if (b->lost_names.n) qsort(b->lost_names.at, b->lost_names.n, sizeof *b->lost_names.at, name_cmp);
}

// ---- Numbers

// From the count of each kind's own records to the first row of each kind; kinds stand in preorder, so a kind's range holds its subkinds'.
static void ranges_reckon(Model *m, const uint32_t *own) {
    Row next = 1;
    for (KindId k = 1; k < m->schema->kinds.n; k++) {
        m->kind_first[k] = next;
        next += own[k];
    }
    for (KindId k = 1; k < m->schema->kinds.n; k++) {
        KindId last = m->schema->kinds.at[k].last;
        m->kind_end[k] = m->kind_first[last] + own[last];
    }
}

void rows_number(ModelBuild *b) {
    Model *m = b->m;
    uint32_t kinds = b->schema->kinds.n;
    uint32_t *own = ARENA_ARRAY(b->scratch, uint32_t, kinds);
    for (uint32_t i = 1; i < b->pending.n; i++) own[b->pending.at[i].kind]++;
    ranges_reckon(m, own);
    Row *next = ARENA_ARRAY(b->scratch, Row, kinds);
    memcpy(next, m->kind_first, kinds * sizeof *next);
    b->row_of = mem_alloc(b->pending.n * sizeof *b->row_of);
    b->row_of[0] = 0;
    for (uint32_t i = 1; i < b->pending.n; i++) b->row_of[i] = next[b->pending.at[i].kind]++;
    for (uint32_t i = 0; i < b->unclear.n; i++) b->unclear.at[i].row = b->row_of[b->unclear.at[i].row];
    m->row_count = b->pending.n - 1;
    rows_reserve(m, m->row_count + 1);
    for (uint32_t i = 1; i < b->pending.n; i++) {
        const Pending *p = &b->pending.at[i];
        Row row = b->row_of[i];
        m->kind[row] = p->kind;
        m->name[row] = p->name;
        m->parent[row] = b->row_of[p->parent];
        m->unit[row] = p->unit;
        m->node[row] = (NodeRef){b->inputs[p->input].tree, p->node};
        m->flags[row] = p->flags;
    }
}
