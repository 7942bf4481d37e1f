#include "grid_town.h"

#include "store/store_city.h"

#define SOUTH_WEST ((struct point_m){600000, 1189000})

struct point_m grid_town_at(double x, double y)
{
    return (struct point_m){SOUTH_WEST.x_m + GRID_TOWN_BLOCK_M * x,
                            SOUTH_WEST.y_m + GRID_TOWN_BLOCK_M * y};
}

static struct area box_area(struct arena *arena, double x, double y, double w,
                            double h)
{
    struct point_m corners[] = {grid_town_at(x, y), grid_town_at(x + w, y),
                                grid_town_at(x + w, y + h),
                                grid_town_at(x, y + h)};
    return area_of_ring(arena, corners, 4);
}

static void add_street(struct arena *arena, struct street_set *set, int from,
                       int to, const char *name)
{
    struct street *street = street_list_add(&set->streets, arena);
    street->id = (int64_t)set->streets.count;
    street->way_id = street->id;
    street->from_junction = from + 1;
    street->to_junction = to + 1;
    street->name = name;
    street->tags.highway = "residential";
    street->line.count = 2;
    street->line.points = arena_array(arena, struct point_m, 2);
    street->line.points[0] = set->junctions.items[from].at;
    street->line.points[1] = set->junctions.items[to].at;
}

static struct street_set draw_streets(struct arena *arena)
{
    struct street_set set = {0};
    for (int i = 0; i < GRID_TOWN_SIDE * GRID_TOWN_SIDE; i++) {
        struct junction *junction = junction_list_add(&set.junctions, arena);
        junction->id = i + 1;
        junction->at = grid_town_at(i % GRID_TOWN_SIDE, i / GRID_TOWN_SIDE);
    }
    for (int i = 0; i < GRID_TOWN_SIDE * GRID_TOWN_SIDE; i++) {
        if (i % GRID_TOWN_SIDE + 1 < GRID_TOWN_SIDE)
            add_street(
                arena, &set, i, i + 1,
                arena_format(arena, "Lê Lợi %d", i / GRID_TOWN_SIDE + 1));
        if (i / GRID_TOWN_SIDE + 1 < GRID_TOWN_SIDE)
            add_street(
                arena, &set, i, i + GRID_TOWN_SIDE,
                arena_format(arena, "Đường số %d", i % GRID_TOWN_SIDE + 1));
    }
    return set;
}

static struct school *draw_schools(struct arena *arena)
{
    struct school *schools =
        arena_array(arena, struct school, GRID_TOWN_SCHOOLS);
    for (int i = 0; i < GRID_TOWN_SCHOOLS; i++) {
        double x = 0.7 + 4 * (i % 3);
        double y = 0.6 + 4.2 * (i / 3);
        schools[i] = (struct school){
            .id = arena_format(arena, "s%d", i),
            .name = arena_format(arena, "Trường Tiểu học Số %d", i),
            .levels = LEVEL_BIT(LEVEL_PRIMARY),
            .point = grid_town_at(x, y),
            .source = "test"};
    }
    schools[4].n_gates = 2;
    schools[4].gates = arena_array(arena, struct point_m, 2);
    schools[4].gates[0] = grid_town_at(4.5, 4.1);
    schools[4].gates[1] = grid_town_at(5.4, 5.1);
    schools[8].levels = LEVEL_BIT(LEVEL_LOWER_SECONDARY);
    return schools;
}

static enum status write_zones(struct arena *arena, struct store *store,
                               struct error *err)
{
    struct plan plan = {.id = "plan-1",
                        .level = LEVEL_PRIMARY,
                        .method = "nearest",
                        .made_from = "test",
                        .made_at = "2026-01-01T00:00:00Z",
                        .is_published = true};
    *zone_list_add(&plan.zones, arena) =
        (struct zone){"s0", box_area(arena, -2, -2, 7, 20)};
    return store_write_plan(store, &plan, err);
}

static enum status write_town(struct arena *arena, struct store *store,
                              struct error *err)
{
    struct street_set streets = draw_streets(arena);
    struct school *schools = draw_schools(arena);
    struct ward wards[] = {
        {"w1", "Phường 1", "Quận 3", box_area(arena, -1, -1, 6, 14)},
        {"w2", "Phường 2", "Quận 3", box_area(arena, 5, -1, 8, 14)}};
    struct base_map map = {0};
    *address_list_add(&map.addresses, arena) =
        (struct address){"12/3", "Lê Lợi 4", grid_town_at(2.5, 3.1)};
    enum status status = store_begin(store, err);
    if (status == STATUS_OK)
        status = store_write_streets(store, &streets, err);
    if (status == STATUS_OK)
        status = store_write_schools(store, schools, GRID_TOWN_SCHOOLS, err);
    if (status == STATUS_OK)
        status = store_write_wards(store, "file", wards, 2, err);
    if (status == STATUS_OK)
        status = store_write_base_map(store, &map, err);
    if (status == STATUS_OK)
        status = write_zones(arena, store, err);
    return status == STATUS_OK ? store_commit(store, err) : status;
}

enum status grid_town_write(const char *path, struct error *err)
{
    struct store *store;
    struct city_info info = {.name = "Thị trấn", .crs = "EPSG:9210"};
    enum status status = store_create(path, &info, err);
    if (status == STATUS_OK)
        status = store_open(path, STORE_WRITE, &store, err);
    if (status != STATUS_OK)
        return status;
    struct arena *arena = arena_new();
    status = write_town(arena, store, err);
    arena_free(arena);
    store_close(store);
    return status;
}
