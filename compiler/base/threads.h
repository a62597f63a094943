// Threads that share one piece of work, which each takes bit by bit until nothing is left; and one that does a piece of its own.
#ifndef ISMSC_BASE_THREADS_H
#define ISMSC_BASE_THREADS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define THREADS_MOST 16u

// How many threads a run may use: by session/, which alone asks how many cores there are.
typedef struct {
    uint32_t most; // 0 is read as 1
    bool always;   // as many whatever there is to do, so that tests meet several threads on little work
} Threads;

// How many are worth starting: one for each `worth` of `work`, but no more than `parts`, into which the work can be divided, nor than allowed. At least 1.
uint32_t threads_for(Threads threads, uint64_t work, uint64_t worth, uint32_t parts);

// Calls work(context) on `count` threads, of which the caller's is one, and returns when all calls have. A thread that cannot be started is done
// without, so each call must be ready to do everything.
void threads_run(uint32_t count, void *(*work)(void *context), void *context);

// One piece of work that is done while its owner does something else. All zero: there is none.
typedef struct {
    pthread_t id;
    bool runs;
} Thread;

// Where only one thread is allowed, or none can be started, the work is done when this returns. thread_join waits for its end, and may be called again.
void thread_start(Thread *thread, Threads threads, void *(*work)(void *context), void *context);
void thread_join(Thread *thread);

#endif
