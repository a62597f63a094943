// The way through the house: bytes, tokens, trees, schema, model, program, findings, diagnostics.
#include <sched.h>
#include <stdlib.h>
#include <sys/random.h>

#include "diag/catalogue.h"
#include "session/earlier.h"
#include "session/stages.h"
#include "session/unused.h"
#include "syntax/parse.h"

// Seeds the hash of names, so that no input can be made to collide. Nothing that is written depends on it.
static uint64_t random_seed(void) {
    uint64_t seed = 0;
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed) seed = (uintptr_t)&seed;
    return seed;
}

// The cores that this process may run on.
static uint32_t core_count(void) {
    cpu_set_t cores;
    return sched_getaffinity(0, sizeof cores, &cores) == 0 ? (uint32_t)CPU_COUNT(&cores) : 1;
}

static void start(Session *s, const SessionOptions *options) {
    *s = (Session){.arena = arena_new(), .sources = sources_new(), .names = names_new(random_seed()), .sink = diagnostics_new()};
    s->threads = options->threads > 0 ? (Threads){options->threads, true} : (Threads){core_count(), false};
    s->known = known_names(s->names);
    s->reading = ARENA_NEW(s->arena, struct Reading);
    vec_push(&s->units, (Unit){0});
}

static bool add_project(Session *s, ProjectFiles *project, Out *trouble) {
    for (uint32_t i = 0; project != NULL && i < project->files.n; i++) {
        ProjectFile *file = &project->files.at[i];
        FileId id;
        char *text = file->text;
        file->text = NULL;
        bool well = file->lent ? sources_lend(s->sources, file->path, (Str){text, file->len}, SOURCE_PROJECT, &id)
                               : sources_add(s->sources, file->path, text, file->len, SOURCE_PROJECT, &id);
        if (!well) {
            out_cstr(trouble, "all files together are larger than 4 GiB");
            return false;
        }
        if (file->shared) sources_share(s->sources, id);
        s->project_files++;
    }
    if (project != NULL) s->folder = arena_str(s->arena, project->folder);
    return true;
}

static int compare_places(const void *a, const void *b) {
    SrcPos x = *(const SrcPos *)a, y = *(const SrcPos *)b;
    return (x > y) - (x < y);
}

// Where an error of the syntax stands: what the model says of the same place follows from it.
static void note_errors(const Diagnostics *sink, Places *told) {
    for (uint32_t i = 0; i < diagnostics_count(sink); i++) {
        const Diagnostic *d = diagnostics_at(sink, i);
        if (d->level >= LEVEL_ERROR && d->at.start > 0) vec_push(told, d->at.start);
    }
}

// The first place of `told`, which is sorted, in a span.
static SrcPos first_in(const Places *told, Span span) {
    uint32_t low = 0, high = told->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (told->at[middle] < span.start) low = middle + 1;
        else high = middle;
    }
    return low < told->n && told->at[low] < span.end ? told->at[low] : 0;
}

// What the syntax says of values that the model says should be something else altogether.
static void hush_covered(Session *s, const Places *told, uint32_t from) {
    Places covered = {0};
    for (uint32_t i = from; i < diagnostics_count(s->sink); i++) {
        Span covers = diagnostics_at(s->sink, i)->covers;
        for (SrcPos at; covers.start != 0 && (at = first_in(told, covers)) != 0; covers.start = at + 1) vec_push(&covered, at);
    }
    if (covered.n > 0) qsort(covered.at, covered.n, sizeof *covered.at, compare_places);
    for (uint32_t i = 0; i < from && covered.n > 0; i++) {
        Diagnostic *d = diagnostics_at(s->sink, i);
        if (bsearch(&d->at.start, covered.at, covered.n, sizeof *covered.at, compare_places) != NULL) d->level = LEVEL_OFF;
    }
    vec_free(&covered);
}

// What was told of a place (a mistake of syntax, a unit that nobody knows) is the model's to tell too: there it is left out.
static void hush(Session *s, Places *told, uint32_t from) {
    if (told->n == 0) return;
    qsort(told->at, told->n, sizeof *told->at, compare_places);
    hush_covered(s, told, from);
    for (uint32_t i = from; i < diagnostics_count(s->sink); i++) {
        Diagnostic *d = diagnostics_at(s->sink, i);
        if (d->at.start > 0 && bsearch(&d->at.start, told->at, told->n, sizeof *told->at, compare_places) != NULL) d->level = LEVEL_OFF;
    }
}

static const Fingerprints *known_then(const SessionOptions *options) {
    return options->comparison != NULL && options->comparison->only_new ? &options->comparison->known : NULL;
}

