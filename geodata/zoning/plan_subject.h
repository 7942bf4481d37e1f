#ifndef ZONING_PLAN_SUBJECT_H
#define ZONING_PLAN_SUBJECT_H

#include "zone/plan_measures.h"
#include "zoning/city_zoning.h"

/// A plan that is being looked at: what it was asked for, the city as it is
/// now, and what the plan does there.
struct plan_subject {
    struct plan_entry plan;
    const char *since; ///< the plan that moves count from; NULL: none
    struct city_zoning zoning;
    uint32_t *school;   ///< of each unit
    struct area *areas; ///< the outline of each school's zone
    struct plan_measures measures;
};

/// Reads a plan by its id and the city by the plan's question. Moves count from
/// the plan in force, unless it is that one. Messages about a network that has
/// to be built go to `messages`.
enum status plan_subject_read(struct store *store, struct arena *arena,
                              const char *plan_id, size_t n_threads,
                              FILE *messages, struct plan_subject *subject,
                              struct error *err);

/// The plan in the zoning of another: for comparing them. Moves count from
/// nothing.
enum status plan_subject_beside(struct store *store, struct arena *arena,
                                const struct city_zoning *zoning,
                                const char *plan_id, size_t n_threads,
                                struct plan_subject *subject,
                                struct error *err);

/// Reads the plan's units anew, and measures it.
enum status plan_subject_measure(struct store *store, struct arena *arena,
                                 size_t n_threads, struct plan_subject *subject,
                                 struct error *err);

/// Fails with STATUS_STATE unless both plans are of one level.
enum status plan_levels_check(const struct plan_entry *a,
                              const struct plan_entry *b, struct error *err);

/// The plan of the level that moves count from, NULL if there is none: the one
/// in force, unless it is `plan`.
enum status plan_since(struct store *store, struct arena *arena,
                       const struct plan_entry *plan, const char **since,
                       struct error *err);

/// Lets moves in a zoning count from that plan (NULL: from nothing).
enum status plan_count_moves(struct store *store, struct arena *arena,
                             const char *since, struct city_zoning *zoning,
                             struct error *err);

#endif
