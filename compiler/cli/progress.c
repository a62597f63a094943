#include "cli/progress.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "session/session.h"

#define REDRAW_MS 100u
#define BAR 20u

struct Progress {
    int fd;
    uint32_t delay_ms, step;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool over; // guarded by `lock`
};

static const char *const DOING[SESSION_STEPS + 1] = {"reading",           "parsing",      "loading the library", "building the model",
                                                     "running the rules", "looking ahead"};

static void draw(const Progress *p) {
    uint32_t step = __atomic_load_n(&p->step, __ATOMIC_RELAXED);
    char line[128];
    uint32_t full = step * BAR / (SESSION_STEPS + 1);
    int len = snprintf(line, sizeof line, "\r\033[K[%.*s%.*s] %s", (int)full, "====================", (int)(BAR - full), "                    ",
                       DOING[step]);
    if (write(p->fd, line, (size_t)len) < 0) return; // it is only decoration
}

static struct timespec after(uint32_t ms) {
    struct timespec when;
    clock_gettime(CLOCK_REALTIME, &when);
    when.tv_sec += ms / 1000;
    when.tv_nsec += (long)(ms % 1000) * 1000000;
    if (when.tv_nsec >= 1000000000) when.tv_sec++, when.tv_nsec -= 1000000000;
    return when;
}

static void *run(void *context) {
    Progress *p = context;
    bool drawn = false;
    pthread_mutex_lock(&p->lock);
    for (struct timespec until = after(p->delay_ms); !p->over;) {
        if (pthread_cond_timedwait(&p->ended, &p->lock, &until) != ETIMEDOUT) continue;
        draw(p);
        drawn = true;
        until = after(REDRAW_MS);
    }
    pthread_mutex_unlock(&p->lock);
    if (drawn && write(p->fd, "\r\033[K", 4) < 0) return NULL;
    return NULL;
}

Progress *progress_start(int fd, uint32_t delay_ms) {
    const char *term = getenv("TERM");
    if (!isatty(fd) || (term != NULL && strcmp(term, "dumb") == 0)) return NULL;
    Progress *p = mem_zeroed(1, sizeof *p);
    p->fd = fd;
    p->delay_ms = delay_ms;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->ended, NULL);
    if (pthread_create(&p->thread, NULL, run, p) == 0) return p;
    mem_free(p);
    return NULL;
}

uint32_t *progress_step(Progress *p) {
    return p != NULL ? &p->step : NULL;
}

void progress_end(Progress *p) {
    if (p == NULL) return;
    pthread_mutex_lock(&p->lock);
    p->over = true;
    pthread_cond_signal(&p->ended);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
    pthread_cond_destroy(&p->ended);
    pthread_mutex_destroy(&p->lock);
    mem_free(p);
}
