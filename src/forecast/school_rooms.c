// Whole classes make steps: the 36th pupil of a grade opens its second class.
// So what a school can take depends on how its pupils are spread over grades.
// It is found by letting all grades grow alike from nothing: classes are opened
// one after another, and overflow begins at the class that has no place. Hence
// a school is short of a room at the median just when more pupils than the
// median overflow it.

#include "forecast/school_rooms.h"

#include <math.h>
#include <string.h>

#include "forecast/range_sum.h"

static int64_t classes_of_grade(double pupils, int32_t class_cap)
{
    int64_t whole = llround(pupils);
    return whole <= 0 ? 0 : (whole - 1) / class_cap + 1;
}

int64_t classes_of(const double *grades, size_t n_grades, int32_t class_cap,
                   double scale)
{
    int64_t classes = 0;
    for (size_t g = 0; g < n_grades; g++)
        classes += classes_of_grade(grades[g] * scale, class_cap);
    return classes;
}

static double sum_of(const double *grades, size_t n_grades)
{
    double sum = 0;
    for (size_t g = 0; g < n_grades; g++)
        sum += grades[g];
    return sum;
}

// How much all grades must grow for the next class of one grade to be opened:
// until its pupils round to one more than its classes hold.
static double scale_of_next(double pupils, int64_t n_open, int32_t class_cap)
{
    if (pupils <= 0)
        return INFINITY;
    return ((double)n_open * (double)class_cap + 0.5) / pupils;
}

// Starts where at most n_classes are open for certain (each grade can waste one
// class and one by rounding), so that big schools take no longer.
double places_of(const double *grades, size_t n_grades, int32_t class_cap,
                 int64_t n_classes)
{
    int64_t open[PANEL_GRADES];
    double sum = sum_of(grades, n_grades);
    if (sum <= 0)
        return (double)n_classes * (double)class_cap;
    int64_t certain = n_classes - 2 * (int64_t)n_grades;
    double scale = certain <= 0 ? 0 : (double)certain * (double)class_cap / sum;
    int64_t n_open = 0;
    for (size_t g = 0; g < n_grades; g++) {
        open[g] = classes_of_grade(grades[g] * scale, class_cap);
        n_open += open[g];
    }
    for (; n_open <= n_classes; n_open++) {
        size_t next = 0;
        double least = INFINITY;
        for (size_t g = 0; g < n_grades; g++) {
            double at = scale_of_next(grades[g], open[g], class_cap);
            if (at < least) {
                least = at;
                next = g;
            }
        }
        scale = least;
        open[next]++;
    }
    return scale * sum;
}

static enum level highest_of(level_set levels)
{
    enum level highest = LEVEL_PRESCHOOL;
    for (int l = 0; l < N_LEVELS; l++)
        if ((levels & LEVEL_BIT(l)) != 0)
            highest = (enum level)l;
    return highest;
}

// The level with the most classes for each room, one more being given to it.
// Whole numbers: classes / (rooms + 1) is compared crosswise.
static size_t neediest(const int64_t classes[N_LEVELS],
                       const int32_t split[N_LEVELS])
{
    size_t best = 0;
    for (size_t l = 1; l < N_LEVELS; l++)
        if (classes[l] * ((int64_t)split[best] + 1) >=
                classes[best] * ((int64_t)split[l] + 1) &&
            classes[l] > 0)
            best = l;
    return best;
}

// Giving rooms one by one leaves every level at least its whole share (the
// method of D'Hondt keeps the lower quota), so it may start there.
void rooms_split(int32_t rooms, const int64_t classes[N_LEVELS],
                 level_set levels, int32_t split[N_LEVELS])
{
    int64_t n_classes = 0;
    int32_t left = rooms;
    memset(split, 0, N_LEVELS * sizeof *split);
    for (size_t l = 0; l < N_LEVELS; l++)
        n_classes += classes[l];
    if (n_classes == 0) {
        split[highest_of(levels)] = rooms;
        return;
    }
    for (size_t l = 0; l < N_LEVELS; l++) {
        split[l] = (int32_t)((int64_t)rooms * classes[l] / n_classes);
        left -= split[l];
    }
    for (; left > 0; left--)
        split[neediest(classes, split)]++;
}

// The grades of a level lie side by side.
struct level_grades {
    const double *grades;
    size_t count;
};

