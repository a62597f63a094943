// Evaluation of typed expressions over frames, a column at a time.
#ifndef ISMSC_QUERY_EVAL_H
#define ISMSC_QUERY_EVAL_H

#include <pthread.h>

#include "base/arena.h"
#include "query/frame.h"

typedef struct Index Index; // loop.c: rows by the hash of what ties them to outer variables

// Where two values stand, the one that comes first in the sources first.
typedef struct {
    SrcPos first, second;
} ValuePair;

// Reckoned fields: their columns are filled at first need, by whichever run needs one first. One thread at a time fills columns, so that threads whose
// columns need each other's never wait for one another; what is filled is read without a lock.
typedef struct {
    Model *model;
    const struct Expr *const *expr; // [FieldId]: the typed expression of each reckoned field, NULL for others
    _Atomic(uint8_t) *state;        // [FieldId]: reckon.c
    VEC(ValuePair) two_currencies;  // amounts that met and are of two currencies (currencies.c)
    pthread_mutex_t lock;           // of whoever fills a column, of the model's arena while it does, and of `two_currencies`
} Reckoning;

// The score or the band of a rating.
typedef struct {
    Value rating, part;
    Base base;
    bool known, there; // there: it has one
} RatingPart;
#define RATING_PARTS 64u

// One evaluation, by one thread. The model is shared by all of them, and read-only but for the columns of reckoned fields.
typedef struct Run {
    const Model *model;
    Reckoning *reckoning;
    bool fills;        // this run fills a column, and holds the lock
    const Frame *root; // one binding of what stands around all loops: of nothing, or of the variables of a report
    Arena *batch;      // results of the current batch: cleared between batches
    Arena *keep;       // what lasts as long as the run: indexes, closures
    Arena *texts;      // texts that are made on the way
    Index **index;     // [Loop.index_slot]
    uint32_t index_count;
    uint32_t *seen; // [Row]: number of the search that reached it last (path.c)
    uint32_t searches;
    struct Once *once;             // eval.c: what reads no variable
    struct Named *named;           // named.c: what a `let` names, in the current batch
    struct OfKind *of_kind;        // quantify.c: what all records of a kind come to
    RatingPart (*rating_parts)[2]; // [RATING_PARTS]: the last ones that were looked up (parts.c)
    uint8_t *lost;                 // [KindId]: a record of the kind or of a subkind was lost to a syntax error
} Run;

// Bindings that are worked on at once.
#define BATCH_ROWS 1024u

void reckoning_init(Reckoning *reckoning, Model *model, const struct Expr *const *expr, Arena *arena);
void reckoning_free(Reckoning *reckoning);

// `texts` (NULL: they last as long as the run) is where texts are made: values that are read after the run need it.
Run *run_new(Reckoning *reckoning, uint32_t index_count, Arena *texts);
void run_free(Run *run);

// Ends a batch: frames and vectors that were made in it are gone.
void run_clear(Run *run);

// A batch within a batch, which goes on when that one has ended.
typedef struct {
    Arena *batch;
    struct Named *named;
} OuterBatch;
OuterBatch batch_begin(Run *run);
void batch_end(Run *run, OuterBatch outer);

// The values of `e` for every binding of `frame`, in run->batch.
Vector eval_value(Run *run, const Expr *e, const Frame *frame);

// The truth of the condition `e` for every binding.
const Truth *eval_truth(Run *run, const Expr *e, const Frame *frame);

// The same where only what is true or unknown counts: what is absent may be told as false.
const Truth *eval_where(Run *run, const Expr *e, const Frame *frame);

// Bindings that a todo or a mistake left open: of each what its variable of `level` is, 0 where that is no record. To be given back with vec_free.
typedef struct {
    uint32_t level;
    VEC(Row) records;
} Undecided;
void undecided_add(Undecided *undecided, const Frame *frame, uint32_t i);

// Narrows the bindings `frame` to those for which every conjunct of `where` is true; those that stay open go to `undecided` (may be NULL).
const Frame *frame_where(Run *run, const Frame *frame, const Expr *where, Undecided *undecided);

