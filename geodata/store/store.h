#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "geo/area.h"

/// A city on disk: a SpatiaLite file that QGIS opens as it is. Geometry is
/// kept in the city's own system. Belongs to one thread.
///
/// The private file (pupils) lies beside it, mode 0600, and is opened only by
/// `store_open_private`; nothing else in the program can reach it.
struct store;

/// What the city file says of itself.
struct city_info {
    const char *name;
    const char *crs;         ///< "EPSG:9210"
    bool is_sample;          ///< made up by `hocgan demo`
    const char *attribution; ///< "© OpenStreetMap contributors" or NULL
};

enum store_mode {
    STORE_READ,
    STORE_WRITE,
    STORE_IMMUTABLE, ///< a replica's: nothing is locked, undone or written
                     ///< beside it; who changes the file renames another over
};

/// Makes a new city file with the newest schema. Fails with STATUS_STATE when
/// the file exists.
enum status store_create(const char *path, const struct city_info *info,
                         struct error *err);

/// Opens a city. With STORE_WRITE an older schema is first migrated forward,
/// in one transaction; otherwise an older schema is refused with STATUS_STATE,
/// as is a newer one in all modes.
enum status store_open(const char *path, enum store_mode mode,
                       struct store **store, struct error *err);

/// Opens (making it if need be) the private file that belongs to the city at
/// `city_path`: NAME.sqlite has NAME.private.sqlite, mode 0600.
enum status store_open_private(const char *city_path, struct store **store,
                               struct error *err);

/// Where it is; `path` needs `size` bytes.
void store_private_path(const char *city_path, char *path, size_t size);

/// Whether the city has a private file.
bool store_has_private(const char *city_path);

void store_close(struct store *store);

const char *store_path(const struct store *store);

/// Whether another file stands now where this one was opened (a restored
/// backup, a city made anew): what is open is the old one. So it is when a file
/// opened as immutable has been written to all the same.
bool store_is_replaced(const struct store *store);
bool store_is_immutable(const struct store *store);

/// One import, one transaction: all or nothing. A store closed within a
/// transaction rolls back.
enum status store_begin(struct store *store, struct error *err);
/// All that is read until the end of the transaction is of one moment; whoever
/// commits waits meanwhile.
enum status store_begin_reading(struct store *store, struct error *err);
enum status store_commit(struct store *store, struct error *err);
void store_rollback(struct store *store);

/// How long it waits for others that hold the file, before STATUS_IO says so.
#define STORE_USUAL_WAIT_MS 10000
void store_wait(struct store *store, int most_ms);

/// Runs SQL without results.
enum status store_run(struct store *store, const char *sql, struct error *err);

/// Called for each row of a query; texts are copied by `store_text`.
typedef void store_row_fn(sqlite3_stmt *row, struct arena *arena, void *into);

/// The one row loop: prepares `sql`, calls `take_row` for each row, finalizes.
enum status store_each(struct store *store, const char *sql,
                       store_row_fn *take_row, struct arena *arena, void *into,
                       struct error *err);

/// Columns of a row: texts copied into the arena, NULL as NULL; geometry from
/// a column selected as AsBinary(geom).
const char *store_text(sqlite3_stmt *row, int column, struct arena *arena);
struct point_m store_point(sqlite3_stmt *row, int column);
struct line store_line(sqlite3_stmt *row, int column, struct arena *arena);
struct area store_area(sqlite3_stmt *row, int column, struct arena *arena);

/// A prepared statement used for many rows. Parameters are counted from 1.
/// Geometry parameters stand in the SQL as GeomFromWKB(?, SRID), where
/// store_insert replaces the word SRID by the city's own.
struct insert;
enum status store_insert(struct store *store, const char *sql,
                         struct insert **insert, struct error *err);
void insert_text(struct insert *insert, int parameter, const char *text);
void insert_int(struct insert *insert, int parameter, int64_t value);
void insert_real(struct insert *insert, int parameter, double value);
void insert_null(struct insert *insert, int parameter);
void insert_point(struct insert *insert, int parameter, struct point_m at);
void insert_line(struct insert *insert, int parameter, struct line line);
void insert_area(struct insert *insert, int parameter, const struct area *area);

/// Steps once and clears the parameters (unbound ones are NULL).
enum status insert_row(struct insert *insert, struct error *err);
void insert_end(struct insert *insert);

/// A hex text of 32 characters over all rows and columns of a query
/// (BLAKE2b-128), in the order the query gives them: what derived files carry
/// to know whether they still fit.
enum status store_checksum(struct store *store, const char *sql, char hex[33],
                           struct error *err);

#endif
