// Frames: selecting, gathering, and looking variables up.
#include "query/eval.h"

static void *copy_chosen(Arena *arena, const void *from, size_t size, const uint32_t *index, uint32_t n) {
    char *to = arena_array(arena, n, size);
    for (uint32_t i = 0; i < n; i++) memcpy(to + i * size, (const char *)from + (index ? index[i] : 0) * size, size);
    return to;
}

static Vector gather_single(Arena *arena, const Vector *v, const uint32_t *index, uint32_t n) {
    Vector result = {.n = n, .only = v->only};
    result.value = copy_chosen(arena, v->value, sizeof(Value), index, n);
    if (v->base) result.base = copy_chosen(arena, v->base, 1, index, n);
    if (v->place) result.place = copy_chosen(arena, v->place, sizeof(SrcPos), index, n);
    if (v->state) result.state = copy_chosen(arena, v->state, 1, index, n);
    return result;
}

static Vector gather_many(Arena *arena, const Vector *v, const uint32_t *index, uint32_t n) {
    uint32_t *start = ARENA_ARRAY(arena, uint32_t, (size_t)n + 1);
    uint64_t total = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = index ? index[i] : 0;
        total += v->start[from + 1] - v->start[from];
    }
    if (total > UINT32_MAX) mem_exhausted();
    Value *value = ARENA_ARRAY(arena, Value, total);
    uint8_t *base = v->base ? ARENA_ARRAY(arena, uint8_t, total) : NULL;
    SrcPos *place = v->place ? ARENA_ARRAY(arena, SrcPos, total) : NULL;
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = index ? index[i] : 0;
        uint32_t count = v->start[from + 1] - v->start[from];
        start[i] = at;
        if (count) {
            memcpy(value + at, v->value + v->start[from], count * sizeof(Value));
            if (base) memcpy(base + at, v->base + v->start[from], count);
            if (place) memcpy(place + at, v->place + v->start[from], count * sizeof(SrcPos));
        }
        at += count;
    }
    start[n] = at;
    Vector result = {.n = n, .start = start, .value = value, .only = v->only, .base = base, .place = place};
    if (v->state) result.state = copy_chosen(arena, v->state, 1, index, n);
    return result;
}

Vector vector_gather(Arena *arena, const Vector *v, const uint32_t *index, uint32_t n) {
    return v->start ? gather_many(arena, v, index, n) : gather_single(arena, v, index, n);
}

// Follows one step outwards: `map` leads from entries of the frame that was asked to entries of `at`.
typedef struct {
    const uint32_t *map; // meaningless while `identity`; NULL: all to entry 0
    bool identity;
} Way;

static void way_out(Arena *arena, Way *way, const Frame *at, uint32_t n) {
    if (way->identity || at->index == NULL) way->map = at->index;
    else way->map = copy_chosen(arena, at->index, sizeof(uint32_t), way->map, n);
    way->identity = false;
}

const Frame *frame_hoist(Run *run, const Frame *frame, uint32_t level, const uint32_t **index) {
    const Frame *at = frame;
    Way way = {.identity = true};
    while (at->outer && at->level > level && at->outer->n <= frame->n) {
        way_out(run->batch, &way, at, frame->n);
        at = at->outer;
    }
    *index = way.map;
    return at;
}

const Frame *frame_select(Run *run, const Frame *frame, const uint32_t *chosen, uint32_t count) {
    Frame *selection = ARENA_NEW(run->batch, Frame);
    uint32_t *index = ARENA_ARRAY(run->batch, uint32_t, count);
    if (count) memcpy(index, chosen, count * sizeof *index);
    *selection = (Frame){.outer = frame, .index = index, .n = count, .level = frame->level};
    return selection;
}

Vector frame_variable(Run *run, const Frame *frame, uint32_t level) {
    const Frame *at = frame;
    Way way = {.identity = true};
    while (!(at->binds && at->level == level)) {
        way_out(run->batch, &way, at, frame->n);
        at = at->outer;
    }
    return way.identity ? at->var : vector_gather(run->batch, &at->var, way.map, frame->n);
}

Value frame_value(const Frame *frame, uint32_t i, uint32_t level, Base *base, SrcPos *place) {
    while (!(frame->binds && frame->level == level)) {
        i = frame->index ? frame->index[i] : 0;
        frame = frame->outer;
    }
    if (base) *base = vector_base(&frame->var, i);
    if (place) *place = vector_place(&frame->var, i);
    return frame->var.value[i];
}

void undecided_add(Undecided *undecided, const Frame *frame, uint32_t i) {
    Base base;
    Value value = frame_value(frame, i, undecided->level, &base, NULL);
    vec_push(&undecided->records, base == BASE_RECORD ? (Row)value : 0);
}

const Frame *frame_where(Run *run, const Frame *frame, const Expr *where, Undecided *undecided) {
    if (where == NULL || frame->n == 0) return frame;
    const Truth *truth = eval_where(run, where, frame);
    uint32_t *chosen = ARENA_ARRAY(run->batch, uint32_t, frame->n), count = 0;
    for (uint32_t i = 0; i < frame->n; i++) {
        if (truth[i] == TRUTH_TRUE) chosen[count++] = i;
        else if (truth[i] == TRUTH_UNKNOWN && undecided) undecided_add(undecided, frame, i);
    }
    return count == frame->n ? frame : frame_select(run, frame, chosen, count);
}
