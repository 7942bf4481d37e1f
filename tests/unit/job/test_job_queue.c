// The queue with a shell in the program's place, which does what a job may do:
// tell its progress, say too much, not want to end.

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "check.h"
#include "job/job_queue.h"
#include "scratch.h"
#include "store/clock.h"
#include "store/connection.h"
#include "store/store_audit.h"

static struct error err;

#define MUST(call)                                                             \
    do {                                                                       \
        if ((call) != STATUS_OK)                                               \
            fail_msg("%s", err.text);                                          \
    } while (0)

struct office {
    struct scratch *scratch;
    struct arena *arena;
    const char *city;
    struct job_queue *queue;
    int ended;
};

static void count_ended(void *context)
{
    ((struct office *)context)->ended++;
}

static void open_queue(struct office *office, const char *program)
{
    struct job_queue_options options = {.city_path = office->city,
                                        .program = program,
                                        .ended = count_ended,
                                        .context = office};
    MUST(job_queue_open(&options, &office->queue, &err));
}

// A city and its private file, made once and copied, as making takes longer.
static const char *pattern;

static int make_pattern(void **state)
{
    struct city_info info = {.name = "Thị trấn", .crs = "EPSG:9210"};
    struct scratch *scratch = scratch_new();
    struct store *store;
    *state = scratch;
    pattern = scratch_path(scratch, "town.sqlite");
    MUST(store_create(pattern, &info, &err));
    MUST(store_open_private(pattern, &store, &err));
    store_close(store);
    return 0;
}

static int remove_pattern(void **state)
{
    scratch_free(*state);
    return 0;
}

static struct office office_new(void)
{
    struct office office = {.scratch = scratch_new(), .arena = arena_new()};
    office.city = scratch_path(office.scratch, "town.sqlite");
    const char *copy = arena_format(
        office.arena, "cp $(dirname %s)/* $(dirname %s)", pattern, office.city);
    CHECK_INT(system(copy), 0);
    return office;
}

static void office_free(struct office *office)
{
    job_queue_close(office->queue);
    arena_free(office->arena);
    scratch_free(office->scratch);
}

static const char *order(struct office *office, const char *script)
{
    const char *id;
    const char *arguments[] = {"-c", script, NULL};
    struct job_order wanted = {.kind = "zones",
                               .options = "{\"level\":\"primary\"}",
                               .who = "lan",
                               .person = 7,
                               .actor = "officer lan",
                               .arguments = arguments};
    MUST(job_queue_add(office->queue, office->arena, &wanted, &id, &err));
    return id;
}

// Half a minute at most, far longer than anything here takes.
#define MOST_LOOKS 3000
static void look_again(void)
{
    usleep(10000);
}

static struct job read_job(struct office *office, const char *id)
{
    struct job job;
    MUST(job_queue_read(office->queue, office->arena, id, &job, &err));
    return job;
}

// Waits until the job is in that state or has ended.
static struct job wait_for(struct office *office, const char *id,
                           enum job_state state)
{
    struct job job = read_job(office, id);
    for (int i = 0;
         i < MOST_LOOKS && job.state != state && job.ended_at == NULL; i++) {
        look_again();
        job = read_job(office, id);
    }
    return job;
}

// Waits until the job has told that it is so far.
static struct job wait_for_progress(struct office *office, const char *id,
                                    int64_t per_mille)
{
    struct job job = read_job(office, id);
    for (int i = 0; i < MOST_LOOKS && job.per_mille < per_mille; i++) {
        look_again();
        job = read_job(office, id);
    }
    CHECK(job.per_mille >= per_mille);
    return job;
}

static bool process_is_there(pid_t pid)
{
    return kill(pid, 0) == 0;
}

static struct job run(struct office *office, const char *script)
{
    return wait_for(office, order(office, script), JOB_DONE);
}

static void a_job_gives_its_result_and_says_how_it_went(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    struct job job =
        run(&office, "echo '{\"plan\":\"p1\"}'; echo drawn >&2;"
                     "echo '400 ways from homes' >&$HOCGAN_PROGRESS_FD");
    CHECK_INT(job.state, JOB_DONE);
    CHECK_TEXT(job.result, "{\"plan\":\"p1\"}");
    CHECK_TEXT(job.log, "drawn\n");
    CHECK_INT(job.per_mille, 1000);
    CHECK_TEXT(job.step, "ways from homes");
    CHECK_TEXT(job.who, "lan");
    CHECK_INT(job.person, 7);
    CHECK(job.error == NULL && job.begun_at != NULL);
    CHECK_INT(office.ended, 1);
    office_free(&office);
}

