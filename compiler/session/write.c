// Writing files all or none.
#include "session/write.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "render/diagnostics/shown.h"

// So many files may be open at once; further ones get their temporary name early.
#define MOST_OPEN 200

typedef struct {
    Out out;               // first: by it the file is known to whoever writes it
    const char *shown;     // as the user wrote it
    const char *folder;    // where it is to be
    const char *target;    // full path
    const char *temporary; // full path of the hidden file; NULL: it has no name yet
    int fd;                // -1: closed
    bool direct;           // written to straight away
} Pending;

struct Writing {
    Arena *arena;
    const ProjectFiles *sources;
    VEC(Pending *) files;
    VEC(const char *) folders; // that were made
    Pending *last;             // of writing_add
    uint32_t open;
    unsigned serial; // of temporary names
    bool committed;
    pthread_mutex_t lock; // of the set, and not of what is written to its files
};

static bool fail(Out *trouble, const char *path, const char *why) {
    out_cstr(trouble, "cannot write ");
    shown_path(trouble, str_of(path));
    out_printf(trouble, ": %s", why);
    return false;
}

Writing *writing_new(const ProjectFiles *sources) {
    Writing *w = mem_zeroed(1, sizeof *w);
    w->arena = arena_new();
    w->sources = sources;
    pthread_mutex_init(&w->lock, NULL);
    return w;
}

// ---- Folders -------------------------------------------------------------------------------------------------------------------------

bool writing_folder(Writing *w, const char *folder, Out *trouble) {
    char *path = (char *)(uintptr_t)arena_str(w->arena, str_of(folder)).at;
    for (char *at = path; *at != 0;) {
        while (*at == '/') at++;
        while (*at != 0 && *at != '/') at++;
        char end = *at;
        *at = 0;
        if (mkdir(path, 0777) == 0) {
            vec_push(&w->folders, arena_str(w->arena, str_of(path)).at);
        } else if (errno != EEXIST) {
            return fail(trouble, folder, strerror(errno));
        }
        *at = end;
    }
    struct stat status;
    if (stat(folder, &status) != 0) return fail(trouble, folder, strerror(errno));
    return S_ISDIR(status.st_mode) ? true : fail(trouble, folder, "it is not a folder");
}

// ---- Temporary files --------------------------------------------------------------------------------------------------------------------

static const char *temporary_name(Writing *w, const Pending *file) {
    const char *name = strrchr(file->target, '/');
    return arena_printf(w->arena, "%s/.%.100s.%ld-%u", file->folder, name + 1, (long)getpid(), w->serial++).at;
}

static bool can_link(void) {
    return access("/proc/self/fd", X_OK) == 0;
}

// Opens the temporary file: 0 or an errno value.
static int open_temporary(Writing *w, Pending *file) {
    file->fd = can_link() ? open(file->folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666) : -1;
    for (int tries = 0; file->fd < 0 && tries < 100; tries++) {
        file->temporary = temporary_name(w, file);
        file->fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file->fd >= 0) break;
        file->temporary = NULL;
        if (errno != EEXIST) return errno;
    }
    return file->fd < 0 ? EEXIST : 0;
}

// Gives a file without a name its temporary one: 0 or an errno value.
static int give_name(Writing *w, Pending *file) {
    char link[64];
    if (file->temporary != NULL || file->direct) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file->fd);
    for (int tries = 0; tries < 100; tries++) {
        const char *name = temporary_name(w, file);
        if (linkat(AT_FDCWD, link, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0) {
            file->temporary = name;
            return 0;
        }
        if (errno != EEXIST) return errno;
    }
    return EEXIST;
}

static int close_file(Writing *w, Pending *file) {
    if (file->fd < 0) return 0;
    int fd = file->fd;
    file->fd = -1;
    w->open--;
    if (fd == STDOUT_FILENO) return 0;
    return close(fd) == 0 || errno == EINTR ? 0 : errno;
}

// Everything was written to the file: flushes it. 0 or an errno value.
static int finish(Writing *w, Pending *file) {
    int error = file->fd < 0 ? 0 : out_finish(&file->out);
    out_free(&file->out);
    pthread_mutex_lock(&w->lock);
    if (error == 0 && w->open > MOST_OPEN) error = give_name(w, file);
    if (error == 0 && (file->direct || file->temporary != NULL)) error = close_file(w, file);
    pthread_mutex_unlock(&w->lock);
    return error;
}

bool writing_close(Writing *w, Out *out, Out *trouble) {
    Pending *file = (Pending *)out;
    int error = finish(w, file);
    return error == 0 ? true : fail(trouble, file->shown, strerror(error));
}

static bool finish_last(Writing *w, Out *trouble) {
    Pending *last = w->last;
    w->last = NULL;
    return last == NULL || writing_close(w, &last->out, trouble);
}

