// Values in columns: 64 bits each, their meaning given by a Base (schema/type.h). This page has those that need packing or a table beside.
#ifndef ISMSC_MODEL_VALUE_H
#define ISMSC_MODEL_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/str.h"
#include "schema/type.h"
#include "source/source.h"

typedef uint32_t Row; // a record; 0 = none
typedef int64_t Value;

// A text: either still in the source (position of its opening quote) or made by the compiler, in any arena: then it is the address of a Str there, so
// that rules which run side by side can make texts without a table that they share. model_text reads both.
typedef int64_t TextId;
#define TEXT_MADE (INT64_C(1) << 62)

// Money: hundredths in the upper 48 bits, three capital letters of the currency in the lower 15.
// False when the amount has more than two digits behind the point, or is beyond ±2^47 hundredths.
bool money_pack(Str currency, Decimal amount, Value *money);
Decimal money_amount(Value money);
void money_currency(Value money, char letters[3]);
static inline bool money_same_currency(Value a, Value b) {
    return (a & 0x7fff) == (b & 0x7fff);
}

// Ranges that are written lie in a table of the model; a calendar year is its number. model_range reads both.
typedef uint32_t RangeId;
#define RANGE_YEAR (UINT32_C(1) << 31) // | the year
typedef struct {
    Base base;       // BASE_NUMBER, BASE_DATE, BASE_MONEY or BASE_PERCENT
    Value low, high; // both included
    bool year;       // of dates: a calendar year, which is called by its number
} Range;

// A rating: the method and for each factor (at most RATING_FACTORS) the level's 1-based place on its scale; 0 = not given.
#define RATING_FACTORS 6
Value rating_pack(uint32_t method_index, const uint8_t levels[RATING_FACTORS]);
uint32_t rating_method_index(Value rating);
uint8_t rating_level(Value rating, uint32_t factor);

#endif
