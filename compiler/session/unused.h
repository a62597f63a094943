// What the library holds and this program does not use: asked when a name is found nowhere.
#ifndef ISMSC_SESSION_UNUSED_H
#define ISMSC_SESSION_UNUSED_H

#include "session/session.h"

// The kinds and ids of what stands at the top of the files of units that are not loaded. Nothing is read before somebody asks. To be given back with
// unused_free, before the session.
UnusedUnits *unused_new(const Session *session);
void unused_free(UnusedUnits *unused);

// As the model asks for it. Lives as long as `unused`.
Unused *unused_asked(UnusedUnits *unused);

#endif
