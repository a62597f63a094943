// The format `short`: one line for each, as editors read it: `path:line:column: level[name]: message`.
#include "base/memory.h"
#include "render/diagnostics/cap.h"
#include "render/diagnostics/render.h"
#include "render/diagnostics/shown.h"

static void write_path(const DiagInput *input, SrcPos pos, Out *out) {
    shown_path(out, sources_file(input->sources, sources_find(input->sources, pos))->path);
    out_char(out, ':');
}

static void write_line(const DiagInput *input, const Diagnostic *d, Out *out) {
    if (d->at.start) {
        LineColumn at = sources_line_column(input->sources, d->at.start);
        write_path(input, d->at.start, out);
        out_printf(out, "%u:%u: ", at.line, at.column);
    }
    out_printf(out, "%s[", diag_level_shown(d->level));
    shown_text(out, d->name);
    out_cstr(out, "]: ");
    shown_text(out, d->message);
    out_char(out, '\n');
}

static void and_more(const DiagInput *input, const Diagnostic *d, uint32_t count, Out *out) {
    if (!count) return;
    if (d->at.start) {
        write_path(input, d->at.start, out);
        out_char(out, ' ');
    }
    out_cstr(out, "note[");
    shown_text(out, d->name);
    out_printf(out, "]: and %u more\n", count);
}

void diag_short(const DiagInput *input, Out *out) {
    uint32_t *more = diag_cap(input);
    for (uint32_t i = 0; i < input->count; i++) {
        if (more[i] == DIAG_LEFT_OUT) continue;
        write_line(input, input->diagnostics[i], out);
        and_more(input, input->diagnostics[i], more[i], out);
    }
    mem_free(more);
    if (input->options.statistics) diag_statistics(input, out);
}
