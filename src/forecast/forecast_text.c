// For the terminal: each part is a table with a line above it that says what it
// is. Long lists are cut, and what was cut is told.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/text_table.h"
#include "forecast/forecast_page.h"
#include "forecast/forecast_words.h"

#define MOST_ROWS 15
#define LEAST_CHANCE 0.2

struct page {
    struct text_buffer *into;
    struct arena *scratch;
    const struct forecast_page *of;
    const struct forecast_view *view;
    enum language language;
};

// Words, Vietnamese and English in turn.
static const char *say(const struct page *page, const char *vietnamese,
                       const char *english)
{
    return page->language == LANGUAGE_VIETNAMESE ? vietnamese : english;
}

static void heading(const struct page *page, const char *vietnamese,
                    const char *english)
{
    text_add_format(page->into, "\n%s\n", say(page, vietnamese, english));
}

static void headings(const struct page *page, struct text_table *table,
                     const char *const words[][N_LANGUAGES], size_t n)
{
    for (size_t i = 0; i < n; i++)
        text_table_add(table, words[i][page->language]);
}

// Cells -----------------------------------------------------------------------

static const char *number(const struct page *page, double value, int decimals)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(value, decimals, page->language, text);
    return arena_text(page->scratch, text);
}

static void add_count(const struct page *page, struct text_table *table,
                      int64_t count)
{
    text_table_add(table, count < 0 ? "?" : number(page, (double)count, 0));
}

static void add_number(const struct page *page, struct text_table *table,
                       double value, int decimals)
{
    text_table_add(table, value < 0 ? "?" : number(page, value, decimals));
}

static void add_percent(const struct page *page, struct text_table *table,
                        double share)
{
    text_table_add(table, share < 0
                              ? "?"
                              : arena_format(page->scratch, "%s %%",
                                             number(page, 100 * share, 0)));
}

static void add_year(struct text_table *table, int32_t year)
{
    char text[SCHOOL_YEAR_TEXT_SIZE];
    school_year_format(year, text);
    text_table_add(table, text);
}

// "12.345 (12.000–12.700)".
static void add_range(const struct page *page, struct text_table *table,
                      const struct forecast_range *r)
{
    text_table_add(table,
                   arena_format(page->scratch, "%s (%s–%s)",
                                number(page, (double)r->median, 0),
                                number(page, floor((double)r->low80), 0),
                                number(page, ceil((double)r->high80), 0)));
}

static int32_t last_year(const struct page *page)
{
    return page->of->rooms->first_year + (int32_t)page->of->rooms->n_years - 1;
}

// Levels that have a school or a pupil in some year.
static bool is_told(const struct page *page, enum level level)
{
    if ((page->view->levels & LEVEL_BIT(level)) == 0)
        return false;
    for (int32_t y = page->of->rooms->first_year; y <= last_year(page); y++) {
        const struct room_need *need =
            forecast_page_need(page->of, page->view, level, y);
        if (need->n_schools > 0 || need->pupils.median > 0)
            return true;
    }
    return false;
}

// Pupils ----------------------------------------------------------------------

static const struct forecast_range *total_of(const struct page *page, size_t y)
{
    const struct forecast *f = page->of->forecast;
    size_t at = page->view->index * f->n_years + y;
    return page->view->scope == SCOPE_CITY   ? &f->city[y]
           : page->view->scope == SCOPE_WARD ? &f->wards[at]
                                             : &f->schools[at];
}

static void write_pupils(const struct page *page)
{
    size_t n_told = 0;
    for (int l = 0; l < N_LEVELS; l++)
        n_told += is_told(page, (enum level)l);
    bool has_total = page->view->levels == 15 && n_told != 1;
    struct text_table *table =
        text_table_new(page->scratch, 1 + n_told + has_total, 1);
    heading(page, "Học sinh (trong ngoặc: khoảng 80 %)",
            "Pupils (in brackets: the 80 % interval)");
    text_table_add(table, say(page, "Năm học", "School year"));
    for (int l = 0; l < N_LEVELS; l++)
        if (is_told(page, (enum level)l))
            text_table_add(table, level_words((enum level)l, page->language));
    if (has_total)
        text_table_add(table, say(page, "Tất cả", "All"));
    for (int32_t y = page->of->rooms->first_year; y <= last_year(page); y++) {
        add_year(table, y);
        for (int l = 0; l < N_LEVELS; l++)
            if (is_told(page, (enum level)l))
                add_range(
                    page, table,
                    &forecast_page_need(page->of, page->view, (enum level)l, y)
                         ->pupils);
        if (has_total)
            add_range(
                page, table,
                total_of(page, (size_t)(y - page->of->rooms->first_year)));
    }
    text_table_write(table, page->into);
}

