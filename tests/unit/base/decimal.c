#include "base/decimal.h"

#include "unit.h"

static void numbers_are_read_and_printed(void **state) {
    (void)state;
    static const struct {
        const char *text;
        Decimal is;
        const char *printed;
    } cases[] = {
        {"0", 0, "0"},
        {"-0", 0, "0"},
        {"12_000", 12000 * DECIMAL_ONE, "12000"},
        {"0.35", 350000, "0.35"},
        {"-3", -3 * DECIMAL_ONE, "-3"},
        {"007.50", 7500000, "7.5"},
        {"0.000001", 1, "0.000001"},
        {"-0.1", -100000, "-0.1"},
        {"1.000_001", 1000001, "1.000001"},
        {"9223372036854.775807", INT64_MAX, "9223372036854.775807"},
        {"-9223372036854.775808", INT64_MIN, "-9223372036854.775808"},
    };
    for (uint32_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Decimal number;
        char text[DECIMAL_CHARS];
        assert_true(decimal_parse(str_of(cases[i].text), &number));
        assert_true(number == cases[i].is);
        assert_text(((Str){text, decimal_print(number, text)}), cases[i].printed);
    }
}

static void what_is_no_number_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        "-",
                                        "+1",
                                        ".5",
                                        "5.",
                                        "1..2",
                                        "1,5",
                                        "1e3",
                                        "_1",
                                        "1_",
                                        "1__0",
                                        "1_.5",
                                        "1._5",
                                        "1.5_",
                                        "1.0000001",
                                        "1.0000000",
                                        " 1",
                                        "1 ",
                                        "0x1",
                                        "--1",
                                        "9223372036854.775808",
                                        "-9223372036854.775809",
                                        "99999999999999999999",
                                        "9223372036855"};
    for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Decimal number = 5;
        assert_false(decimal_parse(str_of(texts[i]), &number));
        assert_int_equal(number, 5);
    }
}

static void sums_are_checked(void **state) {
    (void)state;
    Decimal r = 5;
    assert_true(decimal_add(DECIMAL_ONE, 350000, &r) && r == 1350000);
    assert_true(decimal_sub(DECIMAL_ONE, 350000, &r) && r == 650000);
    r = 5;
    assert_false(decimal_add(INT64_MAX, 1, &r));
    assert_false(decimal_sub(INT64_MIN, 1, &r));
    assert_int_equal(r, 5);
}

static void products_and_quotients_round_away_from_zero(void **state) {
    (void)state;
    Decimal r = 5;
    assert_true(decimal_mul(1500000, 2 * DECIMAL_ONE, &r) && r == 3 * DECIMAL_ONE);
    assert_true(decimal_mul(1, 500000, &r) && r == 1); // 0.0000005
    assert_true(decimal_mul(-1, 500000, &r) && r == -1);
    assert_true(decimal_mul(1, 499999, &r) && r == 0);
    assert_true(decimal_div(DECIMAL_ONE, 3 * DECIMAL_ONE, &r) && r == 333333);
    assert_true(decimal_div(2 * DECIMAL_ONE, 3 * DECIMAL_ONE, &r) && r == 666667);
    assert_true(decimal_div(-2 * DECIMAL_ONE, 3 * DECIMAL_ONE, &r) && r == -666667);
    assert_true(decimal_div(2 * DECIMAL_ONE, -3 * DECIMAL_ONE, &r) && r == -666667);
    assert_true(decimal_div(1, 2 * DECIMAL_ONE, &r) && r == 1); // exactly half
    assert_true(decimal_div(-1, 2 * DECIMAL_ONE, &r) && r == -1);
    assert_true(decimal_mul(INT64_MIN, DECIMAL_ONE, &r) && r == INT64_MIN);
    r = 5;
    assert_false(decimal_mul(INT64_MIN, -DECIMAL_ONE, &r));
    assert_false(decimal_mul(INT64_MAX, INT64_MAX, &r));
    assert_false(decimal_div(INT64_MIN, -DECIMAL_ONE, &r));
    assert_false(decimal_div(INT64_MAX, 1, &r));
    assert_false(decimal_div(1, 0, &r));
    assert_false(decimal_div(0, 0, &r));
    assert_int_equal(r, 5);
}

static void any_number_goes_there_and_back(void **state) {
    (void)state;
    uint64_t random = 3;
    for (int i = 0; i < 100000; i++) {
        Decimal number = (Decimal)(unit_random(&random) >> (i % 64)), back;
        char text[DECIMAL_CHARS];
        assert_true(decimal_parse((Str){text, decimal_print(number, text)}, &back));
        assert_true(back == number);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_and_printed),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(sums_are_checked),
        cmocka_unit_test(products_and_quotients_round_away_from_zero),
        cmocka_unit_test(any_number_goes_there_and_back),
    };
    return cmocka_run_group_tests_name("base/decimal", tests, NULL, NULL);
}
