// Markdown as HTML, and as Markdown that is safe to pass on: by cmark. Tags stay text, pictures become their description, and links lead to the web or
// to a mailbox only.
#ifndef ISMSC_RENDER_ARTEFACTS_PROSE_HTML_H
#define ISMSC_RENDER_ARTEFACTS_PROSE_HTML_H

#include <stdbool.h>

#include "base/out.h"
#include "base/str.h"

typedef enum {
    PROSE_CELL,    // headings are bold paragraphs; what is one line has no paragraph around it
    PROSE_SECTION, // headings stand one step below the title of the page
} ProsePlace;

// Is it a line as it stands, without a sign that means something in Markdown?
bool prose_is_plain(Str text);

void prose_html(Str markdown, ProsePlace place, Out *out);

// With headings as in PROSE_SECTION.
void prose_markdown(Str markdown, Out *out);

#endif
