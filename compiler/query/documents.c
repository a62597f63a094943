// Reports: typed items, and the sections that they come to.
#include "query/compile.h"

#include <stdlib.h>

#include "diag/catalogue.h"
#include "diag/suggest.h"

// ---- typing

typedef struct {
    Checker *c;
    const Program *program; // its tables are typed already
    bool own;               // the project's, not the library's
} Typing;

static void type_items(Typing *t, NodeId first, Contents *items);

static const char *sort_word(ArtefactSort sort) {
    return sort == ARTEFACT_MATRIX ? "matrix" : "table";
}

static const Table *report_unknown(Typing *t, NodeId name, ArtefactSort sort, const Suggestion *near, const Table *other) {
    Checker *c = t->c;
    c->failed = true;
    Diagnostic *d = diag_unknown_artefact(c->sink, check_span(c, name), str_of(sort_word(sort)), near->wanted);
    if (other)
        diag_help(c->sink, d,
                  arena_printf(c->arena, "it is a %s: write `%s " STR_FMT "`", sort_word(other->info.sort), sort_word(other->info.sort),
                               STR_ARG(near->wanted)));
    else if (near->best.at)
        diag_help(c->sink, d, arena_printf(c->arena, "a %s with a similar name exists: `" STR_FMT "`", sort_word(sort), STR_ARG(near->best)));
    return NULL;
}

// Of the library and the project each may have a table of the name: a report means that of its own side first.
static const Table *table_called(Typing *t, NodeId name, ArtefactSort sort) {
    Suggestion near = {.wanted = check_text(t->c, name)};
    const Table *other = NULL, *found = NULL;
    for (uint32_t i = 0; i < t->program->tables.n; i++) {
        const Table *table = &t->program->tables.at[i];
        bool same = str_eq(table->info.name, near.wanted);
        if (same && table->info.sort == sort && (!found || (table->info.unit == 0) == t->own)) found = table;
        if (same) other = table;
        if (table->info.sort == sort) suggest_offer(&near, table->info.name, i);
    }
    return found ? found : report_unknown(t, name, sort, &near, other);
}

static void type_table(Typing *t, NodeId node, ArtefactSort sort, Contents *items) {
    NodeId name = tree_child(t->c->tree, node);
    if (tree_kind(t->c->tree, name) == NODE_ERROR) return; // the parser has spoken
    const Table *declared = table_called(t, name, sort);
    if (declared) vec_push(items, (Content){.sort = CONTENT_TABLE, .table = table_within(t->c, declared, tree_find(t->c->tree, node, NODE_WHERE))});
}

static void type_text(Typing *t, NodeId node, Contents *items) {
    Checker *c = t->c;
    NodeId text = tree_child(c->tree, node);
    NodeKind kind = tree_kind(c->tree, text);
    if (kind == NODE_STRING || kind == NODE_TEXT) {
        vec_push(items, (Content){.sort = CONTENT_TEXT, .text = template_compile(c, text, false)});
        return;
    }
    const Expr *value = check_value(c, text, NULL);
    if (value->type.bases & ~BASE_BIT(BASE_TEXT)) {
        diag_wrong_arguments(c->sink, check_span(c, text), STR("text"), STR("a text"));
        c->failed = true;
    }
    vec_push(items, (Content){.sort = CONTENT_PROSE, .prose = value});
}

#define CONDITIONS 32

static void type_for(Typing *t, NodeId node, Contents *items) {
    Checker *c = t->c;
    uint32_t mark = scope_mark(c), level = c->level;
    Content item = {.sort = CONTENT_REPEAT, .loop = loop_open(c, node)};
    NodeId where = tree_find(c->tree, node, NODE_WHERE);
    const Expr *conditions[CONDITIONS];
    if (where) item.where = check_condition(c, tree_child(c->tree, where));
    loop_plan(c, item.loop, conditions, conjuncts_of(item.where, conditions, CONDITIONS), level ? LOOP_TIED : LOOP_FIRST);
    type_items(t, tree_next(c->tree, tree_next(c->tree, tree_child(c->tree, node))), &item.items);
    scope_close(c, mark, level);
    vec_push(items, item);
}

static void type_items(Typing *t, NodeId first, Contents *items) {
    for (NodeId n = first; n; n = tree_next(t->c->tree, n)) {
        switch (tree_kind(t->c->tree, n)) {
        case NODE_REPORT_TEXT: type_text(t, n, items); break;
        case NODE_REPORT_TABLE: type_table(t, n, ARTEFACT_TABLE, items); break;
        case NODE_REPORT_MATRIX: type_table(t, n, ARTEFACT_MATRIX, items); break;
        case NODE_REPORT_FOR: type_for(t, n, items); break;
        default: break;
        }
    }
}

