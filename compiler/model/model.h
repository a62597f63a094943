// The model: every record is a row; rows of one kind (with its subkinds) are neighbours, so a kind is a range of rows and a field is a column over that
// range. Built once from the trees, then read-only (query/ only adds columns of reckoned fields and the rows of what it found).
#ifndef ISMSC_MODEL_MODEL_H
#define ISMSC_MODEL_MODEL_H

#include "base/arena.h"
#include "base/date.h"
#include "base/out.h"
#include "base/vec.h"
#include "diag/diagnostic.h"
#include "model/value.h"
#include "schema/known.h"
#include "schema/schema.h"

// State of a row in a column. ABSENT: nothing was written. UNKNOWN: some value is a todo or poison (the values that are known stand in the column).
enum { STATE_ABSENT = 0, STATE_SET = 1, STATE_UNKNOWN = 2 /* a bit: may stand with SET */ };

// The values of one field. Row r of the kind's range is index i = r - first.
typedef struct Column {
    Row first;
    uint32_t count;        // rows
    const uint32_t *start; // several values a row: those of i are value[start[i]] .. value[start[i + 1]]; NULL: one slot a row, value[i]
    const Value *value;
    const uint8_t *base;  // Base of each value; NULL: all have the only base of the field's type
    const SrcPos *place;  // where each value is written (inverse: the mention that makes it; about-inverse: that record's kind word); may be NULL
    const uint8_t *state; // of each row; NULL: all are ABSENT and there are no values at all
} Column;

// A library or the project: a namespace of records.
typedef struct {
    Str path;        // `iso27001/2022`; empty: the project
    bool claimed;    // a standard in project.standards
    bool compared;   // holds a standard that is not claimed: no bare id leads there, and no rule ranges over it
    bool not_loaded; // exists in the library, but this program does not use it: named in messages (standard-not-loaded); has no trees
    bool gap;        // only of the project: it wants a unit that is still `todo`, or that nobody knows; what that unit would bring is missing
} Unit;

// A `todo` that was written for a value or a title.
typedef struct {
    Row row;
    Span at;
} Todo;

typedef struct NameIndex NameIndex; // model/names.c

// What the numbers of likelihood and impact come to: product, sum, maximum. False: too large.
typedef bool RatingCombine(Decimal likelihood, Decimal impact, Decimal *score);

typedef struct {
    Row row;                       // the method
    uint32_t factor_count;         // likelihood first, then the impact(s)
    NameId factor[RATING_FACTORS]; // likelihood, impact, or a dimension's id
    Row scale[RATING_FACTORS];
    const Row *levels[RATING_FACTORS];      // in the order of the scale
    const Decimal *numbers[RATING_FACTORS]; // of those levels
    uint32_t level_count[RATING_FACTORS];
    const Row *bands;
    uint32_t band_count; // in order of severity (as declared)
    bool by_grid;        // the grid says the band; else `combine` makes a score of two numbers, and the score falls into a band
    RatingCombine *combine;
    const Row *grid; // by_grid: band at [likelihood * level_count[1] + impact], 0 where missing
    bool broken;     // a mistake or a todo stands in what it reckons with: what it rates is unknown
} Method;

typedef struct Model {
    Arena *arena;
    const Schema *schema;
    Names *names;
    const Sources *sources;
    Known known;

    uint32_t row_count; // rows are 1 .. row_count
    uint32_t row_room;  // elements of the arrays below
    KindId *kind;       // of each row, [0] unused, as all below
    NameId *name;       // 0: without an id
    Row *parent;        // enclosing record, or the one that an `about` record is about; 0: top-level
    uint32_t *unit;     // index into units
    NodeRef *node;      // NODE_RECORD (for rules: NODE_RULE)
    uint8_t *flags;     // ROW_…

    Row *kind_first; // [KindId]: rows of the kind and its subkinds are kind_first[k] .. kind_end[k] (exclusive)
    Row *kind_end;
    uint8_t *kind_lost; // [KindId]: a record of the kind was lost to a syntax error: absence over it is unknown

    VEC(Unit) units; // [0] is the project's
    VEC(Range) ranges;
    VEC(Method) methods; // in the order of rows
    Column *columns;     // [FieldId]; for reckoned fields empty until query/ fills them
    Row project;         // the project record, 0 if there is none
    Date today;
    NameIndex *index;    // names to rows
    VEC(Todo) todos;     // each gave a diagnostic todo-left
    uint32_t *method_of; // [Row] for methods: 1-based index into `methods` (only for rows in the range of kind method: index row - kind_first)

    const Str *files; // paths of the files that records name and that are there, sorted by bytes: model_set_files
    uint32_t file_count;
    bool files_known; // false: nobody has looked, and whether a file is there is unknown
} Model;

enum {
    ROW_LIBRARY = 1,
    ROW_POISON = 2 /* duplicate or otherwise broken: rules are silent about it */,
    ROW_TITLE_TODO = 4,
    ROW_HOLDS_NAMES = 8 /* some nested record has an id */
};

// Who knows what the library holds beside what is loaded.
typedef struct Unused {
    // The unit that declares a record of that kind and id at its top level, the first of several; empty when none does.
    Str (*unit_of)(struct Unused *unused, Str kind, Str id);
} Unused;

