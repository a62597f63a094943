// Columns of parts whose lines are known. Private to the printer (print.h).
#ifndef ISMSC_SYNTAX_ALIGN_H
#define ISMSC_SYNTAX_ALIGN_H

#include "syntax/parts.h"

// Gives every part its column.
void align(Str text, Parts *parts);

// The column behind a part that stands in its column.
uint32_t align_end(const Part *part);

#endif
