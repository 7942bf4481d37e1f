// The table of consequences, against measures taken one by one, and as text and
// JSON on a round small enough to check by eye.

#include "admission/consequences.h"
#include "admission/envy.h"
#include "admission/nearest_first.h"
#include "admission/stable.h"
#include "check.h"
#include "random_round.h"

// Which applicants a witness looks at.
typedef bool counts_fn(const struct round *round, uint32_t applicant,
                       const void *part);

static bool everyone(const struct round *round, uint32_t applicant,
                     const void *part)
{
    return true;
}

static bool lives_in(const struct round *round, uint32_t applicant,
                     const void *part)
{
    return round->applicants[applicant].ward == *(const uint32_t *)part;
}

static bool first_group_is(const struct round *round, uint32_t applicant,
                           const void *part)
{
    struct round_choice first;
    if (round_choices(round, applicant, 0, 1, &first) == 0)
        return false;
    uint32_t school = round->pools[first.pool].school;
    uint32_t group = round_group(round, applicant, school);
    return strcmp(round->schools[school].groups->groups[group].name,
                  (const char *)part) == 0;
}

struct witness {
    const struct round *round;
    const struct placement *placement;
    struct choice_lists *lists;
    const uint32_t *last_year;
    counts_fn *counts;
    const void *part;
};

// How many of the placed are at most so far away.
static uint32_t within(const struct witness *w, uint64_t way_cm)
{
    uint32_t n = 0;
    for (uint32_t a = 0; a < w->round->n_applicants; a++)
        n += w->counts(w->round, a, w->part) &&
             w->placement->pool[a] != ROUND_NONE &&
             w->placement->way_cm[a] <= way_cm;
    return n;
}

// Way number `rank` (from 1) by counting: the least that so many do not exceed.
static uint32_t ranked(const struct witness *w, uint32_t rank)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t a = 0; a < w->round->n_applicants; a++)
        if (w->counts(w->round, a, w->part) &&
            w->placement->pool[a] != ROUND_NONE &&
            within(w, w->placement->way_cm[a]) >= rank &&
            w->placement->way_cm[a] < best)
            best = w->placement->way_cm[a];
    return best;
}

static void check_ways(const struct witness *w,
                       const struct placement_measures *m)
{
    uint32_t n = within(w, UINT32_MAX);
    CHECK_INT(m->placed, n);
    if (n == 0) {
        CHECK_INT(m->mean_cm + m->median_cm + m->p95_cm + m->max_cm, 0);
        return;
    }
    CHECK_INT(m->max_cm, ranked(w, n));
    uint32_t p95 = (uint32_t)ceil(0.95 * n - 1e-9);
    CHECK_INT(m->p95_cm, ranked(w, p95));
    double middle = n % 2 == 1
                        ? ranked(w, (n + 1) / 2)
                        : (ranked(w, n / 2) + ranked(w, n / 2 + 1)) / 2.0;
    CHECK_INT(m->median_cm, (uint32_t)floor(middle + 0.5));
    CHECK_INT(m->mean_cm, (uint32_t)floor((double)m->way_sum_cm / n + 0.5));
}

static void check_counts(const struct witness *w,
                         const struct placement_measures *m)
{
    struct placement_measures expected = {0};
    bool has_envy[64];
    envy_find(w->round, w->placement, w->lists, has_envy);
    for (uint32_t a = 0; a < w->round->n_applicants; a++) {
        if (!w->counts(w->round, a, w->part))
            continue;
        const struct applicant *who = &w->round->applicants[a];
        uint32_t pool = w->placement->pool[a];
        expected.applicants++;
        expected.envious += has_envy[a];
        if (pool == ROUND_NONE) {
            expected.unplaced++;
            continue;
        }
        uint32_t school = w->round->pools[pool].school;
        expected.way_sum_cm += w->placement->way_cm[a];
        expected.over_cap += w->placement->way_cm[a] > who->cap_cm;
        expected.first_wish += who->n_wishes > 0 && who->wishes[0] == school;
        for (size_t i = 0; i < who->n_wishes; i++)
            if (who->wishes[i] == school) {
                expected.any_wish++;
                break;
            }
        expected.compared += w->last_year[a] != ROUND_NONE;
        expected.moved +=
            w->last_year[a] != ROUND_NONE && w->last_year[a] != school;
    }
    CHECK_INT(m->applicants, expected.applicants);
    CHECK_INT(m->unplaced, expected.unplaced);
    CHECK_INT(m->envious, expected.envious);
    CHECK(m->way_sum_cm == expected.way_sum_cm);
    CHECK_INT(m->over_cap, expected.over_cap);
    CHECK_INT(m->first_wish, expected.first_wish);
    CHECK_INT(m->any_wish, expected.any_wish);
    CHECK_INT(m->compared, expected.compared);
    CHECK_INT(m->moved, expected.moved);
}

