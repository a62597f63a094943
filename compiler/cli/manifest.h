// How a build was made: a small file beside its artefacts, so that `build --check` can make them again as they were, and knows which files are its own.
#ifndef ISMSC_CLI_MANIFEST_H
#define ISMSC_CLI_MANIFEST_H

#include "cli/options.h"

#define MANIFEST_NAME "ismsc-build.txt"

typedef struct {
    Date as_of;
    Str revision, emit; // as the options of build
    bool csv_raw;
    uint32_t width;
    VEC(Str) files; // artefacts, by their names in the folder
} Manifest;

void manifest_write(const Manifest *manifest, Out *out);

// Reads the one in `folder`; texts lie in `arena`. Sets *there to false where there is none. False: `trouble` says what is wrong with it. manifest_free is
// due either way.
bool manifest_read(const char *folder, Arena *arena, Manifest *manifest, bool *there, Out *trouble);
void manifest_free(Manifest *manifest);

#endif
