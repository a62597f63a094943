// Any bytes through scanner, repairs and both parsers: nothing breaks, the text of a sound file is as before, every
// diagnostic has a place in it, and the records that are read by hand are those of the grammar.
#include "must.h"

#include "base/memory.h"
#include "syntax/parse.h"

// The tree on paper, and what was said.
static Out read_with(void parse(const Sources *, FileId, ParseScratch *, Tree *, Diagnostics *), const Sources *sources, FileId file,
                     ParseScratch *scratch, Diagnostics *sink) {
    Out out = out_memory();
    Tree tree;
    tree_init(&tree, file);
    parse(sources, file, scratch, &tree, sink);
    dump_tree(&tree, sources, &out);
    tree_free(&tree);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Sources *sources = sources_new();
    char *text = mem_alloc(size + SOURCE_PADDING);
    if (size) memcpy(text, data, size);
    memset(text + size, 0, SOURCE_PADDING);
    FileId file;
    if (!sources_add(sources, STR("fuzz.isms"), text, (uint32_t)size, SOURCE_PROJECT, &file)) return 0;

    ParseScratch *scratch = parse_scratch_new();
    Diagnostics *sink = diagnostics_new(), *again = diagnostics_new();
    Out out = read_with(parse_file, sources, file, scratch, sink);

    const SourceFile *source = sources_file(sources, file);
    must(source->text.len == size);
    must(!size || diagnostics_count(sink) > 0 || !memcmp(source->text.at, data, size)); // bytes that are no characters are blanked, and told
    for (uint32_t i = 0; i < diagnostics_count(sink); i++) {
        const Diagnostic *d = diagnostics_at(sink, i);
        must(d->message.len > 0);
        if (!d->at.start) continue;
        must(d->at.start >= source->base && d->at.end >= d->at.start && d->at.end <= source->base + source->text.len + 1);
    }
    Out by_grammar = read_with(parse_by_grammar, sources, file, scratch, again);
    must(str_eq(out_text(&out), out_text(&by_grammar)));

    out_free(&out);
    out_free(&by_grammar);
    diagnostics_free(again);
    diagnostics_free(sink);
    parse_scratch_free(scratch);
    sources_free(sources);
    return 0;
}
