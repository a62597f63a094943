// Exact decimal numbers: 64-bit fixed point with six digits behind the point. All arithmetic is checked.
#ifndef ISMSC_BASE_DECIMAL_H
#define ISMSC_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef int64_t Decimal; // millionths
#define DECIMAL_ONE INT64_C(1000000)

// `12_000`, `0.35`, `-3`; underscores between digits are skipped. False when malformed, too large, or with more than six digits behind the point.
bool decimal_parse(Str text, Decimal *number);

// The shortest exact form: `12000`, `0.35`. Writes at most DECIMAL_CHARS characters, returns how many; no NUL.
#define DECIMAL_CHARS 24
uint32_t decimal_print(Decimal number, char *to);

// Each returns false on overflow (and for division by zero), leaving *result alone. Products and quotients are rounded to
// six digits, half away from zero.
bool decimal_add(Decimal a, Decimal b, Decimal *result);
bool decimal_sub(Decimal a, Decimal b, Decimal *result);
bool decimal_mul(Decimal a, Decimal b, Decimal *result);
bool decimal_div(Decimal a, Decimal b, Decimal *result);

#endif
