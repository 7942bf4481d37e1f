// Makes a small town, puts it into a store, and writes every tile of it below
// a zoom into a folder, as the server answers them: SET-Z-X-Y.mvt and SET.json.
// tests/tiles/decode.test.mjs reads them with a decoder that is not ours.
//
//     write_tiles FOLDER
//     write_tiles FOLDER CITY.sqlite
//
// With a city, all its tiles instead, those of a set in one file, SET.all: for
// each zoom, x, y and length as 32-bit numbers, then the bytes.
//
// The town is a sheet of 5 by 5 zones with crooked borders, in the hole of one
// more zone all around, and sheets of 3 by 3 wards
// and 4 by 4 units.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "crs/crs.h"
#include "store/store_city.h"
#include "store/store_units.h"
#include "tile/tile_routes.h"

#define SOUTH_WEST ((struct point_m){600000, 1189000})
#define TOWN_M 6000.0
#define BENDS 40 // along each side of a cell
#define LAST_ZOOM 16

struct town {
    struct arena *arena;
    struct store *store;
    struct crs *crs;
};

static void need(enum status status, const struct error *err)
{
    if (status == STATUS_OK)
        return;
    fprintf(stderr, "write_tiles: %s\n", err->text);
    exit(1);
}

static struct point_m in_town(double x, double y)
{
    return (struct point_m){SOUTH_WEST.x_m + TOWN_M * x,
                            SOUTH_WEST.y_m + TOWN_M * y};
}

// --- a sheet of areas that border on each other

// Bend `k` of the side that begins at corner (i, j) of an n by n sheet and runs
// east or north: the same for both areas that have it.
static struct point_m bend(int n, int i, int j, bool runs_east, int k)
{
    struct random random = random_from(
        (uint64_t)((((n * 100 + i) * 100 + j) * 2 + runs_east) * 1000 + k));
    double along = (double)k / BENDS;
    double aside = k % BENDS == 0 ? 0 : 0.2 * random_unit(&random) - 0.1;
    double x = i + (runs_east ? along : aside);
    double y = j + (runs_east ? aside : along);
    return in_town(x / n, y / n);
}

static size_t add_side(struct point_m *points, size_t count, int n, int i,
                       int j, bool runs_east, bool forward)
{
    for (int k = 0; k < BENDS; k++)
        points[count++] = bend(n, i, j, runs_east, forward ? k : BENDS - k);
    return count;
}

static struct area cell(struct arena *arena, int n, int i, int j)
{
    struct point_m points[4 * BENDS];
    size_t count = add_side(points, 0, n, i, j, true, true);
    count = add_side(points, count, n, i + 1, j, false, true);
    count = add_side(points, count, n, i, j + 1, true, false);
    count = add_side(points, count, n, i, j, false, false);
    return area_of_ring(arena, points, count);
}

// A wide square whose hole is the outline of the sheet.
static struct area surroundings(struct arena *arena, int n)
{
    struct point_m points[4 * 10 * BENDS];
    size_t count = 0;
    for (int i = 0; i < n; i++)
        count = add_side(points, count, n, i, 0, true, true);
    for (int j = 0; j < n; j++)
        count = add_side(points, count, n, n, j, false, true);
    for (int i = n; i > 0; i--)
        count = add_side(points, count, n, i - 1, n, true, false);
    for (int j = n; j > 0; j--)
        count = add_side(points, count, n, 0, j - 1, false, false);
    struct point_m corners[] = {in_town(-3, -3), in_town(4, -3), in_town(4, 4),
                                in_town(-3, 4)};
    struct area outer = area_of_ring(arena, corners, 4);
    struct area inner = area_of_ring(arena, points, count);
    struct ring *rings = arena_array(arena, struct ring, 2);
    rings[0] = outer.polygons[0].rings[0];
    rings[1] = inner.polygons[0].rings[0];
    outer.polygons[0].rings = rings;
    outer.polygons[0].n_rings = 2;
    area_orient(&outer);
    return outer;
}

static struct area box_area(struct arena *arena, double x, double y,
                            double side)
{
    struct point_m corners[] = {in_town(x, y), in_town(x + side, y),
                                in_town(x + side, y + side),
                                in_town(x, y + side)};
    return area_of_ring(arena, corners, 4);
}

