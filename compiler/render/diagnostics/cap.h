// At most so many diagnostics of one name in one file are shown to people; the last one says how many more
// there are.
#ifndef ISMSC_RENDER_DIAGNOSTICS_CAP_H
#define ISMSC_RENDER_DIAGNOSTICS_CAP_H

#include "render/diagnostics/render.h"

#define DIAG_CAP 50
#define DIAG_LEFT_OUT UINT32_MAX

// One number for each diagnostic: DIAG_LEFT_OUT, or how many of its name and file are left out after it (not
// 0 only for the last that is shown). To be given back with mem_free.
uint32_t *diag_cap(const DiagInput *input);

#endif
