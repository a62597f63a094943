// What commands share: loading a project as the options ask, the two standard streams, and telling what went wrong.
#ifndef ISMSC_CLI_RUN_H
#define ISMSC_CLI_RUN_H

#include "cli/options.h"
#include "session/write.h"

typedef struct {
    const Options *options;
    ProjectFiles project;
    bool has_project;   // else only the library was loaded
    bool whole_library; // every unit was asked for
    Session session;
    VEC(Str) selected;
    Date as_of;
    const Baseline *baseline; // for the session; NULL: none; so the next
    Comparison *comparison;
} Run;

// Prints `ismsc: MESSAGE` on standard error and returns EXIT_TROUBLE.
int say_trouble(Str message);
int say_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

// How much of the library a command wants: what the project uses; the same, but all of it where there is no project; or all of it always.
typedef enum { LIBRARY_AS_USED, LIBRARY_WILL_DO, LIBRARY_WHOLE } LibraryNeed;

// Finds and reads the project, and runs the stages up to `last`. Arguments from `first_path` on are PATHs that select what is shown; with
// UINT32_MAX there are none. Only where LIBRARY_AS_USED is needed is it trouble that there is no project. On trouble says so and
// returns false. run_end is due either way.
bool run_start(Run *run, const Options *options, Stage last, uint32_t first_path, LibraryNeed need);

// The same in two steps, for what must be set between them: reading the project, and running the stages over it.
bool run_open(Run *run, const Options *options, uint32_t first_path, LibraryNeed need);
bool run_go(Run *run, Stage last);
void run_end(Run *run);

// What the options ask of a run over these texts. It points into `run`.
SessionOptions run_session_options(const Run *run, ProjectFiles *project, Stage last);

// Runs all stages over other texts of the same project, as the options ask. False: `trouble` says why; session_free is due either way.
bool run_over(const Run *run, ProjectFiles *project, Session *session, Out *trouble);

// For renderers, by the options, the environment and what the stream is.
bool use_colour(const Options *options, int fd);
uint32_t use_width(const Options *options, int fd, uint32_t otherwise);

// Standard output as a sink; `fd` is the caller's and must live as long as the sink.
Out standard_output(int *fd);

// Flushes the sink and gives it back. Returns `code`, or EXIT_TROUBLE when not all could be written; that is said, unless the reader has
// just gone away.
int standard_finish(Out *out, int code);

#endif