// A frame of the chosen entries of another (indexes are kept, not copied).
const Frame *frame_select(Run *run, const Frame *frame, const uint32_t *chosen, uint32_t count);

// All bindings of `loop` on top of `frame`. open[i] (may be NULL) gets, for each entry of `frame`, what the bindings that could not be decided come to.
const Frame *frame_expand(Run *run, const Loop *loop, const Frame *frame, Truth *open);

// The same for a loop over a path, or over a part of what its path leads to.
const Frame *frame_expand_path(Run *run, const Loop *loop, const Expr *source, const Frame *frame, Truth *open);

// The bindings of a first `for` over records, at most BATCH_ROWS of them from *next on; NULL when there are none left. *next starts at 0.
const Frame *frame_scan(Run *run, const Loop *loop, uint64_t *next);

// The entries index[0..n) of a vector (index NULL: entry 0, n times), in `arena`.
Vector vector_gather(Arena *arena, const Vector *v, const uint32_t *index, uint32_t n);

// The outermost frame, not larger than `frame`, that still has all variables of level <= `level`; *index maps entries of `frame` to its own.
const Frame *frame_hoist(Run *run, const Frame *frame, uint32_t level, const uint32_t **index);

// The values of the variable of `level`, for every entry.
Vector frame_variable(Run *run, const Frame *frame, uint32_t level);

// The record or value that level `level` binds in entry i of frame; *place (may be NULL) gets the mention that bound it, 0 for records of a kind.
Value frame_value(const Frame *frame, uint32_t i, uint32_t level, Base *base, SrcPos *place);

// The column of a field, filled now when it is a reckoned one that nobody has needed yet.
const Column *run_column(Run *run, FieldId field);

// What a `let` names is reckoned once for each frame of a batch. The value or truth of `e` that stands for `frame`, or NULL (named.c).
const Vector *named_value(Run *run, const Expr *e, const Frame *frame);
const Truth *named_truth(Run *run, const Expr *e, const Frame *frame);
void name_value(Run *run, const Expr *e, const Frame *frame, const Vector *value);
void name_truth(Run *run, const Expr *e, const Frame *frame, const Truth *truth);

// Parts of eval.c that stand in files of their own.
Vector eval_path(Run *run, const Expr *e, const Frame *frame);                                // path.c: VAR ROWS FIELD PART MAP_KEY REACHABLE
Vector eval_part(Run *run, const Expr *e, const Frame *frame);                                // parts.c: PART
const Truth *eval_reaches(Run *run, const Expr *e, const Vector *wanted, const Frame *frame); // path.c: is `wanted` in REACHABLE?
Vector eval_reachable_count(Run *run, const Expr *e, const Frame *frame);                     // path.c: of REACHABLE, how many
Vector eval_records_count(Run *run, const Expr *e, const Frame *frame);                       // parts.c: of PART_RECORDS, how many
Vector eval_aggregate(Run *run, const Expr *e, const Frame *frame);                           // aggregate.c
Vector eval_join(Run *run, const Expr *e, const Frame *frame);                                // functions.c
Vector eval_plain(Run *run, const Expr *e, const Frame *frame);
Vector eval_years(Run *run, const Expr *e, const Frame *frame);
Vector eval_fingerprint(Run *run, const Expr *e, const Frame *frame);      // fingerprint.c
const Truth *eval_quantifier(Run *run, const Expr *e, const Frame *frame); // quantify.c
const Truth *eval_presence(Run *run, const Expr *e, const Frame *frame);   // presence.c: has `e` any value?
const Truth *eval_compare(Run *run, const Expr *e, const Frame *frame);    // compare.c: COMPARE IN WITHIN

// Builds a vector entry by entry; the values of an entry are a set (the first of equal ones stays).
typedef struct {
    Value value;
    SrcPos place;
    uint8_t base;
} Built;
typedef struct {
    Arena *arena;
    uint32_t entries;
    uint32_t *start;
    uint8_t *state;
    VEC(Built) values;
    bool unique; // values of an entry are known to differ
} Builder;
Builder builder_new(Arena *arena, uint32_t entries);
void builder_value(Builder *b, Value value, Base base, SrcPos place);
void builder_entry(Builder *b, uint8_t unknown); // ends an entry; `unknown`: STATE_UNKNOWN or 0
Vector builder_done(Builder *b);                 // frees the builder's own memory

