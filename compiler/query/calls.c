// Calls and aggregates: the built-in functions stand in one table, loops are bound and planned.
#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "query/check.h"

// ---- functions

typedef const Expr *CallMaker(Checker *c, const Expr **args, uint32_t count, NodeId node);

static const Expr *make_list(Checker *c, ExprSort sort, const Expr **args, uint32_t count, NodeId node, bool many) {
    Expr *e = expr_new(c, sort, node);
    e->list = ARENA_ARRAY(c->arena, const Expr *, count);
    e->count = count;
    Type type = {0};
    for (uint32_t i = 0; i < count; i++) {
        e->list[i] = args[i];
        expr_reads(e, args[i]);
        type = type_union(c, type, args[i]->type);
    }
    expr_type(e, type, many);
    return e;
}

static const Expr *make_first(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    return make_list(c, EXPR_FIRST, args, count, node, false);
}

// An aggregate over the values of a path: count(p) is count(x in p).
static const Expr *make_over(Checker *c, ExprOp op, const Expr *source, Type type, NodeId node) {
    Loop *loop = ARENA_NEW(c->arena, Loop);
    loop->level = c->level + 1;
    loop->source = source;
    loop->plan = source->sort == EXPR_ROWS ? LOOP_ALL : LOOP_PATH;
    Expr *e = expr_new(c, EXPR_AGGREGATE, node);
    e->op = op;
    e->loop = loop;
    expr_reads(e, source);
    expr_type(e, type, false);
    return e;
}

static const Expr *make_count(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return make_over(c, OP_COUNT, args[0], type_base(BASE_NUMBER), node);
}

#define ADDS_UP (BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_PERCENT) | BASE_BIT(BASE_MONEY) | BASE_BIT(BASE_DURATION))

// Have records of the kind, or of one that extends it, a field of that name?
static bool kind_has(const Schema *s, KindId kind, NameId field) {
    for (KindId k = kind; k <= s->kinds.at[kind].last; k++)
        if (schema_field(s, k, field)) return true;
    return false;
}

static bool has_dates(const Checker *c, Type type) {
    bool dated = false;
    for (uint32_t k = 0; k < type.kind_count; k++) dated = dated || kind_has(c->schema, type.kinds[k], c->model->known.on);
    return dated;
}

bool check_folds(Checker *c, ExprOp op, Type type, NodeId node) {
    if (type.bases == 0) return true; // it was a mistake elsewhere
    bool sums = op != OP_SUM || (type.bases & ADDS_UP) != 0, dated = op != OP_LATEST || has_dates(c, type);
    if (sums && dated) return true;
    diag_wrong_arguments(c->sink, check_span(c, node), sums ? STR("latest") : STR("sum"),
                         sums ? STR("a path to records with a date `on`") : STR("numbers, money or durations"));
    c->failed = true;
    return false;
}

static const Expr *make_fold(Checker *c, ExprOp op, const Expr *what, NodeId node) {
    return check_folds(c, op, what->type, node) ? make_over(c, op, what, what->type, node) : expr_poison(c, node);
}

static const Expr *make_sum(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return make_fold(c, OP_SUM, args[0], node);
}

static const Expr *make_min(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return make_fold(c, OP_MIN, args[0], node);
}

static const Expr *make_max(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return make_fold(c, OP_MAX, args[0], node);
}

static const Expr *make_latest(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return make_fold(c, OP_LATEST, args[0], node);
}

static const Expr *quantified(Checker *c, ExprOp op, const Expr *source, NodeId node) {
    Expr *e = (Expr *)make_over(c, op, source, type_base(BASE_BOOL), node);
    e->sort = EXPR_QUANTIFIER;
    return e;
}

static const Expr *make_any(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return quantified(c, OP_ANY, args[0], node);
}

static const Expr *make_none(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return quantified(c, OP_NONE, args[0], node);
}

static const Expr *make_join(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    Expr *e = expr_new(c, EXPR_JOIN, node);
    e->a = args[0];
    e->b = count > 1 && args[1]->sort == EXPR_CONST ? args[1] : NULL;
    expr_reads(e, args[0]);
    expr_type(e, type_base(BASE_TEXT), false);
    return e;
}

