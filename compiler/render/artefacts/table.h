// Tables that are written row by row, in several formats at once: their rows are made once for all of them.
#ifndef ISMSC_RENDER_ARTEFACTS_TABLE_H
#define ISMSC_RENDER_ARTEFACTS_TABLE_H

#include "render/artefacts/render.h"

typedef struct TableWriting TableWriting;

// How a format writes a table. All but `row` may be NULL.
struct TableFormat {
    bool titles; // the items of records need their titles
    void (*begin)(TableWriting *w);
    void (*group)(TableWriting *w, const Cell *head); // before the first row of each group, if there are groups
    void (*row)(TableWriting *w, uint32_t row, const Cell *cells);
    void (*end)(TableWriting *w);
};

// A table on its way into one sink.
struct TableWriting {
    const TableFormat *format;
    const Artefact *table;
    const ArtefactOptions *options;
    Out *out;
    bool part; // of a report: without the head and the foot of a document
    Out text;  // for the format: of the cell at hand
    Out head;  // for the format: of the group at hand
};

// Writes one table, or one table in several formats. Errors of writing stay in the sinks.
void table_write(TableWriting *writings, uint32_t count);

// A table alone.
void table_render(const TableFormat *format, const Artefact *table, const ArtefactOptions *options, bool part, Out *out);

#endif
