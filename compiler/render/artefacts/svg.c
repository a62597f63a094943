// Matrices as SVG: a picture that can be read on light and dark pages, in print without colours, and by a screen reader. Every cell names its
// band and counts what is in it; what does not fit is counted too.
#include "render/artefacts/cell.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/render.h"
#include "render/artefacts/svg_page.h"

#define AXIS 132      // width of the labels at the left
#define LEAST_CELL 92 // the picture grows where cells would be narrower
#define MOST_CELL 200 // to which it grows for long words
#define PAD 8         // within a cell
#define HEAD_LINES 3  // of a cell's band
#define MOST_LINES 8  // of labels in a cell

static const SvgFont LABEL = {.size = 12, .mono = true};

typedef struct {
    Out *out;
    const MatrixGrid *grid;
    uint32_t width; // of the picture
    uint32_t cell;  // width of a cell
    uint32_t y;     // where the next thing begins
} Picture;

static const MatrixCell *cell_at(const MatrixGrid *grid, uint32_t y, uint32_t x) {
    return &grid->cells[(size_t)y * grid->x_count + x];
}

static Str band_name(const MatrixCell *cell) {
    return cell->band_title.len > 0 ? cell->band_title : cell->band;
}

static Colour band_colour(const MatrixGrid *grid, const MatrixCell *cell) {
    return colour_of(cell->colour, colour_of_rank(cell->band_rank, grid->band_count));
}

static const char *ink_on(Colour colour) {
    return colour_wants_black(colour) ? "#000000" : "#ffffff";
}

// ---- Labels in a cell ----------------------------------------------------------------------------------------------------------------------

// Puts the labels in lines, and hands each line to `each`. The last line is `+N more` where not all fit. Returns the number of lines.
typedef void EachLine(void *context, Str line);

static void end_line(Out *line, uint32_t *lines, EachLine *each, void *context) {
    if (line->len == 0) return;
    if (each != NULL) each(context, out_text(line));
    line->len = 0;
    ++*lines;
}

// A label that is longer than a line is cut.
static void add_label(Out *line, Str label, uint32_t width) {
    uint32_t next;
    if (svg_width(label, LABEL) <= width) {
        out_str(line, label);
        return;
    }
    uint32_t dots = svg_width(STR("…"), LABEL);
    out_str(line, svg_line(label, 0, width > dots ? width - dots : 1, LABEL, &next));
    out_cstr(line, "…");
}

static uint32_t label_lines(const MatrixCell *cell, uint32_t width, EachLine *each, void *context) {
    Out line = out_memory();
    uint32_t lines = 0, used = 0, comma = svg_width(STR(", "), LABEL);
    for (uint32_t i = 0; i < cell->count; i++) {
        uint32_t wide = svg_width(cell->labels[i], LABEL);
        bool fits = line.len > 0 && used + comma + wide + comma <= width;
        if (!fits && line.len > 0) {
            out_char(&line, ',');
            end_line(&line, &lines, each, context);
        }
        if (line.len == 0 && lines + 1 == MOST_LINES && i + 1 < cell->count) {
            out_printf(&line, "+%u more", cell->count - i);
            break;
        }
        if (line.len > 0) out_cstr(&line, ", ");
        add_label(&line, cell->labels[i], width - svg_width(STR(","), LABEL));
        used = fits ? used + comma + wide : wide;
    }
    end_line(&line, &lines, each, context);
    out_free(&line);
    return lines;
}

// Where the next line of a cell goes.
typedef struct {
    Out *out;
    uint32_t x, y;
    const char *ink;
} LineAt;

static void write_label_line(void *context, Str line) {
    LineAt *at = context;
    svg_text(at->out, at->x, at->y, LABEL, at->ink, ANCHOR_START, line);
    at->y += svg_leading(LABEL);
}

// ---- Cells ---------------------------------------------------------------------------------------------------------------------------------