// Grades of a school, year by year.
static void write_grades(const struct page *page)
{
    const struct forecast *f = page->of->forecast;
    struct text_table *table = text_table_new(page->scratch, 1 + f->n_years, 1);
    heading(page, "Theo lớp", "By grade");
    text_table_add(table, say(page, "Lớp", "Grade"));
    for (int32_t y = page->of->rooms->first_year; y <= last_year(page); y++)
        add_year(table, y);
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
        text_table_add(table, arena_format(page->scratch, "%d", g));
        for (size_t y = 0; y < f->n_years; y++)
            if (cells[y].median < 0)
                text_table_add(table, "-");
            else
                add_range(page, table, &cells[y]);
    }
    text_table_write(table, page->into);
}

// Rooms -----------------------------------------------------------------------

// The next years one by one, then every few, and the last.
static bool is_shown_year(const struct page *page, int32_t year)
{
    int32_t ahead = year - page->of->rooms->first_year + 1;
    return ahead <= 3 || ahead % 5 == 0 || year == last_year(page);
}

static void add_need(const struct page *page, struct text_table *table,
                     const struct room_need *need)
{
    add_count(page, table, need->classes);
    text_table_add(table, arena_format(page->scratch, "%s (%s–%s)",
                                       number(page, need->rooms_needed, 0),
                                       number(page, need->rooms_low80, 0),
                                       number(page, need->rooms_high80, 0)));
    add_count(page, table, need->rooms);
    add_count(page, table, need->rooms < 0 ? -1 : need->shortage);
    add_count(page, table, need->rooms < 0 ? -1 : need->surplus);
    add_count(page, table,
              need->rooms < 0 ? -1 : need->missing_for_two_sessions);
    add_number(page, table, need->class_size, 1);
    add_number(page, table, need->m2_per_pupil, 1);
}

static void write_rooms(const struct page *page)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Cấp", "Level"},           {"Năm học", "School year"},
        {"Lớp", "Classes"},         {"Phòng cần", "Rooms needed"},
        {"Phòng có", "Rooms"},      {"Thiếu", "Short"},
        {"Thừa", "To spare"},       {"Thiếu 2 buổi", "Short, 2 sessions"},
        {"HS/lớp", "Class size"},   {"m²/HS", "m²/pupil"},
        {"Đủ 2 buổi", "2 sessions"}};
    struct text_table *table = text_table_new(page->scratch, 11, 2);
    heading(page,
            "Phòng học (thiếu cộng theo từng trường: phòng thừa của trường này "
            "không bù cho trường khác)",
            "Classrooms (missing ones school by school: one to spare here does "
            "not help there)");
    headings(page, table, WORDS, 11);
    for (int l = 0; l < N_LEVELS; l++)
        for (int32_t y = page->of->rooms->first_year; y <= last_year(page);
             y++) {
            if (!is_told(page, (enum level)l) || !is_shown_year(page, y))
                continue;
            const struct room_need *need =
                forecast_page_need(page->of, page->view, (enum level)l, y);
            text_table_add(table, level_words((enum level)l, page->language));
            add_year(table, y);
            add_need(page, table, need);
            add_percent(page, table, room_need_two_sessions_share(need));
        }
    text_table_write(table, page->into);
}

static void write_per_10000(const struct page *page)
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
    school_year_format(last_year(page), last);
    text_add_format(page->into,
                    say(page,
                        "Phòng học trên 10.000 dân 3–18 tuổi: %s năm %s, %s "
                        "năm %s; mục tiêu %d\n",
                        "Rooms per 10,000 people aged 3 to 18: %s in %s, %s in "
                        "%s; target %d\n"),
                    number(page, values[0], 0), first,
                    number(page, values[t->n_years - 1], 0), last,
                    ROOMS_TARGET_PER_10000);
}

// Parts: the wards of the city, or the schools of a ward.

struct part {
    struct forecast_view view;
    const char *name;
    int32_t shortage;
};

static int part_order(const void *left, const void *right)
{
    const struct part *a = left;
    const struct part *b = right;
    if (a->shortage != b->shortage)
        return a->shortage > b->shortage ? -1 : 1;
    return (a->view.index > b->view.index) - (a->view.index < b->view.index);
}

