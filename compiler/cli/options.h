// What the command line asks for. Commands and options each stand in one table, from which parsing, help and the messages about mistakes are made.
#ifndef ISMSC_CLI_OPTIONS_H
#define ISMSC_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/out.h"
#include "base/vec.h"
#include "diag/diagnostic.h"
#include "query/program.h"
#include "session/session.h"

enum { EXIT_WELL = 0, EXIT_FINDINGS = 1, EXIT_TROUBLE = 2, EXIT_INTERNAL = 3 };

typedef enum { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER } When;

typedef enum { DUMP_NONE, DUMP_TOKENS, DUMP_TREE, DUMP_MODEL, DUMP_FINDINGS } Dump;

// `--report FMT=PATH`.
typedef struct {
    Str format;
    const char *path;
} ReportWanted;

typedef struct Command Command;

typedef struct Options {
    const Command *command;
    VEC(const char *) arguments; // what is no option
    const char *dir;             // -C; NULL: the working directory
    const char *project;         // --project; NULL: search
    const char *stdlib;
    const char *output; // -o
    Str format;         // empty: the command's own
    Str emit, columns, revision;
    VEC(ReportWanted) reports;
    VEC(LevelSetting) levels;
    VEC(Str) only;
    Level fail_on; // LEVEL_OFF: never
    Dump dump;
    bool no_waivers, list, man, quiet, verbose, help, has_as_of, csv_raw, diff, fix, check, statistics, has_on, has_until;
    Date as_of, on, until;
    bool has_horizon;
    Duration horizon;
    const char *against;                 // of diff; NULL: not said
    bool exit_code;                      // of diff
    const char *baseline, *changed_only; // NULL: none
    const char *to;                      // of migrate; NULL: not said
    const char *by;                      // of approve, as the next two; NULL: not said
    Str person, field;
    When colour;
    uint32_t width;   // 0: ask the terminal
    uint32_t threads; // 0: not said
} Options;

// A command: what it is called, and the function that runs it and returns the exit code.
struct Command {
    const char *name;
    const char *arguments; // "[PATH…]"
    const char *summary;   // one line
    const char *details;   // paragraphs for `help COMMAND`
    uint32_t bit;          // in OptionSpec.commands
    int (*run)(const Options *options);
};

extern const Command commands[];
extern const uint32_t command_count;
const Command *command_find(Str name);

typedef struct {
    char letter;          // or 0
    const char *name;     // or NULL
    const char *argument; // "DIR"; NULL: takes none
    uint32_t commands;    // bits of those that take it
    const char *help;
    bool (*set)(Options *options, const char *value, Out *trouble); // false: `trouble` says what is wrong with the value
} OptionSpec;

extern const OptionSpec option_specs[];
extern const uint32_t option_spec_count;

// The words that the option can be followed by, with blanks between them; empty: any text, or it depends on the command.
const char *option_words(const OptionSpec *spec);

// Reads the command line. False: `trouble` says in one line what is wrong with it. options_free is due either way.
bool options_read(int argc, char **argv, Options *options, Out *trouble);
void options_free(Options *options);

// Calls `each` for every part of a list with commas, blanks around the parts taken away; stops at the first false.
bool options_list(Str list, bool each(void *context, Str part), void *context);

#endif
