#ifndef SAMPLE_SHEET_H
#define SAMPLE_SHEET_H

#include <stdio.h>

#include "base/list.h"
#include "sample_terrain.h"

/// An OpenStreetMap sheet being drawn: nodes, ways and relations with tags,
/// numbered from 1 as they come, and written as OSM XML 0.6. Things on the
/// same spot of the lattice share one node.

struct sheet_tag {
    const char *key;
    const char *value;
};
LIST_DECLARE(sheet_tag);

LIST_DECLARE_OF(uint32_t, sheet_ref);

struct sheet_node {
    struct degrees_e7 at;
    struct sheet_tag_list tags;
};
LIST_DECLARE(sheet_node);

struct sheet_way {
    struct sheet_ref_list nodes;
    struct sheet_tag_list tags;
};
LIST_DECLARE(sheet_way);

struct sheet_member {
    bool is_node; ///< else a way
    uint32_t ref;
    const char *role;
};
LIST_DECLARE(sheet_member);

struct sheet_relation {
    struct sheet_member_list members;
    struct sheet_tag_list tags;
};
LIST_DECLARE(sheet_relation);

struct sheet {
    struct arena *arena;
    const struct terrain *terrain;
    struct sheet_node_list nodes;
    struct sheet_way_list ways;
    struct sheet_relation_list relations;
    uint32_t *node_on_spot; ///< a hash table of node numbers
    struct spot *spots;
    size_t n_slots;
    size_t n_spots;
};

struct sheet sheet_new(struct arena *arena, const struct terrain *terrain);

/// The node on a spot of the lattice, drawn if it is new.
uint32_t sheet_spot(struct sheet *sheet, struct spot spot);

/// A node of its own.
uint32_t sheet_node(struct sheet *sheet, struct degrees_e7 at);

/// New things without nodes or tags yet; they return their number.
uint32_t sheet_way(struct sheet *sheet);
uint32_t sheet_relation(struct sheet *sheet);

void sheet_way_add(struct sheet *sheet, uint32_t way, uint32_t node);
void sheet_way_close(struct sheet *sheet, uint32_t way);
void sheet_member(struct sheet *sheet, uint32_t relation, bool is_node,
                  uint32_t ref, const char *role);

void sheet_tag_node(struct sheet *sheet, uint32_t node, const char *key,
                    const char *value);
void sheet_tag_way(struct sheet *sheet, uint32_t way, const char *key,
                   const char *value);
void sheet_tag_relation(struct sheet *sheet, uint32_t relation, const char *key,
                        const char *value);

/// A closed way around a rectangle of the lattice, with extra nodes every
/// `step` or less so that it bends with the city.
uint32_t sheet_rectangle(struct sheet *sheet, struct spot low, struct spot high,
                         int32_t step);

void sheet_write(const struct sheet *sheet, FILE *out);

#endif
