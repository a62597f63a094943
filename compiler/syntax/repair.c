// Repairing a file, declaration by declaration; and the book of habits.
#include "syntax/repair.h"

#include "base/hash.h"
#include "diag/catalogue.h"
#include "syntax/mend.h"
#include "syntax/parser.h"
#include "syntax/scan.h"

void repaired_free(Repaired *repaired) {
    tokens_free(&repaired->tokens);
    vec_free(&repaired->quiet);
}

// ---- what the menders use

Span span_from_to(const Mender *m, uint32_t first, uint32_t last) {
    Span span = span_at(m, first);
    while (last > first && m->t[last].line != m->t[first].line) last--;
    span.end = span_at(m, last).end;
    return span;
}

Str text_from_to(const Mender *m, uint32_t first, uint32_t last) {
    Span span = span_from_to(m, first, last);
    uint32_t base = m->rough->file->base;
    return str_part(m->rough->file->text, span.start - base, span.end - base);
}

void emit(Mender *m, uint8_t code, uint32_t i) {
    tokens_push(&m->out->tokens, code, m->rough->file->base + m->t[i].start);
}

void emit_behind(Mender *m, uint8_t code, uint32_t i) {
    tokens_push(&m->out->tokens, code, m->rough->file->base + m->t[i].end);
}

Str without_colon(Str field) {
    return field.len > 0 && field.at[field.len - 1] == ':' ? str_part(field, 0, field.len - 1) : field;
}

bool mend_is_muddled(const Mender *m, uint32_t i) {
    return m->muddle == m->t[i].line + 1;
}

void mend_muddle(Mender *m, uint32_t i) {
    m->muddle = m->t[i].line + 1;
    m->reported++;
}

// ---- names of fields

static uint32_t slot_of(const FieldNames *names, Str name) {
    uint32_t mask = names->slots.n - 1, i = (uint32_t)hash_bytes(0, name.at, name.len) & mask;
    while (names->slots.at[i].at != NULL && !str_eq(names->slots.at[i], name)) i = (i + 1) & mask;
    return i;
}

static void collect_fields(Mender *m) {
    uint32_t fields = 0, room = 16;
    for (uint32_t i = 0; i < m->rough->kept.n; i++) fields += m->t[i].code == FIELD;
    while (room < fields * 2) room *= 2;
    vec_extend(&m->fields.slots, room);
    for (uint32_t i = 0; i < m->rough->kept.n; i++) {
        if (m->t[i].code != FIELD) continue;
        Str name = without_colon(text_at(m, i));
        m->fields.slots.at[slot_of(&m->fields, name)] = name;
    }
}

bool is_known_field(const Mender *m, uint32_t i) {
    return m->fields.slots.at[slot_of(&m->fields, text_at(m, i))].at != NULL;
}

// ---- habits

void mend_note(Mender *m, Habit habit, Span at, Str sample) {
    HabitNote *note = &m->habits[habit];
    if (note->count++ == 0) {
        note->first = at;
        note->sample = rough_sample(m->sink, sample);
    }
    m->reported++;
}

void mend_note_fix(Mender *m, Habit habit, Span at, Str label, Str text) {
    HabitNote *note = &m->habits[habit];
    DiagFix *fix = ARENA_NEW(diagnostics_arena(m->sink), DiagFix);
    *fix = (DiagFix){.at = at, .label = label, .text = text, .safe = true};
    if (note->last_fix != NULL) note->last_fix->next = fix;
    else note->fixes = fix;
    note->last_fix = fix;
}

static Diagnostic *tell_habit(Diagnostics *sink, Habit habit, const HabitNote *note, Str times) {
    switch (habit) {
    case HABIT_EQUALS: return diag_equals_sign(sink, note->first, note->sample, times);
    case HABIT_SEMICOLON: return diag_semicolon(sink, note->first, times);
    case HABIT_COMMA: return diag_surplus_comma(sink, note->first, times);
    case HABIT_BRACKETS: return diag_square_brackets(sink, note->first, times);
    case HABIT_DASHES: return diag_dash_list(sink, note->first, times);
    case HABIT_SINGLE_QUOTES: return diag_single_quotes(sink, note->first, times);
    case HABIT_TYPOGRAPHIC_QUOTES: return diag_typographic_quotes(sink, note->first, times);
    case HABIT_DATE: return diag_date_form(sink, note->first, note->sample, times);
    case HABIT_THOUSANDS: return diag_thousands_separator(sink, note->first, note->sample, times);
    case HABIT_FOREIGN_ID: return diag_id_not_ascii(sink, note->first, note->sample, times);
    case HABIT_BLANK_BEFORE_COLON: return diag_blank_before_colon(sink, note->first, note->sample, times);
    case HABIT_COLON_BEFORE_BLOCK: return diag_colon_before_block(sink, note->first, note->sample, times);
    default: return NULL;
    }
}

