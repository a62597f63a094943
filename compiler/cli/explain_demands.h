// What stands around a demand: the kinds of record that answer it or may claim it, the rules that watch over it, the artefacts that show it.
#ifndef ISMSC_CLI_EXPLAIN_DEMANDS_H
#define ISMSC_CLI_EXPLAIN_DEMANDS_H

#include "session/session.h"

// Writes, as Markdown, what concerns the record itself, the requirements that it names, and all that stands below these in the tree of a standard. Nothing
// where nothing does.
void explain_demands(const Session *session, Row row, Out *out);

#endif
