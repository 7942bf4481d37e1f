// Any bytes as an address: parsed, fitted to every shape of route, read as
// every kind of parameter.

#include <string.h>

#include "base/arena.h"
#include "http/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct request request;
    struct error err;
    const char *url = arena_text_n(arena, (const char *)bytes, n);
    if (request_parse(arena, url, &request, &err) == STATUS_OK) {
        int64_t whole = 0;
        struct lonlat at;
        struct lonlat_box box;
        bool is_given;
        request_fits(&request, "/v1/schools/{school}");
        request_fits(&request, "/tiles/{set}.json");
        if (request_fits(&request, "/tiles/{set}/{z}/{x}/{y}.mvt"))
            request_path_int(&request, "z", 0, 20, &whole, &err);
        request_int(&request, "k", 1, 50, &whole, &err);
        request_lonlat(&request, "at", &at, &err);
        request_bbox(&request, "bbox", &is_given, &box, &err);
    }
    arena_free(arena);
    return 0;
}
