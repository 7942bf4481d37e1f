// How fast tiles come, cold, and how large they are.
//
//     bench_tiles CITY.sqlite [LON,LAT]
//
// First the twenty tiles of a phone's screen around a place (the middle of the
// schools), of the four sets its map asks for: a line a zoom, best of seven
// rounds. Then every tile that is not empty: a line a set and zoom. Squeezed is
// with gzip, fast, as a first answer is. Without a city it skips itself (77).

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "http/encoding.h"
#include "store/store_city.h"
#include "tile/tile_service.h"

#define ROUNDS 7

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void need(enum status status, const struct error *err)
{
    if (status == STATUS_OK)
        return;
    fprintf(stderr, "bench_tiles: %s\n", err->text);
    exit(1);
}

struct measure {
    size_t n_full;
    size_t plain_bytes, largest_plain;
    size_t squeezed_bytes, largest_squeezed;
    double draw_ms, squeeze_ms, slowest_ms;
};

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static void measure_tile(const struct tile_set *set, struct arena *arena,
                         struct tile tile, struct measure *m)
{
    struct text_buffer plain = {0};
    struct text_buffer squeezed = {0};
    double began_ms = now_ms();
    arena_reset(arena);
    tile_set_render(set, arena, tile, &plain);
    double drawn_ms = now_ms();
    if (plain.length > 0)
        encoding_squeeze(ENCODING_GZIP, ENCODING_FAST, plain.bytes,
                         plain.length, &squeezed);
    double ended_ms = now_ms();
    m->n_full += plain.length > 0;
    m->plain_bytes += plain.length;
    m->squeezed_bytes += squeezed.length;
    m->largest_plain = larger(m->largest_plain, plain.length);
    m->largest_squeezed = larger(m->largest_squeezed, squeezed.length);
    m->draw_ms += drawn_ms - began_ms;
    m->squeeze_ms += ended_ms - drawn_ms;
    m->slowest_ms = fmax(m->slowest_ms, ended_ms - began_ms);
    text_buffer_free(&plain);
    text_buffer_free(&squeezed);
}

// --- a phone's screen

static struct measure draw_screen(const struct tile_service *service,
                                  uint32_t zoom, struct mercator middle)
{
    static const char *const SETS[] = {"base", "schools", "wards", "zones"};
    struct measure m = {0};
    struct arena *arena = arena_new();
    double n = (double)(1u << zoom);
    uint32_t x = (uint32_t)(middle.x * n);
    uint32_t y = (uint32_t)(middle.y * n);
    for (size_t s = 0; s < 4; s++)
        for (uint32_t i = 0; i < 20; i++)
            measure_tile(tile_service_set(service, SETS[s]), arena,
                         (struct tile){zoom, x - 2 + i % 4, y - 2 + i / 4}, &m);
    arena_free(arena);
    return m;
}

static void measure_screen(const struct tile_service *service, uint32_t zoom,
                           struct mercator middle)
{
    struct measure best = {.draw_ms = INFINITY, .squeeze_ms = INFINITY};
    for (int round = 0; round < ROUNDS; round++) {
        struct measure m = draw_screen(service, zoom, middle);
        if (m.draw_ms + m.squeeze_ms < best.draw_ms + best.squeeze_ms)
            best = m;
    }
    printf("screen_cold  z%-2u  sets=4 tiles=%zu best_of=%d  %5.1f ms  drawn "
           "%5.1f, squeezed %5.1f  %4zu KB, squeezed %4zu KB\n",
           zoom, best.n_full, ROUNDS, best.draw_ms + best.squeeze_ms,
           best.draw_ms, best.squeeze_ms, best.plain_bytes / 1024,
           best.squeezed_bytes / 1024);
}

// --- all tiles

struct walk {
    const struct tile_set *set;
    struct arena *arena;
    struct measure m;
};

static enum status measure_again(void *context, struct tile tile,
                                 const char *bytes, size_t n, struct error *err)
{
    struct walk *walk = context;
    (void)bytes, (void)n, (void)err;
    measure_tile(walk->set, walk->arena, tile, &walk->m);
    return STATUS_OK;
}

static void measure_zoom(const struct tile_set *set, uint32_t zoom)
{
    struct walk walk = {set, arena_new(), {0}};
    struct error err;
    need(tile_set_each_tile(set, zoom, zoom, measure_again, &walk, &err), &err);
    const struct measure *m = &walk.m;
    double n = m->n_full > 0 ? (double)m->n_full : 1;
    printf("tiles_cold  %-8s z%-2u  tiles=%-5zu  mean %6.3f ms  slowest %5.1f "
           "ms  largest %3zu KB, squeezed %3zu KB\n",
           tile_set_info(set)->name, zoom, m->n_full,
           (m->draw_ms + m->squeeze_ms) / n, m->slowest_ms,
           m->largest_plain / 1024, m->largest_squeezed / 1024);
    arena_free(walk.arena);
}

static void measure_set(const struct tile_set *set)
{
    const struct tile_set_info *info = tile_set_info(set);
    for (uint32_t zoom = info->first_zoom; zoom <= info->last_zoom; zoom++)
        measure_zoom(set, zoom);
}

static struct mercator middle_of_schools(const struct tile_service *service)
{
    double deg[4] = {0};
    tile_set_bounds(tile_service_set(service, "schools"), deg);
    return mercator_from_lonlat(
        (struct lonlat){(deg[0] + deg[2]) / 2, (deg[1] + deg[3]) / 2});
}

static void read_city(const char *path, struct tile_service **service)
{
    struct error err;
    struct store *store;
    struct tile_service *renewed;
    need(store_open(path, STORE_READ, &store, &err), &err);
    double began_ms = now_ms();
    need(tile_service_read(store, service, &err), &err);
    double read_ms = now_ms();
    need(tile_service_read_plans(*service, store, &renewed, &err), &err);
    printf("tiles_read  %.0f ms, again with nothing changed %.0f ms\n",
           read_ms - began_ms, now_ms() - read_ms);
    tile_service_free(renewed);
    store_close(store);
}

int main(int argc, char **argv)
{
    struct lonlat at;
    struct tile_service *service;
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "skipped: bench_tiles CITY.sqlite [LON,LAT]\n");
        return 77;
    }
    read_city(argv[1], &service);
    struct mercator middle = middle_of_schools(service);
    if (argc == 3 && sscanf(argv[2], "%lf,%lf", &at.lon_deg, &at.lat_deg) == 2)
        middle = mercator_from_lonlat(at);
    for (uint32_t zoom = 9; zoom <= 16; zoom++)
        measure_screen(service, zoom, middle);
    for (size_t i = 0; i < tile_service_count(service); i++)
        measure_set(tile_service_at(service, i));
    tile_service_free(service);
    return 0;
}
