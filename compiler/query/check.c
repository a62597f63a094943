// Typing of expressions: operators, literals, conditions. Words are in words.c, calls and loops in calls.c.
#include "query/check.h"

#include "base/date.h"
#include "base/decimal.h"
#include "diag/catalogue.h"
#include "diag/suggest.h"

Checker checker_new(Model *model, Typed *typed, const Tree *tree, Arena *arena, Diagnostics *sink) {
    return (Checker){.model = model, .schema = model->schema, .arena = arena, .sink = sink, .typed = typed, .tree = tree};
}

void checker_free(Checker *c) {
    vec_free(&c->scope);
}

Str check_text(const Checker *c, NodeId node) {
    return tree_text(c->tree, c->model->sources, node);
}

Span check_span(const Checker *c, NodeId node) {
    return node ? tree_span(c->tree, c->model->sources, node) : (Span){0};
}

// ---- making expressions

Expr *expr_new(Checker *c, ExprSort sort, NodeId node) {
    Expr *e = ARENA_NEW(c->arena, Expr);
    e->sort = sort;
    e->node = (NodeRef){c->tree, node};
    e->only = BASE_COUNT;
    return e;
}

const Expr *expr_poison(Checker *c, NodeId node) {
    c->failed = true;
    return expr_new(c, EXPR_POISON, node);
}

const Expr *expr_const(Checker *c, NodeId node, Base base, Value value) {
    Expr *e = expr_new(c, EXPR_CONST, node);
    e->value = value;
    expr_type(e, type_base(base), false);
    return e;
}

void expr_reads(Expr *e, const Expr *operand) {
    e->levels |= operand->levels;
    e->level = e->levels ? 63u - (uint32_t)__builtin_clzll(e->levels) : 0;
}

void expr_type(Expr *e, Type type, bool many) {
    e->type = type;
    e->many = many;
    e->only = type_only_base(type);
}

static const Expr *truth_expr(Checker *c, ExprSort sort, ExprOp op, const Expr *a, const Expr *b, NodeId node) {
    Expr *e = expr_new(c, sort, node);
    e->op = op;
    e->a = a;
    e->b = b;
    expr_reads(e, a);
    if (b) expr_reads(e, b);
    expr_type(e, type_base(BASE_BOOL), false);
    if (a->sort == EXPR_POISON || (b && b->sort == EXPR_POISON)) e->sort = EXPR_POISON;
    return e;
}

// ---- which types go together

static bool text_like(Type t) {
    return (t.bases & (BASE_BIT(BASE_TEXT) | BASE_BIT(BASE_URL) | BASE_BIT(BASE_FILE) | BASE_BIT(BASE_NAME) | BASE_BIT(BASE_ENUM))) != 0;
}

static bool number_like(Type t) {
    return (t.bases & (BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_PERCENT))) != 0;
}

static bool kinds_meet(const Schema *s, Type a, Type b) {
    for (uint32_t i = 0; i < a.kind_count; i++)
        for (uint32_t j = 0; j < b.kind_count; j++)
            if (schema_is_a(s, a.kinds[i], b.kinds[j]) || schema_is_a(s, b.kinds[j], a.kinds[i])) return true;
    return false;
}

static bool comparable(const Checker *c, Type a, Type b) {
    if (a.bases == 0 || b.bases == 0) return true;
    BaseSet both = a.bases & b.bases & ~BASE_BIT(BASE_RECORD);
    if (both || (text_like(a) && text_like(b)) || (number_like(a) && number_like(b))) return true;
    return type_has(a, BASE_RECORD) && type_has(b, BASE_RECORD) && kinds_meet(c->schema, a, b);
}

