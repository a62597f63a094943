// ismsc fmt: the one layout of sources.
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "render/diagnostics/shown.h"
#include "render/source/patch.h"
#include "session/rewrite.h"
#include "syntax/print.h"

typedef struct {
    const Options *options;
    Arena *arena;
    Sources *sources;
    ParseScratch *scratch;
    Diagnostics *sink; // syntax errors
    VEC(Str) paths;    // of files, below the folder
    Changes changes;
    uint32_t refused; // files with syntax errors
    Out trouble;
} Fmt;

static const char *folder_of(const Fmt *f) {
    return f->options->dir != NULL ? f->options->dir : ".";
}

// ---- Which files ---------------------------------------------------------------------------------------------------------------------------

typedef struct {
    Fmt *fmt;
    Str folder;
} Below;

static void add_path(void *context, Str path) {
    const Below *below = context;
    Fmt *f = below->fmt;
    bool here = str_eq(below->folder, STR("."));
    vec_push(&f->paths, here ? arena_str(f->arena, path) : arena_printf(f->arena, STR_FMT "/" STR_FMT, STR_ARG(below->folder), STR_ARG(path)));
}

static bool find_files(Fmt *f, const char *path) {
    struct stat status;
    Str full = path[0] == '/' ? str_of(path) : arena_printf(f->arena, "%s/%s", folder_of(f), path);
    if (stat(full.at, &status) != 0) {
        out_cstr(&f->trouble, "cannot read ");
        shown_path(&f->trouble, str_of(path));
        out_cstr(&f->trouble, ": there is no such file");
        return false;
    }
    if (!S_ISDIR(status.st_mode)) {
        vec_push(&f->paths, str_of(path));
        return true;
    }
    Str folder = str_of(path);
    while (folder.len > 1 && folder.at[folder.len - 1] == '/') folder.len--;
    Below below = {f, folder};
    uint32_t before = f->paths.n;
    if (!files_list(full.at, add_path, &below, &f->trouble)) return false;
    if (f->paths.n > before) return true;
    out_cstr(&f->trouble, "there is no .isms file in ");
    shown_path(&f->trouble, folder);
    return false;
}

static int by_path(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static bool find_all(Fmt *f) {
    const Options *o = f->options;
    bool well = o->arguments.n > 0 || find_files(f, ".");
    for (uint32_t i = 0; well && i < o->arguments.n; i++) well = find_files(f, o->arguments.at[i]);
    if (!well) return false;
    qsort(f->paths.at, f->paths.n, sizeof *f->paths.at, by_path);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->paths.n; i++) {
        if (kept == 0 || !str_eq(f->paths.at[kept - 1], f->paths.at[i])) f->paths.at[kept++] = f->paths.at[i];
    }
    f->paths.n = kept;
    return true;
}

// ---- Formatting ------------------------------------------------------------------------------------------------------------------------------

static void tell_defect(Fmt *f, Str path) {
    out_cstr(&f->trouble, "nothing was written: a defect of ismsc would have changed what this file says: ");
    shown_path(&f->trouble, path);
}

// Takes over `text`.
static bool format(Fmt *f, Str path, char *text, uint32_t len) {
    FileId file;
    if (!sources_add(f->sources, path, text, len, SOURCE_PROJECT, &file)) {
        out_cstr(&f->trouble, "all files together are larger than 4 GiB");
        return false;
    }
    Out out = out_memory();
    Printed printed = print_file(f->sources, file, f->scratch, f->sink, &out);
    if (printed == PRINT_REFUSED) f->refused++;
    if (printed == PRINT_DEFECT) tell_defect(f, path);
    if (printed == PRINT_WELL) {
        Str before = sources_file(f->sources, file)->text;
        bool stays = str_eq(before, out_text(&out));
        vec_push(&f->changes, (Change){path, before, stays ? before : arena_str(f->arena, out_text(&out))});
    }
    out_free(&out);
    return printed != PRINT_DEFECT;
}

