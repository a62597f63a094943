// A whole run over texts in memory, as `ismsc check` makes it over files, for the fuzzing targets. The library is the small one in tests/fuzz/library
// (or the folder in FUZZ_LIBRARY): the real one takes some hundred times longer to read than most inputs.
#ifndef ISMSC_FUZZ_WHOLE_H
#define ISMSC_FUZZ_WHOLE_H

#include "must.h"

#include "base/memory.h"
#include "render/artefacts/render.h"
#include "session/session.h"

static inline void whole_add(ProjectFiles *project, const char *path, const void *text, size_t len) {
    ProjectFile file = {.path = str_of(path), .text = mem_alloc(len + SOURCE_PADDING), .len = (uint32_t)len};
    if (len) memcpy(file.text, text, len);
    memset(file.text + len, 0, SOURCE_PADDING);
    vec_push(&project->files, file);
}

static inline void whole_render(const Artefact *artefact) {
    for (uint32_t f = 0; f < artefact_format_count; f++) {
        ArtefactRender *render = artefact_renderer(&artefact_formats[f], artefact->sort);
        if (render == NULL) continue;
        Out out = out_memory();
        render(artefact, &(ArtefactOptions){.colour = f % 2 == 1, .width = 80}, &out);
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
        whole_render(&artefact);
        arena_free(arena);
    }
}

// Checks the project (whose texts are used up), prints its diagnostics in every format and reckons all of its artefacts.
static inline void whole_run(ProjectFiles *project) {
    const char *library = getenv("FUZZ_LIBRARY");
    Out trouble = out_memory();
    Session session;
    Date today;
    must(date_parse(STR("2026-03-01"), &today));
    project->root = STR(".");
    project->has_project = true;
    SessionOptions options = {.project = project, .stdlib = library ? library : "tests/fuzz/library", .today = today, .last = STAGE_FINDINGS};
    if (session_run(&session, &options, &trouble)) {
        for (uint32_t i = 0; i < session.diagnostic_count; i++) must(session.diagnostics[i]->message.len > 0);
        whole_show(&session);
    }
    session_free(&session);
    out_free(&trouble);
    for (uint32_t i = 0; i < project->files.n; i++) mem_free(project->files.at[i].text);
    vec_free(&project->files);
}

#endif
