// What the files of HTML share: the page (html.c), tables (html.c), matrices (html_matrix.c), reports (html_report.c).
#ifndef ISMSC_RENDER_ARTEFACTS_HTML_H
#define ISMSC_RENDER_ARTEFACTS_HTML_H

#include "render/artefacts/cell.h"
#include "render/artefacts/render.h"

// How the page is printed.
typedef struct {
    uint32_t columns; // of its widest table
    bool across;      // laid across, however few they are
} HtmlPaper;

// Everything up to what the artefact holds, and everything behind it.
void html_page_start(const Artefact *artefact, HtmlPaper paper, Out *out);
void html_page_end(const Artefact *artefact, Out *out);

// What stands on the page; `label` is the id of the element that says its title.
void html_table_body(const Artefact *artefact, Str label, Out *out);
void html_matrix_body(const Artefact *artefact, Str label, Out *out);

// The attribute `style` of what has the colour as its background.
void html_style(Colour colour, Out *out);

#endif
