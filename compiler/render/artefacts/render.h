// Artefacts in all their formats. A format is one file here and one line in formats.c. Renderers see an Artefact and nothing else.
#ifndef ISMSC_RENDER_ARTEFACTS_RENDER_H
#define ISMSC_RENDER_ARTEFACTS_RENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/out.h"
#include "query/artefact.h"

typedef struct {
    bool colour;    // text: for a terminal that has colours
    uint32_t width; // text: columns; 0: ARTEFACT_WIDTH
    bool csv_raw;   // CSV: without the guard against formulas
    bool bare;      // text: without title and head, and rows close together
} ArtefactOptions;

#define ARTEFACT_WIDTH 100

// Writes the artefact with all of its columns (see artefact_columns). Errors of writing stay in `out`.
typedef void ArtefactRender(const Artefact *artefact, const ArtefactOptions *options, Out *out);

typedef struct TableFormat TableFormat; // table.h

typedef struct {
    const char *name;      // as in --format and --emit
    const char *extension; // of its files, with the dot
    ArtefactRender *table; // NULL: the format has no tables
    ArtefactRender *matrix;
    ArtefactRender *report;
    bool bars_only;          // of tables, those with bars
    const TableFormat *rows; // how `table` writes them row by row; NULL: it reads them more than once
} ArtefactFormat;

extern const ArtefactFormat artefact_formats[];
extern const uint32_t artefact_format_count;

// The format of that name, or NULL.
const ArtefactFormat *artefact_format_find(Str name);

// May there be a renderer of the format for artefacts of that sort?
bool artefact_format_shows(const ArtefactFormat *format, ArtefactSort sort);

// The renderer of the format for this artefact, or NULL.
ArtefactRender *artefact_renderer(const ArtefactFormat *format, const Artefact *artefact);

// How the format writes this artefact row by row, or NULL: it is no table, or the format must read its rows more than once.
const TableFormat *artefact_table_format(const ArtefactFormat *format, const Artefact *artefact);

// The same artefact with those columns only that are to be shown: without `wanted` (empty) those that are not off by themselves; `all`: every
// one; else those named, by their heads in any case, in that order, separated by commas. False: *unknown is a name that no column has. The
// new tables lie in `arena`; what they are made of is still the artefact's.
bool artefact_columns(const Artefact *artefact, Str wanted, Arena *arena, Artefact *shown, Str *unknown);

extern const TableFormat csv_rows, markdown_rows, json_rows;
ArtefactRender text_table, text_matrix, text_report, short_table, markdown_table, markdown_matrix, markdown_report, csv_table, csv_matrix, json_table,
    json_matrix, json_report, svg_bars, svg_matrix, html_table, html_matrix, html_report;

#endif
