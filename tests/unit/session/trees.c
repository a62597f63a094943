// The trees that are compiled in are those that the parser makes of the same files.
#include "base/out.h"
#include "session/trees.h"
#include "source/embedded.h"
#include "syntax/parse.h"
#include "unit.h"

static void assert_same_tree(const EmbeddedFile *file, const ReadyTree *ready, ParseScratch *scratch) {
    Sources *sources = sources_new();
    Diagnostics *sink = diagnostics_new();
    Out parsed = out_memory(), taken = out_memory();
    FileId id;
    Tree tree;
    char *text = mem_alloc(file->len + SOURCE_PADDING);
    memcpy(text, file->bytes, file->len);
    assert_true(sources_add(sources, str_of(file->path), text, file->len, SOURCE_LIBRARY, &id));
    tree_init(&tree, id);
    parse_file(sources, id, scratch, &tree, sink);
    dump_tree(&tree, sources, &parsed);
    tree_free(&tree);
    assert_true(sources_lend(sources, STR("again"), (Str){file->bytes, file->len}, SOURCE_LIBRARY, &id));
    tree_init(&tree, id);
    ready_tree_take(ready, sources_file(sources, id)->base, &tree);
    dump_tree(&tree, sources, &taken);
    tree_free(&tree);
    assert_true(str_eq(out_text(&parsed), out_text(&taken)));
    out_free(&parsed);
    out_free(&taken);
    diagnostics_free(sink);
    sources_free(sources);
}

static void every_source_of_the_library_has_its_tree(void **state) {
    (void)state;
    ParseScratch *scratch = parse_scratch_new();
    for (uint32_t i = 0; i < embedded_count; i++) {
        if (!str_ends(str_of(embedded_files[i].path), STR(".isms"))) continue;
        if (ready_trees[i].nodes == 0) fail_msg("%s has mistakes", embedded_files[i].path);
        assert_same_tree(&embedded_files[i], &ready_trees[i], scratch);
    }
    parse_scratch_free(scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_source_of_the_library_has_its_tree),
    };
    return cmocka_run_group_tests_name("session/trees", tests, NULL, NULL);
}
