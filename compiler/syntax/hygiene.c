// Looking through the bytes of a file before (and only where needed, after) it is scanned.
#include "syntax/hygiene.h"

#include "base/utf8.h"
#include "diag/catalogue.h"
#include "syntax/parser.h"

static bool is_utf16(Str text) {
    if (text.len < 2) return false;
    unsigned char a = (unsigned char)text.at[0], b = (unsigned char)text.at[1];
    return (a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF);
}

#define HIGH_BITS UINT64_C(0x8080808080808080)

static inline uint64_t eight_at(const char *at) {
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
    return eight;
}

// The next byte outside ASCII at or after `from`, first 32 at a time.
static uint32_t skip_ascii(Str text, uint32_t from) {
    const char *at = text.at + from, *end = text.at + text.len;
    for (; end - at >= 32; at += 32) {
        if ((eight_at(at) | eight_at(at + 8) | eight_at(at + 16) | eight_at(at + 24)) & HIGH_BITS) break;
    }
    for (; end - at >= 8; at += 8) {
        if (eight_at(at) & HIGH_BITS) break;
    }
    while (at < end && (unsigned char)*at < 0x80) at++;
    return (uint32_t)(at - text.at);
}

Hygiene hygiene_check(const SourceFile *file, Diagnostics *sink) {
    Hygiene hygiene = {0};
    Str text = file->text;
    char *bytes = (char *)(uintptr_t)text.at; // like the scanner, see SOURCE_PADDING
    uint32_t code, invalid = 0, first_invalid = 0, start = 0;
    if (is_utf16(text)) {
        diag_utf16(sink, (Span){file->base, file->base + 1});
        hygiene.unreadable = true;
        return hygiene;
    }
    if (text.len >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) {
        Span mark = {file->base, file->base + 3};
        Diagnostic *d = diag_byte_order_mark(sink, mark);
        diag_fix(sink, d, mark, STR("take it out"), (Str){"", 0}, true);
        start = 3;
    }
    for (uint32_t at = skip_ascii(text, start); at < text.len; at = skip_ascii(text, at)) {
        uint32_t len = utf8_decode(text.at + at, text.len - at, &code);
        if (len == 0) {
            if (invalid++ == 0) first_invalid = at;
            bytes[at++] = '_';
            continue;
        }
        hygiene.invisible = hygiene.invisible || utf8_is_invisible(code);
        at += len;
    }
    if (invalid > 0) diag_invalid_utf8(sink, (Span){file->base + first_invalid, file->base + first_invalid + 1}, invalid);
    return hygiene;
}

static bool is_control(char c) {
    return ((unsigned char)c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

void hygiene_controls(const SourceFile *file, Diagnostics *sink) {
    char *bytes = (char *)(uintptr_t)file->text.at;
    uint32_t count = 0, first = 0;
    char which = 0;
    for (uint32_t at = 0; at < file->text.len; at++) {
        if (!is_control(bytes[at])) continue;
        if (count++ == 0) {
            first = at;
            which = bytes[at];
        }
        bytes[at] = ' ';
    }
    if (count == 0) return;
    Str name = arena_printf(diagnostics_arena(sink), "U+%04X", (unsigned)which);
    diag_control_character(sink, (Span){file->base + first, file->base + first + 1}, name, count);
}

typedef struct {
    uint32_t count, first, code;
} Found;

// Counts the invisible characters from byte `at` to `end`.
static void count_invisible(Str text, uint32_t at, uint32_t end, Found *found) {
    uint32_t code;
    Str part = str_part(text, 0, end);
    for (at = skip_ascii(part, at); at < end; at = skip_ascii(part, at)) {
        uint32_t len = utf8_decode(text.at + at, text.len - at, &code);
        if (utf8_is_invisible(code)) {
            if (found->count++ == 0 || at < found->first) {
                found->first = at;
                found->code = code;
            }
        }
        at += len > 0 ? len : 1;
    }
}

static uint32_t end_of_comment(Str text, const Trivia *comment, uint32_t start) {
    if (comment->kind != TRIVIA_BLOCK) return str_find(text, '\n', start);
    const char *end = memmem(text.at + start, text.len - start, "*/", 2);
    return end == NULL ? text.len : (uint32_t)(end - text.at);
}

void hygiene_invisible(const SourceFile *file, const Tokens *tokens, Diagnostics *sink) {
    Str text = file->text;
    Found found = {0};
    for (uint32_t i = 0; i < tokens->kind.n; i++) {
        uint8_t code = tokens->kind.at[i];
        uint32_t start = tokens->start.at[i] - file->base;
        if (code == STRING || code == TEXT) count_invisible(text, start, end_of_token(text, start, code), &found);
    }
    for (uint32_t i = 0; i < tokens->trivia.n; i++) {
        const Trivia *trivia = &tokens->trivia.at[i];
        uint32_t start = trivia->start - file->base;
        if (trivia->kind != TRIVIA_BLANK) count_invisible(text, start, end_of_comment(text, trivia, start), &found);
    }
    if (found.count == 0) return;
    uint32_t code, len = utf8_decode(text.at + found.first, text.len - found.first, &code);
    Str name = arena_printf(diagnostics_arena(sink), "U+%04X", found.code);
    diag_invisible_character(sink, (Span){file->base + found.first, file->base + found.first + len}, name, found.count);
}
