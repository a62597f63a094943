// Differences as JSON, version 1: what tools build on. Rows as they are found, without a word of the library.
#ifndef ISMSC_RENDER_ARTEFACTS_DIFFERENCES_JSON_H
#define ISMSC_RENDER_ARTEFACTS_DIFFERENCES_JSON_H

#include "base/out.h"
#include "query/differences.h"

#define DIFFERENCES_VERSION 1

void differences_json(const Snapshot *before, const Snapshot *after, const Differences *differences, Out *out);

#endif
