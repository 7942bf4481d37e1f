// Whole rows are hashed, as they stand (SELECT *), so that nothing is left out
// that someone will read one day; for the millions of numbers that belong to an
// id which is itself a hash of what they were made from (the zones of plans
// that are no longer in force, forecasts, sites), the id stands for them. The
// streets have their own checksum in the file. The hash (XXH3, 128 bits) is one
// that costs less than reading the rows: it must tell contents apart, not
// withstand whoever may write to the file anyway.
//
// Drafts of plans are no part of it, nor is the list of imports: an import of
// the same file again changes nothing.

#include "store/store_fingerprint.h"

#include <stdio.h>
#include <string.h>

#define XXH_STATIC_LINKING_ONLY // for a state that needs no allocation
#include <xxhash.h>

#include "store/connection.h"
#include "store/store_city.h"

static const char *const BASE[] = {
    "SELECT name, crs, is_sample, attribution FROM city",
    "SELECT * FROM school ORDER BY fid",
    "SELECT * FROM school_grounds ORDER BY fid",
    "SELECT * FROM gate ORDER BY fid",
    "SELECT * FROM ward ORDER BY fid",
    "SELECT * FROM unit ORDER BY fid",
    "SELECT * FROM seats ORDER BY school_id, year, grade",
    "SELECT * FROM base_area ORDER BY id",
    "SELECT * FROM base_line ORDER BY id",
    "SELECT * FROM place ORDER BY id",
    "SELECT * FROM address ORDER BY id",
    "SELECT * FROM boundary ORDER BY relation_id",
    "SELECT * FROM boundary_part ORDER BY fid",
    "SELECT * FROM added_street ORDER BY fid",
    "SELECT * FROM added_gate ORDER BY fid",
};

static const char *const PLANS[] = {
    "SELECT * FROM plan WHERE published_order IS NOT NULL ORDER BY id",
    "SELECT zone.* FROM zone JOIN plan ON plan.id = plan_id"
    " WHERE published_order IN (SELECT max(published_order) FROM plan"
    "                            GROUP BY level) ORDER BY fid",
    "SELECT * FROM capacity ORDER BY school_id, year",
    "SELECT * FROM enrolment ORDER BY school_id, year, grade",
    "SELECT * FROM cut_off ORDER BY year, grade, school_id, programme",
    "SELECT * FROM forecast_run ORDER BY number",
};

static const char *const REST[] = {
    "SELECT * FROM unit_entrants ORDER BY unit_id, year, grade",
    "SELECT * FROM population ORDER BY ward_id, year, age",
    "SELECT * FROM draw ORDER BY year, grade",
    "SELECT * FROM housing ORDER BY fid",
    "SELECT * FROM site ORDER BY fid",
    "SELECT * FROM indicator ORDER BY code",
    "SELECT * FROM indicator_value ORDER BY code, year, school_id, ward_id",
    "SELECT * FROM site_plan ORDER BY id",
};

#define N_OF(array) (sizeof(array) / sizeof *(array))

// Every value with its type and length, so that no two different rows give the
// same bytes.
static void add_value(XXH3_state_t *sum, sqlite3_stmt *row, int column)
{
    int32_t head[2] = {sqlite3_column_type(row, column), sizeof(int64_t)};
    int64_t whole;
    double real;
    const void *bytes = NULL;
    if (head[0] == SQLITE_INTEGER) {
        whole = sqlite3_column_int64(row, column);
        bytes = &whole;
    } else if (head[0] == SQLITE_FLOAT) {
        real = sqlite3_column_double(row, column);
        bytes = &real;
    } else {
        bytes = sqlite3_column_blob(row, column);
        head[1] = sqlite3_column_bytes(row, column);
    }
    XXH3_128bits_update(sum, head, sizeof head);
    XXH3_128bits_update(sum, bytes, (size_t)head[1]);
}

static void add_row(sqlite3_stmt *row, struct arena *arena, void *sum)
{
    (void)arena;
    for (int column = 0; column < sqlite3_column_count(row); column++)
        add_value(sum, row, column);
}

// Hashes a text and then the rows of the queries.
static enum status hash_rows(struct store *store, const char *text,
                             const char *const *queries, size_t n_queries,
                             char hex[33], struct error *err)
{
    XXH3_state_t sum;
    enum status status = STATUS_OK;
    XXH3_128bits_reset(&sum);
    XXH3_128bits_update(&sum, text, strlen(text));
    for (size_t i = 0; i < n_queries && status == STATUS_OK; i++)
        status = store_each(store, queries[i], add_row, NULL, &sum, err);
    XXH128_hash_t hash = XXH3_128bits_digest(&sum);
    snprintf(hex, 33, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
    return status;
}

enum status store_read_fingerprint(struct store *store,
                                   struct store_fingerprint *fingerprint,
                                   struct error *err)
{
    char streets[33];
    enum status status = store_streets_checksum(store, streets, err);
    if (status == STATUS_OK)
        status =
            hash_rows(store, streets, BASE, N_OF(BASE), fingerprint->base, err);
    if (status == STATUS_OK)
        status =
            hash_rows(store, "", PLANS, N_OF(PLANS), fingerprint->plans, err);
    if (status == STATUS_OK)
        status = hash_rows(store, "", REST, N_OF(REST), fingerprint->rest, err);
    return status;
}

enum status store_data_version(struct store *store, int64_t *version,
                               struct error *err)
{
    return connection_number(store, "PRAGMA data_version", 0, version, err);
}

// SQLite keeps count of commits in the header of the file, in four bytes with
// the highest first (its file format, 1.3.6). They are read by SQLite's own
// handle: to open and close the file once more would drop the locks of this
// process.
#define COMMITS_AT 24

static enum status read_commits(struct store *store, uint32_t *commits,
                                struct error *err)
{
    sqlite3_file *file = NULL;
    unsigned char bytes[4];
    if (sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER,
                             &file) != SQLITE_OK ||
        file == NULL || file->pMethods == NULL ||
        file->pMethods->xRead(file, bytes, sizeof bytes, COMMITS_AT) !=
            SQLITE_OK)
        return error_set(err, STATUS_IO, "cannot read the header of %s",
                         store->path);
    *commits = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
               (uint32_t)bytes[2] << 8 | (uint32_t)bytes[3];
    return STATUS_OK;
}

// The query comes first: from then on nobody can commit.
enum status store_read_tally(struct store *store, struct store_tally *tally,
                             struct error *err)
{
    enum status status =
        connection_number(store,
                          "SELECT coalesce(sum(edits), 0) FROM plan"
                          " WHERE published_order IS NULL",
                          0, &tally->draft_edits, err);
    if (status == STATUS_OK)
        status = read_commits(store, &tally->commits, err);
    return status;
}

bool store_tally_is_of_drafts(struct store_tally before,
                              struct store_tally after)
{
    uint32_t n_commits = after.commits - before.commits;
    return n_commits > 0 && n_commits < UINT32_MAX / 2 &&
           after.draft_edits - before.draft_edits == (int64_t)n_commits;
}
