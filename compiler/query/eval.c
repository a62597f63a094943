// The evaluator's two ways in, eval_value and eval_truth, and all expressions that need no file of their own.
#include "query/eval.h"

Run *run_new(Reckoning *reckoning, uint32_t index_count, Arena *texts) {
    const Model *model = reckoning->model;
    Arena *keep = arena_new();
    Run *run = ARENA_NEW(keep, Run);
    Frame *root = ARENA_NEW(keep, Frame);
    *root = (Frame){.n = 1};
    *run = (Run){.model = model, .reckoning = reckoning, .root = root, .batch = arena_new(), .keep = keep, .index_count = index_count};
    run->texts = texts != NULL ? texts : keep;
    run->index = ARENA_ARRAY(keep, Index *, index_count);
    run->rating_parts = arena_array(keep, RATING_PARTS, sizeof *run->rating_parts);
    const Schema *schema = model->schema;
    run->lost = ARENA_ARRAY(keep, uint8_t, schema->kinds.n);
    for (KindId k = 1; k < schema->kinds.n; k++)
        for (KindId sub = k; sub <= schema->kinds.at[k].last; sub++) run->lost[k] |= model->kind_lost[sub];
    return run;
}

void run_free(Run *run) {
    if (run == NULL) return;
    arena_free(run->batch);
    arena_free(run->keep);
}

void run_clear(Run *run) {
    arena_clear(run->batch);
    run->named = NULL;
}

OuterBatch batch_begin(Run *run) {
    OuterBatch outer = {run->batch, run->named};
    run->batch = arena_new();
    run->named = NULL;
    return outer;
}

void batch_end(Run *run, OuterBatch outer) {
    arena_free(run->batch);
    run->batch = outer.batch;
    run->named = outer.named;
}

// ---- values

static void truths_to_vector(Arena *arena, const Truth *truth, uint32_t n, Vector *v) {
    Value *value = ARENA_ARRAY(arena, Value, n);
    uint8_t *state = ARENA_ARRAY(arena, uint8_t, n);
    for (uint32_t i = 0; i < n; i++) {
        value[i] = truth[i] == TRUTH_TRUE;
        state[i] = truth[i] == TRUTH_UNKNOWN ? STATE_UNKNOWN : truth[i] == TRUTH_ABSENT ? STATE_ABSENT : STATE_SET;
    }
    *v = (Vector){.n = n, .value = value, .only = BASE_BOOL, .state = state};
}

static Vector constant(Run *run, const Expr *e, uint32_t n) {
    Value *value = ARENA_ARRAY(run->batch, Value, n);
    for (uint32_t i = 0; i < n; i++) value[i] = e->value;
    return (Vector){.n = n, .value = value, .only = e->only};
}

static Vector unknown_vector(Run *run, uint32_t n) {
    uint8_t *state = ARENA_ARRAY(run->batch, uint8_t, n);
    memset(state, STATE_UNKNOWN, n);
    return (Vector){.n = n, .value = ARENA_ARRAY(run->batch, Value, n), .state = state, .only = BASE_COUNT};
}

static Duration negative(Duration d) {
    return (Duration){-d.months, -d.days, -d.minutes};
}

static bool money_arithmetic(ExprOp op, Base base_b, Value a, Value b, Value *result) {
    char currency[3];
    money_currency(a, currency);
    Decimal amount = 0;
    bool fits = false;
    if (base_b == BASE_MONEY) {
        if (op == OP_ADD) fits = decimal_add(money_amount(a), money_amount(b), &amount);
        if (op == OP_SUB) fits = decimal_sub(money_amount(a), money_amount(b), &amount);
    } else {
        if (op == OP_MUL) fits = decimal_mul(money_amount(a), b, &amount);
        if (op == OP_DIV) fits = decimal_div(money_amount(a), b, &amount);
    }
    return fits && money_pack((Str){currency, 3}, amount, result);
}

// False: no result (overflow, division by zero): nobody knows it.
static bool arithmetic(ExprOp op, Base base_a, Value a, Base base_b, Value b, Value *result) {
    if (base_a == BASE_DATE && base_b == BASE_DURATION) {
        Duration d = duration_unpack(b);
        *result = op == OP_ADD ? date_plus((Date)a, d) : date_plus((Date)a, negative(d));
        return true;
    }
    if (base_a == BASE_DATE && base_b == BASE_DATE) {
        *result = duration_pack((Duration){.days = (int32_t)(a - b)});
        return true;
    }
    if (base_a == BASE_MONEY) return money_arithmetic(op, base_b, a, b, result);
    switch (op) {
    case OP_ADD: return decimal_add(a, b, result);
    case OP_SUB: return decimal_sub(a, b, result);
    case OP_MUL: return decimal_mul(a, b, result);
    case OP_DIV: return decimal_div(a, b, result);
    default: return false;
    }
}