// Does any base that both sides may have an order? Records have one only where they are levels or bands.
static bool has_order(const Checker *c, Type t, Type other) {
    BaseSet unordered = BASE_BIT(BASE_BOOL) | BASE_BIT(BASE_KIND) | BASE_BIT(BASE_RATING) | BASE_BIT(BASE_RANGE) | BASE_BIT(BASE_RECORD);
    if (t.bases == 0 || (t.bases & other.bases & ~unordered) || (text_like(t) && text_like(other)) || (number_like(t) && number_like(other)))
        return true;
    if (!type_has(t, BASE_RECORD)) return false;
    KindId level = schema_kind(c->schema, c->model->known.kind_level), band = schema_kind(c->schema, c->model->known.kind_band);
    for (uint32_t k = 0; k < t.kind_count; k++)
        if (t.kinds[k] != level && t.kinds[k] != band) return false;
    return true;
}

static const Expr *report_mismatch(Checker *c, NodeId node, Type a, Type b) {
    Str left = schema_type_words(c->schema, a, c->arena), right = schema_type_words(c->schema, b, c->arena);
    Diagnostic *d = diag_not_comparable(c->sink, check_span(c, node), left, right);
    bool plain = b.bases == BASE_BIT(BASE_NUMBER) || b.bases == BASE_BIT(BASE_TEXT); // written in a wrong form
    Str help = plain ? schema_type_writing(a) : STR("");
    if (help.len) diag_help(c->sink, d, help);
    return expr_poison(c, node);
}

static const Expr *report_many(Checker *c, NodeId node) {
    diag_many_values(c->sink, check_span(c, node), sources_text(c->model->sources, check_span(c, node)));
    return expr_poison(c, node);
}

// ---- comparisons

static ExprOp compare_op(NodeKind kind) {
    switch (kind) {
    case NODE_EQ: return OP_EQ;
    case NODE_NE: return OP_NE;
    case NODE_LT: return OP_LT;
    case NODE_LE: return OP_LE;
    case NODE_GT: return OP_GT;
    case NODE_GE: return OP_GE;
    default: return OP_EQ;
    }
}

// A word without a dot may be an enum word or a record's id that only the other side's type explains.
static bool needs_other_side(Checker *c, NodeId node) {
    NodeKind kind = tree_kind(c->tree, node);
    return is_bare_word(c, node) || kind == NODE_NUMBER || (kind == NODE_WORD && str_find(check_text(c, node), '.', 0) == check_text(c, node).len);
}

static void check_pair(Checker *c, NodeId left, NodeId right, const Expr **a, const Expr **b) {
    if (is_bare_word(c, left) && !is_bare_word(c, right)) {
        *b = check_value(c, right, NULL);
        *a = check_value(c, left, &(*b)->type);
    } else {
        *a = check_value(c, left, NULL);
        *b = check_value(c, right, needs_other_side(c, right) || tree_kind(c->tree, right) == NODE_SET ? &(*a)->type : NULL);
    }
}

// `type == "servise"`: a text that no word of the enum is would never be met.
static bool is_no_word(Checker *c, const Expr *a, const Expr *b, NodeId right) {
    if (a->type.bases != BASE_BIT(BASE_ENUM) || b->sort != EXPR_CONST || b->only != BASE_TEXT || !a->type.words) return false;
    Str text = model_text(c->model, b->value, c->arena);
    Suggestion s = {.wanted = text};
    for (uint32_t w = 0; w < a->type.words->count; w++) {
        Str word = names_text(c->model->names, a->type.words->words[w].word);
        if (str_eq(word, text)) return false;
        suggest_offer(&s, word, w);
    }
    Diagnostic *d = diag_unknown_enum_word(c->sink, check_span(c, right), text, schema_type_words(c->schema, a->type, c->arena));
    if (s.best.at) diag_help(c->sink, d, arena_printf(c->arena, "a word with a similar name exists: `" STR_FMT "`", STR_ARG(s.best)));
    return true;
}

