// The program: typing all declarations, running the rules in order, and what became of their findings.
#include "query/program.h"

#include <stdlib.h>

#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "query/compile.h"
#include "query/differences.h"

// ---- building

// The library stands before the project, the rest in the order of the source.
static int declared_order(uint32_t unit_a, SrcPos a, uint32_t unit_b, SrcPos b) {
    if ((unit_a == 0) != (unit_b == 0)) return unit_a == 0 ? 1 : -1;
    return (a > b) - (a < b);
}

static SrcPos declared_at(NodeRef declaration) {
    return tree_pos(declaration.tree, declaration.node);
}

static int rule_order(const void *a, const void *b) {
    const RuleInfo *x = &((const Rule *)a)->info, *y = &((const Rule *)b)->info;
    int by_name = str_cmp(x->name, y->name);
    return by_name ? by_name : declared_order(x->unit, declared_at(x->declaration), y->unit, declared_at(y->declaration));
}

static int named_order(const void *a, const void *b) {
    const ArtefactInfo *x = ((const Named *)a)->info, *y = ((const Named *)b)->info;
    int by_name = str_cmp(x->name, y->name);
    return by_name ? by_name : declared_order(x->unit, declared_at(x->declaration), y->unit, declared_at(y->declaration));
}

static Row rule_row(const Model *m, const Tree *tree, NodeId node) {
    KindId kind = schema_kind(m->schema, m->known.kind_rule);
    for (Row r = kind ? m->kind_first[kind] : 0; kind && r < m->kind_end[kind]; r++)
        if (m->node[r].tree == tree && m->node[r].node == node) return r;
    return 0;
}

// What is shown is typed when somebody asks for it, if it came with the compiler: then it has no mistakes to tell.
static bool can_wait(const ModelInput *input) {
    return input->unit != 0 && input->tree->lent;
}

static void compile_declaration(Program *p, const ModelInput *input, NodeId node, Diagnostics *sink) {
    NodeKind kind = tree_kind(input->tree, node);
    Checker c = checker_new(p->model, &p->typed, input->tree, p->arena, sink);
    if (kind == NODE_RULE) vec_push(&p->rules, rule_compile(&c, node, input->unit, rule_row(p->model, input->tree, node)));
    else if (kind == NODE_TABLE || kind == NODE_MATRIX)
        vec_push(&p->tables, can_wait(input) ? table_declared(&c, node, input->unit) : table_compile(&c, node, input->unit));
    checker_free(&c);
}

// Reports name tables, which stand anywhere.
static void compile_reports(Program *p, const ModelInput *input, Diagnostics *sink) {
    for (uint32_t d = 0; d < input->tree->top.n; d++) {
        NodeId node = input->tree->top.at[d];
        if (tree_kind(input->tree, node) != NODE_REPORT) continue;
        Checker c = checker_new(p->model, &p->typed, input->tree, p->arena, sink);
        vec_push(&p->documents, can_wait(input) ? document_declared(&c, p, node, input->unit) : document_compile(&c, p, node, input->unit));
        checker_free(&c);
    }
}

static void name_artefacts(Program *p) {
    for (uint32_t t = 0; t < p->tables.n; t++) vec_push(&p->named, (Named){&p->tables.at[t].info, &p->tables.at[t], NULL});
    for (uint32_t d = 0; d < p->documents.n; d++) vec_push(&p->named, (Named){&p->documents.at[d].info, NULL, &p->documents.at[d]});
    if (p->named.n) qsort(p->named.at, p->named.n, sizeof(Named), named_order);
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

// Where the rule says that it yields to `name`.
static Span yield_span(const Program *p, const Rule *rule, Str name) {
    const Tree *tree = rule->info.declaration.tree;
    for (NodeId n = tree_child(tree, rule->info.declaration.node); n; n = tree_next(tree, n)) {
        for (NodeId to = tree_kind(tree, n) == NODE_YIELDS ? tree_child(tree, n) : 0; to; to = tree_next(tree, to))
            if (str_eq(tree_text(tree, p->model->sources, to), name)) return tree_span(tree, p->model->sources, to);
    }
    return tree_span(tree, p->model->sources, rule->info.declaration.node);
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
            Diagnostic *d = diag_unknown_rule(sink, yield_span(p, rule, s.wanted), s.wanted);
            if (s.best.at) diag_help(sink, d, arena_printf(p->arena, "a rule with a similar name exists: `" STR_FMT "`", STR_ARG(s.best)));
        }
    }
}

