// Each school is read on its own: the years in which it has rows, its highest
// grade year by year, and every grade against what its cohort would have given
// (the grade below a year before, times what such a cohort became in the whole
// city). A merger needs two schools: the pupils of one that closed appear,
// about as many, at another of the same ward the year after; where wards are
// not known the numbers must agree more closely, since there are more schools
// to chance upon.
//
// The limits are for a planner's eyes, not for the forecast, which weighs
// everything by its noise: 30 pupils are a class, half of the expected a change
// that no class size explains.

#include "forecast/enrolment_panel.h"

#include <math.h>
#include <stdlib.h>

#define JUMP_PUPILS 30.0
#define JUMP_SHARE 0.5
#define MERGED_LEAST 50
#define MERGED_GROWTH 0.25
#define MERGED_MATCH 0.3
#define MERGED_GROWTH_ANYWHERE 0.5
#define MERGED_MATCH_ANYWHERE 0.1

struct reading {
    const struct enrolment_panel *panel;
    struct arena *arena;
    struct panel_finding_list *findings;
    double *became; // `[grade * n_years + y]`: city's cohort ratio; 0: none
    int32_t last_year;
};

static void add(struct reading *reading, enum panel_finding_kind kind,
                uint32_t school, int32_t grade, int32_t year)
{
    *panel_finding_list_add(reading->findings, reading->arena) =
        (struct panel_finding){kind, school, PANEL_NOBODY, grade, year};
}

// What a cohort of the whole city became in each grade and year.
static void find_became(struct reading *reading)
{
    const struct enrolment_panel *panel = reading->panel;
    reading->became =
        arena_array(reading->arena, double, PANEL_GRADES * panel->n_years);
    for (int32_t g = 1; g < PANEL_GRADES; g++)
        for (size_t y = 1; y < panel->n_years; y++) {
            int32_t year = panel->first_year + (int32_t)y;
            double now = 0;
            double before = 0;
            for (uint32_t s = 0; s < panel->n_schools; s++) {
                int32_t below = panel_at(panel, s, g - 1, year - 1);
                int32_t here = panel_at(panel, s, g, year);
                if (below == PANEL_ABSENT || here == PANEL_ABSENT)
                    continue;
                now += here;
                before += below;
            }
            if (before > 0)
                reading->became[(size_t)g * panel->n_years + y] = now / before;
        }
}

// What the cohort, or for want of one last year's value, leads to expect;
// negative where nothing does.
static double expected(const struct reading *reading, uint32_t school,
                       int32_t grade, int32_t year)
{
    const struct enrolment_panel *panel = reading->panel;
    int32_t below = panel_at(panel, school, grade - 1, year - 1);
    size_t y = (size_t)(year - panel->first_year);
    double became = reading->became[(size_t)grade * panel->n_years + y];
    if (below != PANEL_ABSENT && became > 0)
        return below * became;
    return panel_at(panel, school, grade, year - 1);
}

static void read_jumps(struct reading *reading, uint32_t school)
{
    for (int32_t year = reading->panel->first_year + 1;
         year <= reading->last_year; year++)
        for (int32_t g = 0; g < PANEL_GRADES; g++) {
            int32_t here = panel_at(reading->panel, school, g, year);
            double cohort = expected(reading, school, g, year);
            if (here == PANEL_ABSENT || cohort < 0)
                continue;
            double off = fabs(here - cohort);
            if (off > JUMP_PUPILS && off > JUMP_SHARE * cohort)
                add(reading, PANEL_JUMP, school, g, year);
        }
}

// The school's own rows: from `first` to `last`.
static void read_gaps(struct reading *reading, uint32_t school, int32_t first,
                      int32_t last)
{
    const struct enrolment_panel *panel = reading->panel;
    for (int32_t year = first + 1; year < last; year++)
        if (panel_total(panel, school, year) == PANEL_ABSENT)
            add(reading, PANEL_GAP, school, -1, year);
        else
            for (int32_t g = 0; g < PANEL_GRADES; g++)
                if (panel_at(panel, school, g, year) == PANEL_ABSENT &&
                    panel_at(panel, school, g, year - 1) != PANEL_ABSENT &&
                    panel_at(panel, school, g, year + 1) != PANEL_ABSENT)
                    add(reading, PANEL_GAP, school, g, year);
}

// Named once, in the last year in which it added a grade for the second time
// running.
static void read_growth(struct reading *reading, uint32_t school)
{
    const struct enrolment_panel *panel = reading->panel;
    for (int32_t year = reading->last_year; year >= panel->first_year + 2;
         year--) {
        int32_t before = panel_top_grade(panel, school, year - 2);
        int32_t top = panel_top_grade(panel, school, year);
        if (before < 0 ||
            panel_top_grade(panel, school, year - 1) != before + 1 ||
            top != before + 2)
            continue;
        add(reading, PANEL_GROWING, school, top, year);
        return;
    }
}

static uint32_t last_year_of(const struct enrolment_panel *panel,
                             uint32_t school)
{
    size_t y = panel->n_years;
    while (y > 0 &&
           panel_total(panel, school, panel->first_year + (int32_t)y - 1) <= 0)
        y--;
    return (uint32_t)y; // years up to its last with pupils
}

