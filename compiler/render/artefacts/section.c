// The text of a section.
#include "render/artefacts/section.h"

#include "render/artefacts/escape.h"

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// A value stays on its line: blanks and line ends become one blank.
static void write_value(Out *out, Str text) {
    Out line = out_memory();
    text = str_trim(text);
    for (uint32_t i = 0; i < text.len; i++) {
        if (!is_blank(text.at[i])) out_char(&line, text.at[i]);
        else if (!is_blank(text.at[i - 1])) out_char(&line, ' ');
    }
    escape_markdown(out, out_text(&line));
    out_free(&line);
}

Str section_markdown(const Section *section, Out *buffer) {
    buffer->len = 0;
    for (uint32_t p = 0; p < section->piece_count; p++) {
        if (section->pieces[p].value) write_value(buffer, section->pieces[p].text);
        else out_str(buffer, section->pieces[p].text);
    }
    return out_text(buffer);
}
