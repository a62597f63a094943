// The syntax tree of one file, in two columns: node i has a kind and a place. Node 0 is no node. The children of a node follow it, each with all that
// is below it, so that two bits of the kind tell the shape: has it children, is it the last of its siblings.
// The parser builds it and nobody changes it afterwards. What a node's text is, is read from the source at its place (syntax/token.h).
#ifndef ISMSC_SYNTAX_TREE_H
#define ISMSC_SYNTAX_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "source/source.h"

typedef uint32_t NodeId; // 0 = none

// Every kind of node with its children in order. `?` optional, `*` any number. `pos` is where the node's own token starts
// (records, fields: the first word; infix operators: the operator; lists and clauses: their keyword or first token).
typedef enum {
    NODE_NONE,

    // ---- values: leaves have no children
    NODE_WORD,     // one word that is a name or id: backup, A.8.13, R-017
    NODE_PATH,     // words joined by slashes: iso27001/2022/A.5.1
    NODE_NUMBER,   // 42, 12_000, 5.10 (may turn out to be an id: the field's type decides)
    NODE_PERCENT,  // 35 %
    NODE_DATE,     // 2026-03-01 (by shape; may be an impossible day)
    NODE_STRING,   // "…" with its quotes. In rules, tables, matrices, reports and queries: expr* for each `{…}` in it, in order
    NODE_TEXT,     // """…""" with its quotes; children as STRING
    NODE_DURATION, // 90 days; 1 year 6 months: all words of it
    NODE_MONEY,    // EUR 12_000
    NODE_URL,      // https://…
    NODE_TODO,     // todo; child: STRING?
    NODE_RANGE,    // low high (two value nodes)
    NODE_RATING,   // two or more WORD or NUMBER: likely × severe
    NODE_ERROR,    // a value that was not understood and has been reported: poison

    // ---- records
    NODE_RECORD, // pos: kind word (or block's name).   (WORD|PATH|NUMBER|DATE|ERROR)* ON? (STRING|TODO|ERROR)? BODY?
                 // (ERROR: an id or title that was reported, to be silent about)
    NODE_ON,     // waive R on a, b: the targets.       (WORD|PATH|NUMBER|DATE|ERROR)*
    NODE_BODY,   // pos: the opening brace.             (FIELD|RECORD)*
    NODE_FIELD,  // pos: the field's name (`name:`).    value*   (no value: was reported, poison)

    // ---- declarations of the meta-language
    NODE_USE,         // PATH|WORD
    NODE_KIND,        // pos: `kind`. WORD STRING? (IN|ABOUT|EXTENDS|SINGLE)* MEMBERS
    NODE_EXTEND_KIND, // pos: `extend`. WORD MEMBERS           (extend kind risk { … })
    NODE_EXTEND,      // pos: `extend`. RECORD                    (extend method risk/five-by-five { … })
    NODE_IN,          // WORD+  (`any` is a word)
    NODE_ABOUT,       // WORD WORD      kind, inverse's name
    NODE_EXTENDS,     // WORD
    NODE_SINGLE,
    NODE_MEMBERS,       // (MEMBER|RECKONED|APPROVES)*
    NODE_MEMBER,        // pos: name. TYPE_… MULT_…? OF? DEFAULT? INVERSE? STRING?
    NODE_TYPE_NAME,     // kind or primitive type
    NODE_TYPE_ENUM,     // (WORD|PATH)+   one of a, b/synonym
    NODE_TYPE_ALT,      // type+          ( a | b )
    NODE_TYPE_MAP,      // type type MULT_MANY?   map K to V
    NODE_TYPE_RANGE,    // type           range of number
    NODE_MULT_OPTIONAL, // ?
    NODE_MULT_MANY,     // *
    NODE_MULT_SOME,     // +
    NODE_OF,            // WORD
    NODE_DEFAULT,       // expr
    NODE_INVERSE,       // WORD
    NODE_RECKONED,      // pos: name. expr STRING?
    NODE_APPROVES,      // WORD+

    NODE_RULE,   // pos: `rule`.  WORD LEVEL clause*
    NODE_TABLE,  // pos: `table`. WORD STRING? clause*
    NODE_MATRIX, // WORD STRING? clause*
    NODE_REPORT, // WORD STRING? (ENFORCES|REPORT_…)*
    NODE_QUERY,  // clause*                (a whole input of `ismsc query`)
    NODE_LEVEL,  // error, warning, note, off, forbid: pos tells which

    // ---- clauses of rules, tables and matrices
    NODE_ENFORCES,    // (WORD|PATH|NUMBER)+
    NODE_PARAMETER,   // WORD TYPE_… MULT? DEFAULT
    NODE_APPLIES,     // expr
    NODE_YIELDS,      // WORD+ (`any` is a word)
    NODE_FOR,         // WORD expr          for x in S
    NODE_LET,         // WORD expr
    NODE_WHERE,       // expr
    NODE_REPORT_AT,   // LEVEL? expr STRING WHEN?     report error at p "…" when e
    NODE_NOTE_AT,     // expr STRING
    NODE_WHEN,        // expr
    NODE_HELP,        // STRING
    NODE_SUMMARY,     // STRING
    NODE_FIX_APPEND,  // STRING STRING        fix "label" append "text"
    NODE_FIX_ADD,     // STRING expr STRING   fix "label" add to x.f "text"
    NODE_FIX_REPLACE, // STRING expr STRING
    NODE_ORDER_BY,    // (expr DOWN?)+
    NODE_DOWN,
    NODE_GROUP_BY, // (expr DOWN?)+
    NODE_COLUMN,   // STRING (OFF | BAR)? expr
    NODE_OFF,
    NODE_BAR,
    NODE_FOOT,          // STRING expr
    NODE_LIMIT,         // NUMBER
    NODE_COLUMNS_FOR,   // WORD expr COLUMN
    NODE_CELL,          // expr
    NODE_LABEL,         // expr
    NODE_REPORT_TEXT,   // expr (STRING, TEXT: with holes)
    NODE_REPORT_TABLE,  // WORD WHERE?
    NODE_REPORT_MATRIX, // WORD WHERE?
    NODE_REPORT_FOR,    // WORD expr WHERE? item*

    // ---- expressions (values above are expressions too: WORD is a variable, kind, enum word or level)
    NODE_DOT, // expr WORD           pos: the dot.   x.f
    NODE_OR,
    NODE_AND, // expr expr
    NODE_NOT, // expr
    NODE_EQ,
    NODE_NE,
    NODE_LT,
    NODE_LE,
    NODE_GT,
    NODE_GE, // expr expr
    NODE_IN_SET,
    NODE_NOT_IN,
    NODE_WITHIN, // expr expr
    NODE_IS_SET,
    NODE_IS_MISSING, // expr
    NODE_ADD,
    NODE_SUB,
    NODE_MUL,
    NODE_DIV,       // expr expr   (× is MUL)
    NODE_NEG,       // expr
    NODE_IF,        // condition then else
    NODE_SET,       // expr+                ( a, b, c ) with at least two
    NODE_CALL,      // pos: function's name. expr*           first(a, b), count(path), fingerprint(x)
    NODE_AGGREGATE, // pos: any none every count sum min max first latest join …
                    //   FOR WHERE?        any(x in S where C)
                    //   expr FOR WHERE?   sum(E for x in S where C)
                    //   expr WHERE        count(q where C), in a foot: over the rows of the table

    NODE_KIND_COUNT
} NodeKind;

