// Diagnostics in all their formats. A format is one file here and one line in formats.c. Renderers see
// diagnostics and sources, never the tree or the model. Text from the input never reaches a terminal raw: see
// shown.h.
#ifndef ISMSC_RENDER_DIAGNOSTICS_RENDER_H
#define ISMSC_RENDER_DIAGNOSTICS_RENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "diag/diagnostic.h"
#include "source/source.h"

// What the last line tells beside the diagnostics themselves.
typedef struct {
    uint32_t files, records; // that were checked
    uint32_t waived;         // diagnostics that a waiver silenced
    uint32_t baseline;       // diagnostics that the baseline silenced
    uint32_t undecided;      // checks that unknown values left undecided
    Level fail_on;           // diagnostics of this level or above make the run fail; LEVEL_OFF: none does
    Str horizon;             // the day up to which was looked ahead; empty: none
    uint32_t earlier;        // diagnostics that an earlier state had, too
} DiagSummary;

typedef struct {
    bool colour;
    uint32_t width;  // columns of the terminal; 0: unknown, taken as DIAG_WIDTH
    bool statistics; // `text` and `short` close with diag_statistics
} DiagOptions;

#define DIAG_WIDTH 140

// What can be found, for formats that describe it beside what was found.
typedef struct {
    Str name;
    Level level;     // as declared
    Str about;       // one sentence, plain, without full stop
    Str doc;         // Markdown
    Str requirement; // or empty
} DiagRule;

typedef struct {
    Sources *sources;               // not const: their maps of lines are built when first asked
    Diagnostic *const *diagnostics; // as diagnostics_sorted gives them
    uint32_t count;
    Str folder;            // of the project below the root of the repository, with a `/` at its end; or empty
    SrcPos anchor;         // where forges show what has no place in the project; 0: nowhere, there is no file
    const DiagRule *rules; // all that could be found, sorted by name; only where DiagFormat.wants_rules
    uint32_t rule_count;
    DiagSummary summary;
    DiagOptions options;
} DiagInput;

// Writes all of the input in one format. Errors of writing stay in `out`.
typedef void DiagRender(const DiagInput *input, Out *out);

typedef struct {
    const char *name; // as in --format
    DiagRender *render;
    bool tells_summary; // else it goes to standard error, by diag_summary
    bool wants_rules;   // looks at DiagInput.rules
} DiagFormat;

extern const DiagFormat diag_formats[];
extern const uint32_t diag_format_count;

// The format of that name, or NULL.
const DiagFormat *diag_format_find(Str name);

// Writes `checked 41 files, 312 records: 2 errors, 5 warnings (3 waived, 4 in the baseline); failing on
// error` and a line end.
void diag_summary(const DiagInput *input, Out *out);

// How many diagnostics have the level; LEVEL_ERROR counts those of LEVEL_FORBID too. What is not so yet counts apart, and never makes a run fail.
uint32_t diag_count(const DiagInput *input, Level level);
uint32_t diag_count_ahead(const DiagInput *input);

// Does one of them have the level summary.fail_on or a higher one?
bool diag_fails(const DiagInput *input);

// Writes a line for each name: how many findings (a summary stands for many), their level, the name; the highest level first, of one level
// the most. Those that are not so yet are not counted.
void diag_statistics(const DiagInput *input, Out *out);

// LEVEL_ERROR for LEVEL_FORBID, else the level itself.
Level diag_level_counted(Level level);

// `error`, `warning`, `note`: what users see (a forbidden thing is an error).
const char *diag_level_shown(Level level);

DiagRender diag_text, diag_short, diag_json, diag_sarif, diag_github, diag_gitlab, diag_junit, diag_checkstyle, diag_rdjson, diag_markdown;

// The format `markdown` for a page that may be longer than a comment: at most `budget` bytes.
void diag_markdown_within(const DiagInput *input, uint32_t budget, Out *out);

// The format `text` without the last line of what a run comes to.
DiagRender diag_text_alone;

#endif
