// HTML: one page for each artefact that needs nothing else: no script, no font, no picture from elsewhere, and a policy that forbids them. It is
// well-formed XML too. Light or dark as the reader's system is; on paper light, and across where there are many columns.
#include "render/artefacts/cell.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/prose.h"
#include "render/artefacts/render.h"

#define COLUMNS_ACROSS 6 // so many columns are printed on paper laid across
#define COLUMNS_SMALL 9  // and more than so many in smaller letters
#define COLUMNS_LARGE 16 // and more than these on larger paper

// Every text has a contrast of at least 4.5 with what is behind it, in both schemes.
static const char STYLE[] =
    ":root{color-scheme:light dark;--ink:#1a1c1f;--pale:#555b63;--page:#fff;--head:#eef1f4;--line:#cfd4da;--doubt:#8f4400}\n"
    "@media screen and (prefers-color-scheme:dark){:root{--ink:#e7e9ec;--pale:#a9b0b9;--page:#16181b;--head:#24282e;--line:#3d434b;--doubt:#f0b35a}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;padding:2rem;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,sans-serif}\n"
    "h1{margin:0 0 .75rem;font-size:1.7rem;line-height:1.2}\n"
    "h2{margin:2rem 0 .75rem;font-size:1.2rem}\n"
    "p{margin:0 0 .5em;max-width:75ch}\n"
    "p:last-child{margin-bottom:0}\n"
    ".about,.feet{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0 0 1.25rem}\n"
    ".feet{margin:1.25rem 0 0}\n"
    "dt{color:var(--pale);font-size:.85em}\n"
    "dd{margin:0}\n"
    ".feet dd{font-weight:600}\n"
    "details{margin:0 0 1.25rem}\n"
    "summary{cursor:pointer;color:var(--pale);margin-bottom:.5em}\n"
    "table{border-collapse:separate;border-spacing:0;width:100%;border-top:1px solid var(--line)}\n"
    "th,td{padding:.45rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:break-word}\n"
    "thead th{position:sticky;top:0;z-index:2;background:var(--head);vertical-align:bottom}\n"
    "tbody th{font-weight:600}\n"
    "tbody th:not(.prose),td span[title]{white-space:nowrap}\n"
    ".group th{padding-top:1.4rem;font-size:1.05em}\n"
    ".number{text-align:right;font-variant-numeric:tabular-nums}\n"
    ".prose{min-width:12rem}\n"
    ".level{display:inline-block;padding:0 .5em;border-radius:.25em}\n"
    ".doubt{color:var(--doubt);font-weight:700}\n"
    ".matrix{table-layout:fixed;border:0}\n"
    ".matrix td{border:1px solid var(--page);height:4.5rem}\n"
    ".matrix thead th,.matrix tbody th{position:static;background:none;border:0;vertical-align:middle}\n"
    ".matrix tbody th{text-align:right}\n"
    ".matrix b,.matrix span{display:block}\n"
    ".axes{color:var(--pale);font-weight:400}\n"
    ".legend{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;margin:1rem 0;padding:0;list-style:none}\n"
    "footer{margin-top:2rem;color:var(--pale);font-size:.85em}\n"
    "@media print{body{padding:0;font-size:9pt}details{display:none}thead th{position:static}tr,li{break-inside:avoid}.group{break-after:avoid}\n"
    "th,td{padding:.2rem .35rem}td span[title]{white-space:normal}.prose{min-width:0}\n"
    ".level,.matrix td,thead th{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

// ---- Head and foot of the page ------------------------------------------------------------------------------------------------------------

static void fact(Out *out, const char *label, Str text) {
    if (text.len == 0) return;
    out_printf(out, "<div><dt>%s</dt><dd>", label);
    escape_xml(out, text);
    out_cstr(out, "</dd></div>\n");
}

static void findings(const Artefact *a, Out *out) {
    if (a->findings + a->waived == 0) return;
    out_printf(out, "<div><dt>Findings</dt><dd>%u", a->findings);
    if (a->waived > 0) out_printf(out, ", and %u waived", a->waived);
    out_cstr(out, "</dd></div>\n");
}

