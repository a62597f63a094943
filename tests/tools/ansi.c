// Turns what a terminal shows (standard input, SGR colours) into an HTML page of the given title, for a picture of it.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const normal[] = {"#2e3440", "#e0525f", "#7fb069", "#d9a441", "#5b9bd5", "#b48ead", "#56b6c2", "#d8dee9"};
static const char *const bright[] = {"#7b8494", "#ff6b78", "#9ed67f", "#f0c062", "#79b8f3", "#d3a8cf", "#7fd6e0", "#ffffff"};

typedef struct {
    bool bold, faint, underlined, open;
    const char *colour;
} Style;

static void escaped(int c) {
    switch (c) {
    case '&': fputs("&amp;", stdout); break;
    case '<': fputs("&lt;", stdout); break;
    case '>': fputs("&gt;", stdout); break;
    default: putchar(c);
    }
}

static void apply(Style *s, int code) {
    if (code == 0) *s = (Style){.open = s->open};
    else if (code == 1) s->bold = true;
    else if (code == 2) s->faint = true;
    else if (code == 4) s->underlined = true;
    else if (code >= 30 && code <= 37) s->colour = normal[code - 30];
    else if (code >= 90 && code <= 97) s->colour = bright[code - 90];
}

static void show(Style *s) {
    if (s->open) fputs("</span>", stdout);
    s->open = s->bold || s->faint || s->underlined || s->colour;
    if (!s->open) return;
    printf("<span style=\"%s%s%s", s->bold ? "font-weight:bold;" : "", s->faint ? "opacity:.65;" : "",
           s->underlined ? "text-decoration:underline;" : "");
    if (s->colour) printf("color:%s", s->colour);
    fputs("\">", stdout);
}

// Behind ESC [: numbers between semicolons, ended by a letter; only `m` is about colours.
static void sequence(Style *s) {
    int code = 0, c;
    Style next = *s;
    while ((c = getchar()) != EOF && (c == ';' || (c >= '0' && c <= '9'))) {
        if (c == ';') {
            apply(&next, code);
            code = 0;
        } else code = code * 10 + (c - '0');
    }
    apply(&next, code);
    if (c != 'm') return;
    *s = next;
    show(s);
}

int main(int argc, char **argv) {
    const char *title = argc > 1 ? argv[1] : "";
    fputs("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>", stdout);
    for (const char *t = title; *t; t++) escaped(*t);
    fputs("</title><style>\nbody { margin: 0; background: #1f2430; }\n"
          "header { color: #9aa5b5; font: 13px sans-serif; padding: 10px 18px; background: #171b24; }\n"
          "pre { color: #d8dee9; font: 14px/1.42 \"DejaVu Sans Mono\", monospace; margin: 0; padding: 16px 18px 22px; }\n</style><header>",
          stdout);
    for (const char *t = title; *t; t++) escaped(*t);
    fputs("</header><pre>", stdout);
    Style style = {0};
    for (int c; (c = getchar()) != EOF;) {
        if (c != 27) escaped(c);
        else if ((c = getchar()) == '[') sequence(&style);
    }
    if (style.open) fputs("</span>", stdout);
    fputs("</pre></html>\n", stdout);
    return 0;
}
