// What a fuzzing target asserts.
#ifndef ISMSC_FUZZ_MUST_H
#define ISMSC_FUZZ_MUST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define must(condition) must_be((condition), #condition)

static inline void must_be(bool condition, const char *what) {
    if (condition) return;
    fprintf(stderr, "ERROR: not so: %s\n", what);
    abort();
}

#endif
