// ismsc check: parses, type-checks, runs all rules, and says what was found.
#include <unistd.h>

#include "cli/commands.h"
#include "cli/fix.h"
#include "cli/run.h"
#include "diag/suggest.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"
#include "syntax/parse.h"

static const DiagFormat *find_format(Str name) {
    const DiagFormat *format = diag_format_find(name);
    if (format != NULL) return format;
    Suggestion suggestion = {.wanted = name};
    Out message = out_memory();
    out_cstr(&message, "there is no format `");
    shown_text(&message, name);
    out_cstr(&message, "` for findings; there are");
    for (uint32_t i = 0; i < diag_format_count; i++) {
        suggest_offer(&suggestion, str_of(diag_formats[i].name), 0);
        out_printf(&message, "%s %s", i > 0 ? "," : "", diag_formats[i].name);
    }
    say_trouble(out_text(&message));
    out_free(&message);
    return NULL;
}

static bool formats_exist(const Options *options) {
    if (options->format.len > 0 && find_format(options->format) == NULL) return false;
    for (uint32_t i = 0; i < options->reports.n; i++) {
        if (find_format(options->reports.at[i].format) == NULL) return false;
    }
    return true;
}

// ---- --dump ---------------------------------------------------------------------------------------------------------------------------

static Stage stage_of(Dump dump) {
    switch (dump) {
    case DUMP_TOKENS: return STAGE_READ;
    case DUMP_TREE: return STAGE_TREE;
    case DUMP_MODEL: return STAGE_MODEL;
    default: return STAGE_FINDINGS;
    }
}

static void dump_findings(const Session *s, Out *out) {
    for (uint32_t i = 0; i < diagnostics_count(s->sink); i++) {
        const Diagnostic *d = diagnostics_at(s->sink, i);
        if (d->at.start != 0) {
            LineColumn place = sources_line_column(s->sources, d->at.start);
            shown_path(out, sources_file(s->sources, sources_find(s->sources, d->at.start))->path);
            out_printf(out, ":%u:%u: ", place.line, place.column);
        }
        out_printf(out, "%s[" STR_FMT "] %016llx%s%s ", level_name(d->level), STR_ARG(d->name), (unsigned long long)d->fingerprint,
                   d->is_rule ? " rule" : "", d->waived ? " waived" : "");
        shown_text(out, d->message);
        out_char(out, '\n');
    }
}

static int dump(const Run *run, Dump what) {
    const Session *s = &run->session;
    int fd;
    Out out = standard_output(&fd);
    ParseScratch *scratch = parse_scratch_new();
    for (FileId i = 0; i < s->project_files && (what == DUMP_TOKENS || what == DUMP_TREE); i++) {
        shown_path(&out, sources_file(s->sources, i)->path);
        out_char(&out, '\n');
        if (what == DUMP_TOKENS) {
            dump_tokens(s->sources, i, scratch, &out);
        } else {
            dump_tree(s->trees.at[i], s->sources, &out);
        }
    }
    parse_scratch_free(scratch);
    if (what == DUMP_MODEL && s->model != NULL) model_dump(s->model, &out);
    if (what == DUMP_FINDINGS) dump_findings(s, &out);
    return standard_finish(&out, EXIT_WELL);
}

// ---- The findings -----------------------------------------------------------------------------------------------------------------------

static bool write_reports(const Run *run, const DiagInput *input) {
    const Options *o = run->options;
    if (o->reports.n == 0) return true;
    Writing *writing = writing_new(&run->project);
    Out trouble = out_memory();
    bool well = true;
    for (uint32_t i = 0; well && i < o->reports.n; i++) {
        Out *out = writing_add(writing, o->reports.at[i].path, &trouble);
        well = out != NULL;
        if (well) diag_format_find(o->reports.at[i].format)->render(input, out);
    }
    well = well && writing_commit(writing, &trouble);
    if (!well) say_trouble(out_text(&trouble));
    writing_free(writing);
    out_free(&trouble);
    return well;
}

static void print_date(const Run *run, Out *out) {
    char date[DATE_CHARS];
    date_print(run->as_of, date);
    out_cstr(out, "as of ");
    out_bytes(out, date, sizeof date);
    out_char(out, '\n');
}

static int print(const Run *run, const DiagFormat *format, DiagInput *input, int code) {
    bool is_text = format->render == diag_text;
    int fd, fd_2 = STDERR_FILENO;
    Out out = standard_output(&fd);
    if (is_text) print_date(run, &out);
    if (is_text && input->count > 0) out_char(&out, '\n');
    format->render(input, &out);
    if (!is_text) {
        Out summary = out_stream(out_to_fd, &fd_2);
        diag_summary(input, &summary);
        out_finish(&summary);
        out_free(&summary);
    }
    return standard_finish(&out, code);
}

static void tell_more(const Run *run) {
    const Session *s = &run->session;
    say_usage("%u files of the library, %u rules run, %zu KiB", sources_count(s->sources) - s->project_files, s->stats.rules_run,
              arena_bytes(s->arena) / 1024);
}

// --fix and --diff. True: all is done, and *code is how the command ends. After --fix the project is read again, as it now is.
static bool fix(Run *run, int *code) {
    const Options *options = run->options;
    bool changed = false;
    DiagInput before = session_diagnostics(&run->session, options->fail_on, (DiagOptions){false, 0});
    *code = fix_project(run, &changed);
    if (*code == EXIT_WELL && options->diff && (changed || diag_fails(&before))) *code = EXIT_FINDINGS;
    if (*code != EXIT_WELL || options->diff || !changed) return *code != EXIT_WELL || options->diff;
    run_end(run);
    *code = EXIT_TROUBLE;
    return !run_start(run, options, STAGE_FINDINGS, 0, LIBRARY_AS_USED);
}

int command_check(const Options *options) {
    if (!formats_exist(options)) return EXIT_TROUBLE;
    Run run;
    if (!run_start(&run, options, stage_of(options->dump), 0, LIBRARY_AS_USED)) {
        run_end(&run);
        return EXIT_TROUBLE;
    }
    int code;
    if ((options->fix || options->diff) && options->dump == DUMP_NONE && fix(&run, &code)) {
        run_end(&run);
        return code;
    }
    if (options->dump != DUMP_NONE) {
        code = dump(&run, options->dump);
    } else {
        const DiagFormat *format = diag_format_find(options->format.len > 0 ? options->format : STR("text"));
        DiagOptions look = {use_colour(options, STDOUT_FILENO), use_width(options, STDOUT_FILENO, 0)};
        DiagInput input = session_diagnostics(&run.session, options->fail_on, look);
        code = diag_fails(&input) ? EXIT_FINDINGS : EXIT_WELL;
        bool written = write_reports(&run, &input);
        if (!options->quiet || code != EXIT_WELL) code = print(&run, format, &input, code);
        if (!written) code = EXIT_TROUBLE;
    }
    if (options->verbose) tell_more(&run);
    run_end(&run);
    return code;
}
