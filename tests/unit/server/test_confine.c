// What a confined process can and cannot do, tried in a process of its own: a
// process that was confined stays so.

#include "server/confine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "crs/crs.h"
#include "scratch.h"
#include "store/file_keeper.h"
#include "store/store_city.h"

static void need(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

struct world {
    struct scratch *scratch;
    const char *city;
    const char *private;
    const char *network;
    const char *tiles;
    const char *link; // a second name of the city
    uint16_t port;    // of someone who listens
    int listener;
};

static void make_city(const char *path, const char *name)
{
    struct error err;
    struct city_info info = {.name = name, .crs = "EPSG:9210"};
    need(store_create(path, &info, &err), &err);
}

static void listen_somewhere(struct world *world)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof at;
    world->listener = socket(AF_INET, SOCK_STREAM, 0);
    CHECK_INT(bind(world->listener, (struct sockaddr *)&at, sizeof at), 0);
    CHECK_INT(listen(world->listener, 1), 0);
    getsockname(world->listener, (struct sockaddr *)&at, &size);
    world->port = at.sin_port;
}

static struct world open_world(void)
{
    struct world world = {.scratch = scratch_new()};
    struct error err;
    struct store *private;
    world.city = scratch_path(world.scratch, "city.sqlite");
    world.private = scratch_path(world.scratch, "city.private.sqlite");
    world.network = scratch_file(world.scratch, "city.network", "streets");
    world.tiles = scratch_path(world.scratch, "city.tiles");
    world.link = scratch_path(world.scratch, "link.sqlite");
    make_city(world.city, "Một");
    make_city(scratch_path(world.scratch, "other.sqlite"), "Hai");
    need(store_open_private(world.city, &private, &err), &err);
    store_close(private);
    CHECK_INT(symlink(world.city, world.link), 0);
    listen_somewhere(&world);
    return world;
}

static void close_world(struct world *world)
{
    close(world->listener);
    scratch_free(world->scratch);
}

// Runs `try_it` confined; it gives NULL, or what went wrong.
typedef const char *try_fn(const struct world *world);

static const char *try_confined(const struct world *world, const char *city,
                                try_fn *try_it)
{
    struct error err;
    bool is_confined;
    if (confine_process(city, &is_confined, &err) != STATUS_OK)
        return err.text[0] == '\0' ? "?" : strdup(err.text);
    return try_it(world);
}

static void expect_of(const struct world *world, const char *city,
                      try_fn *try_it, const char *said)
{
    int how;
    int ends[2];
    char text[512] = "";
    CHECK_INT(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        const char *wrong = try_confined(world, city, try_it);
        if (wrong != NULL && write(ends[1], wrong, strlen(wrong)) < 0)
            _exit(2);
        _exit(wrong != NULL);
    }
    close(ends[1]);
    CHECK(read(ends[0], text, sizeof text - 1) >= 0);
    close(ends[0]);
    waitpid(child, &how, 0);
    CHECK(WIFEXITED(how));
    if (strstr(text, said) == NULL || (said[0] == '\0' && text[0] != '\0'))
        fail_msg("%s", text);
}

static bool is_refused(const char *path, int flags)
{
    int opened = open(path, flags, 0600);
    if (opened >= 0)
        close(opened);
    return opened < 0 && errno == EACCES;
}

static bool keeper_refuses(const char *path)
{
    int opened = file_keeper_open(path);
    if (opened >= 0)
        close(opened);
    return opened < 0 && errno == EACCES;
}

static const char *city_reads(const char *path, const char *name)
{
    struct store *store;
    struct error err;
    struct city_info info;
    struct arena *arena = arena_new();
    enum status status = store_open(path, STORE_READ, &store, &err);
    if (status == STATUS_OK)
        status = store_read_city(store, arena, &info, &err);
    if (status != STATUS_OK)
        return strdup(err.text);
    return strcmp(info.name, name) == 0 ? NULL : "it is another city";
}

static const char *reach_for_secrets(const struct world *world)
{
    char beside[4200];
    const char *name = strrchr(world->private, '/');
    snprintf(beside, sizeof beside, "%.*s/.%s", (int)(name - world->private),
             world->private, name);
    if (!is_refused(world->private, O_RDONLY) ||
        !is_refused(world->private, O_RDWR))
        return "the private file opens";
    if (!is_refused("/etc/passwd", O_RDONLY))
        return "any file opens";
    if (!is_refused("/proc/self/mem", O_RDWR))
        return "/proc opens for writing";
#ifndef __SANITIZE_ADDRESS__ // whose leak checker reads there
    if (!is_refused("/proc/self/environ", O_RDONLY))
        return "/proc opens";
#endif
    if (!keeper_refuses(world->private) || !keeper_refuses(beside) ||
        !keeper_refuses("/etc/passwd"))
        return "the keeper opens what is not the city's";
    return NULL;
}

static void the_private_file_and_all_others_are_out_of_reach(void **state)
{
    struct world world = open_world();
    expect_of(&world, world.city, reach_for_secrets, "");
    close_world(&world);
}

static const char *reach_by_links(const struct world *world)
{
    if (!keeper_refuses(world->tiles))
        return "the private file opens by another name";
    return city_reads(world->city, "Một");
}

static void a_link_to_the_private_file_is_refused(void **state)
{
    struct world world = open_world();
    CHECK_INT(symlink(world.private, world.tiles), 0);
    expect_of(&world, world.city, reach_by_links, "");
    CHECK_INT(unlink(world.tiles), 0);
    CHECK_INT(link(world.private, world.tiles), 0);
    expect_of(&world, world.city, reach_by_links, "");
    close_world(&world);
}

