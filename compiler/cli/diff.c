// ismsc diff: what changed in the ISMS, and not in its text. What is said of it is the library's report `differences`; the rows behind it are the JSON.
#include <unistd.h>

#include "base/version.h"
#include "cli/against.h"
#include "cli/commands.h"
#include "cli/present.h"
#include "render/artefacts/comment.h"
#include "render/artefacts/differences_json.h"

#define REPORT STR("differences")

typedef enum { AS_TEXT, AS_MARKDOWN, AS_JSON } Form;

static bool find_form(Str name, Form *form) {
    static const char *const NAMES[] = {[AS_TEXT] = "text", [AS_MARKDOWN] = "md", [AS_JSON] = "json"};
    for (int i = AS_TEXT; i <= AS_JSON; i++) {
        if (name.len > 0 && !str_eq(name, str_of(NAMES[i]))) continue;
        *form = (Form)i;
        return true;
    }
    say_usage("there is no format `" STR_FMT "` for differences; there are text, md, json", STR_ARG(name));
    return false;
}

// The report without tables that have nothing to tell.
static Artefact told(const Artefact *report, Arena *arena) {
    Artefact shown, short_one;
    Str unknown;
    artefact_columns(report, STR(""), arena, &shown, &unknown);
    Section *sections = ARENA_ARRAY(arena, Section, shown.section_count);
    short_one = shown;
    short_one.section_count = 0;
    for (uint32_t s = 0; s < shown.section_count; s++)
        if (shown.sections[s].part == NULL || shown.sections[s].part->row_count > 0) sections[short_one.section_count++] = shown.sections[s];
    short_one.sections = sections;
    return short_one;
}

static bool make_report(Against *a, Artefact *report) {
    Program *program = a->run->session.program;
    if (a->run->selected.n > 0) program_set_differences(program, &a->with.after, &a->with.differences);
    for (uint32_t i = 0; i < program_artefact_count(program); i++) {
        const ArtefactInfo *info = program_artefact(program, i);
        if (info->sort != ARTEFACT_REPORT || !str_eq(info->name, REPORT)) continue;
        ArtefactHead head = {a->run->options->revision, STR("ismsc " ISMSC_VERSION)};
        Artefact whole;
        program_run_artefact(program, i, &head, a->with.arena, &whole);
        *report = told(&whole, a->with.arena);
        return true;
    }
    say_usage("the library has no report `" STR_FMT "` to tell of differences", STR_ARG(REPORT));
    return false;
}

static int print(Against *a, Form form) {
    const Options *options = a->run->options;
    Artefact report = {0};
    bool changed = a->with.differences.rows.n > 0 || a->with.differences.findings.n > 0;
    if (changed && form != AS_JSON && !make_report(a, &report)) return EXIT_TROUBLE;
    int fd;
    Out out = standard_output(&fd);
    ArtefactOptions look = {.colour = use_colour(options, STDOUT_FILENO), .width = use_width(options, STDOUT_FILENO, 0)};
    if (form == AS_JSON) differences_json(&a->with.before, &a->with.after, &a->with.differences, &out);
    else if (!changed) out_cstr(&out, form == AS_MARKDOWN ? "**Nothing changed in the ISMS.**\n" : "nothing changed in the ISMS\n");
    else if (form == AS_MARKDOWN) comment_report(&report, COMMENT_MOST, &out);
    else text_report(&report, &look, &out);
    artefact_free(&report);
    return standard_finish(&out, options->exit_code && changed ? EXIT_FINDINGS : EXIT_WELL);
}

int command_diff(const Options *options) {
    Form form;
    if (options->against == NULL) return say_usage("with what? --against git:REF, a folder, or a model that `build --emit model` wrote");
    if (!find_form(options->format, &form)) return EXIT_TROUBLE;
    Run run;
    Against against = {0};
    int code = EXIT_TROUBLE;
    bool open = run_open(&run, options, 0, LIBRARY_AS_USED);
    if (open && against_load(&against, &run, options->against) && run_go(&run, STAGE_FINDINGS) && against_understood(&against) &&
        against_compared(&against)) {
        against_select(&against);
        tell_errors(&run);
        code = print(&against, form);
    }
    against_end(&against);
    run_end(&run);
    return code;
}
