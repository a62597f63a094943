// Which change is behind a finding: the nearest record that changed, by references in either direction.
#include "session/attach.h"

#include <stdlib.h>

#include "base/memory.h"
#include "session/gone.h"
#include "session/stages.h"

// How many references a change may be away, and how many of a record are followed: behind a role that everything names stands no cause.
#define FURTHEST 3u
#define FOLLOWED 200u

// Records of one model as nodes of a graph.
typedef struct {
    const Model *m;
    uint8_t *changed; // [Row]: somebody changed it, or something in it; in the model before: it is gone
    SrcPos *change;   // [Row]: the first value that is another now, or what was added in it; 0: nothing tells
    uint32_t *seen;   // [Row]: number of the search that came by last
    uint32_t search;
    VEC(Row) queue;
    VEC(uint32_t) depths;
} Graph;

static Graph graph_new(const Model *m) {
    size_t n = (size_t)m->row_count + 1;
    return (Graph){
        .m = m, .changed = mem_zeroed(n, sizeof(uint8_t)), .change = mem_zeroed(n, sizeof(SrcPos)), .seen = mem_zeroed(n, sizeof(uint32_t))};
}

static void graph_free(Graph *g) {
    mem_free(g->changed);
    mem_free(g->change);
    mem_free(g->seen);
    vec_free(&g->queue);
    vec_free(&g->depths);
}

static void visit(Graph *g, Row row, uint32_t depth) {
    if (row == 0 || row > g->m->row_count || g->seen[row] == g->search) return;
    g->seen[row] = g->search;
    vec_push(&g->queue, row);
    vec_push(&g->depths, depth);
}

// Fields that every record has (its owner, its tags) tie what has nothing to do with each other.
static bool is_followed(const Schema *schema, const Field *field) {
    if (field->kind == KIND_ANY || !type_has(field->type, BASE_RECORD)) return false;
    for (uint32_t f = 0; f < field->forward_count; f++)
        if (schema_field_at(schema, field->forward[f])->kind == KIND_ANY) return false;
    return field->sort == FIELD_STORED || field->sort == FIELD_INVERSE || field->sort == FIELD_CONTAINED;
}

static void follow(Graph *g, FieldId id, Row row, uint32_t depth) {
    const Model *m = g->m;
    const Field *field = schema_field_at(m->schema, id);
    const Column *column = &m->columns[id];
    uint32_t count;
    uint8_t state;
    uint32_t from = column_values(column, row, &count, &state);
    if (count > FOLLOWED) return;
    for (uint32_t v = from; v < from + count; v++) {
        Base base = column->base ? (Base)column->base[v] : type_only_base(field->type);
        if (base == BASE_RECORD) visit(g, (Row)column->value[v], depth);
    }
}

static void expand(Graph *g, Row row, uint32_t depth) {
    const Schema *schema = g->m->schema;
    for (KindId k = g->m->kind[row]; k != 0 && k != KIND_ANY; k = schema_kind_at(schema, k)->super) {
        const Kind *kind = schema_kind_at(schema, k);
        for (uint32_t f = 0; f < kind->field_count; f++)
            if (is_followed(schema, schema_field_at(schema, kind->fields[f]))) follow(g, kind->fields[f], row, depth);
    }
    visit(g, g->m->parent[row], depth);
}

// The nearest record that changed, and how far it is; 0: there is none near. The queue holds where the search begins.
static Row nearest(Graph *g, uint32_t *depth) {
    for (uint32_t i = 0; i < g->queue.n && i < FOLLOWED * FOLLOWED; i++) {
        Row row = g->queue.at[i];
        *depth = g->depths.at[i];
        if (g->changed[row]) return row;
        if (g->depths.at[i] < FURTHEST) expand(g, row, g->depths.at[i] + 1);
    }
    return 0;
}

static void begin(Graph *g) {
    g->search++;
    g->queue.n = g->depths.n = 0;
}

