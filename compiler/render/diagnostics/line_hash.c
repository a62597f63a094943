#include "render/diagnostics/line_hash.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/utf8.h"

#define WINDOW 100
#define BASE 37
#define END_OF_FILE 0xFFFF

typedef struct {
    LineHashes *hashes;
    uint64_t hash, first; // BASE to the power of WINDOW: what the unit that leaves the window counts
    uint32_t units[WINDOW];
    bool starts[WINDOW]; // a line starts at that unit, and has no hash yet
    uint32_t at;
    bool line_start, after_cr;
} Rolling;

static void push(Rolling *r, uint32_t unit) {
    if (r->starts[r->at]) vec_push(r->hashes, (LineHash){r->hash, 0});
    r->starts[r->at] = false;
    r->hash = r->hash * BASE + unit - r->first * r->units[r->at];
    r->units[r->at] = unit;
    r->at = (r->at + 1) % WINDOW;
}

static void take(Rolling *r, uint32_t unit) {
    bool skipped = unit == ' ' || unit == '\t' || (r->after_cr && unit == '\n');
    r->after_cr = !skipped && unit == '\r';
    if (skipped) return;
    if (unit == '\r') unit = '\n';
    uint32_t here = r->at;
    push(r, unit);
    r->starts[here] = r->line_start;
    r->line_start = unit == '\n';
}

static void take_text(Rolling *r, Str text) {
    for (uint32_t at = 0; at < text.len;) {
        uint32_t code, bytes = utf8_decode(text.at + at, text.len - at, &code);
        at += bytes ? bytes : 1;
        if (!bytes) code = 0xFFFD;
        if (code >= 0x10000) take(r, 0xD800 + ((code - 0x10000) >> 10));
        take(r, code < 0x10000 ? code : 0xDC00 + (code & 0x3FF));
    }
}

static int by_hash(const void *left, const void *right) {
    const LineHash *const *a = left, *const *b = right;
    if ((*a)->hash != (*b)->hash) return (*a)->hash < (*b)->hash ? -1 : 1;
    return (*a > *b) - (*a < *b);
}

static void number(LineHash *hashes, uint32_t count) {
    LineHash **order = mem_zeroed((size_t)count + 1, sizeof *order);
    for (uint32_t i = 0; i < count; i++) order[i] = &hashes[i];
    qsort(order, count, sizeof *order, by_hash);
    for (uint32_t i = 0; i < count; i++) order[i]->occurrence = i > 0 && order[i]->hash == order[i - 1]->hash ? order[i - 1]->occurrence + 1 : 1;
    mem_free(order);
}

void line_hashes(Str text, LineHashes *hashes) {
    Rolling r = {.hashes = hashes, .first = 1, .line_start = true};
    for (uint32_t i = 0; i < WINDOW; i++) r.first *= BASE;
    uint32_t before = hashes->n;
    take_text(&r, text);
    take(&r, END_OF_FILE);
    for (uint32_t i = 0; i < WINDOW; i++) push(&r, 0);
    number(hashes->at + before, hashes->n - before);
}
