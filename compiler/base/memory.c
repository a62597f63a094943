// Asking the system for memory, and the end when there is none.
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
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

void *mem_zeroed(size_t count, size_t size) {
    void *block = count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size);
    if (block == NULL) mem_exhausted();
    return block;
}

void *mem_resize(void *old, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) mem_exhausted();
    void *block = realloc(old, bytes == 0 ? 1 : bytes);
    if (block == NULL) mem_exhausted();
    return block;
}

void mem_free(void *block) {
    free(block);
}
