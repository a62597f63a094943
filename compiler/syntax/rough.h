// The tokens of a file with mistakes, as the repairs want them: raw, with their ends and where they stand on their lines; and cut into
// top-level declarations whose braces match. Only files that the fast parser refused come here, so this may take its time (but linear).
#ifndef ISMSC_SYNTAX_ROUGH_H
#define ISMSC_SYNTAX_ROUGH_H

#include "diag/diagnostic.h"
#include "syntax/token.h"

typedef struct {
    uint32_t start, end; // bytes in the file
    uint32_t indent;     // blanks before the first token of its line
    uint32_t line;       // number of its line, only to compare
    uint8_t code;
    bool first;   // first token of its line
    bool foreign; // a word with letters outside ASCII
    bool added;   // not in the source: a brace that was missing
} RoughToken;

// A top-level declaration: tokens from .. to (exclusive).
typedef struct {
    uint32_t from, to;
    bool reported; // its braces were; say nothing more of a general kind
} Chunk;

typedef struct Rough {
    const SourceFile *file;
    Diagnostics *sink;
    Tokens raw; // scratch
    VEC(RoughToken) tokens;
    VEC(RoughToken) kept; // scratch
    VEC(Chunk) chunks;
    VEC(uint32_t) open; // scratch
    uint32_t unseen;    // number of the last line, plus one, on which an invisible character was reported
    uint32_t glue;      // behind an invisible character within a word: what begins here belongs to the word; else 0
    bool lost_rest;     // a comment or text without an end swallowed the rest of the file
} Rough;

void rough_free(Rough *rough);

// Scans `file` and reports texts and comments without an end. Words with foreign letters become one token; a brace that a string without an end
// swallowed is a token again.
void rough_scan(Rough *rough, const SourceFile *file, Diagnostics *sink);

// Makes braces match, by layout where they do not come out even, reports those that are missing or too many, and cuts into chunks.
// False when they are nested deeper than TOKENS_NESTING, which is reported.
bool rough_match_braces(Rough *rough, Diagnostics *sink);

// The text of a token; its place …
static inline Str rough_text(const Rough *rough, const RoughToken *token) {
    return str_part(rough->file->text, token->start, token->end);
}

// … which is cut to its first line, as diagnostics want it.
static inline Span rough_bytes(const Rough *rough, uint32_t start, uint32_t end) {
    uint32_t line_end = str_find(str_part(rough->file->text, 0, end), '\n', start);
    return (Span){rough->file->base + start, rough->file->base + line_end};
}

static inline Span rough_span(const Rough *rough, const RoughToken *token) {
    return rough_bytes(rough, token->start, token->end);
}

// The text as a message shows it: one line, and not too much of it.
Str rough_sample(Diagnostics *sink, Str text);

// Is the token a title, however it is quoted?
bool rough_is_title(uint8_t code);

// May the token stand in a value?
bool rough_is_value(uint8_t code);

// May it be an id?
bool rough_is_id(uint8_t code);

#endif
