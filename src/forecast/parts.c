// Each part is a forecast that a planner could make with a pencil. None is
// best everywhere: last year's value follows a school whose size is set by its
// rooms, progression follows cohorts, means calm noise, growth follows the
// city. Ratios and growth stay as they were at the origin; pupils of the year
// before come from the table, where forecasts stand after the origin.

#include "forecast/parts.h"

#include <math.h>

#define WARD_GROWTH_STRENGTH 500.0 // pupils of the city's growth mixed in
#define LEAD_LOWEST 0.5            // beyond these a cohort did not grow: the
#define LEAD_HIGHEST 2.0           // schools of the file changed

const char *blend_part_name(enum blend_part part)
{
    static const char *const NAMES[N_PARTS] = {
        [PART_LAST] = "last year's value",
        [PART_DRAWN] = "progression, drawn to the city",
        [PART_DRAWN_LIGHT] = "progression, mostly the school's own",
        [PART_DRAWN_HARD] = "progression, mostly the city's",
        [PART_DRAWN_NEWEST] = "progression of the newest year, drawn",
        [PART_CITY_GROWTH] = "last value with the city's growth",
        [PART_WARD_GROWTH] = "last value with the ward's growth",
        [PART_COHORT_LED] = "last value with the city's next cohort",
        [PART_MEAN_2] = "mean of two years",
        [PART_MEAN_3] = "mean of three years",
        [PART_HALF_TREND] = "last value with half its trend",
        [PART_RESIDENTS] = "last value with the children living there",
    };
    return NAMES[part];
}

float pupil_table_at(const struct pupil_table *table, size_t cell, int32_t year)
{
    if (year < table->first_year ||
        year >= table->first_year + (int32_t)table->n_years)
        return PANEL_ABSENT;
    return table
        ->pupils[cell * table->n_years + (size_t)(year - table->first_year)];
}

static double clamp_lead(double now, double before)
{
    if (!(before > 0) || !(now > 0))
        return 1;
    return fmin(fmax(now / before, LEAD_LOWEST), LEAD_HIGHEST);
}

// Sums of the grade in the last year and the one before, over cells known in
// both, by ward; the city's last.
static void sum_growth(const struct enrolment_panel *panel, int32_t grade,
                       double (*sums)[2])
{
    int32_t origin = panel->first_year + (int32_t)panel->n_years - 1;
    for (uint32_t s = 0; s < panel->n_schools; s++) {
        int32_t now = panel_at(panel, s, grade, origin);
        int32_t before = panel_at(panel, s, grade, origin - 1);
        if (now == PANEL_ABSENT || before == PANEL_ABSENT)
            continue;
        uint32_t ward = panel->schools[s].ward;
        if (ward < panel->n_wards) {
            sums[ward][0] += now;
            sums[ward][1] += before;
        }
        sums[panel->n_wards][0] += now;
        sums[panel->n_wards][1] += before;
    }
}

static void find_growth(struct arena *arena, struct part_sources *sources)
{
    size_t n_wards = sources->panel.n_wards;
    sources->ward_growth = arena_array(arena, double, n_wards *PANEL_GRADES);
    for (int32_t g = 0; g < PANEL_GRADES; g++) {
        double(*sums)[2] = arena_alloc(arena, n_wards + 1, sizeof *sums);
        sum_growth(&sources->panel, g, sums);
        double city = clamp_lead(sums[n_wards][0], sums[n_wards][1]);
        sources->city_growth[g] = city;
        for (size_t w = 0; w < n_wards; w++)
            sources->ward_growth[w * PANEL_GRADES + (size_t)g] =
                clamp_lead(sums[w][0] + WARD_GROWTH_STRENGTH * city,
                           sums[w][1] + WARD_GROWTH_STRENGTH);
    }
}

struct part_sources part_sources_build(struct arena *arena,
                                       const struct enrolment_panel *panel,
                                       const struct resident_table *residents,
                                       int32_t residents_until)
{
    struct part_sources sources = {
        .panel = *panel,
        .origin = panel->first_year + (int32_t)panel->n_years - 1,
        .progression = progression_build(arena, panel),
        .residents = residents,
        .residents_until = residents_until,
    };
    find_growth(arena, &sources);
    return sources;
}

