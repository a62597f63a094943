// Rough tokens: scanning a file with mistakes so that as much of it as possible can be understood.
#include "syntax/rough.h"

#include "base/utf8.h"
#include "diag/catalogue.h"
#include "syntax/conflict.h"
#include "syntax/parser.h"
#include "syntax/scan.h"

void rough_free(Rough *rough) {
    tokens_free(&rough->raw);
    vec_free(&rough->tokens);
    vec_free(&rough->kept);
    vec_free(&rough->chunks);
    vec_free(&rough->open);
}

#define LONGEST_SAMPLE 60 // bytes of the source that a message shows

Str rough_sample(Diagnostics *sink, Str text) {
    Str shown = str_part(text, 0, str_find(text, '\n', 0));
    if (shown.len > LONGEST_SAMPLE) {
        shown.len = LONGEST_SAMPLE;
        while (shown.len > 0 && ((unsigned char)shown.at[shown.len] & 0xC0) == 0x80) shown.len--;
    }
    if (shown.len == text.len) return text;
    return arena_printf(diagnostics_arena(sink), STR_FMT "…", STR_ARG(shown));
}

bool rough_is_title(uint8_t code) {
    return code == STRING || code == TODO || code == SINGLE_QUOTED || code == TYPOGRAPHIC || code == OPEN_STRING || code == TEXT;
}

bool rough_is_id(uint8_t code) {
    return code == WORD || code == PATH || code == NUMBER || code == DATE || code == POISON;
}

bool rough_is_value(uint8_t code) {
    return rough_is_id(code) || (code >= PERCENT && code <= TODO) || code == ON || code == SINGLE_QUOTED || code == TYPOGRAPHIC ||
           code == OPEN_STRING || code == OPEN_TEXT || code == POISON;
}

// ---- text blocks and comments without an end

static uint32_t indent_of_line(Str text, uint32_t line) {
    uint32_t i = line;
    while (i < text.len && (text.at[i] == ' ' || text.at[i] == '\t')) i++;
    return i - line;
}

// Does the line go on with the record that the text block stands in: a closing brace, or a field, no deeper than the block's own field?
static bool line_leaves_block(Str text, uint32_t line, uint32_t indent) {
    uint32_t at = line + indent_of_line(text, line);
    if (at >= text.len || text.at[at] == '\n' || text.at[at] == '\r' || at - line > indent) return false;
    if (text.at[at] == '}') return true;
    uint32_t end = end_of_word(text, at);
    return end > at && (at - line < indent || (end < text.len && text.at[end] == ':'));
}

// Where a text block that has no end should have ended: before the first line that goes on with the record, at the latest at `limit`.
// `indent` is that of the line on which it begins.
static uint32_t natural_end(Str text, uint32_t start, uint32_t indent, uint32_t limit) {
    Str block = str_part(text, 0, limit);
    for (uint32_t line = str_find(block, '\n', start); line < limit; line = str_find(block, '\n', line)) {
        line++;
        if (line < limit && line_leaves_block(text, line, indent)) return line;
    }
    return limit;
}

// Of a file with an odd number of `"""`: the block that was not closed is the first that runs over the end of its record. *end: where it
// should have ended.
static uint32_t find_open_text(const Rough *rough, uint32_t *end) {
    Str text = rough->file->text;
    const Tokens *raw = &rough->raw;
    uint32_t i = 0, line = 0, last_start = 0;
    while (i < raw->kind.n && raw->kind.at[i] != OPEN_TEXT) i++;
    if (i == raw->kind.n) return i;
    for (i = 0; i < raw->kind.n; i++) {
        if (raw->kind.at[i] != TEXT && raw->kind.at[i] != OPEN_TEXT) continue;
        uint32_t start = raw->start.at[i] - rough->file->base;
        for (uint32_t at = last_start; at < start; at++) {
            if (text.at[at] == '\n') line = at + 1;
        }
        last_start = start;
        uint32_t limit = raw->kind.at[i] == TEXT ? end_of_text(text, start) : text.len;
        *end = natural_end(text, start, indent_of_line(text, line), limit);
        if (*end < limit || raw->kind.at[i] == OPEN_TEXT) return i;
    }
    return i;
}

