// Desks stand in a list under one short lock. A desk is begun by whoever needs
// it first and opened by a thread of its own; all others find it being opened
// and come back. An open desk has a lock for its plans, which a request holds
// from taking a plan to putting it back, so that an edit and what is written of
// it are one.
//
// Locks are taken in one order, which is why nobody waits in a circle: first
// the desk's, then the file's (a transaction). The list's is never held while
// waiting for either.
//
// Which desk a plan belongs to is told by its question as text and by the
// version of the city, a hash of all it is read from; a desk of another version
// is of no use any more and goes when its last user does.

#include "office/plan_desk.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geo/label_point.h"
#include "store/clock.h"

#define MOST_DESKS 8
#define MOST_PLANS 8 // that lie on one desk

enum desk_state { DESK_OPENING, DESK_OPEN, DESK_FAILED };

struct plan_desk {
    struct plan_desk *next;
    struct plan_desks *desks;
    struct arena *arena;
    const char *key; // question and version
    struct zoning_question question;
    pthread_t opener;
    // Under the list's lock:
    enum desk_state state;
    struct error failure;
    size_t n_users;
    double used_s;
    // Read-only once open:
    struct city_zoning zoning;
    struct point_m *places; // of the units
    // Under `busy`:
    pthread_mutex_t busy;
    struct desk_plan *plans[MOST_PLANS]; // the last used first
    size_t n_plans;
};

struct plan_desks {
    pthread_mutex_t lock;
    struct plan_desk *first;
    char *city_path;
    size_t n_threads;
};