static const Expr *check_comparison(Checker *c, NodeId node) {
    NodeId left = tree_child(c->tree, node), right = tree_next(c->tree, left);
    const Expr *a, *b;
    check_pair(c, left, right, &a, &b);
    if (a->sort == EXPR_POISON || b->sort == EXPR_POISON) return expr_poison(c, node);
    ExprOp op = compare_op(tree_kind(c->tree, node));
    if (!comparable(c, a->type, b->type)) return report_mismatch(c, node, a->type, b->type);
    if (is_no_word(c, a, b, right)) return expr_poison(c, node);
    bool equality = op == OP_EQ || op == OP_NE;
    if (equality && b->sort == EXPR_SET && !a->many) // one word that several records bear: `band == high` of any method
        return truth_expr(c, EXPR_IN, op == OP_EQ ? OP_IN : OP_NOT_IN, a, b, node);
    if (equality && a->many != b->many) return report_many(c, a->many ? left : right);
    if (!equality && a->many) return report_many(c, left);
    if (!equality && b->many) return report_many(c, right);
    if (!equality && !has_order(c, a->type, b->type)) {
        diag_no_order(c->sink, check_span(c, node), schema_type_words(c->schema, a->type, c->arena));
        return expr_poison(c, node);
    }
    return truth_expr(c, EXPR_COMPARE, op, a, b, node);
}

static const Expr *check_membership(Checker *c, NodeId node) {
    NodeKind kind = tree_kind(c->tree, node);
    NodeId left = tree_child(c->tree, node), right = tree_next(c->tree, left);
    const Expr *a, *b;
    check_pair(c, left, right, &a, &b);
    if (a->sort == EXPR_POISON || b->sort == EXPR_POISON) return expr_poison(c, node);
    if (a->many) return report_many(c, left);
    bool range = type_has(b->type, BASE_RANGE);
    if (!range && !comparable(c, a->type, b->type) && !(kind == NODE_WITHIN && type_has(a->type, BASE_RECORD) && type_has(b->type, BASE_RECORD)))
        return report_mismatch(c, node, a->type, b->type);
    return truth_expr(c, kind == NODE_WITHIN ? EXPR_WITHIN : EXPR_IN, kind == NODE_NOT_IN ? OP_NOT_IN : OP_IN, a, b, node);
}

static const Expr *check_presence(Checker *c, NodeId node) {
    const Expr *a = check_value(c, tree_child(c->tree, node), NULL);
    return truth_expr(c, EXPR_IS_SET, tree_kind(c->tree, node) == NODE_IS_SET ? OP_IS_SET : OP_IS_MISSING, a, NULL, node);
}

static const Expr *check_logic(Checker *c, NodeId node) {
    NodeId left = tree_child(c->tree, node);
    const Expr *a = check_condition(c, left), *b = check_condition(c, tree_next(c->tree, left));
    return truth_expr(c, tree_kind(c->tree, node) == NODE_AND ? EXPR_AND : EXPR_OR, OP_EQ, a, b, node);
}

// ---- arithmetic

static Type arithmetic_type(ExprOp op, Type a, Type b) {
    bool add = op == OP_ADD || op == OP_SUB;
    if (type_has(a, BASE_DATE) && add && type_has(b, BASE_DURATION)) return type_base(BASE_DATE);
    if (type_has(a, BASE_DATE) && op == OP_SUB && type_has(b, BASE_DATE)) return type_base(BASE_DURATION);
    if (type_has(a, BASE_MONEY) && (add ? type_has(b, BASE_MONEY) : number_like(b))) return type_base(BASE_MONEY);
    if (number_like(a) && number_like(b)) return type_base(BASE_NUMBER);
    return (Type){0};
}

static ExprOp arithmetic_op(NodeKind kind) {
    return kind == NODE_ADD ? OP_ADD : kind == NODE_SUB ? OP_SUB : kind == NODE_MUL ? OP_MUL : OP_DIV;
}

