// ismsc build: checks, then writes every artefact in every format that was asked for: all of them or none. Or compares them with those that are there.
#include <unistd.h>

#include "base/memory.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/manifest.h"
#include "cli/present.h"
#include "render/artefacts/model_json.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"
#include "session/files.h"

#define DEFAULT_FOLDER "ismsc-out"
#define DEFAULT_FORMATS STR("csv,json,md,svg")

// In --emit beside the formats of artefacts: the model itself, in one file.
#define MODEL STR("model")
#define MODEL_FILE "model.json"

typedef struct {
    VEC(const ArtefactFormat *) list;
    bool model;
} Formats;

// ---- --emit -----------------------------------------------------------------------------------------------------------------------------

static bool add_format(void *context, Str name) {
    Formats *formats = context;
    const ArtefactFormat *format = artefact_format_find(name);
    if (format != NULL) vec_push(&formats->list, format);
    formats->model = formats->model || str_eq(name, MODEL);
    if (format != NULL || str_eq(name, MODEL)) return true;
    Out message = out_memory();
    out_cstr(&message, "there is no format `");
    shown_text(&message, name);
    out_cstr(&message, "` for artefacts; there are");
    for (uint32_t i = 0; i < artefact_format_count; i++) out_printf(&message, "%s %s", i > 0 ? "," : "", artefact_formats[i].name);
    out_cstr(&message, ", model");
    say_trouble(out_text(&message));
    out_free(&message);
    return false;
}

static const char *build_folder(const Options *options) {
    return options->output != NULL ? options->output : DEFAULT_FOLDER;
}

static bool read_formats(const Options *options, Formats *formats) {
    return options_list(options->emit.len > 0 ? options->emit : DEFAULT_FORMATS, add_format, formats);
}

// ---- Making -------------------------------------------------------------------------------------------------------------------------------

// What there was of a file before the build.
typedef enum { WAS_MISSING, WAS_DIFFERENT, WAS_SAME, WAS_SUPERFLUOUS } Was;

typedef struct {
    Was was;
    Str file;
} Stale;

typedef struct {
    const Run *run;
    const char *folder;
    const Formats *formats;
    Writing *writing; // NULL: nothing is written, all is compared with what is there
    Manifest made;
    uint32_t were[WAS_SUPERFLUOUS]; // how many of the files were how
    VEC(Stale) stale;               // only when comparing
    Arena *arena; // of one artefact at a time
    Arena *names; // of what is kept
    Out *trouble;
} Build;

// Looks at the file that is there. False: `trouble` says why it cannot be read.
static bool look(Build *build, Str file, Str made, Was *was) {
    Str path = arena_printf(build->arena, "%s/" STR_FMT, build->folder, STR_ARG(file));
    char *text = NULL;
    uint32_t len = 0;
    *was = WAS_MISSING;
    if (access(path.at, F_OK) != 0) return true;
    *was = WAS_DIFFERENT;
    if (!files_read_below(build->folder, file, &text, &len, build->trouble)) return false;
    if (str_eq((Str){text, len}, made)) *was = WAS_SAME;
    mem_free(text);
    return true;
}

static bool write_one(Build *build, Str file, Str made) {
    Was was;
    if (!look(build, file, made, &was)) build->trouble->len = 0; // writing tells better what is wrong
    build->were[was]++;
    Out *out = writing_add(build->writing, arena_printf(build->arena, "%s/" STR_FMT, build->folder, STR_ARG(file)).at, build->trouble);
    if (out != NULL) out_str(out, made);
    return out != NULL;
}

static bool compare_one(Build *build, Str file, Str made) {
    Was was;
    if (!look(build, file, made, &was)) return false;
    if (was != WAS_SAME) vec_push(&build->stale, (Stale){was, file});
    return true;
}

// Writes what was made, or compares it with what is there; frees it.
static bool take_one(Build *build, Str file, Out *made) {
    vec_push(&build->made.files, file);
    bool well = made->error == 0;
    if (!well) out_printf(build->trouble, STR_FMT " became too large: %s", STR_ARG(file), strerror(made->error));
    well = well && (build->writing != NULL ? write_one(build, file, out_text(made)) : compare_one(build, file, out_text(made)));
    out_free(made);
    return well;
}

