// Whole rows are hashed, as they stand (SELECT *), so that nothing is left out
// that someone will read one day; for the millions of numbers that belong to an
// id which is itself a hash of what they were made from (the zones of plans
// that are no longer in force, forecasts, sites), the id stands for them. The
// streets have their own checksum in the file. All of a city of ten millions is
// hashed in the time it takes to publish a plan: tens of milliseconds.
//
// Drafts of plans are no part of it, nor is the list of imports: an import of
// the same file again changes nothing.

#include "store/store_fingerprint.h"

#include "store/connection.h"
#include "store/plan_list.h"
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
    "SELECT * FROM added_street ORDER BY fid",
    "SELECT * FROM added_gate ORDER BY fid",
};

static const char *const PLANS[] = {
    "SELECT * FROM plan WHERE published_order IS NOT NULL ORDER BY id",
    "SELECT zone.* FROM zone JOIN plan ON plan.id = plan_id"
    " WHERE published_order IN (SELECT max(published_order) FROM plan"
    "                            GROUP BY level) ORDER BY fid",
};

static const char *const REST[] = {
    "SELECT * FROM capacity ORDER BY school_id, year",
    "SELECT * FROM enrolment ORDER BY school_id, year, grade",
    "SELECT * FROM unit_entrants ORDER BY unit_id, year, grade",
    "SELECT * FROM population ORDER BY ward_id, year, age",
    "SELECT * FROM draw ORDER BY year, grade",
    "SELECT * FROM cut_off ORDER BY year, grade, school_id, programme",
    "SELECT * FROM housing ORDER BY fid",
    "SELECT * FROM site ORDER BY fid",
    "SELECT * FROM indicator ORDER BY code",
    "SELECT * FROM indicator_value ORDER BY code, year, school_id, ward_id",
    "SELECT * FROM forecast_run ORDER BY number",
    "SELECT * FROM site_plan ORDER BY id",
};

#define N_OF(array) (sizeof(array) / sizeof *(array))

// The streets' own checksum is worked into the base's.
static enum status add_streets(struct store *store, char base[33],
                               struct error *err)
{
    char both[2 * 32 + 1];
    enum status status = store_streets_checksum(store, both + 32, err);
    if (status != STATUS_OK)
        return status;
    for (int i = 0; i < 32; i++)
        both[i] = base[i];
    store_text_checksum(both, base);
    return STATUS_OK;
}

enum status store_read_fingerprint(struct store *store,
                                   struct store_fingerprint *fingerprint,
                                   struct error *err)
{
    enum status status =
        connection_checksum(store, BASE, N_OF(BASE), fingerprint->base, err);
    if (status == STATUS_OK)
        status = add_streets(store, fingerprint->base, err);
    if (status == STATUS_OK)
        status = connection_checksum(store, PLANS, N_OF(PLANS),
                                     fingerprint->plans, err);
    if (status == STATUS_OK)
        status = connection_checksum(store, REST, N_OF(REST), fingerprint->rest,
                                     err);
    return status;
}

enum status store_data_version(struct store *store, int64_t *version,
                               struct error *err)
{
    return connection_number(store, "PRAGMA data_version", 0, version, err);
}
