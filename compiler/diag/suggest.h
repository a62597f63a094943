// Near misses: which known name did somebody mean?
#ifndef ISMSC_DIAG_SUGGEST_H
#define ISMSC_DIAG_SUGGEST_H

#include "base/str.h"

// Texts over this many bytes are near only to what differs from them in case alone.
#define SUGGEST_BYTES 64

// Keeps the best candidate so far. Start zeroed with `wanted` set; offer candidates in any order: the result
// does not depend on it.
typedef struct {
    Str wanted;
    Str best;          // at == NULL: none
    uint32_t distance; // of `best`
    uint32_t payload;  // what the caller attached to `best`
    // What is known of `wanted`, reckoned at the first offer, so that most candidates are turned away without
    // measuring a distance.
    bool prepared;
    uint32_t measured; // how many distances were measured: what dozens of other candidates cost
    uint64_t letters;
    char folded[SUGGEST_BYTES];
} Suggestion;

// Offers a candidate. The nearest by Damerau-Levenshtein distance wins, upper and lower case being the same;
// it is at most a third of the longer one's length away (at least 1, but for names of one letter). Ties go to the smaller in natural
// order, and then to the smaller payload.
void suggest_offer(Suggestion *suggestion, Str candidate, uint32_t payload);

// Is the candidate within that reach, whether or not a better one was offered?
bool suggest_near(Suggestion *suggestion, Str candidate);

#endif
