// ismsc baseline: what was found when one began, so that only what is new is told.
#include <unistd.h>

#include "cli/commands.h"
#include "cli/present.h"
#include "render/diagnostics/shown.h"

#define DEFAULT_FILE "ismsc.baseline"

typedef enum { UPDATE, PRUNE, SHOW } What;

typedef struct {
    const Run *run;
    Str path, shown;
    Baseline old, now;
} Work;

static bool find_what(const Options *options, What *what) {
    static const char *const WORDS[] = {[UPDATE] = "update", [PRUNE] = "prune", [SHOW] = "show"};
    for (int i = UPDATE; options->arguments.n == 1 && i <= SHOW; i++) {
        if (strcmp(options->arguments.at[0], WORDS[i]) != 0) continue;
        *what = (What)i;
        return true;
    }
    say_usage("what about the baseline? update, prune or show");
    return false;
}

static int write_file(const Work *work, const Baseline *baseline) {
    Out trouble = out_memory();
    Writing *writing = writing_new(&work->run->project);
    Out *out = writing_add(writing, work->path.at, &trouble);
    if (out != NULL) baseline_write(baseline, out);
    bool well = out != NULL && writing_commit(writing, &trouble);
    writing_free(writing);
    if (!well) say_trouble(out_text(&trouble));
    out_free(&trouble);
    if (!well) return EXIT_TROUBLE;
    if (work->run->options->quiet) return EXIT_WELL;
    int fd;
    Out said = standard_output(&fd);
    shown_path(&said, work->shown);
    out_printf(&said, ": %u finding%s, %u record%s\n", baseline->findings.n, baseline->findings.n == 1 ? "" : "s", baseline->records.n,
               baseline->records.n == 1 ? "" : "s");
    return standard_finish(&said, EXIT_WELL);
}

static int change(const Work *work, bool more) {
    Baseline merged;
    baseline_merge(&work->old, &work->now, more, &merged);
    int code = write_file(work, &merged);
    baseline_free(&merged);
    return code;
}

static bool still_found(const Baseline *now, uint64_t fingerprint) {
    return fingerprints_have(&now->known, fingerprint);
}

static int show(const Work *work) {
    Sheet sheet = {.arena = arena_new(), .name = "baseline", .title = "Baseline"};
    sheet_column(&sheet, "Finding");
    sheet_column(&sheet, "About");
    sheet_column(&sheet, "Still found");
    for (uint32_t i = 0; i < work->old.findings.n; i++) {
        const BaselineFinding *finding = &work->old.findings.at[i];
        uint32_t first = str_find(finding->line, ' ', 0) + 1, second = str_find(finding->line, ' ', first);
        bool own = str_starts(finding->line, STR("diagnostic "));
        sheet_text(&sheet, str_part(finding->line, first, second));
        sheet_text(&sheet, own ? (Str){"", 0} : str_part(finding->line, second + 1, finding->line.len));
        sheet_text(&sheet, still_found(&work->now, finding->fingerprint) ? STR("yes") : STR("no"));
    }
    Artefact table = sheet_done(&sheet);
    int code = present(work->run->options, &table, true);
    sheet_free(&sheet);
    arena_free(sheet.arena);
    return code;
}

// `update` may begin with nothing.
static bool open_old(Work *work, What what) {
    Out trouble = out_memory();
    bool there = access(work->path.at, F_OK) == 0, well = true;
    if (there || what != UPDATE) well = baseline_read(work->path.at, &work->old, &trouble);
    else work->old = (Baseline){.arena = arena_new()};
    if (!well) say_trouble(out_text(&trouble));
    out_free(&trouble);
    return well;
}

static int work_on(Work *work, What what) {
    const Session *session = &work->run->session;
    if (session->program == NULL || session->misread) return say_usage("the ISMS could not be understood: see `ismsc check`");
    baseline_take(session, &work->now);
    int code = EXIT_TROUBLE;
    if (open_old(work, what)) code = what == SHOW ? show(work) : change(work, what == UPDATE);
    baseline_free(&work->old);
    baseline_free(&work->now);
    return code;
}

int command_baseline(const Options *options) {
    What what;
    if (!find_what(options, &what)) return EXIT_TROUBLE;
    Run run;
    int code = EXIT_TROUBLE;
    if (run_start(&run, options, STAGE_FINDINGS, UINT32_MAX, LIBRARY_AS_USED)) {
        Str beside = arena_printf(run.project.arena, STR_FMT "/" DEFAULT_FILE, STR_ARG(run.project.root));
        Work work = {.run = &run, .path = options->baseline != NULL ? str_of(options->baseline) : beside};
        work.shown = options->baseline != NULL ? work.path : STR(DEFAULT_FILE);
        code = work_on(&work, what);
    }
    run_end(&run);
    return code;
}
