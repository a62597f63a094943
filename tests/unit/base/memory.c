#include "base/memory.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/vec.h"
#include "unit.h"

static void empty_blocks_are_valid(void **state) {
    (void)state;
    void *a = mem_alloc(0), *b = mem_zeroed(0, 8), *c = mem_resize(NULL, 0, 4);
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
    c = mem_resize(c, 0, 0);
    assert_non_null(c);
    mem_free(a);
    mem_free(b);
    mem_free(c);
    mem_free(NULL);
}

static void zeroed_blocks_are_zero(void **state) {
    (void)state;
    unsigned char *block = mem_zeroed(100, 3);
    for (int i = 0; i < 300; i++) assert_int_equal(block[i], 0);
    mem_free(block);
}

static void ask_too_much(int how) {
    volatile size_t half = SIZE_MAX / 2;
    if (how == 0) mem_resize(NULL, half, 3); // the product overflows
    if (how == 1) vec_grown(0, UINT32_MAX, 1);
    if (how == 2) mem_exhausted();
}

// Runs `ask_too_much` in a child; returns its exit code, and what it said in `said`.
static int in_child(int how, char *said, size_t room) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        ask_too_much(how);
        _exit(0);
    }
    close(ends[1]);
    ssize_t len = read(ends[0], said, room - 1);
    said[len > 0 ? len : 0] = '\0';
    close(ends[0]);
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void exhausted_memory_ends_the_process(void **state) {
    (void)state;
    for (int how = 0; how < 3; how++) {
        char said[200];
        assert_int_equal(in_child(how, said, sizeof said), 2);
        assert_string_equal(said, "ismsc: out of memory\n");
    }
}

static void arrays_grow(void **state) {
    (void)state;
    VEC(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 100000; i++) vec_push(&numbers, i * 3);
    assert_int_equal(numbers.n, 100000);
    for (uint32_t i = 0; i < 100000; i++) assert_int_equal(numbers.at[i], i * 3);
    vec_extend(&numbers, 1000);
    assert_int_equal(numbers.n, 101000);
    assert_int_equal(numbers.at[100999], 0);
    uint32_t cap = numbers.cap;
    vec_reserve(&numbers, cap - numbers.n);
    assert_int_equal(numbers.cap, cap);
    vec_free(&numbers);
    assert_null(numbers.at);
    assert_int_equal(numbers.n + numbers.cap, 0);
}

static void growth_is_by_half_and_stops_at_32_bits(void **state) {
    (void)state;
    assert_int_equal(vec_grown(0, 0, 1), 8);
    assert_int_equal(vec_grown(100, 100, 1), 150);
    assert_int_equal(vec_grown(100, 100, 500), 600);
    assert_int_equal(vec_grown(UINT32_MAX - 10, UINT32_MAX - 10, 5), UINT32_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_blocks_are_valid),
        cmocka_unit_test(zeroed_blocks_are_zero),
        cmocka_unit_test(exhausted_memory_ends_the_process),
        cmocka_unit_test(arrays_grow),
        cmocka_unit_test(growth_is_by_half_and_stops_at_32_bits),
    };
    return cmocka_run_group_tests_name("base/memory", tests, NULL, NULL);
}
