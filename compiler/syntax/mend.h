// What the parts of the repairs share: a cursor over the rough tokens of one declaration, the tokens that come out, and the habits that
// were met. Private to repair.c and mend_*.c.
#ifndef ISMSC_SYNTAX_MEND_H
#define ISMSC_SYNTAX_MEND_H

#include "syntax/parser.h"
#include "syntax/repair.h"

// Mistakes that people repeat: told once for each declaration, with their number.
typedef enum {
    HABIT_EQUALS,
    HABIT_SEMICOLON,
    HABIT_COMMA,
    HABIT_BRACKETS,
    HABIT_DASHES,
    HABIT_SINGLE_QUOTES,
    HABIT_TYPOGRAPHIC_QUOTES,
    HABIT_DATE,
    HABIT_THOUSANDS,
    HABIT_FOREIGN_ID,
    HABIT_BLANK_BEFORE_COLON,
    HABIT_COLON_BEFORE_BLOCK,
    HABIT_COUNT
} Habit;

typedef struct {
    uint32_t count;
    Span first;
    Str sample; // what the message names: a field, a date
    DiagFix *fixes, *last_fix;
} HabitNote;

// The names that stand before a colon anywhere in the file: a word that is one of them is likely a field.
typedef struct {
    VEC(Str) slots; // empty ones have at == NULL; length a power of two
    uint32_t count;
} FieldNames;

typedef struct Mender {
    const Rough *rough;
    const RoughToken *t; // all kept tokens of the file
    uint32_t at, end;    // the next one, and the end of this declaration
    Repaired *out;
    Diagnostics *sink;
    FieldNames fields;
    HabitNote habits[HABIT_COUNT];
    uint32_t reported; // in this declaration
    uint32_t muddle;   // number of the line, plus one, on which something stray was reported: what else is odd on it is its consequence
} Mender;

// The code of the token at the cursor or `ahead` of it; 0 behind the declaration's end.
static inline uint8_t code_at(const Mender *m, uint32_t i) {
    return i < m->end ? m->t[i].code : 0;
}

// `on` is a keyword only behind an id: anywhere else it is a word like any other.
static inline bool is_word_at(const Mender *m, uint32_t i) {
    return code_at(m, i) == WORD || code_at(m, i) == ON;
}

static inline bool same_line(const Mender *m, uint32_t a, uint32_t b) {
    return b < m->end && m->t[a].line == m->t[b].line;
}

static inline Str text_at(const Mender *m, uint32_t i) {
    return rough_text(m->rough, &m->t[i]);
}

static inline Span span_at(const Mender *m, uint32_t i) {
    return rough_span(m->rough, &m->t[i]);
}

// Right behind a token: where a fix puts what is missing.
static inline Span behind(const Mender *m, uint32_t i) {
    SrcPos end = m->rough->file->base + m->t[i].end;
    return (Span){end, end};
}

// From the first byte of one token to the last of another, cut to the line of the first.
Span span_from_to(const Mender *m, uint32_t first, uint32_t last);

// The text of a token as a message shows it.
static inline Str sample_at(const Mender *m, uint32_t i) {
    return rough_sample(m->sink, text_at(m, i));
}

// The text between the same.
Str text_from_to(const Mender *m, uint32_t first, uint32_t last);

void emit(Mender *m, uint8_t code, uint32_t i);        // a token of that code at the place of token i
void emit_behind(Mender *m, uint8_t code, uint32_t i); // … right behind it
void mend_note(Mender *m, Habit habit, Span at, Str sample);
void mend_note_fix(Mender *m, Habit habit, Span at, Str label, Str text); // a safe fix for what was noted last
bool mend_is_muddled(const Mender *m, uint32_t i);                        // … on the line of token i
void mend_muddle(Mender *m, uint32_t i);
bool is_known_field(const Mender *m, uint32_t i);
Str without_colon(Str field);

// ---- mend_head.c

void mend_record(Mender *m); // the cursor is at the kind's word

// Does a nested record or a block begin at word i: a head on one line, with a title or an opening brace?
bool is_record(const Mender *m, uint32_t i);

// Does the head that begins at word i, whatever is wrong with it, end with an opening brace?
bool mend_head_has_brace(const Mender *m, uint32_t i);

// A colon behind the name of a block or a part of a head.
void mend_note_colon(Mender *m, uint32_t i);

// Semicolons and commas that do not belong where the cursor is.
void mend_separators(Mender *m);

// ---- mend_record.c

void mend_body(Mender *m); // the cursor is behind the opening brace; ends behind the closing one

// ---- mend_number.c

// Each mends what begins at the cursor, or at word i, and emits a poisoned value for it; false when there is nothing to mend.
bool mend_number(Mender *m);
bool mend_date(Mender *m, uint32_t i);

// Does an amount of money begin here that is not written as one?
bool is_amount(const Mender *m, uint32_t i);

// Do two tokens stand side by side without a blank?
static inline bool is_adjacent(const Mender *m, uint32_t i) {
    return i + 1 < m->end && m->t[i].end == m->t[i + 1].start;
}

// ---- mend_value.c

void mend_values(Mender *m, uint32_t field); // the cursor is behind the field's name
void mend_id(Mender *m, uint32_t i);         // emits one id

// A text in wrong quotes, or without an end: reports it, emits `poison` for it. False when it is none.
bool mend_bad_string(Mender *m, uint32_t i, uint8_t poison);

#endif
