// The second pass: the fields of every kind, super kinds before their subkinds.
#include "base/hash.h"
#include "diag/catalogue.h"
#include "schema/build.h"

Field *build_field(SchemaBuild *b, FieldId field) {
    return &b->schema->fields.at[field];
}

static void slots_put(Schema *s, FieldId field) {
    uint32_t mask = s->field_slot_count - 1;
    const Field *f = &s->fields.at[field];
    uint32_t slot = (uint32_t)hash_u64((uint64_t)f->kind << 32 | f->name) & mask;
    while (s->field_slots[slot]) slot = (slot + 1) & mask;
    s->field_slots[slot] = field;
}

FieldId build_add_field(SchemaBuild *b, const Field *field) {
    Schema *s = b->schema;
    FieldId id = s->fields.n;
    vec_push(&s->fields, *field);
    if (s->fields.n * 2 > s->field_slot_count) {
        s->field_slot_count = s->field_slot_count ? s->field_slot_count * 2 : 1024;
        s->field_slots = ARENA_ARRAY(b->arena, uint32_t, s->field_slot_count);
        for (FieldId f = 1; f < s->fields.n; f++) slots_put(s, f);
    } else {
        slots_put(s, id);
    }
    return id;
}

static void builtins_add(SchemaBuild *b) {
    const struct {
        NameId name;
        Builtin builtin;
        Base base;
    } all[] = {
        {b->known.id, BUILTIN_ID, BASE_NAME},     {b->known.title, BUILTIN_TITLE, BASE_TEXT}, {b->known.parent, BUILTIN_PARENT, BASE_RECORD},
        {b->known.kind, BUILTIN_KIND, BASE_KIND}, {b->known.doc, BUILTIN_DOC, BASE_TEXT},     {b->known.library, BUILTIN_LIBRARY, BASE_NAME},
    };
    static const KindId ANY[] = {KIND_ANY};
    for (uint32_t i = 0; i < sizeof all / sizeof *all; i++) {
        Field field = {.name = all[i].name, .kind = KIND_ANY, .sort = FIELD_BUILTIN, .builtin = all[i].builtin, .mult = MULT_OPTIONAL};
        field.type = all[i].base == BASE_RECORD ? build_record_type(b->schema, b->arena, ANY, 1) : (Type){.bases = BASE_BIT(all[i].base)};
        build_add_field(b, &field);
    }
}

// ---- One member

static Multiplicity member_mult(const Tree *tree, NodeId member) {
    if (tree_find(tree, member, NODE_MULT_OPTIONAL)) return MULT_OPTIONAL;
    if (tree_find(tree, member, NODE_MULT_MANY)) return MULT_MANY;
    if (tree_find(tree, member, NODE_MULT_SOME)) return MULT_SOME;
    return MULT_ONE;
}

static NodeId member_type_node(const Tree *tree, NodeId member) {
    NodeId child = tree_child(tree, member);
    if (!child) return 0;
    NodeKind kind = tree_kind(tree, child);
    return (kind >= NODE_TYPE_NAME && kind <= NODE_TYPE_RANGE) || kind == NODE_ERROR ? child : 0;
}

static NodeId only_child(const Tree *tree, NodeId clause) {
    return clause ? tree_child(tree, clause) : 0;
}

static Str member_doc(SchemaBuild *b, const Tree *tree, NodeId member) {
    NodeId doc = tree_find(tree, member, NODE_STRING);
    return doc ? tree_string(tree, b->sources, doc, b->arena) : (Str){0};
}

// All alternatives are kinds that live inside `kind`: the field takes nested records.
static bool takes_nested(SchemaBuild *b, KindId kind, Type type) {
    if (type_only_base(type) != BASE_RECORD) return false;
    for (uint32_t i = 0; i < type.kind_count; i++) {
        if (!b->schema->kinds.at[type.kinds[i]].in_count || !schema_may_contain(b->schema, kind, type.kinds[i])) return false;
    }
    return type.kind_count > 0;
}

static void override_default(SchemaBuild *b, KindId kind, const Tree *tree, NodeId member, NameId name) {
    FieldId inherited = schema_field(b->schema, b->schema->kinds.at[kind].super, name);
    NodeId expr = only_child(tree, tree_find(tree, member, NODE_DEFAULT));
    if (!inherited) {
        diag_default_without_field(b->sink, build_span(b, tree, member), names_text(b->names, b->schema->kinds.at[kind].name),
                                   names_text(b->names, name));
        return;
    }
    vec_push(&b->schema->overrides, (DefaultOverride){kind, inherited, {tree, member}, expr});
}

