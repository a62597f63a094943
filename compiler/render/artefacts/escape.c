// One escaper for each context. Each writes runs of plain bytes at once and looks closer only at the others.
#include "render/artefacts/escape.h"

#include "base/utf8.h"
#include "render/diagnostics/shown.h"

#define REPLACEMENT STR("\xEF\xBF\xBD")

// In which contexts a byte is not simply itself.
enum { XML = 1, MARKDOWN = 2, CSV = 4, JSON = 8, MARKUP = 16, EVERYWHERE = 31 };

static const uint8_t MEANS[256] = {
    [0x00 ... 0x09] = EVERYWHERE,
    ['\n'] = XML | MARKDOWN | CSV | JSON,
    [0x0B ... 0x1F] = EVERYWHERE,
    ['!'] = MARKDOWN,
    ['"'] = XML | CSV | JSON,
    ['#'] = MARKDOWN,
    ['$'] = MARKDOWN,
    ['@'] = MARKDOWN,
    ['&'] = XML | MARKDOWN,
    ['\''] = XML,
    ['*'] = MARKDOWN,
    ['<'] = XML | MARKDOWN,
    ['>'] = XML | MARKDOWN,
    ['['] = EVERYWHERE,
    ['\\'] = MARKDOWN | JSON,
    [']'] = MARKDOWN,
    ['_'] = MARKDOWN,
    ['`'] = MARKDOWN,
    ['|'] = MARKDOWN,
    ['~'] = MARKDOWN,
    [0x7F ... 0xFF] = EVERYWHERE,
};

// Writes the run of bytes from `at` on that mean nothing in the context, and returns its end.
static uint32_t plain_run(Out *out, Str text, uint32_t at, uint8_t context) {
    uint32_t start = at;
    const unsigned char *c = (const unsigned char *)text.at;
    while (text.len - at >= 4 && !((MEANS[c[at]] | MEANS[c[at + 1]] | MEANS[c[at + 2]] | MEANS[c[at + 3]]) & context)) at += 4;
    while (at < text.len && !(MEANS[c[at]] & context)) at++;
    out_bytes(out, text.at + start, at - start);
    return at;
}

