// Groups are kept as in a disjoint-set forest; the faces of a group are also a
// linked list, which two groups join by their ends. The next group is looked
// for among all that are left, which for the few thousand blocks of a ward
// costs less than keeping them sorted would.

#include "zone/block_merge.h"

#include <math.h>

#include "geo/area_index.h"

struct merging {
    const struct face_set *set;
    struct ward_faces of;
    const uint32_t *ward;
    const uint32_t *local;
    uint32_t least;
    uint32_t most;
    uint32_t *group;    // towards the group's first face
    uint32_t *next;     // face of the same group; itself at the end
    uint32_t *last;     // of a group's list
    uint32_t *entrants; // of a group
    bool *is_done;      // has enough, was joined or has no neighbour
    double *weight;     // with each group, while one looks for its neighbour
    uint32_t *touched;
};

static uint32_t group_of(const struct merging *m, uint32_t face)
{
    while (m->group[face] != face)
        face = m->group[face] = m->group[m->group[face]];
    return face;
}

static uint32_t smallest_group(const struct merging *m)
{
    uint32_t best = AREA_NONE;
    for (uint32_t i = 0; i < m->of.count; i++)
        if (!m->is_done[i] &&
            (best == AREA_NONE || m->entrants[i] < m->entrants[best]))
            best = i;
    return best;
}

// Adds up the borders of a group with its neighbours, and lists them.
static size_t weigh_neighbours(const struct merging *m, uint32_t group)
{
    size_t n_touched = 0;
    for (uint32_t i = group;; i = m->next[i]) {
        uint32_t face = m->of.faces[i];
        for (uint32_t b = m->set->first_border[face];
             b < m->set->first_border[face + 1]; b++) {
            const struct face_border *border = &m->set->borders[b];
            if (m->ward[border->other] != m->ward[face])
                continue;
            uint32_t other = group_of(m, m->local[border->other]);
            if (other == group)
                continue;
            if (m->weight[other] == 0)
                m->touched[n_touched++] = other;
            m->weight[other] += border->weight;
        }
        if (m->next[i] == i)
            return n_touched;
    }
}

// Neighbours that lack entrants too count double, those that two together have
// too many with little: half the most is a good size, and what is above that
// weighs by the fourth power.
static double fit_of(const struct merging *m, uint32_t group, uint32_t other)
{
    double sum = (double)m->entrants[group] + m->entrants[other];
    double over = fmax(1, 2 * sum / m->most);
    double fit = 1 / (over * over * over * over);
    return m->entrants[other] < m->least ? 2 * fit : fit;
}

static uint32_t best_neighbour(const struct merging *m, uint32_t group)
{
    size_t n = weigh_neighbours(m, group);
    uint32_t best = AREA_NONE;
    double best_weight = 0;
    for (size_t k = 0; k < n; k++) {
        uint32_t other = m->touched[k];
        double weight = m->weight[other] * fit_of(m, group, other);
        m->weight[other] = 0;
        if (weight > best_weight || (weight == best_weight && other < best)) {
            best = other;
            best_weight = weight;
        }
    }
    return best;
}

static void join_groups(struct merging *m, uint32_t a, uint32_t b)
{
    uint32_t into = a < b ? a : b, from = a < b ? b : a;
    m->group[from] = into;
    m->next[m->last[into]] = from;
    m->last[into] = m->last[from];
    m->entrants[into] += m->entrants[from];
    m->is_done[from] = true;
    m->is_done[into] = m->entrants[into] >= m->least;
}

static struct merging start(struct arena *scratch, struct merging m,
                            const uint32_t *entrants)
{
    size_t n = m.of.count;
    m.next = arena_array(scratch, uint32_t, n);
    m.last = arena_array(scratch, uint32_t, n);
    m.entrants = arena_array(scratch, uint32_t, n);
    m.is_done = arena_array(scratch, bool, n);
    m.weight = arena_array(scratch, double, n);
    m.touched = arena_array(scratch, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        m.group[i] = m.next[i] = m.last[i] = i;
        m.entrants[i] = entrants[m.of.faces[i]];
        m.is_done[i] = m.entrants[i] >= m.least;
    }
    return m;
}

void block_merge(const struct face_set *set, struct ward_faces of,
                 const uint32_t *ward, const uint32_t *local,
                 const uint32_t *entrants, uint32_t least, uint32_t most,
                 uint32_t *group)
{
    struct arena *scratch = arena_new();
    struct merging m = start(scratch,
                             (struct merging){.set = set,
                                              .of = of,
                                              .ward = ward,
                                              .local = local,
                                              .least = least,
                                              .most = most,
                                              .group = group},
                             entrants);
    for (uint32_t next; (next = smallest_group(&m)) != AREA_NONE;) {
        uint32_t to = best_neighbour(&m, next);
        if (to == AREA_NONE)
            m.is_done[next] = true;
        else
            join_groups(&m, next, to);
    }
    for (uint32_t i = 0; i < of.count; i++)
        group[i] = group_of(&m, i);
    arena_free(scratch);
}
