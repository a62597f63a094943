// One run of the compiler over one project: everything that the stages made, and the memory that it lies in.
#ifndef ISMSC_SESSION_SESSION_H
#define ISMSC_SESSION_SESSION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/out.h"
#include "base/threads.h"
#include "base/vec.h"
#include "diag/diagnostic.h"
#include "model/model.h"
#include "query/differences.h"
#include "query/program.h"
#include "render/diagnostics/render.h"
#include "schema/schema.h"
#include "session/baseline.h"
#include "session/files.h"
#include "session/library.h"
#include "source/source.h"
#include "syntax/tree.h"

// How far a run goes: the stages after it are left out.
typedef enum { STAGE_READ, STAGE_TREE, STAGE_MODEL, STAGE_PROGRAM, STAGE_FINDINGS } Stage;

// The state with which a run compares. When the rules have run, a snapshot is taken and what changed is made the relation `difference`; then the rules that
// read it run, too. The caller gives back `after` and `differences`, before the session, and the arena.
typedef struct {
    const struct Session *then; // the session of that state, whose trees the run borrows while it lasts; NULL: there is none
    struct Earlier *earlier;    // it goes on while the run does, and makes `before` (session/earlier.h); NULL: `before` is there
    Snapshot before;
    bool only_new;      // what was told of that state is not told again
    Fingerprints known; // then: what that is
    Arena *arena;       // for these and the next two
    Snapshot after;
    Differences differences;
} Comparison;

typedef struct {
    ProjectFiles *project; // the texts are taken over; NULL: no project, only the library (for explain and list)
    const char *stdlib;    // folder of another library; NULL: the one compiled in
    bool whole_library;    // loads every unit; those that the project does not use as if they were only compared with
    Date today;
    bool looks_ahead; // also tell what will be found on the day `horizon` and is not yet
    Date horizon;
    const LevelSetting *levels; // of the command line: they win over those of the project
    uint32_t level_count;
    const Str *only; // run only these rules; only_count 0: all
    uint32_t only_count;
    bool was; // an earlier state, which need not have the rules that these name
    bool no_waivers;
    const Str *selected; // files and folders below the root whose diagnostics are shown; selected_count 0: all
    uint32_t selected_count;
    const Baseline *baseline; // NULL: none
    uint32_t threads;         // so many; 0: as many as there are cores, where there is enough to do
    Comparison *comparison;   // NULL: there is nothing to compare with
    Stage last;
    uint32_t *step; // gets the number of the step that begins, 1 to SESSION_STEPS, for another thread to look at; NULL: nobody does
} SessionOptions;

// Parsing, loading the library, building the model, running the rules, looking ahead.
#define SESSION_STEPS 5u

typedef struct UnusedUnits UnusedUnits; // session/unused.h

typedef struct Session {
    Arena *arena;
    Sources *sources;
    Names *names;
    Known known;
    Threads threads;
    Library library;
    VEC(const Tree *) trees;             // of each file of `sources`; the trees are owned
    VEC(const struct ReadyTree *) ready; // of each file of the library that was loaded: NULL where it has to be parsed
    VEC(ModelInput) inputs;              // the same with their units
    VEC(Unit) units;                     // [0] is the project's
    UnusedUnits *unused;                 // NULL before they are loaded
    VEC(LevelSetting) levels;            // of the project, then of the command line
    VEC(Span) level_places;              // where each stands; start 0: on the command line
    uint32_t project_files;              // the first so many of `sources`
    Str folder;                          // of the project below its repository, as in ProjectFiles
    bool misread;                        // one of these has syntax errors
    Diagnostics *sink;
    struct Reading *reading; // from session_read to session_go
    Schema *schema;          // NULL where the run did not come so far, as for the next two
    Model *model;
    Program *program;
    RuleStats stats;
    Str horizon;              // the day up to which was looked ahead, as text; empty: none
    Diagnostic **diagnostics; // those to be shown, in their final order
    uint32_t diagnostic_count;
} Session;

// Runs all stages, or those up to options->last. A mistake in the sources is a diagnostic; false means that the job could not be done, and
// `trouble` (one line without its end) says why. Either way session_free is due.
bool session_run(Session *session, const SessionOptions *options, Out *trouble);
void session_free(Session *session);

// The same in two steps: up to the trees of the project's own files, and all that follows.
bool session_read(Session *session, const SessionOptions *options, Out *trouble);
bool session_go(Session *session, const SessionOptions *options, Out *trouble);

// Runs a query (the clauses of a table) over the program of a session, and makes `artefact` of it, in `arena`. False: the query has mistakes,
// or binds no variable; then *mistakes tells what is wrong, or holds nothing. It points into the session and `arena`.
bool session_query(Session *session, Str text, const ArtefactHead *head, Arena *arena, Artefact *artefact, DiagInput *mistakes);

// All that can be found: the compiler's own diagnostics and the rules that were loaded, sorted by name. In the session's arena.
const DiagRule *session_rules(const Session *session, uint32_t *count);

// What renderers of diagnostics want to know, but for the rules.
DiagInput session_diagnostics(const Session *session, Level fail_on, DiagOptions options);

// Leaves of the diagnostics to be shown those that stand in what files_select selects, or nowhere.
void session_select(Session *session, const Str *below, uint32_t count);

// Number of the project's own records at top level.
uint32_t session_records(const Session *session);

#endif