static const Expr *check_arithmetic(Checker *c, NodeId node) {
    NodeId left = tree_child(c->tree, node), right = tree_next(c->tree, left);
    const Expr *a = check_value(c, left, NULL), *b = check_value(c, right, NULL);
    if (a->sort == EXPR_POISON || b->sort == EXPR_POISON) return expr_poison(c, node);
    if (a->many) return report_many(c, left);
    if (b->many) return report_many(c, right);
    ExprOp op = arithmetic_op(tree_kind(c->tree, node));
    Type type = arithmetic_type(op, a->type, b->type);
    if (type.bases == 0) {
        diag_no_arithmetic(c->sink, check_span(c, node), check_text(c, node), schema_type_words(c->schema, a->type, c->arena),
                           schema_type_words(c->schema, b->type, c->arena));
        return expr_poison(c, node);
    }
    Expr *e = expr_new(c, EXPR_ARITHMETIC, node);
    e->op = op;
    e->a = a;
    e->b = b;
    expr_reads(e, a);
    expr_reads(e, b);
    expr_type(e, type, false);
    return e;
}

static const Expr *check_negation(Checker *c, NodeId node) {
    const Expr *a = check_value(c, tree_child(c->tree, node), NULL);
    if (a->sort == EXPR_POISON) return a;
    if (a->many) return report_many(c, node);
    if (!number_like(a->type)) {
        diag_no_arithmetic(c->sink, check_span(c, node), STR("-"), schema_type_words(c->schema, a->type, c->arena), STR("a number"));
        return expr_poison(c, node);
    }
    Expr *e = expr_new(c, EXPR_NEGATE, node);
    e->a = a;
    expr_reads(e, a);
    expr_type(e, a->type, false);
    return e;
}

// ---- literals

static const Expr *bad_literal(Checker *c, NodeId node, const char *what) {
    diag_bad_literal(c->sink, check_span(c, node), check_text(c, node), str_of(what));
    return expr_poison(c, node);
}

static const Expr *number_literal(Checker *c, NodeId node, const Type *expected) {
    Str text = check_text(c, node);
    if (expected && type_has(*expected, BASE_RECORD) && !number_like(*expected)) return check_word(c, node, text, expected, false);
    Decimal number;
    return decimal_parse(text, &number) ? expr_const(c, node, BASE_NUMBER, number) : bad_literal(c, node, "a number that can be reckoned with");
}

static const Expr *percent_literal(Checker *c, NodeId node) {
    Str text = check_text(c, node);
    Decimal number;
    text = str_trim(str_part(text, 0, str_find(text, '%', 0)));
    if (!decimal_parse(text, &number)) return bad_literal(c, node, "a percentage");
    return expr_const(c, node, BASE_PERCENT, number / 100);
}

static const Expr *date_literal(Checker *c, NodeId node, const Type *expected) {
    Str text = check_text(c, node);
    if (expected && type_has(*expected, BASE_RECORD)) return check_word(c, node, text, expected, false);
    Date date;
    return date_parse(text, &date) ? expr_const(c, node, BASE_DATE, date) : bad_literal(c, node, "a day of the calendar");
}

static const Expr *duration_literal(Checker *c, NodeId node) {
    Duration duration;
    return duration_parse(check_text(c, node), &duration) ? expr_const(c, node, BASE_DURATION, duration_pack(duration))
                                                          : bad_literal(c, node, "a duration");
}

static const Expr *money_literal(Checker *c, NodeId node) {
    Str text = check_text(c, node);
    Decimal amount;
    Value money;
    bool fits = text.len > 4 && decimal_parse(str_trim(str_part(text, 3, text.len)), &amount) && money_pack(str_part(text, 0, 3), amount, &money);
    return fits ? expr_const(c, node, BASE_MONEY, money) : bad_literal(c, node, "an amount of money");
}

static const Expr *check_literal(Checker *c, NodeId node, const Type *expected);