// ---- Which record a place is in ---------------------------------------------------------------------------------------------------------------

// What lies between a record and the next one of its file counts as the first one's.
typedef struct {
    SrcPos start;
    Row row;
} Extent;

typedef VEC(Extent) Extents;

static int by_start(const void *a, const void *b) {
    const Extent *x = a, *y = b;
    return (x->start > y->start) - (x->start < y->start);
}

// Of the project's own records at top level, in the order of the sources.
static Extents extents_of(const Model *m) {
    Extents extents = {0};
    for (Row row = 1; row <= m->row_count; row++) {
        bool top = m->unit[row] == 0 && m->node[row].tree != NULL && (m->parent[row] == 0 || m->unit[m->parent[row]] != 0);
        if (!top || tree_kind(m->node[row].tree, m->node[row].node) != NODE_RECORD) continue;
        vec_push(&extents, (Extent){model_row_span(m, row).start, row});
    }
    if (extents.n > 0) qsort(extents.at, extents.n, sizeof *extents.at, by_start);
    return extents;
}

// The last that begins at or before the place; NULL: none does.
static const Extent *extent_before(const Extents *extents, SrcPos at) {
    uint32_t low = 0, high = extents->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (extents->at[middle].start <= at) low = middle + 1;
        else high = middle;
    }
    return low > 0 ? &extents->at[low - 1] : NULL;
}

static Row row_around(const Extents *extents, const Sources *sources, SrcPos at) {
    const Extent *extent = at != 0 ? extent_before(extents, at) : NULL;
    return extent != NULL && sources_find(sources, extent->start) == sources_find(sources, at) ? extent->row : 0;
}

// ---- Attaching --------------------------------------------------------------------------------------------------------------------------------

// A mistake about what is gone.
typedef struct {
    SrcPos gone; // where that was declared
    Diagnostic *d;
    Span found;
    uint32_t index; // among the diagnostics
} Broken;

typedef struct {
    Session *s;
    Graph now, then;
    VEC(Broken) broken;
    Extents places; // in this model
    Gone *gone;     // NULL: the earlier state has no sources
} Attaching;

// ---- Which records changed ------------------------------------------------------------------------------------------------------------------

// A record that reads as it did was not changed: what it names is gone, or is something else now.
static bool is_written_anew(const Attaching *a, Row row) {
    if (a->now.m->unit[row] != 0) return false; // what is the library's is changed by an extension alone
    return a->gone == NULL || !gone_reads_the_same(a->gone, model_row_span(a->now.m, row).start);
}

// What is still written as it was, and stands for nothing since what it names is gone, was not taken away.
static bool is_taken_away(const Attaching *a, Row row) {
    return a->then.m != NULL && !gone_still_reads(a->gone, model_row_span(a->then.m, row).start);
}

static Span extension_of(const Attaching *a, Row row) {
    const Model *m = a->now.m;
    return a->gone != NULL ? gone_extension(a->gone, names_text(m->names, m->name[model_top(m, row)])) : (Span){0, 0};
}

// The first value of a field that has another now, or where a record begins that was not there; 0: nothing is left to show.
static SrcPos change_at(const Model *m, const Difference *one) {
    Row row = one->record->row;
    uint32_t count;
    uint8_t state;
    if (one->sort == DIFF_ADDED) return model_row_span(m, row).start;
    FieldId id = one->after != NULL ? schema_field(m->schema, m->kind[row], names_find(m->names, one->field)) : 0;
    const Column *column = &m->columns[id];
    if (id == 0 || column->place == NULL) return 0;
    uint32_t from = column_values(column, row, &count, &state);
    return count > 0 ? column->place[from] : 0;
}

static void mark_changed(Graph *g, const Difference *one) {
    SrcPos at = change_at(g->m, one);
    for (Row row = one->record->row; row != 0; row = g->m->parent[row]) {
        g->changed[row] = 1;
        if (at != 0 && (g->change[row] == 0 || at < g->change[row])) g->change[row] = at;
    }
}

