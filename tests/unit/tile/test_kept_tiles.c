// NAME.tiles is used whole or not at all, and only for the city it was made
// from.

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "scratch.h"
#include "store/store_city.h"
#include "store/store_units.h"
#include "tile/kept_tiles.h"
#include "tile/tile_service.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

// A city of one ward, one unit and one school.
struct city {
    struct scratch *scratch;
    struct arena *arena;
    struct store *store;
    const char *tiles_path;
};

static const struct point_m CORNERS[] = {
    {603000, 1192000}, {604000, 1192000}, {604000, 1193000}};

static void write_ward(struct city *city, const char *name)
{
    struct ward ward = {"W1", name, "Quận 1",
                        area_of_ring(city->arena, CORNERS, 3)};
    MUST(store_begin(city->store, &err));
    MUST(store_write_wards(city->store, "file", &ward, 1, &err));
    MUST(store_commit(city->store, &err));
}

static struct city new_city(void)
{
    struct city city = {.scratch = scratch_new(), .arena = arena_new()};
    const char *path = scratch_path(city.scratch, "city.sqlite");
    const struct city_info info = {
        .name = "Thử", .crs = "EPSG:9210", .attribution = "© Thử"};
    struct planning_unit unit = {.id = "U1",
                                 .name = "Khu phố 1",
                                 .ward_id = "W1",
                                 .area = area_of_ring(city.arena, CORNERS, 3)};
    struct school school = {.id = "s1",
                            .name = "Trường Số 1",
                            .levels = LEVEL_BIT(LEVEL_PRIMARY),
                            .point = {603800, 1192300},
                            .source = "file"};
    city.tiles_path = scratch_path(city.scratch, "city.tiles");
    MUST(store_create(path, &info, &err));
    MUST(store_open(path, STORE_WRITE, &city.store, &err));
    MUST(store_begin(city.store, &err));
    MUST(store_write_schools(city.store, &school, 1, &err));
    MUST(store_write_units(city.store, &unit, 1, &err));
    MUST(store_commit(city.store, &err));
    write_ward(&city, "Phường 1");
    return city;
}

static void end(struct city *city)
{
    store_close(city->store);
    arena_free(city->arena);
    scratch_free(city->scratch);
}

static void publish(struct city *city, const char *id)
{
    struct zone zone = {"s1", area_of_ring(city->arena, CORNERS, 3)};
    struct plan plan = {.id = id,
                        .level = LEVEL_PRIMARY,
                        .method = "nearest",
                        .made_from = "a drawing",
                        .made_at = "2026-11-21T00:00:00Z",
                        .is_published = true,
                        .zones = {&zone, 1, 1}};
    MUST(store_begin(city->store, &err));
    MUST(store_write_plan(city->store, &plan, &err));
    MUST(store_commit(city->store, &err));
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static ino_t inode_of(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 ? facts.st_ino : 0;
}

// The bytes of the set's tile that the city lies in.
static struct text_buffer tile_of(const struct tile_set *set)
{
    struct text_buffer out = {0};
    struct arena *scratch = arena_new();
    tile_set_render(set, scratch, (struct tile){13, 6524, 3849}, &out);
    arena_free(scratch);
    return out;
}

static void check_same_tiles(const struct kept_tiles *a,
                             const struct kept_tiles *b)
{
    for (enum kept_set set = 0; set < N_KEPT_SETS; set++) {
        struct text_buffer x = tile_of(kept_tiles_set(a, set));
        struct text_buffer y = tile_of(kept_tiles_set(b, set));
        CHECK_INT(x.length, y.length);
        if (x.length > 0)
            assert_memory_equal(x.bytes, y.bytes, x.length);
        CHECK(set == KEPT_BASE || x.length > 0);
        CHECK(tile_set_checksum(kept_tiles_set(a, set)) ==
              tile_set_checksum(kept_tiles_set(b, set)));
        text_buffer_free(&x);
        text_buffer_free(&y);
    }
}

static void they_are_written_beside_the_city_and_used_again(void **state)
{
    struct city city = new_city();
    struct kept_tiles *first, *second;
    CHECK(!is_there(city.tiles_path));
    MUST(kept_tiles_open(city.store, &first, &err));
    CHECK(is_there(city.tiles_path));
    ino_t written = inode_of(city.tiles_path);
    MUST(kept_tiles_open(city.store, &second, &err));
    CHECK_INT(inode_of(city.tiles_path), written);
    check_same_tiles(first, second);
    CHECK_TEXT(tile_set_info(kept_tiles_set(second, KEPT_UNITS))->attribution,
               "© Thử");
    kept_tiles_close(first);
    kept_tiles_close(second);
    end(&city);
}

static void what_cannot_be_written_stays_in_memory(void **state)
{
    struct city city = new_city();
    struct kept_tiles *in_memory, *mapped;
    CHECK_INT(mkdir(city.tiles_path, 0700), 0); // no file can take its place
    MUST(kept_tiles_open(city.store, &in_memory, &err));
    CHECK_INT(rmdir(city.tiles_path), 0);
    MUST(kept_tiles_open(city.store, &mapped, &err));
    CHECK(is_there(city.tiles_path));
    check_same_tiles(in_memory, mapped);
    kept_tiles_close(in_memory);
    kept_tiles_close(mapped);
    end(&city);
}

static void a_changed_city_has_them_made_anew(void **state)
{
    struct city city = new_city();
    struct kept_tiles *old, *new;
    MUST(kept_tiles_open(city.store, &old, &err));
    write_ward(&city, "Phường Bến Nghé");
    MUST(kept_tiles_open(city.store, &new, &err));
    CHECK(tile_set_checksum(kept_tiles_set(old, KEPT_WARDS)) !=
          tile_set_checksum(kept_tiles_set(new, KEPT_WARDS)));
    // What did not change keeps its address.
    CHECK(tile_set_checksum(kept_tiles_set(old, KEPT_UNITS)) ==
          tile_set_checksum(kept_tiles_set(new, KEPT_UNITS)));
    // The old ones are still whole: a request may be drawing from them.
    struct text_buffer tile = tile_of(kept_tiles_set(old, KEPT_WARDS));
    CHECK(tile.length > 0);
    text_buffer_free(&tile);
    kept_tiles_close(old);
    kept_tiles_close(new);
    end(&city);
}

static void set_byte(const char *path, long at)
{
    FILE *file = fopen(path, "r+b");
    CHECK(file != NULL);
    fseek(file, at, SEEK_SET);
    int byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ 1, file);
    fclose(file);
}

