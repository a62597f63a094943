// Paths: variables, all records of a kind, steps through fields, all that is reached by a step.
#include "query/eval.h"

static Vector blank(Run *run, uint32_t n, Base only) {
    return (Vector){.n = n, .only = only, .start = ARENA_ARRAY(run->batch, uint32_t, (size_t)n + 1), .state = ARENA_ARRAY(run->batch, uint8_t, n)};
}

static Vector all_rows(Run *run, const Expr *e, const Frame *frame) {
    const Model *m = run->model;
    Builder b = builder_new(run->batch, frame->n);
    b.unique = true;
    for (uint32_t i = 0; i < frame->n; i++) {
        bool lost = false;
        for (uint32_t k = 0; k < e->type.kind_count; k++) {
            KindId kind = e->type.kinds[k];
            lost = lost || run->lost[kind];
            for (Row r = m->kind_first[kind]; r < m->kind_end[kind]; r++)
                if (!(m->flags[r] & ROW_POISON) && !m->units.at[m->unit[r]].compared) builder_value(&b, r, BASE_RECORD, 0);
        }
        builder_entry(&b, lost ? STATE_UNKNOWN : 0);
    }
    return builder_done(&b);
}

// ---- fields

static uint8_t title_value(const Model *m, Row row, Value *value) {
    NodeRef ref = m->node[row];
    if (ref.tree == NULL) return STATE_ABSENT;
    if (m->flags[row] & ROW_TITLE_TODO) return STATE_UNKNOWN;
    NodeId title = tree_find(ref.tree, ref.node, NODE_STRING);
    if (title == 0 || tree_kind(ref.tree, ref.node) == NODE_RULE) return STATE_ABSENT;
    *value = (Value)tree_pos(ref.tree, title);
    return STATE_SET;
}

static uint8_t builtin_value(const Run *run, Row row, Builtin builtin, Value *value) {
    const Model *m = run->model;
    switch (builtin) {
    case BUILTIN_ID: *value = m->name[row]; return m->name[row] ? STATE_SET : STATE_ABSENT;
    case BUILTIN_TITLE: return title_value(m, row, value);
    case BUILTIN_PARENT: *value = m->parent[row]; return m->parent[row] ? STATE_SET : STATE_ABSENT;
    case BUILTIN_KIND: *value = m->kind[row]; return STATE_SET;
    case BUILTIN_DOC: {
        NodeRef ref = m->node[row];
        Str doc = ref.tree ? tree_doc(ref.tree, m->sources, ref.node, run->texts) : (Str){0};
        if (doc.len == 0) return STATE_ABSENT;
        *value = model_make_text(run->texts, doc);
        return STATE_SET;
    }
    case BUILTIN_LIBRARY:
        if (m->unit[row] == 0) return STATE_ABSENT;
        *value = names_find(m->names, m->units.at[m->unit[row]].path);
        return STATE_SET;
    case BUILTIN_NONE: break;
    }
    return STATE_ABSENT;
}

// The field of a step for records of one kind. Neighbours are nearly always of one, so that the last one is the next one.
typedef struct {
    KindId kind;          // 0: of none yet
    const Field *field;   // NULL: they have none (a missing step)
    const Column *column; // NULL: none, or a builtin field
    Base only;
} Step;

static void step_to(Run *run, const Expr *e, Row row, Step *step) {
    const Model *m = run->model;
    *step = (Step){.kind = m->kind[row]};
    for (uint32_t f = 0; f < e->field_count; f++) {
        const Field *field = schema_field_at(m->schema, e->fields[f]);
        if (!row_is_a(m, row, field->kind)) continue;
        step->field = field;
        step->column = field->sort == FIELD_BUILTIN ? NULL : run_column(run, e->fields[f]);
        step->only = type_only_base(field->type);
        return;
    }
}

static inline const Field *field_for(Run *run, const Expr *e, Row row, Step *step) {
    if (step->kind != run->model->kind[row]) step_to(run, e, row, step);
    return step->field;
}

