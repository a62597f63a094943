// Comparing two snapshots: which records are the same, and which of their fields are not.
#include "query/differences.h"

#include <stdlib.h>

#include "base/hash.h"

// ---- which records are the same

typedef struct {
    Snapshot *side[2];  // before, after
    uint64_t *key[2];   // [record]: two records of one name in the same record have the same; 0: it was not given yet
    uint32_t *other[2]; // [record]: 1 + index of its partner on the other side
    uint32_t *order[2]; // records by depth
    uint32_t *level[2]; // [depth]: where those of the depth begin in `order`
    uint32_t depths;
} Pairing;

static void sort_by_depth(Pairing *p, uint32_t side) {
    Snapshot *s = p->side[side];
    uint32_t *level = p->level[side];
    for (uint32_t i = 0; i < s->record_count; i++) level[snap_depth(s, i) + 1]++;
    for (uint32_t d = 0; d < p->depths; d++) level[d + 1] += level[d];
    uint32_t *next = mem_zeroed((size_t)p->depths + 1, sizeof *next);
    memcpy(next, level, (p->depths + 1) * sizeof *next);
    for (uint32_t i = 0; i < s->record_count; i++) p->order[side][next[snap_depth(s, i)]++] = i;
    mem_free(next);
}

static uint32_t deepest(const Snapshot *s) {
    uint32_t most = 0;
    for (uint32_t i = 0; i < s->record_count; i++) {
        uint32_t depth = snap_depth(s, i);
        if (depth > most) most = depth;
    }
    return most;
}

static uint64_t hash_str(uint64_t start, Str text) {
    return hash_bytes(start, text.at, text.len);
}

// A record with a name is known by it in the record at top level; one without, by the word in front of it in its parent. A partner has the same key, so
// that what stands in a pair can be a pair.
static uint64_t key_of(const Pairing *p, uint32_t side, uint32_t index, Arena *scratch) {
    const SnapRecord *r = &p->side[side]->records[index];
    const SnapNames names = snap_names(p->side[side], r);
    uint64_t key = hash_str(hash_str(r->named ? 3 : 4, names.kind), r->named ? names.name : names.step);
    uint32_t around = r->named && r->top != index + 1 ? r->top : r->parent;
    if (around != 0) return hash_u64(key ^ p->key[side][around - 1]);
    return r->own ? hash_u64(key) : hash_str(key, snap_path(p->side[side], r, scratch));
}

// Records of one depth on the side before, found by their hash; each is taken once, the first of equal ones first.
typedef struct {
    uint32_t *head, *next; // 1 + index into `order`
    uint64_t *hash;
    uint32_t mask, from;
} Table;

static Table table_new(uint32_t count, uint32_t from) {
    uint32_t size = 16;
    while (size < count && size < (UINT32_C(1) << 31)) size *= 2;
    return (Table){mem_zeroed(size, sizeof(uint32_t)), mem_zeroed((size_t)count + 1, sizeof(uint32_t)),
                   mem_zeroed((size_t)count + 1, sizeof(uint64_t)), size - 1, from};
}

static void table_free(Table *t) {
    mem_free(t->head);
    mem_free(t->next);
    mem_free(t->hash);
}

static void table_put(Table *t, uint32_t at, uint64_t hash) { // the last first
    uint32_t slot = hash & t->mask, entry = at - t->from;
    t->hash[entry] = hash;
    t->next[entry] = t->head[slot];
    t->head[slot] = entry + 1;
}

// The first of that hash, plus one, taken out; 0: there is none.
static uint32_t table_take(Table *t, uint64_t hash) {
    for (uint32_t *link = &t->head[hash & t->mask]; *link != 0; link = &t->next[*link - 1]) {
        uint32_t entry = *link;
        if (t->hash[entry - 1] != hash) continue;
        *link = t->next[entry - 1];
        return t->from + entry;
    }
    return 0;
}

static bool is_same(const Pairing *p, uint32_t before, uint32_t after) {
    SnapNames a = snap_names(p->side[0], &p->side[0]->records[before]), b = snap_names(p->side[1], &p->side[1]->records[after]);
    return str_eq(a.kind, b.kind) && str_eq(a.name, b.name) && str_eq(a.step, b.step);
}

// Pairs the records of one depth that have no partner yet: `exact` those without a name that say the same, else all by their keys alone.
static void pair_level(Pairing *p, uint32_t depth, bool exact) {
    uint32_t from = p->level[0][depth], to = p->level[0][depth + 1];
    Table table = table_new(to - from, from);
    for (uint32_t at = to; at-- > from;) {
        uint32_t index = p->order[0][at];
        const SnapRecord *r = &p->side[0]->records[index];
        if (p->other[0][index] == 0 && !(exact && r->named)) table_put(&table, at, p->key[0][index] ^ (exact ? r->deep : 0));
    }
    for (uint32_t at = p->level[1][depth]; at < p->level[1][depth + 1]; at++) {
        uint32_t index = p->order[1][at];
        const SnapRecord *r = &p->side[1]->records[index];
        if (p->other[1][index] != 0 || (exact && r->named)) continue;
        uint32_t found = table_take(&table, p->key[1][index] ^ (exact ? r->deep : 0));
        if (found == 0 || !is_same(p, p->order[0][found - 1], index)) continue;
        p->other[0][p->order[0][found - 1]] = index + 1;
        p->other[1][index] = p->order[0][found - 1] + 1;
    }
    table_free(&table);
}

