// Reading JSON (RFC 8259), front to back and without a tree: the caller asks for what should come next. Strict: no comments, no trailing commas, valid
// UTF-8 only. The first mistake stays, and everything asked for after it fails. Nothing recurses.
#ifndef ISMSC_BASE_JSON_H
#define ISMSC_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define JSON_DEEPEST 64u

typedef struct {
    Str text;
    uint32_t at;  // the next byte
    Arena *arena; // of strings with escapes
    uint32_t depth;
    bool behind_value;   // a comma or the end must come
    const char *mistake; // what was wanted; NULL: all is well
    uint32_t mistake_at;
} JsonReader;

// The text must outlive what is read.
JsonReader json_reader(Str text, Arena *arena);

// `{ … }`: json_object, then json_key until it gives false, reading the value of each. A list: json_list and json_element.
bool json_object(JsonReader *r);
bool json_key(JsonReader *r, Str *name);
bool json_list(JsonReader *r);
bool json_element(JsonReader *r);

// Is a value of that sort next? '"', '{', '[', 't' for true and false, '0' for a number, 'n' for null.
bool json_is(JsonReader *r, char sort);

bool json_string(JsonReader *r, Str *value);
bool json_bool(JsonReader *r, bool *value);
bool json_integer(JsonReader *r, int64_t *value); // no fraction, no exponent, within 64 bits
bool json_skip(JsonReader *r);                    // any value

// Nothing may follow but blanks. False, as after any mistake before.
bool json_end(JsonReader *r);

// Notes a mistake of the caller's own at the place where the reader is; returns false.
bool json_wrong(JsonReader *r, const char *wanted);

// The line of the mistake, from 1.
uint32_t json_line(const JsonReader *r);

#endif
