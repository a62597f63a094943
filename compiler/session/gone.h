// What a change took away from the sources, and what it extended: what the project declared in an earlier state and declares no longer (records,
// fields, rules, …), what stands in its place, and which mistakes come of it: a name that nothing bears any more is told where it is used, in a file
// that nobody touched.
#ifndef ISMSC_SESSION_GONE_H
#define ISMSC_SESSION_GONE_H

#include "session/session.h"

typedef struct Gone Gone;

// Compares the trees of two sessions, which must outlive it. gone_free is due.
Gone *gone_new(const Session *then, const Session *now);
void gone_free(Gone *gone);

typedef struct {
    Span place; // what stands where it stood, as of gone_place
    Str called; // "role accountant"
    Str file;   // the path of the file in which it stood
    SrcPos at;  // where it was declared then: tells it apart
} GoneName;

// Does what stands at `at`, in the session now, name something that is gone, and did it name it then, too? In `arena`.
bool gone_named(const Gone *gone, Span at, Arena *arena, GoneName *found);

// Where something was declared in the session then: the line at which a reader of the change sees that it is gone. It is what follows now on that
// which stood before it, or else the end of its file. Where it is still there it is its own place; where its file is no more, start is 0.
Span gone_place(const Gone *gone, SrcPos then);

// Does the declaration at top level around a place now read as it did then?
bool gone_reads_the_same(const Gone *gone, SrcPos now);

// Does the declaration at top level around a place then still read so?
bool gone_still_reads(const Gone *gone, SrcPos then);

// Does a place now stand in an extension that reads otherwise than then, or was not there?
bool gone_extends(const Gone *gone, SrcPos now);

// Where `extend` changed the record at top level of that name since then: at the first part of the extension that reads otherwise. start 0: nowhere.
Span gone_extension(const Gone *gone, Str name);

#endif
