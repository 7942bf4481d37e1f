// What a change does to the same pupils, against a comparison of every pair of
// pupils, and on a small round by eye.

#include "admission/impact.h"
#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "check.h"
#include "random_round.h"

// The same pupils in a round of another shape; every seventh is missing, and
// ids are as far apart as in the first.
static void drop_pupils(struct round *round, uint64_t which)
{
    struct applicant *applicants = (struct applicant *)round->applicants;
    struct way_matrix *ways = (struct way_matrix *)round->ways;
    struct family *families = (struct family *)round->families;
    size_t kept = 0;
    for (size_t a = 0; a < round->n_applicants; a++) {
        if ((a + which) % 7 == 0)
            continue;
        memmove(ways->way_cm + kept * ways->n_schools,
                ways->way_cm + a * ways->n_schools,
                ways->n_schools * sizeof *ways->way_cm);
        applicants[kept] = applicants[a];
        applicants[kept].family = (uint32_t)kept;
        families[kept] = (struct family){families[0].members + kept, 1};
        kept++;
    }
    round->n_applicants = kept;
    round->n_families = kept;
}

static const char *school_at(struct impact_side side, size_t applicant)
{
    uint32_t pool = side.placement->pool[applicant];
    return pool == ROUND_NONE
               ? NULL
               : side.round->schools[side.round->pools[pool].school].id;
}

static bool is_over(struct impact_side side, size_t a)
{
    return side.placement->pool[a] != ROUND_NONE &&
           side.placement->way_cm[a] > side.round->applicants[a].cap_cm;
}

static const struct impact_pupil *find_pupil(const struct impact *impact,
                                             const char *id)
{
    for (size_t i = 0; i < impact->n_pupils; i++)
        if (strcmp(impact->pupils[i].pupil_id, id) == 0)
            return &impact->pupils[i];
    return NULL;
}

static void count_pair(struct impact_counts *c, struct impact_side before,
                       size_t b, struct impact_side after, size_t a)
{
    const char *was = school_at(before, b);
    const char *is = school_at(after, a);
    uint32_t was_cm = before.placement->way_cm[b];
    uint32_t is_cm = after.placement->way_cm[a];
    c->pupils++;
    c->over_cap += !is_over(before, b) && is_over(after, a);
    c->within_cap += is_over(before, b) && !is_over(after, a);
    if (was == NULL || is == NULL) {
        c->placed += is != NULL;
        c->unplaced += was != NULL;
        return;
    }
    c->moved += strcmp(was, is) != 0;
    c->way_changed += strcmp(was, is) == 0 && was_cm != is_cm;
    c->longer += is_cm > was_cm;
    c->shorter += is_cm < was_cm;
    c->longer_sum_cm += is_cm > was_cm ? is_cm - was_cm : 0;
    c->shorter_sum_cm += is_cm < was_cm ? was_cm - is_cm : 0;
}

static void check_same(const struct impact_counts *a,
                       const struct impact_counts *b)
{
    CHECK_INT(a->pupils, b->pupils);
    CHECK_INT(a->moved, b->moved);
    CHECK_INT(a->placed, b->placed);
    CHECK_INT(a->unplaced, b->unplaced);
    CHECK_INT(a->over_cap, b->over_cap);
    CHECK_INT(a->within_cap, b->within_cap);
    CHECK_INT(a->way_changed, b->way_changed);
    CHECK_INT(a->longer, b->longer);
    CHECK_INT(a->shorter, b->shorter);
    CHECK(a->longer_sum_cm == b->longer_sum_cm);
    CHECK(a->shorter_sum_cm == b->shorter_sum_cm);
}

static void count_all(struct impact_counts *c, struct impact_side before,
                      struct impact_side after, uint32_t ward, bool is_all)
{
    for (size_t b = 0; b < before.round->n_applicants; b++)
        for (size_t a = 0; a < after.round->n_applicants; a++)
            if (strcmp(before.round->applicants[b].id,
                       after.round->applicants[a].id) == 0 &&
                (is_all || after.round->applicants[a].ward == ward))
                count_pair(c, before, b, after, a);
}

