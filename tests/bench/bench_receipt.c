// What a receipt costs beyond finding the way: random homes of a real city to
// random schools, as /v1/route answers them.
//
//     bench_receipt CITY.sqlite

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/random.h"
#include "query/route_answer.h"
#include "store/store.h"

#define N_ASKED 2000

struct medians {
    double search_us[N_ASKED];
    double find_us[N_ASKED];
    double write_us[N_ASKED];
    double points[N_ASKED];
    double bytes[N_ASKED];
    size_t n;
};

static double now_us(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return values[n / 2];
}

// A home beside a random street vertex.
static struct lonlat random_home(struct query_context *context,
                                 struct random *random)
{
    const struct street_net *net =
        &city_network_content(context->city->network)->net;
    struct point_m at =
        net->vertices[random_below(random, (uint32_t)net->n_vertices)];
    at.x_m += 10;
    return crs_to_lonlat(context->crs, at);
}

static const char *random_school(const struct city_state *city,
                                 struct random *random)
{
    return city->schools
        .items[random_below(random, (uint32_t)city->schools.count)]
        .id;
}

// The searches of a receipt without its text and positions.
static double time_search(struct query_context *context, struct arena *arena,
                          const struct route_question *question)
{
    struct net_place home;
    struct net_place gate;
    struct route route;
    uint32_t school;
    uint32_t cm;
    uint32_t ms;
    struct error err;
    struct point_m here = crs_to_city(context->crs, question->from);
    city_state_find_school(context->city, question->school_id, &school, &err);
    double start = now_us();
    if (snap_point(question->profile->traveller->snapper, here, SNAP_FARTHEST_M,
                   &home) &&
        route_answer_gate(context, question->profile, school, &home, &gate, &cm,
                          &ms))
        router_route(query_context_router(context, question->profile), arena,
                     &home, &gate, &route);
    return now_us() - start;
}

static void ask(struct query_context *context, struct arena *arena,
                const struct route_question *question, struct medians *all)
{
    struct route_answer answer;
    struct error err;
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    time_search(context, arena, question); // whose memory is then warm for both
    double search_us = time_search(context, arena, question);
    double start = now_us();
    if (route_answer_find(context, arena, question, &answer, &err) !=
            STATUS_OK ||
        answer.reason != ROUTE_FOUND)
        return;
    double found = now_us();
    route_answer_write(&json, context->city, question, &answer);
    double written = now_us();
    all->search_us[all->n] = search_us;
    all->find_us[all->n] = found - start;
    all->write_us[all->n] = written - found;
    all->points[all->n] = (double)answer.route.line.count;
    all->bytes[all->n++] = (double)body.length;
    text_buffer_free(&body);
}

static void report(struct medians *all)
{
    double search_us = median(all->search_us, all->n);
    double find_us = median(all->find_us, all->n);
    double write_us = median(all->write_us, all->n);
    printf("receipt  asked=%zu points=%.0f bytes=%.0f  search %.1f us  "
           "positions %.1f us  text %.1f us\n",
           all->n, median(all->points, all->n), median(all->bytes, all->n),
           search_us, find_us - search_us, write_us);
}

static void run(struct city_state *city, struct query_context *context)
{
    static struct medians all;
    struct random random = random_from(3);
    struct arena *arena = arena_new();
    for (int i = 0; i < N_ASKED; i++) {
        struct route_question question = {.from_name = "from",
                                          .from = random_home(context, &random),
                                          .school_id =
                                              random_school(city, &random),
                                          .profile = &city->profiles[0]};
        arena_reset(arena);
        ask(context, arena, &question, &all);
    }
    arena_free(arena);
    report(&all);
}

int main(int argc, char **argv)
{
    struct store *store;
    struct city_state *city;
    struct query_context *context;
    struct error err;
    if (argc != 2) {
        fputs("usage: bench_receipt CITY.sqlite\n", stderr);
        return 2;
    }
    if (store_open(argv[1], STORE_READ, &store, &err) != STATUS_OK ||
        city_state_open(store, "walk", &city, &err) != STATUS_OK ||
        query_context_take(city, &context, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    store_close(store);
    run(city, context);
    query_context_put(context);
    city_state_close(city);
    return 0;
}
