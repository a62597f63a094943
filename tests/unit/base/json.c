// Strict reading of JSON.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/vec.h"

// Skips the whole text: what is wrong with it, NULL for nothing.
static const char *wrong(const char *text, uint32_t len) {
    Arena *arena = arena_new();
    JsonReader r = json_reader((Str){text, len}, arena);
    (void)(json_skip(&r) && json_end(&r));
    arena_free(arena);
    return r.mistake;
}

static void sound(void **state) {
    (void)state;
    const char *texts[] = {
        "0", " -1.5e+3 ", "true", "null", "\"\"", "[]", "{}", "[[],{}, [1 , 2]]", "{\"a\":{\"b\":[{}]},\"c\":\"\\u00e9\\n\"}", "\t\r\n[\n]\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_null(wrong(texts[i], (uint32_t)strlen(texts[i])));
}

static void mistakes(void **state) {
    (void)state;
    const char *texts[] = {"",
                           " ",
                           "[1,]",
                           "[,1]",
                           "{,}",
                           "[1 2]",
                           "{\"a\" 1}",
                           "{\"a\":}",
                           "{a:1}",
                           "[1}",
                           "{\"a\":1]",
                           "01",
                           "1.",
                           ".5",
                           "+1",
                           "1e",
                           "-",
                           "tru",
                           "nul",
                           "\"a",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\t\"",
                           "\"\\ud800\"",
                           "\"\\udc00\"",
                           "\"\\ud800\\u0041\"",
                           "[1] 2",
                           "// no\n1",
                           "'a'",
                           "\"\xff\"",
                           "\"\xed\xa0\x80\"",
                           "\xef\xbb\xbf[]"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *mistake = wrong(texts[i], (uint32_t)strlen(texts[i]));
        if (mistake == NULL) print_error("taken: %s\n", texts[i]);
        assert_non_null(mistake);
    }
    assert_non_null(wrong("[\0]", 3));
    assert_non_null(wrong("1\0", 2));
}

static void deep(void **state) {
    (void)state;
    char text[2 * JSON_DEEPEST + 2];
    memset(text, '[', JSON_DEEPEST + 1);
    memset(text + JSON_DEEPEST + 1, ']', JSON_DEEPEST + 1);
    assert_null(wrong(text + 1, 2 * JSON_DEEPEST));
    assert_string_equal(wrong(text, 2 * JSON_DEEPEST + 2), "fewer levels");
}

static void values(void **state) {
    (void)state;
    Arena *arena = arena_new();
    JsonReader r = json_reader(
        STR("{\"s\": \"a\\\"\\u00e9\\ud83d\\ude00\", \"n\": [-9223372036854775808, 9223372036854775807], \"b\": false, \"x\": [{}]}"), arena);
    Str name = {0}, text = {0};
    int64_t n;
    bool truth = true;
    assert_true(json_object(&r) && json_key(&r, &name) && str_eq(name, STR("s")) && json_string(&r, &text));
    assert_true(str_eq(text, STR("a\"é😀")));
    assert_true(json_key(&r, &name) && json_list(&r) && json_element(&r) && json_integer(&r, &n) && n == INT64_MIN);
    assert_true(json_element(&r) && json_integer(&r, &n) && n == INT64_MAX && !json_element(&r));
    assert_true(json_key(&r, &name) && json_bool(&r, &truth) && !truth);
    assert_true(json_key(&r, &name) && json_skip(&r) && !json_key(&r, &name) && json_end(&r));
    r = json_reader(STR("[\n1,\n\"a\" 2]"), arena);
    assert_true(json_list(&r) && json_element(&r) && json_integer(&r, &n) && json_element(&r) && json_string(&r, &text) && !json_element(&r));
    assert_string_equal(r.mistake, "a comma");
    assert_int_equal(json_line(&r), 3);
    r = json_reader(STR("9223372036854775808"), arena);
    assert_false(json_integer(&r, &n));
    r = json_reader(STR("1.0"), arena);
    assert_false(json_integer(&r, &n));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sound), cmocka_unit_test(mistakes), cmocka_unit_test(deep), cmocka_unit_test(values)};
    return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
