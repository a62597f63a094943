// Strings in JSON.
#ifndef ISMSC_RENDER_DIAGNOSTICS_JSON_TEXT_H
#define ISMSC_RENDER_DIAGNOSTICS_JSON_TEXT_H

#include "base/out.h"
#include "base/str.h"

// Writes `text` with its quotes. What comes out is valid UTF-8 whatever goes in (malformed bytes become
// U+FFFD), and holds no raw control or invisible character, so that it is safe on a terminal, too.
void json_text(Out *out, Str text);

// Writes `"name": "text"`; the sink variant gives the text back with out_free.
void json_member(Out *out, const char *name, Str text);
void json_member_out(Out *out, const char *name, Out text);

#endif
