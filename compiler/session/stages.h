// What the files of this room share: the steps of the pipeline. Not for other rooms.
#ifndef ISMSC_SESSION_STAGES_H
#define ISMSC_SESSION_STAGES_H

#include "session/session.h"

// ---- parse.c: bytes → tokens → trees

// Parses all files that have no tree yet, several at once where it pays. What has the same text in the earlier state `then` (NULL: there is none) is not
// parsed again.
void parse_new_files(Session *session, const Session *then);

// ---- settings.c: what the sources say about what has to be loaded, and how severe rules are

// Why a unit is wanted.
typedef enum { WANTED_STANDARD, WANTED_COMPARE, WANTED_METHOD, WANTED_USE } Wanted;

typedef struct {
    Str unit;
    Wanted why;
    Span at; // of the mention
} UnitMention;

typedef struct {
    VEC(UnitMention) mentions;
    bool has_project; // a `project` record was understood
    bool todo;        // which standard or method it wants is said to be still open
} Settings;

// Reads the `project` records and `use` of the trees from `first` on; `use` only where they are the library's.
void settings_read(Session *session, uint32_t first, Settings *settings);
void settings_free(Settings *settings);

// Is a record with this id declared at the top level of the project's own files?
bool settings_declares(const Session *session, Str id);

// ---- units.c: loading the library

// Loads `core`, what is mentioned, and what that mentions. Places of unknown units are added to `told`.
typedef VEC(SrcPos) Places;

// What session_read found out for session_go.
struct Reading {
    Settings settings;
    Places told; // where mistakes of the syntax stand
};

bool units_load(Session *session, const SessionOptions *options, Settings *settings, Places *told, Out *trouble);

// ---- pipeline.c

// The model of all trees as it is on a day.
Model *model_of_day(Session *session, Date today, Diagnostics *sink);

// ---- fold.c

// Makes one diagnostic of those that say the same of the same missing name; the other places become its notes. `all` are in their final order;
// returns how many are left, moved to the front.
uint32_t fold_repeated(Session *session, Diagnostic **all, uint32_t count);

// Notes at `first` the place of one of `count` diagnostics that are one mistake; `first` is that of index 0. Of many the places that are left are counted.
void fold_place(Session *session, Diagnostic *first, Span at, uint32_t index, uint32_t count);

// ---- presence.c

// Looks which of the files that records name are there, in the project's folder or its list of files, and tells the model.
void files_look(Session *session, const ProjectFiles *project);

// ---- levels.c

// The levels of the command line; then, when all rules are known, whether each name is one.
void levels_add(Session *session, const SessionOptions *options);
bool levels_check(Session *session, const SessionOptions *options, Out *trouble);

// Sets the levels that were asked for of the compiler's own diagnostics in a sink: errors stay errors.
void levels_apply(const Session *session, Diagnostics *sink);

// ---- horizon.c

// Adds notes of what the rules will find on the day of the horizon and do not find today. After they have run.
void look_ahead(Session *session, const SessionOptions *options);

#endif
