// Loops: the bindings of `for x in S`, in rules and in any(…), count(…) …. Records that are tied to outer variables are found by a hash of what ties
// them; quantifiers over them are thereby semi-joins and anti-joins.
#include "base/hash.h"
#include "query/eval.h"

// Rows of a loop's kinds by the hash of their key. A hash may lead to rows too many, never to too few: the condition is tested afterwards.
struct Index {
    uint32_t mask;
    uint32_t *bucket; // [mask + 2]: entries of bucket h are [bucket[h], bucket[h + 1])
    uint64_t *hash;
    Row *row;
    uint32_t longest; // the most entries of a bucket
    Truth open;       // rows whose key is absent or unknown, but which no other condition rules out, leave this open
    bool any_row;
    bool lost;
};

// ---- hashing of keys

static uint64_t hash_set(Run *run, const Vector *v, uint32_t i) {
    uint64_t sum = 0;
    for (uint32_t j = vector_from(v, i); j < vector_to(v, i); j++) sum += hash_u64(value_hash(run, vector_base(v, j), v->value[j]));
    return sum;
}

typedef VEC(uint64_t) Hashes;

// Appends the hashes of one side of a link for entry i: one for a single value or a whole set, one for each value of a list, one for each
// ancestor where `climb`.
static void link_hashes(Run *run, const Vector *v, uint32_t i, bool whole, bool climb, Hashes *hashes) {
    if (whole) {
        vec_push(hashes, hash_set(run, v, i));
        return;
    }
    for (uint32_t j = vector_from(v, i); j < vector_to(v, i); j++) {
        vec_push(hashes, value_hash(run, vector_base(v, j), v->value[j]));
        if (!climb || vector_base(v, j) != BASE_RECORD) continue;
        Row up = row_ancestor(run, (Row)v->value[j]);
        for (uint32_t steps = 0; up && steps < 10000; steps++, up = row_ancestor(run, up)) vec_push(hashes, value_hash(run, BASE_RECORD, up));
    }
}

static bool is_set_link(const Link *link) {
    return link->sort == LINK_EQUAL_SETS;
}

// All keys of entry i on one side of the loop's links: products of the first link's hashes with the single hashes of the others.
static void entry_keys(Run *run, const Loop *loop, const Vector *sides, bool inner, uint32_t i, Hashes *keys) {
    keys->n = 0;
    Hashes part = {0};
    for (uint32_t l = 0; l < loop->link_count; l++) {
        const Link *link = &loop->links[l];
        part.n = 0;
        link_hashes(run, &sides[l], i, is_set_link(link), link->sort == (inner ? LINK_INNER_WITHIN : LINK_OUTER_WITHIN), &part);
        if (l == 0) {
            for (uint32_t p = 0; p < part.n; p++) vec_push(keys, part.at[p]);
        } else if (part.n == 0) {
            keys->n = 0;
        } else {
            for (uint32_t k = 0; k < keys->n; k++) keys->at[k] = hash_u64(keys->at[k] ^ (part.at[0] * 31));
        }
    }
    vec_free(&part);
}

// TRUTH_TRUE when every link of entry i has a value on this side.
static Truth links_there(const Loop *loop, const Vector *sides, bool inner, uint32_t i) {
    Truth truth = TRUTH_TRUE;
    for (uint32_t l = 0; l < loop->link_count; l++) {
        LinkSort sort = loop->links[l].sort;
        bool list = sort == LINK_EQUAL_SETS ||
                    (inner ? sort == LINK_OUTER_IN || sort == LINK_OUTER_WITHIN : sort == LINK_INNER_IN || sort == LINK_INNER_WITHIN);
        if (vector_state(&sides[l], i) & STATE_UNKNOWN) truth = truth_and(truth, TRUTH_UNKNOWN);
        else if (!list && vector_from(&sides[l], i) >= vector_to(&sides[l], i)) truth = truth_and(truth, TRUTH_ABSENT);
    }
    return truth;
}

// ---- building the index

typedef struct {
    VEC(uint64_t) hash;
    VEC(Row) row;
} Pairs;

