// The method "balanced": whole planning units, seats kept, zones in one piece.
// The id of such a plan is the checksum of the very numbers it was suggested
// from, so it changes when, and only when, another plan could come out.

#include "zones_balanced.h"

#include <inttypes.h>
#include <stdio.h>

#include "city/pupil.h"
#include "store/clock.h"
#include "zone/zone_suggest.h"
#include "zones_make_units.h"
#include "zones_report.h"
#include "zoning/zone_areas.h"

// Raised whenever the same numbers give another plan.
#define BALANCED_VERSION 2u

// What changing school counts where a plan is to be like another: an entrant
// stays unless that saves more than this.
#define MOVED_USUAL_M 500

// The question
// ------------------------------------------------------------------

static enum status find_plan_id(const struct zones_call *call, const char *name,
                                const char **id, struct error *err)
{
    const struct plan_entry *plan;
    if (name == NULL)
        return STATUS_OK;
    enum status status =
        store_find_plan(call->store, call->arena, name, &plan, err);
    if (status == STATUS_OK)
        *id = plan->id;
    return status;
}

// Where moves count and no plan is named, they count from the plan in force.
static enum status find_like(const struct zones_call *call,
                             struct zoning_question *question,
                             struct error *err)
{
    const struct zones_options *options = call->options;
    struct plan_entry_list plans;
    enum status status =
        find_plan_id(call, options->like, &question->like, err);
    if (status != STATUS_OK || question->like != NULL || options->moved_m <= 0)
        return status;
    status = store_list_plans(call->store, call->arena, &plans, err);
    const struct plan_entry *in_force =
        status == STATUS_OK ? plan_in_force(&plans, question->level) : NULL;
    if (in_force != NULL)
        question->like = in_force->id;
    return status;
}

static enum status read_question(const struct zones_call *call,
                                 enum level level,
                                 struct zoning_question *question,
                                 struct error *err)
{
    const struct zones_options *options = call->options;
    *question = zoning_question_usual(level);
    question->grade = options->grade;
    question->year = options->year;
    question->profile = options->is_straight ? NULL : options->profile;
    question->seats_percent = options->seats_percent;
    if (options->cap_m >= 0)
        question->cap_cm = 100 * (uint32_t)options->cap_m;
    if (options->over_seats_m >= 0)
        question->weights.over_seats_cm = 100 * options->over_seats_m;
    if (options->over_cap_m >= 0)
        question->weights.over_cap_cm = 100 * options->over_cap_m;
    if (options->moved_m >= 0)
        question->weights.moved_cm = 100 * options->moved_m;
    else if (options->like != NULL)
        question->weights.moved_cm = 100 * MOVED_USUAL_M;
    enum status status = find_like(call, question, err);
    if (status == STATUS_OK)
        status =
            find_plan_id(call, options->lock_from, &question->lock_from, err);
    return status;
}

// Preparing
// ---------------------------------------------------------------------

static enum status has_entrants(const struct zones_call *call,
                                const struct zoning_question *question,
                                bool *has, struct error *err)
{
    struct unit_entrants_list rows;
    int64_t grade = question->grade == NUMBER_UNKNOWN
                        ? level_entry_grade(question->level)
                        : question->grade;
    int64_t year = question->year == NUMBER_UNKNOWN ? 0 : question->year;
    enum status status = store_read_unit_entrants(call->store, call->arena,
                                                  year, grade, &rows, err);
    *has = rows.count > 0;
    return status;
}

static void say_left_out(const struct city_zoning *zoning)
{
    const char *level = level_name(zoning->question.level);
    if (zoning->n_no_seats > 0)
        fprintf(stderr,
                "%s: %zu public schools have no seats for grade %" PRId64
                ", so they have no zone\n",
                level, zoning->n_no_seats, zoning->question.grade);
    if (zoning->n_off_street > 0)
        fprintf(stderr, "%s: %zu units have no way to any school\n", level,
                zoning->n_off_street);
}

enum status balanced_plan_prepare(const struct zones_call *call,
                                  enum level level,
                                  struct balanced_plan *balanced,
                                  struct error *err)
{
    struct zoning_question question;
    bool has_counts = false;
    *balanced = (struct balanced_plan){0};
    enum status status = read_question(call, level, &question, err);
    if (status == STATUS_OK)
        status = city_zoning_check_seats(call->store, &question, err);
    if (status == STATUS_OK)
        status = has_entrants(call, &question, &has_counts, err);
    if (status == STATUS_OK && !has_counts) {
        struct units_report report;
        status = zones_make_units(call, &level, 1, true, &report, err);
    }
    if (status == STATUS_OK)
        status = city_zoning_read(call->store, call->arena, &question,
                                  (size_t)call->options->n_threads, stderr,
                                  &balanced->zoning, err);
    if (status == STATUS_OK)
        say_left_out(&balanced->zoning);
    return status;
}

// Suggesting
// --------------------------------------------------------------------

static const char *made_from(struct arena *arena,
                             const struct city_zoning *zoning)
{
    const struct zoning_question *question = &zoning->question;
    return arena_format(
        arena,
        "level %s; grade %" PRId64 "; year %" PRId64
        "; public schools with seats; %zu planning units, entrants from %s; "
        "%s; network %s; numbers %s; method balanced %u; hocgan %s",
        level_name(question->level), question->grade, question->year,
        zoning->units.count, zoning->entrants_source,
        zoning_question_format(arena, question),
        zoning->network[0] == '\0' ? "none" : zoning->network, zoning->inputs,
        BALANCED_VERSION, HOCGAN_VERSION);
}

