// All rules, tables, matrices and reports of the library and the project: typed against the schema, planned, and run over the model a column at a time.
#ifndef ISMSC_QUERY_PROGRAM_H
#define ISMSC_QUERY_PROGRAM_H

#include "base/arena.h"
#include "base/threads.h"
#include "diag/diagnostic.h"
#include "model/model.h"
#include "query/artefact.h"

typedef struct Program Program;

typedef struct {
    Str name;
    Level level;         // as declared
    Str requirement;     // what it enforces, printed with the standard's title; may be empty
    const Row *enforces; // the same, as records
    uint32_t enforces_count;
    Str since; // the record that its field `since` leads to: the rule set that brought it; empty: it was always there
    NodeRef declaration;
    uint32_t unit; // of the model: 0 is the project's own
} RuleInfo;

typedef struct {
    Str name, title, doc, requirement;
    const Row *enforces;
    uint32_t enforces_count;
    ArtefactSort sort;
    NodeRef declaration;
    uint32_t unit;
    bool of_differences; // empty but for `diff`
} ArtefactInfo;

// A level asked for: `project.lint` and --level. Later entries win; name `all` means every rule.
typedef struct {
    Str name;
    Level level;
} LevelSetting;

// Fingerprints of findings that are known already, sorted: what has one of them is counted and not told.
typedef struct {
    const uint64_t *at;
    uint32_t count;
} Fingerprints;

// NULL holds none.
bool fingerprints_have(const Fingerprints *known, uint64_t fingerprint);

typedef struct {
    const LevelSetting *levels;
    uint32_t level_count;
    const Str *only; // run only these rules; only_count 0: all
    uint32_t only_count;
    bool no_waivers;
    const Program *but;           // leave out what this one, which has run, has found too; NULL: nothing
    Threads threads;              // what is found does not depend on them
    const Fingerprints *baseline; // NULL: none; so the next
    const Fingerprints *earlier;  // of an earlier state: only what came since is told
} RuleOptions;

typedef struct {
    uint32_t rules_run;
    uint32_t undecided; // checks that stayed undecided because of unknown values
    uint32_t waived;    // findings waived
    uint32_t baseline;  // in the baseline
    uint32_t earlier;   // in the earlier state
} RuleStats;

// Types and plans every declaration; reports the mistakes at the declaration.
// The program lives in `arena` and fills reckoned columns of `model` when they are needed.
Program *program_build(Model *model, const ModelInput *inputs, uint32_t input_count, Arena *arena, Diagnostics *sink);
void program_free(Program *program);

// Runs all rules, appends what they find to `sink` (waived ones with `waived` set), the compiler's own diagnostics on waivers included.
void program_run_rules(Program *program, const RuleOptions *options, Diagnostics *sink, RuleStats *stats);

// What the rules left undecided because of a todo or a mistake: finding_fingerprint of each rule and the first record that it bound, in `arena`.
Fingerprints program_undecided(const Program *program, Arena *arena);

// One finding, whether it is told, waived or known. False: it gave way to another rule. `records` are the paths of what it binds, in `arena`.
typedef struct {
    Str rule;
    const Str *records;
    uint32_t record_count;
    uint64_t fingerprint; // finding_fingerprint of these
    bool waived;
} FindingInfo;
uint32_t program_finding_count(const Program *program);
bool program_finding(const Program *program, uint32_t index, Arena *arena, FindingInfo *found);
uint64_t finding_fingerprint(Str rule, const Str *records, uint32_t count);

const Model *program_model(const Program *program);

uint32_t program_rule_count(const Program *program);
const RuleInfo *program_rule(const Program *program, uint32_t index); // sorted by name
uint32_t program_artefact_count(const Program *program);
const ArtefactInfo *program_artefact(const Program *program, uint32_t index); // sorted by name

// What a sign-off of `row` approves, digested field by field, in `arena`: empty when its kind approves nothing. *open gets the first approved field
// that a todo or a mistake leaves open, or the empty text. The rules need not have run.
Str program_fingerprint(Program *program, Row row, Arena *arena, Str *open);

// Head data that only the session knows.
typedef struct {
    Str revision, generator;
} ArtefactHead;

// Tells of amounts of two currencies that met since this was last asked for, or since the rules ran: artefacts have compared them or added them up, which
// left something unknown. Rows of tables are made while they are read, so ask when all of them were.
void program_tell_currencies(Program *program, Diagnostics *sink);

// Runs one table, matrix or report (index as above) after the rules. The result lies in `arena`, and in what artefact_free gives back.
void program_run_artefact(Program *program, uint32_t index, const ArtefactHead *head, Arena *arena, Artefact *artefact);

// Types all of them, which else happens when they are run: from then on several threads may run artefacts.
void program_type_artefacts(Program *program);

// Gives back what the rows of the artefact are made with: they cannot be read any more. Of an empty artefact it is nothing.
void artefact_free(Artefact *artefact);

// The same for the tree of a query (parse_query), which is typed first: mistakes go to `sink`. False: it could not be run, because of them or
// because it binds no variable.
bool program_run_query(Program *program, const Tree *tree, const ArtefactHead *head, Arena *arena, Artefact *artefact, Diagnostics *sink);

#endif
