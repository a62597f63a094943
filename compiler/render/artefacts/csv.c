// CSV as in RFC 4180: everything in quotes, CR LF. The data alone, without head and feet. And `short`: cells with tabs between them.
#include "query/rows.h"
#include "render/artefacts/cell.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/render.h"
#include "render/artefacts/table.h"
#include "render/diagnostics/shown.h"

static void end_row(Out *out) {
    out_cstr(out, "\r\n");
}

static void heads(TableWriting *w) {
    const Artefact *a = w->table;
    if (a->group_count > 0) out_cstr(w->out, a->column_count > 0 ? "\"Group\"," : "\"Group\"");
    for (uint32_t c = 0; c < a->column_count; c++) {
        if (c > 0) out_char(w->out, ',');
        escape_csv(w->out, a->columns[c].head, w->options->csv_raw);
    }
    end_row(w->out);
}

static void keep_head(TableWriting *w, const Cell *head) {
    w->head.len = 0;
    cell_text(head, &w->head);
}

static void write_row(TableWriting *w, uint32_t row, const Cell *cells) {
    (void)row;
    const Artefact *a = w->table;
    if (a->group_count > 0) {
        escape_csv(w->out, out_text(&w->head), w->options->csv_raw);
        if (a->column_count > 0) out_char(w->out, ',');
    }
    for (uint32_t c = 0; c < a->column_count; c++) {
        if (c > 0) out_char(w->out, ',');
        escape_csv(w->out, cell_str(&cells[c], &w->text), w->options->csv_raw);
    }
    end_row(w->out);
}

const TableFormat csv_rows = {.begin = heads, .group = keep_head, .row = write_row};

void csv_table(const Artefact *a, const ArtefactOptions *options, Out *out) {
    table_render(&csv_rows, a, options, false, out);
}

// ---- Matrices: one row for each label ----------------------------------------------------------------------------------------------------

static void matrix_row(Out *out, const Str fields[5], bool raw) {
    for (int i = 0; i < 5; i++) {
        if (i > 0) out_char(out, ',');
        escape_csv(out, fields[i], raw);
    }
    end_row(out);
}

static void grid_rows(const MatrixGrid *grid, bool raw, Out *out) {
    for (uint32_t y = grid->y_count; y-- > 0;) {
        for (uint32_t x = 0; x < grid->x_count; x++) {
            const MatrixCell *cell = &grid->cells[(size_t)y * grid->x_count + x];
            for (uint32_t i = 0; i < cell->count; i++) {
                Str fields[] = {cell->labels[i], grid->y[y].title, grid->x[x].title, cell->band_title, grid->method_title};
                matrix_row(out, fields, raw);
            }
        }
    }
    for (uint32_t i = 0; i < grid->unplaced_count; i++) {
        Str fields[] = {grid->unplaced[i], STR(""), STR(""), STR(""), grid->method_title};
        matrix_row(out, fields, raw);
    }
}

void csv_matrix(const Artefact *a, const ArtefactOptions *options, Out *out) {
    Str y = a->grid_count > 0 ? a->grids[0].y_title : STR(""), x = a->grid_count > 0 ? a->grids[0].x_title : STR("");
    Str fields[] = {STR("Record"), y.len > 0 ? y : STR("Rows"), x.len > 0 ? x : STR("Columns"), STR("Band"), STR("Method")};
    matrix_row(out, fields, options->csv_raw);
    for (uint32_t g = 0; g < a->grid_count; g++) grid_rows(&a->grids[g], options->csv_raw, out);
}

// ---- Short: for `cut` and `awk` -----------------------------------------------------------------------------------------------------------

void short_table(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out buffer = out_memory();
    Rows rows = rows_read(a, false);
    for (uint32_t row = 0; row < a->row_count; row++) {
        const Cell *cells = rows_at(&rows, row);
        for (uint32_t c = 0; c < a->column_count; c++) {
            if (c > 0) out_char(out, '\t');
            Str text = cell_str(&cells[c], &buffer);
            for (uint32_t from = 0; from < text.len;) {
                uint32_t end = str_find(text, '\n', from);
                if (from > 0) out_char(out, ' ');
                shown_part(out, text, from, end);
                from = end + 1;
            }
        }
        out_char(out, '\n');
    }
    rows_end(&rows);
    out_free(&buffer);
}