// Where there is nothing to go on from, there is nothing; unknown stays what was.
Vector vector_nothing(Arena *arena, const Vector *from, Base only);

// Builds a vector of at most one value for each entry, in any order of entries.
typedef struct {
    Arena *arena;
    uint32_t n;
    Base only; // BASE_COUNT: values carry their own
    Value *value;
    uint8_t *base;
    SrcPos *place; // NULL: none has a place yet
    uint8_t *state;
} Slots;
Slots slots_new(Arena *arena, uint32_t n, Base only);
static inline void slots_put(Slots *s, uint32_t i, Value value, Base base, SrcPos place) {
    s->state[i] |= STATE_SET;
    s->value[i] = value;
    if (s->base) s->base[i] = (uint8_t)base;
    if (place == 0) return;
    if (s->place == NULL) s->place = ARENA_ARRAY(s->arena, SrcPos, s->n);
    s->place[i] = place;
}
Vector slots_done(const Slots *s);

// What a sign-off of the record approves, digested: `current:3f2a91 residual:91c07e`, empty when its kind approves nothing. In `arena`. *open gets the
// first approved field that a todo or a mistake leaves open, or the empty text.
Str fingerprint_of_row(Run *run, Row row, Arena *arena, Str *open);

// The names of fields that are approved now and whose digest in `written` is another one than today's, joined by ", ". In `arena`. *open: some approved
// field is open.
Str fingerprint_changes(Run *run, Row row, Str written, Arena *arena, bool *open);

// aggregate.c: one value that stands for those so far.
typedef struct {
    Value value;
    Base base;
    SrcPos place;
    Value rank;         // latest: the date
    bool any, overflow; // overflow: too large, or of two currencies
    Truth open;
    uint32_t count;
} Tally;

// A value that is to be taken into account.
typedef struct {
    Value value;
    Base base;
    SrcPos place;
    Value rank;
} Tallied;
void tally_value(Run *run, ExprOp op, const Enum *words, Tally *t, const Tallied *v);

// currencies.c: notes that two amounts of money met that are of two currencies; their places.
void run_two_currencies(Run *run, SrcPos a, SrcPos b);

// Values of these bases are equal when their 64 bits are, and only then.
#define EQUAL_BY_BITS                                                                                                                          \
    (BASE_BIT(BASE_BOOL) | BASE_BIT(BASE_NUMBER) | BASE_BIT(BASE_PERCENT) | BASE_BIT(BASE_DATE) | BASE_BIT(BASE_MONEY) | BASE_BIT(BASE_NAME) | \
     BASE_BIT(BASE_ENUM) | BASE_BIT(BASE_RECORD) | BASE_BIT(BASE_KIND) | BASE_BIT(BASE_RATING))

// Are two values equal? Texts by content.
bool value_alike(const Model *model, Base base_a, Value a, Base base_b, Value b);
static inline bool value_equal(const Model *model, Base base_a, Value a, Base base_b, Value b) {
    if (base_a == base_b && (a == b || (BASE_BIT(base_a) & EQUAL_BY_BITS))) return a == b;
    return value_alike(model, base_a, a, base_b, b);
}

// The same for equal values.
uint64_t value_hash(Run *run, Base base, Value value);

// Does the loop find its rows by a key, and many by some of them?
bool loop_has_many(Run *run, const Loop *loop);

// alike.c: the entries of `frame` that differ in what the quantifier or aggregate `e` reads of them, so that it is reckoned once for those that are alike:
// group[i] gets the place of entry i's among them. `frame` itself where it is not worth it.
const Frame *frame_distinct(Run *run, const Expr *e, const Frame *frame, const uint32_t **group);

// The next ancestor of a record: by `part-of` where its kind has it, else the enclosing record; 0 at the top.
Row row_ancestor(Run *run, Row row);

#endif
