// ismsc completion: scripts by which a shell completes commands, options and their values, made of the tables of commands and options.
#include "cli/commands.h"
#include "cli/run.h"
#include "render/artefacts/render.h"
#include "render/diagnostics/render.h"

// Calls `each` for every option of the command that has a long name.
typedef void Each(const Command *command, const OptionSpec *spec, Out *out);

static void options_of(const Command *command, Each *each, Out *out) {
    for (uint32_t i = 0; i < option_spec_count; i++) {
        if (option_specs[i].commands & command->bit) each(command, &option_specs[i], out);
    }
}

// ---- Values -------------------------------------------------------------------------------------------------------------------------------

static bool is_path(const OptionSpec *spec) {
    return spec->argument != NULL && (strcmp(spec->argument, "DIR") == 0 || strcmp(spec->argument, "FILE") == 0);
}

// The words that an option of the command or, with `spec` NULL, the command itself can be followed by, with blanks between them. None: any text.
static void values(const Command *command, const OptionSpec *spec, Out *out) {
    const char *between = "";
    if (spec == NULL && command->bit == ON_HELP) {
        for (uint32_t i = 0; i < command_count; i++, between = " ") out_printf(out, "%s%s", between, commands[i].name);
    } else if (spec == NULL) {
        out_cstr(out, command->bit == ON_LIST         ? "artefacts diagnostics kinds records rules units"
                      : command->bit == ON_COMPLETION ? "bash zsh fish"
                                                      : "");
    } else if (spec->argument != NULL && strcmp(spec->argument, "FMT") == 0 && (command->bit & ON_CHECK)) {
        for (uint32_t i = 0; i < diag_format_count; i++, between = " ") out_printf(out, "%s%s", between, diag_formats[i].name);
    } else if (spec->argument != NULL && strcmp(spec->argument, "FMT") == 0) {
        for (uint32_t i = 0; i < artefact_format_count; i++, between = " ") out_printf(out, "%s%s", between, artefact_formats[i].name);
    } else {
        out_cstr(out, option_words(spec));
    }
}

static bool takes_paths(const Command *command) {
    return strstr(command->arguments, "PATH") != NULL || strstr(command->arguments, "DIR") != NULL;
}

// ---- bash ---------------------------------------------------------------------------------------------------------------------------------

static void bash_words(const Command *command, const OptionSpec *spec, Out *out) {
    if (spec->name != NULL) out_printf(out, "--%s ", spec->name);
    else out_printf(out, "-%c ", spec->letter);
    (void)command;
}

static void bash_value(const Command *command, const OptionSpec *spec, Out *out) {
    if (spec->argument == NULL) return;
    out_printf(out, "        %s,", command->name);
    if (spec->name != NULL) out_printf(out, "--%s", spec->name);
    if (spec->name != NULL && spec->letter != 0) out_printf(out, "|%s,", command->name);
    if (spec->letter != 0) out_printf(out, "-%c", spec->letter);
    out_cstr(out, ") ");
    if (is_path(spec)) {
        out_printf(out, "COMPREPLY=($(compgen -%c -- \"$word\"))", strcmp(spec->argument, "DIR") == 0 ? 'd' : 'f');
    } else {
        out_cstr(out, "COMPREPLY=($(compgen -W '");
        values(command, spec, out);
        out_cstr(out, "' -- \"$word\"))");
    }
    out_cstr(out, "; return ;;\n");
}

static void bash_command(const Command *command, Out *out) {
    out_printf(out, "        %s) case $word in\n            -*) words='", command->name);
    options_of(command, bash_words, out);
    out_cstr(out, "' ;;\n            *) words='");
    values(command, NULL, out);
    out_printf(out, "'; files=%s ;;\n            esac ;;\n", takes_paths(command) ? "yes" : "");
}

