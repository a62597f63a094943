// The generator of the catalogue: what it makes of a page, and how it tells of a mistake in one. It is part
// of this test, and run in a process of its own.
#define main generator
#include "tools/catalogue.c"
#undef main

#include <fcntl.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/ismsc-catalogue-XXXXXX";
static char output[1 << 16];

static char *in_folder(char *path, const char *name) {
    sprintf(path, "%s/%s", folder, name);
    return path;
}

static void store(const char *name, const char *text) {
    char path[200];
    FILE *file = fopen(in_folder(path, name), "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *load(const char *name) {
    char path[200];
    FILE *file = fopen(in_folder(path, name), "rb");
    if (!file) return NULL;
    output[fread(output, 1, sizeof output - 1, file)] = 0;
    fclose(file);
    return output;
}

static int run(void) {
    char header[200], source[200], errors[200];
    in_folder(header, "made.h");
    in_folder(source, "made.c");
    in_folder(errors, "errors");
    unlink(header);
    unlink(source);
    fflush(NULL);
    pid_t child = fork();
    if (!child) {
        int fd = open(errors, O_CREAT | O_TRUNC | O_WRONLY, 0600);
        if (fd < 0 || dup2(fd, 2) != 2) _exit(99);
        char *arguments[] = {(char *)(uintptr_t) "catalogue", folder, header, source, NULL};
        _exit(generator(4, arguments));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

// The page must be refused with exactly these lines, of which the folder is left out.
static void expect_refused(const char *page, const char *expected) {
    store("a-page.md", page);
    assert_int_equal(run(), 1);
    const char *errors = load("errors");
    while (*expected) {
        size_t len = strlen(folder) + 1;
        assert_memory_equal(errors, folder, len - 1);
        const char *end = strchr(errors, '\n'), *expected_end = strchr(expected, '\n');
        assert_non_null(end);
        assert_int_equal(end - errors - (ptrdiff_t)len, expected_end - expected);
        assert_memory_equal(errors + len, expected, expected_end - expected);
        errors = end + 1;
        expected = expected_end + 1;
    }
    assert_string_equal(errors, "");
    assert_null(load("made.h"));
}

#define EXAMPLES "## Bad\n```isms\nx\n```\n## Good\n```isms\ny\n```\n"

static void a_page_becomes_a_function(void **state) {
    (void)state;
    store("a-page.md", "# a-page\nlevel: error\nparameters: what: text, count: number\n"
                       "message: `{what}` `{` {count}\nhelp: \"{what}\"\n\n## Why\n\nBecause \xc3\xa9.\n\n"
                       "## Bad\nprose\n```isms\n## Good\n```\n## Good\n```isms\n```\n");
    assert_int_equal(run(), 0);
    const char *header = load("made.h");
    assert_non_null(strstr(header, "\n// error: `{what}` `{` {count}\n"
                                   "Diagnostic *diag_a_page(Diagnostics *sink, Span at, Str what, "
                                   "uint32_t count);\n"));
    const char *source = load("made.c");
    assert_non_null(strstr(source, "PARAMETERS_0[] = {{{\"what\", 4}, false}, {{\"count\", 5}, true}};\n"));
    assert_non_null(strstr(source, "    {{\"a-page\", 6}, LEVEL_ERROR,\n"
                                   "     {\"`{what}` `{` {count}\", 20},\n"
                                   "     {\"\\\"{what}\\\"\", 8},\n"
                                   "     {\"\", 0},\n"
                                   "     {\"Because \\303\\251.\", 11},\n"
                                   "     {\"## Good\\n\", 8},\n"
                                   "     {\"\", 0},\n"
                                   "     PARAMETERS_0, 2},\n"));
    assert_non_null(strstr(source, "    const DiagValue values[] = {{.text = what}, {.number = count}};\n"
                                   "    return diag_page_emit(sink, &diag_pages[0], at, values);\n"));
}

static void pages_stand_in_order_of_name(void **state) {
    (void)state;
    store("a-page.md", "# a-page\nlevel: off\nmessage: m\n## Why\nw\n" EXAMPLES);
    store("a.md", "# a\nlevel: note\nmessage: m\nno-example: it cannot be written\n## Why\nw\n");
    store(".hidden.md", "not a page\n");
    assert_int_equal(run(), 0);
    const char *header = load("made.h");
    assert_true(strstr(header, "diag_a(") < strstr(header, "diag_a_page("));
    char path[200];
    unlink(in_folder(path, "a.md"));
    unlink(in_folder(path, ".hidden.md"));
}

static void mistakes_in_the_head_are_told(void **state) {
    (void)state;
    expect_refused("# another\nlevel: error\nmessage: m\n## Why\nw\n" EXAMPLES, "a-page.md:1: the page must begin with `# a-page`\n");
    expect_refused("# a-page\nlevel: fatal\nmessage: m\n## Why\nw\n" EXAMPLES, "a-page.md:1: `fatal` is no level\n");
    expect_refused("# a-page\n## Why\nw\n" EXAMPLES, "a-page.md:1: the page has no `level:`\n"
                                                     "a-page.md:1: the page has no `message:`\n");
    expect_refused("# a-page\nlevel: error\nlevel: note\ncolour: red\nmessage: m.\n## Why\nw\n" EXAMPLES,
                   "a-page.md:3: `level` stands here twice\n"
                   "a-page.md:4: `colour` is no key of a page\n"
                   "a-page.md:5: a message ends without a full stop\n");
}

static void mistakes_in_parameters_are_told(void **state) {
    (void)state;
    expect_refused("# a-page\nlevel: error\nparameters: x: text, y: date, at: text\nmessage: {z}\n"
                   "help: {w}\n## Why\nw\n" EXAMPLES,
                   "a-page.md:3: the parameter `y` must be a text or a number\n"
                   "a-page.md:3: `at` cannot be the name of a parameter\n"
                   "a-page.md:4: `{z}` is no parameter of this page\n"
                   "a-page.md:5: `{w}` is no parameter of this page\n"
                   "a-page.md:4: the parameter `x` is not used\n");
}

static void missing_sections_are_told(void **state) {
    (void)state;
    expect_refused("# a-page\nlevel: error\nmessage: m\n", "a-page.md:3: the section `## Why` is missing\n"
                                                           "a-page.md:3: the section `## Bad` is missing\n"
                                                           "a-page.md:3: the section `## Good` is missing\n");
    expect_refused("# a-page\nlevel: error\nmessage: m\n## Why\n\n## Bad\nno fence\n## Good\n```\nopen\n"
                   "## Ugly\n",
                   "a-page.md:4: this section is empty\n"
                   "a-page.md:6: this section has no example in a fence of three backticks\n"
                   "a-page.md:8: this section has no example in a fence of three backticks\n");
    expect_refused("# a-page\nlevel: error\nmessage: m\n## Why\nw\n## Worse\n" EXAMPLES,
                   "a-page.md:6: `Worse` is no section of a page: Why, Bad, Good\n");
}

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const names[] = {"a-page.md", "made.h", "made.c", "errors"};
    char path[200];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) unlink(in_folder(path, names[i]));
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_becomes_a_function),     cmocka_unit_test(pages_stand_in_order_of_name),
        cmocka_unit_test(mistakes_in_the_head_are_told), cmocka_unit_test(mistakes_in_parameters_are_told),
        cmocka_unit_test(missing_sections_are_told),
    };
    return cmocka_run_group_tests_name("diag/generator", tests, make_folder, remove_folder);
}
