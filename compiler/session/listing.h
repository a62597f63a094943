// Reading folders and files of the file system. Paths are relative to a folder that was opened once.
#ifndef ISMSC_SESSION_LISTING_H
#define ISMSC_SESSION_LISTING_H

#include <sys/stat.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"
#include "base/vec.h"

typedef struct {
    int fd;           // of the folder
    const char *path; // absolute and without links
    Arena *arena;     // of the paths found
} Root;

// Opens a folder; false with the reason in `trouble`.
bool root_open(Root *root, const char *folder, Arena *arena, Out *trouble);
void root_close(Root *root);

typedef struct {
    VEC(Str) files;   // *.isms
    VEC(Str) folders; // to be looked into
} Listing;

void listing_free(Listing *listing);

// Appends what lies directly in the folder (empty: the root itself) to the listing, by full path below the root.
bool listing_read(const Root *root, Str folder, Listing *listing, Out *trouble);

// Is what has this name passed over: hidden, or a folder that holds no sources?
bool listing_passes_over(Str name, bool folder);

// Reads a whole regular file of at most `most` bytes; `text` is allocated by mem_alloc with room for SOURCE_PADDING.
bool root_read(const Root *root, Str path, uint32_t most, char **text, uint32_t *len, struct stat *which, Out *trouble);

// Is the absolute `path` the root or below it? *below gets the part below, as a slice of `path`.
bool root_holds(const Root *root, const char *path, Str *below);

#endif
