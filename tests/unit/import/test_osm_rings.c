#include "base/random.h"
#include "check.h"
#include "import/osm_rings.h"
#include "osm_town.h"

#define SIDE 12u

static uint32_t node_at(uint32_t x, uint32_t y)
{
    return y * (SIDE + 1) + x;
}

static struct point_m place_of(uint32_t node)
{
    return (struct point_m){node % (SIDE + 1), node / (SIDE + 1)};
}

// The sides of a random patch of unit squares, each a chain of its own, in
// random order and direction: what bounds the patch by the even-odd rule.
static size_t draw_patch(struct random *random, uint32_t *nodes,
                         struct node_chain *chains, size_t *n_squares)
{
    bool filled[SIDE + 2][SIDE + 2] = {{0}};
    *n_squares = 0;
    for (uint32_t y = 1; y <= SIDE; y++)
        for (uint32_t x = 1; x <= SIDE; x++)
            *n_squares += filled[y][x] = random_below(random, 3) == 0;
    size_t n = 0;
    for (uint32_t y = 0; y <= SIDE; y++)
        for (uint32_t x = 0; x <= SIDE; x++) {
            uint32_t here = node_at(x, y);
            if (x < SIDE && filled[y][x + 1] != filled[y + 1][x + 1]) {
                nodes[2 * n] = here;
                nodes[2 * n++ + 1] = node_at(x + 1, y);
            }
            if (y < SIDE && filled[y + 1][x] != filled[y + 1][x + 1]) {
                nodes[2 * n] = here;
                nodes[2 * n++ + 1] = node_at(x, y + 1);
            }
        }
    for (size_t i = 0; i < n; i++)
        chains[i] = (struct node_chain){&nodes[2 * i], 2};
    for (size_t i = 0; i < n; i++) {
        size_t j = random_below(random, (uint32_t)n);
        struct node_chain swapped = chains[i];
        chains[i] = chains[j];
        chains[j] = swapped;
    }
    return n;
}

static struct area area_of_rings(struct arena *arena,
                                 const struct node_chain_list *rings)
{
    struct polygon *polygon = arena_array(arena, struct polygon, 1);
    polygon->rings = arena_array(arena, struct ring, rings->count);
    polygon->n_rings = rings->count;
    for (size_t i = 0; i < rings->count; i++) {
        struct node_chain c = rings->items[i];
        polygon->rings[i].points = arena_array(arena, struct point_m, c.count);
        polygon->rings[i].count = c.count;
        for (size_t j = 0; j < c.count; j++)
            polygon->rings[i].points[j] = place_of(c.nodes[j]);
    }
    return (struct area){polygon, 1};
}

// Every ring is closed and passes no node twice, every chain is used once, and
// what lies within an odd number of rings is what was drawn.
static void shuffled_chains_come_back_as_the_patch_they_bound(void **state)
{
    static uint32_t nodes[4 * (SIDE + 1) * (SIDE + 1)];
    static struct node_chain chains[2 * (SIDE + 1) * (SIDE + 1)];
    struct random random = random_from(265);
    struct arena *arena = arena_new();
    for (int round = 0; round < 300; round++) {
        size_t n_squares;
        size_t n = draw_patch(&random, nodes, chains, &n_squares);
        struct node_chain_list rings = {0};
        uint32_t open_node;
        CHECK(osm_rings_assemble(arena, chains, n, &rings, &open_node));
        size_t n_sides = 0;
        for (size_t i = 0; i < rings.count; i++) {
            struct node_chain r = rings.items[i];
            CHECK_INT(r.nodes[0], r.nodes[r.count - 1]);
            for (size_t a = 0; a + 1 < r.count; a++)
                for (size_t b = a + 1; b + 1 < r.count; b++)
                    CHECK(r.nodes[a] != r.nodes[b]);
            n_sides += r.count - 1;
        }
        CHECK_INT(n_sides, n);

        struct area area = area_of_rings(arena, &rings);
        size_t inside = 0;
        for (uint32_t y = 0; y < SIDE; y++)
            for (uint32_t x = 0; x < SIDE; x++)
                inside +=
                    area_has_point(&area, (struct point_m){x + 0.5, y + 0.5});
        CHECK_INT(inside, n_squares);
        arena_reset(arena);
    }
    arena_free(arena);
}

static void a_gap_is_found(void **state)
{
    uint32_t a[] = {1, 2, 3}, b[] = {3, 4}, c[] = {5, 1}, ring[] = {7, 8, 9, 7};
    struct node_chain chains[] = {{ring, 4}, {a, 3}, {b, 2}, {c, 2}};
    struct arena *arena = arena_new();
    struct node_chain_list rings = {0};
    uint32_t open_node = 0;
    CHECK(!osm_rings_assemble(arena, chains, 4, &rings, &open_node));
    CHECK(open_node == 4 || open_node == 5);
    arena_free(arena);
}

