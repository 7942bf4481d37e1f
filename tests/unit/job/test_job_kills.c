// Jobs that write, ended at random moments. Whatever the moment, the city and
// its private file are afterwards as before or as after the whole job, and
// which of the two is what the job is said to have been. (Its own entries in
// jobs and audit log apart.)

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "base/text.h"
#include "check.h"
#include "job/job_queue.h"
#include "scratch.h"
#include "store/clock.h"
#include "store/connection.h"

#define SEED 20260701
#define N_KILLS 6

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

struct town {
    struct scratch *scratch;
    struct arena *arena;
    const char *program;
    const char *city;
    struct job_queue *queue;
};

static void add_table(sqlite3_stmt *row, struct arena *arena, void *into)
{
    text_add_format(into, "%s ", store_text(row, 0, arena));
}

// When a round was made is no part of what it is.
#define TIMELESS_ROUND                                                         \
    "number, id, method, objective, made_from, summary, published_order"

// Every row of every table of ours.
static const char *content_of(struct town *town, struct store *store)
{
    struct text_buffer tables = {0};
    struct text_buffer sums = {0};
    MUST(store_each(
        store,
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'idx_%'"
        " AND name NOT LIKE '%geometr%' AND name NOT LIKE 'spatial%'"
        " AND name NOT IN ('job', 'audit', 'session', 'SpatialIndex',"
        " 'ElementaryGeometries', 'KNN', 'KNN2') ORDER BY name",
        add_table, town->arena, &tables, &err));
    for (char *name = strtok(tables.bytes, " "); name != NULL;
         name = strtok(NULL, " ")) {
        char hex[33];
        char sql[200];
        snprintf(sql, sizeof sql, "SELECT %s FROM \"%s\" ORDER BY 1, 2",
                 strcmp(name, "round") == 0 ? TIMELESS_ROUND : "*", name);
        MUST(store_checksum(store, sql, hex, &err));
        text_add_format(&sums, "%s=%s ", name, hex);
    }
    const char *copy = arena_text(town->arena, sums.bytes);
    text_buffer_free(&tables);
    text_buffer_free(&sums);
    return copy;
}

static const char *content(struct town *town)
{
    struct store *city;
    struct store *children;
    MUST(store_open(town->city, STORE_WRITE, &city, &err));
    MUST(store_open_private(town->city, &children, &err));
    const char *text =
        arena_format(town->arena, "%s %s", content_of(town, city),
                     content_of(town, children));
    store_close(children);
    store_close(city);
    return text;
}

static int make_town(void **state)
{
    struct town *town = calloc(1, sizeof *town);
    *state = town;
    town->program = getenv("HOCGAN");
    if (town->program == NULL)
        return 0;
    town->scratch = scratch_new();
    town->arena = arena_new();
    const char *folder = scratch_path(town->scratch, "town");
    const char *make = arena_format(
        town->arena,
        "%s demo %s --pupils 1500 --schools 12 --seed 1 > /dev/null 2>&1",
        town->program, folder);
    CHECK_INT(system(make), 0);
    const char *find =
        arena_format(town->arena, "ls %s/*.sqlite | grep -v private", folder);
    char path[4096];
    FILE *found = popen(find, "r");
    CHECK(fgets(path, sizeof path, found) != NULL);
    pclose(found);
    path[strcspn(path, "\n")] = '\0';
    town->city = arena_text(town->arena, path);
    struct job_queue_options options = {.city_path = town->city,
                                        .program = town->program};
    MUST(job_queue_open(&options, &town->queue, &err));
    return 0;
}

static int remove_town(void **state)
{
    struct town *town = *state;
    if (town->program != NULL) {
        job_queue_close(town->queue);
        arena_free(town->arena);
        scratch_free(town->scratch);
    }
    free(town);
    return 0;
}

static const char *order(struct town *town, const char *const *arguments)
{
    const char *id;
    struct job_order wanted = {.kind = "import",
                               .options = "{}",
                               .who = "lan",
                               .actor = "officer lan",
                               .arguments = arguments};
    MUST(job_queue_add(town->queue, town->arena, &wanted, &id, &err));
    return id;
}

static struct job read_job(struct town *town, const char *id)
{
    struct job job;
    MUST(job_queue_read(town->queue, town->arena, id, &job, &err));
    return job;
}

