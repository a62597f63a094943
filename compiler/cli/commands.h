// The commands, one file for each.
#ifndef ISMSC_CLI_COMMANDS_H
#define ISMSC_CLI_COMMANDS_H

#include "cli/options.h"

// Bits of the commands, for the table of options.
enum {
    ON_CHECK = 1 << 0,
    ON_BUILD = 1 << 1,
    ON_SHOW = 1 << 2,
    ON_EXPLAIN = 1 << 3,
    ON_LIST = 1 << 4,
    ON_HELP = 1 << 5,
    ON_VERSION = 1 << 6,
    ON_QUERY = 1 << 7,
    ON_INIT = 1 << 8,
    ON_WHY = 1 << 9,
    ON_APPROVE = 1 << 10,
    ON_FMT = 1 << 11,
    ON_MIGRATE = 1 << 12,
    ON_COMPLETION = 1 << 13,
    ON_DIFF = 1 << 14,
    ON_BASELINE = 1 << 15,
    // those that read a project
    ON_PROJECT = ON_CHECK | ON_BUILD | ON_SHOW | ON_QUERY | ON_WHY | ON_EXPLAIN | ON_LIST | ON_APPROVE | ON_MIGRATE | ON_DIFF | ON_BASELINE,
    ON_ALL = (1 << 16) - 1,
};

int command_check(const Options *options);
int command_build(const Options *options);
int command_show(const Options *options);
int command_init(const Options *options);
int command_query(const Options *options);
int command_why(const Options *options);
int command_approve(const Options *options);
int command_migrate(const Options *options);
int command_baseline(const Options *options);
int command_diff(const Options *options);
int command_fmt(const Options *options);
int command_explain(const Options *options);
int command_list(const Options *options);
int command_help(const Options *options);
int command_completion(const Options *options);
int command_version(const Options *options);

// The page of one command, or of all where `command` is NULL.
void help_print(const Command *command, Out *out);

// The manual page, as `man` reads it.
void manual_print(Out *out);

#endif