static void sort_into_buckets(Run *run, const Pairs *pairs, Index *index) {
    uint32_t size = 16;
    while (size < pairs->hash.n && size < (1u << 30)) size *= 2;
    index->mask = size - 1;
    index->bucket = ARENA_ARRAY(run->keep, uint32_t, (size_t)size + 2);
    index->hash = ARENA_ARRAY(run->keep, uint64_t, pairs->hash.n);
    index->row = ARENA_ARRAY(run->keep, Row, pairs->row.n);
    uint32_t *end = index->bucket + 1;
    for (uint32_t p = 0; p < pairs->hash.n; p++) end[1 + (pairs->hash.at[p] & index->mask)]++;
    for (uint32_t h = 1; h <= size; h++) {
        if (end[h] > index->longest) index->longest = end[h];
        end[h] += end[h - 1];
    }
    for (uint32_t p = 0; p < pairs->hash.n; p++) { // end[h] is the next free place of bucket h, and at last its end: the start of h + 1
        uint32_t at = end[pairs->hash.at[p] & index->mask]++;
        index->hash[at] = pairs->hash.at[p];
        index->row[at] = pairs->row.at[p];
    }
}

static void index_batch(Run *run, const Loop *loop, const Frame *frame, Index *index, Pairs *pairs) {
    Truth *own = ARENA_ARRAY(run->batch, Truth, frame->n);
    memset(own, TRUTH_TRUE, frame->n);
    for (uint32_t c = 0; c < loop->own_count; c++) {
        const Truth *truth = eval_truth(run, loop->own[c], frame);
        for (uint32_t i = 0; i < frame->n; i++) own[i] = truth_and(own[i], truth[i]);
    }
    Vector sides[LOOP_LINKS];
    for (uint32_t l = 0; l < loop->link_count; l++) sides[l] = eval_value(run, loop->links[l].inner, frame);
    Hashes keys = {0};
    for (uint32_t i = 0; i < frame->n; i++) {
        if (own[i] == TRUTH_FALSE) continue;
        index->any_row = true;
        Truth there = links_there(loop, sides, true, i);
        if (there != TRUTH_TRUE) index->open = truth_or(index->open, truth_and(there, own[i]));
        entry_keys(run, loop, sides, true, i, &keys);
        for (uint32_t k = 0; k < keys.n; k++) {
            vec_push(&pairs->hash, keys.at[k]);
            vec_push(&pairs->row, (Row)frame->var.value[i]);
        }
    }
    vec_free(&keys);
}

static const Index *loop_index(Run *run, const Loop *loop) {
    if (run->index[loop->index_slot]) return run->index[loop->index_slot];
    Index *index = ARENA_NEW(run->keep, Index);
    run->index[loop->index_slot] = index;
    for (uint32_t k = 0; k < loop->source->type.kind_count; k++) index->lost |= run->lost[loop->source->type.kinds[k]] != 0;
    OuterBatch outer = batch_begin(run);
    Pairs pairs = {0};
    uint64_t next = 0;
    for (const Frame *frame; (frame = frame_scan(run, loop, &next)) != NULL; run_clear(run)) index_batch(run, loop, frame, index, &pairs);
    sort_into_buckets(run, &pairs, index);
    vec_free(&pairs.hash);
    vec_free(&pairs.row);
    batch_end(run, outer);
    return index;
}

// Below so many rows a key, walking them for every entry costs less than comparing the entries.
#define FEW_ROWS 64u

bool loop_has_many(Run *run, const Loop *loop) {
    return loop->plan == LOOP_INDEX && loop_index(run, loop)->longest > FEW_ROWS;
}

// ---- bindings

const Frame *frame_scan(Run *run, const Loop *loop, uint64_t *next) {
    const Model *m = run->model;
    uint32_t source = (uint32_t)(*next >> 32), at = (uint32_t)*next;
    const Type *type = &loop->source->type;
    Value *rows = NULL;
    uint32_t n = 0;
    for (; source < type->kind_count && n == 0; source++, at = 0) {
        KindId kind = type->kinds[source];
        Row r = m->kind_first[kind] + at, end = m->kind_end[kind];
        if (r < end) rows = ARENA_ARRAY(run->batch, Value, BATCH_ROWS);
        for (; r < end && n < BATCH_ROWS; r++)
            if (!(m->flags[r] & ROW_POISON) && !m->units.at[m->unit[r]].compared) rows[n++] = r;
        if (r < end) {
            *next = (uint64_t)source << 32 | (r - m->kind_first[kind]);
            break;
        }
        *next = (uint64_t)(source + 1) << 32;
    }
    if (n == 0) return NULL;
    Frame *frame = ARENA_NEW(run->batch, Frame);
    bool dense = (Row)rows[n - 1] == (Row)rows[0] + n - 1;
    *frame = (Frame){.outer = run->root,
                     .n = n,
                     .level = loop->level,
                     .binds = true,
                     .dense = dense ? (Row)rows[0] : 0,
                     .var = {.n = n, .value = rows, .only = BASE_RECORD}};
    return frame;
}

