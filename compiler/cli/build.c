// ismsc build: checks, then writes every artefact in every format that was asked for: all of them or none.
#include <unistd.h>

#include "base/version.h"
#include "cli/commands.h"
#include "cli/present.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"

#define DEFAULT_FOLDER "ismsc-out"
#define DEFAULT_FORMATS STR("csv,json,md,svg")

typedef VEC(const ArtefactFormat *) Formats;

// ---- --emit -----------------------------------------------------------------------------------------------------------------------------

static bool add_format(void *context, Str name) {
    Formats *formats = context;
    const ArtefactFormat *format = artefact_format_find(name);
    if (format != NULL) {
        vec_push(formats, format);
        return true;
    }
    Out message = out_memory();
    out_cstr(&message, "there is no format `");
    shown_text(&message, name);
    out_cstr(&message, "` for artefacts; there are");
    for (uint32_t i = 0; i < artefact_format_count; i++) out_printf(&message, "%s %s", i > 0 ? "," : "", artefact_formats[i].name);
    say_trouble(out_text(&message));
    out_free(&message);
    return false;
}

static bool read_formats(const Options *options, Formats *formats) {
    return options_list(options->emit.len > 0 ? options->emit : DEFAULT_FORMATS, add_format, formats);
}

// ---- Writing ------------------------------------------------------------------------------------------------------------------------------

typedef struct {
    const Run *run;
    const char *folder;
    const Formats *formats;
    Writing *writing;
    Arena *arena; // of one artefact at a time
    Out *trouble;
    uint32_t files;
} Build;

static bool write_one(Build *build, const Artefact *artefact, const ArtefactFormat *format) {
    ArtefactRender *render = artefact_renderer(format, artefact);
    if (render == NULL) return true;
    Str path = arena_printf(build->arena, "%s/" STR_FMT "%s", build->folder, STR_ARG(artefact->name), format->extension);
    ArtefactOptions look = {.width = build->run->options->width, .csv_raw = build->run->options->csv_raw};
    Out *out = writing_add(build->writing, path.at, build->trouble);
    if (out == NULL) return false;
    render(artefact, &look, out);
    build->files++;
    return true;
}

static bool write_all(Build *build) {
    Program *program = build->run->session.program;
    ArtefactHead head = {build->run->options->revision, STR("ismsc " ISMSC_VERSION)};
    if (!writing_folder(build->writing, build->folder, build->trouble)) return false;
    for (uint32_t i = 0; i < program_artefact_count(program); i++) {
        Artefact whole = {0}, shown;
        Str unknown;
        arena_clear(build->arena);
        program_run_artefact(program, i, &head, build->arena, &whole);
        artefact_columns(&whole, STR(""), build->arena, &shown, &unknown);
        for (uint32_t f = 0; f < build->formats->n; f++) {
            if (!write_one(build, &shown, build->formats->at[f])) return false;
        }
    }
    return writing_commit(build->writing, build->trouble);
}

static int write_artefacts(const Run *run, const Formats *formats, DiagInput *input) {
    const Options *options = run->options;
    Out trouble = out_memory();
    Build build = {
        .run = run,
        .folder = options->output != NULL ? options->output : DEFAULT_FOLDER,
        .formats = formats,
        .writing = writing_new(&run->project),
        .arena = arena_new(),
        .trouble = &trouble,
    };
    bool written = write_all(&build);
    writing_free(build.writing);
    arena_free(build.arena);
    int code = written ? EXIT_WELL : say_trouble(out_text(&trouble));
    out_free(&trouble);
    if (!written || options->quiet) return code;
    int fd;
    Out out = standard_output(&fd);
    diag_summary(input, &out);
    out_printf(&out, "wrote %u file%s to ", build.files, build.files == 1 ? "" : "s");
    shown_path(&out, str_of(build.folder));
    out_char(&out, '\n');
    return standard_finish(&out, code);
}

static int print_findings(DiagInput *input, const char *why) {
    int fd;
    Out out = standard_output(&fd);
    diag_text(input, &out);
    int code = standard_finish(&out, EXIT_FINDINGS);
    say_usage("%s", why);
    return code;
}

int command_build(const Options *options) {
    if (options->arguments.n > 0 && (options->dir != NULL || options->project != NULL || options->arguments.n > 1)) {
        return say_usage("build takes one PATH at most, or -C");
    }
    Formats formats = {0};
    Run run = {0};
    int code = EXIT_TROUBLE;
    if (read_formats(options, &formats) && run_start(&run, options, STAGE_FINDINGS, 0, LIBRARY_AS_USED)) {
        DiagOptions look = {.colour = use_colour(options, STDOUT_FILENO), .width = use_width(options, STDOUT_FILENO, 0)};
        DiagInput input = session_diagnostics(&run.session, options->fail_on, look);
        if (diag_fails(&input)) {
            code = print_findings(&input, "nothing was written, because of the findings (--fail-on says which count)");
        } else if (run.session.program == NULL) {
            code = print_findings(&input, "nothing was written, because the ISMS could not be understood");
        } else {
            code = write_artefacts(&run, &formats, &input);
        }
    }
    run_end(&run);
    vec_free(&formats);
    return code;
}
