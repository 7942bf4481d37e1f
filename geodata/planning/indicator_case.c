// A school weighs by the pupils it had in the newest year it has any row of.
// Values of schools and wards that are no longer on the map are left out, as
// nobody can say where they belong.

#include "planning/indicator_case.h"

#include <stdlib.h>
#include <string.h>

#include "store/store_city.h"
#include "store/store_indicators.h"
#include "store/store_numbers.h"

LIST_DECLARE(indicator_value);

struct reading {
    struct arena *arena;
    struct school_list schools;
    struct ward_list wards;
    struct enrolment_list enrolment;
    struct indicator_list indicators;
    struct indicator_value_row_list rows;
};

static enum status read_all(struct store *city, struct reading *from,
                            struct error *err)
{
    struct arena *arena = from->arena;
    enum status status = store_read_schools(city, arena, &from->schools, err);
    if (status == STATUS_OK)
        status = store_read_wards(city, arena, &from->wards, err);
    if (status == STATUS_OK)
        status = store_read_enrolment(city, arena, &from->enrolment, err);
    if (status == STATUS_OK)
        status = store_read_indicators(city, arena, &from->indicators, err);
    if (status == STATUS_OK)
        status = store_read_indicator_values(city, arena, &from->rows, err);
    return status;
}

// Enrolment is in order of school and year, as schools are of id.
static struct indicator_school *weigh_schools(const struct reading *from)
{
    size_t n = from->schools.count, e = 0;
    struct indicator_school *schools =
        arena_array(from->arena, struct indicator_school, n);
    for (size_t s = 0; s < n; s++) {
        const struct school *school = &from->schools.items[s];
        const struct ward *ward = ward_list_at(&from->wards, school->point);
        int64_t year = 0;
        schools[s].ward = ward == NULL ? INDICATOR_NOWHERE
                                       : (uint32_t)(ward - from->wards.items);
        for (; e < from->enrolment.count; e++) {
            const struct enrolment *row = &from->enrolment.items[e];
            int order = strcmp(row->school_id, school->id);
            if (order > 0)
                break;
            if (order < 0)
                continue;
            if (row->year != year)
                schools[s].pupils = 0;
            year = row->year;
            schools[s].pupils += (double)row->pupils;
        }
    }
    return schools;
}

// The place of an id among things sorted by it, each `size` bytes long and
// beginning with its id.
static int compare_id(const void *id, const void *thing)
{
    return strcmp(id, *(const char *const *)thing);
}

static uint32_t find_id(const void *things, size_t n, size_t size,
                        const char *id)
{
    const char *found =
        id == NULL || n == 0 ? NULL : bsearch(id, things, n, size, compare_id);
    return found == NULL
               ? INDICATOR_NOWHERE
               : (uint32_t)((size_t)(found - (const char *)things) / size);
}

static void take_values(const struct reading *from,
                        struct indicator_inputs *inputs)
{
    struct indicator_value_list values = {0};
    for (size_t i = 0; i < from->rows.count; i++) {
        const struct indicator_value_row *row = &from->rows.items[i];
        struct indicator_value value = {
            .indicator = find_id(from->indicators.items, from->indicators.count,
                                 sizeof *from->indicators.items, row->code),
            .school = find_id(from->schools.items, from->schools.count,
                              sizeof *from->schools.items, row->school_id),
            .ward = find_id(from->wards.items, from->wards.count,
                            sizeof *from->wards.items, row->ward_id),
            .year = (int32_t)row->year,
            .value = row->value};
        bool is_gone =
            value.indicator == INDICATOR_NOWHERE ||
            (row->school_id != NULL && value.school == INDICATOR_NOWHERE) ||
            (row->ward_id != NULL && value.ward == INDICATOR_NOWHERE);
        if (!is_gone)
            *indicator_value_list_add(&values, from->arena) = value;
    }
    inputs->values = values.items;
    inputs->n_values = values.count;
}

static void name_wards(const struct reading *from,
                       struct indicator_inputs *inputs)
{
    size_t n = from->wards.count;
    const char **ids = arena_array(from->arena, const char *, n);
    const char **names = arena_array(from->arena, const char *, n);
    for (size_t w = 0; w < n; w++) {
        ids[w] = from->wards.items[w].id;
        names[w] = from->wards.items[w].name;
    }
    inputs->ward_ids = ids;
    inputs->ward_names = names;
    inputs->n_wards = n;
}

enum status indicator_case_open(struct store *city,
                                struct indicator_case **opened,
                                struct error *err)
{
    struct arena *arena = arena_new();
    struct indicator_case *planning =
        arena_array(arena, struct indicator_case, 1);
    struct reading from = {.arena = arena};
    planning->arena = arena;
    enum status status = read_all(city, &from, err);
    if (status != STATUS_OK) {
        indicator_case_close(planning);
        return status;
    }
    planning->inputs.indicators = from.indicators.items;
    planning->inputs.n_indicators = from.indicators.count;
    planning->inputs.schools = weigh_schools(&from);
    planning->inputs.n_schools = from.schools.count;
    name_wards(&from, &planning->inputs);
    take_values(&from, &planning->inputs);
    *opened = planning;
    return STATUS_OK;
}

void indicator_case_close(struct indicator_case *planning)
{
    if (planning != NULL)
        arena_free(planning->arena);
}

enum status indicator_case_find_ward(const struct indicator_case *planning,
                                     const char *ward_id, uint32_t *ward,
                                     struct error *err)
{
    const struct indicator_inputs *inputs = &planning->inputs;
    *ward = find_id(inputs->ward_ids, inputs->n_wards, sizeof(const char *),
                    ward_id);
    if (*ward != INDICATOR_NOWHERE)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND, "there is no ward \"%.60s\"",
                     ward_id);
}