static bool is_noncharacter(uint32_t code) {
    return (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
}

// Writes the character at `at`, which has no meaning in the context, or what stands for it; returns its length.
static uint32_t write_clean(Out *out, Str text, uint32_t at) {
    unsigned char c = (unsigned char)text.at[at];
    if (c == '[' && command_bracket(text, at)) {
        out_str(out, REPLACEMENT);
        return 1;
    }
    if (c < 0x20 || c == 0x7F) {
        char picture[4];
        out_bytes(out, picture, utf8_encode(c == 0x7F ? 0x2421 : 0x2400u + c, picture));
        return 1;
    }
    if (c < 0x80) {
        out_char(out, (char)c);
        return 1;
    }
    uint32_t code, len = utf8_decode(text.at + at, text.len - at, &code);
    if (len == 0 || code < 0xA0 || utf8_is_invisible(code) || is_noncharacter(code)) {
        out_str(out, REPLACEMENT);
        return len == 0 ? 1 : len;
    }
    out_bytes(out, text.at + at, len);
    return len;
}

// Bytes of the line end at `at` (CR LF, LF or CR); 0 if there is none.
static uint32_t line_end(Str text, uint32_t at) {
    if (text.at[at] == '\n') return 1;
    if (text.at[at] != '\r') return 0;
    return at + 1 < text.len && text.at[at + 1] == '\n' ? 2 : 1;
}

// ---- XML --------------------------------------------------------------------------------------------------------------------------------

static const char *xml_entity(Str text, uint32_t at) {
    switch (text.at[at]) {
    case '[': return command_bracket(text, at) ? "&#91;" : "[";
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\n':
    case '\r':
    case '\t': return " ";
    default: return NULL;
    }
}

void escape_xml(Out *out, Str text) {
    for (uint32_t at = plain_run(out, text, 0, XML); at < text.len; at = plain_run(out, text, at, XML)) {
        const char *entity = xml_entity(text, at);
        if (entity != NULL) {
            out_cstr(out, entity);
            at++;
        } else {
            at += write_clean(out, text, at);
        }
    }
}

// ---- Markdown -----------------------------------------------------------------------------------------------------------------------------

static bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool is_ascii_word(char c) {
    return (unsigned char)c < 0x80 && (is_alphanumeric(c) || c == '_');
}

// Does the sign mean anything where it stands? `_` within a word, `&` before no entity and `!` before no bracket do not.
static bool means_nothing(Str text, uint32_t at) {
    char c = text.at[at], next = at + 1 < text.len ? text.at[at + 1] : ' ';
    if (c == '&') return next != '#' && !is_alphanumeric(next);
    if (c == '!') return next != '[';
    if (c == '#') return at > 0 && !is_alphanumeric(next) && next != '#';
    return c == '_' && at > 0 && is_alphanumeric(text.at[at - 1]) && is_alphanumeric(next);
}

bool escape_opens_mention(Str text, uint32_t at) {
    return at + 1 < text.len && (is_alphanumeric(text.at[at + 1]) || text.at[at + 1] == '_') && (at == 0 || !is_ascii_word(text.at[at - 1]));
}

// At the start of a line some more signs make lists and rules.
static bool opens_block(Str text, uint32_t at) {
    uint32_t end = at;
    if (text.at[at] == '-' || text.at[at] == '+' || text.at[at] == '=') return true;
    while (end < text.len && text.at[end] >= '0' && text.at[end] <= '9') end++;
    return end > at && end < text.len && (text.at[end] == '.' || text.at[end] == ')') && (end + 1 == text.len || text.at[end + 1] == ' ');
}

static uint32_t markdown_start(Out *out, Str text) {
    uint32_t at = 0, colon = command_colon(text, 0, text.len);
    if (colon < text.len) {
        out_cstr(out, "\\:");
        return colon + 1;
    }
    while (at < text.len && text.at[at] == ' ') at++;
    if (at == text.len || !opens_block(text, at)) return at;
    uint32_t sign = at;
    while (text.at[sign] >= '0' && text.at[sign] <= '9') sign++;
    out_bytes(out, text.at + at, sign - at);
    out_char(out, '\\');
    out_char(out, text.at[sign]);
    return sign + 1;
}

void escape_markdown(Out *out, Str text) {
    uint32_t at = markdown_start(out, text);
    for (at = plain_run(out, text, at, MARKDOWN); at < text.len; at = plain_run(out, text, at, MARKDOWN)) {
        unsigned char c = (unsigned char)text.at[at];
        uint32_t end = line_end(text, at);
        if (end > 0) {
            out_cstr(out, "<br>");
            at += end;
        } else if (c == '\t') {
            out_char(out, ' ');
            at++;
        } else {
            if (c == '@') {
                out_cstr(out, escape_opens_mention(text, at) ? "@<!-- -->" : "@");
                at++;
                continue;
            }
            if (c > 0x20 && c < 0x7F && !means_nothing(text, at)) out_char(out, '\\');
            if (c == '[') out_char(out, text.at[at++]); // with the backslash it is no command
            else at += write_clean(out, text, at);
        }
    }
}

// ---- CSV ----------------------------------------------------------------------------------------------------------------------------------

static bool is_number(Str text) {
    uint32_t digits = 0, points = 0;
    for (uint32_t i = text.at[0] == '-'; i < text.len; i++) {
        if (text.at[i] >= '0' && text.at[i] <= '9') {
            digits++;
        } else if (text.at[i] != '.' || points++ > 0) {
            return false;
        }
    }
    return digits > 0;
}

// Would a spreadsheet read it as a formula? Some skip what stands before the sign: blanks, and characters that we replace.
static bool is_formula(Str text) {
    static const Str WIDE[] = {{"\uFF1D", 3}, {"\uFF0B", 3}, {"\uFF0D", 3}, {"\uFF20", 3}};
    if (text.len == 0 || is_ascii_word(text.at[0]) || is_number(text)) return false;
    if (text.at[0] == '\t' || text.at[0] == '\r' || text.at[0] == '\n') return true;
    while (text.len > 0 && (text.at[0] == ' ' || text.at[0] == '\t')) text = str_part(text, 1, text.len);
    if (text.len == 0) return false;
    if (memchr("=+-@", text.at[0], 4) != NULL) return true;
    for (uint32_t i = 0; i < 4; i++) {
        if (str_starts(text, WIDE[i])) return true;
    }
    return false;
}

void escape_csv(Out *out, Str text, bool raw) {
    if (text.len == 0) { // as half of all cells are
        out_cstr(out, "\"\"");
        return;
    }
    out_char(out, '"');
    if (!raw && is_formula(text)) out_char(out, '\'');
    for (uint32_t at = plain_run(out, text, 0, CSV); at < text.len; at = plain_run(out, text, at, CSV)) {
        uint32_t end = line_end(text, at);
        if (end > 0) {
            out_char(out, '\n');
            at += end;
            uint32_t colon = command_colon(text, at, text.len);
            if (colon == text.len) continue;
            out_str(out, str_part(text, at, colon));
            out_str(out, REPLACEMENT);
            at = colon + 1;
        } else if (text.at[at] == '"') {
            out_cstr(out, "\"\"");
            at++;
        } else if (text.at[at] == '\t') {
            out_char(out, '\t');
            at++;
        } else {
            at += write_clean(out, text, at);
        }
    }
    out_char(out, '"');
}

// ---- JSON ---------------------------------------------------------------------------------------------------------------------------------

static void json_code(Out *out, uint32_t code) {
    if (code >= 0x10000) {
        out_printf(out, "\\u%04x\\u%04x", 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF));
    } else {
        out_printf(out, "\\u%04x", code);
    }
}

