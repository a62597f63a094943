// Running a table: its rows are found, put in order and grouped by the variables that they bind; their cells are made when somebody reads them.
#include <stdlib.h>

#include "query/columns.h"

// ---- what is known of every row

// What a variable is bound to, or a key comes to: a value for each row, in the order in which they were found.
typedef struct {
    VEC(Value) value;
    VEC(uint8_t) base; // BASE_COUNT: there is none
} Values;

static void values_add(Values *to, const Vector *v) {
    vec_reserve(&to->value, v->n);
    vec_reserve(&to->base, v->n);
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t j = vector_from(v, i);
        bool there = j < vector_to(v, i);
        vec_push(&to->value, there ? v->value[j] : 0);
        vec_push(&to->base, (uint8_t)(there ? vector_base(v, j) : BASE_COUNT));
    }
}

static void values_free(Values *values) {
    vec_free(&values->value);
    vec_free(&values->base);
}

typedef struct {
    const Expr *value;
    const Values *of; // `own`, or those of the variable that the key is
    Values own;
    bool down;
} Key;

typedef struct {
    Run *run;
    const Table *table;
    Values bound[LOOPS]; // by the loops of the table
    Key *keys;           // of the groups, then of the order
    uint32_t key_count;
    Tally *feet;
} Filling;

static Key key_new(const Filling *f, const OrderKey *key) {
    Key k = {.value = key->value, .down = key->down};
    for (uint32_t l = 0; l < f->table->clauses.loop_count; l++)
        if (key->value->sort == EXPR_VAR && key->value->var_level == f->table->clauses.loops[l]->level) k.of = &f->bound[l];
    return k;
}

// A table that says no order goes by its first variable.
static void set_keys(Filling *f) {
    const Table *t = f->table;
    f->keys = ARENA_ARRAY(f->run->keep, Key, t->group_count + t->order_count + 1);
    for (uint32_t g = 0; g < t->group_count; g++) f->keys[f->key_count++] = key_new(f, &t->groups[g]);
    for (uint32_t k = 0; k < t->order_count; k++) f->keys[f->key_count++] = key_new(f, &t->order[k]);
    if (t->order_count == 0) f->keys[f->key_count++] = (Key){.of = &f->bound[0]};
    for (uint32_t k = 0; k < f->key_count; k++)
        if (f->keys[k].of == NULL) f->keys[k].of = &f->keys[k].own;
}

static void add_rows(Filling *f, const Frame *frame) {
    const Clauses *clauses = &f->table->clauses;
    for (uint32_t l = 0; l < clauses->loop_count; l++) {
        Vector v = frame_variable(f->run, frame, clauses->loops[l]->level);
        values_add(&f->bound[l], &v);
    }
    for (uint32_t k = 0; k < f->key_count; k++) {
        if (f->keys[k].of != &f->keys[k].own) continue;
        Vector v = eval_value(f->run, f->keys[k].value, frame);
        values_add(&f->keys[k].own, &v);
    }
}

void mark_shown(const Clauses *clauses, const Frame *frame, uint8_t *shown) {
    for (uint32_t i = 0; i < frame->n; i++)
        for (uint32_t l = 0; l < clauses->loop_count; l++) {
            Base base;
            Value value = frame_value(frame, i, clauses->loops[l]->level, &base, NULL);
            if (base == BASE_RECORD) shown[value] = shown[0] = 1;
        }
}

// ---- their order

static int key_order(const Filling *f, const Key *k, uint32_t a, uint32_t b) {
    uint8_t x = k->of->base.at[a], y = k->of->base.at[b];
    if (x != y && (x == BASE_COUNT || y == BASE_COUNT)) return x == BASE_COUNT ? 1 : -1; // what is missing stands last
    if (x == BASE_COUNT) return 0;
    const Enum *words = k->value != NULL ? k->value->type.words : NULL;
    int order = x == y ? model_value_cmp(f->run->model, (Base)x, words, k->of->value.at[a], k->of->value.at[b]) : (int)x - (int)y;
    return k->down ? -order : order;
}

static int row_order(const void *x, const void *y, void *filling) {
    const Filling *f = filling;
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    for (uint32_t k = 0; k < f->key_count; k++) {
        int order = key_order(f, &f->keys[k], a, b);
        if (order) return order;
    }
    return a < b ? -1 : a > b;
}

