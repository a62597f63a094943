// Finding and reading source files. A project is the folder that holds the `project` record with all *.isms below it; a folder below with a
// `project` of its own is another project. Hidden folders, `ismsc-out` and `node_modules` are passed over, and so are links to folders. What is
// called *.isms and is no regular file, or is a link that leaves the folder, is refused and not passed over: silence would be worse.
#ifndef ISMSC_SESSION_FILES_H
#define ISMSC_SESSION_FILES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/out.h"
#include "base/str.h"
#include "base/vec.h"

// One file, read. `text` is allocated by mem_alloc with room for SOURCE_PADDING; whoever takes it sets it to NULL.
typedef struct {
    Str path; // below the root, `/` between folders
    char *text;
    uint32_t len;
    bool shared;  // the same text stands at the same path in the state with which this one is compared
    bool lent;    // and it is that state's
    dev_t device; // which file it is, so that no output is written over it
    ino_t inode;
} ProjectFile;

typedef struct {
    Arena *arena;
    Str root; // absolute folder of the project; for opening files, never for showing
    // the same below the repository that it lies in, with a `/` at its end; empty where it is the root of one, or lies in none
    Str folder;
    VEC(ProjectFile) files; // sorted by path, bytes compared
    bool has_project;       // some file directly in the root holds a `project` record
    bool none;              // there is nothing to read: files_find fails for that reason
    Str other;              // the first folder below that is another project, or empty
    bool listed;            // `there` says which files there are, and no folder is looked into
    VEC(Str) there;         // sorted by path, bytes compared
} ProjectFiles;

typedef enum {
    FIND_UPWARDS, // the nearest folder from `start` upwards that holds the `project` record. The search ends at the folder that holds `.git`
                  // and at the top of the file system. Without one, `start` itself if *.isms lie in it
    FIND_PROJECT, // the same, but never without the record
    FIND_HERE     // `start` itself
} FindHow;

// Finds the project and reads all of its files. On failure (unreadable, no .isms at all, more than 4 GiB) says why in `trouble` and returns
// false; files_free is then due too.
bool files_find(const char *start, FindHow how, ProjectFiles *project, Out *trouble);
void files_free(ProjectFiles *project);

// Puts files that were read from elsewhere into order, as files_find does: looks for the `project` record, leaves out what other projects below hold, and
// sorts the rest by path.
void files_settle(ProjectFiles *project);

// A file that has the same path and the same bytes in two states is held once: `project` gives its text back and is lent that of `from`, which nobody has
// taken yet. Whoever takes that must outlive who takes this.
void files_lend_same(ProjectFiles *project, ProjectFiles *from);

// The path below the project's root that `path` means, seen from the folder `from`; the empty text for the root itself. False, with the
// reason in `trouble`, when there is no such file or folder or it lies elsewhere. `gone`: it need not be there, but may have been. In the project's arena.
bool files_below_root(const ProjectFiles *project, const char *from, const char *path, bool gone, Str *below, Out *trouble);

// Is `below` a file of the project, or a folder with some?
bool files_any_below(const ProjectFiles *project, Str below);

// Is `path` one of the `count` files `below`, or in one of these folders (the empty text is the root)? Where there are none of them, every path is.
bool files_select(const Str *below, uint32_t count, Str path);

// Calls `each` with the path of every *.isms below `folder`, in no particular order.
bool files_list(const char *folder, void each(void *context, Str path), void *context, Out *trouble);

// Reads the regular file at `path`, wherever it is. `text` is allocated by mem_alloc.
bool files_read_path(const char *path, char **text, uint32_t *len, Out *trouble);

// Reads the regular file `path` below `folder`.
bool files_read_below(const char *folder, Str path, char **text, uint32_t *len, Out *trouble);

// Does the text hold a `project` record at top level? Reads no more of the language than comments, strings and braces.
bool files_hold_project(Str text);

#endif