static void check_list(const struct impact *impact, struct impact_side before,
                       struct impact_side after)
{
    size_t n_changed = 0;
    for (size_t b = 0; b < before.round->n_applicants; b++)
        for (size_t a = 0; a < after.round->n_applicants; a++) {
            const char *id = before.round->applicants[b].id;
            if (strcmp(id, after.round->applicants[a].id) != 0)
                continue;
            const struct impact_pupil *pupil = find_pupil(impact, id);
            bool is_changed =
                !text_same(school_at(before, b), school_at(after, a)) ||
                before.placement->way_cm[b] != after.placement->way_cm[a] ||
                is_over(before, b) != is_over(after, a);
            CHECK(is_changed == (pupil != NULL));
            n_changed += is_changed;
            if (pupil == NULL)
                continue;
            CHECK(text_same(pupil->school_before, school_at(before, b)));
            CHECK(text_same(pupil->school_after, school_at(after, a)));
            CHECK_INT(pupil->way_before_cm, before.placement->way_cm[b]);
            CHECK_INT(pupil->way_after_cm, after.placement->way_cm[a]);
        }
    CHECK_INT(impact->n_pupils, n_changed);
}

static void check_impact(const struct impact *impact, struct impact_side before,
                         struct impact_side after)
{
    struct impact_counts all = {0};
    count_all(&all, before, after, 0, true);
    check_same(&impact->summary.all, &all);
    CHECK_INT(impact->summary.only_before,
              before.round->n_applicants - all.pupils);
    CHECK_INT(impact->summary.only_after,
              after.round->n_applicants - all.pupils);
    size_t n_wards = 0;
    for (uint32_t w = 0; w < after.round->n_wards; w++) {
        struct impact_counts ward = {0};
        count_all(&ward, before, after, w, false);
        if (ward.pupils == 0)
            continue;
        CHECK_TEXT(impact->summary.wards[n_wards].name,
                   after.round->ward_ids[w]);
        check_same(&impact->summary.wards[n_wards++].counts, &ward);
    }
    CHECK_INT(impact->summary.n_wards, n_wards);
    check_list(impact, before, after);
}

static void check_seed(uint64_t seed)
{
    struct arena *arena = arena_new();
    struct random random = random_from(seed);
    struct round_shape shape = random_round_shape(&random, 25, 5);
    struct round *rounds[2];
    struct choice_lists *lists[2];
    struct placement placements[2];
    for (uint64_t i = 0; i < 2; i++) {
        rounds[i] = random_round(arena, &random, &shape);
        drop_pupils(rounds[i], seed + 3 * i);
        lists[i] = choice_lists_new(rounds[i], 0, 1);
        placements[i] =
            i == 0 ? nearest_first_place(arena, rounds[i], lists[i])
                   : stable_place(arena, rounds[i], lists[i]).placement;
    }
    struct impact_side before = {rounds[0], &placements[0]};
    struct impact_side after = {rounds[1], &placements[1]};
    struct impact impact =
        impact_between(arena, before, after, rounds[1]->ward_ids);
    check_impact(&impact, before, after);
    for (size_t i = 0; i < 2; i++)
        choice_lists_free(lists[i]);
    arena_free(arena);
}

static void impact_is_what_comparing_every_pair_finds(void **state)
{
    for (uint64_t seed = 0; seed < 1000; seed++)
        check_seed(seed);
}

// A hẻm opens: pupil 0 goes to the same school on a shorter way, 1 goes over.
static struct impact small_impact(struct arena *arena)
{
    static const uint32_t pools[2][3] = {{0, 1, 1}, {0, 0, ROUND_NONE}};
    static const uint32_t ways[2][3] = {{90000, 200000, 50000},
                                        {60000, 150000, UINT32_MAX}};
    struct random random = random_from(1);
    struct round_shape shape = {.n_pupils = 3, .n_schools = 2, .n_wards = 1};
    struct impact_side sides[2];
    for (size_t i = 0; i < 2; i++) {
        struct round *round = random_round(arena, &random, &shape);
        struct placement *placement = arena_array(arena, struct placement, 1);
        *placement = placement_new(arena, round);
        for (size_t a = 0; a < 3; a++)
            ((struct applicant *)round->applicants)[a].ward = 0;
        memcpy(placement->pool, pools[i], sizeof pools[i]);
        memcpy(placement->way_cm, ways[i], sizeof ways[i]);
        sides[i] = (struct impact_side){round, placement};
    }
    static const char *const names[] = {"Bến Nghé"};
    return impact_between(arena, sides[0], sides[1], names);
}

