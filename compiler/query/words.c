// What a word in an expression means: a variable, a field of the kind at hand, a kind, today, or, where a type is expected, one of its words or records.
#include "base/date.h"
#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "query/check.h"

Type type_base(Base base) {
    return (Type){.bases = BASE_BIT(base)};
}

Type type_of_kind(Checker *c, KindId kind) {
    KindId *kinds = ARENA_NEW(c->arena, KindId);
    *kinds = kind;
    return (Type){.bases = BASE_BIT(BASE_RECORD), .kinds = kinds, .kind_count = 1};
}

static bool covered(const Schema *schema, const KindId *kinds, uint32_t count, KindId kind) {
    for (uint32_t i = 0; i < count; i++)
        if (schema_is_a(schema, kind, kinds[i])) return true;
    return false;
}

Type type_union(Checker *c, Type a, Type b) {
    Type type = {.bases = a.bases | b.bases, .words = a.words ? a.words : b.words};
    KindId *kinds = ARENA_ARRAY(c->arena, KindId, (size_t)a.kind_count + b.kind_count);
    for (uint32_t i = 0; i < a.kind_count; i++)
        if (!covered(c->schema, b.kinds, b.kind_count, a.kinds[i])) kinds[type.kind_count++] = a.kinds[i];
    for (uint32_t i = 0; i < b.kind_count; i++)
        if (!covered(c->schema, kinds, type.kind_count, b.kinds[i])) kinds[type.kind_count++] = b.kinds[i];
    type.kinds = kinds;
    return type;
}

// ---- fields

static bool add_field(FieldId *fields, uint32_t *count, FieldId field) {
    for (uint32_t i = 0; i < *count; i++)
        if (fields[i] == field) return false;
    fields[(*count)++] = field;
    return true;
}

// All fields of that name that records of `type` may have: of each kind or its supers, else of its subkinds.
static uint32_t fields_named(Checker *c, Type type, NameId name, FieldId **fields) {
    const Schema *s = c->schema;
    *fields = ARENA_ARRAY(c->arena, FieldId, s->kinds.n);
    uint32_t count = 0;
    for (uint32_t k = 0; k < type.kind_count; k++) {
        FieldId own = schema_field(s, type.kinds[k], name);
        if (own) {
            add_field(*fields, &count, own);
            continue;
        }
        for (KindId sub = type.kinds[k] + 1; sub <= s->kinds.at[type.kinds[k]].last; sub++) {
            FieldId f = schema_field(s, sub, name);
            if (f) add_field(*fields, &count, f);
        }
    }
    return count;
}

// The kinds that may enclose a record of `kind` (or that it is about).
static Type parent_type(Checker *c, Type of) {
    Type type = {0};
    for (uint32_t k = 0; k < of.kind_count; k++) {
        const Kind *kind = schema_kind_at(c->schema, of.kinds[k]);
        if (kind->about) type = type_union(c, type, type_of_kind(c, kind->about));
        else if (kind->in_count == 0) type = type_union(c, type, type_of_kind(c, KIND_ANY));
        for (uint32_t i = 0; i < kind->in_count; i++) type = type_union(c, type, type_of_kind(c, kind->in[i]));
    }
    return type.bases ? type : type_of_kind(c, KIND_ANY);
}

static void offer_fields(Checker *c, KindId kind, Suggestion *s) {
    for (FieldId f = 1; f < c->schema->fields.n; f++) {
        const Field *field = schema_field_at(c->schema, f);
        if (schema_is_a(c->schema, kind, field->kind)) suggest_offer(s, names_text(c->model->names, field->name), f);
    }
}

static void offer_parts(Checker *c, Suggestion *s) {
    const Known *k = &c->model->known;
    const NameId parts[] = {k->score, k->kind_band, k->kind_method, k->likelihood, k->impact};
    for (uint32_t i = 0; i < sizeof parts / sizeof *parts; i++) suggest_offer(s, names_text(c->model->names, parts[i]), i);
}

// `score-1`, `score/2`, `due-date` where there is `due`: arithmetic without blanks around the sign.
static bool is_arithmetic(const Checker *c, const Expr *base, Str text) {
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.at[i] != '-' && text.at[i] != '/') continue;
        if (i + 1 < text.len && text.at[i + 1] >= '0' && text.at[i + 1] <= '9') return true;
        NameId name = names_find(c->model->names, str_part(text, 0, i));
        for (uint32_t k = 0; name && k < base->type.kind_count; k++)
            if (schema_field(c->schema, base->type.kinds[k], name)) return true;
    }
    return false;
}

