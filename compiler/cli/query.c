// ismsc query: a table that is written on the command line.
#include <unistd.h>

#include "base/version.h"
#include "cli/commands.h"
#include "cli/present.h"

// Mistakes go to standard error: standard output is the table's.
static int print_mistakes(const Options *options, DiagInput *mistakes) {
    if (mistakes->count == 0) return say_usage("the query names nothing to look at: it begins with `for NAME in KIND`");
    int fd = STDERR_FILENO;
    Out out = out_stream(out_to_fd, &fd);
    mistakes->options = (DiagOptions){.colour = use_colour(options, fd), .width = use_width(options, fd, 0)};
    diag_text_alone(mistakes, &out);
    out_finish(&out);
    out_free(&out);
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
    int code = well ? present(options, &artefact, true) : print_mistakes(options, &mistakes);
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