// Fills the plan with what the method says, and its outlines.
static enum status draw(const struct zones_call *call,
                        struct balanced_plan *balanced,
                        struct booked_plan *fresh, struct error *err)
{
    struct city_zoning *zoning = &balanced->zoning;
    struct zone_options options = ZONE_OPTIONS_USUAL;
    options.n_threads = (size_t)call->options->n_threads;
    options.progress = progress_part(&balanced->progress, 200, 900);
    struct zone_suggestion suggestion =
        zone_suggest(call->arena, &zoning->problem, &options);
    balanced->school = suggestion.school;
    balanced->bound = suggestion.bound;
    struct plan *plan = &fresh->plan;
    plan->year = zoning->question.year;
    plan->grade = zoning->question.grade;
    plan->based_on = zoning->question.like;
    struct zoning_question question = zoning->question;
    question.units = zoning->unit_set;
    plan->options = zoning_question_format(call->arena, &question);
    fresh->units =
        city_zoning_plan_units(call->arena, zoning, suggestion.school);
    return zone_areas_draw(call->arena, zoning, suggestion.school, NULL,
                           options.n_threads, &plan->zones, err);
}

// The plan that is there, with its bound found anew.
static enum status take_known(const struct zones_call *call,
                              struct balanced_plan *balanced,
                              struct zone_list *zones, struct error *err)
{
    uint32_t *school;
    struct city_zoning *zoning = &balanced->zoning;
    enum status status = city_zoning_read_plan(call->store, call->arena, zoning,
                                               balanced->plan.id, &school, err);
    if (status == STATUS_OK)
        status = zone_areas_draw(call->arena, zoning, school, NULL,
                                 (size_t)call->options->n_threads, zones, err);
    balanced->school = school;
    balanced->bound = zone_bound_find(call->arena, &zoning->problem);
    return status;
}

static void measure(const struct zones_call *call,
                    struct balanced_plan *balanced,
                    const struct zone_list *zones)
{
    const struct city_zoning *zoning = &balanced->zoning;
    struct area *areas =
        arena_array(call->arena, struct area, zoning->schools.count);
    for (size_t z = 0; z < zones->count; z++)
        areas[city_zoning_find_school(zoning, zones->items[z].school_id)] =
            zones->items[z].area;
    balanced->measures = plan_measures_of(call->arena, &zoning->problem,
                                          balanced->school, areas);
}

static void say_done(const struct balanced_plan *balanced, double took_s)
{
    const struct zone_measures *sums = &balanced->measures.sums;
    fprintf(stderr,
            "%s: %u zones, %u pieces of %zu units with %" PRIu64
            " entrants; gap %.2f %%; %.2f s\n",
            level_name(balanced->plan.level), sums->n_zones, sums->n_pieces,
            balanced->zoning.units.count, balanced->zoning.entrants,
            100 * zone_gap(sums->cost, balanced->bound.cost), took_s);
}

enum status balanced_plan_suggest(struct zones_book *book,
                                  struct balanced_plan *balanced,
                                  struct error *err)
{
    const struct zones_call *call = book->call;
    const struct plan_entry *known;
    const struct zone_list *zones;
    struct zone_list drawn = {0};
    double began_s = seconds_now();
    enum status status;
    struct booked_plan *fresh =
        zones_book_begin(book, balanced->zoning.question.level, "balanced",
                         made_from(call->arena, &balanced->zoning), &known);
    if (fresh == NULL) {
        balanced->plan = *known;
        status = take_known(call, balanced, &drawn, err);
        zones = &drawn;
    } else {
        status = draw(call, balanced, fresh, err);
        balanced->plan = zones_book_entry(fresh);
        zones = &fresh->plan.zones;
    }
    if (status != STATUS_OK)
        return status;
    measure(call, balanced, zones);
    progress_bar_wipe(call->bar);
    say_done(balanced, seconds_now() - began_s);
    return STATUS_OK;
}

// Printing
// ----------------------------------------------------------------------

static void print_short(const struct balanced_plan *balanced)
{
    const struct city_zoning *zoning = &balanced->zoning;
    if (balanced->bound.short_of_seats > 0)
        printf("  short of seats: %" PRIu64
               " entrants have none, whatever one does\n",
               balanced->bound.short_of_seats);
    for (size_t s = 0; s < zoning->schools.count; s++) {
        uint64_t over = balanced->measures.rows[s].over_seats;
        if (over > 0)
            printf("  over its %u seats by %" PRIu64 ": %s %s\n",
                   zoning->problem.seats[s], over, zoning->schools.items[s].id,
                   zoning->schools.items[s].name);
    }
}

void balanced_plan_print(const struct balanced_plan *balanced)
{
    const struct zoning_question *question = &balanced->zoning.question;
    struct measured_plan column = {NULL, balanced->measures};
    int64_t cost = balanced->measures.sums.cost, bound = balanced->bound.cost;
    zones_report_table(&column, 1, question->cap_cm, question->like);
    printf("  %-28s  %12" PRId64 " m\n", "an entrant over seats counts",
           question->weights.over_seats_cm / 100);
    printf("  %-28s  %12.0f m\n", "cost by the weights", (double)cost / 100);
    printf("  %-28s  %12.0f m\n", "no plan costs less than",
           (double)bound / 100);
    printf("  %-28s  %12.2f %%\n", "gap", 100 * zone_gap(cost, bound));
    print_short(balanced);
}

struct plan_answer balanced_plan_answer(const struct balanced_plan *balanced)
{
    return (struct plan_answer){.plan = &balanced->plan,
                                .zoning = &balanced->zoning,
                                .school = balanced->school,
                                .measures = balanced->measures,
                                .since = balanced->zoning.question.like,
                                .bound = &balanced->bound};
}
