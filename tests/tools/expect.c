// Runs cases of expected diagnostics: expect [-a] [-c] [-f] [-j JOBS] [-b BASE] [-o RULES|file|none] [-d AS-OF] [-l STDLIB] ISMSC FILE…
//
// A FILE (tests/rules/NAME.isms, tests/diag/mistakes/NAME.isms, a Markdown page with examples) holds one case or several:
//
//   //# case: excluded and yet implemented      starts a case; what stands before the first one belongs to all cases
//   //# only: rule, rule                        the rules that run in this case (`none`: none); else those of -o, where `file` is the file's name
//   //# base: none                              nothing is added (else BASE, unless the case declares a `project` itself)
//   //# options: --no-waivers                   more options for this case
//   exclude A.8.12 "No DLP"  //~ error[decided-twice]                      the line yields this finding and no other
//   //~^ warning[x]  //~v error[y] "part of the message"                    the line above, the line below; ^^ and vv: two lines
//   //~base error[z]                                                       a finding somewhere in BASE
//   residual: rare × minor // before: residual: likely × minor             in an earlier state the line reads so, and the run shows what came since
//
// In a Markdown FILE each fenced `isms` block is a case: with -a all of them (in those without marks only errors count), else those below the
// headings Bad and Good (a page of the catalogue). With -c the cases are the examples in the documentation (comments `///`) of the rules in an .isms
// FILE.
// With -l another standard library is used, with -f nothing is run any more once a case failed (tests/check/mutants.sh).
// Each case is one run of `ISMSC check --format short` in a folder of its own; line numbers are those of FILE, because the case is
// written behind as many empty lines as stand before it. Prints `ok NAME` or `not ok NAME: why` for each.
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    unsigned line; // 0: anywhere in the base
    char level[16], name[96], part[160];
    bool seen;
} Expected;

typedef struct {
    const char *file;
    char name[96]; // of the rule or diagnostic that it is about: the file's, but for examples in documentation
    char title[200], only[400], options[400];
    bool bare;            // without the base
    bool lenient;         // an example without marks: only errors count
    bool bad_page, named; // the bad example of a page; a finding of the page's name was seen
    char *text;
    size_t len;
    Expected *expected;
    unsigned expected_count;
    char *dir; // its folder
    pid_t pid;
    char *verdict; // NULL: passed
} Case;

typedef struct {
    const char *ismsc, *base, *only, *as_of, *stdlib;
    unsigned jobs;
    bool all_blocks; // of Markdown files
    bool docs;       // of .isms files: the examples in their documentation
    bool first;      // the first failure ends it
    char *root;      // temporary folder
} Setup;

static void die(const char *what, const char *name) {
    fprintf(stderr, "expect: %s %s: %s\n", what, name, strerror(errno));
    exit(2);
}

static void *grow(void *old, size_t size) {
    void *block = realloc(old, size ? size : 1);
    if (!block) die("no memory for", "a case");
    return block;
}

static char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    if (!file) die("cannot read", path);
    char *text = NULL;
    size_t room = 0;
    for (*len = 0;;) {
        if (*len + 4096 > room) text = grow(text, room = room * 2 + 8192);
        size_t n = fread(text + *len, 1, room - *len - 1, file);
        if (!n) break;
        *len += n;
    }
    text[*len] = 0;
    fclose(file);
    return text;
}

static void write_file(const char *dir, const char *name, size_t empty_lines, const char *text, size_t len) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "wb");
    if (!file) die("cannot write", path);
    while (empty_lines--) putc('\n', file);
    fwrite(text, 1, len, file);
    if (fclose(file)) die("cannot write", path);
}

static void complain(Case *c, const char *format, ...) {
    char *more, *all;
    va_list args;
    va_start(args, format);
    if (vasprintf(&more, format, args) < 0) die("no memory for", "a verdict");
    va_end(args);
    if (asprintf(&all, "%s%s%s", c->verdict ? c->verdict : "", c->verdict ? "; " : "", more) < 0) die("no memory for", "a verdict");
    free(c->verdict), free(more);
    c->verdict = all;
}

// ---- Reading cases -----------------------------------------------------------------------------------------------------------

