// The state of the project with which it is compared: at a commit, in another folder, or in a saved model.
#ifndef ISMSC_CLI_AGAINST_H
#define ISMSC_CLI_AGAINST_H

#include "cli/run.h"
#include "session/earlier.h"

typedef struct {
    Run *run;
    ProjectFiles project;
    const char *what;
    Earlier earlier; // with.earlier NULL: it was read from a file
    Comparison with; // arena NULL: against_load was not called
} Against;

// Loads the state that `what` means (git:REF, a folder, a file that `build --emit model` wrote), and sets it for the run, whose project is open and which
// does the rest. False: it was said why not. against_end is due either way, before run_end; `what` must last until then.
bool against_load(Against *against, Run *run, const char *what);

// The run has come up to its findings: could the earlier state be understood? Its mistakes are no findings of this one: how many it has is said. False: it
// was said why not.
bool against_understood(const Against *against);

// Could the state now be understood, too? False: it was said why not.
bool against_compared(const Against *against);

// Leaves only what the PATHs of the run select: what stands in them now, or stood in them and is gone. What the library's own records come to has no file
// and stays.
void against_select(Against *against);
void against_end(Against *against);

#endif
