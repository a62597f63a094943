// Making the files of a build: every artefact in every format that was asked for, by as many threads as are worth it. What comes out does not depend on
// their number.
#ifndef ISMSC_CLI_MAKE_H
#define ISMSC_CLI_MAKE_H

#include "cli/run.h"
#include "render/artefacts/render.h"
#include "session/compare.h"

typedef struct {
    VEC(const ArtefactFormat *) list;
    bool model; // the model itself, in one file
} Formats;

typedef struct {
    Str file; // in the folder
    Was was;
} Made;
typedef VEC(Made) MadeFiles;

// What is to be made, and what was.
typedef struct {
    const Run *run;
    const char *folder;
    const Formats *formats;
    Writing *writing; // NULL: nothing is written, all is compared with what is there
    Arena *arena;     // of the names of files
    MadeFiles made;   // in the order of the artefacts and their formats
} Making;

// False: `trouble` says why not all could be made.
bool make_files(Making *making, Out *trouble);

#endif
