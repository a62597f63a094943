// Mending the head and the body of a record.
#include "diag/catalogue.h"
#include "syntax/mend.h"
#include "syntax/parser.h"

#define LONGEST_HEAD 64 // tokens looked at to find out whether a word begins a nested record: more would make a long line quadratic

void mend_separators(Mender *m) {
    for (; code_at(m, m->at) == SEMICOLON || code_at(m, m->at) == COMMA; m->at++) {
        Habit habit = code_at(m, m->at) == SEMICOLON ? HABIT_SEMICOLON : HABIT_COMMA;
        mend_note(m, habit, span_at(m, m->at), text_at(m, m->at));
        mend_note_fix(m, habit, span_at(m, m->at), STR("take it out"), (Str){"", 0});
    }
}

// ---- the head: ids and title

// Tokens that may stand in a head, if only by mistake.
static bool may_be_in_head(uint8_t code) {
    return rough_is_id(code) || code == COMMA || code == ON || code == EQUALS || code == COLON || code == BAD_BYTE || code == MINUS ||
           code == SLASH || code == PLUS || code == LPAREN || code == RPAREN || code == FUNCTION || code == DURATION || code == MONEY ||
           code == PERCENT || code == DOTNAME || code == QUESTION || code == DOTDOT;
}

// The token behind the ids (and what else stands between the kind's word and title or brace), at most `most` tokens away.
static uint32_t end_of_head(const Mender *m, uint32_t kind, uint32_t most) {
    uint32_t i = kind + 1;
    for (; i < m->end && i - kind < most && may_be_in_head(m->t[i].code); i++) {
        uint8_t before = m->t[i - 1].code;
        if (m->t[i].first && before != COMMA && before != ON) break;
    }
    return i;
}

bool is_record(const Mender *m, uint32_t i) {
    if (code_at(m, i) != WORD || code_at(m, i + 1) == COMMA) return false;
    uint32_t end = i + 1;
    while (end < m->end && end - i < LONGEST_HEAD && (rough_is_id(m->t[end].code) || m->t[end].code == COMMA || m->t[end].code == ON) && same_line(m, i, end)) end++;
    uint8_t code = code_at(m, end);
    if (code == LBRACE) return m->t[i].first || same_line(m, i, end); // `owner: ciso` and a brace on the next line is none
    if (!rough_is_title(code) || !same_line(m, i, end)) return false;
    return end == i + 1 || m->t[end - 1].code != COMMA;
}

// Do all words of the run look like ids of a list rather than words of a sentence: A.8.13, R-017?
static bool all_with_digits(const Mender *m, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++) {
        Str text = text_at(m, i);
        bool digit = false;
        for (uint32_t k = 0; k < text.len; k++) digit = digit || (text.at[k] >= '0' && text.at[k] <= '9');
        if (!digit || !rough_is_id(m->t[i].code)) return false;
    }
    return true;
}

// `A.7.4 A.7.5 "…"`: commas are missing between ids.
static void mend_id_list(Mender *m, uint32_t from, uint32_t to) {
    Diagnostic *d = diag_missing_comma(m->sink, span_at(m, from + 1), sample_at(m, from), sample_at(m, from + 1));
    m->reported++;
    for (uint32_t i = from; i < to; i++) {
        if (i + 1 < to) diag_fix(m->sink, d, behind(m, i), STR("add the comma"), STR(","), true);
        mend_id(m, i);
        if (i + 1 < to) emit_behind(m, COMMA, i);
    }
}

// `Ransomware encrypts {`: words that were meant as a title.
static void mend_unquoted_title(Mender *m, uint32_t from, uint32_t to) {
    Str title = text_from_to(m, from, to - 1);
    Span at = span_from_to(m, from, to - 1);
    Diagnostic *d = diag_unquoted_title(m->sink, at, rough_sample(m->sink, title));
    diag_fix(m->sink, d, at, STR("put it in quotes"), arena_printf(diagnostics_arena(m->sink), "\"" STR_FMT "\"", STR_ARG(title)),
             str_find(title, '\\', 0) == title.len);
    m->reported++;
    emit(m, POISON_TITLE, from);
}

// `head of hr "Head of HR"`: an id with blanks in it.
static void mend_id_with_space(Mender *m, uint32_t from, uint32_t to) {
    Arena *arena = diagnostics_arena(m->sink);
    Str id = text_from_to(m, from, to - 1), joined = arena_str(arena, id);
    char *at = (char *)(uintptr_t)joined.at;
    for (uint32_t i = 0; i < joined.len; i++) {
        if (at[i] == ' ' || at[i] == '\t') at[i] = '-';
    }
    Span span = span_from_to(m, from, to - 1);
    Diagnostic *d = diag_id_with_space(m->sink, span, rough_sample(m->sink, id), rough_sample(m->sink, joined));
    diag_fix(m->sink, d, span, STR("join the words"), joined, false);
    m->reported++;
    emit(m, POISON, from);
}

