// Artefacts made by hand, for the tests of their renderers.
#ifndef ISMSC_TESTS_UNIT_ARTEFACT_INPUT_H
#define ISMSC_TESTS_UNIT_ARTEFACT_INPUT_H

#include "unit.h"

#include "render/artefacts/render.h"

#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof *(array)))
#define TEXT(s) \
    { .sort = ITEM_TEXT, .text = STR(s) }
#define RECORD(s) \
    { .sort = ITEM_RECORD, .text = STR(s), .title = STR("Title of " s) }
#define CELL(items) \
    { items, COUNT(items), false }

// What an artefact comes to in a format, to be given back with out_free.
static inline Out artefact_render(const Artefact *artefact, const char *format, uint32_t width, bool colour) {
    Out out = out_memory();
    ArtefactOptions options = {.width = width, .colour = colour};
    ArtefactRender *render = artefact_renderer(artefact_format_find(str_of(format)), artefact);
    assert_non_null(render);
    render(artefact, &options, &out);
    out_char(&out, 0); // for strstr
    out.len--;
    return out;
}

static inline void artefact_expect(const Artefact *artefact, const char *format, uint32_t width, const char *wanted) {
    Out out = artefact_render(artefact, format, width, false);
    assert_text(out_text(&out), wanted);
    out_free(&out);
}

static inline bool artefact_holds(const Artefact *artefact, const char *format, uint32_t width, const char *wanted) {
    Out out = artefact_render(artefact, format, width, false);
    bool holds = strstr(out.at, wanted) != NULL;
    if (!holds) print_error("no \"%s\" in:\n%s\n", wanted, out.at);
    out_free(&out);
    return holds;
}

// A register with two rows, a number, a level, a list, something unknown and a foot.
static const Item R17[] = {RECORD("R-017")}, R18[] = {RECORD("R-018")}, RANSOM[] = {TEXT("Ransomware encrypts the customer database")},
                  FIRE[] = {TEXT("Fire")}, TWELVE[] = {{.sort = ITEM_NUMBER, .text = STR("12"), .number = 12 * DECIMAL_ONE}},
                  THREE[] = {{.sort = ITEM_NUMBER, .text = STR("3"), .number = 3 * DECIMAL_ONE}},
                  HIGH[] = {{.sort = ITEM_LEVEL, .text = STR("high"), .title = STR("High"), .colour = STR("#ff9800"), .number = 3 * DECIMAL_ONE}},
                  CONTROLS[] = {RECORD("edr"), RECORD("backup")};
static const ColumnHead REGISTER_HEADS[] = {{.head = STR("Id")},
                                            {.head = STR("Risk")},
                                            {.head = STR("Level")},
                                            {.head = STR("Score"), .numeric = true},
                                            {.head = STR("Controls"), .off = true}};
static const Cell REGISTER_CELLS[] = {CELL(R17), CELL(RANSOM), CELL(HIGH),      CELL(TWELVE), {CONTROLS, 2, true},
                                      CELL(R18), CELL(FIRE),   {NULL, 0, true}, CELL(THREE),  {NULL, 0, false}};
static const Foot REGISTER_FEET[] = {{STR("Total"), CELL(TWELVE)}, {STR("Late"), {NULL, 0, false}}};

static inline Artefact artefact_register(void) {
    return (Artefact){.name = STR("risk-register"),
                      .title = STR("Risk register"),
                      .organisation = STR("ACME GmbH"),
                      .requirement = STR("ISO/IEC 27001:2022 6.1.2 c)"),
                      .as_of = STR("2026-03-01"),
                      .generator = STR("ismsc 0.1.0"),
                      .findings = 3,
                      .waived = 1,
                      .columns = REGISTER_HEADS,
                      .column_count = COUNT(REGISTER_HEADS),
                      .cells = REGISTER_CELLS,
                      .row_count = 2,
                      .feet = REGISTER_FEET,
                      .foot_count = COUNT(REGISTER_FEET)};
}

// A matrix of two by two; the labels of its highest cell are given.
static const AxisLevel LIKELIHOOD[] = {{STR("rare"), STR("Rare")}, {STR("likely"), STR("Likely")}};
static const AxisLevel IMPACT[] = {{STR("minor"), STR("Minor")}, {STR("severe"), STR("Severe")}};
static const Str BANDS[] = {STR("low"), STR("high")}, BAND_TITLES[] = {STR("Low"), STR("High")}, BAND_COLOURS[] = {STR("#ffeb3b"), STR("#b71c1c")},
                 UNPLACED[] = {STR("R-9")};

typedef struct {
    MatrixCell cells[4];
    MatrixGrid grid;
    Artefact artefact;
} Matrix;

static inline void artefact_matrix(Matrix *m, const Str *labels, uint32_t count) {
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t band = i == 3;
        m->cells[i] = (MatrixCell){.band = BANDS[band], .band_title = BAND_TITLES[band], .colour = BAND_COLOURS[band], .band_rank = band + 1};
    }
    m->cells[3].labels = labels;
    m->cells[3].count = count;
    m->grid = (MatrixGrid){.method_title = STR("Two by two"),
                           .y_title = STR("Likelihood"),
                           .x_title = STR("Impact"),
                           .y = LIKELIHOOD,
                           .x = IMPACT,
                           .y_count = 2,
                           .x_count = 2,
                           .cells = m->cells,
                           .bands = BANDS,
                           .band_titles = BAND_TITLES,
                           .band_colours = BAND_COLOURS,
                           .band_count = 2,
                           .unplaced = UNPLACED,
                           .unplaced_count = 1};
    m->artefact = (Artefact){.sort = ARTEFACT_MATRIX,
                             .name = STR("residual-risk"),
                             .title = STR("Residual risk"),
                             .organisation = STR("ACME GmbH"),
                             .as_of = STR("2026-03-01"),
                             .generator = STR("ismsc 0.1.0"),
                             .grids = &m->grid,
                             .grid_count = 1};
}

#endif
