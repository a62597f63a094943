// Rules in their typed form.
#include "diag/catalogue.h"
#include "query/compile.h"

static Level level_of(Checker *c, NodeId node) {
    Level level = LEVEL_WARNING;
    if (node) level_parse(check_text(c, node), &level);
    return level;
}

static Report report_compile(Checker *c, NodeId node) {
    Report r = {0};
    NodeId level = tree_find(c->tree, node, NODE_LEVEL), when = tree_find(c->tree, node, NODE_WHEN);
    NodeId at = level ? tree_next(c->tree, level) : tree_child(c->tree, node);
    if (level) r.level = level_of(c, level);
    r.at = check_value(c, at, NULL);
    r.message = template_compile(c, tree_next(c->tree, at), false);
    if (when) r.when = check_condition(c, tree_child(c->tree, when));
    return r;
}

static RuleNote note_compile(Checker *c, NodeId node) {
    NodeId at = tree_child(c->tree, node);
    RuleNote note = {.at = check_value(c, at, NULL)};
    note.label = template_compile(c, tree_next(c->tree, at), false);
    return note;
}

static RuleFix fix_compile(Checker *c, NodeId node) {
    NodeId label = tree_child(c->tree, node), next = tree_next(c->tree, label);
    RuleFix fix = {.label = template_compile(c, label, false)};
    switch (tree_kind(c->tree, node)) {
    case NODE_FIX_APPEND: fix.sort = FIX_APPEND; break;
    case NODE_FIX_ADD: fix.sort = FIX_ADD; break;
    default: fix.sort = FIX_REPLACE; break;
    }
    if (fix.sort != FIX_APPEND) {
        fix.target = check_value(c, next, NULL);
        next = tree_next(c->tree, next);
    }
    fix.text = template_compile(c, next, false);
    return fix;
}

static void yields_compile(Checker *c, NodeId node, Rule *rule) {
    NameId *names = ARENA_ARRAY(c->arena, NameId, tree_child_count(c->tree, node));
    for (NodeId n = tree_child(c->tree, node); n; n = tree_next(c->tree, n)) {
        Str text = check_text(c, n);
        if (str_eq(text, STR("any"))) rule->yields_to_any = true;
        else names[rule->yield_count++] = names_intern(c->model->names, text);
    }
    rule->yields = names;
}

typedef struct {
    VEC(Report) reports;
    VEC(RuleNote) notes;
    VEC(RuleFix) fixes;
} Parts;

static void compile_parts(Checker *c, NodeId declaration, Rule *rule, Parts *parts) {
    for (NodeId n = tree_child(c->tree, declaration); n; n = tree_next(c->tree, n)) {
        switch (tree_kind(c->tree, n)) {
        case NODE_REPORT_AT: vec_push(&parts->reports, report_compile(c, n)); break;
        case NODE_NOTE_AT: vec_push(&parts->notes, note_compile(c, n)); break;
        case NODE_FIX_APPEND:
        case NODE_FIX_ADD:
        case NODE_FIX_REPLACE: vec_push(&parts->fixes, fix_compile(c, n)); break;
        case NODE_HELP: rule->help = template_compile(c, tree_child(c->tree, n), false); break;
        case NODE_SUMMARY: rule->summary = template_compile(c, tree_child(c->tree, n), true); break;
        case NODE_YIELDS: yields_compile(c, n, rule); break;
        default: break;
        }
    }
}

static const void *kept(Arena *arena, const void *from, uint32_t count, size_t size) {
    void *to = arena_array(arena, count, size);
    if (count) memcpy(to, from, count * size);
    return to;
}

// Where there are no records to look at nothing is found. A rule of the library is then not typed, so that rules which a project does not need cost
// next to nothing; mistakes in a project's own rules, and in its settings of a rule's parameters, are always told.
static bool is_idle(const Checker *c, NodeId declaration, uint32_t unit) {
    const Model *m = c->model;
    NodeId loop = tree_find(c->tree, declaration, NODE_FOR), source = loop ? tree_next(c->tree, tree_child(c->tree, loop)) : 0;
    if (unit == 0 || m->units.at[0].gap || !source || tree_kind(c->tree, source) != NODE_WORD) return false;
    if (tree_find(c->tree, declaration, NODE_PARAMETER)) return false;
    KindId kind = schema_kind(m->schema, names_find(m->names, check_text(c, source)));
    bool records = m->kind_first[kind] < m->kind_end[kind] || m->kind_lost[kind];
    bool filled = kind == schema_kind(m->schema, m->known.kind_diagnostic) || kind == schema_kind(m->schema, m->known.kind_difference);
    return kind && !records && !filled; // by the compiler, later
}

static PhaseSort phase_of(const Checker *c, NodeId declaration) {
    Relations read = relations_read(c, declaration);
    return read & READS_DIFFERENCE ? PHASE_DIFFERENCES : read & READS_DIAGNOSTIC ? PHASE_FINDINGS : PHASE_MODEL;
}

// What is told of a rule, whether it runs or not.
static void inform(const Checker *c, Rule *rule) {
    const Model *m = c->model;
    Value since;
    rule->info.enforces = rule->clauses.enforces;
    rule->info.enforces_count = rule->clauses.enforces_count;
    rule->info.requirement = requirement_text(m, rule->clauses.enforces, rule->clauses.enforces_count, c->arena);
    if (rule->row && model_value(m, rule->row, m->known.since, &since, NULL)) rule->info.since = model_row_name(m, (Row)since, c->arena);
}

Rule rule_compile(Checker *c, NodeId declaration, uint32_t unit, Row row) {
    NodeId name = tree_child(c->tree, declaration);
    Rule rule = {.name = names_intern(c->model->names, check_text(c, name)), .row = row};
    rule.info = (RuleInfo){.name = names_text(c->model->names, rule.name),
                           .unit = unit,
                           .declaration = {c->tree, declaration},
                           .level = level_of(c, tree_find(c->tree, declaration, NODE_LEVEL))};
    if (is_idle(c, declaration, unit)) {
        rule.idle = true;
        rule.clauses = clauses_enforced(c, declaration);
        inform(c, &rule);
        return rule;
    }
    uint32_t mark = scope_mark(c), level = c->level;
    rule.clauses = clauses_compile(c, declaration, rule.info.name, unit == 0);
    Parts parts = {0};
    compile_parts(c, declaration, &rule, &parts);
    rule.reports = kept(c->arena, parts.reports.at, rule.report_count = parts.reports.n, sizeof(Report));
    rule.notes = kept(c->arena, parts.notes.at, rule.note_count = parts.notes.n, sizeof(RuleNote));
    rule.fixes = kept(c->arena, parts.fixes.at, rule.fix_count = parts.fixes.n, sizeof(RuleFix));
    vec_free(&parts.reports);
    vec_free(&parts.notes);
    vec_free(&parts.fixes);
    clauses_plan(c, &rule.clauses);
    scope_close(c, mark, level);
    if (rule.report_count == 0) {
        diag_rule_reports_nothing(c->sink, check_span(c, name), rule.info.name);
        rule.clauses.sound = false;
    }
    rule.phase = phase_of(c, declaration);
    inform(c, &rule);
    return rule;
}
