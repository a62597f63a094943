// Amounts of two currencies that met while rules ran or artefacts were made: nothing says what one is worth in the other, so what they were asked for
// is unknown, and that is told where they stand.
#include <stdlib.h>

#include "diag/catalogue.h"
#include "query/compile.h"

void run_two_currencies(Run *run, SrcPos a, SrcPos b) {
    Reckoning *r = run->reckoning;
    if (!run->fills) pthread_mutex_lock(&r->lock);
    vec_push(&r->two_currencies, a < b ? ((ValuePair){a, b}) : ((ValuePair){b, a}));
    if (!run->fills) pthread_mutex_unlock(&r->lock);
}

static int compare_pairs(const void *a, const void *b) {
    const ValuePair *x = a, *y = b;
    if (x->second != y->second) return x->second < y->second ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

// One for each later amount: with how many others it was compared does not matter.
void program_tell_currencies(Program *p, Diagnostics *sink) {
    Reckoning *r = &p->reckoning;
    if (r->two_currencies.n == 0) return;
    qsort(r->two_currencies.at, r->two_currencies.n, sizeof *r->two_currencies.at, compare_pairs);
    SrcPos last = 0;
    for (uint32_t i = 0; i < r->two_currencies.n; i++) {
        ValuePair pair = r->two_currencies.at[i];
        if (pair.second == 0 || pair.second == last) continue; // both written in the rule: at no place of the sources
        last = pair.second;
        Diagnostic *said = diag_two_currencies(sink, model_place_span(p->model, pair.second));
        if (pair.first) diag_note(sink, said, model_place_span(p->model, pair.first), STR("of another currency"));
    }
    vec_free(&r->two_currencies);
}
