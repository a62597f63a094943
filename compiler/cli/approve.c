// ismsc approve: writes sign-offs into the sources.
#include "cli/commands.h"
#include "cli/present.h"
#include "render/diagnostics/shown.h"
#include "render/source/patch.h"
#include "session/approve.h"
#include "session/rewrite.h"

typedef struct {
    Run run;
    Approval approval;
    Arena *arena;
    Edits edits;
    Out told; // a line for each record
    Out trouble;
} Approve;

// ---- Which records -------------------------------------------------------------------------------------------------------------------------

// A record of the library is approved by nobody; what the project says about it may be.
static bool refuse_library(Approve *a, Row row) {
    const Model *m = a->run.session.model;
    shown_text(&a->trouble, model_row_name(m, row, a->arena));
    out_cstr(&a->trouble, " stands in the library, and what stands there is not yours to approve");
    for (Row about = 1; about <= m->row_count; about++) {
        if (m->parent[about] != row || m->unit[about] != 0 || schema_kind_at(m->schema, m->kind[about])->approves_count == 0) continue;
        out_cstr(&a->trouble, "; what you say about it is ");
        shown_text(&a->trouble, model_row_name(m, about, a->arena));
        break;
    }
    return false;
}

static bool refuse_unknown(Approve *a, Str id) {
    const Model *m = a->run.session.model;
    Suggestion suggestion = {.wanted = id};
    for (Row row = 1; row <= m->row_count; row++) {
        bool offered = m->unit[row] == 0 && m->name[row] != 0 && m->parent[row] == 0;
        if (offered) suggest_offer(&suggestion, names_text(m->names, m->name[row]), 0);
    }
    say_unknown("record", &suggestion);
    return false;
}

static bool approve_one(Approve *a, Str id) {
    const Session *s = &a->run.session;
    Row row = model_find(s->model, id);
    if (row == 0) return refuse_unknown(a, id);
    if (s->model->unit[row] != 0) return refuse_library(a, row);
    Approved done = approve(s, row, &a->approval, a->arena, &a->edits, &a->trouble);
    if (done == APPROVAL_REFUSED) return false;
    static const char *const WORDS[] = {
        [APPROVAL_NEW] = "approved", [APPROVAL_RENEWED] = "approved again", [APPROVAL_STANDS] = "is approved already"};
    shown_path(&a->told, place_text(s, model_row_span(s->model, row), a->arena));
    out_cstr(&a->told, ": ");
    shown_text(&a->told, model_row_name(s->model, row, a->arena));
    out_printf(&a->told, " %s by ", WORDS[done]);
    shown_text(&a->told, a->approval.by);
    out_char(&a->told, '\n');
    return true;
}

// ---- The command ---------------------------------------------------------------------------------------------------------------------------

static bool all_is_there(Approve *a) {
    const Options *o = a->run.options;
    const Session *s = &a->run.session;
    if (s->misread) out_cstr(&a->trouble, "nothing was written: the ISMS has syntax errors, see `ismsc check`");
    else if (s->program == NULL) out_cstr(&a->trouble, "the ISMS cannot be understood: see `ismsc check`");
    a->approval = (Approval){str_of(o->by), o->person, o->field, o->has_on ? o->on : a->run.as_of, o->until, o->has_until};
    if (a->trouble.len == 0 && o->has_until && o->until < a->approval.on) out_cstr(&a->trouble, "--until lies before the day of approval");
    return a->trouble.len == 0;
}

static bool write_all(Approve *a) {
    Changes changes = {0};
    bool well = true;
    edits_settle(&a->edits);
    edits_apply(&a->edits, a->run.session.sources, a->arena, &changes);
    if (a->run.options->diff) patch_render(&changes, &a->told);
    else well = rewrite(a->run.project.root.at, &changes, &a->trouble);
    vec_free(&changes);
    return well;
}

static int approve_all(Approve *a) {
    const Options *o = a->run.options;
    bool well = all_is_there(a);
    for (uint32_t i = 0; well && i < o->arguments.n; i++) well = approve_one(a, str_of(o->arguments.at[i]));
    if (o->diff) a->told.len = 0; // only the patch
    well = well && write_all(a);
    if (!well) return a->trouble.len > 0 ? say_trouble(out_text(&a->trouble)) : EXIT_TROUBLE;
    if (o->quiet && !o->diff) return EXIT_WELL;
    int fd;
    Out out = standard_output(&fd);
    out_str(&out, out_text(&a->told));
    return standard_finish(&out, EXIT_WELL);
}

int command_approve(const Options *options) {
    if (options->arguments.n == 0) return say_usage("approve takes the ids of the records that are approved");
    if (options->by == NULL) return say_usage("approve needs to know whose decision it is: --by ROLE");
    Approve a = {.arena = arena_new(), .told = out_memory(), .trouble = out_memory()};
    int code = EXIT_TROUBLE;
    if (run_start(&a.run, options, STAGE_PROGRAM, UINT32_MAX, LIBRARY_AS_USED)) code = approve_all(&a);
    run_end(&a.run);
    vec_free(&a.edits);
    out_free(&a.told);
    out_free(&a.trouble);
    arena_free(a.arena);
    return code;
}
