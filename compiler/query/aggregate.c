// Aggregates: one value that stands for those that a loop binds, or all of them.
#include "base/decimal.h"
#include "query/eval.h"
#include "query/frame.h"

static bool add_up(Base base, Value a, Value b, Value *sum) {
    if (base != BASE_MONEY) return decimal_add(a, b, sum);
    char currency[3];
    Decimal amount;
    money_currency(a, currency);
    return decimal_add(money_amount(a), money_amount(b), &amount) && money_pack((Str){currency, 3}, amount, sum);
}

// The value takes the place of the one that stands for those so far.
static void stands_for_all(Tally *t, const Tallied *v) {
    t->value = v->value;
    t->base = v->base;
    t->place = v->place;
    t->rank = v->rank;
    t->any = true;
}

void tally_value(Run *run, ExprOp op, const Enum *words, Tally *t, const Tallied *v) {
    const Model *m = run->model;
    bool take = !t->any;
    bool reckons = op == OP_MIN || op == OP_MAX || op == OP_SUM;
    if (reckons && t->any && v->base == BASE_MONEY && !money_same_currency(t->value, v->value)) {
        run_two_currencies(run, t->place, v->place);
        t->overflow = true;
        return;
    }
    if (t->any) switch (op) {
        case OP_SUM: t->overflow |= !add_up(v->base, t->value, v->value, &t->value); return;
        case OP_MIN: take = model_value_cmp(m, v->base, words, v->value, t->value) < 0; break;
        case OP_MAX: take = model_value_cmp(m, v->base, words, v->value, t->value) > 0; break;
        case OP_LATEST: take = v->rank > t->rank; break;
        default: break;
        }
    if (take) stands_for_all(t, v);
}

// The date that `latest` goes by: the record's field `on`, which may be a reckoned one. False: it has none, or (*open) one that nobody knows.
static bool rank_of(Run *run, const Expr *e, Base base, Value value, Value *rank, Truth *open) {
    *rank = 0;
    if (e->op != OP_LATEST) return true;
    const Model *m = run->model;
    FieldId field = base == BASE_RECORD ? schema_field(m->schema, m->kind[value], m->known.on) : 0;
    if (field == 0) return false;
    const Column *on = run_column(run, field);
    uint32_t count = 0;
    uint8_t state = STATE_ABSENT;
    uint32_t from = column_values(on, (Row)value, &count, &state);
    if (state & STATE_UNKNOWN) *open = TRUTH_UNKNOWN;
    if (count == 0) return false;
    *rank = on->value[from];
    return (on->base ? (Base)on->base[from] : type_only_base(schema_field_at(m->schema, field)->type)) == BASE_DATE;
}

static void tally_entry(Run *run, const Expr *e, Tally *t, const Vector *values, uint32_t j) {
    if (values->n == 0) return;
    if (vector_state(values, j) & STATE_UNKNOWN) t->open = TRUTH_UNKNOWN;
    for (uint32_t k = vector_from(values, j); k < vector_to(values, j); k++) {
        Tallied v = {.value = values->value[k], .base = vector_base(values, k), .place = vector_place(values, k)};
        if (rank_of(run, e, v.base, v.value, &v.rank, &t->open)) tally_value(run, e->op, e->type.words, t, &v);
    }
}

static void tally_done(const Expr *e, const Tally *t, Slots *to, uint32_t i) {
    if (t->open == TRUTH_UNKNOWN || t->overflow) to->state[i] = STATE_UNKNOWN;
    else if (e->op == OP_COUNT) slots_put(to, i, (Value)t->count * DECIMAL_ONE, BASE_NUMBER, 0);
    else if (t->any) slots_put(to, i, t->value, t->base, t->place);
    else if (e->op == OP_SUM && e->only != BASE_MONEY) slots_put(to, i, 0, BASE_NUMBER, 0);
}

