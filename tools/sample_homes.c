// Homes stand every few metres on both sides of a street, set back from it,
// where the block is built with homes. A tower's flats share its footprint.

#include "sample_homes.h"

#include <math.h>
#include <stdio.h>

#include "sample_names.h"

// What homes are drawn with.
struct building {
    struct drawn_streets *streets;
    const struct drawn_wards *wards;
    struct drawn_homes *homes;
    size_t *cell_at; ///< cell by column and row, SIZE_MAX where none
    size_t n_columns;
    struct random random;
};

static void index_cells(struct building *building)
{
    const struct terrain *terrain = building->streets->terrain;
    size_t n_rows = terrain->n_lines[AXIS_V] - 1;
    building->n_columns = terrain->n_lines[AXIS_U] - 1;
    building->cell_at = arena_array(building->streets->arena, size_t,
                                    building->n_columns * n_rows);
    for (size_t n = 0; n < building->n_columns * n_rows; n++)
        building->cell_at[n] = SIZE_MAX;
    for (size_t n = 0; n < building->streets->cells.count; n++) {
        const struct drawn_cell *cell = &building->streets->cells.items[n];
        building->cell_at[cell->j * building->n_columns + cell->i] = n;
    }
}

// The cell a spot lies in, if its block is built with homes.
static size_t homes_cell(const struct building *building, struct spot spot)
{
    const struct terrain *terrain = building->streets->terrain;
    size_t i = (size_t)(spot.u / GRAIN);
    size_t j = (size_t)(spot.v / GRAIN);
    if (spot.u < 0 || spot.v < 0 || i >= building->n_columns ||
        j + 1 >= terrain->n_lines[AXIS_V])
        return SIZE_MAX;
    size_t n = building->cell_at[j * building->n_columns + i];
    if (n == SIZE_MAX)
        return n;
    const struct drawn_cell *cell = &building->streets->cells.items[n];
    size_t a = 0;
    size_t c = 0;
    while (cell->us[a + 1] <= spot.u)
        a++;
    while (cell->vs[c + 1] <= spot.v)
        c++;
    return cell->uses[c * (cell->n_us - 1) + a] == BLOCK_HOMES ? n : SIZE_MAX;
}

static bool is_near_stop(const struct drawn_street *street, int32_t at,
                         int32_t room)
{
    for (size_t i = 0; i < street->stops.count; i++) {
        int32_t away = street->stops.items[i] - at;
        if (away < room && away > -room)
            return true;
    }
    return false;
}

// The point beside a street, `away_m` to its right (left if negative).
static struct point_m beside(const struct terrain *terrain,
                             const struct drawn_street *street, int32_t at,
                             double away_m)
{
    int32_t before = at - 6 > street->from ? at - 6 : street->from;
    int32_t after = at + 6 < street->to ? at + 6 : street->to;
    struct point_m a = terrain_point(terrain, street_spot(street, before));
    struct point_m b = terrain_point(terrain, street_spot(street, after));
    double dx = b.x_m - a.x_m;
    double dy = b.y_m - a.y_m;
    double length = sqrt(dx * dx + dy * dy);
    return (struct point_m){(a.x_m + b.x_m) / 2 + dy / length * away_m,
                            (a.y_m + b.y_m) / 2 - dx / length * away_m};
}

static void add_home(struct building *building, uint32_t index, int32_t at,
                     bool is_right)
{
    static const double SET_BACK_M[] = {15, 10, 6};
    static const uint32_t CHANCE[] = {82, 74, 62};
    const struct drawn_streets *streets = building->streets;
    const struct drawn_street *street = &streets->streets.items[index];
    struct spot spot = street_spot(street, at);
    // To the right of a column lies higher u, of a row lower v.
    int32_t aside = (street->axis == AXIS_U) == is_right ? 12 : -12;
    *(street->axis == AXIS_U ? &spot.u : &spot.v) += aside;
    size_t cell = homes_cell(building, spot);
    if (cell == SIZE_MAX ||
        !random_chance(&building->random, CHANCE[street->quarter]))
        return;
    struct home *home = home_list_add(&building->homes->homes, streets->arena);
    double back_m =
        SET_BACK_M[street->rank] + random_between(&building->random, -1, 1.5);
    home->at =
        beside(streets->terrain, street, at, is_right ? back_m : -back_m);
    home->degrees = terrain_degrees(home->at);
    home->street = index;
    home->cell = (uint32_t)cell;
    home->ward = (uint16_t)wards_at(building->wards, spot);
    home->number = street_number(streets->terrain, street, at, is_right);
    home->quarter = streets->cells.items[cell].quarter;
}

