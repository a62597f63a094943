// The table of commands.
#include "cli/commands.h"

const Command commands[] = {
    {"init", "[DIR]", "writes a new ISMS to begin with",
     "Writes a new ISMS of a few files, with `todo` wherever a person has to decide: the first `ismsc check` is a plan of\n"
     "work. It is called like the folder. Nothing that exists is overwritten.",
     ON_INIT, command_init},
    {"check", "[PATH…]", "parses, checks types, runs all rules",
     "Reads the ISMS, checks it, and prints what was found. The ISMS is the folder that holds the `project` record,\n"
     "found by walking upwards, with all *.isms below it. PATHs select what is shown, never what is read.",
     ON_CHECK, command_check},
    {"build", "[PATH]", "checks, then writes the artefacts",
     "Checks the ISMS and writes every table and matrix in every format of --emit (default:\n"
     "csv,json,md,svg). All files are written, or none: with findings at --fail-on nothing is touched.\n\n"
     "With --check nothing is written: files that differ from what the ISMS says now, are missing, or are no artefacts any\n"
     "more are named, and the command ends with 1. The day, the revision and the formats are those of the last build, which\n"
     "it left in ismsc-build.txt beside the artefacts.",
     ON_BUILD, command_build},
    {"show", "NAME", "prints one table or matrix",
     "Prints a table or a matrix. Tables that are too wide for the terminal become cards.\n\n"
     "`ismsc list artefacts` lists the names.",
     ON_SHOW, command_show},
    {"query", "TEXT", "prints the table that TEXT describes",
     "Prints a table that is written on the command line, in the clauses of tables: for, let, where, order by, group by,\n"
     "column, foot, limit.\n\n"
     "  ismsc query 'for r in risk where r.residual.score >= 10 column \"Risk\" = r column \"Owner\" = r.owner'",
     ON_QUERY, command_query},
    {"why", "ID", "prints what stands behind a record",
     "Prints what a record refers to, what refers to it, and what stands behind those, as a tree with places: from an\n"
     "obligation or a risk by its treatment to controls and their evidence, and back.",
     ON_WHY, command_why},
    {"approve", "ID…", "writes that a role approves records",
     "Writes a sign-off into each of the records, with a fingerprint of what its kind approves: when one of these fields\n"
     "changes later, `check` says so. A sign-off by the same role that is out of date is renewed; those of others stay.\n"
     "All records are signed, or none.\n\n"
     "  ismsc approve R-01 A.7.4/exclusion --by ceo",
     ON_APPROVE, command_approve},
    {"diff", "[PATH…]", "prints what changed in the ISMS",
     "Prints what changed in the ISMS, and not in its text, since another state of it: records that came and went, controls\n"
     "excluded and included, risks raised and lowered, approvals that are out of date, findings that are new or gone. Records\n"
     "are the same by their ids: moving, renaming files and formatting change nothing. `--format md` is for a comment on a pull\n"
     "request, `--format json` for tools. PATHs select what is told of: what stands in them, or stood there.\n\n"
     "  ismsc diff --against git:main...",
     ON_DIFF, command_diff},
    {"baseline", "update|prune|show", "keeps what was found when one began",
     "Writes down what is found today, in a file beside the sources (ismsc.baseline, or --baseline FILE), and which records there\n"
     "are: `check --baseline FILE` then tells only what is new, and which ids are gone or stand for something else. Findings are\n"
     "known by their rule and their records, not by lines.\n\n"
     "`update` writes what holds now. `prune` takes out what is mended, and adds nothing. `show` lists what it holds.",
     ON_BASELINE, command_baseline},
    {"fmt", "[PATH…|-]", "puts sources into their one layout",
     "Puts the files, or all *.isms below the folders (default: the working directory), into the one layout. Line ends and\n"
     "comments stay where they are, and what a file says stays the same. Files with syntax errors are left alone.\n"
     "`-` reads standard input and writes standard output.",
     ON_FMT, command_fmt},
    {"migrate", "", "rewrites the sources for another edition of a standard",
     "Rewrites the sources from the standard that the project claims to another one, as the mappings of the library say, and\n"
     "prints what became of what. Layout and comments stay. Where parts were merged or split, a comment `todo` says so; what\n"
     "is new is left undecided, and `ismsc check` asks for it.\n\n"
     "  ismsc migrate --to iso27001/2022 --diff",
     ON_MIGRATE, command_migrate},
    {"explain", "NAME", "explains a diagnostic, a rule, a kind, a record",
     "Explains whatever has that name: a diagnostic, a rule, a kind of records, a table or matrix, a requirement, a\n"
     "reference control or any other record. Without a project the whole library is searched.",
     ON_EXPLAIN, command_explain},
    {"list", "WHAT", "lists rules, kinds, records and more",
     "Lists artefacts, diagnostics, kinds, records, rules or units (of the library); or all records of a kind, by its\n"
     "name in the singular or plural: requirements, controls, waivers.",
     ON_LIST, command_list},
    {"help", "[COMMAND]", "tells about a command", "Tells about a command, or lists them.", ON_HELP, command_help},
    {"completion", "SHELL", "prints a completion script for bash, zsh or fish",
     "Prints a script by which the shell completes commands, options and their values. `make install` puts it where shells look.", ON_COMPLETION,
     command_completion},
    {"version", "", "prints the version", "Prints the version; with --verbose also how it was built.", ON_VERSION, command_version},
};
const uint32_t command_count = sizeof commands / sizeof *commands;

const Command *command_find(Str name) {
    for (uint32_t i = 0; i < command_count; i++) {
        if (str_eq(str_of(commands[i].name), name)) return &commands[i];
    }
    return NULL;
}
