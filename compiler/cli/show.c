// ismsc show: one table, matrix or report.
#include "base/version.h"
#include "cli/commands.h"
#include "cli/present.h"

#define NOT_FOUND UINT32_MAX

static uint32_t find_artefact(const Program *program, Str name, Suggestion *suggestion) {
    for (uint32_t i = 0; i < program_artefact_count(program); i++) {
        const ArtefactInfo *info = program_artefact(program, i);
        if (str_eq(info->name, name)) return i;
        suggest_offer(suggestion, info->name, i);
    }
    return NOT_FOUND;
}

static int show(const Run *run, Str name) {
    const Options *options = run->options;
    Program *program = run->session.program;
    if (program == NULL) return say_usage("the ISMS cannot be understood: see `ismsc check`");
    Suggestion suggestion = {.wanted = name};
    uint32_t index = find_artefact(program, name, &suggestion);
    if (index == NOT_FOUND) return say_unknown("table, matrix or report", &suggestion);
    Arena *arena = arena_new();
    Artefact artefact = {0};
    ArtefactHead head = {options->revision, STR("ismsc " ISMSC_VERSION)};
    program_run_artefact(program, index, &head, arena, &artefact);
    int code = tell_currencies(run, present(options, &artefact, false));
    artefact_free(&artefact);
    arena_free(arena);
    return code;
}

int command_show(const Options *options) {
    if (options->arguments.n != 1) return say_usage("show takes one name; `ismsc list artefacts` lists them");
    Run run;
    int code = EXIT_TROUBLE;
    if (run_start(&run, options, STAGE_FINDINGS, UINT32_MAX, LIBRARY_AS_USED)) {
        code = show(&run, str_of(options->arguments.at[0]));
        if (code == EXIT_WELL) tell_errors(&run);
    }
    run_end(&run);
    return code;
}
