// Giving way: a general rule is silent where a specific one spoke for the same record or requirement. A filter after rules have run.
#include "base/hash.h"
#include "query/compile.h"

// A set of (rule, record): which rules spoke for which records, themselves or by what they enforce.
typedef struct {
    uint64_t *slots;
    uint64_t mask;
} Spoken;

static uint64_t spoken_key(uint32_t rule, Row row) {
    return ((uint64_t)(rule + 1) << 32) | row;
}

static bool spoken_has(const Spoken *s, uint64_t key) {
    for (uint64_t h = hash_u64(key) & s->mask;; h = (h + 1) & s->mask) {
        if (s->slots[h] == key) return true;
        if (s->slots[h] == 0) return false;
    }
}

static void spoken_add(Spoken *s, uint64_t key) {
    uint64_t h = hash_u64(key) & s->mask;
    while (s->slots[h] != 0 && s->slots[h] != key) h = (h + 1) & s->mask;
    s->slots[h] = key;
}

#define ANY_RULE (UINT32_MAX - 1) // stands for all rules that do not themselves yield to any

static void speak(const Program *p, Spoken *s, const Finding *f, Row row) {
    spoken_add(s, spoken_key(f->rule, row));
    if (!p->rules.at[f->rule].yields_to_any) spoken_add(s, spoken_key(ANY_RULE, row));
}

static Spoken spoken_build(const Program *p) {
    uint64_t size = 64, entries = 0;
    for (uint32_t f = 0; f < p->findings.n; f++)
        entries += p->findings.at[f].bound_count + p->rules.at[p->findings.at[f].rule].clauses.enforces_count;
    while (size < entries * 4) size *= 2;
    Spoken s = {.slots = mem_alloc(size * sizeof(uint64_t)), .mask = size - 1};
    memset(s.slots, 0, size * sizeof(uint64_t));
    for (uint32_t f = 0; f < p->findings.n; f++) {
        const Finding *one = &p->findings.at[f];
        const Clauses *clauses = &p->rules.at[one->rule].clauses;
        for (uint32_t b = 0; b < one->bound_count; b++) speak(p, &s, one, one->bound[b]);
        for (uint32_t e = 0; e < clauses->enforces_count; e++) speak(p, &s, one, clauses->enforces[e]);
    }
    return s;
}

static uint32_t rule_called(const Program *p, NameId name) {
    for (uint32_t r = 0; r < p->rules.n; r++)
        if (p->rules.at[r].name == name) return r;
    return UINT32_MAX;
}

static bool gives_way(const Program *p, const Spoken *s, const Finding *f) {
    const Rule *rule = &p->rules.at[f->rule];
    for (uint32_t b = 0; b < f->bound_count; b++) {
        if (rule->yields_to_any && spoken_has(s, spoken_key(ANY_RULE, f->bound[b]))) return true;
        for (uint32_t y = 0; y < rule->yield_count; y++)
            if (spoken_has(s, spoken_key(rule_called(p, rule->yields[y]), f->bound[b]))) return true;
    }
    return false;
}

void findings_give_way(Program *p, uint32_t from) {
    Spoken s = spoken_build(p);
    for (uint32_t f = from; f < p->findings.n; f++) p->findings.at[f].silent = gives_way(p, &s, &p->findings.at[f]);
    mem_free(s.slots);
}
