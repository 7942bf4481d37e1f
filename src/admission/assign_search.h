#ifndef ADMISSION_ASSIGN_SEARCH_H
#define ADMISSION_ASSIGN_SEARCH_H

#include "admission/assign_seating.h"

/// Brings a seating in which everyone is where cost plus price is least to one
/// that also keeps the seats, one shortest path after another. Only the solver
/// uses this.
struct assign_search;

struct assign_search *assign_search_new(struct arena *arena,
                                        struct seating *seating);

/// Moves pupils and prices until no school holds more than its `seats` and one
/// that holds fewer has price 0. Everyone stays where cost plus price is least.
void assign_search_balance(struct assign_search *search, const uint32_t *seats);

#endif
