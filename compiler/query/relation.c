// What the compiler fills, as records that tables and coverage may read: the relation `diagnostic`, what the rules found; `enforces` of rules, what they
// watch over; and the relation `difference`, what changed from one snapshot to another.
#include "base/hash.h"
#include "query/compile.h"
#include "query/differences.h"

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
    Relation r = {.n = n,
                  .rule = ARENA_ARRAY(a, Value, n),
                  .level = ARENA_ARRAY(a, Value, n),
                  .message = ARENA_ARRAY(a, Value, n),
                  .waived = ARENA_ARRAY(a, Value, n),
                  .set = ARENA_ARRAY(a, uint8_t, n)};
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

// What each rule enforces, for tables that show by what a demand is watched.
static void fill_rules(Program *p) {
    Model *m = p->model;
    KindId kind = schema_kind(m->schema, m->known.kind_rule);
    if (kind == 0 || schema_field(m->schema, kind, m->known.enforces) == 0) return;
    Row first = m->kind_first[kind];
    uint32_t n = m->kind_end[kind] - first;
    const Rule **rule_of = ARENA_ARRAY(m->arena, const Rule *, n);
    for (uint32_t r = 0; r < p->rules.n; r++) {
        const Rule *rule = &p->rules.at[r];
        if (rule->row >= first && rule->row - first < n) rule_of[rule->row - first] = rule;
    }
    uint32_t *start = ARENA_ARRAY(m->arena, uint32_t, (size_t)n + 1);
    VEC(Value) enforces = {0};
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t e = 0; rule_of[i] && e < rule_of[i]->clauses.enforces_count; e++) vec_push(&enforces, rule_of[i]->clauses.enforces[e]);
        start[i + 1] = enforces.n;
    }
    list_column(p, kind, m->known.enforces, start, kept(m->arena, enforces.at, enforces.n), states(m->arena, start, n));
    vec_free(&enforces);
}

