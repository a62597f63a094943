// Builds vectors entry by entry. Values of one entry are a set: a few are compared one by one, many are hashed.
#include "base/hash.h"
#include "query/eval.h"

#define FEW 12u

Builder builder_new(Arena *arena, uint32_t entries) {
    Builder b = {.arena = arena};
    b.start = ARENA_ARRAY(arena, uint32_t, (size_t)entries + 1);
    b.state = ARENA_ARRAY(arena, uint8_t, entries);
    vec_reserve(&b.values, entries);
    return b;
}

static bool same_value(const Built *a, const Built *b) {
    return a->value == b->value && a->base == b->base;
}

void builder_value(Builder *b, Value value, Base base, SrcPos place) {
    Built built = {value, place, (uint8_t)base};
    uint32_t from = b->start[b->entries];
    if (!b->unique && b->values.n - from <= FEW)
        for (uint32_t i = from; i < b->values.n; i++)
            if (same_value(&b->values.at[i], &built)) return;
    vec_push(&b->values, built);
}

// Drops repeated values of the entry that begins at `from`, keeping the order of the first ones.
static void drop_repeated(Builder *b, uint32_t from) {
    uint32_t count = b->values.n - from, size = 64, kept = from;
    while (size < 2 * count) size *= 2;
    Built *at = b->values.at;
    uint32_t *slots = mem_alloc(size * sizeof *slots);
    memset(slots, 0xff, size * sizeof *slots);
    for (uint32_t i = from; i < b->values.n; i++) {
        uint32_t h = (uint32_t)hash_u64((uint64_t)at[i].value * 31 + at[i].base) & (size - 1);
        while (slots[h] != UINT32_MAX && !same_value(&at[slots[h]], &at[i])) h = (h + 1) & (size - 1);
        if (slots[h] != UINT32_MAX) continue;
        slots[h] = kept;
        at[kept++] = at[i];
    }
    mem_free(slots);
    b->values.n = kept;
}

void builder_entry(Builder *b, uint8_t unknown) {
    uint32_t from = b->start[b->entries];
    if (!b->unique && b->values.n - from > FEW) drop_repeated(b, from);
    b->state[b->entries] = (uint8_t)((b->values.n > from ? STATE_SET : STATE_ABSENT) | unknown);
    b->start[++b->entries] = b->values.n;
}

Vector vector_nothing(Arena *arena, const Vector *from, Base only) {
    uint8_t *state = ARENA_ARRAY(arena, uint8_t, from->n);
    for (uint32_t i = 0; i < from->n; i++) state[i] = vector_state(from, i) & STATE_UNKNOWN;
    return (Vector){.n = from->n, .start = ARENA_ARRAY(arena, uint32_t, (size_t)from->n + 1), .state = state, .only = only};
}

Slots slots_new(Arena *arena, uint32_t n, Base only) {
    Slots s = {.arena = arena, .n = n, .only = only, .value = ARENA_ARRAY(arena, Value, n), .state = ARENA_ARRAY(arena, uint8_t, n)};
    if (only == BASE_COUNT) s.base = ARENA_ARRAY(arena, uint8_t, n);
    return s;
}

Vector slots_done(const Slots *s) {
    return (Vector){.n = s->n, .value = s->value, .only = s->only, .base = s->base, .place = s->place, .state = s->state};
}

Vector builder_done(Builder *b) {
    uint32_t n = b->values.n;
    Value *value = ARENA_ARRAY(b->arena, Value, n);
    SrcPos *place = ARENA_ARRAY(b->arena, SrcPos, n);
    uint8_t only = n ? b->values.at[0].base : BASE_COUNT;
    bool mixed = false;
    for (uint32_t i = 0; i < n; i++) {
        value[i] = b->values.at[i].value;
        place[i] = b->values.at[i].place;
        mixed |= b->values.at[i].base != only;
    }
    Vector v = {.n = b->entries, .start = b->start, .state = b->state, .value = value, .place = place, .only = (Base)only};
    if (mixed) {
        uint8_t *base = ARENA_ARRAY(b->arena, uint8_t, n);
        for (uint32_t i = 0; i < n; i++) base[i] = b->values.at[i].base;
        v.base = base;
    }
    vec_free(&b->values);
    return v;
}
