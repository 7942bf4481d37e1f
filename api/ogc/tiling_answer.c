// WebMercatorQuad as OGC 17-083r4 (annex D.1) has it: at matrix z the square of
// the Web Mercator is 2^z by 2^z tiles of 256 pixels of 0.28 mm.

#include "geo/tile.h"
#include "ogc/html_page.h"
#include "ogc/ogc_answers.h"

#define HALF_SQUARE_M 20037508.342789244
#define TILE_PIXELS 256
#define PIXEL_M 0.00028
#define WEB_MERCATOR "http://www.opengis.net/def/crs/EPSG/0/3857"
#define SET_URI                                                                \
    "http://www.opengis.net/def/tilematrixset/OGC/1.0/" OGC_TILE_MATRIX_SET
#define SET_PATH "/tileMatrixSets/" OGC_TILE_MATRIX_SET

static const char SET_TITLE[] = "Google Maps Compatible for the World";

static void begin_page(const struct ogc_request *ogc, struct reply *reply,
                       const char *title)
{
    const char *const trail[] = {ogc_say(ogc, "Dữ liệu mở", "Open data"), "",
                                 NULL};
    html_begin(ogc, &reply->body, title, trail);
}

static void end_page(const struct ogc_request *ogc, struct reply *reply,
                     const struct ogc_link_list *links)
{
    html_links(ogc, &reply->body, links);
    html_end(&reply->body);
}

// Tile matrix sets ----------------------------------------------------------

static void write_set_names(struct json_writer *json)
{
    json_key_text(json, "id", OGC_TILE_MATRIX_SET);
    json_key_text(json, "title", SET_TITLE);
    json_key_text(json, "uri", SET_URI);
    json_key_text(json, "crs", WEB_MERCATOR);
}

static void add_set_link(const struct ogc_request *ogc,
                         struct ogc_link_list *links, const char *rel)
{
    ogc_link_add(ogc, links, rel, OGC_TYPE_JSON, OGC_TILE_MATRIX_SET, SET_PATH);
}

void tile_matrix_sets_answer_write(const struct ogc_request *ogc,
                                   struct reply *reply)
{
    struct ogc_link_list own = {0}, links = {0};
    ogc_link_add_self(ogc, &links, OGC_TYPE_JSON);
    add_set_link(ogc, &own, "self");
    if (ogc->format == OGC_HTML) {
        begin_page(ogc, reply,
                   ogc_say(ogc, "Lưới mảnh bản đồ", "Tiling schemes"));
        end_page(ogc, reply, &own);
        return;
    }
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    json_key(&json, "tileMatrixSets");
    json_begin_array(&json);
    json_begin_object(&json);
    write_set_names(&json);
    ogc_links_write(&json, &own);
    json_end_object(&json);
    json_end_array(&json);
    ogc_links_write(&json, &links);
    json_end_object(&json);
}

static void write_texts(struct json_writer *json, const char *key,
                        const char *first, const char *second)
{
    json_key(json, key);
    json_begin_array(json);
    json_text(json, first);
    json_text(json, second);
    json_end_array(json);
}

static const char *matrix_id(const struct ogc_request *ogc, int zoom)
{
    return arena_format(ogc->arena, "%d", zoom);
}

static double cell_size_m(int zoom)
{
    return 2 * HALF_SQUARE_M / TILE_PIXELS / (double)(1 << zoom);
}

static void write_matrix(const struct ogc_request *ogc,
                         struct json_writer *json, int zoom)
{
    json_begin_object(json);
    json_key_text(json, "id", matrix_id(ogc, zoom));
    json_key(json, "scaleDenominator");
    json_number_as_given(json, cell_size_m(zoom) / PIXEL_M);
    json_key(json, "cellSize");
    json_number_as_given(json, cell_size_m(zoom));
    json_key_text(json, "cornerOfOrigin", "topLeft");
    json_key(json, "pointOfOrigin");
    json_begin_array(json);
    json_number_as_given(json, -HALF_SQUARE_M);
    json_number_as_given(json, HALF_SQUARE_M);
    json_end_array(json);
    json_key_int(json, "tileWidth", TILE_PIXELS);
    json_key_int(json, "tileHeight", TILE_PIXELS);
    json_key_int(json, "matrixWidth", 1 << zoom);
    json_key_int(json, "matrixHeight", 1 << zoom);
    json_end_object(json);
}