static Span line_span(const SourceFile *file, uint32_t start) {
    uint32_t end = str_find(file->text, '\n', start);
    while (end > start && (file->text.at[end - 1] == '\r' || file->text.at[end - 1] == ' ')) end--;
    return (Span){file->base + start, file->base + end};
}

// Scans the file up to an unclosed text block, and from its natural end on.
static void scan_around_open_text(Rough *rough, Diagnostics *sink) {
    uint32_t end = 0, i = find_open_text(rough, &end);
    if (i == rough->raw.kind.n) return;
    const SourceFile *file = rough->file;
    uint32_t start = rough->raw.start.at[i] - file->base;
    rough->lost_rest = end == file->text.len;
    diag_unterminated_text(sink, line_span(file, start));
    rough->raw.kind.at[i] = POISON;
    rough->raw.kind.n = rough->raw.start.n = i + 1;
    scan_piece(file, end, file->text.len, SCAN_RAW, &rough->raw);
    tokens_push(&rough->raw, END_OF_FILE, file->base + file->text.len);
    for (uint32_t k = i + 1; k < rough->raw.kind.n; k++) { // one is told; what it hides is not guessed at
        if (rough->raw.kind.at[k] == OPEN_TEXT) rough->raw.kind.at[k] = POISON;
    }
}

// Does the quote end a text that nothing began: `done" owner: ciso`?
static bool is_loose_quote(Str text, uint32_t quote) {
    char before = quote > 0 ? text.at[quote - 1] : ' ', behind = quote + 1 < text.len ? text.at[quote + 1] : '\n';
    return (unsigned char)before > ' ' && strchr(":,;=({[\"", before) == NULL && strchr(" \t\r\n,;}", behind) != NULL;
}

// What stands on the line behind such a quote is no text: it is scanned again.
static void scan_behind_loose_quotes(Rough *rough) {
    const SourceFile *file = rough->file;
    Tokens all = {0};
    for (uint32_t i = 0; i < rough->raw.kind.n; i++) {
        uint32_t start = rough->raw.start.at[i] - file->base;
        bool loose = rough->raw.kind.at[i] == OPEN_STRING && is_loose_quote(file->text, start);
        if (loose && all.kind.n == 0)
            for (uint32_t k = 0; k < i; k++) tokens_push(&all, rough->raw.kind.at[k], rough->raw.start.at[k]);
        if (loose || all.kind.n > 0) tokens_push(&all, rough->raw.kind.at[i], rough->raw.start.at[i]);
        if (loose) scan_piece(file, start + 1, end_of_string(file->text, start), SCAN_RAW, &all);
    }
    if (all.kind.n == 0) return;
    tokens_free(&rough->raw);
    rough->raw = all;
}

static void report_open_comment(Rough *rough, Diagnostics *sink) {
    Tokens *raw = &rough->raw;
    uint32_t n = 0;
    for (uint32_t i = 0; i < raw->kind.n; i++) {
        if (raw->kind.at[i] == OPEN_COMMENT) {
            diag_unterminated_comment(sink, line_span(rough->file, raw->start.at[i] - rough->file->base));
            rough->lost_rest = true;
            continue;
        }
        raw->kind.at[n] = raw->kind.at[i];
        raw->start.at[n++] = raw->start.at[i];
    }
    raw->kind.n = raw->start.n = n;
}

// ---- from raw tokens to rough ones

// Letters of the scripts that names are written in; signs, arrows and pictures are not.
static bool is_letter(uint32_t code) {
    if (code < 0xC0 || code == 0xD7 || code == 0xF7) return false;
    return code < 0x2000 || (code >= 0x3040 && code < 0xD800);
}

