// One line of a source with its marks:
//    88 |   implements: A.8.12, A.8.24
//       |               ------ implemented here
// A line that is too long for the terminal is shown around each mark only; what is not shown is never looked
// at.
#ifndef ISMSC_RENDER_DIAGNOSTICS_EXCERPT_H
#define ISMSC_RENDER_DIAGNOSTICS_EXCERPT_H

#include "render/diagnostics/paint.h"

typedef struct {
    uint32_t from, to; // bytes of the line; an empty mark is shown as one column
    Str label;         // or empty
    bool is_primary;   // `^` in the colour of the level, else `-`
} Mark;

typedef struct {
    Paint paint;
    Level level;
    uint32_t gutter;  // digits of the largest line number
    uint32_t columns; // for the text of the line
} Excerpt;

// Writes the line and its marks, which are `count` > 0, in the order in which they begin.
void excerpt_line(const Excerpt *excerpt, Str line, uint32_t number, const Mark *marks, uint32_t count);

// Writes `   |` without a line end, coloured.
void excerpt_edge(const Excerpt *excerpt);

#endif
