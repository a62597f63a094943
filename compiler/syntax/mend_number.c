// Mending what people write for numbers, amounts of money, dates and durations.
#include "base/date.h"
#include "diag/catalogue.h"
#include "syntax/mend.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static uint32_t count_digits(Str text, uint32_t at) {
    uint32_t n = 0;
    while (at + n < text.len && is_digit(text.at[at + n])) n++;
    return n;
}

// ---- single values

// Three numbers with `sign` between them: 01.03.2026, 2026-3-1, 01/03/2026.
static bool three_numbers(Str text, char sign, uint32_t numbers[3], uint32_t digits[3]) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < 3; i++) {
        digits[i] = count_digits(text, at);
        if (digits[i] == 0 || digits[i] > 4) return false;
        numbers[i] = 0;
        for (uint32_t k = 0; k < digits[i]; k++) numbers[i] = numbers[i] * 10 + (uint32_t)(text.at[at + k] - '0');
        at += digits[i];
        if (i < 2 && (at >= text.len || text.at[at++] != sign)) return false;
    }
    return at == text.len;
}

static void note_date(Mender *m, uint32_t i, uint32_t year, uint32_t month, uint32_t day, bool sure) {
    Date date;
    mend_note(m, HABIT_DATE, span_at(m, i), text_at(m, i));
    if (!sure || !date_of((int)year, (int)month, (int)day, &date)) return;
    char iso[DATE_CHARS];
    date_print(date, iso);
    mend_note_fix(m, HABIT_DATE, span_at(m, i), STR("write year-month-day"), arena_str(diagnostics_arena(m->sink), (Str){iso, DATE_CHARS}));
}

// A date that is not written as 2026-03-01.
bool mend_date(Mender *m, uint32_t i) {
    uint32_t n[3], digits[3];
    Str text = text_at(m, i);
    bool is_dotted = three_numbers(text, '.', n, digits) && digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2;
    if (is_dotted) note_date(m, i, n[2], n[1], n[0], true);
    bool is_slashed = !is_dotted && three_numbers(text, '/', n, digits) && digits[2] == 4 && digits[0] <= 2 && digits[1] <= 2;
    if (is_slashed) note_date(m, i, n[2], n[1], n[0], n[0] > 12);
    bool is_short = !is_dotted && !is_slashed && three_numbers(text, '-', n, digits) && digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2;
    if (is_short) note_date(m, i, n[0], n[1], n[2], true);
    if (!is_dotted && !is_slashed && !is_short) return false;
    emit(m, POISON, i);
    return true;
}

// ---- groups of digits

static bool is_group(const Mender *m, uint32_t i) {
    return code_at(m, i) == NUMBER || code_at(m, i) == PERCENT;
}

static bool has_three_digits(const Mender *m, uint32_t i) {
    return m->t[i].end - m->t[i].start == 3 && count_digits(text_at(m, i), 0) == 3;
}

// The token behind a number that goes on behind commas without a blank (`12,000`), or behind blanks with three digits (`12 000`).
// *thousands: all groups have three digits.
static uint32_t end_of_grouped(const Mender *m, uint32_t i, bool *thousands) {
    uint32_t end = i + 1;
    *thousands = true;
    for (;;) {
        bool by_comma = code_at(m, end) == COMMA && is_adjacent(m, end - 1) && is_adjacent(m, end) && is_group(m, end + 1);
        bool by_blank = code_at(m, end) == NUMBER && same_line(m, i, end) && has_three_digits(m, end);
        if (!by_comma && !by_blank) return end;
        end += by_comma ? 2 : 1;
        if (!has_three_digits(m, end - 1)) *thousands = false;
    }
}

static Str grouped_with_underscores(const Mender *m, Str text) {
    uint32_t start = 0; // a currency and its blank stay
    while (start < text.len && !is_digit(text.at[start])) start++;
    Str fixed = arena_str(diagnostics_arena(m->sink), text);
    char *at = (char *)(uintptr_t)fixed.at;
    for (uint32_t i = start; i < fixed.len; i++) {
        if (at[i] == ',' || at[i] == '.' || at[i] == ' ') at[i] = '_';
    }
    return fixed;
}

// `12,000`, `12 000`, `EUR 12.000`, `3,5 %`.
static bool mend_grouped(Mender *m) {
    bool thousands;
    uint32_t i = m->at, end = end_of_grouped(m, i, &thousands);
    Str text = text_at(m, i);
    uint32_t point = str_find(text, '.', 0);
    bool is_money = m->t[i].code == MONEY;
    bool pointed = is_money && point < text.len && count_digits(text, point + 1) == 3;
    if (end == i + 1 && !pointed) return false;
    bool in_list = m->t[i - 1].code == COMMA && is_adjacent(m, i - 1); // `1,2,300`: what stands before was no group
    bool is_list = in_list || (!thousands && !is_money && code_at(m, end - 1) != PERCENT);
    if (is_list || (end > i + 1 && thousands && count_digits(text, 0) > 3)) return false;
    Span at = span_from_to(m, i, end - 1);
    Str whole = text_from_to(m, i, end - 1);
    if (thousands) {
        mend_note(m, HABIT_THOUSANDS, at, whole);
        mend_note_fix(m, HABIT_THOUSANDS, at, STR("write underscores"), grouped_with_underscores(m, whole));
    } else {
        diag_decimal_comma(m->sink, at, rough_sample(m->sink, whole));
        m->reported++;
    }
    emit(m, POISON, i);
    m->at = end;
    return true;
}

