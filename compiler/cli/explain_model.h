// Explanations of kinds and records, as Markdown.
#ifndef ISMSC_CLI_EXPLAIN_MODEL_H
#define ISMSC_CLI_EXPLAIN_MODEL_H

#include "session/session.h"

// Title, documentation, fields with their types, where records of the kind stand, and which requirements they answer.
void explain_kind(const Session *session, KindId kind, Out *out);

// Title, documentation, and what stands in the record's fields.
void explain_record(const Session *session, Row row, Out *out);

#endif
