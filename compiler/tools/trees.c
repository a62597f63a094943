// Writes the trees of the standard library as C: trees > OUT.c. What it writes is read by compiler/session/trees.c.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "source/embedded.h"
#include "syntax/parse.h"

static void write_numbers(const char *type, const char *name, uint32_t file, const uint32_t *numbers, uint32_t count) {
    printf("static const %s %s_%" PRIu32 "[] = {", type, name, file);
    for (uint32_t i = 0; i < count; i++) printf("%s%" PRIu32 ",", i % 24 ? "" : "\n    ", numbers[i]);
    printf("};\n");
}

static void write_tree(const Tree *tree, uint32_t file) {
    uint32_t nodes = tree->kind.n;
    printf("\nstatic const uint16_t kind_%" PRIu32 "[] = {", file);
    for (uint32_t i = 0; i < nodes; i++) printf("%s%u,", i % 24 ? "" : "\n    ", tree->kind.at[i]);
    printf("};\n");
    write_numbers("uint32_t", "place", file, tree->place.at, nodes);
    write_numbers("NodeId", "top", file, tree->top.at, tree->top.n);
}

// False when there is something to be said about the file: whoever loads it shall be told.
static bool write_file(uint32_t file, ParseScratch *scratch, uint32_t *nodes, uint32_t *tops) {
    const EmbeddedFile *from = &embedded_files[file];
    Sources *sources = sources_new();
    Diagnostics *sink = diagnostics_new();
    char *text = mem_alloc(from->len + SOURCE_PADDING);
    memcpy(text, from->bytes, from->len);
    FileId id;
    Tree tree;
    bool sound = sources_add(sources, str_of(from->path), text, from->len, SOURCE_LIBRARY, &id);
    tree_init(&tree, id);
    if (sound) parse_file(sources, id, scratch, &tree, sink);
    sound = sound && diagnostics_count(sink) == 0 && !tree.damaged && tree.lost.n == 0 && tree.top.n > 0;
    if (sound) write_tree(&tree, file);
    *nodes = tree.kind.n;
    *tops = tree.top.n;
    tree_free(&tree);
    diagnostics_free(sink);
    sources_free(sources);
    return sound;
}

int main(void) {
    ParseScratch *scratch = parse_scratch_new();
    Out table = out_memory();
    printf("#include \"session/trees.h\"\n");
    for (uint32_t i = 0; i < embedded_count; i++) {
        uint32_t nodes, tops;
        bool source = str_ends(str_of(embedded_files[i].path), STR(".isms"));
        if (source && write_file(i, scratch, &nodes, &tops)) {
            out_printf(&table, "    {%u, %u, kind_%u, place_%u, top_%u},\n", nodes, tops, i, i, i);
        } else {
            out_cstr(&table, "    {0, 0, 0, 0, 0},\n");
        }
    }
    Str lines = out_text(&table);
    printf("\nconst ReadyTree ready_trees[] = {\n" STR_FMT "    {0, 0, 0, 0, 0}};\n", STR_ARG(lines));
    out_free(&table);
    parse_scratch_free(scratch);
    return fflush(stdout) ? 2 : 0;
}
