// What a change caused, shown at the change.
#ifndef ISMSC_SESSION_ATTACH_H
#define ISMSC_SESSION_ATTACH_H

#include "query/differences.h"
#include "session/session.h"

// Moves each diagnostic of the session that stands in a record which did not change to the record behind it that did, where there is one within a few
// references; the place where it was found becomes a note. A forge shows what stands in the changed lines only. For a record that is gone the place is the
// one before it in its file. `before` was taken of a program, or differences that tell of records which are gone lead nowhere.
void attach_to_changes(Session *session, const Snapshot *before, const Differences *differences);

#endif
