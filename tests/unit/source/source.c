#include "source/source.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "unit.h"

static FileId add(Sources *sources, const char *path, Str text) {
    char *copy = mem_alloc((size_t)text.len + SOURCE_PADDING);
    memcpy(copy, text.at, text.len);
    memset(copy + text.len, '?', SOURCE_PADDING);
    FileId id = 77;
    assert_true(sources_add(sources, str_of(path), copy, text.len, SOURCE_PROJECT, &id));
    return id;
}

static void assert_place(Sources *sources, SrcPos pos, uint32_t line, uint32_t column) {
    LineColumn is = sources_line_column(sources, pos);
    assert_int_equal(is.line, line);
    assert_int_equal(is.column, column);
}

static void files_have_stretches_of_positions(void **state) {
    (void)state;
    Sources *sources = sources_new();
    assert_int_equal(sources_count(sources), 0);
    char path[] = "a.isms";
    FileId a = add(sources, path, STR("asset x"));
    const SourceFile *file = sources_file(sources, a);
    path[0] = 'z';
    FileId b = add(sources, "b.isms", STR("")), c = add(sources, "c.isms", STR("risk r"));
    for (int i = 0; i < 100; i++) add(sources, "more", STR("x"));
    assert_int_equal(sources_count(sources), 103);
    assert_ptr_equal(sources_file(sources, a), file); // stays where it is
    assert_text(file->path, "a.isms");
    assert_true(file->base > 0);
    for (int i = 0; i < SOURCE_PADDING; i++) assert_int_equal(file->text.at[file->text.len + (uint32_t)i], 0);
    SrcPos c_base = sources_file(sources, c)->base;
    assert_int_equal(sources_find(sources, file->base), a);
    assert_int_equal(sources_find(sources, file->base + 7), a); // behind the last byte
    assert_int_equal(sources_find(sources, sources_file(sources, b)->base), b);
    assert_int_equal(sources_find(sources, c_base), c);
    assert_int_equal(sources_find(sources, c_base + 6), c);
    assert_text(sources_text(sources, (Span){c_base, c_base + 4}), "risk");
    assert_text(sources_text(sources, (Span){c_base + 5, c_base + 99}), "r");
    assert_text(sources_text(sources, (Span){0, 0}), "");
    assert_text(sources_text(sources, (Span){c_base + 3, c_base + 3}), "");
    sources_free(sources);
    sources_free(NULL);
}

static void positions_run_out(void **state) {
    (void)state;
    Sources *sources = sources_new();
    FileId id = 5;
    assert_false(sources_add(sources, STR("x"), mem_alloc(SOURCE_PADDING), UINT32_MAX, SOURCE_INPUT, &id));
    assert_false(sources_add(sources, STR("x"), mem_alloc(SOURCE_PADDING), UINT32_MAX - 1, SOURCE_INPUT, &id));
    assert_int_equal(id, 5);
    assert_int_equal(sources_count(sources), 0);
    assert_int_equal(add(sources, "y", STR("still works")), 0);
    sources_free(sources);
}

static void lines_and_columns(void **state) {
    (void)state;
    Sources *sources = sources_new();
    add(sources, "before", STR("one\ntwo\n"));
    FileId id = add(sources, "f", STR("aé😀z\r\n\nlast"));
    SrcPos base = sources_file(sources, id)->base;
    assert_place(sources, base, 1, 1);
    assert_place(sources, base + 1, 1, 2);
    assert_place(sources, base + 2, 1, 2); // inside of é
    assert_place(sources, base + 3, 1, 3);
    assert_place(sources, base + 7, 1, 4);
    assert_place(sources, base + 8, 1, 5);
    assert_place(sources, base + 10, 2, 1);
    assert_place(sources, base + 11, 3, 1);
    assert_place(sources, base + 15, 3, 5); // the end
    SrcPos start = 0;
    assert_text(sources_line(sources, id, 1, &start), "aé😀z");
    assert_int_equal(start, base);
    assert_text(sources_line(sources, id, 2, &start), "");
    assert_int_equal(start, base + 10);
    assert_text(sources_line(sources, id, 3, NULL), "last");
    assert_text(sources_line(sources, id, 4, &start), "");
    assert_int_equal(start, base + 15);
    assert_text(sources_line(sources, id, 0, NULL), "");
    assert_text(sources_line(sources, id, UINT32_MAX, NULL), "");
    sources_free(sources);
}

