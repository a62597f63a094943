// An artefact as data: what a table, a matrix or a report of the library or the project comes to, before any renderer has seen it. All texts are decoded and
// valid UTF-8. The rows of a table are made when they are read (rows.h); renderers see nothing else of the model.
#ifndef ISMSC_QUERY_ARTEFACT_H
#define ISMSC_QUERY_ARTEFACT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"

typedef enum {
    ITEM_TEXT,
    ITEM_RECORD,
    ITEM_NUMBER,
    ITEM_DATE,
    ITEM_WORD /* enum word, name, yes/no */,
    ITEM_LEVEL /* band or level: has a rank and may have a colour */
} ItemSort;

// One value in a cell.
typedef struct {
    ItemSort sort;
    Str text;       // as a person reads it: `R-017`, `2026-03-01`, `EUR 12000`, `35 %`, `high`
    Str title;      // ITEM_RECORD, ITEM_LEVEL: the record's title, may be empty, as it is where nobody asked for titles
    Str colour;     // ITEM_LEVEL: `#rrggbb` or empty
    Decimal number; // ITEM_NUMBER: its value (35 % is 0.35); ITEM_LEVEL: rank
} Item;

typedef struct {
    const Item *items;
    uint32_t count;
    bool unknown; // a todo or a mistake stands behind it: shown as `?` beside what is known
} Cell;

typedef struct {
    Str head;
    bool off;     // not shown unless asked for by name
    bool bar;     // drawn: a part of the bar of its row; its items are numbers
    bool numeric; // all items are numbers: align right
    bool prose;   // texts that may be long (Markdown)
} ColumnHead;

typedef struct {
    Str label;
    Cell cell;
} Foot;

// Which cells somebody wants to read.
typedef struct {
    const uint32_t *rows, *columns; // of the table
    uint32_t row_count, column_count;
    bool titles;
} RowsWanted;

#define COLUMN_GROUP UINT32_MAX // in `columns`: the head of the group in which the row stands

// What makes the cells of a table: row after row, in `arena`. Those of a short table are kept, for the next format (rows.c).
typedef struct RowMaker {
    const Cell *(*make)(struct RowMaker *maker, const RowsWanted *wanted, Arena *arena);
    Arena *keep;
    const Cell *kept, *kept_heads;
    const uint32_t *kept_columns; // of which columns they are
} RowMaker;

// Matrix: a cell for each pair of levels.
typedef struct {
    Str name, title; // of the level
} AxisLevel;

typedef struct {
    Str band, band_title, colour; // empty where the method has no band for the cell
    uint32_t band_rank;           // 1-based place of the band in the method, 0: none
    const Str *labels;            // what stands in the cell, natural order
    uint32_t count;
} MatrixCell;

typedef struct {
    Str method_title;
    Str y_title, x_title;   // of the scales: likelihood upwards, impact to the right
    const AxisLevel *y, *x; // from low to high; a method with one scale has one `x` without a name
    uint32_t y_count, x_count;
    const MatrixCell *cells;                       // [y * x_count + x]
    const Str *bands, *band_titles, *band_colours; // legend, in order
    uint32_t band_count;
    const Str *unplaced; // labels of rows without a rating (or of another method)
    uint32_t unplaced_count;
} MatrixGrid;

typedef enum { ARTEFACT_TABLE, ARTEFACT_MATRIX, ARTEFACT_REPORT } ArtefactSort;

// A stretch of a report's text: Markdown, or (`value`) what stood in a hole, which means nothing in Markdown and must be escaped.
typedef struct {
    Str text;
    bool value;
} TextPiece;

// A text, or a table or matrix within a report.
typedef struct {
    const TextPiece *pieces;
    uint32_t piece_count;
    const struct Artefact *part; // with a name and a title, without a head; NULL: a text
    uint32_t depth;              // how many repetitions it stands in
    bool page;                   // a repetition at top level begins with it: on a new page
} Section;

typedef struct Artefact {
    ArtefactSort sort;
    Str name; // `risk-register`
    Str title;
    Str doc; // its `///` text, Markdown
    // head of every artefact
    Str organisation;          // title of the project
    Str standards;             // titles, joined by ", "
    Str as_of;                 // 2026-03-01
    Str revision;              // --revision, may be empty
    Str requirement;           // what it enforces: "ISO/IEC 27001:2022 6.1.3 d)", may be empty
    Str generator;             // `ismsc 0.1.0`
    uint32_t findings, waived; // diagnostics about the records in it
    // ARTEFACT_TABLE
    const ColumnHead *columns;
    uint32_t column_count;
    uint32_t row_count;
    RowMaker *maker;
    const uint32_t *made;      // [column]: what the maker calls it
    const Cell *cells;         // [row * column_count + column] of a table that was written by hand and has no maker; else NULL, as `group_heads`
    const uint32_t *group_end; // group by: end row of each group; NULL without
    const Cell *group_heads;
    uint32_t group_count;
    const Foot *feet;
    uint32_t foot_count;
    // ARTEFACT_MATRIX: one grid for each method in use
    const MatrixGrid *grids;
    uint32_t grid_count;
    // ARTEFACT_REPORT
    const Section *sections;
    uint32_t section_count;
    struct Run *run; // what makers need: artefact_free
} Artefact;

#endif
