// Rewriting sources.
#include "session/rewrite.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "render/diagnostics/shown.h"
#include "session/write.h"

// Does the file still hold what was read? Text that was mended in memory (see syntax/hygiene.h) counts as another one: writing it back would
// change more than was asked for.
static bool is_as_read(const char *folder, const Change *change, Out *trouble) {
    char *text = NULL;
    uint32_t len = 0;
    if (!files_read_below(folder, change->path, &text, &len, trouble)) return false;
    bool same = str_eq((Str){text, len}, change->before);
    mem_free(text);
    if (same) return true;
    out_cstr(trouble, "nothing was written: ");
    shown_path(trouble, change->path);
    out_cstr(trouble, " is not what was read (it changed meanwhile, or holds bytes that are no text)");
    return false;
}

static bool add(Writing *writing, const char *folder, const Change *change, Out *trouble) {
    char *path = NULL;
    bool absolute = str_starts(change->path, STR("/"));
    if (asprintf(&path, "%s%s" STR_FMT, absolute ? "" : folder, absolute ? "" : "/", STR_ARG(change->path)) < 0) mem_exhausted();
    Out *out = writing_add(writing, path, trouble);
    if (out != NULL) out_str(out, change->after);
    free(path);
    return out != NULL;
}

bool rewrite(const char *folder, const Changes *changes, Out *trouble) {
    Writing *writing = writing_new(NULL); // the sources are what is to be written
    bool well = true;
    for (uint32_t i = 0; well && i < changes->n; i++) well = add(writing, folder, &changes->at[i], trouble);
    for (uint32_t i = 0; well && i < changes->n; i++) well = is_as_read(folder, &changes->at[i], trouble);
    well = well && writing_commit(writing, trouble);
    writing_free(writing);
    return well;
}
