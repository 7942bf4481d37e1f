// For any way of placing everyone that keeps the seats, the sum of costs is at
// least the sum of (cost + price), less price times seats of every school. Each
// pupil pays the least cost plus price there is and seats not taken have price
// 0, so this assignment reaches that bound.
//
// The lists are read anew from the problem's own function, all of every list.

#include "admission/assign_check.h"

#include <inttypes.h>

#include "base/arena.h"

#define CHOICES_AT_A_TIME 64

struct checker {
    const struct assign_problem *problem;
    const uint32_t *school;
    const int64_t *price;
    uint64_t *n_seated;
    struct error *err;
};

static enum status check_pupil_school(const struct checker *c, size_t pupil)
{
    uint32_t school = c->school[pupil];
    if (school == ASSIGN_NOWHERE)
        return STATUS_OK;
    if (school >= c->problem->n_schools)
        return error_set(c->err, STATUS_BAD_INPUT,
                         "pupil %zu is at school %" PRIu32
                         ", but there are %zu schools",
                         pupil, school, c->problem->n_schools);
    c->n_seated[school]++;
    return STATUS_OK;
}

static enum status check_seats(const struct checker *c, size_t school)
{
    uint32_t seats = c->problem->seats[school];
    if (c->n_seated[school] > seats)
        return error_set(c->err, STATUS_BAD_INPUT,
                         "school %zu has %" PRIu64 " pupils on %" PRIu32
                         " seats",
                         school, c->n_seated[school], seats);
    if (c->price[school] < 0)
        return error_set(c->err, STATUS_BAD_INPUT,
                         "the price of school %zu is %" PRId64 ", below 0",
                         school, c->price[school]);
    if (c->n_seated[school] < seats && c->price[school] != 0)
        return error_set(c->err, STATUS_BAD_INPUT,
                         "school %zu has a seat left, but the price %" PRId64,
                         school, c->price[school]);
    return STATUS_OK;
}

// What a choice of a pupil costs with its price.
struct offer {
    int64_t least;  // of all choices and none
    int64_t own;    // of the place the pupil has
    uint32_t best;  // where it is least
    bool has_place; // the pupil's school is a choice of its own
};

static enum status read_choice(const struct checker *c, size_t pupil,
                               struct assign_choice choice, struct offer *offer)
{
    int64_t with_price;
    if (choice.school >= c->problem->n_schools || choice.cost < 0 ||
        __builtin_add_overflow(choice.cost, c->price[choice.school],
                               &with_price))
        return error_set(c->err, STATUS_BAD_INPUT,
                         "pupil %zu has a choice of school %" PRIu32
                         " for %" PRId64 ", which cannot be",
                         pupil, choice.school, choice.cost);
    if (choice.school == c->school[pupil]) {
        offer->has_place = true;
        offer->own = with_price;
    }
    if (with_price < offer->least) {
        offer->least = with_price;
        offer->best = choice.school;
    }
    return STATUS_OK;
}

static enum status read_list(const struct checker *c, size_t pupil,
                             struct offer *offer)
{
    struct assign_choice choices[CHOICES_AT_A_TIME];
    size_t got = CHOICES_AT_A_TIME;
    for (size_t from = 0; got == CHOICES_AT_A_TIME; from += got) {
        got = c->problem->choices(c->problem->source, (uint32_t)pupil, from,
                                  CHOICES_AT_A_TIME, choices);
        for (size_t i = 0; i < got; i++) {
            enum status status = read_choice(c, pupil, choices[i], offer);
            if (status != STATUS_OK)
                return status;
        }
    }
    return STATUS_OK;
}

static enum status check_pupil(const struct checker *c, size_t pupil)
{
    int64_t unplaced = c->problem->unplaced_cost[pupil];
    struct offer offer = {.least = unplaced,
                          .own = unplaced,
                          .best = ASSIGN_NOWHERE,
                          .has_place = c->school[pupil] == ASSIGN_NOWHERE};
    enum status status = read_list(c, pupil, &offer);
    if (status != STATUS_OK)
        return status;
    if (!offer.has_place)
        return error_set(c->err, STATUS_BAD_INPUT,
                         "pupil %zu is at school %" PRIu32
                         ", which is not among its choices",
                         pupil, c->school[pupil]);
    if (offer.least < offer.own && offer.best == ASSIGN_NOWHERE)
        return error_set(c->err, STATUS_BAD_INPUT,
                         "pupil %zu pays %" PRId64
                         " with the price, but having no place costs %" PRId64,
                         pupil, offer.own, offer.least);
    if (offer.least < offer.own)
        return error_set(c->err, STATUS_BAD_INPUT,
                         "pupil %zu pays %" PRId64
                         " with the price, but only %" PRId64
                         " at school %" PRIu32,
                         pupil, offer.own, offer.least, offer.best);
    return STATUS_OK;
}

static enum status check_all(const struct checker *c)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < c->problem->n_pupils && status == STATUS_OK; i++)
        status = check_pupil_school(c, i);
    for (size_t k = 0; k < c->problem->n_schools && status == STATUS_OK; k++)
        status = check_seats(c, k);
    for (size_t i = 0; i < c->problem->n_pupils && status == STATUS_OK; i++)
        status = check_pupil(c, i);
    return status;
}

enum status assign_check(const struct assign_problem *problem,
                         const uint32_t *school, const int64_t *price,
                         struct error *err)
{
    struct arena *arena = arena_new();
    struct checker checker = {
        .problem = problem,
        .school = school,
        .price = price,
        .n_seated = arena_array(arena, uint64_t, problem->n_schools),
        .err = err};
    enum status status = check_all(&checker);
    arena_free(arena);
    return status;
}
