// Markdown as plain text, and breaking lines.
#include "unit.h"

#include "base/markdown.h"
#include "render/artefacts/prose.h"
#include "render/artefacts/wrap.h"

static void plain_text(void **state) {
    (void)state;
    Out out = out_memory();
    markdown_plain(
        STR("# Head\n\nTwo **bold** lines\nof `code` and [a link](http://x).\n\n- one\n- two\n  goes on\n1. first\n\n```isms\nrole x\n  \"X\"\n```\n"),
        &out);
    assert_text(out_text(&out), "Head\nTwo bold lines of code and a link.\n- one\n- two goes on\n1. first\nrole x\n  \"X\"");
    out_free(&out);
}

static void signs_that_are_none_stay(void **state) {
    (void)state;
    Out out = out_memory();
    markdown_plain(STR("R_017 and 2 * 3 [x] \\*y\\*"), &out);
    assert_text(out_text(&out), "R_017 and 2 * 3 [x] *y*");
    out_free(&out);
}

static void lines_to_write_on_stay(void **state) {
    (void)state;
    Out out = out_memory();
    markdown_plain(STR("Date: ____ Signed: ____\n\na__b and __two__ *** three"), &out);
    assert_text(out_text(&out), "Date: ____ Signed: ____\na__b and two *** three");
    out_free(&out);
}

static void laid_out(void **state) {
    (void)state;
    Out out = out_memory();
    prose_terminal(STR("# Head\n\nA line that is longer than twenty columns.\n\n- a point that goes on\n- two\n\n```isms\n  code   kept\n```\n"), 20,
                   true, &out);
    assert_text(out_text(&out), "\033[1mHead\033[0m\n"
                                "\n"
                                "A line that is\nlonger than twenty\ncolumns.\n"
                                "\n"
                                "  - a point that\n    goes on\n"
                                "  - two\n"
                                "\n"
                                "      code   kept\n");
    out_free(&out);
}

static void lines_break_where_they_may(void **state) {
    (void)state;
    Wrap wrap = {STR("one two-three 日本語\nfour"), 0};
    static const char *const LINES[] = {"one", "two-", "three", "日本", "語", "four"};
    Str line;
    for (uint32_t i = 0; i < 6; i++) {
        assert_true(wrap_next(&wrap, 5, &line));
        assert_text(line, LINES[i]);
    }
    assert_false(wrap_next(&wrap, 5, &line));
    uint32_t longest, word;
    wrap_measure(STR("one two-three\nx"), &longest, &word);
    assert_int_equal(longest, 13);
    assert_int_equal(word, 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text), cmocka_unit_test(signs_that_are_none_stay),   cmocka_unit_test(lines_to_write_on_stay),
        cmocka_unit_test(laid_out),   cmocka_unit_test(lines_break_where_they_may),
    };
    return cmocka_run_group_tests_name("render/artefact_prose", tests, NULL, NULL);
}
