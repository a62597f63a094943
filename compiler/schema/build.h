// What the files of this room share while a schema is built. Not for other rooms.
#ifndef ISMSC_SCHEMA_BUILD_H
#define ISMSC_SCHEMA_BUILD_H

#include "diag/suggest.h"
#include "schema/known.h"
#include "schema/schema.h"

// A `map K to V`: the nameless kind of its entries is made before the fields are read.
typedef struct {
    const Tree *tree;
    NodeId node; // TYPE_MAP
    KindId kind;
} MapKind;

// A declaration `extend kind K { … }`.
typedef struct {
    const Tree *tree;
    NodeId node;
    KindId kind;
    uint32_t order;
} Extension;

// An inverse that a stored field asks for.
typedef struct {
    KindId target;
    FieldId forward;
    FieldId inverse; // when it is there
} Way;

// Candidates for near misses that are looked at in one run, so that many mistakes among many names stay linear.
#define BUILD_OFFERS 5000000u

typedef struct SchemaBuild {
    Schema *schema;
    const Tree *const *trees;
    uint32_t tree_count;
    const Sources *sources;
    Names *names;
    Arena *arena;
    Diagnostics *sink;
    Known known;
    VEC(MapKind) maps;
    VEC(Extension) extensions; // in order of their kind, then of the trees
    VEC(Way) ways;
    FieldId first_inverse; // fields from here on are ways back of stored fields
    uint32_t *word_seen;   // [NameId]: number of the enum that has the word
    uint32_t word_seen_count, enums;
    uint32_t offers;
} SchemaBuild;

// ---- kinds.c: the first pass
void build_kinds(SchemaBuild *b);

// ---- fields.c: the second pass
void build_fields(SchemaBuild *b);

// Adds a field to its kind, which must not have one of that name. `field` is copied.
FieldId build_add_field(SchemaBuild *b, const Field *field);

// The field as it is being built; valid until the next one is added.
Field *build_field(SchemaBuild *b, FieldId field);

// `of` and `approves`, which may name inverses and contained kinds too: after build_ways.
void build_late(SchemaBuild *b);

// ---- ways.c: inverses and contained kinds
void build_ways(SchemaBuild *b);

// Fills Kind.fields from all fields.
void build_own_fields(SchemaBuild *b);

// ---- types.c
typedef struct {
    Type type;
    bool has_map;
    KindId element; // of the map
} TypeRead;

// The type of a NODE_TYPE_…; mistakes are reported and make it poison (bases 0).
TypeRead build_type(SchemaBuild *b, const Tree *tree, NodeId node);

// A type of records of the given kinds, of which those are dropped that are subkinds of another. Copies.
Type build_record_type(const Schema *schema, Arena *arena, const KindId *kinds, uint32_t count);

// ---- lost.c
LostWords lost_words(const Tree *const *trees, uint32_t tree_count, const Sources *sources, Names *names, Arena *arena);

// May the name be missing only because a syntax error took its declaration away?
static inline bool build_is_lost(const SchemaBuild *b, NameId name) {
    return b->schema->lost.blind || lost_has(&b->schema->lost, name);
}

// ---- schema.c
NameId build_name(SchemaBuild *b, const Tree *tree, NodeId word);
Span build_span(SchemaBuild *b, const Tree *tree, NodeId node);
Span build_declared_at(SchemaBuild *b, NodeRef declaration); // of a kind or field; start 0 when it is built in

// The known kind nearest to a misspelt name, and help that names it.
void build_suggest_kind(SchemaBuild *b, Diagnostic *d, Str wanted);

#endif