static const Expr *make_reachable(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    if (args[0]->sort != EXPR_FIELD || !type_has(args[0]->type, BASE_RECORD)) {
        diag_wrong_arguments(c->sink, check_span(c, node), STR("reachable"), STR("a path to records, as in `reachable(a.depends-on)`"));
        return expr_poison(c, node);
    }
    Expr *e = expr_new(c, EXPR_REACHABLE, node);
    e->a = args[0];
    expr_reads(e, args[0]);
    expr_type(e, args[0]->type, true);
    return e;
}

static const Expr *make_digest(Checker *c, ExprSort sort, const Expr *of, const char *name, NodeId node) {
    if (of->many || !type_has(of->type, BASE_RECORD)) {
        diag_wrong_arguments(c->sink, check_span(c, node), str_of(name), STR("one record"));
        return expr_poison(c, node);
    }
    Expr *e = expr_new(c, sort, node);
    e->a = of;
    expr_reads(e, of);
    expr_type(e, type_base(BASE_TEXT), false);
    return e;
}

static const Expr *make_fingerprint(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    return make_digest(c, EXPR_FINGERPRINT, args[0], "fingerprint", node);
}

static const Expr *make_changed(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    KindId sign_off = schema_kind(c->schema, c->model->known.kind_sign_off);
    bool signs = true;
    for (uint32_t k = 0; k < args[0]->type.kind_count; k++) signs = signs && schema_is_a(c->schema, args[0]->type.kinds[k], sign_off);
    if (signs) return make_digest(c, EXPR_CHANGED, args[0], "changed", node);
    diag_wrong_arguments(c->sink, check_span(c, node), STR("changed"), STR("one sign-off"));
    return expr_poison(c, node);
}

static const Expr *make_plain(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    (void)count;
    if ((args[0]->type.bases & ~BASE_BIT(BASE_TEXT)) != 0) {
        diag_wrong_arguments(c->sink, check_span(c, node), STR("plain"), STR("texts"));
        return expr_poison(c, node);
    }
    Expr *e = expr_new(c, EXPR_PLAIN, node);
    e->a = args[0];
    expr_reads(e, args[0]);
    expr_type(e, args[0]->type, args[0]->many);
    return e;
}

static const Expr *make_years(Checker *c, const Expr **args, uint32_t count, NodeId node) {
    Expr *e = expr_new(c, EXPR_YEARS, node);
    for (uint32_t i = 0; i < count; i++) {
        expr_reads(e, args[i]);
        if (!args[i]->many && args[i]->type.bases == BASE_BIT(BASE_DATE)) continue;
        diag_wrong_arguments(c->sink, check_span(c, node), STR("years"), STR("the first and the last date"));
        return expr_poison(c, node);
    }
    e->a = args[0];
    e->b = args[1];
    expr_type(e, (Type){.bases = BASE_BIT(BASE_RANGE) | BASE_BIT(BASE_DATE)}, true);
    return e;
}

#define NO_LOOP OP_EQ

