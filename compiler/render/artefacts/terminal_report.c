// Reports on a terminal: texts laid out, tables and matrices below their titles, a line before each repetition at top level.
#include "render/artefacts/prose.h"
#include "render/artefacts/section.h"
#include "render/artefacts/terminal.h"

static void write_part(const Terminal *t, const Artefact *part) {
    term_lines(t, term_bold, part->title);
    out_char(t->out, '\n');
    if (part->sort == ARTEFACT_MATRIX) term_matrix(t, part);
    else term_table(t, part, false);
}

void text_report(const Artefact *a, const ArtefactOptions *options, Out *out) {
    Terminal term = term_of(options, out);
    Out text = out_memory();
    term_head(&term, a, options->bare);
    if (a->section_count == 0) out_cstr(out, "There are no entries.\n");
    for (uint32_t s = 0; s < a->section_count; s++) {
        const Section *section = &a->sections[s];
        if (s > 0) out_char(out, '\n');
        if (section->page && s > 0) {
            term_dim(&term);
            term_rule(&term, "─", term.width);
            term_end(&term);
            out_cstr(out, "\n\n");
        }
        if (section->part) write_part(&term, section->part);
        else prose_terminal(section_markdown(section, &text), term.width, term.colour, out);
    }
    out_free(&text);
}
