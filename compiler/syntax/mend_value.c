// Mending the values of a field.
#include "base/out.h"
#include "diag/catalogue.h"
#include "syntax/mend.h"
#include "syntax/parser.h"

#define LOOK_AHEAD 16 // tokens: more would make a long line quadratic

void mend_id(Mender *m, uint32_t i) {
    if (m->t[i].foreign) mend_note(m, HABIT_FOREIGN_ID, span_at(m, i), text_at(m, i));
    emit(m, m->t[i].code, i);
}

// One value without signs. The cursor moves behind it.
static void mend_operand(Mender *m) {
    uint32_t i = m->at;
    uint8_t code = code_at(m, i);
    if (mend_number(m)) return;
    m->at++;
    if (code == MINUS) {
        emit(m, MINUS, i);
        emit(m, code_at(m, m->at), m->at);
        m->at++;
    } else if (code == TODO) {
        emit(m, TODO, i);
        if (code_at(m, m->at) == STRING) emit(m, STRING, m->at), m->at++;
    } else if ((code == WORD || code == PATH) && mend_date(m, i)) {
        return;
    } else if (!mend_bad_string(m, i, POISON)) {
        mend_id(m, i);
    }
}

static bool is_operand(const Mender *m, uint32_t i) {
    return rough_is_value(code_at(m, i)) || (code_at(m, i) == MINUS && code_at(m, i + 1) == NUMBER && is_adjacent(m, i)) || is_amount(m, i);
}

static bool is_sign(uint8_t code) {
    return code == DOTDOT || code == TIMES || code == STAR;
}

// `likely x severe`: the letter in the place of the sign.
static bool is_letter_sign(const Mender *m) {
    bool is_x = code_at(m, m->at) == WORD && (str_eq(text_at(m, m->at), STR("x")) || str_eq(text_at(m, m->at), STR("X")));
    return is_x && same_line(m, m->at - 1, m->at) && same_line(m, m->at, m->at + 1) && rough_is_id(code_at(m, m->at - 1)) &&
           rough_is_id(code_at(m, m->at + 1));
}

static void mend_letter_sign(Mender *m) {
    Diagnostic *d = diag_rating_sign(m->sink, span_at(m, m->at), text_at(m, m->at));
    diag_fix(m->sink, d, span_at(m, m->at), STR("write the sign"), STR("×"), true);
    m->reported++;
    emit(m, TIMES, m->at++);
    mend_operand(m);
}

// How many tokens from i on are the number of a clause as the standard prints it, `6.1.3 d)` or `9.3.2 d) 1)`; 0: none.
static uint32_t label_tokens(const Mender *m, uint32_t i) {
    uint32_t n = 1;
    if (!rough_is_id(code_at(m, i)) || str_find(text_at(m, i), '.', 0) == text_at(m, i).len) return 0;
    while (same_line(m, i, i + n + 1) && m->t[i + n].end - m->t[i + n].start == 1 && code_at(m, i + n + 1) == RPAREN && is_adjacent(m, i + n)) n += 2;
    return n > 1 ? n : 0;
}

static void mend_label(Mender *m, uint32_t count) {
    uint32_t i = m->at;
    Arena *arena = diagnostics_arena(m->sink);
    Span at = span_from_to(m, i, i + count - 1);
    Str joined = text_at(m, i);
    for (uint32_t k = i + 1; k < i + count; k += 2) joined = arena_printf(arena, STR_FMT "." STR_FMT, STR_ARG(joined), STR_ARG(text_at(m, k)));
    Diagnostic *d = diag_id_with_space(m->sink, at, rough_sample(m->sink, text_from_to(m, i, i + count - 1)), rough_sample(m->sink, joined));
    diag_fix(m->sink, d, at, STR("write the id"), joined, false);
    m->reported++;
    emit(m, POISON, i);
    m->at += count;
}

static void mend_value(Mender *m) {
    uint32_t label = label_tokens(m, m->at);
    if (label > 0) {
        mend_label(m, label);
        return;
    }
    mend_operand(m);
    while (is_letter_sign(m)) mend_letter_sign(m);
    while (is_sign(code_at(m, m->at)) && is_operand(m, m->at + 1)) {
        emit(m, code_at(m, m->at), m->at);
        m->at++;
        mend_operand(m);
    }
}

// ---- where values begin and go on

// A word on a new line that rather belongs to the record than to the value before it.
static bool is_item_word(const Mender *m, uint32_t i) {
    if (!is_word_at(m, i)) return false;
    uint8_t next = code_at(m, i + 1);
    if (is_record(m, i) || ((next == EQUALS || next == COLON) && same_line(m, i, i + 1))) return true;
    return m->t[i].first && rough_is_value(next) && same_line(m, i, i + 1);
}

