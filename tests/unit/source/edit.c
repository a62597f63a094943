// Edits: which of them hold, and what becomes of the text.
#include "unit.h"

#include "base/memory.h"
#include "source/edit.h"

typedef struct {
    Sources *sources;
    Arena *arena;
    Edits edits;
    FileId file;
} Fixture;

static FileId add_file(Sources *sources, const char *path, const char *text) {
    FileId id;
    uint32_t len = (uint32_t)strlen(text);
    char *copy = mem_alloc(len + SOURCE_PADDING);
    memcpy(copy, text, len);
    assert_true(sources_add(sources, str_of(path), copy, len, SOURCE_PROJECT, &id));
    return id;
}

static Fixture fixture(const char *text) {
    Fixture f = {.sources = sources_new(), .arena = arena_new()};
    f.file = add_file(f.sources, "a.isms", text);
    return f;
}

static void edit(Fixture *f, uint32_t from, uint32_t to, const char *text) {
    SrcPos base = sources_file(f->sources, f->file)->base;
    edits_add(&f->edits, f->sources, (Span){base + from, base + to}, str_of(text), f->arena);
}

// What the file becomes; `dropped` edits had to give way.
static void becomes(Fixture *f, uint32_t dropped, const char *wanted) {
    Changes changes = {0};
    assert_int_equal(edits_settle(&f->edits), dropped);
    edits_apply(&f->edits, f->sources, f->arena, &changes);
    assert_int_equal(changes.n, 1);
    assert_text(changes.at[0].after, wanted);
    assert_true(str_eq(changes.at[0].path, STR("a.isms")));
    vec_free(&changes);
    vec_free(&f->edits);
    sources_free(f->sources);
    arena_free(f->arena);
}

static void edits_are_applied_by_place(void **state) {
    (void)state;
    Fixture f = fixture("one two three\n");
    edit(&f, 8, 13, "3");
    edit(&f, 0, 3, "1");
    edit(&f, 4, 4, "and ");
    becomes(&f, 0, "1 and two 3\n");
}

static void the_first_of_two_that_overlap_stays(void **state) {
    (void)state;
    Fixture f = fixture("one two three\n");
    edit(&f, 4, 13, "more");
    edit(&f, 0, 5, "X");
    edit(&f, 6, 6, "X"); // inside of what is replaced
    edit(&f, 13, 13, ")");
    becomes(&f, 2, "one more)\n");
    f = fixture("one two\n");
    edit(&f, 4, 7, "2");
    edit(&f, 4, 4, "(");
    edit(&f, 7, 7, ")");
    becomes(&f, 0, "one (2)\n");
}

static void lines_keep_their_order_and_equal_edits_are_one(void **state) {
    (void)state;
    Fixture f = fixture("x\n");
    edit(&f, 2, 2, "b\n");
    edit(&f, 2, 2, "a\n");
    edit(&f, 2, 2, "b\n");
    edit(&f, 0, 1, "y");
    edit(&f, 0, 1, "y");
    becomes(&f, 0, "y\nb\na\n");
    f = fixture("x\n");
    edit(&f, 1, 1, "a");
    edit(&f, 1, 1, "b"); // who knows what they would be together
    becomes(&f, 1, "xa\n");
}

static void what_is_appended_begins_a_line(void **state) {
    (void)state;
    Fixture f = fixture("last");
    edit(&f, 4, 4, "one\n");
    edit(&f, 4, 4, "two\n");
    becomes(&f, 0, "last\none\ntwo\n");
    f = fixture("last\n");
    edit(&f, 5, 5, "one\n");
    becomes(&f, 0, "last\none\n");
}

static void lines_end_as_in_the_file(void **state) {
    (void)state;
    Fixture f = fixture("a\r\nb\r\n");
    edit(&f, 3, 3, "x\ny\r\n");
    becomes(&f, 0, "a\r\nx\r\ny\r\nb\r\n");
}

static void only_files_that_change_are_changed(void **state) {
    (void)state;
    Fixture f = fixture("a\n");
    FileId first = f.file, same = add_file(f.sources, "b.isms", "b\n"), other = add_file(f.sources, "c.isms", "c\n");
    f.file = other;
    edit(&f, 0, 1, "C");
    f.file = same;
    edit(&f, 0, 1, "b");
    f.file = first;
    edit(&f, 2, 2, "z\n");
    Changes changes = {0};
    assert_int_equal(edits_settle(&f.edits), 0);
    edits_apply(&f.edits, f.sources, f.arena, &changes);
    assert_int_equal(changes.n, 2);
    assert_text(changes.at[0].after, "a\nz\n");
    assert_text(changes.at[0].before, "a\n");
    assert_text(changes.at[1].after, "C\n");
    vec_free(&changes);
    vec_free(&f.edits);
    sources_free(f.sources);
    arena_free(f.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_are_applied_by_place),
        cmocka_unit_test(the_first_of_two_that_overlap_stays),
        cmocka_unit_test(lines_keep_their_order_and_equal_edits_are_one),
        cmocka_unit_test(what_is_appended_begins_a_line),
        cmocka_unit_test(lines_end_as_in_the_file),
        cmocka_unit_test(only_files_that_change_are_changed),
    };
    return cmocka_run_group_tests_name("source/edit", tests, NULL, NULL);
}