// All built-in functions. Some may also be called with a loop, as `count(x in S where C)`; `every` only so. Each has a line in grammar/REFERENCE.md.
static const struct {
    const char *name;
    ExprOp loop;     // what it comes to with a loop
    CallMaker *make; // without one; NULL: it wants a loop
    uint32_t least, most;
    bool kinds; // it takes all records of a kind by the kind's name
    const char *takes;
} functions[] = {
    {"any", OP_ANY, make_any, 1, 1, true, "a path or kind"},
    {"none", OP_NONE, make_none, 1, 1, true, "a path or kind"},
    {"every", OP_EVERY, NULL, 1, 0, true, "a variable and a condition, as in `every(x in S where C)`"},
    {"count", OP_COUNT, make_count, 1, 1, true, "a path or kind"},
    {"sum", OP_SUM, make_sum, 1, 1, false, "a path to numbers or money"},
    {"min", OP_MIN, make_min, 1, 1, false, "a path"},
    {"max", OP_MAX, make_max, 1, 1, false, "a path"},
    {"latest", OP_LATEST, make_latest, 1, 1, false, "a path to records with a date `on`"},
    {"first", OP_FIRST, make_first, 1, 16, false, "one or several values"},
    {"those", OP_THOSE, NULL, 1, 0, true, "a variable, as in `those(x in S where C)`"},
    {"join", NO_LOOP, make_join, 1, 2, false, "a path, and a text to put between"},
    {"plain", NO_LOOP, make_plain, 1, 1, false, "a text"},
    {"years", NO_LOOP, make_years, 2, 2, false, "the first and the last date"},
    {"reachable", NO_LOOP, make_reachable, 1, 1, false, "a path to records"},
    {"fingerprint", NO_LOOP, make_fingerprint, 1, 1, false, "one record"},
    {"changed", NO_LOOP, make_changed, 1, 1, false, "one sign-off"},
};

#define NO_FUNCTION SIZE_MAX

static size_t function_called(Str name, Suggestion *s) {
    for (size_t f = 0; f < sizeof functions / sizeof *functions; f++) {
        if (str_eq(name, str_of(functions[f].name))) return f;
        if (s) suggest_offer(s, str_of(functions[f].name), 0);
    }
    return NO_FUNCTION;
}

static const Expr *unknown_function(Checker *c, NodeId node, SrcPos at, const Suggestion *s) {
    Diagnostic *d = diag_unknown_function(c->sink, (Span){at, at + s->wanted.len}, s->wanted);
    if (s->best.at) diag_help(c->sink, d, arena_printf(c->arena, "a function with a similar name exists: `" STR_FMT "`", STR_ARG(s->best)));
    return expr_poison(c, node);
}

static const Expr *wrong_arguments(Checker *c, NodeId node, SrcPos at, size_t f) {
    Str name = str_of(functions[f].name);
    diag_wrong_arguments(c->sink, (Span){at, at + name.len}, name, str_of(functions[f].takes));
    return expr_poison(c, node);
}

const Expr *check_name_call(Checker *c, Str name, const Expr **args, uint32_t count, NodeId node, SrcPos at) {
    for (uint32_t i = 0; i < count; i++)
        if (args[i]->sort == EXPR_POISON) return args[i];
    Suggestion s = {.wanted = name};
    size_t f = function_called(name, &s);
    if (f == NO_FUNCTION) return unknown_function(c, node, at, &s);
    if (count < functions[f].least || count > functions[f].most) return wrong_arguments(c, node, at, f);
    return functions[f].make(c, args, count, node);
}

bool function_over_rows(Str name, ExprOp *op) {
    size_t f = function_called(name, NULL);
    if (f == NO_FUNCTION || functions[f].loop < OP_COUNT || functions[f].loop > OP_MAX) return false;
    *op = functions[f].loop;
    return true;
}

#define ARGUMENTS 16

const Expr *check_call(Checker *c, NodeId node, const Type *expected) {
    const Expr *args[ARGUMENTS];
    uint32_t count = 0;
    Str name = check_text(c, node);
    size_t f = function_called(name, NULL);
    bool source = f != NO_FUNCTION && functions[f].kinds;
    for (NodeId n = tree_child(c->tree, node); n && count < ARGUMENTS; n = tree_next(c->tree, n))
        args[count++] = source ? check_source(c, n) : check_value(c, n, expected);
    return check_name_call(c, name, args, count, node, tree_pos(c->tree, node));
}

// ---- loops

uint32_t scope_mark(const Checker *c) {
    return c->scope.n;
}

void scope_close(Checker *c, uint32_t mark, uint32_t level) {
    c->scope.n = mark;
    c->level = level;
}