// Many stand in order as they were found.
static const uint32_t *rows_in_order(Filling *f, uint32_t count) {
    uint32_t *order = ARENA_ARRAY(f->run->keep, uint32_t, count);
    bool sorted = true;
    for (uint32_t r = 0; r < count; r++) {
        order[r] = r;
        sorted = sorted && (r == 0 || row_order(&order[r - 1], &order[r], f) < 0);
    }
    if (!sorted) qsort_r(order, count, sizeof *order, row_order, f);
    return order;
}

static bool same_group(const Filling *f, uint32_t a, uint32_t b) {
    for (uint32_t g = 0; g < f->table->group_count; g++)
        if (key_order(f, &f->keys[g], a, b)) return false;
    return true;
}

static void fill_groups(const Filling *f, const uint32_t *order, Arena *arena, Artefact *a) {
    if (f->table->group_count == 0) return;
    uint32_t *ends = ARENA_ARRAY(arena, uint32_t, a->row_count);
    for (uint32_t r = 0; r < a->row_count; r++) {
        if (r == 0 || !same_group(f, order[r - 1], order[r])) a->group_count++;
        ends[a->group_count - 1] = r + 1;
    }
    a->group_end = ends;
}

// ---- their cells

// What a loop bound: an entry for each row, as they were found.
typedef struct {
    const Value *value;
    const uint8_t *base;
} Bound;

typedef struct {
    RowMaker maker; // first, so that the one is the other
    Run *run;
    const Table *table;
    const Frame *root; // of what stands around the table
    const ShownColumn *columns;
    Bound bound[LOOPS];
    const uint32_t *order; // [row]: its entry
} TableRows;

// The rows once more, as a frame: each variable is bound to what it was. In run->batch.
static const Frame *frame_of_rows(const TableRows *t, const RowsWanted *wanted) {
    Arena *batch = t->run->batch;
    uint32_t n = wanted->row_count, *same = ARENA_ARRAY(batch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) same[i] = i;
    const Frame *outer = t->root;
    for (uint32_t l = 0; l < t->table->clauses.loop_count; l++) {
        const Loop *loop = t->table->clauses.loops[l];
        Value *value = ARENA_ARRAY(batch, Value, n);
        uint8_t *base = ARENA_ARRAY(batch, uint8_t, n);
        Frame *frame = ARENA_NEW(batch, Frame);
        bool dense = l == 0 && loop->plan == LOOP_ALL && n > 0;
        for (uint32_t i = 0; i < n; i++) {
            value[i] = t->bound[l].value[t->order[wanted->rows[i]]];
            base[i] = t->bound[l].base[t->order[wanted->rows[i]]];
            dense = dense && value[i] == value[0] + i;
        }
        *frame = (Frame){.outer = outer,
                         .index = l ? same : NULL,
                         .n = n,
                         .level = loop->level,
                         .binds = true,
                         .dense = dense ? (Row)value[0] : 0,
                         .var = {.n = n, .value = value, .only = BASE_COUNT, .base = base}};
        outer = frame;
    }
    return outer;
}

// What all keys of the groups come to, one after the other.
static void add_heads(const TableRows *t, const Frame *frame, const RowsWanted *wanted, Arena *arena, Cell *to) {
    for (uint32_t g = 0; g < t->table->group_count; g++) {
        Vector key = eval_value(t->run, t->table->groups[g].value, frame);
        Cell *more = ARENA_ARRAY(t->run->batch, Cell, frame->n);
        cells_of(t->run->model, &key, wanted->titles, arena, more, 1);
        for (uint32_t i = 0; i < frame->n; i++) {
            Cell *head = &to[(size_t)i * wanted->column_count];
            Item *items = ARENA_ARRAY(arena, Item, head->count + more[i].count);
            if (head->count) memcpy(items, head->items, head->count * sizeof *items);
            if (more[i].count) memcpy(items + head->count, more[i].items, more[i].count * sizeof *items);
            *head = (Cell){items, head->count + more[i].count, head->unknown || more[i].unknown};
        }
    }
}

static void add_cells(const TableRows *t, uint32_t column, const Frame *frame, const RowsWanted *wanted, Arena *arena, Cell *to) {
    Vector v = column_eval(t->run, &t->columns[column], frame);
    cells_of(t->run->model, &v, wanted->titles, arena, to, wanted->column_count);
}

// What a column leaves behind is given back before the next one, where it is much: one row may bind a hundred thousand values.
#define MUCH ((size_t)1 << 20)

