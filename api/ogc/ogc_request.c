// Content negotiation (RFC 9110, section 12): a header lists ranges with
// weights. The range that names a form most exactly tells its weight, and the
// heavier form wins; of equals, JSON and Vietnamese.

#include "ogc/ogc_request.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

// The weight in ";q=0.8" among an item's parameters; 1 where there is none.
static double weight_of(const char *item, size_t n)
{
    for (size_t i = 0; i + 3 < n; i++)
        if (item[i] == ';') {
            size_t at = i + 1 + strspn(item + i + 1, " ");
            if (strncasecmp(item + at, "q=", 2) == 0)
                return strtod(item + at + 2, NULL);
        }
    return 1;
}

// The weight a header gives the range; -1 if it does not name it.
static double named_weight(const char *header, const char *range)
{
    while (*header != '\0') {
        header += strspn(header, " ,\t");
        size_t n = strcspn(header, ",");
        size_t name = strcspn(header, ",; \t");
        if (name == strlen(range) && strncasecmp(header, range, name) == 0)
            return weight_of(header, n);
        header += n;
    }
    return -1;
}

// Of ranges from the most to the least exact, the first that is named.
static double weight_among(const char *header, const char *const *ranges)
{
    for (; *ranges != NULL; ranges++) {
        double weight = named_weight(header, *ranges);
        if (weight >= 0)
            return weight;
    }
    return 0;
}

static enum ogc_format negotiated_format(const char *accept)
{
    static const char *const JSON[] = {"application/geo+json",
                                       "application/json",
                                       "application/schema+json",
                                       "application/vnd.oai.openapi+json",
                                       "application/*",
                                       "*/*",
                                       NULL};
    static const char *const HTML[] = {"text/html", "application/xhtml+xml",
                                       "text/*", "*/*", NULL};
    if (accept == NULL)
        return OGC_JSON;
    return weight_among(accept, HTML) > weight_among(accept, JSON) ? OGC_HTML
                                                                   : OGC_JSON;
}

static enum language negotiated_language(const char *languages)
{
    static const char *const ENGLISH[] = {"en", "en-GB", "en-US", NULL};
    static const char *const VIETNAMESE[] = {"vi", "vi-VN", "*", NULL};
    if (languages == NULL)
        return LANGUAGE_VIETNAMESE;
    return weight_among(languages, ENGLISH) >
                   weight_among(languages, VIETNAMESE)
               ? LANGUAGE_ENGLISH
               : LANGUAGE_VIETNAMESE;
}

static enum status read_format(struct ogc_request *ogc, struct error *err)
{
    const char *f = request_text(ogc->http, "f", NULL);
    ogc->format = negotiated_format(ogc->http->accept);
    if (f == NULL)
        return STATUS_OK;
    ogc->format = strcmp(f, "html") == 0 ? OGC_HTML : OGC_JSON;
    if (!text_is_one_of(f, "json html"))
        return error_set(err, STATUS_BAD_INPUT,
                         "f is json or html, not \"%.40s\"", f);
    return STATUS_OK;
}

static bool is_known(const char *name, const char *parameters,
                     const struct ogc_collection *collection)
{
    return text_is_one_of(name, parameters) ||
           (collection != NULL &&
            ogc_collection_property(collection, name) != NULL);
}

enum status ogc_request_check(const struct request *http,
                              const char *parameters,
                              const struct ogc_collection *collection,
                              struct error *err)
{
    for (size_t i = 0; i < http->n_query; i++)
        if (!is_known(http->query[i].name, parameters, collection))
            return error_set(err, STATUS_BAD_INPUT,
                             "there is no parameter \"%.60s\" here",
                             http->query[i].name);
    return STATUS_OK;
}

enum status ogc_request_begin(const struct request *http,
                              const struct service *service,
                              const char *parameters,
                              const struct ogc_collection *collection,
                              struct reply *reply, struct ogc_request *ogc,
                              struct error *err)
{
    *ogc = (struct ogc_request){
        .http = http,
        .service = service,
        .arena = http->arena,
        .base = arena_format(http->arena, "%s/ogc", request_origin(http)),
        .language = negotiated_language(http->language),
    };
    const char *known = arena_format(http->arena, "f %s",
                                     parameters == NULL ? "f" : parameters);
    enum status status = ogc_request_check(http, known, collection, err);
    if (status == STATUS_OK)
        status = read_format(ogc, err);
    if (status != STATUS_OK)
        return status;
    bool is_html = ogc->format == OGC_HTML;
    reply->content_type =
        is_html ? "text/html; charset=utf-8" : "application/json";
    reply->cache = REPLY_ASK_AGAIN;
    reply_header(reply, "Vary", "Accept, Accept-Language");
    reply_header(reply, "Content-Language", ogc_say(ogc, "vi", "en"));
    return STATUS_OK;
}

const char *ogc_say(const struct ogc_request *ogc, const char *vietnamese,
                    const char *english)
{
    return ogc->language == LANGUAGE_VIETNAMESE ? vietnamese : english;
}
