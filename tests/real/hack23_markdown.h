/*
 * What the converter hack23.c needs to read Markdown: tables, text without marks, values printed in running text.
 */
#ifndef ISMSC_TESTS_REAL_HACK23_MARKDOWN_H
#define ISMSC_TESTS_REAL_HACK23_MARKDOWN_H

#include "convert.h"

enum { MAX_CELLS = 16 };

typedef struct {
    char *cell[MAX_CELLS];
    size_t count;
} Row;

static FILE *create(const char *folder, const char *name) {
    return create_from(folder, name, "the Markdown that Hack23 AB publishes under Apache-2.0");
}

// ---- Text without marks

// The place behind the ')' that closes the '(' at `at`; behind the last byte when none does.
static const char *behind_parenthesis(const char *at) {
    int depth = 0;
    for (; *at; at++) {
        depth += *at == '(';
        depth -= *at == ')';
        if (depth == 0) return at + 1;
    }
    return at;
}

// Bytes of the pictograph, variation selector or joiner that starts at `at`, 0 for other text.
static size_t pictograph(const char *at) {
    const unsigned char *p = (const unsigned char *)at;
    if (p[0] == 0xF0 && p[1] && p[2] && p[3]) return 4;
    if (p[0] == 0xEF && p[1] == 0xB8 && p[2] == 0x8F) return 3;
    bool symbol = p[0] == 0xE2 && ((p[1] == 0x80 && p[2] == 0x8D) || (p[1] >= 0x8C && p[1] <= 0x9E) || p[1] == 0xAC || p[1] == 0xAD);
    return symbol ? 3 : 0;
}

// Markdown without its marks: links and badges become their text, bold, tags and pictographs vanish.
static char *plain(const char *markdown) {
    char *text = need(malloc(strlen(markdown) + 1)), *to = text;
    for (const char *at = markdown; *at;) {
        size_t picture = pictograph(at);
        if (picture) {
            at += picture;
        } else if (strncmp(at, "**", 2) == 0 || strncmp(at, "![", 2) == 0) {
            at += at[0] == '*' ? 2 : 1;
        } else if (*at == '[' || *at == '`') {
            at++;
        } else if (*at == ']') {
            at = at[1] == '(' ? behind_parenthesis(at + 1) : at + 1;
        } else if (*at == '<' && (isalpha((unsigned char)at[1]) || at[1] == '/') && strchr(at, '>')) {
            if (strncmp(at, "<br", 3) == 0) *to++ = ',';
            *to++ = ' ';
            at = strchr(at, '>') + 1;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
    return trim(text);
}

// ---- Markdown tables, and values printed in running text

static size_t find_heading(const Lines *lines, const char *words) {
    for (size_t i = 0; i < lines->count; i++)
        if (lines->line[i][0] == '#' && strstr(lines->line[i], words)) return i;
    fail("no heading \"%s\"", words);
}

// The rest of the first line that holds `key`.
static const char *behind(const Lines *lines, const char *key) {
    for (size_t i = 0; i < lines->count; i++) {
        const char *at = strstr(lines->line[i], key);
        if (at) return at + strlen(key);
    }
    fail("\"%s\" is nowhere", key);
}

static char *date_behind(const Lines *lines, const char *key) {
    const char *at = behind(lines, key);
    return cut(at + strspn(at, " *"), 10);
}

static Row split_row(const char *line) {
    Row row = {0};
    for (const char *at = line + 1; *at && row.count < MAX_CELLS;) {
        size_t length = strcspn(at, "|");
        if (!at[length]) break;
        row.cell[row.count++] = trim(cut(at, length));
        at += length + 1;
    }
    return row;
}

// The next row of a table from line *at on, heads and rules left out; false behind the last. A table ends where a
// heading stands.
static bool next_row(const Lines *lines, size_t *at, Row *row) {
    for (; *at < lines->count && lines->line[*at][0] != '#'; ++*at) {
        const char *line = lines->line[*at];
        bool head = *at + 1 < lines->count && strncmp(lines->line[*at + 1], "|--", 3) == 0;
        if (line[0] != '|' || strncmp(line, "|--", 3) == 0 || head) continue;
        *row = split_row(line);
        ++*at;
        if (row->count >= 2) return true;
    }
    return false;
}

// The first table behind a heading: where its rows start.
static size_t table_below(const Lines *lines, const char *heading) {
    return find_heading(lines, heading) + 1;
}

// "€1.6K" behind `at` in whole euros; -1 where there is none on this line.
static long euros(const char *at) {
    const char *sign = at ? strstr(at, "€") : NULL;
    if (!sign) return -1;
    char *end;
    double amount = strtod(sign + strlen("€"), &end);
    return (long)((*end == 'K' ? amount * 1000 : amount) + 0.5);
}

static void put_euros(FILE *out, const char *field, const char *at) {
    long amount = euros(at);
    if (amount >= 1000) fprintf(out, "  %s: EUR %ld_%03ld\n", field, amount / 1000, amount % 1000);
    else if (amount >= 0) fprintf(out, "  %s: EUR %ld\n", field, amount);
}

#endif
