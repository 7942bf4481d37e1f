#ifndef SUPPORT_CHECK_H
#define SUPPORT_CHECK_H

// Short names over cmocka's asserts, so that a test reads as a sentence.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#define CHECK(condition) assert_true(condition)
#define CHECK_INT(a, b) assert_int_equal((a), (b))
#define CHECK_TEXT(a, b) assert_string_equal((a), (b))
#define CHECK_NEAR(a, b, tolerance)                                            \
    do {                                                                       \
        double check_a = (a);                                                  \
        double check_b = (b);                                                  \
        if (!(fabs(check_a - check_b) <= (tolerance)))                         \
            fail_msg("%s is %.9g, not %.9g", #a, check_a, check_b);            \
    } while (0)

/// A test whose body takes no state: TEST(name) in the table of `main`.
#define TEST(name) cmocka_unit_test(name)
#define RUN_TESTS(tests) cmocka_run_group_tests((tests), NULL, NULL)

#endif
