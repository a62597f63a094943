// What every picture in SVG has: the element around it with its title and description for screen readers, a head and a foot.
#ifndef ISMSC_RENDER_ARTEFACTS_SVG_PAGE_H
#define ISMSC_RENDER_ARTEFACTS_SVG_PAGE_H

#include "base/out.h"
#include "query/artefact.h"
#include "render/artefacts/svg_text.h"

#define SVG_WIDTH 1000
#define SVG_MARGIN 24
#define SVG_INK "#1a1a1a"
#define SVG_PALE_INK "#555555"

static const SvgFont SVG_NORMAL = {.size = 13}, SVG_STRONG = {.size = 13, .bold = true};

// Title, organisation, day: from the top of the picture. Returns where the next thing begins.
uint32_t svg_page_head(const Artefact *a, uint32_t width, Out *out);

// What made it, at `y`. Returns the height of the whole picture.
uint32_t svg_page_foot(const Artefact *a, uint32_t y, Out *out);

// Writes an id that is the artefact's own: letters, digits and hyphens of its name, and the part.
void svg_id(const Artefact *a, const char *part, Out *out);

// Writes the whole picture. `description` is what a screen reader says, as XML; `body` are the elements. An error of the body becomes one of `out`.
void svg_page(const Artefact *a, uint32_t width, uint32_t height, const Out *description, const Out *body, Out *out);

#endif
