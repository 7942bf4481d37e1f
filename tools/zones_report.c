// Tables for people: numbers to the right, whole metres where a centimetre says
// nothing more.

#include "zones_report.h"

#include <inttypes.h>
#include <stdio.h>

#define CELL_SIZE 32

static void put_count(char cell[CELL_SIZE], uint64_t n)
{
    snprintf(cell, CELL_SIZE, "%" PRIu64, n);
}

static void put_metres(char cell[CELL_SIZE], uint64_t cm)
{
    snprintf(cell, CELL_SIZE, "%" PRIu64 " m", (cm + 50) / 100);
}

static void cell_entrants(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.entrants);
}

static void cell_unzoned(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.unzoned);
}

static void cell_seats(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->seats);
}

static void cell_over_seats(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.over_seats);
}

static void cell_over_cap(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.over_cap);
}

static void cell_no_way(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.no_way);
}

static void cell_mean(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_metres(cell, m->mean_way_cm);
}

static void cell_farthest(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_metres(cell, m->farthest_cm);
}

static void cell_zones(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.n_zones);
}

static void cell_pieces(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.n_pieces);
}

static void cell_away(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.n_away);
}

static void cell_compactness(const struct plan_measures *m,
                             char cell[CELL_SIZE])
{
    snprintf(cell, CELL_SIZE, "%.3f", m->compactness);
}

static void cell_moved(const struct plan_measures *m, char cell[CELL_SIZE])
{
    put_count(cell, m->sums.moved);
}

static const struct line_of_table {
    const char *label;
    void (*put)(const struct plan_measures *measures, char cell[CELL_SIZE]);
} LINES[] = {
    {"entrants in zones", cell_entrants},
    {"entrants without a zone", cell_unzoned},
    {"seats", cell_seats},
    {"over seats", cell_over_seats},
    {"farther than the cap", cell_over_cap},
    {"without a way", cell_no_way},
    {"mean way", cell_mean},
    {"farthest unit", cell_farthest},
    {"zones", cell_zones},
    {"pieces", cell_pieces},
    {"zones without their school", cell_away},
    {"compactness", cell_compactness},
};

static void print_line(const char *label, const struct measured_plan *plans,
                       size_t n_plans,
                       void (*put)(const struct plan_measures *measures,
                                   char cell[CELL_SIZE]))
{
    printf("  %-28s", label);
    for (size_t i = 0; i < n_plans; i++) {
        char cell[CELL_SIZE];
        put(&plans[i].measures, cell);
        printf("  %12s", cell);
    }
    putchar('\n');
}

void zones_report_table(const struct measured_plan *plans, size_t n_plans,
                        uint32_t cap_cm, const char *since)
{
    if (plans[0].heading != NULL) {
        printf("  %-28s", "");
        for (size_t i = 0; i < n_plans; i++)
            printf("  %12.12s", plans[i].heading);
        putchar('\n');
    }
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        if (LINES[i].put != cell_over_cap) {
            print_line(LINES[i].label, plans, n_plans, LINES[i].put);
        } else if (cap_cm != UINT32_MAX) {
            char label[64];
            snprintf(label, sizeof label, "farther than %u m", cap_cm / 100);
            print_line(label, plans, n_plans, cell_over_cap);
        }
    }
    if (since != NULL) {
        char label[64];
        snprintf(label, sizeof label, "moved since %.8s", since);
        print_line(label, plans, n_plans, cell_moved);
    }
}

void zones_report_schools(const struct city_zoning *zoning,
                          const struct plan_measures *measures)
{
    printf("%-12s %8s %6s %6s %6s %7s %8s %6s %7s %6s  %s\n", "school",
           "entrants", "seats", "over", "> cap", "mean m", "farthest", "units",
           "pieces", "moved", "name");
    for (size_t s = 0; s < zoning->schools.count; s++) {
        const struct zone_row *row = &measures->rows[s];
        printf("%-12s %8" PRIu64 " %6u %6" PRIu64 " %6" PRIu64
               " %7u %8u %6u %7u %6" PRIu64 "  %s\n",
               zoning->schools.items[s].id, row->entrants,
               zoning->problem.seats[s], row->over_seats, row->over_cap,
               (zone_row_mean_way_cm(row) + 50) / 100,
               (row->farthest_cm + 50) / 100, row->n_units, row->n_pieces,
               row->moved, zoning->schools.items[s].name);
    }
}
