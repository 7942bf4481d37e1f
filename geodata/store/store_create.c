// A new file is made under a temporary name, in one transaction, and renamed
// when it is whole: a crash leaves no half a city under the city's name.

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/text.h"
#include "store/connection.h"

struct recipe {
    const char *family;
    int64_t mark;
    mode_t mode;
    int srid;
    const struct city_info *info; // NULL for the private file
};

static enum status parse_srid(const char *crs, int *srid, struct error *err)
{
    int64_t number;
    if (crs == NULL || strncasecmp(crs, "EPSG:", 5) != 0 ||
        !text_parse_int64(crs + 5, &number) || number < 1 || number > 999999)
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is not a coordinate system; give it as "
                         "EPSG:9210",
                         crs == NULL ? "" : crs);
    *srid = (int)number;
    return STATUS_OK;
}

// SpatiaLite knows most systems by heart; what is newer than it, the PROJ it
// stands on may know.
static enum status add_srid(struct store *store, struct error *err)
{
    static const char FROM_PROJ[] =
        "INSERT INTO spatial_ref_sys"
        "    (srid, auth_name, auth_srid, ref_sys_name, proj4text, srtext)"
        "  SELECT SRID, 'epsg', SRID, 'EPSG:SRID',"
        "         PROJ_AsProjString('EPSG', SRID),"
        "         PROJ_AsWKT('EPSG', SRID, 'GDAL', 0)"
        "   WHERE PROJ_AsProjString('EPSG', SRID) IS NOT NULL";
    char sql[64];
    int64_t is_known;
    snprintf(sql, sizeof sql, "SELECT InsertEpsgSrid(%d)", store->srid);
    enum status status = connection_number(store, sql, 0, &is_known, err);
    if (status != STATUS_OK || is_known == 1)
        return status;
    char *insert = connection_with_srid(FROM_PROJ, store->srid);
    status = store_run(store, insert, err);
    free(insert);
    if (status == STATUS_OK && sqlite3_changes(store->db) == 0)
        status = error_set(err, STATUS_BAD_INPUT, "EPSG:%d is not known",
                           store->srid);
    return status;
}

static enum status write_city(struct store *store, const struct city_info *info,
                              struct error *err)
{
    struct insert *insert = NULL;
    enum status status =
        store_insert(store,
                     "INSERT INTO city (one, name, crs, is_sample, attribution)"
                     " VALUES (1, ?, ?, ?, ?)",
                     &insert, err);
    if (status != STATUS_OK)
        return status;
    insert_text(insert, 1, info->name);
    insert_text(insert, 2, info->crs);
    insert_int(insert, 3, info->is_sample);
    insert_text(insert, 4, info->attribution);
    status = insert_row(insert, err);
    insert_end(insert);
    return status;
}

static enum status fill(struct store *store, const struct recipe *recipe,
                        struct error *err)
{
    char sql[64];
    int64_t made;
    enum status status = store_begin(store, err);
    if (status == STATUS_OK)
        status = connection_number(
            store, "SELECT InitSpatialMetaData(0, 'NONE')", 0, &made, err);
    if (status == STATUS_OK)
        status = add_srid(store, err);
    snprintf(sql, sizeof sql, "PRAGMA application_id = %lld",
             (long long)recipe->mark);
    if (status == STATUS_OK)
        status = store_run(store, sql, err);
    if (status == STATUS_OK)
        status = schema_apply(store, SCHEMA_TEXTS, recipe->family, 0, err);
    if (status == STATUS_OK && recipe->info != NULL)
        status = write_city(store, recipe->info, err);
    if (status == STATUS_OK)
        status = store_commit(store, err);
    return status;
}

// An empty file with the right mode from its first moment; SQLite gives its
// journals the same.
static enum status make_empty(const char *path, mode_t mode, struct error *err)
{
    unlink(path);
    int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
    if (file < 0)
        return error_set(err, STATUS_IO, "cannot make %s: %s", path,
                         strerror(errno));
    close(file);
    return STATUS_OK;
}

static enum status create(const char *path, const struct recipe *recipe,
                          struct error *err)
{
    char unfinished[4096];
    if ((size_t)snprintf(unfinished, sizeof unfinished, "%s.new", path) >=
        sizeof unfinished)
        return error_set(err, STATUS_BAD_INPUT, "the path %s is too long",
                         path);
    enum status status = make_empty(unfinished, recipe->mode, err);
    if (status != STATUS_OK)
        return status;

    struct store *store = NULL;
    status = connection_open(unfinished, SQLITE_OPEN_READWRITE, &store, err);
    if (status == STATUS_OK) {
        store->srid = recipe->srid;
        status = fill(store, recipe, err);
        store_close(store);
    }
    if (status == STATUS_OK && rename(unfinished, path) != 0)
        status = error_set(err, STATUS_IO, "cannot make %s: %s", path,
                           strerror(errno));
    if (status != STATUS_OK)
        unlink(unfinished);
    return status;
}

enum status store_create(const char *path, const struct city_info *info,
                         struct error *err)
{
    struct recipe recipe = {"city", CITY_FILE_MARK, 0644, 0, info};
    enum status status = parse_srid(info->crs, &recipe.srid, err);
    if (status != STATUS_OK)
        return status;
    if (access(path, F_OK) == 0)
        return error_set(err, STATUS_STATE, "%s is there already", path);
    return create(path, &recipe, err);
}

void store_private_path(const char *city_path, char *path, size_t size)
{
    size_t length = strlen(city_path);
    if (length > 7 && strcmp(city_path + length - 7, ".sqlite") == 0)
        length -= 7;
    snprintf(path, size, "%.*s.private.sqlite", (int)length, city_path);
}

enum status connection_create_private(const char *path, int srid,
                                      struct error *err)
{
    struct recipe recipe = {"private", PRIVATE_FILE_MARK, 0600, srid, NULL};
    return create(path, &recipe, err);
}
