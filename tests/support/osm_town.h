#ifndef SUPPORT_OSM_TOWN_H
#define SUPPORT_OSM_TOWN_H

#include "base/text.h"
#include "import/osm_city.h"

// A town drawn as OpenStreetMap XML in metres around a corner of the city, for
// tests of the import. Tags are written "highway=residential name=Lê Lợi|…"
// with "|" between tags: "highway=residential|name=Lê Lợi".

struct osm_town {
    struct text_buffer xml;
    struct arena *arena;
    struct crs *crs;
    struct osm_file file;
    struct osm_city city;
    struct report report;
};

struct osm_town *osm_town_new(void);
void osm_town_free(struct osm_town *town);

void osm_town_node(struct osm_town *town, int id, double x_m, double y_m,
                   const char *tags);

/// `nodes` are ids separated by spaces.
void osm_town_way(struct osm_town *town, int id, const char *nodes,
                  const char *tags);

/// `members` are like "way:7:outer node:3:via", a role may be empty.
void osm_town_relation(struct osm_town *town, int id, const char *members,
                       const char *tags);

/// Four nodes, first_node and on, and a closed way around them.
void osm_town_square(struct osm_town *town, int way, int first_node, double x_m,
                     double y_m, double size_m, const char *tags);

/// Reads the town as a file and builds the city; fails the test if it cannot.
void osm_town_build(struct osm_town *town);

/// How many the report counted.
size_t osm_town_count(const struct osm_town *town, const char *thing,
                      const char *outcome, const char *reason);

#endif
