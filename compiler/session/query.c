// The query of a command line: a text that becomes a source of its own, so that its mistakes have a place.
#include "base/memory.h"
#include "session/session.h"
#include "syntax/parse.h"

static bool add_text(Session *s, Str text, FileId *file) {
    char *copy = mem_alloc((size_t)text.len + SOURCE_PADDING);
    memcpy(copy, text.at, text.len);
    return sources_add(s->sources, STR("query"), copy, text.len, SOURCE_INPUT, file);
}

static bool run_query(Session *s, FileId file, const ArtefactHead *head, Arena *arena, Artefact *artefact, Diagnostics *sink) {
    ParseScratch *scratch = parse_scratch_new();
    Tree *tree = ARENA_NEW(s->arena, Tree);
    tree_init(tree, file);
    parse_query(s->sources, file, scratch, tree, sink);
    parse_scratch_free(scratch);
    bool well = !tree->damaged && diagnostics_count(sink) == 0 && tree->top.n == 1;
    if (well) well = program_run_query(s->program, tree, head, arena, artefact, sink);
    tree_free(tree);
    return well;
}

bool session_query(Session *s, Str text, const ArtefactHead *head, Arena *arena, Artefact *artefact, DiagInput *mistakes) {
    FileId file;
    Diagnostics *sink = diagnostics_new();
    bool well = add_text(s, text, &file) && run_query(s, file, head, arena, artefact, sink);
    *mistakes = (DiagInput){.sources = s->sources};
    diagnostics_move(s->sink, sink); // what it holds stays as long as the session
    diagnostics_free(sink);
    Diagnostic **all = diagnostics_sorted(s->sink, &s->diagnostic_count), **mine = ARENA_ARRAY(arena, Diagnostic *, s->diagnostic_count);
    for (uint32_t i = 0; i < s->diagnostic_count; i++) {
        Span at = all[i]->at;
        if (at.start != 0 && sources_file(s->sources, sources_find(s->sources, at.start))->origin == SOURCE_INPUT) mine[mistakes->count++] = all[i];
    }
    s->diagnostics = all;
    mistakes->diagnostics = mine;
    return well;
}
