#ifndef HTTP_KEPT_ANSWERS_H
#define HTTP_KEPT_ANSWERS_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>

#include "http/reply.h"

/// Answers that are the same for all who ask, ready to be sent: within a bound
/// on their bytes, the ones not asked for the longest go first. Threads share
/// it.
struct kept_answers;

struct kept_answers *kept_answers_new(size_t most_bytes);
void kept_answers_free(struct kept_answers *kept);

/// All that such an answer hangs on. Texts may be NULL.
struct kept_question {
    const char *url; ///< as it came over the wire
    const char *host;
    const char *accept;
    bool is_https;
    enum encoding encoding;
    bool takes_brotli;
    const char *version; ///< of what it is answered from
};

/// What was sent, for the log.
struct kept_sent {
    unsigned status;
    size_t n_bytes;
    size_t route;
};

/// Queues the answer if it is here: as it is, or a 304 if the client has it.
bool kept_answers_send(struct kept_answers *kept,
                       const struct kept_question *question,
                       const char *if_none_match,
                       struct MHD_Connection *connection,
                       struct kept_sent *sent);

/// Whether an answer is the same for all who ask that question.
bool kept_answers_may_keep(const struct reply *reply);

/// Keeps a settled reply that may be kept. `whole` was made from it, with bytes
/// of its own; the caller gives it away.
void kept_answers_keep(struct kept_answers *kept,
                       const struct kept_question *question,
                       const struct reply *reply, struct MHD_Response *whole,
                       const struct kept_sent *sent);

/// The bytes kept, with what keeping them takes.
size_t kept_answers_bytes(struct kept_answers *kept);

#endif
