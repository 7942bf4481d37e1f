#include "osm_town.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "scratch.h"

#define CORNER_LON 106.70
#define CORNER_LAT 10.78
#define METRES_PER_DEGREE_LON 109360.0
#define METRES_PER_DEGREE_LAT 110610.0

struct osm_town *osm_town_new(void)
{
    struct osm_town *town = calloc(1, sizeof *town);
    struct error err;
    CHECK(town != NULL);
    town->arena = arena_new();
    town->report = report_new(town->arena);
    CHECK(crs_open("EPSG:9210", &town->crs, &err) == STATUS_OK);
    text_add_string(&town->xml, "<osm version=\"0.6\">\n");
    return town;
}

void osm_town_free(struct osm_town *town)
{
    text_buffer_free(&town->xml);
    crs_close(town->crs);
    arena_free(town->arena);
    free(town);
}

static void add_tags(struct osm_town *town, const char *tags)
{
    while (*tags != '\0') {
        int length = (int)strcspn(tags, "|");
        int key = (int)strcspn(tags, "=");
        text_add_format(&town->xml, "<tag k=\"%.*s\" v=\"%.*s\"/>", key, tags,
                        length - key - 1, tags + key + 1);
        tags += length + (tags[length] == '|');
    }
}

void osm_town_node(struct osm_town *town, int id, double x_m, double y_m,
                   const char *tags)
{
    text_add_format(&town->xml, "<node id=\"%d\" lat=\"%.9f\" lon=\"%.9f\">",
                    id, CORNER_LAT + y_m / METRES_PER_DEGREE_LAT,
                    CORNER_LON + x_m / METRES_PER_DEGREE_LON);
    add_tags(town, tags);
    text_add_string(&town->xml, "</node>\n");
}

void osm_town_way(struct osm_town *town, int id, const char *nodes,
                  const char *tags)
{
    text_add_format(&town->xml, "<way id=\"%d\">", id);
    while (*nodes != '\0') {
        int length = (int)strcspn(nodes, " ");
        text_add_format(&town->xml, "<nd ref=\"%.*s\"/>", length, nodes);
        nodes += length + (nodes[length] == ' ');
    }
    add_tags(town, tags);
    text_add_string(&town->xml, "</way>\n");
}

void osm_town_relation(struct osm_town *town, int id, const char *members,
                       const char *tags)
{
    text_add_format(&town->xml, "<relation id=\"%d\">", id);
    while (*members != '\0') {
        int length = (int)strcspn(members, " ");
        char type[16], ref[16], role[32] = "";
        CHECK(sscanf(members, "%15[a-z]:%15[0-9]:%31[a-z_]", type, ref, role) >=
              2);
        text_add_format(&town->xml,
                        "<member type=\"%s\" ref=\"%s\" role=\"%s\"/>", type,
                        ref, role);
        members += length + (members[length] == ' ');
    }
    add_tags(town, tags);
    text_add_string(&town->xml, "</relation>\n");
}

void osm_town_square(struct osm_town *town, int way, int first_node, double x_m,
                     double y_m, double size_m, const char *tags)
{
    osm_town_node(town, first_node, x_m, y_m, "");
    osm_town_node(town, first_node + 1, x_m + size_m, y_m, "");
    osm_town_node(town, first_node + 2, x_m + size_m, y_m + size_m, "");
    osm_town_node(town, first_node + 3, x_m, y_m + size_m, "");
    char nodes[64];
    snprintf(nodes, sizeof nodes, "%d %d %d %d %d", first_node, first_node + 1,
             first_node + 2, first_node + 3, first_node);
    osm_town_way(town, way, nodes, tags);
}

void osm_town_build(struct osm_town *town)
{
    struct error err;
    struct scratch *scratch = scratch_new();
    text_add_string(&town->xml, "</osm>\n");
    const char *path = scratch_file(scratch, "town.osm", town->xml.bytes);
    enum status status = osm_file_read(town->arena, path, &town->file, &err);
    scratch_free(scratch);
    if (status == STATUS_OK)
        status = osm_city_build(town->arena, &town->file, town->crs,
                                &town->report, &town->city, &err);
    if (status != STATUS_OK)
        fail_msg("%s", err.text);
}

size_t osm_town_count(const struct osm_town *town, const char *thing,
                      const char *outcome, const char *reason)
{
    return report_total(&town->report, thing, outcome, reason);
}
