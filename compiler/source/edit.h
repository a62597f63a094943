// Changes of sources as data: pieces of text that take the place of others, and what files become by them. Nothing here writes a file.
#ifndef ISMSC_SOURCE_EDIT_H
#define ISMSC_SOURCE_EDIT_H

#include "base/arena.h"
#include "base/out.h"
#include "base/vec.h"
#include "source/source.h"

// `text` takes the place of `at`; an insertion where at.start == at.end.
typedef struct {
    Span at;
    Str text;
    uint32_t order; // in which they were added: edits_add counts
} Edit;

typedef VEC(Edit) Edits;

// Adds an edit; `text` must live as long as it. An insertion of several lines ends them as its file does, and one behind a last line without an
// end begins a new line: for both a text is made in `arena`.
void edits_add(Edits *edits, const Sources *sources, Span at, Str text, Arena *arena);

// Sorts the edits by place. Of two that overlap the one that was added first stays, of equal ones one. Two insertions at one place overlap,
// unless both are whole lines: these stay in their order. To be called before the edits are applied. Returns how many were dropped because another
// one stood in their way.
uint32_t edits_settle(Edits *edits);

// A file before and after. `path` is as sources know it.
typedef struct {
    Str path, before, after;
} Change;

typedef VEC(Change) Changes;

// Appends the files that the settled edits change, in the order of their places; the new texts lie in `arena`.
void edits_apply(const Edits *edits, const Sources *sources, Arena *arena, Changes *changes);

#endif
