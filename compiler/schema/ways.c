// Fields that no member declares: the way back of a reference, the record that says something about another, and nested records by their kind.
#include <stdlib.h>

#include "diag/catalogue.h"
#include "schema/build.h"

static void name_taken(SchemaBuild *b, NodeRef asker, FieldId taken, NameId name) {
    const Field *f = build_field(b, taken);
    Diagnostic *said = diag_inverse_name_taken(b->sink, build_declared_at(b, asker), names_text(b->names, name),
                                               schema_kind_words(b->schema, f->kind, diagnostics_arena(b->sink)));
    if (f->declaration.tree) diag_note(b->sink, said, build_declared_at(b, f->declaration), STR("declared here"));
}

// `about K inverse N`
static void about_add(SchemaBuild *b, KindId id) {
    Kind *kind = &b->schema->kinds.at[id];
    if (!kind->about) return;
    const Tree *tree = kind->declaration.tree;
    NodeId clause = tree_find(tree, kind->declaration.node, NODE_ABOUT);
    NodeId word = tree_next(tree, tree_child(tree, clause));
    if (!word) return;
    NameId name = build_name(b, tree, word);
    FieldId taken = schema_field(b->schema, kind->about, name), rule = schema_own_field(b->schema, id, b->known.rule_field);
    if (kind->name == b->known.kind_waive && rule) { // several may be about one rule: the way back of a field
        build_field(b, rule)->inverse = name;
        return;
    }
    if (taken) {
        name_taken(b, kind->declaration, taken, name);
        return;
    }
    Field field = {.name = name, .kind = kind->about, .sort = FIELD_INVERSE, .mult = MULT_OPTIONAL, .element = id, .declaration = kind->declaration};
    field.type = build_record_type(b->schema, b->arena, &id, 1);
    kind->about_inverse = build_add_field(b, &field);
}

// ---- Inverses of stored fields

static int way_cmp(const void *x, const void *y) {
    const Way *a = x, *b = y;
    if (a->target != b->target) return a->target < b->target ? -1 : 1;
    return a->forward < b->forward ? -1 : a->forward > b->forward;
}

static NodeRef inverse_clause(const Field *forward) {
    const Tree *tree = forward->declaration.tree;
    return (NodeRef){tree, tree_find(tree, forward->declaration.node, NODE_INVERSE)};
}

static void ways_collect(SchemaBuild *b) {
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        const Field *field = build_field(b, f);
        if (!field->inverse || !field->type.bases) continue;
        if (!type_has(field->type, BASE_RECORD)) {
            diag_inverse_without_record(b->sink, build_declared_at(b, inverse_clause(field)), names_text(b->names, field->name),
                                        names_text(b->names, field->inverse));
            continue;
        }
        for (uint32_t i = 0; i < field->type.kind_count; i++) vec_push(&b->ways, (Way){field->type.kinds[i], f, 0});
    }
    if (b->ways.n) qsort(b->ways.at, b->ways.n, sizeof *b->ways.at, way_cmp);
}

// Several fields may share one way back; one that leads to a subkind joins the inverse that its super kind has already.
static void way_add(SchemaBuild *b, Way *way) {
    const Field *forward = build_field(b, way->forward);
    FieldId there = schema_field(b->schema, way->target, forward->inverse);
    if (there && (there < b->first_inverse || build_field(b, there)->sort != FIELD_INVERSE)) {
        name_taken(b, inverse_clause(forward), there, forward->inverse);
        return;
    }
    if (!there) {
        Field field = {
            .name = forward->inverse, .kind = way->target, .sort = FIELD_INVERSE, .mult = MULT_MANY, .declaration = inverse_clause(forward)};
        there = build_add_field(b, &field);
    }
    way->inverse = there;
}

static int way_by_inverse(const void *x, const void *y) {
    const Way *a = x, *b = y;
    if (a->inverse != b->inverse) return a->inverse < b->inverse ? -1 : 1;
    return a->forward < b->forward ? -1 : a->forward > b->forward;
}

// The forwards of each inverse stand together: hands out slices of one array.
static void forwards_fill(SchemaBuild *b) {
    if (b->ways.n) qsort(b->ways.at, b->ways.n, sizeof *b->ways.at, way_by_inverse);
    FieldId *all = ARENA_ARRAY(b->arena, FieldId, b->ways.n);
    KindId *kinds = ARENA_ARRAY(b->arena, KindId, b->ways.n);
    uint32_t used = 0, next;
    for (uint32_t i = 0; i < b->ways.n; i = next) {
        FieldId inverse = b->ways.at[i].inverse;
        uint32_t from = used;
        for (next = i; next < b->ways.n && b->ways.at[next].inverse == inverse; next++) {
            FieldId forward = b->ways.at[next].forward;
            if (!inverse || (used > from && all[used - 1] == forward)) continue;
            kinds[used] = build_field(b, forward)->kind;
            all[used++] = forward;
        }
        if (!inverse) continue;
        Field *field = build_field(b, inverse);
        field->forward = all + from;
        field->forward_count = used - from;
        field->type = build_record_type(b->schema, b->arena, kinds + from, used - from);
    }
}

// ---- Contained kinds

static void contained_add(SchemaBuild *b, KindId id) {
    const Kind *kind = &b->schema->kinds.at[id];
    for (uint32_t i = 0; i < kind->in_count; i++) {
        if (schema_field(b->schema, kind->in[i], kind->name)) continue;
        Field field = {.name = kind->name,
                       .kind = kind->in[i],
                       .sort = FIELD_CONTAINED,
                       .mult = MULT_MANY,
                       .element = id,
                       .implicit = true,
                       .declaration = kind->declaration};
        field.type = build_record_type(b->schema, b->arena, &id, 1);
        build_add_field(b, &field);
    }
}

void build_ways(SchemaBuild *b) {
    for (KindId k = 1; k < b->schema->kinds.n; k++) about_add(b, k);
    ways_collect(b);
    b->first_inverse = b->schema->fields.n;
    for (uint32_t i = 0; i < b->ways.n; i++) way_add(b, &b->ways.at[i]);
    forwards_fill(b);
    for (KindId k = 1; k < b->schema->kinds.n; k++) contained_add(b, k);
}

// Counts the fields of each kind and hands out slices of one array; within a kind in order of their names' handles.
void build_own_fields(SchemaBuild *b) {
    Schema *s = b->schema;
    FieldId *all = ARENA_ARRAY(b->arena, FieldId, s->fields.n);
    for (FieldId f = 1; f < s->fields.n; f++) s->kinds.at[s->fields.at[f].kind].field_count++;
    uint32_t at = 0;
    for (KindId k = 1; k < s->kinds.n; k++) {
        s->kinds.at[k].fields = all + at;
        at += s->kinds.at[k].field_count;
        s->kinds.at[k].field_count = 0;
    }
    for (FieldId f = 1; f < s->fields.n; f++) {
        Kind *kind = &s->kinds.at[s->fields.at[f].kind];
        FieldId *own = all + (kind->fields - all);
        uint32_t place = kind->field_count++;
        for (; place && s->fields.at[own[place - 1]].name > s->fields.at[f].name; place--) own[place] = own[place - 1];
        own[place] = f;
    }
}
