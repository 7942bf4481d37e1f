#include <string.h>

#include "check.h"
#include "osm_town.h"

static const struct school *school_named(const struct osm_town *town,
                                         const char *name)
{
    const struct school *found = NULL;
    for (size_t i = 0; i < town->city.schools.count; i++)
        if (strcmp(town->city.schools.items[i].name, name) == 0) {
            CHECK(found == NULL);
            found = &town->city.schools.items[i];
        }
    if (found == NULL)
        fail_msg("there is no school \"%s\"", name);
    return found;
}

// Every town needs a street to be a file worth reading.
static struct osm_town *town_new(void)
{
    struct osm_town *town = osm_town_new();
    osm_town_node(town, 1, -500, -500, "");
    osm_town_node(town, 2, -400, -500, "");
    osm_town_way(town, 1, "1 2", "highway=residential");
    return town;
}

static size_t n_merged(const struct osm_town *town)
{
    return osm_town_count(town, "schools", "merged", NULL);
}

// Read is what is kept, merged and refused together.
static void build_and_check_sum(struct osm_town *town)
{
    osm_town_build(town);
    size_t kept = osm_town_count(town, "schools", "kept", NULL);
    CHECK_INT(kept, town->city.schools.count);
    CHECK_INT(osm_town_count(town, "schools", "read", NULL),
              kept + n_merged(town) +
                  osm_town_count(town, "schools", "refused", NULL));
}

static void points_areas_and_multipolygons_are_schools(void **state)
{
    struct osm_town *town = town_new();
    osm_town_node(town, 10, 0, 0,
                  "amenity=school|name=Trường THCS Lê Lợi|"
                  "addr:housenumber=12/3|addr:street=Lê Lai");
    osm_town_square(town, 20, 200, 300, 0, 80,
                    "amenity=school|name=Tiểu học An Phú");
    osm_town_square(town, 30, 300, 600, 0, 100, "");
    osm_town_square(town, 31, 310, 620, 20, 20, "");
    osm_town_relation(town, 40, "way:30:outer way:31:inner",
                      "type=multipolygon|amenity=school|name=THPT Tân Túc");
    osm_town_node(town, 50, 900, 0, "amenity=kindergarten");
    build_and_check_sum(town);
    CHECK_INT(town->city.schools.count, 4);

    const struct school *s = school_named(town, "Trường THCS Lê Lợi");
    CHECK_TEXT(s->id, "n10");
    CHECK_INT(s->levels, LEVEL_BIT(LEVEL_LOWER_SECONDARY));
    CHECK(area_is_empty(&s->grounds));
    CHECK_TEXT(s->address, "12/3 Lê Lai");
    CHECK_TEXT(s->source, "osm");

    s = school_named(town, "Tiểu học An Phú");
    CHECK_TEXT(s->id, "w20");
    CHECK_NEAR(area_m2(&s->grounds), 6400, 20);
    CHECK(area_has_point(&s->grounds, s->point));

    s = school_named(town, "THPT Tân Túc");
    CHECK_TEXT(s->id, "r40");
    CHECK_NEAR(area_m2(&s->grounds), 9600, 30);
    CHECK(area_has_point(&s->grounds, s->point));

    CHECK_INT(school_named(town, "")->levels, LEVEL_BIT(LEVEL_PRESCHOOL));
    osm_town_free(town);
}

static void a_point_in_grounds_of_its_own_name_is_the_same_school(void **state)
{
    struct osm_town *town = town_new();
    osm_town_square(town, 20, 200, 0, 0, 80,
                    "amenity=school|name=Trường Tiểu học Lê Lợi");
    osm_town_node(town, 10, 40, 40,
                  "amenity=school|name=TH LÊ LỢI|addr:street=Lê Lai");
    osm_town_node(town, 11, 140, 40, "amenity=school|name=Le Loi");
    build_and_check_sum(town);
    const struct school *s = school_named(town, "Trường Tiểu học Lê Lợi");
    CHECK_INT(town->city.schools.count, 1);
    CHECK_TEXT(s->id, "w20");
    CHECK_TEXT(s->address, "Lê Lai");
    CHECK_INT(n_merged(town), 2);
    osm_town_free(town);
}

