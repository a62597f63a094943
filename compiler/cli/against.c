// Loading an earlier state, and comparing.
#include "cli/against.h"

#include <errno.h>
#include <sys/stat.h>

#include "render/artefacts/model_json.h"
#include "render/diagnostics/shown.h"
#include "session/git.h"

static bool fail(Out *trouble, const char *what, const char *why) {
    out_cstr(trouble, "cannot compare with ");
    shown_path(trouble, str_of(what));
    out_cstr(trouble, ": ");
    out_cstr(trouble, why);
    return false;
}

static bool is_file(const char *what) {
    struct stat status;
    return strncmp(what, "git:", 4) != 0 && stat(what, &status) == 0 && S_ISREG(status.st_mode);
}

static bool read_model(Against *a, const char *what, Out *trouble) {
    Str text = {"", 0};
    Out why = out_memory();
    char *bytes = NULL;
    bool read = files_read_path(what, &bytes, &text.len, &why);
    if (read) text = arena_str(a->with.arena, (Str){bytes, text.len});
    mem_free(bytes);
    bool well = read && model_json_read(text, a->with.arena, &a->with.before, &why);
    out_char(&why, 0);
    if (!well) fail(trouble, what, why.at);
    out_free(&why);
    return well;
}

static bool read_files(Against *a, const char *what, Out *trouble) {
    struct stat status;
    if (strncmp(what, "git:", 4) == 0) {
        return a->run->project.root.len > 0 && git_files(a->run->project.root.at, str_of(what + 4), &a->project, trouble);
    }
    if (stat(what, &status) != 0) {
        fail(trouble, what, strerror(errno));
        out_cstr(trouble, "; a commit is written `git:");
        shown_text(trouble, str_of(what));
        out_char(trouble, '`');
        return false;
    }
    if (!S_ISDIR(status.st_mode)) return fail(trouble, what, "it is neither a folder nor a saved model");
    return files_find(what, FIND_HERE, &a->project, trouble);
}

// How many errors the earlier state has: what is lost in them seems to be new.
static void tell_mistakes(const Against *a) {
    DiagInput input = session_diagnostics(&a->earlier.session, LEVEL_ERROR, (DiagOptions){.width = 0});
    uint32_t errors = 0;
    for (uint32_t i = 0; i < input.count; i++) errors += input.diagnostics[i]->level >= LEVEL_ERROR && !input.diagnostics[i]->is_rule;
    if (errors > 0 && !a->run->options->quiet)
        say_usage("the earlier state has %u mistake%s: what is lost there looks as if it were new", errors, errors == 1 ? "" : "s");
}

// Of a saved model, which knows in which file each record stood.
static bool any_record_below(const Snapshot *s, Str below) {
    bool any = false;
    for (uint32_t i = 0; i < s->record_count && !any; i++) {
        Str file = snap_file(s, &s->records[i]);
        any = file.len > 0 && files_select(&below, 1, file);
    }
    return any;
}

// Every PATH is one of the state now, or was one of the earlier state.
static bool check_paths(const Against *a, Out *trouble) {
    const Run *run = a->run;
    for (uint32_t i = 0; i < run->selected.n; i++) {
        Str below = run->selected.at[i];
        bool was = a->project.files.n > 0 ? files_any_below(&a->project, below) : any_record_below(&a->with.before, below);
        if (was || files_any_below(&run->project, below)) continue;
        out_cstr(trouble, "no file of the project is or was ");
        shown_path(trouble, below);
        return false;
    }
    return true;
}

// The first change of all: no record and no finding was there.
static void begin_with_nothing(Against *a, const char *what) {
    char *day = arena_alloc(a->with.arena, DATE_CHARS);
    date_print(a->run->as_of, day);
    a->with.before = (Snapshot){.arena = a->with.arena, .title = {"", 0}, .as_of = {day, DATE_CHARS}};
    if (a->run->options->quiet) return;
    Out said = out_memory();
    out_cstr(&said, "there is no .isms file in this folder at `");
    shown_text(&said, str_of(what + 4));
    out_cstr(&said, "`: all of it is new");
    say_trouble(out_text(&said));
    out_free(&said);
}

static bool load(Against *a, const char *what, Out *trouble) {
    if (is_file(what)) return read_model(a, what, trouble) && check_paths(a, trouble);
    if (!read_files(a, what, trouble) || !check_paths(a, trouble)) return false;
    if (a->project.none) {
        begin_with_nothing(a, what);
        return true;
    }
    files_lend_same(&a->run->project, &a->project);
    SessionOptions options = run_session_options(a->run, &a->project, STAGE_FINDINGS);
    return earlier_read(&a->earlier, &options, &a->with, trouble);
}

bool against_load(Against *a, Run *run, const char *what) {
    *a = (Against){.run = run, .what = what, .with = {.arena = arena_new()}};
    Out trouble = out_memory();
    bool well = load(a, what, &trouble);
    run->comparison = &a->with;
    if (!well) say_trouble(out_text(&trouble));
    out_free(&trouble);
    return well;
}

bool against_understood(const Against *a) {
    if (a->with.earlier == NULL) return true;
    if (a->with.before.program != NULL) {
        tell_mistakes(a);
        return true;
    }
    Out trouble = out_memory();
    fail(&trouble, a->what, "no project could be understood there");
    say_trouble(out_text(&trouble));
    out_free(&trouble);
    return false;
}

bool against_compared(const Against *a) {
    if (a->with.after.program != NULL) return true;
    say_usage("the ISMS could not be understood: see `ismsc check`");
    return false;
}

static bool is_selected(const Run *run, Str file) {
    return file.len == 0 || files_select(run->selected.at, run->selected.n, file);
}

void against_select(Against *a) {
    if (a->run->selected.n == 0) return;
    uint32_t rows = 0, findings = 0;
    Differences *d = &a->with.differences;
    for (uint32_t i = 0; i < d->rows.n; i++) {
        const Difference *one = &d->rows.at[i];
        if (is_selected(a->run, snap_file(one->sort == DIFF_REMOVED ? &a->with.before : &a->with.after, one->record))) d->rows.at[rows++] = *one;
    }
    for (uint32_t i = 0; i < d->findings.n; i++)
        if (is_selected(a->run, d->findings.at[i].finding->file)) d->findings.at[findings++] = d->findings.at[i];
    d->rows.n = rows;
    d->findings.n = findings;
}

void against_end(Against *a) {
    if (a->with.arena == NULL) return;
    differences_free(&a->with.differences);
    snapshot_free(&a->with.after);
    if (a->with.earlier != NULL) earlier_free(&a->earlier);
    if (a->project.arena != NULL) files_free(&a->project);
    arena_free(a->with.arena);
}