// --- what is in the town

static void write_wards(struct town *town, struct error *err)
{
    struct ward wards[9];
    for (int i = 0; i < 9; i++)
        wards[i] = (struct ward){arena_format(town->arena, "W%d", i),
                                 arena_format(town->arena, "Phường %d", i + 1),
                                 "Quận 3", cell(town->arena, 3, i % 3, i / 3)};
    need(store_write_wards(town->store, "file", wards, 9, err), err);
}

static void write_units(struct town *town, struct error *err)
{
    struct planning_unit units[16];
    for (int i = 0; i < 16; i++)
        units[i] = (struct planning_unit){
            .id = arena_format(town->arena, "U%02d", i),
            .name = arena_format(town->arena, "Khu phố %d", i + 1),
            .ward_id = "W4",
            .area = cell(town->arena, 4, i % 4, i / 4)};
    need(store_write_units(town->store, units, 16, err), err);
}

static void write_schools_and_zones(struct town *town, struct error *err)
{
    struct arena *arena = town->arena;
    struct school schools[26] = {0};
    struct zone zones[26];
    for (int i = 0; i < 26; i++) {
        double x = (i % 5 + 0.5) / 5;
        double y = (i / 5 + 0.5) / 5;
        struct point_m *gate = arena_array(arena, struct point_m, 1);
        *gate = in_town(x, y - 0.01);
        schools[i] = (struct school){
            .id = arena_format(arena, "s%02d", i),
            .name = arena_format(arena, "Trường Tiểu học Số %d", i),
            .levels = LEVEL_BIT(LEVEL_PRIMARY),
            .point = in_town(x, y),
            .gates = gate,
            .n_gates = 1,
            .source = "file"};
        if (i == 7) {
            schools[i].levels |= LEVEL_BIT(LEVEL_LOWER_SECONDARY);
            schools[i].grounds = box_area(arena, x - 0.01, y - 0.01, 0.02);
        }
        zones[i] =
            (struct zone){schools[i].id, i < 25 ? cell(arena, 5, i % 5, i / 5)
                                                : surroundings(arena, 5)};
    }
    need(store_write_schools(town->store, schools, 26, err), err);
    struct plan plan = {.id = "plan",
                        .level = LEVEL_PRIMARY,
                        .method = "nearest",
                        .made_from = "a drawing",
                        .made_at = "2026-11-21T00:00:00Z",
                        .is_published = true,
                        .zones = {zones, 26, 26}};
    need(store_write_plan(town->store, &plan, err), err);
}

// A street as it is drawn: from junction to junction, y then x in hundredths.
struct drawn_street {
    const char *name;
    const char *highway;
    const char *oneway;
    const char *bridge;
    int from_x, from_y, to_x, to_y;
};

static const struct drawn_street STREETS[] = {
    {"Lê Lợi", "tertiary", NULL, NULL, 10, 20, 12, 20},
    {"Lê Lợi", "tertiary", NULL, NULL, 12, 20, 14, 21},
    {"Lê Lợi", "tertiary", NULL, NULL, 14, 21, 16, 21},
    {"Lê Lợi", "tertiary", NULL, NULL, 16, 21, 18, 20},
    {"Hẻm 12", "living_street", NULL, NULL, 14, 21, 14, 24},
    {"Pasteur", "residential", "yes", NULL, 16, 21, 16, 30},
    {NULL, "motorway", NULL, "yes", 0, 50, 100, 52},
    {"Phà Thủ Thiêm", NULL, NULL, NULL, 60, 60, 70, 60},
};
#define N_STREETS (sizeof STREETS / sizeof *STREETS)

static int64_t junction_id(int x, int y)
{
    return 1000 * (x + 1) + y;
}

static void add_junction(struct town *town, struct street_set *set, int x,
                         int y)
{
    for (size_t i = 0; i < set->junctions.count; i++)
        if (set->junctions.items[i].id == junction_id(x, y))
            return;
    struct junction *junction = junction_list_add(&set->junctions, town->arena);
    junction->id = junction_id(x, y);
    junction->at = in_town(x / 100.0, y / 100.0);
}

