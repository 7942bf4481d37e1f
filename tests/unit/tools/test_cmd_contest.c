// What a family contests, on a made-up city, from trying it out to the new
// draft round. The witness of an effect is `admit diff` between the round in
// force and the round that `apply` makes.

#include <fcntl.h>
#include <glob.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "check.h"
#include "scratch.h"
#include "store/store_city.h"
#include "store/store_contests.h"
#include "store/store_corrections.h"
#include "store/store_fingerprint.h"
#include "store/store_pupil_pages.h"

#define MADE_AT "2026-07-01T08:00:00Z"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

struct office {
    struct scratch *scratch;
    struct arena *arena;
    const char *path;
    const char *round; // in force
    struct store *city;
    struct store *pupils;
    struct pupil_list all; // of grade 1
    struct school_list schools;
};

// Runs the program with these words; what it prints, for the arena.
static int run(struct office *office, const char *words, const char **out)
{
    static char bytes[1 << 20];
    const char *command =
        arena_format(office->arena, "\"%s\" %s 2>%s", getenv("HOCGAN"), words,
                     scratch_path(office->scratch, "messages"));
    FILE *pipe = popen(command, "r");
    size_t n = fread(bytes, 1, sizeof bytes - 1, pipe);
    bytes[n] = '\0';
    if (out != NULL)
        *out = arena_text(office->arena, bytes);
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *contest_words(struct office *office, const char *verb,
                                 const char *id)
{
    return arena_format(office->arena, "contest %s %s %s", office->path, verb,
                        id);
}

static bool says(struct office *office, const char *sentence)
{
    char text[4000] = "";
    FILE *file = fopen(scratch_path(office->scratch, "messages"), "r");
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return strstr(text, sentence) != NULL;
}

static void read_grade_1(struct office *office)
{
    struct pupil_filter filter = {.grade = 1,
                                  .year = NUMBER_UNKNOWN,
                                  .has_all_wards = true,
                                  .limit = 10000};
    struct placed_pupil_list page;
    MUST(
        store_page_pupils(office->pupils, office->arena, &filter, &page, &err));
    for (size_t i = 0; i < page.count; i++)
        *pupil_list_add(&office->all, office->arena) = page.items[i].pupil;
}

static int open_office(void **state)
{
    static struct office office;
    struct round_entry_list rounds;
    office.scratch = scratch_new();
    office.arena = arena_new();
    const char *folder = scratch_path(office.scratch, "demo");
    office.path = arena_format(office.arena, "%s/city.sqlite", folder);
    CHECK_INT(
        run(&office,
            arena_format(office.arena,
                         "demo %s --pupils 300 --schools 8 --seed 1", folder),
            NULL),
        0);
    MUST(store_open(office.path, STORE_WRITE, &office.city, &err));
    MUST(store_open_private(office.path, &office.pupils, &err));
    MUST(store_list_rounds(office.pupils, office.arena, &rounds, &err));
    for (size_t i = 0; i < rounds.count; i++)
        if (rounds.items[i].grade == 1 &&
            strcmp(rounds.items[i].method, "stable") == 0)
            office.round = rounds.items[i].id;
    CHECK_INT(run(&office,
                  arena_format(office.arena, "admit %s publish %s", office.path,
                               office.round),
                  NULL),
              0);
    read_grade_1(&office);
    MUST(store_read_schools(office.city, office.arena, &office.schools, &err));
    *state = &office;
    return 0;
}

static int close_office(void **state)
{
    struct office *office = *state;
    store_close(office->pupils);
    store_close(office->city);
    arena_free(office->arena);
    scratch_free(office->scratch);
    return 0;
}

static const char *add_contest(struct office *office, enum contest_kind kind,
                               struct point_m from, struct point_m to,
                               const char *school_id)
{
    static int number;
    struct point_m points[] = {from, to};
    struct contest contest = {
        .id = arena_format(office->arena, "contest-%d", ++number),
        .pupil_id = office->all.items[0].id,
        .round_id = office->round,
        .kind = kind,
        .school_id = school_id,
        .words = "Nhà tôi ở chỗ khác",
        .line = {points, kind == CONTEST_OTHER ? 0 : 2},
        .made_at = MADE_AT};
    MUST(store_begin(office->pupils, &err));
    MUST(store_add_contest(office->pupils, &contest, &err));
    MUST(store_commit(office->pupils, &err));
    return contest.id;
}

static size_t count_folders(struct office *office)
{
    glob_t found;
    const char *pattern = arena_format(
        office->arena, "%.*s.trying-*",
        (int)(strlen(office->path) - strlen(".sqlite")), office->path);
    size_t n = glob(pattern, 0, NULL, &found) == 0 ? found.gl_pathc : 0;
    globfree(&found);
    return n;
}

// Who changes school from one round to another, as `admit diff` has it: ids
// that the effect must list too, and no others.
static void check_moves(struct office *office, const char *effect,
                        const char *after)
{
    const char *out;
    CHECK_INT(
        run(office,
            arena_format(office->arena, "admit %s diff %s %s --pupils --json",
                         office->path, office->round, after),
            &out),
        0);
    json_t *told = json_loads(effect, 0, NULL);
    json_t *diff = json_loads(out, 0, NULL);
    CHECK(told != NULL && diff != NULL);
    json_t *listed =
        json_is_array(diff) ? diff : json_object_get(diff, "pupils");
    json_t *moved = json_object_get(told, "pupils");
    size_t i, n_moved = 0;
    json_t *pupil;
    json_array_foreach(listed, i, pupil)
    {
        json_t *from = json_object_get(pupil, "school_before");
        json_t *to = json_object_get(pupil, "school_after");
        if (json_equal(from, to))
            continue;
        json_t *same = json_array_get(moved, n_moved++);
        CHECK(json_equal(json_object_get(same, "id"),
                         json_object_get(pupil, "pupil")));
        CHECK(json_equal(json_object_get(same, "before"), from));
        CHECK(json_equal(json_object_get(same, "after"), to));
    }
    CHECK_INT(json_array_size(moved), n_moved);
    CHECK_INT(json_integer_value(json_object_get(told, "moves")), n_moved);
    CHECK_TEXT(json_string_value(json_object_get(told, "round")),
               office->round);
    json_decref(told);
    json_decref(diff);
}

// Tries it out, which changes nothing, and makes it so. Gives the new round.
static const char *try_and_apply(struct office *office, const char *id)
{
    struct store_fingerprint before, after;
    const char *effect, *round;
    MUST(store_read_fingerprint(office->city, &before, &err));
    CHECK_INT(run(office, contest_words(office, "effect", id), &effect), 0);
    MUST(store_read_fingerprint(office->city, &after, &err));
    CHECK_TEXT(before.base, after.base);
    CHECK_INT(count_folders(office), 0);
    struct contest kept;
    MUST(store_find_contest(office->pupils, office->arena, id, &kept, &err));
    CHECK(strncmp(kept.effect, effect, strlen(kept.effect)) == 0);

    CHECK_INT(run(office, contest_words(office, "apply", id), &round), 0);
    round = arena_format(office->arena, "%.32s", round);
    check_moves(office, effect, round);
    MUST(store_find_contest(office->pupils, office->arena, id, &kept, &err));
    CHECK_INT(kept.state, CONTEST_ACCEPTED);
    return round;
}

static struct point_m home_of(struct office *office, const char *id)
{
    struct placed_pupil placed;
    MUST(store_find_pupil(office->pupils, office->arena, id, NULL, &placed,
                          &err));
    return placed.pupil.home;
}

// To where the last child of the grade lives, in another part of the city.
static void a_pin_is_tried_out_and_then_moved(void **state)
{
    struct office *office = *state;
    const struct pupil *first = &office->all.items[0];
    struct point_m there = office->all.items[office->all.count - 1].home;
    const char *id = add_contest(office, CONTEST_PIN, there, there, NULL);
    CHECK_INT(run(office, contest_words(office, "apply", id), NULL), 1);
    CHECK(says(office, "see first what contest"));
    CHECK(home_of(office, first->id).x_m == first->home.x_m);
    try_and_apply(office, id);
    CHECK(home_of(office, first->id).x_m == there.x_m);
    CHECK_INT(run(office, contest_words(office, "apply", id), NULL), 1);
    CHECK(says(office, "have changed since the effect"));
}

// From the child's home straight to a school: both are near streets.
static void a_lane_is_built_into_the_network(void **state)
{
    struct office *office = *state;
    struct round_record before, after;
    struct street_set streets;
    MUST(store_read_streets(office->city, office->arena, &streets, &err));
    const struct street *one = &streets.streets.items[0];
    const struct street *other =
        &streets.streets.items[streets.streets.count - 1];
    const char *id = add_contest(office, CONTEST_LANE, one->line.points[0],
                                 other->line.points[0], NULL);
    const char *round = try_and_apply(office, id);
    MUST(store_read_round(office->pupils, office->arena, office->round, &before,
                          &err));
    MUST(store_read_round(office->pupils, office->arena, round, &after, &err));
    CHECK(strcmp(before.entry.network_checksum, after.entry.network_checksum) !=
          0);
    struct added_lane_list lanes;
    MUST(store_read_added_lanes(office->city, office->arena, &lanes, &err));
    CHECK_INT(lanes.count, 1);
}

static void a_gate_is_one_of_the_school_s(void **state)
{
    struct office *office = *state;
    const struct school *school = &office->schools.items[0];
    struct point_m at = {school->point.x_m + 60, school->point.y_m};
    struct school_list schools;
    const char *id = add_contest(office, CONTEST_GATE, at, at, school->id);
    try_and_apply(office, id);
    MUST(store_read_schools(office->city, office->arena, &schools, &err));
    CHECK_INT(schools.items[0].n_gates, school->n_gates + 1);
}

static void words_alone_cannot_be_tried_out(void **state)
{
    struct office *office = *state;
    struct point_m nowhere = {0, 0};
    const char *id = add_contest(office, CONTEST_OTHER, nowhere, nowhere, NULL);
    CHECK_INT(run(office, contest_words(office, "effect", id), NULL), 1);
    CHECK(says(office, "is in words only; there is nothing to try out"));
    CHECK_INT(run(office, contest_words(office, "effect", "none"), NULL), 1);
    CHECK(says(office, "there is no such contest"));
}

static void
a_lane_that_joins_no_street_is_refused_and_leaves_nothing(void **state)
{
    struct office *office = *state;
    struct point_m from = {100, 100}, to = {200, 100};
    const char *id = add_contest(office, CONTEST_LANE, from, to, NULL);
    CHECK_INT(run(office, contest_words(office, "effect", id), NULL), 1);
    CHECK(says(office, "the lane joins no street"));
    CHECK_INT(count_folders(office), 0);
}

// Ended while its folder is there; where the machine is so fast that it never
// is seen, it just ends well.
static void a_command_told_to_end_leaves_no_folder(void **state)
{
    struct office *office = *state;
    struct point_m there = office->all.items[1].home;
    const char *id = add_contest(office, CONTEST_PIN, there, there, NULL);
    pid_t child = fork();
    if (child == 0) {
        (void)freopen("/dev/null", "w", stdout);
        (void)freopen("/dev/null", "w", stderr);
        execl(getenv("HOCGAN"), "hocgan", "contest", office->path, "effect", id,
              (char *)NULL);
        _exit(127);
    }
    int status = 0;
    pid_t ended = 0;
    while (count_folders(office) == 0 && ended == 0) {
        usleep(200);
        ended = waitpid(child, &status, WNOHANG);
    }
    if (ended == 0) {
        kill(child, SIGTERM);
        waitpid(child, &status, 0);
    }
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 128 + SIGTERM || WEXITSTATUS(status) == 0);
    CHECK_INT(count_folders(office), 0);
}

