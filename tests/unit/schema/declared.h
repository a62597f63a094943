// For the tests of this room: kinds from a text, and what was said about them.
#ifndef ISMSC_TESTS_UNIT_SCHEMA_DECLARED_H
#define ISMSC_TESTS_UNIT_SCHEMA_DECLARED_H

#include "base/out.h"
#include "schema/known.h"
#include "schema/schema.h"
#include "syntax/parse.h"
#include "unit.h"

typedef struct {
    Sources *sources;
    Names *names;
    Arena *arena;
    Diagnostics *sink;
    Tree *tree;
    Schema *schema;
} Declared;

static inline Declared declared(const char *text) {
    Declared d = {.sources = sources_new(), .names = names_new(1), .arena = arena_new(), .sink = diagnostics_new()};
    uint32_t len = (uint32_t)strlen(text);
    char *bytes = mem_zeroed(len + SOURCE_PADDING, 1);
    memcpy(bytes, text, len);
    FileId file;
    assert_true(sources_add(d.sources, STR("kinds.isms"), bytes, len, SOURCE_PROJECT, &file));
    ParseScratch *scratch = parse_scratch_new();
    d.tree = ARENA_NEW(d.arena, Tree);
    tree_init(d.tree, file);
    parse_file(d.sources, file, scratch, d.tree, d.sink);
    parse_scratch_free(scratch);
    const Tree *trees[1];
    trees[0] = d.tree;
    d.schema = schema_build(trees, 1, d.sources, d.names, d.arena, d.sink);
    return d;
}

static inline void declared_free(Declared *d) {
    schema_free(d->schema);
    tree_free(d->tree);
    diagnostics_free(d->sink);
    names_free(d->names);
    sources_free(d->sources);
    arena_free(d->arena);
}

static inline NameId name_of(const Declared *d, const char *text) {
    return names_intern(d->names, str_of(text));
}

static inline KindId kind_of(const Declared *d, const char *name) {
    return schema_kind(d->schema, name_of(d, name));
}

// The field of the kind, its own or inherited; it must exist.
static inline const Field *field_of(const Declared *d, const char *kind, const char *name) {
    FieldId field = schema_field(d->schema, kind_of(d, kind), name_of(d, name));
    if (!field) fail_msg("%s has no field %s", kind, name);
    return schema_field_at(d->schema, field);
}

// Everything that was said, `line name` each, separated by commas, in order of place.
static inline Str declared_said(Declared *d) {
    uint32_t count;
    Diagnostic **all = diagnostics_sorted(d->sink, &count);
    Str said = STR("");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t line = sources_line_column(d->sources, all[i]->at.start).line;
        said = arena_printf(d->arena, STR_FMT "%s%u " STR_FMT, STR_ARG(said), i ? ", " : "", line, STR_ARG(all[i]->name));
    }
    return said;
}

// The text gives exactly these diagnostics.
static inline void assert_declares(const char *text, const char *said) {
    Declared d = declared(text);
    assert_text(declared_said(&d), said);
    declared_free(&d);
}

#endif
