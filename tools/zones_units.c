// Planning units, made or counted, and what came of it.

#include <inttypes.h>
#include <stdio.h>

#include "base/json_writer.h"
#include "city/pupil.h"
#include "city_query.h"
#include "store/clock.h"
#include "zones_make_units.h"

static void say_units(const struct units_report *report)
{
    if (!report->is_made)
        fprintf(stderr, "%zu planning units, as they were\n", report->n_units);
    else
        fprintf(stderr,
                "%zu planning units from %zu street blocks over %.1f km², the "
                "largest with %u entrants; %zu have fewer than asked for\n",
                report->n_units, report->blocks.n_faces,
                report->blocks.covered_m2 / 1e6, report->blocks.most_entrants,
                report->blocks.n_small);
}

static void say_level(const struct counted_level *level)
{
    fprintf(
        stderr,
        "%s: %" PRIu64 " entrants of grade %" PRId64 " in %" PRId64 ", from %s",
        level_name(level->level), level->entrants, level->grade, level->year,
        strcmp(level->source, "file") == 0 ? "the units' file" : level->source);
    if (level->n_outside > 0)
        fprintf(stderr, "; %" PRIu64 " live in no unit", level->n_outside);
    fputc('\n', stderr);
}

static void write_level(struct json_writer *json,
                        const struct counted_level *level)
{
    json_begin_object(json);
    json_key_text(json, "level", level_name(level->level));
    json_key_int(json, "grade", level->grade);
    json_key_int(json, "year", level->year);
    json_key_text(json, "source", level->source);
    json_key_int(json, "entrants", (int64_t)level->entrants);
    json_key_int(json, "outside", (int64_t)level->n_outside);
    json_end_object(json);
}

enum status zones_make_units(const struct zones_call *call,
                             const enum level *levels, size_t n_levels,
                             bool keeps_units, struct units_report *report,
                             struct error *err)
{
    const struct zones_options *options = call->options;
    struct units_question question = {
        .levels = levels,
        .n_levels = n_levels,
        .grade = options->grade,
        .year = options->year,
        .from = options->from,
        .per_mille = (uint32_t)options->share_permille,
        .least_entrants = (uint32_t)options->entrants,
        .keeps_units = keeps_units,
        .n_threads = (size_t)options->n_threads};
    double began_s = seconds_now();
    progress_tell(&call->bar->progress, 0, 1, "planning units");
    enum status status = store_begin(call->store, err);
    if (status != STATUS_OK)
        return status;
    status = city_units_make(call->store, call->arena, &question, report, err);
    if (!keeps_units) // else there is more to come
        progress_keep(&call->bar->progress);
    if (status == STATUS_OK)
        status = store_commit(call->store, err);
    if (status != STATUS_OK) {
        store_rollback(call->store);
        return status;
    }
    progress_bar_wipe(call->bar);
    say_units(report);
    for (size_t i = 0; i < report->levels.count; i++)
        say_level(&report->levels.items[i]);
    fprintf(stderr, "units: %.2f s\n", seconds_now() - began_s);
    return STATUS_OK;
}

static void print_units(const struct zones_call *call,
                        const struct units_report *report)
{
    if (!call->options->json) {
        printf("%zu planning units\n", report->n_units);
        return;
    }
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    json_begin_object(&json);
    json_key_int(&json, "units", (int64_t)report->n_units);
    json_key(&json, "is_made");
    json_bool(&json, report->is_made);
    json_key(&json, "levels");
    json_begin_array(&json);
    for (size_t i = 0; i < report->levels.count; i++)
        write_level(&json, &report->levels.items[i]);
    json_end_array(&json);
    json_end_object(&json);
    city_query_print(&body);
}

// A grade names its level.
enum status zones_units(const struct zones_call *call, struct error *err)
{
    const struct zones_options *options = call->options;
    enum level of_grade = LEVEL_PRIMARY;
    const enum level *levels = options->levels;
    size_t n_levels = options->n_levels;
    struct units_report report;
    if (n_levels == 0 && options->grade != NUMBER_UNKNOWN) {
        of_grade = level_of_grade((int)options->grade);
        levels = &of_grade;
        n_levels = 1;
    }
    enum status status =
        zones_make_units(call, levels, n_levels, false, &report, err);
    if (status == STATUS_OK)
        progress_bar_kept(call->bar);
    progress_bar_wipe(call->bar);
    if (status == STATUS_OK)
        print_units(call, &report);
    return status;
}
