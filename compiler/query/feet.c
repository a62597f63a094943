// The feet of a table: aggregates over its rows, and what is reckoned once.
#include "query/compile.h"

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

void feet_tally(Run *run, const Table *table, const Frame *frame, FootTally *tallies) {
    for (uint32_t x = 0; x < table->foot_count; x++) {
        const TableFoot *foot = &table->feet[x];
        FootTally *t = &tallies[x];
        if (foot->op == OP_EQ) continue;
        const Frame *rows = frame_where(run, frame, foot->where, NULL);
        if (foot->op == OP_COUNT) {
            t->sum += (Value)rows->n * DECIMAL_ONE;
            t->base = BASE_NUMBER;
            t->any = true;
            continue;
        }
        Vector v = eval_value(run, foot->value, rows);
        for (uint32_t i = 0; i < rows->n; i++)
            for (uint32_t j = vector_from(&v, i); j < vector_to(&v, i); j++) foot_value(foot, t, vector_base(&v, j), v.value[j], run->model);
    }
}

static Cell foot_cell(Run *run, const TableFoot *foot, const FootTally *tally, Arena *arena) {
    if (foot->op == OP_EQ) {
        Vector v = eval_value(run, foot->value, run->root);
        Cell cell;
        cells_of(run->model, &v, true, arena, &cell, 1);
        return cell;
    }
    FootTally t = *tally;
    if (foot->op == OP_COUNT && !t.any) t = (FootTally){.base = BASE_NUMBER, .any = true}; // a table without rows
    Item *item = ARENA_NEW(arena, Item);
    if (t.any) *item = item_of(run->model, t.base, t.sum, true, arena);
    return (Cell){.items = item, .count = t.any && !t.broken, .unknown = t.broken};
}

void feet_fill(Run *run, const Table *table, const FootTally *tallies, Arena *arena, Artefact *artefact) {
    Foot *feet = ARENA_ARRAY(arena, Foot, table->foot_count);
    for (uint32_t x = 0; x < table->foot_count; x++) {
        const TableFoot *foot = &table->feet[x];
        feet[x].label = template_fill(run, &foot->label, run->root, arena)[0];
        feet[x].cell = foot_cell(run, foot, &tallies[x], arena);
    }
    artefact->feet = feet;
    artefact->foot_count = table->foot_count;
}