typedef struct Tree {
    FileId file;
    SrcPos base;         // of the file's first byte
    bool lent;           // kind, place and top are somebody else's, and constant
    VEC(uint16_t) kind;  // NodeKind and the bits below
    VEC(uint32_t) place; // bytes from the start of the file
    VEC(NodeId) top;     // the top-level declarations, in order
    bool sound;          // all was understood, and there is nothing to say about it
    bool damaged;        // a declaration was lost to a syntax error (nothing is known of its kind)
    VEC(SrcPos) lost;    // kind words of records that were lost, so that absence over their kind is unknown
} Tree;

void tree_init(Tree *tree, FileId file);
void tree_free(Tree *tree);

// Makes `tree` (initialised) that of a file that begins at `base` and has the same text as the file of the sound tree `from`, which must not be freed
// before it.
void tree_share(const Tree *from, SrcPos base, Tree *tree);

// Bits of the kind column.
#define NODE_PART 0x80u    // a WORD that is one part of a dotted word (`r.assessed.band` in an expression is three of them)
#define NODE_PARENT 0x100u // it has children
#define NODE_LAST 0x200u   // it has no next sibling; nor has any node at the top
_Static_assert(NODE_KIND_COUNT <= NODE_PART, "kinds and bits share a column");

static inline NodeKind tree_kind(const Tree *t, NodeId n) {
    return (NodeKind)(t->kind.at[n] & (NODE_PART - 1));
}
static inline SrcPos tree_pos(const Tree *t, NodeId n) {
    return n ? t->base + t->place.at[n] : 0;
}

