// A GeoPackage (OGC 12-128r17) is an SQLite file with four tables that say what
// is in it. A geometry is the store's own bytes (WKB) behind a header of eight:
// "GP", version, flags, system.

#include <stdlib.h>
#include <string.h>

#include "export/export_formats.h"
#include "store/wkb.h"

#define LITTLE_ENDIAN_NO_ENVELOPE 0x01
#define EMPTY_GEOMETRY 0x10

// The file says a fixed day, so that the same table gives the same bytes.
static const char TABLES[] =
    "PRAGMA application_id = 1196444487;" // "GPKG"
    "PRAGMA user_version = 10300;"
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL,"
    "  srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,"
    "  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,"
    "  description TEXT);"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY,"
    "  data_type TEXT NOT NULL, identifier TEXT UNIQUE,"
    "  description TEXT DEFAULT '', last_change DATETIME NOT NULL,"
    "  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,"
    "  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE,"
    "  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,"
    "  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,"
    "  PRIMARY KEY (table_name, column_name));"
    "INSERT INTO gpkg_spatial_ref_sys VALUES"
    "  ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', NULL),"
    "  ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL)";

struct package {
    const struct export_table *table;
    const struct export_place *place;
    sqlite3 *db;
    int srid;
    struct error *err;
};

static enum status fail(const struct package *package)
{
    return error_set(package->err, STATUS_IO, "cannot write %s: %s",
                     package->place->path, sqlite3_errmsg(package->db));
}

