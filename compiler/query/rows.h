// Reading the rows of a table. They are made some at a time, when they are asked for, so that a table of a million costs no more memory than their
// order. Read them from the first to the last: whoever goes back makes them again, but for those of a short table.
#ifndef ISMSC_QUERY_ROWS_H
#define ISMSC_QUERY_ROWS_H

#include "query/artefact.h"

// Cells that have been made: of so many rows, or groups, from the first on.
typedef struct {
    Arena *arena;
    const Cell *cells;
    uint32_t first, count;
} Window;

typedef struct {
    const Artefact *table;
    bool titles;
    Window rows, heads;
    uint32_t step; // how many rows are made next
} Rows;

// Begins to read a table. `titles`: the items of records have their titles, which costs looking them up; else they may have none.
Rows rows_read(const Artefact *table, bool titles);

// The cells of a row, one for each column, until another row is asked for.
const Cell *rows_at(Rows *rows, uint32_t row);

// The head of a group, until another one is asked for.
const Cell *rows_head(Rows *rows, uint32_t group);

void rows_end(Rows *rows);

#endif
