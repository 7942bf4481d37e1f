#include "import/osm_city.h"

#include "import/osm_base_map.h"
#include "import/osm_boundaries.h"
#include "import/osm_places.h"
#include "import/osm_schools.h"
#include "import/osm_source.h"
#include "import/osm_streets.h"

static void report_all(struct report *report, const char *thing, size_t count)
{
    report_count(report, thing, "read", NULL, count);
    report_count(report, thing, "kept", NULL, count);
}

static void report_file(const struct osm_file *file, struct report *report)
{
    report_all(report, "nodes", file->nodes.count);
    report_all(report, "ways", file->ways.count);
    report_all(report, "relations", file->relations.count);
    if (file->n_duplicates > 0)
        report_count(report, "nodes, ways and relations", "merged",
                     "the same id again; the last one counts",
                     file->n_duplicates);
    if (file->n_missing_nodes > 0)
        report_count(report, "ways", "note",
                     "mentions of nodes that are not in the file",
                     file->n_missing_nodes);
}

static void build_map(const struct osm_source *source, struct base_map *map)
{
    osm_boundaries_build(source, map);
    osm_base_areas_build(source, &map->areas);
    osm_base_lines_build(source, &map->lines);
    osm_boundary_lines_build(source, &map->lines);
    osm_places_build(source, &map->places, &map->addresses);
}

enum status osm_city_build(struct arena *arena, const struct osm_file *file,
                           struct crs *crs, struct report *report,
                           struct osm_city *city, struct error *err)
{
    *city = (struct osm_city){0};
    report_file(file, report);
    struct osm_source source;
    enum status status =
        osm_source_open(arena, file, crs, report, &source, err);
    if (status == STATUS_OK) {
        osm_streets_build(&source, &city->streets);
        osm_schools_build(&source, &city->schools);
        build_map(&source, &city->map);
        osm_wards_build(&source, &city->map.boundaries, &city->wards);
    }
    osm_source_close(&source);
    return status;
}