// A column where consecutive rows begin at the first row of the frame, and all have the same field: its arrays serve as the vector.
static bool slice_column(Run *run, const Expr *e, const Frame *frame, Vector *v) {
    if (e->a->sort != EXPR_VAR || !frame->binds || frame->level != e->a->var_level || frame->dense == 0) return false;
    Step step = {0};
    const Field *field = field_for(run, e, frame->dense, &step);
    const Column *c = step.column;
    bool one_kind = run->model->kind[frame->dense + frame->n - 1] == step.kind;
    if (!one_kind && (field == NULL || e->field_count > 1)) return false;
    if (field != NULL && c == NULL) return false;
    if (c != NULL && (frame->dense < c->first || frame->dense + frame->n > c->first + c->count)) return false;
    if (c == NULL || c->state == NULL) {
        *v = blank(run, frame->n, e->only);
        return true;
    }
    uint32_t skip = frame->dense - c->first;
    *v = (Vector){.n = frame->n, .only = step.only, .state = c->state + skip};
    uint32_t values = c->start ? 0 : skip;
    v->start = c->start ? c->start + skip : NULL;
    v->value = c->value + values;
    v->base = c->base ? c->base + values : NULL;
    v->place = c->place ? c->place + values : NULL;
    return true;
}

// One step from a record: appends its values to the builder and returns STATE_UNKNOWN if some are.
static uint8_t step_from(Run *run, const Expr *e, Row row, Step *step, Builder *b) {
    const Field *field = field_for(run, e, row, step);
    if (field == NULL || (run->model->flags[row] & ROW_POISON)) return field ? STATE_UNKNOWN : 0;
    const Column *c = step->column;
    if (c == NULL) {
        Value value = 0;
        uint8_t state = builtin_value(run, row, field->builtin, &value);
        if (state & STATE_SET) builder_value(b, value, step->only, 0);
        return state & STATE_UNKNOWN;
    }
    uint32_t count = 0;
    uint8_t state = STATE_ABSENT;
    uint32_t from = column_values(c, row, &count, &state);
    for (uint32_t j = from; j < from + count; j++) builder_value(b, c->value[j], c->base ? (Base)c->base[j] : step->only, c->place ? c->place[j] : 0);
    return state & STATE_UNKNOWN;
}

// Puts the only value that the field of `e` has for a record, if any, into slot i.
static void put_only(Run *run, const Expr *e, Row row, Step *step, Slots *to, uint32_t i) {
    const Field *field = field_for(run, e, row, step);
    if (field == NULL) return;
    const Column *c = step->column;
    if (run->model->flags[row] & ROW_POISON) {
        to->state[i] |= STATE_UNKNOWN;
    } else if (c == NULL) {
        Value value = 0;
        uint8_t builtin = builtin_value(run, row, field->builtin, &value);
        to->state[i] |= builtin & STATE_UNKNOWN;
        if (builtin & STATE_SET) slots_put(to, i, value, step->only, 0);
    } else {
        uint32_t count = 0;
        uint8_t state = STATE_ABSENT;
        uint32_t at = column_values(c, row, &count, &state);
        to->state[i] |= state & STATE_UNKNOWN;
        if (count) slots_put(to, i, c->value[at], c->base ? (Base)c->base[at] : step->only, c->place ? c->place[at] : 0);
    }
}

// One step to at most one value, which is what most steps are: each entry has its slot.
static Vector single_step(Run *run, const Expr *e, const Frame *frame) {
    Vector from = eval_value(run, e->a, frame);
    if (vector_is_empty(&from)) return vector_nothing(run->batch, &from, e->only);
    Slots to = slots_new(run->batch, frame->n, e->only);
    Step step = {0};
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t j = vector_from(&from, i);
        to.state[i] = vector_state(&from, i) & STATE_UNKNOWN;
        bool there = j < vector_to(&from, i) && vector_base(&from, j) == BASE_RECORD && from.value[j];
        if (there) put_only(run, e, (Row)from.value[j], &step, &to, i);
    }
    return slots_done(&to);
}