// A report with a table of differences is one itself; it is known before anything of it is typed.
static bool tells_differences(const Checker *c, const Program *program, NodeId first) {
    for (NodeId n = first; n; n = tree_next(c->tree, n)) {
        if (tree_kind(c->tree, n) == NODE_REPORT_FOR && tells_differences(c, program, tree_child(c->tree, n))) return true;
        if (tree_kind(c->tree, n) != NODE_REPORT_TABLE) continue;
        Str name = check_text(c, tree_child(c->tree, n));
        for (uint32_t i = 0; i < program->tables.n; i++)
            if (program->tables.at[i].info.of_differences && str_eq(program->tables.at[i].info.name, name)) return true;
    }
    return false;
}

static Document informed(Checker *c, const Program *program, NodeId declaration, uint32_t unit, const Clauses *clauses) {
    NodeId name = tree_child(c->tree, declaration), title = tree_next(c->tree, name);
    Document d = {.info = {.sort = ARTEFACT_REPORT, .declaration = {c->tree, declaration}, .unit = unit}};
    d.info.name = names_text(c->model->names, names_intern(c->model->names, check_text(c, name)));
    d.info.title = title && tree_kind(c->tree, title) == NODE_STRING ? tree_string(c->tree, c->model->sources, title, c->arena) : d.info.name;
    d.info.doc = tree_doc(c->tree, c->model->sources, declaration, c->arena);
    d.info.enforces = clauses->enforces;
    d.info.enforces_count = clauses->enforces_count;
    d.info.requirement = requirement_text(c->model, clauses->enforces, clauses->enforces_count, c->arena);
    d.info.of_differences = tells_differences(c, program, tree_child(c->tree, declaration));
    return d;
}

Document document_declared(Checker *c, const Program *program, NodeId declaration, uint32_t unit) {
    Clauses clauses = clauses_enforced(c, declaration);
    Document d = informed(c, program, declaration, unit, &clauses);
    d.untyped = true;
    return d;
}

Document document_compile(Checker *c, const Program *program, NodeId declaration, uint32_t unit) {
    Clauses clauses = clauses_compile(c, declaration, (Str){0}, unit == 0);
    Document d = informed(c, program, declaration, unit, &clauses);
    Typing t = {c, program, unit == 0};
    type_items(&t, tree_child(c->tree, declaration), &d.items);
    if (d.items.n == 0 && !c->failed) {
        diag_report_without_content(c->sink, check_span(c, tree_child(c->tree, declaration)), d.info.name);
        c->failed = true;
    }
    d.sound = !c->failed;
    return d;
}

static void items_free(Contents *items) {
    for (uint32_t i = 0; i < items->n; i++) items_free(&items->at[i].items);
    vec_free(items);
}

void document_free(Document *document) {
    items_free(&document->items);
}

// ---- running

typedef struct {
    Run *run;
    Arena *arena;
    uint8_t *shown;
    uint32_t depth; // of repetitions
    bool page;      // the next section begins a new page
    VEC(Section) sections;
} Writing;

static void add_section(Writing *w, Section section) {
    section.depth = w->depth;
    section.page = w->page;
    w->page = false;
    vec_push(&w->sections, section);
}

// All values of the only entry: `a, b, c`; `?` for what is not known, a dash for nothing.
static Str words_of(Writing *w, const Vector *v) {
    Out out = out_memory();
    for (uint32_t j = vector_from(v, 0); j < vector_to(v, 0); j++) {
        if (out.len) out_cstr(&out, ", ");
        out_str(&out, model_value_text(w->run->model, vector_base(v, j), v->value[j], w->run->batch));
    }
    if (vector_state(v, 0) & STATE_UNKNOWN) out_cstr(&out, out.len ? ", ?" : "?");
    if (out.len == 0) out_cstr(&out, "–");
    Str text = arena_str(w->arena, out_text(&out));
    out_free(&out);
    return text;
}

static void write_words(Writing *w, const Template *t) {
    TextPiece *pieces = ARENA_ARRAY(w->arena, TextPiece, t->count);
    for (uint32_t p = 0; p < t->count; p++) {
        pieces[p] = (TextPiece){.text = t->pieces[p].text, .value = t->pieces[p].sort == PIECE_VALUE};
        if (!pieces[p].value) continue;
        Vector v = eval_value(w->run, t->pieces[p].value, w->run->root);
        pieces[p].text = words_of(w, &v);
    }
    add_section(w, (Section){.pieces = pieces, .piece_count = t->count});
}

