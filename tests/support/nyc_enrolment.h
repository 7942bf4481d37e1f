#ifndef SUPPORT_NYC_ENROLMENT_H
#define SUPPORT_NYC_ENROLMENT_H

#include <stdbool.h>

#include "forecast/enrolment_panel.h"

/// New York's schools, autumn 2013 to 2021, from `enrolment/nyc-enrolment.csv`
/// in the folder of shared data; no wards. False, and a word on standard
/// output, where the file is not there.
bool nyc_enrolment_read(struct arena *arena, const char *data_folder,
                        struct enrolment_panel *panel);

#endif
