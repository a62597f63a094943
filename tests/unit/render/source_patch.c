// Unified patches: their form, and that applying them gives the changed text, whatever the texts are.
#include "unit.h"

#include "base/memory.h"
#include "render/source/patch.h"

static Out patch_of(const char *path, const char *before, const char *after) {
    Changes changes = {0};
    Out out = out_memory();
    vec_push(&changes, (Change){str_of(path), str_of(before), str_of(after)});
    patch_render(&changes, &out);
    vec_free(&changes);
    return out;
}

static void assert_patch(const char *path, const char *before, const char *after, const char *wanted) {
    Out out = patch_of(path, before, after);
    assert_text(out_text(&out), wanted);
    out_free(&out);
}

static void changes_have_three_lines_around_them(void **state) {
    (void)state;
    assert_patch("a.isms", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
                 "--- a/a.isms\n+++ b/a.isms\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
    assert_patch("a.isms", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
                 "--- a/a.isms\n+++ b/a.isms\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
    assert_patch("a.isms", "same\n", "same\n", "");
}

static void whole_records_stay_together(void **state) {
    (void)state;
    assert_patch("a.isms", "r one {\n}\nr three {\n}\n", "r one {\n}\nr two {\n}\nr three {\n}\n",
                 "--- a/a.isms\n+++ b/a.isms\n@@ -1,4 +1,6 @@\n r one {\n }\n+r two {\n+}\n r three {\n }\n");
}

static void the_end_of_the_last_line_is_told(void **state) {
    (void)state;
    assert_patch("a.isms", "x", "x\ny\n", "--- a/a.isms\n+++ b/a.isms\n@@ -1 +1,2 @@\n-x\n\\ No newline at end of file\n+x\n+y\n");
    assert_patch("a.isms", "", "x\n", "--- a/a.isms\n+++ b/a.isms\n@@ -0,0 +1 @@\n+x\n");
}

static void names_are_quoted_as_git_does(void **state) {
    (void)state;
    assert_patch("a b.isms", "x\n", "y\n", "--- a/a b.isms\t\n+++ b/a b.isms\t\n@@ -1 +1 @@\n-x\n+y\n");
    assert_patch("a\n\"\\.isms", "x\n", "y\n", "--- \"a/a\\012\\\"\\\\.isms\"\n+++ \"b/a\\012\\\"\\\\.isms\"\n@@ -1 +1 @@\n-x\n+y\n");
}

// ---- Applying ----------------------------------------------------------------------------------------------------------------------------

static uint32_t line_end(Str text, uint32_t at) {
    uint32_t end = str_find(text, '\n', at);
    return end < text.len ? end + 1 : end;
}

// Applies the hunks of one file's patch to `before`, of whose lines each ends with a line end.
static void apply(Str patch, Str before, Out *out) {
    uint32_t at = 0, line = 1;
    for (uint32_t i = 0; i < patch.len; i = line_end(patch, i)) {
        Str text = str_part(patch, i, line_end(patch, i));
        if (str_starts(text, STR("---")) || str_starts(text, STR("+++"))) continue;
        if (str_starts(text, STR("@@"))) {
            unsigned from = 0, count = 1;
            char head[32] = {0}; // `text` goes on without an end that sscanf would see
            memcpy(head, text.at, text.len < sizeof head ? text.len : sizeof head - 1);
            assert_true(sscanf(head, "@@ -%u,%u", &from, &count) >= 1);
            for (unsigned first = count == 0 ? from + 1 : from; line < first; line++) {
                out_str(out, str_part(before, at, line_end(before, at)));
                at = line_end(before, at);
            }
            continue;
        }
        Str body = str_part(text, 1, text.len);
        if (text.at[0] != '-') out_str(out, body);
        if (text.at[0] == '+') continue;
        assert_true(str_eq(body, str_part(before, at, line_end(before, at))));
        at = line_end(before, at);
        line++;
    }
    out_str(out, str_part(before, at, before.len));
}

static void random_text(uint64_t *seed, char *text) {
    uint32_t lines = (uint32_t)(unit_random(seed) % 24);
    for (uint32_t i = 0; i < lines; i++) {
        *text++ = (char)('a' + unit_random(seed) % 9);
        *text++ = '\n';
    }
    *text = 0;
}

static void applying_gives_the_changed_text(void **state) {
    (void)state;
    uint64_t seed = 7;
    char before[64], after[64];
    for (int i = 0; i < 3000; i++) {
        random_text(&seed, before);
        random_text(&seed, after);
        Out patch = patch_of("a.isms", before, after), applied = out_memory();
        apply(out_text(&patch), str_of(before), &applied);
        assert_text(out_text(&applied), after);
        out_free(&patch);
        out_free(&applied);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_have_three_lines_around_them), cmocka_unit_test(whole_records_stay_together),
        cmocka_unit_test(the_end_of_the_last_line_is_told),     cmocka_unit_test(names_are_quoted_as_git_does),
        cmocka_unit_test(applying_gives_the_changed_text),
    };
    return cmocka_run_group_tests_name("render/source_patch", tests, NULL, NULL);
}
