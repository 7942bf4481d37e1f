// A plan is looked for with all the rooms that its sites can take
// (siting_search.h). Rooms that nobody needs are then left out: an empty seat
// has no price, so nothing changes for anyone. What a choice does is what is
// lost when it alone is taken away again.

#include "forecast/siting.h"

#include <stdlib.h>

#include "forecast/siting_bound.h"
#include "forecast/siting_search.h"

static uint64_t outside(const struct siting_measures *measures)
{
    return measures->over_cap + measures->unseated;
}

static int compare_counts(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

int siting_compare(const struct siting_measures *a,
                   const struct siting_measures *b)
{
    int order = compare_counts(outside(a), outside(b));
    if (order == 0)
        order = compare_counts(a->unseated, b->unseated);
    if (order == 0)
        order = compare_counts(a->way_cm, b->way_cm);
    return order != 0 ? order : (a->cost > b->cost) - (a->cost < b->cost);
}

static double building_cost(const struct siting_problem *problem,
                            const bool *is_opened, const uint32_t *rooms)
{
    double cost = 0;
    for (size_t j = 0; j < problem->n_places; j++) {
        const struct siting_place *place = &problem->places[j];
        if (!place->is_open && is_opened[j])
            cost += place->cost;
        cost += rooms[j] * place->cost_per_room;
    }
    return cost;
}

// Builds no more rooms than have pupils, and no site that has none.
static void leave_out_unused(struct arena *arena, struct siting_search *search,
                             const struct siting_seating *exact)
{
    const struct siting_problem *problem = search->problem;
    uint32_t *used = arena_array(arena, uint32_t, problem->n_places);
    siting_seating_count(exact, used);
    for (uint32_t j = 0; j < problem->n_places; j++) {
        const struct siting_place *place = &problem->places[j];
        uint32_t per_room = place->seats_per_room;
        uint32_t more = used[j] > place->seats ? used[j] - place->seats : 0;
        if (search->rooms[j] > 0 && per_room > 0)
            search->rooms[j] = (more + per_room - 1) / per_room;
        if (used[j] == 0)
            search->is_opened[j] = false;
        siting_seating_set(
            search->seating, j,
            siting_place_seats(place, search->is_opened[j], search->rooms[j]));
    }
}

static struct siting_choice weigh_choice(struct siting_search *search,
                                         const struct siting_measures *after,
                                         uint32_t place)
{
    const struct siting_place *at = &search->problem->places[place];
    uint32_t rooms = search->rooms[place];
    siting_seating_set(search->seating, place,
                       siting_place_seats(at, false, 0));
    struct siting_measures without = siting_seating_measure(search->seating);
    siting_seating_set(search->seating, place,
                       siting_place_seats(at, search->is_opened[place], rooms));
    return (struct siting_choice){place, rooms, after->seated - without.seated,
                                  (int64_t)(without.way_cm - after->way_cm)};
}

static int by_use(const void *a, const void *b)
{
    const struct siting_choice *x = a;
    const struct siting_choice *y = b;
    if (x->seated_more != y->seated_more)
        return x->seated_more > y->seated_more ? -1 : 1;
    if (x->way_cm_less != y->way_cm_less)
        return x->way_cm_less > y->way_cm_less ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static void list_choices(struct arena *arena, struct siting_search *search,
                         struct siting_answer *answer)
{
    size_t n = search->problem->n_places;
    struct siting_measures after = siting_seating_measure(search->seating);
    answer->choices = arena_array(arena, struct siting_choice, n);
    for (uint32_t j = 0; j < n; j++)
        if (search->is_opened[j] || search->rooms[j] > 0)
            answer->choices[answer->n_choices++] =
                weigh_choice(search, &after, j);
    qsort(answer->choices, answer->n_choices, sizeof *answer->choices, by_use);
}

static void find_bound(struct arena *arena,
                       const struct siting_problem *problem,
                       const struct siting_seating *seating,
                       struct siting_answer *answer)
{
    uint64_t known = outside(&answer->after);
    double *price = arena_array(arena, double, problem->n_demands);
    for (size_t d = 0; d < problem->n_demands; d++)
        price[d] = siting_seating_outside_price(seating, d);
    answer->bound_outside = siting_bound_find(arena, problem, price, known);
    if (known > 0)
        answer->gap = (double)(known - answer->bound_outside) / (double)known;
}

// All pupils one by one on what stands with a plan.
static struct siting_seating *seat_exactly(struct arena *arena,
                                           const struct siting_problem *problem,
                                           const bool *is_opened,
                                           const uint32_t *rooms)
{
    size_t n = problem->n_places;
    bool *is_used = arena_array(arena, bool, n);
    uint32_t *seats = arena_array(arena, uint32_t, n);
    for (size_t j = 0; j < n; j++) {
        seats[j] =
            siting_place_seats(&problem->places[j], is_opened[j], rooms[j]);
        is_used[j] = seats[j] > 0;
    }
    return siting_seating_new(arena, problem, is_used, seats, 1);
}

// What the plan of a search is worth, exactly, and how much is left to gain.
static void judge(struct arena *arena, struct siting_search *search,
                  struct siting_answer *answer)
{
    const struct siting_problem *problem = search->problem;
    struct siting_seating *seating =
        seat_exactly(arena, problem, search->is_opened, search->rooms);
    answer->after = siting_seating_measure(seating);
    leave_out_unused(arena, search, seating);
    answer->after.cost =
        building_cost(problem, search->is_opened, search->rooms);
    find_bound(arena, problem, seating, answer);
    siting_seating_free(seating);
}

struct siting_answer siting_solve(struct arena *arena,
                                  const struct siting_problem *problem)
{
    struct arena *work = arena_new();
    struct siting_answer answer = {.before =
                                       siting_measure(problem, NULL, NULL)};
    struct siting_search search = siting_search_new(work, problem);
    siting_search_run(&search);
    judge(work, &search, &answer);
    list_choices(arena, &search, &answer);
    siting_seating_free(search.seating);
    arena_free(work);
    return answer;
}

struct siting_measures siting_measure(const struct siting_problem *problem,
                                      const bool *is_opened,
                                      const uint32_t *rooms_added)
{
    struct arena *arena = arena_new();
    size_t n = problem->n_places;
    bool *opened = arena_array(arena, bool, n);
    uint32_t *rooms = arena_array(arena, uint32_t, n);
    for (size_t j = 0; j < n; j++) {
        const struct siting_place *place = &problem->places[j];
        opened[j] = is_opened != NULL && is_opened[j] && !place->is_open;
        if (rooms_added != NULL)
            rooms[j] = place->is_open || opened[j] ? rooms_added[j] : 0;
        else
            rooms[j] = opened[j] ? place->most_rooms : 0;
    }
    struct siting_seating *seating =
        seat_exactly(arena, problem, opened, rooms);
    struct siting_measures measures = siting_seating_measure(seating);
    measures.cost = building_cost(problem, opened, rooms);
    siting_seating_free(seating);
    arena_free(arena);
    return measures;
}
