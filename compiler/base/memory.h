// The one place where memory is asked of the system. When there is none left the process says so on standard error and ends
// with exit code 2: artefacts are written to unnamed files first (session/write.h), so nothing half-written stays behind.
#ifndef ISMSC_BASE_MEMORY_H
#define ISMSC_BASE_MEMORY_H

#include <stddef.h>

// Once, before anything is asked for: settles how the process gets its memory. Never needed.
void mem_begin(void);

// `size` bytes (uninitialised), or the process ends. `size` 0 gives a valid pointer.
void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));

// `count` zeroed elements of `size` bytes, product checked, or the process ends. Large blocks cost nothing until they are touched.
void *mem_zeroed(size_t count, size_t size) __attribute__((malloc, returns_nonnull));

// realloc for `count` elements of `size` bytes, product checked; or the process ends.
void *mem_resize(void *old, size_t count, size_t size) __attribute__((returns_nonnull));

void mem_free(void *block);

// Says that memory is exhausted and ends the process.
_Noreturn void mem_exhausted(void);

#endif