static void
a_nameless_outline_takes_the_name_of_the_one_point_in_it(void **state)
{
    struct osm_town *town = town_new();
    osm_town_square(town, 20, 200, 0, 0, 80, "amenity=school");
    osm_town_node(town, 10, 40, 40, "amenity=school|name=THCS Lê Lợi");
    // Two in one outline: it is not clear whose it is.
    osm_town_square(town, 30, 300, 500, 0, 80, "amenity=school");
    osm_town_node(town, 11, 520, 40, "amenity=school|name=THCS Ba Đình");
    osm_town_node(town, 12, 560, 40, "amenity=school|name=THPT Tân Túc");
    build_and_check_sum(town);
    CHECK_TEXT(school_named(town, "THCS Lê Lợi")->id, "w20");
    CHECK_TEXT(school_named(town, "THCS Ba Đình")->id, "n11");
    CHECK_TEXT(school_named(town, "THPT Tân Túc")->id, "n12");
    CHECK_INT(
        osm_town_count(town, "schools", "refused", "neither name nor level"),
        1);
    osm_town_free(town);
}

static void one_name_and_level_within_150_m_is_one_school(void **state)
{
    struct osm_town *town = town_new();
    osm_town_node(town, 10, 0, 0, "amenity=school|name=THPT Gò Vấp");
    osm_town_node(town, 11, 140, 0, "amenity=school|name=Trường THPT GÒ VẤP");
    osm_town_node(town, 12, 0, 400, "amenity=school|name=THCS Ba Đình");
    osm_town_node(town, 13, 170, 400, "amenity=school|name=THCS Ba Đình");
    osm_town_node(town, 14, 0, 800, "amenity=school|name=THCS-PT Hồng Hà");
    osm_town_node(town, 15, 20, 800, "amenity=school|name=THPT Hồng Hà");
    build_and_check_sum(town);
    CHECK_INT(town->city.schools.count, 4);
    CHECK_INT(n_merged(town), 2);
    CHECK_TEXT(school_named(town, "Trường THPT GÒ VẤP")->id, "n10");
    CHECK_INT(school_named(town, "THCS-PT Hồng Hà")->levels,
              LEVEL_BIT(LEVEL_LOWER_SECONDARY) |
                  LEVEL_BIT(LEVEL_UPPER_SECONDARY));
    osm_town_free(town);
}

static void two_levels_of_one_name_side_by_side_are_two_schools(void **state)
{
    struct osm_town *town = town_new();
    osm_town_square(town, 20, 200, 0, 0, 80,
                    "amenity=school|name=Trường Tiểu học Dĩ An");
    osm_town_square(town, 21, 210, 90, 0, 80,
                    "amenity=school|name=Trường THPT Dĩ An");
    // Of no level told, it may be either, but never joins the two.
    osm_town_node(town, 10, 85, 40, "amenity=school|name=Dĩ An");
    build_and_check_sum(town);
    CHECK_INT(town->city.schools.count, 2);
    CHECK_INT(n_merged(town), 1);
    CHECK_INT(school_named(town, "Trường Tiểu học Dĩ An")->levels,
              LEVEL_BIT(LEVEL_PRIMARY));
    CHECK_INT(school_named(town, "Trường THPT Dĩ An")->levels,
              LEVEL_BIT(LEVEL_UPPER_SECONDARY));
    osm_town_free(town);
}

static void two_outlines_of_one_school_are_its_grounds(void **state)
{
    struct osm_town *town = town_new();
    osm_town_square(town, 20, 200, 0, 0, 80,
                    "amenity=school|name=THCS Ba Đình");
    osm_town_square(town, 21, 210, 100, 0, 50,
                    "amenity=school|name=Trường THCS Ba Đình");
    build_and_check_sum(town);
    const struct school *s = school_named(town, "Trường THCS Ba Đình");
    CHECK_TEXT(s->id, "w20");
    CHECK_INT(s->grounds.n_polygons, 2);
    CHECK_NEAR(area_m2(&s->grounds), 8900, 30);
    osm_town_free(town);
}

static void what_has_no_level_is_refused_with_its_reason(void **state)
{
    struct osm_town *town = town_new();
    osm_town_node(town, 10, 0, 0, "amenity=school|name=Trần Văn Giầu");
    osm_town_node(town, 11, 300, 0, "amenity=school|name=ĐH Bách Khoa");
    osm_town_node(town, 12, 600, 0, "amenity=school");
    osm_town_node(town, 13, 900, 0, "amenity=kindergarten|name=Cao ốc Lys");
    osm_town_node(town, 14, 1200, 0, "amenity=school|name=TT Ngoại ngữ");
    build_and_check_sum(town);
    CHECK_INT(town->city.schools.count, 0);
    const char *reasons[] = {
        "no level in tags or name",
        "a university, college or institute by its name",
        "neither name nor level", "an office building by its name",
        "a training, language or adult centre by its name"};
    for (size_t i = 0; i < 5; i++)
        CHECK_INT(osm_town_count(town, "schools", "refused", reasons[i]), 1);
    osm_town_free(town);
}

