#ifndef OGC_OGC_REQUEST_H
#define OGC_OGC_REQUEST_H

#include "base/language.h"
#include "http/reply.h"
#include "http/request.h"
#include "ogc/ogc_collection.h"
#include "service/service.h"

/// What an answer may be written as.
enum ogc_format { OGC_JSON, OGC_HTML };

/// A request under /ogc with what all its answers need: where we are, and what
/// form and language the client wants.
struct ogc_request {
    const struct request *http;
    const struct service *service;
    struct arena *arena;
    const char *base; ///< "https://city.example/ogc"
    enum ogc_format format;
    enum language language;
};

/// Reads the form from `f=json` or `f=html`, else from Accept, and the language
/// from Accept-Language; the reply says so, and that it may be kept but is to
/// be asked for again. A client that accepts neither form gets JSON (RFC 9110,
/// section 12.5.1). Fails with STATUS_BAD_INPUT for a parameter that is neither
/// `f` nor among `parameters` (words separated by spaces, or NULL) nor a
/// property of `collection` (or NULL).
enum status ogc_request_begin(const struct request *http,
                              const struct service *service,
                              const char *parameters,
                              const struct ogc_collection *collection,
                              struct reply *reply, struct ogc_request *ogc,
                              struct error *err);

/// Only that about the parameters, `f` too standing among them.
enum status ogc_request_check(const struct request *http,
                              const char *parameters,
                              const struct ogc_collection *collection,
                              struct error *err);

/// The text in the client's language.
const char *ogc_say(const struct ogc_request *ogc, const char *vietnamese,
                    const char *english);

#endif