static bool read_input(Fmt *f) {
    Out out = out_memory();
    char bytes[8192];
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, stdin)) > 0;) out_bytes(&out, bytes, n);
    bool well = !ferror(stdin) && out.error == 0;
    if (!well) out_cstr(&f->trouble, "cannot read standard input");
    char *text = mem_alloc(out.len + SOURCE_PADDING);
    if (out.len > 0) memcpy(text, out.at, out.len);
    uint32_t len = (uint32_t)out.len;
    out_free(&out);
    if (well) return format(f, STR("standard input"), text, len);
    mem_free(text);
    return false;
}

static bool read_files(Fmt *f) {
    bool well = find_all(f);
    for (uint32_t i = 0; well && i < f->paths.n; i++) {
        char *text = NULL;
        uint32_t len = 0;
        const char *folder = f->paths.at[i].at[0] == '/' ? "/" : folder_of(f);
        well = files_read_below(folder, f->paths.at[i], &text, &len, &f->trouble) && format(f, f->paths.at[i], text, len);
    }
    return well;
}

// ---- The command ---------------------------------------------------------------------------------------------------------------------------

static void tell_refused(Fmt *f) {
    if (f->refused == 0) return;
    int fd = STDERR_FILENO;
    Out out = out_stream(out_to_fd, &fd);
    uint32_t count;
    Diagnostic **all = diagnostics_sorted(f->sink, &count);
    DiagInput input = {.sources = f->sources, .diagnostics = all, .count = count};
    input.options = (DiagOptions){.colour = use_colour(f->options, fd), .width = use_width(f->options, fd, 0)};
    diag_text_alone(&input, &out);
    out_printf(&out, "ismsc: %u file%s with syntax errors left alone\n", f->refused, f->refused == 1 ? "" : "s");
    out_finish(&out);
    out_free(&out);
}

// Keeps the changes that change something.
static void drop_equal(Changes *changes) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < changes->n; i++) {
        if (!str_eq(changes->at[i].before, changes->at[i].after)) changes->at[kept++] = changes->at[i];
    }
    changes->n = kept;
}

static int finish(Fmt *f, bool input) {
    const Options *o = f->options;
    int fd;
    Out out = standard_output(&fd);
    bool filter = input && !o->check && !o->diff;
    if (filter && f->changes.n > 0) out_str(&out, f->changes.at[0].after);
    drop_equal(&f->changes);
    if (o->diff) patch_render(&f->changes, &out);
    for (uint32_t i = 0; i < f->changes.n && !filter && !o->diff && !o->quiet; i++) {
        out_cstr(&out, o->check ? "would format " : "formatted ");
        shown_path(&out, f->changes.at[i].path);
        out_char(&out, '\n');
    }
    bool fails = f->refused > 0 || (f->changes.n > 0 && (o->check || o->diff));
    int code = standard_finish(&out, fails ? EXIT_FINDINGS : EXIT_WELL);
    tell_refused(f);
    return code;
}

static int run(Fmt *f) {
    const Options *o = f->options;
    bool input = o->arguments.n == 1 && strcmp(o->arguments.at[0], "-") == 0;
    bool well = input ? read_input(f) : read_files(f);
    if (well && !input && !o->check && !o->diff) {
        drop_equal(&f->changes);
        well = f->changes.n == 0 || rewrite(folder_of(f), &f->changes, &f->trouble);
    }
    return well ? finish(f, input) : say_trouble(out_text(&f->trouble));
}

int command_fmt(const Options *options) {
    Fmt f = {.options = options,
             .arena = arena_new(),
             .sources = sources_new(),
             .scratch = parse_scratch_new(),
             .sink = diagnostics_new(),
             .trouble = out_memory()};
    int code = run(&f);
    vec_free(&f.paths);
    vec_free(&f.changes);
    diagnostics_free(f.sink);
    parse_scratch_free(f.scratch);
    sources_free(f.sources);
    arena_free(f.arena);
    out_free(&f.trouble);
    return code;
}
