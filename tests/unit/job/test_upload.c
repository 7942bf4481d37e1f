#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "job/upload.h"
#include "scratch.h"

static struct error err;

struct shelf {
    struct scratch *scratch;
    struct arena *arena;
    const char *spool;
};

static struct shelf shelf_new(void)
{
    struct shelf shelf = {scratch_new(), arena_new(), NULL};
    shelf.spool = scratch_path(shelf.scratch, "spool");
    CHECK_INT(mkdir(shelf.spool, 0700), 0);
    return shelf;
}

static void shelf_free(struct shelf *shelf)
{
    arena_free(shelf->arena);
    scratch_free(shelf->scratch);
}

static enum status keep(struct shelf *shelf, const char *name, int64_t person,
                        struct upload *upload)
{
    const char *body = scratch_file(shelf->scratch, "body", "id\n1\n");
    return upload_keep(shelf->spool, shelf->arena, body, name, person, 1000,
                       upload, &err);
}

static void a_file_is_kept_under_names_of_ours(void **state)
{
    struct shelf shelf = shelf_new();
    struct upload kept;
    struct upload found;
    CHECK_INT(keep(&shelf, "../Học sinh.CSV", 7, &kept), STATUS_OK);
    CHECK_INT(upload_find(shelf.spool, shelf.arena, kept.id, &found, &err),
              STATUS_OK);
    CHECK_TEXT(found.name, "../Học sinh.CSV");
    CHECK_TEXT(strrchr(found.path, '/'), "/upload.csv");
    CHECK(strncmp(found.path, shelf.spool, strlen(shelf.spool)) == 0);
    CHECK_INT(found.person, 7);
    CHECK_INT(found.made_s, 1000);
    CHECK_INT(found.n_bytes, 5);
    CHECK_INT(
        upload_find_of(shelf.spool, shelf.arena, kept.id, 8, &found, &err),
        STATUS_NOT_FOUND);
    upload_remove(shelf.spool, kept.id);
    CHECK(access(kept.path, F_OK) != 0);
    CHECK_INT(upload_find(shelf.spool, shelf.arena, kept.id, &found, &err),
              STATUS_NOT_FOUND);
    shelf_free(&shelf);
}

static void an_id_that_is_none_leads_nowhere(void **state)
{
    static const char *const IDS[] = {"",
                                      ".",
                                      "..",
                                      "../../etc",
                                      "about",
                                      "......................",
                                      "aaaaaaaaaa/aaaaaaaaaaa"};
    struct shelf shelf = shelf_new();
    struct upload found;
    const char *file = scratch_file(shelf.scratch, "kept", "x");
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++) {
        CHECK_INT(upload_find(shelf.spool, shelf.arena, IDS[i], &found, &err),
                  STATUS_NOT_FOUND);
        upload_remove(shelf.spool, IDS[i]);
    }
    CHECK_INT(access(file, F_OK), 0);
    CHECK_INT(access(shelf.spool, F_OK), 0);
    shelf_free(&shelf);
}

static void a_name_must_end_as_a_format(void **state)
{
    static const char *const NAMES[] = {"x", "x.exe", ".csv", "a\nb.csv"};
    struct shelf shelf = shelf_new();
    struct upload kept;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        CHECK_INT(keep(&shelf, NAMES[i], 7, &kept), STATUS_BAD_INPUT);
    CHECK_INT(keep(&shelf, "quan1.osm.pbf", 7, &kept), STATUS_OK);
    CHECK_TEXT(strrchr(kept.path, '/'), "/upload.osm.pbf");
    shelf_free(&shelf);
}

static void one_person_has_so_many_and_no_more(void **state)
{
    struct shelf shelf = shelf_new();
    struct upload kept;
    for (int i = 0; i < UPLOADS_MOST; i++)
        CHECK_INT(keep(&shelf, "x.csv", 7, &kept), STATUS_OK);
    CHECK_INT(keep(&shelf, "x.csv", 7, &kept), STATUS_STATE);
    CHECK_INT(keep(&shelf, "x.csv", 8, &kept), STATUS_OK);
    shelf_free(&shelf);
}

static void remember(const char *id, void *context)
{
    strcat(context, id);
}

static void after_a_day_it_goes(void **state)
{
    struct shelf shelf = shelf_new();
    struct upload old;
    struct upload fresh;
    char removed[100] = "";
    CHECK_INT(keep(&shelf, "old.csv", 7, &old), STATUS_OK);
    CHECK_INT(keep(&shelf, "new.csv", 7, &fresh), STATUS_OK);
    struct stat now;
    CHECK_INT(stat(shelf.spool, &now), 0);
    struct timespec long_ago[2] = {{now.st_mtime - UPLOAD_LIVES_S - 60, 0},
                                   {now.st_mtime - UPLOAD_LIVES_S - 60, 0}};
    const char *folder =
        arena_format(shelf.arena, "%s/%s", shelf.spool, old.id);
    CHECK_INT(utimensat(AT_FDCWD, folder, long_ago, 0), 0);
    scratch_file(shelf.scratch, "spool/body.tmp", "being received");
    uploads_sweep(shelf.spool, now.st_mtime, remember, removed);
    CHECK_TEXT(removed, old.id);
    CHECK(access(folder, F_OK) != 0);
    CHECK_INT(access(fresh.path, F_OK), 0);
    shelf_free(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_kept_under_names_of_ours),
        TEST(an_id_that_is_none_leads_nowhere),
        TEST(a_name_must_end_as_a_format),
        TEST(one_person_has_so_many_and_no_more),
        TEST(after_a_day_it_goes),
    };
    return RUN_TESTS(tests);
}
