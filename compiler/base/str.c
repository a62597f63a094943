// Comparing and searching text.
#include "base/str.h"

bool str_starts(Str s, Str prefix) {
    return s.len >= prefix.len && str_eq(str_part(s, 0, prefix.len), prefix);
}

bool str_ends(Str s, Str suffix) {
    return s.len >= suffix.len && str_eq(str_part(s, s.len - suffix.len, s.len), suffix);
}

uint32_t str_find(Str s, char c, uint32_t from) {
    if (from >= s.len) return s.len;
    const char *hit = memchr(s.at + from, c, s.len - from);
    return hit == NULL ? s.len : (uint32_t)(hit - s.at);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

Str str_trim(Str s) {
    uint32_t from = 0, to = s.len;
    while (from < to && is_blank(s.at[from])) from++;
    while (to > from && is_blank(s.at[to - 1])) to--;
    return str_part(s, from, to);
}

int str_cmp(Str a, Str b) {
    uint32_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter == 0 ? 0 : memcmp(a.at, b.at, shorter);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The run of digits at `*at`, without its leading zeros; `*at` moves behind it.
static Str take_number(Str s, uint32_t *at) {
    while (*at < s.len && s.at[*at] == '0') ++*at;
    uint32_t start = *at;
    while (*at < s.len && is_digit(s.at[*at])) ++*at;
    return str_part(s, start, *at);
}

int str_natural_cmp(Str a, Str b) {
    uint32_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        if (is_digit(a.at[i]) && is_digit(b.at[j])) {
            Str m = take_number(a, &i), n = take_number(b, &j);
            if (m.len != n.len) return m.len < n.len ? -1 : 1;
            int order = str_cmp(m, n);
            if (order != 0) return order;
        } else {
            unsigned char c = (unsigned char)a.at[i++], d = (unsigned char)b.at[j++];
            if (c != d) return c < d ? -1 : 1;
        }
    }
    if (i < a.len) return 1;
    if (j < b.len) return -1;
    return str_cmp(a, b); // the same but for leading zeros
}

#define DISTANCE_LONGEST 64

static uint32_t min_of(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

// The classic table, kept as three rows of a band `limit` wide at both sides of the diagonal.
uint32_t str_distance(Str a, Str b, uint32_t limit) {
    if (str_eq(a, b)) return 0;
    uint32_t beyond = limit == UINT32_MAX ? limit : limit + 1;
    uint32_t gap = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (a.len > DISTANCE_LONGEST || b.len > DISTANCE_LONGEST || gap > limit) return beyond;
    uint32_t band = min_of(limit, DISTANCE_LONGEST), infinite = DISTANCE_LONGEST + 1;
    uint32_t rows[3][DISTANCE_LONGEST + 1];
    uint32_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (uint32_t j = 0; j <= b.len; j++) above[j] = before[j] = j;
    for (uint32_t i = 1; i <= a.len; i++) {
        uint32_t from = i > band ? i - band : 1, to = min_of(i + band, b.len);
        row[from - 1] = from == 1 ? i : infinite;
        uint32_t least = row[from - 1];
        for (uint32_t j = from; j <= to; j++) {
            uint32_t changed = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            row[j] = min_of(changed, row[j - 1] + 1);
            if (j < i + band) row[j] = min_of(row[j], above[j] + 1); // else above[j] lies outside the band
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1]) {
                row[j] = min_of(row[j], before[j - 2] + 1);
            }
            least = min_of(least, row[j]);
        }
        if (least > band) return beyond; // the least of a row never falls again
        uint32_t *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b.len] <= limit ? above[b.len] : beyond;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_same_letters(Str a, Str b) {
    if (a.len != b.len) return false;
    for (uint32_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i])) return false;
    return true;
}