// Each line of the text as a paragraph, the signs of Markdown taken away. `buffer` is emptied first.
static void paragraphs(Str markdown, Out *buffer, Out *out) {
    buffer->len = 0;
    prose_plain(markdown, buffer);
    Str text = out_text(buffer);
    for (uint32_t from = 0; from < text.len;) {
        uint32_t end = str_find(text, '\n', from);
        Str line = str_trim(str_part(text, from, end));
        from = end + 1;
        if (line.len == 0) continue;
        out_cstr(out, "<p>");
        escape_xml(out, line);
        out_cstr(out, "</p>");
    }
}

static void page_start(const Artefact *a, bool across, Out *buffer, Out *out) {
    out_cstr(out, "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                  "form-action 'none'\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                  "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>");
    escape_xml(out, a->title);
    if (a->organisation.len > 0) out_cstr(out, " · ");
    escape_xml(out, a->organisation);
    out_cstr(out, "</title>\n<style>\n");
    out_bytes(out, STYLE, sizeof STYLE - 1);
    if (a->column_count > COLUMNS_SMALL) out_cstr(out, "@media print{table{font-size:7pt}}\n");
    out_printf(out, "@page{size:%s%s;margin:12mm}\n</style>\n</head>\n<body>\n<header>\n<h1 id=\"title\">",
               a->column_count > COLUMNS_LARGE ? "A3" : "A4", across ? " landscape" : "");
    escape_xml(out, a->title);
    out_cstr(out, "</h1>\n<dl class=\"about\">\n");
    fact(out, "Organisation", a->organisation);
    fact(out, "Standards", a->standards);
    fact(out, "Requirement", a->requirement);
    fact(out, "As of", a->as_of);
    fact(out, "Revision", a->revision);
    findings(a, out);
    out_cstr(out, "</dl>\n");
    if (a->doc.len > 0) {
        out_cstr(out, "<details><summary>What this is</summary>");
        paragraphs(a->doc, buffer, out);
        out_cstr(out, "</details>\n");
    }
    out_cstr(out, "</header>\n<main>\n");
}

static void page_end(const Artefact *a, Out *out) {
    out_cstr(out, "</main>\n");
    if (a->generator.len > 0) {
        out_cstr(out, "<footer>Made by ");
        escape_xml(out, a->generator);
        out_cstr(out, ".</footer>\n");
    }
    out_cstr(out, "</body>\n</html>\n");
}

// ---- Cells ----------------------------------------------------------------------------------------------------------------------------------

static void style_of(Colour colour, Out *out) {
    out_printf(out, " style=\"background:#%02x%02x%02x;color:%s\"", colour.red, colour.green, colour.blue, colour_wants_black(colour) ? "#000" : "#fff");
}

static void write_item(const Item *item, Out *out) {
    if (item->sort == ITEM_LEVEL && is_colour(item->colour)) {
        out_cstr(out, "<span class=\"level\"");
        style_of(colour_of(item->colour, (Colour){0}), out);
        out_char(out, '>');
        escape_xml(out, item->text);
        out_cstr(out, "</span>");
    } else if (item->sort == ITEM_RECORD && item->title.len > 0 && !str_eq(item->title, item->text)) {
        out_cstr(out, "<span title=\"");
        escape_xml(out, item->title);
        out_cstr(out, "\">");
        escape_xml(out, item->text);
        out_cstr(out, "</span>");
    } else {
        escape_xml(out, item->text);
    }
}

// Is it a paragraph as it stands, without line ends and without a sign that means something in Markdown?
static bool is_plain(Str text) {
    static const bool SIGN[256] = {['\n'] = true, ['\r'] = true, ['\t'] = true, ['*'] = true, ['_'] = true, ['`'] = true, ['['] = true,
                                   ['\\'] = true, ['#'] = true,  ['>'] = true,  ['-'] = true, ['+'] = true, ['~'] = true, ['|'] = true};
    if (text.len == 0 || text.at[0] == ' ' || (text.at[0] >= '0' && text.at[0] <= '9')) return false;
    for (uint32_t i = 0; i < text.len; i++) {
        if (SIGN[(unsigned char)text.at[i]]) return false;
    }
    return true;
}

