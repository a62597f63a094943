// Text in SVG: how wide it will be at most, and breaking it into lines. SVG has no line breaks of its own, and nobody knows which font a
// reader has, so widths are those of wide fonts: text never runs into what stands beside it.
#ifndef ISMSC_RENDER_ARTEFACTS_SVG_TEXT_H
#define ISMSC_RENDER_ARTEFACTS_SVG_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/out.h"
#include "base/str.h"

typedef struct {
    uint32_t size; // pixels
    bool bold, mono;
} SvgFont;

// Width of the text in pixels, rounded up.
uint32_t svg_width(Str text, SvgFont font);

// The longest part of the text from byte `at` on that is at most `width` pixels wide (at least one character), broken at a blank if there is
// one; *next is where the next line begins.
Str svg_line(Str text, uint32_t at, uint32_t width, SvgFont font, uint32_t *next);

typedef enum { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } SvgAnchor;

// Writes one line of text as an element, its baseline at `y`.
void svg_text(Out *out, uint32_t x, uint32_t y, SvgFont font, const char *fill, SvgAnchor anchor, Str text);

// Writes text in lines of at most `width` pixels, the first with its baseline at `y`, and returns the baseline that the next line would have. After
// `most` lines what is left is `…`.
uint32_t svg_paragraph(Out *out, uint32_t x, uint32_t y, uint32_t width, uint32_t most, SvgFont font, const char *fill, SvgAnchor anchor, Str text);

// How many lines svg_paragraph writes.
uint32_t svg_lines(Str text, uint32_t width, uint32_t most, SvgFont font);

// Pixels from one baseline to the next.
static inline uint32_t svg_leading(SvgFont font) {
    return font.size * 13 / 10;
}

#endif