static void matrices_html(const struct ogc_request *ogc,
                          struct text_buffer *page)
{
    const char *const headings[] = {
        ogc_say(ogc, "Mức", "Matrix"),
        ogc_say(ogc, "Mẫu số tỉ lệ", "Scale denominator"),
        ogc_say(ogc, "Cạnh ô (m)", "Cell (m)"),
        ogc_say(ogc, "Số mảnh mỗi chiều", "Tiles a side"), NULL};
    html_begin_table(page, headings);
    for (int zoom = 0; zoom <= TILE_DEEPEST_ZOOM; zoom++) {
        html_begin_row(page);
        html_cell(page, matrix_id(ogc, zoom));
        html_cell(page, arena_format(ogc->arena, "%.3f",
                                     cell_size_m(zoom) / PIXEL_M));
        html_cell(page, arena_format(ogc->arena, "%.6f", cell_size_m(zoom)));
        html_cell(page, arena_format(ogc->arena, "%d", 1 << zoom));
        html_end_row(page);
    }
    html_end_table(page);
}

void tile_matrix_set_answer_write(const struct ogc_request *ogc,
                                  struct reply *reply)
{
    struct ogc_link_list links = {0};
    ogc_link_add_self(ogc, &links, OGC_TYPE_JSON);
    if (ogc->format == OGC_HTML) {
        begin_page(ogc, reply, OGC_TILE_MATRIX_SET);
        matrices_html(ogc, &reply->body);
        end_page(ogc, reply, &links);
        return;
    }
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    write_set_names(&json);
    write_texts(&json, "orderedAxes", "X", "Y");
    json_key_text(&json, "wellKnownScaleSet",
                  "http://www.opengis.net/def/wkss/OGC/1.0/"
                  "GoogleMapsCompatible");
    json_key(&json, "tileMatrices");
    json_begin_array(&json);
    for (int zoom = 0; zoom <= TILE_DEEPEST_ZOOM; zoom++)
        write_matrix(ogc, &json, zoom);
    json_end_array(&json);
    ogc_links_write(&json, &links);
    json_end_object(&json);
}

// Tile sets -----------------------------------------------------------------

static void write_set_head(struct json_writer *json, const struct tile_set *set)
{
    json_key_text(json, "title", tile_set_info(set)->description);
    json_key_text(json, "dataType", "vector");
    json_key_text(json, "crs", WEB_MERCATOR);
    json_key_text(json, "tileMatrixSetURI", SET_URI);
    json_key_text(json, "tileMatrixSetId", OGC_TILE_MATRIX_SET);
}

static const char *set_path(const struct ogc_request *ogc, const char *path)
{
    return arena_format(ogc->arena, "%s/" OGC_TILE_MATRIX_SET, path);
}

void tile_sets_answer_write(const struct ogc_request *ogc, const char *path,
                            const struct tile_set *set, struct reply *reply)
{
    struct ogc_link_list own = {0}, links = {0};
    ogc_link_add_self(ogc, &links, OGC_TYPE_JSON);
    ogc_link_add(ogc, &own, "self", OGC_TYPE_JSON,
                 tile_set_info(set)->description, set_path(ogc, path));
    add_set_link(ogc, &own, OGC_REL "tiling-scheme");
    if (ogc->format == OGC_HTML) {
        begin_page(ogc, reply,
                   ogc_say(ogc, "Mảnh bản đồ vector", "Vector tiles"));
        end_page(ogc, reply, &own);
        return;
    }
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    json_key(&json, "tilesets");
    json_begin_array(&json);
    json_begin_object(&json);
    write_set_head(&json, set);
    ogc_links_write(&json, &own);
    json_end_object(&json);
    json_end_array(&json);
    ogc_links_write(&json, &links);
    json_end_object(&json);
}

static const char *json_type(const char *tile_json_type)
{
    switch (tile_json_type[0]) {
    case 'N':
        return "number";
    case 'B':
        return "boolean";
    default:
        return "string";
    }
}

