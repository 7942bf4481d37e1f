// hocgan export: what the city knows, as files that other programs read. Tables
// come from geodata/export; tiles and published answers are the very ones the
// server gives, made without a socket (export_served.c).

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "export/export_file.h"
#include "export_served.h"
#include "store/store_city.h"

static const struct option_spec OPTIONS[] = {
    {.name = "format"}, {.name = "output", .short_name = 'o'},
    {.name = "origin"}, {.name = "plan"},
    {.name = "round"},  {.name = NULL},
};

struct wanted {
    const char *city;
    const char *what;
    const char *format;
    const char *output;
    const char *origin;
    struct export_filter filter;
};

static enum status read_wanted(const struct arguments *arguments,
                               struct wanted *wanted, struct error *err)
{
    if (arguments->n_positional != 2)
        return error_set(err, STATUS_BAD_INPUT,
                         "a CITY and WHAT to export are needed");
    *wanted = (struct wanted){
        .city = arguments->positional[0],
        .what = arguments->positional[1],
        .format = arguments_value(arguments, "format", NULL),
        .output = arguments_value(arguments, "output", NULL),
        .origin = arguments_value(arguments, "origin", "http://localhost"),
        .filter = {.plan = arguments_value(arguments, "plan", NULL),
                   .round = arguments_value(arguments, "round", NULL)}};
    if (wanted->output == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "-o FILE says where to write to");
    if (wanted->format == NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "--format says how: csv, geojson, shp, gpkg, xlsx, "
                         "pmtiles or json");
    return STATUS_OK;
}

static enum status write_table(struct store *city, struct store *from,
                               const struct wanted *wanted,
                               enum export_format format, struct arena *arena,
                               struct error *err)
{
    struct city_info info;
    struct export_table table;
    struct export_place place = {.path = wanted->output,
                                 .is_private = from != city};
    enum status status = store_read_city(city, arena, &info, err);
    if (status == STATUS_OK)
        status = export_table_read(from, arena, wanted->what, &wanted->filter,
                                   &table, err);
    if (status == STATUS_OK)
        status = crs_open(info.crs, &place.crs, err);
    if (status != STATUS_OK)
        return status;
    place.crs_name = info.crs;
    status = export_file_write(&table, format, &place, err);
    crs_close(place.crs);
    if (status == STATUS_OK)
        fprintf(stderr, "%zu rows of %s in %s\n", table.rows.count,
                wanted->what, wanted->output);
    return status;
}

static enum status open_private(const struct wanted *wanted,
                                struct store **from, struct error *err)
{
    if (!store_has_private(wanted->city))
        return error_set(err, STATUS_STATE,
                         "%s has no private file, so nobody was placed",
                         wanted->city);
    return store_open_private(wanted->city, from, err);
}

static enum status export_table(const struct wanted *wanted, struct error *err)
{
    enum export_format format;
    struct store *city = NULL;
    struct store *privates = NULL;
    bool is_private = text_is_one_of(wanted->what, EXPORT_PRIVATE_TABLES);
    enum status status = export_format_parse(wanted->format, &format, err);
    if (status == STATUS_OK)
        status = store_open(wanted->city, STORE_READ, &city, err);
    if (status == STATUS_OK && is_private)
        status = open_private(wanted, &privates, err);
    if (status == STATUS_OK) {
        struct arena *arena = arena_new();
        status = write_table(city, is_private ? privates : city, wanted, format,
                             arena, err);
        arena_free(arena);
    }
    store_close(privates);
    store_close(city);
    return status;
}

static enum status export_wanted(const struct wanted *wanted, struct error *err)
{
    if (strcmp(wanted->format, "pmtiles") == 0)
        return export_tiles(wanted->city, wanted->what, wanted->output, err);
    if (strcmp(wanted->what, "answers") == 0)
        return export_answers(wanted->city, wanted->origin, wanted->output,
                              err);
    return export_table(wanted, err);
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct wanted wanted;
    struct error err;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK ||
        read_wanted(&arguments, &wanted, &err) != STATUS_OK)
        return command_misused("export", &err);
    return export_wanted(&wanted, &err) == STATUS_OK
               ? EXIT_DONE
               : command_refused("export", &err);
}

const struct command COMMAND_EXPORT = {
    .name = "export",
    .summary = "the city as files for other programs, tiles and a whole site",
    .help =
        "usage: hocgan export CITY WHAT --format FORMAT -o OUT\n"
        "                     [--plan ID] [--round ID] [--origin URL]\n\n"
        "WHAT as csv, geojson, shp, gpkg or xlsx:\n"
        "  schools gates wards units zones streets addresses\n"
        "              what lies somewhere (zones: of the plans in force, or\n"
        "              of --plan ID)\n"
        "  capacity seats enrolment population cut_offs indicators forecast\n"
        "  shortage    numbers; counts of children under 5 are left out\n"
        "  placements  who was placed where, from the private file (of the\n"
        "              rounds in force, or of --round ID); the file is for "
        "its\n"
        "              owner only\n"
        "WHAT as pmtiles:\n"
        "  base schools wards zones units\n"
        "              a whole set of tiles in one file, for any bucket or "
        "CDN\n"
        "WHAT as json:\n"
        "  answers     a folder with every published answer under the path\n"
        "              the server gives it at, tiles' descriptions and styles\n"
        "              included, to be put on any web server (--origin\n"
        "              https://city.example)\n\n"
        "csv and geojson are in degrees, shp and gpkg in the city's system.\n\n"
        "example: hocgan export hcmc.sqlite zones --format gpkg -o "
        "zones.gpkg\n",
    .run = run,
};
