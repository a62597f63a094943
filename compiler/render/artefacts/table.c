// Tables that are written row by row.
#include "render/artefacts/table.h"

#include "query/rows.h"

static bool begins_group(const Artefact *table, uint32_t group, uint32_t row) {
    return group < table->group_count && row == (group > 0 ? table->group_end[group - 1] : 0);
}

static void write_rows(TableWriting *writings, uint32_t count, Rows *rows) {
    const Artefact *table = rows->table;
    for (uint32_t row = 0, group = 0; row < table->row_count; row++) {
        bool begins = begins_group(table, group, row);
        const Cell *head = begins ? rows_head(rows, group++) : NULL, *cells = rows_at(rows, row);
        for (uint32_t i = 0; i < count; i++) {
            const TableFormat *format = writings[i].format;
            if (begins && format->group) format->group(&writings[i], head);
            format->row(&writings[i], row, cells);
        }
    }
}

void table_write(TableWriting *writings, uint32_t count) {
    if (count == 0) return;
    bool titles = false;
    for (uint32_t i = 0; i < count; i++) {
        TableWriting *w = &writings[i];
        titles = titles || w->format->titles;
        w->text = out_memory();
        w->head = out_memory();
        if (w->format->begin) w->format->begin(w);
    }
    Rows rows = rows_read(writings[0].table, titles);
    write_rows(writings, count, &rows);
    rows_end(&rows);
    for (uint32_t i = 0; i < count; i++) {
        TableWriting *w = &writings[i];
        if (w->format->end) w->format->end(w);
        out_free(&w->text);
        out_free(&w->head);
    }
}

void table_render(const TableFormat *format, const Artefact *table, const ArtefactOptions *options, bool part, Out *out) {
    TableWriting writing = {.format = format, .table = table, .options = options, .out = out, .part = part};
    table_write(&writing, 1);
}
