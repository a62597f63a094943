// The table of options, and reading the command line by it. Not by getopt_long: that takes abbreviations, keeps its state in globals, and
// cannot name the nearest option.
#include "cli/options.h"

#include <stdlib.h>

#include "cli/commands.h"
#include "diag/suggest.h"
#include "render/diagnostics/shown.h"

static bool refuse_value(Out *trouble, const char *value, const char *wanted) {
    out_char(trouble, '`');
    shown_text(trouble, str_of(value));
    out_printf(trouble, "` is not %s", wanted);
    return false;
}

bool options_list(Str list, bool each(void *context, Str part), void *context) {
    for (uint32_t from = 0; from <= list.len;) {
        uint32_t end = str_find(list, ',', from);
        Str part = str_trim(str_part(list, from, end));
        if (part.len > 0 && !each(context, part)) return false;
        from = end + 1;
    }
    return true;
}

// ---- One function for each option ----------------------------------------------------------------------------------------------------

#define SETTER(name) static bool set_##name(Options *o, const char *value, Out *trouble)

// For options whose value is taken as it is, and for those without one.
#define PLAIN_SETTER(name, assignment) \
    SETTER(name) {                     \
        (void)value, (void)trouble;    \
        assignment;                    \
        return true;                   \
    }

PLAIN_SETTER(dir, o->dir = value)
PLAIN_SETTER(project, o->project = value)
PLAIN_SETTER(stdlib, o->stdlib = value)
PLAIN_SETTER(output, o->output = value)
PLAIN_SETTER(format, o->format = str_of(value))
PLAIN_SETTER(emit, o->emit = str_of(value))
PLAIN_SETTER(columns, o->columns = str_of(value))
PLAIN_SETTER(revision, o->revision = str_of(value))
PLAIN_SETTER(no_waivers, o->no_waivers = true)
PLAIN_SETTER(list, o->list = true)
PLAIN_SETTER(man, o->man = true)
PLAIN_SETTER(quiet, o->quiet = true)
PLAIN_SETTER(verbose, o->verbose = true)
PLAIN_SETTER(help, o->help = true)
PLAIN_SETTER(csv_raw, o->csv_raw = true)
PLAIN_SETTER(diff, o->diff = true)
PLAIN_SETTER(check, o->check = true)
PLAIN_SETTER(fix, o->fix = true)
PLAIN_SETTER(statistics, o->statistics = true)
PLAIN_SETTER(by, o->by = value)
PLAIN_SETTER(to, o->to = value)
PLAIN_SETTER(against, o->against = value)
PLAIN_SETTER(exit_code, o->exit_code = true)
PLAIN_SETTER(baseline, o->baseline = value)
PLAIN_SETTER(changed_only, o->changed_only = value)
PLAIN_SETTER(person, o->person = str_of(value))
PLAIN_SETTER(field, o->field = str_of(value))

SETTER(report) {
    Str text = str_of(value);
    uint32_t equals = str_find(text, '=', 0);
    if (equals == 0 || equals + 1 >= text.len) return refuse_value(trouble, value, "FORMAT=PATH");
    vec_push(&o->reports, (ReportWanted){str_part(text, 0, equals), value + equals + 1});
    return true;
}

SETTER(fail_on) {
    Str text = str_of(value);
    if (str_eq(text, STR("never"))) {
        o->fail_on = LEVEL_OFF;
        return true;
    }
    if (level_parse(text, &o->fail_on) && o->fail_on >= LEVEL_NOTE && o->fail_on <= LEVEL_ERROR) return true;
    return refuse_value(trouble, value, "one of error, warning, note, never");
}

SETTER(level) {
    Str text = str_of(value);
    uint32_t equals = str_find(text, '=', 0);
    LevelSetting setting = {.name = str_part(text, 0, equals)};
    if (equals == 0 || !level_parse(str_part(text, equals + 1, text.len), &setting.level)) {
        return refuse_value(trouble, value, "NAME=LEVEL with one of error, warning, note, off, forbid");
    }
    vec_push(&o->levels, setting);
    return true;
}

static bool add_only(void *context, Str part) {
    Options *o = context;
    vec_push(&o->only, part);
    return true;
}

SETTER(only) {
    (void)trouble;
    return options_list(str_of(value), add_only, o);
}

static bool read_day(const char *value, Date *day, bool *has, Out *trouble) {
    *has = date_parse(str_of(value), day);
    return *has ? true : refuse_value(trouble, value, "a day such as 2026-03-01");
}

SETTER(as_of) {
    return read_day(value, &o->as_of, &o->has_as_of, trouble);
}

