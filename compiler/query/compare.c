// Comparisons, membership, and `within`.
#include "base/hash.h"
#include "query/eval.h"

static bool is_word(Base base) {
    return base == BASE_NAME || base == BASE_ENUM;
}

static bool is_text(Base base) {
    return base == BASE_TEXT || base == BASE_URL || base == BASE_FILE;
}

static Str text_of(const Model *model, Base base, Value value, Arena *arena) {
    return is_word(base) ? names_text(model->names, (NameId)value) : model_text(model, value, arena);
}

static bool same_text(const Model *model, Base base_a, Value a, Base base_b, Value b) {
    Arena *arena = arena_new();
    bool same = str_eq(text_of(model, base_a, a, arena), text_of(model, base_b, b, arena));
    arena_free(arena);
    return same;
}

bool value_alike(const Model *model, Base base_a, Value a, Base base_b, Value b) {
    if (base_a == base_b && a == b) return true;
    if (is_word(base_a) && is_word(base_b)) return a == b;
    if ((is_text(base_a) || is_text(base_b)) && (is_text(base_a) || is_word(base_a)) && (is_text(base_b) || is_word(base_b)))
        return same_text(model, base_a, a, base_b, b);
    if ((base_a == BASE_NUMBER || base_a == BASE_PERCENT) && (base_b == BASE_NUMBER || base_b == BASE_PERCENT)) return a == b;
    if (base_a == BASE_DURATION && base_b == BASE_DURATION) return duration_minutes(duration_unpack(a)) == duration_minutes(duration_unpack(b));
    return false;
}

uint64_t value_hash(Run *run, Base base, Value value) {
    if (is_word(base) || is_text(base)) {
        Str text = text_of(run->model, base, value, run->batch);
        return hash_bytes(1, text.at, text.len);
    }
    if (base == BASE_DURATION) value = duration_minutes(duration_unpack(value));
    return hash_u64((uint64_t)value + 0x9e3779b97f4a7c15u * (base == BASE_PERCENT ? BASE_NUMBER : base));
}

static Truth ordered(ExprOp op, int order) {
    switch (op) {
    case OP_LT: return truth_of(order < 0);
    case OP_LE: return truth_of(order <= 0);
    case OP_GT: return truth_of(order > 0);
    case OP_GE: return truth_of(order >= 0);
    default: return TRUTH_UNKNOWN;
    }
}

// Do values of the two bases stand in one order?
static bool same_order(Base a, Base b) {
    bool numbers = (a == BASE_NUMBER || a == BASE_PERCENT) && (b == BASE_NUMBER || b == BASE_PERCENT);
    return a == b || numbers || (is_word(a) && is_word(b));
}

// The truth that a missing or unknown operand leaves; TRUTH_TRUE when both are there.
static Truth both_there(const Vector *a, const Vector *b, uint32_t i) {
    if ((vector_state(a, i) | vector_state(b, i)) & STATE_UNKNOWN) return TRUTH_UNKNOWN;
    if (vector_from(a, i) >= vector_to(a, i) || vector_from(b, i) >= vector_to(b, i)) return TRUTH_ABSENT;
    return TRUTH_TRUE;
}

// The same where both have one slot an entry, as most have.
static inline Truth slots_there(const Vector *a, const Vector *b, uint32_t i) {
    uint8_t x = vector_state(a, i), y = vector_state(b, i);
    if ((x | y) & STATE_UNKNOWN) return TRUTH_UNKNOWN;
    return x & y & STATE_SET ? TRUTH_TRUE : TRUTH_ABSENT;
}

// Both sides have one base, and its values stand to each other as their 64 bits do. Money does not: nobody knows whether amounts of two currencies
// are equal.
static bool is_by_bits(ExprOp op, const Vector *a, const Vector *b) {
    BaseSet equal = EQUAL_BY_BITS & ~BASE_BIT(BASE_MONEY),
            ordered_too = BASE_BIT(BASE_BOOL) | BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_PERCENT) | BASE_BIT(BASE_DATE);
    if (a->base || b->base || a->only != b->only) return false;
    return BASE_BIT(a->only) & (op == OP_EQ || op == OP_NE ? equal : ordered_too);
}

static bool bits_compare(ExprOp op, Value a, Value b) {
    switch (op) {
    case OP_EQ: return a == b;
    case OP_NE: return a != b;
    case OP_LT: return a < b;
    case OP_LE: return a <= b;
    case OP_GT: return a > b;
    default: return a >= b;
    }
}

static const Truth *compare_bits(Run *run, ExprOp op, const Vector *a, const Vector *b, uint32_t n) {
    Truth *truth = ARENA_ARRAY(run->batch, Truth, n);
    bool slots = a->start == NULL && b->start == NULL;
    for (uint32_t i = 0; i < n; i++) {
        truth[i] = slots ? slots_there(a, b, i) : both_there(a, b, i);
        if (truth[i] == TRUTH_TRUE) truth[i] = truth_of(bits_compare(op, a->value[vector_from(a, i)], b->value[vector_from(b, i)]));
    }
    return truth;
}

