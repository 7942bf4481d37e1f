#include "check.h"
#include "osm_town.h"

// A street of five points, another that crosses it in the middle, and a lane
// from its end.
//
//              10
//               |
//     1 -- 2 -- 3 -- 4 -- 5 -- 6
//               |
//              11
static struct osm_town *crossing(const char *tags_of_4)
{
    struct osm_town *town = osm_town_new();
    for (int i = 1; i <= 6; i++)
        osm_town_node(town, i, 100 * i, 0, i == 4 ? tags_of_4 : "");
    osm_town_node(town, 10, 300, 100, "");
    osm_town_node(town, 11, 300, -100, "");
    osm_town_way(town, 7, "1 2 3 4 5",
                 "highway=residential|name=Lê Lợi|oneway=yes|foot=yes");
    osm_town_way(town, 8, "10 3 11", "highway=service");
    osm_town_way(town, 9, "5 6", "highway=footway|ref=H1");
    return town;
}

static void check_street(const struct osm_town *town, size_t i, int way,
                         int from, int to, size_t n_points)
{
    const struct street *s = &town->city.streets.streets.items[i];
    CHECK_INT(s->id, i + 1);
    CHECK_INT(s->way_id, way);
    CHECK_INT(s->from_junction, from);
    CHECK_INT(s->to_junction, to);
    CHECK_INT(s->line.count, n_points);
}

static void ways_are_cut_where_they_meet_and_end(void **state)
{
    struct osm_town *town = crossing("");
    osm_town_build(town);
    CHECK_INT(town->city.streets.streets.count, 5);
    check_street(town, 0, 7, 1, 3, 3);
    check_street(town, 1, 7, 3, 5, 3);
    check_street(town, 2, 8, 10, 3, 2);
    check_street(town, 3, 8, 3, 11, 2);
    check_street(town, 4, 9, 5, 6, 2);
    CHECK_INT(town->city.streets.junctions.count, 6);
    for (size_t i = 1; i < town->city.streets.junctions.count; i++)
        CHECK(town->city.streets.junctions.items[i - 1].id <
              town->city.streets.junctions.items[i].id);
    osm_town_free(town);
}

static void tags_and_names_come_along(void **state)
{
    struct osm_town *town = crossing("barrier=bollard|foot=yes");
    osm_town_build(town);
    const struct street *s = town->city.streets.streets.items;
    CHECK_TEXT(s[0].name, "Lê Lợi");
    CHECK_TEXT(s[0].tags.highway, "residential");
    CHECK_TEXT(s[0].tags.oneway, "yes");
    CHECK_TEXT(s[0].tags.foot, "yes");
    CHECK(s[0].tags.access == NULL);
    CHECK(s[3].name == NULL);
    // The bollard cuts the second piece, and is told of at its junction.
    check_street(town, 1, 7, 3, 4, 2);
    const struct junction *j = &town->city.streets.junctions.items[2];
    CHECK_INT(j->id, 4);
    CHECK_TEXT(j->tags.barrier, "bollard");
    CHECK_TEXT(j->tags.foot, "yes");
    osm_town_free(town);
}

static void what_motorcycles_may_do_is_read_in_either_spelling(void **state)
{
    struct osm_town *town = crossing("");
    osm_town_way(town, 20, "1 10",
                 "highway=primary|oneway=yes|motorcycle:oneway=no|"
                 "sidewalk=both|cycleway=opposite");
    osm_town_way(town, 21, "10 6",
                 "highway=primary|oneway:motorcycle=yes|motorcycle:oneway=no");
    osm_town_build(town);
    const struct street *s = &town->city.streets.streets.items[5];
    CHECK_TEXT(s[0].tags.oneway_motorcycle, "no");
    CHECK_TEXT(s[0].tags.sidewalk, "both");
    CHECK_TEXT(s[0].tags.cycleway, "opposite");
    CHECK_TEXT(s[1].tags.oneway_motorcycle, "yes");
    osm_town_free(town);
}

static void only_what_is_travelled_is_a_street(void **state)
{
    struct osm_town *town = crossing("");
    osm_town_way(town, 20, "1 10", "highway=proposed");
    osm_town_way(town, 21, "1 10", "highway=construction");
    osm_town_way(town, 22, "1 10 11 1", "highway=pedestrian|area=yes");
    osm_town_way(town, 23, "1 10", "waterway=canal");
    osm_town_way(town, 24, "6 11", "route=ferry|name=Phà Cát Lái");
    osm_town_way(town, 25, "1 999", "highway=residential");
    osm_town_build(town);
    CHECK_INT(town->city.streets.streets.count, 6);
    const struct street *ferry = &town->city.streets.streets.items[5];
    CHECK_TEXT(ferry->tags.route, "ferry");
    CHECK(ferry->tags.highway == NULL);
    CHECK_INT(osm_town_count(town, "streets", "read", NULL), 7);
    CHECK_INT(osm_town_count(town, "streets", "kept", NULL), 3);
    CHECK_INT(osm_town_count(town, "streets", "refused", NULL), 4);
    CHECK_INT(town->file.n_missing_nodes, 1);
    osm_town_free(town);
}

