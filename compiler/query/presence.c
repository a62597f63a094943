// Is there anything? Asked of all records of a kind it is answered by the first of them: there may be a million, and a hundred demands that any of them
// would answer.
#include "query/eval.h"

static Truth *truths(Run *run, uint32_t n) {
    return ARENA_ARRAY(run->batch, Truth, n);
}

static bool any_record(const Model *m, KindId kind) {
    Row row = m->kind_first[kind];
    while (row < m->kind_end[kind] && (m->flags[row] & ROW_POISON)) row++;
    return row < m->kind_end[kind];
}

// The records of each kind that is a value of `kinds`.
static const Truth *any_records(Run *run, const Expr *kinds, const Frame *frame) {
    Vector v = eval_value(run, kinds, frame);
    Truth *truth = truths(run, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        truth[i] = vector_state(&v, i) & STATE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_FALSE;
        for (uint32_t j = vector_from(&v, i); j < vector_to(&v, i); j++) {
            KindId kind = (KindId)v.value[j];
            truth[i] = truth_or(truth[i], any_record(run->model, kind) ? TRUTH_TRUE : run->lost[kind] ? TRUTH_UNKNOWN : TRUTH_FALSE);
        }
    }
    return truth;
}

static const Truth *any_part(Run *run, const Expr *e, const Frame *frame) {
    Truth *truth = truths(run, frame->n);
    for (uint32_t k = 0; k < e->count; k++) {
        const Truth *part = eval_presence(run, e->list[k], frame);
        for (uint32_t i = 0; i < frame->n; i++) truth[i] = truth_or(truth[i], part[i]);
    }
    return truth;
}

const Truth *eval_presence(Run *run, const Expr *e, const Frame *frame) {
    if (e->sort == EXPR_SET) return any_part(run, e, frame);
    if (e->sort == EXPR_PART && e->part == PART_RECORDS) return any_records(run, e->a, frame);
    Vector v = eval_value(run, e, frame);
    Truth *truth = truths(run, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        if (vector_from(&v, i) < vector_to(&v, i)) truth[i] = TRUTH_TRUE;
        else truth[i] = vector_state(&v, i) & STATE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_FALSE;
    }
    return truth;
}
