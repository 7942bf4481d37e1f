// Most findings are a query whose rows are the examples; those that need
// names folded or areas cut are looked for in memory.

#include "import/city_check.h"

#include <stdlib.h>
#include <string.h>

#include "geo/box_index.h"
#include "import/school_name.h"
#include "shape/shape.h"
#include "store/store_city.h"

#define TWIN_WITHIN_M 300.0
#define OVERLAP_AT_LEAST_M2 1000.0

struct query_check {
    const char *thing;
    const char *finding;
    const char *sql; // gives one text a row
};

#define SCHOOL "'\"' || s.name || '\" (' || s.id || ')'"

static const struct query_check CHECKS[] = {
    {"schools", "have no name", "SELECT s.id FROM school s WHERE s.name = ''"},
    {"schools", "have neither a gate nor grounds, only a point",
     "SELECT " SCHOOL " FROM school s"
     " WHERE NOT EXISTS (SELECT 1 FROM gate WHERE school_id = s.id)"
     "   AND NOT EXISTS (SELECT 1 FROM added_gate WHERE school_id = s.id)"
     "   AND NOT EXISTS (SELECT 1 FROM school_grounds WHERE school_id = s.id)"
     " ORDER BY s.id"},
    {"schools", "have no street within 300 m",
     "SELECT " SCHOOL " FROM school s"
     " WHERE NOT EXISTS (SELECT 1 FROM idx_street_geom near"
     "  JOIN street ON street.id = near.pkid"
     " WHERE near.xmin <= ST_X(s.geom) + 300 AND near.xmax >= ST_X(s.geom) - "
     "300"
     "   AND near.ymin <= ST_Y(s.geom) + 300 AND near.ymax >= ST_Y(s.geom) - "
     "300"
     "   AND ST_Distance(street.geom, s.geom) <= 300) ORDER BY s.id"},
    {"schools", "have no seats told for an entry grade they teach",
     "SELECT " SCHOOL " FROM school s, (SELECT 'preschool' AS level, 0 AS grade"
     " UNION SELECT 'primary', 1 UNION SELECT 'lower_secondary', 6"
     " UNION SELECT 'upper_secondary', 10) entry"
     " WHERE instr(',' || s.levels || ',', ',' || entry.level || ',')"
     "   AND NOT EXISTS (SELECT 1 FROM seats WHERE school_id = s.id"
     "                      AND seats.grade = entry.grade)"
     " GROUP BY s.id ORDER BY s.id"},
    {"seats", "are of schools that are not on the map",
     "SELECT DISTINCT school_id FROM seats"
     " WHERE school_id NOT IN (SELECT id FROM school) ORDER BY 1"},
    {"capacity", "is of schools that are not on the map",
     "SELECT DISTINCT school_id FROM capacity"
     " WHERE school_id NOT IN (SELECT id FROM school) ORDER BY 1"},
    {"enrolment", "is of schools that are not on the map",
     "SELECT DISTINCT school_id FROM enrolment"
     " WHERE school_id NOT IN (SELECT id FROM school) ORDER BY 1"},
    {"wards", "have no people told",
     "SELECT '\"' || name || '\" (' || id || ')' FROM ward"
     " WHERE source = (SELECT min(source) FROM ward)"
     "   AND id NOT IN (SELECT ward_id FROM population) ORDER BY id"},
    {"population", "is of wards that are not on the map",
     "SELECT DISTINCT ward_id FROM population"
     " WHERE ward_id NOT IN (SELECT id FROM ward) ORDER BY 1"},
    {"wards", "have the name of another in the same district",
     "SELECT '\"' || name || '\" (' || group_concat(id, ', ') || ')' FROM ward"
     " WHERE source = (SELECT min(source) FROM ward)"
     " GROUP BY name, district HAVING count(*) > 1 ORDER BY min(id)"},
    {"units", "lie in no ward",
     "SELECT '\"' || name || '\" (' || id || ')' FROM unit"
     " WHERE ward_id IS NULL OR ward_id NOT IN (SELECT id FROM ward)"
     " ORDER BY id"},
};

struct finding {
    struct report *report;
    const struct query_check *check;
};

static void take_example(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    const struct finding *finding = into;
    const char *text = (const char *)sqlite3_column_text(row, 0);
    report_example(finding->report, finding->check->thing, "note",
                   finding->check->finding, "%s", text == NULL ? "" : text);
}

