// The feet of a table: aggregates over its rows, and what is reckoned once.
#include "query/compile.h"

void feet_tally(Run *run, const Table *table, const Frame *frame, Tally *tallies) {
    for (uint32_t x = 0; x < table->foot_count; x++) {
        const TableFoot *foot = &table->feet[x];
        Tally *t = &tallies[x];
        if (foot->op == OP_EQ) continue;
        const Frame *rows = frame_where(run, frame, foot->where, NULL);
        if (foot->op == OP_COUNT) {
            t->value += (Value)rows->n * DECIMAL_ONE;
            t->base = BASE_NUMBER;
            t->any = true;
            continue;
        }
        Vector v = eval_value(run, foot->value, rows);
        for (uint32_t i = 0; i < rows->n; i++) {
            if (vector_state(&v, i) & STATE_UNKNOWN) t->open = TRUTH_UNKNOWN;
            for (uint32_t j = vector_from(&v, i); j < vector_to(&v, i); j++)
                tally_value(run, foot->op, foot->value->type.words, t, &(Tallied){v.value[j], vector_base(&v, j), vector_place(&v, j), 0});
        }
    }
}

static Cell foot_cell(Run *run, const TableFoot *foot, const Tally *tally, Arena *arena) {
    if (foot->op == OP_EQ) {
        Vector v = eval_value(run, foot->value, run->root);
        Cell cell;
        cells_of(run->model, &v, true, arena, &cell, 1);
        return cell;
    }
    Tally t = *tally;
    if (foot->op == OP_COUNT && !t.any) t = (Tally){.base = BASE_NUMBER, .any = true}; // a table without rows
    bool unknown = t.overflow || t.open == TRUTH_UNKNOWN;
    Item *item = ARENA_NEW(arena, Item);
    if (t.any) *item = item_of(run->model, t.base, t.value, true, arena);
    return (Cell){.items = item, .count = t.any && !unknown, .unknown = unknown};
}

void feet_fill(Run *run, const Table *table, const Tally *tallies, Arena *arena, Artefact *artefact) {
    Foot *feet = ARENA_ARRAY(arena, Foot, table->foot_count);
    for (uint32_t x = 0; x < table->foot_count; x++) {
        const TableFoot *foot = &table->feet[x];
        feet[x].label = template_fill(run, &foot->label, run->root, arena)[0];
        feet[x].cell = foot_cell(run, foot, &tallies[x], arena);
    }
    artefact->feet = feet;
    artefact->foot_count = table->foot_count;
}
