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

// Prints the file in the canonical layout. False, with nothing printed, when it has syntax errors, which go to `sink`.
bool print_file(const Sources *sources, FileId file, ParseScratch *scratch, Diagnostics *sink, Out *out);

// Do two files say the same? The same tokens and comments in the same order, and texts of the same value: all but layout. Both are scanned, in no
// more than one file's memory; neither may have syntax errors.
bool print_same(const SourceFile *a, const SourceFile *b);

#endif
