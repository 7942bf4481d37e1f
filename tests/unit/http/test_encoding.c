#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "base/random.h"
#include "check.h"
#include "http/encoding.h"

static void the_weightiest_is_chosen_and_of_equals_the_best(void **state)
{
    const struct {
        const char *accepted;
        enum encoding encoding;
    } cases[] = {
        {NULL, ENCODING_NONE},
        {"", ENCODING_NONE},
        {"identity", ENCODING_NONE},
        {"br", ENCODING_NONE},
        {"gzip", ENCODING_GZIP},
        {"GZIP", ENCODING_GZIP},
        {"x-gzip", ENCODING_GZIP},
        {"gzip, deflate, br, zstd", ENCODING_ZSTD},
        {"zstd;q=0.9, gzip;q=1.0", ENCODING_GZIP},
        {"zstd;q=0.9,gzip;q=0.9", ENCODING_ZSTD},
        {"zstd;q=0, gzip", ENCODING_GZIP},
        {"gzip;q=0", ENCODING_NONE},
        {"gzip;q=0.000", ENCODING_NONE},
        {"gzip;q=0.001", ENCODING_GZIP},
        {"gzip ; q=0.5 , zstd ; q=0.4", ENCODING_GZIP},
        {"*", ENCODING_ZSTD},
        {"*;q=0", ENCODING_NONE},
        {"*;q=0, gzip", ENCODING_GZIP},
        {"gzip;q=0.5, *", ENCODING_ZSTD},
        {"zstd;q=0, *", ENCODING_GZIP},
        {"gzip;q=none", ENCODING_NONE},
        {"ungzipped", ENCODING_NONE},
        {",, ;;q=,", ENCODING_NONE},
        {"gzip;q=99999999999999999999", ENCODING_GZIP},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (encoding_choose(cases[i].accepted) != cases[i].encoding)
            fail_msg("%s gives %s", cases[i].accepted,
                     encoding_name(encoding_choose(cases[i].accepted)));
}

static void brotli_is_taken_where_it_has_a_weight(void **state)
{
    const struct {
        const char *accepted;
        bool takes;
    } cases[] = {
        {NULL, false},     {"gzip, deflate", false},     {"br", true},
        {"BR", true},      {"gzip, br;q=0", false},      {"*", true},
        {"br;q=0", false}, {"gzip;q=1, br;q=0.1", true}, {"*, br;q=0", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (encoding_takes_brotli(cases[i].accepted) != cases[i].takes)
            fail_msg("%s", cases[i].accepted);
}

// The witnesses: the libraries' own ways back.
static size_t unsqueeze(enum encoding encoding, const struct text_buffer *from,
                        char *to, size_t most)
{
    if (encoding == ENCODING_ZSTD)
        return ZSTD_decompress(to, most, from->bytes, from->length);
    z_stream stream = {.next_in = (Bytef *)from->bytes,
                       .avail_in = (uInt)from->length,
                       .next_out = (Bytef *)to,
                       .avail_out = (uInt)most};
    CHECK_INT(inflateInit2(&stream, 15 + 16), Z_OK);
    CHECK_INT(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    return stream.total_out;
}

static void check_there_and_back(enum encoding encoding,
                                 enum encoding_effort effort, size_t n,
                                 struct random *random)
{
    struct text_buffer plain = {0};
    struct text_buffer squeezed = {0};
    text_add_string(&plain, "");
    for (size_t i = 0; i < n; i++)
        text_add(&plain, &"abcdefgh"[random_below(random, 8)], 1);
    CHECK(encoding_squeeze(encoding, effort, plain.bytes, n, &squeezed));
    char *back = malloc(n + 1);
    CHECK_INT(unsqueeze(encoding, &squeezed, back, n + 1), n);
    CHECK(memcmp(back, plain.bytes, n) == 0);
    free(back);
    text_buffer_free(&plain);
    text_buffer_free(&squeezed);
}

static void what_is_squeezed_comes_back_whole(void **state)
{
    struct random random = random_from(5);
    for (size_t n = 0; n < 200000; n = 3 * n + 1)
        for (int e = ENCODING_GZIP; e < ENCODING_BROTLI; e++) {
            check_there_and_back((enum encoding)e, ENCODING_FAST, n, &random);
            check_there_and_back((enum encoding)e, ENCODING_SMALL, n, &random);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_weightiest_is_chosen_and_of_equals_the_best),
        TEST(brotli_is_taken_where_it_has_a_weight),
        TEST(what_is_squeezed_comes_back_whole),
    };
    return RUN_TESTS(tests);
}