static void report_no_field(Checker *c, const Expr *base, NameId name, SrcPos at) {
    c->failed = true;
    Str text = names_text(c->model->names, name);
    Suggestion s = {.wanted = text};
    for (uint32_t k = 0; k < base->type.kind_count; k++) offer_fields(c, base->type.kinds[k], &s);
    if (type_has(base->type, BASE_RATING)) offer_parts(c, &s);
    Str type = base->type.bases ? schema_type_words(c->schema, base->type, c->arena) : STR("this");
    Diagnostic *d = diag_no_such_step(c->sink, (Span){at, at + text.len}, type, text);
    bool has_minus = s.best.at && str_find(s.best, '-', 0) < s.best.len; // then it was meant whole
    if (!has_minus && is_arithmetic(c, base, text))
        diag_help(c->sink, d, STR("to reckon, put blanks around the sign: `-` and `/` may be parts of names"));
    else if (s.best.at) diag_help(c->sink, d, arena_printf(c->arena, "a field with a similar name exists: `" STR_FMT "`", STR_ARG(s.best)));
}

static const Expr *part_expr(Checker *c, const Expr *base, Part part, NameId name, Type type, bool many, NodeId node) {
    Expr *e = expr_new(c, EXPR_PART, node);
    e->a = base;
    e->part = part;
    e->name = name;
    expr_reads(e, base);
    expr_type(e, type, many || base->many);
    return e;
}

static KindId kind_called(Checker *c, NameId name) {
    return schema_kind(c->schema, name);
}

// Factors are named by methods. A record's name may be one that a mistake keeps out of them.
static bool is_factor(const Model *m, NameId name) {
    if (name == m->known.likelihood || name == m->known.impact || model_find(m, names_text(m->names, name))) return true;
    for (uint32_t i = 0; i < m->methods.n; i++) {
        for (uint32_t f = 0; f < m->methods.at[i].factor_count; f++)
            if (m->methods.at[i].factor[f] == name) return true;
    }
    return false;
}

// Parts of values that are no records; NULL: there is no such part.
static const Expr *check_part(Checker *c, const Expr *base, NameId name, NodeId node) {
    const Known *known = &c->model->known;
    Str text = names_text(c->model->names, name);
    if (type_has(base->type, BASE_RATING)) {
        if (name == known->score) return part_expr(c, base, PART_SCORE, 0, type_base(BASE_NUMBER), false, node);
        if (name == known->kind_band) return part_expr(c, base, PART_BAND, 0, type_of_kind(c, kind_called(c, known->kind_band)), false, node);
        if (name == known->kind_method) return part_expr(c, base, PART_METHOD, 0, type_of_kind(c, kind_called(c, known->kind_method)), false, node);
        if (str_eq(text, STR("raised"))) return part_expr(c, base, PART_RAISED, 0, type_base(BASE_RATING), true, node);
        if (!is_factor(c->model, name)) return NULL;
        return part_expr(c, base, PART_FACTOR, name, type_of_kind(c, kind_called(c, known->kind_level)), false, node);
    }
    if (type_has(base->type, BASE_RANGE)) {
        const BaseSet ends = base->type.bases & (BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_PERCENT) | BASE_BIT(BASE_DATE) | BASE_BIT(BASE_MONEY));
        const Type end = {.bases = ends ? ends : BASE_BIT(BASE_NUMBER)};
        if (str_eq(text, STR("low"))) return part_expr(c, base, PART_LOW, 0, end, false, node);
        if (str_eq(text, STR("high"))) return part_expr(c, base, PART_HIGH, 0, end, false, node);
    }
    if (type_has(base->type, BASE_MONEY) && str_eq(text, STR("currency")))
        return part_expr(c, base, PART_CURRENCY, 0, type_base(BASE_TEXT), false, node);
    if (type_has(base->type, BASE_KIND) && str_eq(text, STR("records")))
        return part_expr(c, base, PART_RECORDS, 0, type_of_kind(c, KIND_ANY), true, node);
    if (base->type.bases == BASE_BIT(BASE_FILE) && str_eq(text, STR("exists")))
        return part_expr(c, base, PART_EXISTS, 0, type_base(BASE_BOOL), false, node);
    return NULL;
}

static bool is_method(Checker *c, Type type) {
    KindId method = kind_called(c, c->model->known.kind_method);
    return type.kind_count == 1 && method && schema_is_a(c->schema, type.kinds[0], method);
}