static enum status check_queries(struct store *store, struct report *report,
                                 struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0;
         i < sizeof CHECKS / sizeof *CHECKS && status == STATUS_OK; i++) {
        struct finding finding = {report, &CHECKS[i]};
        status = store_each(store, CHECKS[i].sql, take_example, report->arena,
                            &finding, err);
    }
    return status;
}

// Two schools of one name and a common level next to each other are most
// often one that was mapped twice.
static void check_twins(const struct school_list *schools,
                        struct report *report, struct arena *arena)
{
    const char **cores = arena_array(arena, const char *, schools->count);
    for (size_t i = 0; i < schools->count; i++)
        cores[i] = school_name_parse(arena, schools->items[i].name).core;
    for (size_t i = 0; i < schools->count; i++)
        for (size_t j = 0; j < i; j++) {
            const struct school *a = &schools->items[j];
            const struct school *b = &schools->items[i];
            if (cores[i][0] != '\0' && (a->levels & b->levels) &&
                point_distance_m(a->point, b->point) <= TWIN_WITHIN_M &&
                strcmp(cores[i], cores[j]) == 0)
                report_example(report, "schools", "note",
                               "have a neighbour of the same name and level",
                               "\"%s\" (%s and %s)", b->name, a->id, b->id);
        }
}

struct ward_search {
    const struct ward_list *wards;
    const struct school *school; // what is looked for, or
    size_t ward;                 // whose overlaps are looked for
    bool found;
    struct shaper *shaper;
    struct arena *arena;
    struct report *report;
};

static bool holds_school(uint32_t ward, void *context)
{
    struct ward_search *search = context;
    search->found |=
        area_has_point(&search->wards->items[ward].area, search->school->point);
    return !search->found;
}

static bool tell_overlap(uint32_t other, void *context)
{
    struct ward_search *search = context;
    const struct ward *a = &search->wards->items[search->ward];
    const struct ward *b = &search->wards->items[other];
    struct area common;
    struct error ignored;
    if (other <= search->ward ||
        shape_intersection(search->shaper, search->arena, &a->area, &b->area,
                           &common, &ignored) != STATUS_OK)
        return true;
    double common_m2 = area_m2(&common);
    if (common_m2 >= OVERLAP_AT_LEAST_M2)
        report_example(search->report, "wards", "note", "overlap",
                       "\"%s\" and \"%s\" by %.0f m²", a->name, b->name,
                       common_m2);
    return true;
}

static void check_wards(const struct ward_list *wards,
                        const struct school_list *schools,
                        struct report *report, struct arena *arena)
{
    struct box_m *boxes = arena_array(arena, struct box_m, wards->count);
    struct ward_search search = {.wards = wards,
                                 .shaper = shaper_new(),
                                 .arena = arena,
                                 .report = report};
    for (size_t i = 0; i < wards->count; i++)
        boxes[i] = area_box(&wards->items[i].area);
    struct box_index *index = box_index_build(arena, boxes, wards->count);
    for (search.ward = 0; search.ward < wards->count; search.ward++)
        box_index_search(index, boxes[search.ward], tell_overlap, &search);
    for (size_t i = 0; i < schools->count; i++) {
        search.school = &schools->items[i];
        search.found = false;
        box_index_search(index, box_of_points(&search.school->point, 1),
                         holds_school, &search);
        if (!search.found)
            report_example(report, "schools", "note", "lie outside every ward",
                           "\"%s\" (%s)", search.school->name,
                           search.school->id);
    }
    shaper_free(search.shaper);
}

enum status city_check(struct store *store, struct report *report,
                       struct error *err)
{
    struct arena *arena = arena_new();
    struct school_list schools = {0};
    struct ward_list wards = {0};
    enum status status = store_read_schools(store, arena, &schools, err);
    if (status == STATUS_OK)
        status = store_read_wards(store, arena, &wards, err);
    if (status == STATUS_OK) {
        report_count(report, "schools", "read", NULL, schools.count);
        report_count(report, "wards", "read", NULL, wards.count);
        status = check_queries(store, report, err);
    }
    if (status == STATUS_OK) {
        check_twins(&schools, report, arena);
        if (wards.count > 0)
            check_wards(&wards, &schools, report, arena);
    }
    arena_free(arena);
    return status;
}
