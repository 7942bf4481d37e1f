// hocgan serve: the public server, the office, or both as two processes. Alone,
// either is this process. With both, this process becomes the office and starts
// the public one by running the program again (public_process.c), so that the
// two share nothing but the files.

#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "city_query.h"
#include "command.h"
#include "http/http_server.h"
#include "public_process.h"
#include "route_list.h"
#include "server/city_server.h"

#define LISTEN_DEFAULT "127.0.0.1:8080"

static const struct option_spec OPTIONS[] = {
    {.name = "listen"},
    {.name = "office"},
    {.name = "oidc"},
    {.name = "pages"},
    {.name = "log", .is_flag = true},
    {.name = "read-only", .is_flag = true},
    {.name = "list-routes", .is_flag = true},
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

// The path of the running program, so that what is started is the same one.
static void find_program(char path[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
    path[n < 0 ? 0 : n] = '\0';
}

// The first of those places that is there, or NULL.
static const char *pages_near_program(const char *program, char *path,
                                      size_t size)
{
    const char *name = strrchr(program, '/');
    for (size_t i = 0;
         name != NULL && i < sizeof PAGE_PLACES / sizeof *PAGE_PLACES; i++)
        if (snprintf(path, size, "%.*s/%s", (int)(name - program), program,
                     PAGE_PLACES[i]) < (int)size &&
            is_folder(path))
            return path;
    return NULL;
}

// Everything the command line asks for.
struct order {
    struct city_server_options options;
    const char *listen; // NULL: no public server
    const char *office; // NULL: no office
    char program[PATH_MAX];
    char pages_beside[PATH_MAX];
};

static enum status serve_until_told(const struct order *order,
                                    struct public_process *public,
                                    struct error *err)
{
    struct city_server *server;
    char address[LISTENER_ADDRESS_SIZE];
    enum status status = city_server_start(&order->options, &server, err);
    if (status != STATUS_OK)
        return status;
    if (public != NULL)
        status = public_process_address(public, address, err);
    if (status == STATUS_OK && public != NULL)
        printf("%s\n", address);
    if (status == STATUS_OK) {
        printf("%s\n", city_server_address(server));
        fflush(stdout);
        http_server_wait();
        public_process_tell_end(public); // both finish what they have begun
    }
    city_server_stop(server);
    return status;
}

// The same command line again, but for the office.
static enum status start_public(const struct order *order,
                                struct public_process **public,
                                struct error *err)
{
    const char *arguments[12] = {"hocgan", "serve", order->options.city_path,
                                 "--listen", order->listen};
    size_t n = 5;
    if (order->options.pages != NULL) {
        arguments[n++] = "--pages";
        arguments[n++] = order->options.pages;
    }
    if (order->options.logs_requests)
        arguments[n++] = "--log";
    return public_process_start(order->program, arguments, public, err);
}

static enum status serve(const struct order *order, struct error *err)
{
    struct public_process *public = NULL;
    enum status status = STATUS_OK;
    if (!order->options.is_replica)
        status = city_server_prepare(order->options.city_path,
                                     order->options.is_office, err);
    if (status == STATUS_OK && order->office != NULL && order->listen != NULL)
        status = start_public(order, &public, err);
    if (status == STATUS_OK)
        status = serve_until_told(order, public, err);
    public_process_stop(public);
    return status;
}

static enum status read_order(const struct arguments *arguments,
                              struct order *order, struct error *err)
{
    if (arguments->n_positional != 1)
        return error_set(err, STATUS_BAD_INPUT, "one CITY is needed");
    find_program(order->program);
    const char *pages = arguments_value(arguments, "pages", NULL);
    order->office = arguments_value(arguments, "office", NULL);
    order->listen = arguments_value(
        arguments, "listen", order->office == NULL ? LISTEN_DEFAULT : NULL);
    if (pages == NULL)
        pages = pages_near_program(order->program, order->pages_beside,
                                   sizeof order->pages_beside);
    order->options = (struct city_server_options){
        .city_path = arguments->positional[0],
        .listen = order->office == NULL ? order->listen : order->office,
        .pages = pages,
        .program = order->program,
        .oidc = arguments_value(arguments, "oidc", NULL),
        .is_office = order->office != NULL,
        .is_replica = arguments_has(arguments, "read-only"),
        .logs_requests = arguments_has(arguments, "log")};
    if (order->options.oidc != NULL && order->office == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "--oidc is for signing in to an --office");
    if (order->options.is_replica && order->office != NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "--read-only is a copy for reading: it has no "
                         "--office, which writes");
    return STATUS_OK;
}

// SIGHUP is for the thread that watches the city.
static void hold_signals(void)
{
    sigset_t hang_up;
    sigemptyset(&hang_up);
    sigaddset(&hang_up, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &hang_up, NULL);
    http_server_hold_signals();
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct order order;
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK && arguments_has(&arguments, "list-routes")) {
        route_list_print();
        return EXIT_DONE;
    }
    if (status != STATUS_OK ||
        read_order(&arguments, &order, &err) != STATUS_OK)
        return command_misused("serve", &err);
    hold_signals();
    return serve(&order, &err) == STATUS_OK ? EXIT_DONE
                                            : command_refused("serve", &err);
}

const struct command COMMAND_SERVE = {
    .name = "serve",
    .summary = "the map, its tiles and answers over HTTP",
    .help =
        "usage: hocgan serve CITY [--listen 127.0.0.1:8080] [--office "
        "127.0.0.1:8081]\n"
        "                         [--oidc FILE] [--pages DIR] [--log] "
        "[--read-only]\n"
        "       hocgan serve --list-routes\n\n"
        "Serves the public pages, tiles and queries of a city, and prints the\n"
        "address when it is ready. Port 0 takes any that is free. The public\n"
        "server reads the city file only, and confines itself so that it can\n"
        "open no other. What is published, imported or restored is taken up\n"
        "within a second (at once on SIGHUP), without dropping a request.\n\n"
        "--office serves the same and the work of those signed in. With\n"
        "--listen too both run, as two processes, and the public address is\n"
        "printed first.\n"
        "--oidc is a JSON file that names the city's own sign-in (OpenID "
        "Connect):\n"
        "issuer, client_id, client_secret_file, redirect, ca_file.\n"
        "--pages is where the built pages are (otherwise \"web\" beside the\n"
        "program, or \"../web/dist\" from there).\n"
        "--read-only serves a copy that is replaced whole, by renaming "
        "another\n"
        "over it: nothing is locked and nothing written beside it.\n"
        "--list-routes prints every address that is answered, by which "
        "process and\n"
        "for whom, and serves nothing.\n"
        "--log writes a line for each request, without addresses or "
        "positions.\n\n"
        "example: hocgan serve hcmc.sqlite --listen 127.0.0.1:8080 --office "
        "127.0.0.1:8081\n",
    .run = run,
};
