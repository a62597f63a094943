// What the files of this room share while a model is built. Not for other rooms.
#ifndef ISMSC_MODEL_BUILD_H
#define ISMSC_MODEL_BUILD_H

#include "diag/suggest.h"
#include "model/model.h"

// A record before it has its row. Index 0 is none.
typedef struct {
    KindId kind;
    uint32_t parent; // pending record around it; 0: top-level
    NodeId node;     // RECORD, RULE, or the FIELD of an entry of a map
    NodeId id;       // word of the header that names it, or the record that it is about; 0: none
    NameId name;     // 0: none
    uint32_t unit;   // of its path: that of the record which it extends, where it stands in an extension
    FieldId via;     // field of the parent that it stands in
    uint32_t input;
    uint8_t flags; // ROW_…
    bool copy;     // not the first of several records with one body: says nothing twice
    bool bare;     // its body is not read: there are too many copies of it
} Pending;

// A body that adds to a record declared elsewhere.
typedef struct {
    uint32_t target; // pending
    uint32_t input;
    NodeId body;
    NodeId node; // RECORD
} ExtensionBody;

// A value of a multi-valued field.
typedef struct {
    Row row;
    SrcPos place;
    Value value;
} Entry;

// A column while it is being written.
typedef struct {
    bool used, many, finished;
    Base only; // BASE_COUNT: several, `base` or `bases` has them
    Row first;
    uint32_t count;
    Value *value; // one slot a row
    SrcPos *place;
    uint8_t *base;
    uint8_t *state;
    VEC(Entry) entries;
    VEC(uint8_t) bases;
} ColumnDraft;

// A field whose names are looked up in a record that a sibling field gives: read when all siblings are.
typedef struct {
    Row row;
    FieldId field; // 0: the row is an entry of a map
    uint32_t input;
    NodeId node; // FIELD, or the RECORD of a rating in long form
    bool copy;
} Late;

// A reference that could not be resolved: the way back of what it may have meant is unknown.
typedef struct {
    FieldId forward;
    Row target; // 0: any record of the field's kinds
} Poisoned;

// A field or block that the kind does not have stood in a record: what it may have meant is unknown there.
typedef struct {
    Row row;       // the pending record until rows have their numbers
    FieldId field; // 0: any that the record does not give
} Unclear;

typedef struct ModelBuild {
    Model *m;
    const Schema *schema;
    const ModelInput *inputs;
    uint32_t input_count;
    const Sources *sources;
    Names *names;
    Diagnostics *sink;
    Unused *unused;
    Arena *arena;   // of the model
    Arena *scratch; // given back when the model stands
    Known k;
    NameId *words; // [node]: names of words of one file at a time (words.c)
    uint32_t words_cap;
    uint32_t words_input; // the file
    struct Guess *guesses;
    VEC(Pending) pending;
    Row *row_of; // [pending]
    VEC(ExtensionBody) extensions;
    ColumnDraft *columns; // [FieldId]
    VEC(Late) late;
    VEC(Poisoned) poisoned;
    VEC(Unclear) unclear;
    uint8_t *traits; // [FieldId]: TRAIT_…
    uint32_t *seen;  // [FieldId]: the body in which the field was met last, and where
    NodeId *seen_at;
    uint32_t body;          // number of the present body
    VEC(NameId) lost_names; // ids of records that a syntax error or an unknown kind swallowed
    FieldId *map_of;        // [KindId]: the field of which a nameless kind's rows are the entries
    uint32_t copies;        // nodes of bodies that may still be read again for a further id of their record
    uint32_t offers;        // candidates for near misses that may still be looked at
    FieldId *field_cache;   // small direct-mapped cache of (kind, name) to field
    uint64_t *field_cache_key;
} ModelBuild;

// Where a value is being read.
typedef struct {
    Row row;
    FieldId field;
    uint32_t input;
    const Tree *tree;
    uint32_t unit;
    Row inside; // `of F`: the record in which names are looked up; 0: none
    bool copy;  // mistakes were reported with the first copy of this body
} Reading;

// ---- words.c
typedef enum { WORDS_OF_HEADS, WORDS_OF_BODIES } WordsOf;
void words_read(ModelBuild *b, uint32_t input, WordsOf of); // in place of those of the file before
void words_free(ModelBuild *b);
NameId word_read(ModelBuild *b, uint32_t input, NodeId node); // of a node that was not read with the others
static inline NameId word_of(ModelBuild *b, uint32_t input, NodeId node) {
    NameId name = b->words_input == input ? b->words[node] : 0;
    return name ? name : word_read(b, input, node);
}
Str plain_text(const ModelBuild *b, const Tree *tree, NodeId node);               // of a word, a number without sign, a date
Str token_text(const ModelBuild *b, const Tree *tree, NodeId node, uint32_t len); // where it is known how long it is
Str node_text(const ModelBuild *b, uint32_t input, NodeId node);
Span node_span(const ModelBuild *b, uint32_t input, NodeId node); // cut to one line
Span word_span(const ModelBuild *b, uint32_t input, NodeId node); // the node's own token

// Says which name was probably meant, and offers to write it: `a role with a similar name exists: …`.
void near_help(ModelBuild *b, Diagnostic *said, Span at, Str what, Str name);

// What people write for `todo`, `yes` and `no`: proposes the word, where `type` takes it (a todo fits every type). False: it is nothing of that.
bool habit_help(ModelBuild *b, Diagnostic *said, Span at, Str text, const Type *type);

// Offers a candidate for a near miss, while there is patience left: false when there is none.
bool near_offer(ModelBuild *b, Suggestion *suggestion, NameId name, uint32_t payload);

// ---- model.c
void rows_reserve(Model *m, uint32_t rows);

