// Draws every tile of a city at every zoom, cold, and prints a line a set and
// zoom: how many tiles are not empty, the largest squeezed, and how long
// drawing and squeezing took.
//
//     bench_tiles CITY.sqlite
//
// Without an argument it skips itself (77).

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "store/store_city.h"
#include "tile/tile_routes.h"

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
    size_t n_drawn;
    size_t n_full;
    size_t largest;
    size_t bytes;
    double took_ms;
    double slowest_ms;
};

static void measure_tile(const struct tile_set *set, struct arena *arena,
                         struct tile tile, struct measure *m)
{
    struct text_buffer plain = {0};
    struct text_buffer squeezed = {0};
    double started_ms = now_ms();
    arena_reset(arena);
    tile_set_render(set, arena, tile, &plain);
    if (plain.length > 0)
        encoding_squeeze(ENCODING_GZIP, ENCODING_SMALL, plain.bytes,
                         plain.length, &squeezed);
    double took_ms = now_ms() - started_ms;
    m->n_drawn++;
    m->n_full += plain.length > 0;
    m->bytes += squeezed.length;
    m->took_ms += took_ms;
    if (squeezed.length > m->largest)
        m->largest = squeezed.length;
    if (took_ms > m->slowest_ms)
        m->slowest_ms = took_ms;
    text_buffer_free(&plain);
    text_buffer_free(&squeezed);
}

static void measure_zoom(const struct tile_set *set, uint32_t zoom,
                         const double bounds_deg[4])
{
    struct mercator a =
        mercator_from_lonlat((struct lonlat){bounds_deg[0], bounds_deg[3]});
    struct mercator b =
        mercator_from_lonlat((struct lonlat){bounds_deg[2], bounds_deg[1]});
    double n = (double)(1u << zoom);
    struct measure m = {0};
    struct arena *arena = arena_new();
    for (uint32_t x = (uint32_t)(a.x * n); x <= (uint32_t)(b.x * n); x++)
        for (uint32_t y = (uint32_t)(a.y * n); y <= (uint32_t)(b.y * n); y++)
            measure_tile(set, arena, (struct tile){zoom, x, y}, &m);
    arena_free(arena);
    printf("%-8s z%-2u %6zu tiles  largest %4zu KB  mean %5.1f KB  mean "
           "%6.2f ms  slowest %6.1f ms\n",
           tile_set_info(set)->name, zoom, m.n_full, m.largest / 1024,
           (double)m.bytes / 1024 / (double)(m.n_full > 0 ? m.n_full : 1),
           m.took_ms / (double)m.n_drawn, m.slowest_ms);
}

// The twenty tiles of a phone's screen around a place, of all sets.
static void measure_screen(const struct tile_service *service, uint32_t zoom,
                           struct lonlat middle)
{
    struct mercator at = mercator_from_lonlat(middle);
    double n = (double)(1u << zoom);
    uint32_t x = (uint32_t)(at.x * n), y = (uint32_t)(at.y * n);
    double draw_ms = 0, gzip_ms = 0;
    size_t plain_bytes = 0, squeezed_bytes = 0, largest = 0;
    struct arena *arena = arena_new();
    for (size_t s = 0; s < 5; s++) {
        static const char *const names[] = {"base", "schools", "wards", "units",
                                            "zones"};
        const struct tile_set *set = tile_service_set(service, names[s]);
        for (uint32_t i = 0; i < 20; i++) {
            struct tile tile = {zoom, x - 2 + i % 5, y - 2 + i / 5};
            struct text_buffer plain = {0}, squeezed = {0};
            double began_ms = now_ms();
            arena_reset(arena);
            tile_set_render(set, arena, tile, &plain);
            double drawn_ms = now_ms();
            if (plain.length > 0)
                encoding_squeeze(ENCODING_GZIP, ENCODING_FAST, plain.bytes,
                                 plain.length, &squeezed);
            draw_ms += drawn_ms - began_ms;
            gzip_ms += now_ms() - drawn_ms;
            plain_bytes += plain.length;
            squeezed_bytes += squeezed.length;
            if (plain.length > largest)
                largest = plain.length;
            text_buffer_free(&plain);
            text_buffer_free(&squeezed);
        }
    }
    arena_free(arena);
    printf("screen   z%-2u 20 tiles, 4 sets: draw %5.1f ms  squeeze %5.1f ms  "
           "%zu KB, squeezed %zu KB largest %zu KB\n",
           zoom, draw_ms, gzip_ms, plain_bytes / 1024, squeezed_bytes / 1024,
           largest / 1024);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "skipped: bench_tiles CITY.sqlite\n");
        return 77;
    }
    struct arena *arena = arena_new();
    struct error err;
    struct store *store;
    struct city_info city;
    struct crs *crs;
    struct tile_service *service;
    need(store_open(argv[1], STORE_READ, &store, &err), &err);
    need(store_read_city(store, arena, &city, &err), &err);
    need(crs_open(city.crs, &crs, &err), &err);
    double started_ms = now_ms();
    need(tile_service_read(store, crs, &service, &err), &err);
    printf("built in %.0f ms\n", now_ms() - started_ms);

    for (uint32_t zoom = 8; zoom <= 17; zoom++)
        measure_screen(service, zoom, (struct lonlat){106.69, 10.775});

    static const char *const names[] = {"base", "schools", "wards", "zones",
                                        "units"};
    for (size_t i = 0; i < 5; i++) {
        const struct tile_set *set = tile_service_set(service, names[i]);
        const struct tile_set_info *info = tile_set_info(set);
        double bounds_deg[4];
        if (!tile_set_bounds(set, bounds_deg))
            continue;
        for (uint32_t zoom = info->first_zoom; zoom <= info->last_zoom; zoom++)
            measure_zoom(set, zoom, bounds_deg);
    }
    tile_service_free(service);
    crs_close(crs);
    store_close(store);
    arena_free(arena);
    return 0;
}
