// Tables: typed.
#include "query/columns.h"

#include <stdlib.h>

#include "diag/catalogue.h"

// ---- typing

typedef VEC(OrderKey) OrderKeys;

typedef struct {
    OrderKeys order, groups;
    VEC(TableColumn) columns;
    VEC(TableFoot) feet;
    uint64_t outside; // levels of variables that are bound around the table
} Parts;

static void keys_clause(Checker *c, NodeId node, OrderKeys *keys) {
    for (NodeId n = tree_child(c->tree, node); n; n = tree_next(c->tree, n)) {
        if (tree_kind(c->tree, n) == NODE_DOWN) {
            if (keys->n) keys->at[keys->n - 1].down = true;
        } else vec_push(keys, (OrderKey){.value = check_value(c, n, NULL)});
    }
}

// A foot's aggregate over the rows of the table: `count(q where C)`, `sum(E)`. Anything else is reckoned once.
static bool foot_over_rows(Checker *c, NodeId node, uint64_t outside, TableFoot *foot) {
    NodeKind kind = tree_kind(c->tree, node);
    if ((kind != NODE_AGGREGATE && kind != NODE_CALL) || tree_find(c->tree, node, NODE_FOR)) return false;
    ExprOp op;
    if (!function_over_rows(check_text(c, node), &op)) return false;
    NodeId what = tree_child(c->tree, node), where = tree_find(c->tree, node, NODE_WHERE);
    const Expr *value = check_value(c, what, NULL);
    if ((value->levels & ~outside) == 0 && where == 0) return false;
    check_folds(c, op, value->type, what);
    foot->op = op;
    foot->value = value;
    if (where) foot->where = check_condition(c, tree_child(c->tree, where));
    return true;
}

static void foot_clause(Checker *c, NodeId node, Parts *parts) {
    NodeId label = tree_child(c->tree, node), value = tree_next(c->tree, label);
    TableFoot foot = {.label = head_compile(c, label, parts->outside), .op = OP_EQ};
    if (!foot_over_rows(c, value, parts->outside, &foot)) foot.value = check_value(c, value, NULL);
    if (foot.op == OP_EQ && (foot.value->levels & ~parts->outside)) {
        diag_foot_of_one_row(c->sink, check_span(c, value));
        c->failed = true;
    }
    vec_push(&parts->feet, foot);
}

static uint32_t limit_clause(Checker *c, NodeId node) {
    Decimal number = 0;
    decimal_parse(check_text(c, tree_child(c->tree, node)), &number);
    return (uint32_t)(number / DECIMAL_ONE);
}

static void compile_parts(Checker *c, NodeId declaration, Table *table, Parts *parts) {
    for (NodeId n = tree_child(c->tree, declaration); n; n = tree_next(c->tree, n)) {
        switch (tree_kind(c->tree, n)) {
        case NODE_ORDER_BY: keys_clause(c, n, &parts->order); break;
        case NODE_GROUP_BY: keys_clause(c, n, &parts->groups); break;
        case NODE_COLUMN: vec_push(&parts->columns, column_compile(c, n, parts->outside)); break;
        case NODE_COLUMNS_FOR: vec_push(&parts->columns, columns_for_compile(c, n, parts->outside)); break;
        case NODE_FOOT: foot_clause(c, n, parts); break;
        case NODE_LIMIT: table->limit = limit_clause(c, n); break;
        case NODE_CELL: table->cell = check_value(c, tree_child(c->tree, n), NULL); break;
        case NODE_LABEL: table->label = check_value(c, tree_child(c->tree, n), NULL); break;
        default: break;
        }
    }
}

static const void *kept(Arena *arena, const void *from, uint32_t count, size_t size) {
    void *to = arena_array(arena, count, size);
    if (count) memcpy(to, from, count * size);
    return to;
}

static void check_matrix(Checker *c, NodeId declaration, const Table *table) {
    if (table->cell && table->cell->sort != EXPR_POISON && !type_has(table->cell->type, BASE_RATING)) {
        diag_cell_is_no_rating(c->sink, check_span(c, table->cell->node.node), schema_type_words(c->schema, table->cell->type, c->arena));
        c->failed = true;
    }
    if (table->cell == NULL || table->label == NULL) {
        diag_matrix_incomplete(c->sink, check_span(c, tree_child(c->tree, declaration)), table->info.name);
        c->failed = true;
    }
}

