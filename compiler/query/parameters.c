// Parameters of rules: their defaults, and what the project sets instead.
#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "query/compile.h"

// ---- the settings of the project: `lint { stale-evidence: error  major-open.days: "60 days" }`

typedef struct {
    Str key;
    SrcPos key_place;
    Base base;
    Value value;
    SrcPos place;
} Setting;

// The rows from which `setting_at` reads; none when there is no project, or nothing is set.
static KindId settings_kind(const Model *m) {
    KindId project = schema_kind(m->schema, m->known.kind_project);
    FieldId lint = project ? schema_field(m->schema, project, m->known.lint) : 0;
    return lint && m->project ? schema_field_at(m->schema, lint)->element : 0;
}

static bool setting_at(const Model *m, KindId entries, Row row, Setting *setting) {
    const Column *values = model_column(m, schema_field(m->schema, entries, m->known.value));
    Value key;
    uint32_t count;
    uint8_t state;
    uint32_t at = column_values(values, row, &count, &state);
    if (count == 0 || !model_value(m, row, m->known.key, &key, &setting->key_place)) return false;
    setting->key = names_text(m->names, (NameId)key);
    setting->base = (Base)values->base[at];
    setting->value = values->value[at];
    setting->place = values->place ? values->place[at] : setting->key_place;
    return true;
}

// What the project sets as `RULE.PARAMETER`; false when it sets nothing.
static bool setting_of(const Checker *c, Str rule, Str parameter, Setting *setting) {
    const Model *m = c->model;
    Str key = arena_printf(c->arena, STR_FMT "." STR_FMT, STR_ARG(rule), STR_ARG(parameter));
    KindId entries = settings_kind(m);
    for (Row r = m->kind_first[entries]; entries && r < m->kind_end[entries]; r++)
        if (setting_at(m, entries, r, setting) && str_eq(setting->key, key)) return true;
    return false;
}

static void wrong_type(const Schema *schema, Span at, Str what, Type wanted, Type found, Arena *arena, Diagnostics *sink) {
    Diagnostic *d = diag_wrong_type(sink, at, what, schema_type_words(schema, wanted, arena), schema_type_words(schema, found, arena));
    Str help = schema_type_writing(wanted);
    if (help.len) diag_help(sink, d, help);
}

// What the project sets, where it is of the parameter's type; a duration or a number may also be written as a text.
static const Expr *parameter_value(Checker *c, NodeId node, const Expr *preset, Str rule, Str name) {
    Setting set;
    if (preset->sort == EXPR_POISON || !setting_of(c, rule, name, &set)) return preset;
    if (type_has(preset->type, set.base)) return expr_const(c, node, set.base, set.value);
    Str text = set.base == BASE_TEXT ? model_text(c->model, set.value, c->arena) : STR("");
    Duration duration;
    Decimal number;
    if (type_has(preset->type, BASE_DURATION) && duration_parse(text, &duration)) return expr_const(c, node, BASE_DURATION, duration_pack(duration));
    if (type_has(preset->type, BASE_NUMBER) && decimal_parse(text, &number)) return expr_const(c, node, BASE_NUMBER, number);
    wrong_type(c->schema, model_place_span(c->model, set.place), set.key, preset->type, type_base(set.base), c->arena, c->sink);
    return preset;
}

// Is it a parameter of the rule? Offers those that it has to `near`.
static bool has_parameter(const Program *p, const Rule *rule, Str name, Suggestion *near) {
    const Tree *tree = rule->info.declaration.tree;
    for (NodeId n = tree_child(tree, rule->info.declaration.node); n; n = tree_next(tree, n)) {
        if (tree_kind(tree, n) != NODE_PARAMETER) continue;
        Str parameter = tree_text(tree, p->model->sources, tree_child(tree, n));
        if (str_eq(parameter, name)) return true;
        suggest_offer(near, parameter, 0);
    }
    return false;
}

static const Rule *rule_called(const Program *p, Str name, Suggestion *near) {
    for (uint32_t r = 0; r < p->rules.n; r++) {
        if (str_eq(p->rules.at[r].info.name, name)) return &p->rules.at[r];
        suggest_offer(near, p->rules.at[r].info.name, r);
    }
    return NULL;
}

