// Building the tree: the actions that are more than a node and its children.
#include "syntax/build.h"

#include "diag/catalogue.h"
#include "diag/suggest.h"
#include "syntax/parser.h"
#include "syntax/rough.h"

#define NESTING 200 // of expressions, in nodes

void build_grow(Parse *p, uint32_t more) {
    uint32_t cap = vec_grown(p->node_cap, p->nodes, more);
    p->node_kind = mem_resize(p->node_kind, cap, sizeof *p->node_kind);
    p->node_place = mem_resize(p->node_place, cap, sizeof *p->node_place);
    p->node_cap = cap;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static uint32_t part(Parse *p, SrcPos pos) {
    uint32_t n = make(p, NODE_WORD, pos, 0);
    p->drafts->at[n].kind |= NODE_PART;
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

// Is a node of the present declaration deeper than NESTING? Children have smaller numbers than their parents.
static bool is_too_deep(const Parse *p, SrcPos *where) {
    const Draft *drafts = p->drafts->at;
    uint16_t *depth = mem_alloc(p->drafts->n * sizeof *depth);
    bool deep = false;
    for (uint32_t i = 1; i < p->drafts->n && !deep; i++) {
        depth[i] = 0;
        for (uint32_t child = drafts[i].child; child != 0; child = drafts[child].next) {
            if (depth[child] >= depth[i]) depth[i] = depth[child] + 1;
        }
        deep = depth[i] > NESTING;
        *where = drafts[i].pos;
    }
    mem_free(depth);
    return deep;
}

// Puts a draft, its siblings and all that is below them into the tree. As deep as braces and expressions are nested.
static void put_into_tree(Parse *p, uint32_t draft) {
    for (; draft != 0; draft = p->drafts->at[draft].next) {
        const Draft *from = &p->drafts->at[draft];
        if (p->nodes == p->node_cap) build_grow(p, 1);
        p->node_kind[p->nodes] = (uint16_t)(from->kind | (from->child ? NODE_PARENT : 0) | (from->next ? 0 : NODE_LAST));
        p->node_place[p->nodes++] = from->pos - p->file->base;
        put_into_tree(p, from->child);
    }
}

void build_top(Parse *p, uint32_t draft) {
    Tree *tree = p->tree;
    SrcPos where;
    NodeKind kind = (NodeKind)p->drafts->at[draft].kind;
    bool may_be_deep = kind != NODE_RECORD && kind != NODE_EXTEND && p->drafts->n > NESTING;
    if (may_be_deep && is_too_deep(p, &where)) {
        p->too_deep = true;
        tree->damaged = true;
        if (p->sink != NULL) diag_nesting_too_deep(p->sink, (Span){where, where + 1}, NESTING);
    } else {
        vec_push(&tree->top, p->nodes);
        put_into_tree(p, draft);
    }
    p->drafts->n = 1;
}

void build_end(Parse *p) {
    p->declaration++;
    p->first = p->at;
}

// Every word that may be the kind of the lost record, or of a record nested in it.
static void note_lost_kinds(Parse *p) {
    for (uint32_t i = p->first; p->kind[i] != END && p->kind[i] != END_OF_FILE; i++) {
        uint8_t next = p->kind[i + 1];
        bool opens = next == LBRACE || next == STRING || next == TODO || next == WORD || next == NUMBER || next == PATH || next == POISON_TITLE;
        if (p->kind[i] == WORD && opens) vec_push(&p->tree->lost, p->start[i]);
    }
}

void build_lost(Parse *p) {
    p->tree->damaged = true;
    note_lost_kinds(p);
    p->drafts->n = 1;
    build_end(p);
}

// ---- unexpected tokens

static Str token_text_of(const Parse *p, uint32_t token) {
    Str text = p->file->text;
    uint32_t at = p->start[token] - p->file->base;
    return str_part(text, at, end_of_token(text, at, p->kind[token]));
}

static Str quoted_token(Parse *p, uint32_t token) {
    Str sample = rough_sample(p->sink, token_text_of(p, token));
    return arena_printf(diagnostics_arena(p->sink), "`" STR_FMT "`", STR_ARG(sample));
}

static Str listed(Parse *p, const char *const *expected, uint32_t count) {
    Str list = str_of(expected[0]);
    for (uint32_t i = 1; i < count; i++) {
        list = arena_printf(diagnostics_arena(p->sink), STR_FMT "%s%s", STR_ARG(list), i + 1 == count ? " or " : ", ", expected[i]);
    }
    return list;
}

// The token's bytes, cut to one line.
static Span token_span(const Parse *p, uint32_t token) {
    Str text = p->file->text;
    uint32_t at = p->start[token] - p->file->base;
    uint32_t end = str_find(str_part(text, 0, end_of_token(text, at, p->kind[token])), '\n', at);
    return (Span){p->start[token], p->file->base + end};
}

// What programmers write for the words of the language.
static const struct {
    char sign;
    const char *word;
} SIGNS[] = {{'&', "`and`"}, {'|', "`or`"}, {'!', "`not`"}};

// The keyword among `expected` that was meant by the token's text; NULL: none is near.
static const char *meant_keyword(Str text, const char *const *expected, uint32_t count) {
    Suggestion near = {.wanted = text};
    for (uint32_t i = 0; i < count; i++) {
        Str name = str_of(expected[i]);
        bool is_word = name.len > 3 && name.at[0] == '`'; // of two letters or more, between its quotes
        if (is_word && text.len > 2) suggest_offer(&near, str_part(name, 1, name.len - 1), i);
        for (size_t k = 0; k < sizeof SIGNS / sizeof *SIGNS; k++) {
            if (text.at[0] == SIGNS[k].sign && str_eq(name, str_of(SIGNS[k].word))) return expected[i];
        }
    }
    return near.best.at ? expected[near.payload] : NULL;
}

#define FEW 4u // more are no help

static Str fitting(Parse *p, Str text, const char *const *expected, uint32_t count) {
    const char *meant = text.len > 0 ? meant_keyword(text, expected, count) : NULL;
    Arena *arena = diagnostics_arena(p->sink);
    if (meant != NULL) return arena_printf(arena, "write %s", meant);
    bool declares = p->kind[p->first] == KIND || p->kind[p->first] == EXTEND;
    if (declares && count == 1 && strcmp(expected[0], "`=`") == 0)
        return STR("a field is declared as `name: TYPE`, or reckoned: `name = EXPRESSION`");
    if (count == 0 || count > FEW) return (Str){0};
    return arena_printf(arena, "what fits here: " STR_FMT, STR_ARG(listed(p, expected, count)));
}

void build_unexpected(Parse *p, const char *const *expected, uint32_t count) {
    if (p->quiet != NULL && p->quiet[p->declaration]) return;
    uint32_t token = p->at - 1;
    uint8_t code = p->kind[token];
    Str text = {0};
    Diagnostic *d;
    if (code == EQUALS) {
        diag_single_equals(p->sink, token_span(p, token));
        return;
    }
    if (code == END || code == END_OF_FILE) {
        d = diag_unexpected_end(p->sink, token_span(p, token > 0 ? token - 1 : token));
    } else {
        d = diag_unexpected_token(p->sink, token_span(p, token), quoted_token(p, token));
        text = token_text_of(p, token);
    }
    Str help = fitting(p, text, expected, count);
    if (help.len > 0) diag_help(p->sink, d, help);
}
