// The clauses that rules, tables and matrices share: what they enforce, loops, lets and conditions.
#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "query/compile.h"

// ---- enforces

typedef VEC(Row) Rows;

// All records of that id in claimed standards, else the project's own; a path names one record wherever it is.
static void rows_named(const Model *m, Str text, bool path, Rows *rows) {
    if (path) {
        Row row = model_find(m, text);
        if (row) vec_push(rows, row);
        return;
    }
    uint32_t before = rows->n;
    NameId name = names_find(m->names, text);
    for (uint32_t u = 1; u < m->units.n && name; u++) {
        if (!m->units.at[u].claimed) continue;
        Str full = arena_printf(m->arena, STR_FMT "/" STR_FMT, STR_ARG(m->units.at[u].path), STR_ARG(text));
        Row row = model_find(m, full);
        if (row) vec_push(rows, row);
    }
    Row own = name && rows->n == before ? model_find(m, text) : 0;
    if (own && m->unit[own] == 0) vec_push(rows, own);
}

// The record of that id in the unit of a standard; 0: none.
static Row row_in(const Model *m, Row standard, Str text) {
    Str unit = m->units.at[m->unit[standard]].path;
    return model_find(m, arena_printf(m->arena, STR_FMT "/" STR_FMT, STR_ARG(unit), STR_ARG(text)));
}

// The parts of claimed standards that a mapping leads from to `row`: what the same demand is called in another edition.
static void rows_mapped(const Model *m, Row row, Rows *rows) {
    FieldId field = schema_field(m->schema, m->kind[row], m->known.mapped_by);
    if (!field) return;
    uint32_t count;
    uint8_t state;
    const Column *column = model_column(m, field);
    uint32_t start = column_values(column, row, &count, &state);
    for (uint32_t i = start; i < start + count; i++) {
        Value from;
        if (model_value(m, (Row)column->value[i], m->known.from, &from, NULL) && m->units.at[m->unit[from]].claimed) vec_push(rows, (Row)from);
    }
}

// What a rule of the library cites: by its number in the standard that the library's rules speak of (`cited: yes`). Where that is not claimed,
// or another one beside it, mappings lead on. Without a project all that is cited counts.
static void rows_cited(const Model *m, Str text, Rows *rows) {
    KindId kind = schema_kind(m->schema, m->known.kind_standard);
    for (Row s = kind ? m->kind_first[kind] : 0; kind && s < m->kind_end[kind]; s++) {
        Value cited;
        if (!model_value(m, s, m->known.cited, &cited, NULL) || (NameId)cited != m->known.yes) continue;
        Row row = row_in(m, s, text);
        if (!row) continue;
        if (m->units.at[m->unit[s]].claimed || !m->project) vec_push(rows, row);
        rows_mapped(m, row, rows);
    }
}

// What can be enforced has its number in a claimed standard.
static void unknown_demand(Checker *c, NodeId node) {
    const Model *m = c->model;
    Suggestion s = {.wanted = check_text(c, node)};
    for (Row r = 1; r <= m->row_count; r++)
        if (m->name[r] && m->units.at[m->unit[r]].claimed) suggest_offer(&s, names_text(m->names, m->name[r]), r);
    Diagnostic *d = diag_unknown_demand(c->sink, check_span(c, node), s.wanted);
    if (s.best.at) diag_help(c->sink, d, arena_printf(c->arena, "a similar one exists: `" STR_FMT "`", STR_ARG(s.best)));
}

static void enforces(Checker *c, NodeId node, bool own, Clauses *clauses) {
    Rows rows = {0};
    for (NodeId n = tree_child(c->tree, node); n; n = tree_next(c->tree, n)) {
        uint32_t before = rows.n;
        bool path = tree_kind(c->tree, n) == NODE_PATH;
        if (own || path) rows_named(c->model, check_text(c, n), path, &rows);
        else rows_cited(c->model, check_text(c, n), &rows);
        if (rows.n == before && own) unknown_demand(c, n);
    }
    Row *kept = ARENA_ARRAY(c->arena, Row, rows.n);
    if (rows.n) memcpy(kept, rows.at, rows.n * sizeof *kept);
    clauses->enforces = kept;
    clauses->enforces_count = rows.n;
    vec_free(&rows);
}

