// Typed expressions: what check.c makes of expression nodes, and what eval.c runs. Immutable once built.
//
// Variables live at levels: the first `for` of a rule binds level 1, the second level 2, a quantifier inside an expression the next. The level of an
// expression is the highest level of a variable it reads; what has a lower level than its surroundings is computed once for all of them.
#ifndef ISMSC_QUERY_EXPR_H
#define ISMSC_QUERY_EXPR_H

#include "model/model.h"

typedef struct Expr Expr;
typedef struct Loop Loop;

typedef enum {
    EXPR_POISON,  // a mistake was reported; everything about it is unknown
    EXPR_CONST,   // value, only
    EXPR_VAR,     // var_level
    EXPR_ROWS,    // all records of type.kinds
    EXPR_FIELD,   // a.field (steps by kind)
    EXPR_PART,    // part of a value that is no record: a rating's score, a range's low (part, name)
    EXPR_MAP_KEY, // a.KEY of a map: the value behind the key `name`
    EXPR_TRUTH,   // a field of base BOOL read as a condition: a
    EXPR_AND,
    EXPR_OR,
    EXPR_NOT,
    EXPR_COMPARE,    // a op b (single values; EQ and NE also sets)
    EXPR_IN,         // a in b; op NOT_IN negates
    EXPR_WITHIN,     // a, or an ancestor of it, in b
    EXPR_IS_SET,     // a; op IS_MISSING negates
    EXPR_ARITHMETIC, // a op b
    EXPR_NEGATE,
    EXPR_IF,          // a then b else c
    EXPR_SET,         // union of list
    EXPR_FIRST,       // the first of list that is present; of one list with several values its first value
    EXPR_JOIN,        // values of a as one text, separated by ", " or by b
    EXPR_PLAIN,       // the text a without the signs of Markdown
    EXPR_YEARS,       // the calendar years from that of the date a to that of b, as ranges
    EXPR_FINGERPRINT, // of the record a
    EXPR_CHANGED,     // which approved fields are no longer as the sign-off a has them
    EXPR_REACHABLE,   // everything reached from a's records by its last step, again and again
    EXPR_QUANTIFIER,  // op any, none, every; loop
    EXPR_AGGREGATE,   // op count, sum, min, max, latest, first, those; loop, a: what is summed (NULL: the variable)
} ExprSort;

typedef enum {
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_DIV,
    OP_IN,
    OP_NOT_IN,
    OP_IS_SET,
    OP_IS_MISSING,
    OP_ANY,
    OP_NONE,
    OP_EVERY,
    OP_COUNT,
    OP_SUM,
    OP_MIN,
    OP_MAX,
    OP_LATEST,
    OP_FIRST,
    OP_THOSE
} ExprOp;

typedef enum {
    PART_SCORE,
    PART_BAND,
    PART_METHOD,
    PART_FACTOR,
    PART_RAISED, // of a rating
    PART_LOW,
    PART_HIGH,     // of a range
    PART_CURRENCY, // of an amount of money, or of a range of them
    PART_RECORDS,  // of a kind: its records
    PART_CELLS,    // of a method: the ratings that it allows
    PART_EXISTS,   // of a file: is it there?
    PART_COUNT
} Part;

struct Expr {
    ExprSort sort;
    ExprOp op;
    Part part;
    bool many;       // may have several values
    bool named;      // by a `let`: often asked for more than once
    Base only;       // base of all values; BASE_COUNT when values carry their own
    uint64_t levels; // bit l: reads a variable of level l that is bound outside of it
    uint32_t level;  // the highest of them; 0: depends on no variable
    Type type;
    NodeRef node; // for messages about it
    const Expr *a, *b, *c;
    const Expr **list;
    uint32_t count;
    Value value;
    uint32_t var_level;
    NameId name;
    const FieldId *fields; // EXPR_FIELD: one for each alternative kind, no two alike
    uint32_t field_count;
    const Loop *loop;
};

typedef enum {
    LOOP_PATH,  // the source is an expression over outer variables: expand its values
    LOOP_ALL,   // the source is all records of some kinds, and nothing ties them to outer variables
    LOOP_INDEX, // the source is all records of some kinds, found by a hash of what ties them
} LoopPlan;

// `inner` (reads only the loop's own variable) is tied to `outer` (reads only outer variables).
typedef enum {
    LINK_EQUAL,        // inner == outer, single values
    LINK_EQUAL_SETS,   // the same of sets
    LINK_INNER_IN,     // inner in outer
    LINK_OUTER_IN,     // outer in inner
    LINK_INNER_WITHIN, // inner within outer
    LINK_OUTER_WITHIN  // outer within inner
} LinkSort;

typedef struct {
    LinkSort sort;
    const Expr *inner, *outer;
} Link;

#define LOOP_LINKS 4
#define LOOP_OWN 8
#define LOOP_OUTSIDE 6
#define LEVEL_LIMIT 60u

// `for x in S`, of a rule or inside any(…): how its bindings are found.
struct Loop {
    NameId name;
    uint32_t level;
    const Expr *source;
    const Expr *where; // quantifiers and aggregates: C; NULL: none
    LoopPlan plan;
    Link links[LOOP_LINKS];
    uint32_t link_count;
    const Expr *own[LOOP_OWN]; // conjuncts that read only this variable: tested before the hash is filled
    uint32_t own_count;
    uint32_t index_slot; // LOOP_INDEX: where a run keeps its index
    // LOOP_INDEX: all that its condition reads of outer variables; none where that is too much, or a variable itself
    const Expr *outside[LOOP_OUTSIDE];
    uint32_t outside_count;
};

// Does it come to a truth, and not to values?
static inline bool expr_is_condition(const Expr *e) {
    switch (e->sort) {
    case EXPR_AND:
    case EXPR_OR:
    case EXPR_NOT:
    case EXPR_COMPARE:
    case EXPR_IN:
    case EXPR_WITHIN:
    case EXPR_IS_SET:
    case EXPR_QUANTIFIER:
    case EXPR_TRUTH: return true;
    default: return false;
    }
}

#endif
