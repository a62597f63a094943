// Vectors and frames: a frame is a batch of bindings (n combinations of variables); evaluating an expression over it gives a vector of n entries.
#ifndef ISMSC_QUERY_FRAME_H
#define ISMSC_QUERY_FRAME_H

#include "query/expr.h"
#include "query/truth.h"

typedef struct {
    uint32_t n;
    const uint32_t *start; // several values an entry: those of i are [start[i], start[i + 1]); NULL: one slot an entry
    const Value *value;
    Base only; // base of all values when `base` is NULL
    const uint8_t *base;
    const SrcPos *place;  // of each value, or NULL
    const uint8_t *state; // of each entry; NULL: all SET
} Vector;

typedef struct Frame {
    const struct Frame *outer;
    const uint32_t *index; // entry i extends entry index[i] of outer; NULL: all extend entry 0
    uint32_t n;
    uint32_t level; // of the variable it binds, or of the outer frame for a selection
    bool binds;
    Row dense;  // the variable runs through consecutive rows from here; 0: it does not
    Vector var; // binds: one value for each entry
} Frame;

// Values of entry i.
static inline uint32_t vector_from(const Vector *v, uint32_t i) {
    return v->start ? v->start[i] : i;
}
static inline uint32_t vector_to(const Vector *v, uint32_t i) {
    if (v->start) return v->start[i + 1];
    return v->state == NULL || (v->state[i] & STATE_SET) ? i + 1 : i;
}
static inline uint8_t vector_state(const Vector *v, uint32_t i) {
    return v->state ? v->state[i] : STATE_SET;
}
// Has no entry a value? Told where it is known without looking.
static inline bool vector_is_empty(const Vector *v) {
    return v->value == NULL || (v->start && v->start[v->n] == v->start[0]);
}
static inline Base vector_base(const Vector *v, uint32_t j) {
    return v->base ? (Base)v->base[j] : v->only;
}
static inline SrcPos vector_place(const Vector *v, uint32_t j) {
    return v->place ? v->place[j] : 0;
}

#endif