// What stands in records without a name is told apart by the pair that they make.
static void tell_apart(Pairing *p, uint32_t depth) {
    for (uint32_t at = p->level[0][depth]; at < p->level[0][depth + 1]; at++) {
        uint32_t before = p->order[0][at], after = p->other[0][before];
        if (p->side[0]->records[before].named) continue;
        p->key[0][before] = hash_u64(p->key[0][before] + before + 1);
        if (after != 0) p->key[1][after - 1] = p->key[0][before];
    }
}

static Pairing pair_records(Snapshot *before, Snapshot *after, Arena *arena) {
    Pairing p = {.side = {before, after}};
    uint32_t deep = deepest(before), deep_after = deepest(after);
    p.depths = (deep > deep_after ? deep : deep_after) + 1;
    for (uint32_t side = 0; side < 2; side++) {
        uint32_t n = p.side[side]->record_count;
        p.key[side] = ARENA_ARRAY(arena, uint64_t, n);
        p.other[side] = ARENA_ARRAY(arena, uint32_t, n);
        p.order[side] = ARENA_ARRAY(arena, uint32_t, n);
        p.level[side] = ARENA_ARRAY(arena, uint32_t, (size_t)p.depths + 1);
        sort_by_depth(&p, side);
    }
    for (uint32_t d = 0; d < p.depths; d++) {
        for (uint32_t side = 0; side < 2; side++)
            for (uint32_t at = p.level[side][d]; at < p.level[side][d + 1]; at++)
                p.key[side][p.order[side][at]] = key_of(&p, side, p.order[side][at], arena);
        pair_level(&p, d, true);
        pair_level(&p, d, false);
        tell_apart(&p, d);
    }
    return p;
}

// ---- fields

static bool same_values(const SnapField *a, const SnapField *b) {
    if (a->count != b->count || a->open != b->open) return false;
    for (uint32_t v = 0; v < a->count; v++)
        if (!str_eq(a->values[v].text, b->values[v].text)) return false;
    return true;
}

static int movement(const SnapField *a, const SnapField *b) {
    if (a == NULL || b == NULL || a->count != 1 || b->count != 1 || !a->values[0].ranked || !b->values[0].ranked) return 0;
    Decimal x = a->values[0].rank, y = b->values[0].rank;
    return (y > x) - (y < x);
}

static const SnapField *field_named(const SnapField *fields, uint32_t count, Str name) {
    for (uint32_t f = 0; f < count; f++)
        if (str_eq(fields[f].name, name)) return &fields[f];
    return NULL;
}

typedef struct {
    Differences *d;
    Arena *arena;
    const SnapRecord *record, *top;
    DiffSort sort;
} Adding;

static void add_field(const Adding *to, const SnapField *before, const SnapField *after) {
    const SnapField *any = after ? after : before;
    vec_push(&to->d->rows, (Difference){to->sort, to->record, to->top, any->name, before, after, movement(before, after), any->reckoned});
}

static void add_changed_fields(const Adding *to, const SnapField *before, uint32_t before_count, const SnapField *after, uint32_t after_count) {
    for (uint32_t f = 0; f < after_count; f++) {
        const SnapField *was = field_named(before, before_count, after[f].name);
        if (was == NULL || !same_values(was, &after[f])) add_field(to, was, &after[f]);
    }
    for (uint32_t f = 0; f < before_count; f++)
        if (field_named(after, after_count, before[f].name) == NULL) add_field(to, &before[f], NULL);
}

static Adding adding(Differences *d, const Snapshot *s, uint32_t index, DiffSort sort, Arena *arena) {
    SnapRecord *record = &s->records[index], *top = record->top ? &s->records[record->top - 1] : record;
    snap_told(s, record);
    snap_told(s, top);
    Adding to = {d, arena, record, top, sort};
    if (sort != DIFF_CHANGED) vec_push(&d->rows, (Difference){.sort = sort, .record = record, .top = to.top, .field = {"", 0}});
    return to;
}