static void check_seats(const struct witness *w, uint32_t ward, bool is_all,
                        const struct placement_measures *m)
{
    uint64_t seats = 0;
    uint64_t used = 0;
    for (uint32_t p = 0; p < w->round->n_pools; p++) {
        uint32_t school = w->round->pools[p].school;
        if (!is_all && w->round->schools[school].ward != ward)
            continue;
        seats += w->round->pools[p].seats;
        for (uint32_t a = 0; a < w->round->n_applicants; a++)
            used += w->placement->pool[a] == p;
    }
    CHECK(m->seats == seats);
    CHECK(m->seats_used == used);
}

static uint32_t ward_of_name(const struct round *round, const char *name)
{
    for (uint32_t w = 0; w < round->n_wards; w++)
        if (name != NULL && strcmp(round->ward_ids[w], name) == 0)
            return w;
    return ROUND_NONE;
}

static void check_column(struct witness w, const struct consequences *table,
                         size_t column)
{
    w.counts = everyone;
    check_ways(&w, &table->all.measures[column]);
    check_counts(&w, &table->all.measures[column]);
    check_seats(&w, 0, true, &table->all.measures[column]);
    uint32_t in_wards = 0;
    for (size_t i = 0; i < table->n_wards; i++) {
        const struct placement_measures *m = &table->wards[i].measures[column];
        uint32_t ward = ward_of_name(w.round, table->wards[i].name);
        w.counts = lives_in;
        w.part = &ward;
        check_ways(&w, m);
        check_counts(&w, m);
        check_seats(&w, ward, false, m);
        in_wards += m->applicants;
    }
    CHECK_INT(in_wards, w.round->n_applicants);
    for (size_t i = 0; i < table->n_groups; i++) {
        w.counts = first_group_is;
        w.part = table->groups[i].name;
        check_ways(&w, &table->groups[i].measures[column]);
        check_counts(&w, &table->groups[i].measures[column]);
    }
}

static void check_table(uint64_t seed)
{
    struct arena *arena = arena_new();
    struct random random = random_from(seed);
    struct round_shape shape = random_round_shape(&random, 60, 6);
    struct round *round = random_round(arena, &random, &shape);
    struct choice_lists *lists = choice_lists_new(round, 2, 1);
    struct placement scan = nearest_first_place(arena, round, lists);
    struct placement stable = stable_place(arena, round, lists).placement;
    struct compared_placement placements[] = {{"scan", &scan},
                                              {"stable", &stable}};
    uint32_t last_year[64];
    for (size_t a = 0; a < round->n_applicants; a++)
        last_year[a] = round->n_schools == 0 || random_below(&random, 3) == 0
                           ? ROUND_NONE
                           : random_below(&random, (uint32_t)round->n_schools);
    struct consequences table = consequences_of(arena, round, lists, placements,
                                                2, round->ward_ids, last_year);
    struct witness w = {round, NULL, lists, last_year, NULL, NULL};
    for (size_t c = 0; c < 2; c++) {
        w.placement = placements[c].placement;
        check_column(w, &table, c);
    }
    choice_lists_free(lists);
    arena_free(arena);
}

static void the_table_is_what_a_plain_count_finds(void **state)
{
    for (uint64_t seed = 0; seed < 400; seed++)
        check_table(seed);
}

// Six pupils of one ward on a street of two schools with two seats each.
static struct round *small_round(struct arena *arena)
{
    struct random random = random_from(1);
    struct round_shape shape = {
        .n_pupils = 6, .n_schools = 2, .n_wards = 1, .cap_cm = 40000};
    struct round *round = random_round(arena, &random, &shape);
    struct way_matrix *ways = (struct way_matrix *)round->ways;
    struct applicant *applicants = (struct applicant *)round->applicants;
    struct seat_pool *pools = (struct seat_pool *)round->pools;
    struct round_school *schools = (struct round_school *)round->schools;
    for (uint32_t a = 0; a < 6; a++) {
        applicants[a].ward = 0;
        ways->way_cm[2 * a] = 10000 * (a + 1);
        ways->way_cm[2 * a + 1] = 123456 + a;
    }
    for (uint32_t s = 0; s < 2; s++) {
        pools[s].seats = 2;
        schools[s].ward = 0;
    }
    return round;
}

