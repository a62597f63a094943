// any, none, every. Over a set they are asked of its parts one after the other; over all records of kinds kind by kind, once for each: a hundred demands
// that any of a million records would answer ask it a hundred times.
#include "query/eval.h"

// Answers are put together by `or`; for `every` by `and`.
static Truth both(const Expr *e, Truth a, Truth b) {
    return e->op == OP_EVERY ? truth_and(a, b) : truth_or(a, b);
}

static Truth of_nothing(const Expr *e) {
    return e->op == OP_EVERY ? TRUTH_TRUE : TRUTH_FALSE;
}

// ---- all records of kinds

// What all records of a kind come to.
typedef struct OfKind {
    const Expr *e;
    KindId kind;
    Truth truth;
    struct OfKind *next;
} OfKind;

// The records of the kind from *next on, at most BATCH_ROWS of them; NULL when there are none left.
static const Frame *scan_kind(Run *run, const Loop *loop, KindId kind, Row *next) {
    const Model *m = run->model;
    Value *rows = ARENA_ARRAY(run->batch, Value, BATCH_ROWS);
    uint32_t n = 0;
    for (; *next < m->kind_end[kind] && n < BATCH_ROWS; ++*next)
        if (!(m->flags[*next] & ROW_POISON)) rows[n++] = *next;
    if (n == 0) return NULL;
    Frame *frame = ARENA_NEW(run->batch, Frame);
    bool dense = (Row)rows[n - 1] == (Row)rows[0] + n - 1;
    *frame = (Frame){.outer = run->root,
                     .n = n,
                     .level = loop->level,
                     .binds = true,
                     .dense = dense ? (Row)rows[0] : 0,
                     .var = {.n = n, .value = rows, .only = BASE_RECORD}};
    return frame;
}

static Truth ask_kind(Run *run, const Expr *e, KindId kind) {
    OuterBatch outer = batch_begin(run);
    Truth truth = of_nothing(e), decided = truth_not(truth);
    if (run->lost[kind]) truth = both(e, truth, TRUTH_UNKNOWN);
    Row next = run->model->kind_first[kind];
    for (const Frame *frame; truth != decided && (frame = scan_kind(run, e->loop, kind, &next)) != NULL; run_clear(run)) {
        const Truth *each = eval_truth(run, e->loop->where, frame);
        for (uint32_t i = 0; i < frame->n; i++) truth = both(e, truth, each[i]);
    }
    batch_end(run, outer);
    return truth;
}

static Truth of_kind(Run *run, const Expr *e, KindId kind) {
    for (const OfKind *known = run->of_kind; known; known = known->next)
        if (known->e == e && known->kind == kind) return known->truth;
    OfKind *asked = ARENA_NEW(run->keep, OfKind);
    *asked = (OfKind){e, kind, ask_kind(run, e, kind), run->of_kind};
    run->of_kind = asked;
    return asked->truth;
}

static Truth *of_kinds(Run *run, const Expr *e, const Expr *kinds, const Frame *frame) {
    Vector v = eval_value(run, kinds, frame);
    Truth *truth = ARENA_ARRAY(run->batch, Truth, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) {
        truth[i] = of_nothing(e);
        if (vector_state(&v, i) & STATE_UNKNOWN) truth[i] = both(e, truth[i], TRUTH_UNKNOWN);
        for (uint32_t j = vector_from(&v, i); j < vector_to(&v, i); j++) truth[i] = both(e, truth[i], of_kind(run, e, (KindId)v.value[j]));
    }
    return truth;
}

// ---- by a loop

static Truth *by_loop(Run *run, const Expr *e, const Expr *source, const Frame *frame) {
    Truth *truth = ARENA_ARRAY(run->batch, Truth, frame->n);
    const Loop *loop = e->loop;
    const Frame *inner = source == loop->source ? frame_expand(run, loop, frame, truth) : frame_expand_path(run, loop, source, frame, truth);
    const Truth *each = loop->where ? eval_truth(run, loop->where, inner) : NULL;
    for (uint32_t i = 0; e->op == OP_EVERY && i < frame->n; i++) truth[i] = truth_not(truth[i]);
    for (uint32_t j = 0; j < inner->n; j++) truth[inner->index[j]] = both(e, truth[inner->index[j]], each ? each[j] : TRUTH_TRUE);
    return truth;
}

// ---- all of them

static Truth *ask(Run *run, const Expr *e, const Expr *source, const Frame *frame);

static Truth *ask_parts(Run *run, const Expr *e, const Expr *set, const Frame *frame) {
    Truth *truth = ask(run, e, set->list[0], frame);
    for (uint32_t k = 1; k < set->count; k++) {
        const Truth *part = ask(run, e, set->list[k], frame);
        for (uint32_t i = 0; i < frame->n; i++) truth[i] = both(e, truth[i], part[i]);
    }
    return truth;
}

static Truth *ask(Run *run, const Expr *e, const Expr *source, const Frame *frame) {
    const Expr *where = e->loop->where;
    if (e->loop->plan != LOOP_PATH || where == NULL) return by_loop(run, e, source, frame);
    if (source->sort == EXPR_SET && source->count > 0) return ask_parts(run, e, source, frame);
    bool alone = where->levels == UINT64_C(1) << e->loop->level; // it reads nothing but the record
    if (alone && source->sort == EXPR_PART && source->part == PART_RECORDS) return of_kinds(run, e, source->a, frame);
    return by_loop(run, e, source, frame);
}

static Truth *spread(Run *run, const Truth *each, const uint32_t *group, uint32_t n) {
    Truth *truth = ARENA_ARRAY(run->batch, Truth, n);
    for (uint32_t i = 0; i < n; i++) truth[i] = each[group[i]];
    return truth;
}

const Truth *eval_quantifier(Run *run, const Expr *e, const Frame *frame) {
    Truth *truth;
    if (e->loop->where == NULL && e->op != OP_EVERY) {
        const Truth *any = eval_presence(run, e->loop->source, frame); // whether there is anything at all needs no loop
        if (e->op == OP_ANY) return any;
        truth = ARENA_ARRAY(run->batch, Truth, frame->n);
        if (frame->n) memcpy(truth, any, frame->n);
    } else {
        const uint32_t *group;
        const Frame *distinct = frame_distinct(run, e, frame, &group);
        truth = ask(run, e, e->loop->source, distinct);
        if (distinct != frame) truth = spread(run, truth, group, frame->n);
    }
    for (uint32_t i = 0; e->op == OP_NONE && i < frame->n; i++) truth[i] = truth_not(truth[i]);
    return truth;
}
