// Asking the system for memory, and the end when there is none.
#include "base/memory.h"

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

void *mem_alloc(size_t size) {
    void *block = malloc(size == 0 ? 1 : size);
    if (block == NULL) mem_exhausted();
    return block;
}

// Such blocks are tables that are looked into at random: with pages of 4 KiB every look would miss the TLB. A hint, no more:
// where there are no large pages nothing changes.
static void advise_large_pages(void *block, size_t bytes) {
#ifdef MADV_HUGEPAGE
    const size_t page = 4096, worth_it = (size_t)4 << 20;
    if (bytes < worth_it) return;
    size_t head = -(uintptr_t)block & (page - 1);
    int ignored = madvise((char *)block + head, (bytes - head) & ~(page - 1), MADV_HUGEPAGE);
    (void)ignored;
#else
    (void)block, (void)bytes;
#endif
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
