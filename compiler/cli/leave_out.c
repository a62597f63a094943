// Baselines and earlier states, for `check`.
#include "cli/leave_out.h"

#include "session/attach.h"

static bool read_baseline(LeaveOut *what, Run *run) {
    Out trouble = out_memory();
    bool well = baseline_read(run->options->baseline, &what->baseline, &trouble);
    if (well) run->baseline = &what->baseline;
    else say_trouble(out_text(&trouble));
    out_free(&trouble);
    return well;
}

static bool is_state(const char *text) {
    return strncmp(text, "git:", 4) == 0 || text[0] == '.' || strchr(text, '/') != NULL;
}

// A bare name is one of git's.
static bool read_earlier(LeaveOut *what, Run *run) {
    const char *named = run->options->changed_only;
    Str state = is_state(named) ? str_of(named) : arena_printf(run->project.arena, "git:%s", named);
    bool well = against_load(&what->against, run, state.at);
    what->against.with.only_new = true;
    return well;
}

bool leave_out_start(LeaveOut *what, Run *run) {
    *what = (LeaveOut){0};
    if (run->options->baseline != NULL && !read_baseline(what, run)) return false;
    return run->options->changed_only == NULL || read_earlier(what, run);
}

bool leave_out_attach(LeaveOut *what) {
    Against *against = &what->against;
    if (against->with.arena == NULL) return true;
    if (!against_understood(against)) return false;
    if (against->with.after.program != NULL) attach_to_changes(&against->run->session, against->with.then, &against->with.differences);
    session_select(&against->run->session, against->run->selected.at, against->run->selected.n);
    return true;
}

void leave_out_end(LeaveOut *what) {
    if (what->baseline.arena != NULL) baseline_free(&what->baseline);
    against_end(&what->against);
}
