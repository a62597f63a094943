// Interned names: an open table of slots of 32 bytes. A slot holds a text of up to 16 bytes itself, so that finding it again touches one
// cache line and not the text; of a longer one it holds a 64-bit hash and where it lies.
#include "base/names.h"

#include "base/hash.h"
#include "base/memory.h"
#include "base/vec.h"

#define INLINE_LONGEST 16
#define FIRST_BITS 8
#define BATCH 64

typedef struct {
    uint64_t a, b; // up to 16 bytes: hash_short_words; longer: the whole hash, and the address of the bytes
    uint32_t hash; // its top bits are the slot where the search begins
    uint32_t len;
    NameId id; // 0: the slot is empty
    uint32_t unused;
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

// What a slot for `text` would hold, without the id. One product mixes a short text: half of all that is interned are a few field names,
// and the time of this function is felt in the whole.
static inline Slot key_of(const Names *names, Str text) {
    Slot key = {.len = text.len};
    uint64_t hash;
    if (text.len <= INLINE_LONGEST) {
        hash_short_words(text.at, text.len, &key.a, &key.b);
        HashProduct product = (HashProduct)(key.a ^ names->seed) * (key.b ^ names->seed_b ^ text.len);
        hash = (uint64_t)product ^ (uint64_t)(product >> 64);
    } else {
        hash = hash_bytes(names->seed, text.at, text.len);
        key.a = hash;
        key.b = (uintptr_t)text.at;
    }
    key.hash = (uint32_t)(hash >> 32);
    return key;
}

static inline size_t slot_of(const Names *names, uint32_t hash) {
    return hash >> (32 - names->bits);
}

static inline bool same_key(const Slot *slot, const Slot *key) {
    if (slot->a != key->a || slot->len != key->len) return false;
    if (key->len <= INLINE_LONGEST) return slot->b == key->b;
    return memcmp((const char *)(uintptr_t)slot->b, (const char *)(uintptr_t)key->b, key->len) == 0;
}

// The slot that holds `key`, or the empty one where it would go.
static inline Slot *seek(const Names *names, const Slot *key) {
    size_t mask = ((size_t)1 << names->bits) - 1;
    for (size_t i = slot_of(names, key->hash);; i = (i + 1) & mask) {
        Slot *slot = &names->slots[i];
        if (slot->id == 0 || same_key(slot, key)) return slot;
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

static inline NameId take(Names *names, Slot *key, Str text) {
    Slot *slot = seek(names, key);
    if (slot->id == 0) {
        *slot = *key;
        slot->id = names->texts.n;
        vec_push(&names->texts, text);
    }
    return slot->id;
}

NameId names_intern(Names *names, Str text) {
    if (text.len == 0) return 0;
    names_reserve(names, 1);
    Slot key = key_of(names, text);
    return take(names, &key, text);
}

void names_intern_batch(Names *names, const Str *texts, NameId *ids, uint32_t count) {
    Slot keys[BATCH];
    for (uint32_t done = 0, n; done < count; done += n) {
        n = count - done < BATCH ? count - done : BATCH;
        names_reserve(names, n);
        for (uint32_t i = 0; i < n; i++) {
            keys[i] = key_of(names, texts[done + i]);
            __builtin_prefetch(&names->slots[slot_of(names, keys[i].hash)], 1);
        }
        for (uint32_t i = 0; i < n; i++) {
            ids[done + i] = keys[i].len == 0 ? 0 : take(names, &keys[i], texts[done + i]);
        }
    }
}

NameId names_find(const Names *names, Str text) {
    if (text.len == 0) return 0;
    Slot key = key_of(names, text);
    return seek(names, &key)->id;
}

Str names_text(const Names *names, NameId id) {
    return names->texts.at[id];
}

uint32_t names_count(const Names *names) {
    return names->texts.n - 1;
}
