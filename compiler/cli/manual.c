// The manual page, in the language of man (roff): made of the tables of commands and options.
#include "base/version.h"
#include "cli/commands.h"

// Text in which nothing is a request or an escape.
static void text(Out *out, const char *words) {
    for (bool start = true; *words != 0; start = *words++ == '\n') {
        if (start && (*words == '.' || *words == '\'')) out_cstr(out, "\\&");
        if (*words == '\\') out_cstr(out, "\\e");
        else if (*words == '-') out_cstr(out, "\\-");
        else out_char(out, *words);
    }
}

// Paragraphs; lines that begin with blanks stand as they are.
static void paragraphs(Out *out, const char *words) {
    bool indented = false, start = true;
    while (*words != 0) {
        const char *end = strchr(words, '\n');
        size_t len = end != NULL ? (size_t)(end - words) : strlen(words);
        if (len == 0) {
            out_cstr(out, ".PP\n");
        } else {
            Out line = out_memory();
            if (*words == ' ' && !indented) out_cstr(out, start ? ".nf\n" : ".br\n.nf\n");
            if (*words != ' ' && indented) out_cstr(out, ".fi\n");
            indented = *words == ' ';
            out_bytes(&line, words, len);
            out_char(&line, 0);
            text(out, line.at);
            out_char(out, '\n');
            out_free(&line);
        }
        start = len == 0;
        words += len + (end != NULL);
    }
    if (indented) out_cstr(out, ".fi\n");
}

static void option(const OptionSpec *spec, Out *out) {
    out_cstr(out, ".TP\n");
    if (spec->letter != 0) out_printf(out, "\\fB\\-%c\\fR", spec->letter);
    if (spec->letter != 0 && spec->name != NULL) out_cstr(out, ", ");
    if (spec->name != NULL) {
        out_cstr(out, "\\fB\\-\\-");
        text(out, spec->name);
        out_cstr(out, "\\fR");
    }
    if (spec->argument != NULL) {
        out_cstr(out, " \\fI");
        text(out, spec->argument);
        out_cstr(out, "\\fR");
    }
    out_char(out, '\n');
    text(out, spec->help);
    out_char(out, '\n');
}

// For all commands an option is told once, with the commands that take it.
static void options(Out *out) {
    for (uint32_t i = 0; i < option_spec_count; i++) {
        const OptionSpec *spec = &option_specs[i];
        option(spec, out);
        const char *before = ".br\nOf ";
        for (uint32_t c = 0; c < command_count && spec->commands != ON_ALL; c++) {
            if (!(spec->commands & commands[c].bit)) continue;
            out_printf(out, "%s%s", before, commands[c].name);
            before = ", ";
        }
        out_cstr(out, spec->commands != ON_ALL ? ".\n" : "");
    }
}

static void synopsis(const Command *command, Out *out) {
    out_printf(out, "\\fBismsc %s\\fR", command->name);
    if (command->arguments[0] != 0) {
        out_cstr(out, " \\fI");
        text(out, command->arguments);
        out_cstr(out, "\\fR");
    }
    out_char(out, '\n');
}

void manual_print(Out *out) {
    out_cstr(
        out,
        ".TH ISMSC 1 \"\" \"ismsc " ISMSC_VERSION "\" \"User Commands\"\n"
        ".SH NAME\nismsc \\- a compiler for information security management systems written as code\n.SH SYNOPSIS\n"
        "\\fBismsc\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR…] [\\fIARGUMENT\\fR…]\n"
        ".SH DESCRIPTION\n\\fBismsc\\fR reads an information security management system that is written as code, checks it, and writes what an auditor wants to see.\n"
        ".SH COMMANDS\n");
    for (uint32_t i = 0; i < command_count; i++) {
        out_cstr(out, ".SS ");
        synopsis(&commands[i], out);
        paragraphs(out, commands[i].details);
    }
    out_cstr(out, ".SH OPTIONS\nOptions stand behind the command. \\fB\\-\\-\\fR ends them.\n");
    options(out);
    out_cstr(
        out,
        ".SH EXIT STATUS\n"
        ".TP\n0\nall is well\n.TP\n1\nthere are findings, or something is not as it should be\n.TP\n2\nthe job could not be done\n.TP\n3\ninternal error\n"
        ".SH ENVIRONMENT\n"
        ".TP\nSOURCE_DATE_EPOCH\nthe day for which to check, in seconds since 1970, where \\fB\\-\\-as\\-of\\fR does not say it\n"
        ".TP\nNO_COLOR, CLICOLOR_FORCE, FORCE_COLOR, CLICOLOR, TERM\nwhether there are colours, where \\fB\\-\\-color\\fR does not say it\n"
        ".TP\nGITHUB_STEP_SUMMARY\nthe file to which \\fBcheck \\-\\-format github\\fR appends a page\n");
}
