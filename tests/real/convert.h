/*
 * What the converters of real data share: files, text, and values printed in our language. All memory lives as long as
 * the program, which is short: nothing is freed. A mistake ends the program with exit code 2.
 */
#ifndef ISMSC_TESTS_REAL_CONVERT_H
#define ISMSC_TESTS_REAL_CONVERT_H

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NAMES = 128 };

typedef struct {
    char **line;
    size_t count;
} Lines;

typedef struct {
    char *name[MAX_NAMES];
    size_t count;
} Names;

// ---- Memory, files, text

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("convert: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(2);
}

static void *need(void *memory) {
    if (!memory) fail("out of memory");
    return memory;
}

static char *cut(const char *from, size_t length) {
    return need(strndup(from, length));
}

static char *path_of(const char *folder, const char *name) {
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = need(malloc(length));
    snprintf(path, length, "%s/%s", folder, name);
    return path;
}

static Lines read_lines(const char *folder, const char *name) {
    FILE *file = fopen(path_of(folder, name), "rb");
    if (!file) fail("%s/%s: %s", folder, name, strerror(errno));
    Lines lines = {0};
    char *line = NULL;
    size_t room = 0, held = 0;
    while (getline(&line, &room, file) >= 0) {
        line[strcspn(line, "\r\n")] = '\0';
        if (lines.count == held) lines.line = need(realloc(lines.line, (held = held ? 2 * held : 1024) * sizeof *lines.line));
        lines.line[lines.count++] = need(strdup(line));
    }
    fclose(file);
    free(line);
    return lines;
}

// A new file, with a first line that says what it was made from.
static FILE *create_from(const char *folder, const char *name, const char *origin) {
    FILE *file = fopen(path_of(folder, name), "wb");
    if (!file) fail("%s/%s: %s", folder, name, strerror(errno));
    fprintf(file, "// Made from %s; not part of the sources.\n\n", origin);
    return file;
}

static void finish(FILE *file) {
    if (ferror(file) || fclose(file) != 0) fail("a file cannot be written: %s", strerror(errno));
}

static char *trim(char *text) {
    while (isspace((unsigned char)*text)) text++;
    for (size_t n = strlen(text); n && isspace((unsigned char)text[n - 1]); n--) text[n - 1] = '\0';
    return text;
}

// An id made of a title: "Almost Certain" becomes almost-certain, "Sörling" sorling.
static char *slug(const char *title) {
    static const char latin[] = "aaaaaaaceeeeiiiidnooooo-ouuuuypsaaaaaaaceeeeiiiidnooooo-ouuuuypy";
    char *text = need(malloc(strlen(title) + 1)), *to = text;
    for (; *title; title++) {
        unsigned char c = (unsigned char)*title;
        if (c == 0xC3 && ((unsigned char)title[1] & 0xC0) == 0x80) c = (unsigned char)latin[(unsigned char)*++title & 0x3F];
        if (c < 0x80 && isalnum(c)) *to++ = (char)tolower(c);
        else if (to > text && to[-1] != '-') *to++ = '-';
    }
    while (to > text && to[-1] == '-') to--;
    *to = '\0';
    return text;
}

static void put_string(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void put_text_field(FILE *out, const char *field, const char *text) {
    fprintf(out, "  %s: ", field);
    put_string(out, text);
    fputc('\n', out);
}

static bool has(const Names *names, const char *name) {
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->name[i], name) == 0) return true;
    return false;
}

static void add(Names *names, const char *name) {
    if (has(names, name)) return;
    if (names->count == MAX_NAMES) fail("more than %d names in one list", MAX_NAMES);
    names->name[names->count++] = need(strdup(name));
}

static void put_names(FILE *out, const char *field, const Names *names) {
    if (!names->count) return;
    fprintf(out, "  %s: ", field);
    for (size_t i = 0; i < names->count; i++) fprintf(out, "%s%s", i ? ", " : "", names->name[i]);
    fputc('\n', out);
}

#endif
