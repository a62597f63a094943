// Memory that is given back all at once. An arena belongs to one lifetime (a session, a file, a run of rules);
// nothing that lies in it is ever freed on its own, so no error path can leak.
#ifndef ISMSC_BASE_ARENA_H
#define ISMSC_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

typedef struct Arena Arena;

// A new, empty arena. Never NULL (see base/memory.h for what happens when memory is exhausted).
Arena *arena_new(void);

// Gives back the arena and everything in it. NULL is allowed.
void arena_free(Arena *arena);

// Takes back everything that was handed out, keeping one chunk for what comes next. For work in batches.
void arena_clear(Arena *arena);

// Everything in `from` lives as long as `arena` from now on; `from` itself is no more.
void arena_take(Arena *arena, Arena *from);

// `size` zeroed bytes, aligned for any object; never NULL. `size` may be 0.
void *arena_alloc(Arena *arena, size_t size);

// `count` zeroed elements of `size` bytes; the product is checked for overflow.
void *arena_array(Arena *arena, size_t count, size_t size);
#define ARENA_NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define ARENA_ARRAY(arena, T, count) ((T *)arena_array((arena), (count), sizeof(T)))

// A copy of `text` that lives as long as the arena (and is followed by a NUL for the benefit of system calls).
Str arena_str(Arena *arena, Str text);

// printf into the arena.
Str arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str arena_vprintf(Arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

// Bytes handed out so far, for `--verbose` and the benchmark.
size_t arena_bytes(const Arena *arena);

#endif
