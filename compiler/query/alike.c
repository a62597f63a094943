// Entries of a frame that are alike to a quantifier or a count: it is reckoned once for all of them. Where many records have the same key (one reason
// for a thousand controls), walking them all for each of them would take time that grows with the square.
#include "base/hash.h"
#include "query/eval.h"

// What a loop reads from outside, for every entry of a frame.
typedef struct {
    Run *run;
    const Vector *parts;
    uint32_t count;
} Outside;

static uint64_t hash_entry(const Outside *o, uint32_t i) {
    uint64_t hash = 0;
    for (uint32_t p = 0; p < o->count; p++) {
        const Vector *v = &o->parts[p];
        hash = hash_u64(hash ^ vector_state(v, i));
        for (uint32_t j = vector_from(v, i); j < vector_to(v, i); j++) hash = hash_u64(hash ^ value_hash(o->run, vector_base(v, j), v->value[j]));
    }
    return hash;
}

static bool same_part(const Model *m, const Vector *v, uint32_t a, uint32_t b) {
    uint32_t x = vector_from(v, a), y = vector_from(v, b), count = vector_to(v, a) - x;
    if (vector_state(v, a) != vector_state(v, b) || vector_to(v, b) - y != count) return false;
    for (uint32_t k = 0; k < count; k++)
        if (!value_equal(m, vector_base(v, x + k), v->value[x + k], vector_base(v, y + k), v->value[y + k])) return false;
    return true;
}

static bool same_entry(const Outside *o, uint32_t a, uint32_t b) {
    for (uint32_t p = 0; p < o->count; p++)
        if (!same_part(o->run->model, &o->parts[p], a, b)) return false;
    return true;
}

// Numbers the groups in the order of their first entries, which go to `first`. Returns how many there are.
static uint32_t group_entries(const Outside *o, uint32_t n, uint32_t *group, uint32_t *first) {
    uint32_t size = 16, groups = 0;
    while (size < 2 * n) size *= 2;
    uint32_t *slots = ARENA_ARRAY(o->run->batch, uint32_t, size); // 1 + a group
    for (uint32_t i = 0; i < n; i++) {
        uint32_t h = (uint32_t)hash_entry(o, i) & (size - 1);
        while (slots[h] != 0 && !same_entry(o, first[slots[h] - 1], i)) h = (h + 1) & (size - 1);
        if (slots[h] == 0) {
            first[groups] = i;
            slots[h] = ++groups;
        }
        group[i] = slots[h] - 1;
    }
    return groups;
}

const Frame *frame_distinct(Run *run, const Expr *e, const Frame *frame, const uint32_t **group) {
    const Loop *loop = e->loop;
    bool placeless = e->sort == EXPR_QUANTIFIER || e->op == OP_COUNT; // what others give stands somewhere
    if (!placeless || loop->outside_count == 0 || frame->n < 2 || !loop_has_many(run, loop)) return frame;
    Vector *parts = ARENA_ARRAY(run->batch, Vector, loop->outside_count);
    for (uint32_t p = 0; p < loop->outside_count; p++) parts[p] = eval_value(run, loop->outside[p], frame);
    Outside outside = {run, parts, loop->outside_count};
    uint32_t *groups = ARENA_ARRAY(run->batch, uint32_t, frame->n), *first = ARENA_ARRAY(run->batch, uint32_t, frame->n);
    uint32_t count = group_entries(&outside, frame->n, groups, first);
    *group = groups;
    return count == frame->n ? frame : frame_select(run, frame, first, count);
}
