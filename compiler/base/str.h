// A slice of text: not owned, not ended by NUL, may hold any byte. The currency for text everywhere in the compiler.
#ifndef ISMSC_BASE_STR_H
#define ISMSC_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const char *at;
    uint32_t len;
} Str;

#define STR(literal) ((Str){(literal), (uint32_t)(sizeof(literal) - 1)})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).len, (s).at

// The slice over a NUL-terminated string, which must outlive it and be shorter than 4 GiB.
static inline Str str_of(const char *text) {
    return (Str){text, (uint32_t)strlen(text)};
}

static inline bool str_eq(Str a, Str b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

// The part of `s` from byte `from` up to `to` (exclusive); both are clamped to the length.
static inline Str str_part(Str s, uint32_t from, uint32_t to) {
    if (to > s.len) to = s.len;
    if (from > to) from = to;
    return (Str){from == 0 ? s.at : s.at + from, to - from}; // `at` may be NULL in an empty text
}

bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);

// Byte of the first `c` in `s` at or after `from`; s.len if there is none.
uint32_t str_find(Str s, char c, uint32_t from);

// Without blanks, tabs and line ends at both sides.
Str str_trim(Str s);

// The same text but for the case of ASCII letters.
bool str_same_letters(Str a, Str b);

// Order of bytes: <0, 0, >0.
int str_cmp(Str a, Str b);

// Natural order of ids: runs of digits by their number, all else by byte, so that A.5.9 stands before A.5.10.
// A total order: equal only when the bytes are equal.
int str_natural_cmp(Str a, Str b);

// Damerau-Levenshtein distance (optimal string alignment), at most `limit`; limit + 1 when it is larger.
// Linear in `limit` times the longer length; texts over 64 bytes count as further than any limit unless equal.
uint32_t str_distance(Str a, Str b, uint32_t limit);

#endif
