// Rules, tables, matrices and reports in their typed form: what the declarations are made into once, and what running them needs. For the files of this room.
#ifndef ISMSC_QUERY_COMPILE_H
#define ISMSC_QUERY_COMPILE_H

#include "query/check.h"
#include "query/eval.h"
#include "query/program.h"

// ---- texts with holes

typedef enum { PIECE_TEXT, PIECE_VALUE, PIECE_COUNT_OF, PIECE_LIST_OF } PieceSort; // the last two only in summaries: {count}, {list}

typedef struct {
    PieceSort sort;
    Str text;
    const Expr *value;
} Piece;

typedef struct {
    const Piece *pieces;
    uint32_t count; // 0: there is no such text
} Template;

// Types the holes of a STRING or TEXT node. `summary`: {count} and {list} have their own meaning.
Template template_compile(Checker *c, NodeId node, bool summary);

// The texts for every entry of `frame`, in `arena`.
const Str *template_fill(Run *run, const Template *t, const Frame *frame, Arena *arena);

// The text of a summary.
Str template_fill_summary(const Template *t, uint32_t count, Str list, Arena *arena);

// Values of entry i as a person reads them: `a`, `a and b`, `a, b and c`.
Str values_text(const Model *model, const Vector *v, uint32_t i, Arena *arena);

// ---- what rules, tables and matrices have in common

#define LOOPS 8u

typedef struct {
    Loop *loops[LOOPS];
    uint32_t loop_count;
    const Expr *where; // NULL: none
    const Row *enforces;
    uint32_t enforces_count;
    bool sound; // typed without a mistake: may be run
} Clauses;

// Binds the loops and lets, and types `applies when` and `where`. Leaves the scope open for the other clauses.
// `rule` names the rule whose parameters may be set in the project record; empty for others.
Clauses clauses_compile(Checker *c, NodeId declaration, Str rule, bool own);
Clauses clauses_enforced(Checker *c, NodeId declaration); // of a declaration of the library: only what it enforces

// parameters.c: a parameter that the rule declares, as a name in the scope; its value is what the project sets, or the default.
void parameter_open(Checker *c, NodeId node, Str rule);

// Tells of settings in the project that are no rule's, no parameter's, or no level. Those of another type than their parameter are told with its rule.
void parameters_check(const Program *program, Diagnostics *sink);

// One more condition, typed by `c`; `node` is where it stands.
void clauses_add(Checker *c, Clauses *clauses, const Expr *condition, NodeId node);

// Plans the loops; call it when everything is typed.
void clauses_plan(Checker *c, Clauses *clauses);

// All bindings, a batch at a time: call with *next = 0 until it gives NULL. run->batch is the caller's to clear between calls.
const Frame *clauses_next(Run *run, const Clauses *clauses, uint64_t *next, Undecided *undecided);

// Which of the relations that the compiler fills the declaration speaks of, by their kinds or as the last step of a path.
typedef enum { READS_NEITHER, READS_DIAGNOSTIC = 1, READS_DIFFERENCE = 2 } Relations; // bits
Relations relations_read(const Checker *c, NodeId declaration);

// What is enforced, printed: "ISO/IEC 27001:2022 6.1.2 a), 6.1.3 f)".
Str requirement_text(const Model *model, const Row *rows, uint32_t count, Arena *arena);

// ---- rules

typedef struct {
    const Expr *at;
    Template message;
    const Expr *when; // NULL: always
    Level level;      // LEVEL_OFF: the rule's own
} Report;

typedef struct {
    const Expr *at;
    Template label;
} RuleNote;

typedef enum { FIX_APPEND, FIX_ADD, FIX_REPLACE } FixSort;

typedef struct {
    FixSort sort;
    Template label, text;
    const Expr *target; // FIX_ADD, FIX_REPLACE
} RuleFix;