static bool make_one(Build *build, const Artefact *artefact, const ArtefactFormat *format) {
    ArtefactRender *render = artefact_renderer(format, artefact);
    if (render == NULL) return true;
    ArtefactOptions how = {.width = build->run->options->width, .csv_raw = build->run->options->csv_raw};
    Out made = out_memory();
    render(artefact, &how, &made);
    return take_one(build, arena_printf(build->names, STR_FMT "%s", STR_ARG(artefact->name), format->extension), &made);
}

// The model as it is, for `diff` where there is no git.
static bool make_model(Build *build) {
    const Session *session = &build->run->session;
    Snapshot snapshot;
    Out made = out_memory();
    snapshot_take(session->program, session->sink, build->arena, &snapshot);
    model_json(&snapshot, &made);
    snapshot_free(&snapshot);
    return take_one(build, STR(MODEL_FILE), &made);
}

static bool make_artefact(Build *build, uint32_t index) {
    ArtefactHead head = {build->run->options->revision, STR("ismsc " ISMSC_VERSION)};
    Artefact whole, shown;
    Str unknown;
    bool well = true;
    arena_clear(build->arena);
    program_run_artefact(build->run->session.program, index, &head, build->arena, &whole);
    artefact_columns(&whole, STR(""), build->arena, &shown, &unknown);
    for (uint32_t f = 0; f < build->formats->list.n && well; f++) well = make_one(build, &shown, build->formats->list.at[f]);
    artefact_free(&whole);
    return well;
}

static bool make_all(Build *build) {
    const Program *program = build->run->session.program;
    for (uint32_t i = 0; i < program_artefact_count(program); i++) {
        if (!program_artefact(program, i)->of_differences && !make_artefact(build, i)) return false;
    }
    return !build->formats->model || make_model(build);
}

static Build build_start(const Run *run, const Formats *formats, Out *trouble) {
    const Options *o = run->options;
    return (Build){
        .run = run,
        .folder = build_folder(o),
        .formats = formats,
        .made = {.as_of = run->as_of, .revision = o->revision, .emit = o->emit.len > 0 ? o->emit : DEFAULT_FORMATS, .csv_raw = o->csv_raw, .width = o->width},
        .arena = arena_new(),
        .names = arena_new(),
        .trouble = trouble,
    };
}

static void build_end(Build *build) {
    if (build->writing != NULL) writing_free(build->writing);
    manifest_free(&build->made);
    vec_free(&build->stale);
    arena_free(build->arena);
    arena_free(build->names);
}

// ---- Writing ------------------------------------------------------------------------------------------------------------------------------

static bool write_all(Build *build) {
    if (!writing_folder(build->writing, build->folder, build->trouble) || !make_all(build)) return false;
    Out *out = writing_add(build->writing, arena_printf(build->arena, "%s/" MANIFEST_NAME, build->folder).at, build->trouble);
    if (out != NULL) manifest_write(&build->made, out);
    return out != NULL && writing_commit(build->writing, build->trouble);
}

static int write_artefacts(const Run *run, const Formats *formats, DiagInput *input) {
    Out trouble = out_memory();
    Build build = build_start(run, formats, &trouble);
    build.writing = writing_new(&run->project);
    int code = write_all(&build) ? EXIT_WELL : say_trouble(out_text(&trouble));
    if (code == EXIT_WELL && !run->options->quiet) {
        int fd;
        Out out = standard_output(&fd);
        diag_summary(input, &out);
        out_printf(&out, "wrote %u file%s to ", build.made.files.n, build.made.files.n == 1 ? "" : "s");
        shown_path(&out, str_of(build.folder));
        out_printf(&out, ": %u new, %u changed, %u as before\n", build.were[WAS_MISSING], build.were[WAS_DIFFERENT], build.were[WAS_SAME]);
        code = standard_finish(&out, code);
    }
    build_end(&build);
    out_free(&trouble);
    return code;
}

// ---- Comparing ----------------------------------------------------------------------------------------------------------------------------

static bool is_made(const Build *build, Str file) {
    for (uint32_t i = 0; i < build->made.files.n; i++) {
        if (str_eq(build->made.files.at[i], file)) return true;
    }
    return false;
}

// What an earlier build wrote, is still there, and is no artefact any more.
static void find_superfluous(Build *build, const Manifest *was) {
    for (uint32_t i = 0; i < was->files.n; i++) {
        Str file = was->files.at[i];
        if (is_made(build, file)) continue;
        if (access(arena_printf(build->arena, "%s/" STR_FMT, build->folder, STR_ARG(file)).at, F_OK) == 0) vec_push(&build->stale, (Stale){WAS_SUPERFLUOUS, file});
    }
}