// Builds the model from all trees (library and project, in order of their files). Reports every mistake of names, types, cardinality and units.
// `today` is the as-of date; `unused` (may be
// NULL) is asked about names that are found nowhere. `units[i]` is the unit of trees[i]; unit 0 is the project.
typedef struct {
    const Tree *tree;
    uint32_t unit;
} ModelInput;
Model *model_build(const Schema *schema, const ModelInput *inputs, uint32_t input_count, const Unit *units, uint32_t unit_count,
                   const Sources *sources, Names *names, Unused *unused, Date today, Arena *arena, Diagnostics *sink);
void model_free(Model *model); // its vectors; the rest lies in the arena

// The record at top level in which `row` stands: itself, or an enclosing one. A record about another one stands at top level.
Row model_top(const Model *model, Row row);

// The column of a field. For reckoned fields only after query/ has filled it.
static inline const Column *model_column(const Model *m, FieldId f) {
    return &m->columns[f];
}

// Values of `row` in a column: *count of them from the returned index into column->value; *state gets the row's state.
static inline uint32_t column_values(const Column *column, Row row, uint32_t *count, uint8_t *state) {
    uint32_t i = row - column->first;
    *count = 0;
    *state = STATE_ABSENT;
    if (!column->state || i >= column->count) return 0;
    *state = column->state[i];
    if (column->start) {
        *count = column->start[i + 1] - column->start[i];
        return column->start[i];
    }
    *count = *state & STATE_SET ? 1 : 0;
    return i;
}

// The first value of `row` in field `name` (looked up by the row's kind): false when there is none. For the few fields that C reads.
bool model_value(const Model *model, Row row, NameId name, Value *value, SrcPos *place);

// Lookup by path as a user writes it (`R-017`, `backup/restore-test`, `iso27001/2022/A.5.1`); 0: none. For the command line and tests.
Row model_find(const Model *model, Str path);

// What a name or path stands for where a record of `type` is expected. `unit` is the unit of the file in which it is written, `own` the record (or 0).
typedef enum {
    FOUND_NONE,       // there is no such record
    FOUND,            // *row is it
    FOUND_OTHER_KIND, // *row has that name, but is of another kind
    FOUND_SEVERAL,    // several units have one, and none has precedence: write the path; *row is one of them
    FOUND_NOT_LOADED  // the path leads into a library that the program does not use
} Found;
Found model_lookup(const Model *model, Str path, Type type, uint32_t unit, Row own, Row *row);

// Makes `count` rows of a kind that has none and no subkinds: the last rows of all. Returns the first. Columns of fields of kind any do not cover them
// (ABSENT); those of the kind's own fields are the caller's to fill (Model.columns).
Row model_add_rows(Model *model, KindId kind, uint32_t count);

// Takes away the rows that model_add_rows made last, if they are of that kind.
void model_drop_rows(Model *model, KindId kind);

// How a row is called in messages: `R-017`, `backup/restore-test`, `A.7.4/exclusion`, `R-017/treatment-2`; library records by their bare id. In `arena`.
Str model_row_name(const Model *model, Row row, Arena *arena);

// The full path, unique in a program (library records with their unit): what fingerprints are made of.
Str model_row_path(const Model *model, Row row, Arena *arena);

// The title (decoded), empty when there is none or it is a todo.
Str model_title(const Model *model, Row row, Arena *arena);

// The text behind a TextId, decoded, in `arena` where it cannot be a slice.
Str model_text(const Model *model, TextId text, Arena *arena);
TextId model_make_text(Arena *arena, Str text); // `text` must live as long as the arena, and the arena as long as the value is used

Range model_range(const Model *model, Value range);
RangeId model_make_range(Model *model, Range range);

// Header span of a row: kind word to title; span of the mention at `pos` (one token or value) for labels.
Span model_row_span(const Model *model, Row row);
Span model_place_span(const Model *model, SrcPos pos);

// A value as a user reads it: ids, dates as 2026-03-01, `EUR 12000`, `35 %`, `likely × severe`. In `arena`.
Str model_value_text(const Model *model, Base base, Value value, Arena *arena);

// Order of two values of one base for sorting: natural for names and ids, levels and bands by number, enums by declaration (`words`, may be NULL).
int model_value_cmp(const Model *model, Base base, const Enum *words, Value a, Value b);
int model_row_cmp(const Model *model, Row a, Row b);

// Files of the project, by their paths below its folder as records write them (values of base FILE): each once, sorted by bytes, in `arena`.
typedef VEC(Str) Paths;
void model_named_files(const Model *model, Arena *arena, Paths *paths);

// Says which of these are there. `there` is sorted as they were, and must live as long as the model.
void model_set_files(Model *model, const Str *there, uint32_t count);
bool model_has_file(const Model *model, TextId file, Arena *scratch);

// Ratings. False when a level is missing or the method has no answer for it.
bool rating_score(const Model *model, Value rating, Decimal *score);
bool rating_band(const Model *model, Value rating, Row *band);
bool rating_factor(const Model *model, Value rating, NameId factor, Row *level); // `impact`: the highest of the dimensions
const Method *model_method(const Model *model, Value rating);

// Index into the methods: the first one that the project names, by which its risks are rated unless they say otherwise; 0 if it names none.
uint32_t model_default_method(const Model *model);

static inline bool row_is_a(const Model *m, Row row, KindId kind) {
    return m->kind_first[kind] <= row && row < m->kind_end[kind];
}

// --dump=model: every row with its fields.
void model_dump(const Model *model, Out *out);

#endif
