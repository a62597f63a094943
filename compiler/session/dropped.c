// Names of units that are loaded no longer, sorted.
#include "session/dropped.h"

#include <stdlib.h>

#include "base/memory.h"

typedef struct {
    Str name;
    uint32_t unit; // of the session then
} DroppedName;

struct Dropped {
    const Session *then;
    const UnitMention *first; // of the project, of any of the units
    VEC(DroppedName) names;
};

static bool is_loaded(const Session *s, Str path) {
    for (uint32_t u = 1; u < s->units.n; u++)
        if (str_eq(s->units.at[u].path, path)) return !s->units.at[u].not_loaded && !s->units.at[u].compared;
    return false;
}

static bool is_own(const Session *s, const UnitMention *mention) {
    return sources_find(s->sources, mention->at.start) < s->project_files;
}

// What a unit of the library mentioned is loaded with that unit: then what the project wrote first stands for it.
static const UnitMention *mention_of(const Dropped *d, Str path) {
    const Settings *settings = &d->then->reading->settings;
    for (uint32_t i = 0; i < settings->mentions.n; i++)
        if (str_eq(settings->mentions.at[i].unit, path) && is_own(d->then, &settings->mentions.at[i])) return &settings->mentions.at[i];
    return d->first;
}

static int by_name(const void *a, const void *b) {
    const DroppedName *x = a, *y = b;
    int cmp = str_cmp(x->name, y->name);
    return cmp ? cmp : (x->unit > y->unit) - (x->unit < y->unit);
}

static void collect(Dropped *d, const Session *now) {
    const Session *then = d->then;
    const Model *m = then->model;
    bool *dropped = mem_zeroed((size_t)then->units.n + 1, sizeof *dropped), any = false;
    for (uint32_t u = 1; u < then->units.n; u++) {
        Str path = then->units.at[u].path;
        dropped[u] = is_loaded(then, path) && !is_loaded(now, path);
        any = any || dropped[u];
        if (dropped[u] && d->first == NULL) d->first = mention_of(d, path);
    }
    for (Row row = 1; any && row <= m->row_count; row++)
        if (dropped[m->unit[row]] && m->name[row] != 0) vec_push(&d->names, (DroppedName){names_text(m->names, m->name[row]), m->unit[row]});
    if (d->names.n > 0) qsort(d->names.at, d->names.n, sizeof *d->names.at, by_name);
    mem_free(dropped);
}

Dropped *dropped_new(const Session *then, const Session *now) {
    Dropped *d = mem_zeroed(1, sizeof *d);
    d->then = then;
    if (then->model != NULL) collect(d, now);
    return d;
}

void dropped_free(Dropped *d) {
    vec_free(&d->names);
    mem_free(d);
}

const UnitMention *dropped_mention(const Dropped *d, Str name) {
    uint32_t low = 0, high = d->names.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (str_cmp(d->names.at[middle].name, name) < 0) low = middle + 1;
        else high = middle;
    }
    bool found = low < d->names.n && str_eq(d->names.at[low].name, name);
    return found ? mention_of(d, d->then->units.at[d->names.at[low].unit].path) : NULL;
}

Span dropped_place(const Session *now, const UnitMention *then, Str path) {
    const Settings *settings = &now->reading->settings;
    for (uint32_t i = 0; i < settings->mentions.n; i++) {
        const UnitMention *mention = &settings->mentions.at[i];
        bool same = mention->why == then->why && is_own(now, mention);
        if (same && str_eq(sources_file(now->sources, sources_find(now->sources, mention->at.start))->path, path)) return mention->at;
    }
    return (Span){0, 0};
}
