// The program: typing all declarations, running the rules in order, and what became of their findings.
#include "query/program.h"

#include <stdlib.h>

#include "base/hash.h"
#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "query/compile.h"

// ---- building

static int rule_order(const void *a, const void *b) {
    return str_cmp(((const Rule *)a)->info.name, ((const Rule *)b)->info.name);
}

static int table_order(const void *a, const void *b) {
    return str_cmp(((const Table *)a)->info.name, ((const Table *)b)->info.name);
}

static Row rule_row(const Model *m, const Tree *tree, NodeId node) {
    KindId kind = schema_kind(m->schema, m->known.kind_rule);
    for (Row r = kind ? m->kind_first[kind] : 0; kind && r < m->kind_end[kind]; r++)
        if (m->node[r].tree == tree && m->node[r].node == node) return r;
    return 0;
}

static void compile_declaration(Program *p, const ModelInput *input, NodeId node, Diagnostics *sink) {
    NodeKind kind = tree_kind(input->tree, node);
    Checker c = checker_new(p->model, &p->typed, input->tree, p->arena, sink);
    if (kind == NODE_RULE) vec_push(&p->rules, rule_compile(&c, node, input->unit, rule_row(p->model, input->tree, node)));
    else if (kind == NODE_TABLE || kind == NODE_MATRIX) vec_push(&p->tables, table_compile(&c, node, input->unit));
    else if (kind == NODE_REPORT) diag_not_supported(sink, tree_span(input->tree, p->model->sources, node), STR("report"));
    checker_free(&c);
}

static void type_all_reckoned(Program *p, Diagnostics *sink) {
    const Schema *s = p->model->schema;
    for (FieldId f = 1; f < s->fields.n; f++) {
        if (s->fields.at[f].sort != FIELD_RECKONED) continue;
        Checker c = checker_new(p->model, &p->typed, s->fields.at[f].declaration.tree, p->arena, sink);
        check_reckoned(&c, f);
        checker_free(&c);
    }
}

// Rules named in `yields to` must exist.
static void check_yields(Program *p, Diagnostics *sink) {
    for (uint32_t r = 0; r < p->rules.n; r++) {
        const Rule *rule = &p->rules.at[r];
        for (uint32_t y = 0; y < rule->yield_count; y++) {
            Suggestion s = {.wanted = names_text(p->model->names, rule->yields[y])};
            bool found = false;
            for (uint32_t k = 0; k < p->rules.n && !found; k++) {
                found = p->rules.at[k].name == rule->yields[y];
                suggest_offer(&s, p->rules.at[k].info.name, k);
            }
            if (found) continue;
            NodeId node = tree_find(rule->info.declaration.tree, rule->info.declaration.node, NODE_YIELDS);
            Diagnostic *d = diag_unknown_rule(sink, tree_span(rule->info.declaration.tree, p->model->sources, node), s.wanted);
            if (s.best.at) diag_help(sink, d, arena_printf(p->arena, "a rule with a similar name exists: `" STR_FMT "`", STR_ARG(s.best)));
        }
    }
}

Program *program_build(Model *model, const ModelInput *inputs, uint32_t input_count, Arena *arena, Diagnostics *sink) {
    Program *p = ARENA_NEW(arena, Program);
    p->model = model;
    p->arena = arena;
    p->typed.reckoned = ARENA_ARRAY(arena, const Expr *, model->schema->fields.n);
    p->typed.reckoned_state = ARENA_ARRAY(arena, uint8_t, model->schema->fields.n);
    type_all_reckoned(p, sink);
    for (uint32_t i = 0; i < input_count; i++)
        for (uint32_t d = 0; d < inputs[i].tree->top.n; d++) compile_declaration(p, &inputs[i], inputs[i].tree->top.at[d], sink);
    if (p->rules.n) qsort(p->rules.at, p->rules.n, sizeof(Rule), rule_order);
    if (p->tables.n) qsort(p->tables.at, p->tables.n, sizeof(Table), table_order);
    check_yields(p, sink);
    return p;
}

void program_free(Program *p) {
    if (p == NULL) return;
    vec_free(&p->rules);
    vec_free(&p->tables);
    vec_free(&p->findings);
}

uint32_t program_rule_count(const Program *p) {
    return p->rules.n;
}

const RuleInfo *program_rule(const Program *p, uint32_t index) {
    return &p->rules.at[index].info;
}

uint32_t program_artefact_count(const Program *p) {
    return p->tables.n;
}

const ArtefactInfo *program_artefact(const Program *p, uint32_t index) {
    return &p->tables.at[index].info;
}

// ---- levels

