// Names of all words that records are made of, interned in batches: with a million names this is where time goes, and a batch hides the
// cache misses of the table.
#include "model/build.h"
#include "syntax/token.h"

#define BATCH 256

Str node_text(const ModelBuild *b, uint32_t input, NodeId node) {
    return tree_text(b->inputs[input].tree, b->sources, node);
}

Span word_span(const ModelBuild *b, uint32_t input, NodeId node) {
    SrcPos start = tree_pos(b->inputs[input].tree, node);
    return (Span){start, start + node_text(b, input, node).len};
}

Span node_span(const ModelBuild *b, uint32_t input, NodeId node) {
    Span span = tree_span(b->inputs[input].tree, b->sources, node);
    Str text = sources_text(b->sources, span);
    span.end = span.start + str_find(text, '\n', 0);
    return span;
}

// A run of words that wait for their names.
typedef struct {
    Str text[BATCH];
    NodeId node[BATCH];
    NameId name[BATCH];
    uint32_t n;
} Batch;

static void batch_flush(ModelBuild *b, Batch *batch, NameId *to) {
    names_intern_batch(b->names, batch->text, batch->name, batch->n);
    for (uint32_t i = 0; i < batch->n; i++) to[batch->node[i]] = batch->name[i];
    batch->n = 0;
}

static bool has_records(const Tree *tree) {
    for (uint32_t i = 0; i < tree->top.n; i++) {
        NodeKind kind = tree_kind(tree, tree->top.at[i]);
        if (kind == NODE_RECORD || kind == NODE_EXTEND) return true;
    }
    return false;
}

static NameId *words_of_tree(ModelBuild *b, const Tree *tree) {
    if (!has_records(tree)) return NULL;
    NameId *to = mem_zeroed(tree->kind.n, sizeof *to);
    const SourceFile *file = sources_file(b->sources, tree->file);
    Batch batch = {.n = 0};
    for (NodeId n = 1; n < tree->kind.n; n++) {
        uint8_t kind = tree->kind.at[n];
        if (kind != NODE_WORD && kind != NODE_FIELD && kind != NODE_RECORD) continue;
        uint32_t at = tree->pos.at[n] - file->base;
        batch.text[batch.n] = (Str){file->text.at + at, end_of_word(file->text, at) - at};
        batch.node[batch.n++] = n;
        if (batch.n == BATCH) batch_flush(b, &batch, to);
    }
    batch_flush(b, &batch, to);
    return to;
}

void words_intern(ModelBuild *b) {
    b->words = mem_zeroed(b->input_count, sizeof *b->words);
    for (uint32_t i = 0; i < b->input_count; i++) b->words[i] = words_of_tree(b, b->inputs[i].tree);
}

NameId word_of(ModelBuild *b, uint32_t input, NodeId node) {
    NameId name = b->words[input] ? b->words[input][node] : 0;
    return name ? name : names_intern(b->names, node_text(b, input, node));
}
