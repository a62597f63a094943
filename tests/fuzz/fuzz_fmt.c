// Any file that is sound is printed, the print is sound and says the same, and printing it again changes nothing.
#include "must.h"

#include "base/memory.h"
#include "syntax/print.h"

static FileId add(Sources *sources, const char *bytes, size_t size) {
    FileId file;
    char *text = mem_alloc(size + SOURCE_PADDING);
    if (size > 0) memcpy(text, bytes, size);
    must(sources_add(sources, STR("fuzz.isms"), text, (uint32_t)size, SOURCE_PROJECT, &file));
    return file;
}

static void show(const char *what, Str text) {
    fprintf(stderr, "---- %s\n" STR_FMT "\n", what, STR_ARG(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Sources *sources = sources_new();
    Diagnostics *sink = diagnostics_new();
    ParseScratch *scratch = parse_scratch_new();
    Out once = out_memory(), twice = out_memory();
    FileId file = add(sources, (const char *)data, size);
    Printed first = print_file(sources, file, scratch, sink, &once);
    must(first != PRINT_DEFECT);
    if (first == PRINT_WELL) {
        FileId printed = add(sources, once.at, once.len);
        bool sound = print_file(sources, printed, scratch, sink, &twice) == PRINT_WELL;
        bool same = sound && print_same(sources_file(sources, file), sources_file(sources, printed));
        if (!same || !str_eq(out_text(&once), out_text(&twice))) {
            show("once", out_text(&once));
            show("twice", out_text(&twice));
        }
        must(sound);
        must(same);
        must(str_eq(out_text(&once), out_text(&twice)));
    }
    out_free(&once);
    out_free(&twice);
    parse_scratch_free(scratch);
    diagnostics_free(sink);
    sources_free(sources);
    return 0;
}