// What settings ask for: -1 nothing.
static int level_asked(const RuleOptions *options, Str name) {
    for (uint32_t i = options->level_count; i-- > 0;)
        if (str_eq(options->levels[i].name, name) || str_eq(options->levels[i].name, STR("all"))) return (int)options->levels[i].level;
    return -1;
}

static bool asked_for(const RuleOptions *options, Str name) {
    for (uint32_t i = 0; i < options->only_count; i++)
        if (str_eq(options->only[i], name)) return true;
    return options->only_count == 0;
}

// `only` runs a rule even where it is off.
static bool runs(const Rule *rule, const RuleOptions *options, int asked) {
    if (!rule->clauses.sound || !asked_for(options, rule->info.name)) return false;
    if (options->only_count) return true;
    return asked >= 0 ? asked != LEVEL_OFF : rule->info.level != LEVEL_OFF;
}

static Level effective(const Rule *rule, const RuleOptions *options, int asked) {
    Level level = asked > LEVEL_OFF ? (Level)asked : LEVEL_OFF;
    if (rule->info.level == LEVEL_FORBID) return LEVEL_FORBID; // cannot be lowered
    if (options->only_count && level == LEVEL_OFF && rule->info.level == LEVEL_OFF) return LEVEL_NOTE;
    return level;
}

// ---- giving way

// A set of (rule, record): which rules spoke for which records, themselves or by what they enforce.
typedef struct {
    uint64_t *slots;
    uint64_t mask;
} Spoken;

static uint64_t spoken_key(uint32_t rule, Row row) {
    return ((uint64_t)(rule + 1) << 32) | row;
}

static bool spoken_has(const Spoken *s, uint64_t key) {
    for (uint64_t h = hash_u64(key) & s->mask;; h = (h + 1) & s->mask) {
        if (s->slots[h] == key) return true;
        if (s->slots[h] == 0) return false;
    }
}

static void spoken_add(Spoken *s, uint64_t key) {
    uint64_t h = hash_u64(key) & s->mask;
    while (s->slots[h] != 0 && s->slots[h] != key) h = (h + 1) & s->mask;
    s->slots[h] = key;
}

#define ANY_RULE (UINT32_MAX - 1) // stands for all rules that do not themselves yield to any

static void speak(const Program *p, Spoken *s, const Finding *f, Row row) {
    spoken_add(s, spoken_key(f->rule, row));
    if (!p->rules.at[f->rule].yields_to_any) spoken_add(s, spoken_key(ANY_RULE, row));
}

static Spoken spoken_build(const Program *p) {
    uint64_t size = 64, entries = 0;
    for (uint32_t f = 0; f < p->findings.n; f++) entries += p->findings.at[f].bound_count + p->rules.at[p->findings.at[f].rule].clauses.enforces_count;
    while (size < entries * 4) size *= 2;
    Spoken s = {.slots = mem_alloc(size * sizeof(uint64_t)), .mask = size - 1};
    memset(s.slots, 0, size * sizeof(uint64_t));
    for (uint32_t f = 0; f < p->findings.n; f++) {
        const Finding *one = &p->findings.at[f];
        const Clauses *clauses = &p->rules.at[one->rule].clauses;
        for (uint32_t b = 0; b < one->bound_count; b++) speak(p, &s, one, one->bound[b]);
        for (uint32_t e = 0; e < clauses->enforces_count; e++) speak(p, &s, one, clauses->enforces[e]);
    }
    return s;
}

static uint32_t rule_called(const Program *p, NameId name) {
    for (uint32_t r = 0; r < p->rules.n; r++)
        if (p->rules.at[r].name == name) return r;
    return UINT32_MAX;
}

static bool gives_way(const Program *p, const Spoken *s, const Finding *f) {
    const Rule *rule = &p->rules.at[f->rule];
    for (uint32_t b = 0; b < f->bound_count; b++) {
        if (rule->yields_to_any && spoken_has(s, spoken_key(ANY_RULE, f->bound[b]))) return true;
        for (uint32_t y = 0; y < rule->yield_count; y++)
            if (spoken_has(s, spoken_key(rule_called(p, rule->yields[y]), f->bound[b]))) return true;
    }
    return false;
}

static void give_way(Program *p, uint32_t from) {
    Spoken s = spoken_build(p);
    for (uint32_t f = from; f < p->findings.n; f++) p->findings.at[f].silent = gives_way(p, &s, &p->findings.at[f]);
    mem_free(s.slots);
}

// ---- findings become diagnostics