static bool has_foreign_letter(Str word) {
    uint32_t code;
    for (uint32_t i = 0; i < word.len;) {
        uint32_t len = utf8_decode(word.at + i, word.len - i, &code);
        if (len > 1 && is_letter(code)) return true;
        i += len == 0 ? 1 : len;
    }
    return false;
}

// A raw token that lies within the token before it, which is a word with bytes outside ASCII (end_of_word reads it as a whole).
static void join_foreign(Rough *rough, RoughToken *word, const RoughToken *part) {
    Str text = rough->file->text;
    bool extends = rough_is_id(word->code) && (part->code == FIELD || (part->code == PATH && word->code != PATH));
    if (extends) { // it ends as a field, or goes on as a path
        word->end = end_of_token(text, part->start, part->code);
        word->code = part->code;
    }
    if (part->code != BAD_BYTE || word->foreign || word->code == BAD_BYTE || word->code == POISON) return;
    if (has_foreign_letter(rough_text(rough, word))) word->foreign = true;
    else word->code = BAD_BYTE; // `db€`: no word at all
}

// A stray byte that no word stands before: a word that begins with a foreign letter, or a run of signs.
static void push_stray(Rough *rough, RoughToken token) {
    Str text = rough->file->text;
    uint32_t end = end_of_word(text, token.start);
    if (end > token.end) token.end = end;
    if (end > token.start && has_foreign_letter(str_part(text, token.start, end))) {
        token.code = WORD;
        token.foreign = true;
    }
    vec_push(&rough->tokens, token);
}

// A string without an end has swallowed the rest of its line, if it is not the end of one. Braces at the line's end that have no partner within it are given back.
static void push_open_string(Rough *rough, RoughToken token) {
    Str text = rough->file->text;
    if (token.code == OPEN_STRING && is_loose_quote(text, token.start)) token.end = token.start + 1;
    uint32_t end = token.end, line_end = token.end;
    int32_t balance = 0;
    for (uint32_t i = token.start; i < line_end; i++) balance += (text.at[i] == '{') - (text.at[i] == '}');
    while (end > token.start + 1 && strchr(" \t\r{}", text.at[end - 1]) != NULL) end--;
    token.end = end;
    vec_push(&rough->tokens, token);
    token.first = false;
    for (uint32_t i = end; i < line_end; i++) {
        bool opens = text.at[i] == '{' && balance > 0, closes = text.at[i] == '}' && balance < 0;
        if (!opens && !closes) continue;
        balance += opens ? -1 : 1;
        token.code = opens ? LBRACE : RBRACE;
        token.start = i;
        token.end = i + 1;
        vec_push(&rough->tokens, token);
    }
}

// Is a typographic quote closed on its line?
static bool is_closed(Str token) {
    if (token.len < 4) return false;
    unsigned char last = (unsigned char)token.at[token.len - 1], before = (unsigned char)token.at[token.len - 3];
    unsigned char second = (unsigned char)token.at[token.len - 2];
    return last == '"' || (before == 0xE2 && second == 0x80) || (second == 0xC2 && (last == 0xAB || last == 0xBB));
}

// An invisible character, or a no-break space, outside of texts: reported, and taken for a blank; within a word the word is poisoned.
static bool is_unseen(Str text, uint32_t at, uint32_t *code, uint32_t *len) {
    *len = utf8_decode(text.at + at, text.len - at, code);
    return *len > 1 && (utf8_is_invisible(*code) || *code == 0xA0);
}

static void drop_unseen(Rough *rough, const RoughToken *token, uint32_t code, uint32_t len) {
    SrcPos start = rough->file->base + token->start;
    bool told = rough->unseen == token->line + 1; // one for each line
    rough->unseen = token->line + 1;
    Str name = arena_printf(diagnostics_arena(rough->sink), "U+%04X", code);
    Diagnostic *d = told ? NULL : diag_invisible_in_code(rough->sink, (Span){start, start + len}, name);
    diag_fix(rough->sink, d, (Span){start, start + len}, STR("take it out"), code == 0xA0 ? STR(" ") : (Str){"", 0}, true);
    RoughToken *last = rough->tokens.n > 0 ? &rough->tokens.at[rough->tokens.n - 1] : NULL;
    bool in_word = code != 0xA0 && last != NULL && last->end == token->start && rough_is_id(last->code);
    rough->glue = in_word ? token->start + len : 0;
}

