#include "base/html_writer.h"
#include "ogc/html_page.h"
#include "ogc/ogc_answers.h"

#define FEATURES "http://www.opengis.net/spec/ogcapi-features-"
#define COMMON "http://www.opengis.net/spec/ogcapi-common-"
#define TILES "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"
#define CQL2 "http://www.opengis.net/spec/cql2/1.0/conf/"

static const char *const CLASSES[] = {
    COMMON "1/1.0/conf/core",
    COMMON "1/1.0/conf/landing-page",
    COMMON "1/1.0/conf/json",
    COMMON "1/1.0/conf/html",
    COMMON "1/1.0/conf/oas30",
    COMMON "2/1.0/conf/collections",
    FEATURES "1/1.0/conf/core",
    FEATURES "1/1.0/conf/oas30",
    FEATURES "1/1.0/conf/html",
    FEATURES "1/1.0/conf/geojson",
    FEATURES "2/1.0/conf/crs",
    FEATURES "3/1.0/conf/queryables",
    FEATURES "3/1.0/conf/queryables-query-parameters",
    FEATURES "3/1.0/conf/filter",
    FEATURES "3/1.0/conf/features-filter",
    CQL2 "cql2-text",
    CQL2 "basic-cql2",
    CQL2 "advanced-comparison-operators",
    CQL2 "case-insensitive-comparison",
    CQL2 "accent-insensitive-comparison",
    CQL2 "basic-spatial-functions",
    CQL2 "basic-spatial-functions-plus",
    CQL2 "spatial-functions",
    CQL2 "property-property",
    TILES "core",
    TILES "tileset",
    TILES "tilesets-list",
    TILES "dataset-tilesets",
    TILES "geodata-tilesets",
    TILES "oas30-definition",
    TILES "mvt",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
};
#define N_CLASSES (sizeof CLASSES / sizeof *CLASSES)

static struct ogc_link_list landing_links(const struct ogc_request *ogc)
{
    struct ogc_link_list links = {0};
    ogc_link_add_self(ogc, &links, OGC_TYPE_JSON);
    ogc_link_add(ogc, &links, "data", OGC_TYPE_JSON,
                 ogc_say(ogc, "Bộ dữ liệu", "Collections"), "/collections");
    ogc_link_add(ogc, &links, "conformance", OGC_TYPE_JSON,
                 ogc_say(ogc, "Tiêu chuẩn đáp ứng", "Conformance"),
                 "/conformance");
    ogc_link_add(ogc, &links, "service-desc", OGC_TYPE_OPENAPI, "OpenAPI 3.0",
                 "/api?f=json");
    ogc_link_add(ogc, &links, "service-doc", OGC_TYPE_HTML,
                 ogc_say(ogc, "Tài liệu giao diện", "Documentation"),
                 "/api?f=html");
    ogc_link_add(ogc, &links, OGC_REL "tilesets-vector", OGC_TYPE_JSON,
                 ogc_say(ogc, "Mảnh bản đồ vector", "Vector tiles"), "/tiles");
    ogc_link_add(ogc, &links, OGC_REL "tiling-schemes", OGC_TYPE_JSON,
                 ogc_say(ogc, "Lưới mảnh bản đồ", "Tiling schemes"),
                 "/tileMatrixSets");
    return links;
}

static const char *description(const struct ogc_request *ogc)
{
    const struct city_info *info = &ogc->service->version->city->info;
    const char *sample = info->is_sample ? ogc_say(ogc, " Dữ liệu mô phỏng.",
                                                   " The data is made up.")
                                         : "";
    return arena_format(
        ogc->arena, "%s%s",
        ogc_say(ogc,
                "Trường học, phường xã, địa bàn tuyển sinh và đường sá, theo "
                "chuẩn OGC API. Không có dữ liệu của học sinh nào.",
                "Schools, wards, attendance zones and streets, by the OGC API "
                "standards. There is no pupil's data here."),
        sample);
}

static const char *city_title(const struct ogc_request *ogc)
{
    return arena_format(ogc->arena, "Học Gần · %s",
                        ogc->service->version->city->info.name);
}

static void landing_html(const struct ogc_request *ogc, struct reply *reply,
                         const struct ogc_link_list *links)
{
    const char *const trail[] = {NULL};
    const char *thanks = ogc->service->version->city->info.attribution;
    html_begin(ogc, &reply->body, city_title(ogc), trail);
    html_paragraph(&reply->body, description(ogc));
    html_links(ogc, &reply->body, links);
    if (thanks != NULL)
        html_paragraph(&reply->body, thanks);
    html_end(&reply->body);
}

void landing_answer_write(const struct ogc_request *ogc, struct reply *reply)
{
    struct ogc_link_list links = landing_links(ogc);
    if (ogc->format == OGC_HTML) {
        landing_html(ogc, reply, &links);
        return;
    }
    const char *thanks = ogc->service->version->city->info.attribution;
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    json_key_text(&json, "title", city_title(ogc));
    json_key_text(&json, "description", description(ogc));
    if (thanks != NULL)
        json_key_text(&json, "attribution", thanks);
    ogc_links_write(&json, &links);
    json_end_object(&json);
}

static void conformance_html(const struct ogc_request *ogc, struct reply *reply)
{
    const char *const trail[] = {ogc_say(ogc, "Dữ liệu mở", "Open data"), "",
                                 NULL};
    html_begin(ogc, &reply->body,
               ogc_say(ogc, "Tiêu chuẩn đáp ứng", "Conformance"), trail);
    struct html_writer html = html_into(&reply->body);
    html_verbatim(&html, "<ul>\n");
    for (size_t i = 0; i < N_CLASSES; i++) {
        html_begin_element(&html, "li");
        html_link(&html, CLASSES[i], CLASSES[i]);
        html_end_element(&html, "li");
    }
    html_verbatim(&html, "</ul>\n");
    html_end(&reply->body);
}

void conformance_answer_write(const struct ogc_request *ogc,
                              struct reply *reply)
{
    if (ogc->format == OGC_HTML) {
        conformance_html(ogc, reply);
        return;
    }
    struct ogc_link_list links = {0};
    ogc_link_add_self(ogc, &links, OGC_TYPE_JSON);
    struct json_writer json = json_into(&reply->body);
    json_begin_object(&json);
    json_key(&json, "conformsTo");
    json_begin_array(&json);
    for (size_t i = 0; i < N_CLASSES; i++)
        json_text(&json, CLASSES[i]);
    json_end_array(&json);
    ogc_links_write(&json, &links);
    json_end_object(&json);
}
