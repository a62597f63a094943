// Looking which of the files that records name are there: regular files below the project's folder, wherever a link may lead from.
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "session/listing.h"
#include "session/stages.h"

typedef struct {
    Root root;
    Str folder; // of the file before: files of one folder stand together, and cost one look at it
    bool inside;
} Look;

// A path that stays below the root by its looks: relative, never upwards, and without a NUL, behind which the system would see another path.
static bool stays_below(Str path) {
    if (path.len == 0 || path.at[0] == '/' || str_find(path, 0, 0) < path.len) return false;
    for (uint32_t from = 0; from < path.len;) {
        uint32_t to = str_find(path, '/', from);
        if (str_eq(str_part(path, from, to), STR(".."))) return false;
        from = to + 1;
    }
    return true;
}

// Does the path, with all links followed, lie in the root?
static bool leads_inside(const Look *look, Str path) {
    Str full = arena_printf(look->root.arena, "%s/" STR_FMT, look->root.path, STR_ARG(path)), below;
    char *real = realpath(full.at, NULL);
    bool inside = real != NULL && root_holds(&look->root, real, &below);
    free(real);
    return inside;
}

static bool folder_inside(Look *look, Str path) {
    uint32_t end = path.len;
    while (end > 0 && path.at[end - 1] != '/') end--;
    Str folder = str_part(path, 0, end);
    if (!str_eq(folder, look->folder)) {
        look->folder = folder;
        look->inside = leads_inside(look, folder);
    }
    return look->inside;
}

static bool is_there(Look *look, Str path) {
    struct stat status;
    if (!stays_below(path) || !folder_inside(look, path)) return false;
    if (fstatat(look->root.fd, path.at, &status, AT_SYMLINK_NOFOLLOW) != 0) return false;
    if (!S_ISLNK(status.st_mode)) return S_ISREG(status.st_mode);
    return leads_inside(look, path) && fstatat(look->root.fd, path.at, &status, 0) == 0 && S_ISREG(status.st_mode);
}

static int by_path(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

// Moves those that are there to the front, and returns how many.
static uint32_t look_in_folder(Paths *named, const char *folder, Arena *arena) {
    Look look = {.inside = true};
    Out quiet = out_memory();
    uint32_t there = 0;
    bool open = named->n > 0 && root_open(&look.root, folder, arena, &quiet);
    for (uint32_t i = 0; open && i < named->n; i++)
        if (is_there(&look, named->at[i])) named->at[there++] = named->at[i];
    if (open) root_close(&look.root);
    out_free(&quiet);
    return there;
}

static uint32_t look_in_list(Paths *named, const ProjectFiles *project) {
    uint32_t there = 0;
    for (uint32_t i = 0; i < named->n && project->there.n > 0; i++)
        if (bsearch(&named->at[i], project->there.at, project->there.n, sizeof(Str), by_path) != NULL) named->at[there++] = named->at[i];
    return there;
}

void files_look(Session *s, const ProjectFiles *project) {
    if (!project->listed && project->root.len == 0) return;
    Paths named = {0};
    model_named_files(s->model, s->arena, &named);
    uint32_t there = project->listed ? look_in_list(&named, project) : look_in_folder(&named, project->root.at, s->arena);
    Str *kept = ARENA_ARRAY(s->arena, Str, there);
    for (uint32_t i = 0; i < there; i++) kept[i] = named.at[i];
    vec_free(&named);
    model_set_files(s->model, kept, there);
}
