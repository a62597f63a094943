// Markdown for people without a browser.
#include "render/artefacts/prose.h"

#include "render/artefacts/wrap.h"
#include "render/diagnostics/shown.h"

typedef enum { PARAGRAPH, HEADING, POINT, CODE, QUOTE, PAUSE } Sort;

// A block that is being gathered, line by line.
typedef struct {
    Sort sort;
    uint32_t indent; // of a point
    Str mark;        // `-` or `3.`
    Out text;        // without the signs of Markdown
} Block;

typedef struct Prose {
    Out *out;
    uint32_t width;
    bool colour;
    bool plain;
    bool any; // something was written
    bool fence, gap;
    Block block;
    Sort last;
} Prose;

// ---- Within a line ---------------------------------------------------------------------------------------------------------------------

// At `[text](url)`: the end of the whole, and the text; 0 if it is none.
static uint32_t link_end(Str line, uint32_t at, Str *text) {
    uint32_t close = str_find(line, ']', at);
    if (close + 1 >= line.len || line.at[close + 1] != '(') return 0;
    uint32_t end = str_find(line, ')', close);
    if (end == line.len) return 0;
    *text = str_part(line, at + 1, close);
    return end + 1;
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

// Emphasis begins or ends at a `*` or `_` that touches a word on one side only, or at a double one.
static bool is_emphasis(Str line, uint32_t at) {
    char before = at > 0 ? line.at[at - 1] : ' ', after = at + 1 < line.len ? line.at[at + 1] : ' ';
    if (before == line.at[at] || after == line.at[at]) return true;
    if (line.at[at] == '_' && is_word(before) && is_word(after)) return false;
    return before != ' ' || after != ' ';
}

// With `ticks`, code keeps the signs around it.
static void add_inline(Out *out, Str line, bool ticks) {
    bool code = false;
    for (uint32_t at = 0; at < line.len; at++) {
        char c = line.at[at];
        Str text;
        uint32_t end = !code && c == '[' ? link_end(line, at, &text) : 0;
        if (c == '`') code = !code;
        if (c == '`' && !ticks) continue;
        if (end > 0) {
            out_str(out, text);
            at = end - 1;
        } else if (!code && c == '\\' && at + 1 < line.len && !is_word(line.at[at + 1]) && line.at[at + 1] != ' ') {
            out_char(out, line.at[++at]);
        } else if (code || (c != '*' && c != '_') || !is_emphasis(line, at)) {
            out_char(out, c);
        }
    }
}

// ---- Blocks ------------------------------------------------------------------------------------------------------------------------------

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

static void write_plain(Prose *p, Block *block, Str text) {
    if (p->any) out_char(p->out, '\n');
    if (block->sort == POINT) {
        out_str(p->out, block->mark);
        out_char(p->out, ' ');
    }
    out_str(p->out, text);
}

static void write_laid_out(Prose *p, Block *block, Str text) {
    bool tight = block->sort == p->last && (block->sort == CODE || (block->sort == POINT && !p->gap));
    if (p->any && !tight) out_char(p->out, '\n');
    switch (block->sort) {
    case HEADING:
        if (p->colour) out_cstr(p->out, "\033[1m");
        shown_part(p->out, text, 0, text.len);
        out_cstr(p->out, p->colour ? "\033[0m\n" : "\n");
        break;
    case CODE:
        if (text.len > 0) out_cstr(p->out, "    ");
        shown_part(p->out, text, 0, text.len);
        out_char(p->out, '\n');
        break;
    case POINT: {
        Out mark = out_memory();
        out_str(&mark, block->mark);
        out_char(&mark, ' ');
        write_lines(p, text, block->indent + 2, block->indent + 2 + out_text(&mark).len, out_text(&mark));
        out_free(&mark);
        break;
    }
    case QUOTE: write_lines(p, text, 2, 2, STR("")); break;
    default: write_lines(p, text, 0, 0, STR("")); break;
    }
}

static void end_block(Prose *p) {
    Block *block = &p->block;
    Str text = out_text(&block->text);
    if (block->sort != PAUSE && (text.len > 0 || block->sort == CODE)) {
        if (p->plain) {
            write_plain(p, block, text);
        } else {
            write_laid_out(p, block, text);
        }
        p->any = true;
        p->last = block->sort;
        p->gap = false;
    }
    block->text.len = 0;
    block->sort = PAUSE;
}

static void begin_block(Prose *p, Sort sort) {
    end_block(p);
    p->block.sort = sort;
}

// `- `, `* `, `3. ` at the start of the line: the length of the sign with its blank, 0 if there is none.
static uint32_t point_length(Str line) {
    uint32_t at = 0;
    if (line.len > 1 && (line.at[0] == '-' || line.at[0] == '*' || line.at[0] == '+') && line.at[1] == ' ') return 2;
    while (at < line.len && line.at[at] >= '0' && line.at[at] <= '9') at++;
    return at > 0 && at < 4 && at + 1 < line.len && line.at[at] == '.' && line.at[at + 1] == ' ' ? at + 2 : 0;
}

static uint32_t heading_length(Str line) {
    uint32_t at = 0;
    while (at < line.len && line.at[at] == '#') at++;
    return at > 0 && at <= 6 && at < line.len && line.at[at] == ' ' ? at + 1 : 0;
}

static void continue_block(Prose *p, Sort sort, Str line) {
    Block *block = &p->block;
    if (block->sort == PAUSE || (sort != PARAGRAPH && block->sort != sort) || block->sort == CODE) begin_block(p, sort);
    if (block->text.len > 0) out_char(&block->text, ' ');
    add_inline(&block->text, line, !p->plain);
}

static void add_code(Prose *p, Str line) {
    begin_block(p, CODE);
    out_str(&p->block.text, line);
    end_block(p);
}

static void add_line(Prose *p, Str line) {
    Str content = str_trim(line);
    uint32_t indent = content.len > 0 ? (uint32_t)(content.at - line.at) : 0, sign;
    if (str_starts(content, STR("```"))) {
        end_block(p);
        p->fence = !p->fence;
        p->last = PAUSE;
    } else if (p->fence) {
        add_code(p, line);
    } else if (content.len == 0) {
        end_block(p);
        p->gap = true;
    } else if ((sign = heading_length(content)) > 0) {
        begin_block(p, HEADING);
        add_inline(&p->block.text, str_part(content, sign, content.len), !p->plain);
        end_block(p);
    } else if ((sign = point_length(content)) > 0) {
        begin_block(p, POINT);
        p->block.indent = indent > 8 ? 8 : indent;
        p->block.mark = str_part(content, 0, sign - 1);
        add_inline(&p->block.text, str_part(content, sign, content.len), !p->plain);
    } else if (content.at[0] == '|') {
        add_code(p, content);
    } else if (content.at[0] == '>') {
        continue_block(p, QUOTE, str_trim(str_part(content, 1, content.len)));
    } else if (indent >= 4 && p->block.sort == PAUSE && p->last != POINT) {
        add_code(p, str_part(line, 4, line.len));
    } else {
        continue_block(p, PARAGRAPH, content);
    }
}

static void run(Prose *p, Str markdown) {
    p->block.sort = p->last = PAUSE;
    p->block.text = out_memory();
    for (uint32_t at = 0; at < markdown.len;) {
        uint32_t end = str_find(markdown, '\n', at);
        Str line = str_part(markdown, at, end);
        if (line.len > 0 && line.at[line.len - 1] == '\r') line.len--;
        add_line(p, line);
        at = end + 1;
    }
    end_block(p);
    out_free(&p->block.text);
}

void prose_plain(Str markdown, Out *out) {
    Prose prose = {.out = out, .plain = true};
    run(&prose, markdown);
}

void prose_terminal(Str markdown, uint32_t width, bool colour, Out *out) {
    Prose prose = {.out = out, .width = width > 0 ? width : 80, .colour = colour};
    run(&prose, markdown);
}
