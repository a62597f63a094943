// What can be judged only when every column stands: required fields, single kinds, cycles of parts, claims to requirements.
#include "base/hash.h"
#include "diag/catalogue.h"
#include "model/build.h"
#include "syntax/insert.h"

// A second record made of one declaration (`exclude A.7.4, A.7.5 …`) repeats the first one's mistakes.
static bool repeats(const Model *m, Row row) {
    return row > 1 && m->node[row].node == m->node[row - 1].node && m->node[row].tree == m->node[row - 1].tree;
}

// ---- Required fields

static void fix_missing(ModelBuild *b, Diagnostic *said, Row row, Str field) {
    NodeRef node = b->m->node[row];
    if (tree_kind(node.tree, node.node) != NODE_RECORD || (b->m->flags[row] & ROW_LIBRARY)) return;
    Arena *arena = diagnostics_arena(b->sink);
    Edits edits = {0};
    Str item = arena_printf(arena, STR_FMT ": todo", STR_ARG(field)), label = arena_printf(arena, "add `" STR_FMT "` with a todo", STR_ARG(field));
    if (insert_item(node.tree, b->sources, node.node, item, arena, &edits)) {
        for (uint32_t i = 0; i < edits.n; i++) diag_fix(b->sink, said, edits.at[i].at, label, edits.at[i].text, true);
    }
    vec_free(&edits);
}

static void missing(ModelBuild *b, FieldId field, Row row) {
    if ((b->m->flags[row] & ROW_POISON) || repeats(b->m, row)) return;
    Arena *arena = diagnostics_arena(b->sink);
    const Field *f = &b->schema->fields.at[field];
    Str name = names_text(b->names, f->name), record = model_row_name(b->m, row, arena), type = schema_type_words(b->schema, f->type, arena);
    Diagnostic *said =
        diag_missing_field(b->sink, model_row_span(b->m, row), names_text(b->names, b->schema->kinds.at[b->m->kind[row]].name), record, name);
    diag_help(b->sink, said, arena_printf(arena, "`" STR_FMT "` takes " STR_FMT, STR_ARG(name), STR_ARG(type)));
    fix_missing(b, said, row, name);
}

static void required_check(ModelBuild *b, FieldId field) {
    const Field *f = &b->schema->fields.at[field];
    const Column *c = &b->m->columns[field];
    Row first = b->m->kind_first[f->kind], end = b->m->kind_end[f->kind];
    for (Row row = first; row < end; row++) {
        if (c->state && c->state[row - first] != STATE_ABSENT) continue;
        const Tree *tree;
        if (!schema_default(b->schema, b->m->kind[row], field, &tree)) missing(b, field, row);
    }
}

static void required_all(ModelBuild *b) {
    for (FieldId id = 1; id < b->schema->fields.n; id++) {
        const Field *f = &b->schema->fields.at[id];
        bool required = f->mult == MULT_ONE || f->mult == MULT_SOME;
        if (required && (f->sort == FIELD_STORED || f->sort == FIELD_CONTAINED) && !b->schema->kinds.at[f->kind].nameless) required_check(b, id);
    }
}

// ---- Keys of maps

static void key_twice(ModelBuild *b, Row row, Row first) {
    if (repeats(b->m, row)) return;
    b->m->flags[row] |= ROW_POISON;
    Span at = model_row_span(b->m, row);
    Diagnostic *said = diag_duplicate_key(b->sink, at, sources_text(b->sources, at));
    diag_note(b->sink, said, model_row_span(b->m, first), STR("first written here"));
}

// A hash of record and key to the entry that had it first.
static void keys_check(ModelBuild *b, KindId kind) {
    Row first = b->m->kind_first[kind], end = b->m->kind_end[kind];
    FieldId field = schema_own_field(b->schema, kind, b->k.key);
    const Column *c = &b->m->columns[field];
    uint32_t size = 16;
    if (!field || !c->state || end - first < 2) return;
    while (size < (end - first) * 2) size *= 2;
    Row *slots = mem_zeroed(size, sizeof *slots);
    for (Row row = first; row < end; row++) {
        if (!(c->state[row - first] & STATE_SET)) continue;
        Value key = c->value[row - first];
        uint32_t slot = (uint32_t)hash_u64(hash_u64((uint64_t)key) + b->m->parent[row]) & (size - 1);
        while (slots[slot] && (b->m->parent[slots[slot]] != b->m->parent[row] || c->value[slots[slot] - first] != key))
            slot = (slot + 1) & (size - 1);
        if (slots[slot]) key_twice(b, row, slots[slot]);
        else slots[slot] = row;
    }
    mem_free(slots);
}

// ---- Single kinds

static void single_check(ModelBuild *b, KindId kind) {
    Model *m = b->m;
    Row first = 0;
    for (Row row = m->kind_first[kind]; row < m->kind_end[kind]; row++) {
        if (m->unit[row] != 0) continue;
        if (!first) {
            first = row;
            continue;
        }
        Diagnostic *said = diag_single_twice(b->sink, model_row_span(m, row), names_text(b->names, b->schema->kinds.at[kind].name));
        diag_note(b->sink, said, model_row_span(m, first), STR("the first one"));
    }
}