// The condition of a report reads the report's variables, and nearer by those of the table.
static void narrow(Checker *c, Checker *report, NodeId where, Clauses *clauses) {
    uint32_t mark = scope_mark(report), level = report->level;
    for (uint32_t v = 0; v < c->scope.n; v++) vec_push(&report->scope, c->scope.at[v]);
    report->level = c->level;
    clauses_add(report, clauses, check_condition(report, tree_child(report->tree, where)), where);
    scope_close(report, mark, level);
}

static void keep_parts(Checker *c, Parts *parts, Table *table) {
    table->order = kept(c->arena, parts->order.at, table->order_count = parts->order.n, sizeof(OrderKey));
    table->groups = kept(c->arena, parts->groups.at, table->group_count = parts->groups.n, sizeof(OrderKey));
    table->columns = kept(c->arena, parts->columns.at, table->column_count = parts->columns.n, sizeof(TableColumn));
    table->feet = kept(c->arena, parts->feet.at, table->foot_count = parts->feet.n, sizeof(TableFoot));
    vec_free(&parts->order);
    vec_free(&parts->groups);
    vec_free(&parts->columns);
    vec_free(&parts->feet);
}

static ArtefactInfo info_of(Checker *c, NodeId declaration, uint32_t unit) {
    bool query = tree_kind(c->tree, declaration) == NODE_QUERY; // which has no name
    NodeId title = tree_find(c->tree, declaration, NODE_STRING);
    Str name = query ? STR("query") : names_text(c->model->names, names_intern(c->model->names, check_text(c, tree_child(c->tree, declaration))));
    return (ArtefactInfo){.name = name,
                          .unit = unit,
                          .declaration = {c->tree, declaration},
                          .sort = tree_kind(c->tree, declaration) == NODE_MATRIX ? ARTEFACT_MATRIX : ARTEFACT_TABLE,
                          .title = title ? tree_string(c->tree, c->model->sources, title, c->arena) : name,
                          .doc = query ? (Str){0} : tree_doc(c->tree, c->model->sources, declaration, c->arena)};
}

static void inform(const Checker *c, NodeId declaration, Table *table) {
    table->info.enforces = table->clauses.enforces;
    table->info.enforces_count = table->clauses.enforces_count;
    table->info.requirement = requirement_text(c->model, table->clauses.enforces, table->clauses.enforces_count, c->arena);
    table->info.of_differences = (relations_read(c, declaration) & READS_DIFFERENCE) != 0;
}

Table table_declared(Checker *c, NodeId declaration, uint32_t unit) {
    Table table = {.info = info_of(c, declaration, unit), .clauses = clauses_enforced(c, declaration), .untyped = true};
    inform(c, declaration, &table);
    return table;
}

// `report`: the table is a part of it, narrowed by `where`; NULL: it stands by itself.
static Table compile(Checker *c, NodeId declaration, uint32_t unit, Checker *report, NodeId where) {
    Table table = {.info = info_of(c, declaration, unit)};
    uint32_t mark = scope_mark(c), level = c->level;
    table.clauses = clauses_compile(c, declaration, (Str){0}, unit == 0);
    inform(c, declaration, &table);
    Parts parts = {.outside = (UINT64_C(2) << level) - 2};
    compile_parts(c, declaration, &table, &parts);
    keep_parts(c, &parts, &table);
    if (table.info.sort == ARTEFACT_MATRIX) check_matrix(c, declaration, &table);
    else if (table.column_count == 0 && !c->failed) {
        diag_table_without_column(c->sink, check_span(c, tree_child(c->tree, declaration)), table.info.name);
        c->failed = true;
    }
    if (where) narrow(c, report, where, &table.clauses);
    clauses_plan(c, &table.clauses);
    scope_close(c, mark, level);
    return table;
}

Table table_compile(Checker *c, NodeId declaration, uint32_t unit) {
    return compile(c, declaration, unit, NULL, 0);
}

Table table_within(Checker *report, const Table *declared, NodeId where) {
    Diagnostics *told = diagnostics_new();
    Checker c = checker_new(report->model, report->typed, declared->info.declaration.tree, report->arena, told);
    c.level = report->level;
    Table table = compile(&c, declared->info.declaration.node, declared->info.unit, report, where);
    checker_free(&c);
    diagnostics_free(told);
    return table;
}
