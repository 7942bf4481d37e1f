// The order of choices against a plain sort of all of them, on random rounds;
// and who is served first, by hand.

#include "admission/choice_lists.h"
#include "check.h"
#include "city/pupil.h"
#include "random_round.h"

struct plain_choice {
    size_t wish; // n_wishes: not wished for
    uint32_t way_cm;
    uint32_t school;
    bool is_general;
    uint32_t pool;
};

static bool comes_before(struct plain_choice a, struct plain_choice b,
                         size_t n_wishes)
{
    if (a.wish != b.wish)
        return a.wish < b.wish;
    if (a.wish == n_wishes && a.way_cm != b.way_cm)
        return a.way_cm < b.way_cm;
    if (a.school != b.school)
        return a.school < b.school;
    return !a.is_general && b.is_general;
}

// All choices of an applicant, put one by one where they belong.
static size_t plain_choices(const struct round *round, uint32_t applicant,
                            struct plain_choice *sorted)
{
    const struct applicant *a = &round->applicants[applicant];
    size_t n = 0;
    for (uint32_t p = 0; p < round->n_pools; p++) {
        const struct seat_pool *pool = &round->pools[p];
        struct plain_choice c = {
            0, round->way(round->ways, applicant, pool->school), pool->school,
            pool->programme == ROUND_NONE, p};
        while (c.wish < a->n_wishes && a->wishes[c.wish] != pool->school)
            c.wish++;
        if (c.way_cm == UINT32_MAX ||
            (!c.is_general && pool->programme != a->programme) ||
            (round->rules->wishes_only && c.wish == a->n_wishes))
            continue;
        size_t at = n++;
        for (; at > 0 && comes_before(c, sorted[at - 1], a->n_wishes); at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = c;
    }
    return n;
}

static void check_part(const struct round *round, uint32_t applicant,
                       const struct plain_choice *all, size_t n, size_t from,
                       size_t room)
{
    struct round_choice part[64];
    size_t expected = from >= n ? 0 : n - from < room ? n - from : room;
    CHECK_INT(round_choices(round, applicant, from, room, part), expected);
    for (size_t i = 0; i < expected; i++) {
        CHECK_INT(part[i].pool, all[from + i].pool);
        CHECK_INT(part[i].way_cm, all[from + i].way_cm);
    }
}

static void choices_come_in_the_order_the_family_would_take_them(void **state)
{
    for (uint64_t seed = 0; seed < 2000; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct round_shape shape = random_round_shape(&random, 5, 15);
        struct round *round = random_round(arena, &random, &shape);
        for (uint32_t a = 0; a < round->n_applicants; a++) {
            struct plain_choice all[64];
            size_t n = plain_choices(round, a, all);
            check_part(round, a, all, n, 0, 64);
            for (int i = 0; i < 5; i++)
                check_part(round, a, all, n, random_below(&random, 20),
                           random_below(&random, 20));
            for (uint32_t p = 0; p < round->n_pools; p++) {
                size_t at = 0;
                uint32_t way_cm;
                while (at < n && all[at].pool != p)
                    at++;
                CHECK_INT(round_is_choice(round, a, p, &way_cm), at < n);
                if (at < n)
                    CHECK_INT(way_cm, all[at].way_cm);
            }
        }
        arena_free(arena);
    }
}

static void lists_give_the_same_choices_however_they_grow(void **state)
{
    for (uint64_t seed = 0; seed < 500; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct round_shape shape = random_round_shape(&random, 6, 12);
        struct round *round = random_round(arena, &random, &shape);
        struct choice_lists *lists =
            choice_lists_new(round, random_below(&random, 4), 1);
        for (int i = 0; i < 40 && round->n_applicants > 0; i++) {
            uint32_t a = random_below(&random, (uint32_t)round->n_applicants);
            size_t rank = random_below(&random, 16);
            struct round_choice all[64];
            size_t n = round_choices(round, a, 0, 64, all);
            const struct round_choice *choice = choice_lists_at(lists, a, rank);
            CHECK_INT(choice != NULL, rank < n);
            if (choice != NULL)
                CHECK_INT(choice->pool, all[rank].pool);
        }
        choice_lists_free(lists);
        arena_free(arena);
    }
}

static void one_and_two_threads_give_the_same_lists(void **state)
{
    struct arena *arena = arena_new();
    struct random random = random_from(7);
    struct round_shape shape = {
        .n_pupils = 3000, .n_schools = 60, .n_lengths = 20, .no_way_of_10 = 2};
    struct round *round = random_round(arena, &random, &shape);
    struct choice_lists *one = choice_lists_new(round, 8, 1);
    struct choice_lists *two = choice_lists_new(round, 8, 2);
    for (uint32_t a = 0; a < round->n_applicants; a++)
        for (size_t rank = 0; rank < 20; rank++) {
            const struct round_choice *x = choice_lists_at(one, a, rank);
            const struct round_choice *y = choice_lists_at(two, a, rank);
            CHECK(x != NULL && y != NULL);
            CHECK_INT(x->pool, y->pool);
            CHECK_INT(x->way_cm, y->way_cm);
        }
    choice_lists_free(one);
    choice_lists_free(two);
    arena_free(arena);
}

static void a_family_asks_only_where_all_of_it_may_go(void **state)
{
    size_t n_asked = 0;
    for (uint64_t seed = 0; seed < 500; seed++) {
        struct arena *arena = arena_new();
        struct random random = random_from(seed);
        struct round_shape shape = random_round_shape(&random, 8, 8);
        shape.twins_of_10 = 5;
        shape.no_way_of_10 = 3;
        struct round *round = random_round(arena, &random, &shape);
        struct choice_lists *lists = choice_lists_new(round, 2, 1);
        for (uint32_t f = 0; f < round->n_families; f++) {
            const struct family *family = &round->families[f];
            struct plain_choice all[64];
            size_t n = plain_choices(round, family->members[0], all);
            size_t rank = 0;
            for (size_t i = 0; i < n; i++) {
                uint32_t way_cm;
                bool suits_all = true;
                for (size_t m = 0; m < family->n_members; m++)
                    suits_all &= round_is_choice(round, family->members[m],
                                                 all[i].pool, &way_cm);
                if (!suits_all)
                    continue;
                const struct round_choice *next =
                    choice_lists_next(lists, f, &rank);
                CHECK(next != NULL);
                CHECK_INT(next->pool, all[i].pool);
                CHECK_INT(rank, i);
                rank++;
                n_asked++;
            }
            CHECK(choice_lists_next(lists, f, &rank) == NULL);
        }
        choice_lists_free(lists);
        arena_free(arena);
    }
    CHECK(n_asked > 1000);
}

// One school in ward 0; who is served first there.
static struct round *school_in_ward_0(struct arena *arena, bool uses_scores)
{
    struct random random = random_from(1);
    struct round_shape shape = {.n_pupils = 4,
                                .n_schools = 1,
                                .n_wards = 2,
                                .uses_scores = uses_scores};
    struct round *round = random_round(arena, &random, &shape);
    ((struct round_school *)round->schools)[0].ward = 0;
    for (uint32_t a = 0; a < 4; a++) {
        struct applicant *applicant = (struct applicant *)&round->applicants[a];
        *applicant = (struct applicant){
            .id = applicant->id,
            .ward = 1,
            .previous_ward = ROUND_NONE,
            .work_ward = ROUND_NONE,
            .sibling_school = ROUND_NONE,
            .programme = ROUND_NONE,
            .score_milli = NUMBER_UNKNOWN,
            .family = a,
            .lot = a,
        };
    }
    return round;
}

static struct applicant *pupil(struct round *round, uint32_t a)
{
    return (struct applicant *)&round->applicants[a];
}

static bool is_served_before(const struct round *round, uint32_t a,
                             uint32_t a_cm, uint32_t b, uint32_t b_cm)
{
    struct priority first = round_priority(round, a, 0, a_cm);
    struct priority second = round_priority(round, b, 0, b_cm);
    CHECK(priority_before(first, second) != priority_before(second, first));
    return priority_before(first, second);
}

static void groups_come_before_ways_and_ways_before_lots(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = school_in_ward_0(arena, false);
    pupil(round, 3)->ward = 0;
    pupil(round, 2)->work_ward = 0;
    CHECK_INT(round_group(round, 3, 0), 0);
    CHECK_INT(round_group(round, 2, 0), 1);
    CHECK_INT(round_group(round, 1, 0), 2);
    CHECK(is_served_before(round, 3, 400000, 2, 100));
    CHECK(is_served_before(round, 2, 400000, 1, 100));
    CHECK(is_served_before(round, 1, 200, 0, 201));
    CHECK(is_served_before(round, 0, 200, 1, 200));
    pupil(round, 1)->sibling_school = 0;
    CHECK(is_served_before(round, 1, 400001, 2, 100));
    arena_free(arena);
}

static void a_ward_that_is_not_known_is_nobodys_ward(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = school_in_ward_0(arena, false);
    ((struct round_school *)round->schools)[0].ward = ROUND_NONE;
    pupil(round, 0)->ward = ROUND_NONE;
    CHECK_INT(round_group(round, 0, 0), 2);
    arena_free(arena);
}

static void where_scores_count_the_way_does_not(void **state)
{
    struct arena *arena = arena_new();
    struct round *round = school_in_ward_0(arena, true);
    pupil(round, 1)->score_milli = 24750;
    pupil(round, 2)->score_milli = 24751;
    pupil(round, 3)->score_milli = 0;
    CHECK(is_served_before(round, 2, 900000, 1, 100));
    CHECK(is_served_before(round, 3, 900000, 0, 100)); // 0 is not unknown
    pupil(round, 2)->score_milli = 24750;
    CHECK(is_served_before(round, 1, 900000, 2, 100)); // lots
    pupil(round, 3)->score_milli = INT64_MAX;
    CHECK(is_served_before(round, 3, 100, 1, 100));
    pupil(round, 3)->score_milli = INT64_MIN + 1;
    CHECK(is_served_before(round, 3, 100, 0, 100));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(choices_come_in_the_order_the_family_would_take_them),
        TEST(lists_give_the_same_choices_however_they_grow),
        TEST(one_and_two_threads_give_the_same_lists),
        TEST(a_family_asks_only_where_all_of_it_may_go),
        TEST(groups_come_before_ways_and_ways_before_lots),
        TEST(a_ward_that_is_not_known_is_nobodys_ward),
        TEST(where_scores_count_the_way_does_not),
    };
    return RUN_TESTS(tests);
}
