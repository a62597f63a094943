// Trees that need no parsing.
#include "session/trees.h"

void ready_tree_take(const ReadyTree *ready, SrcPos base, Tree *tree) {
    tree->base = base;
    tree->lent = true;
    tree->kind.at = (uint16_t *)(uintptr_t)ready->kind;
    tree->place.at = (uint32_t *)(uintptr_t)ready->place;
    tree->top.at = (NodeId *)(uintptr_t)ready->top;
    tree->kind.n = tree->place.n = ready->nodes;
    tree->top.n = ready->tops;
}
