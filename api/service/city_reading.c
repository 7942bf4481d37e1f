// Three cases, by what the fingerprints have in common: everything (then the
// reading is the same one), all but the plans (then zones are read anew and the
// rest is shared), or less (then all is read anew).

#include "service/city_reading.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct counted_reading {
    struct city_reading reading; // first, so that both have one address
    atomic_size_t n_holders;
};

static struct counted_reading *counted(struct city_reading *reading)
{
    return (struct counted_reading *)reading;
}

static struct city_reading *new_reading(const struct store_fingerprint *of)
{
    struct counted_reading *made = calloc(1, sizeof *made);
    if (made == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    made->reading.of = *of;
    atomic_init(&made->n_holders, 1);
    return &made->reading;
}

void city_reading_put(struct city_reading *reading)
{
    if (reading == NULL ||
        atomic_fetch_sub(&counted(reading)->n_holders, 1) != 1)
        return;
    tile_service_free(reading->tiles);
    city_state_close(reading->city);
    free(reading);
}

static enum status read_all(struct store *store, struct city_reading *reading,
                            struct error *err)
{
    enum status status = city_state_open(store, NULL, &reading->city, err);
    return status == STATUS_OK ? tile_service_read(store, &reading->tiles, err)
                               : status;
}

static enum status read_plans(struct store *store,
                              const struct city_reading *last,
                              struct city_reading *reading, struct error *err)
{
    enum status status =
        city_state_read_plans(last->city, store, &reading->city, err);
    return status == STATUS_OK ? tile_service_read_plans(last->tiles, store,
                                                         &reading->tiles, err)
                               : status;
}

enum status city_reading_take(struct store *store,
                              const struct store_fingerprint *fingerprint,
                              struct city_reading *last,
                              struct city_reading **reading, struct error *err)
{
    bool has_base =
        last != NULL && strcmp(last->of.base, fingerprint->base) == 0;
    if (has_base && strcmp(last->of.plans, fingerprint->plans) == 0) {
        atomic_fetch_add(&counted(last)->n_holders, 1);
        *reading = last;
        return STATUS_OK;
    }
    struct city_reading *made = new_reading(fingerprint);
    enum status status = has_base ? read_plans(store, last, made, err)
                                  : read_all(store, made, err);
    if (status != STATUS_OK) {
        city_reading_put(made);
        return status;
    }
    *reading = made;
    return STATUS_OK;
}
