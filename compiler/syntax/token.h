// Tokens of one file in columns: kinds (codes of the grammar, syntax/parser.h) and places. Comments and blank lines stand beside them.
// A token's text and end are not kept: they are read again from the source where they are wanted, which is seldom.
#ifndef ISMSC_SYNTAX_TOKEN_H
#define ISMSC_SYNTAX_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "source/source.h"

// What stands between tokens and means nothing to the parser, but much to people and to the formatter.
typedef enum { TRIVIA_LINE, TRIVIA_DOC, TRIVIA_BLOCK, TRIVIA_BLANK } TriviaKind; // `//`, `///`, `/* */`, one or more blank lines

typedef struct {
    SrcPos start;    // of the comment's first byte; of a blank line's end of line
    uint32_t before; // index of the token that follows
    TriviaKind kind;
} Trivia;

// The last token is always the end of the file (kind 0).
typedef struct Tokens {
    VEC(uint8_t) kind;
    VEC(SrcPos) start;
    VEC(Trivia) trivia;
    bool suspicious; // something in it is a mistake although the grammar may take it: have it looked at (syntax/repair.h)
    bool dirty;      // there are control characters (syntax/hygiene.h)
    bool too_deep;   // braces or brackets are nested deeper than TOKENS_NESTING
} Tokens;

// Braces, and brackets within expressions, may be nested as deep as this.
#define TOKENS_NESTING 64

// Which declaration of the meta-language a word stands in: it decides which words are keywords.
typedef enum {
    META_NONE = 0,
    META_KIND = 1,
    META_RULE = 2,
    META_TABLE = 4, // and queries
    META_MATRIX = 8,
    META_REPORT = 16,
    META_ALL = 31,
} Meta;

// The token code of `word` as a keyword in that declaration, or the code of a plain word.
uint8_t keyword_in(Meta meta, const char *word, uint32_t len);

// The declaration of the meta-language that `word` opens at top level and its token code in *code; META_NONE and the code of a plain
// word for records, META_NONE with the codes of `use` and `extend` for these.
Meta keyword_opens(const char *word, uint32_t len, uint8_t *code);

// The text of a keyword's or operator's code ("approves"), empty for other tokens.
Str keyword_text(uint8_t code);

// The end (exclusive) of the leaf at byte `at` of `text`. Each reads what the scanner reads there.
uint32_t end_of_word(Str text, uint32_t at);   // a word, a number, a date; bytes of letters outside ASCII included
uint32_t end_of_path(Str text, uint32_t at);   // words joined by slashes
uint32_t end_of_number(Str text, uint32_t at); // a word with an optional minus before it
uint32_t end_of_percent(Str text, uint32_t at);
uint32_t end_of_duration(Str text, uint32_t at);
uint32_t end_of_money(Str text, uint32_t at);
uint32_t end_of_string(Str text, uint32_t at); // at the quote: its closing quote included, or the end of the line
uint32_t end_of_text(Str text, uint32_t at);   // at the three quotes
uint32_t end_of_url(Str text, uint32_t at);
uint32_t end_of_operator(Str text, uint32_t at); // a sign of one to three bytes

// At the quote: is nothing in the string escaped, so that it is what stands between its quotes? Most are.
bool string_is_plain(Str text, uint32_t at, Str *inside);

// The end of the token of that code that starts at byte `at`.
uint32_t end_of_token(Str text, uint32_t at, uint8_t code);

// "field", "word" …: the code's name for --dump=tokens.
const char *token_name(uint8_t code);

#endif
