#ifndef STORE_STORE_SITES_H
#define STORE_STORE_SITES_H

#include <stdint.h>

#include "base/list.h"
#include "city/level.h"
#include "forecast/siting.h"
#include "store/store.h"

/// A place where a school could be built.
struct site {
    const char *id;
    const char *name; ///< or NULL
    struct point_m at;
    double area_m2;    ///< negative if not known
    int64_t max_rooms; ///< that fit on it
    double cost; ///< of opening it, in the planner's own unit; negative if not
                 ///< known
};
LIST_DECLARE(site);

/// Replaces all sites; needs a transaction. Read in order of id.
enum status store_write_sites(struct store *store, const struct site *sites,
                              size_t n_sites, struct error *err);
enum status store_read_sites(struct store *store, struct arena *arena,
                             struct site_list *sites, struct error *err);

/// What a siting suggested: a new school on a site, or rooms at a school.
struct site_plan_choice {
    bool is_site;         ///< else a school that stands
    const char *place_id; ///< of the site or the school
    int64_t rooms;
    int64_t seated_more; ///< pupils, than without this choice
    int64_t way_cm_less;
};
LIST_DECLARE(site_plan_choice);

struct site_plan {
    const char *id;      ///< hash of what it was made from
    const char *made_at; ///< ISO 8601, UTC
    enum level level;
    int64_t year;    ///< whose pupils were sited for
    int64_t n_new;   ///< asked for: sites to open
    int64_t n_rooms; ///< and rooms to add at schools that stand
    int64_t cap_cm;
    const char *forecast_id; ///< it stands on, or NULL
    const char *made_from;   ///< checksums and options
    struct siting_measures before;
    struct siting_measures after;
    int64_t bound_outside; ///< no choice leaves fewer outside
    double gap;
    struct site_plan_choice_list choices; ///< most useful first
};
LIST_DECLARE(site_plan);

/// Adds a plan, in place of one of the same id; needs a transaction.
enum status store_write_site_plan(struct store *store,
                                  const struct site_plan *plan,
                                  struct error *err);

/// All plans with their choices, the newest first.
enum status store_read_site_plans(struct store *store, struct arena *arena,
                                  struct site_plan_list *plans,
                                  struct error *err);

#endif
