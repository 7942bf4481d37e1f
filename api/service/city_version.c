// Versions are counted under one short lock: a request takes the newest and
// puts it back when its last byte is sent, so it sees one city from beginning
// to end, and nobody waits for anybody. Switching is one pointer under that
// lock. Reading what is new happens outside it, on the thread that looks.
//
// Has the city changed? Twice a second SQLite is asked (PRAGMA data_version on
// a connection kept for that) and the file's own marks, which costs
// microseconds; only when either says so are the contents hashed
// (store_fingerprint), and only what has another hash is read. While someone
// draws zones the file changes several times a second, and whoever hashes it
// keeps the next stroke from being committed: so commits that were all edits of
// drafts, of which no answer is made, are told by their number and passed over.
// All of that is one read transaction, in which nobody can commit, so a version
// is never half of one plan and half of another. What writes past SQLite, a
// copy over the file for one, shows in the file's marks: they must be the same
// before and after reading.

#include "service/city_version.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "service/city_reading.h"
#include "store/file_mark.h"
#include "store/plan_list.h"

#define LOOK_EVERY_MS 500
#define MOST_LOOKS_SKIPPED 16

struct counted_version {
    struct city_version version; // first, so that both have one address
    struct city_reading *reading;
    struct store_fingerprint of;
    char id[33];
    size_t n_holders; // under `lock`
};

struct city_versions {
    char *path;
    enum store_mode mode;
    struct store_pool *stores;
    pthread_mutex_t lock; // of `newest` and all counts
    struct counted_version *newest;

    pthread_mutex_t looking;  // of what follows
    struct store *store;      // kept open between looks; or NULL
    int64_t data_version;     // of `store`, when the newest was read
    struct file_mark mark;    // of the file, then
    struct store_tally tally; // of its commits, then

    atomic_bool is_readable;
    bool has_watcher;
    atomic_bool is_ending;
    pthread_t watcher;
};

