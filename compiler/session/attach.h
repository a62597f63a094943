// What a change caused, shown at the change.
#ifndef ISMSC_SESSION_ATTACH_H
#define ISMSC_SESSION_ATTACH_H

#include "query/differences.h"
#include "session/session.h"

// Moves each diagnostic of the session that stands in a record which did not change to the record behind it that did, where there is one within a few
// references, and each mistake about a name that is gone to where that was declared; the place where it was found becomes a note. A forge shows what stands
// in the changed lines only. What is gone has the place of gone.h. `then` is the session of the earlier state; NULL: it has no sources, and what is gone
// leads nowhere.
void attach_to_changes(Session *session, const Session *then, const Differences *differences);

#endif
