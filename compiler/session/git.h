// A project as it was at a commit, read from the git repository that its folder lies in.
#ifndef ISMSC_SESSION_GIT_H
#define ISMSC_SESSION_GIT_H

#include "session/files.h"

// Reads the files of the project in the folder `root` as they were at `ref` (a branch, a tag, a commit; with `...` behind it, the commit at which HEAD
// left it): the same ones that files_find would find in a working tree, and which other files there were. `git` is run, with commits and objects by their
// digests only; a ref that begins with `-` is refused. Where there were no *.isms yet, `none` is set, and there are no files. False: `trouble` says
// why, and for a clone that is not deep enough what to do. files_free is due either way.
bool git_files(const char *root, Str ref, ProjectFiles *project, Out *trouble);

#endif
