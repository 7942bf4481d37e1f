#ifndef OFFICE_PUPIL_JSON_H
#define OFFICE_PUPIL_JSON_H

#include "base/json_writer.h"
#include "crs/crs.h"
#include "office/own_pupils.h"

/// A child as its officer sees it: one object, with its home in degrees and its
/// place. `crs` is the city's.
void pupil_json_write(struct json_writer *json, const struct service *service,
                      struct crs *crs, const struct placed_pupil *placed);

/// The members of that object without its braces, for more to follow.
void pupil_json_write_members(struct json_writer *json,
                              const struct service *service, struct crs *crs,
                              const struct placed_pupil *placed);

#endif
