#ifndef FORECAST_SITING_SEATING_H
#define FORECAST_SITING_SEATING_H

#include "forecast/siting.h"

/// All pupils on the places that have seats, at the best there is: fewest
/// outside, then fewest unseated, then the shortest ways. Seats may be changed;
/// what changes is then found from where it stands. Only siting uses this.
struct siting_seating;

/// `is_used` says which places may ever have seats. Pupils of a demand move in
/// groups of `group`, which 1 makes exact; demands and seats are then rounded
/// to whole groups, and counts are multiples of it.
struct siting_seating *
siting_seating_new(struct arena *arena, const struct siting_problem *problem,
                   const bool *is_used, const uint32_t *seats, uint32_t group);
void siting_seating_free(struct siting_seating *seating);

void siting_seating_set(struct siting_seating *seating, uint32_t place,
                        uint32_t seats);

/// What it costs, in one number; only differences mean something.
int64_t siting_seating_total(const struct siting_seating *seating);

/// All but the cost of building.
struct siting_measures
siting_seating_measure(const struct siting_seating *seating);

/// Pupils at each place.
void siting_seating_count(const struct siting_seating *seating, uint32_t *used);

/// The total falls by this at most with so many seats more at a place.
int64_t siting_seating_most_gain(struct siting_seating *seating, uint32_t place,
                                 uint32_t n_seats);

/// What a pupil of a demand costs at the margin, as a share of being outside.
double siting_seating_outside_price(const struct siting_seating *seating,
                                    size_t demand);

#endif
