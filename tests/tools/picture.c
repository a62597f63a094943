// Looks at pictures in SVG that the compiler drew, as somebody would who has to read them: no text runs into another or over an edge, text stands out
// from what is behind it (WCAG 2: a contrast of at least 4.5), bands and parts of bars are told apart by the colour-blind, and without any colour.
// With -n colours may be alike: their source chose them so, and the names in the cells tell them apart.
// Prints what is wrong, a line each, and ends with 1. Texts are measured as if they were set in a font that is wider than most.
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 4096
#define LEAST_CONTRAST 4.5
#define LEAST_DISTANCE 6.0 // CIE 1976, where 2.3 is just noticed
#define SWATCH 16.0        // the largest sample of a legend

typedef struct {
    double left, top, right, bottom;
} Box;

typedef struct {
    char text[8];   // #rrggbb
    double part[3]; // red, green, blue: linear, 0 to 1
} Colour;

typedef struct {
    char id[80], path[80];
    Colour fill;
} Pattern;

typedef struct {
    Box box;
    Colour fill;
    const Pattern *pattern; // NULL: plain
    unsigned legend;        // samples of the same legend have the same number; 0: none
} Rect;

typedef struct {
    Box box;
    Colour fill;
    char text[400];
} Text;

typedef struct {
    const char *name;
    Rect *rects;
    Text *texts;
    Pattern patterns[64];
    unsigned rect_count, text_count, pattern_count, wrong, legend;
    char band[400]; // of the cell that is being read, until its first text was
    bool in_pattern, by_name;
} Picture;

static void wrong(Picture *p, const char *what, const char *one, const char *other) {
    printf("%s: %s: \"%s\"%s%s%s\n", p->name, what, one, other ? ", \"" : "", other ? other : "", other ? "\"" : "");
    p->wrong++;
}

// ---- Colours ------------------------------------------------------------------------------------------------------------------------------

