#ifndef QUERY_CITY_STATE_H
#define QUERY_CITY_STATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "city/school.h"
#include "city/ward.h"
#include "city/zone.h"
#include "geo/box_index.h"
#include "network/destination.h"
#include "query/city_numbers.h"
#include "query/vertex_positions.h"
#include "search/search_index.h"
#include "store/city_network.h"
#include "store/store.h"
#include "store/store_city.h"

#define STATE_MOST_PROFILES 8

/// What answers need of a school beside what the city knows of it.
struct school_note {
    struct lonlat at;
    struct lonlat *gates;    ///< as many as the school has
    uint32_t ward_index;     ///< or NUMBERS_NO_WARD
    const char *ward;        ///< "Phường 5, Quận 3", or NULL
    const char *folded_name; ///< for looking through names
    const struct school_seats *seats;
    size_t n_seats;
};

/// Seats of the level's entry grade, or NULL.
const struct school_seats *
school_note_entry_seats(const struct school_note *note, enum level level);

/// How one profile reaches the schools of each level.
struct city_profile {
    const struct traveller *traveller;
    struct destination_set gates[N_LEVELS];
};

/// The plan in force of a level, and which of its zones may hold a point.
struct city_plan {
    const struct plan *plan; ///< NULL if there is none
    const struct box_index *zones;
};

/// What of a city does not hang on its plans, and is the same in all the states
/// that were made of it: counted, it goes with the last of them.
struct city_base;

/// A city read once into memory: what every answer is made from. Read-only
/// once open, so threads share it; the city file is not needed any more. What
/// threads cannot share is in a query_context.
struct city_state {
    struct city_base *base;    ///< of all members but the next four
    struct arena *plans_arena; ///< of the next three
    struct plan_list plans;
    struct city_plan plan_of[N_LEVELS];
    const struct city_numbers *numbers;
    struct city_info info;
    struct school_list schools; ///< by id
    struct school_note *notes;  ///< one a school
    struct ward_list wards;
    const struct box_index *ward_boxes;
    const char **ward_texts; ///< "Phường 5, Quận 3", one a ward
    struct school_seats_list seats;
    struct city_network *network;
    struct city_profile profiles[STATE_MOST_PROFILES];
    size_t n_profiles;
    struct box_m streets_box;
    const struct search_index *names; ///< NULL if opened without
    struct query_pool *pool;
    struct vertex_positions *vertices; ///< in degrees, as ways pass them
};

/// Reads the city in `store`. For one query `profile` names the one profile
/// that is needed; NULL is all, and also files the names for searching.
enum status city_state_open(struct store *store, const char *profile,
                            struct city_state **state, struct error *err);

/// The same city with the plans that are in force and the numbers there are
/// now: everything else is shared with `state`, which may be closed before or
/// after it.
enum status city_state_read_plans(const struct city_state *state,
                                  struct store *store,
                                  struct city_state **renewed,
                                  struct error *err);
void city_state_close(struct city_state *state);

/// The index of the school with the id. Fails with STATUS_NOT_FOUND naming it.
enum status city_state_find_school(const struct city_state *state,
                                   const char *id, uint32_t *school,
                                   struct error *err);

/// The same of a ward.
enum status city_state_find_ward(const struct city_state *state, const char *id,
                                 uint32_t *ward, struct error *err);

/// The profile of that name; STATUS_BAD_INPUT naming it if there is none.
enum status city_state_find_profile(const struct city_state *state,
                                    const char *name,
                                    const struct city_profile **profile,
                                    struct error *err);

/// The set that has the gates of a school of these levels: that of the first.
const struct destination_set *
city_profile_gates(const struct city_profile *profile, level_set levels);

/// "Phường 5, Quận 3" of the ward a point lies in, or NULL.
const char *city_state_ward_at(const struct city_state *state,
                               struct point_m at);

/// The ward a point lies in, or NULL.
const struct ward *city_state_find_ward_at(const struct city_state *state,
                                           struct point_m at);

/// The zone of the level's plan that holds the point, NULL if none does.
const struct zone *city_state_zone_at(const struct city_state *state,
                                      enum level level, struct point_m at);

/// How far beyond its streets' box a city still answers.
#define STATE_MARGIN_M 3000.0

#endif
