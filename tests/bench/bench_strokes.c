// Paints 200 strokes of 1 to 20 units on a plan of the size of Ho Chi Minh
// City and prints a line: how long a stroke takes in memory with its answer
// written, and with what is kept of it in the file; the middle and the slowest.

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/random.h"
#include "office/plan_desk.h"
#include "office/plan_json.h"
#include "scratch.h"
#include "store/clock.h"
#include "unit_city.h"

#define N_STROKES 200

struct painting {
    struct plan_desks *desks;
    struct city_version version;
    char plan_id[33];
    struct store *store;
    struct random random;
    double measured_ms[N_STROKES], kept_ms[N_STROKES];
};

static void must(enum status status, const struct error *err)
{
    if (status == STATUS_OK)
        return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void take(struct painting *p, struct plan_on_desk *taken)
{
    const struct timespec pause = {.tv_nsec = 5000000};
    struct error err;
    do {
        must(plan_desks_take(p->desks, &p->version, p->plan_id, taken, &err),
             &err);
        if (taken->plan == NULL)
            nanosleep(&pause, NULL);
    } while (taken->plan == NULL);
}

// A brush of neighbours, so that zones stay what zones are.
static size_t brush(struct painting *p, const struct desk_plan *plan,
                    uint32_t *units)
{
    size_t n = 1 + random_below(&p->random, 20);
    uint32_t first =
        random_below(&p->random, (uint32_t)(plan->zoning.units.count - n));
    for (size_t i = 0; i < n; i++)
        units[i] = first + (uint32_t)i;
    return n;
}

static void keep(struct painting *p, struct desk_plan *plan)
{
    struct error err;
    must(store_begin(p->store, &err), &err);
    must(plan_draft_write(&plan->draft, p->store, &err), &err);
    must(store_commit(p->store, &err), &err);
}

static bool paint(struct painting *p, size_t at)
{
    struct arena *arena = arena_new();
    struct plan_on_desk taken;
    struct stroke stroke;
    struct text_buffer body = {0};
    struct error err;
    uint32_t units[20];
    double began_s = seconds_now();
    take(p, &taken);
    struct desk_plan *plan = taken.plan;
    size_t n = brush(p, plan, units);
    uint32_t school =
        random_below(&p->random, (uint32_t)plan->zoning.schools.count);
    bool done = desk_plan_move(plan, arena, units, n, school, &stroke, &err) ==
                STATUS_OK;
    if (done) {
        struct json_writer json = json_into(&body);
        plan_stroke_write(&json, plan, &stroke);
        p->measured_ms[at] = 1e3 * (seconds_now() - began_s);
        keep(p, plan);
        desk_plan_note_stroke(plan, &stroke);
        p->kept_ms[at] = 1e3 * (seconds_now() - began_s);
    }
    plan_desks_put(p->desks, &taken, false);
    text_buffer_free(&body);
    arena_free(arena);
    return done;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_line(struct painting *p, size_t n_units, size_t n_schools)
{
    qsort(p->measured_ms, N_STROKES, sizeof(double), by_size);
    qsort(p->kept_ms, N_STROKES, sizeof(double), by_size);
    printf("strokes  units=%zu schools=%zu strokes=%d  measured %.2f ms "
           "(slowest %.2f)  kept %.1f ms (slowest %.1f)\n",
           n_units, n_schools, N_STROKES, p->measured_ms[N_STROKES / 2],
           p->measured_ms[N_STROKES - 1], p->kept_ms[N_STROKES / 2],
           p->kept_ms[N_STROKES - 1]);
}

int main(void)
{
    static struct painting p;
    struct unit_city_plan city = {
        .seed = 1, .wide = 66, .high = 66, .n_schools = 183};
    struct scratch *scratch = scratch_new();
    const char *path = scratch_path(scratch, "city.sqlite");
    struct error err;
    must(unit_city_write(path, &city, p.plan_id, &err), &err);
    must(store_open(path, STORE_WRITE, &p.store, &err), &err);
    p.desks = plan_desks_new(path, 2);
    p.random = random_from(2);
    struct store_pool *stores = store_pool_new(path, STORE_POOL_CITY);
    p.version = (struct city_version){.stores = stores, .id = "as drawn"};
    struct plan_on_desk taken;
    take(&p, &taken);
    plan_desks_put(p.desks, &taken, false);
    for (size_t i = 0; i < N_STROKES;)
        i += paint(&p, i);
    print_line(&p, (size_t)city.wide * city.high, city.n_schools);
    plan_desks_free(p.desks);
    store_pool_free(stores);
    store_close(p.store);
    scratch_free(scratch);
    return 0;
}
