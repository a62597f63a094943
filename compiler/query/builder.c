// Builds vectors entry by entry. Values of one entry are a set: a few are compared one by one, many are hashed.
#include "base/hash.h"
#include "query/eval.h"

#define FEW 12u

Builder builder_new(Arena *arena, uint32_t entries) {
    Builder b = {.arena = arena};
    b.start = ARENA_ARRAY(arena, uint32_t, (size_t)entries + 1);
    b.state = ARENA_ARRAY(arena, uint8_t, entries);
    vec_reserve(&b.value, entries);
    vec_reserve(&b.base, entries);
    vec_reserve(&b.place, entries);
    return b;
}

static bool same_value(const Builder *b, uint32_t i, Value value, Base base) {
    return b->value.at[i] == value && b->base.at[i] == base;
}

void builder_value(Builder *b, Value value, Base base, SrcPos place) {
    uint32_t from = b->start[b->entries];
    if (!b->unique && b->value.n - from <= FEW)
        for (uint32_t i = from; i < b->value.n; i++)
            if (same_value(b, i, value, base)) return;
    vec_push(&b->value, value);
    vec_push(&b->base, (uint8_t)base);
    vec_push(&b->place, place);
}

// Drops repeated values of the entry that begins at `from`, keeping the order of the first ones.
static void drop_repeated(Builder *b, uint32_t from) {
    uint32_t count = b->value.n - from, size = 64;
    while (size < 2 * count) size *= 2;
    uint32_t *slots = mem_alloc(size * sizeof *slots);
    memset(slots, 0xff, size * sizeof *slots);
    uint32_t kept = from;
    for (uint32_t i = from; i < b->value.n; i++) {
        uint32_t h = (uint32_t)hash_u64((uint64_t)b->value.at[i] * 31 + b->base.at[i]) & (size - 1);
        while (slots[h] != UINT32_MAX && !same_value(b, slots[h], b->value.at[i], (Base)b->base.at[i])) h = (h + 1) & (size - 1);
        if (slots[h] != UINT32_MAX) continue;
        slots[h] = kept;
        b->value.at[kept] = b->value.at[i];
        b->base.at[kept] = b->base.at[i];
        b->place.at[kept++] = b->place.at[i];
    }
    mem_free(slots);
    b->value.n = b->base.n = b->place.n = kept;
}

void builder_entry(Builder *b, uint8_t unknown) {
    uint32_t from = b->start[b->entries];
    if (!b->unique && b->value.n - from > FEW) drop_repeated(b, from);
    b->state[b->entries] = (uint8_t)((b->value.n > from ? STATE_SET : STATE_ABSENT) | unknown);
    b->start[++b->entries] = b->value.n;
}

static bool uniform(const Builder *b) {
    for (uint32_t i = 1; i < b->base.n; i++)
        if (b->base.at[i] != b->base.at[0]) return false;
    return true;
}

Vector builder_done(Builder *b) {
    Vector v = {.n = b->entries, .start = b->start, .state = b->state, .only = b->base.n ? (Base)b->base.at[0] : BASE_COUNT};
    Value *value = ARENA_ARRAY(b->arena, Value, b->value.n);
    SrcPos *place = ARENA_ARRAY(b->arena, SrcPos, b->place.n);
    if (b->value.n) {
        memcpy(value, b->value.at, b->value.n * sizeof *value);
        memcpy(place, b->place.at, b->place.n * sizeof *place);
    }
    v.value = value;
    v.place = place;
    if (!uniform(b)) {
        uint8_t *base = ARENA_ARRAY(b->arena, uint8_t, b->base.n);
        memcpy(base, b->base.at, b->base.n);
        v.base = base;
    }
    vec_free(&b->value);
    vec_free(&b->base);
    vec_free(&b->place);
    return v;
}
