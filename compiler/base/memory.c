// Asking the system for memory, and the end when there is none.
#include "base/memory.h"

#include <limits.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

_Noreturn void mem_exhausted(void) {
    static const char message[] = "ismsc: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(2); // not exit: what runs there may want memory
}

// One heap in few and large steps, with large pages where the system has them: most of the time of a large run would else go into first
// touching pages of 4 KiB, and into the TLB.
#define STEP ((size_t)32 << 20)
#define WORTH_LARGE_PAGES ((size_t)32 << 10)

// A hint for the whole step of the heap that the block lies in: where there are no large pages nothing changes, and parts of the range that are
// not mapped do not matter.
static void advise_large_pages(void *block, size_t bytes) {
#ifdef MADV_HUGEPAGE
    if (bytes < WORTH_LARGE_PAGES) return;
    uintptr_t from = (uintptr_t)block & ~(STEP - 1), to = ((uintptr_t)block + bytes + STEP - 1) & ~(STEP - 1);
    int ignored = madvise((void *)from, to - from, MADV_HUGEPAGE);
    (void)ignored;
#else
    (void)block, (void)bytes;
#endif
}

void mem_begin(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1); // threads ask seldom, and for much
    mallopt(M_MMAP_THRESHOLD, (int)STEP);
    mallopt(M_TOP_PAD, (int)STEP);
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    void *first = mem_alloc(1);
    advise_large_pages(first, WORTH_LARGE_PAGES);
    mem_free(first);
#endif
}

void *mem_alloc(size_t size) {
    void *block = malloc(size == 0 ? 1 : size);
    if (block == NULL) mem_exhausted();
    advise_large_pages(block, size);
    return block;
}

void *mem_zeroed(size_t count, size_t size) {
    void *block = count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size);
    if (block == NULL) mem_exhausted();
    advise_large_pages(block, count * size);
    return block;
}

void *mem_resize(void *old, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) mem_exhausted();
    void *block = realloc(old, bytes == 0 ? 1 : bytes);
    if (block == NULL) mem_exhausted();
    advise_large_pages(block, bytes);
    return block;
}

void mem_free(void *block) {
    free(block);
}