// Each value is a text of its own: paragraphs of one do not run into the next.
static void write_prose(Writing *w, const Expr *prose) {
    Vector v = eval_value(w->run, prose, w->run->root);
    for (uint32_t j = vector_from(&v, 0); j < vector_to(&v, 0); j++) {
        TextPiece *piece = ARENA_NEW(w->arena, TextPiece);
        piece->text = arena_str(w->arena, model_text(w->run->model, v.value[j], w->run->batch));
        add_section(w, (Section){.pieces = piece, .piece_count = 1});
    }
}

static void write_part(Writing *w, const Table *table) {
    if (!table->clauses.sound) return; // a mistake in it was reported where it is declared
    Artefact *part = ARENA_NEW(w->arena, Artefact);
    *part = (Artefact){.sort = table->info.sort,
                       .name = table->info.name,
                       .title = table->info.title,
                       .doc = table->info.doc,
                       .requirement = table->info.requirement};
    if (part->sort == ARTEFACT_MATRIX) matrix_run(w->run, table, w->arena, part, w->shown);
    else table_run(w->run, table, w->arena, part, w->shown);
    add_section(w, (Section){.part = part});
}

static void write_items(Writing *w, const Contents *items);

typedef struct {
    Value value;
    Base base;
    SrcPos place;
} Binding;

static int binding_order(const void *a, const void *b, void *run) {
    const Binding *x = a, *y = b;
    if (x->base != y->base) return x->base < y->base ? -1 : 1;
    return model_value_cmp(((const Run *)run)->model, x->base, NULL, x->value, y->value);
}

// What the loop binds, in its order. It outlives the batch.
static Binding *bindings_of(Run *run, const Content *item, uint32_t *count) {
    const Frame *frame = frame_where(run, frame_expand(run, item->loop, run->root, NULL), item->where, NULL);
    Binding *bindings = ARENA_ARRAY(run->keep, Binding, frame->n);
    for (uint32_t i = 0; i < frame->n; i++) bindings[i].value = frame_value(frame, i, item->loop->level, &bindings[i].base, &bindings[i].place);
    *count = frame->n;
    run_clear(run);
    qsort_r(bindings, *count, sizeof *bindings, binding_order, run);
    return bindings;
}

// While a repetition is written, its one binding is the root of all frames, so that tables in it see the variable.
static void write_repetitions(Writing *w, const Content *item) {
    const Frame *outer = w->run->root;
    uint32_t count;
    Binding *bindings = bindings_of(w->run, item, &count);
    for (uint32_t i = 0; i < count; i++) {
        Binding *b = &bindings[i];
        Frame *frame = ARENA_NEW(w->run->keep, Frame);
        *frame = (Frame){.outer = outer,
                         .n = 1,
                         .level = item->loop->level,
                         .binds = true,
                         .var = {.n = 1, .value = &b->value, .only = b->base, .place = &b->place}};
        if (b->base == BASE_RECORD) w->shown[b->value] = w->shown[0] = 1;
        if (w->depth == 0) w->page = true;
        w->run->root = frame;
        w->depth++;
        write_items(w, &item->items);
        w->depth--;
    }
    w->run->root = outer;
}

static void write_items(Writing *w, const Contents *items) {
    for (uint32_t i = 0; i < items->n; i++) {
        const Content *item = &items->at[i];
        switch (item->sort) {
        case CONTENT_TEXT: write_words(w, &item->text); break;
        case CONTENT_PROSE: write_prose(w, item->prose); break;
        case CONTENT_TABLE: write_part(w, &item->table); break;
        case CONTENT_REPEAT: write_repetitions(w, item); break;
        }
        run_clear(w->run);
    }
}

void document_run(Run *run, const Document *document, Arena *arena, Artefact *artefact, uint8_t *shown) {
    Writing w = {.run = run, .arena = arena, .shown = shown};
    write_items(&w, &document->items);
    Section *sections = ARENA_ARRAY(arena, Section, w.sections.n);
    if (w.sections.n) memcpy(sections, w.sections.at, w.sections.n * sizeof *sections);
    artefact->sections = sections;
    artefact->section_count = w.sections.n;
    vec_free(&w.sections);
}
