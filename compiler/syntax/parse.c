// From the bytes of a file to its tree: scan, parse; and when the file has mistakes, repair and parse once more.
#include "syntax/parse.h"

#include "diag/catalogue.h"
#include "syntax/build.h"
#include "syntax/hygiene.h"
#include "syntax/parser.h"
#include "syntax/repair.h"
#include "syntax/scan.h"

struct ParseScratch {
    Tokens tokens;
    Drafts drafts;
    Rough rough;       // only for files with mistakes
    Repaired repaired; // …
};

ParseScratch *parse_scratch_new(void) {
    ParseScratch *scratch = mem_alloc(sizeof *scratch);
    *scratch = (ParseScratch){0};
    return scratch;
}

void parse_scratch_free(ParseScratch *scratch) {
    if (scratch == NULL) return;
    tokens_free(&scratch->tokens);
    vec_free(&scratch->drafts);
    rough_free(&scratch->rough);
    repaired_free(&scratch->repaired);
    mem_free(scratch);
}

static void tree_restart(Tree *tree) {
    tree->kind.n = tree->place.n = tree->top.n = tree->lost.n = 0;
    tree->damaged = false;
}

// What nodes are made of: all tokens but commas and closing braces. A few more or less do not matter.
static uint32_t count_nodes(const Parse *p) {
    uint32_t count = 1;
    for (uint32_t i = 0; i < p->tokens; i++) count += p->kind[i] != COMMA && p->kind[i] != RBRACE;
    return count;
}

// Takes over the columns of the tree, which have the same capacity, with no node but the one that is none.
static void take_columns(Parse *p) {
    Tree *tree = p->tree;
    p->node_kind = tree->kind.at;
    p->node_place = tree->place.at;
    p->node_cap = tree->kind.cap;
    p->nodes = 0;
    uint32_t count = count_nodes(p);
    if (p->node_cap < count) build_grow(p, count);
    p->node_kind[0] = NODE_NONE;
    p->node_place[0] = 0;
    p->nodes = 1;
}

static void give_columns_back(Parse *p) {
    Tree *tree = p->tree;
    tree->kind.at = p->node_kind;
    tree->place.at = p->node_place;
    tree->kind.cap = tree->place.cap = p->node_cap;
    tree->kind.n = tree->place.n = p->nodes;
}

// Runs one of the parsers; false when it did not understand everything.
static bool run(int parser(Parse *), Parse *p, const Tokens *tokens) {
    p->kind = tokens->kind.at;
    p->start = tokens->start.at;
    p->tokens = tokens->kind.n;
    p->at = p->between = p->depth = p->declaration = p->first = 0;
    p->failed = p->too_deep = p->suspicious = false;
    p->drafts->n = 0;
    make(p, NODE_NONE, 0, 0);
    tree_restart(p->tree);
    take_columns(p);
    parser(p);
    give_columns_back(p);
    return !p->failed && !p->too_deep && !p->suspicious;
}

// Where the nesting of braces or brackets first goes over the limit.
static SrcPos too_deep_at(const Tokens *tokens) {
    uint32_t braces = 0, brackets = 0;
    for (uint32_t i = 0; i < tokens->kind.n; i++) {
        uint8_t code = tokens->kind.at[i];
        if (code == LBRACE) braces++;
        else if (code == RBRACE && braces > 0) braces--;
        else if (code == LPAREN || code == FUNCTION) brackets++;
        else if (code == RPAREN && brackets > 0) brackets--;
        if (code == RBRACE && braces == 0) brackets = 0;
        if (braces > TOKENS_NESTING || brackets > TOKENS_NESTING) return tokens->start.at[i];
    }
    return tokens->start.at[0];
}

static void give_up(Tree *tree, const Tokens *tokens, Diagnostics *sink) {
    SrcPos at = too_deep_at(tokens);
    diag_nesting_too_deep(sink, (Span){at, at + 1}, TOKENS_NESTING);
    tree->damaged = true;
}

// Scans once more if there were control characters, which are blanks now.
static void scan(const SourceFile *file, ScanMode mode, Tokens *tokens, Diagnostics *sink) {
    scan_text(file, mode, tokens);
    if (!tokens->dirty) return;
    hygiene_controls(file, sink);
    scan_text(file, mode, tokens);
}

static Parse begin(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree) {
    Parse p = {.tree = tree, .drafts = &scratch->drafts, .file = sources_file(sources, file)};
    tree_restart(tree);
    tree->base = p.file->base;
    return p;
}

// Gives back what the tree did not need.
static void end(Tree *tree) {
    vec_fit(&tree->kind);
    vec_fit(&tree->place);
    vec_fit(&tree->top);
}

static void read_file(Parse *p, ParseScratch *scratch, Diagnostics *sink) {
    Tree *tree = p->tree;
    Tokens *tokens = &scratch->tokens;
    Repaired *repaired = &scratch->repaired;
    Hygiene hygiene = hygiene_check(p->file, sink);
    tree->damaged = hygiene.unreadable;
    if (hygiene.unreadable) return;
    scan(p->file, SCAN_FILE, tokens, sink);
    if (hygiene.invisible) hygiene_invisible(p->file, tokens, sink);
    if (!tokens->suspicious && !tokens->too_deep && run(fast_parse, p, tokens)) return;
    p->by_hand = false;
    tree_restart(tree);
    tree->damaged = !repair_file(&scratch->rough, p->file, repaired, sink);
    if (tree->damaged) return;
    if (repaired->tokens.too_deep) {
        give_up(tree, &repaired->tokens, sink);
        return;
    }
    p->sink = sink;
    p->quiet = repaired->quiet.at;
    run(exact_parse, p, &repaired->tokens);
    tree->damaged = tree->damaged || scratch->rough.lost_rest;
}

static void parse(const Sources *sources, FileId file, bool by_hand, ParseScratch *scratch, Tree *tree, Diagnostics *sink) {
    Parse p = begin(sources, file, scratch, tree);
    p.by_hand = by_hand;
    read_file(&p, scratch, sink);
    end(tree);
}

void parse_file(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink) {
    parse(sources, file, true, scratch, tree, sink);
}

void parse_by_grammar(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink) {
    parse(sources, file, false, scratch, tree, sink);
}

static void read_query(Parse *p, Tokens *tokens, Diagnostics *sink) {
    Tree *tree = p->tree;
    if (hygiene_check(p->file, sink).unreadable) return;
    scan(p->file, SCAN_QUERY, tokens, sink);
    if (tokens->too_deep) {
        give_up(tree, tokens, sink);
        return;
    }
    p->sink = sink;
    run(exact_parse, p, tokens);
    tree->damaged = tree->damaged || p->failed;
}

void parse_query(const Sources *sources, FileId file, ParseScratch *scratch, Tree *tree, Diagnostics *sink) {
    Parse p = begin(sources, file, scratch, tree);
    read_query(&p, &scratch->tokens, sink);
    end(tree);
}

const Tokens *parse_tokens(const ParseScratch *scratch) {
    return &scratch->tokens;
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
