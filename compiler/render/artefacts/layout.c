// Widths of the columns of a table on a terminal.
#include "render/artefacts/layout.h"

static uint32_t least(const ColumnWish *wish) {
    uint32_t word = wish->word < LAYOUT_WORD ? wish->word : LAYOUT_WORD;
    return word > 0 ? word : 1;
}

// The greatest width that no column has to exceed: columns that wish less get their wish, none gets less than its word.
static uint64_t total_at(const ColumnWish *wishes, uint32_t count, uint32_t level, uint32_t *widths) {
    uint64_t total = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t width = wishes[i].line < level ? wishes[i].line : level;
        if (width < least(&wishes[i])) width = least(&wishes[i]);
        if (widths) widths[i] = width;
        total += width;
    }
    return total;
}

bool layout_columns(const ColumnWish *wishes, uint32_t count, uint32_t room, uint32_t *widths) {
    if (total_at(wishes, count, 0, widths) > room) return false;
    uint32_t low = 0, high = room + 1; // `low` fits, `high` does not, or need not be asked
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (total_at(wishes, count, middle, 0) <= room) {
            low = middle;
        } else {
            high = middle;
        }
    }
    uint64_t total = total_at(wishes, count, low, widths);
    // What is left over goes to the columns that still wish for more, from the left.
    for (uint32_t i = 0; i < count && total < room; i++) {
        if (widths[i] >= wishes[i].line) continue;
        widths[i]++;
        total++;
    }
    return true;
}