void relation_fill(Program *p) {
    Model *m = p->model;
    fill_rules(p);
    KindId kind = schema_kind(m->schema, m->known.kind_diagnostic);
    if (kind == 0) return;
    uint32_t n = speaking(p), i = 0;
    model_add_rows(m, kind, n);
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

// Of fields with one value a row: the slot of each row in place of its list.
static void spread(Model *m, Column *column, const uint32_t *start, uint32_t rows) {
    Value *value = ARENA_ARRAY(m->arena, Value, rows);
    uint8_t *base = column->base ? ARENA_ARRAY(m->arena, uint8_t, rows) : NULL;
    for (uint32_t i = 0; i < rows; i++) {
        if (start[i + 1] == start[i]) continue;
        value[i] = column->value[start[i]];
        if (base) base[i] = column->base[start[i]];
    }
    column->start = NULL;
    column->value = value;
    column->base = base;
}

// ---- difference

// Paths of the records of a snapshot, by their hash.
typedef struct {
    const Snapshot *s;
    Arena *scratch;
    uint32_t *slot; // 1 + index
    uint32_t mask;
} PathIndex;

static PathIndex path_index(const Snapshot *s, Arena *arena) {
    uint32_t size = 16;
    while (size / 2 < s->record_count && size < (UINT32_C(1) << 31)) size *= 2;
    PathIndex index = {s, arena, ARENA_ARRAY(arena, uint32_t, size), size - 1};
    for (uint32_t i = 0; i < s->record_count; i++) {
        Str path = snap_path(s, &s->records[i], arena);
        uint32_t at = (uint32_t)hash_bytes(0, path.at, path.len) & index.mask;
        while (index.slot[at] != 0) at = (at + 1) & index.mask;
        index.slot[at] = i + 1;
    }
    return index;
}

static Row row_at(const PathIndex *index, Str path) {
    for (uint32_t at = (uint32_t)hash_bytes(0, path.at, path.len) & index->mask; index->slot[at] != 0; at = (at + 1) & index->mask)
        if (str_eq(snap_path(index->s, &index->s->records[index->slot[at] - 1], index->scratch), path))
            return index->s->records[index->slot[at] - 1].row;
    return 0;
}

// One column in the making: a list of values for each row.
typedef struct {
    NameId name;
    uint32_t *start;
    VEC(Value) value;
    VEC(uint8_t) base;
} Filling;

enum { WHAT, SORT, RECORD, NAME, CALLED, TOP, FIELD, BEFORE, AFTER, BAND_BEFORE, BAND_AFTER, MOVED, RECKONED, RULE, LEVEL, FILLINGS };

typedef struct {
    Program *p;
    const Snapshot *after;
    PathIndex paths;
    Filling column[FILLINGS];
    uint32_t rows;
} Differing;

static void put(Differing *d, uint32_t column, Base base, Value value) {
    vec_push(&d->column[column].value, value);
    vec_push(&d->column[column].base, (uint8_t)base);
}

static void put_text(Differing *d, uint32_t column, Str text) {
    if (text.len > 0) put(d, column, BASE_TEXT, model_make_text(d->p->model->arena, arena_str(d->p->model->arena, text)));
}

static NameId name_of(Differing *d, Str text) { // what it is of may not outlive the table of names
    NameId known = names_find(d->p->model->names, text);
    return known ? known : names_intern(d->p->model->names, arena_str(d->p->model->arena, text));
}

static void put_row(Differing *d, uint32_t column, Str path) {
    Row row = path.len > 0 ? row_at(&d->paths, path) : 0;
    if (row != 0) put(d, column, BASE_RECORD, row);
}

// A record that is there stands as itself; one that is gone by its path.
static void put_values(Differing *d, uint32_t column, const SnapField *field) {
    for (uint32_t v = 0; field != NULL && v < field->count; v++) {
        const SnapValue *value = &field->values[v];
        Row row = value->record ? row_at(&d->paths, value->text) : 0;
        if (row != 0) put(d, column, BASE_RECORD, row);
        else put_text(d, column, value->text);
    }
    if (field != NULL && field->open) put_text(d, column, STR("?"));
}

static void put_band(Differing *d, uint32_t column, const SnapField *field) {
    if (field != NULL && field->count == 1) put_row(d, column, field->values[0].band);
}

static void put_sort(Differing *d, Str kind) {
    KindId id = schema_kind(d->p->model->schema, names_find(d->p->model->names, kind));
    if (id != 0) put(d, SORT, BASE_KIND, id);
}

static void row_ends(Differing *d) {
    d->rows++;
    for (uint32_t c = 0; c < FILLINGS; c++) d->column[c].start[d->rows] = d->column[c].value.n;
}

static void add_difference(Differing *d, const Difference *one) {
    const Known *k = &d->p->model->known;
    const NameId words[] = {[DIFF_ADDED] = k->added, [DIFF_REMOVED] = k->removed, [DIFF_CHANGED] = k->changed};
    put(d, WHAT, BASE_ENUM, words[one->sort]);
    put_sort(d, one->record->names->kind);
    if (one->sort != DIFF_REMOVED) put(d, RECORD, BASE_RECORD, one->record->row);
    put_text(d, NAME, one->record->names->shown);
    put_text(d, CALLED, one->record->names->title);
    put_text(d, TOP, one->top->names->shown);
    if (one->field.len > 0) put(d, FIELD, BASE_NAME, name_of(d, one->field));
    put_values(d, BEFORE, one->before);
    put_values(d, AFTER, one->after);
    put_band(d, BAND_BEFORE, one->before);
    put_band(d, BAND_AFTER, one->after);
    if (one->moved != 0) put(d, MOVED, BASE_ENUM, one->moved > 0 ? k->up : k->down);
    put(d, RECKONED, BASE_ENUM, one->reckoned ? k->yes : k->no);
    row_ends(d);
}

static Row rule_named(const Program *p, Str name) {
    for (uint32_t r = 0; r < p->rules.n; r++)
        if (str_eq(p->rules.at[r].info.name, name)) return p->rules.at[r].row;
    return 0;
}

static void add_finding_change(Differing *d, const FindingChange *one) {
    static const char *const HIDDEN[] = {[FOUND_NEW] = "", [FOUND_GONE] = "", [FOUND_UNDECIDED] = "undecided", [FOUND_WAIVED] = "waived"};
    const Model *m = d->p->model;
    const NameId what[] = {
        [FOUND_NEW] = m->known.added, [FOUND_GONE] = m->known.removed, [FOUND_UNDECIDED] = m->known.changed, [FOUND_WAIVED] = m->known.changed};
    Row rule = rule_named(d->p, one->finding->rule);
    put(d, WHAT, BASE_ENUM, what[one->sort]);
    put_sort(d, names_text(m->names, m->known.kind_diagnostic));
    put_row(d, RECORD, one->finding->record);
    put_text(d, NAME, one->finding->rule);
    put_text(d, TOP, one->finding->record);
    put_text(d, one->sort == FOUND_NEW ? AFTER : BEFORE, one->finding->message);
    put_text(d, AFTER, str_of(HIDDEN[one->sort]));
    put(d, RECKONED, BASE_ENUM, m->known.yes);
    if (rule != 0) put(d, RULE, BASE_RECORD, rule);
    put(d, LEVEL, BASE_ENUM, name_of(d, str_of(level_name(one->finding->level == LEVEL_FORBID ? LEVEL_ERROR : one->finding->level))));
    row_ends(d);
}

static void set_column(Differing *d, KindId kind, Filling *f) {
    Model *m = d->p->model;
    FieldId field = schema_field(m->schema, kind, f->name);
    if (field != 0) {
        bool one = schema_field_at(m->schema, field)->mult < MULT_MANY;
        uint8_t *base = ARENA_ARRAY(m->arena, uint8_t, f->base.n);
        if (f->base.n) memcpy(base, f->base.at, f->base.n);
        list_column(d->p, kind, f->name, f->start, kept(m->arena, f->value.at, f->value.n), states(m->arena, f->start, d->rows));
        if (type_only_base(schema_field_at(m->schema, field)->type) == BASE_COUNT) m->columns[field].base = base;
        if (one) spread(m, &m->columns[field], f->start, d->rows);
    }
    vec_free(&f->value);
    vec_free(&f->base);
}

// From a record to the rows that speak of it.
static void set_way_back(Program *p, KindId kind, uint32_t before) {
    Model *m = p->model;
    FieldId record = schema_field(m->schema, kind, m->known.record);
    FieldId back = record ? schema_field(m->schema, KIND_ANY, schema_field_at(m->schema, record)->inverse) : 0;
    if (back == 0) return;
    const Column *column = &m->columns[record];
    uint32_t *start = ARENA_ARRAY(m->arena, uint32_t, (size_t)before + 2);
    uint8_t *state = ARENA_ARRAY(m->arena, uint8_t, (size_t)before + 1);
    Value *value = ARENA_ARRAY(m->arena, Value, column->count);
    for (uint32_t i = 0; i < column->count; i++)
        if (column->state[i] & STATE_SET) start[column->value[i] + 1]++;
    for (Row r = 0; r <= before; r++) {
        state[r] = start[r + 1] > 0 ? STATE_SET : STATE_ABSENT;
        start[r + 1] += start[r];
    }
    uint32_t *next = ARENA_ARRAY(m->arena, uint32_t, (size_t)before + 2);
    memcpy(next, start, ((size_t)before + 2) * sizeof *next);
    for (uint32_t i = 0; i < column->count; i++)
        if (column->state[i] & STATE_SET) value[next[column->value[i]]++] = (Value)(column->first + i);
    m->columns[back] = (Column){.first = 1, .count = before, .start = start + 1, .value = value, .state = state + 1};
}

// What was reckoned before there were rows may have looked for them.
static void forget_reckoned(Program *p) {
    const Schema *schema = p->model->schema;
    for (FieldId f = 1; f < schema->fields.n; f++)
        if (schema->fields.at[f].sort == FIELD_RECKONED) p->reckoning.state[f] = 0;
}

void program_set_differences(Program *p, const Snapshot *after, const Differences *differences) {
    Model *m = p->model;
    const Known *k = &m->known;
    KindId kind = schema_kind(m->schema, k->kind_difference);
    if (kind == 0) return;
    model_drop_rows(m, kind);
    uint32_t before = m->row_count, rows = differences->rows.n + differences->findings.n;
    Differing d = {.p = p, .after = after, .paths = path_index(after, p->arena)};
    const NameId names[FILLINGS] = {k->what,  k->sort,        k->record,     k->name,  k->called,   k->top,        k->field,      k->before,
                                    k->after, k->band_before, k->band_after, k->moved, k->reckoned, k->rule_field, k->level_field};
    for (uint32_t c = 0; c < FILLINGS; c++) d.column[c] = (Filling){.name = names[c], .start = ARENA_ARRAY(m->arena, uint32_t, (size_t)rows + 1)};
    for (uint32_t i = 0; i < differences->rows.n; i++) add_difference(&d, &differences->rows.at[i]);
    for (uint32_t i = 0; i < differences->findings.n; i++) add_finding_change(&d, &differences->findings.at[i]);
    model_add_rows(m, kind, rows);
    for (uint32_t c = 0; c < FILLINGS; c++) set_column(&d, kind, &d.column[c]);
    set_way_back(p, kind, before);
    forget_reckoned(p);
}
