// Trees that need no parsing.
#include "session/trees.h"

void ready_tree_take(const ReadyTree *ready, SrcPos base, Tree *tree) {
    tree->lent = true;
    tree->kind.at = (uint8_t *)(uintptr_t)ready->kind;
    tree->child.at = (NodeId *)(uintptr_t)ready->child;
    tree->next.at = (NodeId *)(uintptr_t)ready->next;
    tree->top.at = (NodeId *)(uintptr_t)ready->top;
    tree->kind.n = tree->child.n = tree->next.n = ready->nodes;
    tree->top.n = ready->tops;
    vec_extend(&tree->pos, ready->nodes);
    for (uint32_t n = 1; n < ready->nodes; n++) tree->pos.at[n] = ready->place[n] + base; // node 0 is none
}
