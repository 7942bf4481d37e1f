// For the terminal: each part is a table with a line above it that says what it
// is. Long lists are cut, and what was cut is told.

#include <math.h>

#include "forecast/forecast_telling.h"
#include "forecast/forecast_words.h"

int32_t telling_last_year(const struct telling *page)
{
    return page->of->rooms->first_year + (int32_t)page->of->rooms->n_years - 1;
}

// Levels that have a school or a pupil in some year.
static bool is_told(const struct telling *page, enum level level)
{
    if ((page->view->levels & LEVEL_BIT(level)) == 0)
        return false;
    for (int32_t y = page->of->rooms->first_year; y <= telling_last_year(page);
         y++) {
        const struct room_need *need =
            forecast_page_need(page->of, page->view, level, y);
        if (need->n_schools > 0 || need->pupils.median > 0)
            return true;
    }
    return false;
}

// Pupils ----------------------------------------------------------------------

static const struct forecast_range *total_of(const struct telling *page,
                                             size_t y)
{
    const struct forecast *f = page->of->forecast;
    size_t at = page->view->index * f->n_years + y;
    return page->view->scope == SCOPE_CITY   ? &f->city[y]
           : page->view->scope == SCOPE_WARD ? &f->wards[at]
                                             : &f->schools[at];
}

static void write_pupils(const struct telling *page)
{
    size_t n_told = 0;
    for (int l = 0; l < N_LEVELS; l++)
        n_told += is_told(page, (enum level)l);
    bool has_total = page->view->levels == 15 && n_told != 1;
    struct text_table *table =
        text_table_new(page->text.scratch, 1 + n_told + has_total, 1);
    planner_heading(&page->text, "Học sinh (trong ngoặc: khoảng 80 %)",
                    "Pupils (in brackets: the 80 % interval)");
    text_table_add(table, planner_say(&page->text, "Năm học", "School year"));
    for (int l = 0; l < N_LEVELS; l++)
        if (is_told(page, (enum level)l))
            text_table_add(table,
                           level_words((enum level)l, page->text.language));
    if (has_total)
        text_table_add(table, planner_say(&page->text, "Tất cả", "All"));
    for (int32_t y = page->of->rooms->first_year; y <= telling_last_year(page);
         y++) {
        planner_add_year(table, y);
        for (int l = 0; l < N_LEVELS; l++)
            if (is_told(page, (enum level)l))
                planner_add_range(
                    &page->text, table,
                    &forecast_page_need(page->of, page->view, (enum level)l, y)
                         ->pupils);
        if (has_total)
            planner_add_range(
                &page->text, table,
                total_of(page, (size_t)(y - page->of->rooms->first_year)));
    }
    text_table_write(table, page->text.into);
}

// Grades of a school, year by year.
static void write_grades(const struct telling *page)
{
    const struct forecast *f = page->of->forecast;
    struct text_table *table =
        text_table_new(page->text.scratch, 1 + f->n_years, 1);
    planner_heading(&page->text, "Theo lớp", "By grade");
    text_table_add(table, planner_say(&page->text, "Lớp", "Grade"));
    for (int32_t y = page->of->rooms->first_year; y <= telling_last_year(page);
         y++)
        planner_add_year(table, y);
    for (int g = 0; g < PANEL_GRADES; g++) {
        const struct forecast_range *cells =
            &f->cells[(page->view->index * PANEL_GRADES + (size_t)g) *
                      f->n_years];
        bool has_any = false;
        for (size_t y = 0; y < f->n_years; y++)
            has_any = has_any || cells[y].median >= 0;
        if (!has_any ||
            (page->view->levels & LEVEL_BIT(level_of_grade(g))) == 0)
            continue;
        text_table_add(table, arena_format(page->text.scratch, "%d", g));
        for (size_t y = 0; y < f->n_years; y++)
            if (cells[y].median < 0)
                text_table_add(table, "-");
            else
                planner_add_range(&page->text, table, &cells[y]);
    }
    text_table_write(table, page->text.into);
}

// Rooms -----------------------------------------------------------------------

// The next years one by one, then every few, and the last.
static bool is_shown_year(const struct telling *page, int32_t year)
{
    int32_t ahead = year - page->of->rooms->first_year + 1;
    return ahead <= 3 || ahead % 5 == 0 || year == telling_last_year(page);
}

