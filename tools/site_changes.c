#include <string.h>

#include "site.h"

// "LON,LAT=N", N from 1 to `most`.
static bool parse_at(struct site_call *call, const char *text, int64_t most,
                     struct point_m *at, uint32_t *n)
{
    char *copy = arena_text(call->arena, text);
    char *comma = strchr(copy, ',');
    char *equals = strchr(copy, '=');
    struct lonlat degrees;
    int64_t number;
    if (comma == NULL || equals == NULL || comma > equals)
        return false;
    *comma = *equals = '\0';
    if (!text_parse_double(copy, &degrees.lon_deg) ||
        !text_parse_double(comma + 1, &degrees.lat_deg) ||
        !text_parse_int64(equals + 1, &number) || degrees.lon_deg < -180 ||
        degrees.lon_deg > 180 || degrees.lat_deg < -85 ||
        degrees.lat_deg > 85 || number < 1 || number > most)
        return false;
    *at = crs_to_city(call->crs, degrees);
    *n = (uint32_t)number;
    return true;
}

static enum status parse_homes(struct site_call *call, const char *text,
                               struct siting_homes *homes, struct error *err)
{
    if (parse_at(call, text, 100000, &homes->at, &homes->pupils))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "--housing must be LON,LAT=PUPILS, such as "
                     "106.70,10.78=400, not \"%.80s\"",
                     text);
}

static enum status parse_pin(struct site_call *call, const char *text,
                             struct siting_pin *pin, struct error *err)
{
    if (parse_at(call, text, 1000, &pin->at, &pin->rooms))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "--build must be LON,LAT=ROOMS, such as 106.70,10.78=20, "
                     "not \"%.80s\"",
                     text);
}

enum status site_read_places(struct site_call *call, struct error *err)
{
    const struct arguments *arguments = call->arguments;
    struct siting_question *question = &call->question;
    struct siting_homes *homes =
        arena_array(call->arena, struct siting_homes, arguments->n_options);
    struct siting_pin *pins =
        arena_array(call->arena, struct siting_pin, arguments->n_options);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < arguments->n_options && status == STATUS_OK; i++) {
        const char *name = arguments->options[i].name;
        const char *value = arguments->options[i].value;
        if (strcmp(name, "housing") == 0)
            status = parse_homes(call, value, &homes[question->n_homes++], err);
        if (strcmp(name, "build") == 0)
            status = parse_pin(call, value, &pins[question->n_pins++], err);
    }
    question->homes = homes;
    question->pins = pins;
    return status;
}

// "SCHOOL=N".
static enum status parse_rooms(struct site_call *call, const char *text,
                               struct site_change *change, struct error *err)
{
    const char *equals = strrchr(text, '=');
    int64_t rooms;
    if (equals == NULL || !text_parse_int64(equals + 1, &rooms) || rooms < 1 ||
        rooms > 1000)
        return error_set(err, STATUS_BAD_INPUT,
                         "--add-rooms must be SCHOOL=ROOMS, such as "
                         "79760412=6, not \"%.80s\"",
                         text);
    change->kind = CHANGE_ADD_ROOMS;
    change->rooms = (uint32_t)rooms;
    const char *id = arena_text_n(call->arena, text, (size_t)(equals - text));
    return siting_case_find(&call->siting, id, false, &change->spot, err);
}

static enum status read_change(struct site_call *call, const char *name,
                               const char *value, struct error *err)
{
    struct site_change change = {.kind = CHANGE_CLOSE};
    enum status status = STATUS_OK;
    if (strcmp(name, "close") == 0) {
        status =
            siting_case_find(&call->siting, value, false, &change.spot, err);
    } else if (strcmp(name, "add-rooms") == 0) {
        status = parse_rooms(call, value, &change, err);
    } else if (strcmp(name, "open") == 0) {
        change.kind = CHANGE_OPEN;
        status =
            siting_case_find(&call->siting, value, true, &change.spot, err);
    } else {
        return STATUS_OK;
    }
    if (status == STATUS_OK)
        *site_change_list_add(&call->changes, call->arena) = change;
    return status;
}

enum status site_read_changes(struct site_call *call, struct error *err)
{
    const struct arguments *arguments = call->arguments;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < arguments->n_options && status == STATUS_OK; i++)
        status = read_change(call, arguments->options[i].name,
                             arguments->options[i].value, err);
    // Schools on pins stand from the start: that is what is asked.
    for (size_t i = 0; i < call->question.n_pins; i++)
        *site_change_list_add(&call->changes, call->arena) =
            (struct site_change){.kind = CHANGE_OPEN,
                                 .spot = (uint32_t)(call->siting.n_schools +
                                                    call->siting.n_sites + i)};
    return status;
}

static void apply(struct siting_place *place, const struct site_change *change)
{
    switch (change->kind) {
    case CHANGE_CLOSE:
        place->is_closing = true;
        break;
    case CHANGE_ADD_ROOMS:
        place->seats += change->rooms * place->seats_per_room;
        place->most_rooms -= change->rooms < place->most_rooms
                                 ? change->rooms
                                 : place->most_rooms;
        break;
    case CHANGE_OPEN:
        place->is_open = true;
        place->seats = place->most_rooms * place->seats_per_room;
        place->most_rooms = 0;
        break;
    }
}

void site_apply_changes(const struct site_call *call,
                        struct siting_problem *problem)
{
    struct siting_place *places =
        arena_copy(call->arena, problem->places,
                   problem->n_places * sizeof *problem->places);
    for (size_t i = 0; i < call->changes.count; i++)
        apply(&places[call->changes.items[i].spot], &call->changes.items[i]);
    problem->places = places;
}