static void how_far_it_is_can_be_asked_while_it_runs(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *id = order(&office, "echo hello >&2;"
                                    "echo '250 first half' >&3; sleep 30");
    struct job job = wait_for_progress(&office, id, 1);
    CHECK_INT(job.per_mille, 250);
    CHECK_TEXT(job.step, "first half");
    CHECK_TEXT(job.log, "hello\n");
    CHECK_INT(job.state, JOB_RUNNING);
    MUST(job_queue_cancel(office.queue, id, &err));
    CHECK_INT(wait_for(&office, id, JOB_CANCELLED).state, JOB_CANCELLED);
    office_free(&office);
}

static void what_a_job_tells_that_is_no_progress_is_passed_over(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    struct job job =
        run(&office, "echo '700 seen' >&3; echo 'half way' >&3;"
                     "echo '2000 too far' >&3; echo '-1 back' >&3;"
                     "printf '800 \\377\\376\\n' >&3; printf '900 cut' >&3;"
                     "head -c 100000 /dev/zero | tr '\\0' x >&3; exit 1");
    CHECK_INT(job.per_mille, 700);
    CHECK_TEXT(job.step, "seen");
    office_free(&office);
}

static void a_refusal_is_the_last_sentence_it_said(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    struct job job = run(&office, "echo note >&2; echo {};"
                                  "echo 'hocgan import: h.csv, row 7, lon: is "
                                  "empty' >&2; exit 1");
    CHECK_INT(job.state, JOB_FAILED);
    CHECK_TEXT(job.error, "h.csv, row 7, lon: is empty");
    CHECK_TEXT(job.result, "{}"); // what it found
    job = run(&office, "exit 2");
    CHECK_TEXT(job.error, "it failed without saying why");
    job = run(&office, "kill -SEGV $$");
    CHECK_INT(job.state, JOB_FAILED);
    CHECK(strstr(job.error, "signal 11") != NULL);
    office_free(&office);
}

static void jobs_take_their_turn(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *folder = scratch_path(office.scratch, "alone");
    const char *ids[6];
    for (int i = 0; i < 6; i++) // mkdir fails where another is at work
        ids[i] = order(&office, arena_format(office.arena,
                                             "mkdir %s && sleep 0.02 &&"
                                             " rmdir %s && echo %d",
                                             folder, folder, i));
    for (int i = 0; i < 6; i++) {
        struct job job = wait_for(&office, ids[i], JOB_DONE);
        CHECK_INT(job.state, JOB_DONE);
        CHECK_INT(job.result[0], '0' + i);
        CHECK_INT(job.number, i + 1);
    }
    office_free(&office);
}

static void a_job_that_waits_is_taken_out_of_the_line(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *first = order(&office, "sleep 30");
    const char *second = order(&office, "echo never");
    MUST(job_queue_cancel(office.queue, second, &err));
    MUST(job_queue_cancel(office.queue, first, &err));
    CHECK_INT(wait_for(&office, second, JOB_CANCELLED).state, JOB_CANCELLED);
    CHECK_INT(wait_for(&office, first, JOB_CANCELLED).state, JOB_CANCELLED);
    CHECK(read_job(&office, second).begun_at == NULL);
    CHECK_INT(job_queue_cancel(office.queue, first, &err), STATUS_STATE);
    CHECK_TEXT(err.text, "the job has ended already");
    office_free(&office);
}

static void a_job_that_will_not_end_is_killed_with_all_it_started(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *id = order(&office, "trap '' TERM; sleep 60 & echo $! >&2;"
                                    "echo '1 deaf' >&3; wait; sleep 60");
    int sleeper = atoi(wait_for_progress(&office, id, 1).log);
    CHECK(sleeper > 1 && process_is_there(sleeper));
    MUST(job_queue_cancel(office.queue, id, &err));
    CHECK_INT(wait_for(&office, id, JOB_CANCELLED).state, JOB_CANCELLED);
    for (int i = 0; i < MOST_LOOKS && process_is_there(sleeper); i++)
        look_again();
    CHECK(!process_is_there(sleeper));
    office_free(&office);
}

static void what_was_kept_before_it_was_told_to_end_is_done(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *id = order(&office, "echo '1000 kept' >&3; exec sleep 60");
    wait_for_progress(&office, id, 1000);
    MUST(job_queue_cancel(office.queue, id, &err));
    CHECK_INT(wait_for(&office, id, JOB_DONE).state, JOB_DONE);
    office_free(&office);
}