static bool two_currencies(const Vector *a, uint32_t x, const Vector *b, uint32_t y) {
    return vector_base(a, x) == BASE_MONEY && vector_base(b, y) == BASE_MONEY && !money_same_currency(a->value[x], b->value[y]);
}

static Vector arithmetic_vector(Run *run, const Expr *e, const Frame *frame) {
    Vector a = eval_value(run, e->a, frame), b = eval_value(run, e->b, frame);
    Value *value = ARENA_ARRAY(run->batch, Value, frame->n);
    uint8_t *state = ARENA_ARRAY(run->batch, uint8_t, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t x = vector_from(&a, i), y = vector_from(&b, i);
        bool known = !((vector_state(&a, i) | vector_state(&b, i)) & STATE_UNKNOWN);
        if (known && (x >= vector_to(&a, i) || y >= vector_to(&b, i))) continue;
        if (known && two_currencies(&a, x, &b, y)) {
            run_two_currencies(run, vector_place(&a, x), vector_place(&b, y));
            known = false;
        }
        known = known && arithmetic(e->op, vector_base(&a, x), a.value[x], vector_base(&b, y), b.value[y], &value[i]);
        state[i] = known ? STATE_SET : STATE_UNKNOWN;
    }
    return (Vector){.n = frame->n, .value = value, .state = state, .only = e->only};
}

static Vector negate_vector(Run *run, const Expr *e, const Frame *frame) {
    Vector a = eval_value(run, e->a, frame);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        for (uint32_t j = vector_from(&a, i); j < vector_to(&a, i); j++) builder_value(&b, -a.value[j], vector_base(&a, j), 0);
        builder_entry(&b, vector_state(&a, i) & STATE_UNKNOWN);
    }
    return builder_done(&b);
}

static void add_entry(Builder *b, const Vector *v, uint32_t i) {
    for (uint32_t j = vector_from(v, i); j < vector_to(v, i); j++) builder_value(b, v->value[j], vector_base(v, j), vector_place(v, j));
}

static const Frame *part_of_frame(Run *run, const Frame *frame, const uint32_t *chosen, uint32_t count) {
    return count == frame->n ? frame : frame_select(run, frame, chosen, count);
}

// Each branch is reckoned for the entries that take it.
static Vector choice(Run *run, const Expr *e, const Frame *frame) {
    const Truth *truth = eval_truth(run, e->a, frame);
    uint32_t *yes = ARENA_ARRAY(run->batch, uint32_t, frame->n), *no = ARENA_ARRAY(run->batch, uint32_t, frame->n), yes_count = 0, no_count = 0;
    for (uint32_t i = 0; i < frame->n; i++) {
        if (truth[i] == TRUTH_TRUE) yes[yes_count++] = i;
        else if (truth[i] != TRUTH_UNKNOWN) no[no_count++] = i;
    }
    if (yes_count == frame->n) return eval_value(run, e->b, frame);
    if (no_count == frame->n) return eval_value(run, e->c, frame);
    Vector then = eval_value(run, e->b, part_of_frame(run, frame, yes, yes_count));
    Vector other = eval_value(run, e->c, part_of_frame(run, frame, no, no_count));
    Builder b = builder_new(run->batch, frame->n);
    b.unique = true;
    for (uint32_t i = 0, y = 0, n = 0; i < frame->n; i++) {
        bool open = truth[i] == TRUTH_UNKNOWN;
        const Vector *v = truth[i] == TRUTH_TRUE ? &then : &other;
        uint32_t at = open ? 0 : v == &then ? y++ : n++;
        if (!open) add_entry(&b, v, at);
        builder_entry(&b, open ? STATE_UNKNOWN : vector_state(v, at) & STATE_UNKNOWN);
    }
    return builder_done(&b);
}

static Vector set_union(Run *run, const Expr *e, const Frame *frame) {
    Vector *parts = ARENA_ARRAY(run->batch, Vector, e->count);
    uint8_t *unknown = ARENA_ARRAY(run->batch, uint8_t, frame->n);
    uint32_t count = 0;
    for (uint32_t k = 0; k < e->count; k++) {
        parts[count] = eval_value(run, e->list[k], frame);
        for (uint32_t i = 0; parts[count].state && i < frame->n; i++) unknown[i] |= parts[count].state[i] & STATE_UNKNOWN;
        if (!vector_is_empty(&parts[count])) count++;
    }
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        for (uint32_t k = 0; k < count; k++) add_entry(&b, &parts[k], i);
        builder_entry(&b, unknown[i]);
    }
    return builder_done(&b);
}

