#include "arguments.h"

#include <string.h>

#include "base/text.h"
#include "geo/lonlat.h"

static const struct option_spec *find_spec(const struct option_spec *specs,
                                           const char *given)
{
    for (const struct option_spec *spec = specs; spec->name != NULL; spec++) {
        if (strncmp(given, "--", 2) == 0 && strcmp(given + 2, spec->name) == 0)
            return spec;
        if (spec->short_name != 0 && given[0] == '-' &&
            given[1] == spec->short_name && given[2] == '\0')
            return spec;
    }
    return NULL;
}

static bool looks_like_option(const char *text)
{
    return text[0] == '-' && text[1] != '\0' &&
           (text[1] < '0' || text[1] > '9') && text[1] != '.';
}

static enum status add_positional(struct arguments *arguments, const char *text,
                                  struct error *err)
{
    size_t most = sizeof arguments->positional / sizeof *arguments->positional;
    if (arguments->n_positional == most)
        return error_set(err, STATUS_BAD_INPUT, "too many arguments at \"%s\"",
                         text);
    arguments->positional[arguments->n_positional++] = text;
    return STATUS_OK;
}

static enum status add_option(struct arguments *arguments,
                              const struct option_spec *spec, const char *value,
                              struct error *err)
{
    size_t most = sizeof arguments->options / sizeof *arguments->options;
    if (!spec->repeats && arguments_has(arguments, spec->name))
        return error_set(err, STATUS_BAD_INPUT, "--%s is given twice",
                         spec->name);
    if (arguments->n_options == most)
        return error_set(err, STATUS_BAD_INPUT, "more than %zu options", most);
    arguments->options[arguments->n_options].name = spec->name;
    arguments->options[arguments->n_options++].value = value;
    return STATUS_OK;
}

enum status arguments_parse(int argc, char **argv,
                            const struct option_spec *specs,
                            struct arguments *arguments, struct error *err)
{
    *arguments = (struct arguments){0};
    for (int i = 0; i < argc; i++) {
        enum status status;
        if (!looks_like_option(argv[i])) {
            status = add_positional(arguments, argv[i], err);
        } else {
            const struct option_spec *spec = find_spec(specs, argv[i]);
            if (spec == NULL)
                return error_set(err, STATUS_BAD_INPUT,
                                 "there is no option \"%s\"", argv[i]);
            if (!spec->is_flag && i + 1 >= argc)
                return error_set(err, STATUS_BAD_INPUT, "%s needs a value",
                                 argv[i]);
            status = add_option(arguments, spec, spec->is_flag ? "" : argv[++i],
                                err);
        }
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

const char *arguments_value(const struct arguments *arguments, const char *name,
                            const char *fallback)
{
    for (size_t i = 0; i < arguments->n_options; i++)
        if (strcmp(arguments->options[i].name, name) == 0)
            return arguments->options[i].value;
    return fallback;
}

bool arguments_has(const struct arguments *arguments, const char *name)
{
    return arguments_value(arguments, name, NULL) != NULL;
}

enum status arguments_int(const struct arguments *arguments, const char *name,
                          int64_t least, int64_t most, int64_t *value,
                          struct error *err)
{
    const char *text = arguments_value(arguments, name, NULL);
    int64_t parsed;
    if (text == NULL)
        return STATUS_OK;
    if (!text_parse_int64(text, &parsed) || parsed < least || parsed > most)
        return error_set(err, STATUS_BAD_INPUT,
                         "--%s must be a whole number from %lld to %lld, "
                         "not \"%s\"",
                         name, (long long)least, (long long)most, text);
    *value = parsed;
    return STATUS_OK;
}

enum status arguments_lonlat(const struct arguments *arguments,
                             const char *name, struct lonlat *at,
                             struct error *err)
{
    const char *text = arguments_value(arguments, name, NULL);
    if (text == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "--%s LON,LAT is needed, such as --%s 106.70,10.78",
                         name, name);
    const char *sentence = lonlat_parse(text, at);
    if (sentence != NULL)
        return error_set(err, STATUS_BAD_INPUT, "--%s: \"%s\" %s", name, text,
                         sentence);
    return STATUS_OK;
}
