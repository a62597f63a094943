// The scanner's less frequent work: keywords by context, durations, texts with holes, nesting; and running it over a file.
#include "syntax/scan.h"

#include "base/date.h"
#include "syntax/parser.h"
#include "syntax/scanner.h"

// At top level and outside the meta-language: what the next word is.
enum {
    AT_START,     // it opens a declaration
    IN_HEAD,      // an id
    AFTER_USE,    // a library
    AFTER_EXTEND, // `kind`, or the kind of a record
};

// Both columns have the same capacity, so that one check serves both; the length of `start` is set when a scan ends.
void tokens_grow(Tokens *tokens) {
    uint32_t cap = vec_grown(tokens->kind.cap, tokens->kind.n, 1);
    tokens->kind.at = mem_resize(tokens->kind.at, cap, sizeof *tokens->kind.at);
    tokens->start.at = mem_resize(tokens->start.at, cap, sizeof *tokens->start.at);
    tokens->kind.cap = tokens->start.cap = cap;
}

void tokens_clear(Tokens *tokens) {
    tokens->kind.n = tokens->start.n = tokens->trivia.n = 0;
    tokens->suspicious = tokens->too_deep = tokens->dirty = false;
}

void tokens_free(Tokens *tokens) {
    vec_free(&tokens->kind);
    vec_free(&tokens->start);
    vec_free(&tokens->trivia);
}

static SrcPos place(const Scan *scan, const char *at) {
    return (SrcPos)((uintptr_t)at - scan->origin);
}

void tokens_push(Tokens *tokens, uint8_t code, SrcPos start) {
    if (tokens->kind.n == tokens->kind.cap) tokens_grow(tokens);
    tokens->kind.at[tokens->kind.n] = code;
    tokens->start.at[tokens->kind.n++] = start;
    tokens->start.n = tokens->kind.n;
}

static void push(Scan *scan, uint8_t code, const char *at) {
    tokens_push(scan->tokens, code, place(scan, at));
}

