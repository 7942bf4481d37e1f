// Small numbers of everything, so that ties, full schools and families that do
// not fit are common.

#include "random_round.h"

#include "city/pupil.h"

struct maker {
    struct arena *arena;
    struct random *random;
    const struct round_shape *shape;
    struct round *round;
};

uint32_t way_matrix_at(const void *ways, uint32_t applicant, uint32_t school)
{
    const struct way_matrix *matrix = ways;
    return matrix->way_cm[applicant * matrix->n_schools + school];
}

void way_matrix_row(const void *ways, uint32_t applicant, uint32_t *way_cm)
{
    const struct way_matrix *matrix = ways;
    memcpy(way_cm, matrix->way_cm + applicant * matrix->n_schools,
           matrix->n_schools * sizeof *way_cm);
}

static bool happens(struct maker *m, uint32_t of_10)
{
    return random_below(m->random, 10) < of_10;
}

static uint32_t ward_or_none(struct maker *m)
{
    if (m->shape->n_wards == 0 || happens(m, 1))
        return ROUND_NONE;
    return random_below(m->random, m->shape->n_wards);
}

static struct group_order make_groups(bool by_ward)
{
    if (!by_ward)
        return (struct group_order){
            {{"everyone", 1u << GROUP_EVERYONE}},
            1,
        };
    return (struct group_order){
        {{"lives here",
          1u << GROUP_SIBLING_AT_SCHOOL | 1u << GROUP_LIVES_IN_WARD},
         {"was or works here", 1u << GROUP_PREVIOUS_SCHOOL_IN_WARD |
                                   1u << GROUP_PARENT_WORKS_IN_WARD},
         {"everyone", 1u << GROUP_EVERYONE}},
        3,
    };
}

static void make_rules(struct maker *m)
{
    struct admission_rules *rules =
        arena_array(m->arena, struct admission_rules, 1);
    *rules = (struct admission_rules){
        .name = "made up",
        .version = "1",
        .level = LEVEL_PRIMARY,
        .grade = 1,
        .profile = "walk",
        .weight = BY_DISTANCE,
        .cap_cm = m->shape->cap_cm,
        .groups = make_groups(m->shape->n_wards > 0),
        .keeps_siblings = m->shape->twins_of_10 > 0,
        .n_wishes = m->shape->n_wishes,
        .wishes_only = m->shape->wishes_only,
        .uses_scores = m->shape->uses_scores,
    };
    m->round->rules = rules;
}

static void make_schools(struct maker *m)
{
    size_t n = m->shape->n_schools;
    struct round_school *schools =
        arena_array(m->arena, struct round_school, n);
    struct seat_pool *pools = arena_array(m->arena, struct seat_pool, 3 * n);
    uint32_t seats = m->shape->most_seats == 0 ? 3 : m->shape->most_seats;
    size_t n_pools = 0;
    for (uint32_t s = 0; s < n; s++) {
        schools[s] = (struct round_school){
            .id = arena_format(m->arena, "S%04u", s),
            .ward = ward_or_none(m),
            .groups = &m->round->rules->groups,
        };
        for (uint32_t p = 0; p < m->round->n_programmes; p++)
            if (happens(m, 3))
                pools[n_pools++] = (struct seat_pool){
                    s, p, random_below(m->random, seats + 1)};
        pools[n_pools++] = (struct seat_pool){
            s, ROUND_NONE, random_below(m->random, seats + 1)};
    }
    m->round->schools = schools;
    m->round->n_schools = n;
    m->round->pools = pools;
    m->round->n_pools = n_pools;
}

static void make_wishes(struct maker *m, struct applicant *applicant)
{
    if (m->shape->n_wishes == 0 || m->shape->n_schools == 0)
        return;
    uint32_t n = random_below(m->random, (uint32_t)m->shape->n_wishes + 1);
    uint32_t *wishes = arena_array(m->arena, uint32_t, n);
    for (uint32_t w = 0; w < n; w++)
        wishes[w] = random_below(m->random, (uint32_t)m->shape->n_schools);
    applicant->wishes = wishes;
    applicant->n_wishes = n;
}

static struct applicant make_applicant(struct maker *m, uint32_t number)
{
    struct applicant made = {
        .id = arena_format(m->arena, "P%07u", number),
        .ward = ward_or_none(m),
        .previous_ward = ward_or_none(m),
        .work_ward = ward_or_none(m),
        .sibling_school = ROUND_NONE,
        .programme = ROUND_NONE,
        .cap_cm = m->shape->cap_cm == 0 ? UINT32_MAX : m->shape->cap_cm,
        .score_milli = NUMBER_UNKNOWN,
    };
    if (m->shape->n_wards > 0 && m->shape->n_schools > 0 && happens(m, 1))
        made.sibling_school =
            random_below(m->random, (uint32_t)m->shape->n_schools);
    if (m->shape->has_programmes && happens(m, 5))
        made.programme = random_below(m->random, 2);
    if (m->shape->uses_scores && happens(m, 9))
        made.score_milli = 250 * (int64_t)random_below(m->random, 5);
    make_wishes(m, &made);
    return made;
}

