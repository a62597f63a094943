// Fixing the project that was read.
#include "cli/fix.h"

#include <unistd.h>

#include "render/diagnostics/shown.h"
#include "render/source/patch.h"
#include "session/fix.h"
#include "session/rewrite.h"

// Each round mends something that the one before could not; a project that needs more than these is mended in several runs.
#define MOST_ROUNDS 20

// A project on its way: what it has become, and what the compiler says of that. Before the first round that is the run's own.
typedef struct {
    Run *run;
    Arena *arena;
    ProjectFiles files;
    Session session;
    bool moved; // files and session are its own
    uint32_t mended;
    Out trouble;
} Fixing;

static Session *session_of(Fixing *f) {
    return f->moved ? &f->session : &f->run->session;
}

static void let_go(Fixing *f) {
    if (!f->moved) return;
    session_free(&f->session);
    files_free(&f->files);
}

static bool tell_defect(Fixing *f, const Diagnostic *d) {
    Sources *sources = session_of(f)->sources;
    out_cstr(&f->trouble, "nothing was written: the fix of `");
    shown_text(&f->trouble, d->name);
    out_cstr(&f->trouble, "` does not mend it, which is a defect of ismsc or of the rule");
    if (d->at.start == 0) return false;
    LineColumn at = sources_line_column(sources, d->at.start);
    out_cstr(&f->trouble, ": ");
    shown_path(&f->trouble, sources_file(sources, sources_find(sources, d->at.start))->path);
    out_printf(&f->trouble, ":%u:%u", at.line, at.column);
    return false;
}

// One round. *again: something was mended.
static bool mend(Fixing *f, bool *again) {
    Fixes fixes;
    Session next;
    ProjectFiles files;
    fixes_collect(session_of(f), f->arena, &fixes);
    *again = fixes.mended.n > 0;
    bool well = true;
    if (*again) {
        fixes_apply(&fixes, session_of(f), &f->run->project, &files);
        well = run_over(f->run, &files, &next, &f->trouble);
        const Diagnostic *failed = well ? fixes_failed(&fixes, session_of(f), &next) : NULL;
        if (failed != NULL) well = tell_defect(f, failed);
        let_go(f);
        f->session = next;
        f->files = files;
        f->moved = true;
        f->mended += fixes.mended.n;
    }
    fixes_free(&fixes);
    return well;
}

static void changes_of(Fixing *f, Changes *changes) {
    const Session *before = &f->run->session, *after = session_of(f);
    for (uint32_t i = 0; i < before->project_files; i++) {
        const SourceFile *old = sources_file(before->sources, i), *new = sources_file(after->sources, i);
        if (!str_eq(old->text, new->text)) vec_push(changes, (Change){old->path, old->text, new->text});
    }
}

static int hand_over(Fixing *f, const Changes *changes) {
    const Options *o = f->run->options;
    int fd;
    if (o->diff) {
        Out out = standard_output(&fd);
        patch_render(changes, &out);
        return standard_finish(&out, EXIT_WELL);
    }
    if (!rewrite(f->run->project.root.at, changes, &f->trouble)) return say_trouble(out_text(&f->trouble));
    if (!o->quiet) {
        say_usage("fixed %u finding%s in %u file%s", f->mended, f->mended == 1 ? "" : "s", changes->n, changes->n == 1 ? "" : "s");
    }
    return EXIT_WELL;
}

int fix_project(Run *run, bool *changed) {
    Fixing f = {.run = run, .arena = arena_new(), .trouble = out_memory()};
    Changes changes = {0};
    bool well = true, again = true;
    for (uint32_t round = 0; well && again && round < MOST_ROUNDS; round++) well = mend(&f, &again);
    if (well) changes_of(&f, &changes);
    *changed = changes.n > 0;
    int code = !well ? say_trouble(out_text(&f.trouble)) : *changed ? hand_over(&f, &changes) : EXIT_WELL;
    vec_free(&changes);
    let_go(&f);
    out_free(&f.trouble);
    arena_free(f.arena);
    return code;
}
