// Differences as JSON.
#include "render/artefacts/differences_json.h"

#include "render/artefacts/escape.h"

static void values(Out *out, const char *name, const SnapField *field) {
    if (field == NULL) return;
    out_printf(out, ", \"%s\": [", name);
    for (uint32_t v = 0; v < field->count; v++) {
        if (v > 0) out_cstr(out, ", ");
        escape_json(out, field->values[v].text);
    }
    out_char(out, ']');
    if (field->open) out_printf(out, ", \"%s-open\": true", name);
    if (field->count == 1) {
        Out band = out_memory();
        out_printf(&band, "%s-band", name);
        out_char(&band, 0);
        escape_json_member(out, band.at, field->values[0].band);
        out_free(&band);
    }
}

static void row(Out *out, const Difference *d) {
    static const char *const WHAT[] = {[DIFF_ADDED] = "added", [DIFF_REMOVED] = "removed", [DIFF_CHANGED] = "changed"};
    out_printf(out, "    {\"what\": \"%s\"", WHAT[d->sort]);
    escape_json_member(out, "kind", d->record->names->kind);
    escape_json_member(out, "record", d->record->names->path);
    escape_json_member(out, "title", d->record->names->title);
    escape_json_member(out, "field", d->field);
    values(out, "before", d->before);
    values(out, "after", d->after);
    if (d->moved != 0) out_printf(out, ", \"moved\": \"%s\"", d->moved > 0 ? "up" : "down");
    if (d->reckoned) out_cstr(out, ", \"reckoned\": true");
    out_char(out, '}');
}

static void finding(Out *out, const FindingChange *change) {
    static const char *const WHAT[] = {[FOUND_NEW] = "new", [FOUND_GONE] = "gone", [FOUND_UNDECIDED] = "undecided", [FOUND_WAIVED] = "waived"};
    const SnapFinding *f = change->finding;
    out_printf(out, "    {\"what\": \"%s\"", WHAT[change->sort]);
    escape_json_member(out, "name", f->rule);
    escape_json_member(out, "level", str_of(level_name(f->level == LEVEL_FORBID ? LEVEL_ERROR : f->level)));
    escape_json_member(out, "record", f->record);
    escape_json_member(out, "message", f->message);
    out_printf(out, ", \"fingerprint\": \"%016llx\"}", (unsigned long long)f->fingerprint);
}

static void state(Out *out, const char *name, const Snapshot *s, uint32_t records) {
    out_printf(out, "  \"%s\": {\"as-of\": ", name);
    escape_json(out, s->as_of);
    out_printf(out, ", \"records\": %u, \"findings\": %u},\n", records, s->finding_count);
}

void differences_json(const Snapshot *before, const Snapshot *after, const Differences *d, Out *out) {
    out_printf(out, "{\n  \"format\": \"ismsc-differences\",\n  \"version\": %d,\n  \"project\": ", DIFFERENCES_VERSION);
    escape_json(out, after->title);
    out_cstr(out, ",\n");
    state(out, "before", before, d->records_before);
    state(out, "after", after, d->records_after);
    out_cstr(out, "  \"differences\": [");
    for (uint32_t i = 0; i < d->rows.n; i++) {
        out_cstr(out, i > 0 ? ",\n" : "\n");
        row(out, &d->rows.at[i]);
    }
    out_cstr(out, d->rows.n > 0 ? "\n  ],\n  \"findings\": [" : "],\n  \"findings\": [");
    for (uint32_t i = 0; i < d->findings.n; i++) {
        out_cstr(out, i > 0 ? ",\n" : "\n");
        finding(out, &d->findings.at[i]);
    }
    out_cstr(out, d->findings.n > 0 ? "\n  ]\n}\n" : "]\n}\n");
}
