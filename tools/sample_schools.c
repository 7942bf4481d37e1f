// Schools stand on whole blocks, spread by a simple rule: of some blocks drawn
// at random, old quarters more often, the next school takes the one farthest
// from schools of its level. So old quarters have many and new ones few, as
// where building schools has not kept up with building homes.

#include "sample_schools.h"

#include "sample_names.h"

#define CANDIDATES 28
#define OUTLINE_MARGIN_M 11.0

// A block by its cell and place in it.
struct site {
    size_t cell;
    size_t a;
    size_t c;
};

int class_cap(enum level level)
{
    return level == LEVEL_PRIMARY ? 35 : 45;
}

static uint8_t *use_of(const struct drawn_streets *streets, struct site site)
{
    const struct drawn_cell *cell = &streets->cells.items[site.cell];
    return &cell->uses[site.c * (cell->n_us - 1) + site.a];
}

static struct point_m site_point(const struct drawn_streets *streets,
                                 struct site site)
{
    struct block block =
        cell_block(&streets->cells.items[site.cell], site.a, site.c);
    return terrain_point(streets->terrain,
                         (struct spot){(block.low.u + block.high.u) / 2,
                                       (block.low.v + block.high.v) / 2});
}

// Of every sixty schools: 27 primary, 21 lower and 8 upper secondary, 2 of
// the first two levels, 2 of the last two.
static level_set levels_of(size_t i)
{
    size_t turn = i % 60;
    const level_set primary = LEVEL_BIT(LEVEL_PRIMARY);
    const level_set lower = LEVEL_BIT(LEVEL_LOWER_SECONDARY);
    const level_set upper = LEVEL_BIT(LEVEL_UPPER_SECONDARY);
    if (turn == 29 || turn == 59)
        return (level_set)(primary | lower);
    if (turn == 14 || turn == 44)
        return (level_set)(lower | upper);
    if (turn % 2 == 0)
        return turn == 58 || turn == 56 ? lower : primary;
    if (turn == 33)
        return primary;
    return turn % 6 == 5                    ? upper
           : turn % 6 == 1 || turn % 6 == 3 ? lower
                                            : primary;
}

static const char *school_name(struct arena *arena, level_set levels, size_t i)
{
    const char *honour = name_in_honour(arena, 1500 + i);
    const level_set lower = LEVEL_BIT(LEVEL_LOWER_SECONDARY);
    const char *kind = "Tiểu học";
    if (levels == (LEVEL_BIT(LEVEL_PRIMARY) | lower))
        kind = "TH – THCS";
    else if (levels == (lower | LEVEL_BIT(LEVEL_UPPER_SECONDARY)))
        kind = "THCS – THPT";
    else if (levels == lower)
        kind = "THCS";
    else if (levels != LEVEL_BIT(LEVEL_PRIMARY))
        kind = "THPT";
    return arena_format(arena, "Trường %s %s", kind, honour);
}

// North of the river, across from the lonely school, no school may stand.
static bool is_kept_free(const struct terrain *terrain,
                         const struct drawn_cell *cell)
{
    return (cell->j == terrain->river_row + 1 ||
            cell->j + 2 == terrain->river_row) &&
           cell->i + 2 >= terrain->lonely_column &&
           cell->i <= terrain->lonely_column + 1;
}

static double nearest_m2(const struct drawn_schools *schools, level_set levels,
                         struct point_m at)
{
    double nearest = 1e300;
    for (size_t i = 0; i < schools->n_schools; i++) {
        const struct drawn_school *school = &schools->schools[i];
        double dx = school->at.x_m - at.x_m;
        double dy = school->at.y_m - at.y_m;
        if ((school->levels & levels) != 0 && dx * dx + dy * dy < nearest)
            nearest = dx * dx + dy * dy;
    }
    return nearest;
}

static bool draw_site(const struct drawn_streets *streets,
                      struct random *random, bool old_more_often,
                      struct site *site)
{
    static const uint32_t CHANCE[] = {100, 60, 24};
    site->cell = random_below(random, (uint32_t)streets->cells.count);
    const struct drawn_cell *cell = &streets->cells.items[site->cell];
    site->a = random_below(random, (uint32_t)cell->n_us - 1);
    site->c = random_below(random, (uint32_t)cell->n_vs - 1);
    if (is_kept_free(streets->terrain, cell))
        return false;
    if (old_more_often && !random_chance(random, CHANCE[cell->quarter]))
        return false;
    return *use_of(streets, *site) == BLOCK_HOMES;
}