static void tags_stand_before_names(void **state)
{
    struct osm_town *town = town_new();
    osm_town_node(town, 10, 0, 0, "amenity=school|name=Hana|isced:level=1;2");
    osm_town_node(town, 11, 300, 0,
                  "amenity=school|name=Trường Ba Đình|grades=6-9|"
                  "operator:type=private");
    osm_town_node(town, 12, 600, 0,
                  "amenity=school|name=Trường Lê Lai|name:vi=th le lai");
    osm_town_node(town, 13, 900, 0,
                  "amenity=kindergarten|name=Kiwi International School");
    build_and_check_sum(town);
    CHECK_INT(school_named(town, "Hana")->levels,
              LEVEL_BIT(LEVEL_PRIMARY) | LEVEL_BIT(LEVEL_LOWER_SECONDARY));
    CHECK_INT(school_named(town, "Trường Ba Đình")->levels,
              LEVEL_BIT(LEVEL_LOWER_SECONDARY));
    CHECK_TEXT(school_named(town, "Trường Ba Đình")->kind, "private");
    CHECK_INT(school_named(town, "th le lai")->levels,
              LEVEL_BIT(LEVEL_PRIMARY));
    CHECK_INT(school_named(town, "Kiwi International School")->levels,
              LEVEL_BIT(LEVEL_PRESCHOOL));
    osm_town_free(town);
}

static void gates_are_those_on_the_outline_or_else_inside(void **state)
{
    struct osm_town *town = town_new();
    osm_town_square(town, 20, 200, 0, 0, 80,
                    "amenity=school|name=THCS Ba Đình");
    osm_town_node(town, 10, 40, 0, "barrier=gate");
    osm_town_node(town, 11, 84, 40, "entrance=main");  // 4 m outside
    osm_town_node(town, 12, 40, 40, "entrance=yes");   // a house inside
    osm_town_node(town, 13, 40, -20, "barrier=gate");  // another's
    osm_town_node(town, 14, 0, 40, "barrier=bollard"); // no gate
    osm_town_node(town, 15, 0, 60, "entrance=no");     // none
    osm_town_square(town, 21, 210, 500, 0, 80,
                    "amenity=school|name=THPT Tân Túc");
    osm_town_node(town, 16, 540, 40, "barrier=lift_gate");
    build_and_check_sum(town);
    CHECK_INT(school_named(town, "THCS Ba Đình")->n_gates, 2);
    CHECK_INT(school_named(town, "THPT Tân Túc")->n_gates, 1);
    osm_town_free(town);
}

static void a_mapped_number_is_the_id_if_no_other_has_it(void **state)
{
    struct osm_town *town = town_new();
    osm_town_node(town, 10, 0, 0, "amenity=school|name=TH Một|ref=79001");
    osm_town_node(town, 11, 400, 0, "amenity=school|name=TH Hai|ref=79002");
    osm_town_node(town, 12, 800, 0, "amenity=school|name=TH Ba|ref=79002");
    build_and_check_sum(town);
    CHECK_TEXT(school_named(town, "TH Một")->id, "79001");
    CHECK_TEXT(school_named(town, "TH Hai")->id, "n11");
    CHECK_TEXT(school_named(town, "TH Ba")->id, "n12");
    osm_town_free(town);
}

static void an_outline_that_does_not_close_is_a_point(void **state)
{
    struct osm_town *town = town_new();
    osm_town_node(town, 10, 0, 0, "");
    osm_town_node(town, 11, 80, 0, "");
    osm_town_node(town, 12, 80, 60, "");
    osm_town_way(town, 20, "10 11 12", "amenity=school|name=TH Một");
    osm_town_way(town, 21, "97 98 99 97", "amenity=school|name=TH Hai");
    build_and_check_sum(town);
    CHECK_INT(town->city.schools.count, 1);
    CHECK(area_is_empty(&school_named(town, "TH Một")->grounds));
    osm_town_free(town);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(points_areas_and_multipolygons_are_schools),
        TEST(a_point_in_grounds_of_its_own_name_is_the_same_school),
        TEST(a_nameless_outline_takes_the_name_of_the_one_point_in_it),
        TEST(one_name_and_level_within_150_m_is_one_school),
        TEST(two_levels_of_one_name_side_by_side_are_two_schools),
        TEST(two_outlines_of_one_school_are_its_grounds),
        TEST(what_has_no_level_is_refused_with_its_reason),
        TEST(tags_stand_before_names),
        TEST(gates_are_those_on_the_outline_or_else_inside),
        TEST(a_mapped_number_is_the_id_if_no_other_has_it),
        TEST(an_outline_that_does_not_close_is_a_point),
    };
    return RUN_TESTS(tests);
}
