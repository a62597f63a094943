// `check --fix` and `check --diff`.
#ifndef ISMSC_CLI_FIX_H
#define ISMSC_CLI_FIX_H

#include "cli/run.h"

// Applies the safe fixes of the run's diagnostics, and those that come up by it, until there are none; every round is compiled again and must have
// lost what it mended, else nothing is written. With --diff the change is printed as a patch, with --fix written. *changed tells whether there is
// any. Returns EXIT_WELL, or EXIT_TROUBLE, which was said.
int fix_project(Run *run, bool *changed);

#endif
