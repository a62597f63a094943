// Widths of the columns of a table on a terminal.
#ifndef ISMSC_RENDER_ARTEFACTS_LAYOUT_H
#define ISMSC_RENDER_ARTEFACTS_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

// What one column would like: its longest line, and the longest word, which it should not break.
typedef struct {
    uint32_t line, word;
} ColumnWish;

// Spreads `room` columns of the terminal over `count` columns: each gets what it wishes where that fits; else narrow ones get it, and wide
// ones share the rest, none less than `word` (or LAYOUT_WORD, if that is less). False where even that does not fit.
#define LAYOUT_WORD 24
bool layout_columns(const ColumnWish *wishes, uint32_t count, uint32_t room, uint32_t *widths);

#endif