static const Expr *check_map_key(Checker *c, const Expr *base, NameId name, NodeId node) {
    if (base->type.kind_count != 1 || !schema_kind_at(c->schema, base->type.kinds[0])->nameless) return NULL;
    FieldId key = schema_field(c->schema, base->type.kinds[0], c->model->known.key);
    FieldId value = schema_field(c->schema, base->type.kinds[0], c->model->known.value);
    if (!key || !value) return NULL;
    FieldId *fields = ARENA_ARRAY(c->arena, FieldId, 2);
    fields[0] = key;
    fields[1] = value;
    Expr *e = expr_new(c, EXPR_MAP_KEY, node);
    e->a = base;
    e->name = name;
    e->fields = fields;
    e->field_count = 2;
    expr_reads(e, base);
    const Field *field = schema_field_at(c->schema, value);
    expr_type(e, field->type, field->mult == MULT_MANY || field->mult == MULT_SOME);
    return e;
}

static bool field_is_many(const Field *field) {
    return field->mult == MULT_MANY || field->mult == MULT_SOME;
}

// Type and multiplicity of the alternatives together.
static void type_fields(Checker *c, Expr *e, const Expr *base) {
    Type type = {0};
    bool many = base->many, poison = false;
    for (uint32_t f = 0; f < e->field_count; f++) {
        const Field *field = schema_field_at(c->schema, e->fields[f]);
        Type own = field->type;
        if (field->sort == FIELD_RECKONED) {
            const Expr *reckoned = check_reckoned(c, e->fields[f]);
            poison |= reckoned->sort == EXPR_POISON;
            own = reckoned->type;
            many |= reckoned->many;
        } else if (field->builtin == BUILTIN_PARENT) own = parent_type(c, base->type);
        poison |= own.bases == 0;
        many |= field->sort != FIELD_RECKONED && field_is_many(field);
        type = type_union(c, type, own);
    }
    expr_type(e, type, many);
    if (poison) e->sort = EXPR_POISON;
}

const Expr *expr_field(Checker *c, const Expr *base, NameId name, NodeId node, SrcPos at) {
    if (base->sort == EXPR_POISON) return base;
    if (!type_has(base->type, BASE_RECORD)) {
        const Expr *part = check_part(c, base, name, node);
        if (part) return part;
        report_no_field(c, base, name, at);
        return expr_poison(c, node);
    }
    FieldId *fields;
    uint32_t count = fields_named(c, base->type, name, &fields);
    if (count == 0) {
        const Expr *part = check_map_key(c, base, name, node);
        if (part) return part;
        if (is_method(c, base->type) && str_eq(names_text(c->model->names, name), STR("cells")))
            return part_expr(c, base, PART_CELLS, 0, type_base(BASE_RATING), true, node);
        report_no_field(c, base, name, at);
        return expr_poison(c, node);
    }
    Expr *e = expr_new(c, EXPR_FIELD, node);
    e->a = base;
    e->name = name;
    e->fields = fields;
    e->field_count = count;
    expr_reads(e, base);
    type_fields(c, e, base);
    return e;
}

// ---- words

static const Expr *rows_of_kind(Checker *c, KindId kind, NodeId node) {
    Expr *e = expr_new(c, EXPR_ROWS, node);
    expr_type(e, type_of_kind(c, kind), !schema_kind_at(c->schema, kind)->single);
    return e;
}

static const Expr *own_record(Checker *c, NodeId node) {
    Expr *e = expr_new(c, EXPR_VAR, node);
    e->var_level = 1;
    e->levels = 2;
    e->level = 1;
    expr_type(e, type_of_kind(c, c->self), false);
    return e;
}

// The meaning of a first segment that needs no expected type; NULL: none.
static const Expr *known_word(Checker *c, NameId name, NodeId node, SrcPos at, bool source) {
    for (uint32_t v = c->scope.n; v-- > 0;)
        if (c->scope.at[v].name == name) return c->scope.at[v].expr;
    if (name == 0) return NULL;
    if (c->self && schema_field(c->schema, c->self, name)) return expr_field(c, own_record(c, node), name, node, at);
    if (name == c->model->known.today) return expr_const(c, node, BASE_DATE, c->model->today);
    KindId kind = schema_kind(c->schema, name);
    if (kind && (source || schema_kind_at(c->schema, kind)->single)) return rows_of_kind(c, kind, node);
    return NULL;
}

