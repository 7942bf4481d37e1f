#include "unit_city.h"

#include <stdio.h>

#include "base/random.h"
#include "store/plan_list.h"
#include "store/store_city.h"
#include "store/store_numbers.h"
#include "store/store_units.h"
#include "zoning/city_zoning.h"

#define EAST 600000.0
#define NORTH 1190000.0
#define SIDE_M 200.0

struct drawing {
    const struct unit_city_plan *plan;
    struct random random;
    struct arena *arena;
    struct store *store;
};

static struct point_m corner(uint32_t x, uint32_t y)
{
    return (struct point_m){EAST + SIDE_M * x, NORTH + SIDE_M * y};
}

static struct area square(struct arena *arena, uint32_t x, uint32_t y)
{
    struct point_m ring[] = {corner(x, y), corner(x + 1, y),
                             corner(x + 1, y + 1), corner(x, y + 1)};
    return area_of_ring(arena, ring, 4);
}

static enum status write_units(struct drawing *d, struct error *err)
{
    size_t n = (size_t)d->plan->wide * d->plan->high;
    struct planning_unit *units =
        arena_array(d->arena, struct planning_unit, n);
    struct unit_entrants *rows = arena_array(d->arena, struct unit_entrants, n);
    for (size_t u = 0; u < n; u++) {
        uint32_t x = (uint32_t)u % d->plan->wide;
        uint32_t y = (uint32_t)u / d->plan->wide;
        const char *id = arena_format(d->arena, "u%05zu", u);
        units[u] = (struct planning_unit){
            .id = id,
            .name = id,
            .ward_id = (x / 5 + y / 5) % 2 == 0 ? "w1" : "w2",
            .area = square(d->arena, x, y)};
        rows[u] =
            (struct unit_entrants){.unit_id = id,
                                   .year = 2026,
                                   .grade = 1,
                                   .entrants = random_below(&d->random, 40),
                                   .source = "file"};
    }
    enum status status = store_write_units(d->store, units, n, err);
    if (status == STATUS_OK)
        status = store_write_unit_entrants(d->store, rows, n, err);
    return status;
}

static enum status write_schools(struct drawing *d, struct error *err)
{
    size_t n = d->plan->n_schools;
    struct school *schools = arena_array(d->arena, struct school, n);
    struct school_seats *seats = arena_array(d->arena, struct school_seats, n);
    for (size_t s = 0; s < n; s++) {
        const char *id = arena_format(d->arena, "s%04zu", s);
        struct point_m at = corner(random_below(&d->random, d->plan->wide),
                                   random_below(&d->random, d->plan->high));
        schools[s] = (struct school){.id = id,
                                     .name = id,
                                     .levels = LEVEL_BIT(LEVEL_PRIMARY),
                                     .point = {at.x_m + 77, at.y_m + 91}};
        seats[s] = (struct school_seats){
            .school_id = id,
            .year = 2026,
            .grade = 1,
            .seats = (int)(100 + random_below(&d->random, 400))};
    }
    enum status status = store_write_schools(d->store, schools, n, err);
    if (status == STATUS_OK)
        status = store_write_seats(d->store, seats, n, err);
    return status;
}

static enum status write_plan(struct drawing *d, char plan_id[33],
                              struct error *err)
{
    struct city_zoning zoning;
    struct zoning_question question = zoning_question_usual(LEVEL_PRIMARY);
    question.profile = NULL;
    question.cap_cm = 150000;
    enum status status =
        city_zoning_read_sides(d->store, d->arena, &question, &zoning, err);
    if (status != STATUS_OK)
        return status;
    uint32_t *school = arena_array(d->arena, uint32_t, zoning.units.count);
    for (size_t u = 0; u < zoning.units.count; u++)
        school[u] = random_below(&d->random, d->plan->n_schools);
    struct plan_unit_list rows =
        city_zoning_plan_units(d->arena, &zoning, school);
    question.units = zoning.unit_set;
    store_text_checksum("a drawn plan", plan_id);
    struct plan plan = {.id = plan_id,
                        .level = LEVEL_PRIMARY,
                        .method = "balanced",
                        .made_from = "a drawn plan",
                        .made_at = "2026-03-01T00:00:00Z",
                        .year = 2026,
                        .grade = 1,
                        .options = zoning_question_format(d->arena, &question)};
    status = store_write_plan(d->store, &plan, err);
    if (status == STATUS_OK)
        status = store_write_plan_units(d->store, plan_id, rows.items,
                                        rows.count, err);
    return status;
}

static enum status write_all(struct drawing *d, char plan_id[33],
                             struct error *err)
{
    enum status status = store_begin(d->store, err);
    if (status == STATUS_OK)
        status = write_units(d, err);
    if (status == STATUS_OK)
        status = write_schools(d, err);
    if (status == STATUS_OK)
        status = write_plan(d, plan_id, err);
    if (status == STATUS_OK)
        status = store_commit(d->store, err);
    return status;
}

enum status unit_city_write(const char *path, const struct unit_city_plan *plan,
                            char plan_id[33], struct error *err)
{
    static const struct city_info INFO = {.name = "Thành phố Ô Vuông",
                                          .crs = "EPSG:9210"};
    struct drawing d = {
        .plan = plan, .random = random_from(plan->seed), .arena = arena_new()};
    enum status status = store_create(path, &INFO, err);
    if (status == STATUS_OK)
        status = store_open(path, STORE_WRITE, &d.store, err);
    if (status == STATUS_OK)
        status = write_all(&d, plan_id, err);
    store_close(d.store);
    arena_free(d.arena);
    return status;
}
