// Level after level: balanced where the city knows enough of it, by nearest
// school where not (and where that was asked for). What is printed is kept
// until all plans are written, so that nothing is told that is not so.

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "zones_balanced.h"
#include "zones_nearest.h"

struct suggesting {
    const struct zones_call *call;
    struct zones_book book;
    struct nearest_drawing nearest;
    bool has_nearest; // was opened
    struct balanced_plan balanced[N_LEVELS];
    struct plan_entry entries[N_LEVELS]; // in order of suggestion
    bool is_balanced[N_LEVELS];
    size_t n_done;
    struct progress progress; // of the level at work
};

static enum status open_nearest(struct suggesting *s, struct error *err)
{
    if (s->has_nearest)
        return STATUS_OK;
    s->has_nearest = true;
    return nearest_drawing_open(s->call, &s->nearest, err);
}

// `why` is what is missing for balancing, NULL if nearest was asked for.
static enum status suggest_nearest(struct suggesting *s, enum level level,
                                   const char *why, struct error *err)
{
    const struct plan_entry *known;
    enum status status = open_nearest(s, err);
    if (status != STATUS_OK)
        return status;
    struct destination_set gates = nearest_drawing_gates(&s->nearest, level);
    if (gates.count == 0 && s->call->options->n_levels > 0)
        return error_set(err, STATUS_STATE,
                         "%s: no school of level %s lies near a street",
                         store_path(s->call->store), level_name(level));
    if (gates.count == 0)
        return STATUS_OK;
    if (why != NULL)
        fprintf(stderr, "%s: by nearest school, since %s\n", level_name(level),
                why);
    struct booked_plan *fresh =
        zones_book_begin(&s->book, level, "nearest",
                         nearest_drawing_made_from(&s->nearest, level), &known);
    if (fresh != NULL)
        status = nearest_drawing_draw(&s->nearest, &gates, &fresh->plan, err);
    s->entries[s->n_done++] = fresh == NULL ? *known : zones_book_entry(fresh);
    return status;
}

static enum status suggest_balanced(struct suggesting *s, struct error *err)
{
    struct balanced_plan *balanced = &s->balanced[s->n_done];
    balanced->progress = s->progress;
    enum status status = balanced_plan_suggest(&s->book, balanced, err);
    s->entries[s->n_done] = balanced->plan;
    s->is_balanced[s->n_done++] = true;
    return status;
}

static enum status suggest_level(struct suggesting *s, enum level level,
                                 struct error *err)
{
    const char *method = s->call->options->method;
    struct error why;
    if (method != NULL && strcmp(method, "nearest") == 0)
        return suggest_nearest(s, level, NULL, err);
    enum status status =
        balanced_plan_prepare(s->call, level, &s->balanced[s->n_done], &why);
    if (status == STATUS_OK)
        return suggest_balanced(s, err);
    if (status == STATUS_STATE && method == NULL)
        return suggest_nearest(s, level, why.text, err);
    *err = why;
    if (status == STATUS_STATE && s->call->options->n_levels == 0) {
        fprintf(stderr, "%s: passed over, since %s\n", level_name(level),
                why.text);
        return STATUS_OK;
    }
    return status;
}

// With all levels passed over, the last reason is the answer.
static enum status refuse_nothing(const struct suggesting *s, struct error *err)
{
    const char *method = s->call->options->method;
    bool is_balanced = method != NULL && strcmp(method, "balanced") == 0;
    return s->n_done == 0 && is_balanced ? err->status : STATUS_OK;
}

// The levels named, or all that can be done.
static enum status suggest_all(struct suggesting *s, struct error *err)
{
    const struct zones_options *options = s->call->options;
    enum status status = STATUS_OK;
    size_t n = options->n_levels > 0 ? options->n_levels : N_LEVELS;
    for (size_t i = 0; i < n && status == STATUS_OK; i++) {
        enum level level =
            options->n_levels > 0 ? options->levels[i] : (enum level)i;
        s->progress =
            progress_part(&s->call->bar->progress, (uint32_t)(1000 * i / n),
                          (uint32_t)(1000 * (i + 1) / n));
        progress_tell(&s->progress, 0, 1, "ways from homes to schools");
        status = suggest_level(s, level, err);
    }
    return status != STATUS_OK ? status : refuse_nothing(s, err);
}

static void print_text(const struct suggesting *s)
{
    for (size_t i = 0; i < s->n_done; i++) {
        printf("%s %s\n", level_name(s->entries[i].level), s->entries[i].id);
        if (s->is_balanced[i])
            balanced_plan_print(&s->balanced[i]);
    }
}

static void write_nearest(struct json_writer *json,
                          const struct plan_entry *plan)
{
    json_begin_object(json);
    json_key(json, "plan");
    json_text(json, plan->id);
    json_key(json, "method");
    json_text(json, plan->method);
    json_key(json, "level");
    json_text(json, level_name(plan->level));
    json_end_object(json);
}

static void print_json(const struct suggesting *s)
{
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    json_begin_object(&json);
    json_key(&json, "suggestions");
    json_begin_array(&json);
    for (size_t i = 0; i < s->n_done; i++) {
        struct plan_answer answer = balanced_plan_answer(&s->balanced[i]);
        if (s->is_balanced[i])
            plan_answer_write(&json, &answer, true);
        else
            write_nearest(&json, &s->entries[i]);
    }
    json_end_array(&json);
    json_end_object(&json);
    city_query_print(&body);
}

// What is now published is told so.
static void mark_published(struct suggesting *s)
{
    for (size_t i = 0; s->call->options->publishes && i < s->n_done; i++) {
        s->entries[i].is_published = s->entries[i].is_in_force = true;
        s->balanced[i].plan.is_published = true;
        s->balanced[i].plan.is_in_force = true;
    }
}

enum status zones_suggest(const struct zones_call *call, struct error *err)
{
    struct suggesting s = {.call = call};
    enum status status = zones_book_open(call, &s.book, err);
    if (status == STATUS_OK)
        status = suggest_all(&s, err);
    progress_keep(&call->bar->progress);
    if (status == STATUS_OK)
        status = zones_book_write(&s.book, err);
    if (status == STATUS_OK) {
        progress_bar_kept(call->bar);
        progress_bar_wipe(call->bar);
        mark_published(&s);
        if (call->options->json)
            print_json(&s);
        else
            print_text(&s);
    }
    if (s.has_nearest)
        nearest_drawing_close(&s.nearest);
    return status;
}
