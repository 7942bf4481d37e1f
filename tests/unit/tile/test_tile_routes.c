#include <string.h>

#include "check.h"
#include "http/http_server.h"
#include "scratch.h"
#include "store/store_city.h"
#include "tile/tile_routes.h"

// A city of one ward, asked as a browser would.

struct city {
    struct scratch *scratch;
    struct arena *arena;
    struct tile_service *service;
};

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

static struct city open_city(void)
{
    struct city city = {.scratch = scratch_new(), .arena = arena_new()};
    const char *path = scratch_path(city.scratch, "city.sqlite");
    const struct city_info info = {.name = "Thử", .crs = "EPSG:9210"};
    struct point_m corners[] = {
        {603000, 1192000}, {604000, 1192000}, {604000, 1193000}};
    struct ward ward = {"W1", "Phường 1", "Quận 1",
                        area_of_ring(city.arena, corners, 3)};
    struct store *store;
    MUST(store_create(path, &info, &err));
    MUST(store_open(path, STORE_WRITE, &store, &err));
    MUST(store_begin(store, &err));
    MUST(store_write_wards(store, "file", &ward, 1, &err));
    MUST(store_commit(store, &err));
    MUST(tile_service_read(store, &city.service, &err));
    store_close(store);
    return city;
}

static void close_city(struct city *city)
{
    tile_service_free(city->service);
    arena_free(city->arena);
    scratch_free(city->scratch);
}

static enum status get_set(const struct request *request, struct reply *reply,
                           void *context, struct error *error)
{
    return tile_routes_describe(request, reply, context, error);
}

static enum status get_tile(const struct request *request, struct reply *reply,
                            void *context, struct error *error)
{
    return tile_routes_tile(request, reply, context, error);
}

static enum status get_other(const struct request *request, struct reply *reply,
                             void *context, struct error *error)
{
    (void)reply, (void)context;
    return error_set(error, STATUS_NOT_FOUND, "no %s", request->path);
}

static const struct http_route TILE_ROUTES[] = {
    {"GET", "/tiles/{set}.json", get_set, 0, HTTP_BODY_NONE},
    {"GET", "/tiles/{set}/{z}/{x}/{y}.mvt", get_tile, 0, HTTP_BODY_NONE},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE}};
static const struct http_route *const TABLES[] = {TILE_ROUTES, NULL};

static struct reply get(struct city *city, const char *url,
                        const char *if_none_match)
{
    const struct http_options options = {
        .tables = TABLES, .otherwise = get_other, .context = city->service};
    struct request request;
    struct reply reply = reply_new();
    MUST(request_parse(city->arena, url, &request, &err));
    request.method = "GET";
    request.host = "city.example";
    request.if_none_match = if_none_match;
    request.is_https = true;
    http_server_answer(&options, &request, &reply);
    return reply;
}

static unsigned status_of(struct city *city, const char *url)
{
    struct reply reply = get(city, url, NULL);
    unsigned status = reply.status;
    reply_free(&reply);
    return status;
}

// The ward lies at 106.70, 10.78: x = 2^14 (106.70 + 180) / 360 = 13048.04.
#define WARD_TILE "/tiles/wards/14/13048/7698.mvt"

static void what_is_no_tile_is_refused_by_name(void **state)
{
    struct city city = open_city();
    CHECK_INT(status_of(&city, "/tiles/wards/2/4/0.mvt"), 400);
    CHECK_INT(status_of(&city, "/tiles/wards/2/-1/0.mvt"), 400);
    CHECK_INT(status_of(&city, "/tiles/wards/21/0/0.mvt"), 400);
    CHECK_INT(status_of(&city, "/tiles/wards/z/0/0.mvt"), 400);
    CHECK_INT(status_of(&city, "/tiles/pupils/2/0/0.mvt"), 404);
    CHECK_INT(status_of(&city, "/tiles/pupils.json"), 404);
    CHECK_INT(status_of(&city, "/tiles/wards.json"), 200);

    struct reply reply = get(&city, "/tiles/wards/2/4/0.mvt", NULL);
    CHECK(strstr(reply.body.bytes, "x ") != NULL);
    reply_free(&reply);
    close_city(&city);
}

static void an_empty_tile_has_no_content(void **state)
{
    struct city city = open_city();
    CHECK_INT(status_of(&city, "/tiles/wards/14/0/0.mvt"), 204);
    CHECK_INT(status_of(&city, "/tiles/base/14/13048/7698.mvt"), 204);
    CHECK_INT(status_of(&city, "/tiles/wards/3/6/3.mvt"), 204);
    CHECK_INT(status_of(&city, "/tiles/wards/14/0/0.mvt"), 204);
    close_city(&city);
}

static void an_address_with_the_version_is_kept_for_ever(void **state)
{
    struct city city = open_city();
    const struct tile_set *set = tile_service_set(city.service, "wards");
    struct reply plain = get(&city, WARD_TILE, NULL);
    CHECK_INT(plain.cache, REPLY_SHORTLY);
    const char *url = arena_format(city.arena, WARD_TILE "?v=%016llx",
                                   (unsigned long long)tile_set_checksum(set));
    struct reply named = get(&city, url, NULL);
    CHECK_INT(named.cache, REPLY_FOR_EVER);
    CHECK_TEXT(named.etag, plain.etag);
    struct reply old = get(&city, WARD_TILE "?v=1", NULL);
    CHECK_INT(old.cache, REPLY_SHORTLY);
    // Who has it gets no second drawing.
    struct reply had = get(&city, WARD_TILE, plain.etag);
    CHECK_INT(had.body.length, 0);
    CHECK_TEXT(had.etag, plain.etag);

    struct reply json = get(&city, "/tiles/wards.json", NULL);
    CHECK(strstr(json.body.bytes, "https://city.example/tiles/wards/{z}/{x}/"
                                  "{y}.mvt?v=") != NULL);
    struct reply *all[] = {&plain, &named, &old, &had, &json};
    for (size_t i = 0; i < 5; i++)
        reply_free(all[i]);
    close_city(&city);
}

static void the_same_city_gives_the_same_bytes(void **state)
{
    struct city one = open_city();
    struct city other = open_city();
    struct reply a = get(&one, WARD_TILE, NULL);
    struct reply b = get(&other, WARD_TILE, NULL);
    CHECK_INT(a.body.length, b.body.length);
    assert_memory_equal(a.body.bytes, b.body.bytes, a.body.length);
    CHECK_TEXT(a.etag, b.etag);
    reply_free(&a);
    reply_free(&b);
    close_city(&one);
    close_city(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_no_tile_is_refused_by_name),
        TEST(an_empty_tile_has_no_content),
        TEST(an_address_with_the_version_is_kept_for_ever),
        TEST(the_same_city_gives_the_same_bytes),
    };
    return RUN_TESTS(tests);
}
