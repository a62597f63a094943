// Running another program without a shell, to read what it prints.
#ifndef ISMSC_SESSION_SPAWN_H
#define ISMSC_SESSION_SPAWN_H

#include <stdbool.h>

#include "base/out.h"

// Runs argv[0], found by PATH, with `input` on its standard input, and collects both of its streams in memory. Variables of the environment that tell git
// which repository to use are not handed on, and nothing is ever asked of a person. False: it could not be run or read, and `trouble` says why; else *code
// is its exit code, or -1 when a signal ended it.
bool spawn_read(const char *const *argv, Str input, Out *printed, Out *complaints, int *code, Out *trouble);

#endif
