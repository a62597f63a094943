// ismsc query: a table that is written on the command line.
#include "base/version.h"
#include "cli/commands.h"
#include "cli/present.h"

static int print_mistakes(const Options *options, DiagInput *mistakes) {
    if (mistakes->count == 0) return say_usage("the query names nothing to look at: it begins with `for NAME in KIND`");
    print_beside(options, mistakes);
    return EXIT_TROUBLE;
}

static int query(Run *run, Str text) {
    const Options *options = run->options;
    if (run->session.program == NULL) return say_usage("the ISMS cannot be understood: see `ismsc check`");
    Arena *arena = arena_new();
    Artefact artefact = {0};
    DiagInput mistakes;
    ArtefactHead head = {options->revision, STR("ismsc " ISMSC_VERSION)};
    bool well = session_query(&run->session, text, &head, arena, &artefact, &mistakes);
    int code = well ? tell_currencies(run, present(options, &artefact, true)) : print_mistakes(options, &mistakes);
    artefact_free(&artefact);
    arena_free(arena);
    return code;
}

int command_query(const Options *options) {
    if (options->arguments.n != 1) return say_usage("query takes one text, in quotes: 'for r in risk column \"Risk\" = r'");
    Run run;
    int code = EXIT_TROUBLE;
    if (run_start(&run, options, STAGE_FINDINGS, UINT32_MAX, LIBRARY_AS_USED)) {
        code = query(&run, str_of(options->arguments.at[0]));
        if (code == EXIT_WELL) tell_errors(&run);
    }
    run_end(&run);
    return code;
}
