#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "check.h"
#include "http/request.h"

static struct arena *arena;

static int make_arena(void **state)
{
    arena = arena_new();
    return 0;
}

static int drop_arena(void **state)
{
    arena_free(arena);
    return 0;
}

static struct request parsed(const char *url)
{
    struct request request;
    struct error err;
    if (request_parse(arena, url, &request, &err) != STATUS_OK)
        fail_msg("%s: %s", url, err.text);
    return request;
}

static const char *refusal(const char *url)
{
    struct request request;
    struct error *err = arena_array(arena, struct error, 1);
    CHECK_INT(request_parse(arena, url, &request, err), STATUS_BAD_INPUT);
    return err->text;
}

static void percent_signs_become_text(void **state)
{
    struct request request =
        parsed("/v1/search?q=L%C3%AA+L%E1%BB%A3i%2B1&limit=8&empty=&bare");
    CHECK_TEXT(request.path, "/v1/search");
    CHECK_TEXT(request_text(&request, "q", NULL), "Lê Lợi+1");
    CHECK_TEXT(request_text(&request, "empty", "none"), "none");
    CHECK_TEXT(request_text(&request, "bare", "none"), "none");
    CHECK_TEXT(request_text(&request, "absent", "none"), "none");
    CHECK_TEXT(parsed("/a%2Fb/c").segments[0], "a/b");
    CHECK_INT(parsed("/a%2Fb/c").n_segments, 2);
    CHECK_INT(parsed("/").n_segments, 1);
}

