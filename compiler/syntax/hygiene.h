// What a text must not hold, whatever it says: bytes that are no UTF-8, control characters, characters that hide what a text says.
#ifndef ISMSC_SYNTAX_HYGIENE_H
#define ISMSC_SYNTAX_HYGIENE_H

#include "diag/diagnostic.h"
#include "syntax/token.h"

typedef struct {
    bool invisible;  // the text holds invisible characters
    bool unreadable; // it is no text at all (UTF-16): do not go on
} Hygiene;

// Looks at all bytes outside ASCII. Malformed ones are reported, once, and become `_` in memory, so that nobody after this meets them.
Hygiene hygiene_check(const SourceFile *file, Diagnostics *sink);

// Reports control characters, once, and makes them blanks in memory. The scanner tells when there are any.
void hygiene_controls(const SourceFile *file, Diagnostics *sink);

// Warns of invisible characters in texts and comments, once; those in code were reported by the repairs.
void hygiene_invisible(const SourceFile *file, const Tokens *tokens, Diagnostics *sink);

#endif
