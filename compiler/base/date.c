// Reckoning with days, and with durations.
#include "base/date.h"

#define MINUTES_PER_DAY 1440
#define MINUTES_PER_MONTH 43830 // 30.4375 days
#define DURATION_FIELD ((UINT64_C(1) << 23) - 1)

// ---- Dates ----------------------------------------------------------------------------------------------------------------------

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
    static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

// A year is reckoned from March, so that the leap day is its last; 400 years are 146,097 days.
static Date day_number(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year, from_march = (month + 9) % 12;
    int era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
    int day_of_year = (153 * from_march + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

bool date_of(int year, int month, int day, Date *date) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
    *date = day_number(year, month, day);
    return true;
}

void date_parts(Date date, int *year, int *month, int *day) {
    int64_t days = (int64_t)date + 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int of_era = (int)(days - era * 146097);
    int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * of_year + 2) / 153;
    *day = of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

// `count` digits at `at` as a number; -1 when there is anything else among them.
static int fixed_digits(const char *at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (at[i] < '0' || at[i] > '9') return -1;
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

bool date_parse(Str text, Date *date) {
    if (text.len != DATE_CHARS || text.at[4] != '-' || text.at[7] != '-') return false;
    return date_of(fixed_digits(text.at, 4), fixed_digits(text.at + 5, 2), fixed_digits(text.at + 8, 2), date);
}

void date_print(Date date, char *to) {
    int year, month, day;
    date_parts(date, &year, &month, &day);
    if (year < 0) year = 0;
    if (year > 9999) year = 9999;
    for (int i = 3; i >= 0; i--, year /= 10) to[i] = (char)('0' + year % 10);
    to[4] = to[7] = '-';
    to[5] = (char)('0' + month / 10);
    to[6] = (char)('0' + month % 10);
    to[8] = (char)('0' + day / 10);
    to[9] = (char)('0' + day % 10);
}

// Months first (the day clamped to the month's end), then days, then the whole days that the minutes make.
static Date date_shifted(Date date, int64_t months, int64_t days, int64_t minutes) {
    Date first = day_number(1, 1, 1), last = day_number(9999, 12, 31);
    int year, month, day;
    if (date < first) date = first;
    if (date > last) date = last;
    date_parts(date, &year, &month, &day);
    int64_t month_number = (int64_t)year * 12 + (month - 1) + months;
    if (month_number < 12) return first;
    if (month_number >= 10000 * 12) return last;
    year = (int)(month_number / 12);
    month = (int)(month_number % 12) + 1;
    if (day > days_in_month(year, month)) day = days_in_month(year, month);
    int64_t shifted = day_number(year, month, day) + days + minutes / MINUTES_PER_DAY;
    if (shifted < first) return first;
    return shifted > last ? last : (Date)shifted;
}

Date date_plus(Date date, Duration duration) {
    return date_shifted(date, duration.months, duration.days, duration.minutes);
}

Date date_minus(Date date, Duration duration) {
    return date_shifted(date, -(int64_t)duration.months, -(int64_t)duration.days, -(int64_t)duration.minutes);
}

// ---- Durations ------------------------------------------------------------------------------------------------------------------

int64_t duration_minutes(Duration duration) {
    return (int64_t)duration.months * MINUTES_PER_MONTH + (int64_t)duration.days * MINUTES_PER_DAY + duration.minutes;
}

typedef struct {
    Str one, many;
    int months, days, minutes;
} DurationUnit;

static const DurationUnit *find_unit(Str word) {
    static const DurationUnit units[] = {
        {{"day", 3}, {"days", 4}, 0, 1, 0},         {{"week", 4}, {"weeks", 5}, 0, 7, 0},  {{"month", 5}, {"months", 6}, 1, 0, 0},
        {{"year", 4}, {"years", 5}, 12, 0, 0},      {{"hour", 4}, {"hours", 5}, 0, 0, 60}, {{"minute", 6}, {"minutes", 7}, 0, 0, 1},
        {{"quarter", 7}, {"quarters", 8}, 3, 0, 0},
    };
    for (uint32_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (str_eq(word, units[i].one) || str_eq(word, units[i].many)) return &units[i];
    }
    return NULL;
}

bool duration_unit(Str word) {
    return find_unit(word) != NULL;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// The next part between blanks; empty at the end.
static Str next_part(Str text, uint32_t *at) {
    while (*at < text.len && is_blank(text.at[*at])) ++*at;
    uint32_t start = *at;
    while (*at < text.len && !is_blank(text.at[*at])) ++*at;
    return str_part(text, start, *at);
}

// A whole number without sign, underscores between its digits; false when it is not that or over 2^31.
static bool count_parse(Str text, int64_t *count) {
    int64_t value = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '_' && i > 0 && i + 1 < text.len && text.at[i - 1] != '_') continue;
        if (c < '0' || c > '9') return false;
        value = value * 10 + (c - '0');
        if (value > INT32_MAX) return false;
    }
    *count = value;
    return text.len > 0;
}

bool duration_parse(Str text, Duration *duration) {
    int64_t months = 0, days = 0, minutes = 0;
    uint32_t at = 0, parts = 0;
    for (;; parts++) {
        Str number = next_part(text, &at), word = next_part(text, &at);
        if (number.len == 0) break;
        int64_t count;
        const DurationUnit *unit = find_unit(word);
        if (unit == NULL || !count_parse(number, &count)) return false;
        months += count * unit->months;
        days += count * unit->days;
        minutes += count * unit->minutes;
        if (months > DURATION_MONTHS_MAX || days > DURATION_DAYS_MAX || minutes > DURATION_MINUTES_MAX) return false;
    }
    if (parts == 0) return false;
    *duration = (Duration){(int32_t)months, (int32_t)days, (int32_t)minutes};
    return true;
}

static uint64_t clamped_to(int32_t value, int32_t max) {
    return (uint64_t)(int64_t)(value > max ? max : value < -max ? -max : value);
}

// From the top: months in 18 bits, days in 23, minutes in 23, each with its sign; so no time at all is 0.
int64_t duration_pack(Duration duration) {
    uint64_t months = clamped_to(duration.months, DURATION_MONTHS_MAX);
    uint64_t days = clamped_to(duration.days, DURATION_DAYS_MAX) & DURATION_FIELD;
    uint64_t minutes = clamped_to(duration.minutes, DURATION_MINUTES_MAX) & DURATION_FIELD;
    return (int64_t)(months << 46 | days << 23 | minutes);
}

// The lowest `bits` bits of `from` as a number with a sign.
static int32_t signed_field(uint64_t from, uint32_t bits) {
    uint64_t sign = UINT64_C(1) << (bits - 1), value = from & ((sign << 1) - 1);
    return (int32_t)((int64_t)(value ^ sign) - (int64_t)sign);
}

Duration duration_unpack(int64_t packed) {
    uint64_t bits = (uint64_t)packed;
    return (Duration){signed_field(bits >> 46, 18), signed_field(bits >> 23, 23), signed_field(bits, 23)};
}