// The values themselves, in place of one that stands for them. The bindings of an entry stand together, in the order of the entries.
static Vector eval_those(Run *run, const Expr *e, const Frame *frame) {
    Truth *open = ARENA_ARRAY(run->batch, Truth, frame->n);
    const Frame *inner = frame_expand(run, e->loop, frame, open);
    const Truth *each = e->loop->where ? eval_where(run, e->loop->where, inner) : NULL;
    Vector values = e->a ? eval_value(run, e->a, inner) : frame_variable(run, inner, e->loop->level);
    Builder b = builder_new(run->batch, frame->n);
    for (uint32_t i = 0, j = 0; i < frame->n; i++) {
        bool unknown = open[i] == TRUTH_UNKNOWN;
        for (; j < inner->n && inner->index[j] == i; j++) {
            if (each && each[j] != TRUTH_TRUE) unknown |= each[j] == TRUTH_UNKNOWN;
            else {
                unknown |= (vector_state(&values, j) & STATE_UNKNOWN) != 0;
                for (uint32_t k = vector_from(&values, j); k < vector_to(&values, j); k++)
                    builder_value(&b, values.value[k], vector_base(&values, k), vector_place(&values, k));
            }
        }
        builder_entry(&b, unknown ? STATE_UNKNOWN : 0);
    }
    return builder_done(&b);
}

// How many values a path has: nothing need be bound for it.
static Vector count_values(Run *run, const Expr *e, const Frame *frame) {
    const Expr *source = e->loop->source;
    if (source->sort == EXPR_REACHABLE) return eval_reachable_count(run, source, frame);
    if (source->sort == EXPR_PART && source->part == PART_RECORDS) return eval_records_count(run, source, frame);
    Vector v = eval_value(run, source, frame);
    Value *count = ARENA_ARRAY(run->batch, Value, frame->n);
    uint8_t *state = ARENA_ARRAY(run->batch, uint8_t, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        count[i] = (Value)(vector_to(&v, i) - vector_from(&v, i)) * DECIMAL_ONE;
        state[i] = vector_state(&v, i) & STATE_UNKNOWN ? STATE_UNKNOWN : STATE_SET;
    }
    return (Vector){.n = frame->n, .value = count, .only = BASE_NUMBER, .state = state};
}

// An aggregate over the values of a path themselves: nothing need be bound for them.
static Vector tally_values(Run *run, const Expr *e, const Frame *frame) {
    Vector v = eval_value(run, e->loop->source, frame);
    Slots to = slots_new(run->batch, frame->n, e->only);
    for (uint32_t i = 0; i < frame->n; i++) {
        Tally t = {0};
        tally_entry(run, e, &t, &v, i);
        tally_done(e, &t, &to, i);
    }
    return slots_done(&to);
}

static bool is_of_values(const Expr *e) {
    bool itself = e->a == NULL || (e->a->sort == EXPR_VAR && e->a->var_level == e->loop->level);
    return e->loop->plan == LOOP_PATH && e->loop->where == NULL && itself;
}

static Vector tallied(Run *run, const Expr *e, const Frame *frame) {
    Tally *tally = ARENA_ARRAY(run->batch, Tally, frame->n);
    Truth *open = ARENA_ARRAY(run->batch, Truth, frame->n);
    const Frame *inner = frame_expand(run, e->loop, frame, open);
    const Truth *each = e->loop->where ? eval_where(run, e->loop->where, inner) : NULL;
    Vector values = e->op == OP_COUNT ? (Vector){0} : e->a ? eval_value(run, e->a, inner) : frame_variable(run, inner, e->loop->level);
    for (uint32_t i = 0; i < frame->n; i++) tally[i].open = open[i];
    for (uint32_t j = 0; j < inner->n; j++) {
        Tally *t = &tally[inner->index[j]];
        if (each && each[j] == TRUTH_UNKNOWN) t->open = TRUTH_UNKNOWN;
        if (each && each[j] != TRUTH_TRUE) continue;
        t->count++;
        tally_entry(run, e, t, &values, j);
    }
    Slots to = slots_new(run->batch, frame->n, e->only);
    for (uint32_t i = 0; i < frame->n; i++) tally_done(e, &tally[i], &to, i);
    return slots_done(&to);
}

Vector eval_aggregate(Run *run, const Expr *e, const Frame *frame) {
    if (e->op == OP_THOSE) return eval_those(run, e, frame);
    if (e->op == OP_COUNT && e->loop->plan == LOOP_PATH && e->loop->where == NULL) return count_values(run, e, frame);
    if (is_of_values(e)) return tally_values(run, e, frame);
    const uint32_t *group;
    const Frame *distinct = frame_distinct(run, e, frame, &group);
    Vector each = tallied(run, e, distinct);
    return distinct == frame ? each : vector_gather(run->batch, &each, group, frame->n);
}