static void line_street(struct building *building, uint32_t index)
{
    const struct drawn_street *street =
        &building->streets->streets.items[index];
    double step_m = street->rank == RANK_LANE ? 12 : 16;
    double metres = street_metres(building->streets->terrain, street,
                                  street->from, street->to);
    double steps_per_m = (double)(street->to - street->from) / metres;
    int32_t room = (int32_t)(8 * steps_per_m);
    if (street->is_bridge || street->highway == NULL)
        return;
    for (double along_m = 9; along_m < metres - 4; along_m += step_m) {
        int32_t at = street->from + (int32_t)(along_m * steps_per_m);
        if (is_near_stop(street, at, room))
            continue;
        add_home(building, index, at, false);
        add_home(building, index, at, true);
    }
}

static void add_flats(struct building *building, size_t cell,
                      const struct tower *tower, uint32_t street,
                      struct spot spot, int number)
{
    for (int n = 0; n < 56; n++) {
        struct home *home =
            home_list_add(&building->homes->homes, building->streets->arena);
        double x = random_between(&building->random, -11, 11);
        double y = random_between(&building->random, -11, 11);
        home->at = (struct point_m){tower->at.x_m + x, tower->at.y_m + y};
        home->degrees = terrain_degrees(home->at);
        home->street = street;
        home->cell = (uint32_t)cell;
        home->ward = (uint16_t)wards_at(building->wards, spot);
        home->number = number;
        home->floor = (uint16_t)(n / 4 + 2);
        home->flat = (uint16_t)(n % 4 + 1);
        home->estate = tower->estate;
        home->quarter = QUARTER_NEW;
    }
}

// Four towers on a block.
static void build_estate(struct building *building, size_t index, size_t a,
                         size_t c, const char *name)
{
    const struct drawn_streets *streets = building->streets;
    const struct drawn_cell *cell = &streets->cells.items[index];
    struct block block = cell_block(cell, a, c);
    for (int n = 0; n < 4; n++) {
        int32_t u = n % 2 == 0 ? 1 : 2;
        int32_t v = n / 2 == 0 ? 1 : 2;
        struct spot spot = {block.low.u + (block.high.u - block.low.u) * u / 3,
                            block.low.v + (block.high.v - block.low.v) * v / 3};
        struct tower *tower =
            tower_list_add(&building->homes->towers, streets->arena);
        tower->at = terrain_point(streets->terrain, spot);
        tower->estate =
            arena_format(streets->arena, "%s, lô %c", name, 'A' + n);
        size_t street = cell_street(streets, cell, AXIS_V, c, spot.u);
        int number = street_number(
            streets->terrain, &streets->streets.items[street], spot.u, false);
        struct tower built = *tower;
        add_flats(building, index, &built, (uint32_t)street, spot, number);
    }
}

static void build_estates(struct building *building)
{
    struct arena *arena = building->streets->arena;
    size_t n_estates = 0;
    for (size_t n = 0; n < building->streets->cells.count; n++) {
        const struct drawn_cell *cell = &building->streets->cells.items[n];
        for (size_t c = 0; c + 1 < cell->n_vs; c++)
            for (size_t a = 0; a + 1 < cell->n_us; a++)
                if (cell->uses[c * (cell->n_us - 1) + a] == BLOCK_FLATS)
                    build_estate(
                        building, n, a, c,
                        arena_format(arena, "Chung cư %s",
                                     name_of_park(arena, n_estates++)));
    }
}

struct drawn_homes homes_draw(struct drawn_streets *streets,
                              const struct drawn_wards *wards)
{
    struct drawn_homes homes = {0};
    struct building building = {.streets = streets,
                                .wards = wards,
                                .homes = &homes,
                                .random =
                                    terrain_random(streets->terrain, 6, 0, 0)};
    index_cells(&building);
    for (size_t i = 0; i < streets->streets.count; i++)
        line_street(&building, (uint32_t)i);
    build_estates(&building);
    return homes;
}

void home_number(const struct home *home, const struct drawn_street *street,
                 char *text)
{
    if (home->estate != NULL)
        snprintf(text, HOME_NUMBER_SIZE, "Căn %d.%02d %s, %d", home->floor,
                 home->flat, home->estate, home->number);
    else if (street->prefix != NULL)
        snprintf(text, HOME_NUMBER_SIZE, "%s/%d", street->prefix, home->number);
    else
        snprintf(text, HOME_NUMBER_SIZE, "%d", home->number);
}
