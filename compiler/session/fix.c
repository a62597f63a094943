// Fixes: choosing them, applying them, and looking whether they helped.
#include "session/fix.h"

#include <stdlib.h>

#include "base/memory.h"

// ---- Choosing ----------------------------------------------------------------------------------------------------------------------------

static bool is_safe(const Session *s, const Diagnostic *d) {
    bool safe = d->fixes != NULL && d->by.len == 0;
    for (const DiagFix *fix = d->fixes; safe && fix != NULL; fix = fix->next) {
        safe = fix->safe && fix->at.start != 0 && sources_file(s->sources, sources_find(s->sources, fix->at.start))->origin == SOURCE_PROJECT;
    }
    return safe;
}

// Keeps the edits of owners that lost none; [order of the edit] is its owner, the index of its diagnostic.
static void drop_parts(Edits *edits, const uint32_t *owner, uint32_t *left) {
    for (uint32_t i = 0; i < edits->n; i++) left[owner[edits->at[i].order]]--;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < edits->n; i++) {
        if (left[owner[edits->at[i].order]] == 0) edits->at[kept++] = edits->at[i];
    }
    edits->n = kept;
}

void fixes_collect(const Session *s, Arena *arena, Fixes *fixes) {
    VEC(uint32_t) owner = {0};
    uint32_t *left = mem_zeroed((size_t)s->diagnostic_count + 1, sizeof *left); // edits of each that have no place yet
    *fixes = (Fixes){0};
    for (uint32_t d = 0; d < s->diagnostic_count; d++) {
        if (!is_safe(s, s->diagnostics[d])) continue;
        for (const DiagFix *fix = s->diagnostics[d]->fixes; fix != NULL; fix = fix->next) {
            edits_add(&fixes->edits, s->sources, fix->at, fix->text, arena);
            vec_push(&owner, d);
            left[d]++;
        }
    }
    edits_settle(&fixes->edits);
    drop_parts(&fixes->edits, owner.at, left);
    for (uint32_t i = 0, last = UINT32_MAX; i < owner.n; i++) {
        if (owner.at[i] != last && left[owner.at[i]] == 0) vec_push(&fixes->mended, s->diagnostics[owner.at[i]]);
        last = owner.at[i];
    }
    vec_free(&owner);
    mem_free(left);
}

void fixes_free(Fixes *fixes) {
    vec_free(&fixes->edits);
    vec_free(&fixes->mended);
}

// ---- Applying ----------------------------------------------------------------------------------------------------------------------------

static void copy_file(const ProjectFile *file, Str text, ProjectFiles *to) {
    ProjectFile copy = {.path = arena_str(to->arena, file->path), .len = text.len, .device = file->device, .inode = file->inode};
    copy.text = mem_alloc((size_t)text.len + SOURCE_PADDING);
    if (text.len > 0) memcpy(copy.text, text.at, text.len);
    vec_push(&to->files, copy);
}

void fixes_apply(const Fixes *fixes, const Session *s, const ProjectFiles *project, ProjectFiles *fixed) {
    Changes changes = {0};
    *fixed = (ProjectFiles){.arena = arena_new(), .has_project = project->has_project};
    fixed->root = arena_str(fixed->arena, project->root);
    fixed->folder = arena_str(fixed->arena, project->folder);
    edits_apply(&fixes->edits, s->sources, fixed->arena, &changes);
    for (uint32_t i = 0, c = 0; i < project->files.n; i++) { // both in the order of paths
        bool changed = c < changes.n && str_eq(changes.at[c].path, project->files.at[i].path);
        copy_file(&project->files.at[i], changed ? changes.at[c].after : sources_file(s->sources, i)->text, fixed);
        c += changed;
    }
    vec_free(&changes);
}

// ---- Did it help? ------------------------------------------------------------------------------------------------------------------------

static int by_fingerprint(const void *left, const void *right) {
    const Diagnostic *a = *(const Diagnostic *const *)left, *b = *(const Diagnostic *const *)right;
    if (a->fingerprint != b->fingerprint) return a->fingerprint < b->fingerprint ? -1 : 1;
    return str_cmp(a->name, b->name);
}

static const Diagnostic **sorted(const Diagnostic *const *list, uint32_t count) {
    const Diagnostic **copy = mem_zeroed((size_t)count + 1, sizeof *copy);
    for (uint32_t i = 0; i < count; i++) copy[i] = list[i];
    if (count > 0) qsort(copy, count, sizeof *copy, by_fingerprint);
    return copy;
}

// How many of the sorted list are like `d`; *at moves on to them.
static uint32_t count_like(const Diagnostic **list, uint32_t count, uint32_t *at, const Diagnostic *d) {
    while (*at < count && by_fingerprint(&list[*at], &d) < 0) ++*at;
    uint32_t end = *at;
    while (end < count && by_fingerprint(&list[end], &d) == 0) end++;
    return end - *at;
}

// Several may be alike, as two commas that are missing: there must be as many fewer as were mended.
const Diagnostic *fixes_failed(const Fixes *fixes, const Session *before, const Session *after) {
    const Diagnostic **old = sorted((const Diagnostic *const *)before->diagnostics, before->diagnostic_count);
    const Diagnostic **now = sorted((const Diagnostic *const *)after->diagnostics, after->diagnostic_count);
    const Diagnostic **mended = sorted(fixes->mended.at, fixes->mended.n), *failed = NULL;
    uint32_t at = 0, old_at = 0, now_at = 0;
    while (failed == NULL && at < fixes->mended.n) {
        const Diagnostic *d = mended[at];
        uint32_t count = count_like(mended, fixes->mended.n, &at, d);
        uint32_t then = count_like(old, before->diagnostic_count, &old_at, d), still = count_like(now, after->diagnostic_count, &now_at, d);
        if (still + count > then) failed = d;
        at += count;
    }
    mem_free(old);
    mem_free(now);
    mem_free(mended);
    return failed;
}
