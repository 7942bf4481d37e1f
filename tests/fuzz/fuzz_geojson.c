// Any bytes are features with sound rings or are refused in a sentence.

#include <stdint.h>
#include <stdlib.h>

#include "format/geojson.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_rings(const struct feature *feature)
{
    for (size_t p = 0; p < feature->area.n_polygons; p++)
        for (size_t r = 0; r < feature->area.polygons[p].n_rings; r++)
            if (feature->area.polygons[p].rings[r].count < 4)
                abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *arena = arena_new();
    struct feature_table table = {.file = "fuzz.geojson"};
    struct error err = {0};
    enum status status =
        geojson_parse((const char *)bytes, n, arena, &table, &err);
    if (status != STATUS_OK && err.text[0] == '\0')
        abort();
    for (size_t i = 0; status == STATUS_OK && i < table.features.count; i++)
        check_rings(&table.features.items[i]);
    arena_free(arena);
    return 0;
}
