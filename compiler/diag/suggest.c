// Near misses. Most of 100,000 candidates are turned away by their length or by the letters they lack; both
// tests are exact, so they never change the result.
#include "diag/suggest.h"

static char folded(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static void fold(Str text, char *to) {
    for (uint32_t i = 0; i < text.len; i++) to[i] = folded(text.at[i]);
}

static bool same_but_for_case(Str a, Str b) {
    if (a.len != b.len) return false;
    for (uint32_t i = 0; i < a.len; i++)
        if (folded(a.at[i]) != folded(b.at[i])) return false;
    return true;
}

// One bit for each of 64 classes of (folded) bytes that occur.
static uint64_t letters_of(Str text) {
    uint64_t letters = 0;
    for (uint32_t i = 0; i < text.len; i++) letters |= UINT64_C(1) << ((unsigned char)folded(text.at[i]) & 63);
    return letters;
}

// An edit brings in or takes away at most one letter, so more missing letters than edits are out of reach.
static bool letters_within(uint64_t a, uint64_t b, uint32_t limit) {
    return (uint32_t)__builtin_popcountll(a & ~b) <= limit && (uint32_t)__builtin_popcountll(b & ~a) <= limit;
}

static void prepare(Suggestion *s) {
    s->prepared = true;
    if (s->wanted.len > SUGGEST_BYTES) return;
    fold(s->wanted, s->folded);
    s->letters = letters_of(s->wanted);
}

static uint32_t reach(const Suggestion *s, Str candidate) {
    uint32_t longer = candidate.len > s->wanted.len ? candidate.len : s->wanted.len;
    return longer / 3 ? longer / 3 : longer > 1; // one letter is near to itself only
}

static uint32_t furthest(const Suggestion *s, Str candidate) {
    uint32_t limit = reach(s, candidate);
    return s->best.at && s->distance < limit ? s->distance : limit;
}

// The distance, or more than `limit`.
static uint32_t measure(Suggestion *s, Str candidate, uint32_t limit) {
    uint32_t gap = candidate.len > s->wanted.len ? candidate.len - s->wanted.len : s->wanted.len - candidate.len;
    if (gap > limit) return limit + 1;
    if (same_but_for_case(s->wanted, candidate)) return 0;
    if (s->wanted.len > SUGGEST_BYTES || candidate.len > SUGGEST_BYTES) return limit + 1;
    if (!letters_within(s->letters, letters_of(candidate), limit)) return limit + 1;
    char text[SUGGEST_BYTES];
    fold(candidate, text);
    s->measured++;
    return str_distance((Str){s->folded, s->wanted.len}, (Str){text, candidate.len}, limit);
}

static bool better(const Suggestion *s, Str candidate, uint32_t distance, uint32_t payload) {
    if (!s->best.at || distance != s->distance) return !s->best.at || distance < s->distance;
    int order = str_natural_cmp(candidate, s->best);
    return order ? order < 0 : payload < s->payload;
}

void suggest_offer(Suggestion *s, Str candidate, uint32_t payload) {
    if (!s->prepared) prepare(s);
    if (!candidate.len || !s->wanted.len) return;
    uint32_t limit = furthest(s, candidate);
    uint32_t distance = measure(s, candidate, limit);
    if (distance > limit || !better(s, candidate, distance, payload)) return;
    s->best = candidate;
    s->distance = distance;
    s->payload = payload;
}

bool suggest_near(Suggestion *s, Str candidate) {
    if (!s->prepared) prepare(s);
    uint32_t limit = reach(s, candidate);
    return candidate.len && s->wanted.len && measure(s, candidate, limit) <= limit;
}
