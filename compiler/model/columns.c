// Columns while they are written. A field with one slot a row is written in place; the values of one with several are gathered and then
// sorted by row in one pass (counting), which keeps their order within a row.
#include "model/build.h"

static bool is_many(const Field *field) {
    return field->mult == MULT_MANY || field->mult == MULT_SOME;
}

ColumnDraft *column_begin(ModelBuild *b, FieldId id) {
    ColumnDraft *c = &b->columns[id];
    const Field *field = &b->schema->fields.at[id];
    c->used = true;
    c->many = is_many(field);
    c->only = type_only_base(field->type);
    c->first = b->m->kind_first[field->kind];
    c->count = b->m->kind_end[field->kind] - c->first;
    c->state = ARENA_ARRAY(b->arena, uint8_t, c->count);
    if (c->many) return c;
    c->value = ARENA_ARRAY(b->arena, Value, c->count);
    if (c->only == BASE_COUNT) c->base = ARENA_ARRAY(b->arena, uint8_t, c->count);
    return c;
}

void column_places(ModelBuild *b, ColumnDraft *c) {
    c->place = ARENA_ARRAY(b->arena, SrcPos, c->count);
}

void column_put(ModelBuild *b, FieldId field, Row row, Value value, Base base, SrcPos place) {
    draft_put(b, column_draft(b, field), row, value, base, place);
}

void column_mark_unknown(ModelBuild *b, FieldId field, Row row) {
    ColumnDraft *c = column_draft(b, field);
    c->state[row - c->first] |= STATE_UNKNOWN;
}

uint8_t column_draft_state(const ModelBuild *b, FieldId field, Row row) {
    const ColumnDraft *c = &b->columns[field];
    return c->used && row - c->first < c->count ? c->state[row - c->first] : STATE_ABSENT;
}

bool column_draft_one(const ModelBuild *b, FieldId field, Row row, Value *value) {
    if (!field || !(column_draft_state(b, field, row) & STATE_SET)) return false;
    const ColumnDraft *c = &b->columns[field];
    if (!c->many) {
        *value = c->value[row - c->first];
        return true;
    }
    const Column *done = &b->m->columns[field];
    if (!c->finished) return false;
    *value = done->value[done->start[row - c->first]];
    return true;
}

static void entries_sort(ModelBuild *b, ColumnDraft *c, Column *to) {
    uint32_t n = c->entries.n;
    uint32_t *start = ARENA_ARRAY(b->arena, uint32_t, c->count + 1);
    Value *value = ARENA_ARRAY(b->arena, Value, n);
    SrcPos *place = ARENA_ARRAY(b->arena, SrcPos, n);
    uint8_t *base = c->only == BASE_COUNT ? ARENA_ARRAY(b->arena, uint8_t, n) : NULL;
    for (uint32_t e = 0; e < n; e++) start[c->entries.at[e].row - c->first + 1]++;
    for (uint32_t i = 0; i < c->count; i++) start[i + 1] += start[i];
    for (uint32_t e = 0; e < n; e++) { // start[i] moves to the end of i's values, which is where those of i + 1 begin
        uint32_t at = start[c->entries.at[e].row - c->first]++;
        value[at] = c->entries.at[e].value;
        place[at] = c->entries.at[e].place;
        if (base) base[at] = c->bases.at[e];
    }
    memmove(start + 1, start, c->count * sizeof *start);
    start[0] = 0;
    to->start = start;
    to->value = value;
    to->place = place;
    to->base = base;
    vec_free(&c->entries);
    vec_free(&c->bases);
}

void column_finish(ModelBuild *b, FieldId field) {
    ColumnDraft *c = &b->columns[field];
    const Field *f = &b->schema->fields.at[field];
    Column *to = &b->m->columns[field];
    to->first = b->m->kind_first[f->kind];
    to->count = b->m->kind_end[f->kind] - to->first;
    if (!c->used || c->finished) return;
    c->finished = true;
    to->state = c->state;
    if (c->many) {
        entries_sort(b, c, to);
        return;
    }
    to->value = c->value;
    to->place = c->place;
    to->base = c->base;
}

void columns_finish(ModelBuild *b) {
    for (FieldId f = 1; f < b->schema->fields.n; f++) column_finish(b, f);
}
