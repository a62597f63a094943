// ismsc check: parses, type-checks, runs all rules, and says what was found.
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/fix.h"
#include "cli/leave_out.h"
#include "cli/run.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"
#include "syntax/parse.h"

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

// ---- The command ------------------------------------------------------------------------------------------------------------------------

static void tell_more(const Run *run) {
    const Session *s = &run->session;
    say_usage("%u files of the library, %u rules run, %zu KiB", sources_count(s->sources) - s->project_files, s->stats.rules_run,
              arena_bytes(s->arena) / 1024);
}

// The run, and what is left out of it.
typedef struct {
    const Options *options;
    Run run;
    LeaveOut known;
} Check;

static bool start(Check *check) {
    check->known = (LeaveOut){0};
    bool well = run_open(&check->run, check->options, 0, LIBRARY_AS_USED) && leave_out_start(&check->known, &check->run) &&
                run_go(&check->run, stage_of(check->options->dump));
    return well && leave_out_attach(&check->known);
}

static void end(Check *check) {
    leave_out_end(&check->known);
    run_end(&check->run);
}

// --fix and --diff. True: all is done, and *code is how the command ends. After --fix the project is read again, as it now is.
static bool fix(Check *check, int *code) {
    const Options *options = check->options;
    bool changed = false;
    DiagInput before = session_diagnostics(&check->run.session, options->fail_on, (DiagOptions){0});
    *code = fix_project(&check->run, &changed);
    if (*code == EXIT_WELL && options->diff && (changed || diag_fails(&before))) *code = EXIT_FINDINGS;
    if (*code != EXIT_WELL || options->diff || !changed) return *code != EXIT_WELL || options->diff;
    end(check);
    *code = EXIT_TROUBLE;
    return !start(check);
}

static int tell(Check *check) {
    const Options *options = check->options;
    int code;
    if ((options->fix || options->diff) && options->dump == DUMP_NONE && fix(check, &code)) return code;
    code = options->dump != DUMP_NONE ? dump(&check->run, options->dump) : findings_show(&check->run);
    if (options->verbose) tell_more(&check->run);
    return code;
}

int command_check(const Options *options) {
    if (!findings_formats_exist(options)) return EXIT_TROUBLE;
    Check check = {.options = options};
    int code = start(&check) ? tell(&check) : EXIT_TROUBLE;
    end(&check);
    return code;
}