// Is the token the first value of the field, or the first behind a comma? In `owner: ciso needs { … }` it is, and a record begins behind it: what may be
// read as it is meant is no mistake.
static bool starts_value(const Mender *m, uint32_t i) {
    if (!is_operand(m, i)) return false;
    return !is_item_word(m, i) || (same_line(m, i - 1, i) && is_record(m, i + 1));
}

// Does the value without a comma before it still belong to the field?
static bool goes_on(const Mender *m, uint32_t field, uint32_t i) {
    if (!is_operand(m, i) || is_item_word(m, i)) return false;
    if (!is_word_at(m, i)) return true;
    if (m->t[i].first) return m->t[i].indent > m->t[field].indent;
    return !(is_known_field(m, i) && rough_is_value(code_at(m, i + 1)) && same_line(m, i, i + 1));
}

// ---- texts without quotes

static bool is_in_prose(uint8_t code) {
    return rough_is_value(code) || code == FUNCTION || code == LPAREN || code == RPAREN || code == BAD_BYTE || code == SLASH || code == PLUS ||
           code == QUESTION || code == DOTNAME || code == MINUS;
}

// `Backup`, but not `A.8.13`
static bool is_capital_word(Str text) {
    if (text.len < 2 || text.at[0] < 'A' || text.at[0] > 'Z') return false;
    for (uint32_t i = 1; i < text.len; i++) {
        if (text.at[i] < 'a' || text.at[i] > 'z') return false;
    }
    return true;
}

// `report.pdf`: a point and two to four letters at the end.
static bool is_file_name(Str text) {
    uint32_t letters = 0;
    while (letters < text.len && text.at[text.len - 1 - letters] >= 'a' && text.at[text.len - 1 - letters] <= 'z') letters++;
    return letters >= 2 && letters <= 4 && letters < text.len && text.at[text.len - 1 - letters] == '.';
}

// Are the words from `i` on, without commas between them, a text that lacks its quotes (and not ids that lack commas)?
static bool is_prose(const Mender *m, uint32_t field, uint32_t i) {
    uint32_t n = 0, values = 0;
    bool prose = false, quoted = false;
    for (uint32_t k = i; n < LOOK_AHEAD && k < m->end && m->t[k].line == m->t[i].line; k++, n++) {
        uint8_t code = m->t[k].code;
        if (code == COMMA || !is_in_prose(code)) break;
        if (rough_is_value(code) && k > i && !goes_on(m, field, k)) break;
        bool loose_end = code == OPEN_STRING && k > i && m->t[k - 1].end == m->t[k].start; // `a text"`
        prose = prose || loose_end;
        quoted = quoted || (!loose_end && code >= STRING && code <= TEXT) || code == SINGLE_QUOTED || code == TYPOGRAPHIC ||
                 (code == OPEN_STRING && !loose_end);
        values += rough_is_value(code);
        prose = prose || !rough_is_value(code) || is_capital_word(text_at(m, k)) || is_file_name(text_at(m, k));
    }
    if (n == 2 && code_at(m, i) == NUMBER) return false; // a unit or a currency: see mend_number
    return n >= 2 && values >= 2 && !quoted && (prose || n >= 4);
}

// Does the semicolon end a field, and is no sign within a text?
static bool ends_field(const Mender *m, uint32_t semicolon) {
    uint8_t next = code_at(m, semicolon + 1);
    return !same_line(m, semicolon, semicolon + 1) || next == FIELD || next == RBRACE || next == SEMICOLON || is_record(m, semicolon + 1);
}

// Takes everything up to the end of the line, or to the next field, as one text that lacks its quotes.
static void mend_prose(Mender *m, uint32_t first, uint32_t mark) {
    uint32_t end = m->at;
    while (end < m->end && same_line(m, m->at, end)) {
        uint8_t code = m->t[end].code;
        if (code == FIELD || code == LBRACE || code == RBRACE || (code == SEMICOLON && ends_field(m, end))) break;
        if (end > m->at && !is_adjacent(m, end - 1) && is_record(m, end)) break;
        end++;
    }
    if (!same_line(m, first, m->at)) first = m->at;
    Str text = text_from_to(m, first, end - 1);
    Span at = span_from_to(m, first, end - 1);
    Diagnostic *d = mend_is_muddled(m, first) ? NULL : diag_unquoted_text(m->sink, at, rough_sample(m->sink, text));
    bool plain = str_find(text, '"', 0) == text.len && str_find(text, '\\', 0) == text.len;
    bool ended = m->t[end - 1].code == OPEN_STRING && str_find(text, '"', 0) + 1 == text.len;
    if (ended) diag_fix(m->sink, d, (Span){at.start, at.start}, STR("add the quote"), STR("\""), true);
    if (plain) diag_fix(m->sink, d, at, STR("put it in quotes"), arena_printf(diagnostics_arena(m->sink), "\"" STR_FMT "\"", STR_ARG(text)), true);
    m->reported++;
    m->out->tokens.kind.n = m->out->tokens.start.n = mark; // what came before is part of it
    emit(m, POISON, first);
    m->at = end;
}

