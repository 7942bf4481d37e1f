#include "http/problem.h"

#include "base/json_writer.h"

unsigned problem_http_status(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return 200;
    case STATUS_BAD_INPUT:
        return 400;
    case STATUS_NOT_FOUND:
        return 404;
    case STATUS_STATE:
        return 409;
    case STATUS_IO:
        return 503;
    }
    return 500;
}

static const char *title_of(unsigned http_status)
{
    switch (http_status) {
    case 400:
        return "Bad request";
    case 401:
        return "Not signed in";
    case 403:
        return "Not allowed";
    case 404:
        return "Not found";
    case 405:
        return "Method not allowed";
    case 408:
        return "Too slow";
    case 409:
        return "Not ready";
    case 411:
        return "Length needed";
    case 412:
        return "Changed meanwhile";
    case 413:
        return "Body too large";
    case 414:
        return "Address too long";
    case 415:
        return "Wrong kind of body";
    case 416:
        return "No such range";
    case 429:
        return "Too many tries";
    case 503:
        return "Unavailable";
    default:
        return "Error";
    }
}

void problem_members(struct json_writer *json, unsigned http_status,
                     const char *detail)
{
    json_key_text(json, "type", "about:blank");
    json_key_text(json, "title", title_of(http_status));
    json_key_int(json, "status", http_status);
    json_key_text(json, "detail", detail);
}

void problem_write(struct text_buffer *body, unsigned http_status,
                   const char *detail)
{
    struct json_writer json = json_into(body);
    json_begin_object(&json);
    problem_members(&json, http_status, detail);
    json_end_object(&json);
}
