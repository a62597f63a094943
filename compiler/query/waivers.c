// Waivers: which findings they cover, and what is wrong with waivers themselves.
#include "diag/catalogue.h"
#include "query/compile.h"

typedef struct {
    Row row;       // of the waiver
    uint32_t rule; // index into Program.rules; UINT32_MAX: unknown
    const Column *on;
    uint32_t from, count;
    Date until;
    bool has_until, used;
} Waiver;

typedef VEC(Waiver) Waivers;

static uint32_t rule_of_row(const Program *p, Row row) {
    for (uint32_t r = 0; r < p->rules.n; r++)
        if (p->rules.at[r].row == row) return r;
    return UINT32_MAX;
}

static Waivers waivers_read(const Program *p) {
    const Model *m = p->model;
    Waivers waivers = {0};
    KindId kind = schema_kind(m->schema, m->known.kind_waive);
    FieldId on = kind ? schema_field(m->schema, kind, m->known.on) : 0;
    if (on == 0) return waivers;
    for (Row r = m->kind_first[kind]; r < m->kind_end[kind]; r++) {
        Value rule, until;
        uint8_t state;
        if ((m->flags[r] & ROW_POISON) || !model_value(m, r, m->known.rule_field, &rule, NULL)) continue;
        Waiver w = {.row = r, .rule = rule_of_row(p, (Row)rule), .on = model_column(m, on)};
        w.from = column_values(w.on, r, &w.count, &state);
        w.used = (state & STATE_UNKNOWN) != 0; // it may be on what is misspelt
        w.has_until = model_value(m, r, m->known.until, &until, NULL);
        if (w.has_until) w.until = (Date)until;
        vec_push(&waivers, w);
    }
    return waivers;
}

static bool expired(const Model *m, const Waiver *w) {
    return w->has_until && w->until < m->today;
}

// Is `row`, or a record that encloses it, one that the waiver is on?
static bool covers(const Model *m, const Waiver *w, Row row) {
    for (; row; row = m->parent[row])
        for (uint32_t j = w->from; j < w->from + w->count; j++)
            if ((Row)w->on->value[j] == row) return true;
    return false;
}

static void apply(const Program *p, Waiver *w, Finding *f) {
    if (f->silent || f->rule != w->rule || f->level == LEVEL_FORBID) return;
    for (uint32_t b = 0; b < f->bound_count; b++) {
        if (!covers(p->model, w, f->bound[b])) continue;
        w->used = true;
        if (!expired(p->model, w)) f->waived = true;
        return;
    }
}

// Was any record lost to a syntax error?
static bool any_lost(const Model *m) {
    for (KindId k = 1; k < m->schema->kinds.n; k++)
        if (m->kind_lost[k]) return true;
    return false;
}

static bool gives_reason(const Program *p, Row row) {
    return (p->model->flags[row] & ROW_TITLE_TODO) || str_trim(model_title(p->model, row, p->arena)).len > 0;
}

static void report_waiver(const Program *p, const Waiver *w, const RuleForce *forces, Diagnostics *sink, bool rule_ran) {
    const Model *m = p->model;
    Span at = model_row_span(m, w->row);
    Str name = p->rules.at[w->rule].info.name;
    if (forces[w->rule].level == LEVEL_FORBID) diag_waiver_forbidden(sink, at, name);
    else if (expired(m, w)) {
        char day[DATE_CHARS];
        date_print(w->until, day);
        diag_waiver_expired(sink, at, name, (Str){day, DATE_CHARS});
    } else if (!gives_reason(p, w->row)) diag_waiver_without_reason(sink, at, name);
    else if (!w->used && rule_ran) diag_waiver_unused(sink, at, name);
}

uint32_t waivers_apply(Program *p, const RuleOptions *options, const RuleForce *forces, Diagnostics *sink) {
    Waivers waivers = waivers_read(p);
    VEC(uint32_t) by_rule = {0}; // waivers of each rule, chained: by_rule[rule] is 1 + the first, next[] the following
    VEC(uint32_t) next = {0};
    vec_extend(&by_rule, p->rules.n);
    vec_extend(&next, waivers.n);
    for (uint32_t w = waivers.n; w-- > 0;) {
        if (waivers.at[w].rule == UINT32_MAX) continue;
        next.at[w] = by_rule.at[waivers.at[w].rule];
        by_rule.at[waivers.at[w].rule] = w + 1;
    }
    uint32_t waived = 0;
    bool lost = any_lost(p->model);
    for (uint32_t f = 0; f < p->findings.n; f++) {
        for (uint32_t w = by_rule.at[p->findings.at[f].rule]; w; w = next.at[w - 1]) apply(p, &waivers.at[w - 1], &p->findings.at[f]);
        waived += p->findings.at[f].waived;
    }
    for (uint32_t w = 0; sink && w < waivers.n; w++) {
        if (waivers.at[w].rule == UINT32_MAX) continue;
        if (p->open[waivers.at[w].rule].records.n > 0 || lost) continue; // what it covers may be hidden by a mistake elsewhere
        // one that is off finds nothing to waive, either, but of a change there may be nothing to tell
        const Rule *rule = &p->rules.at[waivers.at[w].rule];
        bool ran = rule_asked_for(options, rule->info.name) && rule->phase != PHASE_DIFFERENCES;
        report_waiver(p, &waivers.at[w], forces, sink, ran);
    }
    vec_free(&by_rule);
    vec_free(&next);
    vec_free(&waivers);
    return waived;
}
