#include "http/http_router.h"

#include <stdio.h>
#include <string.h>

static void add_word(struct arena *arena, const char **words, const char *word)
{
    if (strstr(*words, word) == NULL)
        *words = (*words)[0] == '\0'
                     ? word
                     : arena_format(arena, "%s, %s", *words, word);
}

static void refuse_method(struct request *request, struct reply *reply,
                          const char *allowed)
{
    char detail[160];
    snprintf(detail, sizeof detail, "this address takes %s, not %.20s", allowed,
             request->method);
    reply_problem_status(reply, 405, detail);
    reply_header(reply, "Allow", allowed);
}

// The route whose pattern and method fit. `*allowed` gets the methods of those
// where only the pattern does.
static const struct http_route *find_listed(const struct http_options *options,
                                            struct request *request,
                                            const char **allowed,
                                            size_t *number)
{
    *number = 0;
    for (const struct http_route *const *table = options->tables;
         *table != NULL; table++)
        for (const struct http_route *route = *table; route->method != NULL;
             route++) {
            ++*number;
            if (!request_fits(request, route->pattern))
                continue;
            if (strcmp(route->method, request->method) == 0)
                return route;
            add_word(request->arena, allowed, route->method);
            if (strcmp(route->method, "GET") == 0)
                add_word(request->arena, allowed, "HEAD");
        }
    *number = 0;
    return NULL;
}

const struct http_route *http_router_find(const struct http_options *options,
                                          struct request *request,
                                          struct reply *reply, size_t *number)
{
    const char *allowed = "";
    const struct http_route *route =
        find_listed(options, request, &allowed, number);
    if (route != NULL)
        return route;
    if (allowed[0] != '\0' || strcmp(request->method, "GET") != 0) {
        refuse_method(request, reply,
                      allowed[0] != '\0' ? allowed : "GET, HEAD");
        return NULL;
    }
    struct http_route *page = arena_array(request->arena, struct http_route, 1);
    *page = (struct http_route){
        .method = "GET", .pattern = "", .handle = options->otherwise};
    return page;
}

const char *http_router_pattern(const struct http_options *options,
                                size_t number)
{
    for (const struct http_route *const *table = options->tables;
         number > 0 && *table != NULL; table++)
        for (const struct http_route *route = *table; route->method != NULL;
             route++)
            if (--number == 0)
                return route->pattern;
    return "";
}

bool http_router_admit(const struct http_options *options,
                       struct request *request, const struct http_route *route,
                       struct reply *reply, void *begun)
{
    if (options->gate != NULL && route->pattern[0] != '\0')
        return options->gate(request, route, reply, begun);
    if (route->access == 0)
        return true;
    reply_problem_status(reply, 401, "this address needs a sign-in");
    return false;
}

// JSON ends with a line feed, as the same answer does on a terminal.
static void end_line(struct reply *reply)
{
    if (reply->body.length > 0 && strstr(reply->content_type, "json") != NULL)
        text_add(&reply->body, "\n", 1);
}

void http_router_call(const struct http_route *route,
                      const struct request *request, struct reply *reply,
                      void *begun)
{
    struct error err;
    if (route->handle(request, reply, begun, &err) != STATUS_OK)
        reply_problem(reply, &err);
    end_line(reply);
}

const char *http_server_answer(const struct http_options *options,
                               struct request *request, struct reply *reply)
{
    void *begun = options->begin == NULL
                      ? options->context
                      : options->begin(options->context, request);
    size_t number;
    const struct http_route *route =
        http_router_find(options, request, reply, &number);
    if (route != NULL &&
        http_router_admit(options, request, route, reply, begun))
        http_router_call(route, request, reply, begun);
    if (options->end != NULL)
        options->end(begun, options->context);
    return route != NULL ? route->pattern : "";
}
