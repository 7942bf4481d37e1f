// What is known about schools, what is refused, and what a planner is told.

#include <string.h>

#include "check.h"
#include "forecast/enrolment_panel.h"

static const struct panel_school SCHOOLS[] = {
    {"An", 0}, {"Binh", 0}, {"Cam", 1}, {"Dao", PANEL_NOBODY}};

enum { N_SCHOOLS = 4 };

static enum status build(struct arena *arena, const struct panel_row *rows,
                         size_t n_rows, struct enrolment_panel *panel,
                         struct error *err)
{
    return enrolment_panel_build(arena, SCHOOLS, N_SCHOOLS, 2, rows, n_rows,
                                 panel, err);
}

static void check_refused(const struct panel_row *rows, size_t n_rows,
                          const char *sentence)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel;
    struct error err;
    CHECK_INT(build(arena, rows, n_rows, &panel, &err), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, sentence);
    arena_free(arena);
}

static void rows_are_found_again_and_the_rest_is_absent(void **state)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel;
    struct error err;
    const struct panel_row rows[] = {{2, 2019, 12, 7}, {0, 2017, 0, 0}};
    CHECK_INT(build(arena, rows, 2, &panel, &err), STATUS_OK);
    CHECK_INT(panel.first_year, 2017);
    CHECK_INT(panel.n_years, 3);
    CHECK_INT(panel_at(&panel, 2, 12, 2019), 7);
    CHECK_INT(panel_at(&panel, 0, 0, 2017), 0);
    CHECK_INT(panel_at(&panel, 0, 0, 2018), PANEL_ABSENT);
    CHECK_INT(panel_at(&panel, 0, -1, 2017), PANEL_ABSENT);
    CHECK_INT(panel_at(&panel, 0, 13, 2017), PANEL_ABSENT);
    CHECK_INT(panel_at(&panel, 2, 12, 2016), PANEL_ABSENT);
    CHECK_INT(panel_at(&panel, 2, 12, 2020), PANEL_ABSENT);
    CHECK_INT(panel_total(&panel, 0, 2017), 0);
    CHECK_INT(panel_total(&panel, 1, 2017), PANEL_ABSENT);
    arena_free(arena);
}

static void a_view_does_not_know_later_years(void **state)
{
    struct arena *arena = arena_new();
    struct enrolment_panel panel;
    struct error err;
    const struct panel_row rows[] = {
        {0, 2017, 1, 10}, {0, 2018, 1, 20}, {0, 2019, 1, 30}, {1, 2017, 1, 5}};
    CHECK_INT(build(arena, rows, 4, &panel, &err), STATUS_OK);
    struct enrolment_panel view = panel_until(&panel, 2018);
    CHECK_INT(view.n_years, 2);
    CHECK_INT(panel_at(&view, 0, 1, 2018), 20);
    CHECK_INT(panel_at(&view, 0, 1, 2019), PANEL_ABSENT);
    CHECK_INT(panel_at(&view, 1, 1, 2017), 5);
    CHECK_INT(panel_until(&panel, 2030).n_years, 3);
    arena_free(arena);
}

static void bad_rows_are_refused_by_name(void **state)
{
    check_refused(NULL, 0, "there are no rows of enrolment at all");
    check_refused((struct panel_row[]){{1, 2018, 3, -4}}, 1,
                  "school Binh, grade 3, year 2018: -4 pupils is below zero");
    check_refused(
        (struct panel_row[]){{1, 2018, 3, 100001}}, 1,
        "school Binh, grade 3, year 2018: 100001 pupils is beyond 100,000");
    check_refused((struct panel_row[]){{2, 2018, 13, 4}}, 1,
                  "school Cam, year 2018: grade 13 is not one of 0 to 12");
    check_refused((struct panel_row[]){{2, 2018, -1, 4}}, 1,
                  "school Cam, year 2018: grade -1 is not one of 0 to 12");
    check_refused((struct panel_row[]){{2, 18, 1, 4}}, 1,
                  "school Cam, grade 1: year 18 is not from 1900 to 2199");
    check_refused(
        (struct panel_row[]){{0, 2018, 1, 4}, {0, 2018, 1, 5}}, 2,
        "school An, grade 1, year 2018 is given twice: 4 and 5 pupils");
    check_refused((struct panel_row[]){{0, 1918, 1, 4}, {0, 2018, 1, 5}}, 2,
                  "enrolment runs from 1918 to 2018; at most 100 years can be "
                  "kept, so one of them is mistaken");
}

