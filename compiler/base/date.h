// Dates as days since 1970-01-01 in the proleptic Gregorian calendar, and durations in months and days.
#ifndef ISMSC_BASE_DATE_H
#define ISMSC_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef int32_t Date;

// A duration: months and days are kept apart, because a month has no fixed length. Hours and minutes count in `minutes` beside them.
typedef struct {
    int32_t months, days, minutes;
} Duration;

// The day, for year 1 .. 9999; false when there is no such day.
bool date_of(int year, int month, int day, Date *date);
void date_parts(Date date, int *year, int *month, int *day);

// `2026-03-01`; false when the text is not that or there is no such day.
bool date_parse(Str text, Date *date);

// Writes ten characters (`2026-03-01`), no NUL. Years outside 0..9999 are clamped.
#define DATE_CHARS 10
void date_print(Date date, char *to);

// The date plus months (clamped to the month's end: 31 January + 1 month is 28 February) and then days; saturates at years 1 and 9999.
// Minutes count by the whole days that they make: 48 hours are two days, 36 hours one.
Date date_plus(Date date, Duration duration);
Date date_minus(Date date, Duration duration);

// Days that the duration is long by the usual reckoning (a month 30.4375 days), in minutes; for comparing durations.
int64_t duration_minutes(Duration duration);

// `90 days`, `1 year 6 months`, `4 hours`, `2 weeks`, singular or plural, separated by blanks; underscores between digits are skipped.
// False when it is not that or one of the three sums is larger than what duration_pack holds.
bool duration_parse(Str text, Duration *duration);

// Is `word` a unit of duration (minute, hour, day, week, month, quarter, year, or their plurals)?
bool duration_unit(Str word);

// Packs into 64 bits for a column, and back; out of range saturates. Nothing at all packs to 0. Packed durations do not compare by size.
#define DURATION_MONTHS_MAX ((1 << 17) - 1)
#define DURATION_DAYS_MAX ((1 << 22) - 1)
#define DURATION_MINUTES_MAX ((1 << 22) - 1)
int64_t duration_pack(Duration duration);
Duration duration_unpack(int64_t packed);

#endif
