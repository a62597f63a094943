// Tables: typed, run over all bindings, sorted, grouped, and turned into cells.
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
    if (op == OP_SUM) check_adds_up(c, value, what);
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
    return (ArtefactInfo){.name = name, .unit = unit, .declaration = {c->tree, declaration},
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

// ---- items

// An entry of a map, as it is written: `confidentiality: severe`.
static Item entry_item(const Model *m, Row row, Arena *arena) {
    KindId kind = m->kind[row];
    FieldId key = schema_field(m->schema, kind, m->known.key), value = schema_field(m->schema, kind, m->known.value);
    const FieldId field[] = {key, value};
    Out out = out_memory();
    for (uint32_t f = 0; f < 2; f++) {
        uint32_t count = 0;
        uint8_t state;
        uint32_t from = column_values(&m->columns[field[f]], row, &count, &state);
        Base base = type_only_base(m->schema->fields.at[field[f]].type);
        for (uint32_t i = 0; i < count && base != BASE_COUNT; i++) {
            if (f == 1) out_cstr(&out, i == 0 ? ": " : ", ");
            out_str(&out, item_of(m, base, m->columns[field[f]].value[from + i], arena).text);
        }
    }
    Item item = {.sort = ITEM_WORD, .text = arena_str(arena, out_text(&out))};
    out_free(&out);
    return item;
}

static Item record_item(const Model *m, Row row, Arena *arena) {
    if (m->schema->kinds.at[m->kind[row]].nameless) return entry_item(m, row, arena);
    Item item = {.sort = ITEM_RECORD, .text = model_row_name(m, row, arena), .title = model_title(m, row, arena)};
    KindId level = schema_kind(m->schema, m->known.kind_level), band = schema_kind(m->schema, m->known.kind_band);
    if ((level && row_is_a(m, row, level)) || (band && row_is_a(m, row, band))) {
        Value colour;
        item.sort = ITEM_LEVEL;
        item.text = names_text(m->names, m->name[row]);
        if (model_value(m, row, m->known.colour, &colour, NULL)) item.colour = model_text(m, colour, arena);
    }
    return item;
}

Item item_of(const Model *model, Base base, Value value, Arena *arena) {
    if (base == BASE_RECORD) return record_item(model, (Row)value, arena);
    Item item = {.sort = ITEM_TEXT, .text = model_value_text(model, base, value, arena)};
    switch (base) {
    case BASE_NUMBER: case BASE_PERCENT:
        item.sort = ITEM_NUMBER;
        item.number = value;
        break;
    case BASE_DATE: item.sort = ITEM_DATE; break;
    case BASE_BOOL: case BASE_NAME: case BASE_ENUM: case BASE_KIND: item.sort = ITEM_WORD; break;
    default: break;
    }
    return item;
}

static Cell cell_of(const Model *m, const Vector *v, uint32_t i, Arena *arena) {
    uint32_t from = vector_from(v, i), count = vector_to(v, i) - from;
    Item *items = ARENA_ARRAY(arena, Item, count);
    for (uint32_t k = 0; k < count; k++) items[k] = item_of(m, vector_base(v, from + k), v->value[from + k], arena);
    return (Cell){.items = items, .count = count, .unknown = (vector_state(v, i) & STATE_UNKNOWN) != 0};
}

// ---- rows

typedef struct {
    Value value;
    Base base;
    bool there;
} Key;

typedef struct {
    uint32_t key, cells, group; // indexes into the arrays below
    uint32_t seen;              // order of appearance
} RowOf;

typedef struct {
    Value sum;
    Base base;
    bool any, broken;
} FootTally;

typedef struct {
    Run *run;
    const Table *table;
    Arena *arena;
    VEC(Key) keys;
    VEC(Cell) cells;
    VEC(Cell) groups;
    VEC(RowOf) rows;
    FootTally *feet;
    uint32_t key_count;
    const Enum **words; // of each key, for its order
    ShownColumns columns;
} Filling;

static void push_keys(Filling *f, const Vector *v, uint32_t i) {
    uint32_t j = vector_from(v, i);
    Key key = {.there = j < vector_to(v, i)};
    if (key.there) {
        key.value = v->value[j];
        key.base = vector_base(v, j);
    }
    vec_push(&f->keys, key);
}

// What all keys of the group come to, one after the other.
static Cell group_head(Filling *f, const Vector *keys, uint32_t i) {
    Cell head = cell_of(f->run->model, &keys[0], i, f->arena);
    for (uint32_t g = 1; g < f->table->group_count; g++) {
        Cell more = cell_of(f->run->model, &keys[g], i, f->arena);
        Item *items = ARENA_ARRAY(f->arena, Item, head.count + more.count);
        if (head.count) memcpy(items, head.items, head.count * sizeof *items);
        if (more.count) memcpy(items + head.count, more.items, more.count * sizeof *items);
        head = (Cell){items, head.count + more.count, head.unknown || more.unknown};
    }
    return head;
}

static void fill_batch(Filling *f, const Frame *frame) {
    const Table *t = f->table;
    Vector *keys = ARENA_ARRAY(f->run->batch, Vector, f->key_count);
    Vector *values = ARENA_ARRAY(f->run->batch, Vector, f->columns.n);
    for (uint32_t g = 0; g < t->group_count; g++) keys[g] = eval_value(f->run, t->groups[g].value, frame);
    for (uint32_t k = 0; k < t->order_count; k++) keys[t->group_count + k] = eval_value(f->run, t->order[k].value, frame);
    if (t->order_count == 0) keys[f->key_count - 1] = frame_variable(f->run, frame, t->clauses.loops[0]->level);
    for (uint32_t c = 0; c < f->columns.n; c++) values[c] = column_eval(f->run, &f->columns.at[c], frame);
    for (uint32_t i = 0; i < frame->n; i++) {
        vec_push(&f->rows, (RowOf){f->keys.n, f->cells.n, f->groups.n, f->rows.n});
        for (uint32_t k = 0; k < f->key_count; k++) push_keys(f, &keys[k], i);
        if (t->group_count) vec_push(&f->groups, group_head(f, keys, i));
        for (uint32_t c = 0; c < f->columns.n; c++) vec_push(&f->cells, cell_of(f->run->model, &values[c], i, f->arena));
    }
}

static int key_order(const Filling *f, uint32_t k, const Key *a, const Key *b) {
    if (a->there != b->there) return a->there ? -1 : 1; // what is missing stands last
    if (!a->there) return 0;
    int order = a->base == b->base ? model_value_cmp(f->run->model, a->base, f->words[k], a->value, b->value) : (int)a->base - (int)b->base;
    const Table *t = f->table;
    bool down = k < t->group_count ? t->groups[k].down : k - t->group_count < t->order_count && t->order[k - t->group_count].down;
    return down ? -order : order;
}

static int row_order(const void *x, const void *y, void *filling) {
    const Filling *f = filling;
    const RowOf *a = x, *b = y;
    for (uint32_t k = 0; k < f->key_count; k++) {
        int order = key_order(f, k, &f->keys.at[a->key + k], &f->keys.at[b->key + k]);
        if (order) return order;
    }
    return a->seen < b->seen ? -1 : a->seen > b->seen;
}

// ---- feet

static void foot_value(const TableFoot *foot, FootTally *t, Base base, Value value, const Model *m) {
    if (!t->any) {
        *t = (FootTally){.sum = value, .base = base, .any = true, .broken = t->broken};
        return;
    }
    if (foot->op == OP_MIN && model_value_cmp(m, base, NULL, value, t->sum) < 0) t->sum = value;
    if (foot->op == OP_MAX && model_value_cmp(m, base, NULL, value, t->sum) > 0) t->sum = value;
    if (foot->op != OP_SUM) return;
    if (base != BASE_MONEY) {
        t->broken |= !decimal_add(t->sum, value, &t->sum);
        return;
    }
    char currency[3];
    Decimal amount;
    money_currency(value, currency);
    t->broken |= !money_same_currency(t->sum, value) || !decimal_add(money_amount(t->sum), money_amount(value), &amount) ||
                 !money_pack((Str){currency, 3}, amount, &t->sum);
}

static void tally_feet(Filling *f, const Frame *frame) {
    for (uint32_t x = 0; x < f->table->foot_count; x++) {
        const TableFoot *foot = &f->table->feet[x];
        FootTally *t = &f->feet[x];
        if (foot->op == OP_EQ) continue;
        const Frame *rows = frame_where(f->run, frame, foot->where, NULL);
        if (foot->op == OP_COUNT) {
            t->sum += (Value)rows->n * DECIMAL_ONE;
            t->base = BASE_NUMBER;
            t->any = true;
            continue;
        }
        Vector v = eval_value(f->run, foot->value, rows);
        for (uint32_t i = 0; i < rows->n; i++)
            for (uint32_t j = vector_from(&v, i); j < vector_to(&v, i); j++) foot_value(foot, t, vector_base(&v, j), v.value[j], f->run->model);
    }
}

static void fill_feet(Filling *f, Artefact *a) {
    Foot *feet = ARENA_ARRAY(f->arena, Foot, f->table->foot_count);
    for (uint32_t x = 0; x < f->table->foot_count; x++) {
        const TableFoot *foot = &f->table->feet[x];
        feet[x].label = template_fill(f->run, &foot->label, f->run->root, f->arena)[0];
        if (foot->op == OP_EQ) {
            Vector v = eval_value(f->run, foot->value, f->run->root);
            feet[x].cell = cell_of(f->run->model, &v, 0, f->arena);
            continue;
        }
        Item *item = ARENA_NEW(f->arena, Item);
        if (foot->op == OP_COUNT && !f->feet[x].any) f->feet[x] = (FootTally){.base = BASE_NUMBER, .any = true}; // a table without rows
        if (f->feet[x].any) *item = item_of(f->run->model, f->feet[x].base, f->feet[x].sum, f->arena);
        feet[x].cell = (Cell){.items = item, .count = f->feet[x].any && !f->feet[x].broken, .unknown = f->feet[x].broken};
    }
    a->feet = feet;
    a->foot_count = f->table->foot_count;
}

// ---- the artefact

static void fill_heads(const Filling *f, Artefact *a) {
    const BaseSet numbers = BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_PERCENT) | BASE_BIT(BASE_MONEY);
    ColumnHead *heads = ARENA_ARRAY(f->arena, ColumnHead, f->columns.n);
    for (uint32_t c = 0; c < f->columns.n; c++) {
        const TableColumn *column = f->columns.at[c].column;
        BaseSet bases = column->value->type.bases;
        heads[c] = (ColumnHead){.head = f->columns.at[c].head, .off = column->off, .bar = column->bar, .numeric = bases && (bases & ~numbers) == 0,
                                .prose = bases == BASE_BIT(BASE_TEXT)};
    }
    a->columns = heads;
    a->column_count = f->columns.n;
}

