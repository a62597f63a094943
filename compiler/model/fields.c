// The bodies of all records: each field's values go into its column. Fields that look names up in a record which a sibling names wait until
// all siblings have been read.
#include "diag/catalogue.h"
#include "model/build.h"

static Str kind_of(ModelBuild *b, Row row) {
    return schema_kind_words(b->schema, b->m->kind[row], diagnostics_arena(b->sink));
}

// ---- Fields that cannot be written

static bool declaration_lost(const ModelBuild *b, KindId kind) {
    for (; kind; kind = b->schema->kinds.at[kind].super) {
        if (lost_has(&b->schema->lost, b->schema->kinds.at[kind].name)) return true;
    }
    return b->schema->lost.blind;
}

// The fields that a record of the kind has of its own, in the order of their declaration.
static void fields_help(ModelBuild *b, Diagnostic *said, KindId kind) {
    Arena *arena = diagnostics_arena(b->sink);
    Str list = {0};
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        const Field *field = &b->schema->fields.at[f];
        bool written = field->sort == FIELD_STORED || (field->sort == FIELD_CONTAINED && !field->implicit);
        if (!written || field->kind == KIND_ANY || !schema_is_a(b->schema, kind, field->kind)) continue;
        Str name = names_text(b->names, field->name);
        list = list.len ? arena_printf(arena, STR_FMT ", " STR_FMT, STR_ARG(list), STR_ARG(name)) : name;
    }
    if (list.len) diag_help(b->sink, said, arena_printf(arena, "its fields are " STR_FMT, STR_ARG(list)));
}

static void unknown_field(ModelBuild *b, const Reading *r, NodeId node) {
    Suggestion suggestion = {.wanted = names_text(b->names, word_of(b, r->input, node))};
    KindId kind = b->m->kind[r->row];
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        const Field *field = &b->schema->fields.at[f];
        if (field->sort != FIELD_STORED || !schema_is_a(b->schema, kind, field->kind)) continue;
        if (!near_offer(b, &suggestion, field->name, f)) break;
        if (suggest_near(&suggestion, names_text(b->names, field->name))) vec_push(&b->unclear, (Unclear){r->row, f});
    }
    if (!suggestion.best.at) vec_push(&b->unclear, (Unclear){r->row, 0});
    if (r->copy) return;
    if (!suggestion.best.at && declaration_lost(b, kind)) return; // it may be a field of an extension that was lost
    Diagnostic *said = diag_unknown_field(b->sink, word_span(b, r->input, node), kind_of(b, r->row), suggestion.wanted);
    if (suggestion.best.at) near_help(b, said, word_span(b, r->input, node), STR("a field"), suggestion.best);
    else fields_help(b, said, kind);
}

// ---- Fields that are never written

static void not_written(ModelBuild *b, const Reading *r, FieldId id, NodeId node) {
    const Field *field = &b->schema->fields.at[id];
    Str name = names_text(b->names, field->name);
    Span at = word_span(b, r->input, node);
    if (r->copy) return;
    if (field->sort == FIELD_RECKONED) {
        diag_reckoned_field(b->sink, at, name);
    } else if (field->sort == FIELD_INVERSE) {
        const Field *forward = field->forward_count ? &b->schema->fields.at[field->forward[0]] : NULL;
        Arena *arena = diagnostics_arena(b->sink);
        Diagnostic *said = diag_inverse_field(b->sink, at, name);
        if (!forward) return;
        Str kind = schema_kind_words(b->schema, forward->kind, arena);
        diag_help(b->sink, said, arena_printf(arena, "write `" STR_FMT "` in " STR_FMT, STR_ARG(names_text(b->names, forward->name)), STR_ARG(kind)));
    } else {
        diag_builtin_field(b->sink, at, name);
    }
}

// ---- Fields

static bool takes_one(const Field *field) {
    return field->mult == MULT_ONE || field->mult == MULT_OPTIONAL;
}

