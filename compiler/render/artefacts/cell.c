// What stands in a cell, as one text; and colours of bands.
#include "render/artefacts/cell.h"

#include <math.h>

#include "render/artefacts/escape.h"

void cell_text(const Cell *cell, Out *out) {
    for (uint32_t i = 0; i < cell->count; i++) {
        if (i > 0) out_cstr(out, cell->items[i - 1].sort == ITEM_TEXT ? "\n" : ", ");
        out_str(out, cell->items[i].text);
    }
    if (cell->unknown) out_cstr(out, cell->count > 0 ? ", ?" : "?");
}

Str cell_str(const Cell *cell, Out *buffer) {
    if (cell->count == 0) return cell->unknown ? STR("?") : (Str){"", 0};
    if (cell->count == 1 && !cell->unknown) return cell->items[0].text;
    buffer->len = 0;
    cell_text(cell, buffer);
    return out_text(buffer);
}

// ---- Colours ------------------------------------------------------------------------------------------------------------------------------

static uint8_t digit(char c) {
    if (c <= '9') return (uint8_t)(c - '0');
    return (uint8_t)((c | 0x20) - 'a' + 10);
}

Colour colour_of(Str text, Colour otherwise) {
    if (!is_colour(text)) return otherwise;
    uint8_t part[3];
    for (int i = 0; i < 3; i++) part[i] = (uint8_t)(digit(text.at[1 + 2 * i]) << 4 | digit(text.at[2 + 2 * i]));
    return (Colour){part[0], part[1], part[2]};
}

static double linear(uint8_t part) {
    double c = part / 255.0;
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

// Contrast with white is 1.05 / (L + 0.05), with black (L + 0.05) / 0.05: they are equal at L = 0.179.
bool colour_wants_black(Colour colour) {
    double luminance = 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    return luminance > 0.179;
}

Colour colour_of_rank(uint32_t rank, uint32_t count) {
    if (rank == 0 || count == 0) return (Colour){0xF2, 0xF2, 0xF2};
    uint32_t step = count > 1 ? (rank - 1) * 0x90 / (count - 1) : 0;
    uint8_t grey = (uint8_t)(0xE8 - (step > 0xE8 ? 0xE8 : step));
    return (Colour){grey, grey, grey};
}
