// HTML: one page for each artefact that needs nothing else: no script, no font, no picture from elsewhere, and a policy that forbids them. It is
// well-formed XML too. Light or dark as the reader's system is; on paper light, and across where there are many columns.
#include "base/markdown.h"
#include "query/rows.h"
#include "render/artefacts/escape.h"
#include "render/artefacts/html.h"
#include "render/artefacts/prose_html.h"

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
    "tbody th:not(.prose),td span[title],.record,.date{white-space:nowrap}\n"
    ".group th{padding-top:1.4rem;font-size:1.05em}\n"
    ".number{text-align:right;font-variant-numeric:tabular-nums}\n"
    "td.prose{overflow-wrap:anywhere}.prose{min-width:12rem}td span.long,th span.long{display:inline-block;width:max-content;max-width:26ch;white-space:normal}\n"
    ".level{display:inline-block;padding:0 .5em;border-radius:.25em}\n"
    ".doubt{color:var(--doubt);font-weight:700}\n"
    "ul,ol,blockquote,pre{margin:0 0 .75em}ul,ol{padding-left:1.5em}blockquote{padding-left:1em;border-left:3px solid var(--line);color:var(--pale)}\n"
    "pre{overflow-x:auto;padding:.6em .8em;background:var(--head)}code{font:.9em ui-monospace,monospace}\n"
    "td>:last-child,th>:last-child{margin-bottom:0}\n"
    ".text{max-width:75ch;margin:1.5rem 0}.text h2{margin:0 0 .6rem;font-size:1.35rem}.text *+h2{margin-top:1.8rem}\n"
    ".text h3{margin:1.2rem 0 .5rem;font-size:1.1rem}\n"
    ".text a{color:inherit}.part{margin:1.5rem 0 2rem}.caption{margin:0 0 .6rem;font-weight:600}.part h2{margin:1.2rem 0 .6rem;font-size:1rem;font-weight:400}.page{margin-top:3rem;padding-top:2rem;"
    "border-top:1px solid var(--line)}\n"
    ".matrix{table-layout:fixed;border:0}\n"
    ".matrix td{border:1px solid var(--page);height:4.5rem}\n"
    ".matrix thead th,.matrix tbody th{position:static;background:none;border:0;vertical-align:middle}\n"
    ".matrix tbody th{text-align:right}\n"
    ".matrix b,.matrix td>span{display:block}\n"
    ".label{display:inline-block;max-width:100%}\n"
    ".axes{color:var(--pale);font-weight:400}\n"
    ".legend{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;margin:1rem 0;padding:0;list-style:none}\n"
    "footer{margin-top:2rem;color:var(--pale);font-size:.85em}\n"
    "@media print{body{padding:0;font-size:9pt}details{display:none}thead th{position:static}tr,li,.matrix{break-inside:avoid}.group{break-after:avoid}\n"
    "h2,h3,h4,.caption{break-after:avoid}.page{break-before:page;margin:0;padding:0;border:0}\n"
    "th,td{padding:.2rem .35rem}td span.long,th span.long{display:inline}.prose{min-width:8em}\n"
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

void html_page_start(const Artefact *a, HtmlPaper paper, Out *out) {
    out_cstr(out, "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                  "form-action 'none'\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                  "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>");
    escape_xml(out, a->title);
    if (a->organisation.len > 0) out_cstr(out, " · ");
    escape_xml(out, a->organisation);
    out_cstr(out, "</title>\n<style>\n");
    out_bytes(out, STYLE, sizeof STYLE - 1);
    if (paper.columns > COLUMNS_SMALL) out_cstr(out, "@media print{table{font-size:7pt}}\n");
    out_printf(out, "@page{size:%s%s;margin:12mm}\n</style>\n</head>\n<body>\n<header>\n<h1 id=\"title\">",
               paper.columns > COLUMNS_LARGE ? "A3" : "A4", paper.across || paper.columns >= COLUMNS_ACROSS ? " landscape" : "");
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
        prose_html(a->doc, PROSE_CELL, out);
        out_cstr(out, "</details>\n");
    }
    out_cstr(out, "</header>\n<main>\n");
}

void html_page_end(const Artefact *a, Out *out) {
    out_cstr(out, "</main>\n");
    if (a->generator.len > 0) {
        out_cstr(out, "<footer>Made by ");
        escape_xml(out, a->generator);
        out_cstr(out, ".</footer>\n");
    }
    out_cstr(out, "</body>\n</html>\n");
}

// ---- Cells ----------------------------------------------------------------------------------------------------------------------------------

void html_style(Colour colour, Out *out) {
    out_printf(out, " style=\"background:#%02x%02x%02x;color:%s\"", colour.red, colour.green, colour.blue,
               colour_wants_black(colour) ? "#000" : "#fff");
}

// Ids stand on one line. Long ones may be broken where there is little room: on paper, and where they alone would fill a table.
static bool is_long(const Item *item) {
    return item->text.len > 12;
}

