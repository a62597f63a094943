// The state of the project with which it is compared: at a commit, in another folder, or in a saved model.
#ifndef ISMSC_CLI_AGAINST_H
#define ISMSC_CLI_AGAINST_H

#include "cli/run.h"
#include "query/differences.h"

typedef struct {
    Run *run;
    ProjectFiles project;
    Session session;
    bool has_session; // else it was read from a file
    Arena *arena;
    Snapshot before, after;
    Differences differences;
} Against;

// Loads the state that `what` means (git:REF, a folder, a file that `build --emit model` wrote) and takes a snapshot of it. The project of `run` is open.
// Mistakes of the earlier state are no findings of this one: how many it has is said. False: it was said why not. against_end is due either way.
bool against_load(Against *against, Run *run, const char *what);

// Compares the project with it: `run` has come up to its findings. False: it was said why not.
bool against_compare(Against *against);
void against_end(Against *against);

#endif
