// Findings as the options ask for them: printed, and written to files.
#ifndef ISMSC_CLI_FINDINGS_H
#define ISMSC_CLI_FINDINGS_H

#include "cli/run.h"

// Do the formats of --format and --report exist? Says so where one does not.
bool findings_formats_exist(const Options *options);

// Writes every --report, and prints the findings by --format. Returns the exit code: EXIT_FINDINGS where they make the run fail, EXIT_TROUBLE where
// not all could be written, which was said.
int findings_show(const Run *run);

#endif
