// An explanation reads well in both languages, and its JSON has the numbers.

#include "admission/explain_text.h"

#include <string.h>

#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "check.h"
#include "random_round.h"

// One seat at a near school, two at a far one; three pupils want the near one.
//
//     P0 300 m, P1 420.50 m, P2 640 m from Near; 1,000 m and more from Far
static struct round *street(struct arena *arena)
{
    struct random random = random_from(1);
    struct round_shape shape = {.n_pupils = 3, .n_schools = 2};
    struct round *round = random_round(arena, &random, &shape);
    struct way_matrix *ways = (struct way_matrix *)round->ways;
    static const uint32_t way_cm[] = {30000,  100000, 42050,
                                      110000, 64000,  123456};
    memcpy(ways->way_cm, way_cm, sizeof way_cm);
    ((struct seat_pool *)round->pools)[0].seats = 1;
    ((struct seat_pool *)round->pools)[1].seats = 3;
    return round;
}

static int64_t way_cost(const void *costs, uint32_t applicant, uint32_t pool)
{
    const struct round *round = costs;
    return pool == ROUND_NONE ? 100000000
                              : way_matrix_at(round->ways, applicant,
                                              round->pools[pool].school);
}

static void explain(struct text_buffer *into, enum method method,
                    uint32_t applicant, enum language language, bool as_json)
{
    struct arena *arena = arena_new();
    struct round *round = street(arena);
    struct choice_lists *lists = choice_lists_new(round, 0, 1);
    struct placement placement =
        method == METHOD_NEAREST_FIRST
            ? nearest_first_place(arena, round, lists)
            : stable_place(arena, round, lists).placement;
    int64_t price[] = {67950, 0};
    struct explain_prices prices = {price, way_cost, round, 1, 100000000};
    struct explain_basis basis = {.round = round,
                                  .placement = &placement,
                                  .lists = lists,
                                  .method = method,
                                  .prices = &prices};
    struct explainer *explainer = explainer_new(arena, &basis);
    struct explanation e = explainer_explain(explainer, arena, applicant, 2);
    const char *names[] = {"Trường Gần", NULL};
    struct explain_names named = {names};
    if (as_json)
        explain_json_write(into, round, &e, &named, language);
    else
        explain_text_write(into, round, &e, &named, language);
    choice_lists_free(lists);
    arena_free(arena);
}

static void a_stable_place_is_explained_in_english(void **state)
{
    struct text_buffer text = {0};
    explain(&text, METHOD_STABLE, 2, LANGUAGE_ENGLISH, false);
    CHECK_TEXT(
        text.bytes,
        "WHY THIS SCHOOL\n\n"
        "Pupil: P0000002\n"
        "Placed by: stable, nobody has justified envy\n\n"
        "Schools it would rather be at, in order:\n"
        "  Trường Gần: 640.00 m\n"
        "    Seats: 1; pupils who asked: 3.\n"
        "    Last one admitted: group “everyone”, 300.00 m.\n"
        "    Its seats went to pupils who are served first.\n"
        "    Ahead of it in the queue: 2.\n"
        "    With 2 more seats it would have been admitted here or to a school "
        "it likes better (fewer may also have sufficed).\n"
        "    340.01 m nearer, it would have stood before the last one "
        "admitted.\n\n"
        "The school it is placed at:\n"
        "  S0001: 1,234.56 m\n"
        "    Seats: 3; pupils who asked: 2.\n");
    text_buffer_free(&text);
}

static void the_citys_scan_is_explained_in_vietnamese(void **state)
{
    struct text_buffer text = {0};
    explain(&text, METHOD_NEAREST_FIRST, 1, LANGUAGE_VIETNAMESE, false);
    CHECK(strstr(text.bytes, "GIẢI THÍCH CHỖ HỌC\n") != NULL);
    CHECK(strstr(text.bytes, "Trường Gần: 420,50 m\n") != NULL);
    CHECK(strstr(text.bytes, "Trước học sinh trong hàng có 1 người.") != NULL);
    CHECK(strstr(text.bytes, "Thêm một chỉ tiêu thì học sinh đã được nhận") !=
          NULL);
    CHECK(strstr(text.bytes, "Gần hơn 120,5") != NULL);
    text_buffer_free(&text);
}

static void an_optimum_is_explained_by_what_it_would_add(void **state)
{
    struct text_buffer text = {0};
    explain(&text, METHOD_OPTIMAL, 2, LANGUAGE_ENGLISH, false);
    CHECK(strstr(text.bytes, "Placing it here would make the ways of all "
                             "together longer by at least 84.94 m.") != NULL);
    CHECK(strstr(text.bytes, "Less than 84.94 m nearer would have changed "
                             "nothing.") != NULL);
    text_buffer_free(&text);
}

static void who_has_what_it_likes_best_is_told_so(void **state)
{
    struct text_buffer text = {0};
    explain(&text, METHOD_STABLE, 0, LANGUAGE_ENGLISH, false);
    CHECK(strstr(text.bytes, "It is the school it likes best.\n") != NULL);
    CHECK(strstr(text.bytes, "The next schools with seats left:\n"
                             "  S0001: 1,000.00 m\n"
                             "    Seats left: 1.\n") != NULL);
    text_buffer_free(&text);
}

static void an_explanation_is_json_too(void **state)
{
    struct text_buffer text = {0};
    explain(&text, METHOD_STABLE, 2, LANGUAGE_ENGLISH, true);
    const char *begin =
        "{\"pupil\":\"P0000002\",\"method\":\"stable\",\"family\":1,"
        "\"before\":[{\"school\":\"S0000\",\"name\":\"Trường Gần\","
        "\"way_m\":640,\"reason\":\"served_later\",\"is_wish\":false,"
        "\"seats\":1,\"placed\":1,\"asked\":3,\"group\":\"everyone\","
        "\"last_group\":\"everyone\",\"last_way_m\":300,\"ahead\":2,"
        "\"more_seats\":2,\"nearer_m\":340.01,\"why\":[\"Seats: 1; ";
    CHECK(strncmp(text.bytes, begin, strlen(begin)) == 0);
    CHECK(strstr(text.bytes, "\"own\":{\"school\":\"S0001\"") != NULL);
    CHECK(strstr(text.bytes, "\"next\":[]}") != NULL);
    text_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_stable_place_is_explained_in_english),
        TEST(the_citys_scan_is_explained_in_vietnamese),
        TEST(an_optimum_is_explained_by_what_it_would_add),
        TEST(who_has_what_it_likes_best_is_told_so),
        TEST(an_explanation_is_json_too),
    };
    return RUN_TESTS(tests);
}