// Takes a statement made by sqlite3_mprintf and frees it.
static enum status run(const struct package *package, char *sql)
{
    int code = sqlite3_exec(package->db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    return code == SQLITE_OK ? STATUS_OK : fail(package);
}

static enum status add_system(const struct package *package, const char *name,
                              int srid)
{
    struct text_buffer wkt = {0};
    enum status status = crs_describe(name, CRS_GDAL, &wkt, package->err);
    if (status == STATUS_OK)
        status = run(package,
                     sqlite3_mprintf("INSERT INTO gpkg_spatial_ref_sys VALUES"
                                     " (%Q, %d, 'EPSG', %d, %Q, NULL)",
                                     name, srid, srid, wkt.bytes));
    text_buffer_free(&wkt);
    return status;
}

static void add_columns(const struct export_table *table,
                        struct text_buffer *sql)
{
    static const char *const TYPES[] = {[EXPORT_TEXT] = "TEXT",
                                        [EXPORT_INT] = "INTEGER",
                                        [EXPORT_REAL] = "REAL"};
    for (size_t c = 0; c < table->n_columns; c++)
        text_add_format(sql, ", \"%s\" %s", table->columns[c].name,
                        TYPES[table->columns[c].kind]);
    if (table->shape != EXPORT_NO_SHAPE)
        text_add_string(sql, ", geom BLOB");
}

static enum status make_table(const struct package *package)
{
    struct text_buffer columns = {0};
    add_columns(package->table, &columns);
    enum status status =
        run(package, sqlite3_mprintf("CREATE TABLE \"%w\" (fid INTEGER PRIMARY"
                                     " KEY AUTOINCREMENT NOT NULL%s)",
                                     package->table->name, columns.bytes));
    text_buffer_free(&columns);
    return status;
}

static enum status list_table(const struct package *package)
{
    static const char *const GEOMETRIES[] = {[EXPORT_POINTS] = "POINT",
                                             [EXPORT_LINES] = "LINESTRING",
                                             [EXPORT_AREAS] = "MULTIPOLYGON"};
    const struct export_table *table = package->table;
    bool has_shape = table->shape != EXPORT_NO_SHAPE;
    enum status status =
        run(package,
            sqlite3_mprintf("INSERT INTO gpkg_contents VALUES (%Q, %Q, %Q, '',"
                            " '2000-01-01T00:00:00.000Z', NULL, NULL, NULL,"
                            " NULL, %d)",
                            table->name, has_shape ? "features" : "attributes",
                            table->title, has_shape ? package->srid : 0));
    if (status != STATUS_OK || !has_shape)
        return status;
    return run(package,
               sqlite3_mprintf("INSERT INTO gpkg_geometry_columns VALUES"
                               " (%Q, 'geom', %Q, %d, 0, 0)",
                               table->name, GEOMETRIES[table->shape],
                               package->srid));
}

static void encode(const struct package *package, const struct export_row *row,
                   struct text_buffer *into)
{
    enum export_shape shape = package->table->shape;
    bool is_empty = shape == EXPORT_AREAS && area_is_empty(&row->area);
    uint32_t srid = (uint32_t)package->srid;
    char head[8] = {
        'G',
        'P',
        0,
        (char)(LITTLE_ENDIAN_NO_ENVELOPE | (is_empty ? EMPTY_GEOMETRY : 0)),
        (char)(srid & 0xFF),
        (char)(srid >> 8 & 0xFF),
        (char)(srid >> 16 & 0xFF),
        (char)(srid >> 24)};
    into->length = 0;
    text_add(into, head, sizeof head);
    if (shape == EXPORT_POINTS)
        wkb_encode_point(into, row->point);
    else if (shape == EXPORT_LINES)
        wkb_encode_line(into, row->line);
    else
        wkb_encode_area(into, &row->area);
}

static void bind_cell(sqlite3_stmt *insert, int parameter,
                      const struct export_cell *cell, enum export_kind kind)
{
    if (cell->is_null)
        sqlite3_bind_null(insert, parameter);
    else if (kind == EXPORT_TEXT)
        sqlite3_bind_text(insert, parameter, cell->text, -1, SQLITE_STATIC);
    else if (kind == EXPORT_INT)
        sqlite3_bind_int64(insert, parameter, cell->number);
    else
        sqlite3_bind_double(insert, parameter, cell->real);
}

static enum status add_row(const struct package *package, sqlite3_stmt *insert,
                           const struct export_row *row,
                           struct text_buffer *shape)
{
    const struct export_table *table = package->table;
    for (size_t c = 0; c < table->n_columns; c++)
        bind_cell(insert, (int)c + 1, &row->cells[c], table->columns[c].kind);
    if (table->shape != EXPORT_NO_SHAPE) {
        encode(package, row, shape);
        sqlite3_bind_blob64(insert, (int)table->n_columns + 1, shape->bytes,
                            shape->length, SQLITE_STATIC);
    }
    bool is_done = sqlite3_step(insert) == SQLITE_DONE;
    sqlite3_reset(insert);
    return is_done ? STATUS_OK : fail(package);
}

static sqlite3_stmt *prepare(const struct package *package)
{
    struct text_buffer sql = {0};
    sqlite3_stmt *insert = NULL;
    size_t n = package->table->n_columns +
               (package->table->shape != EXPORT_NO_SHAPE ? 1 : 0);
    text_add_format(&sql, "INSERT INTO \"%s\" VALUES (NULL",
                    package->table->name);
    for (size_t c = 0; c < n; c++)
        text_add_string(&sql, ", ?");
    text_add_string(&sql, ")");
    sqlite3_prepare_v2(package->db, sql.bytes, -1, &insert, NULL);
    text_buffer_free(&sql);
    return insert;
}

static enum status add_rows(const struct package *package)
{
    sqlite3_stmt *insert = prepare(package);
    if (insert == NULL)
        return fail(package);
    struct text_buffer shape = {0};
    enum status status = STATUS_OK;
    for (size_t r = 0; r < package->table->rows.count && status == STATUS_OK;
         r++)
        status =
            add_row(package, insert, &package->table->rows.items[r], &shape);
    text_buffer_free(&shape);
    sqlite3_finalize(insert);
    return status;
}

static enum status fill(const struct package *package)
{
    enum status status = run(package, sqlite3_mprintf("%s", TABLES));
    if (status == STATUS_OK)
        status = run(package, sqlite3_mprintf("BEGIN"));
    if (status == STATUS_OK)
        status = add_system(package, "EPSG:4326", 4326);
    if (status == STATUS_OK && package->srid != 4326)
        status = add_system(package, package->place->crs_name, package->srid);
    if (status == STATUS_OK)
        status = make_table(package);
    if (status == STATUS_OK)
        status = list_table(package);
    if (status == STATUS_OK)
        status = add_rows(package);
    if (status == STATUS_OK)
        status = run(package, sqlite3_mprintf("COMMIT"));
    return status;
}

enum status export_geopackage(const struct export_table *table,
                              const struct export_place *place,
                              const char *path, struct error *err)
{
    const char *code = strchr(place->crs_name, ':');
    struct package package = {.table = table,
                              .place = place,
                              .srid = code == NULL ? 0 : atoi(code + 1),
                              .err = err};
    enum status status = STATUS_OK;
    if (sqlite3_open_v2(path, &package.db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        NULL) != SQLITE_OK)
        status = fail(&package);
    if (status == STATUS_OK)
        status = fill(&package);
    sqlite3_close(package.db);
    return status;
}