static void write_bash(Out *out) {
    out_cstr(out, "# Completion of ismsc in bash; made by `ismsc completion bash`.\n"
                  "_ismsc() {\n"
                  "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} words= files=\n"
                  "    COMPREPLY=()\n"
                  "    if [ \"$word\" = = ]; then word=; elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                  "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                  "        COMPREPLY=($(compgen -W '");
    for (uint32_t i = 0; i < command_count; i++) out_printf(out, "%s%s", i > 0 ? " " : "", commands[i].name);
    out_cstr(out, "' -- \"$word\")); return\n    fi\n    case $command,$before in\n");
    for (uint32_t i = 0; i < command_count; i++) options_of(&commands[i], bash_value, out);
    out_cstr(out, "    esac\n    case $command in\n");
    for (uint32_t i = 0; i < command_count; i++) bash_command(&commands[i], out);
    out_cstr(out, "    esac\n"
                  "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                  "    if [ -n \"$files\" ]; then COMPREPLY+=($(compgen -f -- \"$word\")); fi\n"
                  "}\n"
                  "complete -o filenames -F _ismsc ismsc\n");
}

// ---- zsh ----------------------------------------------------------------------------------------------------------------------------------

// Within single quotes, where brackets and colons have a meaning to `_arguments`.
static void zsh_text(Out *out, const char *text) {
    for (; *text != 0; text++) {
        if (*text == '\'') out_cstr(out, "'\\'");
        else if (strchr("[]:\\", *text) != NULL) out_char(out, '\\');
        out_char(out, *text);
    }
}

static void zsh_one(const Command *command, const OptionSpec *spec, const char *name, Out *out) {
    out_printf(out, " \\\n                '*%s", name);
    if (spec->argument != NULL) out_char(out, name[1] == '-' ? '=' : '+');
    out_char(out, '[');
    zsh_text(out, spec->help);
    out_char(out, ']');
    if (spec->argument != NULL) {
        out_char(out, ':');
        zsh_text(out, spec->argument);
        out_char(out, ':');
        Out words = out_memory();
        values(command, spec, &words);
        if (is_path(spec)) out_cstr(out, strcmp(spec->argument, "DIR") == 0 ? "_files -/" : "_files");
        else if (words.len > 0) out_printf(out, "(" STR_FMT ")", STR_ARG(out_text(&words)));
        out_free(&words);
    }
    out_char(out, '\'');
}

static void zsh_option(const Command *command, const OptionSpec *spec, Out *out) {
    Out name = out_memory();
    if (spec->name != NULL) {
        out_printf(&name, "--%s%c", spec->name, 0);
        zsh_one(command, spec, name.at, out);
        name.len = 0;
    }
    if (spec->letter != 0) {
        out_printf(&name, "-%c%c", spec->letter, 0);
        zsh_one(command, spec, name.at, out);
    }
    out_free(&name);
}

static void zsh_command(const Command *command, Out *out) {
    Out words = out_memory();
    out_printf(out, "        %s)\n            _arguments -s", command->name);
    options_of(command, zsh_option, out);
    values(command, NULL, &words);
    if (words.len > 0) out_printf(out, " \\\n                '*:argument:(" STR_FMT ")'", STR_ARG(out_text(&words)));
    else out_cstr(out, takes_paths(command) ? " \\\n                '*:path:_files'" : " \\\n                '*:argument:'");
    out_cstr(out, " ;;\n");
    out_free(&words);
}

static void write_zsh(Out *out) {
    out_cstr(out,
             "#compdef ismsc\n# Completion of ismsc in zsh; made by `ismsc completion zsh`.\n_ismsc() {\n    local -a commands\n    commands=(\n");
    for (uint32_t i = 0; i < command_count; i++) {
        out_printf(out, "        '%s:", commands[i].name);
        zsh_text(out, commands[i].summary);
        out_cstr(out, "'\n");
    }
    out_cstr(out, "    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
                  "    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case $command in\n");
    for (uint32_t i = 0; i < command_count; i++) zsh_command(&commands[i], out);
    out_cstr(out, "    esac\n}\nif [ \"$funcstack[1]\" = _ismsc ]; then _ismsc \"$@\"; else compdef _ismsc ismsc; fi\n");
}

// ---- fish ---------------------------------------------------------------------------------------------------------------------------------

static void fish_text(Out *out, const char *text) {
    for (; *text != 0; text++) {
        if (*text == '\'' || *text == '\\') out_char(out, '\\');
        out_char(out, *text);
    }
}

static void fish_option(const Command *command, const OptionSpec *spec, Out *out) {
    out_printf(out, "complete -c ismsc -n '__fish_seen_subcommand_from %s'", command->name);
    if (spec->letter != 0) out_printf(out, " -s %c", spec->letter);
    if (spec->name != NULL) out_printf(out, " -l %s", spec->name);
    if (spec->argument != NULL) {
        Out words = out_memory();
        values(command, spec, &words);
        if (is_path(spec)) out_cstr(out, " -r");
        else out_printf(out, " -x -a '" STR_FMT "'", STR_ARG(out_text(&words)));
        out_free(&words);
    }
    out_cstr(out, " -d '");
    fish_text(out, spec->help);
    out_cstr(out, "'\n");
}

static void fish_command(const Command *command, Out *out) {
    Out words = out_memory();
    out_printf(out, "complete -c ismsc -f -n __fish_use_subcommand -a %s -d '", command->name);
    fish_text(out, command->summary);
    out_cstr(out, "'\n");
    values(command, NULL, &words);
    if (words.len > 0)
        out_printf(out, "complete -c ismsc -f -n '__fish_seen_subcommand_from %s' -a '" STR_FMT "'\n", command->name, STR_ARG(out_text(&words)));
    options_of(command, fish_option, out);
    out_free(&words);
}

static void write_fish(Out *out) {
    out_cstr(out, "# Completion of ismsc in fish; made by `ismsc completion fish`.\n");
    for (uint32_t i = 0; i < command_count; i++) fish_command(&commands[i], out);
}

// ---- The command --------------------------------------------------------------------------------------------------------------------------

int command_completion(const Options *options) {
    static const struct {
        const char *shell;
        void (*write)(Out *out);
    } SHELLS[] = {{"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
    for (size_t i = 0; options->arguments.n == 1 && i < sizeof SHELLS / sizeof *SHELLS; i++) {
        if (strcmp(options->arguments.at[0], SHELLS[i].shell) != 0) continue;
        int fd;
        Out out = standard_output(&fd);
        SHELLS[i].write(&out);
        return standard_finish(&out, EXIT_WELL);
    }
    return say_usage("completion wants one of bash, zsh, fish");
}
