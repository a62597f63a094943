// The format `github`: workflow commands, which GitHub shows as annotations of the change. A step shows ten of each kind and lets the rest vanish without a
// word; so the most severe are annotated, the last notice says what is not, and what is not stands in the log, in the format `short`.
// Where it prints to the log of a step, the format `markdown` goes to the step's summary too (cli/findings.c).
#include "base/memory.h"
#include "render/diagnostics/forge.h"
#include "render/diagnostics/shown.h"

#define MOST_OF_A_KIND 10u

// Text of the data of a command, or of one of its properties: what has a meaning there is percent-encoded.
static void encoded(Out *out, Str text, bool property) {
    Out safe = out_memory();
    shown_text(&safe, text);
    for (size_t i = 0; i < safe.len; i++) {
        char c = safe.at[i];
        if (c == '%' || (property && (c == ':' || c == ','))) out_printf(out, "%%%02X", (unsigned char)c);
        else out_char(out, c);
    }
    out_free(&safe);
}

static void place_properties(const DiagInput *input, const ForgePlace *place, Out *out) {
    if (!place->file) return;
    Out path = forge_path(input, place);
    out_cstr(out, "file=");
    encoded(out, out_text(&path), true);
    out_printf(out, ",line=%u,endLine=%u,", place->from.line, place->to.line);
    if (place->from.line == place->to.line) out_printf(out, "col=%u,endColumn=%u,", place->from.column, place->to.column);
    out_free(&path);
}

static void annotation(const DiagInput *input, const Diagnostic *d, Out *out) {
    static const char *const COMMANDS[] = {[LEVEL_OFF] = "notice", [LEVEL_NOTE] = "notice", [LEVEL_WARNING] = "warning", [LEVEL_ERROR] = "error"};
    ForgePlace place = forge_home(input, d);
    Out words = forge_words(input, d);
    Str text = out_text(&words);
    out_printf(out, "::%s ", COMMANDS[forge_level(d)]);
    place_properties(input, &place, out);
    out_cstr(out, "title=");
    encoded(out, d->name, true);
    out_cstr(out, "::");
    for (uint32_t from = 0, end; from < text.len; from = end + 1) {
        end = str_find(text, '\n', from);
        if (from > 0) out_cstr(out, "%0A");
        encoded(out, str_part(text, from, end), false);
    }
    out_char(out, '\n');
    out_free(&words);
}

static void tell_rest(const uint32_t left[LEVEL_ERROR + 1], Out *out) {
    const char *before = "::notice title=ismsc::not annotated, because a step shows ten of a kind:";
    for (Level level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
        if (!left[level]) continue;
        out_printf(out, "%s %u %s%s", before, left[level], level_name(level), left[level] == 1 ? "" : "s");
        before = ",";
    }
    out_cstr(out, "; they stand in the log of the step\n");
}

void diag_github(const DiagInput *input, Out *out) {
    Diagnostic **rest = mem_zeroed((size_t)input->count + 1, sizeof *rest);
    uint32_t rest_count = 0, left[LEVEL_ERROR + 1] = {0}, counts[LEVEL_ERROR + 1] = {0};
    for (uint32_t i = 0; i < input->count; i++) counts[forge_level(input->diagnostics[i])]++;
    bool any_left = counts[LEVEL_ERROR] > MOST_OF_A_KIND || counts[LEVEL_WARNING] > MOST_OF_A_KIND || counts[LEVEL_NOTE] > MOST_OF_A_KIND;
    for (Level level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
        uint32_t room = MOST_OF_A_KIND - (any_left && level == LEVEL_NOTE); // the notice that tells of the rest is a notice
        for (uint32_t i = 0; i < input->count; i++) {
            if (forge_level(input->diagnostics[i]) != level) continue;
            if (room > 0) annotation(input, input->diagnostics[i], out), room--;
            else rest[rest_count++] = input->diagnostics[i], left[level]++;
        }
    }
    if (rest_count > 0) {
        DiagInput others = *input;
        others.diagnostics = rest;
        others.count = rest_count;
        tell_rest(left, out);
        diag_short(&others, out);
    }
    mem_free(rest);
}
