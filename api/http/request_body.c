// A file is written under a name of its own in the spool folder and removed
// when the request ends; a handler that wants to keep it renames it. Names
// begin with "body-", so that what a killed process left can be told from what
// was kept.
//
// A body has a time by which it must be there: the library ends a connection
// that is silent, but not one that sends a byte now and then.

#include "http/request_body.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define NAME_BEGINS "body-"
#define TEXT_MS (60.0 * 1000)
#define FILE_MS (15.0 * 60 * 1000)

static size_t most_bytes(enum http_body kind)
{
    return kind == HTTP_BODY_FILE ? HTTP_MOST_FILE_BYTES : HTTP_MOST_TEXT_BYTES;
}

static bool refuse(struct reply *reply, unsigned status, const char *detail)
{
    reply_problem_status(reply, status, detail);
    return false;
}

static bool refuse_size(struct reply *reply, enum http_body kind)
{
    char detail[80];
    snprintf(detail, sizeof detail, "the body is larger than %zu MB",
             most_bytes(kind) >> 20);
    return refuse(reply, 413, detail);
}

// "application/merge-patch+json; charset=utf-8" is JSON.
static bool is_text_type(const char *type)
{
    if (type == NULL)
        return false;
    size_t n = strcspn(type, "; \t");
    return (n == 16 && strncasecmp(type, "application/json", n) == 0) ||
           (n > 17 && strncasecmp(type, "application/", 12) == 0 &&
            strncasecmp(type + n - 5, "+json", 5) == 0) ||
           (n == 33 &&
            strncasecmp(type, "application/x-www-form-urlencoded", n) == 0);
}

static bool lacks_body(const struct request *request,
                       const struct body_promise *promise)
{
    return !promise->has_body && !promise->has_length &&
           strcmp(request->method, "DELETE") != 0 &&
           strcmp(request->method, "GET") != 0;
}

bool request_body_is_welcome(const struct http_route *route,
                             const struct request *request,
                             const struct body_promise *promise,
                             struct reply *reply)
{
    if (route->body == HTTP_BODY_NONE)
        return promise->has_body
                   ? refuse(reply, 413, "this address takes no body")
                   : true;
    if (lacks_body(request, promise))
        return refuse(reply, 411,
                      "this address takes a body, and there is neither a "
                      "Content-Length nor a chunked body");
    if (!promise->has_body)
        return true;
    if (promise->has_length && promise->n_bytes > most_bytes(route->body))
        return refuse_size(reply, route->body);
    if (promise->content != NULL &&
        strcasecmp(promise->content, "identity") != 0)
        return refuse(reply, 415,
                      "the body must come as it is, without a "
                      "Content-Encoding");
    if (route->body == HTTP_BODY_TEXT && !is_text_type(request->content_type))
        return refuse(reply, 415,
                      "the Content-Type of the body must be application/json "
                      "or application/x-www-form-urlencoded");
    return true;
}

static bool open_file(struct request_body *body, struct arena *arena,
                      const char *spool, struct reply *reply)
{
    if (spool == NULL)
        return refuse(reply, 503, "this server keeps no files");
    char *path = arena_format(arena, "%s/" NAME_BEGINS "XXXXXX", spool);
    int file = mkostemp(path, O_CLOEXEC); // mode 0600
    if (file < 0)
        return refuse(reply, 503, "the file that was sent cannot be kept");
    body->file = file;
    body->path = path;
    return true;
}

bool request_body_open(struct request_body *body, enum http_body kind,
                       struct arena *arena, const char *spool, double now_ms,
                       struct reply *reply)
{
    body->kind = kind;
    body->until_ms = now_ms + (kind == HTTP_BODY_FILE ? FILE_MS : TEXT_MS);
    return kind != HTTP_BODY_FILE || open_file(body, arena, spool, reply);
}

static bool write_all(int file, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(file, bytes, n);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            n -= (size_t)written;
        }
    }
    return true;
}

bool request_body_add(struct request_body *body, const char *bytes, size_t n,
                      double now_ms, struct reply *reply)
{
    if (now_ms > body->until_ms)
        return refuse(reply, 408, "the body took too long to arrive");
    if (n > most_bytes(body->kind) - body->n_bytes)
        return refuse_size(reply, body->kind);
    body->n_bytes += n;
    if (body->kind == HTTP_BODY_TEXT)
        text_add(&body->text, bytes, n);
    else if (!write_all(body->file, bytes, n))
        return refuse(reply, 503, "the file that was sent cannot be kept");
    return true;
}

bool request_body_finish(struct request_body *body, struct request *request,
                         struct reply *reply)
{
    request->n_body = body->n_bytes;
    if (body->kind == HTTP_BODY_TEXT)
        request->body = body->n_bytes == 0 ? "" : body->text.bytes;
    if (body->path == NULL)
        return true;
    int closed = close(body->file);
    body->file = -1;
    request->body_file = body->path;
    return closed == 0
               ? true
               : refuse(reply, 503, "the file that was sent cannot be kept");
}

void request_body_close(struct request_body *body)
{
    if (body->path != NULL) {
        if (body->file >= 0)
            close(body->file);
        unlink(body->path); // gone already if the handler moved it
    }
    text_buffer_free(&body->text);
    *body = (struct request_body){0};
}

void request_body_clear_spool(const char *spool)
{
    DIR *folder = spool == NULL ? NULL : opendir(spool);
    struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (strncmp(entry->d_name, NAME_BEGINS, strlen(NAME_BEGINS)) == 0)
            unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder != NULL)
        closedir(folder);
}
