// The sink of diagnostics: it collects, copies texts, and puts all in their final order.
#include "diag/diagnostic.h"

#include <stdlib.h>

#include "base/hash.h"

struct Diagnostics {
    Arena *arena;
    VEC(Diagnostic *) all;
    VEC(Arena *) adopted; // of sinks that were moved here
};

static const char *const LEVEL_NAMES[] = {"off", "note", "warning", "error", "forbid"};

bool level_parse(Str text, Level *level) {
    for (uint32_t i = 0; i < sizeof LEVEL_NAMES / sizeof *LEVEL_NAMES; i++) {
        if (!str_eq(text, str_of(LEVEL_NAMES[i]))) continue;
        *level = (Level)i;
        return true;
    }
    return false;
}

const char *level_name(Level level) {
    return LEVEL_NAMES[level];
}

Diagnostics *diagnostics_new(void) {
    Diagnostics *sink = mem_alloc(sizeof *sink);
    *sink = (Diagnostics){.arena = arena_new()};
    return sink;
}

void diagnostics_free(Diagnostics *sink) {
    if (!sink) return;
    for (uint32_t i = 0; i < sink->adopted.n; i++) arena_free(sink->adopted.at[i]);
    arena_free(sink->arena);
    vec_free(&sink->adopted);
    vec_free(&sink->all);
    mem_free(sink);
}

Arena *diagnostics_arena(Diagnostics *sink) {
    return sink->arena;
}

static uint64_t own_fingerprint(Str name, Str message) {
    uint64_t hash = hash_stable(HASH_STABLE_START, name);
    return hash_stable(hash_stable(hash, STR("\n")), message);
}

Diagnostic *diagnostics_add(Diagnostics *sink, Str name, Level level, Span at, Str message) {
    Diagnostic *d = ARENA_NEW(sink->arena, Diagnostic);
    d->name = arena_str(sink->arena, name);
    d->level = level;
    d->at = at;
    d->message = arena_str(sink->arena, message);
    d->fingerprint = own_fingerprint(name, message);
    d->order = sink->all.n;
    vec_push(&sink->all, d);
    return d;
}

Diagnostic *diag_note(Diagnostics *sink, Diagnostic *d, Span at, Str label) {
    if (!d) return NULL;
    DiagNote *note = ARENA_NEW(sink->arena, DiagNote);
    note->at = at;
    note->label = arena_str(sink->arena, label);
    if (d->last_note) d->last_note->next = note;
    else d->notes = note;
    d->last_note = note;
    return d;
}

Diagnostic *diag_help(Diagnostics *sink, Diagnostic *d, Str help) {
    if (d) d->help = arena_str(sink->arena, help);
    return d;
}

Diagnostic *diag_fix(Diagnostics *sink, Diagnostic *d, Span at, Str label, Str text, bool safe) {
    if (!d) return NULL;
    DiagFix *fix = ARENA_NEW(sink->arena, DiagFix);
    fix->at = at;
    fix->label = arena_str(sink->arena, label);
    fix->text = arena_str(sink->arena, text);
    fix->safe = safe;
    if (d->last_fix) d->last_fix->next = fix;
    else d->fixes = fix;
    d->last_fix = fix;
    return d;
}

uint32_t diagnostics_count(const Diagnostics *sink) {
    return sink->all.n;
}

Diagnostic *diagnostics_at(const Diagnostics *sink, uint32_t index) {
    return sink->all.at[index];
}

void diagnostics_move(Diagnostics *to, Diagnostics *from) {
    if (!from->all.n) return;
    for (uint32_t i = 0; i < from->all.n; i++) {
        from->all.at[i]->order = to->all.n;
        vec_push(&to->all, from->all.at[i]);
    }
    // The texts stay where they are: `to` takes over what they lie in.
    for (uint32_t i = 0; i < from->adopted.n; i++) vec_push(&to->adopted, from->adopted.at[i]);
    vec_push(&to->adopted, from->arena);
    from->arena = arena_new();
    from->adopted.n = 0;
    from->all.n = 0;
}

static int compare_u32(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int by_place(const Diagnostic *a, const Diagnostic *b) {
    int order = compare_u32(a->at.start, b->at.start);
    return order ? order : str_cmp(a->name, b->name);
}

// Brings equal ones together, the first one first.
static int by_content(const void *left, const void *right) {
    const Diagnostic *a = *(Diagnostic *const *)left, *b = *(Diagnostic *const *)right;
    int order = by_place(a, b);
    if (!order) order = compare_u32(a->at.end, b->at.end);
    if (!order) order = str_cmp(a->message, b->message);
    return order ? order : compare_u32(a->order, b->order);
}

static int by_emission(const void *left, const void *right) {
    const Diagnostic *a = *(Diagnostic *const *)left, *b = *(Diagnostic *const *)right;
    int order = by_place(a, b);
    return order ? order : compare_u32(a->order, b->order);
}

static bool repeats(const Diagnostic *a, const Diagnostic *b) {
    return a->at.start == b->at.start && a->at.end == b->at.end && str_eq(a->name, b->name) && str_eq(a->message, b->message);
}

static uint32_t without_repeats(Diagnostic **list, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!kept || !repeats(list[kept - 1], list[i])) list[kept++] = list[i];
    return kept;
}

Diagnostic **diagnostics_sorted(Diagnostics *sink, uint32_t *count) {
    Diagnostic **list = ARENA_ARRAY(sink->arena, Diagnostic *, sink->all.n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < sink->all.n; i++) {
        Diagnostic *d = sink->all.at[i];
        if (d->level != LEVEL_OFF && !d->waived) list[n++] = d;
    }
    qsort(list, n, sizeof *list, by_content);
    n = without_repeats(list, n);
    qsort(list, n, sizeof *list, by_emission);
    *count = n;
    return list;
}

void diagnostics_reorder(Diagnostic **list, uint32_t count) {
    if (count > 0) qsort(list, count, sizeof *list, by_emission);
}
