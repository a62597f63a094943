// Files in the making are compared with those that are there, piece by piece.
#include "folder.h"

#include "session/compare.h"

#define LONG 100000u

// A text of `len` bytes, for free.
static char *long_text(uint32_t len) {
    char *text = malloc(len + 1);
    for (uint32_t i = 0; i < len; i++) text[i] = (char)('a' + i % 23);
    text[len] = 0;
    return text;
}

// What is told when `made` takes the place of `path`; what is handed on is `made`.
static Was compared(const char *path, const char *made) {
    Out trouble = out_memory(), to = out_memory();
    FileComparison c;
    assert_true(comparison_start(&c, path, &to, &trouble));
    Out sink = comparison_sink(&c);
    out_cstr(&sink, made);
    assert_int_equal(comparison_end(&c, &sink), 0);
    assert_text(out_text(&to), made);
    out_free(&to);
    out_free(&trouble);
    return c.was;
}

static void texts_are_compared(void **state) {
    (void)state;
    Folder f = folder_new();
    char *text = long_text(LONG);
    assert_int_equal(compared(folder_path(&f, "file"), text), WAS_MISSING);
    folder_write(&f, "file", text);
    assert_int_equal(compared(folder_path(&f, "file"), text), WAS_SAME);
    text[LONG - 1]++;
    assert_int_equal(compared(folder_path(&f, "file"), text), WAS_DIFFERENT);
    text[LONG - 1] = 0;
    assert_int_equal(compared(folder_path(&f, "file"), text), WAS_DIFFERENT);
    folder_write(&f, "file", text);
    text[LONG - 1] = 'x';
    assert_int_equal(compared(folder_path(&f, "file"), text), WAS_DIFFERENT);
    assert_int_equal(compared(folder_path(&f, "file"), ""), WAS_DIFFERENT);
    folder_write(&f, "file", "");
    assert_int_equal(compared(folder_path(&f, "file"), ""), WAS_SAME);
    free(text);
    folder_free(&f);
}

static void what_is_no_file_is_told(void **state) {
    (void)state;
    Folder f = folder_new();
    Out trouble = out_memory();
    FileComparison c;
    folder_write(&f, "folder/file", "text");
    assert_false(comparison_start(&c, folder_path(&f, "folder"), NULL, &trouble));
    assert_non_null(memmem(trouble.at, trouble.len, "folder: it is not a regular file", 32));
    assert_int_equal(c.was, WAS_DIFFERENT);
    assert_true(comparison_start(&c, folder_path(&f, "folder/file/below"), NULL, &trouble));
    assert_int_equal(c.was, WAS_MISSING);
    out_free(&trouble);
    folder_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_compared),
        cmocka_unit_test(what_is_no_file_is_told),
    };
    return cmocka_run_group_tests_name("session/compare", tests, NULL, NULL);
}