static void push_rough(Rough *rough, RoughToken token) {
    Str text = rough->file->text;
    RoughToken *last = rough->tokens.n > 0 ? &rough->tokens.at[rough->tokens.n - 1] : NULL;
    uint32_t code, len;
    if (last != NULL && token.code != END_OF_FILE && token.start < last->end) {
        join_foreign(rough, last, &token);
        return;
    }
    if (token.code == POISON) token.end = token.start + 3;
    else if (token.code == BAD_BYTE) token.end = end_of_operator(text, token.start);
    else token.end = end_of_token(text, token.start, token.code);
    if (token.code == BAD_BYTE && is_unseen(text, token.start, &code, &len)) {
        drop_unseen(rough, &token, code, len);
    } else if (token.code == BAD_BYTE && ((unsigned char)text.at[token.start] & 0xC0) == 0x80) {
        return; // a later byte of a character that was dealt with
    } else if (rough->glue == token.start && rough->glue > 0 && rough_is_id(token.code)) {
        last->code = POISON;
        last->end = token.end;
    } else if (token.code == COLON && last != NULL && last->foreign && last->code == WORD && last->end == token.start) {
        last->code = FIELD;
        last->end = token.end;
    } else if (token.code == BAD_BYTE) {
        push_stray(rough, token);
    } else if (token.code == OPEN_STRING || (token.code == TYPOGRAPHIC && !is_closed(str_part(text, token.start, token.end)))) {
        push_open_string(rough, token);
    } else {
        vec_push(&rough->tokens, token);
    }
}

// Comments that begin with `#`: told once for the file, and taken for comments.
static void report_hashes(Rough *rough) {
    const Tokens *raw = &rough->raw;
    Diagnostic *d = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < raw->kind.n; i++) count += raw->kind.at[i] == HASH_COMMENT;
    if (count == 0) return;
    Str times = {"", 0};
    if (count > 1) times = arena_printf(diagnostics_arena(rough->sink), " (%u times in this file)", count);
    for (uint32_t i = 0; i < raw->kind.n; i++) {
        if (raw->kind.at[i] != HASH_COMMENT) continue;
        if (d == NULL) d = diag_hash_comment(rough->sink, line_span(rough->file, raw->start.at[i] - rough->file->base), times);
        diag_fix(rough->sink, d, (Span){raw->start.at[i], raw->start.at[i] + 1}, STR("write `//`"), STR("//"), true);
    }
}

static void measure(Rough *rough) {
    Str text = rough->file->text;
    const Tokens *raw = &rough->raw;
    uint32_t line = 0, indent = indent_of_line(text, 0), at = 0;
    bool first = true;
    rough->tokens.n = 0;
    for (uint32_t i = 0; i < raw->kind.n; i++) {
        RoughToken token = {.code = raw->kind.at[i], .start = raw->start.at[i] - rough->file->base};
        for (; at < token.start; at++) {
            if (text.at[at] != '\n') continue;
            line++;
            indent = indent_of_line(text, at + 1);
            first = true;
        }
        token.line = line;
        token.indent = indent;
        token.first = first;
        first = false;
        if (token.code != HASH_COMMENT) push_rough(rough, token);
    }
}

void rough_scan(Rough *rough, const SourceFile *file, Diagnostics *sink) {
    rough->file = file;
    rough->sink = sink;
    rough->lost_rest = false;
    rough->unseen = rough->glue = 0;
    scan_text(file, SCAN_RAW, &rough->raw);
    conflict_leave_out(file, &rough->raw, sink);
    scan_around_open_text(rough, sink);
    scan_behind_loose_quotes(rough);
    report_open_comment(rough, sink);
    report_hashes(rough);
    measure(rough);
}