// The band, and how many stand in the cell. A name that leaves no room for the number is cut, and the number has a line of its own.
static uint32_t head_lines(const Picture *p, const MatrixCell *cell, uint32_t x, uint32_t y, const char *ink) {
    Out text = out_memory();
    uint32_t inner = p->cell - 2 * PAD;
    out_str(&text, band_name(cell));
    uint32_t name = text.len;
    if (cell->count > 0) out_printf(&text, "%s(%u)", name > 0 ? " " : "", cell->count);
    bool fits = svg_lines(out_text(&text), inner, HEAD_LINES + 1, SVG_STRONG) <= HEAD_LINES;
    Str first = fits ? out_text(&text) : str_part(out_text(&text), 0, name), second = fits ? STR("") : str_part(out_text(&text), name, text.len);
    uint32_t lines = svg_lines(first, inner, HEAD_LINES, SVG_STRONG);
    if (ink != NULL) {
        svg_paragraph(p->out, x, y, inner, HEAD_LINES, SVG_STRONG, ink, ANCHOR_START, first);
        svg_paragraph(p->out, x, y + lines * svg_leading(SVG_STRONG), inner, 1, SVG_STRONG, ink, ANCHOR_START, str_trim(second));
    }
    lines += second.len > 0;
    out_free(&text);
    return lines;
}

static uint32_t cell_height(const Picture *p, const MatrixCell *cell) {
    uint32_t head = head_lines(p, cell, 0, 0, NULL) * svg_leading(SVG_STRONG);
    return PAD + head + label_lines(cell, p->cell - 2 * PAD, NULL, NULL) * svg_leading(LABEL) + PAD;
}

static uint32_t row_height(const Picture *p, uint32_t y) {
    uint32_t height = 60, axis = 2 * PAD + svg_lines(p->grid->y[y].title, AXIS - PAD, 4, SVG_NORMAL) * svg_leading(SVG_NORMAL);
    if (axis > height) height = axis;
    for (uint32_t x = 0; x < p->grid->x_count; x++) {
        uint32_t cell = cell_height(p, cell_at(p->grid, y, x));
        if (cell > height) height = cell;
    }
    return height;
}

// What a reader hears, or sees under the pointer: everything that is in the cell.
static void cell_title(const Picture *p, uint32_t y, uint32_t x) {
    const MatrixCell *cell = cell_at(p->grid, y, x);
    out_cstr(p->out, "<title>");
    escape_xml(p->out, p->grid->y[y].title);
    out_cstr(p->out, " × ");
    escape_xml(p->out, p->grid->x[x].title);
    out_cstr(p->out, ": ");
    escape_xml(p->out, band_name(cell));
    for (uint32_t i = 0; i < cell->count; i++) {
        out_cstr(p->out, i > 0 ? ", " : "; ");
        escape_xml(p->out, cell->labels[i]);
    }
    out_cstr(p->out, "</title>\n");
}

static void write_cell(const Picture *p, uint32_t y, uint32_t x, uint32_t left, uint32_t height) {
    const MatrixCell *cell = cell_at(p->grid, y, x);
    Colour colour = band_colour(p->grid, cell);
    const char *ink = ink_on(colour);
    out_cstr(p->out, "<g>");
    cell_title(p, y, x);
    out_printf(p->out, "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" fill=\"#%02x%02x%02x\" stroke=\"#ffffff\" stroke-width=\"2\"/>\n", left,
               p->y, p->cell, height, colour.red, colour.green, colour.blue);
    LineAt at = {p->out, left + PAD, p->y + PAD + SVG_STRONG.size - 2, ink};
    at.y += head_lines(p, cell, at.x, at.y, ink) * svg_leading(SVG_STRONG);
    label_lines(cell, p->cell - 2 * PAD, write_label_line, &at);
    out_cstr(p->out, "</g>\n");
}

