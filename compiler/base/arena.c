// Arenas: a list of zeroed chunks, each twice as large as the one before it up to a limit. Under AddressSanitizer what was not handed
// out is poisoned, with a gap behind every allocation, so that writing past an end is found here too.
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>

#include "base/memory.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS 1
#endif
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define ARENA_GAP 16
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ARENA_GAP 0
#endif

#define ARENA_ALIGN alignof(max_align_t)
#define FIRST_CHUNK ((size_t)4 << 10)
#define LARGEST_CHUNK ((size_t)1 << 20)

typedef struct Chunk {
    struct Chunk *next;
    size_t size; // of `bytes`
    alignas(ARENA_ALIGN) char bytes[];
} Chunk;

struct Arena {
    char *at, *end; // what is free in the newest chunk
    Chunk *chunks;  // newest first, apart from large single allocations, which stand behind it
    size_t next_size, handed_out;
};

Arena *arena_new(void) {
    Arena *arena = mem_zeroed(1, sizeof *arena);
    arena->next_size = FIRST_CHUNK;
    return arena;
}

void arena_free(Arena *arena) {
    if (arena == NULL) return;
    for (Chunk *chunk = arena->chunks; chunk != NULL;) {
        Chunk *next = chunk->next;
        ASAN_UNPOISON_MEMORY_REGION(chunk->bytes, chunk->size);
        mem_free(chunk);
        chunk = next;
    }
    mem_free(arena);
}

void arena_clear(Arena *arena) {
    Chunk *kept = arena->chunks;
    if (kept == NULL) return;
    Chunk *chunk = kept->next;
    while (chunk != NULL) {
        Chunk *next = chunk->next;
        ASAN_UNPOISON_MEMORY_REGION(chunk->bytes, chunk->size);
        mem_free(chunk);
        chunk = next;
    }
    kept->next = NULL;
    ASAN_UNPOISON_MEMORY_REGION(kept->bytes, kept->size);
    if (arena->at == NULL) {
        mem_free(kept);
        arena->chunks = NULL;
        return;
    }
    memset(kept->bytes, 0, (size_t)(arena->at - kept->bytes));
    arena->at = kept->bytes;
    ASAN_POISON_MEMORY_REGION(kept->bytes, kept->size);
}

void arena_take(Arena *arena, Arena *from) {
    Chunk **end = arena->chunks == NULL ? &arena->chunks : &arena->chunks->next; // behind the newest, which stays in use
    Chunk *rest = *end;
    *end = from->chunks;
    while (*end != NULL) end = &(*end)->next;
    *end = rest;
    arena->handed_out += from->handed_out;
    mem_free(from);
}

static Chunk *chunk_new(size_t size) {
    Chunk *chunk = mem_zeroed(1, sizeof *chunk + size);
    chunk->size = size;
    return chunk;
}

// An allocation too large for the current chunk.
static void *alloc_slow(Arena *arena, size_t size) {
    if (size > arena->next_size / 4) { // a chunk of its own; the current one stays in use
        Chunk *chunk = chunk_new(size);
        if (arena->chunks == NULL) {
            arena->chunks = chunk;
        } else {
            chunk->next = arena->chunks->next;
            arena->chunks->next = chunk;
        }
        return chunk->bytes;
    }
    Chunk *chunk = chunk_new(arena->next_size);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->at = chunk->bytes + size;
    arena->end = chunk->bytes + chunk->size;
    if (arena->next_size < LARGEST_CHUNK) arena->next_size *= 2;
    ASAN_POISON_MEMORY_REGION(arena->at, (size_t)(arena->end - arena->at));
    return chunk->bytes;
}

void *arena_alloc(Arena *arena, size_t size) {
    if (size > PTRDIFF_MAX - 4096) mem_exhausted();
    size_t rounded = (size + ARENA_GAP + ARENA_ALIGN - 1) & ~(ARENA_ALIGN - 1);
    arena->handed_out += rounded;
    char *block;
    if (rounded <= (size_t)(arena->end - arena->at) && arena->at != NULL) {
        block = arena->at;
        arena->at += rounded;
    } else {
        block = alloc_slow(arena, rounded);
    }
    ASAN_UNPOISON_MEMORY_REGION(block, size);
    ASAN_POISON_MEMORY_REGION(block + size, rounded - size);
    return block;
}

void *arena_array(Arena *arena, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) mem_exhausted();
    return arena_alloc(arena, bytes);
}

Str arena_str(Arena *arena, Str text) {
    char *copy = arena_alloc(arena, (size_t)text.len + 1);
    if (text.len > 0) memcpy(copy, text.at, text.len);
    return (Str){copy, text.len};
}

Str arena_vprintf(Arena *arena, const char *format, va_list args) {
    char small[256]; // most texts fit: then they are formatted once
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(small, sizeof small, format, args);
    if (len < 0) mem_exhausted(); // longer than INT_MAX, or no memory
    char *text = arena_alloc(arena, (size_t)len + 1);
    if ((size_t)len < sizeof small) {
        memcpy(text, small, (size_t)len);
    } else {
        vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    return (Str){text, (uint32_t)len};
}

Str arena_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t arena_bytes(const Arena *arena) {
    return arena->handed_out;
}