// Families of neighbours in the order of ids, dealt places in the draw one
// family after another.
static void make_families(struct maker *m, struct applicant *applicants)
{
    size_t n = m->shape->n_pupils;
    struct family *families = arena_array(m->arena, struct family, n);
    uint32_t *members = arena_array(m->arena, uint32_t, n);
    size_t n_families = 0;
    for (uint32_t a = 0; a < n; a++) {
        members[a] = a;
        if (a == 0 || !happens(m, m->shape->twins_of_10))
            families[n_families++] = (struct family){members + a, 0};
        families[n_families - 1].n_members++;
        applicants[a].family = (uint32_t)n_families - 1;
    }
    uint32_t *order = arena_array(m->arena, uint32_t, n_families);
    for (uint32_t f = 0; f < n_families; f++) {
        uint32_t other = random_below(m->random, f + 1);
        order[f] = order[other];
        order[other] = f;
    }
    uint32_t lot = 0;
    for (size_t f = 0; f < n_families; f++)
        for (size_t i = 0; i < families[order[f]].n_members; i++)
            applicants[families[order[f]].members[i]].lot = lot++;
    m->round->families = families;
    m->round->n_families = n_families;
}

static void make_ways(struct maker *m)
{
    struct way_matrix *matrix = arena_array(m->arena, struct way_matrix, 1);
    size_t n = m->shape->n_pupils * m->shape->n_schools;
    *matrix = (struct way_matrix){m->shape->n_schools,
                                  arena_array(m->arena, uint32_t, n)};
    for (size_t i = 0; i < n; i++) {
        uint32_t lengths = m->shape->n_lengths;
        if (happens(m, m->shape->no_way_of_10))
            matrix->way_cm[i] = UINT32_MAX;
        else if (lengths > 0)
            matrix->way_cm[i] = 100 * (1 + random_below(m->random, lengths));
        else
            matrix->way_cm[i] = random_below(m->random, 100001);
    }
    m->round->way = way_matrix_at;
    m->round->way_row = random_below(m->random, 2) == 0 ? way_matrix_row : NULL;
    m->round->ways = matrix;
}

static const char *const *make_names(struct maker *m, size_t n,
                                     const char *word)
{
    const char **names = arena_array(m->arena, const char *, n);
    for (size_t i = 0; i < n; i++)
        names[i] = arena_format(m->arena, "%s%zu", word, i);
    return names;
}

struct round *random_round(struct arena *arena, struct random *random,
                           const struct round_shape *shape)
{
    struct round *round = arena_array(arena, struct round, 1);
    struct maker m = {arena, random, shape, round};
    round->n_wards = shape->n_wards;
    round->ward_ids = make_names(&m, round->n_wards, "W");
    round->n_programmes = shape->has_programmes ? 2 : 0;
    round->programmes = make_names(&m, round->n_programmes, "programme");
    make_rules(&m);
    make_schools(&m);
    struct applicant *applicants =
        arena_array(arena, struct applicant, shape->n_pupils);
    for (uint32_t a = 0; a < shape->n_pupils; a++)
        applicants[a] = make_applicant(&m, a);
    make_families(&m, applicants);
    round->applicants = applicants;
    round->n_applicants = shape->n_pupils;
    make_ways(&m);
    return round;
}

struct round_shape random_round_shape(struct random *random, size_t most_pupils,
                                      size_t most_schools)
{
    bool has_wishes = random_below(random, 3) == 0;
    return (struct round_shape){
        .n_pupils = random_below(random, (uint32_t)most_pupils + 1),
        .n_schools = random_below(random, (uint32_t)most_schools + 1),
        .most_seats = 1 + random_below(random, 4),
        .n_lengths = random_below(random, 2) * (1 + random_below(random, 5)),
        .no_way_of_10 = random_below(random, 2) * random_below(random, 5),
        .twins_of_10 = random_below(random, 2) * random_below(random, 6),
        .n_wards = random_below(random, 2) * (1 + random_below(random, 3)),
        .n_wishes = has_wishes ? 3 : 0,
        .wishes_only = has_wishes && random_below(random, 2) == 0,
        .uses_scores = random_below(random, 4) == 0,
        .has_programmes = random_below(random, 4) == 0,
        .cap_cm = random_below(random, 2) * 300,
    };
}
