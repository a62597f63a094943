// The other thread of a run that compares.
#include "session/earlier.h"

bool earlier_read(Earlier *e, const SessionOptions *options, Comparison *comparison, Out *trouble) {
    *e = (Earlier){.options = *options, .before = &comparison->before, .arena = arena_new(), .trouble = out_memory()};
    e->options.was = true;
    comparison->then = &e->session;
    comparison->earlier = e;
    return session_read(&e->session, &e->options, trouble);
}

static void *understand(void *context) {
    Earlier *e = context;
    e->well = session_go(&e->session, &e->options, &e->trouble);
    if (e->well && e->session.program != NULL) snapshot_take(e->session.program, e->session.sink, e->arena, e->before);
    return NULL;
}

void earlier_go(Earlier *e) {
    thread_start(&e->thread, e->session.threads, understand, e);
}

bool earlier_wait(Earlier *e) {
    thread_join(&e->thread);
    return e->well;
}

void earlier_free(Earlier *e) {
    thread_join(&e->thread);
    snapshot_free(e->before);
    session_free(&e->session);
    out_free(&e->trouble);
    arena_free(e->arena);
}
