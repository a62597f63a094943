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
    const Tree *const *same;       // of each: that of the same text in the earlier state; NULL: there is none
    Tree **trees;
    Diagnostics **sinks;
    atomic_uint next;
} Work;

static void *work_on(void *context) {
    Work *work = context;
    ParseScratch *scratch = parse_scratch_new();
    for (uint32_t i; (i = atomic_fetch_add(&work->next, 1)) < work->count;) {
        const ReadyTree *ready = work->ready[i];
        const Tree *same = work->same[i];
        SrcPos base = sources_file(work->sources, work->first + i)->base;
        if (ready != NULL) ready_tree_take(ready, base, work->trees[i]);
        else if (same != NULL) tree_share(same, base, work->trees[i]);
        else parse_file(work->sources, work->first + i, scratch, work->trees[i], work->sinks[i]);
    }
    parse_scratch_free(scratch);
    return NULL;
}

// The tree of the file in the earlier state whose text this one is lent, if it is sound. Files of a project are sorted by their paths.
static const Tree *same_text(const Session *then, const SourceFile *file) {
    uint32_t low = 0, high = then->project_files;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (str_cmp(sources_file(then->sources, middle)->path, file->path) < 0) low = middle + 1;
        else high = middle;
    }
    const SourceFile *other = low < then->project_files ? sources_file(then->sources, low) : NULL;
    bool same = other != NULL && str_eq(other->path, file->path) && other->text.at == file->text.at;
    return same && then->trees.at[low]->sound ? then->trees.at[low] : NULL;
}

static void find_same(const Session *s, const Session *then, Work *work) {
    const Tree **same = ARENA_ARRAY(s->arena, const Tree *, work->count);
    work->same = same;
    for (uint32_t i = 0; then != NULL && i < work->count && work->first + i < s->project_files; i++)
        same[i] = same_text(then, sources_file(s->sources, work->first + i));
}

static uint32_t thread_count(const Session *s, const Work *work) {
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < work->count; i++)
        bytes += work->ready[i] != NULL || work->same[i] != NULL ? 0 : sources_file(work->sources, work->first + i)->text.len;
    return threads_for(s->threads, bytes, WORTH_A_THREAD, work->count);
}

void parse_new_files(Session *s, const Session *then) {
    Work work = {.sources = s->sources, .first = s->trees.n, .count = sources_count(s->sources) - s->trees.n};
    if (work.count == 0) return;
    const ReadyTree **ready = ARENA_ARRAY(s->arena, const ReadyTree *, work.count);
    for (uint32_t i = 0; i < work.count; i++) {
        uint32_t file = work.first + i;
        if (file >= s->project_files && file - s->project_files < s->ready.n) ready[i] = s->ready.at[file - s->project_files];
    }
    work.ready = ready;
    find_same(s, then, &work);
    work.trees = ARENA_ARRAY(s->arena, Tree *, work.count);
    work.sinks = ARENA_ARRAY(s->arena, Diagnostics *, work.count);
    for (uint32_t i = 0; i < work.count; i++) {
        work.trees[i] = ARENA_NEW(s->arena, Tree);
        tree_init(work.trees[i], work.first + i);
        work.sinks[i] = diagnostics_new();
    }
    threads_run(thread_count(s, &work), work_on, &work);
    for (uint32_t i = 0; i < work.count; i++) {
        Tree *tree = work.trees[i];
        tree->sound = diagnostics_count(work.sinks[i]) == 0 && !tree->damaged && tree->lost.n == 0;
        vec_push(&s->trees, tree);
        diagnostics_move(s->sink, work.sinks[i]);
        diagnostics_free(work.sinks[i]);
    }
}
