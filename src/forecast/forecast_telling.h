#ifndef FORECAST_FORECAST_TELLING_H
#define FORECAST_FORECAST_TELLING_H

#include "forecast/forecast_page.h"
#include "forecast/planner_text.h"

// What the files that tell a forecast share. Nothing else includes it.

#define TELLING_MOST_ROWS 15

struct telling {
    struct planner_text text;
    const struct forecast_page *of;
    const struct forecast_view *view;
};

int32_t telling_last_year(const struct telling *page);

void telling_write_parts(const struct telling *page);
void telling_write_risks(const struct telling *page);
void telling_write_unknown(const struct telling *page);
void telling_write_findings(const struct telling *page);

#endif