static Colour colour_read(const char *text) {
    unsigned part[3] = {0, 0, 0};
    Colour colour = {0};
    snprintf(colour.text, sizeof colour.text, "%s", text);
    sscanf(text, "#%2x%2x%2x", &part[0], &part[1], &part[2]);
    for (int i = 0; i < 3; i++) {
        double c = part[i] / 255.0;
        colour.part[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    return colour;
}

// Rows of a matrix, times a colour.
static Colour times(const double matrix[3][3], Colour c) {
    Colour product = {0};
    for (int i = 0; i < 3; i++) product.part[i] = matrix[i][0] * c.part[0] + matrix[i][1] * c.part[1] + matrix[i][2] * c.part[2];
    return product;
}

static double contrast(Colour a, Colour b) {
    double one = 0.2126 * a.part[0] + 0.7152 * a.part[1] + 0.0722 * a.part[2];
    double other = 0.2126 * b.part[0] + 0.7152 * b.part[1] + 0.0722 * b.part[2];
    return one > other ? (one + 0.05) / (other + 0.05) : (other + 0.05) / (one + 0.05);
}

static double lab_curve(double t) {
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

// CIE 1976 from linear sRGB, white D65.
static Colour lab(Colour c) {
    static const double XYZ[3][3] = {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}};
    Colour xyz = times(XYZ, c);
    double x = lab_curve(xyz.part[0] / 0.9505), y = lab_curve(xyz.part[1]), z = lab_curve(xyz.part[2] / 1.089);
    return (Colour){"", {116 * y - 16, 500 * (x - y), 200 * (y - z)}};
}

static double distance(Colour a, Colour b) {
    Colour one = lab(a), other = lab(b);
    double sum = 0;
    for (int i = 0; i < 3; i++) sum += (one.part[i] - other.part[i]) * (one.part[i] - other.part[i]);
    return sqrt(sum);
}

// The smallest distance for eyes that see all colours, no red, no green, no blue (Machado, Oliveira, Fernandes 2009, severity 1).
static double least_distance(Colour a, Colour b) {
    static const double EYES[3][3][3] = {
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
    };
    double least = distance(a, b);
    for (int i = 0; i < 3; i++) least = fmin(least, distance(times(EYES[i], a), times(EYES[i], b)));
    return least;
}

// ---- Text ---------------------------------------------------------------------------------------------------------------------------------

// Hundredths of the size that characters from blank to tilde take in DejaVu Sans, and in its bold. Others are reckoned below.
static const unsigned char NARROW[] = {
    32,  40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
    100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
    50,  61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
};
static const unsigned char BOLD[] = {
    35,  46, 52, 84, 70, 100, 87, 31, 46, 46, 52, 84, 38, 42,  38, 37, 70, 70, 70, 70, 70, 70, 70, 70,  70, 70, 40, 40, 84, 84, 84, 58,
    100, 77, 76, 73, 83, 68,  68, 82, 84, 37, 37, 77, 64, 100, 84, 85, 73, 85, 77, 72, 68, 81, 77, 110, 77, 72, 73, 46, 37, 46, 84, 50,
    50,  67, 72, 59, 72, 68,  44, 72, 71, 34, 34, 67, 34, 104, 71, 69, 72, 72, 49, 60, 48, 71, 65, 92,  65, 65, 58, 71, 37, 71, 84,
};

static double text_width(const char *text, double size, bool bold, bool mono) {
    double sum = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if ((*c & 0xc0) == 0x80) continue;
        bool ascii = *c >= ' ' && *c <= '~', wide = *c >= 0xe3; // from U+3000 on, mostly two columns
        if (mono) sum += wide ? 120 : 60;
        else sum += ascii ? (bold ? BOLD : NARROW)[*c - ' '] : *c == 0xc2 ? 38 : wide ? 100 : 85;
    }
    return sum / 100 * size;
}

// ---- Reading ------------------------------------------------------------------------------------------------------------------------------

// The attribute's value, or `otherwise`. `tag` ends in `>`; attributes hold no `>`.
static const char *attribute(const char *tag, const char *name, const char *otherwise) {
    static char value[400];
    char wanted[40];
    const char *end = strchr(tag, '>');
    snprintf(wanted, sizeof wanted, " %s=\"", name);
    const char *at = strstr(tag, wanted);
    if (!end || !at || at > end) return otherwise;
    at += strlen(wanted);
    snprintf(value, sizeof value, "%.*s", (int)strcspn(at, "\""), at);
    return value;
}

static double number(const char *tag, const char *name) {
    return atof(attribute(tag, name, "0"));
}

// What stands between a tag and the next, with `&…;` as the character that it stands for.
static void content(const char *tag, char *text, size_t room) {
    static const char *const ENTITIES[][2] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    const char *at = strchr(tag, '>') + 1;
    size_t n = 0;
    while (*at && *at != '<' && n + 1 < room) {
        size_t i = 0, count = sizeof ENTITIES / sizeof *ENTITIES;
        while (i < count && strncmp(at, ENTITIES[i][0], strlen(ENTITIES[i][0])) != 0) i++;
        text[n++] = i < count ? *ENTITIES[i][1] : *at;
        at += i < count ? strlen(ENTITIES[i][0]) : 1;
    }
    text[n] = '\0';
}

static void pattern_start(Picture *p, const char *tag) {
    p->in_pattern = true;
    if (p->pattern_count == sizeof p->patterns / sizeof *p->patterns) return;
    Pattern *pattern = &p->patterns[p->pattern_count++];
    snprintf(pattern->id, sizeof pattern->id, "%.79s", attribute(tag, "id", ""));
}

static void rect_read(Picture *p, const char *tag) {
    const char *fill = attribute(tag, "fill", "#000000");
    if (p->in_pattern) {
        p->patterns[p->pattern_count - 1].fill = colour_read(fill);
        return;
    }
    if (p->rect_count == MOST) return;
    Rect *rect = &p->rects[p->rect_count++];
    *rect = (Rect){.fill = colour_read(fill)};
    for (unsigned i = 0; i < p->pattern_count; i++) {
        size_t len = strlen(p->patterns[i].id);
        if (strncmp(fill, "url(#", 5) == 0 && strncmp(fill + 5, p->patterns[i].id, len) == 0 && fill[5 + len] == ')') rect->pattern = &p->patterns[i];
    }
    rect->box = (Box){number(tag, "x"), number(tag, "y"), 0, 0};
    rect->box.right = rect->box.left + number(tag, "width");
    rect->box.bottom = rect->box.top + number(tag, "height");
    bool sample = rect->box.bottom - rect->box.top <= SWATCH && rect->box.right - rect->box.left <= SWATCH;
    if (!sample) p->legend++;
    rect->legend = sample ? p->legend : 0;
}

// Of a cell, `Likely × Severe: High; R-1, R-2`.
static void title_read(Picture *p, const char *tag) {
    char title[4000];
    if (attribute(tag, "id", NULL)) return;
    content(tag, title, sizeof title);
    const char *band = strstr(title, ": ");
    snprintf(p->band, sizeof p->band, "%.*s", band ? (int)strcspn(band + 2, ";") : 0, band ? band + 2 : "");
    if (!*p->band) wrong(p, "a cell without a band", title, NULL);
}

static void text_read(Picture *p, const char *tag) {
    if (p->text_count == MOST) return;
    Text *text = &p->texts[p->text_count++];
    content(tag, text->text, sizeof text->text);
    double size = number(tag, "font-size"), x = number(tag, "x"), y = number(tag, "y");
    bool bold = strcmp(attribute(tag, "font-weight", ""), "bold") == 0, mono = strcmp(attribute(tag, "font-family", ""), "monospace") == 0;
    double width = text_width(text->text, size, bold, mono);
    const char *anchor = attribute(tag, "text-anchor", "start");
    double left = *anchor == 'm' ? x - width / 2 : *anchor == 'e' ? x - width : x;
    text->box = (Box){left, y - 0.93 * size, left + width, y + 0.24 * size};
    text->fill = colour_read(attribute(tag, "fill", "#000000"));
    if (*p->band) { // the first text of a cell
        size_t same = strcspn(text->text, "(…");
        while (same && text->text[same - 1] == ' ') same--;
        if (same == 0 || strncmp(text->text, p->band, same) != 0) wrong(p, "a cell does not name its band", text->text, p->band);
        *p->band = '\0';
    }
}

static void picture_read(Picture *p, const char *at) {
    for (at = strchr(at, '<'); at; at = strchr(at + 1, '<')) {
        if (strncmp(at, "<pattern ", 9) == 0) pattern_start(p, at);
        else if (strncmp(at, "</pattern", 9) == 0) p->in_pattern = false;
        else if (strncmp(at, "<path ", 6) == 0 && p->in_pattern) {
            Pattern *pattern = &p->patterns[p->pattern_count - 1];
            snprintf(pattern->path, sizeof pattern->path, "%.79s", attribute(at, "d", ""));
        } else if (strncmp(at, "<rect ", 6) == 0) rect_read(p, at);
        else if (strncmp(at, "<text ", 6) == 0) text_read(p, at);
        else if (strncmp(at, "<title", 6) == 0) title_read(p, at);
    }
}

// ---- Looking ------------------------------------------------------------------------------------------------------------------------------

static bool overlap(const Box *a, const Box *b) {
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static bool inside(const Box *inner, const Box *outer) {
    return inner->left >= outer->left && inner->right <= outer->right && inner->top >= outer->top && inner->bottom <= outer->bottom;
}

// Rects are painted in their order: the last one below the text is what is behind it. The first is the page.
static void look_at_text(Picture *p, const Text *text) {
    const Rect *behind = NULL;
    for (unsigned i = 0; i < p->rect_count; i++) {
        if (!overlap(&text->box, &p->rects[i].box)) continue;
        if (!inside(&text->box, &p->rects[i].box)) wrong(p, i == 0 ? "a text leaves the picture" : "a text leaves its box", text->text, NULL);
        behind = &p->rects[i];
    }
    if (!behind) wrong(p, "a text is not in the picture", text->text, NULL);
    else if (behind->pattern) wrong(p, "a text stands on a pattern", text->text, NULL);
    else if (contrast(text->fill, behind->fill) < LEAST_CONTRAST) wrong(p, "a text does not stand out", text->text, NULL);
    for (const Text *other = p->texts; other < text; other++) {
        if (overlap(&text->box, &other->box)) wrong(p, "texts run into each other", text->text, other->text);
    }
}

static void look_at_legend(Picture *p, const Rect *sample) {
    for (const Rect *other = p->rects; other < sample; other++) {
        if (other->legend != sample->legend) continue;
        const Pattern *a = sample->pattern, *b = other->pattern;
        if (a && b && strcmp(a->path, b->path) == 0) wrong(p, "patterns are the same", a->id, b->id);
        Colour one = a ? a->fill : sample->fill, two = b ? b->fill : other->fill;
        if (!p->by_name && least_distance(one, two) < LEAST_DISTANCE) wrong(p, "colours are told apart by some only", one.text, two.text);
    }
}

static unsigned picture_look(const char *name, const char *bytes, bool by_name) {
    Picture p = {.name = name, .by_name = by_name, .rects = calloc(MOST, sizeof(Rect)), .texts = calloc(MOST, sizeof(Text))};
    picture_read(&p, bytes);
    if (p.rect_count == 0 || p.text_count == 0) wrong(&p, "there is nothing in it", name, NULL);
    if (p.rect_count == MOST || p.text_count == MOST) wrong(&p, "there is too much in it", name, NULL);
    for (unsigned i = 0; i < p.text_count; i++) look_at_text(&p, &p.texts[i]);
    for (unsigned i = 0; i < p.rect_count; i++) {
        if (p.rects[i].legend) look_at_legend(&p, &p.rects[i]);
    }
    free(p.rects);
    free(p.texts);
    return p.wrong;
}

int main(int argc, char **argv) {
    static char bytes[4 << 20];
    unsigned sum = 0;
    bool by_name = argc > 1 && strcmp(argv[1], "-n") == 0;
    for (int i = 1 + by_name; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file) return perror(argv[i]), 2;
        size_t len = fread(bytes, 1, sizeof bytes - 1, file);
        fclose(file);
        bytes[len] = '\0';
        sum += picture_look(argv[i], bytes, by_name);
    }
    return sum > 0;
}
