// The table of consequences of each round was worked out when it was placed and
// is kept with it (placing/placing_result.h): one placement, for everyone, for
// each ward and for each group. Beside each other they are one table again: the
// columns of one part are looked up by the part's name.

#include "office/round_json.h"

#include <inttypes.h>
#include <string.h>

#include "admission/way_text.h"
#include "base/text.h"
#include "query/number_json.h"

const char *round_confirmation(struct arena *arena,
                               const struct round_entry *round)
{
    return arena_format(arena, "%s %" PRId64, level_name(round->level),
                        round->year);
}

static void write_rules(struct json_writer *json,
                        const struct round_entry *round)
{
    json_key(json, "rules");
    json_begin_object(json);
    json_key_text(json, "name", round->rules_name);
    json_key_text(json, "version", round->rules_version);
    json_key_text(json, "checksum", round->rules_checksum);
    json_end_object(json);
}

#define CONSEQUENCES "consequences"

// Measures and certificate; whatever else the program once wrote there.
static void write_summary(struct json_writer *json, struct arena *arena,
                          const struct round_entry *round)
{
    const struct json_value *summary;
    struct error err;
    json_key(json, "summary");
    if (json_read(arena, round->summary, strlen(round->summary), &summary,
                  &err) != STATUS_OK ||
        summary->kind != JSON_KIND_OBJECT) {
        json_nothing(json);
        return;
    }
    json_begin_object(json);
    for (size_t i = 0; i < summary->n_values; i++) {
        if (strcmp(summary->keys[i], CONSEQUENCES) == 0)
            continue;
        json_key(json, summary->keys[i]);
        json_write_value(json, &summary->values[i]);
    }
    json_end_object(json);
}

void round_entry_members(struct json_writer *json, struct arena *arena,
                         const struct round_entry *round)
{
    json_key_text(json, "round", round->id);
    json_key_text(json, "level", level_name(round->level));
    json_key_int(json, "grade", round->grade);
    json_key_int(json, "year", round->year);
    json_key_text(json, "method", round->method);
    json_key_text(json, "objective", round->objective);
    json_key_text(json, "state",
                  round->is_in_force    ? "in_force"
                  : round->is_published ? "published"
                                        : "draft");
    json_key_text(json, "made_at", round->made_at);
    write_rules(json, round);
    write_summary(json, arena, round);
    json_key_text(json, "confirm", round_confirmation(arena, round));
}

// Consequences ----------------------------------------------------------------

struct kept_table {
    const struct json_value *names, *all, *wards, *groups;
};

static enum status read_table(struct arena *arena,
                              const struct round_entry *round,
                              struct kept_table *table, struct error *err)
{
    const struct json_value *summary = NULL, *kept = NULL;
    *table = (struct kept_table){0};
    if (json_read(arena, round->summary, strlen(round->summary), &summary,
                  err) == STATUS_OK &&
        summary->kind == JSON_KIND_OBJECT)
        kept = json_find(summary, CONSEQUENCES);
    if (kept != NULL && kept->kind == JSON_KIND_OBJECT)
        *table = (struct kept_table){
            json_find(kept, "placements"), json_find(kept, "all"),
            json_find(kept, "wards"), json_find(kept, "groups")};
    if (table->names == NULL || table->all == NULL || table->wards == NULL ||
        table->groups == NULL)
        return error_set(err, STATUS_STATE,
                         "round %s was kept before its consequences were; "
                         "place it again",
                         round->id);
    return STATUS_OK;
}

// The only value of an array, NULL if there is none.
static const struct json_value *only(const struct json_value *array)
{
    return array == NULL || array->n_values == 0 ? NULL : &array->values[0];
}

static void write_or_null(struct json_writer *json,
                          const struct json_value *value)
{
    if (value == NULL)
        json_nothing(json);
    else
        json_write_value(json, value);
}

static const char *part_name(const struct json_value *part)
{
    const struct json_value *name = json_find(part, "name");
    return name == NULL ? NULL : name->text;
}

static const struct json_value *find_part(const struct json_value *parts,
                                          const char *name)
{
    for (size_t i = 0; i < parts->n_values; i++)
        if (text_same(part_name(&parts->values[i]), name))
            return &parts->values[i];
    return NULL;
}

typedef const struct json_value *parts_fn(const struct kept_table *table);

static const struct json_value *wards_of(const struct kept_table *table)
{
    return table->wards;
}

static const struct json_value *groups_of(const struct kept_table *table)
{
    return table->groups;
}

static void write_part(struct json_writer *json,
                       const struct kept_table *tables, size_t n,
                       parts_fn *parts_of, const char *name)
{
    json_begin_object(json);
    json_key_text(json, "name", name);
    json_key(json, "measures");
    json_begin_array(json);
    for (size_t t = 0; t < n; t++) {
        const struct json_value *part = find_part(parts_of(&tables[t]), name);
        write_or_null(json,
                      part == NULL ? NULL : only(json_find(part, "measures")));
    }
    json_end_array(json);
    json_end_object(json);
}

// Those of the first table, then what only later ones have.
static void write_parts(struct json_writer *json, const char *key,
                        const struct kept_table *tables, size_t n,
                        parts_fn *parts_of)
{
    json_key(json, key);
    json_begin_array(json);
    for (size_t t = 0; t < n; t++) {
        const struct json_value *parts = parts_of(&tables[t]);
        for (size_t i = 0; i < parts->n_values; i++) {
            const char *name = part_name(&parts->values[i]);
            bool is_written = false;
            for (size_t before = 0; before < t && !is_written; before++)
                is_written = find_part(parts_of(&tables[before]), name) != NULL;
            if (!is_written)
                write_part(json, tables, n, parts_of, name);
        }
    }
    json_end_array(json);
}