static void write_row(Picture *p, uint32_t y) {
    uint32_t height = row_height(p, y), lines = svg_lines(p->grid->y[y].title, AXIS - PAD, 4, SVG_NORMAL);
    uint32_t first = p->y + (height - lines * svg_leading(SVG_NORMAL)) / 2 + SVG_NORMAL.size;
    svg_paragraph(p->out, SVG_MARGIN + AXIS - PAD, first, AXIS - PAD, 4, SVG_NORMAL, SVG_INK, ANCHOR_END, p->grid->y[y].title);
    for (uint32_t x = 0; x < p->grid->x_count; x++) write_cell(p, y, x, SVG_MARGIN + AXIS + x * p->cell, height);
    p->y += height;
}

// ---- Axes, legend ---------------------------------------------------------------------------------------------------------------------------

static void write_x_axis(Picture *p) {
    const MatrixGrid *grid = p->grid;
    uint32_t most = 0;
    for (uint32_t x = 0; x < grid->x_count; x++) {
        uint32_t lines = svg_lines(grid->x[x].title, p->cell - PAD, 4, SVG_NORMAL);
        if (lines > most) most = lines;
        svg_paragraph(p->out, SVG_MARGIN + AXIS + x * p->cell + p->cell / 2, p->y + PAD + SVG_NORMAL.size, p->cell - PAD, 4, SVG_NORMAL, SVG_INK,
                      ANCHOR_MIDDLE, grid->x[x].title);
    }
    p->y += PAD + most * svg_leading(SVG_NORMAL) + PAD;
    Out text = out_memory();
    out_str(&text, grid->x_title);
    out_cstr(&text, " →");
    uint32_t left = SVG_MARGIN + AXIS;
    p->y = svg_paragraph(p->out, left, p->y + SVG_STRONG.size, p->width - SVG_MARGIN - left, 1, SVG_STRONG, SVG_INK, ANCHOR_START, out_text(&text)) +
           PAD;
    out_free(&text);
}

static uint32_t count_in_band(const MatrixGrid *grid, Str band) {
    uint32_t count = 0;
    for (size_t i = 0; i < (size_t)grid->x_count * grid->y_count; i++) {
        if (str_eq(grid->cells[i].band, band)) count += grid->cells[i].count;
    }
    return count;
}

static void write_legend(Picture *p) {
    const MatrixGrid *grid = p->grid;
    uint32_t x = SVG_MARGIN;
    for (uint32_t b = 0; b < grid->band_count; b++) {
        Colour colour = colour_of(grid->band_colours[b], colour_of_rank(b + 1, grid->band_count));
        Out text = out_memory();
        out_str(&text, grid->band_titles[b].len > 0 ? grid->band_titles[b] : grid->bands[b]);
        out_printf(&text, ": %u", count_in_band(grid, grid->bands[b]));
        uint32_t wide = 20 + svg_width(out_text(&text), SVG_NORMAL) + 20;
        if (x > SVG_MARGIN && x + wide > p->width - SVG_MARGIN) {
            x = SVG_MARGIN;
            p->y += 22;
        }
        out_printf(p->out, "<rect x=\"%u\" y=\"%u\" width=\"14\" height=\"14\" fill=\"#%02x%02x%02x\" stroke=\"#555555\"/>\n", x, p->y, colour.red,
                   colour.green, colour.blue);
        svg_paragraph(p->out, x + 20, p->y + 12, p->width - SVG_MARGIN - x - 20, 1, SVG_NORMAL, SVG_INK, ANCHOR_START, out_text(&text));
        out_free(&text);
        x += wide;
    }
    if (grid->band_count > 0) p->y += 22 + PAD;
}

static void write_unplaced(Picture *p) {
    const MatrixGrid *grid = p->grid;
    if (grid->unplaced_count == 0) return;
    Out text = out_memory();
    uint32_t room = 3 * (p->width - 2 * SVG_MARGIN) - 200, used = 0, i = 0;
    out_printf(&text, "Not rated (%u): ", grid->unplaced_count);
    for (; i < grid->unplaced_count; i++) {
        used += svg_width(grid->unplaced[i], SVG_NORMAL) + svg_width(STR(", "), SVG_NORMAL);
        if (used > room) break;
        if (i > 0) out_cstr(&text, ", ");
        out_str(&text, grid->unplaced[i]);
    }
    if (i < grid->unplaced_count) out_printf(&text, "%s+%u more", i > 0 ? ", " : "", grid->unplaced_count - i);
    p->y =
        svg_paragraph(p->out, SVG_MARGIN, p->y + SVG_NORMAL.size, p->width - 2 * SVG_MARGIN, 4, SVG_NORMAL, SVG_INK, ANCHOR_START, out_text(&text));
    out_free(&text);
}

