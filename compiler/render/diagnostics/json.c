// The format `json`: one object, one line for each diagnostic. Fields are only ever added while `version`
// stays the same. Its schema is grammar/diagnostics.schema.json.
//   {"schema": "ismsc-diagnostics", "version": 1, "diagnostics": [ … ], "summary": { … }}
// Lines and columns count from 1, columns in code points; `offset` counts bytes of the file from 0. Ends are
// exclusive.
#include "render/diagnostics/json_text.h"
#include "render/diagnostics/render.h"

#define SCHEMA "ismsc-diagnostics"
#define VERSION 1

static void key(Out *out, const char *name) {
    out_printf(out, ", \"%s\": ", name);
}

static void text_field(Out *out, const char *name, Str value) {
    key(out, name);
    if (value.len) json_text(out, value);
    else out_cstr(out, "null");
}

static void bool_field(Out *out, const char *name, bool value) {
    key(out, name);
    out_cstr(out, value ? "true" : "false");
}

static void position(Sources *sources, const SourceFile *file, SrcPos pos, Out *out) {
    LineColumn at = sources_line_column(sources, pos);
    out_printf(out, "{\"line\": %u, \"column\": %u, \"offset\": %u}", at.line, at.column, pos - file->base);
}

static void place_value(Sources *sources, Span at, Out *out) {
    if (!at.start) {
        out_cstr(out, "null");
        return;
    }
    const SourceFile *file = sources_file(sources, sources_find(sources, at.start));
    out_cstr(out, "{\"file\": ");
    json_text(out, file->path);
    key(out, "start");
    position(sources, file, at.start, out);
    key(out, "end");
    position(sources, file, at.end > at.start ? at.end : at.start, out);
    out_char(out, '}');
}

static void notes(Sources *sources, const DiagNote *note, Out *out) {
    key(out, "notes");
    out_char(out, '[');
    for (const char *before = ""; note; note = note->next, before = ", ") {
        out_printf(out, "%s{\"label\": ", before);
        json_text(out, note->label);
        key(out, "place");
        place_value(sources, note->at, out);
        out_char(out, '}');
    }
    out_char(out, ']');
}

static void fixes(Sources *sources, const DiagFix *fix, Out *out) {
    key(out, "fixes");
    out_char(out, '[');
    for (const char *before = ""; fix; fix = fix->next, before = ", ") {
        out_printf(out, "%s{\"label\": ", before);
        json_text(out, fix->label);
        key(out, "place");
        place_value(sources, fix->at, out);
        key(out, "text");
        json_text(out, fix->text);
        bool_field(out, "safe", fix->safe);
        out_char(out, '}');
    }
    out_char(out, ']');
}

static void diagnostic(Sources *sources, const Diagnostic *d, Out *out) {
    out_cstr(out, "{\"name\": ");
    json_text(out, d->name);
    text_field(out, "level", str_of(diag_level_shown(d->level)));
    bool_field(out, "rule", d->is_rule);
    bool_field(out, "waivable", d->is_rule && d->level != LEVEL_FORBID);
    text_field(out, "message", d->message);
    text_field(out, "by", d->by);
    key(out, "place");
    place_value(sources, d->at, out);
    text_field(out, "requirement", d->requirement);
    text_field(out, "help", d->help);
    notes(sources, d->notes, out);
    fixes(sources, d->fixes, out);
    out_printf(out, ", \"fingerprint\": \"%016llx\"}", (unsigned long long)d->fingerprint);
}

static void summary(const DiagInput *input, Out *out) {
    const DiagSummary *s = &input->summary;
    out_printf(out, "{\"files\": %u, \"records\": %u", s->files, s->records);
    out_printf(out, ", \"errors\": %u, \"warnings\": %u, \"notes\": %u", diag_count(input, LEVEL_ERROR), diag_count(input, LEVEL_WARNING),
               diag_count(input, LEVEL_NOTE));
    out_printf(out, ", \"waived\": %u, \"baseline\": %u, \"undecided\": %u", s->waived, s->baseline, s->undecided);
    text_field(out, "horizon", s->horizon);
    out_printf(out, ", \"ahead\": %u", diag_count_ahead(input));
    text_field(out, "fail_on", s->fail_on == LEVEL_OFF ? STR("never") : str_of(diag_level_shown(s->fail_on)));
    bool_field(out, "failed", diag_fails(input));
    out_char(out, '}');
}

void diag_json(const DiagInput *input, Out *out) {
    out_printf(out, "{\"schema\": \"" SCHEMA "\", \"version\": %d, \"diagnostics\": [", VERSION);
    for (uint32_t i = 0; i < input->count; i++) {
        out_cstr(out, i ? ",\n" : "\n");
        diagnostic(input->sources, input->diagnostics[i], out);
    }
    out_cstr(out, input->count ? "\n], \"summary\": " : "], \"summary\": ");
    summary(input, out);
    out_cstr(out, "}\n");
}
