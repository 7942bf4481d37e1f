#ifndef HTTP_REQUEST_BODY_H
#define HTTP_REQUEST_BODY_H

#include "base/arena.h"
#include "base/text.h"
#include "http/http_server.h"
#include "http/request_headers.h"

/// A body as it arrives, piece by piece, up to what its kind allows. Start
/// zeroed; `request_body_close` ends it.
struct request_body {
    enum http_body kind;
    struct text_buffer text; ///< HTTP_BODY_TEXT
    int file;                ///< HTTP_BODY_FILE; open while pieces come
    const char *path;        ///< of that file
    size_t n_bytes;
    double until_ms; ///< by the monotonic clock: all of it must be there
};

/// Whether a body such as `promise` tells of may come at all. If not, writes
/// the refusal (411, 413, 415) into `reply` and returns false.
bool request_body_is_welcome(const struct http_route *route,
                             const struct request *request,
                             const struct body_promise *promise,
                             struct reply *reply);

/// Makes ready for its first piece. Where the file cannot be made, or there is
/// no `spool` to make it in, writes the refusal (503) and returns false.
bool request_body_open(struct request_body *body, enum http_body kind,
                       struct arena *arena, const char *spool, double now_ms,
                       struct reply *reply);

/// Takes a piece; false with a refusal (408, 413, 503) when it is one too many.
bool request_body_add(struct request_body *body, const char *bytes, size_t n,
                      double now_ms, struct reply *reply);

/// All has come: the request gets it.
bool request_body_finish(struct request_body *body, struct request *request,
                         struct reply *reply);

/// Forgets the text and removes the file, unless the handler moved it away.
void request_body_close(struct request_body *body);

/// Removes bodies that a process left in `spool` when it was killed.
void request_body_clear_spool(const char *spool);

#endif