// ---- rows.c
void rows_collect(ModelBuild *b);
bool rows_name_lost(const ModelBuild *b, NameId name); // is it the id of a record that was left out?
void rows_number(ModelBuild *b);
void rows_collect_body(ModelBuild *b, uint32_t input, NodeId body, uint32_t parent);
void rows_collect_one(ModelBuild *b, uint32_t input, NodeId record, uint32_t parent); // a nested record or map
uint32_t rows_add_nested(ModelBuild *b, uint32_t input, NodeId node, uint32_t parent, FieldId via);
void rows_lost(ModelBuild *b, uint32_t input, NodeId record, KindId kind); // a record that is left out, so that no one complains about its absence
void rows_kind_lost(ModelBuild *b, KindId kind);

#define FIELD_CACHE_BITS 10
FieldId field_find(ModelBuild *b, KindId kind, NameId name, uint32_t slot);

// The field of that name, through a cache.
static inline FieldId field_of(ModelBuild *b, KindId kind, NameId name) {
    uint64_t key = (uint64_t)kind << 32 | name;
    uint32_t slot = (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - FIELD_CACHE_BITS));
    return b->field_cache_key[slot] == key ? b->field_cache[slot] : field_find(b, kind, name, slot);
}

// ---- extend.c
void extensions_collect(ModelBuild *b);

// ---- names.c
void index_build(ModelBuild *b);
void index_free(NameIndex *index);
Found index_in_unit(const Model *m, NameId name, const Type *type, uint32_t unit, Row *row);
Found index_name(const Model *m, NameId name, const Type *type, uint32_t unit, Row own, Row *row);
// What index_name finds nearly always: the one record of that name, in the unit where it is written. 0: there is more to it.
Row index_only(const Model *m, NameId name, const Type *type, uint32_t unit, Row own);
Row index_nested(const Model *m, Row top, NameId name); // 0: none
Row index_unit_next(const Model *m, Row row);           // the next top-level record of the same name; 0: none
Row index_first(const Model *m, NameId name);
bool type_takes(const Model *m, const Type *type, Row row);

// ---- columns.c
ColumnDraft *column_begin(ModelBuild *b, FieldId field);
void column_places(ModelBuild *b, ColumnDraft *column); // from now on it has places
void column_put(ModelBuild *b, FieldId field, Row row, Value value, Base base, SrcPos place);
void column_mark_unknown(ModelBuild *b, FieldId field, Row row);
uint8_t column_draft_state(const ModelBuild *b, FieldId field, Row row);
bool column_draft_one(const ModelBuild *b, FieldId field, Row row, Value *value); // the first value; single-valued or finished columns
void column_finish(ModelBuild *b, FieldId field);
void columns_finish(ModelBuild *b);

static inline ColumnDraft *column_draft(ModelBuild *b, FieldId field) { // made at first use
    return b->columns[field].used ? &b->columns[field] : column_begin(b, field);
}

// Appends a value to those of the row: what column_put does, for where each instruction is felt.
static inline void draft_put(ModelBuild *b, ColumnDraft *c, Row row, Value value, Base base, SrcPos place) {
    uint32_t i = row - c->first;
    c->state[i] |= STATE_SET;
    if (c->many) {
        vec_push(&c->entries, (Entry){row, place, value});
        if (c->only == BASE_COUNT) vec_push(&c->bases, (uint8_t)base);
        return;
    }
    c->value[i] = value;
    if (c->base) c->base[i] = (uint8_t)base;
    if (!place) return;
    if (!c->place) column_places(b, c);
    c->place[i] = place;
}

// ---- unclear.c
// Marks what misspelt fields may have meant: those read with the bodies, before defaults stand in; those that are read late, when they were.
void unclear_mark(ModelBuild *b, bool late);

// ---- fields.c
enum { TRAIT_WRITTEN = 1 /* stored or contained */, TRAIT_LATE = 2, TRAIT_ONE = 4 /* takes one value */ };
void bodies_read(ModelBuild *b);
void late_read(ModelBuild *b);
static inline const Type *field_type(const ModelBuild *b, FieldId field) {
    return &b->schema->fields.at[field].type;
}

// ---- values.c
void value_read(ModelBuild *b, Reading *r, const Type *type, FieldId field, NodeId node);
bool words_value(ModelBuild *b, Reading *r, const Type *type, NodeId node, Value *value, Base *base); // literals of defaults
void value_wrong_type(ModelBuild *b, const Reading *r, const Type *type, NodeId node);
void braces_help(ModelBuild *b, const Reading *r, Diagnostic *said, NodeId node); // for a value in the place of nested records of one kind
void todo_note(ModelBuild *b, const Reading *r, NodeId node);

// ---- resolve.c
// Resolves a word or path as a record of `type`; reports what is wrong and returns 0 then.
Row reference_read(ModelBuild *b, Reading *r, const Type *type, NodeId node);
void abouts_resolve(ModelBuild *b);

// ---- ratings.c
void methods_build(ModelBuild *b);
void methods_finish(ModelBuild *b);
void rating_read(ModelBuild *b, Reading *r, NodeId node);
void rating_read_block(ModelBuild *b, Reading *r, NodeId record);
Row level_named(ModelBuild *b, Row scale, NameId name);

// ---- defaults.c, inverses.c, checks.c
void defaults_fill(ModelBuild *b);
void inverses_build(ModelBuild *b);
void checks_run(ModelBuild *b);

// ---- print.c
// The kinds that a field takes, as nouns: `role`, `asset, process or supplier`.
Str type_nouns(const ModelBuild *b, const Type *type);
Str kind_words(const ModelBuild *b, Row row); // `a person`

#endif