static void ends_of_files(void **state) {
    (void)state;
    Sources *sources = sources_new();
    FileId empty = add(sources, "empty", STR("")), ended = add(sources, "ended", STR("a\n")), blank = add(sources, "b", STR("\r\n"));
    assert_place(sources, sources_file(sources, empty)->base, 1, 1);
    assert_text(sources_line(sources, empty, 1, NULL), "");
    assert_place(sources, sources_file(sources, ended)->base + 1, 1, 2);
    assert_place(sources, sources_file(sources, ended)->base + 2, 2, 1);
    assert_text(sources_line(sources, ended, 1, NULL), "a");
    assert_text(sources_line(sources, ended, 2, NULL), "");
    assert_text(sources_line(sources, blank, 1, NULL), "");
    sources_free(sources);
}

static void a_byte_order_mark_has_no_column(void **state) {
    (void)state;
    Sources *sources = sources_new();
    FileId id = add(sources, "bom", STR("\xEF\xBB\xBFuse x\ny"));
    SrcPos base = sources_file(sources, id)->base, start;
    assert_place(sources, base, 1, 1);
    assert_place(sources, base + 3, 1, 1);
    assert_place(sources, base + 4, 1, 2);
    assert_place(sources, base + 9, 2, 1);
    assert_text(sources_line(sources, id, 1, &start), "use x");
    assert_int_equal(start, base + 3);
    sources_free(sources);
}

// Long lines of everything, also malformed bytes, asked at every offset: the same as counting.
static void columns_agree_with_counting(void **state) {
    (void)state;
    static const Str pieces[] = {STR("a"), STR("é"), STR("€"), STR("😀"), STR("\xFF"), STR("\xE2\x82"), STR("bcdefgh")};
    enum { LENGTH = 6000 };
    char *text = malloc(LENGTH + 10);
    uint64_t random = 5;
    for (int round = 0; round < 4; round++) {
        uint32_t len = 0;
        while (len < LENGTH) {
            Str piece = pieces[unit_random(&random) % (sizeof pieces / sizeof *pieces)];
            if (unit_random(&random) % 2000 == 0) piece = STR("\n");
            memcpy(text + len, piece.at, piece.len);
            len += piece.len;
        }
        Sources *sources = sources_new();
        FileId id = add(sources, "f", (Str){text, len});
        const SourceFile *file = sources_file(sources, id);
        uint32_t line = 1, column = 1, code;
        for (uint32_t at = 0; at < len;) {
            uint32_t bytes = utf8_decode(text + at, len - at, &code);
            if (bytes == 0) bytes = 1;
            for (uint32_t i = 0; i < bytes; i++) assert_place(sources, file->base + at + i, line, column);
            column++;
            if (text[at] == '\n') line++, column = 1;
            at += bytes;
        }
        assert_place(sources, file->base + len, line, column);
        sources_free(sources);
    }
    free(text);
}

// A hundred thousand questions about one line of 8 MB: only quick if a column does not cost the line's length.
static void long_lines_are_quick(void **state) {
    (void)state;
    uint32_t len = 8 << 20;
    char *text = mem_alloc(len + SOURCE_PADDING);
    for (uint32_t i = 0; i < len; i += 2) memcpy(text + i, "é", 2);
    Sources *sources = sources_new();
    FileId id;
    assert_true(sources_add(sources, STR("f"), text, len, SOURCE_PROJECT, &id));
    SrcPos base = sources_file(sources, id)->base;
    for (uint32_t i = 0; i < 100000; i++) assert_place(sources, base + len - 2 * i, 1, len / 2 - i + 1);
    sources_free(sources);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_have_stretches_of_positions),
        cmocka_unit_test(positions_run_out),
        cmocka_unit_test(lines_and_columns),
        cmocka_unit_test(ends_of_files),
        cmocka_unit_test(a_byte_order_mark_has_no_column),
        cmocka_unit_test(columns_agree_with_counting),
        cmocka_unit_test(long_lines_are_quick),
    };
    return cmocka_run_group_tests_name("source/source", tests, NULL, NULL);
}
