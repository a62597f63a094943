// The columns of reckoned fields, filled at first need.
#include <stdatomic.h>

#include "query/eval.h"

// Values of a field of several, before they are kept.
typedef struct {
    VEC(uint32_t) start;
    VEC(Value) value;
    VEC(uint8_t) base;
    VEC(SrcPos) place;
    bool placed; // some value stands somewhere
} Growing;

static void grow(Growing *g, const Vector *v, uint8_t *state) {
    for (uint32_t i = 0; i < v->n; i++) {
        state[i] = vector_state(v, i);
        for (uint32_t j = vector_from(v, i); j < vector_to(v, i); j++) {
            vec_push(&g->value, v->value[j]);
            vec_push(&g->base, (uint8_t)vector_base(v, j));
            vec_push(&g->place, vector_place(v, j));
            g->placed |= vector_place(v, j) != 0;
        }
        vec_push(&g->start, g->value.n);
    }
}

static const void *kept(Arena *arena, const void *from, size_t count, size_t size) {
    void *to = arena_array(arena, count, size);
    if (count) memcpy(to, from, count * size);
    return to;
}

// The records of a column from number `at` on, at most BATCH_ROWS of them.
static const Frame *frame_of_column(Run *run, const Column *column, uint32_t at) {
    uint32_t n = column->count - at < BATCH_ROWS ? column->count - at : BATCH_ROWS;
    Value *rows = ARENA_ARRAY(run->batch, Value, n);
    for (uint32_t i = 0; i < n; i++) rows[i] = column->first + at + i;
    Frame *frame = ARENA_NEW(run->batch, Frame);
    *frame = (Frame){
        .outer = run->root, .n = n, .level = 1, .binds = true, .dense = column->first + at, .var = {.n = n, .value = rows, .only = BASE_RECORD}};
    return frame;
}

static void fill_single(Run *run, const Expr *e, Column *column) {
    Slots to = slots_new(run->model->arena, column->count, BASE_COUNT);
    for (uint32_t at = 0; at < column->count; at += BATCH_ROWS, run_clear(run)) {
        Vector v = eval_value(run, e, frame_of_column(run, column, at));
        for (uint32_t i = 0; i < v.n; i++) {
            uint32_t j = vector_from(&v, i);
            if (j < vector_to(&v, i)) slots_put(&to, at + i, v.value[j], vector_base(&v, j), vector_place(&v, j));
            to.state[at + i] |= vector_state(&v, i) & STATE_UNKNOWN;
        }
    }
    column->value = to.value;
    column->base = to.base;
    column->place = to.place;
    column->state = to.state;
}

static void fill_many(Run *run, const Expr *e, Column *column) {
    Arena *arena = run->model->arena;
    uint8_t *state = ARENA_ARRAY(arena, uint8_t, column->count);
    Growing g = {0};
    vec_push(&g.start, 0);
    for (uint32_t at = 0; at < column->count; at += BATCH_ROWS, run_clear(run)) {
        Vector v = eval_value(run, e, frame_of_column(run, column, at));
        grow(&g, &v, state + at);
    }
    column->start = kept(arena, g.start.at, g.start.n, sizeof(uint32_t));
    column->value = kept(arena, g.value.at, g.value.n, sizeof(Value));
    column->base = kept(arena, g.base.at, g.base.n, 1);
    if (g.placed) column->place = kept(arena, g.place.at, g.place.n, sizeof(SrcPos));
    column->state = state;
    vec_free(&g.start);
    vec_free(&g.value);
    vec_free(&g.base);
    vec_free(&g.place);
}

enum { COLUMN_EMPTY, COLUMN_BEGUN, COLUMN_READY };

void reckoning_init(Reckoning *reckoning, Model *model, const Expr *const *expr, Arena *arena) {
    *reckoning = (Reckoning){.model = model, .expr = expr, .lock = PTHREAD_MUTEX_INITIALIZER};
    reckoning->state = arena_array(arena, model->schema->fields.n, sizeof *reckoning->state);
}

void reckoning_free(Reckoning *reckoning) {
    pthread_mutex_destroy(&reckoning->lock);
    vec_free(&reckoning->two_currencies);
}

static void reckon(Reckoning *r, FieldId field, uint32_t index_count) {
    Model *m = r->model;
    KindId kind = schema_field_at(m->schema, field)->kind;
    Column *column = &m->columns[field];
    atomic_store(&r->state[field], COLUMN_BEGUN);
    column->first = m->kind_first[kind];
    column->count = m->kind_end[kind] - m->kind_first[kind];
    Run *run = run_new(r, index_count, m->arena);
    run->fills = true;
    const Expr *e = r->expr[field];
    if (e->many) fill_many(run, e, column);
    else fill_single(run, e, column);
    run_free(run);
    atomic_store(&r->state[field], COLUMN_READY);
}

// A column that has been begun is met only by the run that fills it, where its values go round in a circle that typing cannot see (`latest` goes by the
// field `on` of whatever it meets): there it is still empty.
const Column *run_column(Run *run, FieldId field) {
    Reckoning *r = run->reckoning;
    const Column *column = &run->model->columns[field];
    if (r->expr[field] == NULL || atomic_load(&r->state[field]) == COLUMN_READY) return column;
    if (!run->fills) pthread_mutex_lock(&r->lock);
    if (atomic_load(&r->state[field]) == COLUMN_EMPTY) reckon(r, field, run->index_count);
    if (!run->fills) pthread_mutex_unlock(&r->lock);
    return column;
}
