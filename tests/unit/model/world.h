// For the tests of this room: a model from texts, each in a unit of its own, with a small library of kinds.
#ifndef ISMSC_TESTS_UNIT_MODEL_WORLD_H
#define ISMSC_TESTS_UNIT_MODEL_WORLD_H

#include "base/out.h"
#include "model/model.h"
#include "syntax/parse.h"
#include "unit.h"

// Kinds of every sort: referring, contained, about others, single, with maps, levels and bands. Unit `core`.
static const char WORLD_KINDS[] =
    "extend kind any { owner: role? inverse owns  tags: name*  satisfies: requirement* inverse satisfied-by }\n"
    "kind project \"Project\" single { standards: standard*  methods: method*  lint: map name to (one of error, off | text) }\n"
    "kind standard \"Standard\" { edition: text? }\n"
    "kind requirement \"Requirement\" { part-of: requirement? inverse parts  answered-by: kind*  claimed-by: kind* }\n"
    "kind point \"Point\" { theme: name? }\n"
    "kind role \"Role\" { holders: person* inverse roles  boss: role? inverse leads }\n"
    "kind person \"Person\" { joined: date? }\n"
    "kind asset \"Asset\" { type: one of data, service default data  rto: duration?  on: (asset | text)? inverse carries\n"
    "  scale: scale? default first(project.methods).impact  needs: map name to level of scale  cost: money?  share: percent?  web: url?  at: file? }\n"
    "kind supplier \"Supplier\" extends asset { type: default service }\n"
    "kind measure \"Measure\" { meets: point* inverse met-by  state: one of planned, done/finished  count: number?  span: range of number ?  until: date? }\n"
    "kind proof \"Proof\" in any { on: date  of: any* inverse proven-by }\n"
    "kind sign-off \"Approval\" in any { by: role }\n"
    "kind skip \"Skip\" about point inverse skipped { approved: sign-off*  why: text? }\n"
    "kind scope \"Scope\" single { text: text? }\n"
    "kind unit \"Unit\" { part-of: unit? inverse parts }\n"
    "kind waive \"Waiver\" about rule inverse waived-by { rule: rule?  on: any* inverse waivers  by: role? }\n"
    "kind scale \"Scale\" { level: level* }\n"
    "kind level \"Level\" in scale { number: number }\n"
    "kind method \"Method\" { likelihood: scale  impact: scale?  impacts: map name to scale\n"
    "  formula: one of product, sum, maximum, grid default product\n"
    "  grid: map level to band* of likelihood  band: band*  acceptable: band* inverse acceptable-in }\n"
    "kind band \"Band\" in method { numbers: range of number ?  accepts: (role | one of nobody)* }\n"
    "kind risk \"Risk\" { on: asset* inverse risks  method: method default first(project.methods) inverse risks\n"
    "  now: rating? of method  then: rating? of method  treatment: treatment*  accepted: sign-off? }\n"
    "kind treatment \"Treatment\" in risk { does: measure* inverse done-by  why: text? }\n";

// A standard and a method that the tests share; units `s/1` (claimed), `m`.
static const char WORLD_STANDARD[] =
    "standard 1 \"The standard\" { edition: \"1\" }\n"
    "requirement 5 \"Five\" { }\nrequirement 5.1 \"One\" { part-of: 5  answered-by: asset }\nrequirement 5.2 \"Two\" { part-of: 5  claimed-by: measure }\n"
    "point A.5.1 \"First\" { theme: x }\npoint A.5.2 \"Second\" { theme: x }\npoint A.5.10 \"Tenth\" { }\n";
static const char WORLD_METHOD[] =
    "scale odds \"Odds\" { level rare \"Rare\" { number: 1 } level often \"Often\" { number: 2 } level always \"Always\" { number: 3 } }\n"
    "scale harm \"Harm\" { level small \"Small\" { number: 1 } level big \"Big\" { number: 2 } }\n"
    "method m \"M\" { likelihood: odds  impact: harm  band low { numbers: 1..2 } band high { numbers: 3..6 }  acceptable: low }\n";
static const char WORLD_PROJECT[] = "project p \"P\" { standards: s/1  methods: m }\nrole boss \"Boss\"\nrole cook \"Cook\"\nperson jd \"J. Doe\"\n";

#define WORLD_FILES 8

typedef struct {
    Sources *sources;
    Names *names;
    Arena *arena;
    Diagnostics *sink;
    ParseScratch *scratch;
    Tree trees[WORLD_FILES];
    ModelInput inputs[WORLD_FILES];
    uint32_t files;
    Unit units[WORLD_FILES];
    uint32_t unit_count;
    Schema *schema;
    Model *model;
} World;

static inline void world_add(World *w, uint32_t unit, const char *text) {
    uint32_t len = (uint32_t)strlen(text);
    char *bytes = mem_zeroed(len + SOURCE_PADDING, 1);
    memcpy(bytes, text, len);
    FileId file;
    Str path = arena_printf(w->arena, unit ? "stdlib/%u.isms" : "test.isms", unit);
    assert_true(sources_add(w->sources, path, bytes, len, unit ? SOURCE_LIBRARY : SOURCE_PROJECT, &file));
    Tree *tree = &w->trees[w->files];
    tree_init(tree, file);
    parse_file(w->sources, file, w->scratch, tree, w->sink);
    w->inputs[w->files++] = (ModelInput){tree, unit};
}

