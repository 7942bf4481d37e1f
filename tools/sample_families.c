// Twins are drawn first: of every two hundred children one is given the next
// child of its level as a twin, who moves in. All else is drawn for each child
// from a stream of its own, so that a city with more children keeps the
// families of the first.

#include "sample_families.h"

#include "base/random.h"

#define FAMILY_STREAM 10
#define TWIN_STREAM 11
#define NEARBY 6

static void draw_twins(const struct terrain *terrain,
                       struct drawn_family *families,
                       struct drawn_pupil *pupils, size_t n_pupils)
{
    struct random random = terrain_random(terrain, TWIN_STREAM, 0, 0);
    for (size_t i = 0; i < n_pupils; i++) {
        if (random_below(&random, 200) != 0 || families[i].twin != FAMILY_NONE)
            continue;
        size_t j = i + 1;
        while (j < n_pupils && (pupils[j].level != pupils[i].level ||
                                families[j].twin != FAMILY_NONE))
            j++;
        if (j == n_pupils)
            continue;
        families[i].twin = (uint32_t)j;
        families[j].twin = (uint32_t)i;
        pupils[j].home = pupils[i].home;
    }
}

// The schools of a level nearest to a home, at most NEARBY.
struct nearby {
    uint32_t schools[NEARBY];
    double away_m2[NEARBY];
    size_t count;
};

static void take_school(struct nearby *nearby, uint32_t school, double m2)
{
    size_t i = nearby->count;
    if (i == NEARBY && m2 >= nearby->away_m2[NEARBY - 1])
        return;
    if (i == NEARBY)
        i--;
    else
        nearby->count++;
    for (; i > 0 && nearby->away_m2[i - 1] > m2; i--) {
        nearby->schools[i] = nearby->schools[i - 1];
        nearby->away_m2[i] = nearby->away_m2[i - 1];
    }
    nearby->schools[i] = school;
    nearby->away_m2[i] = m2;
}

static struct nearby find_nearby(const struct drawn_schools *schools,
                                 struct point_m at, enum level level)
{
    struct nearby nearby = {.count = 0};
    for (size_t i = 0; i < schools->n_schools; i++) {
        const struct drawn_school *school = &schools->schools[i];
        double dx = school->at.x_m - at.x_m;
        double dy = school->at.y_m - at.y_m;
        if ((school->levels & LEVEL_BIT(level)) != 0)
            take_school(&nearby, (uint32_t)i, dx * dx + dy * dy);
    }
    return nearby;
}

static uint32_t nearest_of(const struct nearby *nearby)
{
    return nearby->count == 0 ? FAMILY_NONE : nearby->schools[0];
}

// Families wish for schools nearby, not always for the nearest first.
static void draw_wishes(struct random *random, struct nearby nearby,
                        struct drawn_family *family)
{
    for (size_t i = 0; i < FAMILY_WISHES && nearby.count > 0; i++) {
        uint32_t drawn = random_below(random, (uint32_t)nearby.count);
        uint32_t again = random_below(random, (uint32_t)nearby.count);
        uint32_t wish = drawn < again ? drawn : again; // the nearer of two
        family->wishes[i] = nearby.schools[wish];
        nearby.count--;
        for (size_t k = wish; k < nearby.count; k++)
            nearby.schools[k] = nearby.schools[k + 1];
    }
}

// Three papers of ten points, in quarters of a point: most get about half.
static int draw_score_milli(struct random *random)
{
    uint32_t quarters = 16;
    for (int i = 0; i < 4; i++)
        quarters += random_below(random, 26);
    return (int)quarters * 250;
}

static void draw_family(struct random *random,
                        const struct drawn_schools *schools, struct point_m at,
                        enum level level, size_t n_wards,
                        struct drawn_family *family)
{
    struct nearby nearby = find_nearby(schools, at, level);
    struct nearby below = {.count = 0};
    if (level > LEVEL_PRIMARY)
        below = find_nearby(schools, at, (enum level)(level - 1));
    if (random_chance(random, 12))
        family->sibling_school = nearest_of(&nearby);
    if (random_chance(random, 90))
        family->previous_school = nearest_of(&below);
    if (random_chance(random, 25))
        family->work_ward = random_below(random, (uint32_t)n_wards);
    if (level != LEVEL_UPPER_SECONDARY)
        return;
    family->score_milli = draw_score_milli(random);
    draw_wishes(random, nearby, family);
}

struct drawn_family *families_draw(struct arena *arena,
                                   const struct terrain *terrain,
                                   const struct drawn_schools *schools,
                                   const struct drawn_homes *homes,
                                   size_t n_wards, struct drawn_pupil *pupils,
                                   size_t n_pupils)
{
    struct drawn_family *families =
        arena_array(arena, struct drawn_family, n_pupils);
    for (size_t i = 0; i < n_pupils; i++)
        families[i] = (struct drawn_family){
            FAMILY_NONE, FAMILY_NONE, FAMILY_NONE,
            FAMILY_NONE, -1,          {FAMILY_NONE, FAMILY_NONE, FAMILY_NONE}};
    draw_twins(terrain, families, pupils, n_pupils);
    for (size_t i = 0; i < n_pupils; i++) {
        struct random random = terrain_random(terrain, FAMILY_STREAM, i, 0);
        draw_family(&random, schools, homes->homes.items[pupils[i].home].at,
                    pupils[i].level, n_wards, &families[i]);
    }
    return families;
}