static void the_summary_names_no_pupil(void **state)
{
    struct arena *arena = arena_new();
    struct impact impact = small_impact(arena);
    struct text_buffer text = {0};
    impact_json_write(&text, &impact.summary, 0);
    CHECK_TEXT(text.bytes,
               "{\"only_before\":0,\"only_after\":0,\"all\":{\"pupils\":3,"
               "\"moved\":1,\"newly_placed\":0,\"newly_unplaced\":1,"
               "\"newly_over_cap\":0,\"no_longer_over_cap\":0,"
               "\"same_school_way_changed\":1,\"longer\":0,"
               "\"longer_sum_m\":0,\"shorter\":2,\"shorter_sum_m\":800},"
               "\"wards\":[{\"name\":\"Bến Nghé\",\"pupils\":3,\"moved\":1,"
               "\"newly_placed\":0,\"newly_unplaced\":1,"
               "\"newly_over_cap\":0,\"no_longer_over_cap\":0,"
               "\"same_school_way_changed\":1,\"longer\":0,"
               "\"longer_sum_m\":0,\"shorter\":2,\"shorter_sum_m\":800}]}");
    text_buffer_free(&text);
    impact_text_write(&text, &impact.summary, 0, LANGUAGE_ENGLISH);
    CHECK(strstr(text.bytes, "800 m") != NULL);
    CHECK(strstr(text.bytes, "P000") == NULL);
    text_buffer_free(&text);
    arena_free(arena);
}

static void few_are_withheld_with_their_sums(void **state)
{
    struct arena *arena = arena_new();
    struct impact impact = small_impact(arena);
    struct text_buffer text = {0};
    impact_json_write(&text, &impact.summary, 5);
    CHECK(strstr(text.bytes, "\"shorter\":null,\"shorter_sum_m\":null") !=
          NULL);
    text_buffer_free(&text);
    impact_text_write(&text, &impact.summary, 5, LANGUAGE_VIETNAMESE);
    CHECK(strstr(text.bytes, "800 m") == NULL);
    text_buffer_free(&text);
    arena_free(arena);
}

static void the_office_sees_who_changed(void **state)
{
    struct arena *arena = arena_new();
    struct impact impact = small_impact(arena);
    struct text_buffer text = {0};
    impact_pupils_json_write(&text, &impact);
    CHECK_TEXT(
        text.bytes,
        "[{\"pupil\":\"P0000000\",\"school_before\":\"S0000\","
        "\"school_after\":\"S0000\",\"way_before_m\":900,"
        "\"way_after_m\":600,\"over_cap_before\":false,"
        "\"over_cap_after\":false},"
        "{\"pupil\":\"P0000001\",\"school_before\":\"S0001\","
        "\"school_after\":\"S0000\",\"way_before_m\":2000,"
        "\"way_after_m\":1500,\"over_cap_before\":false,"
        "\"over_cap_after\":false},"
        "{\"pupil\":\"P0000002\",\"school_before\":\"S0001\","
        "\"school_after\":null,\"way_before_m\":500,\"way_after_m\":null,"
        "\"over_cap_before\":false,\"over_cap_after\":false}]");
    text_buffer_free(&text);
    impact_pupils_text_write(&text, &impact, LANGUAGE_VIETNAMESE);
    CHECK(strstr(text.bytes, "P0000002") != NULL);
    CHECK(strstr(text.bytes, "chưa có chỗ") != NULL);
    text_buffer_free(&text);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(impact_is_what_comparing_every_pair_finds),
        TEST(the_summary_names_no_pupil),
        TEST(few_are_withheld_with_their_sums),
        TEST(the_office_sees_who_changed),
    };
    return RUN_TESTS(tests);
}
