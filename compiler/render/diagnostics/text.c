// The format `text`: for people, in the layout of rustc.
#include "render/diagnostics/render.h"

#include <stdlib.h>

#include "base/memory.h"
#include "render/diagnostics/cap.h"
#include "render/diagnostics/excerpt.h"
#include "render/diagnostics/shown.h"

// More second places or fixes than these help nobody.
#define MOST_NOTES 20
#define MOST_FIXES 5
#define LEAST_COLUMNS 20

// A mark and the line that it lies in.
typedef struct {
    FileId file;
    uint32_t rank; // of the file in the order of excerpts: 0 is the primary one
    uint32_t line;
    Mark mark;
    SrcPos start;
} Placed;

typedef struct {
    const DiagInput *input;
    const Diagnostic *diagnostic;
    Excerpt excerpt;
    Out *out;
    Placed placed[MOST_NOTES + 1];
    uint32_t placed_count;
} Text;

// ---- Places -----------------------------------------------------------------------------------------------

// Of a span of several lines, the first is marked.
static void place(Text *text, Span at, Str label, bool is_primary) {
    Sources *sources = text->input->sources;
    Placed placed = {.file = sources_find(sources, at.start), .start = at.start};
    placed.line = sources_line_column(sources, at.start).line;
    SrcPos line_start;
    Str line = sources_line(sources, placed.file, placed.line, &line_start);
    uint32_t from = at.start > line_start ? at.start - line_start : 0;
    uint32_t to = at.end > line_start ? at.end - line_start : 0;
    if (from > line.len) from = line.len;
    if (to > line.len) to = line.len;
    placed.mark = (Mark){from, to > from ? to : from, label, is_primary};
    text->placed[text->placed_count++] = placed;
}

static int by_line(const void *left, const void *right) {
    const Placed *a = left, *b = right;
    int order = (a->rank > b->rank) - (a->rank < b->rank);
    if (!order) order = (a->line > b->line) - (a->line < b->line);
    if (!order) order = (a->mark.from > b->mark.from) - (a->mark.from < b->mark.from);
    return order ? order : b->mark.is_primary - a->mark.is_primary;
}

// Collects the places of the diagnostic, by file and line, those of the primary file first.
static void collect(Text *text) {
    const Diagnostic *d = text->diagnostic;
    text->placed_count = 0;
    if (d->at.start) place(text, d->at, STR(""), true);
    FileId first = text->placed_count ? text->placed[0].file : 0;
    for (const DiagNote *note = d->notes; note && text->placed_count <= MOST_NOTES; note = note->next)
        if (note->at.start) place(text, note->at, note->label, false);
    for (uint32_t i = 0; i < text->placed_count; i++) text->placed[i].rank = text->placed[i].file == first ? 0 : text->placed[i].file + 1;
    qsort(text->placed, text->placed_count, sizeof *text->placed, by_line);
}

static uint32_t digits(uint32_t number) {
    uint32_t count = 1;
    for (; number >= 10; number /= 10) count++;
    return count;
}

static void measure(Text *text) {
    uint32_t width = text->input->options.width ? text->input->options.width : DIAG_WIDTH;
    uint32_t gutter = 1;
    for (uint32_t i = 0; i < text->placed_count; i++)
        if (digits(text->placed[i].line) > gutter) gutter = digits(text->placed[i].line);
    text->excerpt.gutter = gutter;
    text->excerpt.level = text->diagnostic->level;
    text->excerpt.columns = width > gutter + 3 + LEAST_COLUMNS ? width - gutter - 3 : LEAST_COLUMNS;
}

// ---- Parts of a diagnostic --------------------------------------------------------------------------------

static void headline(Text *text) {
    const Diagnostic *d = text->diagnostic;
    Paint paint = text->excerpt.paint;
    paint_level(paint, d->level);
    out_printf(text->out, "%s[", diag_level_shown(d->level));
    shown_text(text->out, d->name);
    out_char(text->out, ']');
    paint_end(paint);
    paint_bold(paint);
    out_cstr(text->out, ": ");
    shown_text(text->out, d->message);
    paint_end(paint);
    out_char(text->out, '\n');
}

