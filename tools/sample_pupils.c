// Children, and the seats waiting for them.

#include "sample_homes.h"

#include "base/random.h"

static enum level draw_level(struct random *random)
{
    uint32_t drawn = random_below(random, 100);
    return drawn < 36   ? LEVEL_PRIMARY
           : drawn < 70 ? LEVEL_LOWER_SECONDARY
                        : LEVEL_UPPER_SECONDARY;
}

struct drawn_pupil *pupils_draw(struct arena *arena,
                                const struct terrain *terrain,
                                const struct drawn_homes *homes,
                                size_t n_pupils)
{
    static const uint32_t CHANCE[] = {24, 36, 62};
    struct random random = terrain_random(terrain, 7, 0, 0);
    size_t n_homes = homes->homes.count;
    struct drawn_pupil *pupils =
        arena_array(arena, struct drawn_pupil, n_pupils);
    bool *is_taken = arena_array(arena, bool, n_homes);
    size_t n_taken = 0;
    for (size_t i = 0; i < n_pupils;) {
        uint32_t home = random_below(&random, (uint32_t)n_homes);
        if (n_taken == n_homes)
            is_taken[home] = false; // more children than homes: share
        if (is_taken[home] ||
            !random_chance(&random, CHANCE[homes->homes.items[home].quarter]))
            continue;
        is_taken[home] = true;
        n_taken += n_taken < n_homes;
        pupils[i++] = (struct drawn_pupil){home, draw_level(&random)};
    }
    return pupils;
}

static size_t nearest_school(const struct drawn_schools *schools,
                             struct point_m at, enum level level)
{
    size_t nearest = 0;
    double nearest_m2 = 1e300;
    for (size_t i = 0; i < schools->n_schools; i++) {
        const struct drawn_school *school = &schools->schools[i];
        double dx = school->at.x_m - at.x_m;
        double dy = school->at.y_m - at.y_m;
        if ((school->levels & LEVEL_BIT(level)) != 0 &&
            dx * dx + dy * dy < nearest_m2) {
            nearest_m2 = dx * dx + dy * dy;
            nearest = i;
        }
    }
    return nearest;
}

// Whole classes for a share of the children who live nearest.
static int seats_for(int n_near, enum level level, double share)
{
    int cap = class_cap(level);
    int n_classes = (int)((double)n_near * share / cap + 0.5);
    n_classes = n_classes < 2 ? 2 : n_classes > 16 ? 16 : n_classes;
    return n_classes * cap;
}

static int grades_of(enum level level)
{
    return level == LEVEL_PRIMARY ? 5 : level == LEVEL_LOWER_SECONDARY ? 4 : 3;
}

static void set_rooms(struct drawn_school *school)
{
    int n_classes = 0;
    for (int level = LEVEL_PRIMARY; level < N_LEVELS; level++)
        if (school->seats[level] > 0)
            n_classes += school->seats[level] / class_cap((enum level)level) *
                         grades_of((enum level)level);
    school->rooms =
        (n_classes + 2 - school->sessions) / (school->sessions == 1 ? 2 : 1) +
        2;
}

void seats_draw(const struct terrain *terrain, struct drawn_schools *schools,
                const struct drawn_homes *homes,
                const struct drawn_pupil *pupils, size_t n_pupils)
{
    static const double SHARE[] = {1.7, 1.22, 0.7};
    struct random random = terrain_random(terrain, 8, 0, 0);
    for (size_t i = 0; i < n_pupils; i++) {
        struct point_m at = homes->homes.items[pupils[i].home].at;
        size_t school = nearest_school(schools, at, pupils[i].level);
        schools->schools[school].seats[pupils[i].level]++;
    }
    for (size_t i = 0; i < schools->n_schools; i++) {
        struct drawn_school *school = &schools->schools[i];
        for (int level = LEVEL_PRIMARY; level < N_LEVELS; level++) {
            double share =
                SHARE[school->quarter] * random_between(&random, 0.9, 1.1);
            if ((school->levels & LEVEL_BIT(level)) != 0)
                school->seats[level] =
                    seats_for(school->seats[level], (enum level)level, share);
        }
        set_rooms(school);
    }
}