static void write_layer(const struct ogc_request *ogc, struct json_writer *json,
                        const struct tile_layer *layer, int last_zoom)
{
    json_begin_object(json);
    json_key_text(json, "id", layer->name);
    json_key_text(json, "description", layer->description);
    json_key_text(json, "dataType", "vector");
    json_key_text(json, "minTileMatrix", matrix_id(ogc, layer->from_zoom));
    json_key_text(json, "maxTileMatrix", matrix_id(ogc, last_zoom));
    json_key(json, "propertiesSchema");
    json_begin_object(json);
    json_key_text(json, "type", "object");
    json_key(json, "properties");
    json_begin_object(json);
    for (const struct tile_field *field = layer->fields;
         field < layer->fields + TILE_LAYER_MOST_FIELDS && field->name != NULL;
         field++) {
        json_key(json, field->name);
        json_begin_object(json);
        json_key_text(json, "type", json_type(field->type));
        json_end_object(json);
    }
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
}

static void write_layers(const struct ogc_request *ogc,
                         struct json_writer *json, const struct tile_set *set)
{
    const struct tile_set_info *info = tile_set_info(set);
    json_key(json, "layers");
    json_begin_array(json);
    for (size_t i = 0; i < info->n_layers; i++)
        write_layer(ogc, json, &info->layers[i], info->last_zoom);
    json_end_array(json);
}

static int64_t tile_at(double share, int zoom)
{
    int64_t n = (int64_t)1 << zoom;
    int64_t at = (int64_t)(share * (double)n);
    return at < 0 ? 0 : at >= n ? n - 1 : at;
}

// Which tiles there may be something in: rows from the north.
static void write_limits(const struct ogc_request *ogc,
                         struct json_writer *json, const struct tile_set *set,
                         const double bounds_deg[4])
{
    const struct tile_set_info *info = tile_set_info(set);
    struct mercator north_west =
        mercator_from_lonlat((struct lonlat){bounds_deg[0], bounds_deg[3]});
    struct mercator south_east =
        mercator_from_lonlat((struct lonlat){bounds_deg[2], bounds_deg[1]});
    json_key(json, "tileMatrixSetLimits");
    json_begin_array(json);
    for (int zoom = info->first_zoom; zoom <= info->last_zoom; zoom++) {
        json_begin_object(json);
        json_key_text(json, "tileMatrix", matrix_id(ogc, zoom));
        json_key_int(json, "minTileRow", tile_at(north_west.y, zoom));
        json_key_int(json, "maxTileRow", tile_at(south_east.y, zoom));
        json_key_int(json, "minTileCol", tile_at(north_west.x, zoom));
        json_key_int(json, "maxTileCol", tile_at(south_east.x, zoom));
        json_end_object(json);
    }
    json_end_array(json);
}

static void write_corner(struct json_writer *json, const char *key,
                         const double *corner)
{
    json_key(json, key);
    json_position(json, corner[0], corner[1]);
}

static void write_bounds(const struct ogc_request *ogc,
                         struct json_writer *json, const struct tile_set *set)
{
    double bounds_deg[4];
    if (!tile_set_bounds(set, bounds_deg))
        return;
    json_key(json, "boundingBox");
    json_begin_object(json);
    write_corner(json, "lowerLeft", bounds_deg);
    write_corner(json, "upperRight", bounds_deg + 2);
    json_key_text(json, "crs", OGC_CRS84);
    write_texts(json, "orderedAxes", "Lon", "Lat");
    json_end_object(json);
    write_limits(ogc, json, set, bounds_deg);
}

void tile_set_answer_write(const struct ogc_request *ogc, const char *path,
                           const struct tile_set *set, struct reply *reply)
{
    const char *own = set_path(ogc, path);
    struct ogc_link_list links = {0};
    ogc_link_add_self(ogc, &links, OGC_TYPE_JSON);
    ogc_link_add(
        ogc, &links, "item", OGC_TYPE_MVT, ogc_say(ogc, "Mảnh bản đồ", "Tiles"),
        arena_format(ogc->arena, "%s/{tileMatrix}/{tileRow}/{tileCol}", own));
    add_set_link(ogc, &links, OGC_REL "tiling-scheme");
    if (ogc->format == OGC_HTML) {
        begin_page(ogc, reply, tile_set_info(set)->description);
        end_page(ogc, reply, &links);
        return;
    }
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    write_set_head(&json, set);
    if (tile_set_info(set)->attribution != NULL)
        json_key_text(&json, "attribution", tile_set_info(set)->attribution);
    write_layers(ogc, &json, set);
    write_bounds(ogc, &json, set);
    ogc_links_write(&json, &links);
    json_end_object(&json);
}
