// Finding the project and reading its files.
#include "folder.h"

#include <fcntl.h>

#include "session/files.h"
#include "source/source.h"

#define PROJECT "project p \"P\" { }\n"

// The paths of all files that were found, joined by blanks; or what went wrong, behind a `!`.
static void expect(const char *start, FindHow how, const char *wanted) {
    ProjectFiles project;
    Out trouble = out_memory(), text = out_memory();
    if (files_find(start, how, &project, &trouble)) {
        for (uint32_t i = 0; i < project.files.n; i++) {
            out_printf(&text, "%s" STR_FMT, i > 0 ? " " : "", STR_ARG(project.files.at[i].path));
        }
    } else {
        out_char(&text, '!');
        out_str(&text, out_text(&trouble));
    }
    assert_text(out_text(&text), wanted);
    files_free(&project);
    out_free(&trouble);
    out_free(&text);
}

static void all_files_below(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "b.isms", PROJECT);
    folder_write(&f, "a/z.isms", "");
    folder_write(&f, "a/y/x.isms", "");
    folder_write(&f, "a.isms", "");
    folder_write(&f, "a/notes.txt", "");
    folder_write(&f, ".hidden/x.isms", "");
    folder_write(&f, ".#lock.isms", "");
    folder_write(&f, "ismsc-out/x.isms", "");
    folder_write(&f, "folder.isms/in.isms", "");
    expect(f.path, FIND_UPWARDS, "a.isms a/y/x.isms a/z.isms b.isms folder.isms/in.isms");
    expect(folder_path(&f, "a/y"), FIND_UPWARDS, "a.isms a/y/x.isms a/z.isms b.isms folder.isms/in.isms");
    expect(folder_path(&f, "a"), FIND_HERE, "y/x.isms z.isms");
    folder_free(&f);
}

static void projects_below_are_others(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "main.isms", PROJECT);
    folder_write(&f, "other/main.isms", "// mine\n" PROJECT);
    folder_write(&f, "other/below/x.isms", "");
    folder_write(&f, "sub/x.isms", "role project \"Project\"\n");
    expect(f.path, FIND_UPWARDS, "main.isms sub/x.isms");
    expect(folder_path(&f, "other/below"), FIND_UPWARDS, "below/x.isms main.isms");
    folder_free(&f);
}

static void the_search_ends_at_the_repository(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "main.isms", PROJECT);
    folder_write(&f, "repo/.git/config", "");
    folder_write(&f, "repo/sub/x.isms", "");
    expect(folder_path(&f, "repo/sub"), FIND_UPWARDS, "x.isms");
    folder_free(&f);
}

static void what_cannot_be_read_is_told(void **state) {
    (void)state;
    Folder f = folder_new();
    char wanted[200];
    snprintf(wanted, sizeof wanted, "!there is no .isms file in %s, and no project above it", f.path);
    expect(f.path, FIND_UPWARDS, wanted);
    snprintf(wanted, sizeof wanted, "!there is no .isms file in %s, and no project above it; but there is one in its folder sub", f.path);
    folder_write(&f, "sub/main.isms", PROJECT);
    expect(f.path, FIND_UPWARDS, wanted);
    snprintf(wanted, sizeof wanted, "!cannot open %s/none: No such file or directory", f.path);
    expect(folder_path(&f, "none"), FIND_UPWARDS, wanted);
    folder_write(&f, "main.isms", PROJECT);
    assert_int_equal(mkfifo(folder_path(&f, "fifo.isms"), 0666), 0);
    expect(f.path, FIND_UPWARDS, "!cannot read fifo.isms: it is not a regular file");
    remove(folder_path(&f, "fifo.isms"));
    assert_int_equal(symlink("/etc/passwd", folder_path(&f, "link.isms")), 0);
    expect(f.path, FIND_UPWARDS, "!cannot read link.isms: it is a link that leaves the folder");
    remove(folder_path(&f, "link.isms"));
    assert_int_equal(symlink("loop.isms", folder_path(&f, "loop.isms")), 0);
    expect(f.path, FIND_UPWARDS, "!cannot read loop.isms: Too many levels of symbolic links");
    folder_free(&f);
}