static const char *write_somewhere(const struct world *world)
{
    char made[4200];
    struct store *store;
    struct error err;
    snprintf(made, sizeof made, "%s.new", world->city);
    if (!is_refused(made, O_WRONLY | O_CREAT) ||
        !is_refused(world->city, O_RDWR) ||
        !is_refused(world->network, O_WRONLY | O_TRUNC))
        return "a file is made or opened for writing";
    if (rename(world->network, world->tiles) == 0 ||
        unlink(world->network) == 0 || truncate(world->network, 0) == 0)
        return "a file is moved, removed or cut";
    if (store_open(world->city, STORE_WRITE, &store, &err) == STATUS_OK &&
        store_run(store, "UPDATE city SET name = 'x'", &err) == STATUS_OK)
        return "the city is written";
    return city_reads(world->city, "Một");
}

static void nothing_is_written(void **state)
{
    struct world world = open_world();
    expect_of(&world, world.city, write_somewhere, "");
    close_world(&world);
}

static const char *go_elsewhere(const struct world *world)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                             .sin_port = world->port};
    int socket_to = socket(AF_INET, SOCK_STREAM, 0);
    char *const arguments[] = {"true", NULL};
    long interface = syscall(SYS_landlock_create_ruleset, NULL, 0,
                             LANDLOCK_CREATE_RULESET_VERSION);
    if (interface >= 4 &&
        connect(socket_to, (struct sockaddr *)&at, sizeof at) == 0)
        return "it calls others";
    if (interface >= 6 && kill(getppid(), 0) == 0)
        return "it sends signals to others";
    execv("/bin/true", arguments);
    return errno == EACCES ? NULL : "a program is run";
}

static void nobody_is_called_and_nothing_run(void **state)
{
    struct world world = open_world();
    expect_of(&world, world.city, go_elsewhere, "");
    close_world(&world);
}

static const char *read_what_replaced(const struct world *world)
{
    char bytes[8] = "";
    struct crs *crs;
    struct error err;
    const char *wrong = city_reads(world->city, "Một");
    if (wrong != NULL)
        return wrong;
    int network = file_keeper_open(world->network);
    if (network < 0 || read(network, bytes, 7) != 7 ||
        strcmp(bytes, "streets") != 0)
        return "the network does not open";
    // Outside, someone now renames another city over it.
    kill(getpid(), SIGSTOP);
    wrong = city_reads(world->city, "Hai");
    if (wrong == NULL && crs_open("EPSG:9210", &crs, &err) != STATUS_OK)
        wrong = "PROJ does not find its data";
    return wrong;
}

static void a_city_renamed_over_it_goes_on_being_read(void **state)
{
    struct world world = open_world();
    int how;
    pid_t child = fork();
    if (child == 0) {
        const char *wrong =
            try_confined(&world, world.city, read_what_replaced);
        if (wrong != NULL)
            fprintf(stderr, "%s\n", wrong);
        _exit(wrong != NULL);
    }
    CHECK_INT(waitpid(child, &how, WUNTRACED), child);
    CHECK(WIFSTOPPED(how));
    CHECK_INT(rename(scratch_path(world.scratch, "other.sqlite"), world.city),
              0);
    kill(child, SIGCONT);
    CHECK_INT(waitpid(child, &how, 0), child);
    CHECK(WIFEXITED(how));
    CHECK_INT(WEXITSTATUS(how), 0);
    close_world(&world);
}

static const char *read_by_link(const struct world *world)
{
    return city_reads(world->link, "Một");
}

static void a_city_named_by_a_link_is_read(void **state)
{
    struct world world = open_world();
    expect_of(&world, world.link, read_by_link, "");
    close_world(&world);
}

static const char *read_many(const struct world *world)
{
    for (int i = 0; i < 300; i++) {
        int opened = file_keeper_open(world->network);
        if (opened < 0)
            return "the keeper gave up";
        close(opened);
    }
    return NULL;
}

static void the_keeper_answers_again_and_again(void **state)
{
    struct world world = open_world();
    expect_of(&world, world.city, read_many, "");
    close_world(&world);
}

static const char *do_nothing(const struct world *world)
{
    return NULL;
}

// The folder of PROJ's data may be read, so a city in it would not be safe.
static void a_city_where_its_folder_stays_open_is_refused(void **state)
{
    struct world world = open_world();
    char proj[4096], city[8192];
    CHECK(crs_data_folder(proj, sizeof proj));
    snprintf(city, sizeof city, "%s/city.sqlite", proj);
    expect_of(&world, city, do_nothing, "can be opened by the public server");
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_private_file_and_all_others_are_out_of_reach),
        TEST(a_link_to_the_private_file_is_refused),
        TEST(nothing_is_written),
        TEST(nobody_is_called_and_nothing_run),
        TEST(a_city_renamed_over_it_goes_on_being_read),
        TEST(a_city_named_by_a_link_is_read),
        TEST(the_keeper_answers_again_and_again),
        TEST(a_city_where_its_folder_stays_open_is_refused),
    };
    if (syscall(SYS_landlock_create_ruleset, NULL, 0,
                LANDLOCK_CREATE_RULESET_VERSION) < 1) {
        fputs("skipped: this kernel has no Landlock\n", stderr);
        return 77;
    }
    return RUN_TESTS(tests);
}