static const Frame *frame_of(Run *run, const Loop *loop, const Frame *outer, const uint32_t *index, Vector var) {
    Frame *frame = ARENA_NEW(run->batch, Frame);
    *frame = (Frame){.outer = outer, .index = index, .n = var.n, .level = loop->level, .binds = true, .var = var};
    return frame;
}

// The values of several an entry are bound where they lie.
static const Frame *bind_many(Run *run, const Loop *loop, const Frame *outer, const Vector *v) {
    uint32_t from = v->start[0], n = v->start[v->n] - from;
    uint32_t *index = ARENA_ARRAY(run->batch, uint32_t, n);
    for (uint32_t i = 0; i < v->n; i++)
        for (uint32_t j = v->start[i]; j < v->start[i + 1]; j++) index[j - from] = i;
    Vector var = {.n = n, .value = v->value + from, .only = v->only};
    if (v->base) var.base = v->base + from;
    if (v->place) var.place = v->place + from;
    return frame_of(run, loop, outer, index, var);
}

static const Frame *bind_single(Run *run, const Loop *loop, const Frame *outer, const Vector *v) {
    uint32_t *index = ARENA_ARRAY(run->batch, uint32_t, v->n), n = 0;
    for (uint32_t i = 0; i < v->n; i++)
        if (vector_to(v, i) > i) index[n++] = i;
    Vector var = vector_gather(run->batch, v, index, n);
    var.state = NULL;
    return frame_of(run, loop, outer, index, var);
}

const Frame *frame_expand_path(Run *run, const Loop *loop, const Expr *source, const Frame *frame, Truth *open) {
    Vector v = eval_value(run, source, frame);
    for (uint32_t i = 0; open && v.state && i < frame->n; i++)
        if (v.state[i] & STATE_UNKNOWN) open[i] = TRUTH_UNKNOWN;
    return v.start ? bind_many(run, loop, frame, &v) : bind_single(run, loop, frame, &v);
}

// Records that an index led to, and the entries that they go with.
typedef struct {
    VEC(uint32_t) outer;
    VEC(Value) row;
} Matches;

static void probe(Run *run, const Loop *loop, const Index *index, const Vector *sides, uint32_t i, Hashes *keys, Matches *matches) {
    entry_keys(run, loop, sides, false, i, keys);
    uint32_t from = matches->row.n;
    for (uint32_t k = 0; k < keys->n; k++) {
        uint32_t h = (uint32_t)(keys->at[k] & index->mask);
        for (uint32_t p = index->bucket[h]; p < index->bucket[h + 1]; p++) {
            if (index->hash[p] != keys->at[k]) continue;
            bool repeated = false;
            if (keys->n > 1)
                for (uint32_t q = from; q < matches->row.n && !repeated; q++) repeated = matches->row.at[q] == index->row[p];
            if (repeated) continue;
            vec_push(&matches->outer, i);
            vec_push(&matches->row, index->row[p]);
        }
    }
}

static void expand_index(Run *run, const Loop *loop, const Frame *frame, Truth *open, Matches *matches) {
    const Index *index = loop_index(run, loop);
    Vector sides[LOOP_LINKS];
    for (uint32_t l = 0; l < loop->link_count; l++) sides[l] = eval_value(run, loop->links[l].outer, frame);
    Hashes keys = {0};
    for (uint32_t i = 0; i < frame->n; i++) {
        probe(run, loop, index, sides, i, &keys, matches);
        if (open == NULL) continue;
        open[i] = index->lost ? TRUTH_UNKNOWN : index->open;
        Truth there = links_there(loop, sides, false, i);
        if (there != TRUTH_TRUE && index->any_row) open[i] = truth_or(open[i], there);
    }
    vec_free(&keys);
}

const Frame *frame_expand(Run *run, const Loop *loop, const Frame *frame, Truth *open) {
    if (loop->plan != LOOP_INDEX) return frame_expand_path(run, loop, loop->source, frame, open);
    Matches matches = {0};
    expand_index(run, loop, frame, open, &matches);
    uint32_t n = matches.row.n, *index = ARENA_ARRAY(run->batch, uint32_t, n);
    Value *row = ARENA_ARRAY(run->batch, Value, n);
    if (n) memcpy(index, matches.outer.at, n * sizeof *index);
    if (n) memcpy(row, matches.row.at, n * sizeof *row);
    vec_free(&matches.outer);
    vec_free(&matches.row);
    return frame_of(run, loop, frame, index, (Vector){.n = n, .value = row, .only = BASE_RECORD});
}
