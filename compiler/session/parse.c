// Parsing all files: each for itself, so several at once.
#include "syntax/parse.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "session/stages.h"
#include "session/trees.h"

// Below this many bytes a second thread costs more than it saves.
#define WORTH_A_THREAD (UINT32_C(256) << 10)
#define MOST_THREADS 16

// The work of all threads: files first .. first + count. Each takes the next one that nobody has taken.
typedef struct {
    const Sources *sources;
    FileId first;
    uint32_t count;
    const ReadyTree *const *ready; // of each; all NULL for files of the project
    Tree **trees;
    Diagnostics **sinks;
    atomic_uint next;
} Work;

static void *work_on(void *context) {
    Work *work = context;
    ParseScratch *scratch = parse_scratch_new();
    for (uint32_t i; (i = atomic_fetch_add(&work->next, 1)) < work->count;) {
        const ReadyTree *ready = work->ready[i];
        if (ready != NULL) ready_tree_take(ready, sources_file(work->sources, work->first + i)->base, work->trees[i]);
        else parse_file(work->sources, work->first + i, scratch, work->trees[i], work->sinks[i]);
    }
    parse_scratch_free(scratch);
    return NULL;
}

static uint32_t thread_count(const Work *work) {
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < work->count; i++) bytes += work->ready[i] != NULL ? 0 : sources_file(work->sources, work->first + i)->text.len;
    uint64_t wanted = bytes / WORTH_A_THREAD + 1;
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (cores > 0 && wanted > (uint64_t)cores) wanted = (uint64_t)cores;
    if (wanted > work->count) wanted = work->count;
    return wanted > MOST_THREADS ? MOST_THREADS : (uint32_t)wanted;
}

// This thread works too; one that cannot be started is done without.
static void work_together(Work *work) {
    pthread_t threads[MOST_THREADS];
    uint32_t wanted = thread_count(work), started = 0;
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work_on, work) == 0) started++;
    work_on(work);
    for (uint32_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

void parse_new_files(Session *s) {
    Work work = {.sources = s->sources, .first = s->trees.n, .count = sources_count(s->sources) - s->trees.n};
    if (work.count == 0) return;
    const ReadyTree **ready = ARENA_ARRAY(s->arena, const ReadyTree *, work.count);
    for (uint32_t i = 0; i < work.count; i++) {
        uint32_t file = work.first + i;
        if (file >= s->project_files && file - s->project_files < s->ready.n) ready[i] = s->ready.at[file - s->project_files];
    }
    work.ready = ready;
    work.trees = ARENA_ARRAY(s->arena, Tree *, work.count);
    work.sinks = ARENA_ARRAY(s->arena, Diagnostics *, work.count);
    for (uint32_t i = 0; i < work.count; i++) {
        work.trees[i] = ARENA_NEW(s->arena, Tree);
        tree_init(work.trees[i], work.first + i);
        work.sinks[i] = diagnostics_new();
    }
    work_together(&work);
    for (uint32_t i = 0; i < work.count; i++) {
        vec_push(&s->trees, work.trees[i]);
        diagnostics_move(s->sink, work.sinks[i]);
        diagnostics_free(work.sinks[i]);
    }
}
