// --statistics: names by level and count, worst first.
#include <stdlib.h>

#include "base/vec.h"
#include "render/diagnostics/paint.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"

typedef struct {
    Level level;
    Str name;
    uint32_t count;
} Tally;

static int by_name(const void *left, const void *right) {
    const Tally *a = left, *b = right;
    return a->level != b->level ? (a->level < b->level) - (a->level > b->level) : str_cmp(a->name, b->name);
}

static int worst_first(const void *left, const void *right) {
    const Tally *a = left, *b = right;
    if (a->level == b->level && a->count != b->count) return (a->count < b->count) - (a->count > b->count);
    return by_name(left, right);
}

// Makes one of neighbours that are alike; returns how many are left.
static uint32_t joined(Tally *tallies, uint32_t count) {
    uint32_t left = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (left > 0 && by_name(&tallies[left - 1], &tallies[i]) == 0) {
            tallies[left - 1].count += tallies[i].count;
        } else {
            tallies[left++] = tallies[i];
        }
    }
    return left;
}

static void write_tally(const Tally *tally, Paint paint) {
    out_printf(paint.out, "%6u ", tally->count);
    paint_level(paint, tally->level);
    out_printf(paint.out, "%s[", level_name(tally->level));
    shown_text(paint.out, tally->name);
    out_char(paint.out, ']');
    paint_end(paint);
    out_char(paint.out, '\n');
}

void diag_statistics(const DiagInput *input, Out *out) {
    VEC(Tally) tallies = {0};
    for (uint32_t i = 0; i < input->count; i++) {
        const Diagnostic *d = input->diagnostics[i];
        if (d->by.len == 0) vec_push(&tallies, (Tally){diag_level_counted(d->level), d->name, d->count ? d->count : 1});
    }
    if (tallies.n > 0) {
        qsort(tallies.at, tallies.n, sizeof *tallies.at, by_name);
        tallies.n = joined(tallies.at, tallies.n);
        qsort(tallies.at, tallies.n, sizeof *tallies.at, worst_first);
    }
    for (uint32_t i = 0; i < tallies.n; i++) write_tally(&tallies.at[i], (Paint){out, input->options.colour});
    vec_free(&tallies);
}
