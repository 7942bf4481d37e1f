// One year is carried at a time: parts are filled from the table, combined with
// the weights of the cell's class, and the value becomes the table's next year,
// from which the year after is carried. Ratios, growth and weights stay as they
// were at the origin.
//
// Weights are learned from what the parts of earlier origins said of the year
// that followed them, older origins counting less. The very first year has no
// ratios behind it and teaches nothing.

#include "forecast/carry.h"

#include <math.h>

#include "base/parallel.h"

#define LESSON_MEMORY 0.7 // weight of an origin against the one after it
#define SCHOOLS_PER_PIECE 64

static size_t count_cells(const struct carried *carried)
{
    return carried->sources.panel.n_schools * PANEL_GRADES;
}

static void start_table(struct arena *arena, struct carried *carried)
{
    const struct enrolment_panel *panel = &carried->sources.panel;
    struct pupil_table *table = &carried->table;
    table->first_year = panel->first_year;
    table->n_years = panel->n_years + carried->n_ahead;
    size_t n_cells = count_cells(carried);
    table->pupils = arena_array(arena, float, n_cells * table->n_years);
    for (size_t cell = 0; cell < n_cells; cell++)
        for (size_t y = 0; y < table->n_years; y++)
            table->pupils[cell * table->n_years + y] =
                y < panel->n_years
                    ? (float)panel->pupils[cell * panel->year_stride + y]
                    : PANEL_ABSENT;
}

struct carry_step {
    struct carried *carried;
    struct cohort_lead lead;
    int32_t year; // from which it is carried
};

static bool is_open(const struct carried *carried, size_t cell, int32_t year)
{
    return carried->openings.chance[cell] > 0 &&
           carried->origin + carried->openings.opens_in[cell] <= year;
}

void carried_weights(const struct carried *carried, size_t cell, int32_t year,
                     double weights[N_PARTS])
{
    bool is_entry = is_entry_cell(&carried->table, cell, year - 1);
    size_t class = blend_class((int32_t)(cell % PANEL_GRADES), is_entry);
    bool knows =
        is_entry && parts_know_residents(&carried->sources, cell, year);
    blend_weights(&carried->blend, class, knows, weights);
}

static void carry_cell(const struct carry_step *step, size_t cell)
{
    struct carried *carried = step->carried;
    if (!is_open(carried, cell, step->year + 1))
        return;
    struct pupil_table *table = &carried->table;
    float parts[N_PARTS];
    parts_fill(&carried->sources, table, &step->lead, cell, step->year, parts);
    double weights[N_PARTS];
    carried_weights(carried, cell, step->year + 1, weights);
    table->pupils[cell * table->n_years +
                  (size_t)(step->year + 1 - table->first_year)] =
        (float)fmax(0, blend_value(weights, parts));
}

static void carry_schools(void *context, size_t piece)
{
    const struct carry_step *step = context;
    size_t n_cells = count_cells(step->carried);
    size_t first = piece * SCHOOLS_PER_PIECE * PANEL_GRADES;
    size_t end = first + (size_t)SCHOOLS_PER_PIECE * PANEL_GRADES;
    for (size_t cell = first; cell < end && cell < n_cells; cell++)
        carry_cell(step, cell);
}

static void carry_year(struct carried *carried, int32_t year, size_t n_threads)
{
    struct carry_step step = {
        carried, cohort_lead_find(&carried->table, count_cells(carried), year),
        year};
    size_t n_schools = carried->sources.panel.n_schools;
    parallel_for((n_schools + SCHOOLS_PER_PIECE - 1) / SCHOOLS_PER_PIECE,
                 n_threads, carry_schools, &step);
}

// What an origin's parts said of the year after it, and what came.
static void add_lesson(struct arena *arena, const struct carried *carried,
                       const struct enrolment_panel *panel, float weight,
                       struct blend_row_list *rows)
{
    int32_t next = carried->origin + 1;
    struct cohort_lead lead = cohort_lead_find(
        &carried->table, count_cells(carried), carried->origin);
    for (uint32_t s = 0; s < panel->n_schools; s++)
        for (int32_t g = 0; g < PANEL_GRADES; g++) {
            int32_t actual = panel_at(panel, s, g, next);
            size_t cell = (size_t)s * PANEL_GRADES + (size_t)g;
            if (actual == PANEL_ABSENT ||
                pupil_table_at(&carried->table, cell, carried->origin) < 0)
                continue;
            struct blend_row *row = blend_row_list_add(rows, arena);
            row->blend_class = (uint32_t)blend_class(
                g, is_entry_cell(&carried->table, cell, carried->origin));
            row->actual = (float)actual;
            row->weight = weight;
            row->knows_residents =
                parts_know_residents(&carried->sources, cell, next);
            parts_fill(&carried->sources, &carried->table, &lead, cell,
                       carried->origin, row->parts);
        }
}

static struct blend learn_before(const struct carried_history *history,
                                 size_t origin, size_t n_threads)
{
    struct arena *arena = arena_new();
    struct blend_row_list rows = {0};
    float weight = 1;
    for (size_t before = origin; before-- > 1; weight *= (float)LESSON_MEMORY)
        add_lesson(arena, &history->origins[before],
                   &history->origins[origin].sources.panel, weight, &rows);
    struct blend blend = blend_learn(&rows, n_threads);
    arena_free(arena);
    return blend;
}

struct carried_history
carried_history_build(struct arena *arena, const struct enrolment_panel *panel,
                      const struct resident_table *residents,
                      bool projects_residents, size_t n_ahead, size_t n_threads)
{
    struct carried_history history = {
        panel, arena_array(arena, struct carried, panel->n_years),
        panel->n_years};
    for (size_t i = 0; i < history.n_origins; i++) {
        struct carried *carried = &history.origins[i];
        carried->origin = panel->first_year + (int32_t)i;
        bool is_last = i + 1 == history.n_origins;
        size_t n_known = history.n_origins - 1 - i;
        carried->n_ahead = is_last || n_known > n_ahead ? n_ahead : n_known;
        struct enrolment_panel known = panel_until(panel, carried->origin);
        carried->sources = part_sources_build(
            arena, &known, residents,
            is_last && projects_residents ? INT32_MAX : carried->origin);
        carried->openings = openings_find(arena, &known, carried->n_ahead);
        start_table(arena, carried);
        carried->blend = learn_before(&history, i, n_threads);
        for (size_t ahead = 0; ahead < carried->n_ahead; ahead++)
            carry_year(carried, carried->origin + (int32_t)ahead, n_threads);
    }
    return history;
}

float carried_at(const struct carried *carried, size_t cell, int32_t year)
{
    return pupil_table_at(&carried->table, cell, year);
}

void carried_parts(const struct carried *carried, size_t cell, int32_t year,
                   float parts[N_PARTS])
{
    struct cohort_lead lead =
        cohort_lead_find(&carried->table, count_cells(carried), year - 1);
    parts_fill(&carried->sources, &carried->table, &lead, cell, year - 1,
               parts);
}