static bool is_yes_no(const Model *m, NameId name) {
    return name && (name == m->known.yes || name == m->known.no);
}

static const Expr *set_of_rows(Checker *c, NodeId node, Type type, const Row *rows, uint32_t count) {
    if (count == 1) {
        Expr *one = (Expr *)expr_const(c, node, BASE_RECORD, rows[0]);
        one->type = type;
        return one;
    }
    Expr *e = expr_new(c, EXPR_SET, node);
    e->list = ARENA_ARRAY(c->arena, const Expr *, count);
    e->count = count;
    for (uint32_t i = 0; i < count; i++) e->list[i] = expr_const(c, node, BASE_RECORD, rows[i]);
    expr_type(e, type, true);
    return e;
}

// Records of the expected kinds with that id: one, or (levels and bands of several methods) a set.
static const Expr *records_called(Checker *c, NodeId node, NameId name, Str path, const Type *expected) {
    const Model *m = c->model;
    VEC(Row) rows = {0};
    for (uint32_t k = 0; k < expected->kind_count && name; k++)
        for (Row r = m->kind_first[expected->kinds[k]]; r < m->kind_end[expected->kinds[k]]; r++)
            if (m->name[r] == name) vec_push(&rows, r);
    Row found = rows.n == 0 ? model_find(m, path) : 0;
    if (found) vec_push(&rows, found);
    const Expr *e = rows.n ? set_of_rows(c, node, *expected, rows.at, rows.n) : NULL;
    vec_free(&rows);
    return e;
}

static const Expr *word_of_type(Checker *c, NodeId node, Str text, NameId name, const Type *expected) {
    if (type_has(*expected, BASE_BOOL) && is_yes_no(c->model, name)) return expr_const(c, node, BASE_BOOL, name == c->model->known.yes);
    if (type_has(*expected, BASE_KIND) && name && schema_kind(c->schema, name)) return expr_const(c, node, BASE_KIND, schema_kind(c->schema, name));
    if (type_has(*expected, BASE_RECORD)) {
        const Expr *e = records_called(c, node, name, text, expected);
        if (e) return e;
    }
    if (type_has(*expected, BASE_NAME)) return expr_const(c, node, BASE_NAME, names_intern(c->model->names, text));
    return NULL;
}

static Str first_segment(Str text) {
    return str_part(text, 0, str_find(text, '.', 0));
}

static void offer_scope(Checker *c, Suggestion *s, const Type *expected) {
    for (uint32_t v = 0; v < c->scope.n; v++) suggest_offer(s, names_text(c->model->names, c->scope.at[v].name), v);
    if (c->self) offer_fields(c, c->self, s);
    if (expected && expected->words)
        for (uint32_t w = 0; w < expected->words->count; w++) suggest_offer(s, names_text(c->model->names, expected->words->words[w].word), w);
}

static Str variables_here(Checker *c) {
    Str text = STR("variables here are");
    for (uint32_t v = 0; v < c->scope.n; v++)
        text = arena_printf(c->arena, STR_FMT "%s `" STR_FMT "`", STR_ARG(text), v ? "," : "",
                            STR_ARG(names_text(c->model->names, c->scope.at[v].name)));
    return text;
}

// Levels, bands, roles, …: what may stand beside a value of their kind.
#define ROWS_OFFERED 1000u

static void offer_rows(Checker *c, Suggestion *s, const Type *expected) {
    uint32_t left = ROWS_OFFERED;
    for (uint32_t k = 0; expected && k < expected->kind_count; k++)
        for (Row r = c->model->kind_first[expected->kinds[k]]; r < c->model->kind_end[expected->kinds[k]] && left; r++, left--)
            if (c->model->name[r]) suggest_offer(s, names_text(c->model->names, c->model->name[r]), r);
}

// What is no slip of the pen but an idea from elsewhere; empty: neither.
static Str idea_help(Checker *c, Str text) {
    static const char *const NOTHING[] = {"null", "none", "nil", "empty", "undefined"};
    for (size_t i = 0; i < sizeof NOTHING / sizeof *NOTHING; i++)
        if (str_eq(text, str_of(NOTHING[i]))) return STR("ask whether it `is missing`");
    if (str_eq(text, STR("true")) || str_eq(text, STR("false"))) return STR("what holds or does not is written `yes` and `no`");
    Str first = first_segment(text);
    if (schema_kind(c->schema, names_find(c->model->names, first)) == 0) return (Str){0};
    return arena_printf(c->arena, "it is a kind: let a variable run over its records, `for x in " STR_FMT "`", STR_ARG(first));
}

