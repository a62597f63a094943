// The fingerprint that GitHub itself gives a line of a file, so that an alert stays the same alert whoever reckons it.
#ifndef ISMSC_RENDER_DIAGNOSTICS_LINE_HASH_H
#define ISMSC_RENDER_DIAGNOSTICS_LINE_HASH_H

#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

// Written `HASH:OCCURRENCE`, the first in hexadecimal digits.
typedef struct {
    uint64_t hash;
    uint32_t occurrence; // among the lines with that hash, from 1
} LineHash;

typedef VEC(LineHash) LineHashes;

// Appends the hash of each line: of the 100 UTF-16 units from its start on that are neither blank nor tab, over line ends (all of them taken as LF) and the end
// of the file (0xFFFF, then zeros), by a rolling hash to base 37 modulo 2^64. From the source of GitHub's upload action (github/codeql-action,
// src/fingerprints.ts).
void line_hashes(Str text, LineHashes *hashes);

#endif