static void report_twice(Program *p, Str name, NodeRef again, NodeRef first, Diagnostics *sink) {
    const Sources *sources = p->model->sources;
    Diagnostic *d = diag_duplicate_id(sink, tree_span(again.tree, sources, tree_child(again.tree, again.node)), name);
    diag_note(sink, d, tree_span(first.tree, sources, tree_child(first.tree, first.node)), STR("first used here"));
}

// Rules are named in waivers and settings, artefacts on the command line: each name once. Rules of one unit were compared as records.
static void check_names(Program *p, Diagnostics *sink) {
    for (uint32_t r = 1; r < p->rules.n; r++) {
        const RuleInfo *first = &p->rules.at[r - 1].info, *again = &p->rules.at[r].info;
        if (!str_eq(first->name, again->name)) continue;
        p->rules.at[r].clauses.sound = false;
        if (first->unit != again->unit) report_twice(p, again->name, again->declaration, first->declaration, sink);
    }
    for (uint32_t n = 1; n < p->named.n; n++) {
        const ArtefactInfo *first = p->named.at[n - 1].info, *again = p->named.at[n].info;
        if (str_eq(first->name, again->name)) report_twice(p, again->name, again->declaration, first->declaration, sink);
    }
}

Program *program_build(Model *model, const ModelInput *inputs, uint32_t input_count, Arena *arena, Diagnostics *sink) {
    Program *p = ARENA_NEW(arena, Program);
    p->model = model;
    p->arena = arena;
    p->typed.reckoned = ARENA_ARRAY(arena, const Expr *, model->schema->fields.n);
    p->typed.reckoned_state = ARENA_ARRAY(arena, uint8_t, model->schema->fields.n);
    type_all_reckoned(p, sink);
    reckoning_init(&p->reckoning, model, p->typed.reckoned, arena);
    for (uint32_t i = 0; i < input_count; i++)
        for (uint32_t d = 0; d < inputs[i].tree->top.n; d++) compile_declaration(p, &inputs[i], inputs[i].tree->top.at[d], sink);
    if (p->rules.n) qsort(p->rules.at, p->rules.n, sizeof(Rule), rule_order);
    for (uint32_t i = 0; i < input_count; i++) compile_reports(p, &inputs[i], sink);
    name_artefacts(p);
    check_names(p, sink);
    check_yields(p, sink);
    parameters_check(p, sink);
    return p;
}

void program_free(Program *p) {
    if (p == NULL) return;
    reckoning_free(&p->reckoning);
    for (uint32_t r = 0; p->open != NULL && r < p->rules.n; r++) vec_free(&p->open[r].records);
    vec_free(&p->rules);
    vec_free(&p->tables);
    for (uint32_t d = 0; d < p->documents.n; d++) document_free(&p->documents.at[d]);
    vec_free(&p->documents);
    vec_free(&p->named);
    vec_free(&p->findings);
}

const Model *program_model(const Program *p) {
    return p->model;
}

uint32_t program_rule_count(const Program *p) {
    return p->rules.n;
}

const RuleInfo *program_rule(const Program *p, uint32_t index) {
    return &p->rules.at[index].info;
}

uint32_t program_artefact_count(const Program *p) {
    return p->named.n;
}

const ArtefactInfo *program_artefact(const Program *p, uint32_t index) {
    return p->named.at[index].info;
}

// ---- running

void program_run_rules(Program *p, const RuleOptions *options, Diagnostics *sink, RuleStats *stats) {
    *stats = (RuleStats){0};
    p->open = ARENA_ARRAY(p->arena, Undecided, p->rules.n);
    const RuleForce *forces = rules_in_force(p, options);
    phase_run(p, forces, PHASE_MODEL, options->threads, stats);
    findings_give_way(p, 0);
    if (!options->no_waivers) waivers_apply(p, options, forces, NULL); // so that the relation knows; reported at the end
    relation_fill(p);
    uint32_t first = p->findings.n;
    phase_run(p, forces, PHASE_FINDINGS, options->threads, stats);
    program_tell_currencies(p, sink);
    if (p->findings.n > first) findings_give_way(p, first);
    if (!options->no_waivers) stats->waived = waivers_apply(p, options, forces, sink);
    if (options->but != NULL) findings_leave_out(p, options->but);
    findings_know(p, 0, options, stats);
    findings_add(p, 0, sink);
}

