// The schema: which kinds of records there are, and which fields they have. Read from `kind` and `extend kind` declarations of the library and
// the project; the compiler itself knows by name only what stands in schema/known.h.
#ifndef ISMSC_SCHEMA_SCHEMA_H
#define ISMSC_SCHEMA_SCHEMA_H

#include "base/arena.h"
#include "base/names.h"
#include "base/vec.h"
#include "diag/diagnostic.h"
#include "schema/type.h"
#include "syntax/tree.h"

typedef uint32_t FieldId; // index into Schema.fields; 0 = none

// A node of one of the session's trees.
typedef struct {
    const Tree *tree; // NULL: none
    NodeId node;
} NodeRef;

// The comment above a declaration. It is read where it is shown, because most runs show none.
static inline Str node_doc(NodeRef declaration, const Sources *sources, Arena *arena) {
    return declaration.tree ? tree_doc(declaration.tree, sources, declaration.node, arena) : (Str){"", 0};
}

typedef enum { MULT_ONE, MULT_OPTIONAL, MULT_MANY, MULT_SOME } Multiplicity; // T  T?  T*  T+

typedef enum {
    FIELD_STORED,    // written in records: `owner: role?`
    FIELD_RECKONED,  // `assessed = first(current, inherent)`: computed by query/
    FIELD_INVERSE,   // the way back of one or several stored fields
    FIELD_CONTAINED, // nested records: `treatment: treatment*`, or `x.C` for each kind C contained in x's kind
    FIELD_BUILTIN    // id title parent kind doc library (every record), and those that known.h lists
} FieldSort;

typedef enum { BUILTIN_NONE, BUILTIN_ID, BUILTIN_TITLE, BUILTIN_PARENT, BUILTIN_KIND, BUILTIN_DOC, BUILTIN_LIBRARY } Builtin;

typedef struct Field {
    NameId name;
    KindId kind; // that declares it; BUILTINs: kind `any`
    FieldSort sort;
    Builtin builtin;
    Type type;              // reckoned: bases 0 until query/ has typed it
    Multiplicity mult;      // inverse, contained: MULT_MANY (about-inverses: MULT_OPTIONAL)
    FieldId of;             // `of F`: names are looked up inside the record in this field; 0: none
    bool of_around;         // F is a field of the record around this one, and not a sibling
    NameId inverse;         // name of the way back, 0: none
    const FieldId *forward; // FIELD_INVERSE: the stored fields it is the way back of
    uint32_t forward_count;
    KindId element;      // FIELD_CONTAINED, and maps: the contained kind of its rows
    bool is_map;         // `map K to V`: element is a nameless kind with fields key and value
    bool implicit;       // FIELD_CONTAINED that no declaration names: all records of kind `element` (or below) that stand directly inside
    NodeRef declaration; // MEMBER, RECKONED, or of the INVERSE/KIND that makes it
    NodeId default_expr; // in declaration.tree; 0: none
    NodeId expr;         // FIELD_RECKONED
    Str doc;
} Field;

typedef struct Kind {
    NameId name;
    Str title;
    NodeRef declaration;
    KindId super;     // `extends`; kind any for the others; 0 for any itself
    KindId last;      // kinds are numbered so that subkinds follow: k is K or below when K <= k && k <= kinds[K].last
    const KindId *in; // containers (`any`: KIND_ANY); in_count 0: top-level
    uint32_t in_count;
    KindId about;          // 0: none
    FieldId about_inverse; // the inverse field on `about`: FIELD_INVERSE with forward_count 0 and `element` this kind;
                           // 0 for waivers, whose way back is that of their field `rule`
    bool single;
    bool nameless;         // made for a map field
    bool broken;           // it is `about` or `in` kinds that there are not: records of it are left out
    const FieldId *fields; // own fields, by name
    uint32_t field_count;
    const FieldId *approves; // what a sign-off's fingerprint covers
    uint32_t approves_count;
} Kind;

#define KIND_ANY 1u

// A subkind's own default for an inherited field: `kind supplier extends asset { type: default service }`.
typedef struct {
    KindId kind;
    FieldId field;
    NodeRef declaration; // MEMBER
    NodeId expr;
} DefaultOverride;

// Words of declarations that were lost to syntax errors: names of kinds, ids of records.
typedef struct {
    NameId *names; // sorted
    uint32_t count;
    bool blind; // something was lost of which no word is known
} LostWords;

typedef struct Schema {
    Arena *arena;
    Names *names;
    VEC(Kind) kinds;   // [0] unused; [1] any; a kind's subkinds directly behind it
    VEC(Field) fields; // [0] unused
    VEC(DefaultOverride) overrides;
    LostWords lost;
    uint32_t *field_slots; // hash of (kind, name) to FieldId
    uint32_t field_slot_count;
    KindId *by_name; // indexed by NameId up to by_name_count
    uint32_t by_name_count;
} Schema;

// Reads all kind declarations of `trees`. Mistakes (two kinds of one name, unknown type, cyclic extends, field declared twice, …) are
// reported and leave poison types behind. `names` gets the names; the schema lives in `arena`.
Schema *schema_build(const Tree *const *trees, uint32_t tree_count, const Sources *sources, Names *names, Arena *arena, Diagnostics *sink);

void schema_free(Schema *schema); // its vectors; the rest lies in the arena

KindId schema_kind(const Schema *schema, NameId name); // 0: no such kind

bool lost_has(const LostWords *lost, NameId name);

// The field `name` of `kind`, its own or inherited (from super kinds up to any); 0: none.
FieldId schema_field(const Schema *schema, KindId kind, NameId name);

// The field that `kind` itself declares (or has as an inverse or container), not an inherited one; 0: none.
FieldId schema_own_field(const Schema *schema, KindId kind, NameId name);

// The default that holds for records of exactly `kind`: its own or the nearest super kind's, else the field's. NodeId 0: none.
NodeId schema_default(const Schema *schema, KindId kind, FieldId field, const Tree **tree);

// The type that a NODE_TYPE_… stands for (a parameter of a rule); mistakes are reported and make it poison. Maps are refused.
Type schema_read_type(const Schema *schema, const Tree *tree, NodeId type, const Sources *sources, Diagnostics *sink);

static inline bool schema_is_a(const Schema *schema, KindId kind, KindId ancestor) {
    return ancestor <= kind && kind <= schema->kinds.at[ancestor].last;
}

// May a record of `inner` stand inside one of `outer`?
bool schema_may_contain(const Schema *schema, KindId outer, KindId inner);

static inline const Kind *schema_kind_at(const Schema *s, KindId k) {
    return &s->kinds.at[k];
}
static inline const Field *schema_field_at(const Schema *s, FieldId f) {
    return &s->fields.at[f];
}

// The type in words for messages: "a risk", "a control or a policy", "one of open, closed", "a date". In `arena`.
Str schema_type_words(const Schema *schema, Type type, Arena *arena);

// How a value of the type is written, where that is not plain from its name; else empty.
Str schema_type_writing(Type type);

// `a risk`, `an asset`: indefinite article and the kind's name.
Str schema_kind_words(const Schema *schema, KindId kind, Arena *arena);

#endif