SETTER(horizon) {
    o->has_horizon = duration_parse(str_of(value), &o->horizon);
    return o->has_horizon ? true : refuse_value(trouble, value, "a duration such as '90 days'");
}

SETTER(on) {
    return read_day(value, &o->on, &o->has_on, trouble);
}

SETTER(until) {
    return read_day(value, &o->until, &o->has_until, trouble);
}

SETTER(dump) {
    static const char *const STAGES[] = {"", "tokens", "tree", "model", "findings"};
    for (int i = DUMP_TOKENS; i <= DUMP_FINDINGS; i++) {
        if (strcmp(value, STAGES[i]) != 0) continue;
        o->dump = (Dump)i;
        return true;
    }
    return refuse_value(trouble, value, "one of tokens, tree, model, findings");
}

SETTER(colour) {
    static const char *const WHEN[] = {"auto", "always", "never"};
    for (int i = WHEN_AUTO; i <= WHEN_NEVER; i++) {
        if (strcmp(value, WHEN[i]) != 0) continue;
        o->colour = (When)i;
        return true;
    }
    return refuse_value(trouble, value, "one of auto, always, never");
}

static bool read_count(const char *value, unsigned long least, unsigned long most, uint32_t *count) {
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != 0 || n < least || n > most) return false;
    *count = (uint32_t)n;
    return true;
}

SETTER(width) {
    return read_count(value, 20, 10000, &o->width) ? true : refuse_value(trouble, value, "a number of columns from 20 to 10000");
}

SETTER(threads) {
    return read_count(value, 1, THREADS_MOST, &o->threads) ? true : refuse_value(trouble, value, "a number of threads from 1 to 16");
}

// ---- The table -------------------------------------------------------------------------------------------------------------------------

#define ON_TABLES (ON_SHOW | ON_QUERY | ON_LIST)
#define ON_RULES (ON_CHECK | ON_BUILD | ON_SHOW | ON_QUERY | ON_DIFF)

