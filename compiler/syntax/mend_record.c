// Mending the body of a record: fields, nested records, and what is neither.
#include "diag/catalogue.h"
#include "syntax/mend.h"

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
        mend_note_colon(m, field);
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
    else if (value_follows && mend_head_has_brace(m, m->at)) mend_record(m);
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
