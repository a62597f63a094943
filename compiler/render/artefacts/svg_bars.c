// Tables with bars as SVG: a bar for each row, whose parts are the columns that say `bar`. Parts are told apart by pattern and colour, and all
// numbers stand below the bar as text, so that nothing rests on colour alone.
#include "query/rows.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/render.h"
#include "render/artefacts/svg_page.h"

#define NAME_WIDTH 260 // of the labels at the left
#define BAR_HEIGHT 22
#define GAP 8

// From dark to light, so that neighbours differ without colours, too. White or black lines over them make the patterns.
static const char *const FILLS[] = {"#123f66", "#2f74a8", "#8fbad9", "#e8e8e8", "#f2c14e", "#a65f00"};
static const char *const LINES[] = {"", "M0 8L8 0", "M4 0V8", "M4 3V5M3 4H5", "M0 4H8", "M0 0L8 8M0 8L8 0"};
#define LOOKS (uint32_t)(sizeof FILLS / sizeof *FILLS)

typedef struct {
    Out *out;
    const Artefact *a;
    Rows *rows;
    Decimal most; // the longest bar
    uint32_t y;
} Chart;

// What is not known and what is below nothing has no length.
static Decimal length_of(const Chart *chart, uint32_t row, uint32_t column) {
    const Cell *cell = &rows_at(chart->rows, row)[column];
    bool number = cell->count == 1 && cell->items[0].sort == ITEM_NUMBER && cell->items[0].number > 0;
    return chart->a->columns[column].bar && number ? cell->items[0].number : 0;
}

// Sums that are too large stay as large as can be.
static Decimal row_length(const Chart *chart, uint32_t row) {
    Decimal sum = 0;
    for (uint32_t c = 0; c < chart->a->column_count; c++) {
        if (!decimal_add(sum, length_of(chart, row, c), &sum)) return INT64_MAX;
    }
    return sum;
}

// What the columns before the first bar say, but numbers.
static void row_name(const Chart *chart, uint32_t row, Out *text) {
    const Artefact *a = chart->a;
    for (uint32_t c = 0; c < a->column_count && !a->columns[c].bar; c++) {
        const Cell *cell = &rows_at(chart->rows, row)[c];
        for (uint32_t i = 0; i < cell->count && !a->columns[c].numeric; i++) {
            if (text->len > 0) out_cstr(text, " · ");
            out_str(text, cell->items[i].text);
        }
    }
}

// `Implemented 34, Partly 3`: parts that are nothing are left away, what is not known is not.
static void row_words(const Chart *chart, uint32_t row, Out *text) {
    const Artefact *a = chart->a;
    for (uint32_t c = 0; c < a->column_count; c++) {
        const Cell *cell = &rows_at(chart->rows, row)[c];
        bool none = cell->count == 0 || (cell->items[0].sort == ITEM_NUMBER && cell->items[0].number == 0);
        if (!a->columns[c].bar || (none && !cell->unknown)) continue;
        if (text->len > 0) out_cstr(text, ", ");
        out_str(text, a->columns[c].head);
        out_char(text, ' ');
        out_str(text, cell->count > 0 && !cell->unknown ? cell->items[0].text : STR("?"));
    }
    if (text->len == 0) out_cstr(text, "none");
}

static void write_part(const Chart *chart, uint32_t part, uint32_t x, uint32_t y, uint32_t width, uint32_t height) {
    out_printf(chart->out, "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" stroke=\"%s\" fill=\"url(#", x, y, width, height, SVG_INK);
    svg_id(chart->a, "part", chart->out);
    out_printf(chart->out, "-%u)\"/>\n", part % LOOKS);
}

static void write_patterns(const Chart *chart) {
    out_cstr(chart->out, "<defs>\n");
    for (uint32_t i = 0; i < LOOKS; i++) {
        out_cstr(chart->out, "<pattern id=\"");
        svg_id(chart->a, "part", chart->out);
        out_printf(chart->out, "-%u\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"%s\"/>", i,
                   FILLS[i]);
        if (i > 0) {
            const char *ink = i == 1 || i + 1 == LOOKS ? "#ffffff" : "#000000";
            out_printf(chart->out, "<path d=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>", LINES[i], ink);
        }
        out_cstr(chart->out, "</pattern>\n");
    }
    out_cstr(chart->out, "</defs>\n");
}

