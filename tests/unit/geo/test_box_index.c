#include <stdbool.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "geo/box_index.h"

// The witness for both questions is to look at every box.

#define MOST 700

struct town {
    struct box_m boxes[MOST];
    size_t n;
};

static struct town draw_town(struct random *random)
{
    struct town town = {.n = random_below(random, MOST)};
    for (size_t i = 0; i < town.n; i++) {
        // On a coarse grid, so that equal distances and boxes are common.
        double x = random_below(random, 60);
        double y = random_below(random, 60);
        town.boxes[i] = (struct box_m){x, y, x + random_below(random, 5),
                                       y + random_below(random, 5)};
    }
    return town;
}

static bool mark(uint32_t item, void *context)
{
    ((unsigned char *)context)[item]++;
    return true;
}

static double to_box(uint32_t item, struct point_m from, void *context)
{
    return box_distance_m(((struct town *)context)->boxes[item], from);
}

static void check_search(struct town *town, struct box_index *index,
                         struct box_m within)
{
    unsigned char found[MOST] = {0};
    box_index_search(index, within, mark, found);
    for (size_t i = 0; i < town->n; i++)
        CHECK_INT(found[i], box_overlaps(town->boxes[i], within));
}

static void check_nearest(struct town *town, struct box_index *index,
                          struct point_m from, double limit_m)
{
    uint32_t expected = UINT32_MAX;
    double best = limit_m;
    for (uint32_t i = 0; i < town->n; i++) {
        double d = box_distance_m(town->boxes[i], from);
        if (d < best || (d == best && expected == UINT32_MAX)) {
            best = d;
            expected = i;
        }
    }
    double distance_m = -1;
    CHECK_INT(
        box_index_nearest(index, from, limit_m, to_box, town, &distance_m),
        expected);
    if (expected != UINT32_MAX)
        CHECK_NEAR(distance_m, best, 0);
}

static void answers_equal_looking_at_every_box(void **state)
{
    struct random random = random_from(1);
    for (int round = 0; round < 300; round++) {
        struct arena *arena = arena_new();
        struct town town = draw_town(&random);
        struct box_index *index = box_index_build(arena, town.boxes, town.n);
        for (int ask = 0; ask < 20; ask++) {
            double x = random_below(&random, 70);
            double y = random_below(&random, 70);
            check_search(&town, index, (struct box_m){x, y, x + 9, y + 4});
            check_nearest(&town, index, (struct point_m){x, y},
                          random_below(&random, 40));
        }
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers_equal_looking_at_every_box),
    };
    return RUN_TESTS(tests);
}
