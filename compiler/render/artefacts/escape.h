// One escaper for each context. What comes out is valid UTF-8, holds no control character and no invisible or bidirectional one (C0 controls
// become control pictures, the others U+FFFD), and nothing in it is syntax, neither of the context nor to a CI system that reads it in a log.
#ifndef ISMSC_RENDER_ARTEFACTS_ESCAPE_H
#define ISMSC_RENDER_ARTEFACTS_ESCAPE_H

#include <stdbool.h>

#include "base/out.h"
#include "base/str.h"

// For the text of an element of XML or HTML and for an attribute in quotes. Line ends and tabs become blanks.
void escape_xml(Out *out, Str text);

// For running text and cells of tables in Markdown (CommonMark with GitHub's tables): nothing is markup. Line ends become `<br>`.
void escape_markdown(Out *out, Str text);

// Would a forge call whoever has the name behind the `@` at byte `at`? In an address it calls nobody.
bool escape_opens_mention(Str text, uint32_t at);

// A whole field of CSV with its quotes. Line ends stay, as LF. A text that a spreadsheet would take for a formula gets a `'` before it,
// unless `raw`; numbers are none.
void escape_csv(Out *out, Str text, bool raw);

// A string of JSON with its quotes. Line ends and tabs are kept as escapes, and so are controls and invisible characters.
void escape_json(Out *out, Str text);

// A further member of an object, `, "name": "text"`; nothing where the text is empty.
void escape_json_member(Out *out, const char *name, Str text);

// What is markup already: only controls (but line ends and tabs) and invisible characters are replaced.
void escape_none(Out *out, Str text);

// `#rrggbb` in hexadecimal digits? Anything else must not get into a style.
bool is_colour(Str text);

#endif
