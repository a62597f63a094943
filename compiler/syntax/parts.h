// A file as the printer sees it: its tokens and comments in one row, with what the tree says of them. Private to the printer (print.h).
#ifndef ISMSC_SYNTAX_PARTS_H
#define ISMSC_SYNTAX_PARTS_H

#include "base/vec.h"
#include "syntax/token.h"
#include "syntax/tree.h"

// Code of a comment; tokens have those of the grammar.
#define PART_COMMENT 255u

// What may be put below its like in the lines above, in the order of a line.
typedef enum { CELL_NONE, CELL_TITLE, CELL_VALUE, CELL_MIDDLE, CELL_TEXT, CELL_COMMENT, CELL_COUNT } CellKind;

// Lines of the same sort are aligned with each other.
typedef enum { SORT_NONE, SORT_RECORD, SORT_FIELD, SORT_BLOCK, SORT_MEMBER, SORT_RECKONED, SORT_LET, SORT_COLUMN, SORT_REPORT } ItemSort;

typedef struct {
    uint32_t start, end; // bytes of the file
    uint32_t depth;      // of braces around it; of a closing brace, outside of it
    uint32_t width;      // columns that it takes, a character of whatever sort taking one; of a part of several lines: in the last of them
    uint32_t source;     // its column in the source
    uint32_t to;         // its column on paper
    uint32_t least;      // where its cell begins at least
    uint8_t gap;         // blanks before it, where nothing is aligned
    uint8_t code;
    uint8_t cell;    // CellKind
    uint8_t sort;    // ItemSort, of items
    bool item;       // something begins here that may begin a line: a declaration, a field, a clause
    bool in_kind;    // its cell is one of a field's declaration
    bool line;       // a line comment
    bool several;    // a brace whose partner stands in another line; any other part of several lines
    bool broken;     // in the source it begins a line
    bool empty_line; // in the source an empty line stands before it
    bool begins;     // on paper it begins a line
} Part;

typedef VEC(Part) Parts;

// Going through the tokens and comments of a file. All that it holds is in them, but for blanks between them.
typedef struct {
    const SourceFile *file;
    const Tokens *tokens;
    uint32_t token, trivia, comment; // the next token; the next comment, and which token it stands before
    SrcPos behind;                   // where the last token before them begins
    uint32_t start;                  // of the next piece
    uint8_t code;                    // …
    bool line;                       // …
    bool mixed;                      // a comment stands within a text: there is no going on
} Pieces;

Pieces pieces_of(const SourceFile *file, const Tokens *tokens);

// The next token or comment: its bytes, its code and whether it is a line comment go to *part. False behind the last one.
bool pieces_next(Pieces *pieces, Part *part);

// All pieces; false when they are mixed: then nothing can be printed.
bool parts_of_tokens(const SourceFile *file, const Tokens *tokens, Parts *parts);

// The same, each with what the source and the tree say of it.
bool parts_make(const SourceFile *file, const Tokens *tokens, const Tree *tree, Parts *parts);

// `not in` is one token, whatever is between its words.
#define NOT_IN_TEXT STR("not in")

#endif