// What has to be known of each field while bodies are read, in one byte.
static void traits_reckon(ModelBuild *b) {
    b->traits = ARENA_ARRAY(b->scratch, uint8_t, b->schema->fields.n);
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        const Field *field = &b->schema->fields.at[f];
        bool written = field->sort == FIELD_STORED || field->sort == FIELD_CONTAINED;
        bool late = field->of || type_has(field->type, BASE_RATING);
        b->traits[f] = (uint8_t)((written ? TRAIT_WRITTEN : 0) | (late ? TRAIT_LATE : 0) | (takes_one(field) ? TRAIT_ONE : 0));
    }
}

static void too_many(ModelBuild *b, const Reading *r, FieldId field, NodeId second) {
    column_mark_unknown(b, field, r->row);
    if (!r->copy) diag_too_many_values(b->sink, node_span(b, r->input, second), names_text(b->names, b->schema->fields.at[field].name));
}

static void field_twice(ModelBuild *b, const Reading *r, FieldId field, NodeId node) {
    if (r->copy) return;
    Diagnostic *said = diag_field_twice(b->sink, word_span(b, r->input, node), names_text(b->names, b->schema->fields.at[field].name));
    diag_note(b->sink, said, word_span(b, r->input, b->seen_at[field]), STR("first written here"));
}

// True when the field was met before in this body.
static inline bool seen_before(ModelBuild *b, const Reading *r, FieldId field, NodeId node) {
    if (b->seen[field] == b->body) {
        field_twice(b, r, field, node);
        return true;
    }
    b->seen[field] = b->body;
    b->seen_at[field] = node;
    return false;
}

static void field_values(ModelBuild *b, Reading *r, FieldId id, NodeId node) {
    const Type *type = field_type(b, id);
    bool one = b->traits[id] & TRAIT_ONE;
    NodeId value = tree_child(r->tree, node);
    if (!value) column_mark_unknown(b, id, r->row); // was reported
    r->field = id;
    for (; value; value = tree_next(r->tree, value)) {
        value_read(b, r, type, id, value);
        if (!one || !tree_next(r->tree, value)) continue;
        too_many(b, r, id, tree_next(r->tree, value));
        return;
    }
}

static void field_read(ModelBuild *b, Reading *r, NodeId node) {
    FieldId id = field_of(b, b->m->kind[r->row], word_of(b, r->input, node));
    if (!id) {
        unknown_field(b, r, node);
        return;
    }
    if (!(b->traits[id] & TRAIT_WRITTEN)) {
        not_written(b, r, id, node);
        return;
    }
    if (seen_before(b, r, id, node)) return;
    if (b->traits[id] & TRAIT_LATE) vec_push(&b->late, (Late){r->row, id, r->input, node, r->copy});
    else field_values(b, r, id, node);
}

// A block under the name of a field that holds values: a rating in long form, else a mistake.
static void block_read(ModelBuild *b, Reading *r, NodeId record) {
    FieldId id = field_of(b, b->m->kind[r->row], word_of(b, r->input, record));
    const Field *field = &b->schema->fields.at[id];
    if (!id || field->sort != FIELD_STORED) return;
    if (seen_before(b, r, id, record)) return;
    if (type_has(field->type, BASE_RATING)) {
        vec_push(&b->late, (Late){r->row, id, r->input, record, r->copy});
        return;
    }
    column_mark_unknown(b, id, r->row);
    if (r->copy) return;
    Arena *arena = diagnostics_arena(b->sink);
    diag_block_for_value(b->sink, word_span(b, r->input, record), names_text(b->names, field->name),
                         schema_type_words(b->schema, field->type, arena));
}

static void body_read(ModelBuild *b, Reading *r, NodeId body) {
    b->body++;
    for (NodeId n = tree_child(r->tree, body); n; n = tree_next(r->tree, n)) {
        if (tree_kind(r->tree, n) == NODE_FIELD) field_read(b, r, n);
        else if (tree_kind(r->tree, n) == NODE_RECORD) block_read(b, r, n);
    }
}

