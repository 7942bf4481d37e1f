// In which order a process comes up matters. The pages are read first, from
// wherever they are; then the public process is confined; only then does it
// read the city (so that a file made to harm us meets a process that can do
// little), and last of all a port is opened.
//
// Each request is answered from the version of the city that was the newest
// when it began: `begin` takes it, `end` puts it back when the last byte is
// sent.

#include "server/city_server.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "page/page_sentences.h"
#include "server/confine.h"
#include "server/office_open.h"
#include "server/office_routes.h"
#include "server/routes.h"
#include "store/city_network.h"
#include "store/derived_file.h"
#include "tile/kept_tiles.h"

struct city_server {
    struct pages *pages;
    struct page_sentences *sentences;
    struct city_versions *versions;
    struct office *office; // NULL in the public process
    struct http_server *http;
    atomic_bool is_ending;
};

static void *begin(void *context, struct request *request)
{
    struct city_server *server = context;
    struct service *service = arena_array(request->arena, struct service, 1);
    *service = (struct service){.version = city_versions_take(server->versions),
                                .pages = server->pages,
                                .sentences = server->sentences,
                                .office = server->office,
                                .is_readable =
                                    city_versions_is_readable(server->versions),
                                .is_ending = atomic_load(&server->is_ending)};
    return service;
}

static void end(void *begun, void *context)
{
    struct city_server *server = context;
    const struct service *service = begun;
    city_versions_put(server->versions, service->version);
}

static const char *version(const void *begun)
{
    const struct service *service = begun;
    return service->version->id;
}

// As every command that writes does it. STATUS_STATE is of its version.
static enum status bring_forward(const char *city_path, struct error *err)
{
    struct store *store;
    enum status status = store_open(city_path, STORE_READ, &store, err);
    bool is_older = status == STATUS_STATE;
    if (is_older)
        status = store_open(city_path, STORE_WRITE, &store, err);
    if (status != STATUS_OK)
        return status;
    store_close(store);
    if (is_older)
        fprintf(stderr,
                "hocgan serve: %s was of an older schema and has been brought "
                "up to date\n",
                city_path);
    return STATUS_OK;
}

enum status city_server_prepare(const char *city_path, bool is_office,
                                struct error *err)
{
    struct store *store;
    enum status status = STATUS_OK;
    if (is_office)
        status = bring_forward(city_path, err);
    if (status != STATUS_OK || !derived_file_is_writable(city_path))
        return status; // what does not fit is then made in memory
    status = store_open(city_path, STORE_READ, &store, err);
    if (status != STATUS_OK)
        return status;
    status = city_network_prepare(store, stderr, err);
    if (status == STATUS_OK)
        status = kept_tiles_prepare(store, stderr, err);
    store_close(store);
    return status;
}

static enum status start_http(const struct city_server_options *options,
                              struct city_server *server, struct error *err)
{
    const struct http_options http = {
        .listen = options->listen,
        .tables = server->office == NULL ? PUBLIC_TABLES : OFFICE_TABLES,
        .otherwise = routes_otherwise,
        .gate = server->office == NULL ? NULL : office_gate,
        .context = server,
        .begin = begin,
        .end = end,
        .version = version,
        .spool = server->office == NULL ? NULL : server->office->spool,
        .logs_requests = options->logs_requests};
    return http_server_start(&http, &server->http, err);
}

static enum status start_public(const struct city_server_options *options,
                                struct city_server *server, struct error *err)
{
    bool is_confined;
    enum status status = confine_process(options->city_path, &is_confined, err);
    if (status == STATUS_OK)
        status = city_versions_open(options->city_path,
                                    options->is_replica ? STORE_IMMUTABLE
                                                        : STORE_READ,
                                    true, &server->versions, err);
    return status;
}

static enum status start_office(const struct city_server_options *options,
                                struct city_server *server, struct error *err)
{
    enum status status = city_versions_open(options->city_path, STORE_READ,
                                            true, &server->versions, err);
    const struct office_options office = {.city_path = options->city_path,
                                          .program = options->program,
                                          .oidc = options->oidc};
    if (status == STATUS_OK)
        status = office_open(&office, server->versions, &server->office, err);
    return status;
}

enum status city_server_start(const struct city_server_options *options,
                              struct city_server **server, struct error *err)
{
    struct city_server *started = calloc(1, sizeof *started);
    if (started == NULL) {
        fputs("hocgan: out of memory\n", stderr);
        abort();
    }
    started->sentences = page_sentences_new();
    enum status status = pages_open(options->pages, &started->pages, err);
    if (status == STATUS_OK)
        status = options->is_office ? start_office(options, started, err)
                                    : start_public(options, started, err);
    if (status == STATUS_OK)
        status = start_http(options, started, err);
    if (status != STATUS_OK) {
        city_server_stop(started);
        return status;
    }
    *server = started;
    return STATUS_OK;
}

const char *city_server_address(const struct city_server *server)
{
    return http_server_address(server->http);
}

void city_server_stop(struct city_server *server)
{
    if (server == NULL)
        return;
    atomic_store(&server->is_ending, true);
    http_server_stop(server->http);
    office_close(server->office);
    city_versions_close(server->versions);
    pages_close(server->pages);
    page_sentences_free(server->sentences);
    free(server);
}
