// Streets, junctions and turn restrictions. The tags are columns of the same
// names in the same order as the members of struct street_tags and
// junction_tags, which hold texts and nothing else; so both are handled as
// arrays of texts.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "store/connection.h"
#include "store/store_city.h"
#include "store/store_corrections.h"

#define STREET_TAGS                                                            \
    "highway, route, service, junction, oneway, oneway_bicycle,"               \
    " oneway_motorcycle, oneway_foot, access, vehicle, motor_vehicle, "        \
    "motorcar,"                                                                \
    " motorcycle, bicycle, foot, maxspeed, bridge, tunnel, layer, "            \
    "cycleway, sidewalk"
#define N_STREET_TAGS 21
#define JUNCTION_TAGS                                                          \
    "barrier, highway, crossing, access, vehicle, motor_vehicle, motorcar,"    \
    " motorcycle, bicycle, foot"
#define N_JUNCTION_TAGS 10

_Static_assert(sizeof(struct street_tags) == N_STREET_TAGS * sizeof(char *),
               "a tag of streets has no column");
_Static_assert(sizeof(struct junction_tags) == N_JUNCTION_TAGS * sizeof(char *),
               "a tag of junctions has no column");

static void bind_tags(struct insert *row, int first, const void *tags, int n)
{
    for (int i = 0; i < n; i++) {
        const char *value;
        memcpy(&value, (const char *)tags + (size_t)i * sizeof value,
               sizeof value);
        insert_text(row, first + i, value);
    }
}

static void take_tags(sqlite3_stmt *row, int first, struct arena *arena,
                      void *tags, int n)
{
    for (int i = 0; i < n; i++) {
        const char *value = store_text(row, first + i, arena);
        memcpy((char *)tags + (size_t)i * sizeof value, &value, sizeof value);
    }
}

static void bind_junction(struct insert *row, const void *items, size_t i)
{
    const struct junction *junction = (const struct junction *)items + i;
    insert_int(row, 1, junction->id);
    insert_point(row, 2, junction->at);
    bind_tags(row, 3, &junction->tags, N_JUNCTION_TAGS);
}

static void bind_street(struct insert *row, const void *items, size_t i)
{
    const struct street *street = (const struct street *)items + i;
    insert_int(row, 1, street->id);
    insert_int(row, 2, street->way_id);
    insert_int(row, 3, street->from_junction);
    insert_int(row, 4, street->to_junction);
    insert_text(row, 5, street->name);
    insert_line(row, 6, street->line);
    bind_tags(row, 7, &street->tags, N_STREET_TAGS);
}

static void bind_restriction(struct insert *row, const void *items, size_t i)
{
    const struct turn_restriction *turn =
        (const struct turn_restriction *)items + i;
    struct text_buffer ways = {0};
    for (size_t w = 0; w < turn->n_via_ways; w++)
        text_add_format(&ways, w == 0 ? "%lld" : " %lld",
                        (long long)turn->via_ways[w]);
    insert_text(row, 1, turn->kind);
    insert_text(row, 2, turn->except);
    insert_int(row, 3, turn->from_way);
    insert_int(row, 4, turn->via_junction);
    insert_text(row, 5, ways.bytes);
    insert_int(row, 6, turn->to_way);
    text_buffer_free(&ways);
}

// Reads every street, which takes a while.
static enum status work_out_checksum(struct store *store, char hex[33],
                                     struct error *err)
{
    static const char *const ALL[] = {
        "SELECT id, geom, " JUNCTION_TAGS " FROM junction ORDER BY id",
        "SELECT id, way_id, from_junction, to_junction, name, "
        "geom, " STREET_TAGS " FROM street ORDER BY id",
        "SELECT kind, except_vehicles, from_way, via_junction, via_ways,"
        " to_way FROM turn_restriction ORDER BY id",
        "SELECT fid, name, geom FROM added_street ORDER BY fid",
    };
    return connection_checksum(store, ALL, 4, hex, err);
}

// Kept in the city for store_streets_checksum; NULL while the rows change.
static enum status keep_checksum(struct store *store, const char *hex,
                                 struct error *err)
{
    struct insert *update;
    enum status status = store_insert(
        store, "UPDATE city SET streets_checksum = ?", &update, err);
    if (status != STATUS_OK)
        return status;
    insert_text(update, 1, hex);
    status = insert_row(update, err);
    insert_end(update);
    return status;
}

enum status streets_checksum_renew(struct store *store, struct error *err)
{
    char hex[33];
    enum status status = work_out_checksum(store, hex, err);
    return status == STATUS_OK ? keep_checksum(store, hex, err) : status;
}