// ---- Records

static Reading reading_of(const ModelBuild *b, uint32_t input, Row row, bool copy) {
    return (Reading){.row = row, .input = input, .tree = b->inputs[input].tree, .unit = b->inputs[input].unit, .copy = copy};
}

// An entry of a map: the field's name is the key.
static void entry_read(ModelBuild *b, Reading *r, NodeId node) {
    KindId kind = b->m->kind[r->row];
    FieldId key = schema_own_field(b->schema, kind, b->k.key), value = schema_own_field(b->schema, kind, b->k.value);
    Value at;
    Base base;
    r->field = key;
    if (!key || !value) return;
    if (!field_type(b, key)->bases) column_mark_unknown(b, key, r->row);
    else if (words_value(b, r, field_type(b, key), node, &at, &base)) column_put(b, key, r->row, at, base, tree_pos(r->tree, node));
    else column_mark_unknown(b, key, r->row);
    field_values(b, r, value, node);
}

// A nested record stands in the column of the field under whose name it was written.
static void contained_put(ModelBuild *b, const Pending *p, Row row) {
    const Field *via = &b->schema->fields.at[p->via];
    Row outer = b->m->parent[row];
    if (via->implicit) return; // inverses.c: all of a kind
    if (takes_one(via) && (column_draft_state(b, p->via, outer) & STATE_SET)) {
        column_mark_unknown(b, p->via, outer);
        if (!p->copy) diag_too_many_blocks(b->sink, word_span(b, p->input, p->node), names_text(b->names, via->name));
        return;
    }
    column_put(b, p->via, outer, row, BASE_RECORD, tree_pos(b->inputs[p->input].tree, p->node));
}

static void title_read(ModelBuild *b, Reading *r, const Pending *p) {
    NodeId todo = p->flags & ROW_TITLE_TODO ? tree_find(r->tree, p->node, NODE_TODO) : 0;
    if (todo) todo_note(b, r, todo);
}

static void waiver_targets(ModelBuild *b, Reading *r, NodeId record) {
    FieldId field = schema_field(b->schema, b->m->kind[r->row], b->k.on);
    NodeId on = tree_find(r->tree, record, NODE_ON);
    if (!field || !on) return;
    r->field = field;
    for (NodeId target = tree_child(r->tree, on); target; target = tree_next(r->tree, target)) {
        value_read(b, r, field_type(b, field), field, target);
    }
}

static void pending_read(ModelBuild *b, const Pending *p, Row row) {
    Reading r = reading_of(b, p->input, row, p->copy);
    if (p->via) contained_put(b, p, row);
    NodeKind kind = tree_kind(r.tree, p->node);
    if (kind == NODE_RULE) return;
    if (kind == NODE_FIELD) {
        if (b->schema->fields.at[p->via].of) vec_push(&b->late, (Late){row, 0, p->input, p->node, p->copy});
        else entry_read(b, &r, p->node);
        return;
    }
    title_read(b, &r, p);
    if (b->schema->kinds.at[p->kind].name == b->k.kind_waive) waiver_targets(b, &r, p->node);
    NodeId body = p->bare ? 0 : tree_find(r.tree, p->node, NODE_BODY);
    if (body) body_read(b, &r, body);
}

// ---- Extensions

// The project may set what the library has set; what the project has set itself it cannot set again.
static void extension_field(ModelBuild *b, Reading *r, NodeId node, bool library) {
    FieldId id = field_of(b, b->m->kind[r->row], word_of(b, r->input, node));
    const Field *field = &b->schema->fields.at[id];
    if (id && takes_one(field) && (column_draft_state(b, id, r->row) & STATE_SET)) {
        if (!library) {
            diag_extension_conflict(b->sink, word_span(b, r->input, node), names_text(b->names, field->name));
            return;
        }
        ColumnDraft *c = column_draft(b, id);
        if (!c->many) c->state[r->row - c->first] = STATE_ABSENT;
    }
    field_read(b, r, node);
}

