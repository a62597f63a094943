// Matrices: ratings counted into the cells of their method's grid.
#include "query/compile.h"

#include <stdlib.h>

typedef VEC(Str) Labels;

// One step of the axis to the right: the levels that the scales of impact have for one number (by grid: at one place). A method that rates by dimension
// may have several scales, and not each of them has a level there: 0.
typedef struct {
    Decimal at;
    uint8_t levels[RATING_FACTORS];
} Step;

typedef struct {
    const Method *method;
    Step *steps;
    uint32_t x_count, y_count;
    Labels *cells; // [y * x_count + x]
    Labels unplaced;
    bool used;
} Grid;

static Str level_title(const Model *m, Row row, Arena *arena) {
    Str title = model_title(m, row, arena);
    return title.len ? title : names_text(m->names, m->name[row]);
}

static Decimal step_at(const Method *method, uint32_t factor, uint32_t level) {
    return method->by_grid ? (Decimal)level * DECIMAL_ONE : method->numbers[factor][level - 1];
}

// The step for `at`: where it stands, or where it belongs.
static uint32_t step_find(const Grid *g, Decimal at) {
    uint32_t x = 0;
    while (x < g->x_count && g->steps[x].at < at) x++;
    return x;
}

static void step_add(Grid *g, uint32_t factor, uint32_t level) {
    Decimal at = step_at(g->method, factor, level);
    uint32_t x = step_find(g, at);
    if (x == g->x_count || g->steps[x].at != at) {
        memmove(g->steps + x + 1, g->steps + x, (g->x_count++ - x) * sizeof(Step));
        g->steps[x] = (Step){.at = at};
    }
    g->steps[x].levels[factor] = (uint8_t)level;
}

static Grid grid_new(const Method *method, Arena *arena) {
    Grid g = {.method = method, .y_count = method->level_count[0]};
    uint32_t most = 1;
    for (uint32_t f = 1; f < method->factor_count; f++) most += method->level_count[f];
    g.steps = ARENA_ARRAY(arena, Step, most);
    for (uint32_t f = 1; f < method->factor_count; f++)
        for (uint32_t level = 1; level <= method->level_count[f]; level++) step_add(&g, f, level);
    if (method->factor_count == 1) g.x_count = 1; // a method with one scale has one column
    g.cells = ARENA_ARRAY(arena, Labels, (size_t)g.x_count * g.y_count);
    return g;
}

// Where a rating stands: likelihood upwards, the highest impact to the right. False when a level is missing.
static bool cell_place(const Grid *g, Value rating, uint32_t *place) {
    uint32_t y = rating_level(rating, 0), x = 0;
    bool given = g->method->factor_count == 1;
    for (uint32_t f = 1; f < g->method->factor_count; f++) {
        if (!rating_level(rating, f)) continue;
        uint32_t here = step_find(g, step_at(g->method, f, rating_level(rating, f)));
        if (here > x) x = here;
        given = true;
    }
    if (y == 0 || !given || y > g->y_count || x >= g->x_count) return false;
    *place = (y - 1) * g->x_count + x;
    return true;
}

static Value cell_rating(const Model *m, const Grid *g, uint32_t x, uint32_t y) {
    uint8_t levels[RATING_FACTORS];
    memcpy(levels, g->steps[x].levels, sizeof levels);
    levels[0] = (uint8_t)(y + 1);
    return rating_pack((uint32_t)(g->method - m->methods.at) + 1, levels);
}

static int label_order(const void *a, const void *b) {
    return str_natural_cmp(*(const Str *)a, *(const Str *)b);
}

