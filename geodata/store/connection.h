#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include "store/file_mark.h"
#include "store/schema_texts.h"
#include "store/store.h"

// What the files of this module share of a store's inside. Nothing outside
// geodata/store includes it, but for the tests of migration.

struct store {
    sqlite3 *db;
    void *spatialite; ///< SpatiaLite's cache for this connection
    char *path;
    int srid; ///< the city's own system
    bool is_immutable;
    struct file_mark mark; ///< of an immutable one, when it was opened
};

/// What marks our files among other SQLite files (PRAGMA application_id).
#define CITY_FILE_MARK 0x48434731    // "HCG1"
#define PRIVATE_FILE_MARK 0x48435031 // "HCP1"

enum status connection_open(const char *path, int flags, struct store **store,
                            struct error *err);

/// The sentence for what SQLite just refused: "CITY: cannot DOING: why".
enum status connection_fail(const struct store *store, const char *doing,
                            struct error *err);

/// The first column of the query's first row as a number; `fallback` if there
/// is no row.
enum status connection_number(struct store *store, const char *sql,
                              int64_t fallback, int64_t *number,
                              struct error *err);

/// Makes the private file, mode 0600, whole or not at all.
enum status connection_create_private(const char *path, int srid,
                                      struct error *err);

/// The word SRID replaced by the number; the text is the caller's to free.
char *connection_with_srid(const char *sql, int srid);

/// How many versions of a family ("city", "private") the texts hold.
int schema_newest(const struct schema_text *texts, const char *family);

/// Brings the file from the version it says it has to the newest of the
/// family, in one transaction; older files need nothing else. The texts are an
/// argument so that a test can bring its own second version.
enum status schema_migrate(struct store *store, const struct schema_text *texts,
                           const char *family, struct error *err);

/// The same without a transaction of its own.
enum status schema_apply(struct store *store, const struct schema_text *texts,
                         const char *family, int from_version,
                         struct error *err);

/// Rows of a layer are written in bulk: `layer_clear` deletes the old ones
/// (all, or those for which `where` holds) and takes the spatial index and the
/// layer's triggers away; `layer_index` makes them anew, which is several times
/// faster than keeping them up to date row by row.
enum status layer_clear(struct store *store, const char *layer,
                        const char *where, struct error *err);
enum status layer_index(struct store *store, const char *layer,
                        struct error *err);

/// A number that may be NUMBER_UNKNOWN, which is NULL in the file.
void insert_number(struct insert *insert, int parameter, int64_t number);
int64_t store_number(sqlite3_stmt *row, int column);

/// The text of a key's column in which '' stands for none.
const char *store_optional_text(sqlite3_stmt *row, int column,
                                struct arena *arena);

/// Binds item `i` to the parameters of a row.
typedef void bind_row_fn(struct insert *row, const void *items, size_t i);

/// The one writing loop: inserts `n` rows.
enum status insert_rows(struct store *store, const char *sql,
                        bind_row_fn *bind_row, const void *items, size_t n,
                        struct error *err);

/// layer_clear, insert_rows and layer_index.
enum status layer_replace(struct store *store, const char *layer,
                          const char *where, const char *sql,
                          bind_row_fn *bind_row, const void *items, size_t n,
                          struct error *err);

/// Works out the checksum of the streets as they are now and keeps it.
enum status streets_checksum_renew(struct store *store, struct error *err);

/// store_checksum over several queries, one after the other.
enum status connection_checksum(struct store *store, const char *const *sqls,
                                size_t n_sqls, char hex[33], struct error *err);

#endif
