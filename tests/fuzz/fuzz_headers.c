// Any bytes as the value of each header that is taken apart.

#include "base/arena.h"
#include "http/byte_range.h"
#include "http/reply.h"
#include "http/request_headers.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    const char *value = arena_text_n(arena, (const char *)bytes, n);
    const struct request request = {.arena = arena,
                                    .cookies = value,
                                    .host = value,
                                    .if_none_match = value};
    const struct reply reply = {.etag = "\"5f1c0e3b\""};
    size_t first = 0;
    size_t last = 0;
    encoding_choose(value);
    reply_is_had(&reply, &request);
    reply_tag_is_in("\"a\", W/\"b-gzip\"", value);
    request_cookie(&request, "session");
    request_origin(&request);
    request_headers_forwarded(arena, value);
    if (byte_range_read(value, 1000, &first, &last) == BYTE_RANGE_PART &&
        (first > last || last >= 1000))
        __builtin_trap();
    arena_free(arena);
    return 0;
}
