// Defaults: what a field holds where a record says nothing. A default is a literal, or a path of stored fields from `project`.
#include "diag/catalogue.h"
#include "model/build.h"

typedef VEC(Value) Values;

// What a default comes to; it does not depend on the record.
typedef struct {
    Values values;
    Base base;
    bool unsupported;
    bool unknown; // what it leads through is a mistake, or a todo
} Default;

static uint32_t input_of(const ModelBuild *b, const Tree *tree) {
    uint32_t input = 0;
    while (input < b->input_count && b->inputs[input].tree != tree) input++;
    return input;
}

static void walk(ModelBuild *b, uint32_t input, NodeId node, Default *d);

// The values of field `name` of all records found so far.
static void walk_field(ModelBuild *b, NameId name, Default *d) {
    Values from = d->values;
    d->values = (Values){0};
    for (uint32_t i = 0; i < from.n && d->base == BASE_RECORD; i++) {
        FieldId field = schema_field(b->schema, b->m->kind[from.at[i]], name);
        const Field *f = &b->schema->fields.at[field];
        if (!field || f->sort != FIELD_STORED || type_only_base(f->type) == BASE_COUNT) {
            d->unsupported = true;
            continue;
        }
        column_finish(b, field);
        uint32_t count;
        uint8_t state;
        uint32_t start = column_values(&b->m->columns[field], (Row)from.at[i], &count, &state);
        d->unknown |= (state & STATE_UNKNOWN) != 0;
        for (uint32_t v = 0; v < count; v++) vec_push(&d->values, b->m->columns[field].value[start + v]);
        if (i + 1 == from.n) d->base = type_only_base(f->type);
    }
    vec_free(&from);
}

static void walk(ModelBuild *b, uint32_t input, NodeId node, Default *d) {
    const Tree *tree = b->inputs[input].tree;
    NodeId child = tree_child(tree, node);
    switch (tree_kind(tree, node)) {
    case NODE_WORD:
        if (names_intern(b->names, node_text(b, input, node)) != b->k.kind_project) {
            d->unsupported = true;
            return;
        }
        d->base = BASE_RECORD;
        if (b->m->project) vec_push(&d->values, b->m->project);
        return;
    case NODE_DOT:
        walk(b, input, child, d);
        if (!d->unsupported) walk_field(b, names_intern(b->names, node_text(b, input, tree_next(tree, child))), d);
        return;
    case NODE_CALL:
        if (!str_eq(node_text(b, input, node), STR("first")) || !child || tree_next(tree, child)) break;
        walk(b, input, child, d);
        if (d->values.n > 1) d->values.n = 1;
        return;
    default: break;
    }
    d->unsupported = true;
}

static bool is_literal(NodeKind kind) {
    return kind <= NODE_RANGE && kind != NODE_TODO;
}

static Default default_reckon(ModelBuild *b, FieldId field, const Tree *tree, NodeId expr) {
    Default d = {.base = BASE_COUNT};
    uint32_t input = input_of(b, tree);
    const Field *f = &b->schema->fields.at[field];
    Reading r = {.field = field, .input = input, .tree = tree, .unit = b->inputs[input].unit};
    Value value;
    bool is_project = tree_kind(tree, expr) == NODE_WORD && type_has(f->type, BASE_RECORD);
    if (is_literal(tree_kind(tree, expr)) && !is_project) {
        if (words_value(b, &r, &f->type, expr, &value, &d.base)) vec_push(&d.values, value);
        return d;
    }
    walk(b, input, expr, &d);
    if (d.unsupported) {
        diag_unsupported_default(b->sink, node_span(b, input, expr), names_text(b->names, f->name));
        d.values.n = 0;
    }
    return d;
}

static bool fits(const ModelBuild *b, const Type *type, const Default *d, Value value) {
    return d->base < BASE_COUNT && type_has(*type, d->base) && (d->base != BASE_RECORD || type_takes(b->m, type, (Row)value));
}

// The rows of exactly this kind.
static Row own_end(const Model *m, KindId kind) {
    return kind < m->schema->kinds.at[kind].last ? m->kind_first[kind + 1] : m->kind_end[kind];
}

static void fill(ModelBuild *b, FieldId field, KindId kind, const Default *d) {
    const Type *type = field_type(b, field);
    Row end = own_end(b->m, kind);
    for (uint32_t v = 0; v < d->values.n; v++) {
        if (!fits(b, type, d, d->values.at[v])) return;
    }
    if (b->m->kind_first[kind] == end || (!d->values.n && !d->unknown)) return;
    ColumnDraft *c = column_draft(b, field);
    uint32_t count = c->many ? d->values.n : 1;
    for (Row row = b->m->kind_first[kind]; row < end; row++) {
        if (c->state[row - c->first] != STATE_ABSENT) continue;
        if (d->unknown) column_mark_unknown(b, field, row);
        for (uint32_t v = 0; !d->unknown && v < count; v++) draft_put(b, c, row, d->values.at[v], d->base, 0);
    }
}

static void defaults_of(ModelBuild *b, FieldId field) {
    const Field *f = &b->schema->fields.at[field];
    const Tree *before = NULL;
    NodeId before_expr = 0;
    Default d = {0};
    for (KindId k = f->kind; k <= b->schema->kinds.at[f->kind].last; k++) {
        const Tree *tree;
        NodeId expr = schema_default(b->schema, k, field, &tree);
        if (expr && (tree != before || expr != before_expr)) {
            vec_free(&d.values);
            d = default_reckon(b, field, tree, expr);
            before = tree;
            before_expr = expr;
        }
        if (expr) fill(b, field, k, &d);
    }
    vec_free(&d.values);
}

void defaults_fill(ModelBuild *b) {
    const Schema *s = b->schema;
    uint8_t *has = ARENA_ARRAY(b->scratch, uint8_t, s->fields.n);
    for (FieldId f = 1; f < s->fields.n; f++) has[f] = s->fields.at[f].default_expr != 0;
    for (uint32_t i = 0; i < s->overrides.n; i++) has[s->overrides.at[i].field] |= s->overrides.at[i].expr != 0;
    for (FieldId f = 1; f < s->fields.n; f++) {
        if (has[f] && s->fields.at[f].sort == FIELD_STORED && field_type(b, f)->bases) defaults_of(b, f);
    }
}