// The standard that a requirement or reference control belongs to: the record of kind standard of its unit.
static Row standard_of(const Model *m, Row row) {
    KindId kind = schema_kind(m->schema, m->known.kind_standard);
    for (Row s = kind ? m->kind_first[kind] : 0; kind && s < m->kind_end[kind]; s++)
        if (m->unit[s] == m->unit[row]) return s;
    return 0;
}

// Is it a letter with its bracket, perhaps with more of them behind it: `d) 1)`?
static bool is_letters(Str text) {
    bool well = text.len >= 2 && text.at[0] >= 'a' && text.at[0] <= 'z' && text.at[1] == ')' && text.at[text.len - 1] == ')';
    return well && str_find(text, ',', 0) == text.len;
}

// The letters at the end of the label of a demand; empty where it has none.
static Str letters_of(Str label) {
    uint32_t blank = str_find(label, ' ', 0);
    Str rest = blank < label.len ? str_part(label, blank + 1, label.len) : STR("");
    return is_letters(rest) ? rest : STR("");
}

// What has to be written of the label behind another: of two letters of one clause the second stands alone, `9.3.2 a), b)`.
static Str label_after(Str label, Str before) {
    Str letters = letters_of(label), letters_before = letters_of(before);
    if (letters.len == 0 || letters_before.len == 0) return label;
    bool same = str_eq(str_part(label, 0, label.len - letters.len), str_part(before, 0, before.len - letters_before.len));
    return same ? letters : label;
}

Str requirement_text(const Model *m, const Row *rows, uint32_t count, Arena *arena) {
    Out out = out_memory();
    Row last = 0;
    Str before = {0};
    for (uint32_t i = 0; i < count; i++) {
        Row standard = standard_of(m, rows[i]);
        Value value;
        Str label = model_value(m, rows[i], m->known.label, &value, NULL) ? model_text(m, value, arena) : names_text(m->names, m->name[rows[i]]);
        if (i > 0) out_cstr(&out, ", ");
        if (standard && standard != last) {
            out_str(&out, model_title(m, standard, arena));
            out_char(&out, ' ');
        }
        out_str(&out, i > 0 && standard == last ? label_after(label, before) : label);
        last = standard;
        before = label;
    }
    Str text = arena_str(arena, out_text(&out));
    out_free(&out);
    return text;
}

// ---- loops, lets, conditions

void clauses_add(Checker *c, Clauses *clauses, const Expr *condition, NodeId node) {
    if (clauses->where == NULL) {
        clauses->where = condition;
        return;
    }
    Expr *both = expr_new(c, EXPR_AND, node);
    both->a = clauses->where;
    both->b = condition;
    expr_reads(both, both->a);
    expr_reads(both, both->b);
    expr_type(both, type_base(BASE_BOOL), false);
    clauses->where = both;
}

static void loop_clause(Checker *c, NodeId node, Clauses *clauses) {
    if (clauses->loop_count == LOOPS) {
        diag_too_many_loops(c->sink, check_span(c, node), LOOPS);
        c->failed = true;
        loop_open(c, node); // so that its variable is known
        return;
    }
    clauses->loops[clauses->loop_count++] = loop_open(c, node);
}

// The value is typed before its name is pushed: typing it opens and closes scopes itself.
static void let_clause(Checker *c, NodeId node) {
    NodeId name = tree_child(c->tree, node);
    Expr *value = ARENA_NEW(c->arena, Expr);
    *value = *check_value(c, tree_next(c->tree, name), NULL);
    value->named = true;
    vec_push(&c->scope, (Variable){names_intern(c->model->names, check_text(c, name)), value});
}

Clauses clauses_compile(Checker *c, NodeId declaration, Str rule, bool own) {
    Clauses clauses = {0};
    for (NodeId n = tree_child(c->tree, declaration); n; n = tree_next(c->tree, n)) {
        NodeId child = tree_child(c->tree, n);
        switch (tree_kind(c->tree, n)) {
        case NODE_ENFORCES: enforces(c, n, own, &clauses); break;
        case NODE_PARAMETER: parameter_open(c, n, rule); break;
        case NODE_FOR: loop_clause(c, n, &clauses); break;
        case NODE_LET: let_clause(c, n); break;
        case NODE_WHERE:
        case NODE_APPLIES: clauses_add(c, &clauses, check_condition(c, child), n); break;
        default: break;
        }
    }
    return clauses;
}

