// The format `checkstyle`: an element for each file with findings. It has no schema of authority; what its readers share is written.
#include "base/memory.h"
#include "render/artefacts/escape.h"
#include "render/diagnostics/forge.h"

static const char *severity(const Diagnostic *d) {
    Level level = forge_level(d);
    return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : "info";
}

static void error(const DiagInput *input, const Diagnostic *d, const ForgePlace *place, Out *out) {
    Out text = forge_line(input, d);
    out_printf(out, "    <error line=\"%u\" column=\"%u\" severity=\"%s\" message=\"", place->file ? place->from.line : 1,
               place->file ? place->from.column : 1, severity(d));
    escape_xml(out, out_text(&text));
    out_cstr(out, "\" source=\"ismsc.");
    escape_xml(out, d->name);
    out_cstr(out, "\"/>\n");
    out_free(&text);
}

static void open_file(const DiagInput *input, const ForgePlace *place, Out *out) {
    Out path = forge_path(input, place);
    out_cstr(out, "  <file name=\"");
    escape_xml(out, out_text(&path));
    out_cstr(out, "\">\n");
    out_free(&path);
}

void diag_checkstyle(const DiagInput *input, Out *out) {
    uint32_t *order = forge_by_file(input);
    const SourceFile *file = NULL;
    out_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (uint32_t i = 0; i < input->count; i++) {
        const Diagnostic *d = input->diagnostics[order[i]];
        ForgePlace place = forge_home(input, d);
        if (i == 0 || place.file != file) {
            if (i > 0) out_cstr(out, "  </file>\n");
            open_file(input, &place, out);
            file = place.file;
        }
        error(input, d, &place, out);
    }
    if (input->count) out_cstr(out, "  </file>\n");
    out_cstr(out, "</checkstyle>\n");
    mem_free(order);
}
