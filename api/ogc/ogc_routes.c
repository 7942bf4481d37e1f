// Each handler reads what it is asked, takes what it needs from the pools, has
// the answer written and gives everything back.

#include "ogc/ogc_routes.h"

#include <string.h>

#include "ogc/items_answer.h"
#include "ogc/ogc_answers.h"

// A request about data: a coordinate context and a store that shows the file as
// it was when the request began.
struct data_request {
    struct ogc_request ogc;
    const struct ogc_collection *collection; ///< or NULL
    struct query_context *context;
    struct store *store;
};

static enum status find_collection(const struct request *request,
                                   const struct ogc_collection **collection,
                                   struct error *err)
{
    return ogc_collection_find(request_path_text(request, "collection"),
                               collection, err);
}

static enum status take_pools(struct data_request *data, struct error *err)
{
    const struct city_version *version = data->ogc.service->version;
    enum status status = query_context_take(version->city, &data->context, err);
    if (status == STATUS_OK)
        status = store_pool_take(version->stores, &data->store, err);
    if (status == STATUS_OK)
        status = ogc_collection_prepare(data->store, err);
    if (status == STATUS_OK)
        status = store_begin_reading(data->store, err);
    return status;
}

static void end_data(struct data_request *data)
{
    if (data->store != NULL)
        store_pool_put(data->ogc.service->version->stores, data->store);
    if (data->context != NULL)
        query_context_put(data->context);
}

// `with_properties`: properties of the collection are parameters too.
static enum status begin_data(const struct request *request,
                              const struct service *service,
                              const char *parameters, bool with_properties,
                              struct reply *reply, struct data_request *data,
                              struct error *err)
{
    enum status status = ogc_request_begin(
        request, service, parameters, with_properties ? data->collection : NULL,
        reply, &data->ogc, err);
    if (status == STATUS_OK)
        status = take_pools(data, err);
    return status;
}

static enum status get_landing(const struct request *request,
                               struct reply *reply, void *context,
                               struct error *err)
{
    struct ogc_request ogc;
    enum status status =
        ogc_request_begin(request, context, NULL, NULL, reply, &ogc, err);
    if (status == STATUS_OK)
        landing_answer_write(&ogc, reply);
    return status;
}

static enum status get_conformance(const struct request *request,
                                   struct reply *reply, void *context,
                                   struct error *err)
{
    struct ogc_request ogc;
    enum status status =
        ogc_request_begin(request, context, NULL, NULL, reply, &ogc, err);
    if (status == STATUS_OK)
        conformance_answer_write(&ogc, reply);
    return status;
}

static enum status get_api(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    struct ogc_request ogc;
    enum status status =
        ogc_request_begin(request, context, NULL, NULL, reply, &ogc, err);
    if (status == STATUS_OK)
        api_answer_write(&ogc, reply);
    return status;
}

static enum status get_collections(const struct request *request,
                                   struct reply *reply, void *context,
                                   struct error *err)
{
    struct data_request data = {0};
    enum status status =
        begin_data(request, context, NULL, false, reply, &data, err);
    if (status == STATUS_OK)
        status = collections_answer_write(&data.ogc, data.context, data.store,
                                          reply, err);
    end_data(&data);
    return status;
}

static enum status get_collection(const struct request *request,
                                  struct reply *reply, void *context,
                                  struct error *err)
{
    struct data_request data = {0};
    enum status status = find_collection(request, &data.collection, err);
    if (status == STATUS_OK)
        status = begin_data(request, context, NULL, false, reply, &data, err);
    if (status == STATUS_OK)
        status = collection_answer_write(&data.ogc, data.context, data.store,
                                         data.collection, reply, err);
    end_data(&data);
    return status;
}

static enum status get_queryables(const struct request *request,
                                  struct reply *reply, void *context,
                                  struct error *err)
{
    struct ogc_request ogc;
    const struct ogc_collection *collection;
    enum status status = find_collection(request, &collection, err);
    if (status == STATUS_OK)
        status =
            ogc_request_begin(request, context, NULL, NULL, reply, &ogc, err);
    if (status == STATUS_OK)
        queryables_answer_write(&ogc, collection, reply);
    return status;
}

