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
    if (paint.colour) out_cstr(paint.out, level >= LEVEL_ERROR ? "\033[1;31m" : level == LEVEL_WARNING ? "\033[1;33m" : "\033[1;32m");
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
