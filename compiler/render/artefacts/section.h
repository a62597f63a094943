// The text of a section of a report, as Markdown.
#ifndef ISMSC_RENDER_ARTEFACTS_SECTION_H
#define ISMSC_RENDER_ARTEFACTS_SECTION_H

#include "base/out.h"
#include "query/artefact.h"

// What its author wrote, and what stood in its holes escaped, so that it stays text on its line. In `buffer`, which is emptied first.
Str section_markdown(const Section *section, Out *buffer);

#endif
