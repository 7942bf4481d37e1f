#include "site.h"

static void put_measures(struct json_writer *json, const char *key,
                         const struct siting_measures *m)
{
    json_key(json, key);
    json_begin_object(json);
    json_key_int(json, "pupils", (int64_t)m->pupils);
    json_key_int(json, "seated", (int64_t)m->seated);
    json_key_int(json, "over_cap", (int64_t)m->over_cap);
    json_key_int(json, "unseated", (int64_t)m->unseated);
    json_key(json, "mean_way_m");
    json_number(json, site_mean_m(m), 2);
    json_key(json, "cost");
    json_number(json, m->cost, 2);
    json_end_object(json);
}

static void put_spot(struct json_writer *json, const struct site_call *call,
                     uint32_t index)
{
    const struct siting_spot *spot = &call->siting.spots[index];
    struct lonlat at = crs_to_lonlat(call->crs, spot->at);
    json_key_text(json, "kind", spot->is_site ? "site" : "school");
    json_key_text(json, "id", spot->id);
    json_key_text(json, "name", spot->name);
    json_key_text(json, "ward", site_ward(call, index));
    json_key(json, "at");
    json_position(json, at.lon_deg, at.lat_deg);
}

static void put_choices(struct json_writer *json, const struct site_call *call)
{
    json_key(json, "choices");
    json_begin_array(json);
    for (size_t i = 0; i < call->answer.n_choices; i++) {
        const struct siting_choice *choice = &call->answer.choices[i];
        json_begin_object(json);
        put_spot(json, call, choice->place);
        json_key_int(json, "rooms", choice->rooms);
        json_key_int(json, "seated_more", (int64_t)choice->seated_more);
        json_key(json, "way_m_less");
        json_number(json, (double)choice->way_cm_less / 100, 0);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_rooms(struct json_writer *json, struct site_rooms rooms)
{
    const double values[] = {rooms.before, rooms.after};
    json_key(json, "rooms_per_10000");
    json_begin_object(json);
    for (size_t i = 0; i < 2; i++) {
        json_key(json, i == 0 ? "before" : "after");
        if (values[i] < 0)
            json_text(json, NULL);
        else
            json_number(json, values[i], 1);
    }
    json_end_object(json);
}

static int64_t rooms_suggested(const struct site_call *call)
{
    int64_t rooms = 0;
    for (size_t i = 0; i < call->answer.n_choices; i++)
        rooms += call->answer.choices[i].rooms;
    return rooms;
}

static void put_suggestion(struct json_writer *json,
                           const struct site_call *call)
{
    json_key_text(json, "plan", call->plan_id);
    json_key_int(json, "new", call->n_new);
    json_key_int(json, "rooms", call->n_rooms);
    put_measures(json, "before", &call->answer.before);
    put_measures(json, "after", &call->answer.after);
    put_rooms(json, site_count_rooms(call, call->year, rooms_suggested(call)));
    put_choices(json, call);
    json_key_int(json, "bound_outside", (int64_t)call->answer.bound_outside);
    json_key(json, "gap");
    json_number(json, call->answer.gap, 6);
}

static void put_homes(struct json_writer *json, const struct site_call *call)
{
    json_key(json, "homes");
    json_begin_array(json);
    for (size_t h = 0; h < call->question.n_homes; h++) {
        const struct siting_homes *homes = &call->question.homes[h];
        struct lonlat at = crs_to_lonlat(call->crs, homes->at);
        json_begin_object(json);
        json_key(json, "at");
        json_position(json, at.lon_deg, at.lat_deg);
        json_key_int(json, "pupils", homes->pupils);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_what_if(struct json_writer *json, const struct site_call *call)
{
    static const char *const KINDS[] = {"close", "add_rooms", "open"};
    json_key(json, "changes");
    json_begin_array(json);
    for (size_t i = 0; i < call->changes.count; i++) {
        const struct site_change *change = &call->changes.items[i];
        json_begin_object(json);
        json_key_text(json, "change", KINDS[change->kind]);
        put_spot(json, call, change->spot);
        json_key_int(json, "rooms", change->rooms);
        json_end_object(json);
    }
    json_end_array(json);
    put_homes(json, call);
    json_key(json, "years");
    json_begin_array(json);
    for (size_t i = 0; i < call->years.count; i++) {
        json_begin_object(json);
        json_key_int(json, "year", call->years.items[i].year);
        put_measures(json, "before", &call->years.items[i].before);
        put_measures(json, "after", &call->years.items[i].after);
        put_rooms(json, call->years.items[i].rooms);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_unknown(struct json_writer *json, const struct site_call *call)
{
    json_key(json, "rooms_unknown");
    json_begin_array(json);
    for (size_t s = 0; s < call->siting.n_schools; s++) {
        const struct siting_spot *spot = &call->siting.spots[s];
        if (call->planning->supply[spot->school].rooms < 0)
            json_text(json, spot->id);
    }
    json_end_array(json);
}

// --explain: where pupils live and what seats are made of.
static void put_units(struct json_writer *json, const struct site_call *call)
{
    const struct siting_case *siting = &call->siting;
    json_key(json, "units");
    json_begin_array(json);
    for (size_t u = 0; u < siting->units.units.count; u++) {
        uint32_t spot = siting->spot_of_unit[u];
        json_begin_object(json);
        json_key_text(json, "id", siting->units.units.items[u].id);
        json_key_text(json, "school",
                      spot == SITING_NO_SPOT ? NULL : siting->spots[spot].id);
        json_key_int(json, "entrants", siting->units.problem.entrants[u]);
        json_key(json, "growth");
        json_number(json, siting_case_growth(siting, u, call->year), 4);
        json_key_int(json, "pupils", call->problem.demands[u].pupils);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_seats(struct json_writer *json, const struct site_call *call)
{
    const struct siting_case *siting = &call->siting;
    json_key(json, "schools");
    json_begin_array(json);
    for (size_t s = 0; s < siting->n_schools; s++) {
        json_begin_object(json);
        json_key_text(json, "id", siting->spots[s].id);
        json_key_int(json, "classes_per_room", siting_case_per_room(siting, s));
        json_key_int(json, "class_cap", siting_case_class_cap(siting, s));
        json_key_int(json, "seats", call->problem.places[s].seats);
        json_key(json, "pupils_now");
        json_number(json, siting_case_pupils_now(siting, s), 0);
        json_key(json, "pupils");
        json_number(json, siting_case_pupils(siting, s, call->year), 1);
        json_end_object(json);
    }
    json_end_array(json);
}

void site_json_write(struct text_buffer *into, const struct site_call *call)
{
    struct json_writer json = json_into(into);
    json_begin_object(&json);
    json_key_text(&json, "forecast", call->made.page.id);
    json_key_text(&json, "level", level_name(call->question.level));
    json_key_int(&json, "year", call->year);
    json_key_text(&json, "profile", call->question.profile);
    json_key(&json, "cap_m");
    if (call->question.cap_cm == UINT32_MAX)
        json_nothing(&json);
    else
        json_metres(&json, call->question.cap_cm);
    json_key(&json, "two_sessions");
    json_bool(&json, call->question.two_sessions);
    json_key_text(&json, "sites",
                  call->siting.has_own_sites ? "imported" : "planning units");
    if (call->n_new + call->n_rooms > 0)
        put_suggestion(&json, call);
    if (call->years.count > 0)
        put_what_if(&json, call);
    put_unknown(&json, call);
    if (arguments_has(call->arguments, "explain")) {
        put_units(&json, call);
        put_seats(&json, call);
    }
    json_end_object(&json);
}