// ---- Circles of parts

// Follows `part-of` from every record; a record met again on the same walk closes a circle, which is cut and reported there.
static void circles_check(ModelBuild *b, FieldId field) {
    const Field *f = &b->schema->fields.at[field];
    const Column *c = &b->m->columns[field];
    if (!c->state || c->start || type_only_base(f->type) != BASE_RECORD) return;
    uint32_t *walk = mem_zeroed(c->count, sizeof *walk);
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t at = i;
        while (at < c->count && !walk[at] && (c->state[at] & STATE_SET)) {
            walk[at] = i + 1;
            uint32_t next = (Row)c->value[at] - c->first;
            if (next < c->count && walk[next] == i + 1) {
                Row row = c->first + at;
                b->m->flags[row] |= ROW_POISON;
                ((uint8_t *)c->state)[at] = STATE_UNKNOWN;
                Span place = c->place ? model_place_span(b->m, c->place[at]) : model_row_span(b->m, row);
                diag_part_of_itself(b->sink, place, model_row_name(b->m, row, diagnostics_arena(b->sink)), names_text(b->names, f->name));
                break;
            }
            at = next;
        }
    }
    mem_free(walk);
}

// ---- The type check against the structure of the standard

static bool names_kind(const ModelBuild *b, Row requirement, NameId field_name, KindId kind, uint32_t *named) {
    FieldId field = schema_field(b->schema, b->m->kind[requirement], field_name);
    uint32_t count;
    uint8_t state;
    if (!field) return false;
    const Column *c = &b->m->columns[field];
    uint32_t start = column_values(c, requirement, &count, &state);
    if (state & STATE_UNKNOWN) return true;
    *named += count;
    for (uint32_t i = 0; i < count; i++) {
        if (schema_is_a(b->schema, kind, (KindId)c->value[start + i])) return true;
    }
    return false;
}

static Str kinds_of(ModelBuild *b, Row requirement) {
    Arena *arena = diagnostics_arena(b->sink);
    Str said = {0};
    const NameId fields[] = {b->k.answered_by, b->k.claimed_by};
    for (uint32_t i = 0; i < 2; i++) {
        FieldId field = schema_field(b->schema, b->m->kind[requirement], fields[i]);
        uint32_t count;
        uint8_t state;
        uint32_t start = field ? column_values(&b->m->columns[field], requirement, &count, &state) : 0;
        for (uint32_t v = 0; field && v < count; v++) {
            Str name = names_text(b->names, b->schema->kinds.at[b->m->columns[field].value[start + v]].name);
            said = said.len ? arena_printf(arena, STR_FMT ", " STR_FMT, STR_ARG(said), STR_ARG(name)) : name;
        }
    }
    return said;
}

static void claim_check(ModelBuild *b, Row row, Row requirement, SrcPos place) {
    KindId kind = b->m->kind[row];
    uint32_t named = 0;
    if (names_kind(b, requirement, b->k.answered_by, kind, &named) || names_kind(b, requirement, b->k.claimed_by, kind, &named)) return;
    Arena *arena = diagnostics_arena(b->sink);
    Str who = schema_kind_words(b->schema, kind, arena), what = model_row_name(b->m, requirement, arena);
    Diagnostic *said = diag_wrong_kind_for_requirement(b->sink, model_place_span(b->m, place), who, what);
    if (said) said->subject = row;
    Str kinds = kinds_of(b, requirement);
    diag_help(b->sink, said,
              named ? arena_printf(arena, STR_FMT " is answered by: " STR_FMT, STR_ARG(what), STR_ARG(kinds))
                    : arena_printf(arena, STR_FMT " makes no demand of its own: name what is part of it", STR_ARG(what)));
}

static void claims_check(ModelBuild *b) {
    KindId requirement = schema_kind(b->schema, b->k.kind_requirement);
    FieldId field = schema_field(b->schema, KIND_ANY, b->k.satisfies);
    const Column *c = &b->m->columns[field];
    if (!field || !requirement || !c->state || !c->start) return;
    for (uint32_t i = 0; i < c->count; i++) {
        if (!(c->state[i] & STATE_SET) || repeats(b->m, c->first + i)) continue;
        for (uint32_t v = c->start[i]; v < c->start[i + 1]; v++) {
            if (row_is_a(b->m, (Row)c->value[v], requirement)) claim_check(b, c->first + i, (Row)c->value[v], c->place[v]);
        }
    }
}

void checks_run(ModelBuild *b) {
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        if (b->schema->fields.at[f].name == b->k.part_of && b->schema->fields.at[f].sort == FIELD_STORED) circles_check(b, f);
    }
    required_all(b);
    for (KindId k = 1; k < b->schema->kinds.n; k++) {
        if (b->schema->kinds.at[k].single) single_check(b, k);
        if (b->schema->kinds.at[k].nameless) keys_check(b, k);
    }
    claims_check(b);
}
