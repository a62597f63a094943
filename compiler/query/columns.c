// The columns of a table: those that are written one by one, and those that `columns for` repeats.
#include "query/columns.h"

#include <stdlib.h>

#include "diag/catalogue.h"

// More of them than this are no table that anybody reads: the first ones are shown.
#define REPEATED 256u

// ---- typing

// A head is the same for all rows: it may read what stands around the table, and the variable of `columns for`.
Template head_compile(Checker *c, NodeId node, uint64_t outside) {
    Template head = template_compile(c, node, false);
    for (uint32_t p = 0; p < head.count; p++) {
        const Expr *value = head.pieces[p].value;
        if (value == NULL || (value->levels & ~outside) == 0) continue;
        diag_columns_of_a_row(c->sink, check_span(c, value->node.node));
        c->failed = true;
    }
    return head;
}

static void check_bar(Checker *c, const Expr *value) {
    if (value->sort == EXPR_POISON || (value->type.bases == BASE_BIT(BASE_NUMBER) && !value->many)) return;
    diag_bar_is_no_number(c->sink, check_span(c, value->node.node), schema_type_words(c->schema, value->type, c->arena));
    c->failed = true;
}

TableColumn column_compile(Checker *c, NodeId node, uint64_t outside) {
    TableColumn column = {0};
    for (NodeId n = tree_child(c->tree, node); n; n = tree_next(c->tree, n)) {
        NodeKind kind = tree_kind(c->tree, n);
        if (kind == NODE_OFF) column.off = true;
        else if (kind == NODE_BAR) column.bar = true;
        else if (column.head.count == 0) column.head = head_compile(c, n, outside);
        else column.value = check_value(c, n, NULL);
    }
    if (column.bar && column.value) check_bar(c, column.value);
    return column;
}

TableColumn columns_for_compile(Checker *c, NodeId node, uint64_t outside) {
    uint32_t mark = scope_mark(c), level = c->level;
    Loop *each = loop_open(c, node);
    loop_plan(c, each, NULL, 0, LOOP_FIRST);
    if (each->source->levels & ~outside) {
        diag_columns_of_a_row(c->sink, check_span(c, each->source->node.node));
        c->failed = true;
    }
    TableColumn column = {0};
    NodeId one = tree_find(c->tree, node, NODE_COLUMN);
    if (one) column = column_compile(c, one, outside | UINT64_C(1) << each->level);
    column.each = each;
    scope_close(c, mark, level);
    return column;
}

// ---- running

typedef struct {
    const Model *model;
    const Vector *values;
} Sorting;

static int value_order(const void *a, const void *b, void *sorting) {
    const Sorting *s = sorting;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    Base base = vector_base(s->values, x), other = vector_base(s->values, y);
    if (base != other) return base < other ? -1 : 1;
    return model_value_cmp(s->model, base, NULL, s->values->value[x], s->values->value[y]);
}

// A frame on top of `outer` whose variable has the same value in every entry. In run->batch.
static const Frame *frame_with(Run *run, const Loop *loop, const Frame *outer, Value value, Base base) {
    Frame *frame = ARENA_NEW(run->batch, Frame);
    Value *values = ARENA_ARRAY(run->batch, Value, outer->n);
    uint32_t *index = ARENA_ARRAY(run->batch, uint32_t, outer->n);
    for (uint32_t i = 0; i < outer->n; i++) {
        values[i] = value;
        index[i] = i;
    }
    *frame = (Frame){
        .outer = outer, .index = index, .n = outer->n, .level = loop->level, .binds = true, .var = {.n = outer->n, .value = values, .only = base}};
    return frame;
}

static void add_repeated(Run *run, const TableColumn *column, Arena *arena, ShownColumns *to) {
    Vector values = eval_value(run, column->each->source, run->root);
    uint32_t count = vector_to(&values, 0) - vector_from(&values, 0);
    uint32_t *order = ARENA_ARRAY(run->batch, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) order[i] = vector_from(&values, 0) + i;
    Sorting sorting = {run->model, &values};
    qsort_r(order, count, sizeof *order, value_order, &sorting);
    for (uint32_t i = 0; i < count && i < REPEATED; i++) {
        ShownColumn one = {.column = column, .value = values.value[order[i]], .base = vector_base(&values, order[i])};
        one.head = template_fill(run, &column->head, frame_with(run, column->each, run->root, one.value, one.base), arena)[0];
        vec_push(to, one);
    }
}

void columns_expand(Run *run, const TableColumn *columns, uint32_t count, Arena *arena, ShownColumns *to) {
    for (uint32_t c = 0; c < count; c++) {
        if (columns[c].each) add_repeated(run, &columns[c], arena, to);
        else vec_push(to, (ShownColumn){.column = &columns[c], .head = template_fill(run, &columns[c].head, run->root, arena)[0]});
    }
    run_clear(run);
}

Vector column_eval(Run *run, const ShownColumn *shown, const Frame *frame) {
    const TableColumn *column = shown->column;
    if (column->each) frame = frame_with(run, column->each, frame, shown->value, shown->base);
    return eval_value(run, column->value, frame);
}
