// Markdown for people without a browser: as plain text for cells, and laid out for a terminal. Modest on purpose: paragraphs, headings, lists,
// code and quotes keep their shape; emphasis and links lose their signs.
#ifndef ISMSC_RENDER_ARTEFACTS_PROSE_H
#define ISMSC_RENDER_ARTEFACTS_PROSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "base/str.h"

// Writes the text without the signs of Markdown, one line for each paragraph, heading, point of a list and line of code.
void prose_plain(Str markdown, Out *out);

// Lays the text out in lines of at most `width` columns. Code is indented and not broken. With `colour`, headings are bold.
void prose_terminal(Str markdown, uint32_t width, bool colour, Out *out);

#endif
