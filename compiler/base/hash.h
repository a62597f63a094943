// Hashing. hash_bytes is seeded and for tables in memory; hash_stable is for what is written down (fingerprints) and never changes.
#ifndef ISMSC_BASE_HASH_H
#define ISMSC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

// Not the same on machines of another byte order: nothing that is written down may depend on it.
uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t len);

// FNV-1a, 64 bits; `start` chains several parts (HASH_STABLE_START for the first).
#define HASH_STABLE_START UINT64_C(0xcbf29ce484222325)
uint64_t hash_stable(uint64_t start, Str text);

static inline uint64_t hash_u64(uint64_t x) { // the finaliser of SplitMix64
    x ^= x >> 30;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    x ^= x >> 27;
    x *= UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

// The up to 16 bytes of a short text as two words, which together with `len` say which text it is.
static inline void hash_short_words(const char *bytes, size_t len, uint64_t *a, uint64_t *b) {
    uint32_t low, high;
    if (len >= 8) {
        memcpy(a, bytes, 8);
        memcpy(b, bytes + len - 8, 8);
    } else if (len >= 4) {
        memcpy(&low, bytes, 4);
        memcpy(&high, bytes + len - 4, 4);
        *a = low;
        *b = high;
    } else if (len > 0) {
        *a = (uint64_t)(unsigned char)bytes[0] << 16 | (uint64_t)(unsigned char)bytes[len / 2] << 8 | (unsigned char)bytes[len - 1];
        *b = 0;
    } else {
        *a = *b = 0;
    }
}

__extension__ typedef unsigned __int128 HashProduct;

// Two words and a length, mixed by the two halves of 128-bit products. Who does not know `seed` cannot choose words that collide.
static inline uint64_t hash_words(uint64_t seed, uint64_t a, uint64_t b, uint64_t len) {
    HashProduct product = (HashProduct)(a ^ UINT64_C(0x9e3779b97f4a7c15) ^ seed) * (b ^ hash_u64(seed));
    uint64_t mixed = (uint64_t)product ^ (uint64_t)(product >> 64);
    product = (HashProduct)(mixed ^ seed) * (len ^ UINT64_C(0xd6e8feb86659fd93));
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#endif