const OptionSpec option_specs[] = {
    {'C', NULL, "DIR", ON_PROJECT | ON_FMT, "the ISMS in DIR; PATHs are relative to it", set_dir},
    {0, "project", "FILE", ON_PROJECT, "the ISMS whose `project` record is in FILE", set_project},
    {0, "format", "FMT", ON_CHECK | ON_TABLES | ON_EXPLAIN | ON_MIGRATE | ON_DIFF | ON_BASELINE, "form of what is printed", set_format},
    {0, "report", "FMT=PATH", ON_CHECK, "write the findings to PATH too, in another format; may be repeated", set_report},
    {'o', "output", "DIR", ON_BUILD, "folder for the artefacts (default: ismsc-out)", set_output},
    {0, "emit", "LIST", ON_BUILD, "formats of the artefacts, separated by commas", set_emit},
    {0, "columns", "LIST", ON_TABLES, "columns by their heads, or `all`", set_columns},
    {0, "csv-raw", NULL, ON_BUILD | ON_TABLES, "CSV without the ' that keeps spreadsheets from running formulas", set_csv_raw},
    {0, "against", "STATE", ON_DIFF,
     "git:REF, git:REF... (where HEAD left REF), the folder of another ISMS, or a model that `build --emit model` wrote", set_against},
    {0, "exit-code", NULL, ON_DIFF, "end with 1 when anything changed", set_exit_code},
    {0, "to", "STANDARD", ON_MIGRATE, "the standard to go to, as iso27001/2022", set_to},
    {0, "by", "ROLE", ON_APPROVE, "the role whose decision it is", set_by},
    {0, "person", "ID", ON_APPROVE, "who decided in that role", set_person},
    {0, "on", "DATE", ON_APPROVE, "the day of approval (default: that of --as-of)", set_on},
    {0, "until", "DATE", ON_APPROVE, "the day on which the approval lapses", set_until},
    {0, "field", "NAME", ON_APPROVE, "the field for the sign-off, where a record has several", set_field},
    {0, "check", NULL, ON_FMT | ON_BUILD, "write nothing, and end with 1 when a file would change", set_check},
    {0, "fix", NULL, ON_CHECK, "apply the safe fixes: those that decide nothing, or leave it open with a `todo`", set_fix},
    {0, "diff", NULL, ON_CHECK | ON_APPROVE | ON_FMT | ON_MIGRATE, "print what would be written as a patch, and write nothing", set_diff},
    {0, "list", NULL, ON_EXPLAIN, "names of everything that has an explanation", set_list},
    {0, "man", NULL, ON_HELP, "all of it as a manual page", set_man},
    {0, "fail-on", "LEVEL", ON_CHECK | ON_BUILD, "error, warning, note or never (default: error)", set_fail_on},
    {0, "level", "NAME=LEVEL", ON_RULES, "level of a rule (or `all`): error, warning, note, off, forbid; may be repeated", set_level},
    {0, "only", "NAME,…", ON_RULES, "run just these rules", set_only},
    {0, "statistics", NULL, ON_CHECK, "close with the names of what was found by level and count, worst first (text, short)", set_statistics},
    {0, "no-waivers", NULL, ON_RULES, "as if nothing were waived", set_no_waivers},
    {0, "baseline", "FILE", ON_CHECK | ON_BASELINE, "leave out the findings that FILE holds (of `baseline`: the file itself)", set_baseline},
    {0, "changed-only", "REF", ON_CHECK,
     "just what the changes since REF (of git; REF... is where HEAD left it; a folder, a model) caused, shown at the changes", set_changed_only},
    {0, "as-of", "DATE", ON_PROJECT, "the day for which to check (default: SOURCE_DATE_EPOCH, else today)", set_as_of},
    {0, "horizon", "DURATION", ON_CHECK, "also tell what will be found by then ('90 days') and is not yet", set_horizon},
    {0, "revision", "TEXT", ON_BUILD | ON_SHOW | ON_QUERY | ON_DIFF, "revision to print in the artefacts' heads", set_revision},
    {0, "stdlib", "DIR", ON_PROJECT, "another standard library", set_stdlib},
    {0, "dump", "STAGE", ON_CHECK, "print what stands after a stage: tokens, tree, model, findings", set_dump},
    {0, "color", "WHEN", ON_PROJECT | ON_FMT, "auto, always or never", set_colour},
    {0, "width", "N", ON_PROJECT | ON_FMT, "columns to print for (default: those of the terminal)", set_width},
    {0, "threads", "N", ON_PROJECT, "work on so many threads (default: one for each core, where that is worth it)", set_threads},
    {'q', "quiet", NULL, ON_CHECK | ON_BUILD | ON_SHOW | ON_QUERY | ON_INIT | ON_APPROVE | ON_FMT | ON_MIGRATE | ON_DIFF | ON_BASELINE,
     "say nothing when nothing is wrong", set_quiet},
    {'v', "verbose", NULL, ON_PROJECT | ON_VERSION, "say more on standard error", set_verbose},
    {'h', "help", NULL, ON_ALL, "print help for the command", set_help},
};
const uint32_t option_spec_count = sizeof option_specs / sizeof *option_specs;

const char *option_words(const OptionSpec *spec) {
    static const struct {
        const char *argument, *words;
    } WORDS[] = {{"LEVEL", "error warning note never"}, {"WHEN", "auto always never"}, {"STAGE", "tokens tree model findings"}};
    for (size_t i = 0; spec->argument != NULL && i < sizeof WORDS / sizeof *WORDS; i++) {
        if (strcmp(spec->argument, WORDS[i].argument) == 0) return WORDS[i].words;
    }
    return "";
}

// ---- Reading ---------------------------------------------------------------------------------------------------------------------------

static void name_nearest(Out *trouble, const Suggestion *suggestion, const char *noun, const char *before) {
    if (suggestion->best.at == NULL) return;
    out_printf(trouble, "; %s with a similar name exists: %s", noun, before);
    out_str(trouble, suggestion->best);
}

static bool refuse_option(const Command *command, Str name, Out *trouble) {
    Suggestion suggestion = {.wanted = name};
    out_printf(trouble, "`%s` has no option --", command->name);
    shown_text(trouble, name);
    for (uint32_t i = 0; i < option_spec_count; i++) {
        const OptionSpec *spec = &option_specs[i];
        if (spec->name != NULL && (spec->commands & command->bit)) suggest_offer(&suggestion, str_of(spec->name), 0);
    }
    name_nearest(trouble, &suggestion, "an option", "--");
    return false;
}

static const OptionSpec *find_long(const Command *command, Str name) {
    for (uint32_t i = 0; i < option_spec_count; i++) {
        const OptionSpec *spec = &option_specs[i];
        if (spec->name != NULL && (spec->commands & command->bit) && str_eq(str_of(spec->name), name)) return spec;
    }
    return NULL;
}

static const OptionSpec *find_letter(const Command *command, char letter) {
    for (uint32_t i = 0; i < option_spec_count; i++) {
        if (option_specs[i].letter == letter && (option_specs[i].commands & command->bit)) return &option_specs[i];
    }
    return NULL;
}