// When a rule runs: those that read the relation `diagnostic` after all others, and those that read `difference` when there is something to compare with.
typedef enum { PHASE_MODEL, PHASE_FINDINGS, PHASE_DIFFERENCES } PhaseSort;

typedef struct {
    RuleInfo info;
    NameId name;
    Row row; // in kind rule
    Clauses clauses;
    const Report *reports;
    const RuleNote *notes;
    const RuleFix *fixes;
    uint32_t report_count, note_count, fix_count;
    Template help, summary;
    const NameId *yields;
    uint32_t yield_count;
    bool yields_to_any;
    PhaseSort phase;
    bool idle; // there is nothing that it could find: it was not typed
} Rule;

Rule rule_compile(Checker *c, NodeId declaration, uint32_t unit, Row row);

// A finding before it becomes a diagnostic.
#define BOUND 4u

typedef struct {
    uint32_t rule; // index into Program.rules
    Level level;
    Span at;
    Str message, help;
    Row bound[BOUND]; // records bound by the `for`s
    uint32_t bound_count;
    DiagNote *notes; // as all its texts, in the program's arena when the rules have run
    DiagFix *fixes;
    uint64_t fingerprint;
    bool waived, silent; // silent: gave way to another rule
    bool known;          // told by a baseline or an earlier state
} Finding;

typedef VEC(Finding) Findings;

// levels.c: how severe a rule is in this run.
typedef struct {
    bool runs;
    bool all;    // `level` is that of all reports, whatever they say
    Level level; // of reports that say nothing
    Level most;  // what the others may not exceed
} RuleForce;

// [rule]: by the options; where they ask for nothing, by the field `level-now` that the library reckons for the rule; else as declared. In the
// program's arena.
const RuleForce *rules_in_force(Program *program, const RuleOptions *options);

// The level of a report that says `own` (LEVEL_OFF: nothing).
Level report_level(const RuleForce *force, Level own);

// Is the rule among those that the options restrict a run to?
bool rule_asked_for(const RuleOptions *options, Str name);

// Runs one rule and appends what it finds.
void rule_run(Run *run, const Rule *rule, uint32_t index, const RuleForce *force, Arena *arena, Findings *findings, Undecided *undecided);

// phase.c: runs the rules of a phase. What they find is in the order of the rules.
void phase_run(Program *program, const RuleForce *forces, PhaseSort sort, Threads threads, RuleStats *stats);

// Where a finding is: for `at e` in entry i of the frame (LANGUAGE: places).
Span place_of(Run *run, const Expr *e, const Vector *values, uint32_t i, const Frame *frame);

// ---- tables and matrices

typedef struct {
    const Expr *value;
    bool down;
} OrderKey;

typedef struct {
    Template head;
    const Expr *value;
    bool off, bar;
    const Loop *each; // `columns for`: one column for each of its values; NULL: this one
} TableColumn;

typedef struct {
    Template label;
    ExprOp op;         // OP_COUNT, OP_SUM, OP_MIN, OP_MAX over the table's rows; OP_EQ: `value` once
    const Expr *value; // what is summed; NULL for a count of rows
    const Expr *where;
} TableFoot;

typedef struct {
    ArtefactInfo info;
    Clauses clauses;
    const OrderKey *order, *groups;
    const TableColumn *columns;
    const TableFoot *feet;
    uint32_t order_count, group_count, column_count, foot_count, limit;
    const Expr *cell, *label; // matrices
    bool untyped;             // it waits until somebody asks for it
} Table;

// What is told of a table or matrix of the library that is not typed yet.
Table table_declared(Checker *c, NodeId declaration, uint32_t unit);

