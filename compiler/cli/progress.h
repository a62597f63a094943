// A bar that tells how far a run is: only on a terminal, and only when the run lasts. It is erased when the run ends.
#ifndef ISMSC_CLI_PROGRESS_H
#define ISMSC_CLI_PROGRESS_H

#include <stdint.h>

typedef struct Progress Progress;

// Shorter runs show nothing.
#define PROGRESS_DELAY_MS 800u

// Draws on `fd` from `delay_ms` on, by a thread of its own. NULL where `fd` is no terminal, or one that cannot erase a line; progress_step and progress_end
// take it.
Progress *progress_start(int fd, uint32_t delay_ms);

// Where the run notes which of SESSION_STEPS has begun (SessionOptions.step); NULL for NULL.
uint32_t *progress_step(Progress *progress);

void progress_end(Progress *progress);

#endif