// One run of a list of ids. `last` says that no title follows.
static void mend_ids_run(Mender *m, uint32_t from, uint32_t to, bool untitled) {
    bool all_ids = true;
    for (uint32_t i = from; i < to; i++) all_ids = all_ids && rough_is_id(m->t[i].code);
    if (to - from == 1 && all_ids) {
        mend_id(m, from);
    } else if (all_with_digits(m, from, to)) {
        mend_id_list(m, from, to);
    } else if (untitled && rough_is_id(m->t[from].code)) {
        mend_id(m, from);
        mend_unquoted_title(m, from + 1, to);
    } else if (all_ids) {
        mend_id_with_space(m, from, to);
    } else {
        for (uint32_t i = from; i < to; i++) emit(m, m->t[i].code, i);
    }
}

static void mend_ids(Mender *m, uint32_t from, uint32_t to, bool untitled) {
    for (uint32_t i = from; i < to;) {
        uint8_t code = m->t[i].code;
        if (code == COMMA || code == ON) {
            bool trailing = code == COMMA && i + 1 == to;
            if (trailing) mend_note(m, HABIT_COMMA, span_at(m, i), text_at(m, i));
            else emit(m, code, i);
            i++;
            continue;
        }
        if (code == EQUALS || code == COLON) {
            mend_note(m, code == EQUALS ? HABIT_EQUALS : HABIT_COLON_BEFORE_BLOCK, span_at(m, i), text_at(m, i - 1));
            i++;
            continue;
        }
        uint32_t end = i;
        while (end < to && m->t[end].code != COMMA && m->t[end].code != ON && m->t[end].code != EQUALS && m->t[end].code != COLON) end++;
        mend_ids_run(m, i, end, untitled && end == to);
        i = end;
    }
}

static void mend_quotes(Mender *m, uint32_t i) {
    Arena *arena = diagnostics_arena(m->sink);
    Str text = text_at(m, i);
    uint32_t open = m->t[i].code == SINGLE_QUOTED ? 1 : (unsigned char)text.at[0] == 0xC2 ? 2 : 3;
    uint32_t close = text.at[text.len - 1] == '"' ? 1 : open;
    Habit habit = m->t[i].code == SINGLE_QUOTED ? HABIT_SINGLE_QUOTES : HABIT_TYPOGRAPHIC_QUOTES;
    mend_note(m, habit, span_at(m, i), text);
    Str inside = text.len >= open + close ? str_part(text, open, text.len - close) : (Str){"", 0};
    bool plain = str_find(inside, '"', 0) == inside.len && str_find(inside, '\\', 0) == inside.len;
    if (plain) mend_note_fix(m, habit, span_at(m, i), STR("write straight quotes"), arena_printf(arena, "\"" STR_FMT "\"", STR_ARG(inside)));
}

// A quoted text that is not a proper string: reported. The token that stands for it is `poison`.
bool mend_bad_string(Mender *m, uint32_t i, uint8_t poison) {
    uint8_t code = m->t[i].code;
    if (code == SINGLE_QUOTED || code == TYPOGRAPHIC) {
        mend_quotes(m, i);
    } else if (code == OPEN_STRING) {
        diag_unterminated_string(m->sink, span_at(m, i));
        m->reported++;
    } else {
        return false;
    }
    emit(m, poison, i);
    return true;
}

static void mend_title(Mender *m) {
    uint32_t i = m->at++;
    if (mend_bad_string(m, i, POISON_TITLE)) return;
    if (m->t[i].code == TEXT) {
        diag_text_as_title(m->sink, span_at(m, i));
        m->reported++;
        emit(m, POISON_TITLE, i);
        return;
    }
    emit(m, m->t[i].code, i);
    if (m->t[i].code == TODO && code_at(m, m->at) == STRING) {
        emit(m, STRING, m->at);
        m->at++;
    }
}

// `risk R-1: "x" {` or `risk: R-1 "x" {`: a colon in the head.
static void mend_head_colon(Mender *m, uint32_t i) {
    Span colon = {span_at(m, i).end - 1, span_at(m, i).end};
    Str word = without_colon(text_at(m, i));
    mend_note(m, HABIT_COLON_BEFORE_BLOCK, span_at(m, i), word);
    mend_note_fix(m, HABIT_COLON_BEFORE_BLOCK, colon, STR("take the colon out"), (Str){"", 0});
}

static bool is_id_with_colon(const Mender *m, uint32_t i) {
    uint8_t next = code_at(m, i + 1);
    return code_at(m, i) == FIELD && same_line(m, i - 1, i) && (next == LBRACE || (rough_is_title(next) && next != TODO && code_at(m, i + 2) == LBRACE));
}

