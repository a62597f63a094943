// The standard library as a set of files, and the units in it.
#include "session/library.h"

#include <stdlib.h>

#include "base/memory.h"
#include "session/files.h"
#include "session/trees.h"
#include "source/embedded.h"
#include "source/source.h"

#define SUFFIX STR(".isms")
#define TEMPLATE STR(".isms.txt") // so that no template is taken for a source
#define CORE STR("core")

static int by_path(const void *a, const void *b) {
    return str_cmp(((const LibraryFile *)a)->path, ((const LibraryFile *)b)->path);
}

static void list_embedded(Library *library) {
    vec_reserve(&library->files, embedded_count);
    for (uint32_t i = 0; i < embedded_count; i++) {
        const EmbeddedFile *file = &embedded_files[i];
        if (str_ends(str_of(file->path), TEMPLATE)) continue;
        const ReadyTree *tree = ready_trees[i].nodes > 0 ? &ready_trees[i] : NULL;
        vec_push(&library->files, (LibraryFile){str_of(file->path), file->bytes, file->len, tree});
    }
}

static void list_one(void *context, Str path) {
    Library *library = context;
    vec_push(&library->files, (LibraryFile){arena_str(library->arena, path), NULL, 0, NULL});
}

bool library_open(Library *library, const char *folder, Out *trouble) {
    *library = (Library){.arena = arena_new(), .folder = folder};
    if (folder == NULL) {
        list_embedded(library);
    } else if (!files_list(folder, list_one, library, trouble)) {
        return false;
    }
    if (library->files.n > 0) qsort(library->files.at, library->files.n, sizeof *library->files.at, by_path);
    return true;
}

void library_close(Library *library) {
    vec_free(&library->files);
    vec_free(&library->units);
    arena_free(library->arena);
    library->arena = NULL;
}

// How `path` compares with all paths that begin with `unit` and `end`: <0 before them, 0 one of them, >0 behind.
static int order_of(Str path, Str unit, Str end) {
    int order = str_cmp(str_part(path, 0, unit.len), unit);
    if (order != 0) return order;
    return str_cmp(str_part(path, unit.len, unit.len + end.len), end);
}

static LibraryRange stretch(const Library *library, Str unit, Str end) {
    uint32_t low = 0, high = library->files.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (order_of(library->files.at[middle].path, unit, end) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    LibraryRange range = {low, 0};
    while (low + range.count < library->files.n && order_of(library->files.at[low + range.count].path, unit, end) == 0) {
        range.count++;
    }
    return range;
}

bool library_unit(const Library *library, Str unit, LibraryRange ranges[2]) {
    ranges[0] = ranges[1] = (LibraryRange){0, 0};
    if (unit.len == 0) return false;
    LibraryRange file = stretch(library, unit, SUFFIX);
    if (file.count > 0) ranges[0] = (LibraryRange){file.first, 1};
    ranges[1] = stretch(library, unit, STR("/"));
    return ranges[0].count + ranges[1].count > 0;
}

bool library_read(const Library *library, uint32_t file, char **text, uint32_t *len, Out *trouble) {
    const LibraryFile *wanted = &library->files.at[file];
    if (wanted->bytes == NULL) return files_read_below(library->folder, wanted->path, text, len, trouble);
    *text = mem_alloc((size_t)wanted->len + SOURCE_PADDING);
    memcpy(*text, wanted->bytes, wanted->len);
    *len = wanted->len;
    return true;
}

bool library_templates(Str set, bool each(void *context, Str name, Str text), void *context) {
    for (uint32_t i = 0; i < embedded_count; i++) {
        const EmbeddedFile *file = &embedded_files[i];
        Str path = str_of(file->path), below = STR("templates/");
        if (!str_starts(path, below) || !str_ends(path, TEMPLATE)) continue;
        path = str_part(path, below.len, path.len - STR(".txt").len);
        if (!str_starts(path, set) || path.at[set.len] != '/') continue;
        if (!each(context, str_part(path, set.len + 1, path.len), (Str){file->bytes, file->len})) return false;
    }
    return true;
}

// ---- The names of units -----------------------------------------------------------------------------------------------------------

// The folder of a path, without the slash behind it; empty at the top.
static Str folder_of(Str path) {
    uint32_t end = path.len;
    while (end > 0 && path.at[end - 1] != '/') end--;
    return str_part(path, 0, end > 0 ? end - 1 : 0);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// Is there a line that begins with one word and then `id` as the second?
static bool declares(Str text, Str id) {
    for (uint32_t from = 0; from + id.len < text.len;) {
        const char *found = memmem(text.at + from, text.len - from, id.at, id.len);
        if (found == NULL) return false;
        uint32_t at = (uint32_t)(found - text.at), before = at;
        from = at + 1;
        if (at + id.len < text.len && !is_blank(text.at[at + id.len]) && text.at[at + id.len] != '\n') continue;
        while (before > 0 && is_blank(text.at[before - 1])) before--;
        if (before == at) continue;
        while (before > 0 && text.at[before - 1] >= 'a' && text.at[before - 1] <= 'z') before--;
        if (before == 0 || text.at[before - 1] == '\n') return true;
    }
    return false;
}

// Does the file hold a record of that id? Only files of a folder have to be read for it.
static bool file_declares(const Library *library, uint32_t file, Str id, bool *found, Out *trouble) {
    const LibraryFile *asked = &library->files.at[file];
    char *text = NULL;
    uint32_t len = asked->len;
    if (asked->bytes == NULL && !library_read(library, file, &text, &len, trouble)) return false;
    *found = declares((Str){text != NULL ? text : asked->bytes, len}, id);
    mem_free(text);
    return true;
}

static bool folder_is_unit(const Library *library, Str folder, bool *is_unit, Out *trouble) {
    LibraryRange range = stretch(library, folder, STR("/"));
    Str above = folder_of(folder), last = str_part(folder, above.len > 0 ? above.len + 1 : 0, folder.len);
    *is_unit = false;
    for (uint32_t i = 0; i < range.count && !*is_unit; i++) {
        if (!str_eq(folder_of(library->files.at[range.first + i].path), folder)) continue;
        if (!file_declares(library, range.first + i, last, is_unit, trouble)) return false;
    }
    return true;
}

// The unit in which the file is loaded: of the folders that are units the outermost, else the file itself.
static bool unit_of(const Library *library, Str path, Str *unit, Out *trouble) {
    *unit = str_part(path, 0, path.len - SUFFIX.len);
    if (order_of(path, CORE, STR("/")) == 0) {
        *unit = CORE;
        return true;
    }
    for (Str folder = folder_of(path); folder.len > 0; folder = folder_of(folder)) {
        bool is_unit;
        if (!folder_is_unit(library, folder, &is_unit, trouble)) return false;
        if (is_unit) *unit = folder;
    }
    return true;
}

// Because files are sorted, those of one folder that is a unit follow each other.
static bool in_last_unit(const Library *library, Str path) {
    if (library->units.n == 0) return false;
    Str last = library->units.at[library->units.n - 1];
    return order_of(path, last, STR("/")) == 0;
}

bool library_units(Library *library, Out *trouble) {
    for (uint32_t i = 0; i < library->files.n; i++) {
        Str path = library->files.at[i].path, unit;
        if (in_last_unit(library, path)) continue;
        if (!unit_of(library, path, &unit, trouble)) return false;
        vec_push(&library->units, unit);
    }
    return true;
}
