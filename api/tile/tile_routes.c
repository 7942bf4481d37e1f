// Tiles are drawn each time; the server keeps the answers that are asked for
// often.

#include "tile/tile_routes.h"

#include <inttypes.h>
#include <string.h>

#include "tile/map_style.h"

#define TILE_TYPE "application/vnd.mapbox-vector-tile"

// "base, schools, wards, units and zones".
static const char *set_names(const struct tile_service *service,
                             struct arena *arena)
{
    size_t n = tile_service_count(service);
    const char *names = "";
    for (size_t i = 0; i < n; i++)
        names = arena_format(arena, "%s%s%s", names,
                             i == 0       ? ""
                             : i == n - 1 ? " and "
                                          : ", ",
                             tile_set_info(tile_service_at(service, i))->name);
    return names;
}

static enum status need_set(const struct tile_service *service,
                            const struct request *request,
                            const struct tile_set **set, struct error *err)
{
    const char *name = request_path_text(request, "set");
    *set = tile_service_set(service, name);
    if (*set != NULL)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "there is no tile set \"%s\"; there are %s", name,
                     set_names(service, request->arena));
}

enum status tile_routes_describe(const struct request *request,
                                 struct reply *reply,
                                 const struct tile_service *service,
                                 struct error *err)
{
    const struct tile_set *set;
    enum status status = need_set(service, request, &set, err);
    if (status != STATUS_OK)
        return status;
    reply->content_type = "application/json";
    reply->cache = REPLY_ASK_AGAIN;
    tile_set_write_json(set, request_origin(request), &reply->body);
    return STATUS_OK;
}

static enum status need_tile(const struct request *request, struct tile *tile,
                             struct error *err)
{
    int64_t zoom, x, y;
    enum status status =
        request_path_int(request, "z", 0, TILE_DEEPEST_ZOOM, &zoom, err);
    if (status != STATUS_OK)
        return status;
    int64_t last = ((int64_t)1 << zoom) - 1;
    status = request_path_int(request, "x", 0, last, &x, err);
    if (status == STATUS_OK)
        status = request_path_int(request, "y", 0, last, &y, err);
    if (status == STATUS_OK)
        *tile = (struct tile){(uint32_t)zoom, (uint32_t)x, (uint32_t)y};
    return status;
}

static void name_version(const struct request *request, struct reply *reply,
                         const struct tile_set *set)
{
    const char *version =
        arena_format(request->arena, "%016" PRIx64, tile_set_checksum(set));
    bool is_named = text_same(request_text(request, "v", NULL), version);
    reply->etag = arena_format(request->arena, "\"%s\"", version);
    reply->cache = is_named ? REPLY_FOR_EVER : REPLY_SHORTLY;
    reply->content_type = TILE_TYPE;
}

enum status tile_routes_tile(const struct request *request, struct reply *reply,
                             const struct tile_service *service,
                             struct error *err)
{
    struct tile tile;
    const struct tile_set *set;
    enum status status = need_set(service, request, &set, err);
    if (status == STATUS_OK)
        status = need_tile(request, &tile, err);
    if (status != STATUS_OK)
        return status;
    name_version(request, reply, set);
    if (reply_is_had(reply, request))
        return STATUS_OK;
    tile_set_render(set, request->arena, tile, &reply->body);
    if (reply->body.length == 0)
        reply_empty(reply);
    return STATUS_OK;
}

static enum status write_style(const struct request *request,
                               struct reply *reply, const char *set,
                               const struct tile_service *service,
                               struct error *err)
{
    struct map_style style = {.set = set, .origin = request_origin(request)};
    enum status status = language_parse(
        "lang", request_text(request, "lang", "vi"), &style.language, err);
    if (status == STATUS_OK)
        status = map_theme_parse(request_text(request, "theme", "light"),
                                 &style.theme, err);
    if (status != STATUS_OK)
        return status;
    reply->content_type = "application/json";
    reply->cache = REPLY_ASK_AGAIN;
    map_style_write(&style, service, &reply->body);
    return STATUS_OK;
}

enum status tile_routes_map_style(const struct request *request,
                                  struct reply *reply,
                                  const struct tile_service *service,
                                  struct error *err)
{
    return write_style(request, reply, NULL, service, err);
}

enum status tile_routes_set_style(const struct request *request,
                                  struct reply *reply,
                                  const struct tile_service *service,
                                  struct error *err)
{
    const struct tile_set *set;
    enum status status = need_set(service, request, &set, err);
    if (status != STATUS_OK)
        return status;
    return write_style(request, reply, tile_set_info(set)->name, service, err);
}
