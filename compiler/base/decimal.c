// Exact decimal numbers.
#include "base/decimal.h"

__extension__ typedef __int128 Wide;

#define DECIMAL_PLACES 6

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Digits from `*at` on, with single underscores between them, appended to `*value`, which stays negative so that the least number fits.
// Returns how many digits; 0 when there are none, a stray underscore, or too large a number.
static uint32_t take_digits(Str text, uint32_t *at, int64_t *value) {
    uint32_t digits = 0;
    for (; *at < text.len; ++*at) {
        char c = text.at[*at];
        if (c == '_') {
            bool between = digits > 0 && *at + 1 < text.len && is_digit(text.at[*at - 1]) && is_digit(text.at[*at + 1]);
            if (!between) return 0;
            continue;
        }
        if (!is_digit(c)) break;
        if (__builtin_mul_overflow(*value, 10, value) || __builtin_sub_overflow(*value, c - '0', value)) return 0;
        digits++;
    }
    return digits;
}

bool decimal_parse(Str text, Decimal *number) {
    bool negative = text.len > 0 && text.at[0] == '-';
    uint32_t at = negative ? 1 : 0, places = 0;
    int64_t value = 0;
    if (take_digits(text, &at, &value) == 0) return false;
    if (at < text.len && text.at[at] == '.') {
        at++;
        places = take_digits(text, &at, &value);
        if (places == 0 || places > DECIMAL_PLACES) return false;
    }
    if (at != text.len) return false;
    for (; places < DECIMAL_PLACES; places++) {
        if (__builtin_mul_overflow(value, 10, &value)) return false;
    }
    if (!negative && __builtin_sub_overflow(0, value, &value)) return false;
    *number = value;
    return true;
}

uint32_t decimal_print(Decimal number, char *to) {
    uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    uint64_t whole = size / DECIMAL_ONE, part = size % DECIMAL_ONE;
    char digits[DECIMAL_CHARS];
    uint32_t n = 0, len = 0;
    do {
        digits[n++] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole > 0);
    if (number < 0) to[len++] = '-';
    while (n > 0) to[len++] = digits[--n];
    if (part > 0) to[len++] = '.';
    for (uint64_t place = DECIMAL_ONE / 10; part > 0; place /= 10) {
        to[len++] = (char)('0' + part / place);
        part %= place;
    }
    return len;
}

bool decimal_add(Decimal a, Decimal b, Decimal *result) {
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum)) return false;
    *result = sum;
    return true;
}

bool decimal_sub(Decimal a, Decimal b, Decimal *result) {
    int64_t difference;
    if (__builtin_sub_overflow(a, b, &difference)) return false;
    *result = difference;
    return true;
}

// dividend / divisor, half away from zero, when it fits.
static bool divide(Wide dividend, Wide divisor, Decimal *result) {
    Wide quotient = dividend / divisor, rest = dividend % divisor;
    Wide rest_size = rest < 0 ? -rest : rest, divisor_size = divisor < 0 ? -divisor : divisor;
    if (rest_size >= divisor_size - rest_size) quotient += (dividend < 0) == (divisor < 0) ? 1 : -1;
    if (quotient < INT64_MIN || quotient > INT64_MAX) return false;
    *result = (Decimal)quotient;
    return true;
}

// What whole numbers come to needs no wide division.
bool decimal_mul(Decimal a, Decimal b, Decimal *result) {
    int64_t product;
    if (!__builtin_mul_overflow(a, b, &product) && product % DECIMAL_ONE == 0) {
        *result = product / DECIMAL_ONE;
        return true;
    }
    return divide((Wide)a * b, DECIMAL_ONE, result);
}

bool decimal_div(Decimal a, Decimal b, Decimal *result) {
    return b != 0 && divide((Wide)a * DECIMAL_ONE, b, result);
}