static void write_prose(const Cell *cell, Out *buffer, Out *out) {
    for (uint32_t i = 0; i < cell->count; i++) {
        Str text = cell->items[i].text;
        if (!is_plain(text)) {
            paragraphs(text, buffer, out);
        } else if (cell->count == 1) {
            escape_xml(out, text);
        } else {
            out_cstr(out, "<p>");
            escape_xml(out, text);
            out_cstr(out, "</p>");
        }
    }
}

static void write_cell(const Cell *cell, bool prose, Out *buffer, Out *out) {
    if (prose) {
        write_prose(cell, buffer, out);
    } else {
        for (uint32_t i = 0; i < cell->count; i++) {
            if (i > 0) out_cstr(out, cell->items[i - 1].sort == ITEM_TEXT ? "<br/>" : ", ");
            write_item(&cell->items[i], out);
        }
    }
    if (!cell->unknown) return;
    out_cstr(out, cell->count > 0 ? " <span class=\"doubt\" title=\"not all is known\">?</span>" : "<span class=\"doubt\" title=\"not known\">?</span>");
}

// ---- Tables -----------------------------------------------------------------------------------------------------------------------------------

static const char *class_of(const ColumnHead *column) {
    return column->numeric ? " class=\"number\"" : column->prose ? " class=\"prose\"" : "";
}

static void table_heads(const Artefact *a, Out *out) {
    out_cstr(out, "<table aria-labelledby=\"title\">\n<thead><tr>");
    for (uint32_t c = 0; c < a->column_count; c++) {
        out_cstr(out, "<th scope=\"col\"");
        out_cstr(out, class_of(&a->columns[c]));
        out_char(out, '>');
        escape_xml(out, a->columns[c].head);
        out_cstr(out, "</th>");
    }
    out_cstr(out, "</tr></thead>\n");
}

static void table_rows(const Artefact *a, uint32_t from, uint32_t to, Out *buffer, Out *out) {
    for (uint32_t row = from; row < to; row++) {
        out_cstr(out, "<tr>");
        for (uint32_t c = 0; c < a->column_count; c++) {
            out_cstr(out, c == 0 ? "<th scope=\"row\"" : "<td");
            out_cstr(out, class_of(&a->columns[c]));
            out_char(out, '>');
            write_cell(&a->cells[(size_t)row * a->column_count + c], a->columns[c].prose, buffer, out);
            out_cstr(out, c == 0 ? "</th>" : "</td>");
        }
        out_cstr(out, "</tr>\n");
    }
}

static void table_groups(const Artefact *a, Out *buffer, Out *out) {
    for (uint32_t g = 0; g < a->group_count; g++) {
        out_printf(out, "<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%u\">", a->column_count);
        if (a->group_heads[g].count == 0 && !a->group_heads[g].unknown) out_cstr(out, "none");
        write_cell(&a->group_heads[g], false, buffer, out);
        out_cstr(out, "</th></tr>\n");
        table_rows(a, g > 0 ? a->group_end[g - 1] : 0, a->group_end[g], buffer, out);
        out_cstr(out, "</tbody>\n");
    }
    if (a->group_count > 0) return;
    out_cstr(out, "<tbody>\n");
    table_rows(a, 0, a->row_count, buffer, out);
    out_cstr(out, "</tbody>\n");
}

static void table_feet(const Artefact *a, Out *buffer, Out *out) {
    if (a->foot_count == 0) return;
    out_cstr(out, "<dl class=\"feet\">\n");
    for (uint32_t f = 0; f < a->foot_count; f++) {
        const Cell *cell = &a->feet[f].cell;
        out_cstr(out, "<div><dt>");
        escape_xml(out, a->feet[f].label);
        out_cstr(out, "</dt><dd>");
        if (cell->count == 0 && !cell->unknown) out_cstr(out, "none");
        write_cell(cell, false, buffer, out);
        out_cstr(out, "</dd></div>\n");
    }
    out_cstr(out, "</dl>\n");
}

void html_table(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out buffer = out_memory();
    page_start(a, a->column_count >= COLUMNS_ACROSS, &buffer, out);
    if (a->row_count == 0) {
        out_cstr(out, "<p>There are no entries.</p>\n");
    } else {
        table_heads(a, out);
        table_groups(a, &buffer, out);
        out_cstr(out, "</table>\n");
    }
    table_feet(a, &buffer, out);
    page_end(a, out);
    out_free(&buffer);
}

