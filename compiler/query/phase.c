// Running the rules of a phase, on as many threads as are worth it. What comes out is in the order of the rules, whoever ran them.
#include <stdatomic.h>

#include "query/compile.h"

// Below this many records a second thread costs more than it saves.
#define WORTH_A_THREAD 4096u

// What one rule came to.
typedef struct {
    Findings findings;
    Undecided undecided;
} Outcome;

// The work of all threads: each takes the next rule that nobody has taken. Nothing is shared but what is read only, and columns (see Reckoning).
typedef struct {
    Program *program;
    const RuleForce *forces;
    const uint32_t *rules; // to run: indexes into Program.rules
    uint32_t count;
    Outcome *outcomes;              // of each
    Arena *arenas[THREADS_MOST];    // of each thread: what findings are made of
    atomic_uint next_rule, threads; // the next to be taken; threads that have begun
} Phase;

static void *work_on(void *context) {
    Phase *phase = context;
    Program *p = phase->program;
    Arena *arena = phase->arenas[atomic_fetch_add(&phase->threads, 1)] = arena_new();
    Run *run = run_new(&p->reckoning, p->typed.index_count, NULL);
    for (uint32_t i; (i = atomic_fetch_add(&phase->next_rule, 1)) < phase->count;) {
        uint32_t rule = phase->rules[i];
        Outcome *outcome = &phase->outcomes[i];
        rule_run(run, &p->rules.at[rule], rule, &phase->forces[rule], arena, &outcome->findings, &outcome->undecided);
    }
    run_free(run);
    return NULL;
}

static uint32_t rules_of_phase(const Program *p, const RuleForce *forces, PhaseSort sort, uint32_t *rules, RuleStats *stats) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < p->rules.n; r++) {
        const Rule *rule = &p->rules.at[r];
        if (rule->phase != sort || !forces[r].runs) continue;
        stats->rules_run++;
        if (!rule->idle) rules[count++] = r;
    }
    return count;
}

static void gather(Phase *phase, RuleStats *stats) {
    Program *p = phase->program;
    for (uint32_t i = 0; i < phase->count; i++) {
        Outcome *outcome = &phase->outcomes[i];
        for (uint32_t f = 0; f < outcome->findings.n; f++) vec_push(&p->findings, outcome->findings.at[f]);
        vec_free(&outcome->findings);
        stats->undecided += outcome->undecided.records.n;
        p->open[phase->rules[i]] = outcome->undecided;
    }
    for (uint32_t t = 0; t < THREADS_MOST; t++)
        if (phase->arenas[t] != NULL) arena_take(p->arena, phase->arenas[t]);
}

void phase_run(Program *p, const RuleForce *forces, PhaseSort sort, Threads threads, RuleStats *stats) {
    uint32_t *rules = ARENA_ARRAY(p->arena, uint32_t, p->rules.n);
    Phase phase = {.program = p, .forces = forces, .rules = rules};
    phase.count = rules_of_phase(p, forces, sort, rules, stats);
    if (phase.count == 0) return;
    phase.outcomes = ARENA_ARRAY(p->arena, Outcome, phase.count);
    threads_run(threads_for(threads, p->model->row_count, WORTH_A_THREAD, phase.count), work_on, &phase);
    gather(&phase, stats);
}
