// Tables with bars as SVG.
#include "artefact_input.h"

#define NUMBER(s, n) \
    { .sort = ITEM_NUMBER, .text = STR(s), .number = (n)*DECIMAL_ONE }

static const Item PEOPLE[] = {TEXT("people")}, SITES[] = {TEXT("<sites>")}, NOTHING[] = {TEXT("nothing")}, SEVEN[] = {NUMBER("7", 7)},
                  ONE[] = {NUMBER("1", 1)}, ZERO[] = {NUMBER("0", 0)}, LESS[] = {NUMBER("-3", -3)};
static const ColumnHead HEADS[] = {{.head = STR("Theme")},
                                   {.head = STR("All"), .numeric = true},
                                   {.head = STR("Done"), .numeric = true, .bar = true},
                                   {.head = STR("Open"), .numeric = true, .bar = true}};
static const Cell CELLS[] = {CELL(PEOPLE), CELL(SEVEN), CELL(SEVEN), CELL(ONE), //
                             CELL(SITES),  CELL(ONE),   CELL(ZERO),  {NULL, 0, true}, CELL(NOTHING), CELL(ONE), CELL(ZERO), CELL(LESS)};

static Artefact chart(uint32_t rows) {
    return (Artefact){
        .name = STR("by-theme"), .title = STR("By theme"), .columns = HEADS, .column_count = COUNT(HEADS), .cells = CELLS, .row_count = rows};
}

static void a_row_is_a_bar(void **state) {
    (void)state;
    Artefact a = chart(1);
    assert_true(artefact_holds(&a, "svg", 0,
                               "<title id=\"a-by-theme-title\">By theme</title>\n<desc id=\"a-by-theme-desc\">people: Done 7, Open 1. </desc>"));
    // 692 pixels for the longest bar: 7 eighths of them, and the rest.
    assert_true(artefact_holds(&a, "svg", 0, "width=\"605\" height=\"22\" stroke=\"#1a1a1a\" fill=\"url(#a-by-theme-part-0)\"/>"));
    assert_true(artefact_holds(&a, "svg", 0, "x=\"889\""));
    assert_true(artefact_holds(&a, "svg", 0, "width=\"87\" height=\"22\" stroke=\"#1a1a1a\" fill=\"url(#a-by-theme-part-1)\"/>"));
    assert_true(artefact_holds(&a, "svg", 0, ">people</text>"));
    assert_true(artefact_holds(&a, "svg", 0, ">Done 7, Open 1</text>"));
}

static void what_is_unknown_has_no_length(void **state) {
    (void)state;
    Artefact a = chart(3);
    assert_true(artefact_holds(&a, "svg", 0, ">&lt;sites&gt;</text>\n<text"));
    assert_true(artefact_holds(&a, "svg", 0, ">Open ?</text>"));
    assert_true(artefact_holds(&a, "svg", 0, ">Open -3</text>"));
    assert_true(artefact_holds(&a, "svg", 0, "people: Done 7, Open 1. &lt;sites&gt;: Open ?. nothing: Open -3. </desc>"));
}

static void sums_that_are_too_large_fit(void **state) {
    (void)state;
    static const Item huge[] = {{.sort = ITEM_NUMBER, .text = STR("much"), .number = INT64_MAX}};
    static const Cell cells[] = {CELL(PEOPLE), CELL(ONE), CELL(huge), CELL(huge)};
    Artefact a = chart(1);
    a.cells = cells;
    assert_true(artefact_holds(&a, "svg", 0, "width=\"692\" height=\"22\""));
}

static void only_tables_with_bars_are_drawn(void **state) {
    (void)state;
    Artefact a = chart(0), plain = artefact_register();
    assert_true(artefact_holds(&a, "svg", 0, ">By theme</text>"));
    assert_null(artefact_renderer(artefact_format_find(STR("svg")), &plain));
    assert_non_null(artefact_renderer(artefact_format_find(STR("csv")), &plain));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_bar),
        cmocka_unit_test(what_is_unknown_has_no_length),
        cmocka_unit_test(sums_that_are_too_large_fit),
        cmocka_unit_test(only_tables_with_bars_are_drawn),
    };
    return cmocka_run_group_tests_name("render/artefact_bars", tests, NULL, NULL);
}
