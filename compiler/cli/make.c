// Making the files of a build. Each artefact is one thread's; the threads share what nobody changes, and the set of files that is written.
#include "cli/make.h"

#include <stdatomic.h>

#include "base/version.h"
#include "render/artefacts/model_json.h"
#include "render/artefacts/table.h"

#define MODEL_FILE STR("model.json")

// Below this many records a second thread costs more than it saves.
#define WORTH_A_THREAD 4096u

// ---- One file -----------------------------------------------------------------------------------------------------------------------------

typedef struct {
    Str name;
    Out *file; // that is written; NULL: none is
    FileComparison comparison;
    Out sink;
} Target;

static bool target_open(const Making *making, Str name, Arena *arena, Target *target, Out *trouble) {
    Str path = arena_printf(arena, "%s/" STR_FMT, making->folder, STR_ARG(name));
    *target = (Target){.name = name};
    if (making->writing != NULL) target->file = writing_open(making->writing, path.at, trouble);
    if (making->writing != NULL && target->file == NULL) return false;
    if (!comparison_start(&target->comparison, path.at, target->file, trouble)) {
        if (making->writing == NULL) return false;
        trouble->len = 0; // what cannot be read can be replaced
    }
    target->sink = comparison_sink(&target->comparison);
    return true;
}

static bool target_close(const Making *making, Target *target, MadeFiles *made, Out *trouble) {
    (void)comparison_end(&target->comparison, &target->sink); // its error is the file's, which tells it
    vec_push(made, (Made){target->name, target->comparison.was});
    return making->writing == NULL || writing_close(making->writing, target->file, trouble);
}

// ---- One artefact -------------------------------------------------------------------------------------------------------------------------

// What came of it.
typedef struct {
    MadeFiles made;
    Out trouble;
} Outcome;

// The formats that write a table row by row write it together; the others each for itself.
static bool make_formats(const Making *making, const Artefact *artefact, Arena *names, Arena *arena, Outcome *outcome) {
    const Formats *formats = making->formats;
    ArtefactOptions how = {.width = making->run->options->width, .csv_raw = making->run->options->csv_raw};
    Target *targets = ARENA_ARRAY(arena, Target, formats->list.n);
    TableWriting *together = ARENA_ARRAY(arena, TableWriting, formats->list.n);
    uint32_t open = 0, count = 0;
    bool well = true;
    for (uint32_t f = 0; f < formats->list.n && well; f++) {
        const ArtefactFormat *format = formats->list.at[f];
        ArtefactRender *render = artefact_renderer(format, artefact);
        const TableFormat *rows = artefact_table_format(format, artefact);
        if (render == NULL) continue;
        Str name = arena_printf(names, STR_FMT "%s", STR_ARG(artefact->name), format->extension);
        well = target_open(making, name, names, &targets[open], &outcome->trouble);
        if (!well) break;
        Out *out = &targets[open++].sink;
        if (rows != NULL) together[count++] = (TableWriting){.format = rows, .table = artefact, .options = &how, .out = out};
        else render(artefact, &how, out);
    }
    if (well) table_write(together, count);
    for (uint32_t t = 0; t < open; t++) well = target_close(making, &targets[t], &outcome->made, &outcome->trouble) && well;
    return well;
}

// `names` keeps what they are called.
static bool make_artefact(const Making *making, uint32_t index, Arena *names, Outcome *outcome) {
    ArtefactHead head = {making->run->options->revision, STR("ismsc " ISMSC_VERSION)};
    Arena *arena = arena_new();
    Artefact whole, shown;
    Str unknown;
    program_run_artefact(making->run->session.program, index, &head, arena, &whole);
    artefact_columns(&whole, STR(""), arena, &shown, &unknown);
    bool well = make_formats(making, &shown, names, arena, outcome);
    artefact_free(&whole);
    arena_free(arena);
    return well;
}

// ---- All of them --------------------------------------------------------------------------------------------------------------------------

// The work of all threads: each takes the next artefact that nobody has taken, until one of them fails. Those before it have been taken by then, so the
// failure that is told is always the same.
typedef struct {
    const Making *making;
    uint32_t count;
    Outcome *outcomes;           // [artefact]
    Arena *arenas[THREADS_MOST]; // of each thread: names
    atomic_uint next, threads;   // the next to be taken; threads that have begun
    atomic_bool failed;
} Work;

// Is there a format that shows it?
static bool is_wanted(const Making *making, const ArtefactInfo *info) {
    bool shown = false;
    for (uint32_t f = 0; f < making->formats->list.n; f++) shown = shown || artefact_format_shows(making->formats->list.at[f], info->sort);
    return shown && !info->of_differences;
}

static void *work_on(void *context) {
    Work *work = context;
    const Program *program = work->making->run->session.program;
    Arena *names = work->arenas[atomic_fetch_add(&work->threads, 1)] = arena_new();
    for (uint32_t i; !atomic_load(&work->failed) && (i = atomic_fetch_add(&work->next, 1)) < work->count;) {
        if (!is_wanted(work->making, program_artefact(program, i))) continue;
        if (!make_artefact(work->making, i, names, &work->outcomes[i])) atomic_store(&work->failed, true);
    }
    return NULL;
}

// Puts together what came of the artefacts, in their order.
static bool gather(Work *work, Making *making, Out *trouble) {
    for (uint32_t i = 0; i < work->count; i++) {
        Outcome *outcome = &work->outcomes[i];
        for (uint32_t f = 0; f < outcome->made.n; f++) vec_push(&making->made, outcome->made.at[f]);
        if (trouble->len == 0) out_str(trouble, out_text(&outcome->trouble));
        vec_free(&outcome->made);
        out_free(&outcome->trouble);
    }
    for (uint32_t t = 0; t < THREADS_MOST; t++)
        if (work->arenas[t] != NULL) arena_take(making->arena, work->arenas[t]);
    return !atomic_load(&work->failed);
}

static bool make_artefacts(Making *making, Out *trouble) {
    const Session *session = &making->run->session;
    Work work = {.making = making, .count = program_artefact_count(session->program)};
    program_type_artefacts(session->program);
    work.outcomes = ARENA_ARRAY(making->arena, Outcome, work.count);
    threads_run(threads_for(session->threads, session->model->row_count, WORTH_A_THREAD, work.count), work_on, &work);
    return gather(&work, making, trouble);
}

// The model as it is, for `diff` where there is no git.
static bool make_model(Making *making, Out *trouble) {
    const Session *session = &making->run->session;
    Target target;
    Snapshot snapshot;
    if (!target_open(making, MODEL_FILE, making->arena, &target, trouble)) return false;
    snapshot_take(session->program, session->sink, making->arena, &snapshot);
    model_json(&snapshot, &target.sink);
    snapshot_free(&snapshot);
    return target_close(making, &target, &making->made, trouble);
}

bool make_files(Making *making, Out *trouble) {
    return make_artefacts(making, trouble) && (!making->formats->model || make_model(making, trouble));
}
