#include "admission/assign_check.h"

#include <string.h>

#include "assign_instance.h"
#include "check.h"

// Two schools with one seat each and three pupils, who all want school 0. The
// optimum has pupil 0 there, pupil 1 at school 1 and pupil 2 nowhere; the
// prices 40 and 20 prove it. A third school with a seat is wanted by nobody.
static struct assign_choice choices[] = {
    {10, 0}, {60, 1}, {10, 0}, {20, 1}, {15, 0}};
static size_t first[] = {0, 2, 4, 5};
static uint32_t seats[] = {1, 1, 1};
static int64_t unplaced_cost[] = {100, 100, 50};
static const struct assign_instance INSTANCE = {
    3, 3, seats, unplaced_cost, first, choices};
static const uint32_t SCHOOL[] = {0, 1, ASSIGN_NOWHERE};
static const int64_t PRICE[] = {40, 20, 0};

static void expect(const uint32_t *school, const int64_t *price,
                   const char *sentence)
{
    struct assign_problem problem = assign_instance_problem(&INSTANCE);
    struct error err = {0};
    enum status status = assign_check(&problem, school, price, &err);
    CHECK_INT(status, sentence == NULL ? STATUS_OK : STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence == NULL ? "" : sentence);
}

static void with_price(uint32_t school, int64_t price, const char *sentence)
{
    int64_t prices[3];
    memcpy(prices, PRICE, sizeof prices);
    prices[school] = price;
    expect(SCHOOL, prices, sentence);
}

static void with_school(uint32_t pupil, uint32_t school, const char *sentence)
{
    uint32_t schools[3];
    memcpy(schools, SCHOOL, sizeof schools);
    schools[pupil] = school;
    expect(schools, PRICE, sentence);
}

static void a_true_certificate_is_accepted(void **state)
{
    expect(SCHOOL, PRICE, NULL);
    with_price(0, 35, NULL);
    with_price(0, 70, NULL);
    CHECK_INT(assign_instance_try_all(&INSTANCE), 10 + 20 + 50);
}

static void a_price_below_zero_is_refused(void **state)
{
    with_price(2, -1, "the price of school 2 is -1, below 0");
}

static void a_price_where_a_seat_is_left_is_refused(void **state)
{
    with_price(2, 1, "school 2 has a seat left, but the price 1");
}

static void a_price_at_which_someone_had_rather_gone_is_refused(void **state)
{
    with_price(0, 34,
               "pupil 2 pays 50 with the price, but only 49 at school 0");
    with_price(0, 71,
               "pupil 0 pays 81 with the price, but only 80 at school 1");
    with_price(1, 81,
               "pupil 1 pays 101 with the price, but only 50 at school 0");
}

static void a_place_worse_than_none_is_refused(void **state)
{
    int64_t prices[] = {91, 90, 0};
    expect(SCHOOL, prices,
           "pupil 0 pays 101 with the price, but having no place costs 100");
}

static void a_school_too_full_is_refused(void **state)
{
    with_school(2, 0, "school 0 has 2 pupils on 1 seats");
}

static void a_place_that_is_no_choice_is_refused(void **state)
{
    with_school(2, 3, "pupil 2 is at school 3, but there are 3 schools");
    with_school(1, 2, "school 1 has a seat left, but the price 20");
    uint32_t schools[] = {0, 1, 2};
    expect(schools, PRICE,
           "pupil 2 is at school 2, which is not among its choices");
}

static void a_price_that_overflows_is_refused(void **state)
{
    with_price(0, INT64_MAX,
               "pupil 0 has a choice of school 0 for 10, which cannot be");
}

// Anyone put elsewhere, or any other total, must be noticed: an assignment that
// is not an optimum has no certificate at all.
static void no_price_proves_what_is_no_optimum(void **state)
{
    struct assign_problem problem = assign_instance_problem(&INSTANCE);
    const uint32_t worse[] = {1, 0, ASSIGN_NOWHERE};
    struct error err;
    for (int64_t a = 0; a <= 120; a++)
        for (int64_t b = 0; b <= 120; b++)
            CHECK(assign_check(&problem, worse, (int64_t[]){a, b, 0}, &err) ==
                  STATUS_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_true_certificate_is_accepted),
        TEST(a_price_below_zero_is_refused),
        TEST(a_price_where_a_seat_is_left_is_refused),
        TEST(a_price_at_which_someone_had_rather_gone_is_refused),
        TEST(a_place_worse_than_none_is_refused),
        TEST(a_school_too_full_is_refused),
        TEST(a_place_that_is_no_choice_is_refused),
        TEST(a_price_that_overflows_is_refused),
        TEST(no_price_proves_what_is_no_optimum)};
    return RUN_TESTS(tests);
}