// They bind what has changed by records that are there, and are new by their nature.
static void tell_new(const Program *p, uint32_t from, Arena *arena, Differences *differences) {
    for (uint32_t f = from; f < p->findings.n; f++) {
        const Finding *one = &p->findings.at[f];
        if (one->silent || one->waived) continue;
        SnapFinding *found = ARENA_NEW(arena, SnapFinding);
        *found = snap_finding(p, one, arena);
        vec_push(&differences->findings, (FindingChange){found, FOUND_NEW});
    }
}

void program_compare(Program *p, const RuleOptions *options, const Snapshot *after, Arena *arena, Differences *differences, Diagnostics *sink,
                     RuleStats *stats) {
    uint32_t first = p->findings.n;
    const RuleForce *forces = rules_in_force(p, options);
    program_set_differences(p, after, differences);
    phase_run(p, forces, PHASE_DIFFERENCES, options->threads, stats);
    program_tell_currencies(p, sink);
    if (p->findings.n == first) return;
    findings_give_way(p, first);
    if (!options->no_waivers) stats->waived = waivers_apply(p, options, forces, NULL);
    findings_know(p, first, options, stats);
    findings_add(p, first, sink);
    tell_new(p, first, arena, differences);
    differences_sort_findings(differences);
    program_set_differences(p, after, differences);
}

// ---- artefacts

static void fill_head(Program *p, const ArtefactInfo *info, const ArtefactHead *head, Arena *arena, Artefact *a) {
    const Model *m = p->model;
    char *day = arena_alloc(arena, DATE_CHARS);
    date_print(m->today, day);
    a->sort = info->sort;
    a->name = info->name;
    a->title = info->title;
    a->doc = info->doc;
    a->requirement = info->requirement;
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

// Counts the findings that are about a record shown in the artefact.
static void count_findings(const Program *p, const uint8_t *shown, Artefact *a) {
    for (uint32_t f = 0; f < p->findings.n && shown[0]; f++) {
        const Finding *one = &p->findings.at[f];
        bool touches = false;
        for (uint32_t b = 0; b < one->bound_count && !touches; b++) touches = shown[one->bound[b]];
        if (!touches || one->silent) continue;
        if (one->waived) a->waived++;
        else a->findings++;
    }
}

static void type_now(Program *p, const Named *one) {
    if (one->table ? !one->table->untyped : !one->document->untyped) return;
    const NodeRef at = one->info->declaration;
    const uint32_t unit = one->info->unit;
    Diagnostics *told = diagnostics_new(); // nothing: see can_wait
    Checker c = checker_new(p->model, &p->typed, at.tree, p->arena, told);
    if (one->table) *one->table = table_compile(&c, at.node, unit);
    else *one->document = document_compile(&c, p, at.node, unit);
    checker_free(&c);
    diagnostics_free(told);
}

static void run_named(Program *p, const Named *one, const ArtefactHead *head, Arena *arena, Artefact *artefact) {
    *artefact = (Artefact){0};
    fill_head(p, one->info, head, arena, artefact);
    if (one->document ? !one->document->sound : !one->table->clauses.sound) return;
    Run *run = artefact->run = run_new(&p->reckoning, p->typed.index_count, arena);
    uint8_t *shown = mem_zeroed((size_t)p->model->row_count + 1, sizeof *shown);
    if (one->document) document_run(run, one->document, arena, artefact, shown);
    else if (one->info->sort == ARTEFACT_MATRIX) matrix_run(run, one->table, arena, artefact, shown);
    else table_run(run, one->table, arena, artefact, shown);
    count_findings(p, shown, artefact);
    mem_free(shown);
}

void artefact_free(Artefact *artefact) {
    run_free(artefact->run);
    artefact->run = NULL;
}

void program_type_artefacts(Program *p) {
    for (uint32_t n = 0; n < p->named.n; n++) type_now(p, &p->named.at[n]);
}

void program_run_artefact(Program *p, uint32_t index, const ArtefactHead *head, Arena *arena, Artefact *artefact) {
    type_now(p, &p->named.at[index]);
    run_named(p, &p->named.at[index], head, arena, artefact);
}

bool program_run_query(Program *p, const Tree *tree, const ArtefactHead *head, Arena *arena, Artefact *artefact, Diagnostics *sink) {
    Checker c = checker_new(p->model, &p->typed, tree, p->arena, sink);
    Table *table = ARENA_NEW(arena, Table);
    *table = table_compile(&c, tree->top.at[0], 0);
    checker_free(&c);
    if (table->clauses.sound) run_named(p, &(Named){&table->info, table, NULL}, head, arena, artefact);
    return table->clauses.sound;
}