static void write_streets(struct town *town, struct error *err)
{
    struct street_set set = {0};
    for (size_t i = 0; i < N_STREETS; i++) {
        const struct drawn_street *d = &STREETS[i];
        struct point_m *points = arena_array(town->arena, struct point_m, 2);
        points[0] = in_town(d->from_x / 100.0, d->from_y / 100.0);
        points[1] = in_town(d->to_x / 100.0, d->to_y / 100.0);
        add_junction(town, &set, d->from_x, d->from_y);
        add_junction(town, &set, d->to_x, d->to_y);
        *street_list_add(&set.streets, town->arena) = (struct street){
            .id = (int64_t)i + 1,
            .way_id = (int64_t)i + 1,
            .from_junction = junction_id(d->from_x, d->from_y),
            .to_junction = junction_id(d->to_x, d->to_y),
            .name = d->name,
            .tags = {.highway = d->highway,
                     .route = d->highway == NULL ? "ferry" : NULL,
                     .oneway = d->oneway,
                     .bridge = d->bridge},
            .line = {points, 2}};
    }
    need(store_write_streets(town->store, &set, err), err);
}

static void write_base_map(struct town *town, struct error *err)
{
    struct arena *arena = town->arena;
    struct area lake = box_area(arena, 0.3, 0.3, 0.2);
    struct area island = box_area(arena, 0.35, 0.35, 0.1);
    struct ring *rings = arena_array(arena, struct ring, 2);
    rings[0] = lake.polygons[0].rings[0];
    rings[1] = island.polygons[0].rings[0];
    lake.polygons[0].rings = rings;
    lake.polygons[0].n_rings = 2;
    area_orient(&lake);

    struct base_area areas[] = {
        {"water", "lake", "Hồ Con Rùa", lake},
        {"green", "park", "Tao Đàn", box_area(arena, 0.6, 0.3, 0.09)},
        {"builtup", "residential", NULL, box_area(arena, 0.05, 0.05, 0.9)},
        {"building", "yes", NULL, box_area(arena, 0.8, 0.8, 0.004)},
    };
    struct point_m canal[] = {in_town(0, 0.7), in_town(0.5, 0.75),
                              in_town(1, 0.7)};
    struct base_line lines[] = {
        {"waterway", "canal", "Kênh Tàu Hủ", {canal, 3}},
        {"rail", "subway", NULL, {canal, 3}},
        {"boundary", "6", NULL, {canal, 3}}};
    struct place places[] = {{"city", "Thành phố", in_town(0.5, 0.5)},
                             {"landmark", "Chợ Bến Thành", in_town(0.2, 0.8)}};
    struct base_map map = {.areas = {areas, 4, 4},
                           .lines = {lines, 3, 3},
                           .places = {places, 2, 2}};
    need(store_write_base_map(town->store, &map, err), err);
}

static void make_town(struct town *town, const char *path)
{
    struct error err;
    const struct city_info info = {"Thị trấn", "EPSG:9210", true, "made up"};
    unlink(path);
    need(store_create(path, &info, &err), &err);
    need(store_open(path, STORE_WRITE, &town->store, &err), &err);
    need(store_begin(town->store, &err), &err);
    write_wards(town, &err);
    write_units(town, &err);
    write_schools_and_zones(town, &err);
    write_streets(town, &err);
    write_base_map(town, &err);
    need(store_commit(town->store, &err), &err);
}

// --- its tiles

static void write_file(const char *path, const struct reply *reply)
{
    size_t n;
    const char *bytes = reply_bytes(reply, &n);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, n, file) != n || fclose(file) != 0) {
        fprintf(stderr, "write_tiles: cannot write %s\n", path);
        exit(1);
    }
}

