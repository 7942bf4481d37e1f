// The file fits when it carries the checksum of all that its sets are drawn
// from, as it is now (store_tiles_checksum). What is built is written and
// mapped like any other, so that everything after that is the same.

#include "tile/kept_tiles.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "crs/crs.h"
#include "store/derived_file.h"
#include "store/store_city.h"
#include "store/store_units.h"
#include "tile/city_tiles.h"
#include "tile/tile_file.h"

static const struct tile_set_info *const INFOS[N_KEPT_SETS] = {
    [KEPT_BASE] = &BASE_TILES,
    [KEPT_SCHOOLS] = &SCHOOL_TILES,
    [KEPT_WARDS] = &WARD_TILES,
    [KEPT_UNITS] = &UNIT_TILES,
};

struct kept_tiles {
    struct tile_file *file; // or NULL, …
    struct arena *arena;    // … and they are here
    const struct tile_set *sets[N_KEPT_SETS];
};

// What is read here is only needed until the sets are built.
struct records {
    struct city_info city;
    struct base_map map;
    struct street_set streets;
    struct school_list schools;
    struct ward_list wards;
    struct planning_unit_list units;
};

static enum status read_records(struct store *store, struct arena *arena,
                                struct records *records, struct error *err)
{
    enum status status = store_read_city(store, arena, &records->city, err);
    if (status == STATUS_OK)
        status = store_read_base_map(store, arena, &records->map, err);
    if (status == STATUS_OK)
        status = store_read_streets(store, arena, &records->streets, err);
    if (status == STATUS_OK)
        status = store_read_schools(store, arena, &records->schools, err);
    if (status == STATUS_OK)
        status = store_read_wards(store, arena, &records->wards, err);
    if (status == STATUS_OK)
        status = store_read_units(store, arena, &records->units, err);
    return status;
}

// --- building

static struct lonlat to_lonlat(void *context, struct point_m at)
{
    return crs_to_lonlat(context, at);
}

static struct tile_set *build_set(const struct records *records,
                                  struct arena *arena, struct tile_crs crs,
                                  enum kept_set set)
{
    const char *thanks = records->city.attribution;
    switch (set) {
    case KEPT_BASE:
        return base_tiles_build(arena, crs, &records->map, &records->streets,
                                thanks);
    case KEPT_SCHOOLS:
        return school_tiles_build(arena, crs, records->schools.items,
                                  records->schools.count, thanks);
    case KEPT_WARDS:
        return ward_tiles_build(arena, crs, records->wards.items,
                                records->wards.count, thanks);
    case KEPT_UNITS:
    default:
        return unit_tiles_build(arena, crs, records->units.items,
                                records->units.count, thanks);
    }
}

static enum status build_sets(const struct records *records,
                              struct kept_tiles *tiles, struct error *err)
{
    struct crs *crs;
    enum status status = crs_open(records->city.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    for (enum kept_set set = 0; set < N_KEPT_SETS; set++)
        tiles->sets[set] = build_set(records, tiles->arena,
                                     (struct tile_crs){to_lonlat, crs}, set);
    crs_close(crs);
    return STATUS_OK;
}

static enum status build(struct store *store, struct kept_tiles *tiles,
                         struct error *err)
{
    struct arena *scratch = arena_new();
    struct records records = {0};
    tiles->arena = arena_new();
    enum status status = read_records(store, scratch, &records, err);
    if (status == STATUS_OK)
        status = build_sets(&records, tiles, err);
    arena_free(scratch);
    return status;
}

// --- keeping

struct keeping {
    char path[PATH_MAX + 32];
    char inputs[33];
};

static enum status find_keeping(struct store *store, struct keeping *keeping,
                                struct error *err)
{
    derived_file_path(store_path(store), TILE_FILE_ENDING, keeping->path,
                      sizeof keeping->path);
    return store_tiles_checksum(store, keeping->inputs, err);
}

static enum status map(const struct keeping *keeping, struct kept_tiles *tiles,
                       struct error *err)
{
    enum status status = tile_file_open(keeping->path, keeping->inputs, INFOS,
                                        N_KEPT_SETS, &tiles->file, err);
    for (size_t i = 0; status == STATUS_OK && i < N_KEPT_SETS; i++)
        tiles->sets[i] = tile_file_set(tiles->file, i);
    return status;
}

static enum status write_sets(const struct keeping *keeping,
                              const struct kept_tiles *tiles, struct error *err)
{
    return tile_file_write(keeping->path, keeping->inputs, tiles->sets,
                           N_KEPT_SETS, err);
}

static enum status build_and_keep(struct store *store,
                                  const struct keeping *keeping,
                                  struct kept_tiles *tiles, struct error *err)
{
    struct error why;
    enum status status = build(store, tiles, err);
    if (status == STATUS_OK && access(store_path(store), W_OK) == 0 &&
        write_sets(keeping, tiles, &why) == STATUS_OK &&
        map(keeping, tiles, &why) == STATUS_OK) {
        arena_free(tiles->arena);
        tiles->arena = NULL;
    }
    return status;
}

enum status kept_tiles_open(struct store *store, struct kept_tiles **tiles,
                            struct error *err)
{
    struct keeping keeping;
    enum status status = find_keeping(store, &keeping, err);
    if (status != STATUS_OK)
        return status;
    struct kept_tiles *opened = calloc(1, sizeof *opened);
    if (opened == NULL)
        abort();
    if (map(&keeping, opened, err) != STATUS_OK)
        status = build_and_keep(store, &keeping, opened, err);
    if (status == STATUS_OK)
        *tiles = opened;
    else
        kept_tiles_close(opened);
    return status;
}

void kept_tiles_close(struct kept_tiles *tiles)
{
    if (tiles == NULL)
        return;
    tile_file_close(tiles->file);
    if (tiles->arena != NULL)
        arena_free(tiles->arena);
    free(tiles);
}

const struct tile_set *kept_tiles_set(const struct kept_tiles *tiles,
                                      enum kept_set set)
{
    return tiles->sets[set];
}

enum status kept_tiles_write(struct store *store, struct error *err)
{
    struct keeping keeping;
    struct kept_tiles tiles = {0};
    enum status status = find_keeping(store, &keeping, err);
    if (status == STATUS_OK)
        status = build(store, &tiles, err);
    if (status == STATUS_OK)
        status = write_sets(&keeping, &tiles, err);
    if (tiles.arena != NULL)
        arena_free(tiles.arena);
    return status;
}

enum status kept_tiles_prepare(struct store *store, FILE *messages,
                               struct error *err)
{
    struct keeping keeping;
    struct kept_tiles tiles = {0};
    struct error why;
    enum status status = find_keeping(store, &keeping, err);
    if (status != STATUS_OK)
        return status;
    if (map(&keeping, &tiles, &why) == STATUS_OK) {
        tile_file_close(tiles.file);
        return STATUS_OK;
    }
    if (access(store_path(store), W_OK) != 0)
        return STATUS_OK; // whoever opens them builds them in memory
    if (messages != NULL)
        fprintf(messages, "%s: drawing the map's shapes anew\n", keeping.path);
    status = kept_tiles_write(store, err);
    if (status != STATUS_IO)
        return status;
    if (messages != NULL)
        fprintf(messages, "the map's shapes stay in memory: %s\n", err->text);
    return STATUS_OK;
}
