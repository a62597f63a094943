// Reading the rows of a table.
#include "query/rows.h"

#define ROWS_AT_ONCE 256u

Rows rows_read(const Artefact *table, bool titles) {
    return (Rows){.table = table, .titles = titles, .rows.arena = arena_new(), .heads.arena = arena_new()};
}

void rows_end(Rows *rows) {
    arena_free(rows->rows.arena);
    arena_free(rows->heads.arena);
}

static bool holds(const Window *window, uint32_t at) {
    return at >= window->first && at - window->first < window->count;
}

// Moves the window to where `at` is the first of `count` that there are.
static void move(Window *window, uint32_t at, uint32_t count) {
    arena_clear(window->arena);
    window->first = at;
    window->count = count - at < ROWS_AT_ONCE ? count - at : ROWS_AT_ONCE;
}

const Cell *rows_at(Rows *rows, uint32_t row) {
    const Artefact *a = rows->table;
    Window *w = &rows->rows;
    if (a->cells != NULL) return a->cells + (size_t)row * a->column_count;
    if (!holds(w, row)) {
        uint32_t wanted[ROWS_AT_ONCE];
        move(w, row, a->row_count);
        for (uint32_t i = 0; i < w->count; i++) wanted[i] = row + i;
        w->cells = a->maker->make(a->maker, &(RowsWanted){wanted, a->made, w->count, a->column_count, rows->titles}, w->arena);
    }
    return w->cells + (size_t)(row - w->first) * a->column_count;
}

const Cell *rows_head(Rows *rows, uint32_t group) {
    static const uint32_t HEAD = COLUMN_GROUP;
    const Artefact *a = rows->table;
    Window *w = &rows->heads;
    if (a->group_heads != NULL) return &a->group_heads[group];
    if (!holds(w, group)) {
        uint32_t wanted[ROWS_AT_ONCE];
        move(w, group, a->group_count);
        for (uint32_t i = 0; i < w->count; i++) wanted[i] = group + i > 0 ? a->group_end[group + i - 1] : 0;
        w->cells = a->maker->make(a->maker, &(RowsWanted){wanted, &HEAD, w->count, 1, rows->titles}, w->arena);
    }
    return &w->cells[group - w->first];
}
