// JSON: everything that an artefact holds, typed. `version` changes when a reader would have to.
//   cell: a list of { "type": "text" | "record" | "number" | "date" | "word" | "level", "text": …, … }; { "type": "unknown" } stands for what
//   is not known.
#include "base/decimal.h"
#include "query/rows.h"
#include "render/artefacts/cell.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/render.h"
#include "render/artefacts/section.h"
#include "render/artefacts/table.h"

#define VERSION 1

static void key(Out *out, const char *name) {
    out_printf(out, "\"%s\": ", name);
}

static void text_line(Out *out, const char *name, Str text) {
    out_cstr(out, "  ");
    key(out, name);
    escape_json(out, text);
    out_cstr(out, ",\n");
}

static void head(const Artefact *a, const char *type, Out *out) {
    out_printf(out, "{\n  \"format\": \"ismsc-artefact\",\n  \"version\": %d,\n  \"type\": \"%s\",\n", VERSION, type);
    text_line(out, "name", a->name);
    text_line(out, "title", a->title);
    text_line(out, "doc", a->doc);
    text_line(out, "organisation", a->organisation);
    text_line(out, "standards", a->standards);
    text_line(out, "requirement", a->requirement);
    text_line(out, "as_of", a->as_of);
    text_line(out, "revision", a->revision);
    text_line(out, "generator", a->generator);
    out_printf(out, "  \"findings\": %u,\n  \"waived\": %u,\n", a->findings, a->waived);
}

static void number(Out *out, Decimal value) {
    char digits[DECIMAL_CHARS];
    out_bytes(out, digits, decimal_print(value, digits));
}

static void member(Out *out, const char *before, Str text) {
    out_cstr(out, before);
    escape_json(out, text);
}

static void write_item(Out *out, const Item *item) {
    static const char *const TYPES[] = {"text", "record", "number", "date", "word", "level"};
    out_cstr(out, "{\"type\": \"");
    out_cstr(out, TYPES[item->sort]);
    member(out, "\", \"text\": ", item->text);
    if (item->sort == ITEM_RECORD || item->sort == ITEM_LEVEL) member(out, ", \"title\": ", item->title);
    if (item->sort == ITEM_NUMBER) out_cstr(out, ", \"value\": ");
    if (item->sort == ITEM_LEVEL) out_cstr(out, ", \"rank\": ");
    if (item->sort == ITEM_NUMBER || item->sort == ITEM_LEVEL) number(out, item->number);
    if (item->sort == ITEM_LEVEL && is_colour(item->colour)) member(out, ", \"colour\": ", item->colour);
    out_char(out, '}');
}

static void write_cell(Out *out, const Cell *cell) {
    out_char(out, '[');
    for (uint32_t i = 0; i < cell->count; i++) {
        if (i > 0) out_cstr(out, ", ");
        write_item(out, &cell->items[i]);
    }
    if (cell->unknown) out_cstr(out, cell->count > 0 ? ", {\"type\": \"unknown\"}" : "{\"type\": \"unknown\"}");
    out_char(out, ']');
}

// Between the parts of a list that stands on several lines.
static void next_line(Out *out, uint32_t index, const char *indent) {
    out_printf(out, "%s\n%s", index > 0 ? "," : "", indent);
}

static void write_columns(const Artefact *a, Out *out) {
    out_cstr(out, "  \"columns\": [");
    for (uint32_t c = 0; c < a->column_count; c++) {
        next_line(out, c, "    ");
        member(out, "{\"head\": ", a->columns[c].head);
        out_printf(out, ", \"numeric\": %s, \"prose\": %s}", a->columns[c].numeric ? "true" : "false", a->columns[c].prose ? "true" : "false");
    }
    out_cstr(out, "\n  ],\n");
}

static void write_groups(const Artefact *a, Out *out) {
    Rows rows = rows_read(a, true);
    out_cstr(out, "  \"groups\": [");
    for (uint32_t g = 0; g < a->group_count; g++) {
        next_line(out, g, "    ");
        out_cstr(out, "{\"head\": ");
        write_cell(out, rows_head(&rows, g));
        out_printf(out, ", \"rows\": [%u, %u]}", g > 0 ? a->group_end[g - 1] : 0, a->group_end[g]);
    }
    out_cstr(out, a->group_count > 0 ? "\n  ],\n" : "],\n");
    rows_end(&rows);
}

static void write_feet(const Artefact *a, Out *out) {
    out_cstr(out, "  \"feet\": [");
    for (uint32_t f = 0; f < a->foot_count; f++) {
        next_line(out, f, "    ");
        member(out, "{\"label\": ", a->feet[f].label);
        out_cstr(out, ", \"cell\": ");
        write_cell(out, &a->feet[f].cell);
        out_char(out, '}');
    }
    out_cstr(out, a->foot_count > 0 ? "\n  ]\n" : "]\n");
}

static void table_begin(TableWriting *w) {
    if (!w->part) head(w->table, "table", w->out);
    write_columns(w->table, w->out);
    out_cstr(w->out, "  \"rows\": [");
}

