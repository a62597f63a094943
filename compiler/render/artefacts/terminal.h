// What the renderers for terminals share: tables (terminal.c), matrices (terminal_matrix.c) and reports (terminal_report.c).
#ifndef ISMSC_RENDER_ARTEFACTS_TERMINAL_H
#define ISMSC_RENDER_ARTEFACTS_TERMINAL_H

#include "render/artefacts/cell.h"
#include "render/artefacts/render.h"

typedef struct {
    Out *out;
    bool colour;
    uint32_t width;
} Terminal;

static inline void term_bold(const Terminal *t) {
    if (t->colour) out_cstr(t->out, "\033[1m");
}

static inline void term_dim(const Terminal *t) {
    if (t->colour) out_cstr(t->out, "\033[2m");
}

static inline void term_end(const Terminal *t) {
    if (t->colour) out_cstr(t->out, "\033[0m");
}

// Sets the background to the colour and the text to black or white, whichever is easier to read.
void term_band(const Terminal *t, Colour colour);

// Title, and a line of what the artefact is about; with `bare`, nothing.
void term_head(const Terminal *t, const Artefact *artefact, bool bare);

// `times` times the sign for a line.
void term_rule(const Terminal *t, const char *sign, uint32_t times);

// Lines of at most the terminal's width, each in that style.
void term_lines(const Terminal *t, void style(const Terminal *t), Str text);

// What the artefact holds, without title and head. `bare`: rows close together.
void term_table(const Terminal *t, const Artefact *artefact, bool bare);
void term_matrix(const Terminal *t, const Artefact *artefact);

// As the options ask.
Terminal term_of(const ArtefactOptions *options, Out *out);
#define TERM_NARROWEST 20u

#endif
