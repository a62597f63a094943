// From the bytes of a file to its tree: scan, parse; and when the file has mistakes, repair and parse once more.
#include "syntax/parse.h"

#include "syntax/build.h"
#include "syntax/parser.h"
#include "syntax/scan.h"

struct ParseScratch {
    Tokens tokens;
};

ParseScratch *parse_scratch_new(void) {
    ParseScratch *scratch = mem_alloc(sizeof *scratch);
    *scratch = (ParseScratch){0};
    return scratch;
}

void parse_scratch_free(ParseScratch *scratch) {
    if (scratch == NULL) return;
    tokens_free(&scratch->tokens);
    mem_free(scratch);
}

static void tree_restart(Tree *tree) {
    tree->kind.n = tree->top.n = tree->lost.n = 0;
    tree->damaged = false;
}

static bool run(int parser(Parse *), Parse *p, const Tokens *tokens) {
    p->kind = tokens->kind.at;
    p->start = tokens->start.at;
    p->at = p->top_nodes = p->top_token = 0;
    p->failed = p->suspicious = false;
    tree_restart(p->tree);
    make(p, NODE_NONE, 0, 0);
    parser(p);
    p->tree->pos.n = p->tree->child.n = p->tree->next.n = p->tree->kind.n;
    return !p->failed && !p->suspicious;
}

// A tree has about as many nodes as there are tokens.
static void reserve(Tree *tree, uint32_t nodes) {
    vec_reserve(&tree->kind, nodes);
    vec_reserve(&tree->pos, tree->kind.cap);
    vec_reserve(&tree->child, tree->kind.cap);
    vec_reserve(&tree->next, tree->kind.cap);
    tree->kind.cap = tree->pos.cap = tree->child.cap = tree->next.cap;
}

static void parse(const Sources *sources, FileId file, ParseScratch *scratch, ScanMode mode, Tree *tree, Diagnostics *sink) {
    Parse p = {.tree = tree, .file = sources_file(sources, file)};
    Tokens *tokens = &scratch->tokens;
    scan_text(p.file, mode, tokens);
    reserve(tree, tokens->kind.n + 8);
    if (!tokens->suspicious && !tokens->too_deep && run(fast_parse, &p, tokens)) return;
    p.sink = sink;
    run(exact_parse, &p, tokens);
}

void parse_file(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink) {
    parse(sources, file, scratch, SCAN_FILE, tree, sink);
}

void parse_query(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink) {
    parse(sources, file, scratch, SCAN_QUERY, tree, sink);
}

void dump_tokens(Sources *sources, FileId file, ParseScratch *scratch, Out *out) {
    const SourceFile *source = sources_file(sources, file);
    Tokens *tokens = &scratch->tokens;
    scan_text(source, SCAN_FILE, tokens);
    for (uint32_t i = 0; i < tokens->kind.n; i++) {
        uint8_t code = tokens->kind.at[i];
        SrcPos start = tokens->start.at[i];
        uint32_t at = start - source->base;
        LineColumn place = sources_line_column(sources, start);
        out_printf(out, "%u:%u %s ", place.line, place.column, token_name(code));
        Str text = str_part(source->text, at, end_of_token(source->text, at, code));
        out_str(out, str_part(text, 0, str_find(text, '\n', 0)));
        out_char(out, '\n');
    }
}
