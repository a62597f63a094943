// The standard library as a set of files: the ones compiled into the binary, or those of a folder (--stdlib). A loading unit P is the file
// P.isms, the folder P/ with all that lies below it, or both; because files are sorted by path, each of the two is a stretch of them.
#ifndef ISMSC_SESSION_LIBRARY_H
#define ISMSC_SESSION_LIBRARY_H

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"
#include "base/vec.h"

typedef struct {
    Str path;          // below the library, `/` between folders: `risk/five-by-five.isms`
    const char *bytes; // NULL: has to be read from the folder
    uint32_t len;
    const struct ReadyTree *tree; // NULL: has to be parsed
} LibraryFile;

typedef struct {
    Arena *arena;           // of the list
    const char *folder;     // NULL: compiled in
    VEC(LibraryFile) files; // sorted by path, bytes compared
    VEC(Str) units;         // by library_units
} Library;

// Files [first, first + count) of a library.
typedef struct {
    uint32_t first, count;
} LibraryRange;

// Opens the library in `folder` (NULL: the one compiled in), which must outlive it. On failure says why in `trouble` and returns false.
bool library_open(Library *library, const char *folder, Out *trouble);
void library_close(Library *library);

// The files of a unit: its file and its folder's, either of which may be empty. False: there is no such unit.
bool library_unit(const Library *library, Str unit, LibraryRange ranges[2]);

// The bytes of a file, allocated by mem_alloc with room for SOURCE_PADDING, to be freed or handed on by the caller. On failure says why.
bool library_read(const Library *library, uint32_t file, char **text, uint32_t *len, Out *trouble);

// Calls `each` for every template of a set: the files stdlib/templates/SET/NAME.isms.txt, by NAME.isms, sorted. They are always those compiled in.
// Stops at the first false and returns it.
bool library_templates(Str set, bool each(void *context, Str name, Str text), void *context);

// Finds the names of all units, `core` among them: a folder is one where a file of it holds a record called like the folder's last part
// (`standard 2022` in iso27001/2022/); what lies in no such folder is a unit by itself. Written to library->units, once.
bool library_units(Library *library, Out *trouble);

#endif
