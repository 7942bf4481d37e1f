// Pupils to one decimal, as medians are not whole; what is not known is null.

#include "forecast/forecast_page.h"

static void put_number(struct json_writer *json, const char *key, double value,
                       int decimals)
{
    json_key(json, key);
    if (value < 0)
        json_nothing(json);
    else
        json_number(json, value, decimals);
}

void forecast_range_json(struct json_writer *json,
                         const struct forecast_range *r)
{
    put_number(json, "median", (double)r->median, 1);
    put_number(json, "low50", (double)r->low50, 1);
    put_number(json, "high50", (double)r->high50, 1);
    put_number(json, "low80", (double)r->low80, 1);
    put_number(json, "high80", (double)r->high80, 1);
    put_number(json, "low95", (double)r->low95, 1);
    put_number(json, "high95", (double)r->high95, 1);
}

// Pupils ----------------------------------------------------------------------

static void put_years(struct json_writer *json,
                      const struct forecast_page *page, int grade,
                      const struct forecast_range *ranges)
{
    for (size_t y = 0; y < page->forecast->n_years; y++) {
        if (ranges[y].median < 0)
            continue;
        json_begin_object(json);
        json_key(json, "grade");
        if (grade < 0)
            json_nothing(json);
        else
            json_int(json, grade);
        json_key_int(json, "year", page->rooms->first_year + (int32_t)y);
        forecast_range_json(json, &ranges[y]);
        json_end_object(json);
    }
}

static void put_pupils(struct json_writer *json,
                       const struct forecast_page *page,
                       const struct forecast_view *view)
{
    const struct forecast *f = page->forecast;
    size_t at = view->index * f->n_years;
    const struct forecast_range *all = view->scope == SCOPE_CITY ? f->city
                                       : view->scope == SCOPE_WARD
                                           ? &f->wards[at]
                                           : &f->schools[at];
    const struct forecast_range *grades =
        view->scope == SCOPE_CITY     ? f->city_grades
        : view->scope == SCOPE_SCHOOL ? &f->cells[at * PANEL_GRADES]
                                      : NULL;
    json_key(json, "pupils");
    json_begin_array(json);
    put_years(json, page, -1, all);
    for (int g = 0; g < PANEL_GRADES && grades != NULL; g++)
        if ((view->levels & LEVEL_BIT(level_of_grade(g))) != 0)
            put_years(json, page, g, &grades[(size_t)g * f->n_years]);
    json_end_array(json);
}

// Rooms -----------------------------------------------------------------------

static void put_counts(struct json_writer *json, const struct room_need *need)
{
    json_key_int(json, "schools", need->n_schools);
    json_key_int(json, "schools_unknown", need->n_unknown);
    json_key_int(json, "classes", need->classes);
    json_key_int(json, "rooms_needed", need->rooms_needed);
    json_key_int(json, "rooms_low80", need->rooms_low80);
    json_key_int(json, "rooms_high80", need->rooms_high80);
    json_key_int(json, "rooms_needed_unknown", need->needed_unknown);
    put_number(json, "rooms", need->rooms, 0);
    json_key_int(json, "shortage", need->shortage);
    json_key_int(json, "surplus", need->surplus);
    json_key_int(json, "missing_for_two_sessions",
                 need->missing_for_two_sessions);
}

void forecast_need_json(struct json_writer *json, enum level level,
                        int32_t year, const struct room_need *need)
{
    json_begin_object(json);
    json_key_text(json, "level", level_name(level));
    json_key_int(json, "year", year);
    json_key(json, "pupils");
    json_begin_object(json);
    forecast_range_json(json, &need->pupils);
    json_end_object(json);
    put_counts(json, need);
    put_number(json, "two_sessions_share", room_need_two_sessions_share(need),
               4);
    put_number(json, "places", need->places, 0);
    put_number(json, "overflow_chance", need->overflow_chance, 4);
    put_number(json, "schools_overflowing", need->n_overflowing, 2);
    put_number(json, "class_size", need->class_size, 1);
    json_key_int(json, "class_cap", class_cap_of(level));
    json_key_int(json, "schools_over_class_cap", need->n_large);
    put_number(json, "m2_per_pupil", need->m2_per_pupil, 2);
    put_number(json, "m2_wanted", site_area_m2_of(level), 0);
    json_key_int(json, "schools_below_m2", need->n_small);
    json_end_object(json);
}

