// What changed from one snapshot to another, in rows that mean the same for every kind: a record that came, went or stayed, one of its fields, and its
// values before and after. Records are the same by their names, wherever they stand: a record that moves to another file or line has not changed. Those
// without a name are paired within their parent: first those that say the same, the rest in their order. What a library says of itself is left out.
#ifndef ISMSC_QUERY_DIFFERENCES_H
#define ISMSC_QUERY_DIFFERENCES_H

#include "query/snapshot.h"

typedef enum { DIFF_ADDED, DIFF_REMOVED, DIFF_CHANGED } DiffSort;

typedef struct {
    DiffSort sort;
    const SnapRecord *record;        // as it is now, or was where it is gone; with its names
    const SnapRecord *top;           // at top level, the record in which that one stands; with its names
    Str field;                       // empty: the record itself came or went
    const SnapField *before, *after; // NULL: the field had, has no value
    int moved;                       // 1: to a higher place in the order of such values, -1: to a lower one, 0: neither
    bool reckoned;                   // nobody wrote the field: it follows from other changes
} Difference;

// What became of a finding. The last two are not told any more, but nobody has mended what they were about.
typedef enum { FOUND_NEW, FOUND_GONE, FOUND_UNDECIDED, FOUND_WAIVED } FoundSort;

typedef struct {
    const SnapFinding *finding;
    FoundSort sort;
} FindingChange;

typedef struct {
    VEC(Difference) rows;                   // by record at top level, record, and field; each record's own row before those of its fields
    VEC(FindingChange) findings;            // by their sort; what a waiver covers counts as not there
    uint32_t records_before, records_after; // of the project
} Differences;

// Everything lies in `arena` but the two vectors. The snapshots must outlive the result; their digests may be reckoned anew.
void differences_find(Snapshot *before, Snapshot *after, Arena *arena, Differences *differences);
void differences_free(Differences *differences);

void differences_sort_findings(Differences *differences);

// Makes the rows and the findings the relation `difference` of the program that `after` was taken of, in the place of what it was.
void program_set_differences(Program *program, const Snapshot *after, const Differences *differences);

// The same, and runs the rules that read it, after all others: what they find goes to `sink`, to `stats`, and in `arena` to the differences, too.
void program_compare(Program *program, const RuleOptions *options, const Snapshot *after, Arena *arena, Differences *differences, Diagnostics *sink,
                     RuleStats *stats);

#endif
