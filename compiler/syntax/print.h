// The one layout of sources (`ismsc fmt`). What the author decides is where lines end and whether names and values of neighbouring lines stand below
// each other; all else follows:
// - two blanks for each level of braces; the closing brace of a body of several lines in a line of its own, and so its first item;
// - two blanks between items in one line, one blank elsewhere, none before commas, within brackets and around `..`;
// - where one of several lines below each other puts more than one blank before its value (its title, its text, a comment behind it), all are
//   aligned;
// - further values of a field begin below the first; lines within an expression move as it moves;
// - one empty line at most, none at the edges of a body or a file, no blanks at ends of lines;
// - text blocks are indented below their field.
// Tokens, comments and the values of texts stay what they are.
#ifndef ISMSC_SYNTAX_PRINT_H
#define ISMSC_SYNTAX_PRINT_H

#include "base/out.h"
#include "syntax/parse.h"

typedef enum {
    PRINT_WELL,
    PRINT_REFUSED, // the file has syntax errors, which go to the sink, or a comment within a text; nothing was printed
    PRINT_DEFECT,  // the printer would have changed what the file says: what it printed is to be thrown away
} Printed;

// Prints the file in the canonical layout to `out`, an empty sink in memory. What was printed is read again, unless it is what the file holds already,
// and must say the same (print_same), or it is a defect of the printer.
Printed print_file(const Sources *sources, FileId file, ParseScratch *scratch, Diagnostics *sink, Out *out);

// Do two files say the same? The same tokens and comments in the same order, and texts of the same value: all but layout. Neither may have syntax
// errors.
bool print_same(const SourceFile *a, const SourceFile *b);

#endif
