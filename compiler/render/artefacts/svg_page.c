// What every picture in SVG has.
#include "render/artefacts/svg_page.h"

#include "render/artefacts/escape.h"

static const SvgFont TITLE = {.size = 20, .bold = true}, SMALL = {.size = 11};

static void subtitle_part(Out *text, const char *label, Str part) {
    if (part.len == 0) return;
    if (text->len > 0) out_cstr(text, " · ");
    out_cstr(text, label);
    out_str(text, part);
}

uint32_t svg_page_head(const Artefact *a, uint32_t width, Out *out) {
    uint32_t room = width - 2 * SVG_MARGIN;
    Out text = out_memory();
    uint32_t y = svg_paragraph(out, SVG_MARGIN, SVG_MARGIN + TITLE.size, room, 3, TITLE, SVG_INK, ANCHOR_START, a->title);
    subtitle_part(&text, "", a->organisation);
    subtitle_part(&text, "", a->requirement.len > 0 ? a->requirement : a->standards);
    subtitle_part(&text, "as of ", a->as_of);
    subtitle_part(&text, "revision ", a->revision);
    y = svg_paragraph(out, SVG_MARGIN, y, room, 3, SVG_NORMAL, SVG_PALE_INK, ANCHOR_START, out_text(&text));
    out_free(&text);
    return y + 8;
}

uint32_t svg_page_foot(const Artefact *a, uint32_t y, Out *out) {
    if (a->generator.len > 0) {
        svg_text(out, SVG_MARGIN, y + SMALL.size, SMALL, SVG_PALE_INK, ANCHOR_START, a->generator);
        y += svg_leading(SMALL);
    }
    return y + SVG_MARGIN;
}

void svg_id(const Artefact *a, const char *part, Out *out) {
    out_cstr(out, "a-");
    for (uint32_t i = 0; i < a->name.len; i++) {
        char c = a->name.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        out_char(out, plain ? c : '-');
    }
    out_printf(out, "-%s", part);
}

static void element_start(const Artefact *a, const char *name, Out *out) {
    out_printf(out, "<%s id=\"", name);
    svg_id(a, name, out);
    out_cstr(out, "\">");
}

void svg_page(const Artefact *a, uint32_t width, uint32_t height, const Out *description, const Out *body, Out *out) {
    out_printf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" role=\"img\" aria-labelledby=\"",
               width, height, width, height);
    svg_id(a, "title", out);
    out_char(out, ' ');
    svg_id(a, "desc", out);
    out_cstr(out, "\" font-family=\"sans-serif\">\n");
    element_start(a, "title", out);
    escape_xml(out, a->title);
    out_cstr(out, "</title>\n");
    element_start(a, "desc", out);
    out_str(out, out_text(description));
    out_cstr(out, "</desc>\n");
    out_printf(out, "<rect width=\"%u\" height=\"%u\" fill=\"#ffffff\"/>\n", width, height);
    out_str(out, out_text(body));
    out_cstr(out, "</svg>\n");
    if (body->error != 0 && out->error == 0) out->error = body->error;
}
