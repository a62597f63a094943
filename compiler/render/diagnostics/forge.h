// What the formats of forges and other machines share: files below the root of the repository, a place for everything, and what is said in one message.
#ifndef ISMSC_RENDER_DIAGNOSTICS_FORGE_H
#define ISMSC_RENDER_DIAGNOSTICS_FORGE_H

#include "render/diagnostics/render.h"

typedef struct {
    const SourceFile *file; // NULL: there is no such place in the project's own files
    FileId id;
    Span at;
    LineColumn from, to; // columns in code points; `to` is exclusive
} ForgePlace;

ForgePlace forge_place(const DiagInput *input, Span at);

// Where the diagnostic is shown: a forge takes nothing that lies nowhere, so what has no place in the project stands at its anchor.
ForgePlace forge_home(const DiagInput *input, const Diagnostic *d);

// The column of `pos` in bytes of its line, from 1.
uint32_t forge_byte_column(const DiagInput *input, SrcPos pos, uint32_t line);

// The file's path below the root of the repository, in a sink that is to be given back with out_free.
Out forge_path(const DiagInput *input, const ForgePlace *place);

// The same as a relative URI: everything but unreserved characters and `/` is percent-encoded (RFC 3986).
void forge_uri(const DiagInput *input, const ForgePlace *place, Out *out);

// The other places of a diagnostic, for formats that have no members for them: "see controls.isms:4: implemented here", a line for each of the first few.
// Raw, to be escaped by the format, and to be given back with out_free, as the next.
Out forge_places(const DiagInput *input, const Diagnostic *d);

// Headline, other places and help on one line, with "; " between them. Raw, too.
Out forge_line(const DiagInput *input, const Diagnostic *d);

// Headline, other places, help, requirement and the way to learn more, a line for each. Without `input`, without the places.
Out forge_words(const DiagInput *input, const Diagnostic *d);

// For each diagnostic its number, from 1, among those of the same fingerprint. To be given back with mem_free.
uint32_t *forge_occurrences(const DiagInput *input);

// Indices of the diagnostics, those of one file together, in the order of files; within one as they stand. To be given back with mem_free.
uint32_t *forge_by_file(const DiagInput *input);

// How many of each level are shown when only `most` can be: errors first. `room` is indexed by LEVEL_NOTE … LEVEL_ERROR. Returns how many are left out.
uint32_t forge_room(const DiagInput *input, uint32_t most, uint32_t room[LEVEL_ERROR + 1]);

// LEVEL_ERROR for what is forbidden, else the level.
Level forge_level(const Diagnostic *d);

#endif
