// Printing an artefact as the options ask, and tables that commands make themselves, so that every format works for them too.
#ifndef ISMSC_CLI_PRESENT_H
#define ISMSC_CLI_PRESENT_H

#include "cli/run.h"
#include "diag/suggest.h"
#include "render/artefacts/render.h"

// `table`, `matrix`, `report`.
const char *artefact_sort_word(ArtefactSort sort);

// Prints the artefact by --format, --columns, --width; returns the exit code. `bare`: without title and head in text.
int present(const Options *options, const Artefact *artefact, bool bare);

// Says that there is no NOUN `name`, and the nearest one; returns EXIT_TROUBLE.
int say_unknown(const char *noun, const Suggestion *suggestion);

// Says on standard error how many errors the ISMS has, if any: they make tables incomplete.
void tell_errors(const Run *run);

// Prints diagnostics on standard error: standard output is the artefact's.
void print_beside(const Options *options, DiagInput *input);

// Tells of amounts of two currencies that met while artefacts were made. Returns EXIT_FINDINGS if there are any, but for --fail-on never; else `code`.
// Call it when the artefacts were printed or written: only then all their rows have been made.
int tell_currencies(const Run *run, int code);

// A table in the making. All in `arena`; cells are added row by row.
typedef struct {
    Arena *arena;
    const char *name, *title;
    VEC(ColumnHead) columns;
    VEC(Cell) cells;
} Sheet;

void sheet_column(Sheet *sheet, const char *head);
void sheet_text(Sheet *sheet, Str text);

// The table as an artefact, which is valid until sheet_free.
Artefact sheet_done(const Sheet *sheet);
void sheet_free(Sheet *sheet);

// `path:line` of a place, or empty.
Str place_text(const Session *session, Span at, Arena *arena);

#endif
