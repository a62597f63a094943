// The scanner's less frequent work: keywords by context, durations, texts with holes, nesting; and running it over a file.
#include "syntax/scan.h"

#include "base/date.h"
#include "syntax/parser.h"
#include "syntax/scanner.h"

// At top level and outside the meta-language: what the next word is.
enum {
    AT_START = 0, // it opens a declaration
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

// In a body without keywords, and between the first word of a record and its title, words are just words.
static void set_special(Scan *scan) {
    bool at_top = scan->depth == 0 && scan->state != IN_HEAD;
    scan->special = !scan->raw && (at_top || scan->meta != META_NONE);
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
        set_special(scan);
        break;
    case AFTER_USE: scan->state = AT_START; break;
    case AFTER_EXTEND:
        scan->state = IN_HEAD;
        if (len == 4 && memcmp(word, "kind", 4) == 0) {
            code = KIND;
            scan->meta = META_KIND;
        }
        set_special(scan);
        break;
    default: break;
    }
    return code;
}

void scan_word(Scan *scan, const char *word, uint32_t len) {
    while (len > 0 && (is_blank(word[len - 1]) || word[len - 1] == '\n')) len--;
    uint8_t code = WORD;
    if (scan->meta != META_NONE) code = keyword_in((Meta)scan->meta, word, len);
    else if (scan->special) code = word_at_top(scan, word, len);
    if (code == IN) push_in(scan, word);
    else push(scan, code, word);
}

// `01.03.2024`, `2024-3-1`: digits in three groups, one of them a year.
static bool is_odd_date(const char *word, uint32_t len) {
    uint32_t group[3] = {0}, groups = 0;
    char sign = 0;
    for (uint32_t i = 0; i < len; i++) {
        if (is_digit(word[i])) {
            group[groups]++;
            continue;
        }
        if ((word[i] != '.' && word[i] != '-') || (sign != 0 && word[i] != sign) || ++groups > 2) return false;
        sign = word[i];
    }
    bool day = group[1] >= 1 && group[1] <= 2, first = sign == '-' ? group[0] == 4 : group[0] >= 1 && group[0] <= 2;
    return groups == 2 && day && first && (sign == '-' ? group[2] >= 1 && group[2] <= 2 : group[2] == 4);
}

void scan_shaped(Scan *scan, const char *word, uint32_t len) {
    uint32_t digits = 0;
    while (digits < len && (is_digit(word[digits]) || (digits > 0 && word[digits] == '_'))) digits++;
    uint32_t whole = digits;
    if (digits > 0 && digits + 1 < len && word[digits] == '.') {
        for (whole = digits + 1; whole < len && is_digit(word[whole]);) whole++;
    }
    if (whole == len) {
        push(scan, NUMBER, word);
    } else if (len == 10 && digits == 4 && word[4] == '-' && word[7] == '-' && is_digit(word[5]) && is_digit(word[6]) && is_digit(word[8]) &&
               is_digit(word[9])) {
        push(scan, DATE, word);
    } else {
        if (digits > 0 && is_odd_date(word, len)) scan->tokens->suspicious = true;
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

// Each byte of `eight` that is `c`, or less than a blank, has its highest bit set in the result (and bytes above the first such one may have).
#define EACH UINT64_C(0x0101010101010101)
#define HIGH UINT64_C(0x8080808080808080)

static uint64_t equal_bytes(uint64_t eight, char c) {
    uint64_t x = eight ^ (EACH * (unsigned char)c);
    return (x - EACH) & ~x & HIGH;
}

static uint64_t control_bytes(uint64_t eight) {
    return (eight - EACH * 0x20) & ~eight & HIGH;
}

// The first quote, backslash or control character at or after `at`. Behind every text stand NULs, and padding to read over.
static const char *find_special(const char *at) {
    for (;; at += 8) {
        uint64_t eight;
        memcpy(&eight, at, sizeof eight);
        if (equal_bytes(eight, '"') | equal_bytes(eight, '\\') | control_bytes(eight)) break;
    }
    while ((unsigned char)*at >= 0x20 && *at != '"' && *at != '\\') at++;
    return at;
}

// A control character that is not the end of a line: most of them make the text dirty.
static const char *pass_control(Scan *scan, const char *at) {
    if (*at != '\t' && *at != '\r') scan->tokens->dirty = true;
    return at + 1;
}

const char *scan_line_end(Scan *scan, const char *at) {
    for (;;) {
        at = find_special(at);
        if (at >= scan->end || *at == '\n') return at;
        at = (unsigned char)*at < 0x20 ? pass_control(scan, at) : at + 1;
    }
}

const char *scan_behind(const char *at) {
    while (is_blank(*at)) at++;
    if (*at == '\n') at++;
    while (is_blank(*at)) at++;
    return at;
}

bool scan_is_blank_line(const Scan *scan, const char *line_end) {
    const char *start = (const char *)(scan->origin + scan->start), *at = line_end;
    while (at > start && is_blank(at[-1])) at--;
    return at == start || at[-1] == '\n';
}

static bool texts_have_holes(const Scan *scan) {
    return (scan->meta & ~META_KIND) != 0 && !scan->resume;
}

static bool has_holes(const char *at, const char *end) {
    for (; at < end; at++) {
        if (*at == '\\') at++;
        else if (*at == '{' && at[1] == '{') at++;
        else if (*at == '{') return true;
    }
    return false;
}

// The closing quote; NULL when the line or the text ends before it.
static const char *end_of_quoted(Scan *scan, const char *at) {
    for (;;) {
        at = find_special(at);
        if (*at == '"') return at;
        if (at >= scan->end || *at == '\n') return NULL;
        if (*at == '\\') at += (unsigned char)at[1] < 0x20 ? 1 : 2;
        else at = pass_control(scan, at);
    }
}

const char *scan_string(Scan *scan, const char *quote) {
    const char *end = end_of_quoted(scan, quote + 1);
    scan_title_seen(scan);
    if (scan->resume) scan->tokens->suspicious = true; // a text in a hole of a text
    if (end == NULL) {
        scan->tokens->suspicious = true;
        push(scan, OPEN_STRING, quote);
        return scan_line_end(scan, quote + 1);
    }
    push(scan, STRING, quote);
    return texts_have_holes(scan) && has_holes(quote, end) ? NULL : scan_behind(end + 1);
}

const char *scan_text_block(Scan *scan, const char *quotes) {
    push(scan, TEXT, quotes);
    if (texts_have_holes(scan)) return NULL;
    for (const char *at = quotes + 3;;) {
        at = find_special(at);
        if (at >= scan->end) break;
        if (*at == '"' && at[1] == '"' && at[2] == '"') return scan_behind(at + 3);
        at = (unsigned char)*at < 0x20 && *at != '\n' ? pass_control(scan, at) : at + 1;
    }
    scan_unclosed(scan, OPEN_TEXT);
    return scan->end;
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
    Scan scan = {.tokens = tokens, .origin = (uintptr_t)text - file->base, .start = file->base, .end = text + to, .raw = mode == SCAN_RAW};
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
