// Reports in HTML: texts, tables and matrices one below the other.
#include <stdio.h>

#include "render/artefacts/escape.h"
#include "render/artefacts/html.h"
#include "render/artefacts/prose_html.h"
#include "render/artefacts/section.h"

static HtmlPaper paper_of(const Artefact *a) {
    HtmlPaper paper = {0};
    for (uint32_t s = 0; s < a->section_count; s++) {
        const Artefact *part = a->sections[s].part;
        if (part && part->column_count > paper.columns) paper.columns = part->column_count;
    }
    return paper;
}

static void write_part(const Artefact *part, uint32_t number, Out *out) {
    char id[24];
    Str label = {id, (uint32_t)snprintf(id, sizeof id, "part-%u", number)};
    out_printf(out, "<p class=\"caption\" id=\"%s\">", id);
    escape_xml(out, part->title);
    out_cstr(out, "</p>\n");
    if (part->sort == ARTEFACT_MATRIX) html_matrix_body(part, label, out);
    else html_table_body(part, label, out);
}

void html_report(const Artefact *a, const ArtefactOptions *options, Out *out) {
    (void)options;
    Out text = out_memory();
    html_page_start(a, paper_of(a), out);
    if (a->section_count == 0) out_cstr(out, "<p>There are no entries.</p>\n");
    for (uint32_t s = 0; s < a->section_count; s++) {
        const Section *section = &a->sections[s];
        out_printf(out, "<section class=\"%s%s\">\n", section->part ? "part" : "text", section->page && s > 0 ? " page" : "");
        if (section->part) write_part(section->part, s + 1, out);
        else prose_html(section_markdown(section, &text), PROSE_SECTION, out);
        out_cstr(out, "</section>\n");
    }
    html_page_end(a, out);
    out_free(&text);
}