Loop *loop_open(Checker *c, NodeId for_node) {
    NodeId name = tree_child(c->tree, for_node);
    Loop *loop = ARENA_NEW(c->arena, Loop);
    loop->source = check_source(c, tree_next(c->tree, name));
    loop->name = names_intern(c->model->names, check_text(c, name));
    loop->level = c->level < LEVEL_LIMIT ? ++c->level : c->level;
    Expr *variable = expr_new(c, loop->source->sort == EXPR_POISON ? EXPR_POISON : EXPR_VAR, name);
    variable->var_level = loop->level;
    variable->levels = UINT64_C(1) << loop->level;
    variable->level = loop->level;
    expr_type(variable, loop->source->type, false);
    vec_push(&c->scope, (Variable){loop->name, variable});
    return loop;
}

uint32_t conjuncts_of(const Expr *e, const Expr **to, uint32_t room) {
    if (e == NULL || room == 0) return 0;
    if (e->sort != EXPR_AND) {
        to[0] = e;
        return 1;
    }
    uint32_t n = conjuncts_of(e->a, to, room);
    return n + conjuncts_of(e->b, to + n, room - n);
}

// Turns a conjunct into a link if it ties the loop's variable to outer ones.
static bool link_of(const Expr *e, uint64_t own, Link *link) {
    if (e->sort != EXPR_COMPARE && e->sort != EXPR_IN && e->sort != EXPR_WITHIN) return false;
    const Expr *a = e->a, *b = e->b;
    bool a_inner = a->levels == own && b->levels && !(b->levels & own), b_inner = b->levels == own && a->levels && !(a->levels & own);
    if (!a_inner && !b_inner) return false;
    *link = a_inner ? (Link){.inner = a, .outer = b} : (Link){.inner = b, .outer = a};
    if (e->sort == EXPR_COMPARE) {
        link->sort = a->many || b->many ? LINK_EQUAL_SETS : LINK_EQUAL;
        return e->op == OP_EQ;
    }
    if (e->op == OP_NOT_IN || type_has(b->type, BASE_RANGE)) return false;
    if (e->sort == EXPR_IN) link->sort = a_inner ? LINK_INNER_IN : LINK_OUTER_IN;
    else link->sort = a_inner ? LINK_INNER_WITHIN : LINK_OUTER_WITHIN;
    return e->sort == EXPR_IN || type_has(a->type, BASE_RECORD);
}

static bool is_list_link(const Link *link) {
    return link->sort != LINK_EQUAL && link->sort != LINK_EQUAL_SETS;
}

static void add_link(Loop *loop, Link link) {
    if (loop->link_count == LOOP_LINKS) return;
    if (is_list_link(&link)) { // at most one, and it comes first: the others have one hash each
        if (loop->link_count && is_list_link(&loop->links[0])) return;
        memmove(loop->links + 1, loop->links, loop->link_count * sizeof(Link));
        loop->links[0] = link;
        loop->link_count++;
    } else loop->links[loop->link_count++] = link;
}

static bool all_single(const Checker *c, const Type *type) {
    for (uint32_t k = 0; k < type->kind_count; k++)
        if (!schema_kind_at(c->schema, type->kinds[k])->single) return false;
    return true;
}

void loop_plan(Checker *c, Loop *loop, const Expr *const *conjuncts, uint32_t count, LoopUse use) {
    loop->plan = LOOP_PATH;
    if (loop->source->sort != EXPR_ROWS) return;
    loop->plan = LOOP_ALL;
    uint64_t own = UINT64_C(1) << loop->level;
    bool outer = false;
    for (uint32_t i = 0; i < count; i++) {
        Link link;
        if (conjuncts[i]->levels & ~own) outer = true;
        if (use == LOOP_EVERY) continue;
        if (link_of(conjuncts[i], own, &link)) add_link(loop, link);
        else if (conjuncts[i]->levels == own && loop->own_count < LOOP_OWN) loop->own[loop->own_count++] = conjuncts[i];
    }
    if (loop->link_count) {
        loop->plan = LOOP_INDEX;
        loop->index_slot = c->typed->index_count++;
    } else if (outer && use != LOOP_FIRST && !all_single(c, &loop->source->type)) {
        diag_loop_not_linked(c->sink, check_span(c, loop->source->node.node), names_text(c->model->names, loop->name));
        c->failed = true;
    }
}

