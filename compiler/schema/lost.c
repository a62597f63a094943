// What syntax errors took away: the words of lost declarations, any of which may have been a kind's name or a record's id. Names that are
// missing because of them are not reported a second time.
#include <stdlib.h>

#include "schema/build.h"
#include "syntax/token.h"

static int name_cmp(const void *x, const void *y) {
    NameId a = *(const NameId *)x, b = *(const NameId *)y;
    return a < b ? -1 : a > b;
}

// The word at `pos` and the one behind it.
static void two_words(const Tree *tree, const Sources *sources, SrcPos pos, Str *word, Str *behind) {
    const SourceFile *file = sources_file(sources, tree->file);
    uint32_t at = pos - file->base, end = end_of_word(file->text, at);
    *word = str_part(file->text, at, end);
    while (end < file->text.len && (file->text.at[end] == ' ' || file->text.at[end] == '\t')) end++;
    *behind = str_part(file->text, end, end_of_word(file->text, end));
}

LostWords lost_words(const Tree *const *trees, uint32_t tree_count, const Sources *sources, Names *names, Arena *arena) {
    LostWords lost = {0};
    uint32_t count = 0;
    for (uint32_t t = 0; t < tree_count; t++) count += trees[t]->lost.n * 2;
    lost.names = ARENA_ARRAY(arena, NameId, count);
    for (uint32_t t = 0; t < tree_count; t++) {
        const Tree *tree = trees[t];
        if (tree->damaged && !tree->lost.n) lost.blind = true;
        for (uint32_t i = 0; i < tree->lost.n; i++) {
            Str word, behind;
            two_words(tree, sources, tree->lost.at[i], &word, &behind);
            lost.names[lost.count++] = names_intern(names, word);
            if (behind.len) lost.names[lost.count++] = names_intern(names, behind);
        }
    }
    if (lost.count) qsort(lost.names, lost.count, sizeof *lost.names, name_cmp);
    return lost;
}

bool lost_has(const LostWords *lost, NameId name) {
    return lost->count && bsearch(&name, lost->names, lost->count, sizeof name, name_cmp);
}