static void compare_records(const Pairing *p, Arena *arena, Differences *d) {
    const Snapshot *before = p->side[0], *after = p->side[1];
    uint32_t count, was;
    for (uint32_t i = 0; i < before->record_count; i++) {
        d->records_before += before->records[i].own;
        if (p->other[0][i] != 0 || !before->records[i].own) continue;
        Adding to = adding(d, before, i, DIFF_REMOVED, arena);
        const SnapField *fields = snap_fields(before, i, arena, &count);
        for (uint32_t f = 0; f < count; f++) add_field(&to, &fields[f], NULL);
    }
    for (uint32_t i = 0; i < after->record_count; i++) {
        uint32_t partner = p->other[1][i];
        d->records_after += after->records[i].own;
        if (partner != 0 && before->records[partner - 1].digest == after->records[i].digest) continue;
        if (partner == 0 && !after->records[i].own) continue;
        Adding to = adding(d, after, i, partner ? DIFF_CHANGED : DIFF_ADDED, arena);
        const SnapField *fields = snap_fields(after, i, arena, &count);
        const SnapField *earlier = partner ? snap_fields(before, partner - 1, arena, &was) : (was = 0, NULL);
        add_changed_fields(&to, earlier, was, fields, count);
    }
}

// By record at top level and record; what is of one record keeps its order.
static int row_order(const void *a, const void *b) {
    const Difference *x = *(const Difference *const *)a, *y = *(const Difference *const *)b;
    int cmp = str_natural_cmp(x->top->names->path, y->top->names->path);
    if (cmp == 0) cmp = str_natural_cmp(x->record->names->path, y->record->names->path);
    if (cmp == 0) cmp = (x->sort > y->sort) - (x->sort < y->sort);
    return cmp ? cmp : (x > y) - (x < y);
}

static void sort_rows(Differences *d) {
    uint32_t n = d->rows.n;
    const Difference **order = mem_zeroed((size_t)n + 1, sizeof *order);
    for (uint32_t i = 0; i < n; i++) order[i] = &d->rows.at[i];
    if (n > 0) qsort(order, n, sizeof *order, row_order);
    Difference *sorted = mem_zeroed((size_t)n + 1, sizeof *sorted);
    for (uint32_t i = 0; i < n; i++) sorted[i] = *order[i];
    if (n > 0) memcpy(d->rows.at, sorted, n * sizeof *sorted);
    mem_free(sorted);
    mem_free(order);
}

// ---- findings

static int finding_order(const void *a, const void *b) {
    const FindingChange *x = a, *y = b;
    if (x->sort != y->sort) return x->sort < y->sort ? -1 : 1;
    if (x->finding->level != y->finding->level) return x->finding->level > y->finding->level ? -1 : 1;
    int cmp = str_cmp(x->finding->rule, y->finding->rule);
    if (cmp == 0) cmp = str_natural_cmp(x->finding->record, y->finding->record);
    if (cmp == 0) cmp = str_natural_cmp(x->finding->message, y->finding->message);
    return cmp ? cmp : (x->finding->fingerprint > y->finding->fingerprint) - (x->finding->fingerprint < y->finding->fingerprint);
}

void differences_sort_findings(Differences *d) {
    if (d->findings.n > 0) qsort(d->findings.at, d->findings.n, sizeof *d->findings.at, finding_order);
}

// What was found and is not told now: a waiver covers it, or a mistake or a todo elsewhere hides whether it is still so.
static FoundSort sort_of_gone(const SnapFinding *was, const SnapFinding *is, const Fingerprints *undecided) {
    if (is != NULL) return FOUND_WAIVED;
    return was->is_rule && fingerprints_have(undecided, finding_fingerprint(was->rule, &was->record, 1)) ? FOUND_UNDECIDED : FOUND_GONE;
}

// Both are sorted by fingerprint.
static void compare_findings(const Snapshot *before, const Snapshot *after, Arena *arena, Differences *d) {
    const Fingerprints undecided = after->program != NULL ? program_undecided(after->program, arena) : (Fingerprints){0};
    uint32_t i = 0, k = 0;
    while (i < before->finding_count || k < after->finding_count) {
        const SnapFinding *was = i < before->finding_count ? &before->findings[i] : NULL, *is = k < after->finding_count ? &after->findings[k] : NULL;
        if (was && is && was->fingerprint != is->fingerprint) {
            if (was->fingerprint < is->fingerprint) is = NULL;
            else was = NULL;
        }
        i += was != NULL;
        k += is != NULL;
        bool before_shown = was && !was->waived, after_shown = is && !is->waived;
        if (after_shown && !before_shown) vec_push(&d->findings, (FindingChange){is, FOUND_NEW});
        if (before_shown && !after_shown) vec_push(&d->findings, (FindingChange){was, sort_of_gone(was, is, &undecided)});
    }
    differences_sort_findings(d);
}

void differences_find(Snapshot *before, Snapshot *after, Arena *arena, Differences *d) {
    *d = (Differences){0};
    if (before->program == NULL || after->program == NULL) {
        snapshot_digest_texts(before);
        snapshot_digest_texts(after);
    }
    Pairing p = pair_records(before, after, arena);
    compare_records(&p, arena, d);
    sort_rows(d);
    compare_findings(before, after, arena, d);
}

void differences_free(Differences *d) {
    vec_free(&d->rows);
    vec_free(&d->findings);
}