static void edge_line(Text *text) {
    excerpt_edge(&text->excerpt);
    out_char(text->out, '\n');
}

static void write_path(Text *text, SrcPos pos) {
    const Sources *sources = text->input->sources;
    shown_path(text->out, sources_file(sources, sources_find(sources, pos))->path);
}

static void write_place(Text *text, SrcPos pos) {
    LineColumn at = sources_line_column(text->input->sources, pos);
    write_path(text, pos);
    out_printf(text->out, ":%u:%u", at.line, at.column);
}

// `  --> path:line:column`
static void file_line(Text *text, const char *arrow, SrcPos pos) {
    out_repeat(text->out, ' ', text->excerpt.gutter);
    paint_frame(text->excerpt.paint);
    out_cstr(text->out, arrow);
    paint_end(text->excerpt.paint);
    write_place(text, pos);
    out_char(text->out, '\n');
    edge_line(text);
}

static void gap(Text *text, const Placed *before, const Placed *after) {
    if (after->line == before->line + 1) return;
    paint_frame(text->excerpt.paint);
    out_cstr(text->out, "...");
    paint_end(text->excerpt.paint);
    out_char(text->out, '\n');
}

// Writes the marks from index `i` on that lie in one line; returns the index behind them.
static uint32_t line_of_marks(Text *text, uint32_t i) {
    Mark marks[MOST_NOTES + 1];
    const Placed *first = &text->placed[i];
    uint32_t count = 0;
    for (; i < text->placed_count; i++) {
        if (text->placed[i].file != first->file || text->placed[i].line != first->line) break;
        marks[count++] = text->placed[i].mark;
    }
    Str line = sources_line(text->input->sources, first->file, first->line, NULL);
    excerpt_line(&text->excerpt, line, first->line, marks, count);
    return i;
}

static void excerpts(Text *text) {
    SrcPos primary = text->diagnostic->at.start;
    for (uint32_t i = 0; i < text->placed_count;) {
        const Placed *now = &text->placed[i], *before = i ? now - 1 : NULL;
        if (!before) file_line(text, "--> ", primary ? primary : now->start);
        else if (before->file != now->file) edge_line(text), file_line(text, "::: ", now->start);
        else gap(text, before, now);
        i = line_of_marks(text, i);
    }
    if (text->placed_count) edge_line(text);
}

// ---- What is said below the excerpts ----------------------------------------------------------------------

// `   = help: `
static void begin_remark(Text *text, const char *title) {
    out_repeat(text->out, ' ', text->excerpt.gutter + 1);
    paint_frame(text->excerpt.paint);
    out_char(text->out, '=');
    paint_end(text->excerpt.paint);
    out_char(text->out, ' ');
    paint_bold(text->excerpt.paint);
    out_cstr(text->out, title);
    paint_end(text->excerpt.paint);
    out_cstr(text->out, ": ");
}

static void remark(Text *text, const char *title, Str what) {
    if (!what.len) return;
    begin_remark(text, title);
    shown_text(text->out, what);
    out_char(text->out, '\n');
}

static void remark_more(Text *text, uint32_t count, const char *noun) {
    if (!count) return;
    begin_remark(text, "note");
    out_printf(text->out, "and %u more %s%s\n", count, noun, count == 1 ? "" : "s");
}

static void notes_without_excerpt(Text *text) {
    uint32_t places = text->diagnostic->at.start != 0;
    for (const DiagNote *note = text->diagnostic->notes; note; note = note->next) {
        if (note->at.start) places++;
        else remark(text, "note", note->label);
    }
    remark_more(text, places - text->placed_count, "place");
}

