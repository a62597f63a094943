// Paths: variables, all records of a kind, steps through fields, parts of values that are no records.
#include "base/hash.h"
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

// Where there is nothing to go on from, there is nothing; unknown stays what was.
static Vector nothing(Run *run, const Vector *from, Base only) {
    uint8_t *state = ARENA_ARRAY(run->batch, uint8_t, from->n);
    for (uint32_t i = 0; i < from->n; i++) state[i] = vector_state(from, i) & STATE_UNKNOWN;
    return (Vector){.n = from->n, .start = ARENA_ARRAY(run->batch, uint32_t, (size_t)from->n + 1), .state = state, .only = only};
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
    KindId kind; // 0: of none yet
    const Field *field; // NULL: they have none (a missing step)
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
    for (uint32_t j = from; j < from + count; j++)
        builder_value(b, c->value[j], c->base ? (Base)c->base[j] : step->only, c->place ? c->place[j] : 0);
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
    if (vector_is_empty(&from)) return nothing(run, &from, e->only);
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
    if (vector_is_empty(&base)) return nothing(run, &base, e->only);
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

// ---- parts of values that are no records

static uint32_t method_index(const Model *m, Row method) {
    return m->method_of[method - m->kind_first[schema_kind(m->schema, m->known.kind_method)]];
}

static bool is_broken(const Model *m, Row method) {
    return method_index(m, method) && m->methods.at[method_index(m, method) - 1].broken;
}

// The ratings of every likelihood in which the impact `factor` has the level `place`, and no other one more than that.
static void cells_of_level(uint32_t at, const Method *mt, uint32_t factor, uint32_t place, Builder *b) {
    uint8_t levels[RATING_FACTORS] = {0};
    for (uint32_t f = 1; f < mt->factor_count; f++) levels[f] = mt->numbers[f][0] <= mt->numbers[factor][place - 1];
    levels[factor] = (uint8_t)place;
    for (uint32_t likelihood = 1; likelihood <= mt->level_count[0]; likelihood++) {
        levels[0] = (uint8_t)likelihood;
        builder_value(b, rating_pack(at, levels), BASE_RATING, 0);
    }
}

// Of several impacts the highest counts, so each is tried on its own: all combinations of five scales would be thousands that come to the same.
static void method_cells(const Model *m, Row method, Builder *b) {
    uint32_t at = method_index(m, method);
    if (at == 0) return;
    const Method *mt = &m->methods.at[at - 1];
    for (uint32_t f = 0; f < mt->factor_count; f++)
        if (mt->level_count[f] == 0) return;
    if (mt->factor_count == 1) cells_of_level(at, mt, 0, 1, b);
    for (uint32_t f = 1; f < mt->factor_count; f++)
        for (uint32_t place = 1; place <= mt->level_count[f]; place++) cells_of_level(at, mt, f, place, b);
}

// What is one level more likely, or in one impact one level more severe.
static void raised(const Model *m, Value rating, Builder *b) {
    const Method *mt = model_method(m, rating);
    for (uint32_t f = 0; mt && f < mt->factor_count; f++) {
        uint8_t levels[RATING_FACTORS] = {0};
        for (uint32_t g = 0; g < mt->factor_count; g++) levels[g] = rating_level(rating, g);
        if (levels[f] == 0 || levels[f] == mt->level_count[f]) continue;
        levels[f]++;
        builder_value(b, rating_pack(rating_method_index(rating), levels), BASE_RATING, 0);
    }
}

// A field of ranges takes single values too, which are ranges from themselves to themselves.
static Range range_of(const Model *m, Base base, Value value) {
    return base == BASE_RANGE ? model_range(m, value) : (Range){.base = base, .low = value, .high = value};
}

static bool currency_of(Run *run, Range range, Value *part) {
    if (range.base != BASE_MONEY) return false;
    char *code = arena_alloc(run->batch, 3);
    money_currency(range.low, code);
    *part = model_make_text(run->batch, (Str){code, 3});
    return true;
}

// The part that a value of base `of` has, of those parts of which there is one at the most. False: it has none, or (for ratings) a level is missing.
static bool only_part(Run *run, const Expr *e, Base of, Value value, Value *part, Base *base) {
    const Model *m = run->model;
    Row row = 0;
    bool there = true;
    *base = BASE_RECORD;
    switch (e->part) {
    case PART_SCORE:
        *base = BASE_NUMBER;
        return rating_score(m, value, part);
    case PART_BAND: there = rating_band(m, value, &row); break;
    case PART_METHOD: row = model_method(m, value)->row; break;
    case PART_FACTOR: there = rating_factor(m, value, e->name, &row); break;
    case PART_LOW: case PART_HIGH: {
        Range range = range_of(m, of, value);
        *base = range.base;
        *part = e->part == PART_LOW ? range.low : range.high;
        return true;
    }
    case PART_CURRENCY:
        *base = BASE_TEXT;
        return currency_of(run, range_of(m, of, value), part);
    case PART_EXISTS:
        *base = BASE_BOOL;
        *part = m->files_known && model_has_file(m, value, run->batch);
        return m->files_known;
    default: return false;
    }
    *part = row;
    return there;
}

// The parts of which a value may have several.
static void add_parts(const Model *m, const Expr *e, Value value, Builder *b) {
    switch (e->part) {
    case PART_RECORDS:
        for (Row row = m->kind_first[value]; row < m->kind_end[value]; row++)
            if (!(m->flags[row] & ROW_POISON)) builder_value(b, row, BASE_RECORD, 0);
        break;
    case PART_CELLS: method_cells(m, (Row)value, b); break;
    case PART_RAISED: raised(m, value, b); break;
    default: break;
    }
}

// What nobody can know: all records of a kind of which one was lost, a file where nobody looked.
static uint8_t part_unknown(const Run *run, const Expr *e, Value value) {
    bool open = false;
    if (e->part == PART_RECORDS) open = run->lost[value];
    else if (e->part == PART_CELLS) open = is_broken(run->model, (Row)value);
    else if (e->part == PART_EXISTS) open = !run->model->files_known;
    return open ? STATE_UNKNOWN : 0;
}

// Many records have the same rating: its score and its band are looked up once, as long as no other one takes its place.
static bool known_part(Run *run, const Expr *e, Base of, Value value, Value *part, Base *base) {
    if (e->part != PART_SCORE && e->part != PART_BAND) return only_part(run, e, of, value, part, base);
    RatingPart *known = &run->rating_parts[hash_u64((uint64_t)value) % RATING_PARTS][e->part == PART_BAND];
    if (!known->known || known->rating != value) {
        *known = (RatingPart){.rating = value, .known = true};
        known->there = only_part(run, e, of, value, &known->part, &known->base);
    }
    *part = known->part;
    *base = known->base;
    return known->there;
}

static Vector single_part(Run *run, const Expr *e, const Vector *from) {
    Slots to = slots_new(run->batch, from->n, e->only);
    for (uint32_t i = 0; i < from->n; i++) {
        uint32_t j = vector_from(from, i);
        to.state[i] = vector_state(from, i) & STATE_UNKNOWN;
        if (j >= vector_to(from, i)) continue;
        Value part;
        Base base;
        if (known_part(run, e, vector_base(from, j), from->value[j], &part, &base)) slots_put(&to, i, part, base, 0);
        to.state[i] |= part_unknown(run, e, from->value[j]);
    }
    return slots_done(&to);
}

static Vector value_part(Run *run, const Expr *e, const Frame *frame) {
    Vector from = eval_value(run, e->a, frame);
    if (vector_is_empty(&from)) return nothing(run, &from, e->only);
    if (!e->many) return single_part(run, e, &from);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint8_t unknown = vector_state(&from, i) & STATE_UNKNOWN;
        for (uint32_t j = vector_from(&from, i); j < vector_to(&from, i); j++) {
            Value part;
            Base base;
            if (known_part(run, e, vector_base(&from, j), from.value[j], &part, &base)) builder_value(&b, part, base, 0);
            else add_parts(run->model, e, from.value[j], &b);
            unknown |= part_unknown(run, e, from.value[j]);
        }
        builder_entry(&b, unknown);
    }
    return builder_done(&b);
}

