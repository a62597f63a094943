// Any bytes as every text of findings and artefacts, in all formats: nothing of it may be more than text to whoever reads what comes out
// (tests/unit/render/hostile.h). The first byte chooses the width of the terminal.
#include "must.h"

#include "../unit/render/hostile.h"

static void blame(bool well, const char *format, const char *why, const char *where) {
    if (!well) fprintf(stderr, "%s: %s\nat: %.300s\n", format, why, where);
    must(well);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0 || size > 2000) return 0;
    uint32_t width = 20 + data[0];
    Str text = {(const char *)data + 1, (uint32_t)size - 1};
    Everything plain, e;
    make(&plain, STR("plain"));
    make(&e, text);
    for (uint32_t f = 0; f < diag_format_count; f++) must(try_diagnostics(&diag_formats[f], text) == try_diagnostics(&diag_formats[f], STR("plain")));
    for (uint32_t f = 0; f < artefact_format_count; f++) {
        const ArtefactFormat *format = &artefact_formats[f];
        must(try_artefact(format, &e.table, width) == try_artefact(format, &plain.table, width));
        must(try_artefact(format, &e.matrix, width) == try_artefact(format, &plain.matrix, width));
        try_artefact(format, &e.report, width);
    }
    return 0;
}
