// Tables on a terminal: columns by their content; where they do not fit side by side, a card for each row.
#include "render/artefacts/terminal.h"

#include "base/markdown.h"
#include "base/memory.h"
#include "base/vec.h"
#include "query/rows.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/layout.h"
#include "render/artefacts/wrap.h"

#define GAP 2

void term_rule(const Terminal *t, const char *sign, uint32_t times) {
    for (uint32_t i = 0; i < times; i++) out_cstr(t->out, sign);
}

// The nearest of the 256 colours that every terminal with colours knows.
static int nearest_256(Colour c) {
    int red = (c.red * 5 + 127) / 255, green = (c.green * 5 + 127) / 255, blue = (c.blue * 5 + 127) / 255;
    return 16 + 36 * red + 6 * green + blue;
}

void term_band(const Terminal *t, Colour colour) {
    if (t->colour) out_printf(t->out, "\033[48;5;%d;38;5;%dm", nearest_256(colour), colour_wants_black(colour) ? 16 : 231);
}

static void head_part(Out *text, const char *label, Str part) {
    if (part.len == 0) return;
    if (text->len > 0) out_cstr(text, " · ");
    out_cstr(text, label);
    out_str(text, part);
}

// One of the things is told without the `s` at the end.
static void head_count(Out *text, uint32_t count, const char *things) {
    if (text->len > 0) out_cstr(text, " · ");
    out_printf(text, "%u %.*s", count, (int)strlen(things) - (count == 1), things);
}

void term_lines(const Terminal *t, void style(const Terminal *t), Str text) {
    Wrap wrap = {text, 0};
    for (Str line; wrap_next(&wrap, t->width, &line);) {
        style(t);
        wrap_write(t->out, line);
        term_end(t);
        out_char(t->out, '\n');
    }
}

void term_head(const Terminal *t, const Artefact *a, bool bare) {
    if (bare) return;
    term_lines(t, term_bold, a->title);
    Out text = out_memory();
    head_part(&text, "", a->organisation);
    head_part(&text, "", a->requirement.len > 0 ? a->requirement : a->standards);
    head_part(&text, "as of ", a->as_of);
    head_part(&text, "revision ", a->revision);
    if (a->sort == ARTEFACT_TABLE) head_count(&text, a->row_count, "rows");
    if (a->findings > 0) head_count(&text, a->findings, "findings");
    if (a->waived > 0) out_printf(&text, " · %u waived", a->waived);
    term_lines(t, term_dim, out_text(&text));
    out_char(t->out, '\n');
    out_free(&text);
}

// ---- Texts of cells ---------------------------------------------------------------------------------------------------------------------

typedef struct {
    Terminal term;
    const Artefact *a;
    Rows *rows;
    uint32_t *widths; // of the columns
    Out *texts;       // one buffer for each column
    Str *lines;       // of the row at hand
    Wrap *wraps;
} Table;

static Str text_of(const Table *table, uint32_t row, uint32_t c) {
    const Artefact *a = table->a;
    Str text = cell_str(&rows_at(table->rows, row)[c], &table->texts[c]);
    if (!a->columns[c].prose) return text;
    Out plain = out_memory();
    markdown_plain(text, &plain);
    table->texts[c].len = 0;
    out_str(&table->texts[c], out_text(&plain));
    out_free(&plain);
    return out_text(&table->texts[c]);
}

// ---- Side by side -------------------------------------------------------------------------------------------------------------------------

static bool measure(const Table *table) {
    const Artefact *a = table->a;
    uint32_t gaps = a->column_count > 0 ? (a->column_count - 1) * GAP : 0;
    if (gaps >= table->term.width) return false;
    ColumnWish *wishes = mem_zeroed(a->column_count, sizeof *wishes);
    for (uint32_t c = 0; c < a->column_count; c++) wrap_measure(a->columns[c].head, &wishes[c].line, &wishes[c].word);
    for (uint32_t row = 0; row < a->row_count; row++) {
        for (uint32_t c = 0; c < a->column_count; c++) {
            uint32_t line, word;
            wrap_measure(text_of(table, row, c), &line, &word);
            if (line > wishes[c].line) wishes[c].line = line;
            if (word > wishes[c].word) wishes[c].word = word;
        }
    }
    bool fits = layout_columns(wishes, a->column_count, table->term.width - gaps, table->widths);
    mem_free(wishes);
    return fits;
}

// The level that the cell holds, if it holds that alone; it is shown in its colour.
static const Item *level_of(const Table *table, uint32_t row, uint32_t c) {
    const Cell *cell = &rows_at(table->rows, row)[c];
    if (cell->count != 1 || cell->unknown || cell->items[0].sort != ITEM_LEVEL) return NULL;
    return is_colour(cell->items[0].colour) ? &cell->items[0] : NULL;
}

