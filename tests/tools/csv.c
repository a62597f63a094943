// Looks at a CSV file as a spreadsheet would read it (RFC 4180): every cell quoted, CR LF, the same number of columns in each row, and no cell that
// is taken for a formula. Prints what is wrong and ends with 1.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *at, *end;
    unsigned row;
} Reader;

static void wrong(const Reader *r, const char *what) {
    printf("row %u: %s\n", r->row, what);
    exit(1);
}

// Characters with which a cell becomes a formula: = + - @, tab, CR, LF, and the full-width forms of the first four. A number is none.
static int is_formula(const char *cell, size_t len) {
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]);
        if (len < n || memcmp(cell, starts[i], n) != 0) continue;
        char *rest;
        strtod(cell, &rest);
        return !((*cell == '-' || *cell == '+') && len > 1 && isdigit((unsigned char)cell[1]) && rest == cell + len);
    }
    return 0;
}

static void cell(Reader *r) {
    if (r->at == r->end || *r->at++ != '"') wrong(r, "a cell without quotes");
    const char *start = r->at;
    for (;; r->at++) {
        if (r->at == r->end) wrong(r, "a cell that does not end");
        if (*r->at != '"') continue;
        if (r->at + 1 == r->end || r->at[1] != '"') break;
        r->at++;
    }
    if (is_formula(start, (size_t)(r->at - start))) wrong(r, "a cell that starts like a formula");
    r->at++;
}

static unsigned row(Reader *r) {
    unsigned cells = 0;
    for (;; r->at++) {
        cell(r);
        cells++;
        if (r->at == r->end || *r->at != ',') break;
    }
    if (r->end - r->at < 2 || r->at[0] != '\r' || r->at[1] != '\n') wrong(r, "it does not end in CR LF");
    r->at += 2;
    r->row++;
    return cells;
}

int main(int argc, char **argv) {
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file) return fprintf(stderr, "csv FILE\n"), 2;
    size_t len = 0, room = 1 << 16;
    char *text = malloc(room);
    for (size_t n; text && (n = fread(text + len, 1, room - len - 1, file)) > 0;) {
        len += n;
        if (room - len < 4096) text = realloc(text, room *= 2);
    }
    fclose(file);
    if (!text) return 2;
    text[len] = 0;
    Reader r = {text, text + len, 1};
    if (len == 0) wrong(&r, "the file is empty");
    for (unsigned width = row(&r); r.at < r.end;)
        if (row(&r) != width) wrong(&r, "it has another number of columns than the first");
    free(text);
    return 0;
}
