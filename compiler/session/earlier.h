// An earlier state of a project, understood while a run over the state now goes on: first its trees, because the run shares those of the same text, then
// all else, on a thread of its own.
#ifndef ISMSC_SESSION_EARLIER_H
#define ISMSC_SESSION_EARLIER_H

#include "session/session.h"

typedef struct Earlier {
    Session session;
    SessionOptions options;
    Snapshot *before; // of a Comparison
    Arena *arena;     // of the snapshot
    Thread thread;
    bool well;
    Out trouble; // why it could not be done
} Earlier;

// Reads the trees of the state whose project is in `options`, which are otherwise as for session_run and must live as long, and makes it that with which
// `comparison` compares. The run that has the comparison does the rest: when it has ended, the snapshot `before` is there, if a program could be made.
// False: `trouble` says why not. earlier_free is due either way, after the sessions of those who compare.
bool earlier_read(Earlier *earlier, const SessionOptions *options, Comparison *comparison, Out *trouble);
void earlier_free(Earlier *earlier);

// For the run: the trees of both states stand, and the earlier one goes on; and it has come to its end, true if its job could be done.
void earlier_go(Earlier *earlier);
bool earlier_wait(Earlier *earlier);

#endif
