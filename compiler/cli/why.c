// ismsc why: what stands behind a record and what follows from it, as a tree: its references, the ways back to it, and what is nested in it.
// Which fields there are, and their order, the schema says.
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/present.h"
#include "render/diagnostics/shown.h"

#define MOST_STEPS 2  // references from the record that was asked for; what is nested in a record is no step
#define MOST_NESTED 6 // lines above each other, whatever they are
#define MOST_SHOWN 8  // records of one field
#define MOST_MEANINGS 5

typedef enum { WAY_FORWARD, WAY_BACK, WAY_INSIDE, WAY_TODO, WAY_MORE } Way;

// One line below a record.
typedef struct {
    Str field;
    Way way;
    Row row;
    uint32_t more; // WAY_MORE: how many are not shown
} Branch;

typedef VEC(Branch) Branches;

typedef struct {
    const Session *session;
    const Model *model;
    Out *out;
    Out margin;      // what stands before a line
    bool *told;      // [Row]: what is behind the record stands in the tree already
    uint32_t *taken; // [Row]: the number of the record below which it was last gathered
    uint32_t number;
    VEC(Row) path; // from the record that was asked for to the one whose branches are written
} Why;

// ---- Branches -----------------------------------------------------------------------------------------------------------------------------

static int by_declaration(const void *a, const void *b, void *context) {
    const Schema *schema = context;
    NodeRef x = schema_field_at(schema, *(const FieldId *)a)->declaration;
    NodeRef y = schema_field_at(schema, *(const FieldId *)b)->declaration;
    SrcPos p = x.tree != NULL ? tree_pos(x.tree, x.node) : 0, q = y.tree != NULL ? tree_pos(y.tree, y.node) : 0;
    return (p > q) - (p < q);
}

static bool is_library(const Why *why, Row row) {
    return why->model->unit[row] != 0;
}

static bool way_of(const Field *field, Way *way) {
    *way = field->sort == FIELD_STORED ? WAY_FORWARD : field->sort == FIELD_INVERSE ? WAY_BACK : WAY_INSIDE;
    return (field->sort == FIELD_STORED || field->sort == FIELD_INVERSE || field->sort == FIELD_CONTAINED) && !field->is_map;
}

// A demand is answered by there being records of certain kinds: which of them there are in the project.
static void add_kinds(Why *why, Row row, FieldId id, Branches *to) {
    const Model *m = why->model;
    const Column *column = model_column(m, id);
    Branch branch = {.field = names_text(why->session->names, schema_field_at(m->schema, id)->name), .way = WAY_FORWARD};
    uint32_t count, shown = 0;
    uint8_t state;
    uint32_t from = column_values(column, row, &count, &state);
    for (uint32_t i = from; i < from + count; i++) {
        KindId kind = (KindId)column->value[i];
        for (branch.row = m->kind_first[kind]; branch.row < m->kind_end[kind]; branch.row++) {
            if (is_library(why, branch.row) || why->taken[branch.row] == why->number) continue;
            why->taken[branch.row] = why->number;
            if (shown++ < MOST_SHOWN) vec_push(to, branch);
        }
    }
    if (shown > MOST_SHOWN) vec_push(to, (Branch){branch.field, WAY_MORE, 0, shown - MOST_SHOWN});
}

// The records that the field of `row` leads to, each once below the same record. From a record of the library only those of the project are of
// interest.
static void add_field(Why *why, Row row, FieldId id, bool back, Branches *to) {
    const Field *field = schema_field_at(why->model->schema, id);
    const Column *column = model_column(why->model, id);
    Branch branch = {.field = names_text(why->session->names, field->name)};
    uint32_t count, shown = 0;
    uint8_t state;
    if (back && field->name == why->session->known.answered_by) add_kinds(why, row, id, to);
    if (!way_of(field, &branch.way) || (branch.way == WAY_BACK && !back)) return;
    if (column->state == NULL || row < column->first || row >= column->first + column->count) return;
    uint32_t from = column_values(column, row, &count, &state);
    for (uint32_t i = from; i < from + count; i++) {
        Base base = column->base != NULL ? (Base)column->base[i] : type_only_base(field->type);
        branch.row = (Row)column->value[i];
        if (base != BASE_RECORD || branch.row == 0 || why->taken[branch.row] == why->number) continue;
        if (is_library(why, row) && (is_library(why, branch.row) || branch.way == WAY_INSIDE)) continue;
        why->taken[branch.row] = why->number;
        if (shown++ < MOST_SHOWN) vec_push(to, branch);
    }
    if (shown > MOST_SHOWN) vec_push(to, (Branch){branch.field, WAY_MORE, 0, shown - MOST_SHOWN});
    if ((state & STATE_UNKNOWN) && branch.way == WAY_FORWARD) vec_push(to, (Branch){branch.field, WAY_TODO, 0, 0});
}

// All branches of a record, in the order in which the kind, and those that it extends, declare their fields.
static void gather(Why *why, Row row, bool back, Branches *to) {
    const Schema *schema = why->model->schema;
    Row parent = why->model->parent[row];
    why->number++;
    for (uint32_t i = 0; i < why->path.n; i++) why->taken[why->path.at[i]] = why->number; // there we have been
    if (back && parent != 0 && why->taken[parent] != why->number) {
        vec_push(to, (Branch){STR("parent"), WAY_FORWARD, parent, 0});
        why->taken[parent] = why->number;
    }
    for (KindId k = why->model->kind[row]; k != 0; k = schema_kind_at(schema, k)->super) {
        const Kind *kind = schema_kind_at(schema, k);
        Arena *arena = arena_new();
        FieldId *sorted = ARENA_ARRAY(arena, FieldId, kind->field_count);
        for (uint32_t i = 0; i < kind->field_count; i++) sorted[i] = kind->fields[i];
        qsort_r(sorted, kind->field_count, sizeof *sorted, by_declaration, (void *)(uintptr_t)schema);
        for (uint32_t i = 0; i < kind->field_count; i++) add_field(why, row, sorted[i], back, to);
        arena_free(arena);
    }
}

