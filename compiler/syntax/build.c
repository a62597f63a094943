// Building the tree: the actions that are more than a node and its children.
#include "syntax/build.h"

void build_grow(Tree *tree) {
    uint32_t cap = vec_grown(tree->kind.cap, tree->kind.n, 1);
    tree->kind.at = mem_resize(tree->kind.at, cap, sizeof *tree->kind.at);
    tree->pos.at = mem_resize(tree->pos.at, cap, sizeof *tree->pos.at);
    tree->child.at = mem_resize(tree->child.at, cap, sizeof *tree->child.at);
    tree->next.at = mem_resize(tree->next.at, cap, sizeof *tree->next.at);
    tree->kind.cap = tree->pos.cap = tree->child.cap = tree->next.cap = cap;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static NodeId part(Parse *p, SrcPos pos) {
    NodeId n = make(p, NODE_WORD, pos, 0);
    p->tree->kind.at[n] |= NODE_PART;
    return n;
}

// The dots from `at` to `end`, each with the name behind it.
static Piece dots_from(Parse *p, Piece left, uint32_t at, uint32_t end) {
    Str text = p->file->text;
    for (uint32_t i = at; i < end; i++) {
        if (text.at[i] != '.') continue;
        SrcPos dot = p->file->base + i;
        left = build_binary(p, NODE_DOT, (Piece){dot, 0}, left, one(part(p, dot + 1)));
    }
    return left;
}

Piece build_word(Parse *p, Piece word) {
    Str text = p->file->text;
    uint32_t start = word.node - p->file->base, end = end_of_word(text, start), dots = 0;
    bool is_id = is_digit(text.at[start]);
    for (uint32_t i = start; i < end; i++) {
        if (text.at[i] != '.') continue;
        dots++;
        is_id = is_id || is_digit(text.at[i + 1]); // A.5.1, 6.1.3.d: no field begins with a digit
    }
    if (dots == 0 || is_id) return one(leaf(p, NODE_WORD, word));
    return dots_from(p, one(part(p, word.node)), start, end);
}

Piece build_dots(Parse *p, Piece left, Piece dots) {
    uint32_t start = dots.node - p->file->base;
    return dots_from(p, left, start, end_of_word(p->file->text, start + 1));
}

void build_top(Parse *p, NodeId n) {
    vec_push(&p->tree->top, n);
    p->top_nodes = p->tree->kind.n;
    p->top_token = p->at - 1;
}

void build_lost(Parse *p) {
    p->tree->damaged = true;
    vec_push(&p->tree->lost, p->start[p->top_token]);
    p->top_nodes = p->tree->kind.n;
    p->top_token = p->at - 1;
}

void build_unexpected(Parse *p, const char *unexpected, const char *const *expected, uint32_t count) {
    (void)expected;
    (void)count;
    Str message = arena_printf(diagnostics_arena(p->sink), "unexpected %s", unexpected);
    SrcPos at = p->start[p->at - 1];
    diagnostics_add(p->sink, STR("syntax"), LEVEL_ERROR, (Span){at, at + 1}, message);
}
