// Parsing all files: each for itself, so several at once.
#include "syntax/parse.h"

#include <stdatomic.h>

#include "session/stages.h"
#include "session/trees.h"

// Below this many bytes a second thread costs more than it saves.
#define WORTH_A_THREAD (UINT32_C(256) << 10)

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

static uint32_t thread_count(const Session *s, const Work *work) {
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < work->count; i++) bytes += work->ready[i] != NULL ? 0 : sources_file(work->sources, work->first + i)->text.len;
    return threads_for(s->threads, bytes, WORTH_A_THREAD, work->count);
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
    threads_run(thread_count(s, &work), work_on, &work);
    for (uint32_t i = 0; i < work.count; i++) {
        vec_push(&s->trees, work.trees[i]);
        diagnostics_move(s->sink, work.sinks[i]);
        diagnostics_free(work.sinks[i]);
    }
}