// `1..4`, `2026-01-01..2026-06-30`; in `EUR 50..400` and `10..20 %` the currency and the sign hold for both ends.
static const Expr *range_literal(Checker *c, NodeId node) {
    NodeId left = tree_child(c->tree, node), right = tree_next(c->tree, left);
    const Expr *low = check_literal(c, left, NULL), *high = check_literal(c, right, NULL);
    if (low->sort == EXPR_POISON || high->sort == EXPR_POISON) return expr_poison(c, node);
    Range range = {.base = high->only, .low = low->value, .high = high->value};
    if (low->only == BASE_NUMBER && high->only == BASE_PERCENT) range.low /= 100;
    else if (low->only == BASE_MONEY && high->only == BASE_NUMBER) {
        char currency[3];
        money_currency(low->value, currency);
        range.base = BASE_MONEY;
        if (!money_pack((Str){currency, 3}, high->value, &range.high)) return bad_literal(c, right, "an amount of money");
    } else if (low->only != high->only) return report_mismatch(c, node, low->type, high->type);
    bool same = range.base != BASE_MONEY || money_same_currency(range.low, range.high);
    if (!same || model_value_cmp(c->model, range.base, NULL, range.low, range.high) > 0) {
        diag_bad_range(c->sink, check_span(c, node), sources_text(c->model->sources, check_span(c, node)));
        return expr_poison(c, node);
    }
    Expr *e = (Expr *)expr_const(c, node, BASE_RANGE, model_make_range(c->model, range));
    e->type.bases |= BASE_BIT(range.base);
    return e;
}

// ---- sets, choices

static const Expr *check_set(Checker *c, NodeId node, const Type *expected, bool source) {
    Expr *e = expr_new(c, EXPR_SET, node);
    e->list = ARENA_ARRAY(c->arena, const Expr *, tree_child_count(c->tree, node));
    Type type = {0};
    bool all_rows = true;
    for (NodeId n = tree_child(c->tree, node); n; n = tree_next(c->tree, n)) {
        const Expr *part = source ? check_source(c, n) : check_value(c, n, expected);
        if (part->sort == EXPR_POISON) return part;
        all_rows = all_rows && part->sort == EXPR_ROWS;
        e->list[e->count++] = part;
        expr_reads(e, part);
        type = type_union(c, type, part->type);
    }
    expr_type(e, type, true);
    if (all_rows) e->sort = EXPR_ROWS;
    return e;
}

static const Expr *check_choice(Checker *c, NodeId node, const Type *expected) {
    NodeId when = tree_child(c->tree, node), then = tree_next(c->tree, when), otherwise = tree_next(c->tree, then);
    Expr *e = expr_new(c, EXPR_IF, node);
    e->a = check_condition(c, when);
    e->b = check_value(c, then, expected);
    e->c = check_value(c, otherwise, expected);
    if (e->a->sort == EXPR_POISON || e->b->sort == EXPR_POISON || e->c->sort == EXPR_POISON) return expr_poison(c, node);
    expr_reads(e, e->a);
    expr_reads(e, e->b);
    expr_reads(e, e->c);
    expr_type(e, type_union(c, e->b->type, e->c->type), e->b->many || e->c->many);
    return e;
}

static const Expr *check_dot(Checker *c, NodeId node) {
    NodeId base = tree_child(c->tree, node), name = tree_next(c->tree, base);
    const Expr *e = check_value(c, base, NULL);
    Str path = check_text(c, name);
    uint32_t from = 0;
    while (from < path.len) { // what stands behind the dot may itself be dotted
        uint32_t to = str_find(path, '.', from);
        e = expr_field(c, e, names_intern(c->model->names, str_part(path, from, to)), node, tree_pos(c->tree, name) + from);
        from = to + 1;
    }
    return e;
}

// ---- all of them

static const Expr *check_literal(Checker *c, NodeId node, const Type *expected) {
    switch (tree_kind(c->tree, node)) {
    case NODE_NUMBER: return number_literal(c, node, expected);
    case NODE_PERCENT: return percent_literal(c, node);
    case NODE_DATE: return date_literal(c, node, expected);
    case NODE_DURATION: return duration_literal(c, node);
    case NODE_MONEY: return money_literal(c, node);
    case NODE_STRING:
    case NODE_TEXT: return expr_const(c, node, BASE_TEXT, tree_pos(c->tree, node));
    case NODE_URL: return expr_const(c, node, BASE_URL, tree_pos(c->tree, node));
    case NODE_RANGE: return range_literal(c, node);
    default: return bad_literal(c, node, "a value that can be reckoned with");
    }
}

