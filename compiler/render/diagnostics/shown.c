#include "render/diagnostics/shown.h"

#include "base/utf8.h"

#define REPLACEMENT STR("\xEF\xBF\xBD")
#define ELLIPSIS STR("\xE2\x80\xA6")

// U+2400 .. U+241F, three bytes each.
static const char PICTURES[] = "\u2400\u2401\u2402\u2403\u2404\u2405\u2406\u2407\u2408\u2409\u240A\u240B\u240C\u240D\u240E\u240F"
                               "\u2410\u2411\u2412\u2413\u2414\u2415\u2416\u2417\u2418\u2419\u241A\u241B\u241C\u241D\u241E\u241F";

// The longest name of a command that is looked for.
#define LONGEST_NAME 32u

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool command_bracket(Str text, uint32_t at) {
    if (text.at[at] != '[') return false;
    uint32_t before = at;
    while (before > 0 && at - before < LONGEST_NAME && is_letter(text.at[before - 1])) before--;
    return before >= 2 && text.at[before - 1] == '#' && text.at[before - 2] == '#';
}

static bool is_blank(uint32_t code) {
    return code == ' ' || code == '\t' || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
           code == 0x3000;
}

uint32_t command_colon(Str text, uint32_t from, uint32_t to) {
    uint32_t at = from, code, bytes;
    if (at < to && is_letter(text.at[at])) return to;
    while (at < to && (bytes = utf8_decode(text.at + at, to - at, &code)) && is_blank(code)) at += bytes;
    if (at + 2 >= to || text.at[at] != ':' || text.at[at + 1] != ':') return to;
    uint32_t end = at + 2;
    while (end < to && end - at < LONGEST_NAME && is_letter(text.at[end])) end++;
    bool whole = end == to || text.at[end] != ':' || end + 1 == to || text.at[end + 1] == ':'; // `::ffff:10.0.0.1` is an address
    return end > at + 2 && whole ? at : to;
}

static Glyph ascii_glyph(Str text, uint32_t at) {
    unsigned char c = (unsigned char)text.at[at];
    if (c == '\t') return (Glyph){1, 4, STR("    ")};
    if (c < 0x20) return (Glyph){1, 1, {PICTURES + 3 * c, 3}};
    if (c == 0x7F) return (Glyph){1, 1, STR("\u2421")};
    if (command_bracket(text, at)) return (Glyph){1, 1, REPLACEMENT};
    return (Glyph){1, 1, {text.at + at, 1}};
}

Glyph glyph_at(Str text, uint32_t at) {
    if ((unsigned char)text.at[at] < 0x80) return ascii_glyph(text, at);
    uint32_t code, bytes = utf8_decode(text.at + at, text.len - at, &code);
    if (!bytes) return (Glyph){1, 1, REPLACEMENT};
    if (code < 0xA0 || utf8_is_invisible(code)) return (Glyph){bytes, 1, REPLACEMENT};
    return (Glyph){bytes, utf8_width(code), {text.at + at, bytes}};
}

uint32_t glyph_before(Str text, uint32_t at) {
    uint32_t code;
    for (uint32_t bytes = 2; bytes <= 4 && bytes <= at; bytes++)
        if (utf8_decode(text.at + at - bytes, bytes, &code) == bytes) return at - bytes;
    return at - 1;
}

uint32_t shown_columns(Str text, uint32_t from, uint32_t to) {
    uint32_t columns = 0;
    while (from < to) {
        Glyph glyph = glyph_at(text, from);
        columns += glyph.columns;
        from += glyph.bytes;
    }
    return columns;
}

// The byte at `colon`, if it is one of them, would begin a command.
static void write_part(Out *out, Str text, uint32_t from, uint32_t to, uint32_t colon) {
    while (from < to) {
        Glyph glyph = glyph_at(text, from);
        out_str(out, from == colon ? REPLACEMENT : glyph.shown);
        from += glyph.bytes;
    }
}

void shown_part(Out *out, Str text, uint32_t from, uint32_t to) {
    write_part(out, text, from, to, command_colon(text, from, to));
}

// The end of what is shown of the text.
static uint32_t shown_end(Str text) {
    uint32_t to = text.len;
    if (to > SHOWN_MOST) {
        to = SHOWN_MOST;
        while (to > SHOWN_MOST - 4 && ((unsigned char)text.at[to] & 0xC0) == 0x80) to--; // not within a character
    }
    return to;
}

void shown_text(Out *out, Str text) {
    uint32_t to = shown_end(text);
    shown_part(out, text, 0, to);
    if (to < text.len) out_str(out, ELLIPSIS);
}

void shown_path(Out *out, Str path) {
    // With `./` before it no line begins with the path's `::`, and it is still the path.
    for (uint32_t at = str_find(path, ':', 0); at + 1 < path.len; at = str_find(path, ':', at + 1)) {
        if (path.at[at + 1] != ':') continue;
        out_cstr(out, "./");
        break;
    }
    uint32_t to = shown_end(path);
    write_part(out, path, 0, to, to);
    if (to < path.len) out_str(out, ELLIPSIS);
}
