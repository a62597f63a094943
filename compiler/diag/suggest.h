// Near misses: which known name did somebody mean?
#ifndef ISMSC_DIAG_SUGGEST_H
#define ISMSC_DIAG_SUGGEST_H

#include "base/str.h"

// Keeps the best candidate so far. Start zeroed with `wanted` set; offer candidates in any order: the result does not depend on it.
typedef struct {
    Str wanted;
    Str best;          // at == NULL: none
    uint32_t distance; // of `best`
    uint32_t payload;  // what the caller attached to `best`
} Suggestion;

// Offers a candidate: the nearest by Damerau-Levenshtein distance wins, at most a third of the longer one's length (at least 1), case differences count as nothing else first,
// ties go to the smaller in natural order.
void suggest_offer(Suggestion *suggestion, Str candidate, uint32_t payload);

#endif