static Vector field_step(Run *run, const Expr *e, const Frame *frame) {
    Vector v;
    if (slice_column(run, e, frame, &v)) return v;
    if (!e->many) return single_step(run, e, frame);
    Vector base = eval_value(run, e->a, frame);
    if (vector_is_empty(&base)) return vector_nothing(run->batch, &base, e->only);
    Builder b = builder_new(run->batch, frame->n);
    b.unique = base.start == NULL;
    Step step = {0};
    for (uint32_t i = 0; i < frame->n; i++) {
        uint8_t unknown = vector_state(&base, i) & STATE_UNKNOWN;
        for (uint32_t j = vector_from(&base, i); j < vector_to(&base, i); j++)
            if (vector_base(&base, j) == BASE_RECORD && base.value[j]) unknown |= step_from(run, e, (Row)base.value[j], &step, &b);
        builder_entry(&b, unknown);
    }
    v = builder_done(&b);
    return v;
}

// ---- maps

// x.needs.confidentiality: the value of the entry whose key is called so. e->fields: key, value of the map's kind.
static Vector map_key(Run *run, const Expr *e, const Frame *frame) {
    const Model *m = run->model;
    Vector base = eval_value(run, e->a, frame);
    const Column *keys = run_column(run, e->fields[0]), *values = run_column(run, e->fields[1]);
    Base only = type_only_base(schema_field_at(m->schema, e->fields[1])->type);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint8_t unknown = vector_state(&base, i) & STATE_UNKNOWN;
        for (uint32_t j = vector_from(&base, i); j < vector_to(&base, i); j++) {
            uint32_t count = 0;
            uint8_t state = 0;
            uint32_t at = column_values(keys, (Row)base.value[j], &count, &state);
            if (count == 0) continue;
            Base key_base = keys->base ? (Base)keys->base[at] : type_only_base(schema_field_at(m->schema, e->fields[0])->type);
            NameId key = key_base == BASE_RECORD ? m->name[keys->value[at]] : (NameId)keys->value[at];
            if (key != e->name) continue;
            at = column_values(values, (Row)base.value[j], &count, &state);
            unknown |= state & STATE_UNKNOWN;
            for (uint32_t k = at; k < at + count; k++)
                builder_value(&b, values->value[k], values->base ? (Base)values->base[k] : only, values->place ? values->place[k] : 0);
        }
        builder_entry(&b, unknown);
    }
    return builder_done(&b);
}

// ---- reachable

typedef struct {
    uint32_t *seen;  // [Row]: number of the search that saw it last
    uint32_t search; // one for each entry
    uint32_t count;  // of what it has reached
    VEC(Row) queue;
    Builder *to; // where that goes; NULL: it is only counted
    Row wanted;  // the search ends where it is reached; 0: all is wanted
    bool found;
} Search;

// Breadth first from one record, each record and each reference once: linear in what is reached.
static uint8_t search_from(Run *run, const Expr *step, Row start, Search *s) {
    s->queue.n = 0;
    uint8_t unknown = 0;
    Step of = {0};
    vec_push(&s->queue, start);
    for (uint32_t q = 0; q < s->queue.n && !s->found; q++) {
        const Field *field = field_for(run, step, s->queue.at[q], &of);
        const Column *c = of.column;
        if (field == NULL || c == NULL) continue;
        uint32_t count = 0;
        uint8_t state = 0;
        uint32_t from = column_values(c, s->queue.at[q], &count, &state);
        unknown |= state & STATE_UNKNOWN;
        for (uint32_t j = from; j < from + count; j++) {
            Row row = (Row)c->value[j];
            if ((c->base && c->base[j] != BASE_RECORD) || s->seen[row] == s->search) continue;
            s->seen[row] = s->search;
            s->count++;
            if (s->to) builder_value(s->to, row, BASE_RECORD, c->place ? c->place[j] : 0);
            if (row == s->wanted) s->found = true;
            vec_push(&s->queue, row);
        }
    }
    return unknown;
}

