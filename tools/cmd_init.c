// hocgan init: an empty city.

#include <stdio.h>

#include "city_query.h"
#include "command.h"
#include "crs/crs.h"
#include "store/store.h"

static const struct option_spec OPTIONS[] = {
    {.name = "name"},
    {.name = "crs"},
    {.name = NULL},
};

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct error err;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK)
        return command_misused("init", &err);
    struct city_info info = {
        .name = arguments_value(&arguments, "name", NULL),
        .crs = arguments_value(&arguments, "crs", NULL),
    };
    if (arguments.n_positional != 1 || info.name == NULL || info.crs == NULL) {
        error_set(&err, STATUS_BAD_INPUT,
                  "one CITY, --name TEXT and --crs EPSG:… are needed");
        return command_misused("init", &err);
    }
    // The system must be one the city can live in before there is a file.
    struct crs *crs = NULL;
    enum status status = crs_open(info.crs, &crs, &err);
    if (status == STATUS_OK)
        status = store_create(arguments.positional[0], &info, &err);
    crs_close(crs);
    if (status != STATUS_OK)
        return command_refused("init", &err);
    fprintf(stderr, "made %s, a city in %s\n", arguments.positional[0],
            info.crs);
    return EXIT_DONE;
}

const struct command COMMAND_INIT = {
    .name = "init",
    .summary = "makes an empty city file",
    .help =
        "usage: hocgan init CITY --name TEXT --crs EPSG:NUMBER\n\n"
        "Makes an empty city. --crs is the projected system in metres all its\n"
        "geometry is kept in: for Ho Chi Minh City EPSG:9210 (VN-2000 / TM-3\n"
        "105-45); elsewhere the local transverse Mercator or UTM zone.\n\n"
        "example: hocgan init hcmc.sqlite --name \"Thành phố Hồ Chí Minh\" "
        "--crs EPSG:9210\n",
    .run = run,
};
