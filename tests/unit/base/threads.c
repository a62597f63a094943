#include "base/threads.h"

#include <stdatomic.h>

#include "unit.h"

static void as_many_as_the_work_is_worth(void **state) {
    (void)state;
    Threads eight = {.most = 8};
    assert_int_equal(threads_for(eight, 0, 100, 50), 1);
    assert_int_equal(threads_for(eight, 99, 100, 50), 1);
    assert_int_equal(threads_for(eight, 250, 100, 50), 3);
    assert_int_equal(threads_for(eight, UINT64_MAX, 1, 50), 8);
    assert_int_equal(threads_for(eight, 1000000, 100, 5), 5);
    assert_int_equal(threads_for(eight, 1000000, 100, 0), 1);
    assert_int_equal(threads_for((Threads){0}, 1000000, 100, 50), 1);
    assert_int_equal(threads_for((Threads){.most = 1000}, 1000000, 1, 50), THREADS_MOST);
    assert_int_equal(threads_for((Threads){.most = 4, .always = true}, 0, 100, 50), 4);
}

#define PARTS 10000u

typedef struct {
    atomic_uint next, calls;
    atomic_uint done[PARTS];
} Work;

static void *work_on(void *context) {
    Work *work = context;
    atomic_fetch_add(&work->calls, 1);
    for (uint32_t i; (i = atomic_fetch_add(&work->next, 1)) < PARTS;) atomic_fetch_add(&work->done[i], 1);
    return NULL;
}

static void every_part_is_done_once(void **state) {
    (void)state;
    for (uint32_t count = 1; count <= THREADS_MOST; count++) {
        Work *work = calloc(1, sizeof *work);
        assert_non_null(work);
        threads_run(count, work_on, work);
        assert_in_range(work->calls, 1, count);
        for (uint32_t i = 0; i < PARTS; i++) assert_int_equal(work->done[i], 1);
        free(work);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_as_the_work_is_worth),
        cmocka_unit_test(every_part_is_done_once),
    };
    return cmocka_run_group_tests_name("base/threads", tests, NULL, NULL);
}