static struct reply get(struct arena *arena, struct tile_service *service,
                        const char *url)
{
    struct request request;
    struct error err;
    struct reply reply = reply_new();
    need(request_parse(arena, url, &request, &err), &err);
    request.method = "GET";
    request.host = "city.example:8080";
    request.if_none_match = NULL;
    request.is_https = false;
    if (request_fits(&request, "/tiles/{set}/{z}/{x}/{y}.mvt"))
        need(tile_routes_tile(&request, &reply, service, &err), &err);
    else if (request_fits(&request, "/tiles/{set}.json"))
        need(tile_routes_describe(&request, &reply, service, &err), &err);
    return reply;
}

static void write_tile(struct tile_service *service, const char *folder,
                       const char *set, struct tile tile)
{
    struct arena *arena = arena_new();
    struct reply reply = get(arena, service,
                             arena_format(arena, "/tiles/%s/%u/%u/%u.mvt", set,
                                          tile.zoom, tile.x, tile.y));
    if (reply.status == 200)
        write_file(arena_format(arena, "%s/%s-%u-%u-%u.mvt", folder, set,
                                tile.zoom, tile.x, tile.y),
                   &reply);
    reply_free(&reply);
    arena_free(arena);
}

static void write_set(struct tile_service *service, struct crs *crs,
                      const char *folder, const char *set)
{
    struct arena *arena = arena_new();
    struct reply json =
        get(arena, service, arena_format(arena, "/tiles/%s.json", set));
    write_file(arena_format(arena, "%s/%s.json", folder, set), &json);
    reply_free(&json);
    struct mercator a =
        mercator_from_lonlat(crs_to_lonlat(crs, in_town(-0.2, 1.2)));
    struct mercator b =
        mercator_from_lonlat(crs_to_lonlat(crs, in_town(1.2, -0.2)));
    for (uint32_t zoom = 5; zoom <= LAST_ZOOM; zoom++) {
        double n = (double)(1u << zoom);
        for (uint32_t x = (uint32_t)(a.x * n); x <= (uint32_t)(b.x * n); x++)
            for (uint32_t y = (uint32_t)(a.y * n); y <= (uint32_t)(b.y * n);
                 y++)
                write_tile(service, folder, set, (struct tile){zoom, x, y});
    }
    arena_free(arena);
}

// --- all tiles of a real city

static enum status put_tile(void *context, struct tile tile, const char *bytes,
                            size_t n, struct error *err)
{
    const uint32_t head[4] = {tile.zoom, tile.x, tile.y, (uint32_t)n};
    if (fwrite(head, sizeof head, 1, context) == 1 &&
        fwrite(bytes, 1, n, context) == n)
        return STATUS_OK;
    return error_set(err, STATUS_IO, "cannot write tile %u/%u/%u", tile.zoom,
                     tile.x, tile.y);
}

static void write_all(const struct tile_set *set, const char *folder)
{
    struct arena *arena = arena_new();
    struct error err;
    FILE *out = fopen(
        arena_format(arena, "%s/%s.all", folder, tile_set_info(set)->name),
        "wb");
    if (out == NULL)
        exit(1);
    need(tile_set_each_tile(set, 0, LAST_ZOOM, put_tile, out, &err), &err);
    if (fclose(out) != 0)
        exit(1);
    arena_free(arena);
}

static void write_city(const char *folder, const char *path)
{
    struct error err;
    struct store *store;
    struct tile_service *service;
    need(store_open(path, STORE_READ, &store, &err), &err);
    need(tile_service_read(store, &service, &err), &err);
    for (size_t i = 0; i < tile_service_count(service); i++)
        write_all(tile_service_at(service, i), folder);
    tile_service_free(service);
    store_close(store);
}

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 3)
        return 2;
    if (argc == 3) {
        write_city(argv[1], argv[2]);
        return 0;
    }
    struct town town = {.arena = arena_new()};
    struct error err;
    need(crs_open("EPSG:9210", &town.crs, &err), &err);
    make_town(&town, arena_format(town.arena, "%s/town.sqlite", argv[1]));
    struct tile_service *service;
    need(tile_service_read(town.store, &service, &err), &err);
    store_close(town.store);

    for (size_t i = 0; i < tile_service_count(service); i++)
        write_set(service, town.crs, argv[1],
                  tile_set_info(tile_service_at(service, i))->name);
    tile_service_free(service);
    crs_close(town.crs);
    arena_free(town.arena);
    return 0;
}
