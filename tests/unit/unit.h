// What every unit test includes: cmocka with the headers that it wants, and comparing of texts.
#ifndef ISMSC_TESTS_UNIT_H
#define ISMSC_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

// The text, byte for byte, is the NUL-terminated `wanted`.
#define assert_text(text, wanted) unit_assert_text((text), (wanted), __FILE__, __LINE__)

static inline void unit_assert_text(Str text, const char *wanted, const char *file, int line) {
    if (str_eq(text, str_of(wanted))) return;
    print_error("is  \"" STR_FMT "\"\nnot \"%s\"\n", STR_ARG(text), wanted);
    _fail(file, line);
}

// A small deterministic sequence for tests that try many inputs.
static inline uint64_t unit_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

#endif