static const Expr *report_unknown_word(Checker *c, NodeId node, Str text, const Type *expected, bool source) {
    c->failed = true;
    Suggestion s = {.wanted = first_segment(text)};
    offer_scope(c, &s, expected);
    offer_rows(c, &s, expected);
    if (source)
        for (KindId k = 1; k < c->schema->kinds.n; k++)
            if (schema_kind_at(c->schema, k)->name) suggest_offer(&s, names_text(c->model->names, schema_kind_at(c->schema, k)->name), k);
    Diagnostic *d = diag_unknown_word(c->sink, check_span(c, node), text);
    Str idea = source ? (Str){0} : idea_help(c, text);
    if (idea.len) diag_help(c->sink, d, idea);
    else if (s.best.at) diag_help(c->sink, d, arena_printf(c->arena, "a similar name is known here: `" STR_FMT "`", STR_ARG(s.best)));
    else if (c->scope.n && !source) diag_help(c->sink, d, variables_here(c));
    return expr_poison(c, node);
}

static const Expr *follow(Checker *c, const Expr *e, Str text, NodeId node, SrcPos at) {
    uint32_t from = str_find(text, '.', 0);
    while (from < text.len) {
        uint32_t to = str_find(text, '.', from + 1);
        e = expr_field(c, e, names_intern(c->model->names, str_part(text, from + 1, to)), node, at + from + 1);
        from = to;
    }
    return e;
}

static bool is_variable(const Checker *c, NameId name) {
    bool is = false;
    for (uint32_t v = 0; v < c->scope.n && !is; v++) is = c->scope.at[v].name == name;
    return is;
}

// Where a kind is expected its name means the kind, and not the one record of a single kind (`d.sort == scope`), but for variables.
static const Expr *kind_word(Checker *c, NodeId node, NameId whole, const Type *expected) {
    KindId kind = whole != 0 && expected != NULL && expected->bases == BASE_BIT(BASE_KIND) ? schema_kind(c->schema, whole) : 0;
    return kind != 0 && !is_variable(c, whole) ? expr_const(c, node, BASE_KIND, kind) : NULL;
}

// A word of an expected enum means that word, whatever else is called so (`status == closed`, beside a field `closed`), but for variables.
static const Expr *enum_word(Checker *c, NodeId node, NameId whole, const Type *expected) {
    uint32_t rank;
    if (expected == NULL || expected->words == NULL || whole == 0 || is_variable(c, whole)) return NULL;
    NameId canonical = enum_find(expected->words, whole, &rank);
    if (canonical == 0) return NULL;
    Expr *e = (Expr *)expr_const(c, node, BASE_ENUM, canonical);
    e->type.words = expected->words;
    return e;
}

const Expr *check_word(Checker *c, NodeId node, Str text, const Type *expected, bool source) {
    NameId whole = names_find(c->model->names, text);
    const Expr *e = enum_word(c, node, whole, expected);
    if (e == NULL) e = kind_word(c, node, whole, expected);
    if (e) return e;
    SrcPos at = node ? tree_pos(c->tree, node) : 0;
    e = known_word(c, names_find(c->model->names, first_segment(text)), node, at, source);
    if (e) return follow(c, e, text, node, at);
    if (expected) e = word_of_type(c, node, text, whole, expected);
    if (e) return e;
    if (is_yes_no(c->model, whole)) return expr_const(c, node, BASE_BOOL, whole == c->model->known.yes);
    return report_unknown_word(c, node, text, expected, source);
}

bool is_bare_word(Checker *c, NodeId node) {
    NodeKind kind = tree_kind(c->tree, node);
    if (kind == NODE_SET) {
        for (NodeId n = tree_child(c->tree, node); n; n = tree_next(c->tree, n))
            if (!is_bare_word(c, n)) return false;
        return true;
    }
    if (kind == NODE_PATH) return true;
    if (kind != NODE_WORD) return false;
    NameId first = names_find(c->model->names, first_segment(check_text(c, node)));
    for (uint32_t v = 0; v < c->scope.n; v++)
        if (c->scope.at[v].name == first) return false;
    if (first == 0) return true;
    if (c->self && schema_field(c->schema, c->self, first)) return false;
    KindId k = schema_kind(c->schema, first);
    return first != c->model->known.today && !(k && schema_kind_at(c->schema, k)->single);
}
