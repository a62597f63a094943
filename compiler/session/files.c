// Finding the project's folder, and reading what lies in it.
#include "session/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "render/diagnostics/shown.h"
#include "session/listing.h"
#include "source/source.h"

// How many folders below the start a project is looked for, where there is none above.
#define LOOK_DOWN 2

// A folder is being read.
typedef struct {
    Root root;
    ProjectFiles *project;
    Listing listing; // folders that wait
    uint64_t bytes;  // read so far
    Out *trouble;
} Walk;

static void drop_files(ProjectFiles *project, uint32_t from) {
    for (uint32_t i = from; i < project->files.n; i++)
        if (!project->files.at[i].lent) mem_free(project->files.at[i].text);
    project->files.n = from;
}

void files_free(ProjectFiles *project) {
    drop_files(project, 0);
    vec_free(&project->files);
    vec_free(&project->there);
    arena_free(project->arena);
    project->arena = NULL;
}

static bool read_one(Walk *walk, Str path) {
    ProjectFile file = {.path = path};
    struct stat which;
    // A place behind each file's last byte is a position too.
    uint64_t left = UINT32_MAX - 2 > walk->bytes ? UINT32_MAX - 2 - walk->bytes : 0;
    if (!root_read(&walk->root, path, (uint32_t)left, &file.text, &file.len, &which, walk->trouble)) return false;
    walk->bytes += (uint64_t)file.len + 1;
    file.device = which.st_dev;
    file.inode = which.st_ino;
    vec_push(&walk->project->files, file);
    return true;
}

// Reads the files that lie directly in the folder, and notes its folders. *holds tells whether the `project` record is among them.
static bool read_folder(Walk *walk, Str folder, bool *holds) {
    ProjectFiles *project = walk->project;
    uint32_t first = project->files.n;
    walk->listing.files.n = 0;
    bool well = listing_read(&walk->root, folder, &walk->listing, walk->trouble);
    for (uint32_t i = 0; well && i < walk->listing.files.n; i++) well = read_one(walk, walk->listing.files.at[i]);
    *holds = false;
    for (uint32_t i = first; i < project->files.n && !*holds; i++) {
        *holds = files_hold_project((Str){project->files.at[i].text, project->files.at[i].len});
    }
    return well;
}

// Another project lies in the folder: nothing of it belongs to this one.
static void leave_out(Walk *walk, Str folder, uint32_t files, uint32_t folders) {
    ProjectFiles *project = walk->project;
    for (uint32_t i = files; i < project->files.n; i++) walk->bytes -= (uint64_t)project->files.at[i].len + 1;
    drop_files(project, files);
    walk->listing.folders.n = folders;
    if (project->other.len == 0 || str_cmp(folder, project->other) < 0) project->other = folder;
}

// Reads all that lies below the root, whose own files were read.
static bool read_below(Walk *walk) {
    while (walk->listing.folders.n > 0) {
        Str folder = walk->listing.folders.at[--walk->listing.folders.n];
        uint32_t files = walk->project->files.n, folders = walk->listing.folders.n;
        bool holds;
        if (!read_folder(walk, folder, &holds)) return false;
        if (holds) leave_out(walk, folder, files, folders);
    }
    return true;
}

static void walk_end(Walk *walk) {
    root_close(&walk->root);
    listing_free(&walk->listing);
}

static bool walk_start(Walk *walk, const char *folder, ProjectFiles *project, Out *trouble) {
    *project = (ProjectFiles){.arena = arena_new()};
    *walk = (Walk){.project = project, .trouble = trouble};
    return root_open(&walk->root, folder, project->arena, trouble) && read_folder(walk, (Str){"", 0}, &project->has_project);
}

// ---- Upwards ------------------------------------------------------------------------------------------------------------------------

