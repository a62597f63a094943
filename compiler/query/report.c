// Findings become diagnostics; many of one rule at one place become its summary.
#include <stdlib.h>

#include "base/hash.h"
#include "query/compile.h"

// `count`: how many findings the diagnostic stands for.
static void add_finding(const Program *p, const Finding *f, uint32_t count, Diagnostics *sink) {
    const Rule *rule = &p->rules.at[f->rule];
    Diagnostic *d = diagnostics_add(sink, rule->info.name, f->level, f->at, f->message);
    d->requirement = rule->info.requirement;
    d->fingerprint = f->fingerprint;
    d->subject = f->bound_count ? f->bound[0] : 0;
    d->count = count;
    d->is_rule = true;
    d->waived = f->waived;
    diag_help(sink, d, f->help);
    for (const DiagNote *n = f->notes; n; n = n->next) diag_note(sink, d, n->at, n->label);
    for (const DiagFix *x = f->fixes; x; x = x->next) diag_fix(sink, d, x->at, x->label, x->text, x->safe);
}

#define FEW_AT_ONE_PLACE 3u
#define LISTED 12u

static Str list_of(const Program *p, const Finding *const *group, uint32_t count) {
    const Model *m = p->model;
    Out out = out_memory();
    uint32_t shown = count > LISTED ? LISTED : count;
    for (uint32_t i = 0; i < shown; i++) {
        if (i) out_cstr(&out, ", ");
        if (group[i]->bound_count) out_str(&out, model_row_name(m, group[i]->bound[0], p->arena));
    }
    if (shown < count) out_printf(&out, " and %u more", count - shown);
    Str text = arena_str(p->arena, out_text(&out));
    out_free(&out);
    return text;
}

static int finding_order(const void *a, const void *b, void *program) {
    const Finding *x = *(const Finding *const *)a, *y = *(const Finding *const *)b;
    if (x->rule != y->rule) return x->rule < y->rule ? -1 : 1;
    if (x->level != y->level) return x->level > y->level ? -1 : 1;
    if (x->at.start != y->at.start) return x->at.start < y->at.start ? -1 : 1;
    const Model *m = ((const Program *)program)->model;
    if (x->bound_count && y->bound_count && x->bound[0] != y->bound[0]) return model_row_cmp(m, x->bound[0], y->bound[0]);
    return str_cmp(x->message, y->message);
}

static bool same_place(const Finding *a, const Finding *b) {
    return a->rule == b->rule && a->at.start == b->at.start && a->level == b->level;
}

static void add_summary(const Program *p, const Finding *const *group, uint32_t count, Diagnostics *sink) {
    const Rule *rule = &p->rules.at[group[0]->rule];
    Finding one = *group[0];
    one.message = template_fill_summary(&rule->summary, count, list_of(p, group, count), p->arena);
    uint64_t all = 0;
    for (uint32_t i = 0; i < count; i++) all += hash_u64(group[i]->fingerprint);
    one.fingerprint = all;
    one.notes = NULL;
    DiagFix *fixes = NULL;
    for (uint32_t i = count; i-- > 0;) { // every record keeps its fix
        if (group[i]->fixes == NULL) continue;
        group[i]->fixes->next = fixes;
        fixes = group[i]->fixes;
    }
    one.fixes = fixes;
    add_finding(p, &one, count, sink);
}

static int fingerprint_order(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

// What `known` shows is silent here; what it keeps back because of a waiver or another rule is not.
void findings_leave_out(Program *p, const Program *known) {
    VEC(uint64_t) shown = {0};
    for (uint32_t f = 0; f < known->findings.n; f++) {
        const Finding *finding = &known->findings.at[f];
        if (!finding->silent && !finding->waived) vec_push(&shown, finding->fingerprint);
    }
    if (shown.n > 0) qsort(shown.at, shown.n, sizeof *shown.at, fingerprint_order);
    for (uint32_t f = 0; f < p->findings.n && shown.n > 0; f++) {
        Finding *finding = &p->findings.at[f];
        finding->silent = finding->silent || bsearch(&finding->fingerprint, shown.at, shown.n, sizeof *shown.at, fingerprint_order) != NULL;
    }
    vec_free(&shown);
}

bool fingerprints_have(const Fingerprints *known, uint64_t fingerprint) {
    return known != NULL && known->count > 0 && bsearch(&fingerprint, known->at, known->count, sizeof *known->at, fingerprint_order) != NULL;
}

Fingerprints program_undecided(const Program *p, Arena *arena) {
    uint32_t most = 0, count = 0;
    for (uint32_t r = 0; p->open != NULL && r < p->rules.n; r++) most += p->open[r].records.n;
    uint64_t *known = ARENA_ARRAY(arena, uint64_t, most);
    for (uint32_t r = 0; most > 0 && r < p->rules.n; r++) {
        for (uint32_t i = 0; i < p->open[r].records.n; i++) {
            Row row = p->open[r].records.at[i];
            Str path = row ? model_row_path(p->model, row, arena) : STR("");
            known[count++] = finding_fingerprint(p->rules.at[r].info.name, &path, 1);
        }
    }
    if (count > 0) qsort(known, count, sizeof *known, fingerprint_order);
    return (Fingerprints){known, count};
}

void findings_know(Program *p, uint32_t from, const RuleOptions *options, RuleStats *stats) {
    for (uint32_t f = from; f < p->findings.n; f++) {
        Finding *finding = &p->findings.at[f];
        if (finding->silent || finding->waived) continue;
        bool in_baseline = fingerprints_have(options->baseline, finding->fingerprint);
        bool was = !in_baseline && fingerprints_have(options->earlier, finding->fingerprint);
        stats->baseline += in_baseline;
        stats->earlier += was;
        finding->known = in_baseline || was;
    }
}

uint32_t program_finding_count(const Program *p) {
    return p->findings.n;
}

bool program_finding(const Program *p, uint32_t index, Arena *arena, FindingInfo *found) {
    const Finding *f = &p->findings.at[index];
    Str *records = ARENA_ARRAY(arena, Str, f->bound_count);
    for (uint32_t b = 0; b < f->bound_count; b++) records[b] = model_row_path(p->model, f->bound[b], arena);
    *found = (FindingInfo){p->rules.at[f->rule].info.name, records, f->bound_count, f->fingerprint, f->waived};
    return !f->silent;
}

void findings_add(Program *p, uint32_t from, Diagnostics *sink) {
    const Finding **order = ARENA_ARRAY(p->arena, const Finding *, p->findings.n - from);
    uint32_t n = 0;
    for (uint32_t f = from; f < p->findings.n; f++) {
        if (p->findings.at[f].silent || p->findings.at[f].known) continue;
        if (p->findings.at[f].waived) add_finding(p, &p->findings.at[f], 1, sink);
        else order[n++] = &p->findings.at[f];
    }
    if (n) qsort_r(order, n, sizeof *order, finding_order, p);
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i + 1;
        while (end < n && same_place(order[i], order[end])) end++;
        if (end - i > FEW_AT_ONE_PLACE && p->rules.at[order[i]->rule].summary.count) add_summary(p, order + i, end - i, sink);
        else
            for (uint32_t k = i; k < end; k++) add_finding(p, order[k], 1, sink);
        i = end;
    }
}
