// Printing: which parts begin lines, in which columns all stand, and the text of it.
#include "syntax/print.h"

#include "syntax/align.h"
#include "syntax/parser.h"
#include "syntax/scan.h"

// ---- Lines -------------------------------------------------------------------------------------------------------------------------------

static bool begins_line(const Part *before, const Part *part) {
    if (before == NULL || before->line) return true;
    if (part->item && part->depth == 0) return true;
    if (before->code == LBRACE && before->several) return part->code != PART_COMMENT || part->broken || !part->line;
    if (part->code == RBRACE) return part->several;
    if (before->code == RBRACE && before->several && part->code != PART_COMMENT) return true;
    if (part->code == COMMA || part->code == LBRACE) return false;
    return part->broken;
}

static void break_lines(Parts *parts) {
    for (uint32_t i = 0; i < parts->n; i++) {
        Part *before = i > 0 ? &parts->at[i - 1] : NULL, *part = &parts->at[i];
        part->begins = begins_line(before, part);
        bool edge = before == NULL || before->code == LBRACE || part->code == RBRACE;
        part->empty_line = part->empty_line && part->begins && !edge;
    }
}

// ---- Text --------------------------------------------------------------------------------------------------------------------------------

typedef struct {
    Str text; // of the source
    Str eol;  // as the source has it
    Out *out;
} Paper;

