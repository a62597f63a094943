// Writes the files of the standard library as C: embed FOLDER OUT.c OUT.h < LIST, where LIST names one file below FOLDER a line.
// The table is sorted by path (bytes compared), and each file's bytes are followed by 16 NULs, as source/source.h asks.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PADDING 16

typedef struct {
    char *path; // below FOLDER
    size_t len;
} File;

static void fail(const char *what, const char *path) {
    fprintf(stderr, "embed: %s %s: %s\n", what, path, strerror(errno));
    exit(2);
}

static FILE *open_or_fail(const char *path, const char *mode) {
    FILE *file = fopen(path, mode);
    if (!file) fail("cannot open", path);
    return file;
}

// Writes the bytes as string literals, one for each line of the file. Octal escapes have three digits always, so that a digit that
// follows is no part of them; `?` is escaped because of trigraphs.
static size_t write_bytes(FILE *from, FILE *to) {
    size_t len = 0;
    int column = 0;
    for (int c; (c = getc(from)) != EOF; len++) {
        if (column++ == 0) fputs("    \"", to);
        if (c == '\n') fputs("\\n", to);
        else if (c < ' ' || c > '~' || c == '?' || c == '"' || c == '\\') fprintf(to, "\\%03o", (unsigned)c);
        else putc(c, to);
        if (c == '\n' || column >= 400) {
            fputs("\"\n", to);
            column = 0;
        }
    }
    if (column) fputs("\"\n", to);
    fputs("    \"", to);
    for (int i = 0; i < PADDING - 1; i++) fputs("\\0", to); // the literal's own NUL is the last
    fputs("\"", to);
    return len;
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const File *)a)->path, ((const File *)b)->path);
}

// The names on standard input, without `folder` and its slash.
static File *read_list(const char *folder, size_t *count) {
    File *files = NULL;
    char *line = NULL;
    size_t room = 0, skip = strlen(folder) + 1;
    *count = 0;
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;) {
        if (line[n - 1] == '\n') line[--n] = 0;
        if ((size_t)n <= skip) continue;
        files = realloc(files, (*count + 1) * sizeof *files);
        if (!files) fail("no memory for", line);
        files[(*count)++] = (File){.path = strdup(line + skip)};
    }
    free(line);
    if (files) qsort(files, *count, sizeof *files, by_path);
    return files;
}

static void write_header(const char *path) {
    FILE *out = open_or_fail(path, "w");
    fputs("// The standard library as it was when the compiler was built. Made by compiler/tools/embed.c.\n"
          "#ifndef ISMSC_SOURCE_EMBEDDED_H\n#define ISMSC_SOURCE_EMBEDDED_H\n\n#include <stdint.h>\n\n"
          "typedef struct EmbeddedFile {\n"
          "    const char *path;  // below stdlib/, `/` between folders: \"core/risk.isms\"\n"
          "    const char *bytes; // `len` bytes, then 16 NULs; not to be written to\n"
          "    uint32_t len;\n"
          "} EmbeddedFile;\n\n"
          "// Sorted by path, bytes compared; embedded_count of them.\n"
          "extern const EmbeddedFile embedded_files[];\n"
          "extern const uint32_t embedded_count;\n\n#endif\n",
          out);
    if (fclose(out)) fail("cannot write", path);
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("usage: embed FOLDER OUT.c OUT.h < LIST\n", stderr);
        return 2;
    }
    size_t count;
    File *files = read_list(argv[1], &count);
    FILE *out = open_or_fail(argv[2], "w");
    fputs("#include \"source/embedded.h\"\n", out);
    for (size_t i = 0; i < count; i++) {
        char *path;
        if (asprintf(&path, "%s/%s", argv[1], files[i].path) < 0) fail("no memory for", files[i].path);
        FILE *from = open_or_fail(path, "rb");
        fprintf(out, "\nstatic const char file_%zu[] =\n", i);
        files[i].len = write_bytes(from, out);
        fputs(";\n", out);
        if (ferror(from)) fail("cannot read", path);
        fclose(from);
        free(path);
    }
    fputs("\nconst EmbeddedFile embedded_files[] = {\n", out);
    for (size_t i = 0; i < count; i++) fprintf(out, "    {\"%s\", file_%zu, %zu},\n", files[i].path, i, files[i].len);
    fprintf(out, "    {0, 0, 0}};\nconst uint32_t embedded_count = %zu;\n", count);
    if (fclose(out)) fail("cannot write", argv[2]);
    write_header(argv[3]);
    return 0;
}
