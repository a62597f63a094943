// A baseline: what was found on the day on which somebody decided to go on from there, and which records there were. A text file of one line for each,
// sorted, that stands in the repository beside the sources:
//
//   ismsc-baseline 1
//   diagnostic todo-left 1f0c77aa09b1d2e3      of the compiler itself, by a fingerprint
//   found stale-evidence backup                a rule, and the paths of the records that it binds
//   gone risk R-3 "Flood"                      a record that was there once
//   record risk R-17 "Ransomware"              one that is there
//
// Nothing of it depends on lines of the sources. Records are told apart by their ids, so that an id which goes, or is given to something else, is seen.
#ifndef ISMSC_SESSION_BASELINE_H
#define ISMSC_SESSION_BASELINE_H

#include "query/program.h"

struct Session;

typedef struct {
    Str line; // as it stands in the file
    uint64_t fingerprint;
} BaselineFinding;

typedef struct {
    Str kind, path, title;
    bool gone;
} BaselineRecord;

typedef struct Baseline {
    Arena *arena;
    VEC(BaselineFinding) findings; // sorted by line, no two the same
    VEC(BaselineRecord) records;   // sorted by path, no two of one path
    Fingerprints known;            // of the findings
} Baseline;

// Reads a file. False: `trouble` says why, and for what it does not understand on which line. baseline_free is due either way.
bool baseline_read(const char *path, Baseline *baseline, Out *trouble);

// What holds now: all findings that are not waived, but for the compiler's own errors; and the project's own records at top level.
void baseline_take(const struct Session *session, Baseline *baseline);

// What of `old` still holds in `now`, and what became of its records: those that are there no longer are `gone`. With `more`, what is new, too.
void baseline_merge(const Baseline *old, const Baseline *now, bool more, Baseline *merged);

void baseline_write(const Baseline *baseline, Out *out);
void baseline_free(Baseline *baseline);

// Says which records of the baseline are gone, and which ids stand for something else than then.
void baseline_look(const Baseline *baseline, struct Session *session);

#endif