// ---- Adding -----------------------------------------------------------------------------------------------------------------------------

static bool is_source(const Writing *w, const struct stat *status) {
    for (uint32_t i = 0; w->sources != NULL && i < w->sources->files.n; i++) {
        const ProjectFile *file = &w->sources->files.at[i];
        if (file->device == status->st_dev && file->inode == status->st_ino) return true;
    }
    return false;
}

static void split_target(Writing *w, Pending *file, const char *path) {
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        file->folder = ".";
        file->target = arena_printf(w->arena, "./%s", path).at;
    } else {
        file->folder = slash == path ? "/" : arena_str(w->arena, (Str){path, (uint32_t)(slash - path)}).at;
        file->target = arena_str(w->arena, str_of(path)).at;
    }
}

static bool open_target(Writing *w, Pending *file, Out *trouble) {
    struct stat status;
    bool exists = stat(file->shown, &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) return fail(trouble, file->shown, "it is a folder");
    if (exists && is_source(w, &status)) return fail(trouble, file->shown, "it is a source of the ISMS");
    if (exists && !S_ISREG(status.st_mode)) {
        file->direct = true;
        file->fd = open(file->shown, O_WRONLY | O_NOCTTY | O_CLOEXEC);
        return file->fd >= 0 ? true : fail(trouble, file->shown, strerror(errno));
    }
    char *real = exists ? realpath(file->shown, NULL) : NULL; // a link stays one
    split_target(w, file, real != NULL ? real : file->shown);
    free(real);
    int error = open_temporary(w, file);
    if (error != 0) return fail(trouble, file->shown, strerror(error));
    if (exists) (void)!fchmod(file->fd, status.st_mode & 0777);
    return true;
}

static Pending *add(Writing *w, const char *path, Out *trouble) {
    Pending *file = ARENA_NEW(w->arena, Pending);
    *file = (Pending){.shown = arena_str(w->arena, str_of(path)).at, .fd = -1};
    if (strcmp(path, "-") == 0) {
        file->shown = "standard output";
        file->direct = true;
        file->fd = STDOUT_FILENO;
    } else if (!open_target(w, file, trouble)) {
        return NULL;
    }
    w->open++;
    file->out = out_stream(out_to_fd, &file->fd);
    vec_push(&w->files, file);
    return file;
}

Out *writing_open(Writing *w, const char *path, Out *trouble) {
    pthread_mutex_lock(&w->lock);
    Pending *file = add(w, path, trouble);
    pthread_mutex_unlock(&w->lock);
    return file != NULL ? &file->out : NULL;
}

Out *writing_add(Writing *w, const char *path, Out *trouble) {
    Out *out = finish_last(w, trouble) ? writing_open(w, path, trouble) : NULL;
    w->last = (Pending *)out;
    return out;
}

// ---- The end ----------------------------------------------------------------------------------------------------------------------------

bool writing_commit(Writing *w, Out *trouble) {
    if (!finish_last(w, trouble)) return false;
    for (uint32_t i = 0; i < w->files.n; i++) {
        int error = give_name(w, w->files.at[i]);
        if (error == 0) error = close_file(w, w->files.at[i]);
        if (error != 0) return fail(trouble, w->files.at[i]->shown, strerror(error));
    }
    for (uint32_t i = 0; i < w->files.n; i++) {
        Pending *file = w->files.at[i];
        if (file->direct) continue;
        if (rename(file->temporary, file->target) != 0) return fail(trouble, file->shown, strerror(errno));
        file->temporary = NULL;
    }
    w->committed = true;
    return true;
}

void writing_free(Writing *w) {
    for (uint32_t i = 0; i < w->files.n; i++) {
        Pending *file = w->files.at[i];
        out_free(&file->out);
        close_file(w, file);
        if (file->temporary != NULL) unlink(file->temporary);
    }
    for (uint32_t i = w->folders.n; i > 0 && !w->committed; i--) rmdir(w->folders.at[i - 1]);
    vec_free(&w->files);
    vec_free(&w->folders);
    arena_free(w->arena);
    pthread_mutex_destroy(&w->lock);
    mem_free(w);
}

// ---- Appending -------------------------------------------------------------------------------------------------------------------------

bool write_append(const char *path, Str text, Out *trouble) {
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY | O_CLOEXEC, 0666);
    if (fd < 0) return fail(trouble, path, strerror(errno));
    struct stat before = {0};
    int error = fstat(fd, &before) == 0 ? out_to_fd(&fd, text.at, text.len) : errno;
    if (error != 0 && S_ISREG(before.st_mode)) (void)!ftruncate(fd, before.st_size);
    if (close(fd) != 0 && error == 0 && errno != EINTR) error = errno;
    return error == 0 ? true : fail(trouble, path, strerror(error));
}
