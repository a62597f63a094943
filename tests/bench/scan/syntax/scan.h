// Stands in for compiler/syntax/scan.h, so that the rules of grammar/isms.l only count: one addition for each token, and the shortest way through each rule.
#ifndef ISMSC_BENCH_SCAN_H
#define ISMSC_BENCH_SCAN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/token.h"

typedef struct {
    unsigned long count;
    Tokens tokens[1]; // not filled
    bool special;
    int resume;
    unsigned depth, brackets;
    bool raw;
    uintptr_t origin;
    unsigned start;
} Scan;

// The insides of texts and comments are no tokens: up to their end, and behind the closing quotes.
static inline const char *past(const char *at, const char *end) {
    const char *found = strstr(at, end);
    return found ? found : at + strlen(at);
}
static inline const char *past_quotes(Scan *scan, const char *at, const char *end) {
    (void)scan;
    const char *found = past(at, end);
    return *found ? found + strlen(end) : found;
}

#define COUNT_ONLY(...) (scan->count++)

#define scan_trivia(...) ((void)0)
#define scan_unclosed(...) ((void)0)
#define scan_title_seen(...) ((void)0)
#define scan_comma(...) ((void)0)
#define scan_open_brace(...) ((void)0)
#define scan_close_brace(...) ((void)0)
#define scan_open_bracket(...) ((void)0)
#define scan_equals(...) COUNT_ONLY()
#define scan_mark(...) COUNT_ONLY()
#define scan_word(...) COUNT_ONLY()
#define scan_path(...) COUNT_ONLY()
#define scan_shaped(...) COUNT_ONLY()
#define scan_is_blank_line(...) false
#define scan_text_block(scan, at) (COUNT_ONLY(), past_quotes(scan, (at) + 3, "\"\"\""))
#define scan_string(scan, at) (COUNT_ONLY(), past_quotes(scan, (at) + 1, "\""))
#define scan_line_end(scan, at) past(at, "\n")
#define scan_behind(at) (at)
#define scan_function(...) (COUNT_ONLY(), true)
#define scan_duration(...) 0
#define tokens_end(...) ((void)0)
#define mem_exhausted() abort()

#endif