static void what_a_killed_command_left_goes_with_the_next(void **state)
{
    struct office *office = *state;
    const char *base =
        arena_format(office->arena, "%.*s.trying-",
                     (int)(strlen(office->path) - 7), office->path);
    const char *left = arena_format(office->arena, "%sabcdef", base);
    const char *used = arena_format(office->arena, "%sghijkl", base);
    CHECK_INT(mkdir(left, 0700), 0);
    CHECK_INT(mkdir(used, 0700), 0);
    fclose(fopen(arena_format(office->arena, "%s/city.sqlite", left), "w"));
    int lock = open(used, O_RDONLY | O_DIRECTORY);
    CHECK_INT(flock(lock, LOCK_EX), 0);
    struct point_m there = office->all.items[1].home;
    const char *id = add_contest(office, CONTEST_PIN, there, there, NULL);
    CHECK_INT(run(office, contest_words(office, "effect", id), NULL), 0);
    CHECK(access(left, F_OK) != 0);
    CHECK(access(used, F_OK) == 0); // another process is at it
    close(lock);
    CHECK_INT(rmdir(used), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_pin_is_tried_out_and_then_moved),
        TEST(a_lane_is_built_into_the_network),
        TEST(a_gate_is_one_of_the_school_s),
        TEST(words_alone_cannot_be_tried_out),
        TEST(a_lane_that_joins_no_street_is_refused_and_leaves_nothing),
        TEST(a_command_told_to_end_leaves_no_folder),
        TEST(what_a_killed_command_left_goes_with_the_next),
    };
    return cmocka_run_group_tests(tests, open_office, close_office);
}
