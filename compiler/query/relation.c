// The relation `diagnostic`: what the rules found, as records that coverage and tables may read.
#include "query/compile.h"

// Columns with one slot a record.
static void single_column(Program *p, KindId kind, NameId name, const Value *value, const uint8_t *state) {
    Model *m = p->model;
    FieldId field = schema_field(m->schema, kind, name);
    if (field == 0) return;
    m->columns[field] = (Column){.first = m->kind_first[kind], .count = m->kind_end[kind] - m->kind_first[kind], .value = value, .state = state};
}

static void list_column(Program *p, KindId kind, NameId name, const uint32_t *start, const Value *value, const uint8_t *state) {
    single_column(p, kind, name, value, state);
    FieldId field = schema_field(p->model->schema, kind, name);
    if (field) p->model->columns[field].start = start;
}

static uint32_t speaking(const Program *p) {
    uint32_t n = 0;
    for (uint32_t f = 0; f < p->findings.n; f++) n += !p->findings.at[f].silent;
    return n;
}

typedef struct {
    uint32_t n;
    Value *rule, *level, *message, *waived;
    uint8_t *set;
    uint32_t *records_start, *enforces_start;
    VEC(Value) records;
    VEC(Value) enforces;
} Relation;

static Relation relation_new(Arena *a, uint32_t n) {
    Relation r = {.n = n, .rule = ARENA_ARRAY(a, Value, n), .level = ARENA_ARRAY(a, Value, n), .message = ARENA_ARRAY(a, Value, n),
                  .waived = ARENA_ARRAY(a, Value, n), .set = ARENA_ARRAY(a, uint8_t, n)};
    r.records_start = ARENA_ARRAY(a, uint32_t, (size_t)n + 1);
    r.enforces_start = ARENA_ARRAY(a, uint32_t, (size_t)n + 1);
    if (n) memset(r.set, STATE_SET, n);
    return r;
}

static void add_row(Program *p, Relation *r, uint32_t i, const Finding *f) {
    Model *m = p->model;
    const Rule *rule = &p->rules.at[f->rule];
    r->rule[i] = rule->row;
    r->level[i] = names_intern(m->names, str_of(level_name(f->level == LEVEL_FORBID ? LEVEL_ERROR : f->level)));
    r->message[i] = model_make_text(m->arena, f->message);
    r->waived[i] = f->waived ? m->known.yes : m->known.no;
    for (uint32_t b = 0; b < f->bound_count; b++) vec_push(&r->records, f->bound[b]);
    for (uint32_t e = 0; e < rule->clauses.enforces_count; e++) vec_push(&r->enforces, rule->clauses.enforces[e]);
    r->records_start[i + 1] = r->records.n;
    r->enforces_start[i + 1] = r->enforces.n;
}

static const uint8_t *states(Arena *a, const uint32_t *start, uint32_t n) {
    uint8_t *state = ARENA_ARRAY(a, uint8_t, n);
    for (uint32_t i = 0; i < n; i++) state[i] = start[i + 1] > start[i] ? STATE_SET : STATE_ABSENT;
    return state;
}

static const Value *kept(Arena *a, const Value *from, uint32_t n) {
    Value *to = ARENA_ARRAY(a, Value, n);
    if (n) memcpy(to, from, n * sizeof *to);
    return to;
}

void relation_fill(Program *p) {
    Model *m = p->model;
    KindId kind = schema_kind(m->schema, m->known.kind_diagnostic);
    if (kind == 0) return;
    uint32_t n = speaking(p), i = 0;
    model_add_diagnostics(m, n);
    Relation r = relation_new(m->arena, n);
    for (uint32_t f = 0; f < p->findings.n; f++)
        if (!p->findings.at[f].silent) add_row(p, &r, i++, &p->findings.at[f]);
    single_column(p, kind, m->known.rule_field, r.rule, r.set);
    single_column(p, kind, m->known.level_field, r.level, r.set);
    single_column(p, kind, m->known.message, r.message, r.set);
    single_column(p, kind, m->known.waived, r.waived, r.set);
    list_column(p, kind, m->known.records, r.records_start, kept(m->arena, r.records.at, r.records.n), states(m->arena, r.records_start, n));
    list_column(p, kind, m->known.enforces, r.enforces_start, kept(m->arena, r.enforces.at, r.enforces.n), states(m->arena, r.enforces_start, n));
    vec_free(&r.records);
    vec_free(&r.enforces);
}
