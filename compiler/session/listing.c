// Reading folders and files of the file system.
#include "session/listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "render/diagnostics/shown.h"
#include "source/source.h"

#define SUFFIX STR(".isms")

static bool fail(Out *trouble, const char *what, Str path, const char *why) {
    out_cstr(trouble, what);
    out_char(trouble, ' ');
    shown_path(trouble, path);
    out_cstr(trouble, ": ");
    out_cstr(trouble, why);
    return false;
}

bool root_open(Root *root, const char *folder, Arena *arena, Out *trouble) {
    char *real = realpath(folder, NULL);
    *root = (Root){.fd = -1, .arena = arena};
    if (real == NULL) return fail(trouble, "cannot open", str_of(folder), strerror(errno));
    root->path = arena_str(arena, str_of(real)).at;
    free(real);
    root->fd = open(root->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root->fd < 0) return fail(trouble, "cannot open", str_of(folder), strerror(errno));
    return true;
}

void root_close(Root *root) {
    if (root->fd >= 0) close(root->fd);
    root->fd = -1;
}

bool root_holds(const Root *root, const char *path, Str *below) {
    size_t len = strlen(root->path);
    if (strncmp(path, root->path, len) != 0) return false;
    *below = str_of(path + len);
    if (below->len == 0 || (len > 0 && root->path[len - 1] == '/')) return true;
    if (below->at[0] != '/') return false;
    *below = str_part(*below, 1, below->len);
    return true;
}

// ---- Folders ------------------------------------------------------------------------------------------------------------------------

void listing_free(Listing *listing) {
    vec_free(&listing->files);
    vec_free(&listing->folders);
}

static unsigned char entry_type(int folder, const struct dirent *entry) {
    struct stat status;
    if (entry->d_type != DT_UNKNOWN) return entry->d_type;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return DT_REG; // reading it will tell
    return IFTODT(status.st_mode);
}

bool listing_passes_over(Str name, bool folder) {
    return (name.len > 0 && name.at[0] == '.') || (folder && (str_eq(name, STR("ismsc-out")) || str_eq(name, STR("node_modules"))));
}

// A link called *.isms: what it points to is read where it lies if that is a source of the root, else through the link.
static bool add_link(const Root *root, Str path, Listing *listing, Out *trouble) {
    Str full = arena_printf(root->arena, "%s/" STR_FMT, root->path, STR_ARG(path)), below;
    char *real = realpath(full.at, NULL);
    if (real == NULL) return fail(trouble, "cannot read", path, strerror(errno));
    bool inside = root_holds(root, real, &below), is_source = str_ends(str_of(real), SUFFIX);
    Str target = inside ? arena_str(root->arena, below) : (Str){NULL, 0};
    free(real);
    if (!inside) return fail(trouble, "cannot read", path, "it is a link that leaves the folder");
    if (!is_source) vec_push(&listing->files, target);
    return true;
}

static bool add_entry(const Root *root, Str path, Str name, unsigned char type, Listing *listing, Out *trouble) {
    if (type == DT_DIR) {
        vec_push(&listing->folders, path);
        return true;
    }
    if (!str_ends(name, SUFFIX)) return true;
    if (type == DT_LNK) return add_link(root, path, listing, trouble);
    if (type != DT_REG) return fail(trouble, "cannot read", path, "it is not a regular file");
    vec_push(&listing->files, path);
    return true;
}

bool listing_read(const Root *root, Str folder, Listing *listing, Out *trouble) {
    int fd = openat(root->fd, folder.len > 0 ? folder.at : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (dir == NULL) {
        int error = errno;
        if (fd >= 0) close(fd);
        return fail(trouble, "cannot open", folder.len > 0 ? folder : str_of(root->path), strerror(error));
    }
    bool well = true;
    errno = 0;
    for (struct dirent *entry; well && (entry = readdir(dir)) != NULL; errno = 0) {
        Str name = str_of(entry->d_name);
        unsigned char type = entry_type(fd, entry);
        if (listing_passes_over(name, type == DT_DIR)) continue;
        Str path = folder.len > 0 ? arena_printf(root->arena, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(name)) : arena_str(root->arena, name);
        well = add_entry(root, path, name, type, listing, trouble);
    }
    if (well && errno != 0) well = fail(trouble, "cannot read", folder, strerror(errno));
    closedir(dir);
    return well;
}

// ---- Files --------------------------------------------------------------------------------------------------------------------------

// Reads to the end of the file, whatever its size was said to be. 0, or an errno value.
static int read_all(int fd, size_t expected, uint32_t most, char **text, size_t *len) {
    size_t room = expected;
    *text = mem_alloc(room + SOURCE_PADDING);
    *len = 0;
    for (;;) {
        // One byte more than expected is asked for, so that the end is seen without growing.
        ssize_t n = read(fd, *text + *len, room + 1 - *len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return errno;
        if (n == 0) return 0;
        *len += (size_t)n;
        if (*len > most) return EFBIG;
        if (*len <= room) continue;
        room += room / 2 + 4096;
        *text = mem_resize(*text, room + SOURCE_PADDING, 1);
    }
}

static bool open_regular(const Root *root, Str path, int *fd, struct stat *which, Out *trouble) {
    *fd = openat(root->fd, path.at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (*fd < 0) return fail(trouble, "cannot read", path, strerror(errno));
    if (fstat(*fd, which) != 0) return fail(trouble, "cannot read", path, strerror(errno));
    if (!S_ISREG(which->st_mode)) return fail(trouble, "cannot read", path, "it is not a regular file");
    return true;
}

bool root_read(const Root *root, Str path, uint32_t most, char **text, uint32_t *len, struct stat *which, Out *trouble) {
    int fd = -1, error;
    size_t read_len = 0;
    *text = NULL;
    bool well = open_regular(root, path, &fd, which, trouble);
    if (well) {
        error = (uint64_t)which->st_size > most ? EFBIG : read_all(fd, (size_t)which->st_size, most, text, &read_len);
        if (error == EFBIG) {
            well = fail(trouble, "cannot read", path, "all files together are larger than 4 GiB");
        } else if (error != 0) {
            well = fail(trouble, "cannot read", path, strerror(error));
        }
    }
    if (fd >= 0) close(fd);
    if (!well) {
        mem_free(*text);
        *text = NULL;
    }
    *len = (uint32_t)read_len;
    return well;
}