static void *or_end(void *memory)
{
    if (memory == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    return memory;
}

struct plan_desks *plan_desks_new(const char *city_path, size_t n_threads)
{
    struct plan_desks *desks = or_end(calloc(1, sizeof *desks));
    pthread_mutex_init(&desks->lock, NULL);
    desks->city_path = or_end(strdup(city_path));
    desks->n_threads = n_threads;
    return desks;
}

// Ends a desk that is in no list any more; waits for its opener.
static void desk_free(struct plan_desk *desk)
{
    pthread_join(desk->opener, NULL);
    for (size_t i = 0; i < desk->n_plans; i++)
        desk_plan_close(desk->plans[i]);
    pthread_mutex_destroy(&desk->busy);
    arena_free(desk->arena);
}

void plan_desks_free(struct plan_desks *desks)
{
    if (desks == NULL)
        return;
    struct plan_desk *desk = desks->first, *next;
    for (; desk != NULL; desk = next) {
        next = desk->next;
        desk_free(desk);
    }
    pthread_mutex_destroy(&desks->lock);
    free(desks->city_path);
    free(desks);
}

// Opening ---------------------------------------------------------------------

// They take longer to find than all else of an answer about units.
static void place_units(struct plan_desk *desk)
{
    const struct planning_unit_list *units = &desk->zoning.units;
    desk->places = arena_array(desk->arena, struct point_m, units->count);
    for (size_t u = 0; u < units->count; u++)
        if (!area_is_empty(&units->items[u].area))
            desk->places[u] = area_label_point(&units->items[u].area);
}

static enum status read_zoning(struct plan_desk *desk, struct error *err)
{
    struct store *store = NULL;
    enum status status =
        store_open(desk->desks->city_path, STORE_READ, &store, err);
    if (status == STATUS_OK)
        status =
            city_zoning_read(store, desk->arena, &desk->question,
                             desk->desks->n_threads, NULL, &desk->zoning, err);
    store_close(store);
    if (status == STATUS_OK)
        place_units(desk);
    return status;
}

static void *open_desk(void *context)
{
    struct plan_desk *desk = context;
    struct error err;
    enum status status = read_zoning(desk, &err);
    pthread_mutex_lock(&desk->desks->lock);
    desk->state = status == STATUS_OK ? DESK_OPEN : DESK_FAILED;
    desk->used_s = seconds_now();
    if (status != STATUS_OK)
        desk->failure = err;
    pthread_mutex_unlock(&desk->desks->lock);
    return NULL;
}

static const char *key_of(struct arena *arena,
                          const struct zoning_question *question,
                          const char *version)
{
    return arena_format(arena, "%s %" PRId64 " %" PRId64 " %s %s",
                        level_name(question->level), question->grade,
                        question->year, zoning_question_format(arena, question),
                        version);
}

// What plans of the same question differ by does not belong to the desk.
static struct zoning_question desk_question(struct arena *arena,
                                            const struct plan_entry *plan)
{
    struct zoning_question question = zoning_question_of(arena, plan);
    question.units = NULL;
    return question;
}

static enum status desk_new(struct plan_desks *desks,
                            const struct plan_entry *plan, const char *version,
                            struct plan_desk **desk, struct error *err)
{
    struct arena *arena = arena_new();
    struct plan_desk *made = arena_array(arena, struct plan_desk, 1);
    made->arena = arena;
    made->desks = desks;
    made->question = desk_question(arena, plan);
    made->key = key_of(arena, &made->question, version);
    made->used_s = seconds_now();
    pthread_mutex_init(&made->busy, NULL);
    if (pthread_create(&made->opener, NULL, open_desk, made) != 0) {
        pthread_mutex_destroy(&made->busy);
        arena_free(arena);
        return error_set(err, STATUS_IO,
                         "cannot start a thread to read the zoning");
    }
    *desk = made;
    return STATUS_OK;
}

// The list --------------------------------------------------------------------

static bool is_stale(const struct plan_desk *desk, const char *version,
                     double now_s)
{
    size_t n = strlen(desk->key), n_version = strlen(version);
    return desk->state != DESK_OPENING && desk->n_users == 0 &&
           (now_s - desk->used_s > PLAN_DESK_IDLE_S || n < n_version ||
            strcmp(desk->key + n - n_version, version) != 0);
}

// Takes stale desks out, to be freed outside the lock.
static struct plan_desk *clear_away(struct plan_desks *desks,
                                    const char *version)
{
    struct plan_desk *cleared = NULL;
    double now_s = seconds_now();
    for (struct plan_desk **at = &desks->first; *at != NULL;) {
        struct plan_desk *desk = *at;
        if (!is_stale(desk, version, now_s)) {
            at = &desk->next;
            continue;
        }
        *at = desk->next;
        desk->next = cleared;
        cleared = desk;
    }
    return cleared;
}

static void free_all(struct plan_desk *desk)
{
    for (struct plan_desk *next; desk != NULL; desk = next) {
        next = desk->next;
        desk_free(desk);
    }
}

static size_t count_desks(const struct plan_desks *desks)
{
    size_t n = 0;
    for (const struct plan_desk *desk = desks->first; desk; desk = desk->next)
        n++;
    return n;
}

// Takes out the desk that nobody has used for the longest; NULL if all are in
// use.
static struct plan_desk *take_out_oldest(struct plan_desks *desks)
{
    struct plan_desk **oldest = NULL;
    for (struct plan_desk **at = &desks->first; *at; at = &(*at)->next)
        if ((*at)->n_users == 0 && (*at)->state != DESK_OPENING &&
            (oldest == NULL || (*at)->used_s < (*oldest)->used_s))
            oldest = at;
    if (oldest == NULL)
        return NULL;
    struct plan_desk *desk = *oldest;
    *oldest = desk->next;
    desk->next = NULL;
    return desk;
}

static struct plan_desk **find_desk(struct plan_desks *desks, const char *key)
{
    struct plan_desk **at = &desks->first;
    while (*at != NULL && strcmp((*at)->key, key) != 0)
        at = &(*at)->next;
    return at;
}

static enum status add_desk(struct plan_desks *desks,
                            const struct plan_entry *plan, const char *version,
                            struct plan_desk **cleared, struct error *err)
{
    struct plan_desk *desk = NULL;
    if (count_desks(desks) >= MOST_DESKS) {
        struct plan_desk *oldest = take_out_oldest(desks);
        if (oldest == NULL)
            return error_set(err, STATUS_IO,
                             "plans of %d different questions are being worked "
                             "on already; try again later",
                             MOST_DESKS);
        oldest->next = *cleared;
        *cleared = oldest;
    }
    enum status status = desk_new(desks, plan, version, &desk, err);
    if (status == STATUS_OK) {
        desk->next = desks->first;
        desks->first = desk;
    }
    return status;
}

// A desk that could not be opened is told of once and then tried again.
static enum status use_desk(struct plan_desk **at, struct plan_on_desk *taken,
                            struct plan_desk **cleared, struct error *err)
{
    struct plan_desk *desk = *at;
    if (desk->state == DESK_OPENING) {
        taken->opening_s = seconds_now() - desk->used_s;
        return STATUS_OK;
    }
    if (desk->state == DESK_FAILED) {
        *err = desk->failure;
        *at = desk->next;
        desk->next = *cleared;
        *cleared = desk;
        return err->status;
    }
    desk->n_users++;
    taken->desk = desk;
    taken->places = desk->places;
    return STATUS_OK;
}

static enum status take_desk(struct plan_desks *desks,
                             const struct plan_entry *plan, const char *version,
                             struct plan_on_desk *taken, struct error *err)
{
    struct arena *scratch = arena_new();
    struct zoning_question question = desk_question(scratch, plan);
    const char *key = key_of(scratch, &question, version);
    pthread_mutex_lock(&desks->lock);
    struct plan_desk *cleared = clear_away(desks, version);
    struct plan_desk **at = find_desk(desks, key);
    enum status status = *at == NULL
                             ? add_desk(desks, plan, version, &cleared, err)
                             : use_desk(at, taken, &cleared, err);
    pthread_mutex_unlock(&desks->lock);
    free_all(cleared);
    arena_free(scratch);
    return status;
}

static void put_desk(struct plan_desks *desks, struct plan_desk *desk)
{
    pthread_mutex_lock(&desks->lock);
    desk->n_users--;
    desk->used_s = seconds_now();
    pthread_mutex_unlock(&desks->lock);
}

// Plans on a desk -------------------------------------------------------------

static void drop_plan(struct plan_desk *desk, size_t i)
{
    desk_plan_close(desk->plans[i]);
    desk->n_plans--;
    memmove(&desk->plans[i], &desk->plans[i + 1],
            (desk->n_plans - i) * sizeof *desk->plans);
}

static void put_first(struct plan_desk *desk, struct desk_plan *plan)
{
    if (desk->n_plans == MOST_PLANS)
        drop_plan(desk, MOST_PLANS - 1);
    memmove(&desk->plans[1], &desk->plans[0],
            desk->n_plans * sizeof *desk->plans);
    desk->plans[0] = plan;
    desk->n_plans++;
}

// The plan as it lies there, taken to the front; NULL if it is not or is not
// as the store has it.
static struct desk_plan *find_plan(struct plan_desk *desk,
                                   const struct plan_entry *entry,
                                   const char *since)
{
    size_t i = 0;
    while (i < desk->n_plans && strcmp(desk->plans[i]->plan.id, entry->id) != 0)
        i++;
    if (i == desk->n_plans)
        return NULL;
    struct desk_plan *plan = desk->plans[i];
    if (!desk_plan_is_as(plan, entry, since)) {
        drop_plan(desk, i);
        return NULL;
    }
    memmove(&desk->plans[1], &desk->plans[0], i * sizeof *desk->plans);
    desk->plans[0] = plan;
    return plan;
}

static enum status find_or_open(struct plan_desk *desk, struct store *store,
                                const char *plan_id, struct desk_plan **plan,
                                struct arena *scratch, struct error *err)
{
    struct plan_entry entry;
    const char *since;
    enum status status =
        store_read_plan_head(store, scratch, plan_id, &entry, err);
    if (status == STATUS_OK)
        status = plan_since(store, scratch, &entry, &since, err);
    if (status != STATUS_OK)
        return status;
    *plan = find_plan(desk, &entry, since);
    if (*plan != NULL)
        return STATUS_OK;
    status = desk_plan_open(store, &desk->zoning, &entry, since, plan, err);
    if (status == STATUS_OK)
        put_first(desk, *plan);
    return status;
}

// All that is read of the plan is of one moment.
static enum status take_plan(struct plan_desk *desk, struct store *store,
                             const char *plan_id, struct desk_plan **plan,
                             struct error *err)
{
    struct arena *scratch = arena_new();
    enum status status = store_begin_reading(store, err);
    if (status == STATUS_OK)
        status = find_or_open(desk, store, plan_id, plan, scratch, err);
    store_rollback(store);
    arena_free(scratch);
    return status;
}

static enum status take(struct plan_desks *desks, struct store *store,
                        const char *version, const char *plan_id,
                        struct plan_on_desk *taken, struct error *err)
{
    struct arena *scratch = arena_new();
    struct plan_entry entry;
    enum status status =
        store_read_plan_head(store, scratch, plan_id, &entry, err);
    if (status == STATUS_OK)
        status = take_desk(desks, &entry, version, taken, err);
    arena_free(scratch);
    if (status != STATUS_OK || taken->desk == NULL)
        return status;
    pthread_mutex_lock(&taken->desk->busy);
    status = take_plan(taken->desk, store, plan_id, &taken->plan, err);
    if (status != STATUS_OK)
        plan_desks_put(desks, taken, false);
    return status;
}

enum status plan_desks_take(struct plan_desks *desks,
                            const struct city_version *version,
                            const char *plan_id, struct plan_on_desk *taken,
                            struct error *err)
{
    struct store *store = NULL;
    *taken = (struct plan_on_desk){0};
    enum status status = store_pool_take(version->stores, &store, err);
    if (status == STATUS_OK)
        status = take(desks, store, version->id, plan_id, taken, err);
    store_pool_put(version->stores, store);
    return status;
}

void plan_desks_put(struct plan_desks *desks, struct plan_on_desk *taken,
                    bool is_spoilt)
{
    struct plan_desk *desk = taken->desk;
    if (desk == NULL)
        return;
    if (is_spoilt && taken->plan != NULL)
        drop_plan(desk, 0); // the one taken stands first
    pthread_mutex_unlock(&desk->busy);
    put_desk(desks, desk);
    *taken = (struct plan_on_desk){0};
}
