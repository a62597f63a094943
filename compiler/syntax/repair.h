// From the text of a file with mistakes to tokens that the parser can take: every known mistake is reported and mended, and every
// top-level declaration ends with END, so that what is not understood costs one declaration.
#ifndef ISMSC_SYNTAX_REPAIR_H
#define ISMSC_SYNTAX_REPAIR_H

#include "syntax/rough.h"

typedef struct Repaired {
    Tokens tokens;
    VEC(uint8_t) quiet; // for each END, in order: something was said about this declaration, what else the parser finds is its consequence
} Repaired;

void repaired_free(Repaired *repaired);

// Scans `file` once more and fills `out` (emptied first). False when its nesting is too deep to go on, which is reported.
bool repair_file(Rough *rough, const SourceFile *file, Repaired *out, Diagnostics *sink);

#endif