static void help_near(const Program *p, Diagnostic *said, const char *what, const Suggestion *near, Diagnostics *sink) {
    if (near->best.at) diag_help(sink, said, arena_printf(p->arena, "%s with a similar name exists: `" STR_FMT "`", what, STR_ARG(near->best)));
}

static void check_setting(const Program *p, const Setting *set, Diagnostics *sink) {
    uint32_t point = set->key.len;
    while (point > 0 && set->key.at[point - 1] != '.') point--;
    Str rule_name = point ? str_part(set->key, 0, point - 1) : set->key, name = str_part(set->key, point, set->key.len);
    Span at = {set->key_place, set->key_place + set->key.len};
    Suggestion near = {.wanted = rule_name}, near_parameter = {.wanted = name};
    const Rule *rule = rule_called(p, rule_name, &near);
    if (rule == NULL) {
        help_near(p, diag_unknown_rule(sink, at, rule_name), "a rule", &near, sink);
    } else if (point == 0) {
        Diagnostic *d = diag_wrong_type(sink, model_place_span(p->model, set->place), set->key, STR("a level"),
                                        schema_type_words(p->model->schema, type_base(set->base), p->arena));
        diag_help(sink, d,
                  arena_printf(p->arena, "its parameters are set by their names: " STR_FMT ".NAME; `ismsc explain " STR_FMT "` tells them",
                               STR_ARG(set->key), STR_ARG(set->key)));
    } else if (!has_parameter(p, rule, name, &near_parameter)) {
        help_near(p, diag_unknown_parameter(sink, at, rule_name, name), "a parameter", &near_parameter, sink);
    }
}

void parameters_check(const Program *p, Diagnostics *sink) {
    KindId entries = settings_kind(p->model);
    Setting set;
    for (Row r = p->model->kind_first[entries]; entries && r < p->model->kind_end[entries]; r++)
        if (setting_at(p->model, entries, r, &set) && set.base != BASE_ENUM) check_setting(p, &set, sink);
}

// ---- their declarations

// What a parameter may be: values that a project can write in its settings.
static const struct {
    const char *name;
    Base base;
} PARAMETER_TYPES[] = {
    {"number", BASE_NUMBER}, {"percent", BASE_PERCENT}, {"duration", BASE_DURATION}, {"date", BASE_DATE}, {"money", BASE_MONEY}, {"text", BASE_TEXT},
};

// The default has to be of the type that is declared.
static const Expr *parameter_typed(Checker *c, NodeId parameter, NodeId preset, const Expr *value) {
    NodeId name = tree_child(c->tree, parameter), type = tree_next(c->tree, name);
    if (value->sort == EXPR_POISON || tree_kind(c->tree, type) != NODE_TYPE_NAME) return value;
    Str wanted = check_text(c, type);
    Suggestion s = {.wanted = wanted};
    for (size_t i = 0; i < sizeof PARAMETER_TYPES / sizeof *PARAMETER_TYPES; i++) {
        suggest_offer(&s, str_of(PARAMETER_TYPES[i].name), 0);
        if (!str_eq(wanted, str_of(PARAMETER_TYPES[i].name))) continue;
        Type declared = type_base(PARAMETER_TYPES[i].base);
        if (value->type.bases & declared.bases) return value;
        wrong_type(c->schema, check_span(c, preset), check_text(c, name), declared, value->type, c->arena, c->sink);
        return expr_poison(c, preset);
    }
    Diagnostic *d = diag_unknown_type(c->sink, check_span(c, type), wanted);
    if (s.best.at) diag_help(c->sink, d, arena_printf(c->arena, "a parameter may be a `" STR_FMT "`", STR_ARG(s.best)));
    return expr_poison(c, preset);
}

void parameter_open(Checker *c, NodeId node, Str rule) {
    NodeId name = tree_child(c->tree, node), preset = tree_find(c->tree, node, NODE_DEFAULT);
    if (preset == 0) return;
    const Expr *value = check_value(c, tree_child(c->tree, preset), NULL);
    value = parameter_typed(c, node, tree_child(c->tree, preset), value);
    value = parameter_value(c, node, value, rule, check_text(c, name));
    vec_push(&c->scope, (Variable){names_intern(c->model->names, check_text(c, name)), value});
}