static void what_is_broken_is_refused_in_one_sentence(void **state)
{
    const char *broken[] = {
        "/%",      "/%2",       "/%zz",    "/%00",       "/a%00b",   "/%FF",
        "/?q=%C3", "/?q=%00",   "/?%FF=1", "/?q=1&q=2",  "/?q=&q=2", "/..",
        "/a/../b", "/%2e%2e/b", "/.%2E",   "/a/./b",     "/a/%2e",   "",
        "a",       "?q=1",      "*",       "http://a/b", "/?=%"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        CHECK(strlen(refusal(broken[i])) > 10);
    CHECK_TEXT(refusal("/?at=%zz"),
               "at has a broken percent sign or is not UTF-8");
    CHECK_TEXT(refusal("/?at=1&at=2"), "at is given twice");
}

static void what_is_too_much_is_refused(void **state)
{
    char url[REQUEST_LONGEST_URL + 2];
    memset(url, 'a', sizeof url);
    url[0] = '/';
    url[REQUEST_LONGEST_URL + 1] = '\0';
    CHECK_TEXT(refusal(url), "the address is longer than 2048 bytes");
    url[REQUEST_LONGEST_URL] = '\0';
    parsed(url);
    memset(url, '/', REQUEST_LONGEST_URL);
    CHECK_TEXT(refusal(url), "the path has more than 16 parts");
    CHECK_TEXT(refusal("/?a&b&c&d&e&f&g&h&i&j&k&l&m&n&o&p&q"),
               "more than 16 parameters");
}

static void a_path_fits_a_pattern_or_not(void **state)
{
    const char *tile = "/tiles/{set}/{z}/{x}/{y}.mvt";
    struct request request = parsed("/tiles/base/14/13047/7700.mvt");
    CHECK(request_fits(&request, tile));
    CHECK_TEXT(request_path_text(&request, "set"), "base");
    CHECK_TEXT(request_path_text(&request, "y"), "7700");
    CHECK(!request_fits(&request, "/tiles/{set}.json"));

    const char *others[] = {
        "/tiles/base/14/13047/7700",      "/tiles/base/14/13047/.mvt",
        "/tiles/base/14/13047/7700.mvt/", "/tiles//14/13047/7700.mvt",
        "/tiles/base/14/13047",           "/tiles/base/14/13047/7700.mvt/x",
        "/tile/base/14/13047/7700.mvt",   "/"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        request = parsed(others[i]);
        CHECK(!request_fits(&request, tile));
    }
    request = parsed("/v1/schools/w1%2F2");
    CHECK(request_fits(&request, "/v1/schools/{school}"));
    CHECK_TEXT(request_path_text(&request, "school"), "w1/2");
}

static void numbers_are_whole_and_within_bounds(void **state)
{
    struct error err;
    int64_t k = 5;
    struct request request = parsed("/?k=0&n=7&f=1.5&t=five");
    CHECK_INT(request_int(&request, "k", 1, 50, &k, &err), STATUS_BAD_INPUT);
    CHECK_TEXT(err.text, "k must be a whole number from 1 to 50, not \"0\"");
    CHECK_INT(request_int(&request, "f", 1, 50, &k, &err), STATUS_BAD_INPUT);
    CHECK_INT(request_int(&request, "t", 1, 50, &k, &err), STATUS_BAD_INPUT);
    CHECK_INT(request_int(&request, "absent", 1, 50, &k, &err), STATUS_OK);
    CHECK_INT(k, 5);
    CHECK_INT(request_int(&request, "n", 1, 50, &k, &err), STATUS_OK);
    CHECK_INT(k, 7);
}

static void positions_and_boxes_are_degrees(void **state)
{
    struct error err;
    struct lonlat at;
    struct request request = parsed("/?at=106.7,10.78&swapped=10.78,106.7&"
                                    "nan=nan,1&one=1&three=1,2,3");
    CHECK_INT(request_lonlat(&request, "at", &at, &err), STATUS_OK);
    CHECK_NEAR(at.lon_deg, 106.7, 0);
    const char *wrong[] = {"swapped", "nan", "one", "three", "absent"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CHECK_INT(request_lonlat(&request, wrong[i], &at, &err),
                  STATUS_BAD_INPUT);
        CHECK(strncmp(err.text, wrong[i], strlen(wrong[i])) == 0);
    }

    struct lonlat_box box;
    bool is_given;
    request = parsed("/?bbox=106,10,107,11&east=107,10,106,11&two=1,2&five="
                     "1,2,3,4,5");
    CHECK_INT(request_bbox(&request, "bbox", &is_given, &box, &err), STATUS_OK);
    CHECK(is_given);
    CHECK_NEAR(box.north_east.lat_deg, 11, 0);
    CHECK_INT(request_bbox(&request, "none", &is_given, &box, &err), STATUS_OK);
    CHECK(!is_given);
    const char *bad[] = {"east", "two", "five"};
    for (size_t i = 0; i < 3; i++)
        CHECK_INT(request_bbox(&request, bad[i], &is_given, &box, &err),
                  STATUS_BAD_INPUT);
}

static void a_strange_host_is_not_repeated(void **state)
{
    struct request request = parsed("/");
    CHECK_TEXT(request_origin(&request), "http://localhost");
    request.host = "city.example:8080";
    request.is_https = true;
    CHECK_TEXT(request_origin(&request), "https://city.example:8080");
    request.host = "a\"><script>";
    CHECK_TEXT(request_origin(&request), "https://localhost");
}

// The witness: an encoder, which decoding must undo.
static void what_is_encoded_is_decoded_again(void **state)
{
    static const char *const PIECES[] = {"a", "đ", " ", "+", "%", "&",
                                         "=", "/", "ợ", "?", "#", "🏫"};
    struct random random = random_from(9);
    for (int round = 0; round < 2000; round++) {
        struct text_buffer plain = {0};
        struct text_buffer url = {0};
        text_add_string(&plain, "x");
        for (uint32_t n = random_below(&random, 20); n > 0; n--)
            text_add_string(&plain, PIECES[random_below(&random, 12)]);
        text_add_string(&url, "/p?q=");
        for (size_t i = 0; i < plain.length; i++)
            text_add_format(&url,
                            random_below(&random, 2) ? "%%%02X" : "%%%02x",
                            (unsigned char)plain.bytes[i]);
        struct request request = parsed(url.bytes);
        CHECK_TEXT(request_text(&request, "q", ""), plain.bytes);
        text_buffer_free(&plain);
        text_buffer_free(&url);
    }
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, make_arena, drop_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(percent_signs_become_text),
        CASE(what_is_broken_is_refused_in_one_sentence),
        CASE(what_is_too_much_is_refused),
        CASE(a_path_fits_a_pattern_or_not),
        CASE(numbers_are_whole_and_within_bounds),
        CASE(positions_and_boxes_are_degrees),
        CASE(a_strange_host_is_not_repeated),
        CASE(what_is_encoded_is_decoded_again),
    };
    return RUN_TESTS(tests);
}
