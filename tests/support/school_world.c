#include "school_world.h"

#include "check.h"

struct school_world school_world_new(struct arena *arena, size_t n_schools,
                                     size_t n_wards)
{
    struct school_world world = {
        .arena = arena,
        .schools = arena_array(arena, struct panel_school, n_schools),
        .n_schools = n_schools,
        .n_wards = n_wards,
        .capacity = 100000,
        .rows = arena_array(arena, struct panel_row, 100000)};
    for (size_t s = 0; s < n_schools; s++)
        world.schools[s] = (struct panel_school){
            arena_format(arena, "S%03zu", s),
            n_wards == 0 ? PANEL_NOBODY : (uint32_t)(s % n_wards)};
    return world;
}

void school_world_put(struct school_world *world, uint32_t school, int32_t year,
                      int32_t grade, int64_t pupils)
{
    CHECK(world->n_rows < world->capacity);
    world->rows[world->n_rows++] =
        (struct panel_row){school, year, grade, pupils};
}

struct enrolment_panel school_world_panel(const struct school_world *world)
{
    struct enrolment_panel panel;
    struct error err;
    if (enrolment_panel_build(world->arena, world->schools, world->n_schools,
                              world->n_wards, world->rows, world->n_rows,
                              &panel, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return panel;
}

struct enrolment_panel random_panel(struct arena *arena, struct random *random)
{
    struct school_world world = school_world_new(
        arena, 1 + random_below(random, 60), random_below(random, 5));
    uint32_t n_years = 1 + random_below(random, 9);
    uint32_t most = 1 + random_below(random, 400);
    uint32_t gaps = random_below(random, 4);
    for (uint32_t s = 0; s < world.n_schools; s++) {
        int32_t first = (int32_t)random_below(random, PANEL_GRADES);
        int32_t last =
            first + (int32_t)random_below(random, (uint32_t)(13 - first));
        for (int32_t g = first; g <= last; g++)
            for (int32_t y = 0; y < (int32_t)n_years; y++)
                if (random_below(random, 10) >= gaps)
                    school_world_put(&world, s, 2010 + y, g,
                                     random_below(random, most));
    }
    school_world_put(&world, 0, 2030, 0, 0); // at least one row
    struct enrolment_panel panel = school_world_panel(&world);
    return n_years < 3 ? panel : panel_until(&panel, 2009 + (int32_t)n_years);
}

void school_world_fill(struct school_world *world, uint32_t school,
                       int32_t first_grade, int32_t last_grade,
                       int32_t first_year, int32_t last_year, entry_fn *entry)
{
    for (int32_t year = first_year; year <= last_year; year++)
        for (int32_t g = first_grade; g <= last_grade; g++)
            school_world_put(world, school, year, g,
                             entry(school, year - (g - first_grade)));
}
