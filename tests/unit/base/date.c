#include "base/date.h"

#include <limits.h>

#include "unit.h"

static Date day(const char *text) {
    Date date;
    assert_true(date_parse(str_of(text), &date));
    return date;
}

static const char *shown(Date date) {
    static char text[DATE_CHARS + 1];
    date_print(date, text);
    return text;
}

// Each day of 9,999 years follows the day before it, and can be printed and read.
static void all_days_follow_each_other(void **state) {
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    Date expected = day("0001-01-01");
    for (int y = 1; y <= 9999; y++) {
        for (int m = 1; m <= 12; m++) {
            int length = lengths[m - 1] + (m == 2 && (y % 400 == 0 || (y % 4 == 0 && y % 100 != 0)));
            for (int d = 1; d <= length; d++, expected++) {
                Date date;
                int year, month, day_of_month;
                assert_true(date_of(y, m, d, &date) && date == expected);
                date_parts(date, &year, &month, &day_of_month);
                assert_true(year == y && month == m && day_of_month == d);
            }
            Date none = 7;
            assert_false(date_of(y, m, length + 1, &none));
            assert_int_equal(none, 7);
        }
    }
    assert_int_equal(day("1970-01-01"), 0);
    assert_int_equal(day("2026-03-01"), 20513);
    assert_int_equal(day("1969-12-31"), -1);
}

static void what_is_no_date_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",           "2026-3-1",   "2026-03-1",   "2026-13-01", "2026-00-01", "2026-02-29", "0000-01-01",
                                        "2026-03-00", "2026/03/01", "2026-03-011", "-026-03-01", "2026-0a-01", "2026-03- 1"};
    for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Date date = 5;
        assert_false(date_parse(str_of(texts[i]), &date));
        assert_int_equal(date, 5);
    }
    Date date;
    assert_false(date_of(10000, 1, 1, &date));
    assert_false(date_of(INT_MAX, INT_MAX, INT_MAX, &date));
    assert_false(date_of(INT_MIN, INT_MIN, INT_MIN, &date));
}

static void dates_print(void **state) {
    (void)state;
    assert_string_equal(shown(day("2024-02-29")), "2024-02-29");
    assert_string_equal(shown(day("0001-01-01")), "0001-01-01");
    assert_int_equal(shown(INT32_MAX)[0], '9'); // any number prints ten characters
    assert_int_equal(shown(INT32_MIN)[0], '0');
}

static void months_end_where_they_must(void **state) {
    (void)state;
    assert_int_equal(date_plus(day("2026-01-31"), (Duration){1, 0, 0}), day("2026-02-28"));
    assert_int_equal(date_plus(day("2024-01-31"), (Duration){1, 0, 0}), day("2024-02-29"));
    assert_int_equal(date_plus(day("2024-02-29"), (Duration){12, 0, 0}), day("2025-02-28"));
    assert_int_equal(date_plus(day("2025-11-30"), (Duration){3, 1, 0}), day("2026-03-01"));
    assert_int_equal(date_minus(day("2026-03-31"), (Duration){1, 0, 0}), day("2026-02-28"));
    assert_int_equal(date_minus(day("2026-01-15"), (Duration){1, 20, 0}), day("2025-11-25"));
    assert_int_equal(date_plus(day("2026-01-15"), (Duration){-1, 0, 0}), day("2025-12-15"));
}

static void minutes_count_by_whole_days(void **state) {
    (void)state;
    Date date = day("2026-03-01");
    assert_int_equal(date_plus(date, (Duration){0, 0, 48 * 60}), date + 2);
    assert_int_equal(date_plus(date, (Duration){0, 0, 36 * 60}), date + 1);
    assert_int_equal(date_plus(date, (Duration){0, 0, 59}), date);
    assert_int_equal(date_minus(date, (Duration){0, 0, 36 * 60}), date - 1);
}

static void dates_saturate(void **state) {
    (void)state;
    Date first = day("0001-01-01"), last = day("9999-12-31"), date = day("2026-03-01");
    Duration longest = {INT32_MAX, INT32_MAX, INT32_MAX}, shortest = {INT32_MIN, INT32_MIN, INT32_MIN};
    assert_int_equal(date_plus(date, longest), last);
    assert_int_equal(date_minus(date, longest), first);
    assert_int_equal(date_plus(date, shortest), first);
    assert_int_equal(date_minus(date, shortest), last);
    assert_int_equal(date_plus(date, (Duration){0, INT32_MAX, 0}), last);
    assert_int_equal(date_plus(INT32_MAX, (Duration){0, 0, 0}), last);
    assert_int_equal(date_plus(INT32_MIN, (Duration){0, 0, 0}), first);
    assert_int_equal(date_plus(last, (Duration){0, 1, 0}), last);
    assert_int_equal(date_minus(first, (Duration){1, 0, 0}), first);
}