static struct level_grades grades_of(const double grades[PANEL_GRADES],
                                     enum level level)
{
    int first = level_entry_grade(level);
    int end = level + 1 < N_LEVELS ? level_entry_grade((enum level)(level + 1))
                                   : PANEL_GRADES;
    return (struct level_grades){grades + first, (size_t)(end - first)};
}

static int32_t rooms_for(int64_t classes, int32_t per_room)
{
    return (int32_t)((classes + per_room - 1) / per_room);
}

static int32_t per_room_at(const struct room_supply *supply)
{
    return supply->classes_per_room > 1 ? supply->classes_per_room : 1;
}

// What is needed, whatever there is.
static void put_need(struct room_need *need, struct level_grades grades,
                     int32_t cap, int32_t per_room)
{
    double median = (double)need->pupils.median;
    double low = median > 0 ? (double)need->pupils.low80 / median : 0;
    double high = median > 0 ? (double)need->pupils.high80 / median : 0;
    int64_t classes = classes_of(grades.grades, grades.count, cap, 1);
    need->classes = (int32_t)classes;
    need->rooms_needed = rooms_for(classes, per_room);
    need->rooms_low80 =
        rooms_for(classes_of(grades.grades, grades.count, cap, low), per_room);
    need->rooms_high80 =
        rooms_for(classes_of(grades.grades, grades.count, cap, high), per_room);
}

static void put_supply(struct room_need *need, struct level_grades grades,
                       int32_t cap, int32_t per_room, int32_t rooms)
{
    int64_t slots = (int64_t)rooms * per_room;
    int32_t missing = need->rooms_needed - rooms;
    int32_t missing_for_two = need->classes - rooms;
    need->rooms = rooms;
    need->classes_possible = (int32_t)slots;
    need->shortage = missing > 0 ? missing : 0;
    need->surplus = missing < 0 ? -missing : 0;
    need->missing_for_two_sessions = missing_for_two > 0 ? missing_for_two : 0;
    need->n_two_sessions = missing_for_two <= 0;
    need->places = places_of(grades.grades, grades.count, cap, slots);
    need->overflow_chance =
        forecast_range_chance_above(&need->pupils, need->places);
    need->n_overflowing = need->overflow_chance;
    need->class_size =
        slots > 0 ? (double)need->pupils.median / (double)slots : -1;
    need->n_large = need->class_size > (double)cap;
}

static void put_unknown(struct room_need *need)
{
    need->n_unknown = need->n_schools;
    need->needed_unknown = need->rooms_needed;
    need->rooms = need->n_schools > 0 ? -1 : 0;
    need->places = need->overflow_chance = need->class_size = -1;
}

static void put_area(struct room_need *need, double area_m2, double pupils,
                     enum level level)
{
    need->m2_per_pupil = -1;
    if (area_m2 < 0 || pupils <= 0)
        return;
    need->n_area_known = 1;
    need->m2_per_pupil = area_m2 / pupils;
    need->n_small = need->m2_per_pupil < site_area_m2_of(level);
}

void school_rooms(const double grades[PANEL_GRADES],
                  const struct forecast_range ranges[N_LEVELS],
                  const struct room_supply *supply, struct room_need *needs,
                  size_t stride)
{
    int64_t classes[N_LEVELS];
    int32_t split[N_LEVELS];
    int32_t per_room = per_room_at(supply);
    double pupils = sum_of(grades, PANEL_GRADES);
    for (int l = 0; l < N_LEVELS; l++) {
        struct level_grades of_level = grades_of(grades, (enum level)l);
        classes[l] =
            classes_of(of_level.grades, of_level.count,
                       room_supply_class_cap(supply, (enum level)l), 1);
    }
    rooms_split(supply->rooms > 0 ? supply->rooms : 0, classes, supply->levels,
                split);
    for (int l = 0; l < N_LEVELS; l++) {
        enum level level = (enum level)l;
        struct room_need *need = &needs[(size_t)l * stride];
        struct level_grades of_level = grades_of(grades, level);
        int32_t cap = room_supply_class_cap(supply, level);
        need->pupils = ranges[l];
        need->n_schools = (supply->levels & LEVEL_BIT(level)) != 0 ||
                          classes[l] > 0 || split[l] > 0;
        put_need(need, of_level, cap, per_room);
        if (need->n_schools > 0 && supply->rooms >= 0)
            put_supply(need, of_level, cap, per_room, split[l]);
        else
            put_unknown(need);
        put_area(need, supply->area_m2,
                 sum_of(of_level.grades, of_level.count) > 0 ? pupils : 0,
                 level);
    }
}
