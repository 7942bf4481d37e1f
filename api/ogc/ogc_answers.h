#ifndef OGC_OGC_ANSWERS_H
#define OGC_OGC_ANSWERS_H

#include "ogc/ogc_request.h"
#include "ogc/ogc_view.h"
#include "tile/tile_set.h"

// The resources that tell about the data, each as JSON or as a page. What is
// read about a collection is read through `store`.

/// /ogc and /ogc/conformance
void landing_answer_write(const struct ogc_request *ogc, struct reply *reply);
void conformance_answer_write(const struct ogc_request *ogc,
                              struct reply *reply);

/// /ogc/collections and one of them
enum status collections_answer_write(const struct ogc_request *ogc,
                                     struct query_context *context,
                                     struct store *store, struct reply *reply,
                                     struct error *err);
enum status collection_answer_write(const struct ogc_request *ogc,
                                    struct query_context *context,
                                    struct store *store,
                                    const struct ogc_collection *collection,
                                    struct reply *reply, struct error *err);

/// /ogc/collections/{collection}/queryables: a JSON Schema
void queryables_answer_write(const struct ogc_request *ogc,
                             const struct ogc_collection *collection,
                             struct reply *reply);

/// Members that say what a property is, in an object that is open.
void property_schema_write(struct json_writer *json,
                           const struct ogc_property *property);

/// /ogc/api: the interface as OpenAPI 3.0
void api_answer_write(const struct ogc_request *ogc, struct reply *reply);

/// Its member "components": parameters, schemas and refusals.
void api_components_write(struct json_writer *json);

/// /ogc/tileMatrixSets and the one there is
void tile_matrix_sets_answer_write(const struct ogc_request *ogc,
                                   struct reply *reply);
void tile_matrix_set_answer_write(const struct ogc_request *ogc,
                                  struct reply *reply);

#define OGC_TILE_MATRIX_SET "WebMercatorQuad"

/// The list of tile sets at a path ("/tiles", "/collections/wards/tiles"), and
/// the one there is; `set` is what the tiles are drawn from.
void tile_sets_answer_write(const struct ogc_request *ogc, const char *path,
                            const struct tile_set *set, struct reply *reply);
void tile_set_answer_write(const struct ogc_request *ogc, const char *path,
                           const struct tile_set *set, struct reply *reply);

/// The tiles of a collection, or NULL.
const struct tile_set *ogc_tile_set(const struct ogc_request *ogc,
                                    const struct ogc_collection *collection);

/// What the dataset's own tiles are drawn from: the base map.
#define OGC_DATASET_TILES "base"

#endif