static void durations_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Duration is;
    } cases[] = {
        {"90 days", {0, 90, 0}},           {"1 day", {0, 1, 0}},     {"1 year 6 months", {18, 0, 0}},
        {"2 weeks", {0, 14, 0}},           {"4 hours", {0, 0, 240}}, {"  1  hour\t30 minutes ", {0, 0, 90}},
        {"1_000 days", {0, 1000, 0}},      {"0 days", {0, 0, 0}},    {"2 quarters 1 month", {7, 0, 0}},
        {"4194303 days", {0, 4194303, 0}},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Duration is;
        assert_true(duration_parse(str_of(cases[i].text), &is));
        assert_memory_equal(&is, &cases[i].is, sizeof is);
    }
}

static void what_is_no_duration_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        " ",
                                        "90",
                                        "days",
                                        "90 dayss",
                                        "-1 days",
                                        "1.5 years",
                                        "1 year 6",
                                        "_1 days",
                                        "1_ days",
                                        "1__0 days",
                                        "99999999999999999999 days",
                                        "4194304 days",
                                        "10923 years",
                                        "1 day and 2 days"};
    for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Duration is = {1, 2, 3};
        assert_false(duration_parse(str_of(texts[i]), &is));
        assert_true(is.months == 1 && is.days == 2 && is.minutes == 3);
    }
}

static void units_are_known(void **state) {
    (void)state;
    static const char *const units[] = {"minute", "hours", "day", "days", "week", "months", "quarter", "year", "years"};
    for (uint32_t i = 0; i < sizeof units / sizeof *units; i++) assert_true(duration_unit(str_of(units[i])));
    assert_false(duration_unit(STR("Day")));
    assert_false(duration_unit(STR("decade")));
    assert_false(duration_unit(STR("")));
}

static void durations_compare_in_minutes(void **state) {
    (void)state;
    assert_int_equal(duration_minutes((Duration){12, 0, 0}), 525960); // 365.25 days
    assert_int_equal(duration_minutes((Duration){1, 1, 1}), 43830 + 1440 + 1);
    assert_true(duration_minutes((Duration){INT32_MAX, INT32_MAX, INT32_MAX}) > 0);
    assert_true(duration_minutes((Duration){1, 0, 0}) > duration_minutes((Duration){0, 30, 0}));
    assert_true(duration_minutes((Duration){1, 0, 0}) < duration_minutes((Duration){0, 31, 0}));
}

static void durations_pack_and_saturate(void **state) {
    (void)state;
    static const int32_t months[] = {0, 1, -1, 18, DURATION_MONTHS_MAX, -DURATION_MONTHS_MAX};
    static const int32_t days[] = {0, 1, -1, 90, DURATION_DAYS_MAX, -DURATION_DAYS_MAX};
    static const int32_t minutes[] = {0, 1, -1, 240, DURATION_MINUTES_MAX, -DURATION_MINUTES_MAX};
    for (int i = 0; i < 6 * 6 * 6; i++) {
        Duration duration = {months[i / 36], days[i / 6 % 6], minutes[i % 6]};
        Duration back = duration_unpack(duration_pack(duration));
        assert_memory_equal(&back, &duration, sizeof back);
    }
    assert_int_equal(duration_pack((Duration){0, 0, 0}), 0);
    Duration largest = duration_unpack(duration_pack((Duration){INT32_MAX, INT32_MAX, INT32_MAX}));
    assert_true(largest.months == DURATION_MONTHS_MAX && largest.days == DURATION_DAYS_MAX && largest.minutes == DURATION_MINUTES_MAX);
    Duration least = duration_unpack(duration_pack((Duration){INT32_MIN, INT32_MIN, INT32_MIN}));
    assert_true(least.months == -DURATION_MONTHS_MAX && least.days == -DURATION_DAYS_MAX && least.minutes == -DURATION_MINUTES_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_days_follow_each_other),   cmocka_unit_test(what_is_no_date_is_refused),     cmocka_unit_test(dates_print),
        cmocka_unit_test(months_end_where_they_must),   cmocka_unit_test(minutes_count_by_whole_days),    cmocka_unit_test(dates_saturate),
        cmocka_unit_test(durations_are_read),           cmocka_unit_test(what_is_no_duration_is_refused), cmocka_unit_test(units_are_known),
        cmocka_unit_test(durations_compare_in_minutes), cmocka_unit_test(durations_pack_and_saturate),
    };
    return cmocka_run_group_tests_name("base/date", tests, NULL, NULL);
}