static void write_grid(Picture *p, bool with_method) {
    const MatrixGrid *grid = p->grid;
    if (with_method) {
        p->y = svg_paragraph(p->out, SVG_MARGIN, p->y + SVG_STRONG.size, p->width - 2 * SVG_MARGIN, 2, SVG_STRONG, SVG_INK, ANCHOR_START,
                             grid->method_title);
        p->y += PAD;
    }
    p->cell = (p->width - 2 * SVG_MARGIN - AXIS) / (grid->x_count > 0 ? grid->x_count : 1);
    Out text = out_memory();
    out_str(&text, grid->y_title);
    out_cstr(&text, " ↑");
    p->y =
        svg_paragraph(p->out, SVG_MARGIN, p->y + SVG_STRONG.size, p->width - 2 * SVG_MARGIN, 1, SVG_STRONG, SVG_INK, ANCHOR_START, out_text(&text));
    out_free(&text);
    for (uint32_t y = grid->y_count; y-- > 0;) write_row(p, y);
    write_x_axis(p);
    write_legend(p);
    write_unplaced(p);
    p->y += 2 * PAD;
}

// ---- The whole ------------------------------------------------------------------------------------------------------------------------------

static void write_description(const Artefact *a, Out *out) {
    for (uint32_t g = 0; g < a->grid_count; g++) {
        const MatrixGrid *grid = &a->grids[g];
        if (g > 0) out_char(out, ' ');
        out_cstr(out, "Rows, from high to low: ");
        escape_xml(out, grid->y_title);
        out_cstr(out, ". Columns, from low to high: ");
        escape_xml(out, grid->x_title);
        out_char(out, '.');
        for (uint32_t b = 0; b < grid->band_count; b++) {
            out_char(out, ' ');
            escape_xml(out, grid->band_titles[b].len > 0 ? grid->band_titles[b] : grid->bands[b]);
            out_printf(out, ": %u.", count_in_band(grid, grid->bands[b]));
        }
        if (grid->unplaced_count > 0) out_printf(out, " Not rated: %u.", grid->unplaced_count);
    }
}

// Cells are as wide as the longest word below them, within reason: a word is broken only where it must be.
static uint32_t least_cell(const MatrixGrid *grid) {
    uint32_t width = LEAST_CELL;
    for (uint32_t x = 0; x < grid->x_count; x++) {
        for (uint32_t at = 0, end; at < grid->x[x].title.len; at = end + 1) {
            end = str_find(grid->x[x].title, ' ', at);
            uint32_t word = PAD + svg_width(str_part(grid->x[x].title, at, end), SVG_NORMAL);
            if (word > width) width = word;
        }
    }
    return width < MOST_CELL ? width : MOST_CELL;
}

static uint32_t picture_width(const Artefact *a) {
    uint32_t width = SVG_WIDTH;
    for (uint32_t g = 0; g < a->grid_count; g++) {
        uint32_t needed = 2 * SVG_MARGIN + AXIS + a->grids[g].x_count * least_cell(&a->grids[g]);
        if (needed > width) width = needed;
    }
    return width;
}

void svg_matrix(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out description = out_memory(), body = out_memory();
    Picture p = {.out = &body, .width = picture_width(a)};
    p.y = svg_page_head(a, p.width, &body);
    for (uint32_t g = 0; g < a->grid_count; g++) {
        p.grid = &a->grids[g];
        write_grid(&p, a->grid_count > 1);
    }
    uint32_t height = svg_page_foot(a, p.y, &body);
    write_description(a, &description);
    svg_page(a, p.width, height, &description, &body, out);
    out_free(&description);
    out_free(&body);
}