static void fill_rows(Filling *f, Artefact *a) {
    uint32_t limit = f->table->limit, n = limit && limit < f->rows.n ? limit : f->rows.n, width = f->columns.n;
    Cell *cells = ARENA_ARRAY(f->arena, Cell, (size_t)n * width);
    for (uint32_t r = 0; r < n; r++)
        for (uint32_t c = 0; c < width; c++) cells[(size_t)r * width + c] = f->cells.at[f->rows.at[r].cells + c];
    a->cells = cells;
    a->row_count = n;
}

static bool same_group(const Filling *f, const RowOf *a, const RowOf *b) {
    for (uint32_t g = 0; g < f->table->group_count; g++)
        if (key_order(f, g, &f->keys.at[a->key + g], &f->keys.at[b->key + g])) return false;
    return true;
}

static void fill_groups(Filling *f, Artefact *a) {
    if (f->table->group_count == 0) return;
    uint32_t *ends = ARENA_ARRAY(f->arena, uint32_t, a->row_count);
    Cell *heads = ARENA_ARRAY(f->arena, Cell, a->row_count);
    for (uint32_t r = 0; r < a->row_count; r++) {
        if (r == 0 || !same_group(f, &f->rows.at[r - 1], &f->rows.at[r])) heads[a->group_count++] = f->groups.at[f->rows.at[r].group];
        ends[a->group_count - 1] = r + 1;
    }
    a->group_end = ends;
    a->group_heads = heads;
}

