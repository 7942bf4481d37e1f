#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"

/// The HTTP status code for what went wrong: 400 for bad input, 404 for not
/// found, 409 for a state, 503 for a file or database that refused.
unsigned problem_http_status(enum status status);

/// Writes an RFC 9457 problem: {"type","title","status","detail"}, the detail
/// being one sentence naming the thing at fault.
void problem_write(struct text_buffer *body, unsigned http_status,
                   const char *detail);

/// The members of one, in an object that is begun and ended by the caller, who
/// has more to tell.
void problem_members(struct json_writer *json, unsigned http_status,
                     const char *detail);

#endif
