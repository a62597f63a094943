// What commands share.
#include "cli/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/progress.h"
#include "render/diagnostics/shown.h"

int say_trouble(Str message) {
    int fd = STDERR_FILENO;
    Out out = out_stream(out_to_fd, &fd);
    out_cstr(&out, "ismsc: ");
    out_str(&out, message);
    out_char(&out, '\n');
    out_finish(&out);
    out_free(&out);
    return EXIT_TROUBLE;
}

int say_usage(const char *format, ...) {
    Out message = out_memory();
    va_list args;
    va_start(args, format);
    out_vprintf(&message, format, args);
    va_end(args);
    say_trouble(out_text(&message));
    out_free(&message);
    return EXIT_TROUBLE;
}

// ---- The day ------------------------------------------------------------------------------------------------------------------------

static bool epoch_date(const char *text, Date *date, Out *trouble) {
    char *end;
    errno = 0;
    long long seconds = strtoll(text, &end, 10);
    long long days = seconds / 86400 - (seconds % 86400 < 0);
    if (text[0] == 0 || *end != 0 || errno != 0 || days < -719162 || days > 2932896) {
        out_cstr(trouble, "SOURCE_DATE_EPOCH is not a number of seconds: `");
        shown_text(trouble, str_of(text));
        out_char(trouble, '`');
        return false;
    }
    *date = (Date)days;
    return true;
}

// --as-of, else SOURCE_DATE_EPOCH, else the clock.
static bool find_date(const Options *options, Date *date, Out *trouble) {
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    *date = options->as_of;
    if (options->has_as_of) return true;
    if (epoch != NULL) return epoch_date(epoch, date, trouble);
    time_t now = time(NULL);
    struct tm local;
    if (localtime_r(&now, &local) != NULL && date_of(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, date)) return true;
    out_cstr(trouble, "the clock shows no day; use --as-of");
    return false;
}

// ---- The project ----------------------------------------------------------------------------------------------------------------------

static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? strdup(".") : strndup(path, slash == path ? 1 : (size_t)(slash - path));
    if (folder == NULL) mem_exhausted();
    return folder;
}

static bool find_project(Run *run, FindHow how, Out *trouble) {
    const Options *o = run->options;
    if (o->project == NULL) return files_find(o->dir != NULL ? o->dir : ".", how, &run->project, trouble);
    if (access(o->project, R_OK) != 0) {
        out_cstr(trouble, "cannot read ");
        shown_path(trouble, str_of(o->project));
        out_printf(trouble, ": %s", strerror(errno));
        return false;
    }
    char *folder = folder_of(o->project);
    bool found = files_find(folder, FIND_HERE, &run->project, trouble);
    free(folder);
    return found;
}

// A PATH may then be one of the earlier state.
static bool compares(const Options *options) {
    return options->against != NULL || options->changed_only != NULL;
}

static bool select_paths(Run *run, uint32_t first, Out *trouble) {
    const Options *o = run->options;
    for (uint32_t i = first; i < o->arguments.n; i++) {
        const char *path = o->arguments.at[i];
        Str below;
        if (!files_below_root(&run->project, o->dir != NULL ? o->dir : ".", path, compares(o), &below, trouble)) return false;
        if (!compares(o) && !files_any_below(&run->project, below)) {
            out_cstr(trouble, "no file of the project is ");
            shown_path(trouble, str_of(path));
            return false;
        }
        vec_push(&run->selected, below);
    }
    return true;
}

// With PATHs and no -C the search begins where the first of them lies, or lay.
static bool find_by_path(Run *run, const char *path, Out *trouble) {
    char *folder = folder_of(path);
    bool gone = access(path, F_OK) != 0;
    while (gone && compares(run->options) && access(folder, F_OK) != 0) {
        char *around = folder_of(folder);
        free(folder);
        folder = around;
    }
    if (gone && !compares(run->options)) {
        shown_path(trouble, str_of(path));
        out_printf(trouble, ": %s", strerror(errno));
        free(folder);
        return false;
    }
    char *inside = NULL;
    if (asprintf(&inside, "%s/.", path) < 0) mem_exhausted();
    bool is_folder = access(inside, F_OK) == 0;
    bool found = files_find(is_folder ? path : folder, FIND_UPWARDS, &run->project, trouble);
    free(inside);
    free(folder);
    return found;
}