// The first part that has a value gives its first one. An unknown part before it leaves all open. A part is reckoned where those before had no value.
static Vector first_of(Run *run, const Expr *e, const Frame *frame) {
    Slots to = slots_new(run->batch, frame->n, e->only);
    uint32_t *rest = ARENA_ARRAY(run->batch, uint32_t, frame->n), count = frame->n;
    for (uint32_t i = 0; i < count; i++) rest[i] = i;
    for (uint32_t k = 0; k < e->count && count; k++) {
        Vector part = eval_value(run, e->list[k], part_of_frame(run, frame, rest, count));
        uint32_t left = 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t j = vector_from(&part, i);
            if (j < vector_to(&part, i)) slots_put(&to, rest[i], part.value[j], vector_base(&part, j), vector_place(&part, j));
            else if (vector_state(&part, i) & STATE_UNKNOWN) to.state[rest[i]] = STATE_UNKNOWN;
            else rest[left++] = rest[i];
        }
        count = left;
    }
    return slots_done(&to);
}

static Vector value_here(Run *run, const Expr *e, const Frame *frame) {
    Vector v;
    if (expr_is_condition(e)) {
        truths_to_vector(run->batch, eval_truth(run, e, frame), frame->n, &v);
        return v;
    }
    switch (e->sort) {
    case EXPR_CONST: return constant(run, e, frame->n);
    case EXPR_ARITHMETIC: return arithmetic_vector(run, e, frame);
    case EXPR_NEGATE: return negate_vector(run, e, frame);
    case EXPR_IF: return choice(run, e, frame);
    case EXPR_SET: return set_union(run, e, frame);
    case EXPR_FIRST: return first_of(run, e, frame);
    case EXPR_JOIN: return eval_join(run, e, frame);
    case EXPR_PLAIN: return eval_plain(run, e, frame);
    case EXPR_YEARS: return eval_years(run, e, frame);
    case EXPR_FINGERPRINT:
    case EXPR_CHANGED: return eval_fingerprint(run, e, frame);
    case EXPR_AGGREGATE: return eval_aggregate(run, e, frame);
    case EXPR_POISON: return unknown_vector(run, frame->n);
    default: return eval_path(run, e, frame);
    }
}

// ---- what reads no variable

// Something about a whole kind that no variable changes is reckoned once in a run: with every batch anew, time would grow with the square of the input.
typedef struct Once {
    const Expr *e;
    Vector value; // of one entry
    struct Once *next;
} Once;

static bool lasts(const Expr *e) {
    return e->level == 0 && (e->sort == EXPR_AGGREGATE || e->sort == EXPR_QUANTIFIER);
}

static const Vector *once(Run *run, const Expr *e) {
    for (const Once *o = run->once; o; o = o->next)
        if (o->e == e) return &o->value;
    Vector value;
    Arena *texts = run->texts;
    run->texts = run->keep;
    if (e->sort == EXPR_AGGREGATE) value = eval_aggregate(run, e, run->root);
    else truths_to_vector(run->batch, eval_quantifier(run, e, run->root), 1, &value);
    run->texts = texts;
    Once *o = ARENA_NEW(run->keep, Once);
    *o = (Once){e, vector_gather(run->keep, &value, NULL, 1), run->once};
    run->once = o;
    return &o->value;
}

static Vector value_at_frame(Run *run, const Expr *e, const Frame *frame) {
    const Vector *value = e->named ? named_value(run, e, frame) : NULL;
    if (value != NULL) return *value;
    Vector v = value_here(run, e, frame);
    if (e->named) name_value(run, e, frame, &v);
    return v;
}

Vector eval_value(Run *run, const Expr *e, const Frame *frame) {
    if (lasts(e)) return vector_gather(run->batch, once(run, e), NULL, frame->n);
    const uint32_t *index = NULL;
    const Frame *at = e->sort == EXPR_VAR || e->sort == EXPR_CONST ? frame : frame_hoist(run, frame, e->level, &index);
    if (at == frame) return value_at_frame(run, e, frame);
    Vector v = value_at_frame(run, e, at);
    return vector_gather(run->batch, &v, index, frame->n);
}

// ---- conditions

static Truth *truth_vector(Run *run, uint32_t n, Truth all) {
    Truth *truth = ARENA_ARRAY(run->batch, Truth, n);
    if (all) memset(truth, all, n);
    return truth;
}

