// The pipeline runs the commands themselves, each printed before it runs.
//
// A step is noted with a checksum over all it was made from: the files it
// read, its options, the steps it stands on, and the program itself. The next
// run does only the steps whose checksum has changed. Network and zones know
// by themselves whether they still fit the city, and are asked.

#include "demo_pipeline.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "city_query.h"
#include "command.h"
#include "crs/crs.h"
#include "store/clock.h"
#include "store/network_file.h"
#include "store/plan_list.h"
#include "store/store_city.h"
#include "store/store_numbers.h"

static const char *in_folder(const struct demo *demo, const char *file)
{
    return arena_format(demo->arena, "%s/%s", demo->folder, file);
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool is_done(const struct demo *demo, const char *step, const char *from)
{
    return text_same(demo_notes_find(&demo->notes, step), from);
}

static void say_took(double began_s)
{
    printf("  %.2f s\n", seconds_now() - began_s);
    fflush(stdout);
}

// Runs a command as typed: `words` are what stands after its name, ended by
// NULL.
static int run_command(const struct demo *demo, const struct command *command,
                       const char *const *words)
{
    char *argv[16];
    int argc = 0;
    double began_s = seconds_now();
    printf("$ hocgan %s", command->name);
    for (; words[argc] != NULL; argc++) {
        argv[argc] = arena_text(demo->arena, words[argc]);
        printf(strchr(words[argc], ' ') == NULL ? " %s" : " \"%s\"",
               words[argc]);
    }
    argv[argc] = NULL;
    printf("\n");
    fflush(stdout);
    int exit_status = command->run(argc, argv);
    if (exit_status == EXIT_DONE)
        say_took(began_s);
    return exit_status;
}

// The made-up city's files ----------------------------------------------------

static const char *const SAMPLE_FILES[] = {
    "city.osm",       "wards.geojson", "capacity.csv", "enrolment.csv",
    "population.csv", "housing.csv",   "sites.csv",    "indicators.csv",
    "pupils.csv",     "wishes.csv",
};
#define N_SAMPLE_FILES (sizeof SAMPLE_FILES / sizeof *SAMPLE_FILES)

static bool has_sample_files(const struct demo *demo)
{
    for (size_t i = 0; i < N_SAMPLE_FILES; i++)
        if (!exists(in_folder(demo, SAMPLE_FILES[i])))
            return false;
    return true;
}

static enum status draw_sample(struct demo *demo, struct error *err)
{
    const char *from =
        arena_format(demo->arena, "%s seed %llu pupils %zu schools %zu",
                     demo->program, (unsigned long long)demo->sample.seed,
                     demo->sample.n_pupils, demo->sample.n_schools);
    if (is_done(demo, "draw", from) && has_sample_files(demo)) {
        printf("The made-up city in %s is as drawn before\n", demo->folder);
        return STATUS_OK;
    }
    double began_s = seconds_now();
    printf("Drawing a made-up city in %s: %zu pupils, %zu schools, seed %llu\n",
           demo->folder, demo->sample.n_pupils, demo->sample.n_schools,
           (unsigned long long)demo->sample.seed);
    struct arena *arena = arena_new();
    const struct sample_city *city = sample_city_draw(arena, demo->sample);
    enum status status = sample_city_write(city, demo->folder, err);
    arena_free(arena);
    if (status == STATUS_OK)
        status = demo_notes_set(&demo->notes, "draw", from, err);
    if (status == STATUS_OK)
        say_took(began_s);
    return status;
}

// The city --------------------------------------------------------------------

static void remove_city(const struct demo *demo)
{
    static const char *const ENDINGS[] = {
        ".sqlite",
        ".sqlite-wal",
        ".sqlite-shm",
        ".sqlite-journal",
        ".private.sqlite",
        ".private.sqlite-wal",
        ".private.sqlite-shm",
        ".private.sqlite-journal",
        ".network",
    };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        unlink(
            arena_format(demo->arena, "%s/city%s", demo->folder, ENDINGS[i]));
}

// All steps that were done in the old city are forgotten with it, but for the
// drawing of the files.
static void forget_city(struct demo *demo)
{
    const char *drawn = demo_notes_find(&demo->notes, "draw");
    demo_notes_clear(&demo->notes);
    if (drawn != NULL)
        *demo_note_list_add(&demo->notes.notes, demo->arena) =
            (struct demo_note){"draw", drawn};
    remove_city(demo);
}

static enum status make_city(struct demo *demo, const char **from,
                             struct error *err)
{
    // Which files there are is part of it: a city that had wards of a file
    // and now has none starts again.
    *from =
        arena_format(demo->arena, "%s %s, %s, %s%s", demo->program, demo->name,
                     demo->crs, demo->osm == NULL ? "made up" : "real",
                     demo->wards == NULL ? "" : ", wards");
    if (is_done(demo, "init", *from) && exists(demo->city))
        return STATUS_OK;
    if (exists(demo->city) && !demo->notes.is_found)
        return error_set(err, STATUS_STATE,
                         "%s was not made by hocgan demo, so it is left alone; "
                         "choose another folder",
                         demo->city);
    forget_city(demo);
    printf("$ hocgan init %s --name \"%s\" --crs %s\n", demo->city, demo->name,
           demo->crs);
    fflush(stdout);
    struct city_info info = {.name = demo->name,
                             .crs = demo->crs,
                             .is_sample = demo->osm == NULL,
                             .attribution =
                                 demo->osm == NULL ? "Dữ liệu mô phỏng" : NULL};
    struct crs *crs = NULL;
    double began_s = seconds_now();
    enum status status = crs_open(demo->crs, &crs, err);
    if (status == STATUS_OK)
        status = store_create(demo->city, &info, err);
    crs_close(crs);
    if (status == STATUS_OK)
        status = demo_notes_set(&demo->notes, "init", *from, err);
    if (status == STATUS_OK)
        say_took(began_s);
    return status;
}

// Imports ---------------------------------------------------------------------

// A file's checksum; a shapefile is its companions too.
static enum status checksum_file(const struct demo *demo, const char *path,
                                 char hex[33], struct error *err)
{
    static const char *const COMPANIONS[] = {".dbf", ".shx", ".prj", ".cpg"};
    size_t length = strlen(path);
    char of_one[33];
    enum status status = store_file_checksum(path, hex, err);
    if (length < 4 || strcmp(path + length - 4, ".shp") != 0)
        return status;
    for (size_t i = 0; status == STATUS_OK && i < 4; i++) {
        const char *companion = arena_format(
            demo->arena, "%.*s%s", (int)(length - 4), path, COMPANIONS[i]);
        if (!exists(companion))
            continue;
        status = store_file_checksum(companion, of_one, err);
        if (status == STATUS_OK)
            store_text_checksum(arena_format(demo->arena, "%s %s", hex, of_one),
                                hex);
    }
    return status;
}

static int import(struct demo *demo, const char *city_from, const char *what,
                  const char *file, const char *map)
{
    struct error err;
    char checksum[33];
    if (checksum_file(demo, file, checksum, &err) != STATUS_OK)
        return command_refused("demo", &err);
    const char *from = arena_format(demo->arena, "%s %s %s", checksum,
                                    map == NULL ? "" : map, city_from);
    if (is_done(demo, what, from)) {
        printf("%s: up to date with %s\n", what, file);
        return EXIT_DONE;
    }
    const char *words[] = {demo->city, what, file, map == NULL ? NULL : "--map",
                           map,        NULL};
    int exit_status = run_command(demo, &COMMAND_IMPORT, words);
    if (exit_status != EXIT_DONE)
        return exit_status;
    if (demo_notes_set(&demo->notes, what, from, &err) != STATUS_OK)
        return command_refused("demo", &err);
    return EXIT_DONE;
}

// A table with more than its header. A city without upper secondary schools
// has no wishes.
static bool has_rows(const char *path)
{
    FILE *file = fopen(path, "rb");
    int n_lines = 0;
    if (file == NULL)
        return false;
    for (int c; n_lines < 2 && (c = getc(file)) != EOF;)
        n_lines += c == '\n';
    fclose(file);
    return n_lines == 2;
}

static int import_sample(struct demo *demo, const char *city_from)
{
    static const struct {
        const char *what;
        const char *file;
    } IMPORTS[] = {
        {"osm", "city.osm"},
        {"wards", "wards.geojson"},
        {"capacity", "capacity.csv"},
        {"enrolment", "enrolment.csv"},
        {"population", "population.csv"},
        {"housing", "housing.csv"},
        {"sites", "sites.csv"},
        {"indicators", "indicators.csv"},
        {"pupils", "pupils.csv"},
        {"wishes", "wishes.csv"},
    };
    int exit_status = EXIT_DONE;
    for (size_t i = 0;
         exit_status == EXIT_DONE && i < sizeof IMPORTS / sizeof *IMPORTS; i++)
        if (has_rows(in_folder(demo, IMPORTS[i].file)))
            exit_status = import(demo, city_from, IMPORTS[i].what,
                                 in_folder(demo, IMPORTS[i].file), NULL);
    return exit_status;
}

static int import_real(struct demo *demo, const char *city_from)
{
    int exit_status = import(demo, city_from, "osm", demo->osm, NULL);
    if (exit_status != EXIT_DONE || demo->wards == NULL)
        return exit_status;
    const char *map =
        demo->population == NULL
            ? NULL
            : arena_format(demo->arena, "population=%s", demo->population);
    return import(demo, city_from, "wards", demo->wards, map);
}

// Network and zones
// -------------------------------------------------------------

static bool network_fits(const struct demo *demo)
{
    struct store *store = NULL;
    struct network_file *file = NULL;
    struct error err;
    char path[PATH_MAX];
    char streets[33];
    network_file_path(demo->city, path, sizeof path);
    bool fits = store_open(demo->city, STORE_READ, &store, &err) == STATUS_OK &&
                store_streets_checksum(store, streets, &err) == STATUS_OK &&
                network_file_open(path, streets, &file, &err) == STATUS_OK;
    network_file_close(file);
    store_close(store);
    return fits;
}

// Units are made of the streets, the wards and the children of the made-up
// city. (Nobody knows the children of a real one.)
static int make_units(struct demo *demo)
{
    static const char *const STEPS[] = {"osm", "wards", "population", "pupils"};
    const char *words[] = {demo->city, "units", "--level", "primary", NULL};
    const char *all = "";
    char from[33];
    struct error err;
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        all = arena_format(demo->arena, "%s; %s", all,
                           demo_notes_find(&demo->notes, STEPS[i]));
    store_text_checksum(all, from);
    if (is_done(demo, "units", from)) {
        printf("units: up to date\n");
        return EXIT_DONE;
    }
    int exit_status = run_command(demo, &COMMAND_ZONES, words);
    if (exit_status == EXIT_DONE &&
        demo_notes_set(&demo->notes, "units", from, &err) != STATUS_OK)
        return command_refused("demo", &err);
    return exit_status;
}

// Zones of a made-up city by whole units, of a real one by nearest school.
static int compute(struct demo *demo)
{
    const char *network[] = {demo->city, NULL};
    const char *nearest[] = {demo->city, "suggest", "--publish", NULL};
    const char *balanced[] = {
        demo->city,        "suggest", "--level",         "primary",   "--level",
        "lower_secondary", "--level", "upper_secondary", "--publish", NULL};
    int exit_status = EXIT_DONE;
    if (network_fits(demo))
        printf("network: up to date\n");
    else
        exit_status = run_command(demo, &COMMAND_NETWORK, network);
    if (exit_status == EXIT_DONE && demo->osm == NULL)
        exit_status = make_units(demo);
    if (exit_status == EXIT_DONE)
        exit_status = run_command(demo, &COMMAND_ZONES,
                                  demo->osm == NULL ? balanced : nearest);
    return exit_status;
}

// Places for the entry grades of the made-up city, by every method; the same
// rounds are kept once.
static int place(const struct demo *demo)
{
    static const char *const GRADES[] = {"1", "6", "10"};
    int exit_status = EXIT_DONE;
    for (size_t i = 0; i < 3 && exit_status == EXIT_DONE; i++) {
        const char *words[] = {demo->city,
                               "--grade",
                               GRADES[i],
                               "--year",
                               arena_format(demo->arena, "%d", SAMPLE_YEAR),
                               "--method",
                               "all",
                               "--quiet",
                               NULL};
        exit_status = run_command(demo, &COMMAND_ADMIT, words);
    }
    return exit_status;
}

// Planning --------------------------------------------------------------------

// What a planner asks once pupils, rooms and homes being built are known. (Of a
// real city nobody has told the demo its pupils.)
static int look_ahead(struct demo *demo)
{
    const char *forecast[] = {demo->city, NULL};
    const char *site[] = {demo->city, "--new",          "2", "--rooms",
                          "20",       "--two-sessions", NULL};
    if (demo->osm != NULL)
        return EXIT_DONE;
    int exit_status = run_command(demo, &COMMAND_FORECAST, forecast);
    if (exit_status == EXIT_DONE)
        exit_status = run_command(demo, &COMMAND_SITE, site);
    return exit_status;
}

// What to try -----------------------------------------------------------------

static int compare_eastings(const void *a, const void *b)
{
    double left = ((const struct school *)a)->point.x_m;
    double right = ((const struct school *)b)->point.x_m;
    return (left > right) - (left < right);
}

// A place in the thick of the city: beside the school that has as many to the
// east of it as to the west.
static enum status find_example(const struct demo *demo, struct lonlat *at,
                                struct error *err)
{
    struct store *store = NULL;
    struct crs *crs = NULL;
    struct school_list schools = {0};
    enum status status = store_open(demo->city, STORE_READ, &store, err);
    if (status == STATUS_OK)
        status = store_read_schools(store, demo->arena, &schools, err);
    store_close(store);
    if (status == STATUS_OK && schools.count == 0)
        status = error_set(err, STATUS_STATE, "%s has no schools", demo->city);
    if (status == STATUS_OK)
        status = crs_open(demo->crs, &crs, err);
    if (status != STATUS_OK)
        return status;
    qsort(schools.items, schools.count, sizeof *schools.items,
          compare_eastings);
    struct point_m point = schools.items[schools.count / 2].point;
    point.x_m += 150;
    *at = crs_to_lonlat(crs, point);
    crs_close(crs);
    return STATUS_OK;
}

static void say_what_next(const struct demo *demo, double began_s)
{
    struct lonlat at;
    struct error err;
    printf("\n%s is ready, after %.1f s. Try:\n", demo->city,
           seconds_now() - began_s);
    if (find_example(demo, &at, &err) == STATUS_OK)
        printf("  hocgan nearest %s --at %.5f,%.5f --level primary -k 5\n",
               demo->city, at.lon_deg, at.lat_deg);
    at = sample_city_hard_place(demo->sample);
    if (demo->osm == NULL)
        printf("  hocgan route %s --from %.5f,%.5f --to-school M001 "
               "(seen across the river)\n",
               demo->city, at.lon_deg, at.lat_deg);
    if (demo->osm == NULL)
        printf("  hocgan explain %s --pupil HS0000001\n", demo->city);
    printf("  hocgan check %s\n"
           "  hocgan serve %s --listen 127.0.0.1:8080\n",
           demo->city, demo->city);
    if (demo->osm == NULL)
        printf("Everything in it is made up: " SAMPLE_CITY_NAME ".\n");
    fflush(stdout);
}

// The whole -------------------------------------------------------------------

int demo_run(struct demo *demo)
{
    struct error err = {0};
    const char *city_from = NULL;
    double began_s = seconds_now();
    demo->city = in_folder(demo, "city.sqlite");
    demo->notes = demo_notes_read(demo->arena, demo->folder);
    enum status status =
        store_file_checksum("/proc/self/exe", demo->program, &err);
    if (status == STATUS_OK && demo->osm == NULL)
        status = draw_sample(demo, &err);
    if (status == STATUS_OK)
        status = make_city(demo, &city_from, &err);
    if (status != STATUS_OK)
        return command_refused("demo", &err);
    int exit_status = demo->osm == NULL ? import_sample(demo, city_from)
                                        : import_real(demo, city_from);
    if (exit_status == EXIT_DONE)
        exit_status = compute(demo);
    if (exit_status == EXIT_DONE && demo->osm == NULL)
        exit_status = place(demo);
    if (exit_status == EXIT_DONE)
        exit_status = look_ahead(demo);
    if (exit_status == EXIT_DONE)
        say_what_next(demo, began_s);
    return exit_status;
}
