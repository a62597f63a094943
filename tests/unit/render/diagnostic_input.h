// A small input for the renderers of diagnostics, and comparing what they write.
#ifndef ISMSC_TEST_DIAGNOSTIC_INPUT_H
#define ISMSC_TEST_DIAGNOSTIC_INPUT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "render/diagnostics/render.h"

typedef struct {
    Sources *sources;
    Diagnostics *sink;
    DiagOptions options;
    DiagSummary summary;
    Str folder;
    SrcPos anchor;
    const DiagRule *rules;
    uint32_t rule_count;
} Case;

static inline Case case_new(void) {
    return (Case){.sources = sources_new(), .sink = diagnostics_new(), .summary = {.files = 1, .records = 2, .fail_on = LEVEL_ERROR}};
}

// Adds a file; returns the position of its first byte.
static inline SrcPos case_bytes(Case *c, const char *path, const char *bytes, uint32_t len) {
    char *copy = mem_alloc((size_t)len + SOURCE_PADDING);
    if (len) memcpy(copy, bytes, len);
    FileId id;
    assert_true(sources_add(c->sources, str_of(path), copy, len, SOURCE_PROJECT, &id));
    return sources_file(c->sources, id)->base;
}

static inline SrcPos case_file(Case *c, const char *path, const char *text) {
    return case_bytes(c, path, text, (uint32_t)strlen(text));
}

static inline Diagnostic *case_add(Case *c, const char *name, Level level, SrcPos start, uint32_t length, const char *message) {
    return diagnostics_add(c->sink, str_of(name), level, (Span){start, start + length}, str_of(message));
}

static inline Diagnostic *case_note(Case *c, Diagnostic *d, SrcPos start, uint32_t length, const char *label) {
    return diag_note(c->sink, d, (Span){start, start + length}, str_of(label));
}

static inline DiagInput case_input(Case *c) {
    DiagInput input = {.sources = c->sources,
                       .summary = c->summary,
                       .options = c->options,
                       .folder = c->folder,
                       .anchor = c->anchor,
                       .rules = c->rules,
                       .rule_count = c->rule_count};
    input.diagnostics = diagnostics_sorted(c->sink, &input.count);
    return input;
}

// What the format makes of the case, ended by NUL; to be given back with out_free.
static inline Out case_render(Case *c, const char *format) {
    DiagInput input = case_input(c);
    Out out = out_memory();
    diag_format_find(str_of(format))->render(&input, &out);
    out_char(&out, '\0');
    return out;
}

static inline void case_free(Case *c) {
    diagnostics_free(c->sink);
    sources_free(c->sources);
}

// Compares, and ends the case.
static inline void case_expect(Case *c, const char *format, const char *expected) {
    Out out = case_render(c, format);
    assert_string_equal(out.at, expected);
    out_free(&out);
    case_free(c);
}

#endif
