// The table of commands.
#include "cli/commands.h"

const Command commands[] = {
    {"check", "[PATH…]", "parses, checks types, runs all rules",
     "Reads the ISMS, checks it, and prints what was found. The ISMS is the folder that holds the `project` record,\n"
     "found by walking upwards, with all *.isms below it. PATHs select what is shown, never what is read.\n\n"
     "Formats: text, short, json.",
     ON_CHECK, command_check},
    {"help", "[COMMAND]", "tells about a command", "Tells about a command, or lists them.", ON_HELP, command_help},
    {"version", "", "prints the version", "Prints the version; with --verbose also how it was built.", ON_VERSION, command_version},
};
const uint32_t command_count = sizeof commands / sizeof *commands;

const Command *command_find(Str name) {
    for (uint32_t i = 0; i < command_count; i++) {
        if (str_eq(str_of(commands[i].name), name)) return &commands[i];
    }
    return NULL;
}
