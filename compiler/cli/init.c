// ismsc init: a new ISMS from the texts of the library, with `todo` where a person must decide. Nothing that exists is touched.
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "render/diagnostics/shown.h"
#include "session/library.h"

// What a template may hold in the place of a project's own words.
#define ID_MARK STR("@ID@")
#define TITLE_MARK STR("@TITLE@")

typedef struct {
    const char *folder;
    Out id, title; // of the project
    bool taken;    // the id: a record of the templates has it
    Writing *writing;
    Out *trouble;
    uint32_t files;
} Init;

static bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// The folder's name as an id: small letters and digits of ASCII, the rest hyphens between them.
static void write_id(Str name, Out *id) {
    bool gap = false;
    for (uint32_t i = 0; i < name.len; i++) {
        char c = name.at[i] >= 'A' && name.at[i] <= 'Z' ? (char)(name.at[i] | 0x20) : name.at[i];
        if (!is_alphanumeric(c)) {
            gap = true;
            continue;
        }
        if (id->len == 0 && c <= '9') out_cstr(id, "isms-"); // else it would be a number
        if (gap && id->len > 0 && id->at[id->len - 1] != '-') out_char(id, '-');
        out_char(id, c);
        gap = false;
    }
    if (id->len == 0) out_cstr(id, "isms");
}

// The folder's name within a text in quotes; what such a text must not hold becomes a hyphen.
static void write_title(Str name, Out *title) {
    for (uint32_t at = 0; at < name.len;) {
        uint32_t code, len = utf8_decode(name.at + at, name.len - at, &code);
        bool refused = len == 0 || code < 0x20 || (code >= 0x7F && code < 0xA0) || utf8_is_invisible(code);
        if (refused) {
            out_char(title, '-');
        } else {
            if (code == '"' || code == '\\') out_char(title, '\\');
            out_bytes(title, name.at + at, len);
        }
        at += len > 0 ? len : 1;
    }
}

// The last part of the folder's path, made absolute; a folder that does not exist yet is called as it was written.
static void name_project(Init *init) {
    char *real = realpath(init->folder, NULL);
    Str path = str_of(real != NULL ? real : init->folder);
    while (path.len > 1 && path.at[path.len - 1] == '/') path.len--;
    uint32_t from = path.len;
    while (from > 0 && path.at[from - 1] != '/') from--;
    Str name = str_part(path, from, path.len);
    write_id(name, &init->id);
    write_title(name.len > 0 ? name : STR("ISMS"), &init->title);
    free(real);
}

// A record of the templates that is called so: `KIND id …` at the beginning of a line. The project needs another id.
static bool note_taken(void *context, Str name, Str text) {
    Init *init = context;
    (void)name;
    for (uint32_t at = 0, end; at < text.len; at = end + 1) {
        end = str_find(text, '\n', at);
        uint32_t id = str_find(text, ' ', at) + 1;
        if (id < end && str_eq(str_part(text, id, str_find(text, ' ', id)), out_text(&init->id))) init->taken = true;
    }
    return true;
}

static void fill(Str text, const Init *init, Out *out) {
    for (uint32_t at = 0; at < text.len;) {
        Str rest = str_part(text, at, text.len);
        bool id = str_starts(rest, ID_MARK), title = str_starts(rest, TITLE_MARK);
        if (id || title) {
            out_str(out, out_text(id ? &init->id : &init->title));
            at += id ? ID_MARK.len : TITLE_MARK.len;
        } else {
            uint32_t end = str_find(text, '@', at + 1);
            out_str(out, str_part(text, at, end));
            at = end;
        }
    }
}

static bool write_file(void *context, Str name, Str text) {
    Init *init = context;
    char *path = NULL;
    if (asprintf(&path, "%s/" STR_FMT, init->folder, STR_ARG(name)) < 0) mem_exhausted();
    struct stat there;
    Out *out = NULL;
    if (lstat(path, &there) == 0) {
        shown_path(init->trouble, str_of(path));
        out_cstr(init->trouble, " exists; nothing was written");
    } else {
        out = writing_add(init->writing, path, init->trouble);
    }
    free(path);
    if (out == NULL) return false;
    fill(text, init, out);
    init->files++;
    return true;
}

// Is there an ISMS already, in the folder or around it? A folder that does not exist yet is looked for from where it will be made.
static bool refuse_second(const Init *init) {
    ProjectFiles project;
    Out trouble = out_memory();
    struct stat there;
    bool exists = stat(init->folder, &there) == 0;
    bool found = files_find(exists ? init->folder : ".", FIND_PROJECT, &project, &trouble);
    if (found) {
        out_cstr(init->trouble, "there is an ISMS already; nothing was written: ");
        shown_path(init->trouble, project.root);
    }
    files_free(&project);
    out_free(&trouble);
    return found;
}

static bool write_files(Init *init) {
    if (!library_templates(STR("init"), note_taken, init)) return false;
    if (init->taken) out_cstr(&init->id, "-isms");
    return library_templates(STR("init"), write_file, init);
}

static int tell(const Init *init) {
    int fd;
    Out out = standard_output(&fd);
    out_printf(&out, "wrote %u files to ", init->files);
    shown_path(&out, str_of(init->folder));
    out_cstr(&out, "\n`ismsc check` lists what is to be decided\n");
    return standard_finish(&out, EXIT_WELL);
}

int command_init(const Options *options) {
    if (options->arguments.n > 1) return say_usage("init takes one folder at most");
    Out trouble = out_memory();
    Init init = {
        .folder = options->arguments.n == 1 ? options->arguments.at[0] : ".", .id = out_memory(), .title = out_memory(), .trouble = &trouble};
    name_project(&init);
    init.writing = writing_new(NULL);
    bool well =
        !refuse_second(&init) && writing_folder(init.writing, init.folder, &trouble) && write_files(&init) && writing_commit(init.writing, &trouble);
    writing_free(init.writing);
    int code = !well ? say_trouble(out_text(&trouble)) : options->quiet ? EXIT_WELL : tell(&init);
    out_free(&init.id);
    out_free(&init.title);
    out_free(&trouble);
    return code;
}