static void extension_read(ModelBuild *b, const ExtensionBody *e) {
    const Pending *target = &b->pending.at[e->target];
    Reading r = reading_of(b, e->input, b->row_of[e->target], false);
    b->body++;
    for (NodeId n = e->body ? tree_child(r.tree, e->body) : 0; n; n = tree_next(r.tree, n)) {
        if (tree_kind(r.tree, n) == NODE_FIELD) extension_field(b, &r, n, target->unit != b->inputs[e->input].unit);
        else if (tree_kind(r.tree, n) == NODE_RECORD) block_read(b, &r, n);
    }
}

void bodies_read(ModelBuild *b) {
    traits_reckon(b);
    b->seen = ARENA_ARRAY(b->scratch, uint32_t, b->schema->fields.n);
    b->seen_at = ARENA_ARRAY(b->scratch, NodeId, b->schema->fields.n);
    uint32_t next = 0; // files, whose records follow each other, but for nested ones of extensions at the end
    for (uint32_t i = 1; i < b->pending.n; i++) {
        uint32_t input = b->pending.at[i].input;
        if (input >= next) words_read(b, input, WORDS_OF_BODIES);
        if (input >= next) next = input + 1;
        pending_read(b, &b->pending.at[i], b->row_of[i]);
    }
    for (uint32_t i = 0; i < b->extensions.n; i++) extension_read(b, &b->extensions.at[i]);
}

// ---- Late ones

// The record in which names of the field are looked up; 0 with *unknown when a mistake or todo stands there, 0 when there is none.
static Row record_inside(ModelBuild *b, Row row, FieldId of, bool *unknown) {
    Value inside;
    uint8_t state = column_draft_state(b, of, row);
    *unknown = state & STATE_UNKNOWN;
    if (!of || *unknown || !column_draft_one(b, of, row, &inside)) return 0;
    return (Row)inside;
}

// Nothing stands in `of`, and the default gave nothing either: the project lacks what it is made of, which is reported there.
static bool silent_without(const ModelBuild *b, FieldId of) {
    return b->schema->fields.at[of].default_expr != 0;
}

static void late_one(ModelBuild *b, const Late *late) {
    Reading r = reading_of(b, late->input, late->row, late->copy);
    bool entry = late->field == 0, unknown;
    FieldId field = late->field;
    if (entry) field = b->map_of[b->m->kind[late->row]];
    FieldId of = b->schema->fields.at[field].of;
    Row with = entry || b->schema->fields.at[field].of_around ? b->m->parent[late->row] : late->row;
    r.inside = record_inside(b, with, of, &unknown);
    if (!r.inside && of) {
        const NameId parts[] = {b->k.key, b->k.value};
        for (int i = 0; i < 2; i++) {
            FieldId lost = entry ? schema_own_field(b->schema, b->m->kind[late->row], parts[i]) : field;
            if (lost) column_mark_unknown(b, lost, late->row);
        }
        if (!unknown && !silent_without(b, of) && !r.copy) {
            diag_nothing_to_look_in(b->sink, word_span(b, late->input, late->node), names_text(b->names, b->schema->fields.at[field].name),
                                    names_text(b->names, b->schema->fields.at[of].name));
        }
        return;
    }
    r.field = field;
    if (entry) entry_read(b, &r, late->node);
    else if (tree_kind(r.tree, late->node) == NODE_RECORD) rating_read_block(b, &r, late->node);
    else field_values(b, &r, field, late->node);
}

void late_read(ModelBuild *b) {
    for (uint32_t i = 0; i < b->late.n; i++) late_one(b, &b->late.at[i]);
}
