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

// The currency that is meant by a word of three small letters.
static Str currency_in_small_letters(Str text) {
    static const char *const CODES[] = {"EUR", "USD", "GBP", "CHF"}; // those that nobody takes for an id
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES && text.len == 3; i++) {
        bool same = true;
        for (uint32_t k = 0; k < 3; k++) same = same && (text.at[k] | 0x20) == (CODES[i][k] | 0x20);
        if (same) return str_of(CODES[i]);
    }
    return (Str){"", 0};
}

static bool is_currency_code(Str text) {
    if (text.len != 3) return false;
    for (uint32_t i = 0; i < 3; i++) {
        if (text.at[i] < 'A' || text.at[i] > 'Z') return false;
    }
    return true;
}

static uint32_t count_amount(Str text, uint32_t at) {
    uint32_t n = 0;
    while (at + n < text.len && (is_digit(text.at[at + n]) || strchr("_.", text.at[at + n]) != NULL)) n++;
    return n;
}

// `500€` and `€500`: a number and the sign of a currency in one token.
static bool joined_amount(Str text, Str *currency, Str *number) {
    uint32_t sign = text.len > 0 && is_digit(text.at[0]) ? count_amount(text, 0) : 0, at = 0;
    *currency = currency_of(text, sign);
    if (sign == 0) {
        while (at < text.len && !is_digit(text.at[at])) at++;
    }
    *number = str_part(text, at, at + count_amount(text, at));
    return currency->len > 0 && number->len > 0;
}

// What stands beside a number as its currency: a sign, a code, or a code in small letters.
static Str currency_beside(Str text, uint8_t code) {
    if (code == BAD_BYTE) return currency_of(text, 0);
    return is_currency_code(text) ? text : currency_in_small_letters(text);
}

// The tokens of an amount that is not written as `EUR 500`, from i on: `€ 500`, `500 €`, `500€`, `€500`, `500 EUR`, `eur 500`; 0 for other things.
// *currency and *number tell what it should be, as far as it is clear.
static uint32_t amount_tokens(const Mender *m, uint32_t i, Str *currency, Str *number) {
    uint8_t code = code_at(m, i), next = same_line(m, i, i + 1) ? code_at(m, i + 1) : 0;
    if (code == BAD_BYTE && joined_amount(text_at(m, i), currency, number)) return 1;
    bool leads = (code == BAD_BYTE || code == WORD) && next == NUMBER, follows = code == NUMBER && (next == BAD_BYTE || next == WORD);
    if (!leads && !follows) return 0;
    *number = text_at(m, leads ? i + 1 : i);
    *currency = leads ? currency_beside(text_at(m, i), code) : currency_beside(text_at(m, i + 1), next);
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
    Str text = text_from_to(m, i, i + count - 1);
    Diagnostic *d = diag_money_form(m->sink, at, rough_sample(m->sink, text));
    bool sure = str_find(number, '.', 0) == number.len && str_find(text, '$', 0) == text.len; // 12.000 may be twelve thousand; $ are many currencies
    Str fixed = arena_printf(diagnostics_arena(m->sink), STR_FMT " " STR_FMT, STR_ARG(currency), STR_ARG(number));
    diag_fix(m->sink, d, at, STR("write the currency first"), fixed, sure);
    m->reported++;
    emit(m, POISON, i);
    m->at += count;
    return true;
}

// `35 percent`
static bool mend_percent(Mender *m) {
    uint32_t i = m->at;
    Str word = is_word_at(m, i + 1) && same_line(m, i, i + 1) ? text_at(m, i + 1) : (Str){"", 0};
    if (code_at(m, i) != NUMBER || (!str_eq(word, STR("percent")) && !str_eq(word, STR("pct")))) return false;
    Span at = span_from_to(m, i, i + 1);
    Diagnostic *d = diag_percent_form(m->sink, at, rough_sample(m->sink, text_from_to(m, i, i + 1)));
    diag_fix(m->sink, d, at, STR("write the sign"), arena_printf(diagnostics_arena(m->sink), STR_FMT " %%", STR_ARG(text_at(m, i))), true);
    m->reported++;
    emit(m, POISON, i);
    m->at += 2;
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
    if (code != NUMBER && code != MONEY && code != BAD_BYTE && code != WORD) return false;
    if (mend_amount(m)) return true;
    return (code == NUMBER || code == MONEY) && (mend_grouped(m) || mend_percent(m) || mend_duration(m));
}
