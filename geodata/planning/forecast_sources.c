// Plain reading, and a checksum of each thing that could change a forecast or
// the rooms it needs, so that a kept one tells what it stands on.

#include "planning/forecast_sources.h"

#include "store/plan_list.h"

enum status forecast_sources_read(struct store *city, struct arena *arena,
                                  struct forecast_sources *sources,
                                  struct error *err)
{
    *sources = (struct forecast_sources){0};
    enum status status =
        store_read_enrolment(city, arena, &sources->enrolment, err);
    if (status == STATUS_OK)
        status = store_read_capacity(city, arena, &sources->capacity, err);
    if (status == STATUS_OK)
        status = store_read_population(city, arena, &sources->population, err);
    if (status == STATUS_OK)
        status = store_read_housing(city, arena, &sources->housing, err);
    if (status == STATUS_OK)
        status = store_read_plans(city, arena, &sources->plans, err);
    return status;
}

enum status forecast_sources_checksums(struct store *city, struct arena *arena,
                                       const char **text, struct error *err)
{
    static const struct {
        const char *name;
        const char *sql;
    } THINGS[] = {
        {"enrolment", "SELECT school_id, year, grade, pupils FROM enrolment"
                      " ORDER BY school_id, year, grade"},
        {"population", "SELECT ward_id, year, age, people FROM population"
                       " WHERE age IS NOT NULL ORDER BY ward_id, year, age"},
        {"housing", "SELECT homes, year, pupils_per_home, geom FROM housing"
                    " ORDER BY fid"},
        {"capacity", "SELECT school_id, year, rooms, class_cap, sessions,"
                     " area_m2 FROM capacity ORDER BY school_id, year"},
        {"kinds", "SELECT id, kind FROM school ORDER BY id"},
        {"zones", "SELECT id FROM plan WHERE published_order IS NOT NULL"
                  " ORDER BY published_order"},
    };
    char hex[33];
    *text = "";
    for (size_t i = 0; i < sizeof THINGS / sizeof *THINGS; i++) {
        enum status status = store_checksum(city, THINGS[i].sql, hex, err);
        if (status != STATUS_OK)
            return status;
        *text = arena_format(arena, "%s%s %s ", *text, THINGS[i].name, hex);
    }
    enum status status = store_zoning_checksum(city, hex, err);
    *text = arena_format(arena, "%smap %s", *text, hex);
    return status;
}
