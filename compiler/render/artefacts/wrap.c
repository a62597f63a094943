// Breaking text into lines.
#include "render/artefacts/wrap.h"

#include "render/diagnostics/shown.h"

static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

static bool may_break_behind(char c) {
    return c == '-' || c == '/' || c == ',' || c == '.' || c == ':';
}

// Where the line that begins at `at` has to end, and where the next one begins.
typedef struct {
    uint32_t end, next;
} Break;

static uint32_t skip_blanks(Str text, uint32_t at) {
    while (at < text.len && text.at[at] == ' ') at++;
    return at;
}

static Break find_break(Str text, uint32_t from, uint32_t width) {
    Break blank = {0, 0}, sign = {0, 0};
    uint32_t columns = 0, at = from;
    while (at < text.len && !is_line_end(text.at[at])) {
        Glyph glyph = glyph_at(text, at);
        if (columns + glyph.columns > width && at > from) {
            if (text.at[at] == ' ') return (Break){at, skip_blanks(text, at)};
            if (blank.next > from) return blank;
            return sign.next > from ? sign : (Break){at, at};
        }
        columns += glyph.columns;
        if (text.at[at] == ' ' && at > from) blank = (Break){at, skip_blanks(text, at)};
        at += glyph.bytes;
        if (may_break_behind(text.at[at - 1])) sign = (Break){at, at};
    }
    if (at == text.len) return (Break){at, at};
    bool two = text.at[at] == '\r' && at + 1 < text.len && text.at[at + 1] == '\n';
    return (Break){at, at + (two ? 2 : 1)};
}

bool wrap_next(Wrap *wrap, uint32_t width, Str *line) {
    if (wrap->at >= wrap->text.len) return false;
    Break found = find_break(wrap->text, wrap->at, width > 0 ? width : 1);
    *line = str_part(wrap->text, wrap->at, found.end);
    while (line->len > 0 && line->at[line->len - 1] == ' ') line->len--;
    wrap->at = found.next;
    return true;
}

void wrap_measure(Str text, uint32_t *line, uint32_t *word) {
    uint32_t line_now = 0, word_now = 0;
    *line = *word = 0;
    for (uint32_t at = 0; at < text.len;) {
        Glyph glyph = glyph_at(text, at);
        if (is_line_end(text.at[at])) {
            line_now = word_now = 0;
        } else {
            line_now += glyph.columns;
            word_now = text.at[at] == ' ' ? 0 : word_now + glyph.columns;
        }
        if (line_now > *line) *line = line_now;
        if (word_now > *word) *word = word_now;
        at += glyph.bytes;
    }
}

uint32_t wrap_write(Out *out, Str line) {
    shown_part(out, line, 0, line.len);
    return shown_columns(line, 0, line.len);
}