static struct job wait_for_end(struct town *town, const char *id)
{
    while (read_job(town, id).ended_at == NULL)
        usleep(5000);
    return read_job(town, id);
}

// Says from where on they differ: which table, that is.
static void check_same(const char *is, const char *should)
{
    size_t at = 0;
    while (is[at] != '\0' && is[at] == should[at])
        at++;
    while (at > 0 && is[at - 1] != ' ')
        at--;
    if (strcmp(is, should) != 0)
        fail_msg("%.60s, and not %.60s", is + at, should + at);
}

// Runs it once whole for its duration and result; then again and again, from
// the state `undo` leads back to, ended at a moment within that time.
static void end_at_random_moments(struct town *town,
                                  const char *const *arguments,
                                  void (*undo)(struct town *town))
{
    struct random random = random_from(SEED);
    undo(town);
    const char *before = content(town);
    double began_s = seconds_now();
    CHECK_INT(wait_for_end(town, order(town, arguments)).state, JOB_DONE);
    double whole_s = seconds_now() - began_s;
    const char *after = content(town);
    CHECK(strcmp(before, after) != 0);
    int n_undone = 0;
    for (int i = 0; i < N_KILLS; i++) {
        undo(town);
        const char *id = order(town, arguments);
        usleep((useconds_t)(1.1e6 * whole_s * random_unit(&random)));
        (void)job_queue_cancel(town->queue, id, &err);
        struct job job = wait_for_end(town, id);
        CHECK(job.state == JOB_DONE || job.state == JOB_CANCELLED);
        check_same(content(town), job.state == JOB_DONE ? after : before);
        n_undone += job.state == JOB_CANCELLED;
    }
    CHECK(n_undone > 0);
}

static void run_sql(struct town *town, const char *sql)
{
    struct store *store;
    MUST(store_open_private(town->city, &store, &err));
    MUST(store_begin(store, &err));
    MUST(store_run(store, sql, &err));
    MUST(store_commit(store, &err));
    store_close(store);
}

static void remove_imported(struct town *town)
{
    run_sql(town, "DELETE FROM pupil WHERE year = 2099;"
                  "DELETE FROM import_log WHERE file = 'many.csv'");
}

static void remove_rounds(struct town *town)
{
    run_sql(town, "DELETE FROM placement WHERE round IN"
                  " (SELECT number FROM round WHERE published_order IS NULL);"
                  "DELETE FROM round_pool WHERE round IN"
                  " (SELECT number FROM round WHERE published_order IS NULL);"
                  "DELETE FROM round WHERE published_order IS NULL");
}

static void take_point(sqlite3_stmt *row, struct arena *arena, void *into)
{
    (void)arena;
    double *xy = into;
    xy[0] = sqlite3_column_double(row, 0);
    xy[1] = sqlite3_column_double(row, 1);
}

static void an_import_is_whole_or_nothing(void **state)
{
    struct town *town = *state;
    if (town->program == NULL)
        skip();
    struct store *city;
    double at[2];
    MUST(store_open(town->city, STORE_READ, &city, &err));
    MUST(store_each(city,
                    "SELECT ST_X(p), ST_Y(p) FROM (SELECT"
                    " ST_PointOnSurface(geom) AS p FROM ward LIMIT 1)",
                    take_point, town->arena, at, &err));
    store_close(city);
    struct text_buffer rows = {0};
    text_add_string(&rows, "id,x,y,grade,year\n");
    for (int i = 0; i < 8000; i++)
        text_add_format(&rows, "many%05d,%.3f,%.3f,1,2099\n", i, at[0], at[1]);
    const char *file = scratch_file(town->scratch, "many.csv", rows.bytes);
    text_buffer_free(&rows);
    const char *arguments[] = {"import", town->city,  "pupils", file,
                               "--crs",  "EPSG:9210", NULL};
    end_at_random_moments(town, arguments, remove_imported);
}

static void all_rounds_of_a_placement_are_kept_or_none(void **state)
{
    struct town *town = *state;
    if (town->program == NULL)
        skip();
    remove_imported(town);
    const char *arguments[] = {"admit", town->city, "--grade", "1", "--year",
                               "2026",  "--method", "all",     NULL};
    end_at_random_moments(town, arguments, remove_rounds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_import_is_whole_or_nothing),
        TEST(all_rounds_of_a_placement_are_kept_or_none),
    };
    return cmocka_run_group_tests(tests, make_town, remove_town);
}
