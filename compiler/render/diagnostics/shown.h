// How text from the input is shown to people. Nothing in it can command a terminal or a CI system, or hide:
// C0 controls become control pictures, C1 controls, invisible and bidirectional characters and malformed
// bytes become U+FFFD, and so do the bracket of `##[` and `##name[`, which some CI systems obey wherever it
// stands, and the first colon of `::name` where a text begins with it, since a line may begin there. All
// of them take one column, so marks below a line stay where they belong.
#ifndef ISMSC_RENDER_DIAGNOSTICS_SHOWN_H
#define ISMSC_RENDER_DIAGNOSTICS_SHOWN_H

#include "base/out.h"
#include "base/str.h"

// What CI systems take for commands, wherever they read it. Is the byte at `at` the bracket of `##[` or `##name[`?
bool command_bracket(Str text, uint32_t at);

// Where in from .. to, behind blanks, `::name` begins, as a line must to be a command; `to` if it does not.
uint32_t command_colon(Str text, uint32_t from, uint32_t to);

// One character as it is shown. A tab is four blanks wherever it stands, so that a line can be shown from its
// middle.
typedef struct {
    uint32_t bytes;   // that it takes in the text
    uint32_t columns; // that it takes on the terminal
    Str shown;        // lies in the text or in the binary
} Glyph;

// The character at byte `at`, which is below text.len.
Glyph glyph_at(Str text, uint32_t at);

// The byte at which the character before byte `at` begins; `at` is not 0.
uint32_t glyph_before(Str text, uint32_t at);

// Columns of the bytes `from` .. `to`.
uint32_t shown_columns(Str text, uint32_t from, uint32_t to);

// Writes the text, of which only so much that no message floods a terminal: what is left out is `…`.
#define SHOWN_MOST 4000
void shown_text(Out *out, Str text);

// Writes the bytes `from` .. `to` of a text.
void shown_part(Out *out, Str text, uint32_t from, uint32_t to);

// Writes the path of a file; at the start of a line it cannot be taken for a CI system's command.
void shown_path(Out *out, Str path);

#endif