static enum status answer_items(struct data_request *data, struct reply *reply,
                                struct error *err)
{
    struct items_question question;
    enum status status = items_question_read(&data->ogc, data->collection,
                                             data->context, &question, err);
    if (status == STATUS_OK)
        status =
            items_answer_write(&data->ogc, data->store, &question, reply, err);
    items_question_free(&question);
    return status;
}

static enum status get_items(const struct request *request, struct reply *reply,
                             void *context, struct error *err)
{
    struct data_request data = {0};
    enum status status = find_collection(request, &data.collection, err);
    if (status == STATUS_OK)
        status = begin_data(request, context, ITEMS_PARAMETERS, true, reply,
                            &data, err);
    if (status == STATUS_OK)
        status = answer_items(&data, reply, err);
    end_data(&data);
    return status;
}

static enum status answer_item(struct data_request *data, struct reply *reply,
                               struct error *err)
{
    const struct request *request = data->ogc.http;
    struct ogc_view view;
    enum status status =
        ogc_view_open(data->context, data->ogc.arena, "crs",
                      request_text(request, "crs", NULL), &view, err);
    if (status != STATUS_OK)
        return status;
    return item_answer_write(&data->ogc, data->store, data->collection, &view,
                             request_path_text(request, "item"), reply, err);
}

static enum status get_item(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    struct data_request data = {0};
    enum status status = find_collection(request, &data.collection, err);
    if (status == STATUS_OK)
        status = begin_data(request, context, "crs", false, reply, &data, err);
    if (status == STATUS_OK)
        status = answer_item(&data, reply, err);
    end_data(&data);
    return status;
}

// Tiles ---------------------------------------------------------------------

static enum status check_matrix_set(const struct request *request,
                                    struct error *err)
{
    const char *name = request_path_text(request, "matrix_set");
    if (strcmp(name, OGC_TILE_MATRIX_SET) == 0)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "there is no tile matrix set \"%.60s\"; there "
                     "is " OGC_TILE_MATRIX_SET,
                     name);
}

static enum status get_matrix_sets(const struct request *request,
                                   struct reply *reply, void *context,
                                   struct error *err)
{
    struct ogc_request ogc;
    enum status status =
        ogc_request_begin(request, context, NULL, NULL, reply, &ogc, err);
    if (status == STATUS_OK)
        tile_matrix_sets_answer_write(&ogc, reply);
    return status;
}

static enum status get_matrix_set(const struct request *request,
                                  struct reply *reply, void *context,
                                  struct error *err)
{
    struct ogc_request ogc;
    enum status status = check_matrix_set(request, err);
    if (status == STATUS_OK)
        status =
            ogc_request_begin(request, context, NULL, NULL, reply, &ogc, err);
    if (status == STATUS_OK)
        tile_matrix_set_answer_write(&ogc, reply);
    return status;
}

// Whose tiles a request is about, and where they are listed.
struct tiles_request {
    struct ogc_request ogc;
    const char *path;
    const struct tile_set *set;
};

static enum status begin_dataset_tiles(const struct request *request,
                                       const struct service *service,
                                       struct reply *reply,
                                       struct tiles_request *tiles,
                                       struct error *err)
{
    tiles->path = "/tiles";
    tiles->set = tile_service_set(service->version->tiles, OGC_DATASET_TILES);
    return ogc_request_begin(request, service, NULL, NULL, reply, &tiles->ogc,
                             err);
}

static enum status begin_collection_tiles(const struct request *request,
                                          const struct service *service,
                                          struct reply *reply,
                                          struct tiles_request *tiles,
                                          struct error *err)
{
    const struct ogc_collection *collection;
    enum status status = find_collection(request, &collection, err);
    if (status == STATUS_OK)
        status = ogc_request_begin(request, service, NULL, NULL, reply,
                                   &tiles->ogc, err);
    if (status != STATUS_OK)
        return status;
    tiles->path =
        arena_format(request->arena, "/collections/%s/tiles", collection->name);
    tiles->set = ogc_tile_set(&tiles->ogc, collection);
    if (tiles->set == NULL)
        return error_set(err, STATUS_NOT_FOUND, "%s has no tiles",
                         collection->name);
    return STATUS_OK;
}

static enum status get_dataset_tile_sets(const struct request *request,
                                         struct reply *reply, void *context,
                                         struct error *err)
{
    struct tiles_request tiles;
    enum status status =
        begin_dataset_tiles(request, context, reply, &tiles, err);
    if (status == STATUS_OK)
        tile_sets_answer_write(&tiles.ogc, tiles.path, tiles.set, reply);
    return status;
}

