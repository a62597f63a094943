// What the actions of grammar/isms.y are made of: nodes, lists of siblings, and the state of one run of a parser.
#ifndef ISMSC_SYNTAX_BUILD_H
#define ISMSC_SYNTAX_BUILD_H

#include "diag/diagnostic.h"
#include "syntax/token.h"
#include "syntax/tree.h"

// The value of a grammar symbol. For a token: its place in `node`; for a record that was read by hand: its node in the tree. For everything else: a
// list of siblings, first and last; 0, 0 is empty.
typedef struct {
    uint32_t node, last;
} Piece;

#define NOTHING ((Piece){0, 0})

// A node as the grammar makes it, after its children. When a declaration is whole, its nodes are put into the tree, each before its children.
typedef struct {
    SrcPos pos;
    uint32_t child, next; // drafts; 0: none
    uint8_t kind;         // NodeKind and NODE_PART
} Draft;

typedef VEC(Draft) Drafts;

// One run of a parser over the columns of one file. `kind` and `start` end with the token of code 0.
typedef struct Parse {
    const uint8_t *kind;
    const SrcPos *start;
    uint32_t tokens, at; // how many, and the next one
    bool by_hand;        // read sound records at top level without the grammar (record.c)
    uint32_t between;    // by_hand: a token between two declarations; a record may begin there
    uint32_t depth;      // by_hand: open braces
    bool failed;
    bool too_deep;   // an expression was
    bool suspicious; // the grammar took it, but it may be a mistake: have it looked at (syntax/repair.h)
    Drafts *drafts;  // of the present top-level declaration; [0] is none
    // The columns of the tree, here while it grows: parse.c hands them back.
    uint16_t *node_kind;
    uint32_t *node_place;
    uint32_t nodes, node_cap;
    Tree *tree;
    const SourceFile *file;
    Diagnostics *sink; // NULL: stay silent about unexpected tokens
    // Only where declarations end with END:
    const uint8_t *quiet; // for each of them: something was said about it already. NULL: nothing was
    uint32_t declaration; // number of the present one
    uint32_t first;       // its first token
} Parse;

// From the generated parsers: 0 when the input was taken.
int fast_parse(Parse *p);
int exact_parse(Parse *p);

// Makes room for `more` nodes in both columns.
void build_grow(Parse *p, uint32_t more);

// record.c: reads the record at the next token into the tree. 0: it is none, or not a sound one, and nothing was read.
NodeId record_read(Parse *p);

// The parser did not expect the token before p->at: reports it, with what would have been right: `expected` has the names of all such tokens.
void build_unexpected(Parse *p, const char *const *expected, uint32_t count);

// After `END`, and after `error END`, when a declaration was lost.
void build_end(Parse *p);
void build_lost(Parse *p);

// Appends a declaration to the tree's top. One whose expressions are nested too deep for those who walk the tree is left out: p->too_deep.
void build_top(Parse *p, uint32_t draft);

// The same for a record that was read by hand.
static inline void build_read(Parse *p, NodeId record) {
    vec_push(&p->tree->top, record);
}

// A word in an expression: a name, or a path of fields from a variable (`r.assessed.band`).
Piece build_word(Parse *p, Piece word);

// `.field.field` behind a closing bracket.
Piece build_dots(Parse *p, Piece left, Piece dots);

static inline uint32_t make(Parse *p, NodeKind kind, SrcPos pos, uint32_t child) {
    uint32_t n = p->drafts->n;
    vec_push(p->drafts, (Draft){pos, child, 0, (uint8_t)kind});
    return n;
}

static inline uint32_t leaf(Parse *p, NodeKind kind, Piece token) {
    return make(p, kind, token.node, 0);
}

static inline Piece one(uint32_t n) {
    return (Piece){n, n};
}

static inline void build_link(Parse *p, uint32_t n, uint32_t next) {
    p->drafts->at[n].next = next;
}

// The list with one more node (which must not be 0) at its end. `append` for lists that are not empty.
static inline Piece append(Parse *p, Piece list, uint32_t n) {
    build_link(p, list.last, n);
    return (Piece){list.node, n};
}

static inline Piece add(Parse *p, Piece list, uint32_t n) {
    return list.node == 0 ? one(n) : append(p, list, n);
}

// Two lists, either of which may be empty, as one.
static inline Piece tie(Parse *p, Piece a, Piece b) {
    if (a.node == 0) return b;
    if (b.node == 0) return a;
    build_link(p, a.last, b.node);
    return (Piece){a.node, b.last};
}

static inline Piece tie3(Parse *p, Piece a, Piece b, Piece c) {
    return tie(p, tie(p, a, b), c);
}

static inline Piece tie4(Parse *p, Piece a, Piece b, Piece c, Piece d) {
    return tie(p, tie3(p, a, b, c), d);
}

// A record's kind and its first id stand on one line, else a comma or a title is missing. Both are bytes of the file, near each other.
static inline void build_record_line(Parse *p, uint32_t kind, uint32_t id) {
    if (memchr(p->file->text.at + kind, '\n', id - kind) != NULL) p->suspicious = true;
}

static inline Piece build_record(Parse *p, Piece kind, Piece children) {
    build_record_line(p, kind.node - p->file->base, p->drafts->at[children.node].pos - p->file->base);
    return one(make(p, NODE_RECORD, kind.node, children.node));
}

static inline Piece build_rating(Parse *p, Piece sign, Piece a, Piece b) {
    Piece factors = tie(p, a, b);
    return (Piece){make(p, NODE_RATING, sign.node, factors.node), factors.last};
}

static inline Piece build_factor(Parse *p, Piece rating, Piece factor) {
    build_link(p, rating.last, factor.node);
    return (Piece){rating.node, factor.last};
}

static inline Piece build_binary(Parse *p, NodeKind kind, Piece sign, Piece a, Piece b) {
    return one(make(p, kind, sign.node, tie(p, a, b).node));
}

static inline Piece build_unary(Parse *p, NodeKind kind, Piece sign, Piece a) {
    return one(make(p, kind, sign.node, a.node));
}

static inline Piece build_if(Parse *p, Piece sign, Piece condition, Piece then, Piece otherwise) {
    return one(make(p, NODE_IF, sign.node, tie3(p, condition, then, otherwise).node));
}

// The parameter's name is a field token: without its colon it reads as a word.
static inline Piece build_parameter(Parse *p, Piece parameter, Piece name, Piece rest) {
    return one(make(p, NODE_PARAMETER, parameter.node, tie(p, one(leaf(p, NODE_WORD, name)), rest).node));
}

#endif
