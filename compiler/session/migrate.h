// From one edition of a standard to the next: every mention of a part of the old one becomes what mappings say it became. Which parts there are and
// what became of them is told by records of the library alone.
#ifndef ISMSC_SESSION_MIGRATE_H
#define ISMSC_SESSION_MIGRATE_H

#include "session/session.h"
#include "source/edit.h"

typedef enum { BECAME_KEPT, BECAME_RENUMBERED, BECAME_MERGED, BECAME_SPLIT, BECAME_REWORDED, BECAME_NOTHING } How;

// What one part of the old standard became.
typedef struct {
    Row was;
    const Row *became; // in the order of the mapping
    uint32_t count;
    How how;
    uint32_t places; // in which the project's sources name it
} Became;

typedef struct {
    Row from, to;       // the standards
    VEC(Became) became; // what the project names, in the order of the standard
    VEC(Row) added;     // parts of `to` to which nothing leads
} Migration;

// Adds the edits that lead the project's sources from the standard that it claims to `to`, the path of another one to which mappings lead from there.
// Where a person has to look again, a comment says so: where several parts became one, or one several. Records about parts that became one are kept
// once; the others are made comments. Runs after STAGE_MODEL. Texts lie in `arena`. False: `trouble` says why. migration_free is due either way.
bool migrate(const Session *session, Str to, Arena *arena, Edits *edits, Migration *migration, Out *trouble);
void migration_free(Migration *migration);

#endif