static bool read_project(Run *run, uint32_t first_path, LibraryNeed need, Out *trouble) {
    bool library_will_do = need != LIBRARY_AS_USED;
    const Options *o = run->options;
    bool by_path = first_path < o->arguments.n && o->dir == NULL && o->project == NULL;
    bool found =
        by_path ? find_by_path(run, o->arguments.at[first_path], trouble) : find_project(run, library_will_do ? FIND_PROJECT : FIND_UPWARDS, trouble);
    run->has_project = found;
    if (!found && run->project.none && library_will_do && o->project == NULL) {
        trouble->len = 0;
        return true;
    }
    return found && select_paths(run, first_path, trouble);
}

SessionOptions run_session_options(const Run *run, ProjectFiles *project, Stage last) {
    const Options *options = run->options;
    return (SessionOptions){
        .project = project,
        .stdlib = options->stdlib,
        .whole_library = !run->has_project || run->whole_library,
        .today = run->as_of,
        .looks_ahead = options->has_horizon,
        .horizon = date_plus(run->as_of, options->horizon),
        .levels = options->levels.at,
        .level_count = options->levels.n,
        .only = options->only.at,
        .only_count = options->only.n,
        .no_waivers = options->no_waivers,
        .selected = run->selected.at,
        .selected_count = run->selected.n,
        .threads = options->threads,
        .last = last,
    };
}

bool run_open(Run *run, const Options *options, uint32_t first_path, LibraryNeed need) {
    *run = (Run){.options = options, .whole_library = need == LIBRARY_WHOLE};
    Out trouble = out_memory();
    bool well = find_date(options, &run->as_of, &trouble) && read_project(run, first_path, need, &trouble);
    if (!well) say_trouble(out_text(&trouble));
    out_free(&trouble);
    return well;
}

bool run_go(Run *run, Stage last) {
    Out trouble = out_memory();
    SessionOptions session = run_session_options(run, run->has_project ? &run->project : NULL, last);
    if (run->comparison != NULL && run->comparison->only_new) session.selected_count = 0; // which comes when all is shown at its change
    session.baseline = run->baseline;
    session.comparison = run->comparison;
    Progress *progress = run->options->quiet ? NULL : progress_start(STDERR_FILENO, PROGRESS_DELAY_MS);
    session.step = progress_step(progress);
    bool well = session_run(&run->session, &session, &trouble);
    progress_end(progress);
    if (!well) say_trouble(out_text(&trouble));
    out_free(&trouble);
    return well;
}

bool run_start(Run *run, const Options *options, Stage last, uint32_t first_path, LibraryNeed need) {
    return run_open(run, options, first_path, need) && run_go(run, last);
}

bool run_over(const Run *run, ProjectFiles *project, Session *session, Out *trouble) {
    SessionOptions options = run_session_options(run, project, STAGE_FINDINGS);
    return session_run(session, &options, trouble);
}

void run_end(Run *run) {
    if (run->session.arena != NULL) session_free(&run->session);
    if (run->project.arena != NULL) files_free(&run->project);
    vec_free(&run->selected);
}

// ---- Streams --------------------------------------------------------------------------------------------------------------------------

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value != NULL && value[0] != 0;
}

static bool is_zero(const char *name) {
    const char *value = getenv(name);
    return value != NULL && strcmp(value, "0") == 0;
}

bool use_colour(const Options *options, int fd) {
    if (options->colour != WHEN_AUTO) return options->colour == WHEN_ALWAYS;
    if (is_set("NO_COLOR")) return false;
    if (is_set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE")) return true;
    if (is_set("FORCE_COLOR") && !is_zero("FORCE_COLOR")) return true;
    if (is_zero("CLICOLOR")) return false;
    const char *term = getenv("TERM");
    return (term == NULL || strcmp(term, "dumb") != 0) && isatty(fd);
}

uint32_t use_width(const Options *options, int fd, uint32_t otherwise) {
    struct winsize size;
    if (options->width > 0) return options->width;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
    return otherwise;
}

Out standard_output(int *fd) {
    *fd = STDOUT_FILENO;
    return out_stream(out_to_fd, fd);
}

int standard_finish(Out *out, int code) {
    int error = out_finish(out);
    out_free(out);
    if (error == 0) return code;
    if (error != EPIPE) say_usage("cannot write standard output: %s", strerror(error));
    return EXIT_TROUBLE;
}
