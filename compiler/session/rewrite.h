// Putting changed texts in the place of sources: all files or none, and never over a file that changed since it was read.
#ifndef ISMSC_SESSION_REWRITE_H
#define ISMSC_SESSION_REWRITE_H

#include <stdbool.h>

#include "base/out.h"
#include "source/edit.h"

// Writes `after` into the files of the changes, whose paths lie below `folder` or are absolute. False: `trouble` says why, and nothing was written (unless a
// renaming failed after others, see session/write.h).
bool rewrite(const char *folder, const Changes *changes, Out *trouble);

#endif
