// Three files cut out of the fuzzer's bytes: the first two numbers (16 bits)
// say where the .shx and the .dbf begin. They lie in a folder in memory where
// there is one.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "format/shapefile.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void write_part(const char *folder, const char *end,
                       const uint8_t *bytes, size_t n)
{
    char path[80];
    snprintf(path, sizeof path, "%s/f.%s", folder, end);
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, n, file) != n || fclose(file) != 0)
        abort();
}

static void remove_folder(const char *folder)
{
    static const char *const ENDS[] = {"shp", "shx", "dbf"};
    char path[80];
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/f.%s", folder, ENDS[i]);
        unlink(path);
    }
    rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char folder[] = "/dev/shm/fuzz-shp-XXXXXX";
    char path[80];
    if (n < 4 || mkdtemp(folder) == NULL)
        return 0;
    size_t shx = bytes[0] + 256u * bytes[1];
    size_t dbf = bytes[2] + 256u * bytes[3];
    bytes += 4;
    n -= 4;
    shx = shx > n ? n : shx;
    dbf = dbf > n ? n : dbf < shx ? shx : dbf;
    write_part(folder, "shp", bytes, shx);
    write_part(folder, "shx", bytes + shx, dbf - shx);
    write_part(folder, "dbf", bytes + dbf, n - dbf);

    struct arena *arena = arena_new();
    struct feature_table table = {0};
    struct error err = {0};
    snprintf(path, sizeof path, "%s/f.shp", folder);
    if (shapefile_read(path, ENCODING_UTF8, arena, &table, &err) != STATUS_OK &&
        err.text[0] == '\0')
        abort();
    arena_free(arena);
    remove_folder(folder);
    return 0;
}
