// Markdown read modestly, line by line.
#include "base/markdown.h"

typedef struct {
    MarkdownTake *take;
    void *context;
    bool ticks, fence, gap; // gap: a blank line stands before the block
    MarkdownBlock block;    // that is being gathered
    Out text;               // of it
    MarkdownSort last;
} Reading;

#define PAUSE MARKDOWN_NOTHING

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

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || (unsigned char)c >= 0x80;
}

// Signs of emphasis from `at` up to `end`, a run of one sort: they touch a word on one side, a run of `_` not on both. Between blanks it is a line to write on.
static bool is_emphasis(Str line, uint32_t at, uint32_t end) {
    char before = at > 0 ? line.at[at - 1] : ' ', after = end < line.len ? line.at[end] : ' ';
    if (line.at[at] == '_' && is_word(before) && is_word(after)) return false;
    return before != ' ' || after != ' ';
}

static uint32_t end_of_run(Str line, uint32_t at) {
    uint32_t end = at + 1;
    while (end < line.len && line.at[end] == line.at[at]) end++;
    return end;
}

static bool is_sign(char c) {
    return c == '`' || c == '*' || c == '_' || c == '[' || c == '!' || c == '\\';
}

// With `ticks`, code keeps the signs around it.
static void add_inline(Out *out, Str line, bool ticks) {
    bool code = false;
    for (uint32_t at = 0; at < line.len; at++) {
        char c = line.at[at];
        Str text;
        if (!code && c == '!' && at + 1 < line.len && line.at[at + 1] == '[' && link_end(line, at + 1, &text) > 0) continue; // a picture is told
        uint32_t end = !code && c == '[' ? link_end(line, at, &text) : 0;
        if (c == '`') code = !code;
        if (c == '`' && !ticks) continue;
        if (end > 0) {
            out_str(out, text);
            at = end - 1;
        } else if (!code && c == '\\' && at + 1 < line.len && !is_word(line.at[at + 1]) && line.at[at + 1] != ' ') {
            out_char(out, line.at[++at]);
        } else if (!code && (c == '*' || c == '_')) {
            end = end_of_run(line, at);
            if (!is_emphasis(line, at, end)) out_str(out, str_part(line, at, end));
            at = end - 1;
        } else {
            end = at + 1;
            while (end < line.len && !is_sign(line.at[end])) end++;
            out_str(out, str_part(line, at, end));
            at = end - 1;
        }
    }
}

// ---- Blocks ------------------------------------------------------------------------------------------------------------------------------

static void end_block(Reading *p) {
    MarkdownBlock *block = &p->block;
    block->text = out_text(&p->text);
    if (block->sort != PAUSE && (p->text.len > 0 || block->sort == MARKDOWN_CODE)) {
        block->tight = block->sort == p->last && (block->sort == MARKDOWN_CODE || (block->sort == MARKDOWN_POINT && !p->gap));
        p->take(p->context, block);
        p->last = block->sort;
        p->gap = false;
    }
    p->text.len = 0;
    block->sort = PAUSE;
}

static void begin_block(Reading *p, MarkdownSort sort) {
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

static void continue_block(Reading *p, MarkdownSort sort, Str line) {
    MarkdownBlock *block = &p->block;
    if (block->sort == PAUSE || (sort != MARKDOWN_PARAGRAPH && block->sort != sort) || block->sort == MARKDOWN_CODE) begin_block(p, sort);
    if (p->text.len > 0) out_char(&p->text, ' ');
    add_inline(&p->text, line, p->ticks);
}

static void add_code(Reading *p, Str line) {
    begin_block(p, MARKDOWN_CODE);
    out_str(&p->text, line);
    end_block(p);
}

static void add_line(Reading *p, Str line) {
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
        begin_block(p, MARKDOWN_HEADING);
        add_inline(&p->text, str_part(content, sign, content.len), p->ticks);
        end_block(p);
    } else if ((sign = point_length(content)) > 0) {
        begin_block(p, MARKDOWN_POINT);
        p->block.indent = indent > 8 ? 8 : indent;
        p->block.mark = str_part(content, 0, sign - 1);
        add_inline(&p->text, str_part(content, sign, content.len), p->ticks);
    } else if (content.at[0] == '|') {
        add_code(p, content);
    } else if (content.at[0] == '>') {
        continue_block(p, MARKDOWN_QUOTE, str_trim(str_part(content, 1, content.len)));
    } else if (indent >= 4 && p->block.sort == PAUSE && p->last != MARKDOWN_POINT) {
        add_code(p, str_part(line, 4, line.len));
    } else {
        continue_block(p, MARKDOWN_PARAGRAPH, content);
    }
}

void markdown_read(Str markdown, bool ticks, MarkdownTake *take, void *context) {
    Reading p = {.take = take, .context = context, .ticks = ticks, .text = out_memory()};
    for (uint32_t at = 0; at < markdown.len;) {
        uint32_t end = str_find(markdown, '\n', at);
        Str line = str_part(markdown, at, end);
        if (line.len > 0 && line.at[line.len - 1] == '\r') line.len--;
        add_line(&p, line);
        at = end + 1;
    }
    end_block(&p);
    out_free(&p.text);
}

// ---- Plain ---------------------------------------------------------------------------------------------------------------------------------

typedef struct {
    Out *out;
    bool any;
} Plain;

static void write_plain(void *context, const MarkdownBlock *block) {
    Plain *plain = context;
    if (plain->any) out_char(plain->out, '\n');
    plain->any = true;
    if (block->sort == MARKDOWN_POINT) {
        out_str(plain->out, block->mark);
        out_char(plain->out, ' ');
    }
    out_str(plain->out, block->text);
}

bool markdown_is_plain(Str markdown) {
    if (markdown.len == 0 || !is_word(markdown.at[0]) || is_digit(markdown.at[0]) || !is_word(markdown.at[markdown.len - 1])) return false;
    uint32_t at = 0;
    while (at < markdown.len && !is_sign(markdown.at[at]) && markdown.at[at] != '\n' && markdown.at[at] != '\r') at++;
    return at == markdown.len;
}

void markdown_plain(Str markdown, Out *out) {
    if (markdown_is_plain(markdown)) {
        out_str(out, markdown);
        return;
    }
    Plain plain = {.out = out};
    markdown_read(markdown, false, write_plain, &plain);
}

Str markdown_sentence(Str markdown, Arena *arena) {
    Out plain = out_memory();
    markdown_plain(markdown, &plain);
    Str text = out_text(&plain);
    uint32_t end = str_find(text, '\n', 0);
    for (uint32_t at = str_find(text, '.', 0); at < end; at = str_find(text, '.', at + 1)) {
        if (at + 1 < end && text.at[at + 1] != ' ') continue;
        end = at;
        break;
    }
    Str sentence = arena_str(arena, str_part(text, 0, end));
    out_free(&plain);
    return sentence;
}