// The first line of a text in backticks.
static void quoted(Text *text, Str what) {
    uint32_t end = str_find(what, '\n', 0);
    out_char(text->out, '`');
    shown_text(text->out, str_part(what, 0, end));
    if (end + 1 < what.len) out_cstr(text->out, "…");
    out_char(text->out, '`');
}

static void write_change(Text *text, const DiagFix *fix) {
    Str old = sources_text(text->input->sources, fix->at);
    out_cstr(text->out, fix->text.len ? old.len ? "replace " : "insert " : "remove ");
    quoted(text, old.len ? old : fix->text);
    if (!old.len || !fix->text.len) return;
    out_cstr(text->out, " with ");
    quoted(text, fix->text);
}

// One fix of so many edits; what spans lines is for `check --diff` to show.
static void write_fix(Text *text, const DiagFix *fix, uint32_t edits) {
    begin_remark(text, fix->safe ? "fix" : "suggestion");
    shown_text(text->out, fix->label);
    if (str_find(fix->text, '\n', 0) + 1 < fix->text.len) {
        out_cstr(text->out, " (`ismsc check --diff` shows how)\n");
        return;
    }
    out_cstr(text->out, ": ");
    write_change(text, fix);
    if (fix->at.start && fix->at.start != text->diagnostic->at.start) {
        out_cstr(text->out, " at ");
        write_place(text, fix->at.start);
    }
    if (edits > 1) out_printf(text->out, ", and %u more edit%s", edits - 1, edits == 2 ? "" : "s");
    out_char(text->out, '\n');
}

static void fixes(Text *text) {
    uint32_t count = 0, edits;
    for (const DiagFix *fix = text->diagnostic->fixes, *next; fix; fix = next) {
        for (edits = 0, next = fix; next && str_eq(next->label, fix->label); next = next->next) edits++;
        if (count++ < MOST_FIXES) write_fix(text, fix, edits);
    }
    if (count > MOST_FIXES) remark_more(text, count - MOST_FIXES, "alternative");
}

static void explain(Text *text) {
    begin_remark(text, "explain");
    out_cstr(text->out, "ismsc explain ");
    shown_text(text->out, text->diagnostic->name);
    out_char(text->out, '\n');
}

static void write_diagnostic(Text *text) {
    collect(text);
    measure(text);
    headline(text);
    excerpts(text);
    notes_without_excerpt(text);
    remark(text, "requirement", text->diagnostic->requirement);
    remark(text, "help", text->diagnostic->help);
    fixes(text);
    explain(text);
    out_char(text->out, '\n');
}

// ---- All of them ------------------------------------------------------------------------------------------

static void and_more(Text *text, uint32_t count) {
    if (!count) return;
    const Diagnostic *d = text->diagnostic;
    Paint paint = text->excerpt.paint;
    paint_level(paint, LEVEL_NOTE);
    out_cstr(text->out, "note");
    paint_end(paint);
    out_printf(text->out, ": and %u more of `", count);
    shown_text(text->out, d->name);
    out_char(text->out, '`');
    if (d->at.start) {
        out_cstr(text->out, " in ");
        write_path(text, d->at.start);
    }
    out_cstr(text->out, "\n\n");
}

void diag_text_alone(const DiagInput *input, Out *out) {
    Text text = {.input = input, .out = out, .excerpt.paint = {out, input->options.colour}};
    uint32_t *more = diag_cap(input);
    for (uint32_t i = 0; i < input->count; i++) {
        if (more[i] == DIAG_LEFT_OUT) continue;
        text.diagnostic = input->diagnostics[i];
        write_diagnostic(&text);
        and_more(&text, more[i]);
    }
    mem_free(more);
}

void diag_text(const DiagInput *input, Out *out) {
    diag_text_alone(input, out);
    if (input->options.statistics && input->count > diag_count_ahead(input)) {
        diag_statistics(input, out);
        out_char(out, '\n');
    }
    diag_summary(input, out);
}
