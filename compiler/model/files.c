// Files of the project that records name, and which of them are there. The session looks; the model only keeps what it saw.
#include <stdlib.h>

#include "model/model.h"

static int by_bytes(const void *a, const void *b) {
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static void add_column(const Model *m, FieldId id, Arena *arena, Paths *paths) {
    const Column *c = &m->columns[id];
    Base only = type_only_base(m->schema->fields.at[id].type);
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t count;
        uint8_t state;
        uint32_t at = column_values(c, c->first + i, &count, &state);
        for (uint32_t v = at; v < at + count; v++)
            if ((c->base ? (Base)c->base[v] : only) == BASE_FILE) vec_push(paths, arena_str(arena, model_text(m, c->value[v], arena)));
    }
}

void model_named_files(const Model *m, Arena *arena, Paths *paths) {
    for (FieldId f = 1; f < m->schema->fields.n; f++) {
        const Field *field = &m->schema->fields.at[f];
        if (field->sort == FIELD_STORED && type_has(field->type, BASE_FILE)) add_column(m, f, arena, paths);
    }
    if (paths->n == 0) return;
    qsort(paths->at, paths->n, sizeof *paths->at, by_bytes);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < paths->n; i++)
        if (!str_eq(paths->at[i], paths->at[kept - 1])) paths->at[kept++] = paths->at[i];
    paths->n = kept;
}

void model_set_files(Model *m, const Str *there, uint32_t count) {
    m->files = there;
    m->file_count = count;
    m->files_known = true;
}

bool model_has_file(const Model *m, TextId file, Arena *scratch) {
    if (m->file_count == 0) return false;
    Str path = model_text(m, file, scratch);
    return bsearch(&path, m->files, m->file_count, sizeof path, by_bytes) != NULL;
}
