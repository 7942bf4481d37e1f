// The lists of a forecast's text: wards or schools that miss rooms, schools
// about to overflow, and what to know of the numbers.

#include <math.h>
#include <stdlib.h>

#include "forecast/forecast_telling.h"
#include "forecast/forecast_words.h"

// Less likely ones are left out.
#define LEAST_CHANCE 0.2

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
static struct room_need all_levels(const struct telling *page,
                                   const struct forecast_view *view)
{
    struct room_need all = {.rooms = -1};
    for (int l = 0; l < N_LEVELS; l++) {
        const struct room_need *need = forecast_page_need(
            page->of, view, (enum level)l, telling_last_year(page));
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

static size_t list_parts(const struct telling *page, struct part *parts)
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

static void add_part(const struct telling *page, struct text_table *table,
                     const struct part *part)
{
    struct room_need all = all_levels(page, &part->view);
    text_table_add(table, part->name);
    planner_add_count(&page->text, table, llround((double)all.pupils.median));
    planner_add_count(&page->text, table, all.rooms_needed);
    planner_add_count(&page->text, table, all.rooms);
    planner_add_count(&page->text, table, all.rooms < 0 ? -1 : all.shortage);
    planner_add_count(&page->text, table, all.rooms < 0 ? -1 : all.surplus);
    planner_add_count(&page->text, table,
                      all.rooms < 0 ? -1 : all.missing_for_two_sessions);
    planner_add_number(&page->text, table, all.n_overflowing, 1);
}

void telling_write_parts(const struct telling *page)
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
    struct part *parts = arena_array(page->text.scratch, struct part,
                                     panel->n_schools + panel->n_wards + 1);
    size_t n = page->view->scope == SCOPE_SCHOOL ? 0 : list_parts(page, parts);
    size_t n_shown =
        page->view->all_rooms || n < TELLING_MOST_ROWS ? n : TELLING_MOST_ROWS;
    char year[SCHOOL_YEAR_TEXT_SIZE];
    if (n == 0)
        return;
    struct text_table *table = text_table_new(page->text.scratch, 8, 1);
    school_year_format(telling_last_year(page), year);
    text_add_format(
        page->text.into, "\n%s %s\n",
        is_city
            ? planner_say(&page->text, "Phường, xã thiếu phòng nhất, năm học",
                          "Wards that miss most rooms, school year")
            : planner_say(&page->text, "Trường thiếu phòng nhất, năm học",
                          "Schools that miss most rooms, school year"),
        year);
    text_table_add(table, is_city
                              ? planner_say(&page->text, "Phường, xã", "Ward")
                              : planner_say(&page->text, "Trường", "School"));
    planner_headings(&page->text, table, WORDS + 1, 7);
    for (size_t i = 0; i < n_shown; i++)
        add_part(page, table, &parts[i]);
    text_table_write(table, page->text.into);
    planner_more(&page->text, n - n_shown);
}

// Schools about to overflow ---------------------------------------------------

static void add_risk(const struct telling *page, struct text_table *table,
                     const struct room_risk *risk)
{
    const char *ward = forecast_page_ward(
        page->of, page->of->panel->schools[risk->school].ward);
    text_table_add(table, forecast_page_school(page->of, risk->school));
    text_table_add(table, ward == NULL ? "" : ward);
    text_table_add(table, level_words(risk->level, page->text.language));
    planner_add_year(table, risk->year);
    planner_add_range(&page->text, table, &risk->need->pupils);
    planner_add_number(&page->text, table, floor(risk->need->places), 0);
    planner_add_percent(&page->text, table, risk->need->overflow_chance);
    planner_add_count(&page->text, table, risk->need->shortage);
}

void telling_write_risks(const struct telling *page)
{
    static const char *const WORDS[][N_LANGUAGES] = {
        {"Trường", "School"},   {"Phường, xã", "Ward"},
        {"Cấp", "Level"},       {"Năm học", "School year"},
        {"Học sinh", "Pupils"}, {"Chỗ", "Places"},
        {"Khả năng", "Chance"}, {"Thiếu phòng", "Rooms short"}};
    struct room_risk_list risks = room_table_rank(
        page->text.scratch, page->of->rooms, INT32_MAX, LEAST_CHANCE);
    struct text_table *table = text_table_new(page->text.scratch, 8, 4);
    size_t n = 0;
    planner_headings(&page->text, table, WORDS, 8);
    for (size_t i = 0; i < risks.count; i++) {
        const struct room_risk *risk = &risks.items[i];
        if (!forecast_page_has(page->of, page->view, risk->school) ||
            (page->view->levels & LEVEL_BIT(risk->level)) == 0)
            continue;
        if (n++ < TELLING_MOST_ROWS)
            add_risk(page, table, risk);
    }
    if (n == 0)
        return;
    planner_heading(
        &page->text, "Trường có khả năng quá tải, vào năm khả năng cao nhất",
        "Schools likely to overflow, in the year that is likeliest");
    text_table_write(table, page->text.into);
    planner_more(&page->text,
                 n > TELLING_MOST_ROWS ? n - TELLING_MOST_ROWS : 0);
}

// What to know ----------------------------------------------------------------

// Of each kind a few; --rooms tells all.
#define MOST_OF_A_KIND 5

static void write_finding(const struct telling *page,
                          const struct panel_finding *finding)
{
    text_add_string(page->text.into, "- ");
    finding_write(page->text.into, finding,
                  forecast_page_school(page->of, finding->school),
                  finding->other == PANEL_NOBODY
                      ? NULL
                      : forecast_page_school(page->of, finding->other),
                  page->text.language);
    text_add_string(page->text.into, "\n");
}

static size_t write_kind(const struct telling *page, int kind, bool is_first)
{
    const struct panel_finding_list *findings = page->of->findings;
    size_t most = page->view->all_rooms ? SIZE_MAX : MOST_OF_A_KIND;
    size_t n = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct panel_finding *finding = &findings->items[i];
        if ((int)finding->kind != kind ||
            !forecast_page_has(page->of, page->view, finding->school))
            continue;
        if (n == 0 && is_first)
            planner_heading(&page->text, "Cần biết về số liệu",
                            "To know about the numbers");
        if (n++ < most)
            write_finding(page, finding);
    }
    planner_more(&page->text, n > most ? n - most : 0);
    return n;
}

