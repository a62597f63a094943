// Parts of values that are no records: a rating's score, a range's low, the records of a kind.
#include "base/hash.h"
#include "query/eval.h"

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
    char *code = arena_alloc(run->texts, 3);
    money_currency(range.low, code);
    *part = model_make_text(run->texts, (Str){code, 3});
    return true;
}

// The part that a value of base `of` has, of those parts of which there is one at the most. False: it has none, or (for ratings) a level is missing.
static bool only_part(Run *run, const Expr *e, Base of, Value value, Value *part, Base *base) {
    const Model *m = run->model;
    Row row = 0;
    bool there = true;
    *base = BASE_RECORD;
    switch (e->part) {
    case PART_SCORE: *base = BASE_NUMBER; return rating_score(m, value, part);
    case PART_BAND: there = rating_band(m, value, &row); break;
    case PART_METHOD: row = model_method(m, value)->row; break;
    case PART_FACTOR: there = rating_factor(m, value, e->name, &row); break;
    case PART_LOW:
    case PART_HIGH: {
        Range range = range_of(m, of, value);
        *base = range.base;
        *part = e->part == PART_LOW ? range.low : range.high;
        return true;
    }
    case PART_CURRENCY: *base = BASE_TEXT; return currency_of(run, range_of(m, of, value), part);
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

Vector eval_part(Run *run, const Expr *e, const Frame *frame) {
    Vector from = eval_value(run, e->a, frame);
    if (vector_is_empty(&from)) return vector_nothing(run->batch, &from, e->only);
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
