// Each edge is cut into equal stretches of at most SAMPLE_SPACING_CM, and its
// points are asked for their school. If the two ends of a stretch disagree,
// halving finds a centimetre where the school changes, and a pair of points is
// put around it, so that the border will cross the street right there.
//
// Between two streets D apart, points s apart place the border wrong by up to
// s²/8D: little in a block, but more than the streets' distance between the two
// carriageways of an avenue. There (street_samples_narrow finds where, from the
// points as they first are) the points are taken more closely.

#include "zone/street_samples.h"

#include <math.h>
#include <string.h>

#include "geo/box.h"

// How far on either side of a change its two points stand.
#define BESIDE_CHANGE_CM 100u

#define NO_SCHOOL UINT32_MAX

struct sampler {
    const struct measure *measure;
    const struct street_net *net;
    const struct destination_set *destinations;
    const struct reach *reach;
    const bool *is_narrow; // per edge, or NULL
    struct street_samples *samples;
    uint32_t *slots; // hash table from place to sample + 1; 0 where free
    size_t n_slots;  // a power of two
};

static uint32_t school_from(const struct sampler *s, uint32_t edge,
                            uint32_t offset_cm)
{
    uint32_t distance_cm;
    uint32_t gate = reach_from_place(s->reach, s->measure, s->destinations,
                                     edge, offset_cm, &distance_cm);
    return gate == UINT32_MAX ? NO_SCHOOL : s->destinations->gates[gate].school;
}

// Where the place stands in the hash table, or the free slot for it.
static uint32_t *slot_of(const struct sampler *s, struct grid_point at)
{
    uint64_t key = (uint64_t)(uint32_t)at.x_cm << 32 | (uint32_t)at.y_cm;
    size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 32) & (s->n_slots - 1);
    for (; s->slots[i] != 0; i = (i + 1) & (s->n_slots - 1)) {
        struct grid_point there = s->samples->points[s->slots[i] - 1];
        if (there.x_cm == at.x_cm && there.y_cm == at.y_cm)
            break;
    }
    return &s->slots[i];
}

static struct grid_point grid_place(const struct street_samples *samples,
                                    struct point_m at)
{
    return (struct grid_point){
        (int32_t)lround((at.x_m - samples->origin.x_m) * 100),
        (int32_t)lround((at.y_m - samples->origin.y_m) * 100)};
}

struct point_m sample_place(const struct street_samples *samples,
                            struct grid_point at)
{
    // Whole centimetres divided once, so that equal places are equal bits.
    return (struct point_m){
        ((double)llround(samples->origin.x_m * 100) + at.x_cm) / 100,
        ((double)llround(samples->origin.y_m * 100) + at.y_cm) / 100};
}

// Returns the school of the point there: another one if the place was taken by
// an earlier edge.
static uint32_t add_sample(struct sampler *s, uint32_t edge, uint32_t offset_cm,
                           uint32_t school)
{
    struct grid_point at =
        grid_place(s->samples, street_net_point_at(s->net, edge, offset_cm));
    uint32_t *slot = slot_of(s, at);
    if (*slot != 0)
        return s->samples->schools[*slot - 1];
    if (school == NO_SCHOOL)
        return school;
    uint32_t i = (uint32_t)s->samples->count++;
    s->samples->points[i] = at;
    s->samples->schools[i] = school;
    s->samples->edges[i] = edge;
    *slot = i + 1;
    return school;
}

// The end of an edge is a junction, for which another edge may speak with
// another school (from the start of a one-way street one must go on). Then a
// point just inside the edge speaks for the edge.
static void add_end(struct sampler *s, uint32_t edge, uint32_t end_cm,
                    uint32_t inside_cm, uint32_t school)
{
    if (add_sample(s, edge, end_cm, school) != school)
        add_sample(s, edge, inside_cm, school_from(s, edge, inside_cm));
}

// Points on both sides of a change of school between two offsets.
static void add_change(struct sampler *s, uint32_t edge, uint32_t low_cm,
                       uint32_t high_cm, uint32_t low_school)
{
    uint32_t from_cm = low_cm, to_cm = high_cm;
    while (to_cm - from_cm > 1) {
        uint32_t middle_cm = from_cm + (to_cm - from_cm) / 2;
        if (school_from(s, edge, middle_cm) == low_school)
            from_cm = middle_cm;
        else
            to_cm = middle_cm;
    }
    // The two must not be too close: places far from the street are divided by
    // the direction from one to the other, and both are rounded to centimetres.
    uint32_t before_cm = from_cm - low_cm < BESIDE_CHANGE_CM
                             ? low_cm
                             : from_cm - BESIDE_CHANGE_CM;
    uint32_t after_cm =
        high_cm - to_cm < BESIDE_CHANGE_CM ? high_cm : to_cm + BESIDE_CHANGE_CM;
    add_sample(s, edge, before_cm, school_from(s, edge, before_cm));
    add_sample(s, edge, after_cm, school_from(s, edge, after_cm));
}

static uint32_t stretches_of(const struct sampler *s, uint32_t edge)
{
    uint32_t spacing_cm = s->is_narrow != NULL && s->is_narrow[edge]
                              ? NARROW_SPACING_CM
                              : SAMPLE_SPACING_CM;
    uint32_t length_cm = s->net->edges[edge].length_cm;
    uint32_t n = (length_cm + spacing_cm - 1) / spacing_cm;
    return n == 0 ? 1 : n;
}

