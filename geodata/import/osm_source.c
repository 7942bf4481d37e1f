#include "import/osm_source.h"

#include <math.h>

// Three degrees of longitude are 334 km: no city lies further from the
// meridian of a system that is meant for it.
#define FARTHEST_FROM_MERIDIAN_M 500e3

static enum status place_nodes(struct osm_source *source, struct crs *crs,
                               struct point_m *at, struct error *err)
{
    const struct osm_file *file = source->file;
    double central_x_m = crs_ground(crs, (struct point_m){0, 0}).central_x_m;
    for (size_t i = 0; i < file->nodes.count; i++) {
        const struct osm_node *node = &file->nodes.items[i];
        at[i] = crs_to_city(crs, node->at);
        bool is_near =
            fabs(at[i].x_m - central_x_m) <= FARTHEST_FROM_MERIDIAN_M;
        if (!is_near || !isfinite(at[i].y_m))
            return error_set(err, STATUS_BAD_INPUT,
                             "node %lld at %.6f, %.6f lies outside the "
                             "coordinate system of this city: the file is of "
                             "another place, or the city needs another system",
                             (long long)node->id, node->at.lon_deg,
                             node->at.lat_deg);
    }
    return STATUS_OK;
}

enum status osm_source_open(struct arena *arena, const struct osm_file *file,
                            struct crs *crs, struct report *report,
                            struct osm_source *source, struct error *err)
{
    struct point_m *at = arena_array(arena, struct point_m, file->nodes.count);
    *source = (struct osm_source){
        .arena = arena, .file = file, .at = at, .report = report};
    enum status status = place_nodes(source, crs, at, err);
    if (status == STATUS_OK)
        source->shaper = shaper_new();
    return status;
}

void osm_source_close(struct osm_source *source)
{
    if (source->shaper != NULL)
        shaper_free(source->shaper);
    source->shaper = NULL;
}

const char *osm_name(struct osm_tags tags)
{
    const char *name = osm_tag(tags, "name");
    if (name == NULL || name[0] == '\0')
        name = osm_tag(tags, "name:vi");
    return name != NULL && name[0] != '\0' ? name : NULL;
}

const char *osm_id(struct arena *arena, enum osm_kind kind, int64_t id)
{
    return arena_format(arena, "%c%lld", "nwr"[kind], (long long)id);
}
