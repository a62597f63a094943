// Kleene's three truth values, with two reasons for not knowing: a value that is absent (the author's choice: decides nothing, is nobody's fault) and one
// that is a todo or a mistake (counted in the summary as an undecided check). `and` is the minimum, `or` the maximum.
#ifndef ISMSC_QUERY_TRUTH_H
#define ISMSC_QUERY_TRUTH_H

#include <stdbool.h>
#include <stdint.h>

typedef uint8_t Truth;
enum { TRUTH_FALSE = 0, TRUTH_ABSENT = 1, TRUTH_UNKNOWN = 2, TRUTH_TRUE = 3 };

static inline Truth truth_not(Truth t) {
    static const Truth table[] = {TRUTH_TRUE, TRUTH_ABSENT, TRUTH_UNKNOWN, TRUTH_FALSE};
    return table[t];
}

static inline Truth truth_of(bool b) {
    return b ? TRUTH_TRUE : TRUTH_FALSE;
}

static inline Truth truth_and(Truth a, Truth b) {
    return a < b ? a : b;
}

static inline Truth truth_or(Truth a, Truth b) {
    return a > b ? a : b;
}

#endif