static void write_field(const Table *table, uint32_t c, Str line, const Item *level, bool is_last) {
    Out *out = table->term.out;
    uint32_t columns = 0, at = 0;
    for (at = 0; at < line.len; at++) columns += ((unsigned char)line.at[at] & 0xC0) != 0x80;
    bool right = table->a->columns[c].numeric;
    Out shown = out_memory();
    columns = wrap_write(&shown, line);
    uint32_t pad = table->widths[c] > columns ? table->widths[c] - columns : 0;
    if (right) out_repeat(out, ' ', pad);
    if (level != NULL && columns > 0) term_band(&table->term, colour_of(level->colour, (Colour){0, 0, 0}));
    out_str(out, out_text(&shown));
    if (level != NULL && columns > 0) term_end(&table->term);
    if (!is_last) out_repeat(out, ' ', (right ? 0 : pad) + GAP);
    out_free(&shown);
}

// The last column that has something on this line: nothing is written behind it.
static uint32_t last_used(const Table *table) {
    uint32_t last = 0;
    for (uint32_t c = 0; c < table->a->column_count; c++) {
        if (table->lines[c].len > 0) last = c;
    }
    return last;
}

// Writes the texts in table->wraps side by side; returns how many lines that took. `row` UINT32_MAX: the heads.
static uint32_t write_wrapped(const Table *table, uint32_t row) {
    const Artefact *a = table->a;
    for (uint32_t lines = 0;; lines++) {
        bool any = false;
        for (uint32_t c = 0; c < a->column_count; c++) {
            table->lines[c] = (Str){"", 0};
            any = wrap_next(&table->wraps[c], table->widths[c], &table->lines[c]) || any;
        }
        if (!any && lines > 0) return lines;
        uint32_t last = last_used(table);
        if (row == UINT32_MAX) term_bold(&table->term);
        for (uint32_t c = 0; c <= last && c < a->column_count; c++) {
            write_field(table, c, table->lines[c], row == UINT32_MAX ? NULL : level_of(table, row, c), c == last);
        }
        if (row == UINT32_MAX) term_end(&table->term);
        out_char(table->term.out, '\n');
    }
}

static void write_heads(const Table *table) {
    const Artefact *a = table->a;
    for (uint32_t c = 0; c < a->column_count; c++) table->wraps[c] = (Wrap){a->columns[c].head, 0};
    write_wrapped(table, UINT32_MAX);
    term_dim(&table->term);
    for (uint32_t c = 0; c < a->column_count; c++) {
        if (c > 0) out_repeat(table->term.out, ' ', GAP);
        term_rule(&table->term, "─", table->widths[c]);
    }
    term_end(&table->term);
    out_char(table->term.out, '\n');
}

static bool wraps(const Table *table, uint32_t row) {
    for (uint32_t c = 0; c < table->a->column_count; c++) {
        Wrap wrap = {text_of(table, row, c), 0};
        Str line;
        if (wrap_next(&wrap, table->widths[c], &line) && wrap_next(&wrap, table->widths[c], &line)) return true;
    }
    return false;
}

// Is a row taller than a line? Then a blank line keeps rows apart.
static bool any_wraps(const Table *table) {
    for (uint32_t row = 0; row < table->a->row_count; row++) {
        if (wraps(table, row)) return true;
    }
    return false;
}

static void write_rows(const Table *table, uint32_t from, uint32_t to, bool apart) {
    for (uint32_t row = from; row < to; row++) {
        if (apart && row > from) out_char(table->term.out, '\n');
        for (uint32_t c = 0; c < table->a->column_count; c++) table->wraps[c] = (Wrap){text_of(table, row, c), 0};
        write_wrapped(table, row);
    }
}

// ---- Cards ------------------------------------------------------------------------------------------------------------------------------

// Values get at least ten columns.
static uint32_t label_width(const Artefact *a, uint32_t width) {
    uint32_t most = 0, room = width - 2 - GAP - 10, line, word;
    for (uint32_t c = 0; c < a->column_count; c++) {
        wrap_measure(a->columns[c].head, &line, &word);
        if (line > most) most = line;
    }
    if (most > 24) most = 24;
    return most < room ? most : room;
}

static void write_card_line(const Table *table, uint32_t row, uint32_t c, uint32_t labels) {
    Out *out = table->term.out;
    uint32_t room = table->term.width - (2 + labels + GAP);
    Wrap label = {table->a->columns[c].head, 0}, value = {text_of(table, row, c), 0};
    const Item *level = level_of(table, row, c);
    if (value.text.len == 0) return;
    for (;;) {
        Str left = {"", 0}, right = {"", 0};
        bool any = wrap_next(&label, labels, &left);
        any = wrap_next(&value, room, &right) || any;
        if (!any) return;
        out_cstr(out, "  ");
        term_dim(&table->term);
        uint32_t columns = wrap_write(out, left);
        term_end(&table->term);
        if (right.len > 0) out_repeat(out, ' ', labels - (columns < labels ? columns : labels) + GAP);
        if (level != NULL && right.len > 0) term_band(&table->term, colour_of(level->colour, (Colour){0, 0, 0}));
        wrap_write(out, right);
        if (level != NULL && right.len > 0) term_end(&table->term);
        out_char(out, '\n');
    }
}