static void *or_end(void *memory)
{
    if (memory == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    return memory;
}

static void version_free(struct counted_version *version)
{
    if (version == NULL)
        return;
    city_reading_put(version->reading);
    free(version);
}

// The streets are in the base's hash, and everything else in one of the three.
static void name_version(struct counted_version *version)
{
    char all[3 * 32 + 1];
    snprintf(all, sizeof all, "%s%s%s", version->of.base, version->of.plans,
             version->of.rest);
    store_text_checksum(all, version->id);
}

static struct counted_version *new_version(const struct city_versions *versions,
                                           struct city_reading *reading,
                                           const struct store_fingerprint *of)
{
    struct counted_version *made = or_end(calloc(1, sizeof *made));
    made->reading = reading;
    made->of = *of;
    made->n_holders = 1; // being the newest
    name_version(made);
    made->version = (struct city_version){.city = reading->city,
                                          .tiles = reading->tiles,
                                          .stores = versions->stores,
                                          .id = made->id};
    return made;
}

const struct city_version *city_versions_take(struct city_versions *versions)
{
    pthread_mutex_lock(&versions->lock);
    struct counted_version *newest = versions->newest;
    newest->n_holders++;
    pthread_mutex_unlock(&versions->lock);
    return &newest->version;
}

static void put(struct city_versions *versions, struct counted_version *version)
{
    pthread_mutex_lock(&versions->lock);
    bool is_last = --version->n_holders == 0;
    pthread_mutex_unlock(&versions->lock);
    if (is_last)
        version_free(version);
}

void city_versions_put(struct city_versions *versions,
                       const struct city_version *version)
{
    put(versions, (struct counted_version *)(uintptr_t)version);
}

static void put_in_use(struct city_versions *versions,
                       struct counted_version *version)
{
    pthread_mutex_lock(&versions->lock);
    struct counted_version *before = versions->newest;
    versions->newest = version;
    pthread_mutex_unlock(&versions->lock);
    if (before != NULL)
        put(versions, before);
}

static enum status read_version(struct city_versions *versions,
                                struct counted_version **made,
                                struct error *err)
{
    struct store_fingerprint of;
    struct counted_version *last = versions->newest;
    struct city_reading *reading;
    *made = NULL;
    enum status status = store_read_fingerprint(versions->store, &of, err);
    if (status != STATUS_OK ||
        (last != NULL && memcmp(&of, &last->of, sizeof of) == 0))
        return status;
    status =
        city_reading_take(versions->store, &of,
                          last == NULL ? NULL : last->reading, &reading, err);
    if (status == STATUS_OK)
        *made = new_version(versions, reading, &of);
    return status;
}

static void close_store(struct city_versions *versions)
{
    store_close(versions->store);
    versions->store = NULL;
}

static enum status open_store(struct city_versions *versions, struct error *err)
{
    if (versions->store != NULL && store_is_replaced(versions->store))
        close_store(versions);
    if (versions->store != NULL)
        return STATUS_OK;
    versions->mark = (struct file_mark){0};
    return store_open(versions->path, versions->mode, &versions->store, err);
}

// Begins a transaction; `*is_same` when nobody wrote since the newest was read.
static enum status begin(struct city_versions *versions, int64_t *data_version,
                         struct file_mark *mark, bool *is_same,
                         struct error *err)
{
    enum status status = store_begin_reading(versions->store, err);
    if (status == STATUS_OK)
        status = store_data_version(versions->store, data_version, err);
    *mark = file_mark_at(versions->path);
    *is_same = status == STATUS_OK && *data_version == versions->data_version &&
               file_mark_is_same(*mark, versions->mark);
    return status;
}

// SQLite's word alone is not enough to trust pages it keeps: a file written
// past it may carry the same count of changes.
static bool was_written_past(const struct city_versions *versions,
                             int64_t data_version, struct file_mark mark)
{
    return versions->mark.inode != 0 &&
           data_version == versions->data_version &&
           !file_mark_is_same(mark, versions->mark);
}

static enum status read_in_transaction(struct city_versions *versions,
                                       struct file_mark mark,
                                       struct counted_version **made,
                                       struct error *err)
{
    enum status status = read_version(versions, made, err);
    if (status != STATUS_OK ||
        file_mark_is_same(mark, file_mark_at(versions->path)))
        return status;
    version_free(*made);
    *made = NULL;
    return error_set(err, STATUS_IO,
                     "%s was written to by another program while it was read",
                     versions->path);
}

// Nothing but drafts was edited in the same file since the newest was read.
static bool is_of_drafts(const struct city_versions *versions,
                         struct file_mark mark, struct store_tally tally)
{
    return versions->newest != NULL && versions->mark.inode == mark.inode &&
           store_tally_is_of_drafts(versions->tally, tally);
}

static enum status look(struct city_versions *versions,
                        struct counted_version **made, struct error *err)
{
    int64_t data_version;
    struct file_mark mark;
    struct store_tally tally = {0};
    bool is_same;
    *made = NULL;
    enum status status = open_store(versions, err);
    if (status != STATUS_OK)
        return status;
    status = begin(versions, &data_version, &mark, &is_same, err);
    if (status == STATUS_OK && !is_same &&
        was_written_past(versions, data_version, mark)) {
        close_store(versions);
        status = open_store(versions, err);
        if (status != STATUS_OK)
            return status;
        status = begin(versions, &data_version, &mark, &is_same, err);
    }
    if (status == STATUS_OK && !is_same)
        status = store_read_tally(versions->store, &tally, err);
    if (status == STATUS_OK && !is_same && !is_of_drafts(versions, mark, tally))
        status = read_in_transaction(versions, mark, made, err);
    store_rollback(versions->store);
    if (status == STATUS_OK && !is_same) {
        versions->data_version = data_version;
        versions->mark = mark;
        versions->tally = tally;
    }
    return status;
}

enum status city_versions_renew(struct city_versions *versions, bool *changed,
                                struct error *err)
{
    struct counted_version *made;
    pthread_mutex_lock(&versions->looking);
    enum status status = look(versions, &made, err);
    if (status != STATUS_OK)
        close_store(versions);
    else if (made != NULL)
        put_in_use(versions, made);
    *changed = status == STATUS_OK && made != NULL;
    atomic_store(&versions->is_readable, status == STATUS_OK);
    pthread_mutex_unlock(&versions->looking);
    return status;
}

bool city_versions_is_readable(const struct city_versions *versions)
{
    return atomic_load(&versions->is_readable);
}

// Says what changed: a line when the city cannot be read, not said again while
// the reason stays, and one when it can be again.
static void report(enum status status, bool changed, const struct error *err,
                   struct error *said)
{
    if (status != STATUS_OK) {
        if (strcmp(said->text, err->text) != 0)
            fprintf(stderr, "hocgan: the city stays as it was: %s\n",
                    err->text);
        *said = *err;
        return;
    }
    if (changed)
        fprintf(stderr, "hocgan: the city has changed and is read anew\n");
    else if (said->text[0] != '\0')
        fprintf(stderr, "hocgan: the city can be read again\n");
    said->text[0] = '\0';
}

// Reading what is new gives way to those who ask: this thread, and those it
// starts, are the last to get a core.
static void give_way(void)
{
    setpriority(PRIO_PROCESS, (id_t)gettid(), 10);
}

// A city that cannot be read is tried again after 1, 2, 4 … looks, or on
// SIGHUP.
static void *watch(void *context)
{
    struct city_versions *versions = context;
    const struct timespec pause = {.tv_nsec = LOOK_EVERY_MS * 1000000};
    unsigned n_failures = 0, to_skip = 0;
    struct error said = {0};
    sigset_t hang_up;
    sigemptyset(&hang_up);
    sigaddset(&hang_up, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &hang_up, NULL);
    give_way();
    for (;;) {
        struct error err;
        bool changed;
        bool is_told = sigtimedwait(&hang_up, NULL, &pause) == SIGHUP;
        if (atomic_load(&versions->is_ending))
            return NULL;
        if (!is_told && to_skip > 0) {
            to_skip--;
            continue;
        }
        enum status status = city_versions_renew(versions, &changed, &err);
        report(status, changed, &err, &said);
        n_failures = status == STATUS_OK ? 0 : n_failures + 1;
        to_skip = n_failures == 0  ? 0
                  : n_failures > 4 ? MOST_LOOKS_SKIPPED
                                   : 1u << (n_failures - 1);
    }
}

static enum status start_watcher(struct city_versions *versions,
                                 struct error *err)
{
    if (pthread_create(&versions->watcher, NULL, watch, versions) != 0)
        return error_set(err, STATUS_IO, "cannot start a thread to watch %s",
                         versions->path);
    versions->has_watcher = true;
    return STATUS_OK;
}

enum status city_versions_open(const char *path, enum store_mode mode,
                               bool watches, struct city_versions **versions,
                               struct error *err)
{
    bool changed;
    struct city_versions *opened = or_end(calloc(1, sizeof *opened));
    pthread_mutex_init(&opened->lock, NULL);
    pthread_mutex_init(&opened->looking, NULL);
    opened->path = or_end(strdup(path));
    opened->mode = mode;
    opened->stores =
        store_pool_new(path, mode == STORE_IMMUTABLE ? STORE_POOL_CITY_IMMUTABLE
                                                     : STORE_POOL_CITY);
    enum status status = city_versions_renew(opened, &changed, err);
    if (status == STATUS_OK && watches)
        status = start_watcher(opened, err);
    if (status != STATUS_OK) {
        city_versions_close(opened);
        return status;
    }
    *versions = opened;
    return STATUS_OK;
}

void city_versions_close(struct city_versions *versions)
{
    if (versions == NULL)
        return;
    if (versions->has_watcher) {
        atomic_store(&versions->is_ending, true);
        pthread_kill(versions->watcher, SIGHUP);
        pthread_join(versions->watcher, NULL);
    }
    store_close(versions->store);
    version_free(versions->newest);
    store_pool_free(versions->stores);
    pthread_mutex_destroy(&versions->lock);
    pthread_mutex_destroy(&versions->looking);
    free(versions->path);
    free(versions);
}