// The same for what the compiler itself says as for findings; but errors of the sources stay, whatever a baseline holds: they hide what rules would find.
static void leave_out_known(Session *s, const SessionOptions *options) {
    for (uint32_t i = 0; i < diagnostics_count(s->sink); i++) {
        Diagnostic *d = diagnostics_at(s->sink, i);
        if (d->is_rule || d->level == LEVEL_OFF || d->by.len > 0) continue;
        bool in_baseline = options->baseline != NULL && d->level < LEVEL_ERROR && fingerprints_have(&options->baseline->known, d->fingerprint);
        bool was = !in_baseline && fingerprints_have(known_then(options), d->fingerprint);
        s->stats.baseline += in_baseline;
        s->stats.earlier += was;
        if (in_baseline || was) d->level = LEVEL_OFF;
    }
}

static void finish(Session *s, const SessionOptions *options) {
    levels_apply(s, s->sink);
    leave_out_known(s, options);
    s->diagnostics = diagnostics_sorted(s->sink, &s->diagnostic_count);
    session_select(s, options->selected, options->selected_count);
    s->diagnostic_count = fold_repeated(s, s->diagnostics, s->diagnostic_count);
}

static RuleOptions rule_options(const Session *s, const SessionOptions *options) {
    RuleOptions rules = {s->levels.at, s->levels.n, options->only, options->only_count, options->no_waivers,
                         NULL,         s->threads,  NULL,          known_then(options)};
    if (options->baseline != NULL) rules.baseline = &options->baseline->known;
    return rules;
}

static void run_rules(Session *s, const SessionOptions *options) {
    const RuleOptions rules = rule_options(s, options);
    program_run_rules(s->program, &rules, s->sink, &s->stats);
    if (options->baseline != NULL) baseline_look(options->baseline, s);
}

// Those of the earlier state that were told then; they are sorted by fingerprint.
static void learn_known(Comparison *c) {
    if (c->earlier != NULL) earlier_wait(c->earlier);
    uint64_t *known = ARENA_ARRAY(c->arena, uint64_t, c->before.finding_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->before.finding_count; i++)
        if (!c->before.findings[i].waived) known[count++] = c->before.findings[i].fingerprint;
    c->known = (Fingerprints){known, count};
}

// Levels hold for both states, or what is turned off would be a difference.
static void compare(Session *s, const SessionOptions *options) {
    Comparison *c = options->comparison;
    if (c->earlier != NULL && !(earlier_wait(c->earlier) && c->before.program != NULL)) return;
    const RuleOptions rules = rule_options(s, options);
    levels_apply(s, s->sink);
    snapshot_take(s->program, s->sink, c->arena, &c->after);
    differences_find(&c->before, &c->after, c->arena, &c->differences);
    program_compare(s->program, &rules, &c->after, c->arena, &c->differences, s->sink, &s->stats);
}

static bool has_errors(const Diagnostics *sink) {
    bool any = false;
    for (uint32_t i = 0; i < diagnostics_count(sink) && !any; i++) any = diagnostics_at(sink, i)->level >= LEVEL_ERROR;
    return any;
}

// Without a project nothing says which standards hold, and every name of theirs would be unknown: there the run ends after the trees.
static bool goes_on(Session *s, const SessionOptions *options, const Settings *settings) {
    if (options->project == NULL || settings->has_project) return options->last >= STAGE_MODEL;
    if (!options->project->has_project) diag_missing_project(s->sink, (Span){0, 0});
    return false;
}

// All trees, those of the library before those of the project: what both declare is the library's, and the project is told.
static const Tree *const *library_first(const Session *s) {
    uint32_t own = s->project_files, library = s->trees.n - own;
    const Tree **trees = ARENA_ARRAY(s->arena, const Tree *, s->trees.n);
    for (uint32_t i = 0; i < s->trees.n; i++) trees[i < own ? library + i : i - own] = s->trees.at[i];
    return trees;
}

Model *model_of_day(Session *s, Date today, Diagnostics *sink) {
    return model_build(s->schema, s->inputs.at, s->inputs.n, s->units.at, s->units.n, s->sources, s->names, unused_asked(s->unused), today, s->arena,
                       sink);
}

static void begin(const SessionOptions *options, uint32_t step) {
    if (options->step != NULL) __atomic_store_n(options->step, step, __ATOMIC_RELAXED);
}

bool session_read(Session *s, const SessionOptions *options, Out *trouble) {
    start(s, options);
    if (!library_open(&s->library, options->stdlib, trouble)) return false;
    if (!add_project(s, options->project, trouble)) return false;
    if (options->last == STAGE_READ) return true;
    begin(options, 1);
    parse_new_files(s, options->comparison != NULL ? options->comparison->then : NULL);
    s->misread = has_errors(s->sink);
    note_errors(s->sink, &s->reading->told);
    settings_read(s, 0, &s->reading->settings);
    levels_add(s, options);
    return true;
}

