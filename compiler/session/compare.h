// Comparing a file in the making with the one that is there, piece by piece, so that neither need be held in memory.
#ifndef ISMSC_SESSION_COMPARE_H
#define ISMSC_SESSION_COMPARE_H

#include <stdbool.h>

#include "base/out.h"

// What there was of a file before it was made.
typedef enum { WAS_MISSING, WAS_DIFFERENT, WAS_SAME } Was;

typedef struct {
    int fd; // of the file that is there; -1: nothing is left to be compared with
    Was was;
    Out *to; // NULL: what is made is compared, and kept nowhere
} FileComparison;

// Opens the regular file at `path`. False: it is there and cannot be read, and `trouble` says why; what is made counts as different then.
bool comparison_start(FileComparison *comparison, const char *path, Out *to, Out *trouble);

// A sink that compares, and hands on. Its errors are those of `to`.
Out comparison_sink(FileComparison *comparison);

// Finishes the sink and gives it back. Returns 0 or an errno value, as out_finish.
int comparison_end(FileComparison *comparison, Out *sink);

#endif
