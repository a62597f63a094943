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
    Str path;    // as shown: relative to the project, `/` between folders; `stdlib/…` for the library
    Str text;    // followed by SOURCE_PADDING NULs; flex may write into them
    SrcPos base; // position of the first byte
    SourceOrigin origin;
    bool shared; // the same text stands at the same path in the state with which this one is compared
} SourceFile;

typedef struct Sources Sources;
typedef uint32_t FileId; // index, from 0

// Files are only added, never taken out; a SourceFile stays where it is until sources_free.
Sources *sources_new(void);
void sources_free(Sources *sources);

// Takes over `text` (allocated by mem_alloc: `len` bytes and room for the padding, which is zeroed here) and returns the file's id; `path`
// is copied.
// False when all positions (4 GiB) are used up; `text` is then freed.
bool sources_add(Sources *sources, Str path, char *text, uint32_t len, SourceOrigin origin, FileId *id);

// The same for a `text` that is somebody else's, is followed by the padding already and outlives the sources. Where it is constant it must not be
// scanned: flex would write into it.
bool sources_lend(Sources *sources, Str path, Str text, SourceOrigin origin, FileId *id);

void sources_share(Sources *sources, FileId id); // from now on its text is `shared`

uint32_t sources_count(const Sources *sources);
const SourceFile *sources_file(const Sources *sources, FileId id);

// The file that holds `pos`, which must not be 0. The place behind a file's last byte belongs to it too.
FileId sources_find(const Sources *sources, SrcPos pos);

// The text of a span; empty for no place.
Str sources_text(const Sources *sources, Span span);

// 1-based line and 1-based column in code points (a malformed byte counts as one). Lines end with LF or CR LF. A byte order mark at the
// file's start has no column: line 1 begins behind it. A place behind the last byte of the file is the end of its last line.
// The map of lines is built at the first question about a file (so not from two threads at once); then any question is quick, however
// long the lines are.
typedef struct {
    uint32_t line, column;
} LineColumn;
LineColumn sources_line_column(Sources *sources, SrcPos pos);

// A whole line (1-based) without its end, and the position of its first byte (`start` may be NULL). Lines past the end are empty.
Str sources_line(Sources *sources, FileId file, uint32_t line, SrcPos *start);

#endif
