// A home is moved to the street as for any other question, a school stands at
// the gates that "nearest" measures to; so what a reach area says and what a
// receipt says agree to the centimetre.

#include "query/reach_answer.h"

#include <math.h>

#include "query/query_json.h"

static enum status find_home(struct query_context *context, struct arena *arena,
                             const struct reach_question *question,
                             struct reach_answer *answer, struct error *err)
{
    struct point_m here;
    struct net_place home;
    enum status status = query_context_locate(context, question->at_name,
                                              question->at, &here, err);
    if (status != STATUS_OK)
        return status;
    answer->has_street = snap_point(question->profile->traveller->snapper, here,
                                    SNAP_FARTHEST_M, &home);
    if (answer->has_street)
        reach_from_home(query_context_reach(context, question->profile), arena,
                        &home, question->limits.limits_cm,
                        question->limits.count, answer->areas);
    else
        answer->is_other_part =
            query_context_meets_other_part(question->profile, here);
    return STATUS_OK;
}

static enum status find_school(struct query_context *context,
                               struct arena *arena,
                               const struct reach_question *question,
                               struct reach_answer *answer, struct error *err)
{
    uint32_t school;
    enum status status = city_state_find_school(
        context->city, question->school_id, &school, err);
    if (status != STATUS_OK)
        return status;
    answer->school = &context->city->schools.items[school];
    const struct destination_set *set =
        city_profile_gates(question->profile, answer->school->levels);
    struct net_place *gates = arena_array(arena, struct net_place, set->count);
    size_t n_gates = 0;
    for (size_t g = 0; g < set->count; g++)
        if (set->gates[g].school == school)
            gates[n_gates++] = set->gates[g].place;
    answer->has_street = n_gates > 0;
    if (answer->has_street)
        reach_to_gates(query_context_reach(context, question->profile), arena,
                       gates, n_gates, question->limits.limits_cm,
                       question->limits.count, answer->areas);
    return STATUS_OK;
}

enum status reach_answer_find(struct query_context *context,
                              struct arena *arena,
                              const struct reach_question *question,
                              struct reach_answer *answer, struct error *err)
{
    *answer = (struct reach_answer){0};
    return question->school_id != NULL
               ? find_school(context, arena, question, answer, err)
               : find_home(context, arena, question, answer, err);
}

// --- writing ---

struct writer {
    struct json_writer *json;
    struct query_context *context;
    struct arena *arena;
    const struct reach_question *question;
    const struct reach_answer *answer;
};

static void write_pieces(const struct writer *w, const struct reach_area *area)
{
    json_begin_array(w->json);
    for (size_t i = 0; i < area->n_pieces; i++) {
        struct reach_piece piece = area->pieces[i];
        if (piece.from_cm == piece.to_cm)
            continue;
        struct line line = reach_piece_line(
            w->arena, w->question->profile->traveller->measure.net, piece);
        json_points(w->json, w->context->crs, line.points, line.count);
    }
    json_end_array(w->json);
}

static void write_geometry(const struct writer *w,
                           const struct reach_area *area, bool is_streets)
{
    json_key(w->json, "geometry");
    if (!w->answer->has_street) {
        json_nothing(w->json);
        return;
    }
    json_begin_object(w->json);
    json_key(w->json, "type");
    json_text(w->json, is_streets ? "MultiLineString" : "MultiPolygon");
    json_key(w->json, "coordinates");
    if (is_streets)
        write_pieces(w, area);
    else
        json_area(w->json, w->context->crs, &area->area);
    json_end_object(w->json);
}

// Surface on the ground: what the plane stretches is taken off again.
static double ground_m2(const struct writer *w, const struct area *area)
{
    const struct street_net *net = w->question->profile->traveller->measure.net;
    if (area_is_empty(area))
        return 0;
    struct point_m from = area->polygons[0].rings[0].points[0];
    struct point_m to = {from.x_m + 1000, from.y_m};
    double share = ground_distance_m(net->ground, from, to) / 1000;
    return area_m2(area) * share * share;
}

static void write_sizes(const struct writer *w, const struct reach_area *area)
{
    json_key(w->json, "area_m2");
    if (w->answer->has_street)
        json_int(w->json, (int64_t)floor(ground_m2(w, &area->area) + 0.5));
    else
        json_nothing(w->json);
    json_key(w->json, "street_m");
    if (w->answer->has_street)
        json_number(w->json, (double)area->street_cm / 100, 2);
    else
        json_nothing(w->json);
    if (!w->answer->has_street) {
        json_key(w->json, "reason");
        json_text(w->json,
                  w->answer->is_other_part ? "other_part" : "no_street_near");
    }
}

static void write_where(const struct writer *w)
{
    if (w->answer->school == NULL) {
        json_key(w->json, "at");
        json_lonlat(w->json, w->question->at);
        return;
    }
    json_key(w->json, "school");
    json_begin_object(w->json);
    json_key(w->json, "id");
    json_text(w->json, w->answer->school->id);
    json_key(w->json, "name");
    json_text(w->json, w->answer->school->name);
    json_end_object(w->json);
}

static void write_feature(const struct writer *w, size_t i, bool is_streets)
{
    const struct reach_area *area = &w->answer->areas[i];
    json_begin_object(w->json);
    json_key(w->json, "type");
    json_text(w->json, "Feature");
    write_geometry(w, area, is_streets);
    json_key(w->json, "properties");
    json_begin_object(w->json);
    json_key(w->json, "shows");
    json_text(w->json, is_streets ? "streets" : "area");
    json_key(w->json, "metres");
    json_metres(w->json, w->question->limits.limits_cm[i]);
    write_sizes(w, area);
    json_key(w->json, "profile");
    json_text(w->json, w->question->profile->traveller->measure.profile->name);
    write_where(w);
    json_key(w->json, "network");
    json_text(w->json,
              city_network_content(w->context->city->network)->checksum);
    json_end_object(w->json);
    json_end_object(w->json);
}

void reach_answer_write(struct json_writer *json, struct query_context *context,
                        struct arena *arena,
                        const struct reach_question *question,
                        const struct reach_answer *answer)
{
    struct writer w = {json, context, arena, question, answer};
    json_begin_object(json);
    json_key(json, "type");
    json_text(json, "FeatureCollection");
    json_key(json, "features");
    json_begin_array(json);
    for (size_t i = question->limits.count; i-- > 0;) {
        write_feature(&w, i, false);
        if (question->wants_streets)
            write_feature(&w, i, true);
    }
    json_end_array(json);
    json_end_object(json);
}
