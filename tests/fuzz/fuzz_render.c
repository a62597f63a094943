// Any bytes as every text of findings or of artefacts, in one format: nothing of it may be more than text to whoever reads what comes out
// (tests/unit/render/hostile.h). The first two bytes choose the width of the
// terminal and the format.
#include "must.h"

#include "../unit/render/hostile.h"

static void blame(bool well, const char *format, const char *why, const char *where) {
    if (!well) fprintf(stderr, "%s: %s\nat: %.300s\n", format, why, where);
    must(well);
}

static void try_one(const ArtefactFormat *format, Str text, uint32_t width) {
    Everything plain, e;
    make(&plain, STR("plain"));
    make(&e, text);
    must(try_artefact(format, &e.table, width) == try_artefact(format, &plain.table, width));
    must(try_artefact(format, &e.matrix, width) == try_artefact(format, &plain.matrix, width));
    try_artefact(format, &e.report, width);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 2000) return 0;
    Str text = {(const char *)data + 2, (uint32_t)size - 2};
    uint32_t format = data[1] % (diag_format_count + artefact_format_count);
    if (format >= diag_format_count) try_one(&artefact_formats[format - diag_format_count], text, 20 + data[0]);
    else must(try_diagnostics(&diag_formats[format], text) == try_diagnostics(&diag_formats[format], STR("plain")));
    return 0;
}