// ---- what a loop reads from outside

// Collects the largest parts of `e` that read outer variables only. False: there are too many, or one is such a variable, which differs each time.
static bool outside_of(const Expr *e, uint64_t outer, Loop *loop) {
    if (e == NULL || (e->levels & outer) == 0) return true;
    if (e->sort == EXPR_VAR) return false;
    if ((e->levels & ~outer) == 0) {
        if (loop->outside_count == LOOP_OUTSIDE) return false;
        loop->outside[loop->outside_count++] = e;
        return true;
    }
    bool all = outside_of(e->a, outer, loop) && outside_of(e->b, outer, loop) && outside_of(e->c, outer, loop);
    for (uint32_t i = 0; i < e->count; i++) all = all && outside_of(e->list[i], outer, loop);
    if (e->loop) all = all && outside_of(e->loop->source, outer, loop) && outside_of(e->loop->where, outer, loop);
    return all;
}

static void find_outside(Loop *loop) {
    if (loop->plan == LOOP_INDEX && !outside_of(loop->where, (UINT64_C(1) << loop->level) - 1, loop)) loop->outside_count = 0;
}

// ---- aggregates with a loop

static Type aggregate_type(ExprOp op, const Expr *what, const Loop *loop) {
    if (op == OP_COUNT) return type_base(BASE_NUMBER);
    return what ? what->type : loop->source->type;
}

// The parts of the node: what is summed (may be missing), the loop, its condition.
typedef struct {
    NodeId what, loop, where;
} Parts;

static Parts aggregate_parts(const Checker *c, NodeId node) {
    Parts p = {0};
    for (NodeId n = tree_child(c->tree, node); n; n = tree_next(c->tree, n)) {
        NodeKind kind = tree_kind(c->tree, n);
        if (kind == NODE_FOR) p.loop = n;
        else if (kind == NODE_WHERE) p.where = tree_child(c->tree, n);
        else p.what = n;
    }
    return p;
}

const Expr *check_aggregate(Checker *c, NodeId node) {
    Parts parts = aggregate_parts(c, node);
    Suggestion s = {.wanted = check_text(c, node)};
    size_t f = function_called(s.wanted, &s);
    if (f == NO_FUNCTION) return unknown_function(c, node, tree_pos(c->tree, node), &s);
    ExprOp op = functions[f].loop;
    if (parts.loop == 0 || op == NO_LOOP) return wrong_arguments(c, node, tree_pos(c->tree, node), f);
    uint32_t mark = scope_mark(c), level = c->level;
    Loop *loop = loop_open(c, parts.loop);
    loop->where = parts.where ? check_condition(c, parts.where) : NULL;
    const Expr *what = parts.what ? check_value(c, parts.what, NULL) : NULL;
    const Expr *conjuncts[32];
    loop_plan(c, loop, conjuncts, conjuncts_of(loop->where, conjuncts, 32), op == OP_EVERY ? LOOP_EVERY : LOOP_TIED);
    find_outside(loop);
    scope_close(c, mark, level);
    bool poison = loop->source->sort == EXPR_POISON || (loop->where && loop->where->sort == EXPR_POISON) || (what && what->sort == EXPR_POISON);
    if (poison || !check_folds(c, op, what ? what->type : loop->source->type, what ? parts.what : parts.loop)) return expr_poison(c, node);
    bool quantifier = op == OP_ANY || op == OP_NONE || op == OP_EVERY;
    Expr *e = expr_new(c, quantifier ? EXPR_QUANTIFIER : EXPR_AGGREGATE, node);
    e->op = op;
    e->loop = loop;
    e->a = what;
    if (loop->where) expr_reads(e, loop->where);
    if (what) expr_reads(e, what);
    e->levels &= ~(UINT64_C(1) << loop->level);
    expr_reads(e, loop->source);
    expr_type(e, quantifier ? type_base(BASE_BOOL) : aggregate_type(op, what, loop), op == OP_THOSE);
    return e;
}