// One `error[name] "part"`; returns what follows it, or NULL when there is none.
static const char *read_expected(Case *c, const char *at, const char *end, unsigned line) {
    Expected e = {.line = line};
    while (at < end && (*at == ' ' || *at == ',')) at++;
    const char *open = memchr(at, '[', (size_t)(end - at)), *close = open ? memchr(open, ']', (size_t)(end - open)) : NULL;
    if (!close) return NULL;
    snprintf(e.level, sizeof e.level, "%.*s", (int)(open - at), at);
    snprintf(e.name, sizeof e.name, "%.*s", (int)(close - open - 1), open + 1);
    at = close + 1;
    while (at < end && *at == ' ') at++;
    const char *quote = at < end && *at == '"' ? memchr(at + 1, '"', (size_t)(end - at - 1)) : NULL;
    if (quote) {
        snprintf(e.part, sizeof e.part, "%.*s", (int)(quote - at - 1), at + 1);
        at = quote + 1;
    }
    c->expected = grow(c->expected, (c->expected_count + 1) * sizeof e);
    c->expected[c->expected_count++] = e;
    return at;
}

// The marks of one line: several `//~` may stand in it, each with several findings.
static void read_marks(Case *c, const char *at, const char *end, unsigned line) {
    while ((at = memmem(at, (size_t)(end - at), "//~", 3))) {
        unsigned target = line;
        for (at += 3; at < end && (*at == '^' || *at == 'v'); at++) target += *at == 'v' ? 1 : (unsigned)-1;
        if (end - at > 4 && !memcmp(at, "base", 4)) at += 4, target = 0;
        const char *next = memmem(at, (size_t)(end - at), "//~", 3), *stop = next ? next : end;
        while (at && at < stop) at = read_expected(c, at, stop, target);
        at = stop;
    }
}

static void trim_copy(char *to, size_t room, const char *at, const char *end) {
    while (at < end && isspace((unsigned char)*at)) at++;
    while (end > at && isspace((unsigned char)end[-1])) end--;
    snprintf(to, room, "%.*s", (int)(end - at), at);
}

static bool directive(const char *at, const char *end, const char *name, char *to, size_t room) {
    size_t n = strlen(name);
    if ((size_t)(end - at) < n || memcmp(at, name, n)) return false;
    trim_copy(to, room, at + n, end);
    return true;
}

static void append(Case *c, const char *at, size_t len) {
    c->text = grow(c->text, c->len + len + 1);
    memcpy(c->text + c->len, at, len);
    c->len += len;
    c->text[c->len] = 0;
}

static bool declares_project(const Case *c) {
    for (const char *at = c->text; at; at = strchr(at, '\n')) {
        if (*at == '\n') at++;
        if (!strncmp(at, "project", 7) && isspace((unsigned char)at[7])) return true;
    }
    return false;
}

