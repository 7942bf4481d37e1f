#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "geo/point.h"

/// An option a command takes: "--name VALUE" or, as a flag, "--name". Where
/// `short_name` is not 0, "-k VALUE" too.
struct option_spec {
    const char *name; ///< without the dashes
    char short_name;
    bool is_flag;
    bool repeats;
};

#define ARGUMENTS_MOST_OPTIONS 256

/// Arguments after parsing. Values are borrowed from argv.
struct arguments {
    const char *positional[8];
    size_t n_positional;
    struct {
        const char *name;
        const char *value; ///< "" for a flag
    } options[ARGUMENTS_MOST_OPTIONS];
    size_t n_options;
};

/// Splits argv by the specs (ended by a NULL name). STATUS_BAD_INPUT with one
/// sentence for an unknown option, a missing value or one given twice.
enum status arguments_parse(int argc, char **argv,
                            const struct option_spec *specs,
                            struct arguments *arguments, struct error *err);

/// The option's value, or `fallback`.
const char *arguments_value(const struct arguments *arguments, const char *name,
                            const char *fallback);
bool arguments_has(const struct arguments *arguments, const char *name);

/// Numbers and positions, with a sentence naming the option when they are not.
enum status arguments_int(const struct arguments *arguments, const char *name,
                          int64_t least, int64_t most, int64_t *value,
                          struct error *err);
enum status arguments_lonlat(const struct arguments *arguments,
                             const char *name, struct lonlat *at,
                             struct error *err);

#endif
