// Sign-offs, written into sources: who approved what of a record, on which day. What a sign-off is, and which fields it covers, the library says.
#ifndef ISMSC_SESSION_APPROVE_H
#define ISMSC_SESSION_APPROVE_H

#include "session/session.h"
#include "source/edit.h"

typedef struct {
    Str by;     // id of the role
    Str person; // who holds it; empty: nobody is named
    Str field;  // of the record, where its kind has several for sign-offs; empty: its only one
    Date on, until;
    bool has_until;
} Approval;

typedef enum {
    APPROVAL_REFUSED, // `trouble` says why
    APPROVAL_NEW,
    APPROVAL_RENEWED, // a sign-off by the same role was out of date, without a fingerprint, or over
    APPROVAL_STANDS   // one holds already: nothing to write
} Approved;

// Adds the edits that make `approval` stand in the record `row`, which is the project's. Runs after STAGE_PROGRAM. Texts lie in `arena`; `trouble`
// gets one line.
Approved approve(const Session *session, Row row, const Approval *approval, Arena *arena, Edits *edits, Out *trouble);

#endif
