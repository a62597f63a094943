// The file that a build leaves beside its artefacts: a line for each thing, its name and a value.
#include "cli/manifest.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "render/diagnostics/shown.h"
#include "session/files.h"

#define FIRST_LINE "ismsc-build 1"

void manifest_write(const Manifest *m, Out *out) {
    char date[DATE_CHARS];
    date_print(m->as_of, date);
    out_printf(out, FIRST_LINE "\nas-of %.*s\nemit " STR_FMT "\n", DATE_CHARS, date, STR_ARG(m->emit));
    out_cstr(out, "revision ");
    for (uint32_t i = 0; i < m->revision.len; i++) out_char(out, m->revision.at[i] == '\n' ? ' ' : m->revision.at[i]);
    out_char(out, '\n');
    if (m->csv_raw) out_cstr(out, "csv-raw yes\n");
    if (m->width > 0) out_printf(out, "width %u\n", m->width);
    for (uint32_t i = 0; i < m->files.n; i++) out_printf(out, "file " STR_FMT "\n", STR_ARG(m->files.at[i]));
}

void manifest_free(Manifest *m) {
    vec_free(&m->files);
}

// A name that leads out of the folder is nobody's artefact.
static bool is_name(Str file) {
    return file.len > 0 && file.at[0] != '.' && str_find(file, '/', 0) == file.len;
}

static bool read_line(Manifest *m, Str line) {
    uint32_t blank = str_find(line, ' ', 0);
    Str name = str_part(line, 0, blank), value = str_part(line, blank + 1, line.len);
    if (str_eq(name, STR("as-of"))) return date_parse(value, &m->as_of);
    if (str_eq(name, STR("csv-raw"))) m->csv_raw = true;
    else if (str_eq(name, STR("emit"))) m->emit = value;
    else if (str_eq(name, STR("revision"))) m->revision = value;
    else if (str_eq(name, STR("width"))) m->width = (uint32_t)strtoul(value.at, NULL, 10);
    else if (str_eq(name, STR("file")) && is_name(value)) vec_push(&m->files, value);
    else return false;
    return true;
}

static bool read_text(Manifest *m, Str text) {
    Str first = STR(FIRST_LINE "\nas-of ");
    if (!str_starts(text, first)) return false;
    for (uint32_t from = sizeof FIRST_LINE, end; from < text.len; from = end + 1) {
        end = str_find(text, '\n', from);
        if (!read_line(m, str_part(text, from, end))) return false;
    }
    return true;
}

bool manifest_read(const char *folder, Arena *arena, Manifest *m, bool *there, Out *trouble) {
    *m = (Manifest){0};
    struct stat status;
    char *text = NULL;
    uint32_t len;
    *there = stat(arena_printf(arena, "%s/" MANIFEST_NAME, folder).at, &status) == 0;
    if (!*there) return true;
    if (!files_read_below(folder, STR(MANIFEST_NAME), &text, &len, trouble)) return false;
    bool well = read_text(m, arena_str(arena, (Str){text, len}));
    mem_free(text);
    if (well) return true;
    shown_path(trouble, str_of(folder));
    out_cstr(trouble, "/" MANIFEST_NAME " is not what `ismsc build` writes; build once without --check");
    return false;
}
