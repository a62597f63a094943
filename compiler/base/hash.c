// Hashing of any number of bytes.
#include "base/hash.h"

uint64_t hash_bytes(uint64_t seed, const char *bytes, size_t len) {
    uint64_t a, b, hash = seed;
    for (size_t left = len; left > 16; left -= 16, bytes += 16) {
        memcpy(&a, bytes, 8);
        memcpy(&b, bytes + 8, 8);
        hash = hash_words(hash, a, b, 16);
    }
    // The last 1 to 16 bytes; `len` above tells apart what they have in common with shorter texts.
    size_t rest = len == 0 ? 0 : (len - 1) % 16 + 1;
    hash_short_words(bytes, rest, &a, &b);
    return hash_words(hash, a, b, len);
}

uint64_t hash_stable(uint64_t start, Str text) {
    uint64_t hash = start;
    for (uint32_t i = 0; i < text.len; i++) {
        hash ^= (unsigned char)text.at[i];
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}