// A ward in two parts, one with a lake that has an island, and outlines cut in
// pieces; roles are wrong on purpose.
//
//     +-----------+    +---+
//     | +------+  |    |   |
//     | | [is] |  |    +---+
//     | +------+  |
//     +-----------+
static void boundaries_nest_whatever_their_roles_say(void **state)
{
    struct osm_town *town = osm_town_new();
    osm_town_node(town, 1, 0, 0, "");
    osm_town_node(town, 2, 1000, 0, "");
    osm_town_node(town, 3, 1000, 1000, "");
    osm_town_node(town, 4, 0, 1000, "");
    osm_town_way(town, 1, "1 2 3", "highway=residential");
    osm_town_way(town, 2, "1 4 3", "");
    osm_town_square(town, 3, 10, 200, 200, 600, "");
    osm_town_square(town, 4, 20, 400, 400, 100, "");
    osm_town_square(town, 5, 30, 2000, 0, 150, "");
    osm_town_relation(
        town, 100,
        "way:2:outer way:3:outer way:1:inner way:4:inner way:5 node:1:label "
        "way:5:outer",
        "type=boundary|boundary=administrative|admin_level=10|name=Phường Một");
    osm_town_relation(
        town, 101, "way:1:outer way:5:outer",
        "type=boundary|boundary=administrative|admin_level=10|name=Phường Hai");
    osm_town_relation(
        town, 102, "way:1:outer way:99:outer",
        "type=boundary|boundary=administrative|admin_level=6|name=Quận Ba");
    osm_town_relation(
        town, 103, "way:1:outer way:2:outer",
        "type=boundary|boundary=administrative|admin_level=6|name=Quận Tư");
    osm_town_build(town);
    const struct boundary_list *b = &town->city.map.boundaries;
    CHECK_INT(b->count, 2);
    CHECK_TEXT(b->items[0].name, "Quận Tư");
    CHECK_TEXT(b->items[1].name, "Phường Một");
    CHECK_INT(b->items[1].area.n_polygons, 3);
    CHECK_NEAR(area_m2(&b->items[1].area), 1e6 - 36e4 + 1e4 + 22500, 3000);
    CHECK_INT(osm_town_count(town, "boundaries of level 10", "refused",
                             "its outline does not close"),
              1);
    CHECK_INT(osm_town_count(town, "boundaries of level 6", "refused",
                             "part of it is not in the file"),
              1);
    CHECK_INT(town->city.wards.count, 1);
    CHECK_TEXT(town->city.wards.items[0].id, "r100");
    CHECK_TEXT(town->city.wards.items[0].district, "Quận Tư");
    osm_town_free(town);
}

static void the_map_has_surfaces_lines_places_and_addresses(void **state)
{
    struct osm_town *town = osm_town_new();
    osm_town_square(town, 1, 10, 0, 0, 100, "natural=water|name=Hồ Con Rùa");
    osm_town_square(town, 2, 20, 200, 0, 100, "leisure=park|name=Tao Đàn");
    osm_town_square(town, 3, 30, 400, 0, 100, "landuse=residential");
    osm_town_square(town, 4, 40, 600, 0, 10,
                    "building=yes|addr:housenumber=1806/127/2/6|"
                    "addr:street=Huỳnh Tấn Phát");
    osm_town_square(town, 5, 50, 800, 0, 10, "building=no");
    osm_town_node(town, 60, 0, 500, "building=office");
    osm_town_node(town, 61, 0, 600, "place=quarter|name=Thảo Điền");
    osm_town_node(town, 62, 0, 700, "amenity=marketplace|name=Chợ Bến Thành");
    osm_town_node(town, 63, 0, 800, "amenity=hospital");
    osm_town_node(town, 64, 0, 900, "addr:housenumber=12");
    osm_town_way(town, 6, "60 61", "waterway=canal|name=Kênh Tàu Hủ");
    osm_town_way(town, 7, "61 62", "railway=subway");
    osm_town_way(town, 8, "61 62 63", "leisure=park");
    osm_town_build(town);
    const struct base_map *map = &town->city.map;
    const char *kinds[] = {"water", "green", "builtup", "building"};
    CHECK_INT(map->areas.count, 4);
    for (size_t i = 0; i < 4; i++)
        CHECK_TEXT(map->areas.items[i].kind, kinds[i]);
    CHECK_TEXT(map->areas.items[1].class, "park");
    CHECK_INT(map->lines.count, 2);
    CHECK_TEXT(map->lines.items[0].kind, "waterway");
    CHECK_TEXT(map->lines.items[0].name, "Kênh Tàu Hủ");
    CHECK_TEXT(map->lines.items[1].class, "subway");
    CHECK_INT(map->places.count, 3);
    CHECK_TEXT(map->places.items[0].kind, "quarter");
    CHECK_TEXT(map->places.items[1].kind, "landmark");
    CHECK_INT(map->addresses.count, 2);
    CHECK(map->addresses.items[0].street == NULL);
    CHECK_TEXT(map->addresses.items[1].number, "1806/127/2/6");
    CHECK_INT(osm_town_count(town, "buildings", "read", NULL), 3);
    CHECK_INT(osm_town_count(town, "buildings", "kept", NULL), 1);
    osm_town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(shuffled_chains_come_back_as_the_patch_they_bound),
        TEST(a_gap_is_found),
        TEST(boundaries_nest_whatever_their_roles_say),
        TEST(the_map_has_surfaces_lines_places_and_addresses),
    };
    return RUN_TESTS(tests);
}