static bool is_repository(const char *folder) {
    char *git = NULL;
    if (asprintf(&git, "%s/.git", folder) < 0) mem_exhausted();
    bool there = faccessat(AT_FDCWD, git, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    free(git);
    return there;
}

// Turns an absolute path into its parent's; false at the top.
static bool go_up(char *path) {
    char *slash = strrchr(path, '/');
    if (slash == NULL || path[1] == 0) return false;
    slash[slash == path ? 1 : 0] = 0;
    return true;
}

// Where a folder above `walk` holds the project, puts a walk that has begun there in its place. What is wrong with folders that hold none is
// no concern of ours.
static bool look_up(Walk *walk, Out *trouble) {
    char *path = strdup(walk->root.path);
    if (path == NULL) mem_exhausted();
    bool well = true, found = false;
    while (!found && !is_repository(path) && go_up(path)) {
        ProjectFiles *project = walk->project, above;
        Walk higher;
        Out quiet = out_memory();
        bool read = walk_start(&higher, path, &above, &quiet);
        found = above.has_project;
        if (found) {
            walk_end(walk);
            files_free(project);
            *project = above;
            *walk = higher;
            walk->project = project;
            walk->trouble = trouble;
            well = read;
            if (!read) out_str(trouble, out_text(&quiet));
        } else {
            walk_end(&higher);
            files_free(&above);
        }
        out_free(&quiet);
    }
    free(path);
    return well;
}

static int by_path(const void *a, const void *b) {
    return str_cmp(((const ProjectFile *)a)->path, ((const ProjectFile *)b)->path);
}

// For the message that there is no project: looks for one a little further down, whatever else is there.
static void look_down(Walk *walk, Str folder, uint32_t depth) {
    Listing listing = {0};
    bool holds = false;
    Out quiet = out_memory();
    walk->trouble = &quiet;
    if (depth > 0) (void)read_folder(walk, folder, &holds);
    if (holds && walk->project->other.len == 0) walk->project->other = folder;
    drop_files(walk->project, 0);
    if (!holds && depth < LOOK_DOWN && listing_read(&walk->root, folder, &listing, &quiet)) {
        for (uint32_t i = 0; i < listing.folders.n && walk->project->other.len == 0; i++) {
            look_down(walk, listing.folders.at[i], depth + 1);
        }
    }
    listing_free(&listing);
    out_free(&quiet);
}

static void refuse_empty(Walk *walk, const char *start, Out *trouble) {
    walk->project->none = true;
    out_cstr(trouble, "there is no .isms file in ");
    shown_path(trouble, str_of(start));
    out_cstr(trouble, ", and no project above it");
    look_down(walk, (Str){"", 0}, 0);
    if (walk->project->other.len == 0) return;
    out_cstr(trouble, "; but there is one in its folder ");
    shown_path(trouble, walk->project->other);
}

// The part of the absolute `root` below the folder that holds `.git`, with a `/`.
static Str below_repository(const char *root, Arena *arena) {
    char *path = strdup(root);
    if (path == NULL) mem_exhausted();
    bool found = is_repository(path);
    while (!found && go_up(path)) found = is_repository(path);
    size_t len = strlen(path);
    Str below = {"", 0};
    if (found && root[len] != 0) below = arena_printf(arena, "%s/", root + len + (len > 1 ? 1 : 0));
    free(path);
    return below;
}

bool files_find(const char *start, FindHow how, ProjectFiles *project, Out *trouble) {
    Walk walk;
    bool well = walk_start(&walk, start, project, trouble);
    if (well && !project->has_project && how != FIND_HERE) well = look_up(&walk, trouble);
    if (well && (project->files.n == 0 || (how == FIND_PROJECT && !project->has_project))) {
        refuse_empty(&walk, start, trouble);
        well = false;
    }
    well = well && read_below(&walk);
    walk_end(&walk);
    if (!well) return false;
    project->root = str_of(walk.root.path);
    project->folder = below_repository(walk.root.path, project->arena);
    qsort(project->files.at, project->files.n, sizeof *project->files.at, by_path);
    return true;
}

// ---- From elsewhere -------------------------------------------------------------------------------------------------------------------

static Str folder_of(Str path) {
    uint32_t end = path.len;
    while (end > 0 && path.at[end - 1] != '/') end--;
    return str_part(path, 0, end);
}

// Is `path` in one of the folders, each of which ends in `/`?
static bool is_below(const Listing *folders, Str path) {
    for (uint32_t i = 0; i < folders->folders.n; i++)
        if (str_starts(path, folders->folders.at[i])) return true;
    return false;
}

void files_settle(ProjectFiles *project) {
    Listing others = {0};
    uint32_t kept = 0;
    if (project->files.n > 0) qsort(project->files.at, project->files.n, sizeof *project->files.at, by_path);
    for (uint32_t i = 0; i < project->files.n; i++) {
        const ProjectFile *file = &project->files.at[i];
        if (!files_hold_project((Str){file->text, file->len})) continue;
        Str folder = folder_of(file->path);
        if (folder.len == 0) project->has_project = true;
        else if (!is_below(&others, folder)) vec_push(&others.folders, folder);
    }
    for (uint32_t i = 0; i < project->files.n; i++) {
        if (is_below(&others, project->files.at[i].path)) mem_free(project->files.at[i].text);
        else project->files.at[kept++] = project->files.at[i];
    }
    project->files.n = kept;
    listing_free(&others);
}

// ---- The rest ------------------------------------------------------------------------------------------------------------------------

static bool below_failed(Out *trouble, const char *path, const char *why) {
    out_cstr(trouble, "cannot use ");
    shown_path(trouble, str_of(path));
    out_cstr(trouble, ": ");
    out_cstr(trouble, why);
    return false;
}

void files_lend_same(ProjectFiles *project, ProjectFiles *from) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < project->files.n && k < from->files.n; i++) {
        ProjectFile *file = &project->files.at[i];
        while (k < from->files.n && str_cmp(from->files.at[k].path, file->path) < 0) k++;
        ProjectFile *other = k < from->files.n ? &from->files.at[k] : NULL;
        if (other == NULL || file->text == NULL || other->text == NULL || !str_eq(other->path, file->path)) continue;
        if (!str_eq((Str){other->text, other->len}, (Str){file->text, file->len})) continue;
        mem_free(file->text);
        file->text = other->text;
        file->lent = file->shared = other->shared = true;
    }
}