// A table, a matrix, or a query, which is a table without a name.
Table table_compile(Checker *c, NodeId declaration, uint32_t unit);
// The table `declared` once more, below the variables of a report whose declaration `c` types, narrowed by `where` (a NODE_WHERE there, or 0), which reads
// the variables of both. Mistakes in the table itself are not told again; those in `where` are.
Table table_within(Checker *c, const Table *declared, NodeId where);
// Both set shown[row] for every record that a `for` bound for something that is shown, and shown[0] if there is any. The rows of a table can be made
// as long as the run lasts.
void table_run(Run *run, const Table *table, Arena *arena, Artefact *artefact, uint8_t *shown);  // tabulate.c
void matrix_run(Run *run, const Table *table, Arena *arena, Artefact *artefact, uint8_t *shown); // matrices.c
void mark_shown(const Clauses *clauses, const Frame *frame, uint8_t *shown);

// items.c: one value as an item of a cell; and for each entry its values as a cell: to[0], to[stride], and so on. With `titles` records have theirs.
Item item_of(const Model *model, Base base, Value value, bool titles, Arena *arena);
void cells_of(const Model *model, const Vector *v, bool titles, Arena *arena, Cell *to, uint32_t stride);

// feet.c: the next rows are taken into account; the feet.
void feet_tally(Run *run, const Table *table, const Frame *frame, Tally *tallies);
void feet_fill(Run *run, const Table *table, const Tally *tallies, Arena *arena, Artefact *artefact);

// ---- reports

typedef enum { CONTENT_TEXT, CONTENT_PROSE, CONTENT_TABLE, CONTENT_REPEAT } ContentSort;

typedef struct Content Content;
typedef VEC(Content) Contents;

struct Content {
    ContentSort sort;
    Template text;     // CONTENT_TEXT
    const Expr *prose; // CONTENT_PROSE: texts of the model, shown as the Markdown that they are
    Table table;       // CONTENT_TABLE: or a matrix
    Loop *loop;        // CONTENT_REPEAT
    const Expr *where; // NULL: none
    Contents items;
};

typedef struct {
    ArtefactInfo info;
    Contents items;
    bool untyped; // as of Table
    bool sound;   // typed without a mistake: may be run
} Document;

Document document_declared(Checker *c, const Program *program, NodeId declaration, uint32_t unit);
// After all tables are declared.
Document document_compile(Checker *c, const Program *program, NodeId declaration, uint32_t unit);
void document_free(Document *document); // its vectors; the rest lies in the arena
void document_run(Run *run, const Document *document, Arena *arena, Artefact *artefact, uint8_t *shown);

// What has a name of its own on the command line: one of the two.
typedef struct {
    const ArtefactInfo *info;
    Table *table;
    Document *document;
} Named;

struct Program {
    Model *model;
    Arena *arena;
    Typed typed;
    Reckoning reckoning;
    VEC(Rule) rules; // sorted by name
    VEC(Table) tables;
    VEC(Document) documents;
    VEC(Named) named; // all of them, sorted by name
    Undecided *open;  // [rule]: what a todo or a mistake left undecided; NULL: the rules have not run
    Findings findings;
};

// waivers.c: marks waived findings and reports expired, unused and forbidden waivers to `sink` (NULL: does not). Returns how many findings are waived.
uint32_t waivers_apply(Program *program, const RuleOptions *options, const RuleForce *forces, Diagnostics *sink);

// yields.c: makes findings from index `from` on silent where they give way to others.
void findings_give_way(Program *program, uint32_t from);

// report.c: makes findings silent that `known`, which has run, shows too.
void findings_leave_out(Program *program, const Program *known);

// report.c: of findings from index `from` on, marks and counts what a baseline or an earlier state knows; waived ones are left as they are.
void findings_know(Program *program, uint32_t from, const RuleOptions *options, RuleStats *stats);

// report.c: hands the findings from index `from` on that are not silent to the sink.
void findings_add(Program *program, uint32_t from, Diagnostics *sink);

// snapshot.c: a finding as a snapshot knows it, in `arena`.
struct SnapFinding snap_finding(const Program *program, const Finding *finding, Arena *arena);

// relation.c: makes the findings the relation `diagnostic`.
void relation_fill(Program *program);

#endif
