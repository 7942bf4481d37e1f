#ifndef FORMAT_OSM_FILE_H
#define FORMAT_OSM_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"
#include "geo/point.h"

/// An OpenStreetMap extract in memory, as it stands in the file: nodes, ways
/// and relations, each sorted by id. Nothing is interpreted here.
///
/// Of things with the same id the last in the file counts. A way may name
/// nodes the file does not hold (extracts are cut that way).

struct osm_tag {
    const char *key;
    const char *value;
};

struct osm_tags {
    const struct osm_tag *at;
    size_t count;
};

struct osm_node {
    int64_t id;
    struct lonlat at;
    struct osm_tags tags;
};
LIST_DECLARE(osm_node);

/// Stands for a node that is not in the file.
#define OSM_NO_NODE UINT32_MAX

struct osm_way {
    int64_t id;
    uint32_t *nodes; ///< index into the file's nodes, or OSM_NO_NODE
    size_t n_nodes;
    struct osm_tags tags;
};
LIST_DECLARE(osm_way);

enum osm_kind { OSM_NODE, OSM_WAY, OSM_RELATION };

struct osm_member {
    enum osm_kind kind;
    int64_t id;
    const char *role; ///< never NULL
};

struct osm_relation {
    int64_t id;
    struct osm_member *members;
    size_t n_members;
    struct osm_tags tags;
};
LIST_DECLARE(osm_relation);

struct osm_file {
    struct osm_node_list nodes;
    struct osm_way_list ways;
    struct osm_relation_list relations;
    size_t n_duplicates;    ///< things left out because their id came again
    size_t n_missing_nodes; ///< mentions of nodes that are not in the file
};

/// Reads a .osm.pbf or .osm file into `arena`. Fails with STATUS_IO when it
/// cannot be opened and STATUS_BAD_INPUT when it is empty, cut off, not of
/// its format, holds a position that is none or text that is not UTF-8, or
/// has no ways at all.
enum status osm_file_read(struct arena *arena, const char *path,
                          struct osm_file *file, struct error *err);

/// The value of a tag, or NULL.
const char *osm_tag(struct osm_tags tags, const char *key);

/// Looks a thing up by id; NULL if the file does not hold it.
const struct osm_way *osm_find_way(const struct osm_file *file, int64_t id);
const struct osm_relation *osm_find_relation(const struct osm_file *file,
                                             int64_t id);

/// Index of a node, or OSM_NO_NODE.
uint32_t osm_find_node(const struct osm_file *file, int64_t id);

#endif