static void add_need(const struct telling *page, struct text_table *table,
                     const struct room_need *need)
{
    planner_add_count(&page->text, table, need->classes);
    text_table_add(
        table,
        arena_format(page->text.scratch, "%s (%s–%s)",
                     planner_number(&page->text, need->rooms_needed, 0),
                     planner_number(&page->text, need->rooms_low80, 0),
                     planner_number(&page->text, need->rooms_high80, 0)));
    planner_add_count(&page->text, table, need->rooms);
    planner_add_count(&page->text, table,
                      need->rooms < 0 ? -1 : need->shortage);
    planner_add_count(&page->text, table, need->rooms < 0 ? -1 : need->surplus);
    planner_add_count(&page->text, table,
                      need->rooms < 0 ? -1 : need->missing_for_two_sessions);
    planner_add_number(&page->text, table, need->class_size, 1);
    planner_add_number(&page->text, table, need->m2_per_pupil, 1);
}

static void write_rooms(const struct telling *page)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Cấp", "Level"},           {"Năm học", "School year"},
        {"Lớp", "Classes"},         {"Phòng cần", "Rooms needed"},
        {"Phòng có", "Rooms"},      {"Thiếu", "Short"},
        {"Thừa", "To spare"},       {"Thiếu 2 buổi", "Short, 2 sessions"},
        {"HS/lớp", "Class size"},   {"m²/HS", "m²/pupil"},
        {"Đủ 2 buổi", "2 sessions"}};
    struct text_table *table = text_table_new(page->text.scratch, 11, 2);
    planner_heading(
        &page->text,
        "Phòng học (thiếu cộng theo từng trường: phòng thừa của trường này "
        "không bù cho trường khác)",
        "Classrooms (missing ones school by school: one to spare here does "
        "not help there)");
    planner_headings(&page->text, table, WORDS, 11);
    for (int l = 0; l < N_LEVELS; l++)
        for (int32_t y = page->of->rooms->first_year;
             y <= telling_last_year(page); y++) {
            if (!is_told(page, (enum level)l) || !is_shown_year(page, y))
                continue;
            const struct room_need *need =
                forecast_page_need(page->of, page->view, (enum level)l, y);
            text_table_add(table,
                           level_words((enum level)l, page->text.language));
            planner_add_year(table, y);
            add_need(page, table, need);
            planner_add_percent(&page->text, table,
                                room_need_two_sessions_share(need));
        }
    text_table_write(table, page->text.into);
}

static void write_per_10000(const struct telling *page)
{
    const struct room_table *t = page->of->rooms;
    size_t ward =
        page->view->scope == SCOPE_WARD ? page->view->index : t->n_wards;
    const double *values = &t->rooms_per_10000[ward * t->n_years];
    if (page->view->scope == SCOPE_SCHOOL || values[0] < 0)
        return;
    char first[SCHOOL_YEAR_TEXT_SIZE];
    char last[SCHOOL_YEAR_TEXT_SIZE];
    school_year_format(t->first_year, first);
    school_year_format(telling_last_year(page), last);
    text_add_format(
        page->text.into,
        planner_say(&page->text,
                    "Phòng học trên 10.000 dân 3–18 tuổi: %s năm %s, %s "
                    "năm %s; mục tiêu %d\n",
                    "Rooms per 10,000 people aged 3 to 18: %s in %s, %s in "
                    "%s; target %d\n"),
        planner_number(&page->text, values[0], 0), first,
        planner_number(&page->text, values[t->n_years - 1], 0), last,
        ROOMS_TARGET_PER_10000);
}

// The whole -------------------------------------------------------------------

static void write_title(const struct telling *page)
{
    const struct forecast_view *view = page->view;
    char origin[SCHOOL_YEAR_TEXT_SIZE];
    char until[SCHOOL_YEAR_TEXT_SIZE];
    const char *name = view->scope == SCOPE_WARD
                           ? forecast_page_ward(page->of, view->index)
                       : view->scope == SCOPE_SCHOOL
                           ? forecast_page_school(page->of, view->index)
                           : page->of->city;
    school_year_format(page->of->forecast->origin, origin);
    school_year_format(telling_last_year(page), until);
    text_add_format(
        page->text.into,
        planner_say(&page->text, "%s: dự báo đến %s, từ số liệu đến %s\n",
                    "%s: forecast until %s, from what is known up to %s\n"),
        name, until, origin);
}

void forecast_text_write(struct text_buffer *into,
                         const struct forecast_page *page,
                         const struct forecast_view *view,
                         enum language language)
{
    struct telling p = {{into, arena_new(), language}, page, view};
    write_title(&p);
    write_pupils(&p);
    if (view->scope == SCOPE_SCHOOL)
        write_grades(&p);
    write_rooms(&p);
    write_per_10000(&p);
    telling_write_parts(&p);
    telling_write_risks(&p);
    telling_write_unknown(&p);
    telling_write_findings(&p);
    arena_free(p.text.scratch);
}