static inline uint32_t world_unit(World *w, const char *path, bool claimed) {
    w->units[w->unit_count] = (Unit){.path = str_of(path), .claimed = claimed};
    return w->unit_count++;
}

// A world with only the library; more units and files may be added before world_build. Stays where it is.
static inline World *world_new(void) {
    World *w = calloc(1, sizeof *w);
    *w = (World){.sources = sources_new(), .names = names_new(1), .arena = arena_new(), .sink = diagnostics_new(), .scratch = parse_scratch_new()};
    world_unit(w, "", false);
    world_add(w, world_unit(w, "core", false), WORLD_KINDS);
    world_add(w, world_unit(w, "s/1", true), WORLD_STANDARD);
    world_add(w, world_unit(w, "m", false), WORLD_METHOD);
    return w;
}

static inline void world_build(World *w) {
    const Tree *trees[WORLD_FILES];
    for (uint32_t i = 0; i < w->files; i++) trees[i] = w->inputs[i].tree;
    Date today;
    assert_true(date_of(2026, 3, 1, &today));
    w->schema = schema_build(trees, w->files, w->sources, w->names, w->arena, w->sink);
    w->model = model_build(w->schema, w->inputs, w->files, w->units, w->unit_count, w->sources, w->names, NULL, today, w->arena, w->sink);
}

// The shared project and `text`.
static inline World *world_of(const char *text) {
    World *w = world_new();
    world_add(w, 0, WORLD_PROJECT);
    world_add(w, 0, text);
    world_build(w);
    return w;
}

static inline void world_free(World *w) {
    model_free(w->model);
    schema_free(w->schema);
    for (uint32_t i = 0; i < w->files; i++) tree_free(&w->trees[i]);
    parse_scratch_free(w->scratch);
    diagnostics_free(w->sink);
    names_free(w->names);
    sources_free(w->sources);
    arena_free(w->arena);
    free(w);
}

// Everything that was said: `line name`, separated by commas, in order of place; `line name(help)` with `help`.
static inline Str world_said(World *w, bool help) {
    uint32_t count;
    Diagnostic **all = diagnostics_sorted(w->sink, &count);
    Str said = STR("");
    for (uint32_t i = 0; i < count; i++) {
        uint32_t line = all[i]->at.start ? sources_line_column(w->sources, all[i]->at.start).line : 0;
        said = arena_printf(w->arena, STR_FMT "%s%u " STR_FMT, STR_ARG(said), i ? ", " : "", line, STR_ARG(all[i]->name));
        if (help) said = arena_printf(w->arena, STR_FMT ": " STR_FMT "; " STR_FMT, STR_ARG(said), STR_ARG(all[i]->message), STR_ARG(all[i]->help));
    }
    return said;
}

// The text, in the shared project, gives exactly these diagnostics.
#define assert_says(text, wanted)                           \
    do {                                                    \
        World *said_world = world_of(text);                 \
        assert_text(world_said(said_world, false), wanted); \
        world_free(said_world);                             \
    } while (0)

static inline Row row_of(const World *w, const char *path) {
    Row row = model_find(w->model, str_of(path));
    if (!row) fail_msg("there is no %s", path);
    return row;
}

static inline KindId kind_of(const World *w, const char *name) {
    return schema_kind(w->schema, names_find(w->names, str_of(name)));
}

static inline const Column *column_of(const World *w, Row row, const char *field) {
    FieldId id = schema_field(w->schema, w->model->kind[row], names_find(w->names, str_of(field)));
    if (!id) fail_msg("there is no field %s", field);
    return model_column(w->model, id);
}

static inline uint8_t state_of(const World *w, const char *path, const char *field) {
    uint32_t count;
    uint8_t state;
    Row row = row_of(w, path);
    column_values(column_of(w, row, field), row, &count, &state);
    return state;
}

// The values of a field as a user reads them, separated by commas; `?` behind them when some are unknown.
static inline Str values_of(World *w, const char *path, const char *field) {
    Row row = row_of(w, path);
    const Column *c = column_of(w, row, field);
    Type type = schema_field_at(w->schema, schema_field(w->schema, w->model->kind[row], names_find(w->names, str_of(field))))->type;
    uint32_t count;
    uint8_t state;
    uint32_t start = column_values(c, row, &count, &state);
    Str said = STR("");
    for (uint32_t i = 0; i < count; i++) {
        Base base = c->base ? (Base)c->base[start + i] : type_only_base(type);
        Str text = model_value_text(w->model, base, c->value[start + i], w->arena);
        said = arena_printf(w->arena, STR_FMT "%s" STR_FMT, STR_ARG(said), i ? ", " : "", STR_ARG(text));
    }
    return state & STATE_UNKNOWN ? arena_printf(w->arena, STR_FMT "?", STR_ARG(said)) : said;
}
#define assert_values(w, path, field, wanted) assert_text(values_of((w), (path), (field)), (wanted))

#endif
