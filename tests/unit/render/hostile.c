// No text from an ISMS can forge an annotation, a workflow command, a mention or an image in Markdown, a tag, a terminal escape or a formula: one property over all
// formats of findings and of artefacts.
#include "hostile.h"

static void blame(bool well, const char *format, const char *why, const char *where) {
    if (well) return;
    print_error("%s: %s\ntext: %s\nat:   %.300s\n", format, why, now, where);
    fail();
}

static void no_text_forges_findings(void **state) {
    (void)state;
    for (uint32_t f = 0; f < diag_format_count; f++) {
        now = "plain";
        uint32_t wanted = try_diagnostics(&diag_formats[f], STR("plain"));
        for (size_t i = 0; i < COUNT(HOSTILE); i++) {
            now = HOSTILE[i];
            assert_int_equal(try_diagnostics(&diag_formats[f], str_of(now)), wanted);
        }
    }
}

static void no_text_forges_artefacts(void **state) {
    (void)state;
    static const uint32_t WIDTHS[] = {20, 40, 77, 100, 400};
    Everything e;
    for (uint32_t f = 0; f < artefact_format_count; f++) {
        for (uint32_t w = 0; w < COUNT(WIDTHS); w++) {
            uint32_t wanted[2] = {0};
            for (size_t i = 0; i <= COUNT(HOSTILE); i++) {
                now = i == 0 ? "plain" : HOSTILE[i - 1];
                make(&e, str_of(now));
                uint32_t table = try_artefact(&artefact_formats[f], &e.table, WIDTHS[w]),
                         matrix = try_artefact(&artefact_formats[f], &e.matrix, WIDTHS[w]);
                try_artefact(&artefact_formats[f], &e.report, WIDTHS[w]);
                if (i == 0) wanted[0] = table, wanted[1] = matrix;
                assert_int_equal(table, wanted[0]);
                assert_int_equal(matrix, wanted[1]);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_text_forges_findings), cmocka_unit_test(no_text_forges_artefacts)};
    return cmocka_run_group_tests_name("render/hostile", tests, NULL, NULL);
}