// The first child of `n`, or 0.
static inline NodeId tree_child(const Tree *t, NodeId n) {
    return t->kind.at[n] & NODE_PARENT ? n + 1 : 0;
}

// The node behind `n` and all that is below it: walks over that, counting the rows of siblings that go on. Nothing is nested deeper than the parser
// lets it be, so that going through all siblings everywhere is linear in the tree.
static inline NodeId tree_behind(const Tree *t, NodeId n) {
    const uint16_t *kind = t->kind.at;
    uint32_t open = kind[n] / NODE_PARENT % 2;
    while (open != 0) {
        n++;
        open += kind[n] / NODE_PARENT % 2u;
        open -= kind[n] / NODE_LAST % 2u;
    }
    return n + 1;
}

// The next sibling of `n`, or 0.
static inline NodeId tree_next(const Tree *t, NodeId n) {
    return t->kind.at[n] & NODE_LAST ? 0 : tree_behind(t, n);
}

// The first child of `n` of that kind, or 0.
NodeId tree_find(const Tree *tree, NodeId n, NodeKind kind);

uint32_t tree_child_count(const Tree *tree, NodeId n);

// `NODE_WORD` → "word": for --dump=tree and internal messages.
const char *node_kind_name(NodeKind kind);

// The source text of the node's own token(s): a word, a whole string with quotes, all words of a duration, `name` of a field without its colon.
// For operators and clauses: the operator or keyword.
Str tree_text(const Tree *tree, const Sources *sources, NodeId n);

// From the node's first byte to its last, for leaves as tree_text, for others: from the first token of the leftmost to the end of the
// rightmost descendant; for records the header (kind word to title or last id), cut to one line.
Span tree_span(const Tree *tree, const Sources *sources, NodeId n);

// The value of a STRING (escapes replaced) or TEXT (dedented) node, in `arena` unless it can be a slice of the source.
Str tree_string(const Tree *tree, const Sources *sources, NodeId n, Arena *arena);

// One literal piece of a STRING or TEXT with holes: what stands before hole `index` (from 0), or for the number of holes, behind the last one.
// Escapes are replaced, `{{` and `}}` are single braces, a TEXT is dedented. In `arena` unless it can be a slice of the source.
Str tree_string_piece(const Tree *tree, const Sources *sources, NodeId n, uint32_t index, Arena *arena);

// The `///` comment directly above a declaration, without its slashes, lines joined by "\n"; empty when there is none. In `arena`.
Str tree_doc(const Tree *tree, const Sources *sources, NodeId n, Arena *arena);

#endif
