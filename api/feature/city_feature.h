#ifndef FEATURE_CITY_FEATURE_H
#define FEATURE_CITY_FEATURE_H

#include "base/json_writer.h"
#include "query/query_context.h"

/// Writes what the pages need first: the city's name, where to look, what
/// there is to ask for. The box is where the schools are, the farthest few
/// aside, so that the first view shows the city and not its outliers.
void city_feature_write(struct json_writer *json, struct query_context *context,
                        struct arena *arena);

#endif
