#include "render/diagnostics/cap.h"

#include <stdlib.h>

#include "base/memory.h"

typedef struct {
    Str name;
    uint32_t file; // + 1; 0: no place
    uint32_t index;
} Key;

static bool alike(const Key *a, const Key *b) {
    return a->file == b->file && str_eq(a->name, b->name);
}

static int by_file_and_name(const void *left, const void *right) {
    const Key *a = left, *b = right;
    int order = (a->file > b->file) - (a->file < b->file);
    if (!order) order = str_cmp(a->name, b->name);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

static Key *sorted_keys(const DiagInput *input) {
    Key *keys = mem_resize(NULL, input->count, sizeof *keys);
    for (uint32_t i = 0; i < input->count; i++) {
        const Diagnostic *d = input->diagnostics[i];
        keys[i] = (Key){d->name, d->at.start ? sources_find(input->sources, d->at.start) + 1 : 0, i};
    }
    qsort(keys, input->count, sizeof *keys, by_file_and_name);
    return keys;
}

uint32_t *diag_cap(const DiagInput *input) {
    Key *keys = sorted_keys(input);
    uint32_t *more = mem_resize(NULL, input->count, sizeof *more);
    for (uint32_t from = 0, to; from < input->count; from = to) {
        for (to = from + 1; to < input->count && alike(&keys[from], &keys[to]);) to++;
        for (uint32_t i = from; i < to; i++) more[keys[i].index] = i - from < DIAG_CAP ? 0 : DIAG_LEFT_OUT;
        if (to - from > DIAG_CAP) more[keys[from + DIAG_CAP - 1].index] = to - from - DIAG_CAP;
    }
    mem_free(keys);
    return more;
}
