// Bytes that do not belong into a text: each sort is told once, with a place, and the rest of the file is read.
#include "parsed.h"

static void bytes_that_are_no_characters(void **state) {
    (void)state;
    assert_told("role a \"gesch\xE4"
                "ft f\xFCr\"\nrole b \"c\"",
                "1:14 invalid-utf8");
    assert_told("role a \"\xC0\xAF\xED\xA0\x80\"", "1:9 invalid-utf8");
    assert_told("role gesch\xE4"
                "ft \"x\"",
                "1:11 invalid-utf8"); // the id is a word still
    Parsed p = parsed_of(STR("role a \"x\xFFy\""), false);
    assert_text(sources_file(p.sources, p.file)->text, "role a \"x_y\"");
    assert_int_equal(p.tree.top.n, 1);
    parsed_free(&p);
}

static void control_characters(void **state) {
    (void)state;
    assert_told_bytes(STR("role a \"b\0c\"\nrole d \"e\" { f: \x1B }"), "1:10 control-character, 2:14 missing-value");
    assert_told_bytes(STR("// a\0b\nrole a \"b\""), "1:5 control-character");
    assert_told_bytes(STR("/* a\0b */ role a \"b\" { c: \"\"\"\0\"\"\" }"), "1:5 control-character");
    assert_told_bytes(STR("role a \"b\" { c: \"\"\"\x1B\"\"\" }"), "1:20 control-character");
    assert_told("role a \"b\t\"\r\nrole c \"d\"\r\n", "");
}

static void byte_order_marks(void **state) {
    (void)state;
    assert_told("\xEF\xBB\xBFrole a \"b\"", "1:1 byte-order-mark");
    assert_told_bytes(STR("\xFF\xFEr\0o\0"), "1:1 utf16");
    assert_told_bytes(STR("\xFE\xFF\0r\0o"), "1:1 utf16");
    Parsed p = parsed_of(STR("\xEF\xBB\xBFkind k { }"), false);
    assert_int_equal(p.tree.top.n, 1);
    parsed_free(&p);
}

static void characters_that_cannot_be_seen(void **state) {
    (void)state;
    assert_told("role a \"b\u202Ec\u202C\" // \u200B", "1:10 invisible-character");
    assert_told("// x\u2066y\nrole a \"b\"", "1:5 invisible-character");
    assert_told("role a\u200B \"b\"\nrole c \"d\"", "1:7 invisible-in-code");
    assert_told("role ab\u200Bcd \"b\" { e: f\u00A0g: h }", "1:8 invisible-in-code");
    assert_told("role a \"b\" {\u00A0c: d }", "1:13 invisible-in-code");
    assert_told("role a \"Gr\u00FC\u00DFe \u2013 \u00A0 ok\"", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_are_no_characters),
        cmocka_unit_test(control_characters),
        cmocka_unit_test(byte_order_marks),
        cmocka_unit_test(characters_that_cannot_be_seen),
    };
    return cmocka_run_group_tests_name("syntax/bytes", tests, NULL, NULL);
}