static void write_small(struct text_buffer *into, uint32_t fewest,
                        enum language language, bool as_json)
{
    struct arena *arena = arena_new();
    struct round *round = small_round(arena);
    struct choice_lists *lists = choice_lists_new(round, 0, 1);
    struct placement stable = stable_place(arena, round, lists).placement;
    struct compared_placement placements[] = {{"stable", &stable}};
    const char *names[] = {"Bến Nghé"};
    struct consequences table =
        consequences_of(arena, round, lists, placements, 1, names, NULL);
    if (as_json)
        consequences_json_write(into, &table, fewest);
    else
        consequences_text_write(into, &table, fewest, language);
    choice_lists_free(lists);
    arena_free(arena);
}

static void the_table_reads_well_in_english(void **state)
{
    struct text_buffer text = {0};
    write_small(&text, 0, LANGUAGE_ENGLISH, false);
    const char *begin = "Everyone            stable\n"
                        "--------------------------\n"
                        "Pupils                   6\n"
                        "Placed                   4\n"
                        "Unplaced                 2\n"
                        "Mean              692.29 m\n"
                        "Median            717.29 m\n"
                        "95% within      1,234.59 m\n"
                        "Longest         1,234.59 m\n"
                        "Over the cap             2\n"
                        "Justified envy           0\n"
                        "Seats                    4\n"
                        "Seats used               4\n\n"
                        "Ward      Placement";
    CHECK(strncmp(text.bytes, begin, strlen(begin)) == 0);
    text_buffer_free(&text);
}

static void vietnamese_columns_stand_straight(void **state)
{
    struct text_buffer text = {0};
    write_small(&text, 0, LANGUAGE_VIETNAMESE, false);
    CHECK(strstr(text.bytes, "Toàn thành phố           stable\n"
                             "-------------------------------\n"
                             "Học sinh                      6\n") != NULL);
    CHECK(strstr(text.bytes, "1.234,59 m") != NULL);
    CHECK(strstr(text.bytes, "Bến Nghé") != NULL);
    text_buffer_free(&text);
}

static void fewer_than_five_are_withheld_from_the_public(void **state)
{
    struct text_buffer text = {0};
    write_small(&text, CONSEQUENCES_PUBLIC_FEWEST, LANGUAGE_ENGLISH, false);
    CHECK(strstr(text.bytes, "Placed              <5\n") != NULL);
    CHECK(strstr(text.bytes, "Unplaced            <5\n") != NULL);
    CHECK(strstr(text.bytes, "Mean                 -\n") != NULL);
    CHECK(strstr(text.bytes, "1,234.59") == NULL);
    text_buffer_free(&text);
}

static void the_table_is_json_too(void **state)
{
    struct text_buffer text = {0};
    write_small(&text, 0, LANGUAGE_ENGLISH, true);
    const char *begin =
        "{\"placements\":[\"stable\"],\"all\":[{\"pupils\":6,\"placed\":4,"
        "\"unplaced\":2,\"mean_m\":692.29,\"median_m\":717.29,"
        "\"p95_m\":1234.59,\"max_m\":1234.59,\"over_cap\":2,"
        "\"justified_envy\":0,\"seats\":4,\"seats_used\":4}],\"wards\":[{"
        "\"name\":\"Bến Nghé\",\"measures\":[{\"pupils\":6,";
    CHECK(strncmp(text.bytes, begin, strlen(begin)) == 0);
    text_buffer_free(&text);
    write_small(&text, 5, LANGUAGE_ENGLISH, true);
    CHECK(strstr(text.bytes, "\"unplaced\":null,\"mean_m\":null") != NULL);
    text_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_table_is_what_a_plain_count_finds),
        TEST(the_table_reads_well_in_english),
        TEST(vietnamese_columns_stand_straight),
        TEST(fewer_than_five_are_withheld_from_the_public),
        TEST(the_table_is_json_too),
    };
    return RUN_TESTS(tests);
}
