// Desks have places in an array under one short lock. Whoever needs a round
// first begins its desk, which a thread of its own opens; all others find it
// being opened and come back. An open desk has a lock of its own, held for one
// explanation. The array's lock is never held while waiting for a desk's, nor
// while one is cleared away; a desk that someone uses, or waits for, is never
// cleared.

#include "office/explain_desk.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/rules_file.h"
#include "store/clock.h"

#define MOST_DESKS 4 // one an entry grade

enum desk_state { DESK_OPENING, DESK_OPEN, DESK_FAILED };

struct explain_desk {
    struct explain_desks *desks;
    struct arena *arena;
    const char *version_id;
    const char *round_id;
    pthread_t opener;
    // Under the lock of all:
    enum desk_state state;
    struct error failure;
    size_t n_users;
    double used_s; // of a failure: when it failed
    // Under `busy`, once open:
    pthread_mutex_t busy;
    struct rules_file rules;
    struct round_record record;
    struct placing_case *placing;
    struct placing_result result;
    struct placing_explainer *explainer;
};

struct explain_desks {
    pthread_mutex_t lock;
    struct explain_desk *places[MOST_DESKS];
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

struct explain_desks *explain_desks_new(const char *city_path, size_t n_threads)
{
    struct explain_desks *desks = or_end(calloc(1, sizeof *desks));
    pthread_mutex_init(&desks->lock, NULL);
    desks->city_path = or_end(strdup(city_path));
    desks->n_threads = n_threads;
    return desks;
}

// One that has no place any more; waits for its opener.
static void desk_free(struct explain_desk *desk)
{
    if (desk == NULL)
        return;
    pthread_join(desk->opener, NULL);
    placing_case_close(desk->placing);
    pthread_mutex_destroy(&desk->busy);
    arena_free(desk->arena);
}

void explain_desks_free(struct explain_desks *desks)
{
    if (desks == NULL)
        return;
    for (size_t i = 0; i < MOST_DESKS; i++)
        desk_free(desks->places[i]);
    pthread_mutex_destroy(&desks->lock);
    free(desks->city_path);
    free(desks);
}

// Opening ---------------------------------------------------------------------

static enum status open_case(struct explain_desk *desk, struct store *city,
                             struct store *pupils, struct error *err)
{
    enum status status = store_read_round(pupils, desk->arena, desk->round_id,
                                          &desk->record, err);
    if (status != STATUS_OK)
        return status;
    const char *text = desk->record.entry.rules;
    status = rules_file_parse("the round's rules", text, strlen(text),
                              desk->arena, NULL, NULL, &desk->rules, err);
    if (status != STATUS_OK)
        return status;
    struct placing_question question = {.rules = &desk->rules.rules,
                                        .rules_text = desk->rules.text,
                                        .year = desk->record.entry.year,
                                        .n_threads = desk->desks->n_threads};
    struct placing_report nobody = {0};
    status = placing_case_open(city, pupils, &question, &nobody, &desk->placing,
                               err);
    if (status == STATUS_OK)
        status =
            placing_restore(desk->placing, &desk->record, &desk->result, err);
    if (status == STATUS_OK)
        desk->explainer = placing_explainer_new(desk->placing, &desk->result);
    return status;
}

static enum status open_round(struct explain_desk *desk, struct error *err)
{
    struct store *city = NULL;
    struct store *pupils = NULL;
    const char *path = desk->desks->city_path;
    enum status status = store_open(path, STORE_READ, &city, err);
    if (status == STATUS_OK)
        status = store_open_private(path, &pupils, err);
    if (status == STATUS_OK)
        status = open_case(desk, city, pupils, err);
    store_close(pupils);
    store_close(city);
    return status;
}

static void *open_desk(void *context)
{
    struct explain_desk *desk = context;
    struct error err;
    enum status status = open_round(desk, &err);
    pthread_mutex_lock(&desk->desks->lock);
    desk->state = status == STATUS_OK ? DESK_OPEN : DESK_FAILED;
    desk->used_s = seconds_now();
    if (status != STATUS_OK)
        desk->failure = err;
    pthread_mutex_unlock(&desk->desks->lock);
    return NULL;
}

static enum status desk_new(struct explain_desks *desks, const char *version_id,
                            const char *round_id, struct explain_desk **made,
                            struct error *err)
{
    struct arena *arena = arena_new();
    struct explain_desk *desk = arena_array(arena, struct explain_desk, 1);
    *desk = (struct explain_desk){.desks = desks,
                                  .arena = arena,
                                  .version_id = arena_text(arena, version_id),
                                  .round_id = arena_text(arena, round_id),
                                  .used_s = seconds_now()};
    pthread_mutex_init(&desk->busy, NULL);
    if (pthread_create(&desk->opener, NULL, open_desk, desk) != 0) {
        pthread_mutex_destroy(&desk->busy);
        arena_free(arena);
        return error_set(err, STATUS_IO,
                         "cannot start a thread to open the round");
    }
    *made = desk;
    return STATUS_OK;
}

// Places ----------------------------------------------------------------------

static bool is_of(const struct explain_desk *desk, const char *version_id,
                  const char *round_id)
{
    return desk != NULL && strcmp(desk->version_id, version_id) == 0 &&
           strcmp(desk->round_id, round_id) == 0;
}

static bool is_free(const struct explain_desk *desk)
{
    return desk == NULL || (desk->state != DESK_OPENING && desk->n_users == 0);
}

// Which of two free places is to be given up first: an empty one, one of
// another version, the one not used for the longest.
static bool is_given_up_before(const struct explain_desk *a,
                               const struct explain_desk *b,
                               const char *version_id)
{
    if (a == NULL || b == NULL)
        return a == NULL;
    bool a_is_stale = strcmp(a->version_id, version_id) != 0;
    bool b_is_stale = strcmp(b->version_id, version_id) != 0;
    return a_is_stale != b_is_stale ? a_is_stale : a->used_s < b->used_s;
}

static struct explain_desk **find_place(struct explain_desks *desks,
                                        const char *version_id,
                                        const char *round_id)
{
    struct explain_desk **best = NULL;
    for (size_t i = 0; i < MOST_DESKS; i++) {
        struct explain_desk **place = &desks->places[i];
        if (is_of(*place, version_id, round_id))
            return place;
        if (is_free(*place) &&
            (best == NULL || is_given_up_before(*place, *best, version_id)))
            best = place;
    }
    return best;
}

static bool is_to_be_tried_again(const struct explain_desk *desk)
{
    // A file that was busy is free in a moment; data that do not fit stay so.
    double wait_s =
        desk->failure.status == STATUS_IO ? 1 : EXPLAIN_DESK_RETRY_S;
    return desk->state == DESK_FAILED && desk->n_users == 0 &&
           seconds_now() - desk->used_s > wait_s;
}

// Under the lock. What stood in the place is `*cleared`.
static enum status use_place(struct explain_desks *desks,
                             const char *version_id, const char *round_id,
                             struct explain_desk **used,
                             struct explain_desk **cleared, struct error *err)
{
    struct explain_desk **place = find_place(desks, version_id, round_id);
    if (place == NULL)
        return STATUS_OK; // all are taken up
    if (!is_of(*place, version_id, round_id) || is_to_be_tried_again(*place)) {
        *cleared = *place;
        *place = NULL;
        return desk_new(desks, version_id, round_id, place, err);
    }
    struct explain_desk *desk = *place;
    if (desk->state == DESK_FAILED) {
        *err = desk->failure;
        return err->status;
    }
    if (desk->state == DESK_OPEN) {
        desk->n_users++;
        desk->used_s = seconds_now();
        *used = desk;
    }
    return STATUS_OK;
}

enum status explain_desk_take(struct explain_desks *desks,
                              const char *version_id, const char *round_id,
                              struct explain_on_desk *taken, struct error *err)
{
    struct explain_desk *desk = NULL;
    struct explain_desk *cleared = NULL;
    *taken = (struct explain_on_desk){0};
    pthread_mutex_lock(&desks->lock);
    enum status status =
        use_place(desks, version_id, round_id, &desk, &cleared, err);
    pthread_mutex_unlock(&desks->lock);
    desk_free(cleared);
    if (desk == NULL)
        return status;
    pthread_mutex_lock(&desk->busy);
    *taken = (struct explain_on_desk){desk->placing, desk->explainer, desk};
    return STATUS_OK;
}

void explain_desk_put(struct explain_desks *desks,
                      struct explain_on_desk *taken)
{
    struct explain_desk *desk = taken->desk;
    if (desk == NULL)
        return;
    pthread_mutex_unlock(&desk->busy);
    pthread_mutex_lock(&desks->lock);
    desk->n_users--;
    pthread_mutex_unlock(&desks->lock);
    *taken = (struct explain_on_desk){0};
}