static void add_finding(const Program *p, const Finding *f, Diagnostics *sink) {
    const Rule *rule = &p->rules.at[f->rule];
    Diagnostic *d = diagnostics_add(sink, rule->info.name, f->level, f->at, f->message);
    d->requirement = rule->info.requirement;
    d->fingerprint = f->fingerprint;
    d->subject = f->bound_count ? f->bound[0] : 0;
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
    add_finding(p, &one, sink);
}

static void add_all(Program *p, Diagnostics *sink) {
    const Finding **order = ARENA_ARRAY(p->arena, const Finding *, p->findings.n);
    uint32_t n = 0;
    for (uint32_t f = 0; f < p->findings.n; f++) {
        if (p->findings.at[f].silent) continue;
        if (p->findings.at[f].waived) add_finding(p, &p->findings.at[f], sink);
        else order[n++] = &p->findings.at[f];
    }
    if (n) qsort_r(order, n, sizeof *order, finding_order, p);
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i + 1;
        while (end < n && same_place(order[i], order[end])) end++;
        if (end - i > FEW_AT_ONE_PLACE && p->rules.at[order[i]->rule].summary.count) add_summary(p, order + i, end - i, sink);
        else
            for (uint32_t k = i; k < end; k++) add_finding(p, order[k], sink);
        i = end;
    }
}

// ---- running

static void run_phase(Program *p, Run *run, const RuleOptions *options, bool reads_findings, RuleStats *stats) {
    for (uint32_t r = 0; r < p->rules.n; r++) {
        const Rule *rule = &p->rules.at[r];
        int asked = level_asked(options, rule->info.name);
        if (rule->reads_findings != reads_findings || !runs(rule, options, asked)) continue;
        rule_run(run, rule, r, effective(rule, options, asked), p->arena, &p->findings, &stats->undecided);
        stats->rules_run++;
    }
}

static const Level *levels_in_force(const Program *p, const RuleOptions *options) {
    Level *levels = ARENA_ARRAY(p->arena, Level, p->rules.n);
    for (uint32_t r = 0; r < p->rules.n; r++) {
        Level level = effective(&p->rules.at[r], options, level_asked(options, p->rules.at[r].info.name));
        levels[r] = level == LEVEL_OFF ? p->rules.at[r].info.level : level;
    }
    return levels;
}

void program_run_rules(Program *p, const RuleOptions *options, Diagnostics *sink, RuleStats *stats) {
    *stats = (RuleStats){0};
    const Level *levels = levels_in_force(p, options);
    Run *run = run_new(p->model, p->typed.reckoned, p->typed.index_count);
    run_phase(p, run, options, false, stats);
    run_free(run);
    give_way(p, 0);
    if (!options->no_waivers) waivers_apply(p, options, levels, NULL); // so that the relation knows; reported at the end
    relation_fill(p);
    p->has_run = true;
    uint32_t first = p->findings.n;
    run = run_new(p->model, p->typed.reckoned, p->typed.index_count);
    run_phase(p, run, options, true, stats);
    run_free(run);
    if (p->findings.n > first) give_way(p, first);
    if (!options->no_waivers) stats->waived = waivers_apply(p, options, levels, sink);
    add_all(p, sink);
}

// ---- artefacts

static void fill_head(Program *p, const Table *table, const ArtefactHead *head, Arena *arena, Artefact *a) {
    const Model *m = p->model;
    char *day = arena_alloc(arena, DATE_CHARS);
    date_print(m->today, day);
    a->sort = table->info.sort;
    a->name = table->info.name;
    a->title = table->info.title;
    a->doc = table->info.doc;
    a->requirement = table->info.requirement;
    a->as_of = (Str){day, DATE_CHARS};
    a->revision = head->revision;
    a->generator = head->generator;
    if (m->project) a->organisation = model_title(m, m->project, arena);
    KindId kind = schema_kind(m->schema, m->known.kind_standard);
    Out out = out_memory();
    for (Row s = kind ? m->kind_first[kind] : 0; kind && s < m->kind_end[kind]; s++) {
        if (!m->units.at[m->unit[s]].claimed) continue;
        if (out.len) out_cstr(&out, ", ");
        out_str(&out, model_title(m, s, arena));
    }
    a->standards = arena_str(arena, out_text(&out));
    out_free(&out);
}

void program_run_artefact(Program *p, uint32_t index, const ArtefactHead *head, Arena *arena, Artefact *artefact) {
    const Table *table = &p->tables.at[index];
    *artefact = (Artefact){0};
    fill_head(p, table, head, arena, artefact);
    if (!table->clauses.sound) return;
    Run *run = run_new(p->model, p->typed.reckoned, p->typed.index_count);
    if (table->info.sort == ARTEFACT_MATRIX) matrix_run(run, table, arena, artefact);
    else table_run(run, table, arena, artefact);
    run_free(run);
}
