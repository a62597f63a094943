// ismsc build: checks, then writes every artefact in every format that was asked for: all of them or none. Or compares them with those that are there.
#include <unistd.h>

#include "cli/commands.h"
#include "cli/make.h"
#include "cli/manifest.h"
#include "cli/present.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"

#define DEFAULT_FOLDER "ismsc-out"
#define DEFAULT_FORMATS STR("csv,json,md,svg")

// In --emit beside the formats of artefacts.
#define MODEL STR("model")

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

static Making making_start(const Run *run, const Formats *formats) {
    return (Making){.run = run, .folder = build_folder(run->options), .formats = formats, .arena = arena_new()};
}

static void making_end(Making *making) {
    if (making->writing != NULL) writing_free(making->writing);
    vec_free(&making->made);
    arena_free(making->arena);
}

// ---- Writing ------------------------------------------------------------------------------------------------------------------------------

static bool write_manifest(const Making *making, Out *trouble) {
    const Options *o = making->run->options;
    Str emit = o->emit.len > 0 ? o->emit : DEFAULT_FORMATS;
    Manifest manifest = {.as_of = making->run->as_of, .revision = o->revision, .emit = emit, .csv_raw = o->csv_raw, .width = o->width};
    Out *out = writing_add(making->writing, arena_printf(making->arena, "%s/" MANIFEST_NAME, making->folder).at, trouble);
    for (uint32_t i = 0; i < making->made.n; i++) vec_push(&manifest.files, making->made.at[i].file);
    if (out != NULL) manifest_write(&manifest, out);
    manifest_free(&manifest);
    return out != NULL;
}

static bool write_all(Making *making, Out *trouble) {
    return writing_folder(making->writing, making->folder, trouble) && make_files(making, trouble) && write_manifest(making, trouble) &&
           writing_commit(making->writing, trouble);
}

static int tell_written(const Making *making, DiagInput *input) {
    uint32_t were[WAS_SAME + 1] = {0}, count = making->made.n;
    int fd;
    Out out = standard_output(&fd);
    for (uint32_t i = 0; i < count; i++) were[making->made.at[i].was]++;
    diag_summary(input, &out);
    out_printf(&out, "wrote %u file%s to ", count, count == 1 ? "" : "s");
    shown_path(&out, str_of(making->folder));
    out_printf(&out, ": %u new, %u changed, %u as before\n", were[WAS_MISSING], were[WAS_DIFFERENT], were[WAS_SAME]);
    return standard_finish(&out, EXIT_WELL);
}

static int write_artefacts(const Run *run, const Formats *formats, DiagInput *input) {
    Out trouble = out_memory();
    Making making = making_start(run, formats);
    making.writing = writing_new(&run->project);
    int code = write_all(&making, &trouble) ? EXIT_WELL : say_trouble(out_text(&trouble));
    if (code == EXIT_WELL && !run->options->quiet) code = tell_written(&making, input);
    code = tell_currencies(run, code);
    making_end(&making);
    out_free(&trouble);
    return code;
}

// ---- Comparing ----------------------------------------------------------------------------------------------------------------------------

static void tell_stale(const Making *making, const char *how, Str file, Out *out) {
    out_printf(out, "%s: ", how);
    shown_path(out, arena_printf(making->arena, "%s/" STR_FMT, making->folder, STR_ARG(file)));
    out_char(out, '\n');
}

static bool is_made(const Making *making, Str file) {
    for (uint32_t i = 0; i < making->made.n; i++) {
        if (str_eq(making->made.at[i].file, file)) return true;
    }
    return false;
}

// What an earlier build wrote, is still there, and is no artefact any more.
static uint32_t tell_superfluous(const Making *making, const Manifest *was, Out *out) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < was->files.n; i++) {
        Str file = was->files.at[i];
        if (is_made(making, file) || access(arena_printf(making->arena, "%s/" STR_FMT, making->folder, STR_ARG(file)).at, F_OK) != 0) continue;
        tell_stale(making, "superfluous", file, out);
        count++;
    }
    return count;
}

static int tell_compared(const Making *making, const Manifest *was) {
    static const char *const WORDS[] = {[WAS_MISSING] = "missing", [WAS_DIFFERENT] = "differs"};
    int fd;
    uint32_t stale = 0, all = making->made.n;
    Out out = standard_output(&fd);
    for (uint32_t i = 0; i < all; i++) {
        if (making->made.at[i].was == WAS_SAME) continue;
        tell_stale(making, WORDS[making->made.at[i].was], making->made.at[i].file, &out);
        stale++;
    }
    stale += tell_superfluous(making, was, &out);
    if (stale > 0) out_printf(&out, "%u file%s not as the ISMS says: build again\n", stale, stale == 1 ? " is" : "s are");
    else if (!making->run->options->quiet) out_printf(&out, "%u file%s as the ISMS says\n", all, all == 1 ? " is" : "s are");
    return standard_finish(&out, stale > 0 ? EXIT_FINDINGS : EXIT_WELL);
}

static int compare_artefacts(const Run *run, const Formats *formats, const Manifest *was) {
    Out trouble = out_memory();
    Making making = making_start(run, formats);
    int code = make_files(&making, &trouble) ? tell_compared(&making, was) : say_trouble(out_text(&trouble));
    code = tell_currencies(run, code);
    making_end(&making);
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
