// A lane is joined to the streets whenever they are read, not when it is added:
// so it meets the streets of the next map as it met those of this one. What
// does not hold for a lane now is refused at once all the same, by joining it
// to the streets as they are.

#include "store/store_corrections.h"

#include <math.h>
#include <string.h>

#include "store/connection.h"
#include "store/store_city.h"

static void take_lane(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct added_lane *lane = added_lane_list_add(list, arena);
    lane->number = sqlite3_column_int64(row, 0);
    lane->name = store_text(row, 1, arena);
    lane->line = store_line(row, 2, arena);
}

enum status store_read_added_lanes(struct store *store, struct arena *arena,
                                   struct added_lane_list *lanes,
                                   struct error *err)
{
    *lanes = (struct added_lane_list){0};
    return store_each(store,
                      "SELECT fid, name, AsBinary(geom) FROM added_street"
                      " ORDER BY fid",
                      take_lane, arena, lanes, err);
}

static bool has_length(struct line line)
{
    bool differs = false;
    for (size_t i = 0; i < line.count; i++) {
        if (!isfinite(line.points[i].x_m) || !isfinite(line.points[i].y_m))
            return false;
        differs |= point_distance_m(line.points[0], line.points[i]) > 0;
    }
    return differs;
}

static enum status check_lane(struct store *store, struct line line,
                              struct error *err)
{
    if (!has_length(line))
        return error_set(err, STATUS_BAD_INPUT,
                         "the lane has no length: all its points are one");
    struct arena *scratch = arena_new();
    struct street_set streets;
    const struct added_lane lane = {.number = 1, .line = line};
    enum status status = store_read_streets(store, scratch, &streets, err);
    if (status == STATUS_OK &&
        added_lanes_join(scratch, &streets, &lane, 1) == 0)
        status = error_set(err, STATUS_BAD_INPUT,
                           "the lane joins no street: neither of its ends lies "
                           "within %.0f m of one",
                           ADDED_LANE_REACH_M);
    arena_free(scratch);
    return status;
}

enum status store_add_lane(struct store *store, struct line line,
                           const char *name, const char *made_at,
                           struct error *err)
{
    struct insert *insert = NULL;
    enum status status = check_lane(store, line, err);
    if (status == STATUS_OK)
        status = store_insert(store,
                              "INSERT INTO added_street (name, made_at, geom)"
                              " VALUES (?, ?, GeomFromWKB(?, SRID))",
                              &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_text(insert, 1, name);
    insert_text(insert, 2, made_at);
    insert_line(insert, 3, line);
    status = insert_row(insert, err);
    insert_end(insert);
    return status == STATUS_OK ? streets_checksum_renew(store, err) : status;
}

// Gates, grounds, or the point alone: whatever is known of where it is.
static double distance_to_school_m(const struct school *school,
                                   struct point_m at)
{
    double nearest_m = point_distance_m(school->point, at);
    for (size_t g = 0; g < school->n_gates; g++)
        nearest_m = fmin(nearest_m, point_distance_m(school->gates[g], at));
    if (!area_is_empty(&school->grounds))
        nearest_m =
            fmin(nearest_m, box_distance_m(area_box(&school->grounds), at));
    return nearest_m;
}

static enum status check_gate(struct store *store, const char *school_id,
                              struct point_m at, struct error *err)
{
    struct arena *scratch = arena_new();
    struct school_list schools;
    enum status status = store_read_schools(store, scratch, &schools, err);
    size_t s = 0;
    while (s < schools.count && strcmp(schools.items[s].id, school_id) != 0)
        s++;
    if (status == STATUS_OK && s == schools.count)
        status = error_set(err, STATUS_NOT_FOUND, "there is no school %.60s",
                           school_id);
    else if (status == STATUS_OK &&
             !(distance_to_school_m(&schools.items[s], at) <=
               ADDED_GATE_REACH_M))
        status = error_set(err, STATUS_BAD_INPUT,
                           "the gate is more than %.0f m from school %.60s",
                           ADDED_GATE_REACH_M, school_id);
    arena_free(scratch);
    return status;
}

enum status store_add_gate(struct store *store, const char *school_id,
                           struct point_m at, const char *made_at,
                           struct error *err)
{
    struct insert *insert = NULL;
    enum status status = check_gate(store, school_id, at, err);
    if (status == STATUS_OK)
        status =
            store_insert(store,
                         "INSERT INTO added_gate (school_id, made_at, geom)"
                         " VALUES (?, ?, GeomFromWKB(?, SRID))",
                         &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_text(insert, 1, school_id);
    insert_text(insert, 2, made_at);
    insert_point(insert, 3, at);
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}