static Search search_begin(Run *run, Builder *to) {
    if (run->seen == NULL) run->seen = ARENA_ARRAY(run->keep, uint32_t, (size_t)run->model->row_count + 1);
    return (Search){.seen = run->seen, .search = run->searches, .to = to};
}

static void search_end(Run *run, Search *search) {
    run->searches = search->search;
    vec_free(&search->queue);
}

// What entry i of `starts` leads to, by the last step of `e`. Returns STATE_UNKNOWN where that is not known.
static uint8_t search_entry(Run *run, const Expr *e, const Vector *starts, uint32_t i, Search *search) {
    uint8_t unknown = vector_state(starts, i) & STATE_UNKNOWN;
    search->search++;
    search->count = 0;
    search->found = false;
    for (uint32_t j = vector_from(starts, i); j < vector_to(starts, i); j++)
        if (vector_base(starts, j) == BASE_RECORD) unknown |= search_from(run, e->a, (Row)starts->value[j], search);
    return unknown;
}

static Vector reachable(Run *run, const Expr *e, const Frame *frame) {
    Vector starts = eval_value(run, e->a->a, frame); // e->a is the last step: x.f
    Builder b = builder_new(run->batch, frame->n);
    b.unique = true;
    Search search = search_begin(run, &b);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint8_t unknown = search_entry(run, e, &starts, i, &search);
        builder_entry(&b, unknown);
    }
    search_end(run, &search);
    return builder_done(&b);
}

Vector eval_reachable_count(Run *run, const Expr *e, const Frame *frame) {
    Vector starts = eval_value(run, e->a->a, frame);
    Slots to = slots_new(run->batch, frame->n, BASE_NUMBER);
    Search search = search_begin(run, NULL);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint8_t unknown = search_entry(run, e, &starts, i, &search);
        if (unknown) to.state[i] = STATE_UNKNOWN;
        else slots_put(&to, i, (Value)search.count * DECIMAL_ONE, BASE_NUMBER, 0);
    }
    search_end(run, &search);
    return slots_done(&to);
}

const Truth *eval_reaches(Run *run, const Expr *e, const Vector *wanted, const Frame *frame) {
    Vector starts = eval_value(run, e->a->a, frame);
    Truth *truth = ARENA_ARRAY(run->batch, Truth, frame->n);
    Search search = search_begin(run, NULL);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t j = vector_from(wanted, i);
        bool there = j < vector_to(wanted, i);
        if (vector_state(wanted, i) & STATE_UNKNOWN) truth[i] = TRUTH_UNKNOWN;
        else if (!there) truth[i] = TRUTH_ABSENT;
        else {
            search.wanted = vector_base(wanted, j) == BASE_RECORD ? (Row)wanted->value[j] : 0;
            uint8_t unknown = search_entry(run, e, &starts, i, &search);
            truth[i] = search.found ? TRUTH_TRUE : unknown ? TRUTH_UNKNOWN : TRUTH_FALSE;
        }
    }
    search_end(run, &search);
    return truth;
}

Vector eval_path(Run *run, const Expr *e, const Frame *frame) {
    switch (e->sort) {
    case EXPR_VAR: return frame_variable(run, frame, e->var_level);
    case EXPR_ROWS: return all_rows(run, e, frame);
    case EXPR_FIELD: return field_step(run, e, frame);
    case EXPR_PART: return eval_part(run, e, frame);
    case EXPR_MAP_KEY: return map_key(run, e, frame);
    case EXPR_REACHABLE: return reachable(run, e, frame);
    default: return blank(run, frame->n, BASE_COUNT);
    }
}