// What is gone lay in the folder that its name tells, as far as that is there. NULL: errno says why.
static char *real_path(Str path, bool gone, Arena *arena) {
    char *real = realpath(path.at, NULL), *whole = NULL;
    if (real != NULL || !gone || errno != ENOENT) return real;
    uint32_t end = path.len;
    while (end > 0 && path.at[end - 1] != '/') end--;
    Str name = str_part(path, end, path.len), folder = arena_str(arena, str_part(path, 0, end > 0 ? end - 1 : 0));
    if (folder.len == 0 || name.len == 0 || str_eq(name, STR(".")) || str_eq(name, STR(".."))) return NULL;
    real = real_path(folder, true, arena);
    if (real != NULL && asprintf(&whole, "%s/" STR_FMT, real, STR_ARG(name)) < 0) mem_exhausted();
    free(real);
    return whole;
}

bool files_below_root(const ProjectFiles *project, const char *from, const char *path, bool gone, Str *below, Out *trouble) {
    Arena *arena = project->arena;
    Str full = path[0] == '/' ? str_of(path) : arena_printf(arena, "%s/%s", from, path);
    char *real = real_path(full, gone, arena);
    if (real == NULL) return below_failed(trouble, path, strerror(errno));
    Root root = {.fd = -1, .path = project->root.at, .arena = arena};
    bool inside = root_holds(&root, real, below);
    if (inside) *below = arena_str(arena, *below);
    free(real);
    return inside ? true : below_failed(trouble, path, "it is not part of this project");
}

bool files_any_below(const ProjectFiles *project, Str below) {
    bool any = false;
    for (uint32_t i = 0; i < project->files.n && !any; i++) any = files_select(&below, 1, project->files.at[i].path);
    return any;
}

bool files_select(const Str *below, uint32_t count, Str path) {
    for (uint32_t i = 0; i < count; i++) {
        if (!str_starts(path, below[i])) continue;
        if (below[i].len == 0 || path.len == below[i].len || path.at[below[i].len] == '/') return true;
    }
    return count == 0;
}

bool files_list(const char *folder, void each(void *context, Str path), void *context, Out *trouble) {
    Arena *arena = arena_new();
    Listing listing = {0};
    Root root;
    bool well = root_open(&root, folder, arena, trouble) && listing_read(&root, (Str){"", 0}, &listing, trouble);
    while (well && listing.folders.n > 0) {
        Str next = listing.folders.at[--listing.folders.n];
        well = listing_read(&root, next, &listing, trouble);
    }
    for (uint32_t i = 0; well && i < listing.files.n; i++) each(context, listing.files.at[i]);
    root_close(&root);
    listing_free(&listing);
    arena_free(arena);
    return well;
}

bool files_read_below(const char *folder, Str path, char **text, uint32_t *len, Out *trouble) {
    Arena *arena = arena_new();
    Root root;
    struct stat which;
    bool well = root_open(&root, folder, arena, trouble) && root_read(&root, arena_str(arena, path), UINT32_MAX - 2, text, len, &which, trouble);
    root_close(&root);
    arena_free(arena);
    return well;
}

bool files_read_path(const char *path, char **text, uint32_t *len, Out *trouble) {
    const char *slash = strrchr(path, '/');
    Arena *arena = arena_new();
    Str folder = slash == NULL ? STR(".") : arena_str(arena, (Str){path, slash == path ? 1 : (uint32_t)(slash - path)});
    bool well = files_read_below(folder.at, str_of(slash == NULL ? path : slash + 1), text, len, trouble);
    arena_free(arena);
    return well;
}
