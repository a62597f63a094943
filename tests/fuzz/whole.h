// A whole run over texts in memory, as the commands make it over files, for the fuzzing targets. The library is the small one in tests/fuzz/library
// (or the folder in FUZZ_LIBRARY): the real one takes some hundred times longer to read than most inputs.
#ifndef ISMSC_FUZZ_WHOLE_H
#define ISMSC_FUZZ_WHOLE_H

#include "must.h"

#include "base/memory.h"
#include "render/artefacts/render.h"
#include "render/source/patch.h"
#include "session/approve.h"
#include "session/fix.h"
#include "session/session.h"

// Sign-offs are tried for so many records: each makes a run of its own.
#define WHOLE_SIGNED 20u

static inline void whole_add(ProjectFiles *project, const char *path, const void *text, size_t len) {
    ProjectFile file = {.path = str_of(path), .text = mem_alloc(len + SOURCE_PADDING), .len = (uint32_t)len};
    if (len) memcpy(file.text, text, len);
    memset(file.text + len, 0, SOURCE_PADDING);
    vec_push(&project->files, file);
}

// What no session has taken over.
static inline void whole_free(ProjectFiles *project) {
    for (uint32_t i = 0; i < project->files.n; i++)
        if (!project->files.at[i].lent) mem_free(project->files.at[i].text);
    vec_free(&project->files);
}

// In every format, as `build` shows it.
static inline void whole_render(const Artefact *artefact, Arena *arena) {
    Artefact shown;
    Str unknown;
    must(artefact_columns(artefact, STR(""), arena, &shown, &unknown));
    for (uint32_t f = 0; f < artefact_format_count; f++) {
        ArtefactRender *render = artefact_renderer(&artefact_formats[f], artefact);
        if (render == NULL) continue;
        Out out = out_memory();
        render(&shown, &(ArtefactOptions){.colour = f % 2 == 1, .width = 80}, &out);
        out_free(&out);
    }
}

static inline void whole_show(Session *session) {
    for (uint32_t i = 0; i < diag_format_count; i++) {
        Out out = out_memory();
        DiagInput input = session_diagnostics(session, LEVEL_ERROR, (DiagOptions){.colour = i % 2 == 1, .width = 80});
        diag_formats[i].render(&input, &out);
        diag_summary(&input, &out);
        out_free(&out);
    }
    for (uint32_t i = 0; session->program && i < program_artefact_count(session->program); i++) {
        Arena *arena = arena_new();
        Artefact artefact;
        program_run_artefact(session->program, i, &(ArtefactHead){STR("r1"), STR("fuzz")}, arena, &artefact);
        whole_render(&artefact, arena);
        artefact_free(&artefact);
        arena_free(arena);
    }
    Out out = out_memory();
    if (session->model != NULL) model_dump(session->model, &out);
    out_free(&out);
}

// What `approve` would write for the records of the project, as a patch.
static inline void whole_approve(Session *session, Date today) {
    if (session->misread || session->program == NULL) return;
    const Model *m = session->model;
    const Approval approval = {.by = STR("a"), .on = today, .until = today + 365, .has_until = true};
    Arena *arena = arena_new();
    Edits edits = {0};
    Changes changes = {0};
    Out out = out_memory();
    for (Row row = 1, tried = 0; row <= m->row_count && tried < WHOLE_SIGNED; row++) {
        if (m->unit[row] != 0 || m->parent[row] != 0) continue;
        tried++;
        bool refused = approve(session, row, &approval, arena, &edits, &out) == APPROVAL_REFUSED;
        must(!refused || out.len > 0);
    }
    edits_settle(&edits);
    edits_apply(&edits, session->sources, arena, &changes);
    patch_render(&changes, &out);
    vec_free(&changes);
    vec_free(&edits);
    out_free(&out);
    arena_free(arena);
}

static inline bool whole_session(Session *session, ProjectFiles *project, Date today, Comparison *comparison) {
    const char *library = getenv("FUZZ_LIBRARY");
    Out trouble = out_memory();
    SessionOptions options = {.project = project,
                              .stdlib = library ? library : "tests/fuzz/library",
                              .today = today,
                              .looks_ahead = true,
                              .horizon = today + 365,
                              .comparison = comparison,
                              .last = STAGE_FINDINGS};
    bool well = session_run(session, &options, &trouble);
    must(well || trouble.len > 0);
    out_free(&trouble);
    return well;
}

// What `check --fix` would make of it is checked, too.
static inline void whole_mend(Session *session, const ProjectFiles *project, Date today) {
    Arena *arena = arena_new();
    Fixes fixes;
    fixes_collect(session, arena, &fixes);
    if (fixes.mended.n > 0) {
        ProjectFiles fixed;
        Session next;
        fixes_apply(&fixes, session, project, &fixed);
        whole_session(&next, &fixed, today, NULL);
        fixes_failed(&fixes, session, &next);
        session_free(&next);
        files_free(&fixed);
    }
    fixes_free(&fixes);
    arena_free(arena);
}

// Checks the project (whose texts are used up), prints its diagnostics in every format, reckons all of its artefacts, mends and approves it; then
// asks `query`, where there is one.
static inline void whole_run(ProjectFiles *project, Str query) {
    Session session;
    Date today;
    must(date_parse(STR("2026-03-01"), &today));
    project->root = STR(".");
    project->has_project = true;
    if (whole_session(&session, project, today, NULL)) {
        for (uint32_t i = 0; i < session.diagnostic_count; i++) must(session.diagnostics[i]->message.len > 0);
        whole_show(&session);
        whole_mend(&session, project, today);
        whole_approve(&session, today);
    }
    if (query.len > 0 && session.program != NULL) {
        Arena *arena = arena_new();
        Artefact artefact = {0};
        DiagInput mistakes;
        if (session_query(&session, query, &(ArtefactHead){STR("r1"), STR("fuzz")}, arena, &artefact, &mistakes)) whole_render(&artefact, arena);
        artefact_free(&artefact);
        arena_free(arena);
    }
    session_free(&session);
    whole_free(project);
}

#endif