enum status round_consequences_write(struct json_writer *json,
                                     struct arena *arena,
                                     const struct round_entry *rounds,
                                     size_t n_rounds, struct error *err)
{
    struct kept_table *tables = arena_array(arena, struct kept_table, n_rounds);
    for (size_t t = 0; t < n_rounds; t++)
        if (read_table(arena, &rounds[t], &tables[t], err) != STATUS_OK)
            return err->status;
    json_begin_object(json);
    json_key(json, "rounds");
    json_begin_array(json);
    for (size_t t = 0; t < n_rounds; t++)
        json_text(json, rounds[t].id);
    json_end_array(json);
    json_key(json, "placements");
    json_begin_array(json);
    for (size_t t = 0; t < n_rounds; t++)
        write_or_null(json, only(tables[t].names));
    json_end_array(json);
    json_key(json, "all");
    json_begin_array(json);
    for (size_t t = 0; t < n_rounds; t++)
        write_or_null(json, only(tables[t].all));
    json_end_array(json);
    write_parts(json, "wards", tables, n_rounds, wards_of);
    write_parts(json, "groups", tables, n_rounds, groups_of);
    json_end_object(json);
    return STATUS_OK;
}

// Pools and places ------------------------------------------------------------

static const char *name_of(const struct city_state *city, const char *school_id)
{
    uint32_t school;
    struct error err;
    return city_state_find_school(city, school_id, &school, &err) == STATUS_OK
               ? city->schools.items[school].name
               : NULL;
}

static void write_score(struct json_writer *json, int64_t score_milli)
{
    json_key(json, "last_score");
    if (score_milli == NUMBER_UNKNOWN)
        json_nothing(json);
    else
        json_number(json, (double)score_milli / 1000, 3);
}

static void write_pool(struct json_writer *json, const struct city_state *city,
                       const struct round_pool *pool, enum road_weight weight)
{
    json_begin_object(json);
    json_key_text(json, "school", pool->school_id);
    json_key_text(json, "name", name_of(city, pool->school_id));
    json_key_text(json, "programme", pool->programme);
    json_key_int(json, "seats", pool->seats);
    json_key_int(json, "placed", pool->placed);
    json_key(json, "is_full");
    json_bool(json, pool->placed >= pool->seats);
    json_key_known(json, "last_group", pool->last_group);
    json_key_text(json, "last_group_name", pool->last_group_name);
    json_way(json, "last",
             pool->last_cm == NUMBER_UNKNOWN ? UINT32_MAX
                                             : (uint32_t)pool->last_cm,
             weight);
    write_score(json, pool->last_score_milli);
    json_key_known(json, "last_lot", pool->last_lot);
    json_key_known(json, "price", pool->price);
    json_end_object(json);
}

void round_pools_write(struct json_writer *json, const struct city_state *city,
                       const struct round_record *record,
                       enum road_weight weight)
{
    json_begin_object(json);
    json_key_text(json, "round", record->entry.id);
    json_key(json, "pools");
    json_begin_array(json);
    for (size_t i = 0; i < record->pools.count; i++)
        write_pool(json, city, &record->pools.items[i], weight);
    json_end_array(json);
    json_end_object(json);
}

#define STEP_CM 25000u // 250 m
#define STEP_MS 60000u

static bool is_there(const struct round_place *place, const char *school_id)
{
    return place->school_id != NULL &&
           (school_id == NULL || strcmp(place->school_id, school_id) == 0);
}

void round_histogram_write(struct json_writer *json, struct arena *arena,
                           const struct round_record *record,
                           const char *school_id, enum road_weight weight)
{
    uint32_t step = weight == BY_TIME ? STEP_MS : STEP_CM;
    size_t n_placed = 0, n_bins = 0;
    for (size_t i = 0; i < record->places.count; i++) {
        const struct round_place *place = &record->places.items[i];
        if (is_there(place, school_id) && place->way_cm / step >= n_bins)
            n_bins = place->way_cm / step + 1;
    }
    int64_t *bins = arena_array(arena, int64_t, n_bins);
    for (size_t i = 0; i < record->places.count; i++)
        if (is_there(&record->places.items[i], school_id)) {
            bins[record->places.items[i].way_cm / step]++;
            n_placed++;
        }
    json_begin_object(json);
    json_key_text(json, "round", record->entry.id);
    json_way(json, "step", step, weight);
    json_key_int(json, "placed", (int64_t)n_placed);
    json_key(json, "counts");
    json_begin_array(json);
    for (size_t i = 0; i < n_bins; i++)
        json_int(json, bins[i]);
    json_end_array(json);
    json_end_object(json);
}

void round_place_members(struct json_writer *json,
                         const struct placed_pupil *placed, const char *ward_id,
                         enum road_weight weight)
{
    const struct round_place *place = &placed->place;
    json_key_text(json, "pupil", placed->pupil.id);
    json_key_text(json, "ward", ward_id);
    json_key_text(json, "school", place->school_id);
    json_key_text(json, "programme", place->programme);
    json_way(json, "way", place->way_cm, weight);
    json_key(json, "group");
    if (place->group == UINT32_MAX)
        json_nothing(json);
    else
        json_int(json, place->group);
}
