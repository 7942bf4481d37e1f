#include "base/progress.h"

#include "check.h"

struct heard {
    uint32_t per_mille;
    const char *step;
    int n;
};

static void hear(void *context, uint32_t per_mille, const char *step)
{
    struct heard *heard = context;
    *heard = (struct heard){per_mille, step, heard->n + 1};
}

static void a_share_is_told_in_the_part_it_is_of(void **state)
{
    struct heard heard = {0};
    struct progress whole = {.tell = hear, .context = &heard, .to = 1000};
    progress_tell(&whole, 1, 4, "reading");
    CHECK_INT(heard.per_mille, 250);
    CHECK_TEXT(heard.step, "reading");
    struct progress part = progress_part(&whole, 200, 600);
    progress_tell(&part, 1, 2, "checking");
    CHECK_INT(heard.per_mille, 400);
    struct progress inner = progress_part(&part, 500, 1000);
    progress_tell(&inner, 0, 1, "writing");
    CHECK_INT(heard.per_mille, 400);
    progress_tell(&inner, 1, 1, "writing");
    CHECK_INT(heard.per_mille, 600);
}

static void nothing_of_nothing_is_all_of_it(void **state)
{
    struct heard heard = {0};
    struct progress whole = {.tell = hear, .context = &heard, .to = 1000};
    progress_tell(&whole, 0, 0, "checking");
    CHECK_INT(heard.per_mille, 1000);
}

static void nobody_need_listen(void **state)
{
    struct progress nobody = {0};
    progress_tell(NULL, 1, 2, "reading");
    progress_tell(&nobody, 1, 2, "reading");
    struct progress part = progress_part(NULL, 0, 500);
    progress_tell(&part, 1, 2, "reading");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_share_is_told_in_the_part_it_is_of),
        TEST(nothing_of_nothing_is_all_of_it),
        TEST(nobody_need_listen),
    };
    return RUN_TESTS(tests);
}
