// Decoding UTF-8 strictly, and the widths of characters.
#include "base/utf8.h"

#include <utf8proc.h>

static bool is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

uint32_t utf8_decode(const char *at, uint32_t left, uint32_t *code) {
    const unsigned char *b = (const unsigned char *)at;
    if (left == 0) return 0;
    if (b[0] < 0x80) {
        *code = b[0];
        return 1;
    }
    if (b[0] < 0xC2) return 0; // a continuation, or an overlong form
    if (b[0] < 0xE0) {
        if (left < 2 || !is_continuation(b[1])) return 0;
        *code = (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
        return 2;
    }
    if (b[0] < 0xF0) {
        if (left < 3 || !is_continuation(b[1]) || !is_continuation(b[2])) return 0;
        uint32_t c = (uint32_t)(b[0] & 0x0F) << 12 | (uint32_t)(b[1] & 0x3F) << 6 | (b[2] & 0x3F);
        if (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF)) return 0;
        *code = c;
        return 3;
    }
    if (b[0] < 0xF5) {
        if (left < 4 || !is_continuation(b[1]) || !is_continuation(b[2]) || !is_continuation(b[3])) return 0;
        uint32_t c = (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3F) << 12 | (uint32_t)(b[2] & 0x3F) << 6 | (b[3] & 0x3F);
        if (c < 0x10000 || c > 0x10FFFF) return 0;
        *code = c;
        return 4;
    }
    return 0;
}

uint32_t utf8_encode(uint32_t code, char *to) {
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xC0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) code = 0xFFFD;
    if (code < 0x10000) {
        to[0] = (char)(0xE0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3F));
        to[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | code >> 18);
    to[1] = (char)(0x80 | (code >> 12 & 0x3F));
    to[2] = (char)(0x80 | (code >> 6 & 0x3F));
    to[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

#define HIGH_BITS UINT64_C(0x8080808080808080)

static uint64_t load_word(const char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

// The first byte at or after `from` that is not ASCII, found by words; may stop up to 31 bytes early.
static uint32_t skip_ascii(Str s, uint32_t from) {
    while (s.len - from >= 32) {
        const char *at = s.at + from;
        uint64_t all = load_word(at) | load_word(at + 8) | load_word(at + 16) | load_word(at + 24);
        if (all & HIGH_BITS) break;
        from += 32;
    }
    return from;
}

uint32_t utf8_check(Str s, uint32_t from) {
    while (from < s.len) {
        from = skip_ascii(s, from);
        uint32_t code;
        // Up to a line's worth of characters one by one before the search by words is tried again.
        for (uint32_t i = 0; i < 32 && from < s.len; i++) {
            if ((unsigned char)s.at[from] < 0x80) {
                from++;
                continue;
            }
            uint32_t len = utf8_decode(s.at + from, s.len - from, &code);
            if (len == 0) return from;
            from += len;
        }
    }
    return s.len;
}

uint32_t utf8_width(uint32_t code) {
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return 1;
    if (code < 0x300) return 1;
    int width = utf8proc_charwidth((utf8proc_int32_t)code);
    return width < 0 ? 0 : (uint32_t)width;
}

uint32_t utf8_columns(Str s) {
    uint32_t columns = 0, code;
    for (uint32_t i = 0; i < s.len;) {
        uint32_t len = utf8_decode(s.at + i, s.len - i, &code);
        columns += len == 0 ? 1 : utf8_width(code);
        i += len == 0 ? 1 : len;
    }
    return columns;
}

typedef struct {
    uint32_t first, last;
} CodeRange;

bool utf8_is_invisible(uint32_t code) {
    static const CodeRange ranges[] = {
        {0x00AD, 0x00AD},   // soft hyphen
        {0x034F, 0x034F},   // grapheme joiner
        {0x061C, 0x061C},   // Arabic letter mark
        {0x115F, 0x1160},   // Hangul fillers
        {0x17B4, 0x17B5},   // Khmer inherent vowels
        {0x180B, 0x180F},   // Mongolian separators and selectors
        {0x200B, 0x200F},   // zero width, and directional marks
        {0x2028, 0x202E},   // line and paragraph separators, bidirectional embeddings and overrides
        {0x2060, 0x206F},   // word joiner, invisible operators, bidirectional isolates, deprecated formats
        {0x3164, 0x3164},   // Hangul filler
        {0xFE00, 0xFE0D},   // variation selectors; the two after these choose between text and emoji
        {0xFEFF, 0xFEFF},   // byte order mark
        {0xFFA0, 0xFFA0},   // half-width Hangul filler
        {0xFFF0, 0xFFFB},   // annotation marks, and unassigned ones that are ignored
        {0x1BCA0, 0x1BCA3}, // shorthand format controls
        {0x1D173, 0x1D17A}, // musical format controls
        {0xE0000, 0xE0FFF}, // tags, and the other variation selectors
    };
    for (uint32_t i = 0; i < sizeof ranges / sizeof *ranges && code >= ranges[i].first; i++) {
        if (code <= ranges[i].last) return true;
    }
    return false;
}

uint32_t utf8_length(Str s) {
    uint32_t length = 0, code;
    for (uint32_t i = 0; i < s.len; length++) {
        uint32_t len = utf8_decode(s.at + i, s.len - i, &code);
        i += len == 0 ? 1 : len;
    }
    return length;
}