static enum status write_rows(struct store *store,
                              const struct street_set *streets,
                              struct error *err)
{
    enum status status = layer_replace(
        store, "junction", NULL,
        "INSERT INTO junction (id, geom, " JUNCTION_TAGS ")"
        " VALUES (?, GeomFromWKB(?, SRID), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bind_junction, streets->junctions.items, streets->junctions.count, err);
    if (status == STATUS_OK)
        status = layer_replace(
            store, "street", NULL,
            "INSERT INTO street (id, way_id, from_junction, to_junction, name,"
            " geom, " STREET_TAGS ")"
            " VALUES (?, ?, ?, ?, ?, GeomFromWKB(?, SRID), ?, ?, ?, ?, ?, ?,"
            " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            bind_street, streets->streets.items, streets->streets.count, err);
    if (status == STATUS_OK)
        status = store_run(store, "DELETE FROM turn_restriction", err);
    if (status == STATUS_OK)
        status = insert_rows(
            store,
            "INSERT INTO turn_restriction (kind, except_vehicles, from_way,"
            " via_junction, via_ways, to_way) VALUES (?, ?, ?, ?, ?, ?)",
            bind_restriction, streets->restrictions.items,
            streets->restrictions.count, err);
    return status;
}

enum status store_write_streets(struct store *store,
                                const struct street_set *streets,
                                struct error *err)
{
    enum status status = keep_checksum(store, NULL, err);
    if (status == STATUS_OK)
        status = write_rows(store, streets, err);
    if (status == STATUS_OK)
        status = streets_checksum_renew(store, err);
    return status;
}

static void take_junction(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct junction *junction = junction_list_add(list, arena);
    junction->id = sqlite3_column_int64(row, 0);
    junction->at = store_point(row, 1);
    take_tags(row, 2, arena, &junction->tags, N_JUNCTION_TAGS);
}

static void take_street(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct street *street = street_list_add(list, arena);
    street->id = sqlite3_column_int64(row, 0);
    street->way_id = sqlite3_column_int64(row, 1);
    street->from_junction = sqlite3_column_int64(row, 2);
    street->to_junction = sqlite3_column_int64(row, 3);
    street->name = store_text(row, 4, arena);
    street->line = store_line(row, 5, arena);
    take_tags(row, 6, arena, &street->tags, N_STREET_TAGS);
}

LIST_DECLARE_OF(int64_t, way_id);

// "12 34" into two ids.
static void parse_ways(const char *text, struct arena *arena,
                       struct turn_restriction *turn)
{
    struct way_id_list ways = {0};
    char *end = NULL;
    for (; text != NULL && *text != '\0'; text = end) {
        *way_id_list_add(&ways, arena) = strtoll(text, &end, 10);
        if (end == text)
            break;
    }
    turn->via_ways = ways.items;
    turn->n_via_ways = ways.count;
}

static void take_restriction(sqlite3_stmt *row, struct arena *arena, void *list)
{
    struct turn_restriction *turn = turn_restriction_list_add(list, arena);
    turn->kind = store_text(row, 0, arena);
    turn->except = store_text(row, 1, arena);
    turn->from_way = sqlite3_column_int64(row, 2);
    turn->via_junction = sqlite3_column_int64(row, 3);
    parse_ways((const char *)sqlite3_column_text(row, 4), arena, turn);
    turn->to_way = sqlite3_column_int64(row, 5);
}

enum status store_read_streets(struct store *store, struct arena *arena,
                               struct street_set *streets, struct error *err)
{
    *streets = (struct street_set){0};
    enum status status =
        store_each(store,
                   "SELECT id, AsBinary(geom), " JUNCTION_TAGS
                   "  FROM junction ORDER BY id",
                   take_junction, arena, &streets->junctions, err);
    if (status == STATUS_OK)
        status = store_each(
            store,
            "SELECT id, way_id, from_junction, to_junction, name,"
            " AsBinary(geom), " STREET_TAGS "  FROM street ORDER BY id",
            take_street, arena, &streets->streets, err);
    if (status == STATUS_OK)
        status =
            store_each(store,
                       "SELECT kind, except_vehicles, from_way, via_junction,"
                       " via_ways, to_way FROM turn_restriction ORDER BY id",
                       take_restriction, arena, &streets->restrictions, err);
    struct added_lane_list lanes = {0};
    if (status == STATUS_OK)
        status = store_read_added_lanes(store, arena, &lanes, err);
    if (status == STATUS_OK)
        added_lanes_join(arena, streets, lanes.items, lanes.count);
    return status;
}

static void take_checksum(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    const char *text = (const char *)sqlite3_column_text(row, 0);
    if (text != NULL && strlen(text) == 32)
        memcpy(into, text, 33);
}

enum status store_streets_checksum(struct store *store, char hex[33],
                                   struct error *err)
{
    hex[0] = '\0';
    enum status status = store_each(store, "SELECT streets_checksum FROM city",
                                    take_checksum, NULL, hex, err);
    if (status == STATUS_OK && hex[0] == '\0')
        status = work_out_checksum(store, hex, err);
    return status;
}
