// All who enter grade 1 of a city of ten million (the data's README).

#include "assign_optimum.h"
#include "check.h"

static void a_city_gets_its_proven_optimum(void **state)
{
    check_assign_optimum("197500 781 20 1", 0, 1538762600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_city_gets_its_proven_optimum)};
    return RUN_TESTS(tests);
}