static enum status get_dataset_tile_set(const struct request *request,
                                        struct reply *reply, void *context,
                                        struct error *err)
{
    struct tiles_request tiles;
    enum status status = check_matrix_set(request, err);
    if (status == STATUS_OK)
        status = begin_dataset_tiles(request, context, reply, &tiles, err);
    if (status == STATUS_OK)
        tile_set_answer_write(&tiles.ogc, tiles.path, tiles.set, reply);
    return status;
}

static enum status get_tile_sets(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    struct tiles_request tiles;
    enum status status =
        begin_collection_tiles(request, context, reply, &tiles, err);
    if (status == STATUS_OK)
        tile_sets_answer_write(&tiles.ogc, tiles.path, tiles.set, reply);
    return status;
}

static enum status get_tile_set(const struct request *request,
                                struct reply *reply, void *context,
                                struct error *err)
{
    struct tiles_request tiles;
    enum status status = check_matrix_set(request, err);
    if (status == STATUS_OK)
        status = begin_collection_tiles(request, context, reply, &tiles, err);
    if (status == STATUS_OK)
        tile_set_answer_write(&tiles.ogc, tiles.path, tiles.set, reply);
    return status;
}

// The same bytes as /tiles/{set}/{z}/{x}/{y}.mvt: the request is given on with
// the name of the set.
static enum status answer_tile(const struct request *request,
                               const struct service *service, const char *set,
                               struct reply *reply, struct error *err)
{
    enum status status = check_matrix_set(request, err);
    if (status == STATUS_OK)
        status = ogc_request_check(request, "f v", NULL, err);
    const char *f = request_text(request, "f", "mvt");
    if (status == STATUS_OK && strcmp(f, "mvt") != 0)
        status = error_set(err, STATUS_BAD_INPUT,
                           "f is mvt for a tile, not \"%.40s\"", f);
    if (status != STATUS_OK)
        return status;
    struct request given = *request;
    given.path_fields[given.n_path_fields++] =
        (struct request_field){"set", set};
    return tile_routes_tile(&given, reply, service->version->tiles, err);
}

static enum status get_dataset_tile(const struct request *request,
                                    struct reply *reply, void *context,
                                    struct error *err)
{
    return answer_tile(request, context, OGC_DATASET_TILES, reply, err);
}

static enum status get_tile(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    const struct ogc_collection *collection;
    enum status status = find_collection(request, &collection, err);
    if (status == STATUS_OK && collection->tile_set == NULL)
        status = error_set(err, STATUS_NOT_FOUND, "%s has no tiles",
                           collection->name);
    if (status != STATUS_OK)
        return status;
    return answer_tile(request, context, collection->tile_set, reply, err);
}

const struct http_route OGC_ROUTES[] = {
    {"GET", "/ogc", get_landing, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/", get_landing, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/conformance", get_conformance, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/api", get_api, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/collections", get_collections, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/collections/{collection}", get_collection, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/collections/{collection}/queryables", get_queryables, 0,
     HTTP_BODY_NONE},
    {"GET", "/ogc/collections/{collection}/items", get_items, 0,
     HTTP_BODY_NONE},
    {"GET", "/ogc/collections/{collection}/items/{item}", get_item, 0,
     HTTP_BODY_NONE},
    {"GET", "/ogc/collections/{collection}/tiles", get_tile_sets, 0,
     HTTP_BODY_NONE},
    {"GET", "/ogc/collections/{collection}/tiles/{matrix_set}", get_tile_set, 0,
     HTTP_BODY_NONE},
    {"GET", "/ogc/collections/{collection}/tiles/{matrix_set}/{z}/{y}/{x}",
     get_tile, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/tiles", get_dataset_tile_sets, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/tiles/{matrix_set}", get_dataset_tile_set, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/tiles/{matrix_set}/{z}/{y}/{x}", get_dataset_tile, 0,
     HTTP_BODY_NONE},
    {"GET", "/ogc/tileMatrixSets", get_matrix_sets, 0, HTTP_BODY_NONE},
    {"GET", "/ogc/tileMatrixSets/{matrix_set}", get_matrix_set, 0,
     HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
