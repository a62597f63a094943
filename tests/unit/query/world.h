// A program from a text: a small library of kinds and what a test adds, built up to the rules' findings.
#ifndef ISMSC_TESTS_UNIT_QUERY_WORLD_H
#define ISMSC_TESTS_UNIT_QUERY_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/out.h"
#include "diag/diagnostic.h"
#include "query/program.h"
#include "syntax/parse.h"

typedef struct {
    Sources *sources;
    Names *names;
    Arena *arena;
    Diagnostics *sink;
    Tree tree;
    Schema *schema;
    Model *model;
    Program *program;
    RuleStats stats;
} World;

// Kinds that the tests share: things that hang on one another, people who own them, levels and a method.
static const char world_kinds[] =
    "kind project \"Project\" single { methods: method* }\n"
    "kind person \"Person\" { boss: person? inverse staff }\n"
    "kind thing \"Thing\" { owner: person? inverse owns  needs: thing* inverse needed-by  size: number?  due: date?  state: one of open, closed default open\n"
    "  weight = if size > 10 then \"heavy\" else \"light\"\n"
    "  late = due < today }\n"
    "kind box \"Box\" extends thing { lid: text? }\n"
    "kind mark \"Mark\" in thing { says: text?  on: date? }\n"
    "kind praise about thing inverse praised { by: person? }\n"
    "kind sheet \"Sheet\" { file: file? }\n"
    "kind scale \"Scale\" { level: level* }\n"
    "kind level \"Level\" in scale { number: number }\n"
    "kind method \"Method\" { likelihood: scale  impact: scale?  band: band* acceptable: band* }\n"
    "kind band \"Band\" in method { numbers: range of number ?  colour: text? }\n"
    "kind risk \"Risk\" { method: method default first(project.methods)  now: rating? of method  then: rating? of method }\n"
    "scale odds \"Odds\" { level rare { number: 1 } level often { number: 2 } }\n"
    "scale harm \"Harm\" { level small { number: 1 } level big { number: 2 } }\n"
    "method m \"M\" { likelihood: odds  impact: harm  band low { numbers: 1..2 } band high { numbers: 3..4 }  acceptable: low }\n"
    "project p \"P\" { methods: m }\n";

static World world_build(const char *text) {
    World w = {.sources = sources_new(), .names = names_new(1), .arena = arena_new(), .sink = diagnostics_new()};
    Str whole = arena_printf(w.arena, "%s%s", world_kinds, text);
    char *bytes = mem_alloc(whole.len + SOURCE_PADDING);
    memset(bytes, 0, whole.len + SOURCE_PADDING);
    memcpy(bytes, whole.at, whole.len);
    FileId file;
    assert_true(sources_add(w.sources, STR("test.isms"), bytes, whole.len, SOURCE_PROJECT, &file));
    ParseScratch *scratch = parse_scratch_new();
    tree_init(&w.tree, file);
    parse_file(w.sources, file, scratch, &w.tree, w.sink);
    parse_scratch_free(scratch);
    return w;
}

static void world_model(World *w) {
    const Tree *trees[] = {&w->tree};
    const Unit unit = {.path = {"", 0}};
    ModelInput input = {&w->tree, 0};
    Date today;
    date_of(2026, 3, 1, &today);
    w->schema = schema_build(trees, 1, w->sources, w->names, w->arena, w->sink);
    w->model = model_build(w->schema, &input, 1, &unit, 1, w->sources, w->names, NULL, today, w->arena, w->sink);
}

static void world_rules(World *w) {
    ModelInput input = {&w->tree, 0};
    w->program = program_build(w->model, &input, 1, w->arena, w->sink);
    program_run_rules(w->program, &(RuleOptions){0}, w->sink, &w->stats);
}

static void world_run(World *w) {
    world_model(w);
    world_rules(w);
}

static void world_free(World *w) {
    program_free(w->program);
    model_free(w->model);
    schema_free(w->schema);
    tree_free(&w->tree);
    diagnostics_free(w->sink);
    names_free(w->names);
    sources_free(w->sources);
    arena_free(w->arena);
}

// Everything that was said, one line each: `name: message`.
static Str world_said(World *w) {
    uint32_t count;
    Diagnostic **all = diagnostics_sorted(w->sink, &count);
    Out out = out_memory();
    for (uint32_t i = 0; i < count; i++) out_printf(&out, STR_FMT ": " STR_FMT "\n", STR_ARG(all[i]->name), STR_ARG(all[i]->message));
    Str said = arena_str(w->arena, out_text(&out));
    out_free(&out);
    return said;
}

// The text, with the shared kinds before it, says exactly `expected`.
static inline void assert_says(const char *text, const char *expected) {
    World w = world_build(text);
    world_run(&w);
    assert_string_equal(world_said(&w).at, expected);
    world_free(&w);
}

#endif
