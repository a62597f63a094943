// Writing files all or none.
#include "folder.h"

#include "session/write.h"

// Adds a file with a text to the set; false when it cannot be added.
static bool add(Writing *w, const char *path, const char *text, Out *trouble) {
    Out *out = writing_add(w, path, trouble);
    if (out == NULL) return false;
    out_cstr(out, text);
    return true;
}

static void all_appear_at_once(void **state) {
    (void)state;
    Folder f = folder_new();
    Out trouble = out_memory();
    Writing *w = writing_new(NULL);
    folder_write(&f, "a", "old");
    assert_true(writing_folder(w, folder_path(&f, "new/deep"), &trouble));
    assert_true(add(w, folder_path(&f, "a"), "new a", &trouble));
    assert_true(add(w, folder_path(&f, "new/deep/b"), "new b", &trouble));
    assert_true(folder_holds(&f, "a", "old"));
    assert_true(writing_commit(w, &trouble));
    writing_free(w);
    assert_true(folder_holds(&f, "a", "new a"));
    assert_true(folder_holds(&f, "new/deep/b", "new b"));
    assert_int_equal(folder_count(&f, "."), 2);
    assert_int_equal(folder_count(&f, "new/deep"), 1);
    out_free(&trouble);
    folder_free(&f);
}

static void nothing_stays_of_what_was_given_up(void **state) {
    (void)state;
    Folder f = folder_new();
    Out trouble = out_memory();
    Writing *w = writing_new(NULL);
    assert_true(writing_folder(w, folder_path(&f, "new/deep"), &trouble));
    assert_true(add(w, folder_path(&f, "new/deep/b"), "b", &trouble));
    assert_false(add(w, folder_path(&f, "missing/b"), "b", &trouble));
    assert_non_null(memmem(trouble.at, trouble.len, "No such file", 12));
    writing_free(w);
    assert_int_equal(folder_count(&f, "."), 0);
    out_free(&trouble);
    folder_free(&f);
}

static void a_full_disk_is_told(void **state) {
    (void)state;
    Out trouble = out_memory();
    Writing *w = writing_new(NULL);
    assert_true(add(w, "/dev/full", "x", &trouble));
    assert_false(writing_commit(w, &trouble));
    assert_text(out_text(&trouble), "cannot write /dev/full: No space left on device");
    writing_free(w);
    out_free(&trouble);
}

static void more_files_than_may_be_open(void **state) {
    (void)state;
    Folder f = folder_new();
    Out trouble = out_memory();
    Writing *w = writing_new(NULL);
    char name[32];
    for (int i = 0; i < 1500; i++) {
        snprintf(name, sizeof name, "f-%d", i);
        assert_true(add(w, folder_path(&f, name), name, &trouble));
    }
    assert_true(writing_commit(w, &trouble));
    writing_free(w);
    assert_int_equal(folder_count(&f, "."), 1500);
    assert_true(folder_holds(&f, "f-1499", "f-1499"));
    assert_true(folder_holds(&f, "f-0", "f-0"));
    out_free(&trouble);
    folder_free(&f);
}

static void sources_are_never_written_to(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "main.isms", "project p \"P\"\n");
    assert_int_equal(symlink("main.isms", folder_path(&f, "link")), 0);
    ProjectFiles project;
    Out trouble = out_memory();
    assert_true(files_find(f.path, FIND_UPWARDS, &project, &trouble));
    Writing *w = writing_new(&project);
    assert_false(add(w, folder_path(&f, "main.isms"), "x", &trouble));
    assert_non_null(memmem(trouble.at, trouble.len, "it is a source", 14));
    assert_false(add(w, folder_path(&f, "link"), "x", &trouble));
    assert_false(add(w, f.path, "x", &trouble));
    writing_free(w);
    files_free(&project);
    out_free(&trouble);
    folder_free(&f);
}

static void links_and_rights_stay(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "real", "old");
    assert_int_equal(chmod(folder_path(&f, "real"), 0600), 0);
    assert_int_equal(symlink("real", folder_path(&f, "link")), 0);
    Out trouble = out_memory();
    Writing *w = writing_new(NULL);
    assert_true(add(w, folder_path(&f, "link"), "new", &trouble));
    assert_true(writing_commit(w, &trouble));
    writing_free(w);
    struct stat status;
    assert_int_equal(lstat(folder_path(&f, "link"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_true(folder_holds(&f, "real", "new"));
    assert_int_equal(stat(folder_path(&f, "real"), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    out_free(&trouble);
    folder_free(&f);
}

// By turns; and what cannot be written is told of the file.
static void several_files_are_written_at_once(void **state) {
    (void)state;
    Folder f = folder_new();
    Out trouble = out_memory();
    Writing *w = writing_new(NULL);
    Out *a = writing_open(w, folder_path(&f, "a"), &trouble), *b = writing_open(w, folder_path(&f, "b"), &trouble);
    out_cstr(a, "a1");
    out_cstr(b, "b1");
    out_cstr(a, "a2");
    assert_true(add(w, folder_path(&f, "c"), "c", &trouble));
    assert_true(writing_close(w, a, &trouble));
    out_cstr(b, "b2");
    assert_true(writing_close(w, b, &trouble));
    assert_int_equal(folder_count(&f, "."), 0);
    assert_true(writing_commit(w, &trouble));
    writing_free(w);
    assert_true(folder_holds(&f, "a", "a1a2") && folder_holds(&f, "b", "b1b2") && folder_holds(&f, "c", "c"));
    w = writing_new(NULL);
    a = writing_open(w, "/dev/full", &trouble);
    out_cstr(a, "x");
    assert_false(writing_close(w, a, &trouble));
    assert_text(out_text(&trouble), "cannot write /dev/full: No space left on device");
    writing_free(w);
    out_free(&trouble);
    folder_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_appear_at_once),
        cmocka_unit_test(nothing_stays_of_what_was_given_up),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(more_files_than_may_be_open),
        cmocka_unit_test(sources_are_never_written_to),
        cmocka_unit_test(links_and_rights_stay),
        cmocka_unit_test(several_files_are_written_at_once),
    };
    return cmocka_run_group_tests_name("session/write", tests, NULL, NULL);
}
