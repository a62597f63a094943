// What stands in a cell, as one text; and colours of bands.
#ifndef ISMSC_RENDER_ARTEFACTS_CELL_H
#define ISMSC_RENDER_ARTEFACTS_CELL_H

#include "base/out.h"
#include "query/artefact.h"

// Writes the items of a cell one after the other, `, ` between them, or a line end after a text; `?` stands for what is not known.
void cell_text(const Cell *cell, Out *out);

// The same as a slice: of the artefact where that is possible, else of `buffer`, which is emptied first and must outlive the use.
Str cell_str(const Cell *cell, Out *buffer);

typedef struct {
    uint8_t red, green, blue;
} Colour;

// The colour `#rrggbb`, or `otherwise` when the text is none.
Colour colour_of(Str text, Colour otherwise);

// Is black text easier to read on the colour than white? The better of the two always has a contrast of at least 4.5.
bool colour_wants_black(Colour colour);

// What a band without a colour of its own gets, by its rank among `count`: from light to dark grey.
Colour colour_of_rank(uint32_t rank, uint32_t count);

#endif