// ---- Lines ----------------------------------------------------------------------------------------------------------------------------------

// `R-017, Ransomware (risks.isms:12)`.
static void write_record(Why *why, Row row) {
    const Model *m = why->model;
    Arena *arena = arena_new();
    Str title = model_title(m, row, arena), place = place_text(why->session, model_row_span(m, row), arena);
    shown_text(why->out, model_row_name(m, row, arena));
    if (title.len > 0) out_cstr(why->out, ", ");
    shown_text(why->out, title);
    if (place.len > 0) out_cstr(why->out, " (");
    shown_path(why->out, place);
    if (place.len > 0) out_char(why->out, ')');
    out_char(why->out, '\n');
    arena_free(arena);
}

static void write_branch(Why *why, const Branch *branch, bool last) {
    out_str(why->out, out_text(&why->margin));
    out_cstr(why->out, last ? "└─ " : "├─ ");
    shown_text(why->out, branch->field);
    out_cstr(why->out, ": ");
    switch (branch->way) {
    case WAY_TODO: out_cstr(why->out, "todo\n"); break;
    case WAY_MORE: out_printf(why->out, "and %u more\n", branch->more); break;
    default: write_record(why, branch->row); break;
    }
}

// `steps` are left. From a record that was reached by a reference no ways back are taken: they lead to its other users. The depth is bounded by
// MOST_NESTED. False: there is nothing below it.
static bool write_below(Why *why, Row row, uint32_t steps, uint32_t nested, bool back) {
    Branches branches = {0};
    why->told[row] = true;
    vec_push(&why->path, row);
    gather(why, row, back, &branches);
    for (uint32_t i = 0; i < branches.n; i++) {
        const Branch *branch = &branches.at[i];
        bool last = i + 1 == branches.n;
        write_branch(why, branch, last);
        uint32_t left = branch->way == WAY_INSIDE || steps == 0 ? steps : steps - 1;
        if (branch->row == 0 || why->told[branch->row] || nested == 0 || (left == 0 && branch->way != WAY_INSIDE)) continue;
        size_t before = why->margin.len;
        out_cstr(&why->margin, last ? "   " : "│  ");
        write_below(why, branch->row, left, nested - 1, branch->way == WAY_BACK);
        why->margin.len = before;
    }
    why->path.n--;
    bool any = branches.n > 0;
    vec_free(&branches);
    return any;
}

static void tell(const Session *session, Row row, Out *out) {
    Why why = {.session = session, .model = session->model, .out = out, .margin = out_memory()};
    Arena *arena = arena_new();
    why.told = ARENA_ARRAY(arena, bool, (size_t)session->model->row_count + 1);
    why.taken = ARENA_ARRAY(arena, uint32_t, (size_t)session->model->row_count + 1);
    write_record(&why, row);
    if (!write_below(&why, row, MOST_STEPS, MOST_NESTED, true)) out_cstr(out, "└─ nothing stands behind it, and nothing follows from it\n");
    out_free(&why.margin);
    vec_free(&why.path);
    arena_free(arena);
}

// ---- The command ----------------------------------------------------------------------------------------------------------------------------

static int say_nested(const Session *s, Str name, Row row) {
    Out message = out_memory();
    out_char(&message, '`');
    shown_text(&message, name);
    out_cstr(&message, "` stands in another record: write its path, `");
    shown_text(&message, model_row_path(s->model, row, s->arena));
    out_char(&message, '`');
    int code = say_trouble(out_text(&message));
    out_free(&message);
    return code;
}

// A path names one record; an id may stand in several units.
static int find_and_tell(const Session *s, Str name) {
    const Model *m = s->model;
    if (m == NULL) return say_usage("the ISMS cannot be understood: see `ismsc check`");
    int fd;
    uint32_t found = 0;
    Row nested = 0;
    Suggestion suggestion = {.wanted = name};
    Out out = standard_output(&fd);
    Row by_path = model_find(m, name);
    for (Row row = 1; row <= m->row_count && found < MOST_MEANINGS; row++) {
        Str id = names_text(s->names, m->name[row]);
        bool top = m->parent[row] == 0;
        if (m->node[row].tree == NULL || tree_kind(m->node[row].tree, m->node[row].node) != NODE_RECORD) continue;
        if (!top && str_eq(id, name)) nested = row;
        if (top && id.len > 0) suggest_offer(&suggestion, id, 0);
        if (row != by_path && (by_path != 0 || !top || !str_eq(id, name))) continue;
        if (found++ > 0) out_char(&out, '\n');
        tell(s, row, &out);
    }
    int code = standard_finish(&out, EXIT_WELL);
    if (found == 0 && nested != 0) return say_nested(s, name, nested);
    return found > 0 ? code : say_unknown("record", &suggestion);
}

int command_why(const Options *options) {
    if (options->arguments.n != 1) return say_usage("why takes one id; `ismsc list records` lists them");
    Run run;
    int code = EXIT_TROUBLE;
    if (run_start(&run, options, STAGE_MODEL, UINT32_MAX, LIBRARY_AS_USED)) code = find_and_tell(&run.session, str_of(options->arguments.at[0]));
    run_end(&run);
    return code;
}
