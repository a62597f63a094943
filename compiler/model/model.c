// Building the model: the steps in order.
#include "model/build.h"

// Candidates for near misses that are looked at in one run, so that a hundred thousand mistakes stay linear.
#define OFFERS 20000000u

// Nodes of bodies that are read more than once because their record has several ids.
#define COPIES 4000000u

static void project_find(ModelBuild *b) {
    KindId kind = schema_kind(b->schema, b->k.kind_project);
    for (Row row = kind ? b->m->kind_first[kind] : 0; kind && row < b->m->kind_end[kind]; row++) {
        if (b->m->unit[row] == 0) {
            b->m->project = row;
            return;
        }
    }
}

// Gives back the records on their way to rows, as soon as they have arrived.
static void bodies_free(ModelBuild *b) {
    mem_free(b->row_of);
    vec_free(&b->pending);
    vec_free(&b->extensions);
}

// Gives back what else only reading needs, before the columns take their final form.
static void late_free(ModelBuild *b) {
    words_free(b);
    vec_free(&b->late);
    vec_free(&b->lost_names);
}

static void build_run(ModelBuild *b) {
    rows_collect(b);
    rows_number(b);
    index_build(b);
    abouts_resolve(b);
    project_find(b);
    bodies_read(b);
    bodies_free(b);
    unclear_mark(b, false);
    defaults_fill(b);
    methods_build(b);
    late_read(b);
    unclear_mark(b, true);
    late_free(b);
    columns_finish(b);
    methods_finish(b);
    inverses_build(b);
    checks_run(b);
}

static void build_free(ModelBuild *b) {
    vec_free(&b->poisoned);
    vec_free(&b->unclear);
    mem_free(b->columns);
    arena_free(b->scratch);
}

static void maps_index(ModelBuild *b) {
    b->map_of = ARENA_ARRAY(b->scratch, FieldId, b->schema->kinds.n);
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        if (b->schema->fields.at[f].is_map) b->map_of[b->schema->fields.at[f].element] = f;
    }
}

Model *model_build(const Schema *schema, const ModelInput *inputs, uint32_t input_count, const Unit *units, uint32_t unit_count,
                   const Sources *sources, Names *names, Unused *unused, Date today, Arena *arena, Diagnostics *sink) {
    Model *m = ARENA_NEW(arena, Model);
    *m = (Model){.arena = arena, .schema = schema, .names = names, .sources = sources, .known = known_names(names), .today = today};
    m->kind_first = ARENA_ARRAY(arena, Row, schema->kinds.n);
    m->kind_end = ARENA_ARRAY(arena, Row, schema->kinds.n);
    m->kind_lost = ARENA_ARRAY(arena, uint8_t, schema->kinds.n);
    m->columns = ARENA_ARRAY(arena, Column, schema->fields.n);
    for (uint32_t u = 0; u < unit_count; u++) {
        vec_push(&m->units, units[u]);
        names_intern(names, units[u].path); // a record's `library` is this name
    }
    ModelBuild b = {.m = m,
                    .schema = schema,
                    .inputs = inputs,
                    .input_count = input_count,
                    .sources = sources,
                    .names = names,
                    .sink = sink,
                    .unused = unused,
                    .arena = arena,
                    .scratch = arena_new(),
                    .k = m->known,
                    .words_input = UINT32_MAX,
                    .offers = OFFERS,
                    .copies = COPIES};
    b.columns = mem_zeroed(schema->fields.n, sizeof *b.columns);
    maps_index(&b);
    build_run(&b);
    build_free(&b);
    return m;
}

void model_free(Model *m) {
    if (!m) return;
    index_free(m->index);
    vec_free(&m->units);
    vec_free(&m->ranges);
    vec_free(&m->methods);
    vec_free(&m->todos);
}

bool model_value(const Model *m, Row row, NameId name, Value *value, SrcPos *place) {
    FieldId field = schema_field(m->schema, m->kind[row], name);
    if (!field) return false;
    uint32_t count;
    uint8_t state;
    const Column *c = &m->columns[field];
    uint32_t at = column_values(c, row, &count, &state);
    if (!count) return false;
    *value = c->value[at];
    if (place) *place = c->place ? c->place[at] : 0;
    return true;
}

static void *grown(Arena *arena, const void *old, uint32_t from, uint32_t to, size_t size) {
    char *all = arena_array(arena, to, size);
    if (from > 0) memcpy(all, old, from * size);
    return all;
}

// A few more rows than are asked for, so that those of findings need not move all others.
void rows_reserve(Model *m, uint32_t rows) {
    uint32_t from = m->row_room, to = rows + rows / 32 + 64;
    m->kind = grown(m->arena, m->kind, from, to, sizeof *m->kind);
    m->name = grown(m->arena, m->name, from, to, sizeof *m->name);
    m->parent = grown(m->arena, m->parent, from, to, sizeof *m->parent);
    m->unit = grown(m->arena, m->unit, from, to, sizeof *m->unit);
    m->node = grown(m->arena, m->node, from, to, sizeof *m->node);
    m->flags = grown(m->arena, m->flags, from, to, sizeof *m->flags);
    m->row_room = to;
}

void model_drop_rows(Model *m, KindId kind) {
    uint32_t count = m->kind_end[kind] - m->kind_first[kind];
    if (count == 0 || m->kind_end[kind] != m->row_count + 1) return;
    m->row_count -= count;
    m->kind_end[kind] -= count;
    m->kind_end[KIND_ANY] -= count;
}

Row model_add_rows(Model *m, KindId kind, uint32_t count) {
    uint32_t old = m->row_count + 1, all = old + count;
    if (all > m->row_room) rows_reserve(m, all);
    for (Row row = old; row < all; row++) {
        m->kind[row] = kind;
        m->name[row] = m->parent[row] = m->unit[row] = m->flags[row] = 0;
        m->node[row] = (NodeRef){NULL, 0};
    }
    m->row_count += count;
    m->kind_first[kind] = old;
    m->kind_end[kind] = all;
    m->kind_end[KIND_ANY] += count;
    return old;
}