static void write_legend(Chart *chart) {
    const Artefact *a = chart->a;
    uint32_t x = SVG_MARGIN, part = 0;
    for (uint32_t c = 0; c < a->column_count; c++) {
        if (!a->columns[c].bar) continue;
        uint32_t wide = 24 + svg_width(a->columns[c].head, SVG_NORMAL) + 20;
        if (x > SVG_MARGIN && x + wide > SVG_WIDTH - SVG_MARGIN) {
            x = SVG_MARGIN;
            chart->y += 24;
        }
        write_part(chart, part++, x, chart->y, 16, 16);
        svg_paragraph(chart->out, x + 24, chart->y + 13, SVG_WIDTH - SVG_MARGIN - x - 24, 1, SVG_NORMAL, SVG_INK, ANCHOR_START, a->columns[c].head);
        x += wide;
    }
    chart->y += 24 + GAP;
}

// Each part ends where the sum of it and those before it ends, so that rounding never makes a bar longer.
static void write_bar(const Chart *chart, uint32_t row) {
    uint32_t left = SVG_MARGIN + NAME_WIDTH, room = SVG_WIDTH - SVG_MARGIN - left, from = 0, part = 0;
    Decimal sum = 0;
    for (uint32_t c = 0; c < chart->a->column_count; c++) {
        if (!chart->a->columns[c].bar) continue;
        if (!decimal_add(sum, length_of(chart, row, c), &sum)) sum = INT64_MAX;
        uint32_t to = chart->most > 0 ? (uint32_t)((double)sum / (double)chart->most * room) : 0;
        if (to > from) write_part(chart, part, left + from, chart->y, to - from, BAR_HEIGHT);
        from = to;
        part++;
    }
}

static void write_row(Chart *chart, uint32_t row) {
    uint32_t left = SVG_MARGIN + NAME_WIDTH, line = chart->y + SVG_NORMAL.size + 2;
    Out text = out_memory();
    row_name(chart, row, &text);
    uint32_t name_end = svg_paragraph(chart->out, SVG_MARGIN, line, NAME_WIDTH - 2 * GAP, 4, SVG_STRONG, SVG_INK, ANCHOR_START, out_text(&text));
    write_bar(chart, row);
    text.len = 0;
    row_words(chart, row, &text);
    line = chart->y + BAR_HEIGHT + svg_leading(SVG_NORMAL);
    uint32_t words_end = svg_paragraph(chart->out, left, line, SVG_WIDTH - SVG_MARGIN - left, 4, SVG_NORMAL, SVG_INK, ANCHOR_START, out_text(&text));
    chart->y = (name_end > words_end ? name_end : words_end) + GAP;
    out_free(&text);
}

static void write_description(const Chart *chart, Out *out) {
    Out text = out_memory();
    for (uint32_t row = 0; row < chart->a->row_count; row++) {
        text.len = 0;
        row_name(chart, row, &text);
        out_cstr(&text, ": ");
        escape_xml(out, out_text(&text));
        text.len = 0;
        row_words(chart, row, &text);
        escape_xml(out, out_text(&text));
        out_cstr(out, ". ");
    }
    out_free(&text);
}

void svg_bars(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out description = out_memory(), body = out_memory();
    Rows rows = rows_read(a, false);
    Chart chart = {.out = &body, .a = a, .rows = &rows};
    for (uint32_t row = 0; row < a->row_count; row++) {
        Decimal length = row_length(&chart, row);
        if (length > chart.most) chart.most = length;
    }
    write_patterns(&chart);
    chart.y = svg_page_head(a, SVG_WIDTH, &body);
    write_legend(&chart);
    for (uint32_t row = 0; row < a->row_count; row++) write_row(&chart, row);
    uint32_t height = svg_page_foot(a, chart.y, &body);
    write_description(&chart, &description);
    svg_page(a, SVG_WIDTH, height, &description, &body, out);
    rows_end(&rows);
    out_free(&description);
    out_free(&body);
}
