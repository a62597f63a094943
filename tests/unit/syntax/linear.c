// Time grows with the size of the input and not with its square, whatever the input. Every shape is parsed, and again at four times the size; under
// valgrind's callgrind each of the two leaves a dump that bears its name, and tests/cli/linear.sh compares how many instructions they took.
#include <valgrind/callgrind.h>

#include "parsed.h"

#define SMALL 4000u
#define LARGE (4 * SMALL)

typedef struct {
    const char *head, *part, *tail; // the part is repeated
} Shape;

static const Shape shapes[] = {
    {"role a \"b\"\n/* ", "x\n", ""},
    {"/*", "*", ""},
    {"role a \"", "x ", ""},
    {"role a ", "\"", ""},
    {"role a ", "'", ""},
    {"role a ", "'\n", ""},
    {"role a ", "\u201C", ""},
    {"role a ", "\u00E4", " \"b\""},
    {"role a ", "\u00E4a", " \"b\""},
    {"role a ", "\u20AC", " \"b\""},
    {"role a ", "\u200B", " \"b\""},
    {"role a \"", "\u200B", "\""},
    {"role a ", "\xFF", ""},
    {"role a \"b\" { c: ", "d ", "}"},
    {"role a \"b\" { c: ", "\"d\" ", "}"},
    {"role a \"b\" { c: ", ",", "}"},
    {"role a \"b\" { c: 1", ",000", "}"},
    {"role a \"b\" { ", "c: ", "}"},
    {"role a \"b\" { c: d\n ", "c d ", "}"},
    {"role a \"b\" {\n", "c d\n", "}"},
    {"role a \"b\" { ", "c = d ", "}"},
    {"role ", "a, ", "\"b\""},
    {"role ", "a ", "\"b\""},
    {"", "role a \"b\" {\n c: d\n", ""},
    {"", "role a \"b\" {}} \n", ""},
    {"role a \"b\" { ", "c: \"\"\"x\"\"\" ", "c: \"\"\""},
    {"role a \"b\" { c:\n", " - x\n", "}"},
    {"role a \"b\" { c: ", "[", "}"},
    {"rule a error { help \"", "{x}", "\" }"},
    {"rule a error { help \"", "{x ", "\" }"},
    {"", "x", ""},
    {"", "a/", ""},
    {"", "a-", ""},
};

static void parse(const Shape *shape, uint32_t index, uint32_t count) {
    Out out = out_memory();
    out_cstr(&out, shape->head);
    for (uint32_t i = 0; i < count; i++) out_cstr(&out, shape->part);
    out_cstr(&out, shape->tail);
    char name[64];
    snprintf(name, sizeof name, "%s %u", count == SMALL ? "small" : "large", (unsigned)index);
    CALLGRIND_ZERO_STATS;
    Parsed p = parsed_of(out_text(&out), false);
    CALLGRIND_DUMP_STATS_AT(name);
    assert_true(p.tree.kind.n < 64 * count);
    parsed_free(&p);
    out_free(&out);
}

static void every_shape_is_read_to_its_end(void **state) {
    (void)state;
    for (uint32_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        parse(&shapes[i], i, SMALL);
        parse(&shapes[i], i, LARGE);
    }
}

// A text that holds nothing but NUL bytes is told of once.
static void nul_bytes_are_told_once(void **state) {
    (void)state;
    Out out = out_memory();
    out_cstr(&out, "role a \"");
    out_repeat(&out, '\0', LARGE);
    out_cstr(&out, "\"");
    Parsed p = parsed_of(out_text(&out), false);
    assert_int_equal(diagnostics_count(p.sink), 1);
    parsed_free(&p);
    out_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_is_read_to_its_end),
        cmocka_unit_test(nul_bytes_are_told_once),
    };
    return cmocka_run_group_tests_name("syntax/linear", tests, NULL, NULL);
}