// ---- lists

// A list with a dash before each item, as in YAML.
static void mend_dashes(Mender *m, uint32_t field) {
    uint32_t first = m->at, last = first;
    Out joined = out_memory();
    bool more = false;
    while (code_at(m, m->at) == MINUS && is_operand(m, m->at + 1)) {
        if (more) {
            emit_behind(m, COMMA, last);
            out_cstr(&joined, ", ");
        }
        uint32_t item = ++m->at;
        mend_value(m);
        last = m->at - 1;
        out_str(&joined, text_from_to(m, item, last));
        if (code_at(m, m->at) == COMMA) m->at++;
        more = true;
    }
    Arena *arena = diagnostics_arena(m->sink);
    mend_note(m, HABIT_DASHES, span_from_to(m, first, first + 1), text_at(m, field));
    Span list = {span_at(m, first).start, behind(m, last).end};
    mend_note_fix(m, HABIT_DASHES, list, STR("write commas between the values"), arena_str(arena, out_text(&joined)));
    out_free(&joined);
}

static void mend_bracket(Mender *m) {
    uint32_t i = m->at++;
    if (m->t[i].code == LBRACKET) mend_note(m, HABIT_BRACKETS, span_at(m, i), text_at(m, i));
    mend_note_fix(m, HABIT_BRACKETS, span_at(m, i), STR("take the bracket out"), (Str){"", 0});
}

// A character in the place of a value that no value begins with.
static void mend_stray_value(Mender *m) {
    uint32_t i = m->at++;
    if (!mend_is_muddled(m, i)) diag_stray_character(m->sink, span_at(m, i), sample_at(m, i));
    mend_muddle(m, i);
    emit(m, POISON, i);
}

// Before value `i`, behind value `before`, there is no comma. Told once for each field.
static void mend_missing_comma(Mender *m, uint32_t before, uint32_t i, Diagnostic **told) {
    if (mend_is_muddled(m, i)) return;
    if (*told == NULL) {
        *told = diag_missing_comma(m->sink, span_at(m, i), sample_at(m, before), sample_at(m, i));
        m->reported++;
    }
    diag_fix(m->sink, *told, behind(m, before), STR("add the comma"), STR(","), true);
}

static void mend_trailing_comma(Mender *m, uint32_t comma) {
    mend_note(m, HABIT_COMMA, span_at(m, comma), text_at(m, comma));
    mend_note_fix(m, HABIT_COMMA, span_at(m, comma), STR("take it out"), (Str){"", 0});
}

// `silent`: what stands in its place was reported.
static void mend_missing_value(Mender *m, uint32_t field, bool silent) {
    if (!silent && !mend_is_muddled(m, field)) diag_missing_value(m->sink, span_at(m, field), without_colon(sample_at(m, field)));
    m->reported++;
    emit_behind(m, POISON, field);
}

void mend_values(Mender *m, uint32_t field) {
    uint32_t reported = m->reported, first = m->at, mark = m->out->tokens.kind.n, count = 0, comma = UINT32_MAX;
    Diagnostic *told = NULL;
    if (code_at(m, first) == MINUS && m->t[first].first && is_operand(m, first + 1)) {
        mend_dashes(m, field);
        return;
    }
    for (bool wanting = true;;) {
        uint8_t code = code_at(m, m->at);
        if (code == LBRACKET || code == RBRACKET) {
            mend_bracket(m);
        } else if (code == COMMA && !wanting) {
            comma = m->at++;
            wanting = true;
        } else if (code == SEMICOLON || code == COMMA) {
            mend_separators(m);
        } else if (wanting ? starts_value(m, m->at) : goes_on(m, field, m->at)) {
            if (!label_tokens(m, m->at) && is_prose(m, field, m->at)) {
                mend_prose(m, first, mark);
                return;
            }
            if (!wanting) mend_missing_comma(m, m->at - 1, m->at, &told);
            if (count++ > 0) emit_behind(m, COMMA, m->at - 1);
            mend_value(m);
            wanting = false;
        } else if (wanting && code == BAD_BYTE && same_line(m, field, m->at)) {
            if (count++ > 0) emit_behind(m, COMMA, m->at - 1);
            mend_stray_value(m);
            wanting = false;
        } else {
            if (count == 0) mend_missing_value(m, field, m->reported > reported);
            else if (wanting) mend_trailing_comma(m, comma);
            return;
        }
    }
}