// ---- amounts and durations

static bool starts_at(Str text, uint32_t at, Str part) {
    return str_eq(str_part(text, at, at + part.len), part);
}

// The currency that a sign stands for; empty for other texts. The sign is the first thing in `text`.
static Str currency_of(Str text, uint32_t at) {
    if (starts_at(text, at, STR("€"))) return STR("EUR");
    if (starts_at(text, at, STR("$"))) return STR("USD");
    if (starts_at(text, at, STR("£"))) return STR("GBP");
    return (Str){"", 0};
}

static bool is_currency_code(Str text) {
    if (text.len != 3) return false;
    for (uint32_t i = 0; i < 3; i++) {
        if (text.at[i] < 'A' || text.at[i] > 'Z') return false;
    }
    return true;
}

// The tokens of an amount that is not written as `EUR 500`, from i on: `€ 500`, `500 €`, `500€`, `500 EUR`; 0 for other things. *currency and
// *number tell what it should be, as far as it is clear.
static uint32_t amount_tokens(const Mender *m, uint32_t i, Str *currency, Str *number) {
    uint8_t code = code_at(m, i), next = same_line(m, i, i + 1) ? code_at(m, i + 1) : 0;
    Str text = i < m->end ? text_at(m, i) : (Str){"", 0};
    if (code == BAD_BYTE && is_digit(text.len > 0 ? text.at[0] : '\0')) { // 500€
        uint32_t digits = 0;
        while (digits < text.len && (is_digit(text.at[digits]) || strchr("_.", text.at[digits]) != NULL)) digits++;
        *number = str_part(text, 0, digits);
        *currency = currency_of(text, digits);
        return currency->len > 0 ? 1 : 0;
    }
    bool leads = code == BAD_BYTE && next == NUMBER, follows = code == NUMBER && (next == BAD_BYTE || next == WORD);
    if (!leads && !follows) return 0;
    Str sign = text_at(m, leads ? i : i + 1);
    *number = text_at(m, leads ? i + 1 : i);
    *currency = next == WORD ? (is_currency_code(sign) ? sign : (Str){"", 0}) : currency_of(sign, 0);
    return currency->len > 0 ? 2 : 0;
}

bool is_amount(const Mender *m, uint32_t i) {
    Str currency, number;
    return amount_tokens(m, i, &currency, &number) > 0;
}

static bool mend_amount(Mender *m) {
    Str currency, number;
    uint32_t i = m->at, count = amount_tokens(m, i, &currency, &number);
    if (count == 0) return false;
    Span at = span_from_to(m, i, i + count - 1);
    Diagnostic *d = diag_money_form(m->sink, at, rough_sample(m->sink, text_from_to(m, i, i + count - 1)));
    bool sure = str_find(number, '.', 0) == number.len; // 12.000 may be twelve thousand
    Str fixed = arena_printf(diagnostics_arena(m->sink), STR_FMT " " STR_FMT, STR_ARG(currency), STR_ARG(number));
    diag_fix(m->sink, d, at, STR("write the currency first"), fixed, sure);
    m->reported++;
    emit(m, POISON, i);
    m->at += count;
    return true;
}

// `3 Monate`: a number and a word that is no unit, and nothing else.
static bool mend_duration(Mender *m) {
    uint32_t i = m->at;
    bool pair = code_at(m, i) == NUMBER && is_word_at(m, i + 1) && same_line(m, i, i + 1) && !is_record(m, i + 1) && !is_known_field(m, i + 1);
    uint8_t after = code_at(m, i + 2);
    bool alone = pair && (!same_line(m, i, i + 2) || after == FIELD || after == RBRACE || after == COMMA || after == SEMICOLON);
    if (!alone || m->t[i + 1].foreign) return false;
    diag_duration_form(m->sink, span_from_to(m, i, i + 1), sample_at(m, i + 1), rough_sample(m->sink, text_from_to(m, i, i + 1)));
    m->reported++;
    emit(m, POISON, i);
    m->at += 2;
    return true;
}

bool mend_number(Mender *m) {
    uint8_t code = code_at(m, m->at);
    if (code != NUMBER && code != MONEY && code != BAD_BYTE) return false;
    if (mend_amount(m)) return true;
    return code != BAD_BYTE && (mend_grouped(m) || mend_duration(m));
}