static void mark(Attaching *a, const Differences *d) {
    for (uint32_t i = 0; i < d->rows.n; i++) {
        const Difference *one = &d->rows.at[i];
        if (one->reckoned || one->record->row == 0) continue;
        if (one->sort == DIFF_REMOVED) {
            if (is_taken_away(a, one->record->row)) a->then.changed[one->record->row] = 1;
            continue;
        }
        if (!is_written_anew(a, one->record->row) && extension_of(a, one->record->row).start == 0) continue;
        mark_changed(&a->now, one);
    }
}

// ---- The way to the change -------------------------------------------------------------------------------------------------------------------

// The same record in another model, by its path.
static Row same_row(const Model *from, Row row, const Model *to, Arena *scratch) {
    return row != 0 ? model_find(to, model_row_path(from, row, scratch)) : 0;
}

static void begin_with(Graph *g, const Attaching *a, const Diagnostic *d, const Model *model, Arena *scratch) {
    const Model *now = a->now.m;
    Row starts[8];
    uint32_t count = 0;
    starts[count++] = d->subject;
    starts[count++] = row_around(&a->places, now->sources, d->at.start);
    for (const DiagNote *note = d->notes; note != NULL && count < 8; note = note->next)
        starts[count++] = row_around(&a->places, now->sources, note->at.start);
    begin(g);
    for (uint32_t i = 0; i < count; i++) {
        if (model == now) visit(g, starts[i], 0);
        else visit(g, same_row(now, starts[i], model, scratch), 0);
    }
}

// The extension that changed a record which reads as it did; start 0: none.
static Span place_of_extension(const Attaching *a, Row row) {
    bool elsewhere = a->gone != NULL && (a->now.m->unit[row] != 0 || gone_reads_the_same(a->gone, model_row_span(a->now.m, row).start));
    return elsewhere ? extension_of(a, row) : (Span){0, 0};
}

// Where a record was changed: a forge shows what stands in the lines of the change, and not the whole record.
static Span place_of_change(const Attaching *a, Row row) {
    Span extension = place_of_extension(a, row);
    if (extension.start != 0) return extension;
    return a->now.change[row] != 0 ? model_place_span(a->now.m, a->now.change[row]) : model_row_span(a->now.m, row);
}

// Before the notes that it has already.
static void note_first(Diagnostics *sink, Diagnostic *d, Span at, Str label) {
    DiagNote *first = d->notes, *last = d->last_note;
    d->notes = d->last_note = NULL;
    diag_note(sink, d, at, label);
    d->notes->next = first;
    if (first != NULL) d->last_note = last;
}

static void move(Diagnostics *sink, Diagnostic *d, Span to, Str why) {
    Span from = d->at;
    if (to.start == 0 || to.start == from.start) return;
    d->at = to;
    if (from.start != 0) note_first(sink, d, from, STR("found here"));
    if (why.len > 0) diag_note(sink, d, to, why);
}

// To where what is gone stood. Where its whole file is gone, there is no line of the change to show it at.
static void move_to_gone(Diagnostics *sink, Diagnostic *d, Span place, Str called, Str file, const char *how) {
    Arena *arena = diagnostics_arena(sink);
    if (place.start != 0) move(sink, d, place, arena_printf(arena, STR_FMT " stood %s, and is gone", STR_ARG(called), how));
    else diag_note(sink, d, (Span){0, 0}, arena_printf(arena, STR_FMT " stood in " STR_FMT ", and is gone", STR_ARG(called), STR_ARG(file)));
}

// A mistake that stands on the name of what is gone.
static bool attach_to_gone(Attaching *a, Diagnostic *d, Arena *scratch) {
    Diagnostics *sink = a->s->sink;
    GoneName gone;
    if (a->gone == NULL || d->is_rule || !gone_named(a->gone, d->at, scratch, &gone)) return false;
    vec_push(&a->broken, (Broken){gone.at, d, d->at, a->broken.n});
    move_to_gone(sink, d, gone.place, gone.called, gone.file, "here");
    return true;
}

