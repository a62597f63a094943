// Interned names: an open table of small slots beside the texts. At a million names no cache holds either, so batches fetch what they will look at
// before they look.
#include "base/names.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/vec.h"

#define SHORT_LONGEST 16
#define FIRST_BITS 8
#define BATCH 64

typedef struct {
    uint32_t hash; // its top bits are the slot where the search begins
    NameId id;     // 0: the slot is empty
} Slot;

struct Names {
    Slot *slots;
    uint32_t bits;         // 1 << bits slots
    uint64_t seed, seed_b; // two independent words that no input can know
    VEC(Str) texts;        // by id; [0] is the empty text
};

Names *names_new(uint64_t seed) {
    Names *names = mem_zeroed(1, sizeof *names);
    names->seed = hash_u64(seed ^ UINT64_C(0x2545f4914f6cdd1d));
    names->seed_b = hash_u64(names->seed ^ UINT64_C(0x9fb21c651e98df25));
    names->bits = FIRST_BITS;
    names->slots = mem_zeroed((size_t)1 << FIRST_BITS, sizeof *names->slots);
    vec_push(&names->texts, STR(""));
    return names;
}

void names_free(Names *names) {
    if (names == NULL) return;
    mem_free(names->slots);
    vec_free(&names->texts);
    mem_free(names);
}

// One product mixes a short text: half of all that is interned are a few field names, and the time of this function is felt in the whole.
static inline uint32_t hash_of(const Names *names, Str text) {
    if (text.len > SHORT_LONGEST) return (uint32_t)(hash_bytes(names->seed, text.at, text.len) >> 32);
    uint64_t a, b;
    hash_short_words(text.at, text.len, &a, &b);
    HashProduct product = (HashProduct)(a ^ names->seed) * (b ^ names->seed_b ^ text.len);
    return (uint32_t)(((uint64_t)product ^ (uint64_t)(product >> 64)) >> 32);
}

static inline size_t slot_of(const Names *names, uint32_t hash) {
    return hash >> (32 - names->bits);
}

static inline bool same_text(Str a, Str b) {
    if (a.len != b.len || a.len > SHORT_LONGEST) return str_eq(a, b);
    uint64_t a_low, a_high, b_low, b_high;
    hash_short_words(a.at, a.len, &a_low, &a_high);
    hash_short_words(b.at, b.len, &b_low, &b_high);
    return a_low == b_low && a_high == b_high;
}

// The slot that holds `text`, or the empty one where it would go.
static inline Slot *seek(const Names *names, Str text, uint32_t hash) {
    size_t mask = ((size_t)1 << names->bits) - 1;
    for (size_t i = slot_of(names, hash);; i = (i + 1) & mask) {
        Slot *slot = &names->slots[i];
        if (slot->id == 0 || (slot->hash == hash && same_text(names->texts.at[slot->id], text))) return slot;
    }
}

// Doubles the table. Slots stand in the order of their hashes, so both tables are walked through from front to back.
static void grow(Names *names) {
    size_t old_count = (size_t)1 << names->bits;
    Slot *old = names->slots;
    if (names->bits == 31) mem_exhausted();
    names->bits++;
    size_t mask = ((size_t)1 << names->bits) - 1;
    names->slots = mem_zeroed(mask + 1, sizeof *old);
    for (size_t i = 0; i < old_count; i++) {
        if (old[i].id == 0) continue;
        size_t to = slot_of(names, old[i].hash);
        while (names->slots[to].id != 0) to = (to + 1) & mask;
        names->slots[to] = old[i];
    }
    mem_free(old);
}

// Room for `more` further names: at most two thirds of the slots are taken.
void names_reserve(Names *names, uint32_t more) {
    while (((uint64_t)names->texts.n + more) * 3 > (UINT64_C(2) << names->bits)) grow(names);
    vec_reserve(&names->texts, more);
}

static inline NameId take(Names *names, Str text, uint32_t hash) {
    Slot *slot = seek(names, text, hash);
    if (slot->id == 0) {
        *slot = (Slot){hash, names->texts.n};
        vec_push(&names->texts, text);
    }
    return slot->id;
}

NameId names_intern(Names *names, Str text) {
    if (text.len == 0) return 0;
    names_reserve(names, 1);
    return take(names, text, hash_of(names, text));
}

// Each round fetches what the next one reads: slots, then where their texts lie, then the texts.
static void look_ahead(const Names *names, const Str *texts, uint32_t *hashes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        hashes[i] = hash_of(names, texts[i]);
        __builtin_prefetch(&names->slots[slot_of(names, hashes[i])], 1);
    }
    for (uint32_t i = 0; i < count; i++) __builtin_prefetch(&names->texts.at[names->slots[slot_of(names, hashes[i])].id]);
    for (uint32_t i = 0; i < count; i++) __builtin_prefetch(names->texts.at[names->slots[slot_of(names, hashes[i])].id].at);
}

void names_intern_batch(Names *names, const Str *texts, NameId *ids, uint32_t count) {
    uint32_t hashes[BATCH];
    for (uint32_t done = 0, n; done < count; done += n) {
        n = count - done < BATCH ? count - done : BATCH;
        names_reserve(names, n);
        look_ahead(names, texts + done, hashes, n);
        for (uint32_t i = 0; i < n; i++) ids[done + i] = texts[done + i].len == 0 ? 0 : take(names, texts[done + i], hashes[i]);
    }
}

NameId names_find(const Names *names, Str text) {
    return text.len == 0 ? 0 : seek(names, text, hash_of(names, text))->id;
}

Str names_text(const Names *names, NameId id) {
    return names->texts.at[id];
}

uint32_t names_count(const Names *names) {
    return names->texts.n - 1;
}