typedef const Truth *Eval(Run *run, const Expr *e, const Frame *frame);

// The second condition is asked only of entries which the first leaves open: `and` where that is not `no` or less, `or` where it is not true.
static const Truth *logic(Run *run, const Expr *e, const Frame *frame, Truth no, Eval *eval) {
    const Truth *a = eval(run, e->a, frame);
    uint32_t *rest = ARENA_ARRAY(run->batch, uint32_t, frame->n), count = 0;
    for (uint32_t i = 0; i < frame->n; i++)
        if (e->sort == EXPR_AND ? a[i] > no : a[i] != TRUTH_TRUE) rest[count++] = i;
    if (count == 0) return a;
    const Truth *b = eval(run, e->b, part_of_frame(run, frame, rest, count));
    Truth *truth = truth_vector(run, frame->n, 0);
    memcpy(truth, a, frame->n);
    for (uint32_t i = 0; i < count; i++) truth[rest[i]] = e->sort == EXPR_AND ? truth_and(a[rest[i]], b[i]) : truth_or(a[rest[i]], b[i]);
    return truth;
}

static const Truth *negation(Run *run, const Expr *e, const Frame *frame) {
    const Truth *a = eval_truth(run, e->a, frame);
    Truth *truth = truth_vector(run, frame->n, 0);
    for (uint32_t i = 0; i < frame->n; i++) truth[i] = truth_not(a[i]);
    return truth;
}

static const Truth *presence(Run *run, const Expr *e, const Frame *frame) {
    const Truth *set = eval_presence(run, e->a, frame);
    if (e->op == OP_IS_SET) return set;
    Truth *truth = truth_vector(run, frame->n, 0);
    for (uint32_t i = 0; i < frame->n; i++) truth[i] = truth_not(set[i]);
    return truth;
}

static Truth truth_at(const Run *run, const Vector *v, uint32_t i) {
    uint32_t j = vector_from(v, i);
    if (vector_state(v, i) & STATE_UNKNOWN) return TRUTH_UNKNOWN;
    if (j >= vector_to(v, i)) return TRUTH_ABSENT;
    return truth_of(vector_base(v, j) == BASE_BOOL ? v->value[j] != 0 : (NameId)v->value[j] == run->model->known.yes);
}

static const Truth *read_truth(Run *run, const Expr *e, const Frame *frame) {
    Vector a = eval_value(run, e->a, frame);
    Truth *truth = truth_vector(run, frame->n, 0);
    for (uint32_t i = 0; i < frame->n; i++) truth[i] = truth_at(run, &a, i);
    return truth;
}

static const Truth *truth_here(Run *run, const Expr *e, const Frame *frame) {
    switch (e->sort) {
    case EXPR_AND:
    case EXPR_OR: return logic(run, e, frame, TRUTH_FALSE, eval_truth);
    case EXPR_NOT: return negation(run, e, frame);
    case EXPR_COMPARE:
    case EXPR_IN:
    case EXPR_WITHIN: return eval_compare(run, e, frame);
    case EXPR_IS_SET: return presence(run, e, frame);
    case EXPR_TRUTH: return read_truth(run, e, frame);
    case EXPR_QUANTIFIER: return eval_quantifier(run, e, frame);
    default: return truth_vector(run, frame->n, TRUTH_UNKNOWN);
    }
}

static const Truth *truth_at_frame(Run *run, const Expr *e, const Frame *frame) {
    const Truth *truth = e->named ? named_truth(run, e, frame) : NULL;
    if (truth != NULL) return truth;
    truth = truth_here(run, e, frame);
    if (e->named) name_truth(run, e, frame, truth);
    return truth;
}

const Truth *eval_truth(Run *run, const Expr *e, const Frame *frame) {
    if (lasts(e)) return truth_vector(run, frame->n, truth_at(run, once(run, e), 0));
    const uint32_t *index = NULL;
    const Frame *at = frame_hoist(run, frame, e->level, &index);
    if (at == frame) return truth_at_frame(run, e, frame);
    const Truth *outer = truth_at_frame(run, e, at);
    Truth *truth = truth_vector(run, frame->n, 0);
    for (uint32_t i = 0; i < frame->n; i++) truth[i] = outer[index ? index[i] : 0];
    return truth;
}

const Truth *eval_where(Run *run, const Expr *e, const Frame *frame) {
    const uint32_t *index = NULL;
    if ((e->sort != EXPR_AND && e->sort != EXPR_OR) || frame_hoist(run, frame, e->level, &index) != frame) return eval_truth(run, e, frame);
    return logic(run, e, frame, TRUTH_ABSENT, eval_where);
}