void mark_shown(const Clauses *clauses, const Frame *frame, uint8_t *shown) {
    for (uint32_t i = 0; i < frame->n; i++)
        for (uint32_t l = 0; l < clauses->loop_count; l++) {
            Base base;
            Value value = frame_value(frame, i, clauses->loops[l]->level, &base, NULL);
            if (base == BASE_RECORD) shown[value] = 1;
        }
}

void table_run(Run *run, const Table *table, Arena *arena, Artefact *artefact, uint8_t *shown) {
    uint32_t own_order = table->order_count ? table->order_count : 1;
    Filling f = {.run = run, .table = table, .arena = arena, .key_count = table->group_count + own_order};
    f.feet = ARENA_ARRAY(arena, FootTally, table->foot_count);
    f.words = ARENA_ARRAY(arena, const Enum *, f.key_count);
    for (uint32_t g = 0; g < table->group_count; g++) f.words[g] = table->groups[g].value->type.words;
    for (uint32_t k = 0; k < table->order_count; k++) f.words[table->group_count + k] = table->order[k].value->type.words;
    columns_expand(run, table->columns, table->column_count, arena, &f.columns);
    uint64_t next = 0;
    for (const Frame *frame; (frame = clauses_next(run, &table->clauses, &next, NULL)) != NULL; arena_clear(run->batch)) {
        fill_batch(&f, frame);
        mark_shown(&table->clauses, frame, shown);
        tally_feet(&f, frame);
    }
    if (f.rows.n) qsort_r(f.rows.at, f.rows.n, sizeof(RowOf), row_order, &f);
    fill_heads(&f, artefact);
    fill_rows(&f, artefact);
    fill_groups(&f, artefact);
    fill_feet(&f, artefact);
    vec_free(&f.keys);
    vec_free(&f.cells);
    vec_free(&f.groups);
    vec_free(&f.rows);
    vec_free(&f.columns);
}
