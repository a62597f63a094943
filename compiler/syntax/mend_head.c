// Mending the head of a record: ids, title, and what stands between them.
#include "diag/catalogue.h"
#include "syntax/mend.h"
#include "syntax/scan.h"

#define LONGEST_HEAD 64 // tokens looked at to find out whether a word begins a nested record: more would make a long line quadratic

void mend_separators(Mender *m) {
    for (; code_at(m, m->at) == SEMICOLON || code_at(m, m->at) == COMMA; m->at++) {
        Habit habit = code_at(m, m->at) == SEMICOLON ? HABIT_SEMICOLON : HABIT_COMMA;
        mend_note(m, habit, span_at(m, m->at), text_at(m, m->at));
        mend_note_fix(m, habit, span_at(m, m->at), STR("take it out"), (Str){"", 0});
    }
}

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
    while (end < m->end && end - i < LONGEST_HEAD && (rough_is_id(m->t[end].code) || m->t[end].code == COMMA || m->t[end].code == ON) &&
           same_line(m, i, end))
        end++;
    uint8_t code = code_at(m, end);
    if (code == LBRACE) return m->t[i].first || same_line(m, i, end); // `owner: ciso` and a brace on the next line is none
    if (!rough_is_title(code) || !same_line(m, i, end)) return false;
    if (code == OPEN_STRING && !m->t[i].first && is_adjacent(m, end - 1)) return false; // the end of a text: `it is done"`
    return end == i + 1 || m->t[end - 1].code != COMMA;
}

bool mend_head_has_brace(const Mender *m, uint32_t i) {
    return code_at(m, end_of_head(m, i, LONGEST_HEAD)) == LBRACE;
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

// `waive stale-evidence backup "…"`
static void mend_missing_on(Mender *m, uint32_t rule) {
    Diagnostic *d = diag_missing_on(m->sink, span_at(m, rule + 1), sample_at(m, rule), sample_at(m, rule + 1));
    diag_fix(m->sink, d, behind(m, rule), STR("add `on`"), STR(" on"), true);
    m->reported++;
    emit(m, POISON, rule); // so that nothing is said of a waiver that may be meant otherwise
    emit_behind(m, ON, rule);
    mend_id(m, rule + 1);
}

// One run of a list of ids. `untitled` says that no title follows.
static void mend_ids_run(Mender *m, uint32_t from, uint32_t to, bool untitled) {
    bool all_ids = true;
    for (uint32_t i = from; i < to; i++) all_ids = all_ids && rough_is_id(m->t[i].code);
    if (to - from == 1 && all_ids) {
        mend_id(m, from);
    } else if (to - from == 2 && all_ids && !untitled && str_eq(text_at(m, from - 1), STR("waive"))) {
        mend_missing_on(m, from);
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

// `"R-1" "Fire"`: an id in quotes. The word in them is taken as the id.
static void mend_quoted_id(Mender *m) {
    uint32_t i = m->at++;
    Str inside = str_part(text_at(m, i), 1, m->t[i].end - m->t[i].start - 1);
    bool is_word = inside.len > 0 && end_of_path(inside, 0) == inside.len;
    Diagnostic *d = diag_quoted_id(m->sink, span_at(m, i), rough_sample(m->sink, inside));
    if (is_word) diag_fix(m->sink, d, span_at(m, i), STR("take the quotes out"), inside, true);
    m->reported++;
    if (is_word) tokens_push(&m->out->tokens, WORD, m->rough->file->base + m->t[i].start + 1);
    else emit(m, POISON, i);
}

static void mend_title(Mender *m) {
    bool after_kind = m->out->tokens.kind.at[m->out->tokens.kind.n - 1] == WORD && code_at(m, m->at - 1) == WORD;
    if (after_kind && code_at(m, m->at) == STRING && code_at(m, m->at + 1) == STRING && same_line(m, m->at, m->at + 1)) mend_quoted_id(m);
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

// `cfo Chief Financial Officer" {`: the string without an end begins where the title should end.
static bool lacks_opening_quote(const Mender *m, uint32_t head, uint32_t kind) {
    return code_at(m, head) == OPEN_STRING && head > kind + 2 && m->t[head - 1].end == m->t[head].start;
}

static void mend_opening_quote(Mender *m, uint32_t kind, uint32_t head) {
    Str title = text_from_to(m, kind + 2, head - 1);
    Diagnostic *d = diag_missing_opening_quote(m->sink, span_from_to(m, kind + 2, head - 1), rough_sample(m->sink, title));
    Span before = {span_at(m, kind + 2).start, span_at(m, kind + 2).start};
    diag_fix(m->sink, d, before, STR("add the quote"), STR("\""), true);
    m->reported++;
    mend_id(m, kind + 1);
    emit(m, POISON_TITLE, kind + 2);
    m->at = head + 1;
}

// `risk R-1: "x" {` or `risk: R-1 "x" {`: a colon in the head.
void mend_note_colon(Mender *m, uint32_t i) {
    Span colon = {span_at(m, i).end - 1, span_at(m, i).end};
    Str word = without_colon(text_at(m, i));
    mend_note(m, HABIT_COLON_BEFORE_BLOCK, span_at(m, i), word);
    mend_note_fix(m, HABIT_COLON_BEFORE_BLOCK, colon, STR("take the colon out"), (Str){"", 0});
}

static bool is_id_with_colon(const Mender *m, uint32_t i) {
    uint8_t next = code_at(m, i + 1);
    return code_at(m, i) == FIELD && same_line(m, i - 1, i) &&
           (next == LBRACE || (rough_is_title(next) && next != TODO && code_at(m, i + 2) == LBRACE));
}

// A record says something: it has a title or a body. This one does not, or what was told about it is the reason.
static void mend_emptiness(Mender *m, uint32_t kind, uint32_t last) {
    if (m->reported == 0) {
        Str head = text_from_to(m, kind, last);
        diag_empty_record(m->sink, span_from_to(m, kind, last), rough_sample(m->sink, head));
        m->reported++;
    }
    emit_behind(m, POISON_TITLE, last);
}

// The ids, and the title if there is one. True when there is, whatever is wrong with it.
static bool mend_head(Mender *m, uint32_t kind, uint32_t head) {
    bool titled = rough_is_title(code_at(m, head));
    if (lacks_opening_quote(m, head, kind)) {
        mend_opening_quote(m, kind, head);
        return true;
    }
    mend_ids(m, m->at, head, !titled);
    m->at = head;
    if (is_id_with_colon(m, m->at)) {
        mend_note_colon(m, m->at);
        emit(m, WORD, m->at++);
        titled = rough_is_title(code_at(m, m->at));
    }
    if (titled) mend_title(m);
    return titled;
}

void mend_record(Mender *m) {
    uint32_t kind = m->at++;
    if (m->t[kind].code == FIELD) mend_note_colon(m, kind); // `role: ceo "CEO"`
    emit(m, WORD, kind);
    uint32_t head = end_of_head(m, kind, UINT32_MAX);
    bool titled = mend_head(m, kind, head);
    if (code_at(m, m->at) == SEMICOLON || (code_at(m, m->at) == COMMA && code_at(m, m->at + 1) == LBRACE)) mend_separators(m);
    if (code_at(m, m->at) == LBRACE) {
        emit(m, LBRACE, m->at++);
        mend_body(m);
    } else if (!titled) {
        mend_emptiness(m, kind, head - 1);
    }
}
