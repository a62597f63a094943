// Matrices: ratings counted into the cells of their method's grid.
#include "query/compile.h"

#include <stdlib.h>

typedef VEC(Str) Labels;

typedef struct {
    const Method *method;
    uint32_t x_count, y_count;
    Labels *cells; // [y * x_count + x]
    Labels unplaced;
    bool used;
} Grid;

static Str level_title(const Model *m, Row row, Arena *arena) {
    Str title = model_title(m, row, arena);
    return title.len ? title : names_text(m->names, m->name[row]);
}

static Grid grid_new(const Method *method, Arena *arena) {
    Grid g = {.method = method, .y_count = method->level_count[0], .x_count = method->factor_count > 1 ? method->level_count[1] : 1};
    g.cells = ARENA_ARRAY(arena, Labels, (size_t)g.x_count * g.y_count);
    return g;
}

// Where a rating stands: likelihood upwards, the highest impact to the right. False when a level is missing.
static bool cell_place(const Grid *g, Value rating, uint32_t *place) {
    uint32_t y = rating_level(rating, 0), x = g->method->factor_count > 1 ? 0 : 1;
    for (uint32_t f = 1; f < g->method->factor_count; f++)
        if (rating_level(rating, f) > x) x = rating_level(rating, f);
    if (y == 0 || x == 0 || y > g->y_count || x > g->x_count) return false;
    *place = (y - 1) * g->x_count + (x - 1);
    return true;
}

static Value cell_rating(const Model *m, const Grid *g, uint32_t x, uint32_t y) {
    uint8_t levels[RATING_FACTORS] = {(uint8_t)(y + 1)};
    for (uint32_t f = 1; f < g->method->factor_count; f++) levels[f] = (uint8_t)(x + 1);
    return rating_pack((uint32_t)(g->method - m->methods.at) + 1, levels);
}

static int label_order(const void *a, const void *b) {
    return str_natural_cmp(*(const Str *)a, *(const Str *)b);
}

static const Str *labels_kept(Labels *labels, Arena *arena) {
    Str *kept = ARENA_ARRAY(arena, Str, labels->n);
    if (labels->n) {
        qsort(labels->at, labels->n, sizeof(Str), label_order);
        memcpy(kept, labels->at, labels->n * sizeof(Str));
    }
    return kept;
}

static void fill_cells(const Model *m, Grid *g, Arena *arena, MatrixGrid *to) {
    MatrixCell *cells = ARENA_ARRAY(arena, MatrixCell, (size_t)g->x_count * g->y_count);
    for (uint32_t y = 0; y < g->y_count; y++)
        for (uint32_t x = 0; x < g->x_count; x++) {
            MatrixCell *cell = &cells[y * g->x_count + x];
            Labels *labels = &g->cells[y * g->x_count + x];
            Row band;
            if (rating_band(m, cell_rating(m, g, x, y), &band)) {
                Item item = item_of(m, BASE_RECORD, band, arena);
                cell->band = item.text;
                cell->band_title = level_title(m, band, arena);
                cell->colour = item.colour;
                for (uint32_t b = 0; b < g->method->band_count; b++)
                    if (g->method->bands[b] == band) cell->band_rank = b + 1;
            }
            cell->labels = labels_kept(labels, arena);
            cell->count = labels->n;
            vec_free(labels);
        }
    to->cells = cells;
}

// `count` levels of `length`: the one column of a method with one scale has none.
static const AxisLevel *axis(const Model *m, const Row *levels, uint32_t count, uint32_t length, Arena *arena) {
    AxisLevel *a = ARENA_ARRAY(arena, AxisLevel, length);
    for (uint32_t i = 0; i < count; i++) a[i] = (AxisLevel){names_text(m->names, m->name[levels[i]]), level_title(m, levels[i], arena)};
    return a;
}

static void fill_legend(const Model *m, const Method *method, Arena *arena, MatrixGrid *to) {
    Str *names = ARENA_ARRAY(arena, Str, method->band_count), *titles = ARENA_ARRAY(arena, Str, method->band_count);
    Str *colours = ARENA_ARRAY(arena, Str, method->band_count);
    for (uint32_t b = 0; b < method->band_count; b++) {
        Item item = item_of(m, BASE_RECORD, method->bands[b], arena);
        names[b] = item.text;
        titles[b] = level_title(m, method->bands[b], arena);
        colours[b] = item.colour;
    }
    to->bands = names;
    to->band_titles = titles;
    to->band_colours = colours;
    to->band_count = method->band_count;
}

static MatrixGrid grid_done(const Model *m, Grid *g, Arena *arena) {
    const Method *method = g->method;
    MatrixGrid to = {.method_title = level_title(m, method->row, arena), .x_count = g->x_count, .y_count = g->y_count};
    if (method->scale[0]) to.y_title = level_title(m, method->scale[0], arena);
    if (method->factor_count > 1 && method->scale[1]) to.x_title = level_title(m, method->scale[1], arena);
    to.y = axis(m, method->levels[0], g->y_count, g->y_count, arena);
    to.x = axis(m, method->levels[1], method->factor_count > 1 ? g->x_count : 0, g->x_count, arena);
    fill_cells(m, g, arena, &to);
    fill_legend(m, method, arena, &to);
    to.unplaced = labels_kept(&g->unplaced, arena);
    to.unplaced_count = g->unplaced.n;
    vec_free(&g->unplaced);
    return to;
}

static void place_batch(Run *run, const Table *table, const Frame *frame, Grid *grids, Arena *arena) {
    Vector ratings = eval_value(run, table->cell, frame), labels = eval_value(run, table->label, frame);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t j = vector_from(&ratings, i), place;
        Str label = values_text(run->model, &labels, i, arena);
        if (j >= vector_to(&ratings, i)) {
            vec_push(&grids[0].unplaced, label); // without a rating it belongs to no method: shown with the first
            continue;
        }
        Grid *g = &grids[rating_method_index(ratings.value[j]) - 1];
        g->used = true;
        if (cell_place(g, ratings.value[j], &place)) vec_push(&g->cells[place], label);
        else vec_push(&g->unplaced, label);
    }
}

void matrix_run(Run *run, const Table *table, Arena *arena, Artefact *artefact, uint8_t *shown) {
    const Model *m = run->model;
    if (m->methods.n == 0) return;
    Grid *grids = ARENA_ARRAY(arena, Grid, m->methods.n);
    for (uint32_t i = 0; i < m->methods.n; i++) grids[i] = grid_new(&m->methods.at[i], arena);
    uint64_t next = 0;
    for (const Frame *frame; (frame = clauses_next(run, &table->clauses, &next, NULL)) != NULL; arena_clear(run->batch)) {
        place_batch(run, table, frame, grids, arena);
        mark_shown(&table->clauses, frame, shown);
    }
    MatrixGrid *done = ARENA_ARRAY(arena, MatrixGrid, m->methods.n);
    for (uint32_t i = 0; i < m->methods.n; i++)
        if (grids[i].used || grids[i].unplaced.n) done[artefact->grid_count++] = grid_done(m, &grids[i], arena);
    if (artefact->grid_count == 0) done[artefact->grid_count++] = grid_done(m, &grids[0], arena); // an empty matrix is one, too
    artefact->grids = done;
}