static void a_damaged_or_torn_file_is_never_used(void **state)
{
    struct city city = new_city();
    struct kept_tiles *good, *mended;
    struct stat facts;
    MUST(kept_tiles_open(city.store, &good, &err));
    CHECK_INT(stat(city.tiles_path, &facts), 0);
    for (long at = 0; at <= facts.st_size; at += 97) {
        if (at + 97 > facts.st_size)
            CHECK_INT(truncate(city.tiles_path, facts.st_size - 1), 0);
        else {
            // Not the file that is mapped, but one like it.
            unlink(city.tiles_path);
            MUST(kept_tiles_write(city.store, &err));
            set_byte(city.tiles_path, at);
        }
        ino_t bad = inode_of(city.tiles_path);
        MUST(kept_tiles_open(city.store, &mended, &err));
        CHECK(inode_of(city.tiles_path) != bad);
        check_same_tiles(good, mended);
        kept_tiles_close(mended);
    }
    kept_tiles_close(good);
    end(&city);
}

static void preparing_writes_only_what_does_not_fit(void **state)
{
    struct city city = new_city();
    MUST(kept_tiles_prepare(city.store, NULL, &err));
    ino_t written = inode_of(city.tiles_path);
    CHECK(written != 0);
    MUST(kept_tiles_prepare(city.store, NULL, &err));
    CHECK_INT(inode_of(city.tiles_path), written);
    write_ward(&city, "Phường Bến Nghé");
    MUST(kept_tiles_prepare(city.store, NULL, &err));
    CHECK(inode_of(city.tiles_path) != written);
    end(&city);
}

static void a_published_plan_changes_the_zones_alone(void **state)
{
    struct city city = new_city();
    struct tile_service *before, *after;
    MUST(tile_service_read(city.store, &before, &err));
    publish(&city, "plan-1");
    MUST(tile_service_read_plans(before, city.store, &after, &err));
    for (size_t i = 0; i < tile_service_count(before); i++) {
        const struct tile_set *set = tile_service_at(before, i);
        const char *name = tile_set_info(set)->name;
        const struct tile_set *now = tile_service_set(after, name);
        if (strcmp(name, "zones") == 0)
            CHECK(tile_set_checksum(now) != tile_set_checksum(set));
        else
            CHECK(now == set);
    }
    tile_service_free(before);
    struct text_buffer zone = tile_of(tile_service_set(after, "zones"));
    struct text_buffer ward = tile_of(tile_service_set(after, "wards"));
    CHECK(zone.length > 0 && ward.length > 0);
    text_buffer_free(&zone);
    text_buffer_free(&ward);
    tile_service_free(after);
    end(&city);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(they_are_written_beside_the_city_and_used_again),
        TEST(what_cannot_be_written_stays_in_memory),
        TEST(a_changed_city_has_them_made_anew),
        TEST(a_damaged_or_torn_file_is_never_used),
        TEST(preparing_writes_only_what_does_not_fit),
        TEST(a_published_plan_changes_the_zones_alone),
    };
    return RUN_TESTS(tests);
}
