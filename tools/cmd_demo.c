// hocgan demo: its options, and the folder it works in. What it does there is
// in demo_pipeline.c.

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "city_query.h"
#include "command.h"
#include "demo_pipeline.h"

#define USUAL_CRS "EPSG:9210"

// "maps/hcmc-2018.osm.pbf" is a city called "hcmc-2018" until it is told.
static const char *name_from_file(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *start = slash == NULL ? path : slash + 1;
    return arena_text_n(arena, start, strcspn(start, "."));
}

static enum status read_sizes(const struct arguments *arguments,
                              struct sample_options *sample, struct error *err)
{
    int64_t n_pupils = (int64_t)SAMPLE_OPTIONS_USUAL.n_pupils;
    int64_t n_schools = (int64_t)SAMPLE_OPTIONS_USUAL.n_schools;
    int64_t seed = (int64_t)SAMPLE_OPTIONS_USUAL.seed;
    enum status status =
        arguments_int(arguments, "pupils", 1, 1000000, &n_pupils, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "schools", 3, 3000, &n_schools, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "seed", 0, INT64_MAX, &seed, err);
    *sample = (struct sample_options){(uint64_t)seed, (size_t)n_pupils,
                                      (size_t)n_schools};
    return status;
}

static enum status check_options(const struct arguments *arguments,
                                 struct error *err)
{
    static const char *const OF_REAL[] = {"wards", "population", "crs", "name"};
    static const char *const OF_SAMPLE[] = {"pupils", "schools", "seed"};
    bool is_real = arguments_has(arguments, "osm");
    if (arguments->n_positional != 1)
        return error_set(err, STATUS_BAD_INPUT, "one folder is needed");
    for (size_t i = 0; !is_real && i < 4; i++)
        if (arguments_has(arguments, OF_REAL[i]))
            return error_set(err, STATUS_BAD_INPUT, "--%s goes with --osm FILE",
                             OF_REAL[i]);
    for (size_t i = 0; is_real && i < 3; i++)
        if (arguments_has(arguments, OF_SAMPLE[i]))
            return error_set(err, STATUS_BAD_INPUT,
                             "--%s does not go with --osm", OF_SAMPLE[i]);
    if (arguments_has(arguments, "population") &&
        !arguments_has(arguments, "wards"))
        return error_set(err, STATUS_BAD_INPUT,
                         "--population names a column of --wards FILE");
    return STATUS_OK;
}

static void read_inputs(const struct arguments *arguments, struct demo *demo)
{
    demo->folder = arguments->positional[0];
    demo->osm = arguments_value(arguments, "osm", NULL);
    demo->wards = arguments_value(arguments, "wards", NULL);
    demo->population = arguments_value(arguments, "population", NULL);
    demo->crs = arguments_value(arguments, "crs", USUAL_CRS);
    demo->name = SAMPLE_CITY_NAME;
    if (demo->osm != NULL)
        demo->name = arguments_value(arguments, "name",
                                     name_from_file(demo->arena, demo->osm));
}

static int run_in_folder(struct demo *demo)
{
    struct error err;
    if (mkdir(demo->folder, 0777) != 0 && errno != EEXIST) {
        error_set(&err, STATUS_IO, "cannot make the folder %s: %s",
                  demo->folder, strerror(errno));
        return command_refused("demo", &err);
    }
    return demo_run(demo);
}

static int run(int argc, char **argv)
{
    static const struct option_spec OPTIONS[] = {
        {.name = "pupils"}, {.name = "schools"}, {.name = "seed"},
        {.name = "osm"},    {.name = "wards"},   {.name = "population"},
        {.name = "crs"},    {.name = "name"},    {.name = NULL}};
    struct arguments arguments;
    struct error err;
    struct demo demo = {0};
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = check_options(&arguments, &err);
    if (status == STATUS_OK)
        status = read_sizes(&arguments, &demo.sample, &err);
    if (status != STATUS_OK)
        return command_misused("demo", &err);
    demo.arena = arena_new();
    read_inputs(&arguments, &demo);
    int exit_status = run_in_folder(&demo);
    arena_free(demo.arena);
    return exit_status;
}

const struct command COMMAND_DEMO = {
    .name = "demo",
    .summary = "a made-up city, or a real one, from file to map",
    .help =
        "usage: hocgan demo DIR [--pupils N] [--schools N] [--seed N]\n"
        "       hocgan demo DIR --osm FILE [--wards FILE [--population "
        "COLUMN]]\n"
        "                       [--crs EPSG:9210] [--name TEXT]\n\n"
        "Draws a made-up city (20000 pupils, 60 schools) in DIR, or takes a\n"
        "real one from OpenStreetMap, imports it into DIR/city.sqlite, builds\n"
        "the network and publishes zones. The made-up city ends with a\n"
        "forecast and where to build. Prints each command it runs. A second\n"
        "run does only what has changed since.\n\n"
        "example: hocgan demo mau --pupils 5000 --schools 20\n",
    .run = run,
};
