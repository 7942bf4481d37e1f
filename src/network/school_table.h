#ifndef NETWORK_SCHOOL_TABLE_H
#define NETWORK_SCHOOL_TABLE_H

#include "network/destination.h"
#include "network/measure.h"

/// From every state of the streets the way to every school of a set: what a
/// plan for the whole city asks for, tens of millions of ways at once. Takes
/// 4 bytes a way (187 MB for 60,000 nodes and 781 schools). Read-only once
/// built; threads share it.
struct school_table;

/// Builds the table on up to `n_threads` threads; any number of them gives the
/// same table. Holds references to the measure's parts.
struct school_table *school_table_build(const struct measure *measure,
                                        const struct destination_set *schools,
                                        size_t n_threads);
void school_table_free(struct school_table *table);

/// The way from a state to the nearest gate of a school (an index into the
/// schools of the set), the gate's straight piece included: centimetres, or
/// milliseconds when the measure goes by time. UINT32_MAX if there is none.
uint32_t school_table_at(const struct school_table *table, uint32_t state,
                         uint32_t school);

/// The same to every school at once, after a way to the state: `ways`, an entry
/// for each school of the set, is lessened where `before` and the way from the
/// state together are less.
void school_table_lessen(const struct school_table *table, uint32_t state,
                         uint32_t before, uint32_t *ways);

#endif
