// TileJSON, from what a set says of itself and where its things lie.

#include "base/json_writer.h"
#include "tile/tile_layout.h"

const struct tile_set_info *tile_set_info(const struct tile_set *set)
{
    return &set->info;
}

uint64_t tile_set_checksum(const struct tile_set *set)
{
    return set->checksum;
}

bool tile_set_bounds(const struct tile_set *set, double bounds_deg[4])
{
    struct box_m box = set->bounds;
    if (box_is_empty(box))
        return false;
    struct lonlat north_west = mercator_to_lonlat(
        (struct mercator){box.min_x_m / GRID_SIZE, box.min_y_m / GRID_SIZE});
    struct lonlat south_east = mercator_to_lonlat(
        (struct mercator){box.max_x_m / GRID_SIZE, box.max_y_m / GRID_SIZE});
    bounds_deg[0] = north_west.lon_deg;
    bounds_deg[1] = south_east.lat_deg;
    bounds_deg[2] = south_east.lon_deg;
    bounds_deg[3] = north_west.lat_deg;
    return true;
}

static void write_layer(struct json_writer *json,
                        const struct tile_layer *layer, int last_zoom)
{
    json_begin_object(json);
    json_key(json, "id");
    json_text(json, layer->name);
    json_key(json, "description");
    json_text(json, layer->description);
    json_key(json, "minzoom");
    json_int(json, layer->from_zoom);
    json_key(json, "maxzoom");
    json_int(json, last_zoom);
    json_key(json, "fields");
    json_begin_object(json);
    for (size_t i = 0;
         i < TILE_LAYER_MOST_FIELDS && layer->fields[i].name != NULL; i++) {
        json_key(json, layer->fields[i].name);
        json_text(json, layer->fields[i].type);
    }
    json_end_object(json);
    json_end_object(json);
}

static void write_bounds(struct json_writer *json, const struct tile_set *set)
{
    double bounds_deg[4];
    if (!tile_set_bounds(set, bounds_deg))
        return;
    json_key(json, "bounds");
    json_begin_array(json);
    for (size_t i = 0; i < 4; i++)
        json_number(json, bounds_deg[i], 6);
    json_end_array(json);
}

static void write_address(struct json_writer *json, const struct tile_set *set,
                          const char *origin)
{
    struct text_buffer address = {0};
    // The checksum makes the address another one when the content is, so that
    // browsers may keep tiles.
    text_add_format(&address, "%s/tiles/%s/{z}/{x}/{y}.mvt?v=%016llx", origin,
                    set->info.name, (unsigned long long)set->checksum);
    json_key(json, "tiles");
    json_begin_array(json);
    json_text(json, address.bytes);
    json_end_array(json);
    text_buffer_free(&address);
}

void tile_set_write_json(const struct tile_set *set, const char *origin,
                         struct text_buffer *out)
{
    struct json_writer json = json_into(out);
    json_begin_object(&json);
    json_key(&json, "tilejson");
    json_text(&json, "3.0.0");
    json_key(&json, "name");
    json_text(&json, set->info.name);
    json_key(&json, "description");
    json_text(&json, set->info.description);
    if (set->info.attribution != NULL) {
        json_key(&json, "attribution");
        json_text(&json, set->info.attribution);
    }
    json_key(&json, "scheme");
    json_text(&json, "xyz");
    write_address(&json, set, origin);
    json_key(&json, "minzoom");
    json_int(&json, set->info.first_zoom);
    json_key(&json, "maxzoom");
    json_int(&json, set->info.last_zoom);
    write_bounds(&json, set);
    json_key(&json, "vector_layers");
    json_begin_array(&json);
    for (size_t i = 0; i < set->info.n_layers; i++)
        write_layer(&json, &set->info.layers[i], set->info.last_zoom);
    json_end_array(&json);
    json_end_object(&json);
}
