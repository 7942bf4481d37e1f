// Opening goes in the order of the struct, closing back; what fails half way is
// closed by the same function, for which NULL is fine everywhere. Both files
// are opened for writing once, so that what keeps them from it is said here and
// not under the first request; so is a private file brought forward.

#include "server/office_open.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "auth/oidc.h"
#include "auth/sessions.h"
#include "base/parallel.h"
#include "office/explain_desk.h"
#include "office/plan_desk.h"
#include "store/derived_file.h"

struct opened_office {
    struct office office; // first, so that both have one address
    char *city_path;
    char spool[PATH_MAX + 32];
};

static enum status make_spool(char *spool, size_t size, const char *city_path,
                              struct error *err)
{
    derived_file_path(city_path, ".spool", spool, size);
    if (mkdir(spool, 0700) != 0 && errno != EEXIST)
        return error_set(err, STATUS_IO, "cannot make the folder %s: %s", spool,
                         strerror(errno));
    if (chmod(spool, 0700) != 0) // whatever was there before
        return error_set(err, STATUS_IO, "cannot close %s to others: %s", spool,
                         strerror(errno));
    return STATUS_OK;
}

// Opens one store of the pool and puts it back.
static enum status try_pool(struct store_pool *pool, struct error *err)
{
    struct store *store = NULL;
    enum status status = store_pool_take(pool, &store, err);
    store_pool_put(pool, store);
    return status;
}

static void renew_city(void *context)
{
    struct office *office = context;
    bool changed;
    struct error err;
    if (city_versions_renew(office->versions, &changed, &err) != STATUS_OK)
        fprintf(stderr, "hocgan: after a job: %s\n", err.text);
}

static enum status open_queue(struct opened_office *opened, const char *program,
                              struct error *err)
{
    struct job_queue_options options = {.city_path = opened->city_path,
                                        .program = program,
                                        .spool = opened->spool,
                                        .ended = renew_city,
                                        .context = &opened->office};
    return job_queue_open(&options, &opened->office.jobs, err);
}

// All that can fail, in the order of what needs what.
static enum status open_parts(struct opened_office *opened,
                              const struct office_options *options,
                              struct error *err)
{
    struct office *office = &opened->office;
    enum status status =
        make_spool(opened->spool, sizeof opened->spool, opened->city_path, err);
    if (status == STATUS_OK)
        status = try_pool(office->city, err);
    if (status == STATUS_OK)
        status = try_pool(office->privates, err);
    if (status == STATUS_OK)
        status = sessions_open(opened->city_path, &office->sessions, err);
    if (status == STATUS_OK && options->oidc != NULL)
        status = oidc_open(options->oidc, &office->oidc, err);
    if (status == STATUS_OK)
        status = open_queue(opened, options->program, err);
    return status;
}

enum status office_open(const struct office_options *options,
                        struct city_versions *versions, struct office **office,
                        struct error *err)
{
    const char *city_path = options->city_path;
    struct opened_office *opened = calloc(1, sizeof *opened);
    if (opened == NULL || (opened->city_path = strdup(city_path)) == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    opened->office = (struct office){
        .city_path = opened->city_path,
        .versions = versions,
        .city = store_pool_new(city_path, STORE_POOL_CITY_WRITE),
        .privates = store_pool_new(city_path, STORE_POOL_PRIVATE),
        .spool = opened->spool,
        .desks = plan_desks_new(city_path, parallel_cores()),
        .rounds = explain_desks_new(city_path, parallel_cores())};
    enum status status = open_parts(opened, options, err);
    if (status != STATUS_OK) {
        office_close(&opened->office);
        return status;
    }
    *office = &opened->office;
    return STATUS_OK;
}

void office_close(struct office *office)
{
    if (office == NULL)
        return;
    struct opened_office *opened = (struct opened_office *)office;
    explain_desks_free(office->rounds);
    plan_desks_free(office->desks);
    job_queue_close(office->jobs);
    oidc_close(office->oidc);
    sessions_close(office->sessions);
    store_pool_free(office->privates);
    store_pool_free(office->city);
    free(opened->city_path);
    free(opened);
}