// Says that the kind has a field of that name already. True when it has.
static bool reported_as_twice(SchemaBuild *b, KindId kind, const Tree *tree, NodeId member, NameId name) {
    FieldId before = schema_field(b->schema, kind, name);
    if (!before) return false;
    const Field *f = build_field(b, before);
    Str field = names_text(b->names, name);
    Span at = build_span(b, tree, member);
    Diagnostic *said = f->kind == kind ? diag_field_declared_twice(b->sink, at, names_text(b->names, b->schema->kinds.at[kind].name), field)
                                       : diag_field_redefined(b->sink, at, field, schema_kind_words(b->schema, f->kind, diagnostics_arena(b->sink)));
    if (f->declaration.tree) diag_note(b->sink, said, build_declared_at(b, f->declaration), STR("declared here"));
    return true;
}

static void member_add(SchemaBuild *b, KindId kind, const Tree *tree, NodeId member) {
    NameId name = build_name(b, tree, member);
    NodeId type_node = member_type_node(tree, member);
    if (!type_node) {
        override_default(b, kind, tree, member, name);
        return;
    }
    if (reported_as_twice(b, kind, tree, member, name)) return;
    TypeRead read = build_type(b, tree, type_node);
    Field field = {.name = name,
                   .kind = kind,
                   .sort = FIELD_STORED,
                   .type = read.type,
                   .mult = member_mult(tree, member),
                   .declaration = {tree, member},
                   .doc = member_doc(b, tree, member)};
    field.default_expr = only_child(tree, tree_find(tree, member, NODE_DEFAULT));
    if (read.has_map) {
        field.sort = FIELD_CONTAINED;
        field.is_map = true;
        field.element = read.element;
        if (field.mult != MULT_SOME) field.mult = MULT_MANY;
    } else if (takes_nested(b, kind, read.type)) {
        field.sort = FIELD_CONTAINED;
        field.element = read.type.kinds[0];
    }
    NodeId inverse = only_child(tree, tree_find(tree, member, NODE_INVERSE));
    if (inverse) field.inverse = build_name(b, tree, inverse);
    build_add_field(b, &field);
}

static void reckoned_add(SchemaBuild *b, KindId kind, const Tree *tree, NodeId node) {
    NameId name = build_name(b, tree, node);
    if (reported_as_twice(b, kind, tree, node, name)) return;
    Field field = {.name = name,
                   .kind = kind,
                   .sort = FIELD_RECKONED,
                   .mult = MULT_OPTIONAL,
                   .declaration = {tree, node},
                   .expr = tree_child(tree, node),
                   .doc = member_doc(b, tree, node)};
    build_add_field(b, &field);
}

static void members_add(SchemaBuild *b, KindId kind, const Tree *tree, NodeId declaration) {
    NodeId members = tree_find(tree, declaration, NODE_MEMBERS);
    for (NodeId m = only_child(tree, members); m; m = tree_next(tree, m)) {
        if (tree_kind(tree, m) == NODE_MEMBER) member_add(b, kind, tree, m);
        else if (tree_kind(tree, m) == NODE_RECKONED) reckoned_add(b, kind, tree, m);
    }
}

// ---- Maps

static void map_add(SchemaBuild *b, const MapKind *map) {
    NodeId key = tree_child(map->tree, map->node), value = tree_next(map->tree, key);
    Field field = {.name = b->known.key, .kind = map->kind, .sort = FIELD_STORED, .mult = MULT_ONE, .declaration = {map->tree, key}};
    field.type = build_type(b, map->tree, key).type;
    build_add_field(b, &field);
    field.name = b->known.value;
    field.declaration.node = value;
    field.type = build_type(b, map->tree, value).type;
    if (tree_find(map->tree, map->node, NODE_MULT_MANY)) field.mult = MULT_MANY;
    build_add_field(b, &field);
}

// ---- What can be read only when all fields are there

static void suggest_field(SchemaBuild *b, Diagnostic *said, KindId kind, Str wanted) {
    Suggestion suggestion = {.wanted = wanted};
    for (FieldId f = 1; f < b->schema->fields.n && b->offers; f++, b->offers--) {
        const Field *field = build_field(b, f);
        if (schema_is_a(b->schema, kind, field->kind)) suggest_offer(&suggestion, names_text(b->names, field->name), f);
    }
    if (!suggestion.best.at) return;
    diag_help(b->sink, said, arena_printf(diagnostics_arena(b->sink), "a field with a similar name exists: `" STR_FMT "`", STR_ARG(suggestion.best)));
}