static int tell_stale(const Build *build) {
    static const char *const WORDS[] = {[WAS_MISSING] = "missing", [WAS_DIFFERENT] = "differs", [WAS_SUPERFLUOUS] = "superfluous"};
    int fd;
    uint32_t stale = build->stale.n, all = build->made.files.n;
    Out out = standard_output(&fd);
    for (uint32_t i = 0; i < stale; i++) {
        out_printf(&out, "%s: ", WORDS[build->stale.at[i].was]);
        shown_path(&out, arena_printf(build->arena, "%s/" STR_FMT, build->folder, STR_ARG(build->stale.at[i].file)));
        out_char(&out, '\n');
    }
    if (stale > 0) out_printf(&out, "%u file%s not as the ISMS says: build again\n", stale, stale == 1 ? " is" : "s are");
    else if (!build->run->options->quiet) out_printf(&out, "%u file%s as the ISMS says\n", all, all == 1 ? " is" : "s are");
    return standard_finish(&out, stale > 0 ? EXIT_FINDINGS : EXIT_WELL);
}

static int compare_artefacts(const Run *run, const Formats *formats, const Manifest *was) {
    Out trouble = out_memory();
    Build build = build_start(run, formats, &trouble);
    int code;
    if (make_all(&build)) {
        find_superfluous(&build, was);
        code = tell_stale(&build);
    } else {
        code = say_trouble(out_text(&trouble));
    }
    build_end(&build);
    out_free(&trouble);
    return code;
}

// The options by which the files that are there were made, where the command line does not say otherwise.
static void take_over(Options *options, const Manifest *was) {
    if (!options->has_as_of) options->as_of = was->as_of, options->has_as_of = true;
    if (options->emit.len == 0) options->emit = was->emit;
    if (options->revision.len == 0) options->revision = was->revision;
    if (options->width == 0) options->width = was->width;
    options->csv_raw = options->csv_raw || was->csv_raw;
}

// ---- The command --------------------------------------------------------------------------------------------------------------------------

static int print_findings(DiagInput *input, const char *why) {
    int fd;
    Out out = standard_output(&fd);
    diag_text(input, &out);
    int code = standard_finish(&out, EXIT_FINDINGS);
    say_usage("%s", why);
    return code;
}

static int build(const Options *options, const Manifest *was) {
    Formats formats = {0};
    Run run = {0};
    int code = EXIT_TROUBLE;
    if (read_formats(options, &formats) && run_start(&run, options, STAGE_FINDINGS, 0, LIBRARY_AS_USED)) {
        DiagOptions look = {.colour = use_colour(options, STDOUT_FILENO), .width = use_width(options, STDOUT_FILENO, 0)};
        DiagInput input = session_diagnostics(&run.session, options->fail_on, look);
        if (diag_fails(&input)) {
            code = print_findings(&input, options->check ? "nothing was compared, because of the findings (--fail-on says which count)"
                                                         : "nothing was written, because of the findings (--fail-on says which count)");
        } else if (run.session.program == NULL) {
            code = print_findings(&input, "there are no artefacts, because the ISMS could not be understood");
        } else {
            code = options->check ? compare_artefacts(&run, &formats, was) : write_artefacts(&run, &formats, &input);
        }
    }
    run_end(&run);
    vec_free(&formats.list);
    return code;
}

static int check_build(const Options *options) {
    Options as_built = *options;
    Arena *arena = arena_new();
    Out trouble = out_memory();
    Manifest was;
    bool there;
    int code;
    if (!manifest_read(build_folder(options), arena, &was, &there, &trouble)) {
        code = say_trouble(out_text(&trouble));
    } else {
        if (there) take_over(&as_built, &was);
        else say_usage("%s/" MANIFEST_NAME " is not there: the day and the formats are those of this run", build_folder(options));
        code = build(&as_built, &was);
    }
    manifest_free(&was);
    arena_free(arena);
    out_free(&trouble);
    return code;
}

int command_build(const Options *options) {
    if (options->arguments.n > 0 && (options->dir != NULL || options->project != NULL || options->arguments.n > 1)) {
        return say_usage("build takes one PATH at most, or -C");
    }
    return options->check ? check_build(options) : build(options, NULL);
}
