#ifndef FORECAST_BLEND_H
#define FORECAST_BLEND_H

#include "forecast/parts.h"

/// Parts combined into one forecast, with weights that add up to 1 for every
/// class of cells: each grade that follows another in its school, and entry
/// grades by where they stand.

#define N_BLEND_CLASSES 17
size_t blend_class(int32_t grade, bool is_entry);
bool blend_class_is_entry(size_t blend_class);

struct blend {
    double weight[N_BLEND_CLASSES][N_PARTS];
    bool has_seen_residents; ///< enough of them to weigh them
};

/// Weights for when there are no errors to learn from.
struct blend blend_usual(void);

/// What is learned from: parts of a cell and what came a year later.
struct blend_row {
    uint32_t blend_class;
    float actual;
    float weight;
    bool knows_residents;
    float parts[N_PARTS];
};
LIST_DECLARE(blend_row);

/// The weights of least absolute error on the rows; classes with few rows take
/// those of all that follow another grade, or of all entries, together.
struct blend blend_learn(const struct blend_row_list *rows, size_t n_threads);

/// The weights of a cell. Where children living there are known now but were
/// not in the years behind, nothing could be learned of them: they take half.
void blend_weights(const struct blend *blend, size_t blend_class,
                   bool knows_residents, double weights[N_PARTS]);

double blend_value(const double weights[N_PARTS], const float parts[N_PARTS]);

#endif
