#include "base/hash.h"

#include "unit.h"

static void the_stable_hash_is_fnv_1a(void **state) {
    (void)state;
    assert_true(hash_stable(HASH_STABLE_START, STR("")) == UINT64_C(0xcbf29ce484222325));
    assert_true(hash_stable(HASH_STABLE_START, STR("a")) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(hash_stable(HASH_STABLE_START, STR("foobar")) == UINT64_C(0x85944171f73967e8));
    uint64_t chained = hash_stable(hash_stable(HASH_STABLE_START, STR("foo")), STR("bar"));
    assert_true(chained == UINT64_C(0x85944171f73967e8));
}

// All prefixes of a text, all texts that differ in one bit, and all seeds: no two alike.
static void seeded_hashes_differ(void **state) {
    (void)state;
    char text[100];
    uint64_t seen[101 + 800 + 64], count = 0;
    for (int i = 0; i < 100; i++) text[i] = (char)(i * 37);
    for (size_t len = 0; len <= 100; len++) seen[count++] = hash_bytes(1, text, len);
    for (int bit = 0; bit < 800; bit++) {
        text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
        seen[count++] = hash_bytes(1, text, 100);
        text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
    }
    for (int bit = 0; bit < 64; bit++) seen[count++] = hash_bytes(UINT64_C(1) << bit ^ 1, text, 100);
    for (uint64_t i = 0; i < count; i++) {
        for (uint64_t j = 0; j < i; j++) assert_true(seen[i] != seen[j]);
    }
}

// Ids that count up fill a table as evenly as chance would.
static void similar_ids_spread(void **state) {
    (void)state;
    static unsigned char taken[65536];
    memset(taken, 0, sizeof taken);
    uint32_t used = 0;
    for (int i = 0; i < 65536; i++) {
        char id[32];
        int len = snprintf(id, sizeof id, "risk-%d", i);
        unsigned char *slot = &taken[hash_bytes(99, id, (size_t)len) >> 48];
        used += *slot == 0;
        *slot = 1;
    }
    assert_in_range(used, 40900, 41900); // 65,536 × (1 - 1/e) = 41,427
}

static void zeros_of_different_lengths_differ(void **state) {
    (void)state;
    char zeros[64] = {0};
    uint64_t seen[65];
    for (size_t len = 0; len <= 64; len++) {
        seen[len] = hash_bytes(5, zeros, len);
        for (size_t shorter = 0; shorter < len; shorter++) assert_true(seen[shorter] != seen[len]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_stable_hash_is_fnv_1a),
        cmocka_unit_test(seeded_hashes_differ),
        cmocka_unit_test(similar_ids_spread),
        cmocka_unit_test(zeros_of_different_lengths_differ),
    };
    return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