static void read_directives(Case *c, const char *at, const char *end) {
    char word[400];
    if (directive(at, end, "//# only:", word, sizeof word)) snprintf(c->only, sizeof c->only, "%s", word);
    if (directive(at, end, "//# options:", word, sizeof word)) snprintf(c->options, sizeof c->options, "%s", word);
    if (directive(at, end, "//# base:", word, sizeof word)) c->bare = !strcmp(word, "none");
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static Case *new_case(Case **cases, size_t *count, const char *file) {
    *cases = grow(*cases, (*count + 1) * sizeof **cases);
    Case *c = &(*cases)[(*count)++];
    *c = (Case){.file = file};
    const char *name = base_name(file), *dot = strrchr(name, '.');
    snprintf(c->name, sizeof c->name, "%.*s", dot ? (int)(dot - name) : (int)strlen(name), name);
    append(c, "", 0);
    return c;
}

// Cases of an .isms file. Lines of other cases become empty ones, so that line numbers stay.
static void read_isms(const char *file, Case **cases, size_t *count) {
    size_t len, first = *count;
    char *text = read_file(file, &len), title[200];
    bool split = false;
    for (int pass = 0; pass < 2; pass++) { // first the marks that start cases, then the lines, each into its case or into all
        size_t now = first;
        unsigned line = 0;
        for (const char *at = text, *end; at < text + len; at = end) {
            const char *stop = memchr(at, '\n', (size_t)(text + len - at));
            end = stop ? stop + 1 : text + len;
            line++;
            if (directive(at, stop ? stop : end, "//# case:", title, sizeof title)) {
                if (!pass) snprintf(new_case(cases, count, file)->title, sizeof title, "%s", title), split = true;
                else now = split && line ? now + 1 : now;
            }
            if (!pass) continue;
            for (size_t i = first; i < *count; i++) {
                bool own = !split || now == first || i + 1 == now;
                append(&(*cases)[i], own ? at : "\n", own ? (size_t)(end - at) : 1);
                if (!own) continue;
                read_marks(&(*cases)[i], at, end, line);
                read_directives(&(*cases)[i], at, end);
            }
        }
        if (!pass && !split) new_case(cases, count, file);
    }
    free(text);
}

// Fenced `isms` blocks of a Markdown file. With `all`, each is a case with marks of its own. Else it is a page of the catalogue: blocks
// below a heading Bad yield findings of the page's name and no others (their number is free), those below Good nothing.
static void read_markdown(const char *file, bool all, Case **cases, size_t *count) {
    size_t len;
    char *text = read_file(file, &len);
    bool fenced = false, bad = false, wanted = all;
    Case *c = NULL;
    unsigned line = 0;
    for (const char *at = text, *end; at < text + len; at = end) {
        const char *stop = memchr(at, '\n', (size_t)(text + len - at));
        end = stop ? stop + 1 : text + len;
        line++;
        if (!strncmp(at, "```", 3)) {
            fenced = !fenced;
            c = NULL;
            if (!fenced || !wanted || (strncmp(at + 3, "isms", 4) && (all || at[3] != '\n'))) continue;
            c = new_case(cases, count, file);
            c->bad_page = bad && !all;
            c->lenient = all;
            snprintf(c->title, sizeof c->title, "%s line %u", all ? "example in" : bad ? "bad example," : "good example,", line);
            for (unsigned i = 0; i < line; i++) append(c, "\n", 1);
        } else if (!fenced && !all && *at == '#') {
            const char *word = at + strspn(at, "# ");
            bad = !strncasecmp(word, "Bad", 3);
            wanted = bad || !strncasecmp(word, "Good", 4);
        } else if (c) {
            append(c, at, (size_t)(end - at));
            read_marks(c, at, end, line);
            read_directives(c, at, end);
        }
    }
    free(text);
}

// Examples in the documentation of rules: in the `///` lines before `rule NAME`, the fenced `isms` blocks below a line Bad: yield findings of that
// rule, those below Good: nothing.
static void read_docs(const char *file, Case **cases, size_t *count) {
    size_t len, first = *count; // the first case of the documentation being read
    char *text = read_file(file, &len);
    bool fenced = false, bad = false, wanted = false;
    Case *c = NULL;
    unsigned line = 0;
    for (const char *at = text, *end; at < text + len; at = end) {
        const char *stop = memchr(at, '\n', (size_t)(text + len - at));
        end = stop ? stop + 1 : text + len;
        line++;
        if (strncmp(at, "///", 3)) {
            char name[96] = "";
            sscanf(at, "rule %95s", name);
            while (first < *count && *name) snprintf((*cases)[first++].name, sizeof name, "%s", name);
            *count = first; // examples of other declarations do not count
            fenced = wanted = false;
            c = NULL;
            continue;
        }
        at += at[3] == ' ' ? 4 : 3;
        if (!strncmp(at, "```", 3)) {
            fenced = !fenced;
            c = NULL;
            if (!fenced || !wanted || strncmp(at + 3, "isms", 4)) continue;
            c = new_case(cases, count, file);
            c->bad_page = bad;
            snprintf(c->title, sizeof c->title, "%s example in %.100s line %u", bad ? "bad" : "good", base_name(file), line);
            for (unsigned i = 0; i < line; i++) append(c, "\n", 1);
        } else if (c) append(c, at, (size_t)(end - at));
        else if (!fenced && (!strncmp(at, "Bad", 3) || !strncmp(at, "Good", 4))) bad = *at == 'B', wanted = true;
    }
    *count = first;
    free(text);
}

// ---- Running them ------------------------------------------------------------------------------------------------------------

#define BEFORE "// before:"

// The line as it reads in the earlier state: without its marks, and what it may say of itself.
static void write_line_before(FILE *file, const char *at, const char *end) {
    const char *said = memmem(at, (size_t)(end - at), BEFORE, strlen(BEFORE));
    if (said) at = said + strlen(BEFORE);
    const char *mark = said ? memmem(at, (size_t)(end - at), "//~", 3) : NULL;
    fprintf(file, "%.*s\n", (int)((mark ? mark : end) - at), at);
}

// The earlier state of a case, in a folder beside its own. False: it has none.
static bool write_before(const Case *c, const char *base, size_t base_len, char *dir, size_t room) {
    char path[PATH_MAX + 16];
    if (!strstr(c->text, BEFORE)) return false;
    snprintf(dir, room, "%s.before", c->dir);
    if (mkdir(dir, 0700)) die("cannot make", dir);
    snprintf(path, sizeof path, "%s/case.isms", dir);
    FILE *file = fopen(path, "wb");
    if (!file) die("cannot write", path);
    for (const char *at = c->text, *end; *at; at = *end ? end + 1 : end) {
        end = strchrnul(at, '\n');
        write_line_before(file, at, end);
    }
    if (fclose(file)) die("cannot write", path);
    if (base) write_file(dir, "base.isms", 0, base, base_len);
    return true;
}

static void start(const Setup *setup, Case *c, size_t number, const char *base, size_t base_len) {
    char only[500];
    if (asprintf(&c->dir, "%s/%zu", setup->root, number) < 0) die("no memory for", c->file);
    if (mkdir(c->dir, 0700)) die("cannot make", c->dir);
    write_file(c->dir, "case.isms", 0, c->text, c->len);
    if (c->bare || declares_project(c)) base = NULL;
    if (base) write_file(c->dir, "base.isms", 0, base, base_len);
    char earlier[PATH_MAX];
    bool compares = write_before(c, base, base_len, earlier, sizeof earlier);
    const char *rules = *c->only ? c->only : setup->only;
    if (!rules || !strcmp(rules, "none")) snprintf(only, sizeof only, "--level=all=off");
    else snprintf(only, sizeof only, "--only=%s", !strcmp(rules, "file") ? c->name : rules);
    for (char *from = only, *to = only; (*to = *from); from++) to += *to != ' ';

    fflush(stdout);
    c->pid = fork();
    if (c->pid < 0) die("cannot fork for", c->file);
    if (c->pid) return;
    const char *args[32] = {setup->ismsc, "check", "-C", c->dir, "--format", "short", "--as-of", setup->as_of, only};
    int n = 9;
    if (setup->stdlib) args[n++] = "--stdlib", args[n++] = setup->stdlib;
    if (compares) args[n++] = "--changed-only", args[n++] = earlier;
    for (char *word = strtok(c->options, " "); word && n < 31; word = strtok(NULL, " ")) args[n++] = word;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/.out", c->dir);
    int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    snprintf(path, sizeof path, "%s/.err", c->dir);
    int err = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600), in = open("/dev/null", O_RDONLY);
    dup2(in, 0), dup2(out, 1), dup2(err, 2);
    execv(setup->ismsc, (char *const *)args);
    _exit(127);
}