// ---- Matrices -----------------------------------------------------------------------------------------------------------------------------------

static void labels(const Str *texts, uint32_t count, Out *out) {
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0) out_cstr(out, ", ");
        escape_xml(out, texts[i]);
    }
}

static void grid_cell(const MatrixGrid *grid, const MatrixCell *cell, Out *out) {
    out_cstr(out, "<td");
    style_of(colour_of(cell->colour, colour_of_rank(cell->band_rank, grid->band_count)), out);
    out_cstr(out, "><b>");
    escape_xml(out, cell->band_title.len > 0 ? cell->band_title : cell->band);
    if (cell->count > 0) out_printf(out, " (%u)", cell->count);
    out_cstr(out, "</b>");
    if (cell->count > 0) {
        out_cstr(out, "<span>");
        labels(cell->labels, cell->count, out);
        out_cstr(out, "</span>");
    }
    out_cstr(out, "</td>");
}

static void grid_table(const MatrixGrid *grid, uint32_t number, Out *out) {
    out_cstr(out, "<table class=\"matrix\" aria-labelledby=\"title");
    if (number > 0) out_printf(out, " grid-%u", number);
    out_cstr(out, "\">\n<thead><tr><td class=\"axes\">");
    escape_xml(out, grid->y_title);
    out_cstr(out, " ↓<br/>");
    escape_xml(out, grid->x_title);
    out_cstr(out, " →</td>");
    for (uint32_t x = 0; x < grid->x_count; x++) {
        out_cstr(out, "<th scope=\"col\">");
        escape_xml(out, grid->x[x].title);
        out_cstr(out, "</th>");
    }
    out_cstr(out, "</tr></thead>\n<tbody>\n");
    for (uint32_t y = grid->y_count; y-- > 0;) {
        out_cstr(out, "<tr><th scope=\"row\">");
        escape_xml(out, grid->y[y].title);
        out_cstr(out, "</th>\n");
        for (uint32_t x = 0; x < grid->x_count; x++) {
            grid_cell(grid, &grid->cells[(size_t)y * grid->x_count + x], out);
            out_char(out, '\n');
        }
        out_cstr(out, "</tr>\n");
    }
    out_cstr(out, "</tbody>\n</table>\n");
}

static void grid_legend(const MatrixGrid *grid, Out *out) {
    if (grid->band_count == 0) return;
    out_cstr(out, "<ul class=\"legend\">\n");
    for (uint32_t b = 0; b < grid->band_count; b++) {
        uint32_t count = 0;
        for (size_t i = 0; i < (size_t)grid->x_count * grid->y_count; i++) count += grid->cells[i].band_rank == b + 1 ? grid->cells[i].count : 0;
        out_cstr(out, "<li><span class=\"level\"");
        style_of(colour_of(grid->band_colours[b], colour_of_rank(b + 1, grid->band_count)), out);
        out_char(out, '>');
        escape_xml(out, grid->band_titles[b].len > 0 ? grid->band_titles[b] : grid->bands[b]);
        out_printf(out, "</span> %u</li>\n", count);
    }
    out_cstr(out, "</ul>\n");
}

void html_matrix(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out buffer = out_memory();
    page_start(a, true, &buffer, out);
    if (a->grid_count == 0) out_cstr(out, "<p>There are no entries.</p>\n");
    for (uint32_t g = 0; g < a->grid_count; g++) {
        const MatrixGrid *grid = &a->grids[g];
        if (a->grid_count > 1) {
            out_printf(out, "<h2 id=\"grid-%u\">", g + 1);
            escape_xml(out, grid->method_title);
            out_cstr(out, "</h2>\n");
        }
        grid_table(grid, a->grid_count > 1 ? g + 1 : 0, out);
        grid_legend(grid, out);
        if (grid->unplaced_count == 0) continue;
        out_printf(out, "<p>Not rated (%u): ", grid->unplaced_count);
        labels(grid->unplaced, grid->unplaced_count, out);
        out_cstr(out, "</p>\n");
    }
    page_end(a, out);
    out_free(&buffer);
}
