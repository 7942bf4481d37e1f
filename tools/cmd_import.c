// hocgan import: one file into the city, all or nothing, with a report.

#include <stdio.h>
#include <string.h>

#include "city_query.h"
#include "command.h"
#include "crs/crs.h"
#include "import/import_osm.h"
#include "import/import_table.h"
#include "import_json.h"
#include "progress_bar.h"
#include "store/store_city.h"

static const struct option_spec OPTIONS[] = {
    {.name = "map", .repeats = true},
    {.name = "crs"},
    {.name = "encoding"},
    {.name = "year"},
    {.name = "grade"},
    {.name = "ward", .repeats = true},
    {.name = "name"},
    {.name = "dry-run", .is_flag = true},
    {.name = "json", .is_flag = true},
    {.name = NULL},
};

#define WHATS                                                                  \
    "osm wards units schools capacity population enrolment pupils wishes "     \
    "housing sites indicators"

#define MOST_OPTIONS ARGUMENTS_MOST_OPTIONS

struct request {
    const char *city;
    const char *what;
    const char *file;
    const char *name; // what people call the file
    struct field_map maps[MOST_OPTIONS];
    const char *wards[MOST_OPTIONS];
    struct import_options options;
    bool as_json;
};

// "population=Pop_2019" into its two sides.
static enum status parse_map(const char *text, struct arena *arena,
                             struct field_map *map, struct error *err)
{
    const char *equals = strchr(text, '=');
    if (equals == NULL || equals == text || equals[1] == '\0')
        return error_set(err, STATUS_BAD_INPUT,
                         "--map needs FIELD=COLUMN, not \"%s\"", text);
    map->field = arena_text_n(arena, text, (size_t)(equals - text));
    map->column = equals + 1;
    return STATUS_OK;
}

// What may be given more than once.
static enum status parse_repeated(const struct arguments *arguments,
                                  struct arena *arena, struct request *request,
                                  struct error *err)
{
    struct import_options *options = &request->options;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < arguments->n_options && status == STATUS_OK; i++) {
        const char *name = arguments->options[i].name;
        const char *value = arguments->options[i].value;
        if (strcmp(name, "map") == 0)
            status =
                parse_map(value, arena, &request->maps[options->n_maps++], err);
        else if (strcmp(name, "ward") == 0)
            request->wards[options->n_wards++] = value;
    }
    options->maps = request->maps;
    options->ward_ids = request->wards;
    return status;
}

static enum status check_use(const struct request *request, struct error *err)
{
    if (request->options.n_wards > 0 &&
        !text_is_one_of(request->what, "pupils wishes"))
        return error_set(err, STATUS_BAD_INPUT,
                         "--ward is for pupils and wishes, not %s",
                         request->what);
    if (request->options.is_dry_run && strcmp(request->what, "osm") == 0)
        return error_set(err, STATUS_BAD_INPUT,
                         "there is no --dry-run of a map: it is taken or "
                         "refused as a whole");
    return STATUS_OK;
}

static enum status read_request(const struct arguments *arguments,
                                struct arena *arena, struct request *request,
                                struct error *err)
{
    int64_t year = 0, grade = -1;
    *request = (struct request){
        .city = arguments->positional[0],
        .what = arguments->positional[1],
        .file = arguments->positional[2],
        .name = arguments_value(arguments, "name", NULL),
        .as_json = arguments_has(arguments, "json"),
        .options = {.crs = arguments_value(arguments, "crs", NULL),
                    .encoding = arguments_value(arguments, "encoding", NULL),
                    .is_dry_run = arguments_has(arguments, "dry-run")}};
    if (arguments->n_positional != 3)
        return error_set(err, STATUS_BAD_INPUT,
                         "a CITY, what to import and one FILE are needed");
    if (!text_is_one_of(request->what, WHATS))
        return error_set(err, STATUS_BAD_INPUT,
                         "\"%s\" is nothing that can be imported; these can: "
                         "%s",
                         request->what, WHATS);
    enum status status = parse_repeated(arguments, arena, request, err);
    if (status == STATUS_OK)
        status = check_use(request, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "year", 1900, 2200, &year, err);
    if (status == STATUS_OK)
        status = arguments_int(arguments, "grade", 0, 12, &grade, err);
    request->options.year = (int)year;
    request->options.has_grade = grade >= 0;
    request->options.grade = (int)grade;
    return status;
}

