// The way back of every reference, and nested records by the record around them: offset tables made by counting, never a search.
#include <stdlib.h>

#include "model/build.h"

// A column with several slots a row that is filled in two rounds over the same values: the first counts, the second puts.
typedef struct {
    Column *to;
    uint32_t *start;
    Value *value;
    SrcPos *place;
    uint8_t *state;
    bool putting;
} Sorter;

static void sorter_open(ModelBuild *b, Sorter *s, FieldId field) {
    const Field *f = &b->schema->fields.at[field];
    s->to = &b->m->columns[field];
    s->to->first = b->m->kind_first[f->kind];
    s->to->count = b->m->kind_end[f->kind] - s->to->first;
}

static inline void sorter_value(ModelBuild *b, Sorter *s, Row target, Row source, SrcPos place) {
    uint32_t i = target - s->to->first;
    if (i >= s->to->count) return;
    if (!s->putting) {
        if (!s->start) s->start = ARENA_ARRAY(b->arena, uint32_t, s->to->count + 1);
        s->start[i + 1]++;
        return;
    }
    uint32_t at = s->start[i]++;
    s->value[at] = source;
    s->place[at] = place;
}

// Between the rounds. False: there are no values at all.
static bool sorter_counted(ModelBuild *b, Sorter *s) {
    if (!s->start) return false;
    uint32_t count = s->to->count;
    s->state = ARENA_ARRAY(b->arena, uint8_t, count);
    for (uint32_t i = 0; i < count; i++) {
        if (s->start[i + 1]) s->state[i] = STATE_SET;
        s->start[i + 1] += s->start[i];
    }
    s->value = ARENA_ARRAY(b->arena, Value, s->start[count]);
    s->place = ARENA_ARRAY(b->arena, SrcPos, s->start[count]);
    s->putting = true;
    return true;
}

static void sorter_close(Sorter *s) {
    memmove(s->start + 1, s->start, s->to->count * sizeof *s->start);
    s->start[0] = 0;
    s->to->start = s->start;
    s->to->value = s->value;
    s->to->place = s->place;
    s->to->state = s->state;
}

// ---- Unknown ones

static uint8_t *states_of(ModelBuild *b, Column *column) {
    if (!column->state) {
        column->state = ARENA_ARRAY(b->arena, uint8_t, column->count);
        if (!column->value) column->start = ARENA_ARRAY(b->arena, uint32_t, column->count + 1);
    }
    return (uint8_t *)column->state;
}

static void mark(ModelBuild *b, Column *column, Row from, Row end) {
    if (from < column->first) from = column->first;
    if (end > column->first + column->count) end = column->first + column->count;
    if (from >= end) return;
    uint8_t *state = states_of(b, column);
    for (Row row = from; row < end; row++) state[row - column->first] |= STATE_UNKNOWN;
}

static int poisoned_cmp(const void *x, const void *y) {
    const Poisoned *a = x, *b = y;
    if (a->forward != b->forward) return a->forward < b->forward ? -1 : 1;
    return a->target < b->target ? -1 : a->target > b->target;
}

// The misspelt references of one field, which stand together and begin with target 0 if any could mean every record.
static void mark_poisoned(ModelBuild *b, Column *column, FieldId forward) {
    uint32_t low = 0, high = b->poisoned.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (b->poisoned.at[middle].forward < forward) low = middle + 1;
        else high = middle;
    }
    for (; low < b->poisoned.n && b->poisoned.at[low].forward == forward; low++) {
        Row target = b->poisoned.at[low].target;
        if (!target) {
            mark(b, column, column->first, column->first + column->count);
            return;
        }
        mark(b, column, target, target + 1);
    }
}

static void mark_lost(ModelBuild *b, Column *column, KindId source) {
    if (b->m->kind_lost[source]) mark(b, column, column->first, column->first + column->count);
}

// ---- Inverses

static void forward_round(ModelBuild *b, Sorter *s, FieldId forward) {
    const Column *c = &b->m->columns[forward];
    Base only = type_only_base(*field_type(b, forward));
    if (!c->base && only != BASE_RECORD) return;
    for (uint32_t i = 0; c->state && i < c->count; i++) {
        if (!(c->state[i] & STATE_SET)) continue;
        uint32_t from = c->start ? c->start[i] : i, end = c->start ? c->start[i + 1] : i + 1;
        for (uint32_t v = from; v < end; v++) {
            Base base = c->base ? (Base)c->base[v] : only;
            if (base == BASE_RECORD) sorter_value(b, s, (Row)c->value[v], c->first + i, c->place ? c->place[v] : 0);
        }
    }
}

static void inverse_build(ModelBuild *b, FieldId field) {
    const Field *f = &b->schema->fields.at[field];
    Sorter s = {0};
    sorter_open(b, &s, field);
    for (uint32_t i = 0; i < f->forward_count; i++) forward_round(b, &s, f->forward[i]);
    if (sorter_counted(b, &s)) {
        for (uint32_t i = 0; i < f->forward_count; i++) forward_round(b, &s, f->forward[i]);
        sorter_close(&s);
    }
    for (uint32_t i = 0; i < f->forward_count; i++) {
        mark_poisoned(b, s.to, f->forward[i]);
        mark_lost(b, s.to, b->schema->fields.at[f->forward[i]].kind);
    }
}

// ---- Nested records of one kind, whatever field they stand in

static void contained_round(ModelBuild *b, Sorter *s, KindId kind) {
    Model *m = b->m;
    for (Row row = m->kind_first[kind]; row < m->kind_end[kind]; row++) {
        if (m->parent[row]) sorter_value(b, s, m->parent[row], row, tree_pos(m->node[row].tree, m->node[row].node));
    }
}

static void contained_build(ModelBuild *b, FieldId field) {
    KindId kind = b->schema->fields.at[field].element;
    Sorter s = {0};
    sorter_open(b, &s, field);
    contained_round(b, &s, kind);
    if (sorter_counted(b, &s)) {
        contained_round(b, &s, kind);
        sorter_close(&s);
    }
    mark_lost(b, s.to, kind);
}

void inverses_build(ModelBuild *b) {
    if (b->poisoned.n) qsort(b->poisoned.at, b->poisoned.n, sizeof *b->poisoned.at, poisoned_cmp);
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        const Field *field = &b->schema->fields.at[f];
        if (field->sort == FIELD_CONTAINED && field->implicit) {
            contained_build(b, f);
        } else if (field->sort == FIELD_INVERSE && field->forward_count) {
            inverse_build(b, f);
        } else if (field->sort == FIELD_INVERSE) { // `about`: written when the subjects were resolved
            mark_poisoned(b, &b->m->columns[f], f);
            mark_lost(b, &b->m->columns[f], field->element);
        }
    }
}
