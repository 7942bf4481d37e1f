// A city of 1,900 schools with 13 grades and 10 years behind: the forecast of
// ten years with its ranges, and the whole back-test.
//
//     bench_forecast [SCHOOLS]

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/parallel.h"
#include "base/random.h"
#include "forecast/backtest.h"

#define N_YEARS 10
#define N_WARDS 168

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static struct enrolment_panel made_up_panel(struct arena *arena,
                                            size_t n_schools)
{
    struct random random = random_from(1);
    size_t n_rows = n_schools * PANEL_GRADES * N_YEARS;
    struct panel_school *schools =
        arena_array(arena, struct panel_school, n_schools);
    struct panel_row *rows = arena_array(arena, struct panel_row, n_rows);
    size_t n = 0;
    for (uint32_t s = 0; s < n_schools; s++) {
        schools[s] =
            (struct panel_school){arena_format(arena, "S%05u", s), s % N_WARDS};
        uint32_t size = 30 + random_below(&random, 200);
        for (int32_t y = 0; y < N_YEARS; y++)
            for (int32_t g = 0; g < PANEL_GRADES; g++)
                rows[n++] = (struct panel_row){
                    s, 2015 + y, g, size + random_below(&random, size / 4)};
    }
    struct enrolment_panel panel;
    struct error err;
    if (enrolment_panel_build(arena, schools, n_schools, N_WARDS, rows, n,
                              &panel, &err) != STATUS_OK)
        exit(1);
    return panel;
}

int main(int argc, char **argv)
{
    size_t n_schools = argc > 1 ? strtoul(argv[1], NULL, 10) : 1900;
    struct arena *arena = arena_new();
    struct enrolment_panel panel = made_up_panel(arena, n_schools);
    struct forecast_inputs inputs = {.panel = &panel};
    struct forecast_options options = {.n_years = FORECAST_MOST_YEARS,
                                       .n_threads = parallel_cores()};
    struct forecast forecast;
    struct error err;
    double began_ms = now_ms();
    if (forecast_build(arena, &inputs, &options, &forecast, &err) != STATUS_OK)
        return 1;
    printf("forecast_build  schools=%zu grades=%d years=%d threads=%zu  "
           "%.0f ms\n",
           n_schools, PANEL_GRADES, FORECAST_MOST_YEARS, options.n_threads,
           now_ms() - began_ms);
    struct backtest_options all = {.n_threads = parallel_cores()};
    struct backtest_row_list rows;
    began_ms = now_ms();
    if (backtest_run(arena, &inputs, &all, &rows, &err) != STATUS_OK)
        return 1;
    printf("backtest_run  schools=%zu rows=%zu threads=%zu  %.0f ms\n",
           n_schools, rows.count, all.n_threads, now_ms() - began_ms);
    arena_free(arena);
    return 0;
}