static void sample_edge(struct sampler *s, uint32_t edge)
{
    uint32_t length_cm = s->net->edges[edge].length_cm;
    uint32_t n = stretches_of(s, edge);
    uint32_t before_cm = 0;
    uint32_t before = school_from(s, edge, 0);
    uint32_t inside_cm =
        length_cm < 2 * BESIDE_CHANGE_CM ? length_cm / 2 : BESIDE_CHANGE_CM;
    add_end(s, edge, 0, inside_cm, before);
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t here_cm = (uint32_t)((uint64_t)length_cm * i / n);
        uint32_t here = school_from(s, edge, here_cm);
        if (here != before && here_cm > before_cm)
            add_change(s, edge, before_cm, here_cm, before);
        if (i < n)
            add_sample(s, edge, here_cm, here);
        else
            add_end(s, edge, here_cm, length_cm - inside_cm, here);
        before_cm = here_cm;
        before = here;
    }
}

// The most samples there can be: the ends of its stretches, two at a
// change, and two just inside the ends of the edge.
static size_t most_samples(const struct sampler *s, struct box_m *box)
{
    size_t most = 0;
    *box = BOX_EMPTY;
    for (uint32_t e = 0; e < s->net->n_edges; e++) {
        if (s->measure->graph->edge_use[e] == 0)
            continue;
        const struct net_edge *edge = &s->net->edges[e];
        most += 3 * (size_t)stretches_of(s, e) + 3;
        *box = box_joined(*box,
                          box_of_points(&s->net->vertices[edge->first_vertex],
                                        edge->n_vertices));
    }
    return most;
}

static enum status place_origin(struct street_samples *samples,
                                struct box_m box, struct error *err)
{
    double width_m = box.max_x_m - box.min_x_m;
    double height_m = box.max_y_m - box.min_y_m;
    double most_m = 2.0 * TRIANGULATION_FARTHEST_CM / 100 - 1;
    if (width_m > most_m || height_m > most_m)
        return error_set(err, STATUS_BAD_INPUT,
                         "the streets spread over %.0f by %.0f km; a city may "
                         "have %.0f",
                         width_m / 1000, height_m / 1000, most_m / 1000);
    samples->origin = (struct point_m){round((box.min_x_m + box.max_x_m) / 2),
                                       round((box.min_y_m + box.max_y_m) / 2)};
    return STATUS_OK;
}

static void make_room(struct sampler *s, struct arena *arena,
                      struct arena *scratch, size_t most)
{
    s->samples->points = arena_array(arena, struct grid_point, most);
    s->samples->schools = arena_array(arena, uint32_t, most);
    s->samples->edges = arena_array(arena, uint32_t, most);
    s->n_slots = 64;
    while (s->n_slots < 2 * most)
        s->n_slots *= 2;
    s->slots = arena_array(scratch, uint32_t, s->n_slots);
}

enum status
street_samples_build(struct arena *arena, const struct measure *measure,
                     const struct destination_set *destinations,
                     const struct reach *reach, const bool *is_narrow,
                     struct street_samples *samples, struct error *err)
{
    *samples = (struct street_samples){0};
    struct sampler s = {measure,   measure->net, destinations, reach,
                        is_narrow, samples,      NULL,         0};
    struct box_m box;
    size_t most = most_samples(&s, &box);
    if (most == 0)
        return error_set(err, STATUS_STATE,
                         "there is no usable street in the network");
    enum status status = place_origin(samples, box, err);
    if (status != STATUS_OK)
        return status;

    struct arena *scratch = arena_new();
    make_room(&s, arena, scratch, most);
    for (size_t e = 0; e < measure->net->n_edges; e++)
        if (measure->graph->edge_use[e] != 0)
            sample_edge(&s, (uint32_t)e);
    arena_free(scratch);
    if (samples->count == 0)
        return error_set(err, STATUS_STATE,
                         "no school can be reached from any street");
    return STATUS_OK;
}

// Whether two neighbouring points of different streets and schools are closer
// than the points along a street.
static bool are_in_a_narrow(const struct street_samples *samples, uint32_t a,
                            uint32_t b)
{
    if (a >= samples->count || b >= samples->count ||
        samples->schools[a] == samples->schools[b] ||
        samples->edges[a] == samples->edges[b])
        return false;
    struct grid_point p = samples->points[a], q = samples->points[b];
    return hypot((double)p.x_cm - q.x_cm, (double)p.y_cm - q.y_cm) <
           SAMPLE_SPACING_CM;
}

bool *street_samples_narrow(struct arena *arena,
                            const struct street_samples *samples,
                            size_t n_edges)
{
    bool *is_narrow = arena_array(arena, bool, n_edges);
    struct arena *scratch = arena_new();
    struct triangulation t =
        triangulation_build(scratch, samples->points, samples->count);
    for (size_t i = 0; i < t.n_triangles; i++)
        for (unsigned k = 0; k < 3; k++) {
            uint32_t a = t.triangles[i].corner[k];
            uint32_t b = t.triangles[i].corner[(k + 1) % 3];
            if (are_in_a_narrow(samples, a, b))
                is_narrow[samples->edges[a]] = is_narrow[samples->edges[b]] =
                    true;
        }
    arena_free(scratch);
    return is_narrow;
}

uint32_t street_samples_nearest(const struct street_samples *samples,
                                struct point_m from)
{
    uint32_t best = 0;
    double best_m = INFINITY;
    for (size_t i = 0; i < samples->count; i++) {
        double d_m =
            point_distance_m(from, sample_place(samples, samples->points[i]));
        if (d_m < best_m) {
            best_m = d_m;
            best = (uint32_t)i;
        }
    }
    return best;
}
