// What planning looks ahead with: blocks of flats being built in the new
// quarters, fields there that could take a school, and how far schools have
// come with the sector's programme. Newer quarters have newer schools, so they
// are ahead with cables and behind with places.

#include <stdlib.h>
#include <string.h>

#include "sample_city.h"

#define MOST_SITES 20
#define MOST_PROJECTS 16

// What randomness is for; other parts of the city have lower numbers.
enum { FOR_SITES = 70, FOR_HOUSING, FOR_INDICATORS };

struct open_block {
    size_t cell;
    struct block block;
    uint64_t lot; // the order they are taken in
};
LIST_DECLARE(open_block);

static int compare_lots(const void *left, const void *right)
{
    const struct open_block *a = left;
    const struct open_block *b = right;
    return (a->lot > b->lot) - (a->lot < b->lot);
}

// Blocks of the use in the new quarters, in an order drawn at random.
static struct open_block_list find_blocks(const struct sample_city *city,
                                          struct arena *arena,
                                          enum block_use use, uint64_t purpose)
{
    struct open_block_list found = {0};
    for (size_t i = 0; i < city->streets.cells.count; i++) {
        const struct drawn_cell *cell = &city->streets.cells.items[i];
        if (cell->quarter != QUARTER_NEW)
            continue;
        for (size_t c = 0; c + 1 < cell->n_vs; c++)
            for (size_t a = 0; a + 1 < cell->n_us; a++) {
                size_t k = c * (cell->n_us - 1) + a;
                if (cell->uses[k] != use)
                    continue;
                struct random random =
                    terrain_random(&city->terrain, purpose, i, k);
                *open_block_list_add(&found, arena) = (struct open_block){
                    i, cell_block(cell, a, c), random_next(&random)};
            }
    }
    if (found.count > 0)
        qsort(found.items, found.count, sizeof *found.items, compare_lots);
    return found;
}

static double block_m2(const struct sample_city *city, const struct block *b)
{
    const struct terrain *terrain = &city->terrain;
    double wide_m = terrain_coordinate_m(terrain, AXIS_U, b->high.u) -
                    terrain_coordinate_m(terrain, AXIS_U, b->low.u);
    double deep_m = terrain_coordinate_m(terrain, AXIS_V, b->high.v) -
                    terrain_coordinate_m(terrain, AXIS_V, b->low.v);
    return wide_m * deep_m;
}

static void write_middle(const struct sample_city *city, const struct block *b,
                         FILE *out)
{
    struct spot middle = {(b->low.u + b->high.u) / 2,
                          (b->low.v + b->high.v) / 2};
    struct degrees_e7 at =
        terrain_degrees(terrain_point(&city->terrain, middle));
    sample_write_degrees(out, at.lon);
    fputs(",", out);
    sample_write_degrees(out, at.lat);
}

void sample_write_housing(const struct sample_city *city, FILE *out)
{
    struct arena *arena = arena_new();
    struct open_block_list blocks =
        find_blocks(city, arena, BLOCK_FLATS, FOR_HOUSING);
    fputs("lon,lat,homes,year,pupils_per_home,source\n", out);
    for (size_t i = 0; i < blocks.count && i < MOST_PROJECTS; i++) {
        struct random random =
            terrain_random(&city->terrain, FOR_HOUSING, 1 << 20, i);
        int homes = 150 + 10 * (int)random_below(&random, 60);
        int year = SAMPLE_YEAR + (int)random_below(&random, 5);
        write_middle(city, &blocks.items[i].block, out);
        fprintf(out, ",%d,%d,0.%d,%s\n", homes, year,
                25 + (int)random_below(&random, 21), SAMPLE_SOURCE);
    }
    arena_free(arena);
}

