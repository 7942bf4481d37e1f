#include "http_world.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "check.h"
#include "http/http_metrics.h"

struct http_world HTTP_WORLD;

static enum status echo(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    CHECK(request->body[request->n_body] == '\0');
    reply->content_type = "text/plain";
    text_add(&reply->body, request->body, request->n_body);
    return STATUS_OK;
}

static enum status weigh(const struct request *request, struct reply *reply,
                         void *context, struct error *err)
{
    struct stat about;
    CHECK_INT(stat(request->body_file, &about), 0);
    text_add_format(&reply->body, "%zu %zu %o", request->n_body,
                    (size_t)about.st_size, (unsigned)about.st_mode & 0777u);
    return STATUS_OK;
}

static enum status keep(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    rename(request->body_file, scratch_path(HTTP_WORLD.scratch, "kept"));
    return STATUS_OK;
}

static enum status who(const struct request *request, struct reply *reply,
                       void *context, struct error *err)
{
    const char *cookie = request_cookie(request, "s");
    text_add_format(&reply->body, "%s|%s|%s|%s|%s|%s|%s", request->remote,
                    cookie == NULL ? "-" : cookie, request->csrf_token,
                    request->origin, request->accept, request->if_match,
                    request->language);
    reply_header(reply, "Set-Cookie", "a=1");
    reply_header(reply, "Set-Cookie", "b=2");
    return STATUS_OK;
}

// Enough to be squeezed, and another text each time it is made.
static void write_made(struct reply *reply)
{
    int n = atomic_fetch_add(&HTTP_WORLD.n_made, 1);
    for (int i = 0; i < 200; i++)
        text_add_format(&reply->body, "made %d ", n);
}

static enum status same(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    write_made(reply);
    reply->cache = REPLY_SHORTLY;
    return STATUS_OK;
}

static enum status settled(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    write_made(reply);
    reply->cache = REPLY_FOR_EVER;
    return STATUS_OK;
}

static enum status homely(const struct request *request, struct reply *reply,
                          void *context, struct error *err)
{
    write_made(reply);
    return STATUS_OK;
}

static enum status personal(const struct request *request, struct reply *reply,
                            void *context, struct error *err)
{
    write_made(reply);
    reply->cache = REPLY_ASK_AGAIN;
    if (request_text(request, "cookie", NULL) != NULL)
        reply_header(reply, "Set-Cookie", "a=1");
    else
        reply_header(reply, "Vary", "Accept-Language");
    return STATUS_OK;
}

static enum status nothing(const struct request *request, struct reply *reply,
                           void *context, struct error *err)
{
    atomic_fetch_add(&HTTP_WORLD.n_made, 1);
    reply->cache = REPLY_SHORTLY;
    reply_empty(reply);
    return STATUS_OK;
}

static enum status slow(const struct request *request, struct reply *reply,
                        void *context, struct error *err)
{
    struct timespec pause = {.tv_nsec = 200 * 1000 * 1000};
    nanosleep(&pause, NULL);
    text_add_string(&reply->body, "at last");
    return STATUS_OK;
}

static const struct http_route ROUTES[] = {
    {"GET", "/slow", slow, 0, HTTP_BODY_NONE},
    {"GET", "/same", same, 0, HTTP_BODY_NONE},
    {"GET", "/settled", settled, 0, HTTP_BODY_NONE},
    {"GET", "/homely", homely, 0, HTTP_BODY_NONE},
    {"GET", "/personal", personal, 0, HTTP_BODY_NONE},
    {"GET", "/nothing", nothing, 0, HTTP_BODY_NONE},
    {"GET", "/staff", same, 2, HTTP_BODY_NONE},
    {"GET", "/metrics", http_metrics_get, 0, HTTP_BODY_NONE},
    {"GET", "/who", who, 0, HTTP_BODY_NONE},
    {"POST", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"PUT", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"PATCH", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"DELETE", "/echo", echo, 0, HTTP_BODY_TEXT},
    {"POST", "/file", weigh, 0, HTTP_BODY_FILE},
    {"POST", "/keep", keep, 0, HTTP_BODY_FILE},
    {"POST", "/office", echo, 1, HTTP_BODY_TEXT},
    {NULL, NULL, NULL, 0, HTTP_BODY_NONE},
};
static const struct http_route *const TABLES[] = {ROUTES, NULL};

static enum status nothing_there(const struct request *request,
                                 struct reply *reply, void *context,
                                 struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND, "there is nothing at %s",
                     request->path);
}

static bool gate(struct request *request, const struct http_route *route,
                 struct reply *reply, void *context)
{
    CHECK(context == &HTTP_WORLD.n_begun);
    CHECK(request->body == NULL && request->body_file == NULL);
    atomic_fetch_add(&HTTP_WORLD.n_gated, 1);
    if (route->access != 1)
        return true;
    reply_problem_status(reply, 403, "not for you");
    return false;
}

static void *begin(void *context, struct request *request)
{
    CHECK(context == &HTTP_WORLD && request->arena != NULL);
    atomic_fetch_add(&HTTP_WORLD.n_begun, 1);
    return &HTTP_WORLD.n_begun;
}

static void end(void *begun, void *context)
{
    CHECK(begun == &HTTP_WORLD.n_begun && context == &HTTP_WORLD);
    atomic_fetch_add(&HTTP_WORLD.n_ended, 1);
}

static const char *version(const void *begun)
{
    CHECK(begun == &HTTP_WORLD.n_begun);
    return HTTP_WORLD.version;
}

struct http_server *http_world_serve(void)
{
    struct http_options options = {.listen = "127.0.0.1:0",
                                   .tables = TABLES,
                                   .otherwise = nothing_there,
                                   .gate = gate,
                                   .context = &HTTP_WORLD,
                                   .begin = begin,
                                   .end = end,
                                   .version = version,
                                   .spool = HTTP_WORLD.spool};
    struct http_server *server;
    struct error err;
    if (http_server_start(&options, &server, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return server;
}

int http_world_open(void **state)
{
    HTTP_WORLD.version = "1";
    HTTP_WORLD.scratch = scratch_new();
    HTTP_WORLD.spool = scratch_path(HTTP_WORLD.scratch, "spool");
    mkdir(HTTP_WORLD.spool, 0700);
    fclose(fopen(scratch_path(HTTP_WORLD.scratch, "spool/body-left"), "w"));
    http_server_hold_signals();
    HTTP_WORLD.server = http_world_serve();
    HTTP_WORLD.address = http_server_address(HTTP_WORLD.server);
    return 0;
}

int http_world_close(void **state)
{
    http_server_stop(HTTP_WORLD.server);
    scratch_free(HTTP_WORLD.scratch);
    return 0;
}

size_t http_world_spooled(void)
{
    DIR *folder = opendir(HTTP_WORLD.spool);
    size_t n = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        n += entry->d_name[0] != '.';
    closedir(folder);
    return n;
}

void http_world_nap(void)
{
    struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
    nanosleep(&pause, NULL);
}

void http_world_wait(void)
{
    for (int i = 0; i < 4000 && (atomic_load(&HTTP_WORLD.n_begun) !=
                                     atomic_load(&HTTP_WORLD.n_ended) ||
                                 http_world_spooled() > 0);
         i++)
        http_world_nap();
    CHECK_INT(atomic_load(&HTTP_WORLD.n_begun),
              atomic_load(&HTTP_WORLD.n_ended));
    CHECK_INT(http_world_spooled(), 0);
}
