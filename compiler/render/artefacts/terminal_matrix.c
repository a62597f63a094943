// Matrices on a terminal: a grid with the name of the band in every cell, so that it can be read without colours.
#include "base/memory.h"
#include "render/artefacts/layout.h"
#include "render/artefacts/terminal.h"
#include "render/artefacts/wrap.h"

// So many lines of labels at most in a cell; then `+N more`.
#define MOST_LINES 6
#define LEAST_CELL 9
#define MOST_CELL 24

typedef struct {
    Terminal term;
    const MatrixGrid *grid;
    uint32_t axis; // columns of the labels at the left
    uint32_t cell; // columns of a cell
    Out *texts;    // of each cell of the row at hand
    Wrap *wraps;
} Grid;

static const MatrixCell *cell_at(const Grid *g, uint32_t y, uint32_t x) {
    return &g->grid->cells[(size_t)y * g->grid->x_count + x];
}

static Colour band_colour(const MatrixGrid *grid, const MatrixCell *cell) {
    return colour_of(cell->colour, colour_of_rank(cell->band_rank, grid->band_count));
}

static uint32_t columns_of(Str text) {
    uint32_t line, word;
    wrap_measure(text, &line, &word);
    return line;
}

// The axis gets what its longest level needs, up to a quarter of the width; the cells share the rest. False: too narrow for a grid.
static bool measure(Grid *g) {
    const MatrixGrid *grid = g->grid;
    for (uint32_t y = 0; y < grid->y_count; y++) {
        uint32_t columns = columns_of(grid->y[y].title);
        if (columns > g->axis) g->axis = columns;
    }
    if (g->axis > g->term.width / 4) g->axis = g->term.width / 4;
    uint32_t frame = grid->x_count + 2;
    if (grid->x_count == 0 || grid->y_count == 0 || g->term.width < g->axis + frame) return false;
    g->cell = (g->term.width - g->axis - frame) / grid->x_count;
    if (g->cell > MOST_CELL) g->cell = MOST_CELL;
    return g->cell >= LEAST_CELL;
}

// ---- One row of cells ---------------------------------------------------------------------------------------------------------------------

static void pad(Out *out, uint32_t columns, uint32_t width) {
    if (columns < width) out_repeat(out, ' ', width - columns);
}

static void label_lines(const MatrixCell *cell, uint32_t width, Out *text) {
    uint32_t lines = 0, room = 0;
    for (uint32_t i = 0; i < cell->count; i++) {
        uint32_t columns = columns_of(cell->labels[i]);
        bool fits = lines > 0 && columns + 2 + (i + 1 < cell->count) <= room;
        // The last line is kept for `+N more` while more than it holds are left.
        if (!fits && lines + 1 >= MOST_LINES && i + 1 < cell->count) {
            out_printf(text, ",\n+%u more", cell->count - i);
            return;
        }
        out_cstr(text, fits ? ", " : lines > 0 ? ",\n" : "\n");
        if (columns >= width) { // one line, cut
            Wrap wrap = {cell->labels[i], 0};
            Str line;
            if (wrap_next(&wrap, width - 1, &line)) out_str(text, line);
            out_cstr(text, "…");
        } else {
            out_str(text, cell->labels[i]);
        }
        room = fits ? room - columns - 2 : width - (columns < width ? columns : width);
        lines += !fits;
    }
}

static void cell_texts(const Grid *g, uint32_t y) {
    for (uint32_t x = 0; x < g->grid->x_count; x++) {
        const MatrixCell *cell = cell_at(g, y, x);
        Out *text = &g->texts[x];
        text->len = 0;
        out_str(text, cell->band_title.len > 0 ? cell->band_title : cell->band);
        if (cell->count > 0) out_printf(text, " (%u)", cell->count);
        label_lines(cell, g->cell - 2, text);
        g->wraps[x] = (Wrap){out_text(text), 0};
    }
}

static void write_cell_line(const Grid *g, uint32_t y, uint32_t x, Str line) {
    const MatrixCell *cell = cell_at(g, y, x);
    if (cell->band.len > 0) term_band(&g->term, band_colour(g->grid, cell));
    out_char(g->term.out, ' ');
    pad(g->term.out, wrap_write(g->term.out, line) + 1, g->cell);
    if (cell->band.len > 0) term_end(&g->term);
    out_cstr(g->term.out, "│");
}

static void write_row(const Grid *g, uint32_t y) {
    Wrap axis = {g->grid->y[y].title, 0};
    cell_texts(g, y);
    for (uint32_t lines = 0;; lines++) {
        Str left = {"", 0};
        bool any = wrap_next(&axis, g->axis > 0 ? g->axis : 1, &left);
        for (uint32_t x = 0; x < g->grid->x_count; x++) any = any || g->wraps[x].at < g->wraps[x].text.len;
        if (!any && lines > 0) return;
        pad(g->term.out, wrap_write(g->term.out, left), g->axis + 1);
        out_cstr(g->term.out, "│");
        for (uint32_t x = 0; x < g->grid->x_count; x++) {
            Str line = {"", 0};
            wrap_next(&g->wraps[x], g->cell - 2, &line);
            write_cell_line(g, y, x, line);
        }
        out_char(g->term.out, '\n');
    }
}

static void write_rule(const Grid *g, const char *left, const char *cross, const char *right) {
    out_repeat(g->term.out, ' ', g->axis + 1);
    out_cstr(g->term.out, left);
    for (uint32_t x = 0; x < g->grid->x_count; x++) {
        if (x > 0) out_cstr(g->term.out, cross);
        term_rule(&g->term, "─", g->cell);
    }
    out_cstr(g->term.out, right);
    out_char(g->term.out, '\n');
}

// ---- The whole ----------------------------------------------------------------------------------------------------------------------------

