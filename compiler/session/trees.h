// The trees of the library that is compiled in: made when the compiler is built (tools/trees.c), so that no run has to scan and parse it.
#ifndef ISMSC_SESSION_TREES_H
#define ISMSC_SESSION_TREES_H

#include "syntax/tree.h"

// The columns of one file's tree. Nothing here may be written to.
typedef struct ReadyTree {
    uint32_t nodes, tops;
    const uint16_t *kind;
    const uint32_t *place;
    const NodeId *top;
} ReadyTree;

// One for each of embedded_files; without nodes: it has to be parsed (it is no source, or there is something to be said about it).
extern const ReadyTree ready_trees[];

// Makes `tree` (initialised) that of a file whose first byte is at `base`; it reads the ready columns and never writes to them.
void ready_tree_take(const ReadyTree *ready, SrcPos base, Tree *tree);

#endif