static void no_street_begins_and_ends_at_one_junction(void **state)
{
    struct osm_town *town = osm_town_new();
    for (int i = 1; i <= 4; i++)
        osm_town_node(town, i, 100 * (i % 3), 100 * i, "");
    osm_town_way(town, 7, "1 2 3 4 1", "highway=residential"); // alone
    osm_town_node(town, 5, 900, 0, "");
    osm_town_node(town, 6, 900, 100, "");
    osm_town_node(town, 7, 1000, 50, "");
    osm_town_node(town, 8, 800, 0, "");
    osm_town_way(town, 9, "8 5 6 7 5", "highway=service"); // a lollipop
    osm_town_way(town, 10, "8 8", "highway=service");      // nothing
    osm_town_build(town);
    check_street(town, 0, 7, 1, 3, 3);
    check_street(town, 1, 7, 3, 1, 3);
    check_street(town, 2, 9, 8, 5, 2);
    check_street(town, 3, 9, 5, 7, 3);
    check_street(town, 4, 9, 7, 5, 2);
    CHECK_INT(town->city.streets.streets.count, 5);
    osm_town_free(town);
}

static void a_missing_node_leaves_a_gap(void **state)
{
    struct osm_town *town = osm_town_new();
    for (int i = 1; i <= 5; i++)
        osm_town_node(town, i, 100 * i, 0, "");
    osm_town_way(town, 7, "1 2 99 3 4 5", "highway=residential");
    osm_town_build(town);
    CHECK_INT(town->city.streets.streets.count, 2);
    check_street(town, 0, 7, 1, 2, 2);
    check_street(town, 1, 7, 3, 5, 3);
    osm_town_free(town);
}

static void turns_are_restricted_over_a_node_or_over_ways(void **state)
{
    struct osm_town *town = crossing("");
    osm_town_relation(town, 30, "way:7:from node:3:via way:8:to",
                      "type=restriction|restriction=no_left_turn|except=bus");
    osm_town_relation(town, 31, "way:8:from way:7:via way:9:to",
                      "type=restriction|restriction=no_u_turn");
    osm_town_relation(town, 32, "way:7:from node:3:via",
                      "type=restriction|restriction=no_left_turn");
    osm_town_relation(town, 33, "way:7:from node:3:via way:8:to",
                      "type=restriction|restriction:conditional=no_left_turn");
    osm_town_relation(town, 34, "way:7:from node:3:via way:77:to",
                      "type=restriction|restriction=only_left_turn");
    osm_town_relation(town, 35, "way:7:from node:2:via way:8:to",
                      "type=restriction|restriction=no_left_turn");
    osm_town_relation(town, 36, "way:7:from way:9:from node:5:via way:8:to",
                      "type=restriction|restriction=no_entry");
    osm_town_build(town);
    const struct turn_restriction_list *turns =
        &town->city.streets.restrictions;
    CHECK_INT(turns->count, 4);
    CHECK_TEXT(turns->items[0].kind, "no_left_turn");
    CHECK_TEXT(turns->items[0].except, "bus");
    CHECK_INT(turns->items[0].from_way, 7);
    CHECK_INT(turns->items[0].via_junction, 3);
    CHECK_INT(turns->items[0].to_way, 8);
    CHECK_INT(turns->items[1].via_junction, 0);
    CHECK_INT(turns->items[1].n_via_ways, 1);
    CHECK_INT(turns->items[1].via_ways[0], 7);
    CHECK_INT(turns->items[2].from_way, 7);
    CHECK_INT(turns->items[3].from_way, 9);
    CHECK_INT(osm_town_count(town, "turn restrictions", "read", NULL), 7);
    CHECK_INT(osm_town_count(town, "turn restrictions", "refused", NULL), 4);
    osm_town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ways_are_cut_where_they_meet_and_end),
        TEST(tags_and_names_come_along),
        TEST(what_motorcycles_may_do_is_read_in_either_spelling),
        TEST(only_what_is_travelled_is_a_street),
        TEST(no_street_begins_and_ends_at_one_junction),
        TEST(a_missing_node_leaves_a_gap),
        TEST(turns_are_restricted_over_a_node_or_over_ways),
    };
    return RUN_TESTS(tests);
}
