// Every option is known to the parser, whatever the verb; what a verb has no
// use for is then told as stray, so that nothing typed is silently ignored.

#include "zones_options.h"

#include <string.h>

#include "base/parallel.h"
#include "base/text.h"
#include "city/pupil.h"

const struct option_spec ZONES_OPTIONS[] = {
    {.name = "level", .short_name = 'l', .repeats = true},
    {.name = "grade"},
    {.name = "year"},
    {.name = "profile"},
    {.name = "straight", .is_flag = true},
    {.name = "json", .is_flag = true},
    {.name = "by"},
    {.name = "entrants"},
    {.name = "share"},
    {.name = "from"},
    {.name = "method"},
    {.name = "seats-scale"},
    {.name = "weight-over-seats"},
    {.name = "weight-over-cap"},
    {.name = "weight-moved"},
    {.name = "cap"},
    {.name = "like"},
    {.name = "lock-from"},
    {.name = "threads"},
    {.name = "publish", .is_flag = true},
    {.name = "unit", .short_name = 'u', .repeats = true},
    {.name = "to"},
    {0},
};

#define FARTHEST_M 1000000

static bool has_level(const struct zones_options *options, enum level level)
{
    for (size_t i = 0; i < options->n_levels; i++)
        if (options->levels[i] == level)
            return true;
    return false;
}

static enum status add_level(struct zones_options *options, const char *name,
                             struct error *err)
{
    enum level level;
    if (!level_parse(name, &level))
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is not a level: preschool, primary, "
                         "lower_secondary, upper_secondary",
                         name);
    if (!has_level(options, level))
        options->levels[options->n_levels++] = level;
    return STATUS_OK;
}

// What may be given more than once.
static enum status read_repeated(const struct arguments *arguments,
                                 struct zones_options *options,
                                 struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < arguments->n_options && status == STATUS_OK; i++) {
        const char *name = arguments->options[i].name;
        const char *value = arguments->options[i].value;
        if (strcmp(name, "level") == 0)
            status = add_level(options, value, err);
        else if (strcmp(name, "unit") == 0)
            options->units[options->n_units++] = value;
    }
    return status;
}

static enum status read_numbers(const struct arguments *arguments,
                                struct zones_options *options,
                                struct error *err)
{
    const struct {
        const char *name;
        int64_t least;
        int64_t most;
        int64_t *value;
    } NUMBERS[] = {
        {"grade", 0, 12, &options->grade},
        {"year", 1900, 2200, &options->year},
        {"entrants", 1, 100000, &options->entrants},
        {"share", 1, 1000, &options->share_permille},
        {"seats-scale", 1, 10000, &options->seats_percent},
        {"weight-over-seats", 0, FARTHEST_M, &options->over_seats_m},
        {"weight-over-cap", 0, FARTHEST_M, &options->over_cap_m},
        {"weight-moved", 0, FARTHEST_M, &options->moved_m},
        {"cap", 1, FARTHEST_M, &options->cap_m},
        {"threads", 1, 1024, &options->n_threads},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0;
         i < sizeof NUMBERS / sizeof *NUMBERS && status == STATUS_OK; i++)
        status = arguments_int(arguments, NUMBERS[i].name, NUMBERS[i].least,
                               NUMBERS[i].most, NUMBERS[i].value, err);
    return status;
}

// A word must be one of a few.
static enum status check_word(const char *option, const char *word,
                              const char *known, struct error *err)
{
    if (word == NULL || text_is_one_of(word, known))
        return STATUS_OK;
    return error_set(err, STATUS_BAD_INPUT,
                     "--%s must be one of: %s; not \"%s\"", option, known,
                     word);
}

enum status zones_options_read(const struct arguments *arguments,
                               struct zones_options *options, struct error *err)
{
    const char *by = arguments_value(arguments, "by", NULL);
    *options = (struct zones_options){
        .grade = NUMBER_UNKNOWN,
        .year = NUMBER_UNKNOWN,
        .profile = arguments_value(arguments, "profile", "walk"),
        .is_straight = arguments_has(arguments, "straight"),
        .json = arguments_has(arguments, "json"),
        .by_school = by != NULL,
        .entrants = 20,
        .share_permille = 16,
        .from = arguments_value(arguments, "from", NULL),
        .method = arguments_value(arguments, "method", NULL),
        .seats_percent = 100,
        .over_seats_m = -1,
        .over_cap_m = -1,
        .moved_m = -1,
        .cap_m = -1,
        .like = arguments_value(arguments, "like", NULL),
        .lock_from = arguments_value(arguments, "lock-from", NULL),
        .n_threads = (int64_t)parallel_cores(),
        .publishes = arguments_has(arguments, "publish"),
        .to = arguments_value(arguments, "to", NULL)};
    enum status status = read_repeated(arguments, options, err);
    if (status == STATUS_OK)
        status = read_numbers(arguments, options, err);
    if (status == STATUS_OK)
        status = check_word("by", by, "school", err);
    if (status == STATUS_OK)
        status =
            check_word("from", options->from, "pupils population units", err);
    if (status == STATUS_OK)
        status = check_word("method", options->method, "balanced nearest", err);
    return status;
}

const char *zones_options_stray(const struct arguments *arguments,
                                const char *allowed)
{
    for (size_t i = 0; i < arguments->n_options; i++)
        if (!text_is_one_of(arguments->options[i].name, allowed))
            return arguments->options[i].name;
    return NULL;
}
