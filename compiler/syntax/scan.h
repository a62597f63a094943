// The scanner (grammar/isms.l) as the rest of the room sees it: from the bytes of a file to its token columns, in one call.
#ifndef ISMSC_SYNTAX_SCAN_H
#define ISMSC_SYNTAX_SCAN_H

#include "syntax/token.h"

typedef enum {
    SCAN_FILE,  // declarations: which words are keywords depends on the declaration they stand in
    SCAN_QUERY, // the text of a query: keywords of tables from the first byte
    SCAN_RAW,   // no word is a keyword and no text has holes: for the repairs
} ScanMode;

// Fills `tokens` (emptied first) from the text of `file`, into which flex writes while it runs, and which it leaves as it was.
void scan_text(const SourceFile *file, ScanMode mode, Tokens *tokens);

// The same from byte `from` on: a piece of a file, up to byte `to`, which is the end of the file to the scanner. Appends to `tokens`.
// Linear in the piece, not in the file. No token for the end is appended.
void scan_piece(const SourceFile *file, uint32_t from, uint32_t to, ScanMode mode, Tokens *tokens);

void tokens_push(Tokens *tokens, uint8_t code, SrcPos start);
void tokens_clear(Tokens *tokens);
void tokens_free(Tokens *tokens);

// ---- private to grammar/isms.l and scan.c

typedef struct Scan {
    Tokens *tokens;
    const char *end;  // of the text that is scanned
    uintptr_t origin; // address of the text minus the position of its first byte
    SrcPos start;     // of the file
    bool special;     // a word here may be a keyword
    bool raw;
    uint8_t state;        // at top level: where in a declaration (scan.c)
    uint8_t meta;         // Meta
    uint8_t meta_outside; // Meta outside of all braces: META_TABLE in a query
    int resume;           // in a hole of a text: the start condition to go back to, else 0
    uint32_t depth;       // open braces
    uint32_t brackets;
} Scan;

void tokens_grow(Tokens *tokens);
void scan_word(Scan *scan, const char *word, uint32_t len);   // where a word may be a keyword; blanks may follow in `len`
void scan_shaped(Scan *scan, const char *word, uint32_t len); // a word that a longer match had hidden
void scan_path(Scan *scan, const char *path);
bool scan_function(Scan *scan, const char *word, uint32_t len);                  // `name(`: false when it is a keyword, which is pushed
uint32_t scan_duration(Scan *scan, const char *number, uint32_t len, char next); // 0: pushed; else it is a number of so many bytes
void scan_open_brace(Scan *scan);
void scan_close_brace(Scan *scan);
void scan_open_bracket(Scan *scan);
void scan_comma(Scan *scan, const char *comma); // with a digit right behind it
void scan_equals(Scan *scan);
void scan_trivia(Scan *scan, TriviaKind kind, const char *at);
void scan_unclosed(Scan *scan, uint8_t code); // the end of the file came inside a text block with holes or a comment

// Each pushes a token for the text at a quote and returns where to go on; NULL: it has holes, go on inside of it.
const char *scan_string(Scan *scan, const char *quote);
const char *scan_text_block(Scan *scan, const char *quotes);

const char *scan_line_end(Scan *scan, const char *at);           // at the next end of line, or the end
const char *scan_behind(const char *at);                         // behind blanks and one end of line
bool scan_is_blank_line(const Scan *scan, const char *line_end); // does nothing stand before this end of line?

// After a title a declaration may be over.
static inline void scan_title_seen(Scan *scan) {
    scan->state = 0;
    if (scan->depth == 0) scan->special = !scan->raw;
}

#endif
