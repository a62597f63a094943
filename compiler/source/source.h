// Source files in memory and positions in them. All files of a session share one space of 32-bit positions, so a place is one number;
// lines and columns are reckoned only when something is printed.
#ifndef ISMSC_SOURCE_SOURCE_H
#define ISMSC_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef uint32_t SrcPos; // 0 = no place

typedef struct {
    SrcPos start, end; // end exclusive; both in one file
} Span;

typedef enum { SOURCE_PROJECT, SOURCE_LIBRARY, SOURCE_INPUT /* a query, a command line */ } SourceOrigin;

// Bytes that must lie behind a text: flex wants two NULs, and scanning by words wants slack.
#define SOURCE_PADDING 16

typedef struct SourceFile {
    Str path;         // as shown: relative to the project, `/` between folders; `stdlib/…` for the library
    Str text;         // followed by SOURCE_PADDING NULs; flex may write into them
    SrcPos base;      // position of the first byte
    SourceOrigin origin;
} SourceFile;

typedef struct Sources Sources;
typedef uint32_t FileId; // index, from 0

Sources *sources_new(void);
void sources_free(Sources *sources);

// Takes over `text` (`len` bytes allocated by mem_alloc, with padding behind them) and returns the file's id; `path` is copied.
// False when all positions (4 GiB) are used up; `text` is then freed.
bool sources_add(Sources *sources, Str path, char *text, uint32_t len, SourceOrigin origin, FileId *id);

uint32_t sources_count(const Sources *sources);
const SourceFile *sources_file(const Sources *sources, FileId id);

// The file that holds `pos`, which must not be 0.
FileId sources_find(const Sources *sources, SrcPos pos);

// The text of a span.
Str sources_text(const Sources *sources, Span span);

// 1-based line and 1-based column in code points. The map of lines is built at the first question about a file.
typedef struct {
    uint32_t line, column;
} LineColumn;
LineColumn sources_line_column(Sources *sources, SrcPos pos);

// A whole line (1-based) without its end, and the position of its first byte. Lines past the end are empty.
Str sources_line(Sources *sources, FileId file, uint32_t line, SrcPos *start);

#endif