static struct site choose_site(const struct drawn_streets *streets,
                               const struct drawn_schools *schools,
                               level_set levels, struct random *random)
{
    struct site best = {0};
    double best_m2 = -1;
    for (int n = 0; n < CANDIDATES;) {
        struct site site;
        if (!draw_site(streets, random, true, &site))
            continue;
        n++;
        double m2 = nearest_m2(schools, levels, site_point(streets, site));
        if (m2 > best_m2) {
            best_m2 = m2;
            best = site;
        }
    }
    return best;
}

// The rectangle of the grounds along one axis: from the margin of the side it
// leans on, as long as wanted or as the block has room.
static void lay_side(const struct terrain *terrain, enum plan_axis axis,
                     int32_t *low, int32_t *high, bool leans_high,
                     double wanted_m)
{
    double metres = terrain_coordinate_m(terrain, axis, *high) -
                    terrain_coordinate_m(terrain, axis, *low);
    double step_m = metres / (double)(*high - *low);
    int32_t margin = (int32_t)(OUTLINE_MARGIN_M / step_m) + 1;
    int32_t length = (int32_t)(wanted_m / step_m);
    int32_t room = *high - *low - 2 * margin;
    length = length < room ? length : room;
    if (leans_high) {
        *high -= margin;
        *low = *high - length;
    } else {
        *low += margin;
        *high = *low + length;
    }
}

static void open_gate(const struct drawn_streets *streets,
                      struct drawn_school *school, struct site site,
                      enum plan_axis axis, bool is_high, double share)
{
    const struct drawn_cell *cell = &streets->cells.items[site.cell];
    struct block grounds = school->grounds;
    size_t n = school->n_gates++;
    struct spot *gate = &school->gates[n];
    int32_t along;
    if (axis == AXIS_U) {
        gate->u = is_high ? grounds.high.u : grounds.low.u;
        along = grounds.low.v +
                (int32_t)(share * (double)(grounds.high.v - grounds.low.v));
        gate->v = along;
    } else {
        gate->v = is_high ? grounds.high.v : grounds.low.v;
        along = grounds.low.u +
                (int32_t)(share * (double)(grounds.high.u - grounds.low.u));
        gate->u = along;
    }
    size_t k = (axis == AXIS_U ? site.a : site.c) + is_high;
    school->gate_axis[n] = axis;
    school->gate_street[n] = cell_street(streets, cell, axis, k, along);
}

static void lay_out(struct drawn_streets *streets, struct drawn_school *school,
                    struct site site, bool north, struct random *random)
{
    const struct terrain *terrain = streets->terrain;
    const struct drawn_cell *cell = &streets->cells.items[site.cell];
    bool is_upper = (school->levels & LEVEL_BIT(LEVEL_UPPER_SECONDARY)) != 0;
    bool leans_east = random_chance(random, 50);
    bool leans_north = north || random_chance(random, 50);
    double long_m = random_between(random, 85, 115) + (is_upper ? 35 : 0);
    double deep_m = random_between(random, 65, 90) + (is_upper ? 30 : 0);
    struct block grounds = cell_block(cell, site.a, site.c);
    lay_side(terrain, AXIS_U, &grounds.low.u, &grounds.high.u, leans_east,
             long_m);
    lay_side(terrain, AXIS_V, &grounds.low.v, &grounds.high.v, leans_north,
             deep_m);
    school->grounds = grounds;
    open_gate(streets, school, site, AXIS_V, leans_north,
              random_between(random, 0.25, 0.75));
    if (random_chance(random, 60))
        open_gate(streets, school, site, AXIS_U, leans_east,
                  random_between(random, 0.25, 0.75));
}

static void set_address(struct drawn_streets *streets,
                        struct drawn_school *school, struct random *random)
{
    size_t index = school->gate_street[0];
    const struct drawn_street *street = &streets->streets.items[index];
    int32_t along = school->gates[0].u;
    bool is_right = school->gates[0].v < street->fixed;
    school->road = street->road;
    school->number = street_number(streets->terrain, street, along, is_right);
    school->has_drive = random_chance(random, 35);
    if (school->has_drive)
        street_add_stop(streets, index, along);
}

