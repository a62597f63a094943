// A snapshot as JSON, version 1, and back: a saved model, with which a later state can be compared where there is no git.
#ifndef ISMSC_RENDER_ARTEFACTS_MODEL_JSON_H
#define ISMSC_RENDER_ARTEFACTS_MODEL_JSON_H

#include "base/out.h"
#include "query/snapshot.h"

#define MODEL_VERSION 1

// Records are in the order of their paths, each behind the one that it stands in.
void model_json(const Snapshot *snapshot, Out *out);

// Reads what model_json wrote. `text` must live as long as the snapshot, which lies in `arena`. False: `trouble` says what is wrong, and on which line.
bool model_json_read(Str text, Arena *arena, Snapshot *snapshot, Out *trouble);

#endif
