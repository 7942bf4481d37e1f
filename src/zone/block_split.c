// The unit is made of cells (block_cells), and a cut is a choice which of them
// are on the near side. For each of sixteen directions the cells are taken in
// that direction, like a line that sweeps over the unit, and the place kept
// where the cut is short and either side has its share. Bays of the unit may
// then be in several pieces: of the near side the piece with most entrants is
// kept and all else given to the far side, and of the far side likewise. What
// the far side gives up touches only what the near side kept, so both are whole
// now. The best of the sixteen is the cut.

#include "zone/block_split.h"

#include <math.h>
#include <stdlib.h>

#define N_DIRECTIONS 16
static const struct point_m DIRECTIONS[N_DIRECTIONS] = {
    {1, 0},  {2, 1},   {1, 1},   {1, 2},   {0, 1},  {-1, 2}, {-1, 1}, {-2, 1},
    {-1, 0}, {-2, -1}, {-1, -1}, {-1, -2}, {0, -1}, {1, -2}, {1, -1}, {2, -1}};

// Cells of one part: `cells[first]` to `cells[first + count - 1]`.
struct splitting {
    struct arena *arena;
    struct arena *scratch;
    const struct block_cells *cells;
    uint32_t least;
    uint32_t most;
    uint32_t *part;  // of each cell
    uint32_t *side;  // of each cell of the part that is being cut
    uint32_t *piece; // found by flooding
    uint32_t *queue;
    uint32_t n_parts;
};

enum side { NEAR = 0, FAR = 1 };

struct swept {
    double along_m;
    uint32_t cell;
};

