// A folder of its own for a test, with files made in it.
#ifndef ISMSC_TESTS_UNIT_FOLDER_H
#define ISMSC_TESTS_UNIT_FOLDER_H

#include "unit.h"

#include <dirent.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/out.h"

typedef struct {
    char path[64];
    char full[4096]; // of folder_path
} Folder;

static inline Folder folder_new(void) {
    Folder folder = {.path = "/tmp/ismsc-test-XXXXXX"};
    assert_non_null(mkdtemp(folder.path));
    return folder;
}

static inline int folder_remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk) {
    (void)status, (void)flag, (void)walk;
    return remove(path);
}

static inline void folder_free(Folder *folder) {
    assert_int_equal(nftw(folder->path, folder_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
}

// The full path of something in it, until the next call.
static inline const char *folder_path(Folder *folder, const char *below) {
    snprintf(folder->full, sizeof folder->full, "%s/%s", folder->path, below);
    return folder->full;
}

// Writes a file, and makes the folders above it.
static inline void folder_write(Folder *folder, const char *below, const char *text) {
    char *path = strdup(folder_path(folder, below));
    for (char *slash = path + strlen(folder->path) + 1; (slash = strchr(slash, '/')) != NULL; *slash++ = '/') {
        *slash = 0;
        mkdir(path, 0777);
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    free(path);
}

// Does the file hold just this text?
static inline bool folder_holds(Folder *folder, const char *below, const char *text) {
    char bytes[4096];
    FILE *file = fopen(folder_path(folder, below), "r");
    if (file == NULL) return false;
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return len == strlen(text) && memcmp(bytes, text, len) == 0;
}

// Number of entries in a folder of it.
static inline int folder_count(Folder *folder, const char *below) {
    DIR *dir = opendir(folder_path(folder, below));
    int count = 0;
    if (dir == NULL) return -1;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return count;
}

#endif
