// Mending sources by what diagnostics propose. Only what is safe: what changes no meaning that somebody wrote, and decides nothing.
#ifndef ISMSC_SESSION_FIX_H
#define ISMSC_SESSION_FIX_H

#include "session/session.h"
#include "source/edit.h"

typedef struct {
    Edits edits;                    // settled
    VEC(const Diagnostic *) mended; // those whose edits are all among them
} Fixes;

// Collects the safe fixes of the diagnostics that are shown. A diagnostic is mended as a whole or not at all: where two stand in each other's way,
// the first one wins, and the other is for the next round. Texts lie in `arena`. fixes_free is due.
void fixes_collect(const Session *session, Arena *arena, Fixes *fixes);
void fixes_free(Fixes *fixes);

// The files of the project by the edits, copied; files_free is due for them.
void fixes_apply(const Fixes *fixes, const Session *session, const ProjectFiles *project, ProjectFiles *fixed);

// A diagnostic that was to be mended and is said all the same by the run over the fixed files; NULL: none is.
const Diagnostic *fixes_failed(const Fixes *fixes, const Session *before, const Session *after);

#endif