// All levels told together.
static struct room_need all_levels(const struct page *page,
                                   const struct forecast_view *view)
{
    struct room_need all = {.rooms = -1};
    for (int l = 0; l < N_LEVELS; l++) {
        const struct room_need *need =
            forecast_page_need(page->of, view, (enum level)l, last_year(page));
        if ((page->view->levels & LEVEL_BIT(l)) == 0 || need->n_schools == 0)
            continue;
        all.pupils.median += need->pupils.median;
        all.classes += need->classes;
        all.rooms_needed += need->rooms_needed;
        all.shortage += need->shortage;
        all.surplus += need->surplus;
        all.missing_for_two_sessions += need->missing_for_two_sessions;
        all.n_overflowing += need->n_overflowing;
        all.n_schools += need->n_schools;
        if (need->rooms >= 0)
            all.rooms = need->rooms + (all.rooms < 0 ? 0 : all.rooms);
    }
    return all;
}

static size_t list_parts(const struct page *page, struct part *parts)
{
    bool is_city = page->view->scope == SCOPE_CITY;
    size_t most =
        is_city ? page->of->panel->n_wards : page->of->panel->n_schools;
    size_t n = 0;
    for (uint32_t i = 0; i < most; i++) {
        struct part *part = &parts[n];
        part->view = (struct forecast_view){
            .scope = is_city ? SCOPE_WARD : SCOPE_SCHOOL, .index = i};
        if (!is_city && !forecast_page_has(page->of, page->view, i))
            continue;
        part->name = is_city ? forecast_page_ward(page->of, i)
                             : forecast_page_school(page->of, i);
        struct room_need all = all_levels(page, &part->view);
        part->shortage = all.shortage;
        n += all.n_schools > 0 && (page->view->all_rooms || all.shortage > 0);
    }
    qsort(parts, n, sizeof *parts, part_order);
    return n;
}

static void say_more(const struct page *page, size_t n_more)
{
    if (n_more > 0)
        text_add_format(page->into, "… %s %zu\n", say(page, "còn", "and more:"),
                        n_more);
}

static void add_part(const struct page *page, struct text_table *table,
                     const struct part *part)
{
    struct room_need all = all_levels(page, &part->view);
    text_table_add(table, part->name);
    add_count(page, table, llround((double)all.pupils.median));
    add_count(page, table, all.rooms_needed);
    add_count(page, table, all.rooms);
    add_count(page, table, all.rooms < 0 ? -1 : all.shortage);
    add_count(page, table, all.rooms < 0 ? -1 : all.surplus);
    add_count(page, table, all.rooms < 0 ? -1 : all.missing_for_two_sessions);
    add_number(page, table, all.n_overflowing, 1);
}

static void write_parts(const struct page *page)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"", ""},
        {"Học sinh", "Pupils"},
        {"Phòng cần", "Rooms needed"},
        {"Phòng có", "Rooms"},
        {"Thiếu", "Short"},
        {"Thừa", "To spare"},
        {"Thiếu 2 buổi", "Short, 2 sessions"},
        {"Trường sẽ quá tải", "Schools overflowing"}};
    bool is_city = page->view->scope == SCOPE_CITY;
    const struct enrolment_panel *panel = page->of->panel;
    struct part *parts = arena_array(page->scratch, struct part,
                                     panel->n_schools + panel->n_wards + 1);
    size_t n = page->view->scope == SCOPE_SCHOOL ? 0 : list_parts(page, parts);
    size_t n_shown = page->view->all_rooms || n < MOST_ROWS ? n : MOST_ROWS;
    char year[SCHOOL_YEAR_TEXT_SIZE];
    if (n == 0)
        return;
    struct text_table *table = text_table_new(page->scratch, 8, 1);
    school_year_format(last_year(page), year);
    text_add_format(page->into, "\n%s %s\n",
                    is_city ? say(page, "Phường, xã thiếu phòng nhất, năm học",
                                  "Wards that miss most rooms, school year")
                            : say(page, "Trường thiếu phòng nhất, năm học",
                                  "Schools that miss most rooms, school year"),
                    year);
    text_table_add(table, is_city ? say(page, "Phường, xã", "Ward")
                                  : say(page, "Trường", "School"));
    headings(page, table, WORDS + 1, 7);
    for (size_t i = 0; i < n_shown; i++)
        add_part(page, table, &parts[i]);
    text_table_write(table, page->into);
    say_more(page, n - n_shown);
}

// Schools about to overflow ---------------------------------------------------

