#ifndef ZONE_FACE_SCHOOLS_H
#define ZONE_FACE_SCHOOLS_H

#include "zone/street_samples.h"
#include "zone/zone_borders.h"

/// Which school each face between the borders belongs to, as an index into
/// the schools: the one its border says is on the face's side; where a face
/// touches no border (a whole island), the school of the sample nearest to
/// `inside_points[f]`, one for each face.
uint32_t *face_schools(struct arena *arena, const struct area *faces,
                       const struct point_m *inside_points, size_t n_faces,
                       const struct zone_border *borders, size_t n_borders,
                       const struct street_samples *samples);

#endif
