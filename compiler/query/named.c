// What a `let` names stands in several places of a rule: it is reckoned once for each frame of a batch, and handed down to selections of the frame.
#include "query/eval.h"

typedef struct Named {
    const Expr *e;
    const Frame *frame;
    const Vector *value; // or
    const Truth *truth;
    struct Named *next;
} Named;

static const Named *find(const Run *run, const Expr *e, const Frame *frame, bool truth) {
    const Named *k = run->named;
    while (k != NULL && !(k->e == e && k->frame == frame && (k->truth != NULL) == truth)) k = k->next;
    return k;
}

static Named *add(Run *run, const Expr *e, const Frame *frame) {
    Named *k = ARENA_NEW(run->batch, Named);
    *k = (Named){.e = e, .frame = frame, .next = run->named};
    return run->named = k;
}

void name_value(Run *run, const Expr *e, const Frame *frame, const Vector *value) {
    Vector *kept = ARENA_NEW(run->batch, Vector);
    *kept = *value;
    add(run, e, frame)->value = kept;
}

void name_truth(Run *run, const Expr *e, const Frame *frame, const Truth *truth) {
    add(run, e, frame)->truth = truth;
}

const Vector *named_value(Run *run, const Expr *e, const Frame *frame) {
    const Named *k = find(run, e, frame, false);
    if (k != NULL) return k->value;
    const Vector *outer = frame->binds || frame->outer == NULL ? NULL : named_value(run, e, frame->outer);
    if (outer == NULL) return NULL;
    Vector chosen = vector_gather(run->batch, outer, frame->index, frame->n);
    name_value(run, e, frame, &chosen);
    return find(run, e, frame, false)->value;
}

const Truth *named_truth(Run *run, const Expr *e, const Frame *frame) {
    const Named *k = find(run, e, frame, true);
    if (k != NULL) return k->truth;
    const Truth *outer = frame->binds || frame->outer == NULL ? NULL : named_truth(run, e, frame->outer);
    if (outer == NULL) return NULL;
    Truth *chosen = ARENA_ARRAY(run->batch, Truth, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) chosen[i] = outer[frame->index[i]];
    name_truth(run, e, frame, chosen);
    return chosen;
}