static void much_said_keeps_its_end_and_much_given_is_not_kept(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    struct job job = run(&office, "seq 1 100000 >&2; echo '{}'");
    CHECK_INT(job.state, JOB_DONE);
    CHECK(strlen(job.log) <= 65536 && strlen(job.log) > 60000);
    CHECK_INT(strcspn(job.log, "\n"), 5); // five digits: a whole line
    CHECK(strstr(job.log, "\n100000\n") != NULL);
    CHECK_TEXT(job.result, "{}");
    job = run(&office, "head -c 9000000 /dev/zero | tr '\\0' 7");
    CHECK_INT(job.state, JOB_DONE);
    CHECK(job.result == NULL);
    CHECK_TEXT(job.error, "its result is over 8 MB and is not kept");
    job = run(&office, "printf 'a\\377b\\n' >&2");
    CHECK_TEXT(job.log, "a?b\n");
    office_free(&office);
}

// The niceness of the one process that imports that file, once it is `wanted`
// or at the last look. (Other tests may import other files meanwhile.)
static const char *niceness_of(struct office *office, const char *file,
                               const char *wanted)
{
    char nice[64] = "";
    const char *ask = arena_format(
        office->arena,
        "ps -o ni= -o args= -A | grep '[p]upils %s' | awk '{ print $1 }'",
        file);
    for (int i = 0; i < MOST_LOOKS && strcmp(nice, wanted) != 0; i++) {
        FILE *ps = popen(ask, "r");
        if (fgets(nice, sizeof nice, ps) == NULL)
            nice[0] = '\0';
        pclose(ps);
        look_again();
    }
    return arena_text(office->arena, nice);
}

static void a_job_has_no_input_no_descriptors_of_ours_and_gives_way(void **s)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    // No pipe of the shell's own, and it is there until ls has ended.
    struct job job = run(&office, "cat; ls /proc/$$/fd; true");
    CHECK_TEXT(job.result, "0\n1\n2\n3");
    job_queue_close(office.queue);
    // What gives way is the program itself, so here it is the program.
    const char *program = getenv("HOCGAN");
    if (program != NULL) {
        open_queue(&office, program);
        const char *fifo = scratch_path(office.scratch, "h.csv");
        CHECK_INT(mkfifo(fifo, 0600), 0);
        const char *id;
        const char *arguments[] = {"import", office.city, "pupils", fifo, NULL};
        struct job_order wanted = {.kind = "import",
                                   .options = "{}",
                                   .who = "lan",
                                   .arguments = arguments};
        MUST(job_queue_add(office.queue, office.arena, &wanted, &id, &err));
        CHECK_TEXT(niceness_of(&office, fifo, "10\n"), "10\n");
    } else {
        open_queue(&office, "/bin/sh");
    }
    office_free(&office);
}

static void a_restart_keeps_what_has_ended_and_breaks_what_has_not(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *done = order(&office, "echo '{}'");
    wait_for(&office, done, JOB_DONE);
    const char *running = order(&office, "sleep 60");
    const char *waiting = order(&office, "echo never");
    wait_for(&office, running, JOB_RUNNING);
    job_queue_close(office.queue);
    open_queue(&office, "/bin/sh");
    CHECK_INT(read_job(&office, done).state, JOB_DONE);
    CHECK_TEXT(read_job(&office, done).result, "{}");
    CHECK_INT(read_job(&office, running).state, JOB_BROKEN);
    CHECK_INT(read_job(&office, waiting).state, JOB_BROKEN);
    CHECK(read_job(&office, waiting).error != NULL);
    office_free(&office);
}

// The server is killed, which it cannot prepare for. Its job, the program
// itself, waits for a file that nobody writes to.
static void jobs_die_with_the_server(void **state)
{
    const char *program = getenv("HOCGAN");
    if (program == NULL)
        skip();
    struct office office = office_new();
    const char *fifo = scratch_path(office.scratch, "h.csv");
    CHECK_INT(mkfifo(fifo, 0600), 0);
    pid_t server = fork();
    if (server == 0) {
        const char *arguments[] = {"import", office.city, "pupils", fifo, NULL};
        struct job_order wanted = {.kind = "import",
                                   .options = "{}",
                                   .who = "lan",
                                   .arguments = arguments};
        const char *id;
        open_queue(&office, program);
        (void)job_queue_add(office.queue, office.arena, &wanted, &id, &err);
        pause();
    }
    const char *find =
        arena_format(office.arena, "exec pgrep -f 'pupils %s'", fifo);
    while (system(arena_format(office.arena, "%s >/dev/null", find)) != 0)
        look_again();
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
    bool is_gone = false;
    for (int i = 0; i < MOST_LOOKS && !is_gone; i++) {
        look_again();
        is_gone =
            system(arena_format(office.arena, "%s >/dev/null", find)) != 0;
    }
    CHECK(is_gone);
    open_queue(&office, program);
    struct job_list jobs;
    MUST(job_queue_list(office.queue, office.arena, 0, 9, &jobs, &err));
    CHECK_INT(jobs.count, 1);
    CHECK_INT(jobs.items[0].state, JOB_BROKEN);
    office_free(&office);
}

