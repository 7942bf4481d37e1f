#include "ogc/ogc_link.h"

#include <string.h>

#include "base/text.h"

void ogc_link_add(const struct ogc_request *ogc, struct ogc_link_list *links,
                  const char *rel, const char *type, const char *title,
                  const char *path)
{
    *ogc_link_list_add(links, ogc->arena) = (struct ogc_link){
        .rel = rel,
        .type = type,
        .title = title,
        .href = arena_format(ogc->arena, "%s%s", ogc->base, path),
        .is_template = strchr(path, '{') != NULL,
    };
}

static const char *with_parameter(const struct ogc_request *ogc,
                                  const char *url, const char *name,
                                  const char *value)
{
    return arena_format(
        ogc->arena, "%s%c%s=%s", url, strchr(url, '?') == NULL ? '?' : '&',
        text_url_part(ogc->arena, name), text_url_part(ogc->arena, value));
}

static const char *same_path(const struct ogc_request *ogc)
{
    const char *url = request_origin(ogc->http);
    for (size_t i = 0; i < ogc->http->n_segments; i++)
        url = arena_format(ogc->arena, "%s/%s", url,
                           text_url_part(ogc->arena, ogc->http->segments[i]));
    return url;
}

// The address of this request, with the parameter put in the place of its own.
static const char *url_with(const struct ogc_request *ogc, const char *name,
                            const char *value)
{
    const char *url = same_path(ogc);
    for (size_t i = 0; i < ogc->http->n_query; i++) {
        const struct request_field *field = &ogc->http->query[i];
        if (strcmp(field->name, name) != 0)
            url = with_parameter(ogc, url, field->name, field->value);
    }
    return with_parameter(ogc, url, name, value);
}

static void add_form(const struct ogc_request *ogc, struct ogc_link_list *links,
                     const char *rel, enum ogc_format form, const char *type)
{
    *ogc_link_list_add(links, ogc->arena) = (struct ogc_link){
        .rel = rel,
        .type = form == OGC_HTML ? OGC_TYPE_HTML : type,
        .title = form == OGC_HTML ? "HTML" : "JSON",
        .href = url_with(ogc, "f", form == OGC_HTML ? "html" : "json"),
    };
}

void ogc_link_add_self(const struct ogc_request *ogc,
                       struct ogc_link_list *links, const char *type)
{
    bool is_html = ogc->format == OGC_HTML;
    add_form(ogc, links, "self", ogc->format, type);
    add_form(ogc, links, "alternate", is_html ? OGC_JSON : OGC_HTML, type);
}

void ogc_link_add_next(const struct ogc_request *ogc,
                       struct ogc_link_list *links, const char *type,
                       const char *token)
{
    *ogc_link_list_add(links, ogc->arena) = (struct ogc_link){
        .rel = "next",
        .type = ogc->format == OGC_HTML ? OGC_TYPE_HTML : type,
        .title = ogc_say(ogc, "Trang sau", "Next page"),
        .href = url_with(ogc, "token", token),
    };
}

void ogc_links_write(struct json_writer *json,
                     const struct ogc_link_list *links)
{
    json_key(json, "links");
    json_begin_array(json);
    for (size_t i = 0; i < links->count; i++) {
        const struct ogc_link *link = &links->items[i];
        json_begin_object(json);
        json_key_text(json, "rel", link->rel);
        json_key_text(json, "type", link->type);
        if (link->title != NULL)
            json_key_text(json, "title", link->title);
        json_key_text(json, "href", link->href);
        if (link->is_template) {
            json_key(json, "templated");
            json_bool(json, true);
        }
        json_end_object(json);
    }
    json_end_array(json);
}