void mend_record(Mender *m) {
    uint32_t kind = m->at++;
    emit(m, WORD, kind);
    uint32_t head = end_of_head(m, kind, UINT32_MAX);
    bool titled = rough_is_title(code_at(m, head));
    mend_ids(m, m->at, head, !titled);
    m->at = head;
    if (is_id_with_colon(m, m->at)) {
        mend_head_colon(m, m->at);
        emit(m, WORD, m->at++);
        titled = rough_is_title(code_at(m, m->at));
    }
    if (titled) mend_title(m);
    if (code_at(m, m->at) == SEMICOLON || (code_at(m, m->at) == COMMA && code_at(m, m->at + 1) == LBRACE)) mend_separators(m);
    if (code_at(m, m->at) == LBRACE) {
        emit(m, LBRACE, m->at++);
        mend_body(m);
    } else if (!titled && m->reported == 0) {
        diag_empty_record(m->sink, span_from_to(m, kind, head - 1), rough_sample(m->sink, text_from_to(m, kind, head - 1)));
        m->reported++;
        emit_behind(m, POISON_TITLE, head - 1);
    } else if (!titled) {
        emit_behind(m, POISON_TITLE, head - 1);
    }
}

// ---- the body

static void skip_block(Mender *m) {
    uint32_t depth = 0;
    do {
        uint8_t code = code_at(m, m->at++);
        if (code == LBRACE) depth++;
        else if (code == RBRACE) depth--;
    } while (depth > 0 && m->at < m->end);
}

// `assets = db`, `owner : ciso`
static void mend_field_sign(Mender *m) {
    uint32_t field = m->at;
    Span sign = {span_at(m, field).end, span_at(m, field + 1).end};
    if (code_at(m, field + 1) == EQUALS) {
        mend_note(m, HABIT_EQUALS, span_at(m, field + 1), text_at(m, field));
        mend_note_fix(m, HABIT_EQUALS, sign, STR("write a colon"), STR(":"));
    } else {
        mend_note(m, HABIT_BLANK_BEFORE_COLON, span_at(m, field + 1), text_at(m, field));
        mend_note_fix(m, HABIT_BLANK_BEFORE_COLON, sign, STR("join them"), STR(":"));
    }
    emit(m, FIELD, field);
    m->at += 2;
    mend_values(m, field);
}

static void mend_missing_colon(Mender *m) {
    uint32_t field = m->at++;
    Diagnostic *d = diag_missing_colon(m->sink, span_at(m, field), sample_at(m, field));
    diag_fix(m->sink, d, behind(m, field), STR("add the colon"), STR(":"), true);
    m->reported++;
    emit(m, FIELD, field);
    mend_values(m, field);
}

static void mend_field(Mender *m) {
    uint32_t field = m->at++;
    if (m->t[field].foreign) mend_note(m, HABIT_FOREIGN_ID, span_at(m, field), without_colon(text_at(m, field)));
    if (code_at(m, m->at) == LBRACE) {
        mend_head_colon(m, field);
        emit(m, WORD, field);
        emit(m, LBRACE, m->at++);
        mend_body(m);
        return;
    }
    emit(m, FIELD, field);
    if (code_at(m, m->at) == EQUALS) {
        mend_note(m, HABIT_EQUALS, span_at(m, m->at), without_colon(text_at(m, field)));
        mend_note_fix(m, HABIT_EQUALS, span_at(m, m->at), STR("take it out"), (Str){"", 0});
        m->at++;
    }
    mend_values(m, field);
}

// Something that has no place in a body: left out. Told once for each line.
static void mend_stray(Mender *m) {
    uint32_t i = m->at++;
    bool silent = mend_is_muddled(m, i);
    mend_muddle(m, i);
    if (silent) return;
    if (is_word_at(m, i)) diag_stray_word(m->sink, span_at(m, i), sample_at(m, i));
    else if (rough_is_value(m->t[i].code)) diag_value_without_field(m->sink, span_at(m, i), sample_at(m, i));
    else diag_stray_character(m->sink, span_at(m, i), sample_at(m, i));
}

// A word in a record that is neither behind a field nor a field: a nested record, or a slip.
static void mend_word(Mender *m) {
    uint8_t next = code_at(m, m->at + 1);
    bool value_follows = rough_is_value(next) && same_line(m, m->at, m->at + 1);
    if (next == EQUALS || next == COLON) mend_field_sign(m);
    else if (is_record(m, m->at)) mend_record(m);
    else if (value_follows && code_at(m, end_of_head(m, m->at, LONGEST_HEAD)) == LBRACE) mend_record(m);
    else if (value_follows) mend_missing_colon(m);
    else mend_stray(m);
}

void mend_body(Mender *m) {
    while (m->at < m->end) {
        uint8_t code = m->t[m->at].code;
        switch (code) {
        case RBRACE: emit(m, RBRACE, m->at++); return;
        case FIELD: mend_field(m); break;
        case WORD:
        case ON: mend_word(m); break;
        case SEMICOLON:
        case COMMA: mend_separators(m); break;
        case LBRACE:
            diag_block_without_name(m->sink, span_at(m, m->at));
            m->reported++;
            skip_block(m);
            break;
        default: mend_stray(m); break;
        }
    }
}