// Where we are in the command line.
typedef struct {
    char **argv;
    int argc, at;
    Options *options;
    Out *trouble;
} Reading;

static bool need_value(Reading *r, const OptionSpec *spec, const char **value) {
    if (r->at + 1 < r->argc) {
        *value = r->argv[++r->at];
        return true;
    }
    if (spec->name != NULL) {
        out_printf(r->trouble, "--%s needs a value: --%s %s", spec->name, spec->name, spec->argument);
    } else {
        out_printf(r->trouble, "-%c needs a value: -%c %s", spec->letter, spec->letter, spec->argument);
    }
    return false;
}

static bool set(Reading *r, const OptionSpec *spec, const char *value) {
    size_t before = r->trouble->len;
    if (spec->set(r->options, value, r->trouble)) return true;
    Out why = out_memory();
    out_bytes(&why, r->trouble->at + before, r->trouble->len - before);
    r->trouble->len = before;
    if (spec->name != NULL) out_printf(r->trouble, "--%s: ", spec->name);
    out_str(r->trouble, out_text(&why));
    out_free(&why);
    return false;
}

static bool read_long(Reading *r, const char *word) {
    Str text = str_of(word);
    uint32_t equals = str_find(text, '=', 0);
    Str name = str_part(text, 0, equals);
    const OptionSpec *spec = find_long(r->options->command, name);
    if (spec == NULL) return refuse_option(r->options->command, name, r->trouble);
    const char *value = equals < text.len ? word + equals + 1 : NULL;
    if (spec->argument == NULL && value != NULL) {
        out_printf(r->trouble, "--%s takes no value", spec->name);
        return false;
    }
    if (spec->argument != NULL && value == NULL && !need_value(r, spec, &value)) return false;
    return set(r, spec, value);
}

// `-qv`, `-o DIR`, `-oDIR`.
static bool read_letters(Reading *r, const char *word) {
    for (; *word != 0; word++) {
        const OptionSpec *spec = find_letter(r->options->command, *word);
        if (spec == NULL) {
            out_printf(r->trouble, "`%s` has no option -", r->options->command->name);
            shown_text(r->trouble, (Str){word, 1});
            return false;
        }
        const char *value = NULL;
        if (spec->argument != NULL) {
            value = word + 1;
            if (*value == 0 && !need_value(r, spec, &value)) return false;
            return set(r, spec, value);
        }
        if (!set(r, spec, value)) return false;
    }
    return true;
}

static bool read_command(Reading *r, const char *word) {
    Str name = str_of(word);
    if (word[0] == '-') {
        out_cstr(r->trouble, "the command comes before its options: ismsc COMMAND ");
        shown_text(r->trouble, name);
        return false;
    }
    r->options->command = command_find(name);
    if (r->options->command != NULL) return true;
    Suggestion suggestion = {.wanted = name};
    for (uint32_t i = 0; i < command_count; i++) suggest_offer(&suggestion, str_of(commands[i].name), 0);
    out_cstr(r->trouble, "there is no command `");
    shown_text(r->trouble, name);
    out_char(r->trouble, '`');
    name_nearest(r->trouble, &suggestion, "one", "");
    if (suggestion.best.at == NULL) out_cstr(r->trouble, "; `ismsc help` lists them");
    return false;
}

// `--help`, `--version` and their letters in the place of a command.
static const char *command_word(const char *word) {
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) return "help";
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) return "version";
    return word;
}

bool options_read(int argc, char **argv, Options *options, Out *trouble) {
    *options = (Options){.fail_on = LEVEL_ERROR};
    Reading reading = {argv, argc, 1, options, trouble};
    if (argc < 2) {
        out_cstr(trouble, "a command is missing; `ismsc help` lists them");
        return false;
    }
    if (!read_command(&reading, command_word(argv[1]))) return false;
    bool only_arguments = false;
    for (reading.at = 2; reading.at < argc; reading.at++) {
        const char *word = argv[reading.at];
        if (only_arguments || word[0] != '-' || word[1] == 0) {
            vec_push(&options->arguments, word);
        } else if (strcmp(word, "--") == 0) {
            only_arguments = true;
        } else if (!(word[1] == '-' ? read_long(&reading, word + 2) : read_letters(&reading, word + 1))) {
            return false;
        }
    }
    return true;
}

void options_free(Options *options) {
    vec_free(&options->arguments);
    vec_free(&options->reports);
    vec_free(&options->levels);
    vec_free(&options->only);
}
