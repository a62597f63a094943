// A report as a comment on a pull request, in GitHub's Markdown: what comes before its first table stands open, each table is folded under its title.
#ifndef ISMSC_RENDER_ARTEFACTS_COMMENT_H
#define ISMSC_RENDER_ARTEFACTS_COMMENT_H

#include "query/artefact.h"
#include "base/out.h"

// GitHub refuses comments of more than 65,536 characters.
#define COMMENT_MOST 60000u

// Writes at most `most` bytes (not less than 2,000). Rows and tables for which there is no room are left out, and how many is said.
void comment_report(const Artefact *report, uint32_t most, Out *out);

#endif
