#ifndef IMPORT_WARD_NAMES_H
#define IMPORT_WARD_NAMES_H

#include "import/report.h"
#include "shape/shape.h"
#include "store/store.h"

/// A file may have its wards in English or without accents ("Ward 3, District
/// 5", "Tan Dinh"), which no family calls them. Each such ward and district is
/// shown as the map writes it ("Phường 3, Quận 5", "Phường Tân Định"), where
/// the map has it there; a numbered one is a phường or quận anyway, where the
/// map has such. A name with accents stays as it is. Which wards are named and
/// which are left bare goes into the report.
///
/// To be done after wards or the map came in, within the same transaction.
enum status ward_names_renew(struct store *store, struct shaper *shaper,
                             struct arena *arena, struct report *report,
                             struct error *err);

#endif
