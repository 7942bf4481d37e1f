#include "base/id_search.h"
#include "check.h"

struct thing {
    const char *id;
    int number;
};

static void every_id_is_found_at_its_place(void **state)
{
    const struct thing things[] = {{"", 0}, {"a", 1}, {"aa", 2}, {"b", 3}};
    for (size_t n = 0; n <= 4; n++)
        for (size_t i = 0; i < 4; i++)
            CHECK_INT(id_search(things, n, sizeof *things, things[i].id),
                      i < n ? (uint32_t)i : ID_NONE);
}

static void an_id_that_is_not_there_is_not_found(void **state)
{
    const struct thing things[] = {{"a", 1}, {"c", 2}, {"e", 3}};
    CHECK_INT(id_search(things, 3, sizeof *things, ""), ID_NONE);
    CHECK_INT(id_search(things, 3, sizeof *things, "b"), ID_NONE);
    CHECK_INT(id_search(things, 3, sizeof *things, "f"), ID_NONE);
    CHECK_INT(id_search(NULL, 0, sizeof *things, "a"), ID_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_id_is_found_at_its_place),
        TEST(an_id_that_is_not_there_is_not_found),
    };
    return RUN_TESTS(tests);
}
