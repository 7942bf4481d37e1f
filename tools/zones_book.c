#include "zones_book.h"

#include <stdio.h>
#include <string.h>

#include "store/clock.h"
#include "store/store_city.h"
#include "zoning/plan_publish.h"

enum status zones_book_open(const struct zones_call *call,
                            struct zones_book *book, struct error *err)
{
    *book = (struct zones_book){.call = call};
    return store_list_plans(call->store, call->arena, &book->known, err);
}

static const struct plan_entry *find_known(const struct zones_book *book,
                                           const char *id)
{
    for (size_t i = 0; i < book->known.count; i++)
        if (strcmp(book->known.items[i].id, id) == 0)
            return &book->known.items[i];
    return NULL;
}

// A plan that is there already is only published, if that is wanted and it is
// not in force.
static void keep_known(struct zones_book *book, const struct plan_entry *known)
{
    bool publish = book->call->options->publishes && !known->is_in_force;
    if (publish)
        *plan_id_list_add(&book->to_publish, book->call->arena) = known->id;
    fprintf(stderr, "%s: up to date%s\n", level_name(known->level),
            publish ? ", now published" : "");
}

struct booked_plan *zones_book_begin(struct zones_book *book, enum level level,
                                     const char *method, const char *made_from,
                                     const struct plan_entry **known)
{
    struct arena *arena = book->call->arena;
    const char *from = made_from;
    char id[33];
    for (int again = 1;; again++) {
        store_text_checksum(from, id);
        *known = find_known(book, id);
        if (*known == NULL || strcmp((*known)->method, method) == 0)
            break;
        // Somebody has edited it: that work stays, and this is another plan.
        from = arena_format(arena, "%s; again %d", made_from, again);
    }
    if (*known != NULL) {
        keep_known(book, *known);
        return NULL;
    }
    struct booked_plan *fresh = booked_plan_list_add(&book->fresh, arena);
    fresh->plan = (struct plan){.id = arena_text(arena, id),
                                .level = level,
                                .method = method,
                                .made_from = from,
                                .made_at = utc_now(arena)};
    if (book->call->options->publishes)
        *plan_id_list_add(&book->to_publish, arena) = fresh->plan.id;
    return fresh;
}

struct plan_entry zones_book_entry(const struct booked_plan *fresh)
{
    const struct plan *plan = &fresh->plan;
    return (struct plan_entry){.id = plan->id,
                               .level = plan->level,
                               .method = plan->method,
                               .made_from = plan->made_from,
                               .made_at = plan->made_at,
                               .year = plan->year,
                               .grade = plan->grade,
                               .based_on = plan->based_on,
                               .options = plan->options,
                               .n_zones = plan->zones.count};
}

static enum status write_fresh(struct store *store,
                               const struct booked_plan *fresh,
                               struct error *err)
{
    enum status status = store_write_plan(store, &fresh->plan, err);
    if (status == STATUS_OK)
        status = store_write_plan_units(
            store, fresh->plan.id, fresh->units.items, fresh->units.count, err);
    return status;
}

enum status zones_book_write(struct zones_book *book, struct error *err)
{
    struct store *store = book->call->store;
    enum status status = store_begin(store, err);
    for (size_t i = 0; i < book->fresh.count && status == STATUS_OK; i++)
        status = write_fresh(store, &book->fresh.items[i], err);
    for (size_t i = 0; i < book->to_publish.count && status == STATUS_OK; i++)
        status =
            plan_publish(store, book->call->arena, book->to_publish.items[i],
                         (size_t)book->call->options->n_threads, err);
    if (status == STATUS_OK)
        status = store_commit(store, err);
    return status;
}