// What is gone is the cause where it was nearer than all that changed.
static void attach(Attaching *a, Diagnostic *d, Arena *scratch) {
    Diagnostics *sink = a->s->sink;
    const Model *now = a->now.m;
    uint32_t far = UINT32_MAX, gone_far = UINT32_MAX;
    Row around = row_around(&a->places, now->sources, d->at.start), gone = 0;
    if (attach_to_gone(a, d, scratch)) return;
    if (a->gone != NULL && gone_extends(a->gone, d->at.start)) return;
    if (around != 0 && a->now.changed[around]) {
        bool of_all = d->at.start == model_row_span(now, around).start; // found in no part of it
        move(sink, d, of_all ? place_of_change(a, around) : place_of_extension(a, around), (Str){"", 0});
        return;
    }
    begin_with(&a->now, a, d, now, scratch);
    Row cause = nearest(&a->now, &far);
    if (a->then.m != NULL) {
        begin_with(&a->then, a, d, a->then.m, scratch);
        gone = nearest(&a->then, &gone_far);
    }
    if (gone != 0 && (cause == 0 || gone_far < far)) {
        const Model *then = a->then.m;
        SrcPos stood = model_row_span(then, gone).start;
        Str file = sources_file(then->sources, sources_find(then->sources, stood))->path;
        move_to_gone(sink, d, gone_place(a->gone, stood), model_row_name(then, gone, scratch), file, "behind this");
    } else if (cause != 0) {
        move(sink, d, place_of_change(a, cause), (Str){"", 0});
    }
}

static int by_gone(const void *a, const void *b) {
    const Broken *x = a, *y = b;
    if (x->gone != y->gone) return x->gone < y->gone ? -1 : 1;
    int cmp = str_cmp(x->d->name, y->d->name);
    return cmp ? cmp : (x->index > y->index) - (x->index < y->index);
}

// What one removal broke in several places, and in different words, is one mistake.
static void fold_broken(Attaching *a) {
    Session *s = a->s;
    uint32_t kept = 0;
    if (a->broken.n > 0) qsort(a->broken.at, a->broken.n, sizeof *a->broken.at, by_gone);
    for (uint32_t from = 0, to; from < a->broken.n; from = to) {
        const Broken *first = &a->broken.at[from];
        for (to = from + 1; to < a->broken.n && a->broken.at[to].gone == first->gone && str_eq(a->broken.at[to].d->name, first->d->name); to++)
            a->broken.at[to].d->level = LEVEL_OFF;
        for (uint32_t i = from + 1; i < to; i++) fold_place(s, first->d, a->broken.at[i].found, i - from, to - from);
    }
    for (uint32_t i = 0; i < s->diagnostic_count; i++)
        if (s->diagnostics[i]->level != LEVEL_OFF) s->diagnostics[kept++] = s->diagnostics[i];
    s->diagnostic_count = kept;
    vec_free(&a->broken);
}

void attach_to_changes(Session *s, const Session *then, const Differences *differences) {
    if (s->diagnostic_count == 0) return;
    Attaching a = {.s = s, .now = graph_new(s->model), .places = extents_of(s->model)};
    if (then != NULL) {
        a.then = graph_new(then->model);
        a.gone = gone_new(then, s);
    }
    mark(&a, differences);
    Arena *scratch = arena_new();
    for (uint32_t i = 0; i < s->diagnostic_count; i++) {
        if (s->diagnostics[i]->by.len == 0) attach(&a, s->diagnostics[i], scratch);
        arena_clear(scratch);
    }
    fold_broken(&a);
    diagnostics_reorder(s->diagnostics, s->diagnostic_count);
    arena_free(scratch);
    graph_free(&a.now);
    if (then != NULL) graph_free(&a.then);
    gone_free(a.gone);
    vec_free(&a.places);
}