// How far the growth of `school` from `year` to the next is from what `closed`
// had, as a share of that; above 1 where it is no merger.
static double merger_mismatch(const struct enrolment_panel *panel,
                              uint32_t school, uint32_t closed, int32_t year)
{
    uint32_t ward = panel->schools[school].ward;
    bool is_near = ward != PANEL_NOBODY && ward == panel->schools[closed].ward;
    bool is_placed =
        ward != PANEL_NOBODY && panel->schools[closed].ward != PANEL_NOBODY;
    int32_t had = panel_total(panel, closed, year);
    int32_t before = 0;
    int32_t after = 0;
    for (int32_t g = 0; g < PANEL_GRADES; g++) {
        int32_t now = panel_at(panel, school, g, year);
        int32_t next = panel_at(panel, school, g, year + 1);
        if (now <= 0 || next == PANEL_ABSENT)
            continue; // a grade that was added is growth, no merger
        before += now;
        after += next;
    }
    if (before <= 0 || after <= before || (is_placed && !is_near))
        return 2;
    double mismatch = fabs((double)(after - before - had)) / had;
    double growth = (double)(after - before) / before;
    bool is_merger = is_near
                         ? mismatch <= MERGED_MATCH && growth >= MERGED_GROWTH
                         : mismatch <= MERGED_MATCH_ANYWHERE &&
                               growth >= MERGED_GROWTH_ANYWHERE;
    return is_merger ? mismatch : 2;
}

static void read_merger(struct reading *reading, uint32_t closed)
{
    const struct enrolment_panel *panel = reading->panel;
    size_t n_years = last_year_of(panel, closed);
    int32_t year = panel->first_year + (int32_t)n_years - 1;
    if (n_years == 0 || n_years == panel->n_years ||
        panel_total(panel, closed, year) < MERGED_LEAST)
        return;
    double best = 1;
    uint32_t into = PANEL_NOBODY;
    for (uint32_t s = 0; s < panel->n_schools; s++) {
        double mismatch =
            s == closed ? 2 : merger_mismatch(panel, s, closed, year);
        if (mismatch >= best)
            continue;
        best = mismatch;
        into = s;
    }
    if (into == PANEL_NOBODY)
        return;
    add(reading, PANEL_MERGED, into, -1, year + 1);
    reading->findings->items[reading->findings->count - 1].other = closed;
}

static void read_school(struct reading *reading, uint32_t school)
{
    const struct enrolment_panel *panel = reading->panel;
    int32_t first = 0;
    int32_t last = 0;
    size_t n_known = 0;
    int64_t pupils = 0;
    for (int32_t year = panel->first_year; year <= reading->last_year; year++) {
        int32_t total = panel_total(panel, school, year);
        if (total == PANEL_ABSENT)
            continue;
        first = n_known++ == 0 ? year : first;
        last = year;
        pupils += total;
    }
    if (n_known == 0) {
        add(reading, PANEL_NO_HISTORY, school, -1, reading->last_year);
        return;
    }
    if (first > panel->first_year)
        add(reading, PANEL_NEW, school, -1, first);
    if (last < reading->last_year)
        add(reading, PANEL_CLOSED, school, -1, last);
    if (n_known == 1)
        add(reading, PANEL_ONE_YEAR, school, -1, first);
    if (pupils == 0)
        add(reading, PANEL_ALL_ZERO, school, -1, last);
    read_gaps(reading, school, first, last);
    read_growth(reading, school);
    read_jumps(reading, school);
    read_merger(reading, school);
}

static int compare_findings(const void *first, const void *second)
{
    const struct panel_finding *a = first;
    const struct panel_finding *b = second;
    int64_t keys[][2] = {{a->school, b->school},
                         {(int64_t)a->kind, (int64_t)b->kind},
                         {a->year, b->year},
                         {a->grade, b->grade},
                         {a->other, b->other}};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (keys[k][0] != keys[k][1])
            return keys[k][0] < keys[k][1] ? -1 : 1;
    return 0;
}

const char *panel_finding_name(enum panel_finding_kind kind)
{
    static const char *const NAMES[] = {
        [PANEL_NEW] = "new",
        [PANEL_CLOSED] = "closed",
        [PANEL_GROWING] = "growing",
        [PANEL_MERGED] = "merged",
        [PANEL_GAP] = "gap",
        [PANEL_JUMP] = "jump",
        [PANEL_ONE_YEAR] = "one_year",
        [PANEL_ALL_ZERO] = "all_zero",
        [PANEL_NO_HISTORY] = "no_history",
    };
    return NAMES[kind];
}

struct panel_finding_list panel_findings(struct arena *arena,
                                         const struct enrolment_panel *panel)
{
    struct panel_finding_list findings = {0};
    struct reading reading = {
        .panel = panel,
        .arena = arena,
        .findings = &findings,
        .last_year = panel->first_year + (int32_t)panel->n_years - 1,
    };
    find_became(&reading);
    for (uint32_t s = 0; s < panel->n_schools; s++)
        read_school(&reading, s);
    if (findings.count > 0)
        qsort(findings.items, findings.count, sizeof *findings.items,
              compare_findings);
    return findings;
}
