#include "base/random.h"
#include "check.h"
#include "zone/zone_tints.h"

static void add_square(struct arena *arena, struct zone_list *zones, int x,
                       int y)
{
    struct point_m corners[] = {{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}};
    *zone_list_add(zones, arena) =
        (struct zone){"s", area_of_ring(arena, corners, 4)};
}

static void neighbours_on_a_chequered_map_differ(void **state)
{
    enum { WIDE = 9 };
    struct arena *arena = arena_new();
    struct zone_list zones = {0};
    uint8_t tints[WIDE * WIDE];
    for (int y = 0; y < WIDE; y++)
        for (int x = 0; x < WIDE; x++)
            add_square(arena, &zones, x, y);
    CHECK_INT(zone_tints_choose(&zones, tints), 0);
    for (int y = 0; y < WIDE; y++)
        for (int x = 0; x < WIDE; x++) {
            CHECK(tints[y * WIDE + x] < N_ZONE_TINTS);
            if (x > 0)
                CHECK(tints[y * WIDE + x] != tints[y * WIDE + x - 1]);
            if (y > 0)
                CHECK(tints[y * WIDE + x] != tints[(y - 1) * WIDE + x]);
        }
    arena_free(arena);
}

// A zone made of many squares borders on everything around it.
static void random_patches_differ_from_their_neighbours(void **state)
{
    enum { WIDE = 12, ZONES = 20 };
    for (uint64_t seed = 0; seed < 50; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct zone_list zones = {0};
        uint8_t tints[ZONES];
        int owner[WIDE][WIDE];
        for (int z = 0; z < ZONES; z++)
            *zone_list_add(&zones, arena) = (struct zone){
                "s", {arena_array(arena, struct polygon, WIDE * WIDE), 0}};
        for (int y = 0; y < WIDE; y++)
            for (int x = 0; x < WIDE; x++) {
                // Clumps, so that few zones have very many neighbours.
                owner[y][x] =
                    x > 0 && random_below(&random, 10) < 7
                        ? owner[y][x - 1]
                        : (y / 4) * 7 % ZONES + (int)random_below(&random, 6);
                struct zone_list one = {0};
                add_square(arena, &one, x, y);
                struct area *area = &zones.items[owner[y][x] % ZONES].area;
                owner[y][x] %= ZONES;
                area->polygons[area->n_polygons++] =
                    one.items[0].area.polygons[0];
            }
        size_t clashes = zone_tints_choose(&zones, tints);
        size_t seen = 0;
        for (int a = 0; a < ZONES; a++)
            for (int b = a + 1; b < ZONES; b++) {
                bool touch = false;
                for (int y = 0; y < WIDE; y++)
                    for (int x = 0; x < WIDE; x++) {
                        int o = owner[y][x];
                        int right = x + 1 < WIDE ? owner[y][x + 1] : o;
                        int above = y + 1 < WIDE ? owner[y + 1][x] : o;
                        touch |= (o == a && (right == b || above == b)) ||
                                 (o == b && (right == a || above == a));
                    }
                seen += touch && tints[a] == tints[b];
            }
        CHECK_INT(seen, clashes);
        CHECK(clashes <= 2);
        arena_free(arena);
    }
}

static void no_zones_need_no_tints(void **state)
{
    struct zone_list none = {0};
    CHECK_INT(zone_tints_choose(&none, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(neighbours_on_a_chequered_map_differ),
        TEST(random_patches_differ_from_their_neighbours),
        TEST(no_zones_need_no_tints),
    };
    return RUN_TESTS(tests);
}
