// Text in SVG.
#include "render/artefacts/svg_text.h"

#include "base/utf8.h"
#include "render/artefacts/escape.h"

// Hundredths of the font's size that the characters from blank to tilde take at most in the sans-serif fonts that are about.
static const uint8_t WIDE[] = {
    35,  42, 46, 84, 66, 108, 80, 28, 46, 46, 64, 84, 38, 46,  38, 46, 66, 66, 66, 66, 66, 66, 66, 66,  66, 66, 46, 46, 84, 84, 84, 56,
    102, 72, 72, 74, 80, 68,  64, 80, 78, 44, 48, 72, 60, 88,  78, 82, 70, 82, 74, 72, 66, 76, 72, 102, 72, 68, 72, 46, 46, 46, 84, 64,
    64,  64, 66, 58, 66, 64,  38, 66, 66, 30, 36, 62, 30, 100, 66, 64, 66, 66, 46, 56, 42, 66, 62, 84,  62, 62, 56, 66, 46, 66, 84,
};

// Hundredths of the font's size that a character takes. Bold fonts are wider, their capitals and small letters alike.
static uint32_t advance(uint32_t code, SvgFont font) {
    uint32_t columns = utf8_width(code);
    if (columns == 0) return 0;
    if (columns == 2) return font.mono ? 122 : 105;
    if (font.mono) return 61;
    uint32_t width = code >= ' ' && code <= '~' ? WIDE[code - ' '] : code == 0x2026 /* … */ ? 100 : 84;
    return font.bold ? width * 116 / 100 : width;
}

// Bytes of the character at `at`, and its width in hundredths of a pixel.
static uint32_t character(Str text, uint32_t at, SvgFont font, uint32_t *width) {
    uint32_t code, bytes = utf8_decode(text.at + at, text.len - at, &code);
    *width = advance(bytes > 0 ? code : 0xFFFD, font) * font.size;
    return bytes > 0 ? bytes : 1;
}

uint32_t svg_width(Str text, SvgFont font) {
    uint64_t total = 0;
    uint32_t width;
    for (uint32_t at = 0; at < text.len; total += width) at += character(text, at, font, &width);
    total = (total + 99) / 100;
    return total > UINT32_MAX ? UINT32_MAX : (uint32_t)total;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

Str svg_line(Str text, uint32_t at, uint32_t width, SvgFont font, uint32_t *next) {
    uint64_t total = 0;
    uint32_t end = at, blank = 0, step;
    while (end < text.len) {
        uint32_t bytes = character(text, end, font, &step);
        if (is_blank(text.at[end])) {
            blank = end;
        } else if (total + step > (uint64_t)width * 100 && end > at) {
            break;
        }
        total += step;
        end += bytes;
    }
    if (end < text.len && blank > at) end = blank;
    *next = end;
    while (*next < text.len && is_blank(text.at[*next])) ++*next;
    return str_trim(str_part(text, at, end));
}

void svg_text(Out *out, uint32_t x, uint32_t y, SvgFont font, const char *fill, SvgAnchor anchor, Str text) {
    static const char *const ANCHORS[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    out_printf(out, "<text x=\"%u\" y=\"%u\" font-size=\"%u\"%s%s fill=\"%s\"%s>", x, y, font.size, font.bold ? " font-weight=\"bold\"" : "",
               font.mono ? " font-family=\"monospace\"" : "", fill, ANCHORS[anchor]);
    escape_xml(out, text);
    out_cstr(out, "</text>\n");
}

// A line that was cut: as much of it as leaves room for the `…`.
static void cut_line(Out *out, uint32_t x, uint32_t y, uint32_t width, SvgFont font, const char *fill, SvgAnchor anchor, Str text) {
    uint32_t dots = svg_width(STR("…"), font), next;
    Str part = svg_line(text, 0, width > dots ? width - dots : 1, font, &next);
    Out cut = out_memory();
    out_str(&cut, part);
    out_cstr(&cut, "…");
    svg_text(out, x, y, font, fill, anchor, out_text(&cut));
    out_free(&cut);
}

uint32_t svg_paragraph(Out *out, uint32_t x, uint32_t y, uint32_t width, uint32_t most, SvgFont font, const char *fill, SvgAnchor anchor, Str text) {
    for (uint32_t at = 0, line = 1; at < text.len && line <= most; line++) {
        uint32_t next;
        Str part = svg_line(text, at, width, font, &next);
        if (line == most && next < text.len) {
            cut_line(out, x, y, width, font, fill, anchor, str_part(text, at, text.len));
        } else {
            svg_text(out, x, y, font, fill, anchor, part);
        }
        y += svg_leading(font);
        at = next;
    }
    return y;
}

uint32_t svg_lines(Str text, uint32_t width, uint32_t most, SvgFont font) {
    uint32_t lines = 0;
    for (uint32_t at = 0; at < text.len && lines < most; lines++) svg_line(text, at, width, font, &at);
    return lines;
}
