#ifndef IMPORT_SECTOR_PROGRAMME_H
#define IMPORT_SECTOR_PROGRAMME_H

#include "base/error.h"
#include "forecast/indicators.h"

/// The indicators of the sector's own programme, which the program carries with
/// it (geodata/indicators/sector-programme.csv): values of them can be imported
/// without saying again what they are.
enum status sector_programme_read(struct arena *arena,
                                  struct indicator_list *indicators,
                                  struct error *err);

#endif
