// Markdown laid out for a terminal.
#include "render/artefacts/prose.h"

#include "base/markdown.h"
#include "render/artefacts/wrap.h"
#include "render/diagnostics/shown.h"

typedef struct {
    Out *out;
    uint32_t width;
    bool colour;
    bool any; // something was written
} Prose;

static void write_lines(Prose *p, Str text, uint32_t first, uint32_t indent, Str mark) {
    Wrap wrap = {text, 0};
    Str line;
    uint32_t room = p->width > indent + 10 ? p->width - indent : 10;
    for (bool is_first = true; wrap_next(&wrap, room, &line); is_first = false) {
        out_repeat(p->out, ' ', is_first ? first : indent);
        if (is_first) out_str(p->out, mark);
        wrap_write(p->out, line);
        out_char(p->out, '\n');
    }
}

static void write_block(void *context, const MarkdownBlock *block) {
    Prose *p = context;
    Str text = block->text;
    if (p->any && !block->tight) out_char(p->out, '\n');
    p->any = true;
    switch (block->sort) {
    case MARKDOWN_HEADING:
        if (p->colour) out_cstr(p->out, "\033[1m");
        shown_part(p->out, text, 0, text.len);
        out_cstr(p->out, p->colour ? "\033[0m\n" : "\n");
        break;
    case MARKDOWN_CODE:
        if (text.len > 0) out_cstr(p->out, "    ");
        shown_part(p->out, text, 0, text.len);
        out_char(p->out, '\n');
        break;
    case MARKDOWN_POINT: {
        Out mark = out_memory();
        out_str(&mark, block->mark);
        out_char(&mark, ' ');
        write_lines(p, text, block->indent + 2, block->indent + 2 + out_text(&mark).len, out_text(&mark));
        out_free(&mark);
        break;
    }
    case MARKDOWN_QUOTE: write_lines(p, text, 2, 2, STR("")); break;
    default: write_lines(p, text, 0, 0, STR("")); break;
    }
}

void prose_terminal(Str markdown, uint32_t width, bool colour, Out *out) {
    Prose prose = {.out = out, .width = width > 0 ? width : 80, .colour = colour};
    markdown_read(markdown, true, write_block, &prose);
}