static void links_within_are_followed_once(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "main.isms", PROJECT);
    folder_write(&f, "text.txt", "role r \"R\"\n");
    assert_int_equal(symlink("main.isms", folder_path(&f, "again.isms")), 0);
    assert_int_equal(symlink("text.txt", folder_path(&f, "text.isms")), 0);
    assert_int_equal(symlink(".", folder_path(&f, "loop")), 0);
    expect(f.path, FIND_UPWARDS, "main.isms text.txt");
    folder_free(&f);
}

static void texts_are_whole_and_padded(void **state) {
    (void)state;
    Folder f = folder_new();
    folder_write(&f, "main.isms", PROJECT);
    ProjectFiles project;
    Out trouble = out_memory();
    assert_true(files_find(f.path, FIND_UPWARDS, &project, &trouble));
    assert_true(project.has_project);
    assert_text(((Str){project.files.at[0].text, project.files.at[0].len}), PROJECT);
    memset(project.files.at[0].text + project.files.at[0].len, 0, SOURCE_PADDING); // ASan looks
    Str below;
    assert_true(files_below_root(&project, f.path, "main.isms", false, &below, &trouble));
    assert_text(below, "main.isms");
    assert_true(files_below_root(&project, f.path, ".", false, &below, &trouble));
    assert_text(below, "");
    assert_false(files_below_root(&project, f.path, "..", false, &below, &trouble));
    assert_text(out_text(&trouble), "cannot use ..: it is not part of this project");
    assert_false(files_below_root(&project, f.path, "was/here.isms", false, &below, &trouble));
    assert_true(files_below_root(&project, f.path, "was/here.isms", true, &below, &trouble));
    assert_true(str_eq(below, STR("was/here.isms")));
    assert_false(files_below_root(&project, f.path, "../was.isms", true, &below, &trouble));
    assert_false(files_below_root(&project, f.path, "was/../..", true, &below, &trouble));
    files_free(&project);
    out_free(&trouble);
    folder_free(&f);
}

static void project_records_are_seen(void **state) {
    (void)state;
    static const char *const YES[] = {"project x \"y\"",
                                      "project \"y\"",
                                      "  project x",
                                      "\xEF\xBB\xBFproject x",
                                      "// c\nproject\n",
                                      "role r \"R\"\r\nproject x",
                                      "role r { a: \"}\" }\nproject x",
                                      "role r {\nproject x",
                                      "/* { */ role r \"\"\"\n{ \"\"\"\n  project x"};
    static const char *const NO[] = {"",
                                     "projects x",
                                     "project: x",
                                     "project/x",
                                     "role project \"P\"",
                                     "kind project \"P\" {",
                                     "// project x\n//\nrole r",
                                     "/*\nproject x\n*/",
                                     "role r \"\"\"\nproject x\n\"\"\"",
                                     "role r {\n  project x\n}",
                                     "/// ```\n/// project x\n"};
    for (uint32_t i = 0; i < sizeof YES / sizeof *YES; i++) assert_true(files_hold_project(str_of(YES[i])));
    for (uint32_t i = 0; i < sizeof NO / sizeof *NO; i++) assert_false(files_hold_project(str_of(NO[i])));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_files_below),
        cmocka_unit_test(projects_below_are_others),
        cmocka_unit_test(the_search_ends_at_the_repository),
        cmocka_unit_test(what_cannot_be_read_is_told),
        cmocka_unit_test(links_within_are_followed_once),
        cmocka_unit_test(texts_are_whole_and_padded),
        cmocka_unit_test(project_records_are_seen),
    };
    return cmocka_run_group_tests_name("session/files", tests, NULL, NULL);
}