// A site is a part of its block and takes a room for every 350 m²: grounds of
// 10 m² a pupil for classes of 35. Costs are in billions of đồng: the ground,
// and building.
void sample_write_sites(const struct sample_city *city, FILE *out)
{
    struct arena *arena = arena_new();
    struct open_block_list blocks =
        find_blocks(city, arena, BLOCK_FIELD, FOR_SITES);
    struct open_block_list homes =
        find_blocks(city, arena, BLOCK_HOMES, FOR_SITES);
    for (size_t i = 0; i < homes.count && blocks.count < MOST_SITES; i++)
        *open_block_list_add(&blocks, arena) = homes.items[i];
    fputs("id,name,lon,lat,area_m2,max_rooms,cost,source\n", out);
    for (size_t i = 0; i < blocks.count && i < MOST_SITES; i++) {
        struct random random =
            terrain_random(&city->terrain, FOR_SITES, 1 << 20, i);
        double block = block_m2(city, &blocks.items[i].block);
        double area_m2 = 5000 + 500 * (double)random_below(&random, 18);
        area_m2 = area_m2 < block ? area_m2 : block;
        int rooms = area_m2 < 350 ? 1 : (int)(area_m2 / 350);
        int cost = 40 + 2 * rooms + (int)random_below(&random, 40);
        fprintf(out, "KD%02zu,Khu đất dự kiến %zu,", i + 1, i + 1);
        write_middle(city, &blocks.items[i].block, out);
        fprintf(out, ",%d,%d,%d,%s\n", (int)(area_m2 + 0.5), rooms, cost,
                SAMPLE_SOURCE);
    }
    arena_free(arena);
}

// Indicators ----------------------------------------------------------------

// Per cent in the first year and how much comes on top a year.
struct pace {
    const char *code;
    bool is_of_schools; // a school has it or not
    int begins;
    int grows;
};

static const struct pace PACES[] = {
    {"fibre_internet", true, 70, 7},
    {"smart_classroom", true, 15, 9},
    {"staff_trained", false, 55, 9},
    {"digital_records", false, 60, 9},
    {"lessons_online_primary", false, 8, 4},
    {"lessons_online_secondary", false, 14, 4},
    {"satisfaction", false, 72, 2},
};

static bool takes_part(const struct drawn_school *school,
                       const struct pace *pace)
{
    bool has_primary = (school->levels & LEVEL_BIT(LEVEL_PRIMARY)) != 0;
    bool is_primary = strcmp(pace->code, "lessons_online_primary") == 0;
    bool is_secondary = strcmp(pace->code, "lessons_online_secondary") == 0;
    return !(is_primary && !has_primary) && !(is_secondary && has_primary);
}

// Once a school has a thing it keeps it, so its luck is drawn once.
static int value_of(const struct sample_city *city, size_t school, size_t pace,
                    int year)
{
    const struct pace *p = &PACES[pace];
    struct random random =
        terrain_random(&city->terrain, FOR_INDICATORS, school, pace);
    int luck = (int)random_below(&random, 100);
    int newer = city->schools.schools[school].quarter == QUARTER_NEW ? 8 : 0;
    int reached = p->begins + newer + p->grows * (year - SAMPLE_FIRST_YEAR);
    if (p->is_of_schools)
        return luck < reached ? 1 : 0;
    int value = reached + luck / 5 - 10;
    return value < 0 ? 0 : value > 100 ? 100 : value;
}

void sample_write_indicators(const struct sample_city *city, FILE *out)
{
    fputs("code,year,school_id,value,source\n", out);
    for (size_t p = 0; p < sizeof PACES / sizeof *PACES; p++)
        for (size_t i = 0; i < city->schools.n_schools; i++) {
            if (!takes_part(&city->schools.schools[i], &PACES[p]))
                continue;
            for (int year = SAMPLE_FIRST_YEAR; year <= SAMPLE_LAST_YEAR; year++)
                fprintf(out, "%s,%d,%s,%d,%s\n", PACES[p].code, year,
                        city->schools.schools[i].id, value_of(city, i, p, year),
                        SAMPLE_SOURCE);
        }
    // Procedures are the department's own: one value for the city.
    for (int year = SAMPLE_FIRST_YEAR; year <= SAMPLE_LAST_YEAR; year++)
        fprintf(out, "procedures_online,%d,,%d,%s\n", year,
                61 + 8 * (year - SAMPLE_FIRST_YEAR), SAMPLE_SOURCE);
}
