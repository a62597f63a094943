// Changes of sources as a unified patch, as `git apply` and `patch -p1` read it.
#ifndef ISMSC_RENDER_SOURCE_PATCH_H
#define ISMSC_RENDER_SOURCE_PATCH_H

#include "base/out.h"
#include "source/edit.h"

// Writes the patch, file by file, with three lines around each change. The bytes of lines are written as they are: they are the product.
void patch_render(const Changes *changes, Out *out);

#endif
