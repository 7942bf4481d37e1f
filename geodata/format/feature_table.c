// The format is told by the name's end; what has none we know is taken for a
// CSV, the format people rename most.

#include "format/feature_table.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "format/csv.h"
#include "format/geojson.h"
#include "format/shapefile.h"

/// Larger files than this are not tables of a city.
#define LARGEST_FILE_BYTES (1024L * 1024 * 1024)

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static enum status read_bytes(FILE *file, const char *path, struct arena *arena,
                              char **bytes, size_t *n_bytes, struct error *err)
{
    struct stat about;
    if (fstat(fileno(file), &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(err, STATUS_IO, "%s is not a file", path);
    if (about.st_size > LARGEST_FILE_BYTES)
        return error_set(err, STATUS_BAD_INPUT, "%s is larger than 1 GB",
                         file_name(path));
    size_t size = (size_t)about.st_size;
    *bytes = arena_array(arena, char, size + 1);
    *n_bytes = fread(*bytes, 1, size, file);
    if (ferror(file))
        return error_set(err, STATUS_IO, "cannot read %s: %s", path,
                         strerror(errno));
    return STATUS_OK;
}

enum status file_read(const char *path, struct arena *arena, char **bytes,
                      size_t *n_bytes, struct error *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "cannot open %s: %s", path, strerror(errno));
    enum status status = read_bytes(file, path, arena, bytes, n_bytes, err);
    fclose(file);
    return status;
}

static bool ends_with(const char *path, const char *end)
{
    size_t n = strlen(path);
    size_t n_end = strlen(end);
    return n > n_end && strcasecmp(path + n - n_end, end) == 0;
}

static enum status read_by_name(const char *path, enum encoding encoding,
                                struct arena *arena,
                                struct feature_table *table, struct error *err)
{
    if (ends_with(path, ".shp"))
        return shapefile_read(path, encoding, arena, table, err);
    if (ends_with(path, ".dbf") || ends_with(path, ".shx") ||
        ends_with(path, ".prj"))
        return error_set(err, STATUS_BAD_INPUT,
                         "%s is a part of a shapefile: name the .shp",
                         file_name(path));
    if (ends_with(path, ".geojson") || ends_with(path, ".json"))
        return geojson_read(path, arena, table, err);
    return csv_read(path, encoding, arena, table, err);
}

enum status feature_table_read(const char *path, const char *encoding,
                               struct arena *arena, struct feature_table *table,
                               struct error *err)
{
    enum encoding known;
    *table = (struct feature_table){.file = arena_text(arena, file_name(path)),
                                    .row_word = "row"};
    if (!encoding_parse(encoding, &known))
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is not an encoding: auto, utf-8, tcvn3 or vni",
                         encoding);
    enum status status = read_by_name(path, known, arena, table, err);
    if (status == STATUS_OK && table->features.count == 0)
        return error_set(err, STATUS_BAD_INPUT, "%s is empty: it has no %s",
                         table->file, table->row_word);
    return status;
}
