#include "forecast/forecast_page.h"

const char *forecast_page_school(const struct forecast_page *page,
                                 uint32_t school)
{
    const char *name =
        page->school_names == NULL ? NULL : page->school_names[school];
    return name != NULL && name[0] != '\0' ? name
                                           : page->panel->schools[school].id;
}

const char *forecast_page_ward(const struct forecast_page *page, uint32_t ward)
{
    if (ward >= page->panel->n_wards)
        return NULL;
    return page->ward_names[ward] != NULL ? page->ward_names[ward]
                                          : page->ward_ids[ward];
}

const struct room_need *forecast_page_need(const struct forecast_page *page,
                                           const struct forecast_view *view,
                                           enum level level, int32_t year)
{
    switch (view->scope) {
    case SCOPE_SCHOOL:
        return room_table_school(page->rooms, view->index, level, year);
    case SCOPE_WARD:
        return room_table_ward(page->rooms, view->index, level, year);
    case SCOPE_CITY:
        break;
    }
    return room_table_city(page->rooms, level, year);
}

bool forecast_page_has(const struct forecast_page *page,
                       const struct forecast_view *view, uint32_t school)
{
    if (view->scope == SCOPE_SCHOOL)
        return school == view->index;
    return view->scope == SCOPE_CITY ||
           page->panel->schools[school].ward == view->index;
}
