// The columns of a table: what is typed once, and what they come to in a run.
#ifndef ISMSC_QUERY_COLUMNS_H
#define ISMSC_QUERY_COLUMNS_H

#include "query/compile.h"

// Types a text that stands above or below all rows. `outside`: levels of variables that do not change from row to row; it may read no others.
Template head_compile(Checker *c, NodeId node, uint64_t outside);

// Types a NODE_COLUMN.
TableColumn column_compile(Checker *c, NodeId node, uint64_t outside);

// Types a NODE_COLUMNS_FOR.
TableColumn columns_for_compile(Checker *c, NodeId node, uint64_t outside);

// A column as it is shown: `columns for` makes one for each value.
typedef struct {
    const TableColumn *column;
    Str head;
    Value value; // of the variable of `columns for`
    Base base;
} ShownColumn;

typedef VEC(ShownColumn) ShownColumns;

// Appends what the columns come to, with their heads in `arena`, the values of `columns for` in their order. Clears run->batch.
void columns_expand(Run *run, const TableColumn *columns, uint32_t count, Arena *arena, ShownColumns *to);

// The column's values for every row of the frame, in run->batch.
Vector column_eval(Run *run, const ShownColumn *shown, const Frame *frame);

#endif
