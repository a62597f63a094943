// A table of what units that are not loaded declare, made at the first question. Their files are not parsed for it: in the library a declaration begins
// in the first column, with the word of its kind and its id.
#include "session/unused.h"

#include <stdlib.h>

#include "base/memory.h"

typedef struct {
    Str id, kind, unit;
} Declared;

struct UnusedUnits {
    Unused base;
    const Session *session;
    bool read;              // all that is not loaded
    VEC(Declared) declared; // sorted by id, kind, unit
};

static int compare(const void *a, const void *b) {
    const Declared *x = a, *y = b;
    int cmp = str_cmp(x->id, y->id);
    if (cmp == 0) cmp = str_cmp(x->kind, y->kind);
    return cmp ? cmp : str_cmp(x->unit, y->unit);
}

static void add_line(UnusedUnits *u, Str line, Str unit) {
    uint32_t blank = str_find(line, ' ', 0), end = str_find(line, ' ', blank + 1);
    if (blank == line.len || line.at[0] < 'a' || line.at[0] > 'z') return;
    Arena *arena = u->session->arena;
    vec_push(&u->declared, ((Declared){arena_str(arena, str_part(line, blank + 1, end)), arena_str(arena, str_part(line, 0, blank)), unit}));
}

static void add_file(UnusedUnits *u, Str text, Str unit) {
    for (uint32_t from = 0, end; from < text.len; from = end + 1) {
        end = str_find(text, '\n', from);
        if (end > from) add_line(u, str_part(text, from, end), unit);
    }
}

// A file that cannot be read declares nothing: this is only for a better message.
static void add_unit(UnusedUnits *u, Str unit) {
    LibraryRange ranges[2];
    const Library *library = &u->session->library;
    if (!library_unit(library, unit, ranges)) return;
    for (uint32_t r = 0; r < 2; r++) {
        for (uint32_t i = 0; i < ranges[r].count; i++) {
            Out trouble = out_memory();
            char *text = NULL;
            uint32_t len = 0;
            if (library_read(library, ranges[r].first + i, &text, &len, &trouble)) add_file(u, (Str){text, len}, unit);
            mem_free(text);
            out_free(&trouble);
        }
    }
}

static void read_all(UnusedUnits *u) {
    const Session *s = u->session;
    for (uint32_t i = 1; i < s->units.n; i++)
        if (s->units.at[i].not_loaded) add_unit(u, s->units.at[i].path);
    if (u->declared.n > 0) qsort(u->declared.at, u->declared.n, sizeof *u->declared.at, compare);
    u->read = true;
}

static Str unit_of(Unused *unused, Str kind, Str id) {
    UnusedUnits *u = (UnusedUnits *)unused;
    if (!u->read) read_all(u);
    const Declared wanted = {.id = id, .kind = kind};
    uint32_t from = 0, to = u->declared.n; // the first that is not less
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (compare(&u->declared.at[middle], &wanted) < 0) from = middle + 1;
        else to = middle;
    }
    bool found = from < u->declared.n && str_eq(u->declared.at[from].id, id) && str_eq(u->declared.at[from].kind, kind);
    return found ? u->declared.at[from].unit : (Str){0};
}

UnusedUnits *unused_new(const Session *session) {
    UnusedUnits *u = ARENA_NEW(session->arena, UnusedUnits);
    *u = (UnusedUnits){.base = {unit_of}, .session = session};
    return u;
}

void unused_free(UnusedUnits *unused) {
    if (unused != NULL) vec_free(&unused->declared);
}

Unused *unused_asked(UnusedUnits *unused) {
    return &unused->base;
}
