// Strict UTF-8 (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF) and what a terminal makes of a character.
#ifndef ISMSC_BASE_UTF8_H
#define ISMSC_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

// Length in bytes (1 to 4) of the well-formed character at `at`, of which `left` bytes exist, and its code point in *code; 0 when malformed.
uint32_t utf8_decode(const char *at, uint32_t left, uint32_t *code);

// Writes `code` to `to` (room for 4) and returns its length in bytes. What is no character (a surrogate, over U+10FFFF) becomes U+FFFD.
uint32_t utf8_encode(uint32_t code, char *to);

// Byte offset of the first malformed sequence at or after `from`; s.len when all is well. Fast on ASCII.
uint32_t utf8_check(Str s, uint32_t from);

// Columns that a terminal gives the code point: 0 (combining), 1, or 2 (wide). Control characters count 1: they are shown as pictures.
uint32_t utf8_width(uint32_t code);

// Columns of a whole text. Malformed bytes count 1 each: they are shown as one replacement character.
uint32_t utf8_columns(Str s);

// Is it a bidirectional control, a zero-width or another invisible character that can hide what a text says?
// (Not the two variation selectors that choose between text and emoji.)
bool utf8_is_invisible(uint32_t code);

// Number of code points in `s` (malformed bytes count one each).
uint32_t utf8_length(Str s);

#endif