// Findings of rows, as "kind school grade year[ other]" one a line.
static char *findings_of(struct arena *arena, const struct panel_row *rows,
                         size_t n_rows)
{
    struct enrolment_panel panel;
    struct error err;
    CHECK_INT(build(arena, rows, n_rows, &panel, &err), STATUS_OK);
    struct panel_finding_list found = panel_findings(arena, &panel);
    char *text = "";
    for (size_t i = 0; i < found.count; i++) {
        struct panel_finding f = found.items[i];
        text = arena_format(arena, "%s%s %s %d %d%s\n", text,
                            panel_finding_name(f.kind), SCHOOLS[f.school].id,
                            f.grade, f.year,
                            f.other == PANEL_NOBODY ? "" : SCHOOLS[f.other].id);
    }
    return text;
}

static void check_has(const char *text, const char *line)
{
    if (strstr(text, line) == NULL)
        fail_msg("no \"%s\" in:\n%s", line, text);
}

static void schools_that_open_close_and_have_no_history_are_named(void **state)
{
    struct arena *arena = arena_new();
    const struct panel_row rows[] = {{0, 2015, 1, 30}, {0, 2016, 1, 30},
                                     {0, 2017, 1, 30}, {1, 2016, 1, 20},
                                     {1, 2017, 1, 20}, {2, 2015, 1, 0}};
    CHECK_TEXT(findings_of(arena, rows, 6), "new Binh -1 2016\n"
                                            "closed Cam -1 2015\n"
                                            "one_year Cam -1 2015\n"
                                            "all_zero Cam -1 2015\n"
                                            "no_history Dao -1 2017\n");
    arena_free(arena);
}

static void a_missing_year_and_a_missing_grade_are_named(void **state)
{
    struct arena *arena = arena_new();
    const struct panel_row rows[] = {
        {0, 2015, 1, 30}, {0, 2017, 1, 30}, {1, 2015, 1, 20}, {1, 2016, 1, 20},
        {1, 2017, 1, 20}, {1, 2015, 2, 20}, {1, 2017, 2, 20}};
    const char *text = findings_of(arena, rows, 7);
    check_has(text, "gap An -1 2016\n");
    check_has(text, "gap Binh 2 2016\n");
    arena_free(arena);
}

static void a_school_that_adds_grades_is_growing(void **state)
{
    struct arena *arena = arena_new();
    const struct panel_row rows[] = {
        {0, 2015, 6, 30}, {0, 2016, 6, 30}, {0, 2016, 7, 30},
        {0, 2017, 6, 30}, {0, 2017, 7, 30}, {0, 2017, 8, 30},
        {0, 2018, 6, 30}, {0, 2018, 7, 30}, {0, 2018, 8, 30}};
    check_has(findings_of(arena, rows, 9), "growing An 8 2017\n");
    arena_free(arena);
}

static void pupils_of_a_closed_school_are_found_where_they_went(void **state)
{
    struct arena *arena = arena_new();
    const struct panel_row rows[] = {{0, 2015, 1, 100}, {0, 2016, 1, 190},
                                     {1, 2015, 1, 90},  {2, 2015, 1, 100},
                                     {2, 2016, 1, 191}, {3, 2015, 1, 50},
                                     {3, 2016, 1, 51}};
    check_has(findings_of(arena, rows, 7), "merged An -1 2016Binh\n");
    arena_free(arena);
}

static void a_grade_beyond_its_cohort_is_a_jump(void **state)
{
    struct arena *arena = arena_new();
    // Grade 2 follows grade 1 everywhere but at Binh in 2016.
    const struct panel_row rows[] = {{0, 2015, 1, 300}, {0, 2016, 1, 300},
                                     {0, 2015, 2, 310}, {0, 2016, 2, 300},
                                     {1, 2015, 1, 50},  {1, 2016, 1, 50},
                                     {1, 2015, 2, 50},  {1, 2016, 2, 150}};
    const char *text = findings_of(arena, rows, 8);
    check_has(text, "jump Binh 2 2016\n");
    CHECK(strstr(text, "jump An") == NULL);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_are_found_again_and_the_rest_is_absent),
        TEST(a_view_does_not_know_later_years),
        TEST(bad_rows_are_refused_by_name),
        TEST(schools_that_open_close_and_have_no_history_are_named),
        TEST(a_missing_year_and_a_missing_grade_are_named),
        TEST(a_school_that_adds_grades_is_growing),
        TEST(pupils_of_a_closed_school_are_found_where_they_went),
        TEST(a_grade_beyond_its_cohort_is_a_jump),
    };
    return RUN_TESTS(tests);
}