static void old_jobs_go_when_there_are_many(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *first = order(&office, "echo '{}'");
    wait_for(&office, first, JOB_DONE);
    struct store *store;
    MUST(store_open_private(office.city, &store, &err));
    MUST(store_run(store,
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
                   " SELECT i + 1 FROM n WHERE i < 199)"
                   " INSERT INTO job (id, kind, options, who, person, state,"
                   " made_at) SELECT 'j' || i, 'zones', '{}', 'an', 8, 'done',"
                   " '2026-01-01T00:00:00Z' FROM n",
                   &err));
    store_close(store);
    struct job_list jobs;
    MUST(job_queue_list(office.queue, office.arena, 0, 1000, &jobs, &err));
    CHECK_INT(jobs.count, 200);
    const char *last = order(&office, "true");
    MUST(job_queue_list(office.queue, office.arena, 0, 1000, &jobs, &err));
    CHECK_INT(jobs.count, 200);
    CHECK_TEXT(jobs.items[0].id, last);
    struct job job;
    CHECK_INT(job_queue_read(office.queue, office.arena, first, &job, &err),
              STATUS_NOT_FOUND);
    MUST(job_queue_list(office.queue, office.arena, 7, 1000, &jobs, &err));
    CHECK_INT(jobs.count, 1);
    office_free(&office);
}

static void who_ordered_what_is_in_the_audit_log(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *id = order(&office, "echo '{}'");
    wait_for(&office, id, JOB_DONE);
    struct store *store;
    struct audit_entry_list entries;
    MUST(store_open_private(office.city, &store, &err));
    MUST(store_read_audit(store, office.arena, 0, 10, &entries, &err));
    CHECK_INT(entries.count, 2);
    CHECK_TEXT(entries.items[1].action, "job.start");
    CHECK_TEXT(entries.items[1].who, "officer lan");
    CHECK_TEXT(entries.items[1].subject, id);
    CHECK_TEXT(entries.items[1].detail,
               "{\"kind\":\"zones\",\"options\":{\"level\":\"primary\"}}");
    CHECK_TEXT(entries.items[0].action, "job.end");
    CHECK_TEXT(entries.items[0].detail, "{\"state\":\"done\"}");
    store_close(store);
    office_free(&office);
}

static void a_job_ends_also_while_another_holds_the_private_file(void **state)
{
    struct office office = office_new();
    open_queue(&office, "/bin/sh");
    const char *held = scratch_path(office.scratch, "held");
    const char *id =
        order(&office, arena_format(office.arena,
                                    "echo '10 begun' >&3;"
                                    "while [ ! -e %s ]; do sleep 0.02; done;"
                                    "echo '500 on' >&3; echo '{}'",
                                    held));
    wait_for_progress(&office, id, 10);
    struct store *store;
    MUST(store_open_private(office.city, &store, &err));
    MUST(store_begin(store, &err));
    CHECK_INT(mkdir(held, 0700), 0);
    wait_for_progress(&office, id, 500);
    usleep(300000); // in which it ends, but for writing that down
    CHECK_INT(read_job(&office, id).state, JOB_RUNNING);
    store_rollback(store);
    store_close(store);
    CHECK_INT(wait_for(&office, id, JOB_DONE).state, JOB_DONE);
    office_free(&office);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_job_gives_its_result_and_says_how_it_went),
        TEST(how_far_it_is_can_be_asked_while_it_runs),
        TEST(what_a_job_tells_that_is_no_progress_is_passed_over),
        TEST(a_refusal_is_the_last_sentence_it_said),
        TEST(jobs_take_their_turn),
        TEST(a_job_that_waits_is_taken_out_of_the_line),
        TEST(a_job_that_will_not_end_is_killed_with_all_it_started),
        TEST(what_was_kept_before_it_was_told_to_end_is_done),
        TEST(much_said_keeps_its_end_and_much_given_is_not_kept),
        TEST(a_job_has_no_input_no_descriptors_of_ours_and_gives_way),
        TEST(a_restart_keeps_what_has_ended_and_breaks_what_has_not),
        TEST(jobs_die_with_the_server),
        TEST(old_jobs_go_when_there_are_many),
        TEST(who_ordered_what_is_in_the_audit_log),
        TEST(a_job_ends_also_while_another_holds_the_private_file),
    };
    return cmocka_run_group_tests(tests, make_pattern, remove_pattern);
}
