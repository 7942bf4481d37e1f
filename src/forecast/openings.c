// Schools that were new or had just added a grade on top of the one before are
// counted by that grade: how many had the next grade a year later. The share,
// with two schools' worth of what is usual mixed in (most go on, but not past
// the end of a level), is the chance of the next one. Chances of one after the
// other multiply; the chain ends where it is no longer more likely than not.

#include "forecast/openings.h"

#define USUAL_SCHOOLS 2.0
#define USUAL_CHANCE 0.8
#define END_OF_LEVEL_CHANCE 0.1
#define LEAST_CHANCE 0.5

// New this year, or with a grade on top that it had not the year before.
static bool is_growing(const struct enrolment_panel *panel, uint32_t school,
                       int32_t year, int32_t top)
{
    if (year <= panel->first_year)
        return false;
    int32_t before = panel_top_grade(panel, school, year - 1);
    return top >= 0 && (before == top - 1 || before < 0);
}

static void find_chances(const struct enrolment_panel *panel,
                         double chance[PANEL_GRADES])
{
    int32_t origin = panel->first_year + (int32_t)panel->n_years - 1;
    double grew[PANEL_GRADES] = {0};
    double all[PANEL_GRADES] = {0};
    for (uint32_t s = 0; s < panel->n_schools; s++)
        for (int32_t year = panel->first_year + 1; year < origin; year++) {
            int32_t top = panel_top_grade(panel, s, year);
            if (!is_growing(panel, s, year, top) ||
                panel_total(panel, s, year + 1) == PANEL_ABSENT)
                continue;
            all[top]++;
            grew[top] += panel_top_grade(panel, s, year + 1) > top;
        }
    for (int32_t g = 0; g < PANEL_GRADES - 1; g++) {
        bool ends_level = g == 5 || g == 9;
        double usual = ends_level ? END_OF_LEVEL_CHANCE : USUAL_CHANCE;
        chance[g] =
            (grew[g] + USUAL_SCHOOLS * usual) / (all[g] + USUAL_SCHOOLS);
    }
    chance[PANEL_GRADES - 1] = 0;
}

static void open_grades(struct openings *openings, uint32_t school, int32_t top,
                        const double chance[PANEL_GRADES], size_t n_ahead)
{
    double together = 1;
    for (size_t ahead = 1; ahead <= n_ahead && top < PANEL_GRADES - 1;
         ahead++, top++) {
        size_t next = (size_t)school * PANEL_GRADES + (size_t)top + 1;
        together *= chance[top];
        if (together < LEAST_CHANCE || openings->chance[next] > 0)
            return;
        openings->chance[next] = (float)together;
        openings->opens_in[next] = (uint8_t)ahead;
    }
}

struct openings openings_find(struct arena *arena,
                              const struct enrolment_panel *panel,
                              size_t n_ahead)
{
    size_t n_cells = panel->n_schools * PANEL_GRADES;
    struct openings openings = {arena_array(arena, float, n_cells),
                                arena_array(arena, uint8_t, n_cells)};
    int32_t origin = panel->first_year + (int32_t)panel->n_years - 1;
    double chance[PANEL_GRADES];
    find_chances(panel, chance);
    for (uint32_t s = 0; s < panel->n_schools; s++) {
        for (int32_t g = 0; g < PANEL_GRADES; g++)
            if (panel_at(panel, s, g, origin) != PANEL_ABSENT)
                openings.chance[(size_t)s * PANEL_GRADES + (size_t)g] = 1;
        int32_t top = panel_top_grade(panel, s, origin);
        if (is_growing(panel, s, origin, top))
            open_grades(&openings, s, top, chance, n_ahead);
    }
    return openings;
}
