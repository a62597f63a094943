// Interned names: the same bytes have the same handle, so names compare as numbers. Handles are given in order of first sight.
#ifndef ISMSC_BASE_NAMES_H
#define ISMSC_BASE_NAMES_H

#include <stdint.h>

#include "base/str.h"

typedef uint32_t NameId; // 0 = no name

typedef struct Names Names;

// A new table. `seed` seeds the hash, so that no input can be made to collide.
Names *names_new(uint64_t seed);
void names_free(Names *names);

// The handle of `text`, which is not copied: its bytes must outlive the table (sources and the binary do). The empty text is no name: 0.
NameId names_intern(Names *names, Str text);

// Handles of `count` texts at once, written to `ids`. Same as names_intern for each, but hides the cache misses of a large table.
void names_intern_batch(Names *names, const Str *texts, NameId *ids, uint32_t count);

// Room for `more` further names, so that a table whose size can be foreseen need not grow step by step. Never needed.
void names_reserve(Names *names, uint32_t more);

// The handle of `text` if it was interned before, else 0.
NameId names_find(const Names *names, Str text);

// The bytes of a handle; the empty text for 0.
Str names_text(const Names *names, NameId id);

// The number of handles given; they are 1 .. names_count.
uint32_t names_count(const Names *names);

#endif
