#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "check.h"
#include "grid_town.h"
#include "query/query_context.h"
#include "scratch.h"
#include "server/routes.h"

static void need(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

// One town for all tests: what they ask changes nothing.
struct world {
    struct scratch *scratch;
    struct city_state *city;
    struct tile_service *tiles;
    struct pages *pages;
    struct city_version version;
    struct service service;
    struct http_options options;
};

static struct world WORLD;

static int open_world(void **state)
{
    struct error err;
    struct store *store;
    WORLD.scratch = scratch_new();
    const char *path = scratch_path(WORLD.scratch, "town.sqlite");
    need(grid_town_write(path, &err), &err);
    need(store_open(path, STORE_READ, &store, &err), &err);
    need(city_state_open(store, NULL, &WORLD.city, &err), &err);
    need(tile_service_read(store, &WORLD.tiles, &err), &err);
    need(pages_open(NULL, &WORLD.pages, &err), &err);
    store_close(store);
    WORLD.version =
        (struct city_version){.city = WORLD.city, .tiles = WORLD.tiles};
    WORLD.service =
        (struct service){.version = &WORLD.version, .pages = WORLD.pages};
    static const struct http_route *const TABLES[] = {PUBLIC_ROUTES, NULL};
    WORLD.options = (struct http_options){.tables = TABLES,
                                          .otherwise = routes_otherwise,
                                          .context = &WORLD.service};
    return 0;
}

static int close_world(void **state)
{
    tile_service_free(WORLD.tiles);
    city_state_close(WORLD.city);
    pages_close(WORLD.pages);
    scratch_free(WORLD.scratch);
    return 0;
}

// Asks as a client would, without a socket. The caller frees the body.
static unsigned ask(const char *method, const char *url,
                    struct text_buffer *body)
{
    struct arena *arena = arena_new();
    struct request request;
    struct error err;
    struct reply reply = reply_new();
    if (request_parse(arena, url, &request, &err) != STATUS_OK) {
        reply_problem(&reply, &err);
    } else {
        request.method = method;
        http_server_answer(&WORLD.options, &request, &reply);
    }
    size_t n;
    const char *bytes = reply_bytes(&reply, &n);
    text_add(body, bytes, n);
    unsigned status = reply.status;
    reply_free(&reply);
    arena_free(arena);
    return status;
}

static json_t *ask_json(const char *url)
{
    struct text_buffer body = {0};
    json_error_t error;
    CHECK_INT(ask("GET", url, &body), 200);
    json_t *json = json_loads(body.bytes, 0, &error);
    if (json == NULL)
        fail_msg("%s: %s", url, error.text);
    text_buffer_free(&body);
    return json;
}

static struct lonlat degrees(double x, double y)
{
    struct query_context *context;
    struct error err;
    need(query_context_take(WORLD.city, &context, &err), &err);
    struct lonlat at = crs_to_lonlat(context->crs, grid_town_at(x, y));
    query_context_put(context);
    return at;
}

static long long centimetres(const json_t *metres)
{
    return (long long)(json_number_value(metres) * 100 + 0.5);
}

static long long in_cm(const json_t *object, const char *key)
{
    return centimetres(json_object_get(object, key));
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static json_t *nearest_to(struct lonlat at, const char *more)
{
    char url[300];
    snprintf(url, sizeof url, "/v1/nearest?at=%.9f,%.9f&level=primary%s",
             at.lon_deg, at.lat_deg, more);
    return ask_json(url);
}

static json_t *route_from(struct lonlat at, const char *school)
{
    char url[300];
    snprintf(url, sizeof url, "/v1/route?from=%.9f,%.9f&school=%s", at.lon_deg,
             at.lat_deg, school);
    return ask_json(url);
}

static void schools_come_nearest_first_and_each_once(void **state)
{
    struct random random = random_from(3);
    for (int round = 0; round < 50; round++) {
        json_t *answer = nearest_to(
            degrees(11 * random_unit(&random), 11 * random_unit(&random)),
            "&k=50");
        json_t *schools = json_object_get(answer, "schools");
        CHECK_INT(json_array_size(schools), GRID_TOWN_SCHOOLS - 1);
        for (size_t i = 1; i < json_array_size(schools); i++) {
            CHECK(in_cm(json_array_get(schools, i - 1), "distance_m") <=
                  in_cm(json_array_get(schools, i), "distance_m"));
            for (size_t j = 0; j < i; j++)
                CHECK(strcmp(text_of(json_array_get(schools, i), "id"),
                             text_of(json_array_get(schools, j), "id")) != 0);
        }
        json_decref(answer);
    }
}

static long long sum_of_pieces(const json_t *properties)
{
    long long sum =
        in_cm(properties, "straight_m") + in_cm(properties, "gate_straight_m");
    size_t i;
    json_t *street;
    json_array_foreach(json_object_get(properties, "streets"), i, street) sum +=
        in_cm(street, "length_m");
    return sum;
}

static void a_receipt_adds_up_and_agrees_with_the_list(void **state)
{
    struct random random = random_from(4);
    for (int round = 0; round < 50; round++) {
        struct lonlat home =
            degrees(11 * random_unit(&random), 11 * random_unit(&random));
        json_t *answer = nearest_to(home, "&k=8");
        size_t i;
        json_t *school;
        json_array_foreach(json_object_get(answer, "schools"), i, school)
        {
            json_t *route = route_from(home, text_of(school, "id"));
            json_t *properties = json_object_get(route, "properties");
            CHECK_INT(in_cm(properties, "distance_m"),
                      in_cm(school, "distance_m"));
            CHECK_INT(sum_of_pieces(properties),
                      in_cm(properties, "distance_m"));
            CHECK(json_equal(json_object_get(properties, "duration_s"),
                             json_object_get(school, "duration_s")));
            CHECK(json_equal(json_object_get(properties, "gate"),
                             json_object_get(school, "gate")));
            json_decref(route);
        }
        json_decref(answer);
    }
}

// On a grid of equal blocks a walk is as long as the way by its corners; the
// witness is that sum, to a few centimetres for the curve of the earth.
static void distances_on_a_grid_are_those_of_its_blocks(void **state)
{
    json_t *answer = nearest_to(degrees(3, 2), "&k=8");
    size_t i;
    json_t *school;
    json_array_foreach(json_object_get(answer, "schools"), i, school)
    {
        if (strcmp(text_of(school, "id"), "s0") != 0)
            continue;
        // From corner (3,2) to beside (0.7,0.6): the street north of column 1
        // is 0.3 blocks away, nearer than any other.
        double blocks = (3 - 1) + (2 - 0.6) + 0.3;
        CHECK_NEAR(json_number_value(json_object_get(school, "distance_m")),
                   blocks * GRID_TOWN_BLOCK_M, 0.2);
    }
    json_decref(answer);
}

static void a_home_is_told_its_zone(void **state)
{
    struct lonlat west = degrees(2, 6);
    struct lonlat east = degrees(9, 6);
    char url[200];
    json_t *answer = nearest_to(west, "&k=50");
    size_t i;
    json_t *school;
    json_array_foreach(json_object_get(answer, "schools"), i, school)
        CHECK(json_is_true(json_object_get(school, "in_zone")) ==
              (strcmp(text_of(school, "id"), "s0") == 0));
    json_decref(answer);

    snprintf(url, sizeof url, "/v1/zone?at=%.9f,%.9f&level=primary",
             west.lon_deg, west.lat_deg);
    answer = ask_json(url);
    CHECK_TEXT(text_of(json_object_get(answer, "school"), "id"), "s0");
    CHECK_TEXT(text_of(answer, "why"), "nearest");
    CHECK_TEXT(text_of(answer, "plan"), "plan-1");
    json_t *route = route_from(west, "s0");
    CHECK_INT(in_cm(json_object_get(answer, "school"), "distance_m"),
              in_cm(json_object_get(route, "properties"), "distance_m"));
    json_decref(route);
    json_decref(answer);

    snprintf(url, sizeof url, "/v1/zone?at=%.9f,%.9f&level=primary",
             east.lon_deg, east.lat_deg);
    answer = ask_json(url);
    CHECK(json_is_null(json_object_get(answer, "school")));
    CHECK_TEXT(text_of(answer, "reason"), "outside_zones");
    json_decref(answer);
    snprintf(url, sizeof url, "/v1/zone?at=%.9f,%.9f&level=preschool",
             east.lon_deg, east.lat_deg);
    answer = ask_json(url);
    CHECK_TEXT(text_of(answer, "reason"), "no_plan");
    json_decref(answer);
}

static void a_home_far_from_streets_is_told_so(void **state)
{
    json_t *answer = nearest_to(degrees(-6, 5), "");
    CHECK_TEXT(text_of(answer, "reason"), "no_street_near");
    CHECK_INT(json_array_size(json_object_get(answer, "schools")), 0);
    json_decref(answer);
    json_t *route = route_from(degrees(-6, 5), "s0");
    CHECK(json_is_null(json_object_get(route, "geometry")));
    CHECK_TEXT(text_of(json_object_get(route, "properties"), "reason"),
               "no_street_near");
    json_decref(route);
}

static void
a_process_that_is_ending_says_so_to_who_asks_for_its_health(void **state)
{
    struct text_buffer body = {0};
    WORLD.service.is_ending = true;
    CHECK_INT(ask("GET", "/healthz", &body), 503);
    CHECK(strstr(body.bytes, "\"ending\"") != NULL);
    WORLD.service.is_ending = false;
    text_buffer_free(&body);
    body = (struct text_buffer){0};
    CHECK_INT(ask("GET", "/healthz", &body), 200);
    text_buffer_free(&body);
}

static void what_is_typed_is_found(void **state)
{
    json_t *answer = ask_json("/v1/search?q=12%2F3%20le%20loi%204");
    json_t *first = json_array_get(json_object_get(answer, "results"), 0);
    CHECK_TEXT(text_of(first, "kind"), "address");
    CHECK_TEXT(text_of(first, "name"), "12/3 Lê Lợi 4");
    CHECK_TEXT(text_of(first, "detail"), "Phường 1, Quận 3");
    json_decref(answer);
    answer = ask_json("/v1/search?q=tieu+hoc+so+4&limit=1");
    first = json_array_get(json_object_get(answer, "results"), 0);
    CHECK_TEXT(text_of(first, "id"), "s4");
    json_decref(answer);
}

static void schools_are_listed_by_what_is_asked(void **state)
{
    json_t *answer = ask_json("/v1/schools?level=lower_secondary");
    CHECK_INT(json_integer_value(json_object_get(answer, "total")), 1);
    json_decref(answer);
    answer = ask_json("/v1/schools?limit=2");
    CHECK_INT(json_integer_value(json_object_get(answer, "total")),
              GRID_TOWN_SCHOOLS);
    CHECK_INT(json_array_size(json_object_get(answer, "schools")), 2);
    json_decref(answer);
    answer = ask_json("/v1/schools?q=truong+so+4");
    CHECK_INT(json_integer_value(json_object_get(answer, "total")), 1);
    json_decref(answer);
    answer = ask_json("/v1/schools/s4");
    CHECK_TEXT(text_of(answer, "ward"), "Phường 1, Quận 3");
    CHECK_INT(json_array_size(json_object_get(answer, "gates")), 2);
    json_decref(answer);
}

static void mistakes_are_told_in_one_sentence(void **state)
{
    static const struct {
        const char *url;
        unsigned status;
        const char *names;
    } MISTAKES[] = {
        {"/v1/nearest?level=primary", 400, "at is needed"},
        {"/v1/nearest?at=106.7,10.75", 400, "level is needed"},
        {"/v1/nearest?at=106.7,10.75&level=college", 400, "college"},
        {"/v1/nearest?at=10.75,106.7&level=primary", 400, "swapped"},
        {"/v1/nearest?at=nan,nan&level=primary", 400, "nan,nan"},
        {"/v1/nearest?at=2.35,48.85&level=primary", 400, "outside the city"},
        {"/v1/nearest?at=106.7,10.75&level=primary&k=0", 400, "k must"},
        {"/v1/nearest?at=106.7,10.75&level=primary&k=51", 400, "k must"},
        {"/v1/nearest?at=106.7,10.75&level=primary&profile=boat", 400, "boat"},
        {"/v1/route?from=106.67,10.757&school=none", 404, "\\\"none\\\""},
        {"/v1/route?from=106.67,10.757", 400, "either school or to"},
        {"/v1/zone?at=1,1&level=primary", 400, "outside the city"},
        {"/v1/schools/none", 404, "none"},
        {"/v1/schools?bbox=1,2,3", 400, "bbox"},
        {"/v1/schools?limit=0", 400, "limit"},
        {"/v1/search", 400, "q is needed"},
        {"/v1/search?q=%FF", 400, "q has"},
        {"/v1/nothing", 404, "/v1/nothing"},
        {"/tiles/none.json", 404, "none"},
        {"/tiles/base/99/0/0.mvt", 400, "z must"},
    };
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        struct text_buffer body = {0};
        CHECK_INT(ask("GET", MISTAKES[i].url, &body), MISTAKES[i].status);
        if (strstr(body.bytes, MISTAKES[i].names) == NULL)
            fail_msg("%s: %s", MISTAKES[i].url, body.bytes);
        text_buffer_free(&body);
    }
    struct text_buffer body = {0};
    CHECK_INT(ask("POST", "/v1/city", &body), 405);
    CHECK_INT(ask("DELETE", "/index.html", &body), 405);
    text_buffer_free(&body);
}

// --- many threads at once

#define N_THREADS 8
#define N_URLS 24

static char URLS[N_URLS][200];
static struct text_buffer BODIES[N_URLS];

static void make_urls(void)
{
    struct random random = random_from(7);
    for (int i = 0; i < N_URLS; i++) {
        struct lonlat at =
            degrees(11 * random_unit(&random), 11 * random_unit(&random));
        static const char *const SHAPES[] = {
            "/v1/nearest?at=%.7f,%.7f&level=primary&k=8",
            "/v1/nearest?at=%.7f,%.7f&level=primary&profile=motorbike",
            "/v1/route?from=%.7f,%.7f&school=s4",
            "/v1/zone?at=%.7f,%.7f&level=primary"};
        snprintf(URLS[i], sizeof URLS[i], SHAPES[i % 4], at.lon_deg,
                 at.lat_deg);
    }
    strcpy(URLS[0], "/v1/city");
    strcpy(URLS[1], "/v1/search?q=le+loi");
    strcpy(URLS[2], "/tiles/base/14/13051/7702.mvt");
    strcpy(URLS[3], "/tiles/zones/12/3262/1925.mvt");
    for (int i = 0; i < N_URLS; i++)
        ask("GET", URLS[i], &BODIES[i]);
}

// Asks everything in its own order; NULL if all was as when asked alone.
static void *ask_all(void *seed)
{
    struct random random = random_from((uint64_t)(uintptr_t)seed);
    for (int round = 0; round < 200; round++) {
        uint32_t i = random_below(&random, N_URLS);
        struct text_buffer body = {0};
        ask("GET", URLS[i], &body);
        bool is_same = body.length == BODIES[i].length &&
                       (body.length == 0 ||
                        memcmp(body.bytes, BODIES[i].bytes, body.length) == 0);
        text_buffer_free(&body);
        if (!is_same)
            return URLS[i];
    }
    return NULL;
}

static void many_threads_get_what_one_gets(void **state)
{
    pthread_t threads[N_THREADS];
    make_urls();
    for (size_t t = 0; t < N_THREADS; t++)
        pthread_create(&threads[t], NULL, ask_all, (void *)(t + 1));
    for (size_t t = 0; t < N_THREADS; t++) {
        void *differs;
        pthread_join(threads[t], &differs);
        if (differs != NULL)
            fail_msg("%s", (const char *)differs);
    }
    for (int i = 0; i < N_URLS; i++)
        text_buffer_free(&BODIES[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(schools_come_nearest_first_and_each_once),
        TEST(a_receipt_adds_up_and_agrees_with_the_list),
        TEST(distances_on_a_grid_are_those_of_its_blocks),
        TEST(a_home_is_told_its_zone),
        TEST(a_home_far_from_streets_is_told_so),
        TEST(a_process_that_is_ending_says_so_to_who_asks_for_its_health),
        TEST(what_is_typed_is_found),
        TEST(schools_are_listed_by_what_is_asked),
        TEST(mistakes_are_told_in_one_sentence),
        TEST(many_threads_get_what_one_gets),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