// Text of several lines, their ends as in the rest of the file.
static void put_text(const Paper *p, Str text) {
    for (uint32_t at = 0; at < text.len;) {
        uint32_t end = str_find(text, '\n', at), to = end;
        if (end < text.len && to > at && text.at[to - 1] == '\r') to--;
        out_str(p->out, str_part(text, at, to));
        if (end < text.len) out_str(p->out, p->eol);
        at = end + 1;
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static uint32_t blanks_at(Str line) {
    uint32_t n = 0;
    while (n < line.len && is_blank(line.at[n])) n++;
    return n;
}

// The indentation that all lines of the block have in common; false: the text begins behind the quotes, or there is none, and it stays as it is.
static bool block_indent(Str inside, uint32_t *indent) {
    uint32_t first = str_find(inside, '\n', 0), least = UINT32_MAX;
    if (first == inside.len || blanks_at(inside) < first) return false;
    for (uint32_t at = first + 1; at < inside.len;) {
        uint32_t end = str_find(inside, '\n', at), blanks = blanks_at(str_part(inside, at, end));
        if (at + blanks < end && blanks < least) least = blanks;
        at = end + 1;
    }
    *indent = least;
    return least != UINT32_MAX;
}

// A text block, its lines two blanks further than the line it begins in.
static void put_block(const Paper *p, Str token, uint32_t column) {
    Str inside = str_part(token, 3, token.len - 3);
    uint32_t indent;
    if (!block_indent(inside, &indent)) {
        put_text(p, token);
        return;
    }
    out_cstr(p->out, "\"\"\"");
    for (uint32_t at = str_find(inside, '\n', 0) + 1; at <= inside.len;) {
        uint32_t end = str_find(inside, '\n', at), to = end > at && end < inside.len && inside.at[end - 1] == '\r' ? end - 1 : end;
        Str line = str_part(inside, at, to);
        uint32_t blanks = blanks_at(line), cut = blanks < indent ? blanks : indent;
        bool is_last = end == inside.len, nothing = blanks == line.len;
        out_str(p->out, p->eol);
        if ((is_last && nothing) || cut < line.len) out_repeat(p->out, ' ', column + 2);
        if (!is_last || !nothing) out_str(p->out, str_part(line, cut, line.len));
        at = end + 1;
    }
    out_cstr(p->out, "\"\"\"");
}

// A text with holes ends with another token than it begins with.
static bool is_whole_text(Str text, const Part *part) {
    return end_of_text(text, part->start) == part->end && memchr(text.at + part->start, '{', part->end - part->start) == NULL;
}

static void put_part(const Paper *p, const Part *part, uint32_t line_column) {
    Str text = str_part(p->text, part->start, part->end);
    if (part->code == NOT_IN) out_str(p->out, NOT_IN_TEXT);
    else if (!part->several) out_str(p->out, text);
    else if (part->code == TEXT && is_whole_text(p->text, part)) put_block(p, text, line_column);
    else put_text(p, text);
}

static void put_all(const Paper *p, const Parts *parts) {
    uint32_t column = 0, line_column = 0;
    for (uint32_t i = 0; i < parts->n; i++) {
        const Part *part = &parts->at[i];
        if (part->begins) {
            if (i > 0) out_str(p->out, p->eol);
            if (part->empty_line) out_str(p->out, p->eol);
            column = 0;
            line_column = part->to;
        }
        if (part->to == column + 1) out_char(p->out, ' ');
        else out_repeat(p->out, ' ', part->to - column);
        put_part(p, part, line_column);
        column = align_end(part);
    }
    if (parts->n > 0) out_str(p->out, p->eol);
}

// ---- Comparing ---------------------------------------------------------------------------------------------------------------------------

// What is left of a text when layout is taken out: its lines without blanks at their ends; of a block also without indentation.
static Str bare_text(Str token, bool block, Arena *arena) {
    uint32_t indent = 0;
    bool indented = block && block_indent(str_part(token, 3, token.len - 3), &indent);
    Out out = out_memory();
    for (uint32_t at = 0; at <= token.len;) {
        uint32_t end = str_find(token, '\n', at), from = at, to = end;
        if (to > from && end < token.len && token.at[to - 1] == '\r') to--;
        bool closes = end == token.len && at > 0; // the line of the closing quotes
        while (indented && at > 0 && from < to && (from - at < indent || (closes && to - from > 3)) && is_blank(token.at[from])) from++;
        out_str(&out, str_part(token, from, to));
        out_char(&out, '\n');
        at = end + 1;
    }
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}

static bool same_piece(Str a, const Part *x, Str b, const Part *y) {
    Str one = str_part(a, x->start, x->end), two = str_part(b, y->start, y->end);
    if (x->code != y->code || x->line != y->line) return false;
    if (str_eq(one, two) || x->code == NOT_IN) return true;
    Arena *arena = arena_new();
    bool block = x->code == TEXT && is_whole_text(a, x);
    bool same = str_eq(bare_text(one, block, arena), bare_text(two, block, arena));
    arena_free(arena);
    return same;
}

// Does `b`, scanned, consist of these parts of `a`?
static bool same_parts(Str a, const Parts *parts, const SourceFile *b) {
    Tokens tokens = {0};
    scan_text(b, SCAN_FILE, &tokens);
    Pieces pieces = pieces_of(b, &tokens);
    Part piece;
    bool same = true;
    for (uint32_t i = 0; same && i < parts->n; i++) same = pieces_next(&pieces, &piece) && same_piece(a, &parts->at[i], b->text, &piece);
    same = same && !pieces_next(&pieces, &piece) && !pieces.mixed;
    tokens_free(&tokens);
    return same;
}

bool print_same(const SourceFile *a, const SourceFile *b) {
    Tokens tokens = {0};
    Parts parts = {0};
    scan_text(a, SCAN_FILE, &tokens);
    bool same = parts_of_tokens(a, &tokens, &parts) && same_parts(a->text, &parts, b);
    tokens_free(&tokens);
    vec_free(&parts);
    return same;
}

// ---- Printing ----------------------------------------------------------------------------------------------------------------------------

static Str line_end_of(Str text) {
    uint32_t end = str_find(text, '\n', 0);
    return end < text.len && end > 0 && text.at[end - 1] == '\r' ? STR("\r\n") : STR("\n");
}

static bool any_error(const Diagnostics *sink, uint32_t from) {
    bool any = false;
    for (uint32_t i = from; i < diagnostics_count(sink) && !any; i++) any = diagnostics_at(sink, i)->level >= LEVEL_ERROR;
    return any;
}

// The parts of a sound file. The tree is needed no longer than that.
static bool read_parts(const Sources *sources, FileId file, ParseScratch *scratch, Diagnostics *sink, Parts *parts) {
    uint32_t before = diagnostics_count(sink);
    Tree tree;
    tree_init(&tree, file);
    parse_file(sources, file, scratch, &tree, sink);
    bool well = !any_error(sink, before) && !tree.damaged;
    well = well && parts_make(sources_file(sources, file), parse_tokens(scratch), &tree, parts);
    tree_free(&tree);
    return well;
}

// Does what was printed say what the source says, of which these are the parts?
static bool is_proven(const SourceFile *source, const Parts *parts, Out *out) {
    if (str_eq(out_text(out), source->text)) return true;
    uint32_t len = (uint32_t)out->len;
    out_repeat(out, '\0', SOURCE_PADDING);
    if (out->error != 0) return false;
    SourceFile printed = {.text = {out->at, len}, .base = 1};
    bool same = same_parts(source->text, parts, &printed);
    out->len = len;
    return same;
}

Printed print_file(const Sources *sources, FileId file, ParseScratch *scratch, Diagnostics *sink, Out *out) {
    const SourceFile *source = sources_file(sources, file);
    Parts parts = {0};
    Printed printed = PRINT_REFUSED;
    if (read_parts(sources, file, scratch, sink, &parts)) {
        break_lines(&parts);
        align(source->text, &parts);
        put_all(&(Paper){source->text, line_end_of(source->text), out}, &parts);
        printed = is_proven(source, &parts, out) ? PRINT_WELL : PRINT_DEFECT;
    }
    vec_free(&parts);
    return printed;
}
