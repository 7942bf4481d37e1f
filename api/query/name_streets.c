// A street is many edges. Those of one name in one ward are one entry, which
// stands at the middle of the edge nearest to the middle of them all: a point
// on the street, where a person would say it is. Where there are no wards,
// squares of a few kilometres keep streets of one name apart.

#include "query/name_streets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SQUARE_M 4000.0

// An edge's middle, with what decides which entry it belongs to.
struct street_piece {
    const char *name;
    const char *ward; // NULL outside all wards
    double square_x;
    double square_y;
    struct point_m middle;
    uint32_t edge;
};

static struct street_piece piece_of(const struct city_state *state,
                                    const struct street_net *net, uint32_t edge)
{
    struct point_m middle =
        street_net_point_at(net, edge, net->edges[edge].length_cm / 2);
    struct street_piece piece = {.name = street_net_name(net, edge),
                                 .ward = city_state_ward_at(state, middle),
                                 .middle = middle,
                                 .edge = edge};
    if (piece.ward == NULL) {
        piece.square_x = floor(middle.x_m / SQUARE_M);
        piece.square_y = floor(middle.y_m / SQUARE_M);
    }
    return piece;
}

static int compare_clusters(const struct street_piece *a,
                            const struct street_piece *b)
{
    int order = strcmp(a->name, b->name);
    if (order == 0 && a->ward != b->ward)
        order = a->ward == NULL   ? -1
                : b->ward == NULL ? 1
                                  : strcmp(a->ward, b->ward);
    if (order == 0)
        order = (a->square_x > b->square_x) - (a->square_x < b->square_x);
    if (order == 0)
        order = (a->square_y > b->square_y) - (a->square_y < b->square_y);
    return order;
}

static int by_cluster(const void *a, const void *b)
{
    const struct street_piece *x = a;
    const struct street_piece *y = b;
    int order = compare_clusters(x, y);
    return order != 0 ? order : (x->edge > y->edge) - (x->edge < y->edge);
}

static struct point_m middle_of(const struct street_piece *pieces, size_t n)
{
    struct point_m mean = {0, 0};
    for (size_t i = 0; i < n; i++) {
        mean.x_m += pieces[i].middle.x_m / (double)n;
        mean.y_m += pieces[i].middle.y_m / (double)n;
    }
    size_t nearest = 0;
    for (size_t i = 1; i < n; i++)
        if (point_distance_m(pieces[i].middle, mean) <
            point_distance_m(pieces[nearest].middle, mean))
            nearest = i;
    return pieces[nearest].middle;
}

void name_streets_add(struct arena *arena, struct arena *work,
                      const struct city_state *state,
                      struct search_entry_list *entries)
{
    const struct street_net *net = &city_network_content(state->network)->net;
    struct street_piece *pieces =
        arena_array(work, struct street_piece, net->n_edges);
    size_t n = 0;
    for (uint32_t e = 0; e < net->n_edges; e++)
        if (street_net_name(net, e)[0] != '\0')
            pieces[n++] = piece_of(state, net, e);
    if (n > 1)
        qsort(pieces, n, sizeof *pieces, by_cluster);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1;
             to < n && compare_clusters(&pieces[from], &pieces[to]) == 0; to++)
            ;
        *search_entry_list_add(entries, work) =
            (struct search_entry){.kind = SEARCH_STREET,
                                  .name = arena_text(arena, pieces[from].name),
                                  .detail = pieces[from].ward,
                                  .at = middle_of(pieces + from, to - from)};
    }
}
