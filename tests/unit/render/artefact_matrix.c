// Matrices in every format.
#include "artefact_input.h"

#include "render/artefacts/svg_text.h"

static const Str TWO[] = {STR("R-1"), STR("R-2")};

static void text_is_a_grid(void **state) {
    (void)state;
    Matrix m;
    artefact_matrix(&m, TWO, 2);
    artefact_expect(&m.artefact, "text", 40,
                    "Residual risk\n"
                    "ACME GmbH · as of 2026-03-01\n"
                    "\n"
                    "Likelihood ↑\n"
                    "       ┌───────────────┬───────────────┐\n"
                    "Likely │ Low           │ High (2)      │\n"
                    "       │               │ R-1, R-2      │\n"
                    "       ├───────────────┼───────────────┤\n"
                    "Rare   │ Low           │ Low           │\n"
                    "       └───────────────┴───────────────┘\n"
                    "         Minor           Severe\n"
                    "         Impact →\n"
                    "\n"
                    "Low: 0   High: 2\n"
                    "Not rated (1): R-9\n");
    assert_true(artefact_holds(&m.artefact, "text", 20, "Likely × Severe:\n  High (2) R-1, R-2\n"));
}

static void every_format_has_it(void **state) {
    (void)state;
    Matrix m;
    artefact_matrix(&m, TWO, 2);
    assert_true(artefact_holds(&m.artefact, "md", 0,
                               "| Likelihood ↑, Impact → | Minor | Severe |\n| --- | --- | --- |\n"
                               "| **Likely** | *Low* | *High*<br>R-1, R-2 |\n| **Rare** | *Low* | *Low* |\n"));
    artefact_expect(&m.artefact, "csv", 0,
                    "\"Record\",\"Likelihood\",\"Impact\",\"Band\",\"Method\"\r\n"
                    "\"R-1\",\"Likely\",\"Severe\",\"High\",\"Two by two\"\r\n"
                    "\"R-2\",\"Likely\",\"Severe\",\"High\",\"Two by two\"\r\n"
                    "\"R-9\",\"\",\"\",\"\",\"Two by two\"\r\n");
    assert_true(artefact_holds(&m.artefact, "json", 0, "{\"y\": \"likely\", \"x\": \"severe\", \"band\": \"high\", \"labels\": [\"R-1\", \"R-2\"]}"));
    assert_true(artefact_holds(&m.artefact, "svg", 0, "<title id=\"a-residual-risk-title\">Residual risk</title>"));
    assert_true(artefact_holds(&m.artefact, "svg", 0, ">High (2)</text>"));
    assert_true(artefact_holds(&m.artefact, "html", 0,
                               "<b>High (2)</b><span><span class=\"label\">R-1,</span> <span class=\"label\">R-2</span></span></td>"));
    assert_true(artefact_holds(&m.artefact, "html", 0, "<tr><th scope=\"row\">Likely</th>"));
    assert_true(artefact_holds(&m.artefact, "html", 0, "<p>Not rated (1): <span class=\"label\">R-9</span></p>"));
    assert_true(artefact_holds(&m.artefact, "svg", 0, "<title>Likely × Severe: High; R-1, R-2</title>"));
}

static void many_labels_are_counted(void **state) {
    (void)state;
    enum { MANY = 500 };
    static char names[MANY][16];
    static Str labels[MANY];
    for (int i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "R-%d", i);
        labels[i] = str_of(names[i]);
    }
    Matrix m;
    artefact_matrix(&m, labels, MANY);
    Out out = artefact_render(&m.artefact, "svg", 0, false);
    assert_non_null(strstr(out.at, ">High (500)</text>"));
    assert_non_null(strstr(out.at, " more</text>"));
    assert_null(strstr(out.at, ">R-499</text>"));
    out_free(&out);
    out = artefact_render(&m.artefact, "text", 60, false);
    assert_non_null(strstr(out.at, "+"));
    assert_true(out.len < 4000);
    out_free(&out);
}

static void nothing_forges_syntax(void **state) {
    (void)state;
    static const Str labels[] = {STR("\"/><script>x</script>"), STR("|x|\n# y")};
    Matrix m;
    artefact_matrix(&m, labels, 2);
    m.cells[3].colour = STR("red\" onload=\"x");
    m.artefact.name = STR("\"><x");
    m.artefact.title = STR("</title><script>");
    Out out = artefact_render(&m.artefact, "svg", 0, false);
    assert_null(strstr(out.at, "<script"));
    assert_null(strstr(out.at, "onload=\""));
    assert_null(strstr(out.at, "<x"));
    out_free(&out);
    out = artefact_render(&m.artefact, "md", 0, false);
    assert_null(strstr(out.at, "/><script"));
    assert_non_null(strstr(out.at, "\"/\\>\\<script\\>"));
    assert_null(strstr(out.at, "\n# y"));
    out_free(&out);
}

static void a_grid_may_be_empty(void **state) {
    (void)state;
    static const char *const FORMATS[] = {"text", "md", "csv", "json", "svg"};
    MatrixGrid grid = {.method_title = STR("None"), .unplaced = UNPLACED, .unplaced_count = 1};
    Artefact artefact = {.sort = ARTEFACT_MATRIX, .name = STR("x"), .title = STR("X"), .grids = &grid, .grid_count = 1};
    for (uint32_t i = 0; i < COUNT(FORMATS); i++) assert_true(artefact_holds(&artefact, FORMATS[i], 80, "R-9"));
    artefact.grid_count = 0;
    for (uint32_t i = 0; i < COUNT(FORMATS); i++) {
        Out out = artefact_render(&artefact, FORMATS[i], 80, false);
        out_free(&out);
    }
}

static void lines_of_svg_are_not_too_wide(void **state) {
    (void)state;
    SvgFont font = {.size = 13};
    Str text = STR("Phished account opens the mailboxes and the console of everybody, Donaudampfschifffahrtsgesellschaft");
    for (uint32_t width = 20; width < 400; width += 7) {
        for (uint32_t at = 0; at < text.len;) {
            uint32_t next;
            Str line = svg_line(text, at, width, font, &next);
            assert_true(next > at);
            assert_true(svg_width(line, font) <= width);
            at = next;
        }
    }
    assert_true(svg_width(STR("mm"), font) > svg_width(STR("ii"), font));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_a_grid),        cmocka_unit_test(every_format_has_it), cmocka_unit_test(many_labels_are_counted),
        cmocka_unit_test(nothing_forges_syntax), cmocka_unit_test(a_grid_may_be_empty), cmocka_unit_test(lines_of_svg_are_not_too_wide),
    };
    return cmocka_run_group_tests_name("render/artefact_matrix", tests, NULL, NULL);
}