static FieldId field_named(SchemaBuild *b, KindId kind, const Tree *tree, NodeId word) {
    NameId name = build_name(b, tree, word);
    FieldId field = schema_field(b->schema, kind, name);
    if (field) return field;
    Str text = names_text(b->names, name);
    Diagnostic *said = diag_no_such_field(b->sink, build_span(b, tree, word), schema_kind_words(b->schema, kind, diagnostics_arena(b->sink)), text);
    suggest_field(b, said, kind, text);
    return 0;
}

// `of F`: a sibling, or else, where records of the kind stand in those of one other kind only, a field of that one. So a pair may say
// `from: requirement of from`: what its mapping maps from.
static void of_resolve(SchemaBuild *b, Field *field, const Tree *tree, NodeId of) {
    NameId name = build_name(b, tree, of);
    const Kind *kind = &b->schema->kinds.at[field->kind];
    FieldId sibling = schema_field(b->schema, field->kind, name);
    FieldId around = kind->in_count == 1 && kind->in[0] != KIND_ANY ? schema_field(b->schema, kind->in[0], name) : 0;
    field->of_around = around && (!sibling || build_field(b, sibling) == field);
    field->of = field->of_around ? around : field_named(b, field->kind, tree, of);
}

static void siblings_resolve(SchemaBuild *b) {
    for (FieldId f = 1; f < b->schema->fields.n; f++) {
        Field *field = build_field(b, f);
        const Tree *tree = field->declaration.tree;
        if (field->sort > FIELD_CONTAINED || !tree || tree_kind(tree, field->declaration.node) != NODE_MEMBER) continue;
        if (!field->type.bases) continue; // its type is a mistake that was told
        NodeId of = only_child(tree, tree_find(tree, field->declaration.node, NODE_OF));
        if (of) of_resolve(b, field, tree, of);
    }
}

typedef VEC(FieldId) FieldList;

static void approves_of(SchemaBuild *b, KindId kind, const Tree *tree, NodeId declaration, FieldList *list) {
    NodeId members = tree_find(tree, declaration, NODE_MEMBERS);
    for (NodeId m = only_child(tree, members); m; m = tree_next(tree, m)) {
        if (tree_kind(tree, m) != NODE_APPROVES) continue;
        for (NodeId word = tree_child(tree, m); word; word = tree_next(tree, word)) {
            FieldId field = field_named(b, kind, tree, word);
            if (field) vec_push(list, field);
        }
    }
}

// A kind approves what it names itself, or else what its super kind does; extensions add to that.
static void approves_resolve(SchemaBuild *b, KindId id) {
    Kind *kind = &b->schema->kinds.at[id];
    if (kind->nameless) return;
    FieldList list = {0};
    if (kind->declaration.tree) approves_of(b, id, kind->declaration.tree, kind->declaration.node, &list);
    const Kind *super = &b->schema->kinds.at[kind->super];
    uint32_t inherited = list.n ? 0 : super->approves_count;
    for (uint32_t i = 0; i < inherited; i++) vec_push(&list, super->approves[i]);
    for (uint32_t i = 0; i < b->extensions.n; i++) {
        const Extension *e = &b->extensions.at[i];
        if (e->kind == id) approves_of(b, id, e->tree, e->node, &list);
    }
    FieldId *kept = ARENA_ARRAY(b->arena, FieldId, list.n);
    if (list.n) memcpy(kept, list.at, list.n * sizeof *kept);
    kind->approves = kept;
    kind->approves_count = list.n;
    vec_free(&list);
}

void build_fields(SchemaBuild *b) {
    builtins_add(b);
    uint32_t e = 0;
    for (KindId k = 1; k < b->schema->kinds.n; k++) {
        const Kind *kind = &b->schema->kinds.at[k];
        if (kind->declaration.tree && !kind->nameless) members_add(b, k, kind->declaration.tree, kind->declaration.node);
        for (; e < b->extensions.n && b->extensions.at[e].kind == k; e++) {
            members_add(b, k, b->extensions.at[e].tree, b->extensions.at[e].node);
        }
    }
    for (uint32_t i = 0; i < b->maps.n; i++) map_add(b, &b->maps.at[i]);
}

void build_late(SchemaBuild *b) {
    siblings_resolve(b);
    for (KindId k = 1; k < b->schema->kinds.n; k++) approves_resolve(b, k);
}
