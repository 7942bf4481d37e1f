// The days on which the placing of a grade may be contested. An administrator
// sets them; letters and families' pages tell them.

#include "office/contest_window.h"

#include <string.h>

#include "http/json_value.h"
#include "office/contest_json.h"
#include "office/office.h"
#include "store/clock.h"

enum status contest_window_find(struct store *store, struct arena *arena,
                                int64_t year, int64_t grade,
                                struct contest_window *window,
                                struct error *err)
{
    struct error none;
    *window = (struct contest_window){0};
    enum status status =
        store_read_contest_window(store, arena, year, grade, window, &none);
    if (status == STATUS_OK || status == STATUS_NOT_FOUND)
        return STATUS_OK;
    *err = none;
    return status;
}

void contest_window_json_member(struct json_writer *json,
                                const struct contest_window *window,
                                const char *day)
{
    json_key(json, "window");
    if (window->opens == NULL)
        json_nothing(json);
    else
        contest_window_json_write(json, window, day);
}

static enum status read_window_path(const struct request *request,
                                    struct contest_window *window,
                                    struct error *err)
{
    *window = (struct contest_window){0};
    enum status status =
        request_path_int(request, "year", 1900, 2200, &window->year, err);
    if (status == STATUS_OK)
        status = request_path_int(request, "grade", 0, 12, &window->grade, err);
    return status;
}

static void reply_window(const struct request *request, struct reply *reply,
                         const struct contest_window *window)
{
    struct json_writer json = reply_json(reply);
    contest_window_json_write(&json, window, local_day(request->arena));
}

static enum status get_window(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    struct contest_window window;
    struct store *store = NULL;
    enum status status = read_window_path(request, &window, err);
    if (status == STATUS_OK)
        status = store_pool_take(service->office->privates, &store, err);
    if (status == STATUS_OK)
        status = store_read_contest_window(store, request->arena, window.year,
                                           window.grade, &window, err);
    store_pool_put(service->office->privates, store);
    if (status == STATUS_OK)
        reply_window(request, reply, &window);
    return status;
}

static enum status need_day(const struct json_value *body, const char *key,
                            const char **day, struct error *err)
{
    enum status status = json_need_text(body, key, 10, day, err);
    if (status != STATUS_OK)
        return status;
    return clock_is_day(*day)
               ? STATUS_OK
               : error_set(err, STATUS_BAD_INPUT,
                           "%s must be a day such as 2026-07-01, not \"%s\"",
                           key, *day);
}

static enum status put_window(const struct request *request,
                              struct reply *reply, void *context,
                              struct error *err)
{
    const struct service *service = context;
    const struct json_value *body = NULL;
    struct office_change change = {0};
    struct contest_window window;
    enum status status = read_window_path(request, &window, err);
    if (status == STATUS_OK)
        status = json_read_body(request, &body, err);
    if (status == STATUS_OK)
        status = need_day(body, "opens", &window.opens, err);
    if (status == STATUS_OK)
        status = need_day(body, "closes", &window.closes, err);
    if (status == STATUS_OK && strcmp(window.closes, window.opens) < 0)
        status = error_set(err, STATUS_BAD_INPUT, "closes is before opens");
    if (status != STATUS_OK)
        return status;
    status = office_begin(service->office, request, &change, err);
    if (status == STATUS_OK)
        status = store_write_contest_window(change.store, &window, err);
    if (status == STATUS_OK)
        status = office_keep(
            &change, "contest.window",
            arena_format(request->arena, "%lld/%lld", (long long)window.year,
                         (long long)window.grade),
            arena_format(request->arena, "{\"opens\":\"%s\",\"closes\":\"%s\"}",
                         window.opens, window.closes),
            err);
    office_end(&change);
    if (status == STATUS_OK)
        reply_window(request, reply, &window);
    return status;
}

const struct http_route CONTEST_WINDOW_ROUTES[] = {
    {"GET", "/v1/contest-windows/{year}/{grade}", get_window, ACCESS_STAFF,
     HTTP_BODY_NONE},
    {"PUT", "/v1/contest-windows/{year}/{grade}", put_window, ACCESS_ADMIN,
     HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
