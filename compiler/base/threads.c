// Threads.
#include "base/threads.h"

static uint32_t at_most(uint64_t a, uint32_t b) {
    return a < b ? (uint32_t)a : b;
}

uint32_t threads_for(Threads threads, uint64_t work, uint64_t worth, uint32_t parts) {
    uint32_t count = at_most(threads.most, THREADS_MOST);
    if (!threads.always && work / worth < count) count = (uint32_t)(work / worth) + 1;
    count = at_most(count, parts);
    return count > 0 ? count : 1;
}

void threads_run(uint32_t count, void *(*work)(void *context), void *context) {
    pthread_t threads[THREADS_MOST];
    uint32_t started = 0;
    while (started + 1 < count && pthread_create(&threads[started], NULL, work, context) == 0) started++;
    work(context);
    for (uint32_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
}

void thread_start(Thread *thread, Threads threads, void *(*work)(void *context), void *context) {
    thread->runs = threads.most > 1 && pthread_create(&thread->id, NULL, work, context) == 0;
    if (!thread->runs) work(context);
}

void thread_join(Thread *thread) {
    if (thread->runs) pthread_join(thread->id, NULL);
    thread->runs = false;
}
