#include "http/encoding.h"

#include <string.h>
#include <strings.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"

static const char *const NAMES[N_ENCODINGS] = {"identity", "gzip", "zstd",
                                               "br"};

// Beyond these, tiles of the real city become 2 % smaller in half as much time
// again.
static const struct {
    int gzip;
    int zstd;
} LEVELS[] = {[ENCODING_FAST] = {1, 1}, [ENCODING_SMALL] = {4, 3}};

const char *encoding_name(enum encoding encoding)
{
    return NAMES[encoding];
}

// The weight behind a name, in thousandths: ";q=0.25" is 250; none is 1000
// (RFC 9110, section 12.4.2). What is no weight counts as 0.
static int read_weight(const char *text, size_t n)
{
    const char *q = memchr(text, '=', n);
    if (q == NULL)
        return 1000;
    const char *end = text + n;
    int weight = 0;
    int scale = 1000;
    for (q++; q < end && *q != ' '; q++) {
        if (*q == '.')
            continue;
        if (*q < '0' || *q > '9')
            return 0;
        weight += (*q - '0') * scale;
        scale /= 10;
    }
    return weight > 1000 ? 1000 : weight;
}

// "x-gzip" is an old name of gzip (RFC 9110, section 8.4.1.3).
static int find_name(const char *name, size_t n)
{
    if (n == 6 && strncasecmp(name, "x-gzip", n) == 0)
        return ENCODING_GZIP;
    for (int i = 0; i < N_ENCODINGS; i++)
        if (strlen(NAMES[i]) == n && strncasecmp(name, NAMES[i], n) == 0)
            return i;
    return -1;
}

// The weight of each encoding for a client, in thousandths.
struct weights {
    int of[N_ENCODINGS];
};

static struct weights read_weights(const char *accepted)
{
    struct weights weights = {{1, -1, -1, -1}}; // plain is always good enough
    int others = 0;
    while (accepted != NULL && *accepted != '\0') {
        accepted += strspn(accepted, " \t,");
        size_t n = strcspn(accepted, ",");
        size_t name = strcspn(accepted, ";, \t");
        int weight = read_weight(accepted + name, n - name);
        int found = find_name(accepted, name);
        if (found > ENCODING_NONE)
            weights.of[found] = weight;
        else if (name == 1 && *accepted == '*')
            others = weight;
        accepted += n;
    }
    for (int i = ENCODING_GZIP; i < N_ENCODINGS; i++)
        if (weights.of[i] < 0)
            weights.of[i] = others;
    return weights;
}

enum encoding encoding_choose(const char *accepted)
{
    struct weights weights = read_weights(accepted);
    enum encoding best = ENCODING_NONE;
    for (int i = ENCODING_GZIP; i < ENCODING_BROTLI; i++)
        if (weights.of[i] > 0 && weights.of[i] >= weights.of[best])
            best = (enum encoding)i;
    return best;
}

bool encoding_takes_brotli(const char *accepted)
{
    return read_weights(accepted).of[ENCODING_BROTLI] > 0;
}

#define LEAST_WINDOW 9
#define LARGEST_WINDOW 15
#define WITH_GZIP_HEADER 16

// A window just large enough: for a short answer most of the time would go into
// clearing the memory for a large one.
static int window_bits(size_t n)
{
    int bits = LEAST_WINDOW;
    while (bits < LARGEST_WINDOW && (size_t)1 << bits < n)
        bits++;
    return bits;
}

static bool squeeze_gzip(int level, const char *bytes, size_t n,
                         struct text_buffer *into)
{
    z_stream stream = {0};
    int bits = window_bits(n);
    if (deflateInit2(&stream, level, Z_DEFLATED, bits + WITH_GZIP_HEADER,
                     bits - 7, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    // zlib promises not to write through next_in but does not say const.
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)n;
    int step = Z_OK;
    while (step == Z_OK) {
        char piece[16384];
        stream.next_out = (Bytef *)piece;
        stream.avail_out = sizeof piece;
        step = deflate(&stream, Z_FINISH);
        text_add(into, piece, sizeof piece - stream.avail_out);
    }
    deflateEnd(&stream);
    return step == Z_STREAM_END;
}

static bool squeeze_zstd(int level, const char *bytes, size_t n,
                         struct text_buffer *into)
{
    size_t most = ZSTD_compressBound(n);
    struct arena *arena = arena_new();
    char *squeezed = arena_array(arena, char, most);
    size_t length = ZSTD_compress(squeezed, most, bytes, n, level);
    bool is_done = !ZSTD_isError(length);
    if (is_done)
        text_add(into, squeezed, length);
    arena_free(arena);
    return is_done;
}

bool encoding_squeeze(enum encoding encoding, enum encoding_effort effort,
                      const char *bytes, size_t n, struct text_buffer *into)
{
    if (encoding == ENCODING_GZIP)
        return squeeze_gzip(LEVELS[effort].gzip, bytes, n, into);
    if (encoding == ENCODING_ZSTD)
        return squeeze_zstd(LEVELS[effort].zstd, bytes, n, into);
    text_add(into, bytes, n);
    return true;
}
