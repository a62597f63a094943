// What the compiler has to say: one record for each diagnostic, and the sink that collects them. Stages
// append; nobody looks into the sink before all stages have run. Rules' findings are diagnostics like the
// compiler's own.
#ifndef ISMSC_DIAG_DIAGNOSTIC_H
#define ISMSC_DIAG_DIAGNOSTIC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "source/source.h"

typedef enum { LEVEL_OFF, LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR, LEVEL_FORBID } Level; // forbid: an error that cannot be waived or lowered

// `error` …; false when `text` is no level.
bool level_parse(Str text, Level *level);
const char *level_name(Level level);

// A second place with its label ("implemented here").
typedef struct DiagNote {
    Span at;
    Str label;
    struct DiagNote *next;
} DiagNote;

// A change of the source that would mend the matter: `text` takes the place of `at` (an insertion when
// at.start == at.end).
typedef struct DiagFix {
    Span at;
    Str label; // "add the missing comma"
    Str text;
    bool safe; // may be applied without a person looking
    struct DiagFix *next;
} DiagFix;

typedef struct Diagnostic {
    Str name; // `undecided-control`: what is explained, waived, levelled
    Level level;
    Str message;     // one line, lower case, no full stop
    Span at;         // one line long; start 0: no place
    Str requirement; // "ISO/IEC 27001:2022 6.1.3 d)", or empty
    Str help;        // or empty
    DiagNote *notes, *last_note;
    DiagFix *fixes, *last_fix;
    uint64_t fingerprint; // of the name and the paths of the records bound; for the compiler's own: of name and message. Never of a line
    Span covers;          // what the syntax has to say in there follows from this mistake; start 0: nowhere
    uint32_t order;       // of emission: ties in the final order
    uint32_t subject;     // row of the record it speaks of, 0 if none (model/); for waivers and the relation `diagnostic`
    Str by;               // the day by which it will be so, as text, when it is not so yet; else empty
    uint32_t count;       // how many findings it sums up; else 0 or 1
    bool is_rule;         // from a rule of the library or the project (can be waived)
    bool waived;
} Diagnostic;

typedef struct Diagnostics Diagnostics;

// An empty sink. Texts handed to it are copied into its arena.
Diagnostics *diagnostics_new(void);
void diagnostics_free(Diagnostics *sink);

// The arena of the sink, for texts that are made for a diagnostic.
Arena *diagnostics_arena(Diagnostics *sink);

// Appends a diagnostic and returns it, so that notes, help and fixes can be added to it; valid until the sink
// is freed.
Diagnostic *diagnostics_add(Diagnostics *sink, Str name, Level level, Span at, Str message);

// Adds a second place; returns `d`, so that calls can be chained. NULL `d` is allowed and ignored, in all
// three.
Diagnostic *diag_note(Diagnostics *sink, Diagnostic *d, Span at, Str label);
Diagnostic *diag_help(Diagnostics *sink, Diagnostic *d, Str help);
Diagnostic *diag_fix(Diagnostics *sink, Diagnostic *d, Span at, Str label, Str text, bool safe);

uint32_t diagnostics_count(const Diagnostics *sink);
Diagnostic *diagnostics_at(const Diagnostics *sink, uint32_t index); // in order of emission

// Moves all of `from` to the end of `to` and empties it (files are parsed with a sink of their own). `from`
// stays valid.
void diagnostics_move(Diagnostics *to, Diagnostics *from);

// All diagnostics that are to be shown, in their final order: place (files as they were added to the sources;
// without a place first), name, emission. Equal ones (name, place, message) stand there once, the first;
// level `off` and waived ones are left out. The array lies in the sink's arena; *count gets its length.
Diagnostic **diagnostics_sorted(Diagnostics *sink, uint32_t *count);

// Puts a part of these into their final order again, after places of theirs changed.
void diagnostics_reorder(Diagnostic **list, uint32_t count);

#endif
