// Every format is written beside its place under a name that ends in ".new",
// in a folder that is there already, and then takes that place by a rename. A
// shapefile is several files, of which the .shp is renamed last.

#include "export/export_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export/export_formats.h"

#define LONGEST_PATH 4096

static const char *const NAMES[] = {
    [EXPORT_CSV] = "csv",   [EXPORT_GEOJSON] = "geojson", [EXPORT_SHP] = "shp",
    [EXPORT_GPKG] = "gpkg", [EXPORT_XLSX] = "xlsx",
};
#define N_FORMATS (sizeof NAMES / sizeof *NAMES)

enum status export_format_parse(const char *name, enum export_format *format,
                                struct error *err)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(NAMES[i], name) == 0) {
            *format = (enum export_format)i;
            return STATUS_OK;
        }
    return error_set(err, STATUS_BAD_INPUT,
                     "\"%.40s\" is no format; there are csv, geojson, shp, "
                     "gpkg and xlsx",
                     name);
}

static enum status fail(const char *path, struct error *err)
{
    return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                     strerror(errno));
}

static enum status write_text(const char *path, const struct text_buffer *text,
                              struct error *err)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return fail(path, err);
    bool is_written =
        fwrite(text->bytes, 1, text->length, file) == text->length;
    if (fclose(file) != 0)
        is_written = false;
    return is_written ? STATUS_OK : fail(path, err);
}

static enum status write_as_text(const struct export_table *table,
                                 enum export_format format, struct crs *crs,
                                 const char *path, struct error *err)
{
    struct text_buffer text = {0};
    if (format == EXPORT_CSV)
        export_csv(table, crs, &text);
    else
        export_geojson(table, crs, &text);
    enum status status = write_text(path, &text, err);
    text_buffer_free(&text);
    return status;
}

static enum status write_unfinished(const struct export_table *table,
                                    enum export_format format,
                                    const struct export_place *place,
                                    const char *path, struct error *err)
{
    switch (format) {
    case EXPORT_CSV:
    case EXPORT_GEOJSON:
        return write_as_text(table, format, place->crs, path, err);
    case EXPORT_SHP:
        return export_shapefile(table, place, path, err);
    case EXPORT_GPKG:
        return export_geopackage(table, place, path, err);
    case EXPORT_XLSX:
        return export_xlsx(table, 1, place->crs, path, NULL, err);
    }
    return STATUS_OK;
}

static const char *const SHAPEFILE_ENDS[] = {"dbf", "shx", "prj", "cpg", "shp"};

// "wards.shp" and "dbf" give "wards.dbf".
static void with_end(char *into, const char *path, const char *end)
{
    snprintf(into, LONGEST_PATH, "%.*s%s", (int)(strlen(path) - strlen("shp")),
             path, end);
}

static enum status rename_shapefile(const char *from, const char *to,
                                    struct error *err)
{
    for (size_t i = 0; i < sizeof SHAPEFILE_ENDS / sizeof *SHAPEFILE_ENDS;
         i++) {
        char part[LONGEST_PATH];
        char place[LONGEST_PATH];
        with_end(part, from, SHAPEFILE_ENDS[i]);
        with_end(place, to, SHAPEFILE_ENDS[i]);
        if (rename(part, place) != 0)
            return fail(place, err);
    }
    return STATUS_OK;
}

static void remove_unfinished(const char *path, enum export_format format)
{
    unlink(path);
    for (size_t i = 0; format == EXPORT_SHP &&
                       i < sizeof SHAPEFILE_ENDS / sizeof *SHAPEFILE_ENDS;
         i++) {
        char part[LONGEST_PATH];
        with_end(part, path, SHAPEFILE_ENDS[i]);
        unlink(part);
    }
}

static enum status check_path(const char *path, enum export_format format,
                              struct error *err)
{
    size_t n = strlen(path);
    if (n + sizeof ".new.shp" > LONGEST_PATH)
        return error_set(err, STATUS_BAD_INPUT,
                         "the path of the file is too "
                         "long");
    if (format == EXPORT_SHP && (n < 5 || strcmp(path + n - 4, ".shp") != 0))
        return error_set(err, STATUS_BAD_INPUT,
                         "a shapefile's name ends in .shp, not as %s does",
                         path);
    return STATUS_OK;
}

// The file is there with the right mode from its first moment; the writers
// write over it.
static enum status make_empty(const char *path, bool is_private,
                              struct error *err)
{
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC,
                    is_private ? 0600 : 0666);
    if (file < 0)
        return fail(path, err);
    close(file);
    return STATUS_OK;
}

enum status export_file_write(const struct export_table *table,
                              enum export_format format,
                              const struct export_place *place,
                              struct error *err)
{
    char unfinished[LONGEST_PATH];
    enum status status = check_path(place->path, format, err);
    if (status != STATUS_OK)
        return status;
    snprintf(unfinished, sizeof unfinished, "%s.new%s", place->path,
             format == EXPORT_SHP ? ".shp" : "");
    remove_unfinished(unfinished, format);
    status = make_empty(unfinished, place->is_private, err);
    if (status == STATUS_OK)
        status = write_unfinished(table, format, place, unfinished, err);
    if (status == STATUS_OK && format == EXPORT_SHP)
        status = rename_shapefile(unfinished, place->path, err);
    else if (status == STATUS_OK && rename(unfinished, place->path) != 0)
        status = fail(place->path, err);
    if (status != STATUS_OK)
        remove_unfinished(unfinished, format);
    return status;
}