static void write_grid(Grid *g) {
    const MatrixGrid *grid = g->grid;
    g->texts = mem_zeroed(grid->x_count, sizeof *g->texts);
    g->wraps = mem_zeroed(grid->x_count, sizeof *g->wraps);
    term_bold(&g->term);
    wrap_write(g->term.out, grid->y_title);
    term_end(&g->term);
    out_cstr(g->term.out, " ↑\n");
    for (uint32_t y = grid->y_count; y-- > 0;) {
        write_rule(g, y + 1 == grid->y_count ? "┌" : "├", y + 1 == grid->y_count ? "┬" : "┼", y + 1 == grid->y_count ? "┐" : "┤");
        write_row(g, y);
    }
    write_rule(g, "└", "┴", "┘");
    for (uint32_t x = 0; x < grid->x_count; x++) g->wraps[x] = (Wrap){grid->x[x].title, 0};
    for (bool any = true; any;) {
        any = false;
        Out line_out = out_memory();
        for (uint32_t x = 0; x < grid->x_count; x++) {
            Str line = {"", 0};
            any = wrap_next(&g->wraps[x], g->cell - 1, &line) || any;
            out_repeat(&line_out, ' ', x == 0 ? g->axis + 3 : 2);
            pad(&line_out, wrap_write(&line_out, line) + 1, x + 1 < grid->x_count ? g->cell : 0);
        }
        Str whole = out_text(&line_out);
        while (whole.len > 0 && whole.at[whole.len - 1] == ' ') whole.len--;
        if (any) out_str(g->term.out, whole);
        if (any) out_char(g->term.out, '\n');
        out_free(&line_out);
    }
    out_repeat(g->term.out, ' ', g->axis + 3);
    term_bold(&g->term);
    wrap_write(g->term.out, grid->x_title);
    term_end(&g->term);
    out_cstr(g->term.out, " →\n");
    for (uint32_t x = 0; x < grid->x_count; x++) out_free(&g->texts[x]);
    mem_free(g->texts);
    mem_free(g->wraps);
}

// On a screen too narrow for the grid: the cells that hold something, the highest first.
static void write_list(const Grid *g) {
    const MatrixGrid *grid = g->grid;
    for (uint32_t y = grid->y_count; y-- > 0;) {
        for (uint32_t x = grid->x_count; x-- > 0;) {
            const MatrixCell *cell = cell_at(g, y, x);
            if (cell->count == 0) continue;
            Out text = out_memory();
            out_printf(&text, STR_FMT " × " STR_FMT ": " STR_FMT " (%u)", STR_ARG(grid->y[y].title), STR_ARG(grid->x[x].title),
                       STR_ARG(cell->band_title), cell->count);
            for (uint32_t i = 0; i < cell->count; i++) {
                out_cstr(&text, i > 0 ? ", " : " ");
                out_str(&text, cell->labels[i]);
            }
            Wrap wrap = {out_text(&text), 0};
            Str line;
            for (bool first = true; wrap_next(&wrap, g->term.width - 2, &line); first = false) {
                if (!first) out_cstr(g->term.out, "  ");
                wrap_write(g->term.out, line);
                out_char(g->term.out, '\n');
            }
            out_free(&text);
        }
    }
}

static uint32_t count_in_band(const MatrixGrid *grid, Str band) {
    uint32_t count = 0;
    for (size_t i = 0; i < (size_t)grid->x_count * grid->y_count; i++) {
        if (str_eq(grid->cells[i].band, band)) count += grid->cells[i].count;
    }
    return count;
}

static void write_legend(const Grid *g) {
    const MatrixGrid *grid = g->grid;
    out_char(g->term.out, '\n');
    for (uint32_t b = 0; b < grid->band_count; b++) {
        if (g->term.colour) {
            term_band(&g->term, colour_of(grid->band_colours[b], colour_of_rank(b + 1, grid->band_count)));
            out_cstr(g->term.out, "  ");
            term_end(&g->term);
            out_char(g->term.out, ' ');
        }
        wrap_write(g->term.out, grid->band_titles[b].len > 0 ? grid->band_titles[b] : grid->bands[b]);
        out_printf(g->term.out, ": %u%s", count_in_band(grid, grid->bands[b]), b + 1 < grid->band_count ? "   " : "\n");
    }
}

static void write_unplaced(const Grid *g) {
    const MatrixGrid *grid = g->grid;
    if (grid->unplaced_count == 0) return;
    Out text = out_memory();
    out_printf(&text, "Not rated (%u): ", grid->unplaced_count);
    for (uint32_t i = 0; i < grid->unplaced_count; i++) {
        if (i > 0) out_cstr(&text, ", ");
        out_str(&text, grid->unplaced[i]);
    }
    Wrap wrap = {out_text(&text), 0};
    for (Str line; wrap_next(&wrap, g->term.width, &line);) {
        wrap_write(g->term.out, line);
        out_char(g->term.out, '\n');
    }
    out_free(&text);
}

void term_matrix(const Terminal *term, const Artefact *a) {
    for (uint32_t i = 0; i < a->grid_count; i++) {
        Grid g = {.term = *term, .grid = &a->grids[i]};
        if (a->grid_count > 1) {
            out_cstr(term->out, i > 0 ? "\n" : "");
            wrap_write(term->out, g.grid->method_title);
            out_cstr(term->out, "\n\n");
        }
        if (measure(&g)) {
            write_grid(&g);
        } else {
            write_list(&g);
        }
        write_legend(&g);
        write_unplaced(&g);
    }
}

void text_matrix(const Artefact *a, const ArtefactOptions *options, Out *out) {
    Terminal term = term_of(options, out);
    if (a->grid_count > 0) term_head(&term, a, options->bare);
    term_matrix(&term, a);
}
