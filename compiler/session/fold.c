// One mistake, one diagnostic: a name that nothing bears, in many places, is told once, with some of the other places.
#include <stdlib.h>

#include "session/stages.h"

// So many further places are shown.
#define PLACES_SHOWN 3

typedef struct {
    Diagnostic *d;
    uint32_t index; // in the order of places
} Same;

static bool folds(const Diagnostic *d) {
    return !d->is_rule && (str_eq(d->name, STR("unknown-reference")) || str_eq(d->name, STR("unknown-kind")) || str_eq(d->name, STR("unknown-word")));
}

static int by_message(const void *x, const void *y) {
    const Same *a = x, *b = y;
    int order = str_cmp(a->d->message, b->d->message);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

void fold_place(Session *s, Diagnostic *first, Span at, uint32_t index, uint32_t count) {
    if (index > PLACES_SHOWN) return;
    uint32_t more = index == PLACES_SHOWN ? count - 1 - index : 0;
    Str label = STR("here too");
    if (more) label = arena_printf(s->arena, "here too, and in %u more place%s", more, more == 1 ? "" : "s");
    diag_note(s->sink, first, at, label);
}

static void fold_group(Session *s, const Same *group, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        group[i].d->level = LEVEL_OFF;
        fold_place(s, group[0].d, group[i].d->at, i, count);
    }
}

uint32_t fold_repeated(Session *s, Diagnostic **all, uint32_t count) {
    VEC(Same) same = {0};
    for (uint32_t i = 0; i < count; i++)
        if (folds(all[i])) vec_push(&same, (Same){all[i], i});
    if (same.n) qsort(same.at, same.n, sizeof *same.at, by_message);
    for (uint32_t from = 0, to; from < same.n; from = to) {
        for (to = from + 1; to < same.n && str_eq(same.at[to].d->message, same.at[from].d->message); to++) {}
        fold_group(s, same.at + from, to - from);
    }
    vec_free(&same);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (all[i]->level != LEVEL_OFF) all[kept++] = all[i];
    return kept;
}
