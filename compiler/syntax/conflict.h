// What a merge left undecided in a file.
#ifndef ISMSC_SYNTAX_CONFLICT_H
#define ISMSC_SYNTAX_CONFLICT_H

#include "diag/diagnostic.h"
#include "source/source.h"
#include "syntax/scan.h"

// Tells each conflict, and leaves of the file's raw tokens those of the one side: without the marks, and without what the other side wrote.
void conflict_leave_out(const SourceFile *file, Tokens *raw, Diagnostics *sink);

#endif
