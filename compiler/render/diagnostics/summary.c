// What a run comes to: the last line, and whether it fails.
#include "render/diagnostics/render.h"

Level diag_level_counted(Level level) {
    return level == LEVEL_FORBID ? LEVEL_ERROR : level;
}

const char *diag_level_shown(Level level) {
    return level_name(diag_level_counted(level));
}

uint32_t diag_count(const DiagInput *input, Level level) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < input->count; i++) count += diag_level_counted(input->diagnostics[i]->level) == level && !input->diagnostics[i]->by.len;
    return count;
}

uint32_t diag_count_ahead(const DiagInput *input) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < input->count; i++) count += input->diagnostics[i]->by.len > 0;
    return count;
}

bool diag_fails(const DiagInput *input) {
    Level least = diag_level_counted(input->summary.fail_on);
    if (least == LEVEL_OFF) return false;
    for (uint32_t i = 0; i < input->count; i++)
        if (diag_level_counted(input->diagnostics[i]->level) >= least && !input->diagnostics[i]->by.len) return true;
    return false;
}

static void counted(Out *out, uint32_t count, const char *noun) {
    out_printf(out, "%u %s%s", count, noun, count == 1 ? "" : "s");
}

static void levels(const DiagInput *input, Out *out) {
    const char *before = "";
    for (Level level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
        uint32_t count = diag_count(input, level);
        if (!count) continue;
        out_cstr(out, before);
        counted(out, count, level_name(level));
        before = ", ";
    }
    if (!*before) out_cstr(out, "nothing to report");
}

static void silenced(const DiagSummary *summary, Out *out) {
    const uint32_t counts[] = {summary->waived, summary->baseline, summary->earlier};
    static const char *const WORDS[] = {"waived", "in the baseline", "not by this change"};
    const char *before = " (";
    for (uint32_t i = 0; i < 3; i++) {
        if (counts[i] == 0) continue;
        out_printf(out, "%s%u %s", before, counts[i], WORDS[i]);
        before = ", ";
    }
    if (before[0] == ',') out_char(out, ')');
}

void diag_summary(const DiagInput *input, Out *out) {
    const DiagSummary *summary = &input->summary;
    out_cstr(out, "checked ");
    counted(out, summary->files, "file");
    out_cstr(out, ", ");
    counted(out, summary->records, "record");
    out_cstr(out, ": ");
    levels(input, out);
    silenced(summary, out);
    if (summary->horizon.len) out_printf(out, "; %u more by " STR_FMT, diag_count_ahead(input), STR_ARG(summary->horizon));
    if (summary->undecided) {
        out_cstr(out, "; ");
        counted(out, summary->undecided, "check");
        out_cstr(out, " undecided");
    }
    if (diag_fails(input)) out_printf(out, "; failing on %s", diag_level_shown(summary->fail_on));
    out_char(out, '\n');
}
