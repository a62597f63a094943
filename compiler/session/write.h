// Writing files so that nothing half-written is ever seen: all of them go to files without a name first, and only when every one is whole
// are they put in their places. Where the file system has no files without a name, hidden ones beside the place serve.
#ifndef ISMSC_SESSION_WRITE_H
#define ISMSC_SESSION_WRITE_H

#include <stdbool.h>

#include "base/out.h"
#include "session/files.h"

typedef struct Writing Writing;

// A set of files to be written together. None of them may be a file of `sources` (NULL: nothing is protected), which must outlive the set.
Writing *writing_new(const ProjectFiles *sources);

// Makes a folder, and those above it that are missing. They vanish again if nothing comes of the set.
bool writing_folder(Writing *writing, const char *folder, Out *trouble);

// A sink for the file at `path`, until the next call; NULL with the reason in `trouble`. `-` is standard output; what exists and is no
// regular file (a pipe, a terminal, /dev/null) is written to straight away.
Out *writing_add(Writing *writing, const char *path, Out *trouble);

// The same for several files at once, also by several threads: a sink for the file at `path`, until writing_close, which says whether all was written.
Out *writing_open(Writing *writing, const char *path, Out *trouble);
bool writing_close(Writing *writing, Out *sink, Out *trouble);

// Puts all files in their places. False: `trouble` says why, and none was put there unless a renaming failed after others.
bool writing_commit(Writing *writing, Out *trouble);

// Appends the text to the file at `path`, all of it or nothing: what a full disk took in is cut off again.
bool write_append(const char *path, Str text, Out *trouble);

// Gives the set back. What was not committed leaves no trace.
void writing_free(Writing *writing);

#endif