static void add_risk(const struct page *page, struct text_table *table,
                     const struct room_risk *risk)
{
    const char *ward = forecast_page_ward(
        page->of, page->of->panel->schools[risk->school].ward);
    text_table_add(table, forecast_page_school(page->of, risk->school));
    text_table_add(table, ward == NULL ? "" : ward);
    text_table_add(table, level_words(risk->level, page->language));
    add_year(table, risk->year);
    add_range(page, table, &risk->need->pupils);
    add_number(page, table, floor(risk->need->places), 0);
    add_percent(page, table, risk->need->overflow_chance);
    add_count(page, table, risk->need->shortage);
}

static void write_risks(const struct page *page)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Trường", "School"},   {"Phường, xã", "Ward"},
        {"Cấp", "Level"},       {"Năm học", "School year"},
        {"Học sinh", "Pupils"}, {"Chỗ", "Places"},
        {"Khả năng", "Chance"}, {"Thiếu phòng", "Rooms short"}};
    struct room_risk_list risks = room_table_rank(
        page->scratch, page->of->rooms, INT32_MAX, LEAST_CHANCE);
    struct text_table *table = text_table_new(page->scratch, 8, 4);
    size_t n = 0;
    headings(page, table, WORDS, 8);
    for (size_t i = 0; i < risks.count; i++) {
        const struct room_risk *risk = &risks.items[i];
        if (!forecast_page_has(page->of, page->view, risk->school) ||
            (page->view->levels & LEVEL_BIT(risk->level)) == 0)
            continue;
        if (n++ < MOST_ROWS)
            add_risk(page, table, risk);
    }
    if (n == 0)
        return;
    heading(page, "Trường có khả năng quá tải, vào năm khả năng cao nhất",
            "Schools likely to overflow, in the year that is likeliest");
    text_table_write(table, page->into);
    say_more(page, n > MOST_ROWS ? n - MOST_ROWS : 0);
}

// What to know ----------------------------------------------------------------

static void write_findings(const struct page *page)
{
    const struct panel_finding_list *findings = page->of->findings;
    size_t most = page->view->all_rooms ? SIZE_MAX : MOST_ROWS;
    size_t n = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct panel_finding *finding = &findings->items[i];
        if (!forecast_page_has(page->of, page->view, finding->school))
            continue;
        if (n == 0)
            heading(page, "Cần biết về số liệu", "To know about the numbers");
        if (n++ >= most)
            continue;
        text_add_string(page->into, "- ");
        finding_write(page->into, finding,
                      forecast_page_school(page->of, finding->school),
                      finding->other == PANEL_NOBODY
                          ? NULL
                          : forecast_page_school(page->of, finding->other),
                      page->language);
        text_add_string(page->into, "\n");
    }
    say_more(page, n > most ? n - most : 0);
}

static void write_unknown(const struct page *page)
{
    const struct room_table *rooms = page->of->rooms;
    size_t n = 0;
    for (uint32_t s = 0; s < page->of->panel->n_schools; s++) {
        int32_t n_unknown = 0;
        for (int l = 0; l < N_LEVELS; l++)
            n_unknown +=
                room_table_school(rooms, s, (enum level)l, rooms->first_year)
                    ->n_unknown;
        if (n_unknown == 0 || !forecast_page_has(page->of, page->view, s))
            continue;
        if (n == 0)
            heading(page, "Chưa biết số phòng (không tính là 0)",
                    "Rooms not known (not counted as none)");
        if (n++ < MOST_ROWS)
            text_add_format(page->into, "- %s\n",
                            forecast_page_school(page->of, s));
    }
    say_more(page, n > MOST_ROWS ? n - MOST_ROWS : 0);
}

// The whole -------------------------------------------------------------------

static void write_title(const struct page *page)
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
    school_year_format(last_year(page), until);
    text_add_format(page->into,
                    say(page, "%s: dự báo đến %s, từ số liệu đến %s\n",
                        "%s: forecast until %s, from what is known up to %s\n"),
                    name, until, origin);
}

void forecast_text_write(struct text_buffer *into,
                         const struct forecast_page *page,
                         const struct forecast_view *view,
                         enum language language)
{
    struct page p = {into, arena_new(), page, view, language};
    write_title(&p);
    write_pupils(&p);
    if (view->scope == SCOPE_SCHOOL)
        write_grades(&p);
    write_rooms(&p);
    write_per_10000(&p);
    write_parts(&p);
    write_risks(&p);
    write_unknown(&p);
    write_findings(&p);
    arena_free(p.scratch);
}