struct cohort_lead cohort_lead_find(const struct pupil_table *table,
                                    size_t n_cells, int32_t year)
{
    double now[PANEL_GRADES] = {0};
    double before[PANEL_GRADES] = {0};
    for (size_t cell = 0; cell < n_cells; cell++) {
        float here = pupil_table_at(table, cell, year);
        float past = pupil_table_at(table, cell, year - 1);
        if (here < 0 || past < 0)
            continue;
        now[cell % PANEL_GRADES] += (double)here;
        before[cell % PANEL_GRADES] += (double)past;
    }
    struct cohort_lead lead = {{1}};
    for (size_t g = 1; g < PANEL_GRADES; g++)
        lead.by_grade[g] = clamp_lead(now[g - 1], before[g - 1]);
    return lead;
}

bool is_entry_cell(const struct pupil_table *table, size_t cell, int32_t year)
{
    return cell % PANEL_GRADES == 0 ||
           pupil_table_at(table, cell - 1, year) < 0;
}

bool parts_know_residents(const struct part_sources *sources, size_t cell,
                          int32_t year)
{
    uint32_t ward = sources->panel.schools[cell / PANEL_GRADES].ward;
    int32_t grade = (int32_t)(cell % PANEL_GRADES);
    int32_t until = sources->residents_until;
    return resident_count(sources->residents, ward, grade, year, until) > 0 &&
           resident_count(sources->residents, ward, grade, year - 1, until) > 0;
}

static void fill_past(const struct pupil_table *table, size_t cell,
                      int32_t year, float parts[N_PARTS])
{
    float last = parts[PART_LAST];
    float second = pupil_table_at(table, cell, year - 1);
    float third = pupil_table_at(table, cell, year - 2);
    float sum = last;
    float n = 1;
    parts[PART_MEAN_2] = parts[PART_HALF_TREND] = last;
    if (second >= 0) {
        sum += second;
        n++;
        parts[PART_MEAN_2] = 0.5F * (last + second);
        parts[PART_HALF_TREND] = fmaxf(0, last + 0.5F * (last - second));
    }
    if (third >= 0) {
        sum += third;
        n++;
    }
    parts[PART_MEAN_3] = sum / n;
}

static void fill_growth(const struct part_sources *sources,
                        const struct cohort_lead *lead, size_t cell,
                        int32_t year, float parts[N_PARTS])
{
    size_t school = cell / PANEL_GRADES;
    size_t grade = cell % PANEL_GRADES;
    uint32_t ward = sources->panel.schools[school].ward;
    double last = (double)parts[PART_LAST];
    double city = sources->city_growth[grade];
    double growth = ward < sources->panel.n_wards
                        ? sources->ward_growth[ward * PANEL_GRADES + grade]
                        : city;
    parts[PART_CITY_GROWTH] = (float)(last * city);
    parts[PART_WARD_GROWTH] = (float)(last * growth);
    parts[PART_COHORT_LED] = (float)(last * lead->by_grade[grade]);
    parts[PART_RESIDENTS] =
        (float)(last * resident_growth(sources->residents, ward, (int32_t)grade,
                                       year + 1, sources->residents_until));
}

void parts_fill(const struct part_sources *sources,
                const struct pupil_table *table, const struct cohort_lead *lead,
                size_t cell, int32_t year, float parts[N_PARTS])
{
    float last = pupil_table_at(table, cell, year);
    bool is_entry = is_entry_cell(table, cell, year);
    float below = is_entry ? 0 : pupil_table_at(table, cell - 1, year);
    uint32_t school = (uint32_t)(cell / PANEL_GRADES);
    int32_t grade = (int32_t)(cell % PANEL_GRADES);
    parts[PART_LAST] = last < 0 ? below : last;
    for (size_t d = 0; d < N_DRAWS; d++)
        parts[PART_DRAWN + d] =
            is_entry ? parts[PART_LAST]
                     : (float)((double)below *
                               progression_ratio(&sources->progression, school,
                                                 grade, d));
    fill_past(table, cell, year, parts);
    fill_growth(sources, lead, cell, year, parts);
}
