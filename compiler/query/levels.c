// How severe a rule is now: what the command line or the project asks for, else what the library reckons for it, else what it says itself.
#include "query/compile.h"

bool rule_asked_for(const RuleOptions *options, Str name) {
    for (uint32_t i = 0; i < options->only_count; i++)
        if (str_eq(options->only[i], name)) return true;
    return options->only_count == 0;
}

// What settings ask for: the last that names the rule, but what is forbidden once stays so. -1: nothing.
static int level_asked(const RuleOptions *options, Str name) {
    int asked = -1;
    for (uint32_t i = 0; i < options->level_count && asked != LEVEL_FORBID; i++)
        if (str_eq(options->levels[i].name, name) || str_eq(options->levels[i].name, STR("all"))) asked = (int)options->levels[i].level;
    return asked;
}

// What the library reckons for the rule of that row. -1: nothing, or nothing known.
static int level_reckoned(const Program *p, const Column *column, Row row) {
    uint32_t count;
    uint8_t state;
    uint32_t at = row ? column_values(column, row, &count, &state) : 0;
    Level level;
    if (row == 0 || count == 0 || column->base == NULL) return -1;
    Str word = model_value_text(p->model, (Base)column->base[at], column->value[at], p->arena);
    return level_parse(word, &level) ? (int)level : -1;
}

// Of what is asked for, then of what is reckoned, then of what the rule says. What is forbidden cannot be lowered, nor turned off.
static RuleForce force_of(const Rule *rule, int asked, int reckoned) {
    Level declared = rule->info.level;
    if (declared == LEVEL_FORBID) return (RuleForce){.runs = true, .all = true, .level = LEVEL_FORBID, .most = LEVEL_FORBID};
    RuleForce force = {.runs = true, .all = asked > LEVEL_OFF, .level = declared, .most = LEVEL_FORBID};
    int now = asked >= 0 ? asked : reckoned >= 0 ? reckoned : (int)declared;
    force.runs = now != LEVEL_OFF;
    if (now != LEVEL_OFF) force.level = (Level)now;
    if (asked < 0 && reckoned > LEVEL_OFF) force.most = (Level)reckoned;
    if (force.level == LEVEL_OFF) force.level = LEVEL_NOTE; // where it runs nevertheless
    return force;
}

const RuleForce *rules_in_force(Program *p, const RuleOptions *options) {
    const Model *m = p->model;
    RuleForce *forces = ARENA_ARRAY(p->arena, RuleForce, p->rules.n);
    FieldId field = schema_field(m->schema, schema_kind(m->schema, m->known.kind_rule), m->known.level_now);
    Run *run = field ? run_new(&p->reckoning, p->typed.index_count, NULL) : NULL;
    const Column *column = field ? run_column(run, field) : NULL;
    for (uint32_t r = 0; r < p->rules.n; r++) {
        const Rule *rule = &p->rules.at[r];
        forces[r] = force_of(rule, level_asked(options, rule->info.name), column ? level_reckoned(p, column, rule->row) : -1);
        if (options->only_count) forces[r].runs = true; // even where it is off
        if (!rule->clauses.sound || !rule_asked_for(options, rule->info.name)) forces[r].runs = false;
    }
    run_free(run);
    return forces;
}

Level report_level(const RuleForce *force, Level own) {
    if (force->all || own == LEVEL_OFF) return force->level;
    return own < force->most ? own : force->most;
}