Clauses clauses_enforced(Checker *c, NodeId declaration) {
    Clauses clauses = {.sound = true};
    NodeId node = tree_find(c->tree, declaration, NODE_ENFORCES);
    if (node) enforces(c, node, false, &clauses);
    return clauses;
}

// A conjunct helps a loop only if all variables that it reads are bound by then.
static uint32_t usable(const Expr **conjuncts, uint32_t count, uint32_t level, const Expr **to) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        if (conjuncts[i]->level <= level && (conjuncts[i]->levels & (UINT64_C(1) << level))) to[n++] = conjuncts[i];
    return n;
}

// The first loop scans its records, unless something around the declaration (of a report) ties it; the others must be tied to it.
void clauses_plan(Checker *c, Clauses *clauses) {
    const Expr *conjuncts[64], *mine[64];
    uint32_t count = conjuncts_of(clauses->where, conjuncts, 64);
    for (uint32_t l = 0; l < clauses->loop_count; l++) {
        Loop *loop = clauses->loops[l];
        bool around = l > 0 || loop->level > 1;
        loop_plan(c, loop, mine, around ? usable(conjuncts, count, loop->level, mine) : 0, l ? LOOP_TIED : LOOP_FIRST);
        if (l && loop->plan == LOOP_ALL && loop->source->many) {
            diag_loop_not_linked(c->sink, check_span(c, loop->source->node.node), names_text(c->model->names, loop->name));
            c->failed = true;
        }
    }
    clauses->sound = !c->failed && clauses->loop_count > 0;
}

// Binds the next variable. Values that nobody knows might have bound it, too.
static const Frame *bind_next(Run *run, const Loop *loop, const Frame *frame, Undecided *undecided) {
    Truth *open = undecided ? ARENA_ARRAY(run->batch, Truth, frame->n) : NULL;
    const Frame *inner = frame_expand(run, loop, frame, open);
    for (uint32_t i = 0; open != NULL && i < frame->n; i++)
        if (open[i] == TRUTH_UNKNOWN) undecided_add(undecided, frame, i);
    return inner;
}

const Frame *clauses_next(Run *run, const Clauses *clauses, uint64_t *next, Undecided *undecided) {
    const Loop *first = clauses->loops[0];
    const Frame *frame;
    if (undecided) undecided->level = first->level;
    if (first->plan == LOOP_ALL) {
        frame = frame_scan(run, first, next);
    } else {
        frame = *next ? NULL : frame_expand(run, first, run->root, NULL);
        *next = 1;
    }
    if (frame == NULL) return NULL;
    for (uint32_t l = 1; l < clauses->loop_count; l++) frame = bind_next(run, clauses->loops[l], frame, undecided);
    return frame_where(run, frame, clauses->where, undecided);
}

static Relations relation_named(const Model *m, Str word) {
    const Known *k = &m->known;
    if (str_eq(word, names_text(m->names, k->kind_diagnostic))) return READS_DIAGNOSTIC;
    bool differs = str_eq(word, names_text(m->names, k->kind_difference)) || str_eq(word, names_text(m->names, k->differences));
    return differs ? READS_DIFFERENCE : READS_NEITHER;
}

static Str last_step(Str path) {
    uint32_t from = path.len;
    while (from > 0 && path.at[from - 1] != '.') from--;
    return str_part(path, from, path.len);
}

// Nodes of a declaration are reached without recursion: by a stack of siblings still to visit.
Relations relations_read(const Checker *c, NodeId declaration) {
    VEC(NodeId) stack = {0};
    Relations read = READS_NEITHER;
    vec_push(&stack, tree_child(c->tree, declaration));
    while (stack.n) {
        NodeId n = stack.at[--stack.n];
        if (n == 0) continue;
        vec_push(&stack, tree_next(c->tree, n));
        vec_push(&stack, tree_child(c->tree, n));
        if (tree_kind(c->tree, n) == NODE_WORD) read |= relation_named(c->model, last_step(check_text(c, n)));
    }
    vec_free(&stack);
    return read;
}
