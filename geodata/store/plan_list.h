#ifndef STORE_PLAN_LIST_H
#define STORE_PLAN_LIST_H

#include "city/zone.h"
#include "store/store.h"

/// A plan without its zones, for lists.
struct plan_entry {
    const char *id;
    enum level level;
    const char *method;
    const char *made_from;
    const char *made_at;
    int64_t year; ///< 0: for no one year and grade
    int64_t grade;
    const char *based_on;
    const char *options;
    size_t n_zones;
    bool is_published;
    bool is_in_force; ///< the newest published one of its level
    int64_t edits;    ///< how often it was changed as a draft
};
LIST_DECLARE(plan_entry);

/// All plans, by level, within a level in the order they were made.
enum status store_list_plans(struct store *store, struct arena *arena,
                             struct plan_entry_list *plans, struct error *err);

/// The plan of exactly this id. STATUS_NOT_FOUND when there is none.
enum status store_read_plan_entry(struct store *store, struct arena *arena,
                                  const char *id, struct plan_entry *plan,
                                  struct error *err);

/// The same without counting its zones (`n_zones` is 0), for which all its
/// units would be read: for what is asked with every stroke of a brush.
enum status store_read_plan_head(struct store *store, struct arena *arena,
                                 const char *id, struct plan_entry *plan,
                                 struct error *err);

/// The plan of this id, or the only one whose id begins so (with 4 letters or
/// more). STATUS_NOT_FOUND when there is none, STATUS_BAD_INPUT when there are
/// several.
enum status store_find_plan(struct store *store, struct arena *arena,
                            const char *id, const struct plan_entry **plan,
                            struct error *err);

/// The plan of a level that is in force, NULL if there is none.
const struct plan_entry *plan_in_force(const struct plan_entry_list *plans,
                                       enum level level);

/// Its id, in `arena`, without reading all plans; NULL if there is none.
enum status store_find_plan_in_force(struct store *store, struct arena *arena,
                                     enum level level, const char **id,
                                     struct error *err);

/// Counts one more edit of a draft that was edited `edits` times; where it
/// moves units, the plan's method is "edited" from now on. STATUS_STATE when it
/// was edited since, published or removed. Needs a transaction.
enum status store_mark_edited(struct store *store, const char *id,
                              int64_t edits, bool moves_units,
                              struct error *err);

/// Removes a draft with all that belongs to it. STATUS_STATE when the plan is
/// published. Needs a transaction.
enum status store_delete_plan(struct store *store, const char *id,
                              struct error *err);

/// Puts a plan in force: from now on it is the newest published one of its
/// level. Fails with STATUS_NOT_FOUND when there is no plan of that id. Needs
/// a transaction.
enum status store_publish_plan(struct store *store, const char *id,
                               struct error *err);

/// A checksum over what zones are made of besides the streets: schools with
/// levels, grounds and gates, and wards.
enum status store_zoning_checksum(struct store *store, char hex[33],
                                  struct error *err);

/// The checksum of a text (BLAKE2b-128).
void store_text_checksum(const char *text, char hex[33]);

#endif
