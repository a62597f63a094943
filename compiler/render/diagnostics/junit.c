// The format `junit`, for the test tabs of CI systems: a suite for each file of the project, a failed test for each finding that makes the run fail, a passed one
// with output for each that does not, and one passed test for a file without findings. It has no schema of authority; what its readers share is written.
#include "base/memory.h"
#include "render/artefacts/escape.h"
#include "render/diagnostics/forge.h"

typedef struct {
    const DiagInput *input;
    const uint32_t *order, *occurrences;
    Out *out;
} Junit;

static bool fails(const DiagInput *input, const Diagnostic *d) {
    Level least = input->summary.fail_on == LEVEL_FORBID ? LEVEL_ERROR : input->summary.fail_on;
    return least != LEVEL_OFF && forge_level(d) >= least && !d->by.len;
}

static void attribute(Out *out, const char *name, Str value) {
    out_printf(out, " %s=\"", name);
    escape_xml(out, value);
    out_char(out, '"');
}

static void attribute_out(Out *out, const char *name, Out value) {
    attribute(out, name, out_text(&value));
    out_free(&value);
}

// Tests are told apart by their names: a second one of the same gets a number.
static Out test_name(const Diagnostic *d, uint32_t occurrence) {
    Out name = out_memory();
    out_str(&name, d->name);
    out_cstr(&name, ": ");
    out_str(&name, d->message);
    if (occurrence > 1) out_printf(&name, " (%u)", occurrence);
    return name;
}

// `path:line:column: level`, then the words of the finding.
static void details(const Junit *j, const Diagnostic *d, const ForgePlace *place) {
    Out path = forge_path(j->input, place), words = forge_words(j->input, d);
    escape_xml(j->out, out_text(&path));
    out_printf(j->out, ":%u:%u: %s: ", place->from.line, place->from.column, diag_level_shown(d->level));
    Str text = out_text(&words);
    for (uint32_t from = 0, end; from < text.len; from = end + 1) {
        end = str_find(text, '\n', from);
        if (from > 0) out_char(j->out, '\n');
        escape_xml(j->out, str_part(text, from, end));
    }
    out_free(&path);
    out_free(&words);
}

static void test(const Junit *j, uint32_t index) {
    const Diagnostic *d = j->input->diagnostics[index];
    ForgePlace place = forge_home(j->input, d);
    bool failed = fails(j->input, d);
    out_cstr(j->out, "    <testcase");
    attribute_out(j->out, "name", test_name(d, j->occurrences[index]));
    attribute_out(j->out, "classname", forge_path(j->input, &place));
    attribute_out(j->out, "file", forge_path(j->input, &place));
    out_printf(j->out, " line=\"%u\">\n      <", place.from.line);
    out_cstr(j->out, failed ? "failure" : "system-out");
    if (failed) attribute(j->out, "message", d->message), attribute(j->out, "type", d->name);
    out_char(j->out, '>');
    details(j, d, &place);
    out_printf(j->out, "</%s>\n    </testcase>\n", failed ? "failure" : "system-out");
}

// The tests [from, to) of one file; none: one that passed.
static void suite(const Junit *j, const ForgePlace *place, uint32_t from, uint32_t to) {
    uint32_t failures = 0;
    for (uint32_t i = from; i < to; i++) failures += fails(j->input, j->input->diagnostics[j->order[i]]);
    out_cstr(j->out, "  <testsuite");
    attribute_out(j->out, "name", forge_path(j->input, place));
    out_printf(j->out, " tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\">\n", from < to ? to - from : 1, failures);
    for (uint32_t i = from; i < to; i++) test(j, j->order[i]);
    if (from == to) {
        out_cstr(j->out, "    <testcase name=\"no findings\"");
        attribute_out(j->out, "classname", forge_path(j->input, place));
        out_cstr(j->out, "/>\n");
    }
    out_cstr(j->out, "  </testsuite>\n");
}

static void suites(const Junit *j) {
    const DiagInput *input = j->input;
    uint32_t at = 0;
    while (at < input->count && forge_home(input, input->diagnostics[j->order[at]]).file == NULL) at++;
    if (at > 0) suite(j, &(ForgePlace){0}, 0, at); // where there is no file at all
    for (FileId id = 0; id < sources_count(input->sources); id++) {
        const SourceFile *file = sources_file(input->sources, id);
        if (file->origin != SOURCE_PROJECT) continue;
        ForgePlace place = {.file = file, .id = id};
        uint32_t from = at;
        while (at < input->count && forge_home(input, input->diagnostics[j->order[at]]).file == file) at++;
        suite(j, &place, from, at);
    }
}

void diag_junit(const DiagInput *input, Out *out) {
    uint32_t *order = forge_by_file(input), *occurrences = forge_occurrences(input);
    uint32_t failures = 0, tests = input->count, files = 0, with = 0;
    const SourceFile *last = NULL;
    for (uint32_t i = 0; i < input->count; i++) {
        const SourceFile *file = forge_home(input, input->diagnostics[order[i]]).file;
        failures += fails(input, input->diagnostics[order[i]]);
        with += file != last;
        last = file;
    }
    for (FileId id = 0; id < sources_count(input->sources); id++) files += sources_file(input->sources, id)->origin == SOURCE_PROJECT;
    out_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ismsc\" tests=\"%u\" failures=\"%u\" errors=\"0\">\n",
               tests + files - with, failures);
    suites(&(Junit){input, order, occurrences, out});
    out_cstr(out, "</testsuites>\n");
    mem_free(order);
    mem_free(occurrences);
}
