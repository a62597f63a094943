// Reading the rows of a table.
#include "query/rows.h"

// So many at the most, and so many that their cells take no more than this: one row may have a cell with a hundred thousand values.
#define ROWS_AT_ONCE 512u
#define BYTES_AT_ONCE ((size_t)256 << 10)

Rows rows_read(const Artefact *table, bool titles) {
    return (Rows){.table = table, .titles = titles, .step = 1, .rows.arena = arena_new(), .heads.arena = arena_new()};
}

void rows_end(Rows *rows) {
    arena_free(rows->rows.arena);
    arena_free(rows->heads.arena);
}

static bool holds(const Window *window, uint32_t at) {
    return at >= window->first && at - window->first < window->count;
}

// Rows first .. first + count, or the heads of so many groups.
static const Cell *make(const Artefact *a, uint32_t first, uint32_t count, bool heads, bool titles, Arena *arena) {
    static const uint32_t HEAD = COLUMN_GROUP;
    uint32_t wanted[ROWS_AT_ONCE];
    for (uint32_t i = 0; i < count; i++) wanted[i] = !heads ? first + i : first + i > 0 ? a->group_end[first + i - 1] : 0;
    RowsWanted what = {wanted, heads ? &HEAD : a->made, count, heads ? 1 : a->column_count, titles};
    return a->maker->make(a->maker, &what, arena);
}

// Moves the window to where `at` is the first of `count` that there are.
static void move(Rows *rows, Window *window, uint32_t at, uint32_t count, bool heads) {
    arena_clear(window->arena);
    size_t before = arena_bytes(window->arena);
    window->first = at;
    window->count = count - at < rows->step ? count - at : rows->step;
    window->cells = make(rows->table, at, window->count, heads, rows->titles, window->arena);
    size_t bytes = arena_bytes(window->arena) - before;
    if (bytes > BYTES_AT_ONCE) rows->step = rows->step > 1 ? rows->step / 2 : 1;
    else if (bytes < BYTES_AT_ONCE / 2 && rows->step < ROWS_AT_ONCE) rows->step *= 2;
}

// All of them, piece by piece.
#define PIECE 16u
static const Cell *make_all(const Artefact *a, uint32_t count, bool heads, Arena *arena) {
    size_t wide = heads ? 1 : a->column_count;
    Cell *all = ARENA_ARRAY(arena, Cell, count * wide);
    for (uint32_t at = 0; at < count; at += PIECE) {
        uint32_t n = count - at < PIECE ? count - at : PIECE;
        const Cell *cells = make(a, at, n, heads, true, arena);
        if (wide) memcpy(all + at * wide, cells, n * wide * sizeof *all);
    }
    return all;
}

// A short table is made once, whatever the formats that show it: with titles, which some of them want.
static const RowMaker *made_whole(const Artefact *a) {
    RowMaker *maker = a->maker;
    if (maker->kept_columns == a->made) return maker;
    maker->kept_columns = a->made;
    maker->kept = make_all(a, a->row_count, false, maker->keep);
    maker->kept_heads = make_all(a, a->group_count, true, maker->keep);
    return maker;
}

const Cell *rows_at(Rows *rows, uint32_t row) {
    const Artefact *a = rows->table;
    Window *w = &rows->rows;
    if (a->cells != NULL) return a->cells + (size_t)row * a->column_count;
    if (a->row_count <= ROWS_AT_ONCE) return made_whole(a)->kept + (size_t)row * a->column_count;
    if (!holds(w, row)) move(rows, w, row, a->row_count, false);
    return w->cells + (size_t)(row - w->first) * a->column_count;
}

const Cell *rows_head(Rows *rows, uint32_t group) {
    const Artefact *a = rows->table;
    Window *w = &rows->heads;
    if (a->group_heads != NULL) return &a->group_heads[group];
    if (a->row_count <= ROWS_AT_ONCE) return &made_whole(a)->kept_heads[group];
    if (!holds(w, group)) move(rows, w, group, a->group_count, true);
    return &w->cells[group - w->first];
}