typedef struct {
    char file[256], level[16], name[96];
    unsigned line;
    const char *message;
} Found;

// `case.isms:12:3: error[name]: message`, or `error[name]: message` where there is no place (as if in line 0 of the case).
static bool read_found(char *text, Found *found) {
    char *open = strstr(text, "["), *close = open ? strstr(open, "]: ") : NULL;
    unsigned column;
    if (!close) return false;
    found->message = close + 3, found->line = 0;
    snprintf(found->file, sizeof found->file, "case.isms");
    if (sscanf(text, "%15[a-z][%95[^]]]", found->level, found->name) == 2) return true;
    if (sscanf(text, "%255[^:]:%u:%u: %15[a-z][%95[^]]]", found->file, &found->line, &column, found->level, found->name) != 5) return false;
    return true;
}

static bool matches(const Expected *e, const Found *f) {
    bool place = e->line ? !strcmp(base_name(f->file), "case.isms") && e->line == f->line : !strcmp(base_name(f->file), "base.isms");
    return !e->seen && place && !strcmp(e->level, f->level) && !strcmp(e->name, f->name) && strstr(f->message, e->part);
}

static void judge_finding(Case *c, char *text, const Found *found) {
    if (c->bad_page && !strcmp(found->name, c->name)) {
        c->named = true;
        return;
    }
    for (unsigned i = 0; i < c->expected_count; i++) {
        if (!matches(&c->expected[i], found)) continue;
        c->expected[i].seen = true;
        return;
    }
    if (c->lenient && !c->expected_count && strcmp(found->level, "error")) return;
    complain(c, "unexpected %s", text);
}

