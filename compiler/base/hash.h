// Hashing. hash_bytes is seeded and for tables in memory; hash_stable is for what is written down (fingerprints) and never changes.
#ifndef ISMSC_BASE_HASH_H
#define ISMSC_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

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

#endif
