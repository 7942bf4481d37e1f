#ifndef ZONE_BLOCK_MERGE_H
#define ZONE_BLOCK_MERGE_H

#include <stddef.h>
#include <stdint.h>

#include "zone/face_set.h"

/// Joins neighbouring faces of one ward into groups until each has at least
/// `least` entrants, if the faces that hang together with it have so many.
/// Always the group with fewest entrants is next (of equals the one with the
/// first face); it goes to the neighbour with which it shares most border by
/// weight, neighbours that lack entrants themselves counting double, and less
/// the farther the two together are above half of `most`.
///
/// `faces` are the ward's, ascending; `group[i]` becomes the first face (as an
/// index into `faces`) of the group that faces[i] is in. `local[f]` is the
/// place of face f in its own ward's faces, and `ward` the ward of each face.
struct ward_faces {
    const uint32_t *faces;
    size_t count;
};
void block_merge(const struct face_set *set, struct ward_faces of,
                 const uint32_t *ward, const uint32_t *local,
                 const uint32_t *entrants, uint32_t least, uint32_t most,
                 uint32_t *group);

#endif
