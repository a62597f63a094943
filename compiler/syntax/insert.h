// Where something new goes in a record, so that its layout stays as it was. For what the compiler itself writes into sources.
#ifndef ISMSC_SYNTAX_INSERT_H
#define ISMSC_SYNTAX_INSERT_H

#include "source/edit.h"
#include "syntax/tree.h"

// A line that would become longer than this is broken.
#define INSERT_LINE 120

// Where a record or a field ends in its file, its closing brace included. 0: that brace is not there, as after a mistake.
uint32_t item_end(const Tree *tree, const Sources *sources, NodeId item);

// Adds the edits that put `item` (a field or a block, without line ends) at the end of the record's body: in the line of a record that has only one
// and has room there, else in a line of its own, indented like its neighbours. A record without a body gets one. False: the end of the body is not
// there, as after a mistake. Texts are made in `arena`.
bool insert_item(const Tree *tree, const Sources *sources, NodeId record, Str item, Arena *arena, Edits *edits);

// Adds the edit that puts fields (`name: value`) behind the field `after`, in its line or each in one of its own like that.
void insert_fields(const Tree *tree, const Sources *sources, NodeId after, const Str *fields, uint32_t count, Arena *arena, Edits *edits);

#endif