static const Str *labels_kept(Labels *labels, Arena *arena) {
    Str *kept = ARENA_ARRAY(arena, Str, labels->n);
    if (labels->n) {
        bool sorted = true;
        for (uint32_t i = 1; i < labels->n && sorted; i++) sorted = label_order(&labels->at[i - 1], &labels->at[i]) <= 0;
        if (!sorted) qsort(labels->at, labels->n, sizeof(Str), label_order);
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
                Item item = item_of(m, BASE_RECORD, band, false, arena);
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

static const AxisLevel *axis_up(const Model *m, const Grid *g, Arena *arena) {
    AxisLevel *a = ARENA_ARRAY(arena, AxisLevel, g->y_count);
    for (uint32_t i = 0; i < g->y_count; i++) {
        Row level = g->method->levels[0][i];
        a[i] = (AxisLevel){names_text(m->names, m->name[level]), level_title(m, level, arena)};
    }
    return a;
}

// Whether all factors of impact have one scale: its levels name the steps. Else the numbers do, which the scales share.
static bool one_scale(const Method *method) {
    for (uint32_t f = 2; f < method->factor_count; f++)
        if (method->scale[f] != method->scale[1]) return false;
    return true;
}

static const AxisLevel *axis_right(const Model *m, const Grid *g, Arena *arena) {
    AxisLevel *a = ARENA_ARRAY(arena, AxisLevel, g->x_count);
    for (uint32_t x = 0; x < g->x_count && g->method->factor_count > 1; x++) {
        if (one_scale(g->method)) {
            Row level = g->method->levels[1][g->steps[x].levels[1] - 1];
            a[x] = (AxisLevel){names_text(m->names, m->name[level]), level_title(m, level, arena)};
        } else {
            char text[DECIMAL_CHARS];
            Str number = arena_str(arena, (Str){text, decimal_print(g->steps[x].at, text)});
            a[x] = (AxisLevel){number, number};
        }
    }
    return a;
}

static Str title_right(const Model *m, const Method *method, Arena *arena) {
    if (method->factor_count == 1 || !method->scale[1]) return (Str){0};
    if (one_scale(method)) return level_title(m, method->scale[1], arena);
    return arena_printf(arena, "Highest " STR_FMT, STR_ARG(names_text(m->names, m->known.impact)));
}

static void fill_legend(const Model *m, const Method *method, Arena *arena, MatrixGrid *to) {
    Str *names = ARENA_ARRAY(arena, Str, method->band_count), *titles = ARENA_ARRAY(arena, Str, method->band_count);
    Str *colours = ARENA_ARRAY(arena, Str, method->band_count);
    for (uint32_t b = 0; b < method->band_count; b++) {
        Item item = item_of(m, BASE_RECORD, method->bands[b], false, arena);
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
    to.x_title = title_right(m, method, arena);
    to.y = axis_up(m, g, arena);
    to.x = axis_right(m, g, arena);
    fill_cells(m, g, arena, &to);
    fill_legend(m, method, arena, &to);
    to.unplaced = labels_kept(&g->unplaced, arena);
    to.unplaced_count = g->unplaced.n;
    vec_free(&g->unplaced);
    return to;
}

static void place_batch(Run *run, const Table *table, const Frame *frame, Grid *grids, Grid *first, Arena *arena) {
    Vector ratings = eval_value(run, table->cell, frame), labels = eval_value(run, table->label, frame);
    for (uint32_t i = 0; i < frame->n; i++) {
        uint32_t j = vector_from(&ratings, i), place;
        Str label = values_text(run->model, &labels, i, arena);
        if (j >= vector_to(&ratings, i)) {
            vec_push(&first->unplaced, label); // without a rating it belongs to no method: shown with the first
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
    uint32_t first = model_default_method(m);
    uint64_t next = 0;
    for (const Frame *frame; (frame = clauses_next(run, &table->clauses, &next, NULL)) != NULL; run_clear(run)) {
        place_batch(run, table, frame, grids, &grids[first], arena);
        mark_shown(&table->clauses, frame, shown);
    }
    MatrixGrid *done = ARENA_ARRAY(arena, MatrixGrid, m->methods.n);
    for (uint32_t i = 0; i < m->methods.n; i++) {
        Grid *g = &grids[i == 0 ? first : i <= first ? i - 1 : i]; // the project's own method before all others
        if (g->used || g->unplaced.n) done[artefact->grid_count++] = grid_done(m, g, arena);
    }
    if (artefact->grid_count == 0) done[artefact->grid_count++] = grid_done(m, &grids[first], arena); // an empty matrix is one, too
    artefact->grids = done;
}
