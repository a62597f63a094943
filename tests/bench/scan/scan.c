// The bare scanner of the benchmark: the rules of grammar/isms.l, compiled against the stand-in for syntax/scan.h beside this file, so that
// each token is counted and nothing else is done; with -DPLAIN the plain scanner beside this file. scan FOLDER reads all its .isms files.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef PLAIN
#include "plain.c"
#else
#include "scanner.c" // of the compiler, with other actions
#endif

// The whole file with 16 NULs behind it, as the compiler reads it.
static char *read_whole(const char *path, size_t *len) {
    int file = open(path, O_RDONLY);
    struct stat info;
    if (file < 0 || fstat(file, &info)) return NULL;
    char *text = malloc((size_t)info.st_size + 16);
    *len = 0;
    for (ssize_t n; text && (n = read(file, text + *len, (size_t)info.st_size - *len)) > 0;) *len += (size_t)n;
    close(file);
    if (text) memset(text + *len, 0, 16);
    return text;
}

// The number of tokens in the text, into which flex writes.
static unsigned long count_tokens(char *text, size_t len) {
    yyscan_t scanner;
#ifdef PLAIN
    if (plain_lex_init(&scanner)) exit(2);
    plain__scan_buffer(text, len + 2, scanner);
    plain_lex(scanner);
    plain_lex_destroy(scanner);
    unsigned long tokens = plain_tokens;
    plain_tokens = 0;
    return tokens;
#else
    Scan scan = {0};
    if (scan_lex_init_extra(&scan, &scanner)) exit(2);
    scan__scan_buffer(text, len + 2, scanner);
    scan_lex(scanner);
    scan_lex_destroy(scanner);
    return scan.count;
#endif
}

int main(int argc, char **argv) {
    struct dirent **names;
    int count = argc == 2 ? scandir(argv[1], &names, NULL, alphasort) : -1;
    if (count < 0) {
        fputs("usage: scan FOLDER\n", stderr);
        return 2;
    }
    unsigned long tokens = 0, bytes = 0;
    for (int i = 0; i < count; i++) {
        char path[4096];
        size_t len, n = strlen(names[i]->d_name);
        if (n < 5 || strcmp(names[i]->d_name + n - 5, ".isms")) continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], names[i]->d_name);
        char *text = read_whole(path, &len);
        if (!text) return 2;
        tokens += count_tokens(text, len), bytes += len;
        free(text);
    }
    printf("%lu tokens, %lu bytes\n", tokens, bytes);
    return 0;
}