// Tells the habits of one declaration and forgets them.
static void tell_habits(Mender *m) {
    for (uint32_t habit = 0; habit < HABIT_COUNT; habit++) {
        HabitNote *note = &m->habits[habit];
        if (note->count == 0) continue;
        Str times = {"", 0};
        if (note->count > 1) times = arena_printf(diagnostics_arena(m->sink), " (%u times in this declaration)", note->count);
        Diagnostic *d = tell_habit(m->sink, (Habit)habit, note, times);
        for (const DiagFix *fix = note->fixes; fix != NULL; fix = fix->next) diag_fix(m->sink, d, fix->at, fix->label, fix->text, fix->safe);
        *note = (HabitNote){0};
    }
}

// ---- declarations

// Of the meta-language the scanner knows the keywords: it reads the declaration again. Only what it cannot read is reported here.
static void mend_meta(Mender *m, const Chunk *chunk) {
    const SourceFile *file = m->rough->file;
    uint32_t added = 0;
    for (uint32_t i = chunk->from; i < chunk->to; i++) {
        const RoughToken *token = &m->t[i];
        added += token->added && token->code == RBRACE;
        if (token->code == OPEN_STRING) {
            diag_unterminated_string(m->sink, span_at(m, i));
            m->reported++;
        } else if (token->code == SINGLE_QUOTED) {
            mend_note(m, HABIT_SINGLE_QUOTES, span_at(m, i), text_at(m, i));
        } else if (token->code == TYPOGRAPHIC) {
            mend_note(m, HABIT_TYPOGRAPHIC_QUOTES, span_at(m, i), text_at(m, i));
        } else if (token->code == SEMICOLON) {
            mend_note(m, HABIT_SEMICOLON, span_at(m, i), text_at(m, i));
        } else if (token->code == POISON) {
            m->reported++; // a text block without an end, and what else was told while the file was scanned
        } else if (token->foreign) {
            mend_note(m, HABIT_FOREIGN_ID, span_at(m, i), without_colon(text_at(m, i)));
        }
    }
    uint32_t end = chunk->to < m->rough->kept.n ? m->t[chunk->to].start : m->rough->tokens.at[m->rough->tokens.n - 1].start;
    scan_piece(file, m->t[chunk->from].start, end, SCAN_FILE, &m->out->tokens);
    for (; added > 0; added--) emit_behind(m, RBRACE, chunk->to - 1);
}

// `role: ceo "CEO" {`
static bool is_head_with_colon(const Mender *m) {
    uint8_t next = code_at(m, m->at + 1), after = code_at(m, m->at + 2);
    return code_at(m, m->at) == FIELD && rough_is_id(next) && same_line(m, m->at, m->at + 1) && (after == LBRACE || rough_is_title(after));
}

static void mend_plain(Mender *m) {
    if (code_at(m, m->at) == WORD && str_eq(text_at(m, m->at), STR("extend"))) emit(m, EXTEND, m->at++);
    if (code_at(m, m->at) == WORD && str_eq(text_at(m, m->at), STR("use"))) {
        emit(m, USE, m->at++);
        while (m->at < m->end) {
            if (code_at(m, m->at) == SEMICOLON) mend_separators(m);
            else emit(m, m->t[m->at].code, m->at), m->at++;
        }
        return;
    }
    if (code_at(m, m->at) == WORD || is_head_with_colon(m)) mend_record(m);
    mend_separators(m);
    for (; m->at < m->end; m->at++) emit(m, m->t[m->at].code, m->at); // not understood: the parser says so
}

static bool is_meta(const Mender *m, const Chunk *chunk) {
    uint8_t code;
    Str word = text_at(m, chunk->from);
    if (m->t[chunk->from].code != WORD) return false;
    if (keyword_opens(word.at, word.len, &code) != META_NONE) return true;
    return code == EXTEND && chunk->from + 1 < chunk->to && str_eq(text_at(m, chunk->from + 1), STR("kind"));
}

static void mend_chunk(Mender *m, const Chunk *chunk) {
    m->at = chunk->from;
    m->end = chunk->to;
    m->reported = chunk->reported;
    m->muddle = 0;
    if (chunk->from < chunk->to) {
        if (is_meta(m, chunk)) mend_meta(m, chunk);
        else mend_plain(m);
        emit_behind(m, END, chunk->to - 1);
        vec_push(&m->out->quiet, m->reported > 0);
    }
    tell_habits(m);
}

bool repair_file(Rough *rough, const SourceFile *file, Repaired *out, Diagnostics *sink) {
    tokens_clear(&out->tokens);
    out->quiet.n = 0;
    rough_scan(rough, file, sink);
    if (!rough_match_braces(rough, sink)) return false;
    Mender m = {.rough = rough, .t = rough->kept.at, .out = out, .sink = sink};
    collect_fields(&m);
    for (uint32_t i = 0; i < rough->chunks.n; i++) mend_chunk(&m, &rough->chunks.at[i]);
    tokens_push(&out->tokens, END_OF_FILE, file->base + file->text.len);
    vec_free(&m.fields.slots);
    return true;
}