void telling_write_findings(const struct telling *page)
{
    size_t n = 0;
    for (int kind = PANEL_NEW; kind <= PANEL_NO_HISTORY; kind++)
        n += write_kind(page, kind, n == 0);
}

static bool is_unknown(const struct telling *page, uint32_t school)
{
    const struct room_table *rooms = page->of->rooms;
    int32_t n_unknown = 0;
    for (int l = 0; l < N_LEVELS; l++)
        n_unknown +=
            room_table_school(rooms, school, (enum level)l, rooms->first_year)
                ->n_unknown;
    return n_unknown > 0;
}

void telling_write_unknown(const struct telling *page)
{
    size_t n_schools = page->of->panel->n_schools;
    size_t n_in_view = 0;
    size_t n = 0;
    for (uint32_t s = 0; s < n_schools; s++) {
        bool is_in_view = forecast_page_has(page->of, page->view, s);
        n_in_view += is_in_view;
        n += is_in_view && is_unknown(page, s);
    }
    if (n == 0)
        return;
    planner_heading(&page->text, "Chưa biết số phòng (không tính là 0)",
                    "Rooms not known (not counted as none)");
    if (n == n_in_view && n > 1) {
        text_add_string(page->text.into,
                        planner_say(&page->text,
                                    "Của mọi trường; nhập bằng `hocgan import "
                                    "CITY capacity FILE`\n",
                                    "Of any school; `hocgan import CITY "
                                    "capacity FILE` brings them in\n"));
        return;
    }
    size_t n_told = 0;
    for (uint32_t s = 0; s < n_schools && n_told < TELLING_MOST_ROWS; s++)
        if (forecast_page_has(page->of, page->view, s) && is_unknown(page, s)) {
            text_add_format(page->text.into, "- %s\n",
                            forecast_page_school(page->of, s));
            n_told++;
        }
    planner_more(&page->text, n - n_told);
}