const Expr *check_value(Checker *c, NodeId node, const Type *expected) {
    switch (tree_kind(c->tree, node)) {
    case NODE_WORD:
    case NODE_PATH: return check_word(c, node, check_text(c, node), expected, false);
    case NODE_DOT: return check_dot(c, node);
    case NODE_AND:
    case NODE_OR: return check_logic(c, node);
    case NODE_NOT: return truth_expr(c, EXPR_NOT, OP_EQ, check_condition(c, tree_child(c->tree, node)), NULL, node);
    case NODE_EQ:
    case NODE_NE:
    case NODE_LT:
    case NODE_LE:
    case NODE_GT:
    case NODE_GE: return check_comparison(c, node);
    case NODE_IN_SET:
    case NODE_NOT_IN:
    case NODE_WITHIN: return check_membership(c, node);
    case NODE_IS_SET:
    case NODE_IS_MISSING: return check_presence(c, node);
    case NODE_ADD:
    case NODE_SUB:
    case NODE_MUL:
    case NODE_DIV: return check_arithmetic(c, node);
    case NODE_NEG: return check_negation(c, node);
    case NODE_IF: return check_choice(c, node, expected);
    case NODE_SET: return check_set(c, node, expected, false);
    case NODE_CALL: return check_call(c, node, expected);
    case NODE_AGGREGATE: return check_aggregate(c, node);
    case NODE_ERROR: return expr_poison(c, node);
    default: return check_literal(c, node, expected);
    }
}

const Expr *check_source(Checker *c, NodeId node) {
    NodeKind kind = tree_kind(c->tree, node);
    if (kind == NODE_SET) return check_set(c, node, NULL, true);
    if (kind == NODE_WORD) return check_word(c, node, check_text(c, node), NULL, true);
    return check_value(c, node, NULL);
}

static bool yes_no_enum(const Checker *c, Type type) {
    uint32_t rank;
    return type.bases == BASE_BIT(BASE_ENUM) && type.words && enum_find(type.words, c->model->known.yes, &rank);
}

const Expr *as_condition(Checker *c, const Expr *e, NodeId node) {
    if (expr_is_condition(e) || e->sort == EXPR_POISON) return e;
    if (!e->many && (e->type.bases == BASE_BIT(BASE_BOOL) || yes_no_enum(c, e->type))) return truth_expr(c, EXPR_TRUTH, OP_EQ, e, NULL, node);
    diag_not_a_condition(c->sink, check_span(c, node), schema_type_words(c->schema, e->type, c->arena));
    return expr_poison(c, node);
}

const Expr *check_condition(Checker *c, NodeId node) {
    return as_condition(c, check_value(c, node, NULL), node);
}

// ---- reckoned fields

const Expr *check_reckoned(Checker *c, FieldId id) {
    Typed *typed = c->typed;
    const Field *field = schema_field_at(c->schema, id);
    if (typed->reckoned_state[id] == 2) return typed->reckoned[id];
    Checker own = checker_new(c->model, typed, field->declaration.tree, c->arena, c->sink);
    own.self = field->kind;
    own.level = 1;
    const Expr *e;
    if (typed->reckoned_state[id] == 1) {
        diag_reckoned_cycle(c->sink, check_span(&own, field->declaration.node), names_text(c->model->names, field->name));
        e = expr_poison(&own, field->expr);
    } else {
        typed->reckoned_state[id] = 1;
        e = check_value(&own, field->expr, NULL);
    }
    if (typed->reckoned_state[id] != 2) typed->reckoned[id] = e;
    typed->reckoned_state[id] = 2;
    checker_free(&own);
    return typed->reckoned[id];
}