// A card is headed by its first column, and by the second where that is no number and short enough.
static uint32_t write_card_head(const Table *table, uint32_t row) {
    Str first = text_of(table, row, 0), second = {"", 0};
    uint32_t line = 0, word, line_2 = 0;
    wrap_measure(first, &line, &word);
    if (table->a->column_count > 1 && !table->a->columns[1].numeric) second = text_of(table, row, 1);
    wrap_measure(second, &line_2, &word);
    bool both = second.len > 0 && line + GAP + line_2 <= table->term.width && str_find(second, '\n', 0) == second.len;
    Wrap wrap = {first, 0};
    Str part;
    term_bold(&table->term);
    if (first.len == 0) out_char(table->term.out, '-');
    for (bool more = wrap_next(&wrap, table->term.width, &part); more;) {
        wrap_write(table->term.out, part);
        more = wrap_next(&wrap, table->term.width, &part);
        if (more) out_char(table->term.out, '\n');
    }
    if (both) {
        out_repeat(table->term.out, ' ', GAP);
        wrap_write(table->term.out, second);
    }
    term_end(&table->term);
    out_char(table->term.out, '\n');
    return both ? 2 : 1;
}

static void write_cards(const Table *table, uint32_t from, uint32_t to) {
    uint32_t labels = label_width(table->a, table->term.width);
    for (uint32_t row = from; row < to; row++) {
        if (row > from) out_char(table->term.out, '\n');
        uint32_t c = write_card_head(table, row);
        for (; c < table->a->column_count; c++) write_card_line(table, row, c, labels);
    }
}

// ---- The whole --------------------------------------------------------------------------------------------------------------------------

static void write_group(const Table *table, uint32_t group) {
    Out buffer = out_memory();
    Str text = cell_str(rows_head(table->rows, group), &buffer);
    if (group > 0) out_char(table->term.out, '\n');
    term_bold(&table->term);
    out_cstr(table->term.out, "▌ ");
    wrap_write(table->term.out, text.len > 0 ? text : STR("none"));
    term_end(&table->term);
    out_char(table->term.out, '\n');
    out_free(&buffer);
}

static void write_body(const Table *table, bool bare) {
    const Artefact *a = table->a;
    bool side_by_side = measure(table), apart = side_by_side && !bare && any_wraps(table);
    if (side_by_side) write_heads(table);
    for (uint32_t g = 0; g == 0 || g < a->group_count; g++) {
        uint32_t from = g > 0 ? a->group_end[g - 1] : 0, to = a->group_count > 0 ? a->group_end[g] : a->row_count;
        if (a->group_count > 0) write_group(table, g);
        if (side_by_side) {
            write_rows(table, from, to, apart);
        } else {
            write_cards(table, from, to);
        }
    }
}

static void write_feet(const Table *table) {
    const Artefact *a = table->a;
    Out buffer = out_memory();
    if (a->foot_count > 0) out_char(table->term.out, '\n');
    for (uint32_t f = 0; f < a->foot_count; f++) {
        Str text = cell_str(&a->feet[f].cell, &buffer), line;
        term_bold(&table->term);
        uint32_t columns = wrap_write(table->term.out, a->feet[f].label) + 2;
        out_char(table->term.out, ':');
        term_end(&table->term);
        Wrap wrap = {text.len > 0 ? text : STR("none"), 0};
        bool narrow = columns + 20 > table->term.width;
        uint32_t indent = narrow ? 2 : columns;
        if (narrow) out_cstr(table->term.out, "\n ");
        for (bool first = true; wrap_next(&wrap, table->term.width - indent, &line); first = false) {
            out_repeat(table->term.out, ' ', first ? 1 : indent);
            wrap_write(table->term.out, line);
            out_char(table->term.out, '\n');
        }
    }
    out_free(&buffer);
}

void term_table(const Terminal *term, const Artefact *a, bool bare) {
    Rows rows = rows_read(a, false);
    Table table = {.term = *term, .a = a, .rows = &rows};
    table.widths = mem_zeroed(a->column_count, sizeof *table.widths);
    table.texts = mem_zeroed(a->column_count, sizeof *table.texts);
    table.lines = mem_zeroed(a->column_count, sizeof *table.lines);
    table.wraps = mem_zeroed(a->column_count, sizeof *table.wraps);
    if (a->row_count > 0) write_body(&table, bare);
    if (a->row_count == 0) out_cstr(term->out, "There are no entries.\n");
    write_feet(&table);
    rows_end(&rows);
    for (uint32_t c = 0; c < a->column_count; c++) out_free(&table.texts[c]);
    mem_free(table.widths);
    mem_free(table.texts);
    mem_free(table.lines);
    mem_free(table.wraps);
}

Terminal term_of(const ArtefactOptions *options, Out *out) {
    uint32_t width = options->width > 0 ? options->width : ARTEFACT_WIDTH;
    return (Terminal){out, options->colour, width < TERM_NARROWEST ? TERM_NARROWEST : width};
}

void text_table(const Artefact *a, const ArtefactOptions *options, Out *out) {
    Terminal term = term_of(options, out);
    term_head(&term, a, options->bare);
    term_table(&term, a, options->bare);
}
