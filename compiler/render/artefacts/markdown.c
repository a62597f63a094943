// Markdown: a heading, what the artefact is about, and tables in GitHub's form.
#include "base/markdown.h"
#include "render/artefacts/cell.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/prose_html.h"
#include "render/artefacts/render.h"
#include "render/artefacts/section.h"
#include "render/artefacts/table.h"

static void head_part(Out *out, const char *label, Str text, bool *any) {
    if (text.len == 0) return;
    out_cstr(out, *any ? " · " : "");
    out_cstr(out, label);
    escape_markdown(out, text);
    *any = true;
}

static void head(const Artefact *a, Out *out) {
    bool any = false;
    out_cstr(out, "# ");
    escape_markdown(out, a->title);
    out_cstr(out, "\n\n");
    head_part(out, "", a->organisation, &any);
    head_part(out, "", a->requirement.len > 0 ? a->requirement : a->standards, &any);
    head_part(out, "as of ", a->as_of, &any);
    head_part(out, "revision ", a->revision, &any);
    if (a->findings > 0) out_printf(out, "%s%u finding%s", any ? " · " : "", a->findings, a->findings == 1 ? "" : "s");
    if (a->waived > 0) out_printf(out, " · %u waived", a->waived);
    out_cstr(out, "\n\n");
}

static void foot(const Artefact *a, Out *out) {
    if (a->generator.len == 0) return;
    out_cstr(out, "\n*Made by ");
    escape_markdown(out, a->generator);
    out_cstr(out, ".*\n");
}

static void write_cell(const Cell *cell, bool prose, Out *buffer, Out *out) {
    Str text = cell_str(cell, buffer);
    if (!prose || markdown_is_plain(text)) {
        escape_markdown(out, text);
        return;
    }
    Out plain = out_memory();
    markdown_plain(text, &plain);
    escape_markdown(out, out_text(&plain));
    out_free(&plain);
}

static void table_heads(const Artefact *a, Out *out) {
    for (uint32_t c = 0; c < a->column_count; c++) {
        out_cstr(out, c == 0 ? "| " : " | ");
        escape_markdown(out, a->columns[c].head);
    }
    out_cstr(out, " |\n|");
    for (uint32_t c = 0; c < a->column_count; c++) out_cstr(out, a->columns[c].numeric ? " ---: |" : " --- |");
    out_char(out, '\n');
}

static void feet(const Artefact *a, Out *buffer, Out *out) {
    if (a->foot_count > 0) out_char(out, '\n');
    for (uint32_t f = 0; f < a->foot_count; f++) {
        out_cstr(out, "- ");
        escape_markdown(out, a->feet[f].label);
        out_cstr(out, ": ");
        Str text = cell_str(&a->feet[f].cell, buffer);
        escape_markdown(out, text.len > 0 ? text : STR("none"));
        out_char(out, '\n');
    }
}

static void table_begin(TableWriting *w) {
    const Artefact *a = w->table;
    if (!w->part) head(a, w->out);
    if (a->row_count == 0) out_cstr(w->out, "There are no entries.\n");
    else if (a->group_count == 0) table_heads(a, w->out);
}

static void table_group(TableWriting *w, const Cell *cell) {
    out_printf(w->out, "%s%s ", w->head.len > 0 ? "\n" : "", w->part ? "###" : "##");
    w->head.len = 0;
    cell_text(cell, &w->head);
    if (w->head.len == 0) out_cstr(&w->head, "none");
    escape_markdown(w->out, out_text(&w->head));
    out_cstr(w->out, "\n\n");
    table_heads(w->table, w->out);
}

static void table_row(TableWriting *w, uint32_t row, const Cell *cells) {
    (void)row;
    for (uint32_t c = 0; c < w->table->column_count; c++) {
        out_cstr(w->out, c == 0 ? "| " : " | ");
        write_cell(&cells[c], w->table->columns[c].prose, &w->text, w->out);
    }
    out_cstr(w->out, " |\n");
}

static void table_end(TableWriting *w) {
    feet(w->table, &w->text, w->out);
    if (!w->part) foot(w->table, w->out);
}

const TableFormat markdown_rows = {.begin = table_begin, .group = table_group, .row = table_row, .end = table_end};

void markdown_table(const Artefact *a, const ArtefactOptions *options, Out *out) {
    table_render(&markdown_rows, a, options, false, out);
}

// ---- Matrices -----------------------------------------------------------------------------------------------------------------------------

static void labels(const Str *texts, uint32_t count, Out *out) {
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) out_cstr(out, ", ");
        escape_markdown(out, texts[i]);
    }
}

static void grid_cell(const MatrixCell *cell, Out *out) {
    out_cstr(out, " | ");
    if (cell->band_title.len > 0) {
        out_char(out, '*');
        escape_markdown(out, cell->band_title);
        out_char(out, '*');
    }
    if (cell->count > 0) out_cstr(out, cell->band_title.len > 0 ? "<br>" : "");
    labels(cell->labels, cell->count, out);
}

static void grid_table(const MatrixGrid *grid, Out *out) {
    out_cstr(out, "| ");
    escape_markdown(out, grid->y_title);
    out_cstr(out, " ↑, ");
    escape_markdown(out, grid->x_title);
    out_cstr(out, " →");
    for (uint32_t x = 0; x < grid->x_count; x++) {
        out_cstr(out, " | ");
        escape_markdown(out, grid->x[x].title);
    }
    out_cstr(out, " |\n|");
    for (uint32_t x = 0; x <= grid->x_count; x++) out_cstr(out, " --- |");
    out_char(out, '\n');
    for (uint32_t y = grid->y_count; y-- > 0;) {
        out_cstr(out, "| **");
        escape_markdown(out, grid->y[y].title);
        out_cstr(out, "**");
        for (uint32_t x = 0; x < grid->x_count; x++) grid_cell(&grid->cells[(size_t)y * grid->x_count + x], out);
        out_cstr(out, " |\n");
    }
}

static void matrix_body(const Artefact *a, const char *heading, Out *out) {
    for (uint32_t g = 0; g < a->grid_count; g++) {
        const MatrixGrid *grid = &a->grids[g];
        if (a->grid_count > 1) {
            out_printf(out, "%s%s ", g > 0 ? "\n" : "", heading);
            escape_markdown(out, grid->method_title);
            out_cstr(out, "\n\n");
        }
        grid_table(grid, out);
        if (grid->unplaced_count == 0) continue;
        out_printf(out, "\nNot rated (%u): ", grid->unplaced_count);
        labels(grid->unplaced, grid->unplaced_count, out);
        out_char(out, '\n');
    }
}

void markdown_matrix(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    head(a, out);
    matrix_body(a, "##", out);
    foot(a, out);
}

// ---- Reports ------------------------------------------------------------------------------------------------------------------------------

static void write_part(const Artefact *part, Out *out) {
    out_cstr(out, "**");
    escape_markdown(out, part->title);
    out_cstr(out, "**\n\n");
    if (part->sort == ARTEFACT_MATRIX) matrix_body(part, "###", out);
    else table_render(&markdown_rows, part, NULL, true, out);
}

void markdown_report(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out text = out_memory();
    head(a, out);
    if (a->section_count == 0) out_cstr(out, "There are no entries.\n");
    for (uint32_t s = 0; s < a->section_count; s++) {
        const Section *section = &a->sections[s];
        if (s > 0) out_cstr(out, section->page ? "\n-----\n\n" : "\n");
        if (section->part) write_part(section->part, out);
        else prose_markdown(section_markdown(section, &text), out);
    }
    foot(a, out);
    out_free(&text);
}
