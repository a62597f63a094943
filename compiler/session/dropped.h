// Units of the library that an earlier state of a project loaded and it loads no longer: a change of `standards`, `methods` or a `use` takes the names of
// all their records away.
#ifndef ISMSC_SESSION_DROPPED_H
#define ISMSC_SESSION_DROPPED_H

#include "session/stages.h"

typedef struct Dropped Dropped;

// Of two sessions, which must outlive it. dropped_free is due.
Dropped *dropped_new(const Session *then, const Session *now);
void dropped_free(Dropped *dropped);

// What the project itself wrote then that loaded a unit in which a record of that name stands; NULL: the name is of no such unit.
const UnitMention *dropped_mention(const Dropped *dropped, Str name);

// Where the project now mentions another unit for the same reason, in a file of that path; start 0: nowhere.
Span dropped_place(const Session *now, const UnitMention *then, Str path);

#endif
