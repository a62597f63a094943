// A snapshot: what there is to say about a model, as plain data. Every record of the project and of the libraries in use with its fields, and what the
// rules found. Two snapshots can be compared (differences.h) wherever they come from: one is taken of a program whose rules have run, or read from a file
// (render/model). It knows kinds and fields by their names only.
#ifndef ISMSC_QUERY_SNAPSHOT_H
#define ISMSC_QUERY_SNAPSHOT_H

#include "base/arena.h"
#include "query/program.h"

// A value. Records stand by their path, everything else as the compiler prints it.
typedef struct {
    Str text;
    Str band; // of a rating: the path of its band; else empty
    bool record;
    bool ranked; // it has a place in an order: a number, a date, a rating by its score, a level, a band
    Decimal rank;
} SnapValue;

typedef struct {
    Str name;
    const SnapValue *values;
    uint32_t count;
    bool reckoned; // nobody wrote it
    bool open;     // a todo or a mistake stands behind it
} SnapField;

// How a record is called.
typedef struct {
    Str kind, path;
    Str name;  // empty: none
    Str step;  // without a name: the word by which it stands in its parent
    Str shown; // as messages call it: without the path of its library, where the name is enough
    Str title;
    Str file; // the path of the project's file in which it stands; empty: in none
} SnapNames;

// There are as many as the model has, and most are the same on both sides: only what a comparison asks of each of them stands here.
typedef struct {
    uint64_t digest; // of all fields, to be compared with that of the other state only; 0: not known
    uint64_t deep;   // the same with all records inside
    uint32_t parent; // 1 + index of the record that it stands in or is about; 0: none
    uint32_t top;    // 1 + index of the record at top level that it stands in; its own where it stands there itself
    Row row;         // 0: read from a file
    uint32_t field_count;
    const SnapField *fields; // read from a file; else snap_fields makes them
    const SnapNames *names;  // of what is told of, or was read from a file; else NULL, and snap_names makes them
    bool named;              // it has a name
    bool own;                // the project's, and not a library's
} SnapRecord;

typedef struct SnapFinding {
    uint64_t fingerprint;
    Str rule, message;
    Str record;  // path of the first record that it binds, or empty
    Str file;    // path of the project's file in which it stands; empty: in none
    Level level; // error, warning or note
    bool waived, is_rule;
} SnapFinding;

typedef VEC(FieldId) SnapFieldIds;

typedef struct Snapshot {
    Arena *arena;
    Program *program; // NULL: read from a file
    struct Run *run;  // for reckoned fields
    Str title, as_of; // of the project
    SnapRecord *records;
    uint32_t record_count;
    SnapFinding *findings; // no two of one fingerprint
    uint32_t finding_count;
    SnapFieldIds *fields; // [KindId]: what counts of a record of that kind
} Snapshot;

// Takes a snapshot of a program whose rules have run, with the compiler's own diagnostics in `sink`. The program must outlive it. In `arena`.
void snapshot_take(Program *program, const Diagnostics *sink, Arena *arena, Snapshot *snapshot);
void snapshot_free(Snapshot *snapshot); // what does not lie in the arena

// In how many records a record stands.
uint32_t snap_depth(const Snapshot *snapshot, uint32_t index);

// Kind, name and step of a record: what costs nothing.
SnapNames snap_names(const Snapshot *snapshot, const SnapRecord *record);

// In `arena`, or in the snapshot's.
Str snap_path(const Snapshot *snapshot, const SnapRecord *record, Arena *arena);

// All names of a record, which has them from then on. In the snapshot's arena.
const SnapNames *snap_told(const Snapshot *snapshot, SnapRecord *record);

// The path of the project's file in which a record stands; empty: it is a library's.
Str snap_file(const Snapshot *snapshot, const SnapRecord *record);

// Reckons the digests of all records anew from their fields as text: they are then the same whatever the snapshot was made from.
void snapshot_digest_texts(Snapshot *snapshot);

// The fields of a record that have values or are open: what is written first, each group in the order of declaration. In `arena`.
const SnapField *snap_fields(const Snapshot *snapshot, uint32_t index, Arena *arena, uint32_t *count);

#endif
