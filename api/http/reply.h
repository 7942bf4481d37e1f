#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "http/encoding.h"
#include "http/request.h"

#define REPLY_MOST_HEADERS 16

/// How long whoever asked (and a cache between) may keep an answer.
enum reply_cache {
    REPLY_NO_STORE,  ///< answers about a home: kept nowhere
    REPLY_ASK_AGAIN, ///< kept, but asked for again by its ETag
    REPLY_SHORTLY,   ///< five minutes, then asked for again
    REPLY_FOR_EVER,  ///< the address changes when the content does
};

/// The answer being made. Start zeroed but for the defaults of `reply_new`;
/// the server settles, sends and frees it.
struct reply {
    unsigned status; ///< 200
    const char *content_type;
    struct text_buffer body; ///< what is written, or …
    const char *borrowed;    ///< … bytes that live as long as the server
    size_t n_borrowed;
    const char *etag; ///< with its quotes, or NULL; as long as the request
    enum reply_cache cache;
    enum encoding encoding; ///< of the bytes, once settled or from the start
    struct request_field headers[REPLY_MOST_HEADERS];
    size_t n_headers;
};

struct reply reply_new(void);
void reply_free(struct reply *reply);

/// Sets the content type and gives a writer into the body.
struct json_writer reply_json(struct reply *reply);

/// Bytes that are the server's own: a page, a tile kept in memory.
void reply_borrowed(struct reply *reply, const char *content_type,
                    const char *bytes, size_t n);

/// Nothing is there, and that is the answer: 204.
void reply_empty(struct reply *reply);

/// Name and value must live as long as the request's arena. An answer that
/// hangs on another header of the request than Accept must name it in a Vary.
void reply_header(struct reply *reply, const char *name, const char *value);

/// Replaces whatever was written by a problem (RFC 9457) for `err`.
void reply_problem(struct reply *reply, const struct error *err);
void reply_problem_status(struct reply *reply, unsigned http_status,
                          const char *detail);

/// The bytes to be sent, wherever they are.
const char *reply_bytes(const struct reply *reply, size_t *n);

/// Whether an If-None-Match header (or NULL) names an ETag (or NULL), of
/// whichever encoding.
bool reply_tag_is_in(const char *list, const char *etag);

/// Whether the client has this answer already, by the ETag that was set: then
/// the body need not be written, as the server makes it a 304.
bool reply_is_had(const struct reply *reply, const struct request *request);

/// The last touch before sending: a 200 that may be kept gets an ETag (a hash
/// of its bytes unless it has one) and becomes a 304 if the client has that
/// already; texts are squeezed where the client takes it, which gives each
/// encoding an ETag of its own; and a part is cut out where one was asked for
/// (206, or 416 where there is no such part).
void reply_settle(struct reply *reply, const struct request *request);

/// The value of Cache-Control.
const char *reply_cache_text(enum reply_cache cache);

/// The ETag for bytes: a hash of them in quotes.
const char *reply_etag_of(struct arena *arena, const char *bytes, size_t n);

#endif
