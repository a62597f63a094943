// Matrices in HTML: a table for each method in use, with its legend.
#include "render/artefacts/escape.h"
#include "render/artefacts/html.h"

static void labels(const Str *texts, uint32_t count, Out *out) {
    for (uint32_t i = 0; i < count; i++) {
        out_cstr(out, "<span class=\"label\">");
        escape_xml(out, texts[i]);
        out_cstr(out, i + 1 < count ? ",</span> " : "</span>");
    }
}

static void grid_cell(const MatrixGrid *grid, const MatrixCell *cell, Out *out) {
    out_cstr(out, "<td");
    html_style(colour_of(cell->colour, colour_of_rank(cell->band_rank, grid->band_count)), out);
    out_cstr(out, "><b>");
    escape_xml(out, cell->band_title.len > 0 ? cell->band_title : cell->band);
    if (cell->count > 0) out_printf(out, " (%u)", cell->count);
    out_cstr(out, "</b>");
    if (cell->count > 0) {
        out_cstr(out, "<span>");
        labels(cell->labels, cell->count, out);
        out_cstr(out, "</span>");
    }
    out_cstr(out, "</td>");
}

static void grid_table(const MatrixGrid *grid, Str label, uint32_t number, Out *out) {
    out_printf(out, "<table class=\"matrix\" aria-labelledby=\"" STR_FMT, STR_ARG(label));
    if (number > 0) out_printf(out, " " STR_FMT "-%u", STR_ARG(label), number);
    out_cstr(out, "\">\n<thead><tr><td class=\"axes\">");
    escape_xml(out, grid->y_title);
    out_cstr(out, "\u00a0↑<br/>");
    escape_xml(out, grid->x_title);
    out_cstr(out, "\u00a0→</td>");
    for (uint32_t x = 0; x < grid->x_count; x++) {
        out_cstr(out, "<th scope=\"col\">");
        escape_xml(out, grid->x[x].title);
        out_cstr(out, "</th>");
    }
    out_cstr(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t y = grid->y_count; y-- > 0;) {
        out_cstr(out, "<tr><th scope=\"row\">");
        escape_xml(out, grid->y[y].title);
        out_cstr(out, "</th>\n");
        for (uint32_t x = 0; x < grid->x_count; x++) {
            grid_cell(grid, &grid->cells[(size_t)y * grid->x_count + x], out);
            out_char(out, '\n');
        }
        out_cstr(out, "</tr>\n");
    }
    out_cstr(out, "</tbody>\n</table>\n");
}

static void grid_legend(const MatrixGrid *grid, Out *out) {
    if (grid->band_count == 0) return;
    out_cstr(out, "<ul class=\"legend\">\n");
    for (uint32_t b = 0; b < grid->band_count; b++) {
        uint32_t count = 0;
        for (size_t i = 0; i < (size_t)grid->x_count * grid->y_count; i++) count += grid->cells[i].band_rank == b + 1 ? grid->cells[i].count : 0;
        out_cstr(out, "<li><span class=\"level\"");
        html_style(colour_of(grid->band_colours[b], colour_of_rank(b + 1, grid->band_count)), out);
        out_char(out, '>');
        escape_xml(out, grid->band_titles[b].len > 0 ? grid->band_titles[b] : grid->bands[b]);
        out_printf(out, "</span> %u</li>\n", count);
    }
    out_cstr(out, "</ul>\n");
}

void html_matrix_body(const Artefact *a, Str label, Out *out) {
    if (a->grid_count == 0) out_cstr(out, "<p>There are no entries.</p>\n");
    for (uint32_t g = 0; g < a->grid_count; g++) {
        const MatrixGrid *grid = &a->grids[g];
        if (a->grid_count > 1) {
            out_printf(out, "<h2 id=\"" STR_FMT "-%u\">", STR_ARG(label), g + 1);
            escape_xml(out, grid->method_title);
            out_cstr(out, "</h2>\n");
        }
        grid_table(grid, label, a->grid_count > 1 ? g + 1 : 0, out);
        grid_legend(grid, out);
        if (grid->unplaced_count == 0) continue;
        out_printf(out, "<p>Not rated (%u): ", grid->unplaced_count);
        labels(grid->unplaced, grid->unplaced_count, out);
        out_cstr(out, "</p>\n");
    }
}

void html_matrix(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    html_page_start(a, (HtmlPaper){.across = true}, out);
    html_matrix_body(a, STR("title"), out);
    html_page_end(a, out);
}