static const Truth *compare_single(Run *run, const Expr *e, const Vector *a, const Vector *b, uint32_t n) {
    const Model *m = run->model;
    const Enum *words = e->a->type.words ? e->a->type.words : e->b->type.words;
    Truth *truth = ARENA_ARRAY(run->batch, Truth, n);
    for (uint32_t i = 0; i < n; i++) {
        truth[i] = both_there(a, b, i);
        if (truth[i] != TRUTH_TRUE) continue;
        uint32_t x = vector_from(a, i), y = vector_from(b, i);
        Base base_x = vector_base(a, x), base_y = vector_base(b, y);
        if (base_x == BASE_MONEY && base_y == BASE_MONEY && !money_same_currency(a->value[x], b->value[y])) {
            run_two_currencies(run, vector_place(a, x), vector_place(b, y));
            truth[i] = TRUTH_UNKNOWN;
        } else if (e->op == OP_EQ || e->op == OP_NE)
            truth[i] = truth_of(value_equal(m, base_x, a->value[x], base_y, b->value[y]) == (e->op == OP_EQ));
        else if (!same_order(base_x, base_y)) truth[i] = TRUTH_ABSENT; // of two alternatives that have nothing to do with each other
        else truth[i] = ordered(e->op, model_value_cmp(m, base_x, words, a->value[x], b->value[y]));
    }
    return truth;
}

static bool is_in_range(Run *run, const Range *range, Value value, SrcPos place, SrcPos range_place) {
    if (range->base == BASE_MONEY && !money_same_currency(range->low, value)) {
        run_two_currencies(run, place, range_place);
        return false;
    }
    return model_value_cmp(run->model, range->base, NULL, range->low, value) <= 0 &&
           model_value_cmp(run->model, range->base, NULL, value, range->high) <= 0;
}

// Is value `k` of `values` among those from `from` to `to` of the set?
static bool holds(Run *run, const Vector *set, uint32_t from, uint32_t to, const Vector *values, uint32_t k) {
    const Model *m = run->model;
    Base base = vector_base(values, k);
    Value value = values->value[k];
    for (uint32_t j = from; j < to; j++) {
        Base other = vector_base(set, j);
        if (other == BASE_RANGE && base != BASE_RANGE) {
            Range range = model_range(m, set->value[j]);
            if (range.base == base && is_in_range(run, &range, value, vector_place(values, k), vector_place(set, j))) return true;
        } else if (value_equal(m, base, value, other, set->value[j])) return true;
    }
    return false;
}

static bool part_of(Run *run, const Vector *a, const Vector *b, uint32_t i) {
    for (uint32_t j = vector_from(a, i); j < vector_to(a, i); j++)
        if (!holds(run, b, vector_from(b, i), vector_to(b, i), a, j)) return false;
    return true;
}

static const Truth *compare_sets(Run *run, const Expr *e, const Vector *a, const Vector *b, uint32_t n) {
    Truth *truth = ARENA_ARRAY(run->batch, Truth, n);
    for (uint32_t i = 0; i < n; i++) {
        if ((vector_state(a, i) | vector_state(b, i)) & STATE_UNKNOWN) truth[i] = TRUTH_UNKNOWN;
        else truth[i] = truth_of((part_of(run, a, b, i) && part_of(run, b, a, i)) == (e->op == OP_EQ));
    }
    return truth;
}

Row row_ancestor(Run *run, Row row) {
    const Model *m = run->model;
    FieldId field = schema_field(m->schema, m->kind[row], m->known.part_of);
    if (field) {
        uint32_t count = 0;
        uint8_t state = 0;
        const Column *c = run_column(run, field);
        uint32_t at = column_values(c, row, &count, &state);
        if (count) return (Row)c->value[at];
    }
    return m->parent[row];
}

// A chain of ancestors can be no longer than this: nesting is bounded by the parser, and part-of has no cycles but in broken models.
#define LONGEST_CHAIN 10000

static bool within(Run *run, const Vector *set, uint32_t i, const Vector *values, uint32_t k) {
    uint32_t from = vector_from(set, i), to = vector_to(set, i);
    if (vector_base(values, k) != BASE_RECORD) return holds(run, set, from, to, values, k);
    Value row = values->value[k];
    for (uint32_t steps = 0; row && steps < LONGEST_CHAIN; steps++) {
        if (holds(run, set, from, to, &(Vector){.n = 1, .value = &row, .only = BASE_RECORD}, 0)) return true;
        row = row_ancestor(run, (Row)row);
    }
    return false;
}

static const Truth *membership(Run *run, const Expr *e, const Vector *a, const Vector *b, uint32_t n) {
    Truth *truth = ARENA_ARRAY(run->batch, Truth, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = vector_from(a, i);
        if (vector_state(a, i) & STATE_UNKNOWN) truth[i] = TRUTH_UNKNOWN;
        else if (x >= vector_to(a, i)) truth[i] = TRUTH_ABSENT;
        else {
            bool found = e->sort == EXPR_WITHIN ? within(run, b, i, a, x) : holds(run, b, vector_from(b, i), vector_to(b, i), a, x);
            truth[i] = found ? TRUTH_TRUE : vector_state(b, i) & STATE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_FALSE;
        }
        if (e->op == OP_NOT_IN) truth[i] = truth_not(truth[i]);
    }
    return truth;
}

const Truth *eval_compare(Run *run, const Expr *e, const Frame *frame) {
    Vector a = eval_value(run, e->a, frame);
    if (e->sort == EXPR_IN && e->op == OP_IN && e->b->sort == EXPR_REACHABLE && !e->b->named) return eval_reaches(run, e->b, &a, frame);
    Vector b = eval_value(run, e->b, frame);
    if (e->sort != EXPR_COMPARE) return membership(run, e, &a, &b, frame->n);
    if (e->a->many || e->b->many) return compare_sets(run, e, &a, &b, frame->n);
    return is_by_bits(e->op, &a, &b) ? compare_bits(run, e->op, &a, &b, frame->n) : compare_single(run, e, &a, &b, frame->n);
}
