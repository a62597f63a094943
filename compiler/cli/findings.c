// Findings, printed and written.
#include "cli/findings.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag/suggest.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"

// GitHub shows nothing at all of a summary of more than 1 MiB, which several steps of a job may write to.
#define STEP_SUMMARY 900000u

// ---- Formats ----------------------------------------------------------------------------------------------------------------------------

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

bool findings_formats_exist(const Options *options) {
    if (options->format.len > 0 && find_format(options->format) == NULL) return false;
    for (uint32_t i = 0; i < options->reports.n; i++) {
        if (find_format(options->reports.at[i].format) == NULL) return false;
    }
    return true;
}

static const DiagFormat *printed_format(const Options *options) {
    return diag_format_find(options->format.len > 0 ? options->format : STR("text"));
}

static bool rules_are_wanted(const Options *options) {
    bool wanted = printed_format(options)->wants_rules;
    for (uint32_t i = 0; i < options->reports.n; i++) wanted = wanted || diag_format_find(options->reports.at[i].format)->wants_rules;
    return wanted;
}

// ---- Files ------------------------------------------------------------------------------------------------------------------------------

static bool write_reports(const Run *run, DiagInput input) {
    const Options *o = run->options;
    if (o->reports.n == 0) return true;
    Writing *writing = writing_new(&run->project);
    Out trouble = out_memory();
    bool well = true;
    input.options = (DiagOptions){.width = o->width}; // not as the terminal is
    for (uint32_t i = 0; well && i < o->reports.n; i++) {
        Out *out = writing_add(writing, o->reports.at[i].path, &trouble);
        well = out != NULL;
        if (well) diag_format_find(o->reports.at[i].format)->render(&input, out);
    }
    well = well && writing_commit(writing, &trouble);
    if (!well) say_trouble(out_text(&trouble));
    writing_free(writing);
    out_free(&trouble);
    return well;
}

// Under GitHub Actions annotations come with a page in the summary of the job.
static bool write_step_summary(const DiagInput *input) {
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    if (path == NULL || path[0] == 0) return true;
    struct stat status;
    uint64_t used = stat(path, &status) == 0 ? (uint64_t)status.st_size : 0;
    Out page = out_memory(), trouble = out_memory();
    diag_markdown_within(input, used < STEP_SUMMARY ? STEP_SUMMARY - (uint32_t)used : 0, &page);
    bool well = write_append(path, out_text(&page), &trouble);
    if (!well) say_trouble(out_text(&trouble));
    out_free(&page);
    out_free(&trouble);
    return well;
}

// ---- Standard output --------------------------------------------------------------------------------------------------------------------

static void print_date(const Run *run, Out *out) {
    char date[DATE_CHARS];
    date_print(run->as_of, date);
    out_cstr(out, "as of ");
    out_bytes(out, date, sizeof date);
    out_char(out, '\n');
}

static int print(const Run *run, const DiagFormat *format, const DiagInput *input, int code) {
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

int findings_show(const Run *run) {
    const Options *options = run->options;
    const DiagFormat *format = printed_format(options);
    DiagOptions look = {use_colour(options, STDOUT_FILENO), use_width(options, STDOUT_FILENO, 0), options->statistics};
    DiagInput input = session_diagnostics(&run->session, options->fail_on, look);
    if (rules_are_wanted(options)) input.rules = session_rules(&run->session, &input.rule_count);
    int code = diag_fails(&input) ? EXIT_FINDINGS : EXIT_WELL;
    bool written = write_reports(run, input);
    bool printed = !options->quiet || code != EXIT_WELL;
    if (format->render == diag_github) written = write_step_summary(&input) && written;
    if (printed) code = print(run, format, &input, code);
    return written ? code : EXIT_TROUBLE;
}