// Writes the character at `at`, which is not plain, and returns its length.
static uint32_t json_character(Out *out, Str text, uint32_t at) {
    unsigned char c = (unsigned char)text.at[at];
    uint32_t code, len;
    switch (c) {
    case '[': out_cstr(out, command_bracket(text, at) ? "\\u005b" : "["); return 1;
    case '"':
    case '\\':
        out_char(out, '\\');
        out_char(out, (char)c);
        return 1;
    case '\n': out_cstr(out, "\\n"); return 1;
    case '\r': out_cstr(out, "\\r"); return 1;
    case '\t': out_cstr(out, "\\t"); return 1;
    default: break;
    }
    len = utf8_decode(text.at + at, text.len - at, &code);
    if (len == 0) {
        out_str(out, REPLACEMENT);
        return 1;
    }
    if (code < 0xA0 || utf8_is_invisible(code) || is_noncharacter(code)) {
        json_code(out, code);
    } else {
        out_bytes(out, text.at + at, len);
    }
    return len;
}

void escape_json(Out *out, Str text) {
    out_char(out, '"');
    for (uint32_t at = plain_run(out, text, 0, JSON); at < text.len; at = plain_run(out, text, at, JSON)) {
        at += json_character(out, text, at);
    }
    out_char(out, '"');
}

void escape_json_member(Out *out, const char *name, Str text) {
    if (text.len == 0) return;
    out_printf(out, ", \"%s\": ", name);
    escape_json(out, text);
}

// ---- Markup ---------------------------------------------------------------------------------------------------------------------------------

void escape_none(Out *out, Str text) {
    for (uint32_t at = plain_run(out, text, 0, MARKUP); at < text.len; at = plain_run(out, text, at, MARKUP)) {
        if (text.at[at] == '\t') out_char(out, text.at[at++]);
        else at += write_clean(out, text, at);
    }
}

bool is_colour(Str text) {
    if (text.len != 7 || text.at[0] != '#') return false;
    for (uint32_t i = 1; i < 7; i++) {
        char c = text.at[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) return false;
    }
    return true;
}
