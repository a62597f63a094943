// Where a token ends, read again from the source; and the names of token codes.
#include "syntax/token.h"

#include "base/date.h"
#include "syntax/parser.h"

static char at_byte(Str text, uint32_t i) {
    return i < text.len ? text.at[i] : '\0';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static uint32_t skip_blanks(Str text, uint32_t i) {
    while (is_blank(at_byte(text, i))) i++;
    return i;
}

// Is the byte part of a word? Letters outside ASCII are, although they are reported: `geschäftsführer` is one word with a mistake in it.
// Not so `×`, typographic quotes and no-break spaces.
static bool is_word_byte(Str text, uint32_t i) {
    unsigned char c = (unsigned char)at_byte(text, i);
    if (c < 0x80) return is_digit((char)c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    unsigned char next = (unsigned char)at_byte(text, i + 1);
    if (c < 0xC0) { // inside a character: look at its first byte
        unsigned char before = i > 0 ? (unsigned char)text.at[i - 1] : 0;
        if (before == 0xC3) return c != 0x97;
        if (before == 0xC2) return c != 0xA0 && c != 0xAB && c != 0xBB;
        return true;
    }
    if (c == 0xC3) return next != 0x97;
    if (c == 0xC2) return next != 0xA0 && next != 0xAB && next != 0xBB;
    if (c == 0xE2) return next != 0x80;
    return true;
}

// 1 for the bytes of a word inside ASCII: nearly all that is ever asked for.
static const uint8_t plain_word_byte[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['_'] = 1, ['A'] = 1, ['B'] = 1,
    ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1,
    ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['a'] = 1, ['b'] = 1,
    ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1,
    ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
};

uint32_t end_of_word(Str text, uint32_t at) {
    uint32_t i = at;
    for (;;) {
        while (i < text.len && plain_word_byte[(unsigned char)text.at[i]]) i++;
        char c = at_byte(text, i);
        if ((unsigned char)c >= 0x80 && is_word_byte(text, i)) i++;
        else if (i > at && (c == '-' || c == '.') && is_word_byte(text, i + 1)) i++;
        else return i;
    }
}

uint32_t end_of_path(Str text, uint32_t at) {
    uint32_t i = end_of_word(text, at);
    while (at_byte(text, i) == '/' && is_word_byte(text, i + 1)) i = end_of_word(text, i + 1);
    return i;
}

uint32_t end_of_number(Str text, uint32_t at) {
    if (at_byte(text, at) == '-') at = skip_blanks(text, at + 1);
    return end_of_word(text, at);
}

uint32_t end_of_percent(Str text, uint32_t at) {
    uint32_t i = skip_blanks(text, end_of_word(text, at));
    return at_byte(text, i) == '%' ? i + 1 : i;
}

uint32_t end_of_money(Str text, uint32_t at) {
    return end_of_word(text, skip_blanks(text, end_of_word(text, at)));
}

// A number and a unit, as often as they follow each other on one line.
uint32_t end_of_duration(Str text, uint32_t at) {
    uint32_t end = at;
    for (uint32_t i = at; is_digit(at_byte(text, i));) {
        uint32_t unit = skip_blanks(text, end_of_word(text, i));
        uint32_t unit_end = end_of_word(text, unit);
        if (!duration_unit(str_part(text, unit, unit_end))) break;
        end = unit_end;
        i = skip_blanks(text, unit_end);
    }
    return end > at ? end : end_of_word(text, at);
}

uint32_t end_of_string(Str text, uint32_t at) {
    for (uint32_t i = at + 1; i < text.len && text.at[i] != '\n'; i++) {
        if (text.at[i] == '"') return i + 1;
        if (text.at[i] == '\\' && at_byte(text, i + 1) != '\n') i++;
    }
    uint32_t end = str_find(text, '\n', at);
    return end > at && text.at[end - 1] == '\r' ? end - 1 : end;
}

bool string_is_plain(Str text, uint32_t at, Str *inside) {
    if (at >= text.len || text.at[at] != '"') return false;
    uint32_t end = str_find(text, '"', at + 1);
    *inside = str_part(text, at + 1, end);
    bool closed = end > at + 1 && end < text.len; // two quotes may begin a text of several lines
    return closed && str_find(*inside, '\\', 0) == inside->len && str_find(*inside, '\n', 0) == inside->len;
}

uint32_t end_of_text(Str text, uint32_t at) {
    for (uint32_t i = at + 3; i + 2 < text.len; i++) {
        i = str_find(text, '"', i);
        if (at_byte(text, i + 1) == '"' && at_byte(text, i + 2) == '"') return i + 3;
    }
    return text.len;
}

static bool is_url_byte(char c) {
    switch (c) {
    case '"':
    case ',':
    case ';':
    case '{':
    case '}':
    case '<':
    case '>':
    case 0x7F: return false;
    default: return (unsigned char)c > 0x20;
    }
}

uint32_t end_of_url(Str text, uint32_t at) {
    uint32_t i = at;
    while (is_url_byte(at_byte(text, i)) || (at_byte(text, i) == ',' && is_url_byte(at_byte(text, i + 1)))) i++;
    return i;
}

uint32_t end_of_operator(Str text, uint32_t at) {
    unsigned char c = (unsigned char)at_byte(text, at), next = (unsigned char)at_byte(text, at + 1);
    if (at >= text.len) return text.len;
    if (c == '.' && next == '.') return at + 2;
    if (next == '=' && (c == '=' || c == '!' || c == '<' || c == '>')) return at + 2;
    if (c < 0x80) return at + 1;
    uint32_t i = at + 1;
    while (i < text.len && ((unsigned char)text.at[i] & 0xC0) == 0x80) i++;
    return i;
}

static uint32_t end_of_single_quoted(Str text, uint32_t at) {
    uint32_t i = at + 1;
    while (i < text.len && text.at[i] != '\'' && text.at[i] != '\n') i++;
    return at_byte(text, i) == '\'' ? i + 1 : i;
}

// Up to the closing quote, of whatever sort, or the end of the line.
static uint32_t end_of_typographic(Str text, uint32_t at) {
    for (uint32_t i = end_of_operator(text, at); i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i], next = (unsigned char)at_byte(text, i + 1);
        if (c == '\n') return i;
        if (c == '"') return i + 1;
        if (c == 0xC2 && (next == 0xAB || next == 0xBB)) return i + 2;
        if (c == 0xE2 && next == 0x80 && ((unsigned char)at_byte(text, i + 2) & 0xF8) == 0x98) return i + 3;
    }
    return text.len;
}

uint32_t end_of_token(Str text, uint32_t at, uint8_t code) {
    switch (code) {
    case END_OF_FILE:
    case END: return at;
    case PATH: return end_of_path(text, at);
    case NUMBER: return end_of_number(text, at);
    case PERCENT: return end_of_percent(text, at);
    case DURATION: return end_of_duration(text, at);
    case MONEY: return end_of_money(text, at);
    case STRING:
    case OPEN_STRING: return end_of_string(text, at);
    case TEXT:
    case OPEN_TEXT: return end_of_text(text, at);
    case OPEN_COMMENT: return text.len;
    case HASH_COMMENT: return str_find(text, '\n', at);
    case URL: return end_of_url(text, at);
    case FIELD: return end_of_word(text, at) + 1;
    case DOTNAME: return end_of_word(text, at + 1);
    case FUNCTION: return end_of_word(text, at);
    case SINGLE_QUOTED: return end_of_single_quoted(text, at);
    case TYPOGRAPHIC: return end_of_typographic(text, at);
    case STRING_END: return at_byte(text, at + 1) == '"' && at_byte(text, at + 2) == '"' ? at + 3 : at + 1;
    default: {
        uint32_t end = end_of_word(text, at);
        return end > at ? end : end_of_operator(text, at);
    }
    }
}

const char *token_name(uint8_t code) {
    static const char *const names[] = {
        [END_OF_FILE] = "end-of-file",
        [END] = "end",
        [WORD] = "word",
        [PATH] = "path",
        [NUMBER] = "number",
        [PERCENT] = "percent",
        [DATE] = "date",
        [STRING] = "string",
        [TEXT] = "text",
        [DURATION] = "duration",
        [MONEY] = "money",
        [URL] = "url",
        [TODO] = "todo",
        [ON] = "on",
        [FIELD] = "field",
        [POISON] = "poison",
        [POISON_TITLE] = "poison-title",
        [DOTNAME] = "dot-name",
        [FUNCTION] = "function",
        [BINDER] = "binder",
        [OPEN_HOLE] = "open-hole",
        [CLOSE_HOLE] = "close-hole",
        [STRING_END] = "string-end",
        [LEVEL] = "level",
        [SINGLE_QUOTED] = "single-quoted",
        [TYPOGRAPHIC] = "typographic",
        [OPEN_STRING] = "open-string",
        [OPEN_TEXT] = "open-text",
        [OPEN_COMMENT] = "open-comment",
        [BAD_BYTE] = "bad-byte",
        [HASH_COMMENT] = "hash-comment",
    };
    if (code < sizeof names / sizeof names[0] && names[code] != NULL) return names[code];
    return code >= USE ? "keyword" : "sign";
}