static void judge(Case *c, int status) {
    char path[PATH_MAX];
    size_t len, err_len;
    snprintf(path, sizeof path, "%s/.out", c->dir);
    char *out = read_file(path, &len);
    snprintf(path, sizeof path, "%s/.err", c->dir);
    char *err = read_file(path, &err_len);
    bool error = false;
    char *rest = NULL;
    for (char *text = strtok_r(out, "\n", &rest); text; text = strtok_r(NULL, "\n", &rest)) {
        Found found;
        if (!read_found(text, &found)) continue;
        error |= !strcmp(found.level, "error");
        judge_finding(c, text, &found);
    }
    for (unsigned i = 0; i < c->expected_count; i++) {
        const Expected *e = &c->expected[i];
        if (!e->seen && e->line) complain(c, "missing %s[%s] in line %u%s%s", e->level, e->name, e->line, *e->part ? " with " : "", e->part);
        else if (!e->seen) complain(c, "missing %s[%s] in the base", e->level, e->name);
    }
    if (c->bad_page && !c->named) complain(c, "the bad example does not yield it");
    if (!WIFEXITED(status)) complain(c, "ended by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) != error) complain(c, "exit code %d", WEXITSTATUS(status));
    if (c->verdict && err_len) complain(c, "standard error: %.300s", err);
    for (char *at = c->verdict; at && *at; at++)
        if (*at == '\n') *at = ' ';
    free(out), free(err);
}

static void remove_dir(const Case *c) {
    static const char *names[] = {"/case.isms", "/base.isms", "/.out", "/.err", ".before/case.isms", ".before/base.isms"};
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s%s", c->dir, names[i]);
        unlink(path);
    }
    rmdir(c->dir);
    snprintf(path, sizeof path, "%s.before", c->dir);
    rmdir(path);
}

// Waits for one case to end; false: it failed.
static bool reap(Case *cases, size_t count) {
    int status;
    pid_t pid = wait(&status);
    for (size_t i = 0; i < count; i++) {
        if (cases[i].pid != pid) continue;
        judge(&cases[i], status);
        remove_dir(&cases[i]);
        cases[i].pid = 0;
        return !cases[i].verdict;
    }
    return true;
}

// Runs the cases, some at a time; returns how many of them were run.
static size_t run_all(const Setup *setup, Case *cases, size_t count) {
    size_t base_len = 0, running = 0, run = 0;
    char *base = setup->base ? read_file(setup->base, &base_len) : NULL;
    bool good = true;
    for (; run < count && (good || !setup->first); run++, running++) {
        if (running >= setup->jobs) good &= reap(cases, count), running--;
        start(setup, &cases[run], run, base, base_len);
    }
    while (running--) reap(cases, count);
    free(base);
    return run;
}

static void report(const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        printf("%s %s%s%s", cases[i].verdict ? "not ok" : "ok", cases[i].name, *cases[i].title ? ", " : "", cases[i].title);
        if (cases[i].verdict) printf(": %s", cases[i].verdict);
        putchar('\n');
    }
}

int main(int argc, char **argv) {
    Setup setup = {.jobs = 2, .as_of = "2026-03-01"};
    for (int option; (option = getopt(argc, argv, "acfj:b:o:d:l:")) != -1;) {
        switch (option) {
        case 'c': setup.docs = true; break;
        case 'a': setup.all_blocks = true; break;
        case 'f': setup.first = true; break;
        case 'j': setup.jobs = (unsigned)atoi(optarg); break;
        case 'b': setup.base = optarg; break;
        case 'o': setup.only = optarg; break;
        case 'd': setup.as_of = optarg; break;
        case 'l': setup.stdlib = optarg; break;
        default:
            fputs("usage: expect [-a] [-c] [-f] [-j JOBS] [-b BASE] [-o RULES|file|none] [-d AS-OF] [-l STDLIB] ISMSC FILE…\n", stderr);
            return 2;
        }
    }
    if (optind + 1 > argc) return 2;
    setup.ismsc = argv[optind];
    Case *cases = NULL;
    size_t count = 0;
    for (int i = optind + 1; i < argc; i++) {
        size_t n = strlen(argv[i]);
        if (n > 3 && !strcmp(argv[i] + n - 3, ".md")) read_markdown(argv[i], setup.all_blocks, &cases, &count);
        else if (setup.docs) read_docs(argv[i], &cases, &count);
        else read_isms(argv[i], &cases, &count);
    }
    const char *tmp = getenv("TMPDIR");
    if (asprintf(&setup.root, "%s/expect.XXXXXX", tmp && *tmp ? tmp : "/tmp") < 0 || !mkdtemp(setup.root)) die("cannot make", "a temporary folder");
    size_t run = run_all(&setup, cases, count);
    rmdir(setup.root);
    report(cases, run);
    return 0;
}