static void table_row(TableWriting *w, uint32_t row, const Cell *cells) {
    out_cstr(w->out, row > 0 ? ",\n    [" : "\n    [");
    for (uint32_t c = 0; c < w->table->column_count; c++) {
        if (c > 0) out_cstr(w->out, ", ");
        write_cell(w->out, &cells[c]);
    }
    out_char(w->out, ']');
}

static void table_end(TableWriting *w) {
    out_cstr(w->out, w->table->row_count > 0 ? "\n  ],\n" : "],\n");
    write_groups(w->table, w->out);
    write_feet(w->table, w->out);
    if (!w->part) out_cstr(w->out, "}\n");
}

const TableFormat json_rows = {.titles = true, .begin = table_begin, .row = table_row, .end = table_end};

void json_table(const Artefact *a, const ArtefactOptions *options, Out *out) {
    table_render(&json_rows, a, options, false, out);
}

// ---- Matrices -----------------------------------------------------------------------------------------------------------------------------

static void write_strings(Out *out, const Str *texts, uint32_t count) {
    out_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) out_cstr(out, ", ");
        escape_json(out, texts[i]);
    }
    out_char(out, ']');
}

static void write_axis(Out *out, const char *name, Str title, const AxisLevel *levels, uint32_t count) {
    out_printf(out, "      \"%s\": ", name);
    member(out, "{\"title\": ", title);
    out_cstr(out, ", \"levels\": [");
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) out_cstr(out, ", ");
        member(out, "{\"name\": ", levels[i].name);
        member(out, ", \"title\": ", levels[i].title);
        out_char(out, '}');
    }
    out_cstr(out, "]},\n");
}

static void write_bands(Out *out, const MatrixGrid *grid) {
    out_cstr(out, "      \"bands\": [");
    for (uint32_t b = 0; b < grid->band_count; b++) {
        if (b > 0) out_cstr(out, ", ");
        member(out, "{\"name\": ", grid->bands[b]);
        member(out, ", \"title\": ", grid->band_titles[b]);
        if (is_colour(grid->band_colours[b])) member(out, ", \"colour\": ", grid->band_colours[b]);
        out_char(out, '}');
    }
    out_cstr(out, "],\n");
}

static void write_cells(Out *out, const MatrixGrid *grid) {
    out_cstr(out, "      \"cells\": [");
    for (uint32_t y = 0; y < grid->y_count; y++) {
        for (uint32_t x = 0; x < grid->x_count; x++) {
            const MatrixCell *cell = &grid->cells[(size_t)y * grid->x_count + x];
            next_line(out, y + x, "        ");
            member(out, "{\"y\": ", grid->y[y].name);
            member(out, ", \"x\": ", grid->x[x].name);
            member(out, ", \"band\": ", cell->band);
            out_cstr(out, ", \"labels\": ");
            write_strings(out, cell->labels, cell->count);
            out_char(out, '}');
        }
    }
    out_cstr(out, "\n      ],\n");
}

static void matrix_body(const Artefact *a, Out *out) {
    out_cstr(out, "  \"grids\": [");
    for (uint32_t g = 0; g < a->grid_count; g++) {
        const MatrixGrid *grid = &a->grids[g];
        next_line(out, g, "    ");
        member(out, "{\n      \"method\": ", grid->method_title);
        out_cstr(out, ",\n");
        write_axis(out, "y", grid->y_title, grid->y, grid->y_count);
        write_axis(out, "x", grid->x_title, grid->x, grid->x_count);
        write_bands(out, grid);
        write_cells(out, grid);
        out_cstr(out, "      \"unplaced\": ");
        write_strings(out, grid->unplaced, grid->unplaced_count);
        out_cstr(out, "\n    }");
    }
    out_cstr(out, a->grid_count > 0 ? "\n  ]\n" : "]\n");
}

void json_matrix(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    head(a, "matrix", out);
    matrix_body(a, out);
    out_cstr(out, "}\n");
}

// ---- Reports ------------------------------------------------------------------------------------------------------------------------------

static void write_section(const Section *section, Out *text, Out *out) {
    const Artefact *part = section->part;
    out_printf(out, "{\"type\": \"%s\", \"depth\": %u, \"page\": %s",
               part == NULL                    ? "text"
               : part->sort == ARTEFACT_MATRIX ? "matrix"
                                               : "table",
               section->depth, section->page ? "true" : "false");
    if (part == NULL) {
        member(out, ", \"markdown\": ", section_markdown(section, text));
        out_char(out, '}');
        return;
    }
    member(out, ", \"name\": ", part->name);
    member(out, ", \"title\": ", part->title);
    out_cstr(out, ",\n");
    if (part->sort == ARTEFACT_MATRIX) matrix_body(part, out);
    else table_render(&json_rows, part, NULL, true, out);
    out_cstr(out, "    }");
}

void json_report(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out text = out_memory();
    head(a, "report", out);
    out_cstr(out, "  \"sections\": [");
    for (uint32_t s = 0; s < a->section_count; s++) {
        next_line(out, s, "    ");
        write_section(&a->sections[s], &text, out);
    }
    out_cstr(out, a->section_count > 0 ? "\n  ]\n}\n" : "]\n}\n");
    out_free(&text);
}
