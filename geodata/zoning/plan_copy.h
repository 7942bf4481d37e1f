#ifndef ZONING_PLAN_COPY_H
#define ZONING_PLAN_COPY_H

#include "zoning/city_zoning.h"

/// Makes a draft of a plan, published or not, and writes it: the same units
/// with the same schools and locks, without steps. One that was drawn along
/// streets, or from other units, becomes one of the units there are now. Its
/// id lives in `arena`. Needs a transaction.
enum status plan_copy(struct store *store, struct arena *arena,
                      const char *plan_id, const char *made_at, const char **id,
                      struct error *err);

/// Makes and writes a draft in which no unit has a school, by the usual
/// question of the level. A grade or year that is NUMBER_UNKNOWN is the usual
/// or newest one. STATUS_STATE, saying what is missing, when the city knows no
/// units, entrants or seats for it. Needs a transaction.
enum status plan_begin_empty(struct store *store, struct arena *arena,
                             enum level level, int64_t grade, int64_t year,
                             const char *made_at, const char **id,
                             struct error *err);

#endif