static void put_rooms(struct json_writer *json,
                      const struct forecast_page *page,
                      const struct forecast_view *view)
{
    json_key(json, "rooms");
    json_begin_array(json);
    for (int l = 0; l < N_LEVELS; l++)
        for (size_t y = 0; y < page->rooms->n_years; y++) {
            int32_t year = page->rooms->first_year + (int32_t)y;
            const struct room_need *need =
                forecast_page_need(page, view, (enum level)l, year);
            if (need->n_schools > 0 && (view->levels & LEVEL_BIT(l)) != 0)
                forecast_need_json(json, (enum level)l, year, need);
        }
    json_end_array(json);
}

static void put_per_10000(struct json_writer *json,
                          const struct forecast_page *page,
                          const struct forecast_view *view)
{
    const struct room_table *t = page->rooms;
    size_t ward = view->scope == SCOPE_WARD ? view->index : t->n_wards;
    json_key(json, "rooms_per_10000");
    json_begin_array(json);
    for (size_t y = 0; y < t->n_years && view->scope != SCOPE_SCHOOL; y++) {
        json_begin_object(json);
        json_key_int(json, "year", t->first_year + (int32_t)y);
        put_number(json, "value", t->rooms_per_10000[ward * t->n_years + y], 1);
        json_key_int(json, "target", ROOMS_TARGET_PER_10000);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_part(struct json_writer *json, const struct forecast_page *page,
                     const struct forecast_view *part, const char *id,
                     const char *name)
{
    json_begin_object(json);
    json_key_text(json, "id", id);
    json_key_text(json, "name", name);
    put_rooms(json, page, part);
    json_end_object(json);
}

// The rooms of every ward, or of every school of a ward.
static void put_parts(struct json_writer *json,
                      const struct forecast_page *page,
                      const struct forecast_view *view)
{
    struct forecast_view part = *view;
    bool is_city = view->scope == SCOPE_CITY;
    part.scope = is_city ? SCOPE_WARD : SCOPE_SCHOOL;
    json_key(json, is_city ? "wards" : "schools");
    json_begin_array(json);
    for (part.index = 0; is_city && part.index < page->panel->n_wards;
         part.index++)
        put_part(json, page, &part, page->ward_ids[part.index],
                 forecast_page_ward(page, part.index));
    for (part.index = 0; !is_city && part.index < page->panel->n_schools;
         part.index++)
        if (forecast_page_has(page, view, part.index))
            put_part(json, page, &part, page->panel->schools[part.index].id,
                     forecast_page_school(page, part.index));
    json_end_array(json);
}

// Lists -----------------------------------------------------------------------

static void put_risk(struct json_writer *json, const struct forecast_page *page,
                     const struct room_risk *risk)
{
    uint32_t ward = page->panel->schools[risk->school].ward;
    json_begin_object(json);
    json_key_text(json, "school", page->panel->schools[risk->school].id);
    json_key_text(json, "name", forecast_page_school(page, risk->school));
    json_key_text(json, "ward", forecast_page_ward(page, ward));
    json_key_text(json, "level", level_name(risk->level));
    json_key_int(json, "year", risk->year);
    put_number(json, "chance", risk->need->overflow_chance, 4);
    put_number(json, "pupils", (double)risk->need->pupils.median, 1);
    put_number(json, "places", risk->need->places, 0);
    json_key_int(json, "shortage", risk->need->shortage);
    json_end_object(json);
}

static void put_risks(struct json_writer *json,
                      const struct forecast_page *page,
                      const struct forecast_view *view)
{
    struct arena *scratch = arena_new();
    struct room_risk_list risks =
        room_table_rank(scratch, page->rooms, INT32_MAX, 0.1);
    json_key(json, "overflow");
    json_begin_array(json);
    for (size_t i = 0; i < risks.count; i++)
        if (forecast_page_has(page, view, risks.items[i].school) &&
            (view->levels & LEVEL_BIT(risks.items[i].level)) != 0)
            put_risk(json, page, &risks.items[i]);
    json_end_array(json);
    arena_free(scratch);
}

static void put_finding(struct json_writer *json,
                        const struct forecast_page *page,
                        const struct panel_finding *finding)
{
    bool has_other = finding->other != PANEL_NOBODY;
    json_begin_object(json);
    json_key_text(json, "kind", panel_finding_name(finding->kind));
    json_key_text(json, "school", page->panel->schools[finding->school].id);
    json_key_text(json, "name", forecast_page_school(page, finding->school));
    json_key_text(json, "other",
                  has_other ? page->panel->schools[finding->other].id : NULL);
    put_number(json, "grade", finding->grade, 0);
    json_key_int(json, "year", finding->year);
    json_end_object(json);
}

static void put_findings(struct json_writer *json,
                         const struct forecast_page *page,
                         const struct forecast_view *view)
{
    json_key(json, "findings");
    json_begin_array(json);
    for (size_t i = 0; i < page->findings->count; i++)
        if (forecast_page_has(page, view, page->findings->items[i].school))
            put_finding(json, page, &page->findings->items[i]);
    json_end_array(json);
}

// Schools of which no rooms are known, by name.
static void put_unknown(struct json_writer *json,
                        const struct forecast_page *page,
                        const struct forecast_view *view)
{
    json_key(json, "rooms_unknown");
    json_begin_array(json);
    for (uint32_t s = 0; s < page->panel->n_schools; s++) {
        int32_t n_unknown = 0;
        for (int l = 0; l < N_LEVELS; l++)
            n_unknown += room_table_school(page->rooms, s, (enum level)l,
                                           page->rooms->first_year)
                             ->n_unknown;
        if (n_unknown > 0 && forecast_page_has(page, view, s))
            json_text(json, page->panel->schools[s].id);
    }
    json_end_array(json);
}

// The whole -------------------------------------------------------------------

static void put_subject(struct json_writer *json,
                        const struct forecast_page *page,
                        const struct forecast_view *view)
{
    static const char *const SCOPES[] = {"city", "ward", "school"};
    bool is_ward = view->scope == SCOPE_WARD;
    bool is_school = view->scope == SCOPE_SCHOOL;
    json_key_text(json, "subject", SCOPES[view->scope]);
    json_key_text(json, "id",
                  is_ward     ? page->ward_ids[view->index]
                  : is_school ? page->panel->schools[view->index].id
                              : NULL);
    json_key_text(json, "name",
                  is_ward     ? forecast_page_ward(page, view->index)
                  : is_school ? forecast_page_school(page, view->index)
                              : page->city);
}

void forecast_json_write(struct text_buffer *into,
                         const struct forecast_page *page,
                         const struct forecast_view *view)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key_text(&json, "forecast", page->id);
    json_key_text(&json, "city", page->city);
    json_key_int(&json, "origin", page->forecast->origin);
    json_key_int(&json, "until",
                 page->forecast->origin + (int32_t)page->forecast->n_years);
    put_subject(&json, page, view);
    put_pupils(&json, page, view);
    put_rooms(&json, page, view);
    put_per_10000(&json, page, view);
    if (view->all_rooms && view->scope != SCOPE_SCHOOL)
        put_parts(&json, page, view);
    put_risks(&json, page, view);
    put_unknown(&json, page, view);
    put_findings(&json, page, view);
    json_end_object(&json);
}
