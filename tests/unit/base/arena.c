#include "base/arena.h"

#include <stdalign.h>

#include "unit.h"

static void allocations_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    Arena *arena = arena_new();
    uint64_t random = 7;
    unsigned char *blocks[2000];
    size_t sizes[2000];
    for (int i = 0; i < 2000; i++) {
        sizes[i] = unit_random(&random) % (i % 50 == 0 ? 100000 : 200);
        blocks[i] = arena_alloc(arena, sizes[i]);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        for (size_t j = 0; j < sizes[i]; j++) assert_int_equal(blocks[i][j], 0);
        if (sizes[i] > 0) memset(blocks[i], i & 0xFF, sizes[i]);
    }
    for (int i = 0; i < 2000; i++) {
        if (sizes[i] == 0) continue;
        assert_int_equal(blocks[i][0], i & 0xFF);
        assert_int_equal(blocks[i][sizes[i] - 1], i & 0xFF);
    }
    arena_free(arena);
}

static void large_blocks_come_first_last_and_between(void **state) {
    (void)state;
    Arena *arena = arena_new();
    char *large = arena_alloc(arena, 10 << 20);
    char *small = arena_alloc(arena, 10);
    char *other = arena_alloc(arena, 3 << 20);
    char *next = arena_alloc(arena, 10);
    large[(10 << 20) - 1] = other[(3 << 20) - 1] = small[9] = next[9] = 1;
    assert_true(next > small && next - small < 256); // a large block leaves the current chunk in use
    assert_true(arena_bytes(arena) >= (13 << 20) + 20);
    arena_free(arena);
}

static void arrays_and_empty_arenas(void **state) {
    (void)state;
    arena_free(NULL);
    arena_free(arena_new());
    Arena *arena = arena_new();
    assert_int_equal(arena_bytes(arena), 0);
    uint64_t *numbers = ARENA_ARRAY(arena, uint64_t, 1000);
    for (int i = 0; i < 1000; i++) assert_int_equal(numbers[i], 0);
    assert_non_null(ARENA_ARRAY(arena, uint64_t, 0));
    assert_non_null(ARENA_NEW(arena, Str));
    arena_free(arena);
}

static void what_is_taken_over_stays(void **state) {
    (void)state;
    for (int full = 0; full < 4; full++) { // each of the two arenas empty or not
        Arena *arena = arena_new(), *from = arena_new();
        char *here = full & 1 ? arena_alloc(arena, 10) : NULL;
        char *small = full & 2 ? arena_alloc(from, 10) : NULL, *large = full & 2 ? arena_alloc(from, 1 << 20) : NULL;
        size_t bytes = arena_bytes(arena) + arena_bytes(from);
        arena_take(arena, from);
        assert_int_equal(arena_bytes(arena), bytes);
        char *next = arena_alloc(arena, 10);
        if (here != NULL) assert_true(next > here && next - here < 256); // the current chunk stays in use
        if (small != NULL) small[9] = large[(1 << 20) - 1] = 1;
        arena_clear(arena);
        assert_int_equal(*(char *)arena_alloc(arena, 1), 0);
        arena_free(arena);
    }
}

static void texts_are_copied_and_end_with_nul(void **state) {
    (void)state;
    Arena *arena = arena_new();
    char text[] = "backup";
    Str copy = arena_str(arena, str_of(text));
    text[0] = 'x';
    assert_text(copy, "backup");
    assert_int_equal(copy.at[6], 0);
    assert_text(arena_str(arena, (Str){0}), "");
    arena_free(arena);
}

static void printing_takes_short_and_long_texts(void **state) {
    (void)state;
    Arena *arena = arena_new();
    assert_text(arena_printf(arena, "%s has %d", "asset", 3), "asset has 3");
    for (int width = 250; width < 262; width++) { // around the buffer's end
        Str text = arena_printf(arena, "%*d", width, 7);
        assert_int_equal(text.len, width);
        assert_int_equal(text.at[width - 1], '7');
        assert_int_equal(text.at[width], 0);
    }
    assert_int_equal(arena_printf(arena, "%100000d|", 1).len, 100001);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(allocations_are_zeroed_aligned_and_apart),
        cmocka_unit_test(large_blocks_come_first_last_and_between),
        cmocka_unit_test(arrays_and_empty_arenas),
        cmocka_unit_test(what_is_taken_over_stays),
        cmocka_unit_test(texts_are_copied_and_end_with_nul),
        cmocka_unit_test(printing_takes_short_and_long_texts),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
