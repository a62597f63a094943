// Breaking text into lines of so many columns, for terminals.
#ifndef ISMSC_RENDER_ARTEFACTS_WRAP_H
#define ISMSC_RENDER_ARTEFACTS_WRAP_H

#include "base/out.h"
#include "base/str.h"

// Begins at byte `at` of the text.
typedef struct {
    Str text;
    uint32_t at;
} Wrap;

// The next line of at most `width` columns (at least 1), without blanks at its end; false when there is none left. Lines end at line ends,
// else at blanks, else behind a `-`, `/` or `,` within a long word, else anywhere.
bool wrap_next(Wrap *wrap, uint32_t width, Str *line);

// Columns of the longest line, and of the longest word.
void wrap_measure(Str text, uint32_t *line, uint32_t *word);

// Writes the line so that nothing in it commands the terminal, and returns the columns it took.
uint32_t wrap_write(Out *out, Str line);

#endif
