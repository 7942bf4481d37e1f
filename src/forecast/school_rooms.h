#ifndef FORECAST_SCHOOL_ROOMS_H
#define FORECAST_SCHOOL_ROOMS_H

#include "forecast/classrooms.h"

/// One school in one year, level by level: what classrooms.c sums up.

/// Classes for grades of so many pupils each, in whole classes by grade; pupils
/// are rounded to whole ones. `scale` times as many of each grade.
int64_t classes_of(const double *grades, size_t n_grades, int32_t class_cap,
                   double scale);

/// How many pupils fit in so many classes when all grades grow alike: with more
/// than that a class would have to be opened for which there is no place.
double places_of(const double *grades, size_t n_grades, int32_t class_cap,
                 int64_t n_classes);

/// Rooms that levels share, each counted at the level that has the most classes
/// to a room, of equals at the higher one. Without classes all are counted at
/// the highest level of `levels`.
void rooms_split(int32_t rooms, const int64_t classes[N_LEVELS],
                 level_set levels, int32_t split[N_LEVELS]);

/// Fills `needs[level * stride]` for each level. `grades` are the medians of
/// grades 0 to 12, `ranges` those of the levels.
void school_rooms(const double grades[PANEL_GRADES],
                  const struct forecast_range ranges[N_LEVELS],
                  const struct room_supply *supply, struct room_need *needs,
                  size_t stride);

#endif
