// Markdown laid out for a terminal.
#ifndef ISMSC_RENDER_ARTEFACTS_PROSE_H
#define ISMSC_RENDER_ARTEFACTS_PROSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "base/str.h"

// Lays the text out in lines of at most `width` columns. Code is indented and not broken. With `colour`, headings are bold.
void prose_terminal(Str markdown, uint32_t width, bool colour, Out *out);

#endif