static enum status import(struct store *store, const struct request *request,
                          struct report *report, struct error *err)
{
    struct city_info info;
    struct crs *crs = NULL;
    enum status status = store_read_city(store, report->arena, &info, err);
    if (status == STATUS_OK)
        status = crs_open(info.crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    if (strcmp(request->what, "osm") == 0)
        status = import_osm(store, crs, request->file, report, err);
    else
        status = import_table(store, request->city, crs, request->what,
                              request->file, &request->options, report, err);
    crs_close(crs);
    return status;
}

// In words: what was counted, or every row it is refused for.
static void tell(const struct report *report, enum status status)
{
    if (status == STATUS_OK)
        report_print(report, stderr);
    else if (report->n_refusals > 1)
        report_print_refusals(report, stderr);
}

static void print_json(const struct request *request,
                       const struct report *report, const char *sentence)
{
    struct text_buffer body = {0};
    const struct import_outcome outcome = {.what = request->what,
                                           .options = &request->options,
                                           .report = report,
                                           .preview = request->options.preview,
                                           .sentence = sentence};
    import_json_write(&body, &outcome);
    city_query_print(&body);
}

// What a dry run finds is its answer, whatever it is.
static int settle(const struct request *request, const struct report *report,
                  enum status status, const struct error *err)
{
    if (request->as_json)
        print_json(request, report, status == STATUS_OK ? NULL : err->text);
    tell(report, status);
    if (status == STATUS_OK || (request->options.is_dry_run &&
                                status == STATUS_BAD_INPUT && request->as_json))
        return EXIT_DONE;
    return command_refused("import", err);
}

static int run_request(struct request *request, struct arena *arena)
{
    struct store *store = NULL;
    struct error err;
    struct import_preview preview = {0};
    struct report report = report_new(arena);
    struct progress_bar bar;
    progress_bar_begin(&bar);
    report.progress = &bar.progress;
    report.file = request->name;
    if (request->options.is_dry_run)
        request->options.preview = &preview;
    enum status status = store_open(request->city, STORE_WRITE, &store, &err);
    if (status == STATUS_OK)
        status = import(store, request, &report, &err);
    if (status == STATUS_OK)
        progress_bar_kept(&bar);
    progress_bar_end(&bar);
    store_close(store);
    return settle(request, &report, status, &err);
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct request request;
    struct error err;
    if (arguments_parse(argc, argv, OPTIONS, &arguments, &err) != STATUS_OK)
        return command_misused("import", &err);
    struct arena *arena = arena_new();
    int exit_status;
    if (read_request(&arguments, arena, &request, &err) != STATUS_OK)
        exit_status = command_misused("import", &err);
    else
        exit_status = run_request(&request, arena);
    arena_free(arena);
    return exit_status;
}

const struct command COMMAND_IMPORT = {
    .name = "import",
    .summary = "takes a file into the city: map, wards, schools, numbers",
    .help =
        "usage: hocgan import CITY WHAT FILE [--map FIELD=COLUMN]…\n"
        "                     [--crs EPSG:NUMBER] [--encoding auto|utf-8|tcvn3"
        "|vni]\n"
        "                     [--year YEAR] [--grade GRADE] [--ward WARD]…\n"
        "                     [--name TEXT] [--dry-run] [--json]\n\n"
        "WHAT is one of\n"
        "  osm         OpenStreetMap, .osm.pbf or .osm: streets, schools,\n"
        "              boundaries, places, addresses and the base map\n"
        "  wards       shapefile or GeoJSON of wards and communes\n"
        "  units       shapefile or GeoJSON of planning units, with entrants\n"
        "              where --year and --grade say of what\n"
        "  schools     CSV (or points): the register of schools\n"
        "  capacity    CSV: rooms, class caps and seats by school and year\n"
        "  population  CSV: people by ward, year and age\n"
        "  enrolment   CSV: pupils by school, year and grade\n"
        "  pupils      CSV: children to be placed, into the private file\n"
        "  wishes      CSV: the schools families wish for, by rank; private\n"
        "  housing     CSV: homes being built, with the pupils they bring\n"
        "  sites       CSV: places where a school could be built\n"
        "  indicators  CSV: values by school or ward, and targets\n\n"
        "Fields are found by their columns' usual names (geodata/schema/"
        "README.md\n"
        "lists them) or as --map says. An import is all or nothing; a report\n"
        "goes to standard error. --ward takes pupils of these wards only: "
        "rows\n"
        "of others are refused. --dry-run does all of it and undoes it; with\n"
        "--json columns, first rows and findings are printed. --name is what\n"
        "people call the file.\n\n"
        "example: hocgan import hcmc.sqlite wards wards-2019.shp "
        "--map population=Pop_2019\n",
    .run = run,
    .changing = WHATS,
    .options = OPTIONS,
};