static uint32_t sound_records(const Model *m, KindId kind) {
    uint32_t count = 0;
    for (Row row = m->kind_first[kind]; row < m->kind_end[kind]; row++) count += !(m->flags[row] & ROW_POISON);
    return count;
}

// Are the records of kind j of an entry counted with another of its kinds?
static bool is_covered(const Schema *schema, const Vector *kinds, uint32_t from, uint32_t to, uint32_t j) {
    for (uint32_t k = from; k < to; k++) {
        bool other = kinds->value[k] != kinds->value[j] || k < j; // the first of two that are the same counts
        if (other && schema_is_a(schema, (KindId)kinds->value[j], (KindId)kinds->value[k])) return true;
    }
    return false;
}

Vector eval_records_count(Run *run, const Expr *e, const Frame *frame) {
    Vector kinds = eval_value(run, e->a, frame);
    Slots to = slots_new(run->batch, frame->n, BASE_NUMBER);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t from = vector_from(&kinds, i), end = vector_to(&kinds, i), count = 0;
        uint8_t unknown = vector_state(&kinds, i) & STATE_UNKNOWN;
        for (uint32_t j = from; j < end; j++) {
            if (!is_covered(run->model->schema, &kinds, from, end, j)) count += sound_records(run->model, (KindId)kinds.value[j]);
            unknown |= part_unknown(run, e, kinds.value[j]);
        }
        if (unknown) to.state[i] = STATE_UNKNOWN;
        else slots_put(&to, i, (Value)count * DECIMAL_ONE, BASE_NUMBER, 0);
    }
    return slots_done(&to);
}

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
    uint32_t *seen; // [Row]: number of the search that saw it last
    uint32_t search; // one for each entry
    uint32_t count;  // of what it has reached
    VEC(Row) queue;
    Builder *to;     // where that goes; NULL: it is only counted
} Search;

// Breadth first from one record, each record and each reference once: linear in what is reached.
static uint8_t search_from(Run *run, const Expr *step, Row start, Search *s) {
    s->queue.n = 0;
    uint8_t unknown = 0;
    Step of = {0};
    vec_push(&s->queue, start);
    for (uint32_t q = 0; q < s->queue.n; q++) {
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

Vector eval_path(Run *run, const Expr *e, const Frame *frame) {
    switch (e->sort) {
    case EXPR_VAR: return frame_variable(run, frame, e->var_level);
    case EXPR_ROWS: return all_rows(run, e, frame);
    case EXPR_FIELD: return field_step(run, e, frame);
    case EXPR_PART: return value_part(run, e, frame);
    case EXPR_MAP_KEY: return map_key(run, e, frame);
    case EXPR_REACHABLE: return reachable(run, e, frame);
    default: return blank(run, frame->n, BASE_COUNT);
    }
}
