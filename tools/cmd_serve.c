// hocgan serve: the public server. It opens the city file for reading, takes
// everything it answers from into memory, closes the file, and serves until it
// is told to end. The private file is never opened by this process.

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "city_query.h"
#include "command.h"
#include "http/http_server.h"
#include "server/routes.h"

static const struct option_spec OPTIONS[] = {
    {.name = "listen"},
    {.name = "pages"},
    {.name = "log", .is_flag = true},
    {.name = NULL},
};

// Where the pages may be, seen from the program's folder: installed beside it,
// or as the repository has them.
static const char *const PAGE_PLACES[] = {"web", "../web/dist"};

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

// The first of those places that is there, or NULL.
static const char *pages_near_program(char *path, size_t size)
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    char *name = n <= 0 ? NULL : memrchr(program, '/', (size_t)n);
    if (name == NULL)
        return NULL;
    *name = '\0';
    for (size_t i = 0; i < sizeof PAGE_PLACES / sizeof *PAGE_PLACES; i++)
        if (snprintf(path, size, "%s/%s", program, PAGE_PLACES[i]) <
                (int)size &&
            is_folder(path))
            return path;
    return NULL;
}

struct opened {
    struct city_state *city;
    struct tile_service *tiles;
    struct pages *pages;
};

static enum status open_tiles(struct store *store, struct opened *opened,
                              struct error *err)
{
    struct crs *crs;
    enum status status = crs_open(opened->city->info.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    status = tile_service_read(store, crs, &opened->tiles, err);
    crs_close(crs);
    return status;
}

static enum status open_all(const char *path, const char *pages,
                            struct opened *opened, struct error *err)
{
    struct store *store;
    enum status status = pages_open(pages, &opened->pages, err);
    if (status == STATUS_OK)
        status = store_open(path, STORE_READ, &store, err);
    if (status != STATUS_OK)
        return status;
    status = city_state_open(store, NULL, &opened->city, err);
    if (status == STATUS_OK)
        status = open_tiles(store, opened, err);
    store_close(store);
    return status;
}

static void close_all(struct opened *opened)
{
    tile_service_free(opened->tiles);
    city_state_close(opened->city);
    pages_close(opened->pages);
}

static enum status serve(const struct opened *opened, const char *listen,
                         bool logs_requests, struct error *err)
{
    const struct city_version version = {.city = opened->city,
                                         .tiles = opened->tiles};
    struct service service = {.version = &version, .pages = opened->pages};
    const struct http_route *const tables[] = {PUBLIC_ROUTES, NULL};
    struct http_options options = {.listen = listen,
                                   .tables = tables,
                                   .otherwise = routes_otherwise,
                                   .context = &service,
                                   .logs_requests = logs_requests};
    struct http_server *server;
    enum status status = http_server_start(&options, &server, err);
    if (status != STATUS_OK)
        return status;
    printf("%s\n", http_server_address(server));
    fflush(stdout);
    http_server_wait();
    http_server_stop(server);
    return STATUS_OK;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct opened opened = {0};
    struct error err;
    char beside[4096];
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK)
        return command_misused("serve", &err);
    if (arguments.n_positional != 1) {
        error_set(&err, STATUS_BAD_INPUT, "one CITY is needed");
        return command_misused("serve", &err);
    }
    http_server_hold_signals();
    const char *pages = arguments_value(&arguments, "pages", NULL);
    if (pages == NULL)
        pages = pages_near_program(beside, sizeof beside);
    enum status status =
        open_all(arguments.positional[0], pages, &opened, &err);
    if (status == STATUS_OK)
        status = serve(&opened,
                       arguments_value(&arguments, "listen", "127.0.0.1:8080"),
                       arguments_has(&arguments, "log"), &err);
    close_all(&opened);
    return status == STATUS_OK ? EXIT_DONE : command_refused("serve", &err);
}

const struct command COMMAND_SERVE = {
    .name = "serve",
    .summary = "the map, its tiles and answers over HTTP",
    .help =
        "usage: hocgan serve CITY [--listen 127.0.0.1:8080] [--pages DIR] "
        "[--log]\n\n"
        "Serves the public pages, tiles and queries of a city, and prints the\n"
        "address when it is ready. Port 0 takes any that is free. --pages is\n"
        "where the built pages are (otherwise \"web\" beside the program, or\n"
        "\"../web/dist\" from there).\n"
        "--log writes a line for each request, without addresses or "
        "positions.\n\n"
        "example: hocgan serve hcmc.sqlite --listen 127.0.0.1:8080\n",
    .run = run,
};
