// The catalogue of the compiler's own diagnostics: one page for each, written in diag/catalogue/NAME.md and
// turned into a table and one typed emit function each (`diag/catalogue.h`) when the compiler is built. A
// page says everything that is ever said of a diagnostic.
#ifndef ISMSC_DIAG_PAGE_H
#define ISMSC_DIAG_PAGE_H

#include "base/str.h"
#include "diag/diagnostic.h"

typedef struct {
    Str name;       // stands in templates as `{name}`
    bool is_number; // else text
} DiagParameter;

typedef struct {
    Str name; // `missing-comma`
    Level level;
    Str message;     // template
    Str help;        // template, or empty
    Str requirement; // or empty
    Str why;         // Markdown
    Str bad, good;   // sources; empty where no example can be written
    const DiagParameter *parameters;
    uint32_t parameter_count;
} DiagPage;

// All pages in order of name (bytes).
extern const DiagPage diag_pages[];
extern const uint32_t diag_page_count;

// The page of a diagnostic, or NULL.
const DiagPage *diag_page_find(Str name);

// The value of one parameter: the member that its type names.
typedef struct {
    Str text;
    uint32_t number;
} DiagValue;

// Emits the diagnostic of a page; `values` has one for each of its parameters. Called by the generated
// functions. Texts go in as they are.
Diagnostic *diag_page_emit(Diagnostics *sink, const DiagPage *page, Span at, const DiagValue *values);

#endif
