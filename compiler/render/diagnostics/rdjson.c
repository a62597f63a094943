// The format `rdjson`, which reviewdog reads: a DiagnosticResult. Columns count bytes there, from 1, ends are exclusive. What mends a finding is a
// suggestion. reviewdog posts messages as Markdown, so nothing in them may mean anything there.
#include "render/artefacts/escape.h"
#include "render/diagnostics/forge.h"
#include "render/diagnostics/json_text.h"
#include "source/edit.h"

// A suggestion that rewrites more lines than these is no help in a review.
#define MOST_LINES 50u

static const char *severity(const Diagnostic *d) {
    Level level = forge_level(d);
    return level == LEVEL_ERROR ? "ERROR" : level == LEVEL_WARNING ? "WARNING" : "INFO";
}

static Out message(const Diagnostic *d) {
    Out words = forge_words(NULL, d), text = out_memory();
    Str raw = out_text(&words);
    for (uint32_t from = 0, end; from < raw.len; from = end + 1) {
        end = str_find(raw, '\n', from);
        if (from > 0) out_cstr(&text, "\n\n");
        escape_markdown(&text, str_part(raw, from, end));
    }
    out_free(&words);
    return text;
}

static void range(const DiagInput *input, const ForgePlace *place, Out *out) {
    out_printf(out, "\"range\": {\"start\": {\"line\": %u, \"column\": %u}, \"end\": {\"line\": %u, \"column\": %u}}", place->from.line,
               forge_byte_column(input, place->at.start, place->from.line), place->to.line, forge_byte_column(input, place->at.end, place->to.line));
}

static void location(const DiagInput *input, const ForgePlace *place, Out *out) {
    out_cstr(out, "\"location\": {");
    json_member_out(out, "path", forge_path(input, place));
    if (place->file) out_cstr(out, ", "), range(input, place, out);
    out_char(out, '}');
}

// The edits that mend the diagnostic, settled. False: there are none, or not all of them lie in its file and close together.
static bool one_change(const DiagInput *input, const Diagnostic *d, Arena *arena, Edits *edits, ForgePlace *all) {
    ForgePlace home = forge_home(input, d);
    for (const DiagFix *fix = d->fixes; fix; fix = fix->next) {
        ForgePlace place = forge_place(input, fix->at);
        if (!place.file || place.file != home.file) return false;
        edits_add(edits, input->sources, fix->at, fix->text, arena);
    }
    if (edits->n == 0 || edits_settle(edits) > 0) return false;
    *all = forge_place(input, (Span){edits->at[0].at.start, edits->at[edits->n - 1].at.end});
    return all->to.line - all->from.line < MOST_LINES;
}

static Out changed_text(const DiagInput *input, const Edits *edits, Span all) {
    Out text = out_memory();
    SrcPos at = all.start;
    for (uint32_t i = 0; i < edits->n; i++) {
        out_str(&text, sources_text(input->sources, (Span){at, edits->at[i].at.start}));
        out_str(&text, edits->at[i].text);
        at = edits->at[i].at.end;
    }
    return text;
}

static void suggestions(const DiagInput *input, const Diagnostic *d, Out *out) {
    if (!d->fixes) return;
    Arena *arena = arena_new();
    Edits edits = {0};
    ForgePlace all;
    if (one_change(input, d, arena, &edits, &all)) {
        out_cstr(out, ", \"suggestions\": [{");
        range(input, &all, out);
        out_cstr(out, ", ");
        json_member_out(out, "text", changed_text(input, &edits, all.at));
        out_cstr(out, "}]");
    }
    vec_free(&edits);
    arena_free(arena);
}

static void related(const DiagInput *input, const Diagnostic *d, Out *out) {
    const char *before = ", \"related_locations\": [";
    for (const DiagNote *note = d->notes; note; note = note->next) {
        ForgePlace place = forge_place(input, note->at);
        if (!place.file) continue;
        Out label = out_memory();
        escape_markdown(&label, note->label);
        out_printf(out, "%s{", before);
        json_member_out(out, "message", label);
        out_cstr(out, ", ");
        location(input, &place, out);
        out_char(out, '}');
        before = ", ";
    }
    if (before[2] != '"') out_char(out, ']');
}

static void diagnostic(const DiagInput *input, const Diagnostic *d, Out *out) {
    ForgePlace place = forge_home(input, d);
    out_char(out, '{');
    json_member_out(out, "message", message(d));
    out_cstr(out, ", ");
    location(input, &place, out);
    out_printf(out, ", \"severity\": \"%s\", \"code\": {", severity(d));
    json_member(out, "value", d->name);
    out_char(out, '}');
    suggestions(input, d, out);
    related(input, d, out);
    out_char(out, '}');
}

void diag_rdjson(const DiagInput *input, Out *out) {
    out_cstr(out, "{\"source\": {\"name\": \"ismsc\"}, \"diagnostics\": [");
    for (uint32_t i = 0; i < input->count; i++) {
        out_cstr(out, i ? ",\n" : "\n");
        diagnostic(input, input->diagnostics[i], out);
    }
    out_cstr(out, input->count ? "\n]}\n" : "]}\n");
}
