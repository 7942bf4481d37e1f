// Instances whose optima a network simplex proved (the data's README).

#include "assign_optimum.h"
#include "check.h"

static void a_district_gets_its_proven_optimum(void **state)
{
    check_assign_optimum("5000 60 20 1", 0, 148473408);
}

static void so_it_does_with_lists_that_begin_short(void **state)
{
    check_assign_optimum("5000 60 20 1", 2, 148473408);
}

static void a_town_gets_its_proven_optimum(void **state)
{
    check_assign_optimum("20000 200 20 1", 0, 308610745);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_district_gets_its_proven_optimum),
        TEST(so_it_does_with_lists_that_begin_short),
        TEST(a_town_gets_its_proven_optimum)};
    return RUN_TESTS(tests);
}