static double block_m2(const struct terrain *terrain, struct block block)
{
    return (terrain_coordinate_m(terrain, AXIS_U, block.high.u) -
            terrain_coordinate_m(terrain, AXIS_U, block.low.u)) *
           (terrain_coordinate_m(terrain, AXIS_V, block.high.v) -
            terrain_coordinate_m(terrain, AXIS_V, block.low.v));
}

static void add_school(struct drawn_streets *streets,
                       struct drawn_schools *schools, level_set levels,
                       struct site site, bool north, struct random *random)
{
    size_t i = schools->n_schools;
    struct drawn_school *school = &schools->schools[i];
    *use_of(streets, site) = BLOCK_SCHOOL;
    school->id = arena_format(streets->arena, "M%03zu", i + 1);
    school->levels = levels;
    school->name = school_name(streets->arena, levels, i);
    school->cell = site.cell;
    school->quarter = streets->cells.items[site.cell].quarter;
    lay_out(streets, school, site, north, random);
    set_address(streets, school, random);
    school->at = terrain_point(
        streets->terrain,
        (struct spot){(school->grounds.low.u + school->grounds.high.u) / 2,
                      (school->grounds.low.v + school->grounds.high.v) / 2});
    school->area_m2 = block_m2(streets->terrain, school->grounds);
    school->sessions = school->quarter == QUARTER_NEW ? 1 : 2;
    schools->n_schools++;
}

static size_t find_cell(const struct drawn_streets *streets, size_t i, size_t j)
{
    size_t n = 0;
    while (streets->cells.items[n].i != i || streets->cells.items[n].j != j)
        n++;
    return n;
}

static void add_lonely_school(struct drawn_streets *streets,
                              struct drawn_schools *schools,
                              struct random *random)
{
    const struct terrain *terrain = streets->terrain;
    size_t row = terrain->river_row - 2;
    size_t east = find_cell(streets, terrain->lonely_column, row);
    size_t west = find_cell(streets, terrain->lonely_column - 1, row);
    const struct drawn_cell *cell = &streets->cells.items[east];
    struct site site = {east, 0, cell->n_vs - 2};
    for (size_t n = 0; n < (cell->n_us - 1) * (cell->n_vs - 1); n++)
        cell->uses[n] = BLOCK_FIELD;
    cell = &streets->cells.items[west];
    for (size_t n = 0; n < (cell->n_us - 1) * (cell->n_vs - 1); n++)
        cell->uses[n] = BLOCK_FIELD;
    add_school(streets, schools, LEVEL_BIT(LEVEL_PRIMARY), site, true, random);
}

// Parks everywhere, estates of flats and empty fields in the new quarters.
static void use_other_blocks(struct drawn_streets *streets,
                             struct random *random)
{
    for (size_t n = 0; n < streets->cells.count; n++) {
        const struct drawn_cell *cell = &streets->cells.items[n];
        bool is_new = cell->quarter == QUARTER_NEW;
        for (size_t k = 0; k < (cell->n_us - 1) * (cell->n_vs - 1); k++) {
            uint32_t drawn = random_below(random, 100);
            if (cell->uses[k] != BLOCK_HOMES)
                continue;
            if (drawn < 4)
                cell->uses[k] = BLOCK_PARK;
            else if (is_new && drawn < 18)
                cell->uses[k] = BLOCK_FLATS;
            else if (is_new && drawn < 34)
                cell->uses[k] = BLOCK_FIELD;
        }
    }
}

struct drawn_schools schools_draw(struct drawn_streets *streets,
                                  size_t n_schools)
{
    struct drawn_schools schools = {
        .schools = arena_array(streets->arena, struct drawn_school, n_schools)};
    struct random random = terrain_random(streets->terrain, 5, 0, 0);
    add_lonely_school(streets, &schools, &random);
    while (schools.n_schools < n_schools) {
        level_set levels = levels_of(schools.n_schools);
        struct site site = choose_site(streets, &schools, levels, &random);
        add_school(streets, &schools, levels, site, false, &random);
    }
    use_other_blocks(streets, &random);
    return schools;
}