static const Cell *make_rows(RowMaker *maker, const RowsWanted *wanted, Arena *arena) {
    TableRows *t = (TableRows *)maker;
    Run *run = t->run;
    const Frame *root = run->root;
    Arena *texts = run->texts;
    run->root = t->root;
    run->texts = arena;
    Cell *cells = ARENA_ARRAY(arena, Cell, (size_t)wanted->row_count * wanted->column_count);
    const Frame *frame = frame_of_rows(t, wanted);
    size_t before = arena_bytes(run->batch);
    for (uint32_t c = 0; c < wanted->column_count; c++) {
        if (arena_bytes(run->batch) - before > MUCH) {
            run_clear(run);
            frame = frame_of_rows(t, wanted);
            before = arena_bytes(run->batch);
        }
        if (wanted->columns[c] == COLUMN_GROUP) add_heads(t, frame, wanted, arena, cells + c);
        else add_cells(t, wanted->columns[c], frame, wanted, arena, cells + c);
    }
    run_clear(run);
    run->root = root;
    run->texts = texts;
    return cells;
}

static Bound bound_kept(Run *run, Values *values) {
    uint32_t n = values->value.n;
    Value *value = ARENA_ARRAY(run->keep, Value, n);
    uint8_t *base = ARENA_ARRAY(run->keep, uint8_t, n);
    if (n) memcpy(value, values->value.at, n * sizeof *value);
    if (n) memcpy(base, values->base.at, n);
    values_free(values);
    return (Bound){value, base};
}

// ---- the artefact

// The columns, and their heads.
static const ShownColumn *fill_columns(Run *run, const Table *table, Arena *arena, Artefact *a) {
    const BaseSet numbers = BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_PERCENT) | BASE_BIT(BASE_MONEY);
    ShownColumns columns = {0};
    columns_expand(run, table->columns, table->column_count, arena, &columns);
    ShownColumn *kept = ARENA_ARRAY(run->keep, ShownColumn, columns.n);
    ColumnHead *heads = ARENA_ARRAY(arena, ColumnHead, columns.n);
    uint32_t *made = ARENA_ARRAY(arena, uint32_t, columns.n);
    for (uint32_t c = 0; c < columns.n; c++) {
        const TableColumn *column = columns.at[c].column;
        BaseSet bases = column->value->type.bases;
        kept[c] = columns.at[c];
        heads[c] = (ColumnHead){.head = columns.at[c].head,
                                .off = column->off,
                                .bar = column->bar,
                                .numeric = bases && (bases & ~numbers) == 0,
                                .prose = bases == BASE_BIT(BASE_TEXT)};
        made[c] = c;
    }
    a->columns = heads;
    a->made = made;
    a->column_count = columns.n;
    vec_free(&columns);
    return kept;
}

static void find_rows(Filling *f, uint8_t *shown) {
    Run *run = f->run;
    uint64_t next = 0;
    set_keys(f);
    for (const Frame *frame; (frame = clauses_next(run, &f->table->clauses, &next, NULL)) != NULL; run_clear(run)) {
        add_rows(f, frame);
        mark_shown(&f->table->clauses, frame, shown);
        feet_tally(run, f->table, frame, f->feet);
    }
}

void table_run(Run *run, const Table *table, Arena *arena, Artefact *artefact, uint8_t *shown) {
    Filling f = {.run = run, .table = table, .feet = ARENA_ARRAY(run->keep, Tally, table->foot_count)};
    TableRows *rows = ARENA_NEW(run->keep, TableRows);
    *rows = (TableRows){.maker = {.make = make_rows, .keep = run->keep}, .run = run, .table = table, .root = run->root};
    rows->columns = fill_columns(run, table, arena, artefact);
    find_rows(&f, shown);
    uint32_t count = f.bound[0].value.n;
    rows->order = rows_in_order(&f, count);
    artefact->maker = &rows->maker;
    artefact->row_count = table->limit && table->limit < count ? table->limit : count;
    fill_groups(&f, rows->order, arena, artefact);
    for (uint32_t k = 0; k < f.key_count; k++) values_free(&f.keys[k].own);
    for (uint32_t l = 0; l < table->clauses.loop_count; l++) rows->bound[l] = bound_kept(run, &f.bound[l]);
    feet_fill(run, table, f.feet, arena, artefact);
}