static int by_sweep(const void *a, const void *b)
{
    const struct swept *x = a;
    const struct swept *y = b;
    if (x->along_m != y->along_m)
        return x->along_m < y->along_m ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

// The part that is being cut.
struct cut {
    uint32_t part;
    const uint32_t *members;
    size_t n_members;
    uint32_t entrants;
    double share; // of entrants that the near side should have
};

// Cuts are worth their length; one that is off by a part's usual size, thrice
// as much.
static double cost_of(const struct splitting *s, const struct cut *cut,
                      double length_m, uint32_t near)
{
    double off = (near - cut->share) / (1.5 * s->least);
    return length_m * (1 + 2 * off * off);
}

// What the cut gains in length when the cell comes to the near side.
static double border_gained_m(const struct splitting *s, uint32_t part,
                              uint32_t cell)
{
    const struct face_set *set = &s->cells->set;
    double gained_m = 0;
    for (uint32_t b = set->first_border[cell]; b < set->first_border[cell + 1];
         b++) {
        const struct face_border *border = &set->borders[b];
        if (s->part[border->other] == part)
            gained_m += s->side[border->other] == FAR ? border->length_m
                                                      : -border->length_m;
    }
    return gained_m;
}

static bool is_fair(const struct splitting *s, const struct cut *cut,
                    uint32_t near)
{
    return near >= s->least && cut->entrants - near >= s->least;
}

static struct swept *sweep_order(const struct splitting *s,
                                 const struct cut *cut,
                                 struct point_m direction)
{
    struct swept *order = arena_array(s->scratch, struct swept, cut->n_members);
    for (size_t i = 0; i < cut->n_members; i++) {
        const struct point_m *c =
            s->cells->set.faces[cut->members[i]].polygons[0].rings[0].points;
        order[i] =
            (struct swept){(c[0].x_m + c[1].x_m + c[2].x_m) * direction.x_m +
                               (c[0].y_m + c[1].y_m + c[2].y_m) * direction.y_m,
                           cut->members[i]};
    }
    qsort(order, cut->n_members, sizeof *order, by_sweep);
    return order;
}

// Puts the cells before the best place of the sweep on the near side.
static bool sweep(struct splitting *s, const struct cut *cut,
                  struct point_m direction)
{
    struct swept *order = sweep_order(s, cut, direction);
    double length_m = 0, best_cost = INFINITY;
    size_t best = 0;
    uint32_t near = 0;
    for (size_t i = 0; i < cut->n_members; i++)
        s->side[order[i].cell] = FAR;
    for (size_t i = 0; i + 1 < cut->n_members; i++) {
        length_m += border_gained_m(s, cut->part, order[i].cell);
        s->side[order[i].cell] = NEAR;
        near += s->cells->entrants[order[i].cell];
        double cost = cost_of(s, cut, length_m, near);
        if (is_fair(s, cut, near) && cost < best_cost) {
            best_cost = cost;
            best = i + 1;
        }
    }
    for (size_t i = best; i < cut->n_members; i++)
        s->side[order[i].cell] = FAR;
    return best > 0;
}

// Marks the piece of a side around a cell; returns its entrants.
static uint32_t flood(struct splitting *s, uint32_t part, uint32_t start,
                      uint32_t piece)
{
    const struct face_set *set = &s->cells->set;
    uint32_t entrants = 0;
    size_t n = 0;
    s->queue[n++] = start;
    s->piece[start] = piece;
    for (size_t i = 0; i < n; i++) {
        uint32_t cell = s->queue[i];
        entrants += s->cells->entrants[cell];
        for (uint32_t b = set->first_border[cell];
             b < set->first_border[cell + 1]; b++) {
            uint32_t other = set->borders[b].other;
            if (s->part[other] != part || s->side[other] != s->side[start] ||
                s->piece[other] != 0)
                continue;
            s->piece[other] = piece;
            s->queue[n++] = other;
        }
    }
    return entrants;
}

// Leaves a side its piece with most entrants (of equals the first), and gives
// the rest to the other. Returns how many live in it.
static uint32_t keep_one_piece(struct splitting *s, const struct cut *cut,
                               enum side side)
{
    uint32_t n = 0, best = 0, most = 0;
    for (size_t i = 0; i < cut->n_members; i++)
        s->piece[cut->members[i]] = 0;
    for (size_t i = 0; i < cut->n_members; i++) {
        uint32_t cell = cut->members[i];
        if (s->side[cell] != side || s->piece[cell] != 0)
            continue;
        uint32_t entrants = flood(s, cut->part, cell, ++n);
        if (best == 0 || entrants > most) {
            best = n;
            most = entrants;
        }
    }
    for (size_t i = 0; i < cut->n_members; i++) {
        uint32_t cell = cut->members[i];
        if (s->side[cell] == side && s->piece[cell] != best)
            s->side[cell] = side == NEAR ? FAR : NEAR;
    }
    return most;
}

static double cut_length_m(const struct splitting *s, const struct cut *cut)
{
    const struct face_set *set = &s->cells->set;
    double length_m = 0;
    for (size_t i = 0; i < cut->n_members; i++) {
        uint32_t cell = cut->members[i];
        for (uint32_t b = set->first_border[cell];
             s->side[cell] == NEAR && b < set->first_border[cell + 1]; b++)
            if (s->part[set->borders[b].other] == cut->part &&
                s->side[set->borders[b].other] == FAR)
                length_m += set->borders[b].length_m;
    }
    return length_m;
}

// Finds the best cut and makes the far side a part of its own; says whether
// there is one, and how many live on the far side.
static bool cut_in_two(struct splitting *s, const struct cut *cut,
                       uint32_t *far)
{
    uint32_t *best = arena_array(s->scratch, uint32_t, cut->n_members);
    double best_cost = INFINITY;
    for (int d = 0; d < N_DIRECTIONS; d++) {
        if (!sweep(s, cut, DIRECTIONS[d]))
            continue;
        keep_one_piece(s, cut, NEAR);
        uint32_t beyond = keep_one_piece(s, cut, FAR);
        uint32_t near = cut->entrants - beyond;
        double cost = cost_of(s, cut, cut_length_m(s, cut), near);
        if (!is_fair(s, cut, near) || cost >= best_cost)
            continue;
        best_cost = cost;
        *far = beyond;
        for (size_t i = 0; i < cut->n_members; i++)
            best[i] = s->side[cut->members[i]];
    }
    if (isinf(best_cost))
        return false;
    uint32_t part = s->n_parts++;
    for (size_t i = 0; i < cut->n_members; i++)
        if (best[i] == FAR)
            s->part[cut->members[i]] = part;
    return true;
}

static uint32_t *members_of(const struct splitting *s, uint32_t part,
                            size_t *count)
{
    uint32_t *members = arena_array(s->scratch, uint32_t, s->cells->set.count);
    *count = 0;
    for (uint32_t c = 0; c < s->cells->set.count; c++)
        if (s->part[c] == part)
            members[(*count)++] = c;
    return members;
}

// A part is cut into as many as give each one and a half times the least; here
// the first half of them from the others.
static double near_share(const struct splitting *s, uint32_t entrants)
{
    double n = fmax(2, round(entrants / (1.5 * s->least)));
    return entrants * floor(n / 2) / n;
}

static void cut_all(struct splitting *s, uint32_t entrants)
{
    uint32_t *counts =
        arena_array(s->scratch, uint32_t, entrants / s->least + 2);
    counts[0] = entrants;
    for (uint32_t p = 0; p < s->n_parts; p++) {
        uint32_t far = 0;
        bool again = true;
        while (again && counts[p] > s->most) {
            struct cut cut = {.part = p,
                              .entrants = counts[p],
                              .share = near_share(s, counts[p])};
            cut.members = members_of(s, p, &cut.n_members);
            again = cut_in_two(s, &cut, &far);
            if (again) {
                counts[p] -= far;
                counts[s->n_parts - 1] = far;
            }
        }
    }
}

static enum status join_cells(struct splitting *s,
                              struct block_part_list *parts, struct error *err)
{
    struct shaper *shaper = shaper_new();
    enum status status = STATUS_OK;
    for (uint32_t p = 0; p < s->n_parts && status == STATUS_OK; p++) {
        size_t n;
        uint32_t *members = members_of(s, p, &n);
        struct area *areas = arena_array(s->scratch, struct area, n);
        struct block_part *part = block_part_list_add(parts, s->arena);
        *part = (struct block_part){0};
        for (size_t i = 0; i < n; i++) {
            areas[i] = s->cells->set.faces[members[i]];
            part->entrants += s->cells->entrants[members[i]];
        }
        status = shape_union_of_coverage(shaper, s->arena, areas, n,
                                         &part->area, err);
    }
    shaper_free(shaper);
    return status;
}

static uint32_t count_entrants(const struct big_unit *unit)
{
    uint32_t n = 0;
    for (uint32_t h = 0; h < unit->first_home[unit->n_blocks]; h++)
        n += unit->homes[h].entrants;
    return n;
}

enum status block_split(struct arena *arena, const struct big_unit *unit,
                        uint32_t least, uint32_t most,
                        struct block_part_list *parts, struct error *err)
{
    struct arena *scratch = arena_new();
    struct block_cells cells;
    uint32_t entrants = count_entrants(unit);
    struct splitting s = {.arena = arena,
                          .scratch = scratch,
                          .cells = &cells,
                          .least = least > 0 ? least : 1,
                          .most = most,
                          .n_parts = 1};
    enum status status =
        block_cells_build(scratch, unit, s.least / 4, &cells, err);
    size_t n = cells.set.count;
    *parts = (struct block_part_list){0};
    s.part = arena_array(scratch, uint32_t, n);
    s.side = arena_array(scratch, uint32_t, n);
    s.piece = arena_array(scratch, uint32_t, n);
    s.queue = arena_array(scratch, uint32_t, n);
    if (status == STATUS_OK && n > 0)
        cut_all(&s, entrants);
    if (status == STATUS_OK && s.n_parts > 1)
        status = join_cells(&s, parts, err);
    else if (status == STATUS_OK)
        *block_part_list_add(parts, arena) =
            (struct block_part){*unit->area, entrants};
    arena_free(scratch);
    return status;
}