// The code of the token `back` tokens before the next one; 0 when there is none.
static uint8_t previous(const Scan *scan, uint32_t back) {
    uint32_t n = scan->tokens->kind.n;
    return n >= back ? scan->tokens->kind.at[n - back] : 0;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void set_special(Scan *scan) {
    scan->special = !scan->raw && (scan->depth == 0 || scan->meta != META_NONE);
}

// ---- words

// `in` after `not` is one operator; `name in` right after `any(` binds a variable.
static void push_in(Scan *scan, const char *word) {
    Tokens *tokens = scan->tokens;
    if (previous(scan, 1) == NOT) {
        tokens->kind.at[tokens->kind.n - 1] = NOT_IN;
        return;
    }
    if (previous(scan, 1) == WORD && previous(scan, 2) == FUNCTION) tokens->kind.at[tokens->kind.n - 1] = BINDER;
    push(scan, IN, word);
}

static uint8_t word_at_top(Scan *scan, const char *word, uint32_t len) {
    uint8_t code = WORD;
    switch (scan->state) {
    case AT_START:
        scan->meta = (uint8_t)keyword_opens(word, len, &code);
        scan->state = code == USE ? AFTER_USE : code == EXTEND ? AFTER_EXTEND : IN_HEAD;
        break;
    case AFTER_USE: scan->state = AT_START; break;
    case AFTER_EXTEND:
        scan->state = IN_HEAD;
        if (len == 4 && memcmp(word, "kind", 4) == 0) {
            code = KIND;
            scan->meta = META_KIND;
        }
        break;
    default: break;
    }
    return code;
}

void scan_word(Scan *scan, const char *word, uint32_t len) {
    while (len > 0 && is_blank(word[len - 1])) len--;
    uint8_t code = WORD;
    if (scan->meta != META_NONE) code = keyword_in((Meta)scan->meta, word, len);
    else if (scan->special) code = word_at_top(scan, word, len);
    if (code == IN) push_in(scan, word);
    else push(scan, code, word);
}

void scan_shaped(Scan *scan, const char *word, uint32_t len) {
    uint32_t digits = 0;
    while (digits < len && (is_digit(word[digits]) || (digits > 0 && word[digits] == '_'))) digits++;
    if (digits == len) {
        push(scan, NUMBER, word);
    } else if (len == 10 && digits == 4 && word[4] == '-' && word[7] == '-' && is_digit(word[5]) && is_digit(word[6]) &&
               is_digit(word[8]) && is_digit(word[9])) {
        push(scan, DATE, word);
    } else {
        scan_word(scan, word, len);
    }
}

void scan_path(Scan *scan, const char *path) {
    if (scan->state == AFTER_USE) scan->state = AT_START;
    push(scan, PATH, path);
}

bool scan_function(Scan *scan, const char *word, uint32_t len) {
    if (scan->meta != META_NONE && keyword_in((Meta)scan->meta, word, len) != WORD) {
        scan_word(scan, word, len);
        return false;
    }
    scan_open_bracket(scan);
    return true;
}

// Does the duration before this number go on (`1 year 6 months`)?
static bool continues_duration(const Scan *scan, const char *number) {
    if (previous(scan, 1) != DURATION) return false;
    const char *at = number - 1;
    while (is_blank(*at)) at--;
    return *at >= 'a' && *at <= 'z';
}

uint32_t scan_duration(Scan *scan, const char *number, uint32_t len, char next) {
    uint32_t word = 0;
    while (!is_blank(number[word])) word++;
    while (is_blank(number[word])) word++;
    bool ends = !(is_digit(next) || (next >= 'A' && next <= 'Z') || (next != '\0' && strchr("_-.:/(", next) != NULL));
    if (!ends || !duration_unit((Str){number + word, len - word})) return word;
    if (!continues_duration(scan, number)) push(scan, DURATION, number);
    return 0;
}

// ---- texts

void scan_title_seen(Scan *scan) {
    scan->state = AT_START;
}

static bool texts_have_holes(const Scan *scan) {
    return (scan->meta & ~META_KIND) != 0 && !scan->resume;
}

bool scan_string(Scan *scan, const char *string, uint32_t len) {
    push(scan, STRING, string);
    scan_title_seen(scan);
    if (scan->resume) scan->tokens->suspicious = true;
    if (!texts_have_holes(scan)) return false;
    for (uint32_t i = 0; i < len; i++) {
        if (string[i] == '\\') i++;
        else if (string[i] == '{' && string[i + 1] == '{') i++;
        else if (string[i] == '{') return true;
    }
    return false;
}

bool scan_text_block(Scan *scan, const char *text) {
    push(scan, TEXT, text);
    return texts_have_holes(scan);
}

void scan_unclosed(Scan *scan, uint8_t code) {
    Tokens *tokens = scan->tokens;
    tokens->suspicious = true;
    if (code == OPEN_COMMENT) {
        Trivia *comment = &tokens->trivia.at[tokens->trivia.n - 1];
        push(scan, code, (const char *)(scan->origin + comment->start));
        return;
    }
    uint32_t i = tokens->kind.n - 1;
    while (tokens->kind.at[i] != TEXT) i--;
    tokens->kind.at[i] = code;
}

void scan_trivia(Scan *scan, TriviaKind kind, const char *at) {
    vec_push(&scan->tokens->trivia, (Trivia){place(scan, at), scan->tokens->kind.n, kind});
}

// ---- signs

void scan_open_brace(Scan *scan) {
    if (++scan->depth > TOKENS_NESTING) scan->tokens->too_deep = true;
    set_special(scan);
}

void scan_close_brace(Scan *scan) {
    if (scan->depth > 0) scan->depth--;
    if (scan->depth > 0) return;
    scan->brackets = 0;
    scan->meta = scan->meta_outside;
    scan->state = AT_START;
    set_special(scan);
}

void scan_open_bracket(Scan *scan) {
    if (++scan->brackets > TOKENS_NESTING) scan->tokens->too_deep = true;
}

// `12,000` is no list of two numbers.
void scan_comma(Scan *scan, const char *comma) {
    if (scan->tokens->kind.n > 0 && is_digit(comma[-1])) scan->tokens->suspicious = true;
}

// In a kind, what stands before `=` is the name of a reckoned field, and no keyword.
void scan_equals(Scan *scan) {
    uint8_t before = previous(scan, 1);
    if (scan->meta == META_KIND && (before >= USE || before == ON || before == TODO)) scan->tokens->kind.at[scan->tokens->kind.n - 1] = WORD;
}

// ---- running

void scan_piece(const SourceFile *file, uint32_t from, uint32_t to, ScanMode mode, Tokens *tokens) {
    char *text = (char *)(uintptr_t)file->text.at; // flex ends each token with a NUL while it looks at it
    Scan scan = {.tokens = tokens, .origin = (uintptr_t)text - file->base, .start = file->base, .raw = mode == SCAN_RAW};
    if (mode == SCAN_QUERY) scan.meta = scan.meta_outside = META_TABLE;
    set_special(&scan);
    char kept[2] = {text[to], text[to + 1]};
    text[to] = text[to + 1] = '\0';
    yyscan_t scanner;
    if (scan_lex_init_extra(&scan, &scanner) != 0) mem_exhausted();
    scan__scan_buffer(text + from, (yy_size_t)(to - from) + 2, scanner);
    scan_lex(scanner);
    scan_lex_destroy(scanner);
    text[to] = kept[0];
    text[to + 1] = kept[1];
    tokens->start.n = tokens->kind.n;
}

void scan_text(const SourceFile *file, ScanMode mode, Tokens *tokens) {
    tokens_clear(tokens);
    if (mode == SCAN_QUERY) tokens_push(tokens, START_QUERY, file->base);
    scan_piece(file, 0, file->text.len, mode, tokens);
    tokens_push(tokens, END_OF_FILE, file->base + file->text.len);
}
