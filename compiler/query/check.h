// Typing: from expression nodes to typed expressions. A mistake is reported once, at its node, and leaves EXPR_POISON behind.
#ifndef ISMSC_QUERY_CHECK_H
#define ISMSC_QUERY_CHECK_H

#include "query/expr.h"

typedef struct {
    NameId name;
    const Expr *expr; // EXPR_VAR for `for`, the expression itself for `let` and parameters
} Variable;

// What reckoned fields have been typed so far, and how many indexes all loops together need. One for each program.
typedef struct {
    const Expr **reckoned;   // [FieldId]
    uint8_t *reckoned_state; // [FieldId] 0: not yet, 1: being typed (meeting it again is a cycle), 2: typed
    uint32_t index_count;
} Typed;

typedef struct {
    Model *model;
    const Schema *schema;
    Arena *arena;
    Diagnostics *sink;
    Typed *typed;
    const Tree *tree;    // of the nodes that are being typed
    VEC(Variable) scope; // innermost last
    uint32_t level;      // of the innermost variable
    KindId self;         // typing a reckoned field of this kind: its fields are in scope; else 0
    bool failed;         // a mistake was reported
} Checker;

Checker checker_new(Model *model, Typed *typed, const Tree *tree, Arena *arena, Diagnostics *sink);
void checker_free(Checker *c);

// The typed expression of a node. `expected` (may be NULL) is the type that a bare word is looked up in: an enum word, a level, a record's id.
const Expr *check_value(Checker *c, NodeId node, const Type *expected);

// The same for what must be true or false.
const Expr *check_condition(Checker *c, NodeId node);

// What may stand behind `in` of a loop: kinds, a path, a set.
const Expr *check_source(Checker *c, NodeId node);

// Binds the variable of a NODE_FOR at the next level: visible until scope_close.
Loop *loop_open(Checker *c, NodeId for_node);
uint32_t scope_mark(const Checker *c);
void scope_close(Checker *c, uint32_t mark, uint32_t level);

typedef enum {
    LOOP_TIED,  // what ties it to outer variables is looked for, and missed where a condition reads some
    LOOP_FIRST, // it may be scanned where nothing ties it
    LOOP_EVERY, // the conditions are what is asked of the bindings, not what chooses them
} LoopUse;

// Chooses the plan of a loop, given everything that must hold for its bindings (conjuncts; may be NULL). Reports loops that nothing links.
void loop_plan(Checker *c, Loop *loop, const Expr *const *conjuncts, uint32_t count, LoopUse use);

// The conjuncts of a condition, at most `room`; the rest of a longer one is left out (it is still tested as a whole). Returns how many.
uint32_t conjuncts_of(const Expr *e, const Expr **to, uint32_t room);

// The typed expression of a reckoned field; poison when it has a mistake. Cycles are reported.
const Expr *check_reckoned(Checker *c, FieldId field);

// A path or call in a text: `{a.title}`, `{join(a.treats)}`. `at` is where it stands in the source.
const Expr *check_text_path(Checker *c, Str text, SrcPos at);

// ---- for the files of this room

Expr *expr_new(Checker *c, ExprSort sort, NodeId node);
const Expr *expr_poison(Checker *c, NodeId node);
const Expr *expr_const(Checker *c, NodeId node, Base base, Value value);
const Expr *expr_field(Checker *c, const Expr *base, NameId name, NodeId node, SrcPos at); // reports an unknown field
void expr_reads(Expr *e, const Expr *operand);                                             // adds the operand's levels
void expr_type(Expr *e, Type type, bool many);                                             // sets type, only, many
Type type_base(Base base);
Type type_of_kind(Checker *c, KindId kind);
Type type_union(Checker *c, Type a, Type b);
const Expr *check_word(Checker *c, NodeId node, Str text, const Type *expected, bool source); // words.c
const Expr *check_call(Checker *c, NodeId node, const Type *expected);                        // calls.c
const Expr *check_aggregate(Checker *c, NodeId node);                                         // calls.c
bool function_over_rows(Str name, ExprOp *op);                   // calls.c: is it one that a foot takes over all rows (count, sum, min, max)?
bool check_folds(Checker *c, ExprOp op, Type type, NodeId node); // can the aggregate be made of it? Reports when not
bool is_bare_word(Checker *c, NodeId node);                      // a word that only an expected type can give a meaning
const Expr *as_condition(Checker *c, const Expr *e, NodeId node);
const Expr *check_name_call(Checker *c, Str name, const Expr **args, uint32_t count, NodeId node, SrcPos at);
Str check_text(const Checker *c, NodeId node);
Span check_span(const Checker *c, NodeId node);

#endif