static void write_item(const Item *item, Out *out) {
    if (item->sort == ITEM_LEVEL && is_colour(item->colour)) {
        out_cstr(out, "<span class=\"level\"");
        html_style(colour_of(item->colour, (Colour){0}), out);
        out_char(out, '>');
        escape_xml(out, item->text);
        out_cstr(out, "</span>");
    } else if (item->sort == ITEM_RECORD && item->title.len > 0 && !str_eq(item->title, item->text)) {
        out_cstr(out, is_long(item) ? "<span class=\"long\" title=\"" : "<span title=\"");
        escape_xml(out, item->title);
        out_cstr(out, "\">");
        escape_xml(out, item->text);
        out_cstr(out, "</span>");
    } else if (item->sort == ITEM_RECORD || item->sort == ITEM_DATE) {
        out_cstr(out, item->sort == ITEM_DATE ? "<span class=\"date\">" : is_long(item) ? "<span class=\"long\">" : "<span class=\"record\">");
        escape_xml(out, item->text);
        out_cstr(out, "</span>");
    } else {
        escape_xml(out, item->text);
    }
}

static void write_prose(const Cell *cell, Out *out) {
    for (uint32_t i = 0; i < cell->count; i++) {
        Str text = cell->items[i].text;
        if (cell->count > 1 && prose_is_plain(text)) {
            out_cstr(out, "<p>");
            escape_xml(out, text);
            out_cstr(out, "</p>");
        } else {
            prose_html(text, PROSE_CELL, out);
        }
    }
}

static void write_cell(const Cell *cell, bool prose, Out *out) {
    if (prose) {
        write_prose(cell, out);
    } else {
        for (uint32_t i = 0; i < cell->count; i++) {
            if (i > 0) out_cstr(out, cell->items[i - 1].sort == ITEM_TEXT ? "<br/>" : ", ");
            write_item(&cell->items[i], out);
        }
    }
    if (!cell->unknown) return;
    out_cstr(out,
             cell->count > 0 ? " <span class=\"doubt\" title=\"not all is known\">?</span>" : "<span class=\"doubt\" title=\"not known\">?</span>");
}

// ---- Tables -----------------------------------------------------------------------------------------------------------------------------------

static const char *class_of(const ColumnHead *column) {
    return column->numeric ? " class=\"number\"" : column->prose ? " class=\"prose\"" : "";
}

static void table_heads(const Artefact *a, Str label, Out *out) {
    out_printf(out, "<table aria-labelledby=\"" STR_FMT "\">\n<thead><tr>", STR_ARG(label));
    for (uint32_t c = 0; c < a->column_count; c++) {
        out_cstr(out, "<th scope=\"col\"");
        out_cstr(out, class_of(&a->columns[c]));
        out_char(out, '>');
        escape_xml(out, a->columns[c].head);
        out_cstr(out, "</th>");
    }
    out_cstr(out, "</tr></thead>\n");
}

static void table_rows(const Artefact *a, Rows *rows, uint32_t from, uint32_t to, Out *out) {
    for (uint32_t row = from; row < to; row++) {
        const Cell *cells = rows_at(rows, row);
        out_cstr(out, "<tr>");
        for (uint32_t c = 0; c < a->column_count; c++) {
            out_cstr(out, c == 0 ? "<th scope=\"row\"" : "<td");
            out_cstr(out, class_of(&a->columns[c]));
            out_char(out, '>');
            write_cell(&cells[c], a->columns[c].prose, out);
            out_cstr(out, c == 0 ? "</th>" : "</td>");
        }
        out_cstr(out, "</tr>\n");
    }
}

static void table_groups(const Artefact *a, Out *out) {
    Rows rows = rows_read(a, true);
    for (uint32_t g = 0; g < a->group_count; g++) {
        const Cell *head = rows_head(&rows, g);
        out_printf(out, "<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%u\">", a->column_count);
        if (head->count == 0 && !head->unknown) out_cstr(out, "none");
        write_cell(head, false, out);
        out_cstr(out, "</th></tr>\n");
        table_rows(a, &rows, g > 0 ? a->group_end[g - 1] : 0, a->group_end[g], out);
        out_cstr(out, "</tbody>\n");
    }
    if (a->group_count == 0) {
        out_cstr(out, "<tbody>\n");
        table_rows(a, &rows, 0, a->row_count, out);
        out_cstr(out, "</tbody>\n");
    }
    rows_end(&rows);
}

static void table_feet(const Artefact *a, Out *out) {
    if (a->foot_count == 0) return;
    out_cstr(out, "<dl class=\"feet\">\n");
    for (uint32_t f = 0; f < a->foot_count; f++) {
        const Cell *cell = &a->feet[f].cell;
        out_cstr(out, "<div><dt>");
        escape_xml(out, a->feet[f].label);
        out_cstr(out, "</dt><dd>");
        if (cell->count == 0 && !cell->unknown) out_cstr(out, "none");
        write_cell(cell, false, out);
        out_cstr(out, "</dd></div>\n");
    }
    out_cstr(out, "</dl>\n");
}

void html_table_body(const Artefact *a, Str label, Out *out) {
    if (a->row_count == 0) {
        out_cstr(out, "<p>There are no entries.</p>\n");
    } else {
        table_heads(a, label, out);
        table_groups(a, out);
        out_cstr(out, "</table>\n");
    }
    table_feet(a, out);
}

void html_table(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    html_page_start(a, (HtmlPaper){.columns = a->column_count}, out);
    html_table_body(a, STR("title"), out);
    html_page_end(a, out);
}
