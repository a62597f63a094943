// Colours on the terminal.
#ifndef ISMSC_RENDER_DIAGNOSTICS_PAINT_H
#define ISMSC_RENDER_DIAGNOSTICS_PAINT_H

#include "base/out.h"
#include "diag/diagnostic.h"

typedef struct {
    Out *out;
    bool colour;
} Paint;

static inline void paint_level(Paint paint, Level level) {
    if (!paint.colour) return;
    const char *colour = "32";
    if (level == LEVEL_WARNING) colour = "33";
    if (level >= LEVEL_ERROR) colour = "31";
    out_printf(paint.out, "\033[1;%sm", colour);
}

static inline void paint_frame(Paint paint) {
    if (paint.colour) out_cstr(paint.out, "\033[1;34m");
}

static inline void paint_bold(Paint paint) {
    if (paint.colour) out_cstr(paint.out, "\033[1m");
}

static inline void paint_end(Paint paint) {
    if (paint.colour) out_cstr(paint.out, "\033[0m");
}

#endif
