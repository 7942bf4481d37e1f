// Any bytes, read as a PBF and as an XML extract, are imported or refused.
// The first byte tells which of the two.

#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "import/osm_city.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (n == 0)
        return 0;
    char path[64];
    snprintf(path, sizeof path, "/dev/shm/fuzz_osm_%d.osm%s", (int)getpid(),
             bytes[0] == '<' ? "" : ".pbf");
    FILE *out = fopen(path, "wb");
    if (out == NULL)
        return 0;
    fwrite(bytes, 1, n, out);
    fclose(out);
    struct arena *arena = arena_new();
    struct report report = report_new(arena);
    struct osm_file file;
    struct osm_city city;
    struct crs *crs;
    struct error err;
    if (osm_file_read(arena, path, &file, &err) == STATUS_OK &&
        crs_open("EPSG:9210", &crs, &err) == STATUS_OK) {
        osm_city_build(arena, &file, crs, &report, &city, &err);
        crs_close(crs);
    }
    arena_free(arena);
    unlink(path);
    return 0;
}
