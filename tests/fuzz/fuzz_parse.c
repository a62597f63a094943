// Any bytes through scanner, repairs and both parsers: nothing breaks, the text of a sound file is as before, and every
// diagnostic has a place in it.
#include "must.h"

#include "base/memory.h"
#include "syntax/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Sources *sources = sources_new();
    char *text = mem_alloc(size + SOURCE_PADDING);
    if (size) memcpy(text, data, size);
    memset(text + size, 0, SOURCE_PADDING);
    FileId file;
    if (!sources_add(sources, STR("fuzz.isms"), text, (uint32_t)size, SOURCE_PROJECT, &file)) return 0;

    ParseScratch *scratch = parse_scratch_new();
    Diagnostics *sink = diagnostics_new();
    Tree tree;
    tree_init(&tree, file);
    parse_file(sources, file, scratch, &tree, sink);

    const SourceFile *source = sources_file(sources, file);
    must(source->text.len == size);
    must(!size || diagnostics_count(sink) > 0 || !memcmp(source->text.at, data, size)); // bytes that are no characters are blanked, and told
    for (uint32_t i = 0; i < diagnostics_count(sink); i++) {
        const Diagnostic *d = diagnostics_at(sink, i);
        must(d->message.len > 0);
        if (!d->at.start) continue;
        must(d->at.start >= source->base && d->at.end >= d->at.start && d->at.end <= source->base + source->text.len + 1);
    }
    Out out = out_memory();
    dump_tree(&tree, sources, &out);
    out_free(&out);

    tree_free(&tree);
    diagnostics_free(sink);
    parse_scratch_free(scratch);
    sources_free(sources);
    return 0;
}
