// ismsc help: the pages made of the tables of commands and options. And ismsc version.
#include "base/utf8.h"
#include "base/version.h"
#include "cli/commands.h"
#include "cli/run.h"
#include "render/artefacts/render.h"
#include "render/diagnostics/render.h"

#define HELP_COLUMN 26

// `  -o, --output DIR`, then its help from a fixed column on.
static void print_option(const OptionSpec *spec, Out *out) {
    Out left = out_memory();
    if (spec->letter != 0) out_printf(&left, "-%c", spec->letter);
    if (spec->name != NULL) out_printf(&left, "%s--%s", spec->letter != 0 ? ", " : "    ", spec->name);
    if (spec->argument != NULL) out_printf(&left, " %s", spec->argument);
    uint32_t width = utf8_columns(out_text(&left));
    out_cstr(out, "  ");
    out_str(out, out_text(&left));
    if (width + 2 > HELP_COLUMN) {
        out_char(out, '\n');
        width = 0;
        out_cstr(out, "  ");
    }
    out_repeat(out, ' ', HELP_COLUMN - width);
    out_cstr(out, spec->help);
    out_char(out, '\n');
    out_free(&left);
}

static const char *diag_format_name(uint32_t i) {
    return i < diag_format_count ? diag_formats[i].name : NULL;
}

static const char *artefact_format_name(uint32_t i) {
    return i < artefact_format_count ? artefact_formats[i].name : NULL;
}

// The formats of a command, from the tables of the renderers.
static void print_formats(const Command *command, Out *out) {
    const char *(*name)(uint32_t) = command->bit & ON_CHECK                                    ? diag_format_name
                                    : command->bit & (ON_BUILD | ON_SHOW | ON_QUERY | ON_LIST) ? artefact_format_name
                                                                                               : NULL;
    if (name == NULL) return;
    out_cstr(out, "Formats:");
    for (uint32_t i = 0; name(i) != NULL; i++) out_printf(out, "%s %s", i > 0 ? "," : "", name(i));
    out_cstr(out, "\n\n");
}

static void print_command(const Command *command, Out *out) {
    out_printf(out, "ismsc %s", command->name);
    if (command->arguments[0] != 0) out_printf(out, " %s", command->arguments);
    out_printf(out, "\n\n%s\n\n", command->details);
    print_formats(command, out);
    out_cstr(out, "Options:\n");
    for (uint32_t i = 0; i < option_spec_count; i++) {
        if (option_specs[i].commands & command->bit) print_option(&option_specs[i], out);
    }
}

static void print_all(Out *out) {
    out_cstr(out, "ismsc: a compiler for information security management systems written as code\n\n"
                  "ismsc COMMAND [OPTION…] [ARGUMENT…]\n\n");
    for (uint32_t i = 0; i < command_count; i++) {
        const Command *command = &commands[i];
        uint32_t width = (uint32_t)strlen(command->name);
        out_printf(out, "  %s ", command->name);
        out_repeat(out, ' ', width < 10 ? 10 - width : 0);
        out_cstr(out, command->summary);
        out_char(out, '\n');
    }
    out_cstr(out, "\n`ismsc help COMMAND` tells about one. Exit codes: 0 all is well, 1 there are findings, 2 the job\n"
                  "could not be done, 3 internal error.\n");
}

void help_print(const Command *command, Out *out) {
    if (command != NULL) {
        print_command(command, out);
    } else {
        print_all(out);
    }
}

int command_help(const Options *options) {
    const Command *command = NULL;
    if (options->arguments.n > 1) return say_usage("help takes one command");
    if (options->arguments.n == 1) {
        command = command_find(str_of(options->arguments.at[0]));
        if (command == NULL) return say_usage("there is no command `%s`; `ismsc help` lists them", options->arguments.at[0]);
    }
    int fd;
    Out out = standard_output(&fd);
    if (options->man) manual_print(&out);
    else help_print(command, &out);
    return standard_finish(&out, EXIT_WELL);
}

int command_version(const Options *options) {
    int fd;
    Out out = standard_output(&fd);
    out_cstr(&out, "ismsc " ISMSC_VERSION "\n");
    if (options->verbose) out_printf(&out, "compiled by %s\n", __VERSION__);
    return standard_finish(&out, EXIT_WELL);
}