bool session_go(Session *s, const SessionOptions *options, Out *trouble) {
    if (options->last == STAGE_READ) return true;
    Settings *settings = &s->reading->settings;
    bool further = goes_on(s, options, settings);
    if (further) {
        begin(options, 2);
        if (!units_load(s, options, settings, &s->reading->told, trouble)) return false;
        begin(options, 3);
        s->schema = schema_build(library_first(s), s->trees.n, s->sources, s->names, s->arena, s->sink);
        s->unused = unused_new(s);
        uint32_t before = diagnostics_count(s->sink);
        s->model = model_of_day(s, options->today, s->sink);
        hush(s, &s->reading->told, before);
    }
    if (further && options->last >= STAGE_PROGRAM) {
        s->program = program_build(s->model, s->inputs.at, s->inputs.n, s->arena, s->sink);
        if (!levels_check(s, options, trouble)) return false;
    }
    if (further && options->last >= STAGE_FINDINGS) {
        if (options->project != NULL) files_look(s, options->project);
        begin(options, 4);
        if (options->comparison != NULL && options->comparison->only_new) learn_known(options->comparison);
        run_rules(s, options);
        if (options->comparison != NULL) compare(s, options);
        begin(options, 5);
        if (options->looks_ahead) look_ahead(s, options);
    }
    finish(s, options);
    return true;
}

bool session_run(Session *s, const SessionOptions *options, Out *trouble) {
    Earlier *earlier = options->comparison != NULL ? options->comparison->earlier : NULL;
    bool well = session_read(s, options, trouble);
    if (earlier != NULL) earlier_go(earlier);
    well = well && session_go(s, options, trouble);
    if (earlier == NULL || earlier_wait(earlier)) return well;
    trouble->len = 0;
    out_str(trouble, out_text(&earlier->trouble));
    return false;
}

void session_free(Session *s) {
    settings_free(&s->reading->settings);
    vec_free(&s->reading->told);
    if (s->program != NULL) program_free(s->program);
    if (s->model != NULL) model_free(s->model);
    if (s->schema != NULL) schema_free(s->schema);
    for (uint32_t i = 0; i < s->trees.n; i++) tree_free((Tree *)(uintptr_t)s->trees.at[i]);
    vec_free(&s->trees);
    vec_free(&s->ready);
    vec_free(&s->inputs);
    vec_free(&s->units);
    unused_free(s->unused);
    vec_free(&s->levels);
    vec_free(&s->level_places);
    library_close(&s->library);
    diagnostics_free(s->sink);
    names_free(s->names);
    sources_free(s->sources);
    arena_free(s->arena);
}

// ---- For those who show it ------------------------------------------------------------------------------------------------------------

// Counted in the trees, because the model has rows that nobody wrote.
uint32_t session_records(const Session *s) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->trees.n && i < s->project_files; i++) {
        const Tree *tree = s->trees.at[i];
        for (uint32_t k = 0; k < tree->top.n; k++) count += tree_kind(tree, tree->top.at[k]) == NODE_RECORD;
    }
    return count;
}

void session_select(Session *s, const Str *below, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->diagnostic_count; i++) {
        Diagnostic *d = s->diagnostics[i];
        bool placed = d->at.start != 0;
        if (!placed || files_select(below, count, sources_file(s->sources, sources_find(s->sources, d->at.start))->path)) s->diagnostics[kept++] = d;
    }
    s->diagnostic_count = kept;
}

// The `project` record, or where the first file begins.
static SrcPos anchor(const Session *s) {
    SrcPos project = s->model != NULL && s->model->project != 0 ? model_row_span(s->model, s->model->project).start : 0;
    if (project != 0) return project;
    return s->project_files > 0 ? sources_file(s->sources, 0)->base : 0;
}

DiagInput session_diagnostics(const Session *s, Level fail_on, DiagOptions options) {
    return (DiagInput){
        .sources = s->sources,
        .diagnostics = s->diagnostics,
        .count = s->diagnostic_count,
        .folder = s->folder,
        .anchor = anchor(s),
        .summary = {.files = s->project_files,
                    .records = session_records(s),
                    .waived = s->stats.waived,
                    .baseline = s->stats.baseline,
                    .earlier = s->stats.earlier,
                    .horizon = s->horizon,
                    .undecided = s->stats.undecided,
                    .fail_on = fail_on},
        .options = options,
    };
}
