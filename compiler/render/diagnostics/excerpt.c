#include "render/diagnostics/excerpt.h"

#include "render/diagnostics/shown.h"

// The part of a line that is shown.
typedef struct {
    uint32_t from, to; // bytes
    bool cut_before, cut_after;
} Window;

// Characters without a column of their own can be many: no window looks at more characters than this for each
// of its columns.
#define MOST_PER_COLUMN 8

// ---- Windows ----------------------------------------------------------------------------------------------

// The byte up to which the text from `from` on fits into *columns; lessens *columns by what it takes.
static uint32_t reach_after(Str line, uint32_t from, uint32_t *columns) {
    uint32_t most = *columns * MOST_PER_COLUMN;
    while (from < line.len && most--) {
        Glyph glyph = glyph_at(line, from);
        if (glyph.columns > *columns) break;
        *columns -= glyph.columns;
        from += glyph.bytes;
    }
    return from;
}

// The same, towards the start of the line.
static uint32_t reach_before(Str line, uint32_t from, uint32_t *columns) {
    uint32_t most = *columns * MOST_PER_COLUMN;
    while (from > 0 && most--) {
        uint32_t before = glyph_before(line, from);
        uint32_t wide = glyph_at(line, before).columns;
        if (wide > *columns) break;
        *columns -= wide;
        from = before;
    }
    return from;
}

// All of the line if it fits; else a third of the room goes to what stands before the mark.
static Window window_around(Str line, const Mark *mark, uint32_t columns) {
    uint32_t room = columns;
    if (reach_after(line, 0, &room) == line.len) return (Window){0, line.len, false, false};
    uint32_t before = (columns - 2) / 3;
    uint32_t after = columns - 2 - before;
    uint32_t from = reach_before(line, mark->from, &before);
    after += before;
    uint32_t to = reach_after(line, mark->from, &after);
    if (to == line.len) from = reach_before(line, from, &after);
    return (Window){from, to, from > 0, to < line.len};
}

// ---- Marks ------------------------------------------------------------------------------------------------

static void line_number(const Excerpt *excerpt, uint32_t number) {
    paint_frame(excerpt->paint);
    out_printf(excerpt->paint.out, "%*u |", (int)excerpt->gutter, number);
    paint_end(excerpt->paint);
}

void excerpt_edge(const Excerpt *excerpt) {
    paint_frame(excerpt->paint);
    out_repeat(excerpt->paint.out, ' ', excerpt->gutter + 1);
    out_char(excerpt->paint.out, '|');
    paint_end(excerpt->paint);
}

static void shown_line(const Excerpt *excerpt, Str line, uint32_t number, Window window) {
    Out *out = excerpt->paint.out;
    line_number(excerpt, number);
    if (line.len) out_char(out, ' ');
    if (window.cut_before) out_cstr(out, "…");
    shown_part(out, line, window.from, window.to);
    if (window.cut_after) out_cstr(out, "…");
    out_char(out, '\n');
}

// The column, from 0, at which byte `at` of the line is shown.
static uint32_t column_of(Str line, Window window, uint32_t at) {
    if (at > window.to) at = window.to;
    return shown_columns(line, window.from, at) + window.cut_before;
}

// Writes one mark from `column` on, in a row that is written up to `column`; returns the column behind it.
static uint32_t draw(const Excerpt *excerpt, const Mark *mark, uint32_t column, uint32_t end) {
    if (end <= column) end = column + 1;
    if (mark->is_primary) paint_level(excerpt->paint, excerpt->level);
    else paint_frame(excerpt->paint);
    out_repeat(excerpt->paint.out, mark->is_primary ? '^' : '-', end - column);
    if (mark->label.len) {
        out_char(excerpt->paint.out, ' ');
        shown_text(excerpt->paint.out, mark->label);
    }
    paint_end(excerpt->paint);
    return end;
}

// Writes one row of marks: as many as stand beside each other, of which only the last can have a label.
// Returns how many.
static uint32_t mark_row(const Excerpt *excerpt, Str line, Window window, const Mark *marks, uint32_t count) {
    uint32_t written = 0, drawn = 0;
    excerpt_edge(excerpt);
    out_char(excerpt->paint.out, ' ');
    while (drawn < count) {
        const Mark *mark = &marks[drawn];
        uint32_t column = column_of(line, window, mark->from);
        if (drawn > 0 && (column <= written || marks[drawn - 1].label.len)) break;
        out_repeat(excerpt->paint.out, ' ', column - written);
        written = draw(excerpt, mark, column, column_of(line, window, mark->to));
        drawn++;
    }
    out_char(excerpt->paint.out, '\n');
    return drawn;
}

// How many of the marks lie within the window: the first one always does.
static uint32_t marks_within(Window window, const Mark *marks, uint32_t count) {
    uint32_t within = 1;
    while (within < count && marks[within].to <= window.to) within++;
    return within;
}

void excerpt_line(const Excerpt *excerpt, Str line, uint32_t number, const Mark *marks, uint32_t count) {
    while (count) {
        Window window = window_around(line, marks, excerpt->columns);
        uint32_t within = marks_within(window, marks, count);
        shown_line(excerpt, line, number, window);
        for (uint32_t done = 0; done < within;) done += mark_row(excerpt, line, window, marks + done, within - done);
        marks += within;
        count -= within;
    }
}
