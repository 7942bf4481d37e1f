// hocgan matrix: distances from every home to every place, a row a pair. Each
// home is one search, and its rows are written before the next begins, so a
// matrix of any size needs the memory of one line of it. The file appears
// under its name only when it is whole.

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "base/text.h"
#include "city_query.h"
#include "command.h"
#include "crs/crs.h"
#include "format/csv.h"
#include "geo/lonlat.h"
#include "network/matrix.h"
#include "progress_bar.h"
#include "store/city_network.h"
#include "store/store_city.h"

static const struct option_spec OPTIONS[] = {
    {.name = "from"},
    {.name = "to"},
    {.name = "profile"},
    {.name = "weight"},
    {.name = "output", .short_name = 'o'},
    {0},
};

/// The places of one file. A place far from any street is not on the network
/// and has no way to anywhere.
struct places {
    size_t count;
    const char **ids;
    struct net_place *places; ///< those on the network, in order
    uint32_t *at;             ///< for each row its index there, or UINT32_MAX
    size_t n_on_network;
};

struct matrix_job {
    struct arena *arena;
    struct crs *crs;
    struct city_network *network;
    const struct traveller *traveller;
    enum road_weight weight;
    struct places from;
    struct places to;
};

static enum status find_column(const struct feature_table *table,
                               const char *name, size_t *column,
                               struct error *err)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcasecmp(table->columns[i], name) == 0) {
            *column = i;
            return STATUS_OK;
        }
    return error_set(err, STATUS_BAD_INPUT,
                     "%s has no column \"%s\"; id, lon and lat are needed",
                     table->file, name);
}

static enum status parse_degrees(const struct feature_table *table,
                                 const struct feature *row, const char *name,
                                 const char *text, double *degrees,
                                 struct error *err)
{
    if (text == NULL || !text_parse_double(text, degrees))
        return error_set(err, STATUS_BAD_INPUT,
                         "%s, row %zu: %s must be a number of degrees, not "
                         "\"%s\"",
                         table->file, row->row, name, text == NULL ? "" : text);
    return STATUS_OK;
}

static enum status parse_row(const struct feature_table *table,
                             const struct feature *row, const size_t columns[3],
                             const char **id, struct lonlat *at,
                             struct error *err)
{
    *id = row->texts[columns[0]];
    if (*id == NULL)
        return error_set(err, STATUS_BAD_INPUT, "%s, row %zu: id is empty",
                         table->file, row->row);
    enum status status = parse_degrees(
        table, row, "lon", row->texts[columns[1]], &at->lon_deg, err);
    if (status == STATUS_OK)
        status = parse_degrees(table, row, "lat", row->texts[columns[2]],
                               &at->lat_deg, err);
    if (status != STATUS_OK)
        return status;
    const char *wrong = lonlat_check(*at);
    if (wrong != NULL)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s, row %zu: the position of \"%s\" %s", table->file,
                         row->row, *id, wrong);
    return STATUS_OK;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum status check_ids(struct arena *arena, const char *file,
                             const struct places *places, struct error *err)
{
    const char **sorted =
        arena_copy(arena, places->ids, places->count * sizeof *sorted);
    qsort(sorted, places->count, sizeof *sorted, by_text);
    for (size_t i = 1; i < places->count; i++)
        if (strcmp(sorted[i], sorted[i - 1]) == 0)
            return error_set(err, STATUS_BAD_INPUT,
                             "%s: the id \"%s\" is there twice", file,
                             sorted[i]);
    return STATUS_OK;
}

static void add_place(struct matrix_job *m, struct places *places,
                      const char *id, struct lonlat at)
{
    struct net_place place;
    size_t i = places->count++;
    places->ids[i] = id;
    places->at[i] = UINT32_MAX;
    if (!snap_point(m->traveller->snapper, crs_to_city(m->crs, at),
                    SNAP_FARTHEST_M, &place))
        return;
    places->at[i] = (uint32_t)places->n_on_network;
    places->places[places->n_on_network++] = place;
}

static enum status read_places(struct matrix_job *m, const char *path,
                               struct places *places, struct error *err)
{
    static const char *const NAMES[] = {"id", "lon", "lat"};
    struct feature_table table = {0};
    size_t columns[3];
    enum status status = csv_read(path, ENCODING_UTF8, m->arena, &table, err);
    for (size_t i = 0; i < 3 && status == STATUS_OK; i++)
        status = find_column(&table, NAMES[i], &columns[i], err);
    if (status != STATUS_OK)
        return status;

    size_t n = table.features.count;
    places->ids = arena_array(m->arena, const char *, n);
    places->places = arena_array(m->arena, struct net_place, n);
    places->at = arena_array(m->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        const char *id;
        struct lonlat at;
        status =
            parse_row(&table, &table.features.items[i], columns, &id, &at, err);
        if (status != STATUS_OK)
            return status;
        add_place(m, places, id, at);
    }
    if (places->n_on_network < n)
        fprintf(stderr,
                "%s: %zu of %zu places are farther than %.0f m from a street\n",
                table.file, n - places->n_on_network, n, SNAP_FARTHEST_M);
    return check_ids(m->arena, table.file, places, err);
}

// Quoted as RFC 4180 asks where it must be.
static void print_field(FILE *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void print_row(FILE *out, const char *from, const char *to,
                      uint32_t distance_cm, uint32_t duration_ms)
{
    print_field(out, from);
    fputc(',', out);
    print_field(out, to);
    if (distance_cm == UINT32_MAX)
        fputs(",,\n", out);
    else
        fprintf(out, ",%u.%02u,%u\n", distance_cm / 100, distance_cm % 100,
                duration_ms / 1000 + (duration_ms % 1000 >= 500));
}

// Distances are found for a portion of the homes at a time: enough for the
// search to share its work, few enough that the first rows come at once.
#define PORTION 256

struct portion {
    struct matrix *matrix;
    size_t first; // place its rows begin with
    size_t count;
    uint32_t *distance_cm;
    uint32_t *duration_ms;
};

static void fill_portion(const struct matrix_job *m, struct portion *portion,
                         size_t place)
{
    if (place < portion->first + portion->count && place >= portion->first)
        return;
    size_t left = m->from.n_on_network - place;
    portion->first = place;
    portion->count = left < PORTION ? left : PORTION;
    matrix_rows(portion->matrix, m->from.places + place, portion->count,
                portion->distance_cm, portion->duration_ms);
}

// The rows of one home.
static void print_home(const struct matrix_job *m, struct portion *portion,
                       size_t home, FILE *out)
{
    uint32_t place = m->from.at[home];
    size_t row = 0;
    if (place != UINT32_MAX) {
        fill_portion(m, portion, place);
        row = (place - portion->first) * m->to.n_on_network;
    }
    for (size_t i = 0; i < m->to.count; i++) {
        uint32_t at = m->to.at[i];
        bool has_way = place != UINT32_MAX && at != UINT32_MAX;
        print_row(out, m->from.ids[home], m->to.ids[i],
                  has_way ? portion->distance_cm[row + at] : UINT32_MAX,
                  has_way ? portion->duration_ms[row + at] : UINT32_MAX);
    }
}

static bool print_matrix(struct matrix_job *m, FILE *out)
{
    struct measure measure = m->traveller->measure;
    if (m->weight != BY_DISTANCE)
        measure = measure_by(m->arena, &measure, m->weight);
    size_t n = PORTION * m->to.n_on_network;
    struct portion portion = {
        .matrix = matrix_new(&measure, m->to.places, m->to.n_on_network),
        .distance_cm = arena_array(m->arena, uint32_t, n),
        .duration_ms = arena_array(m->arena, uint32_t, n)};
    struct progress_bar bar;
    progress_bar_begin(&bar);
    fputs("from,to,distance_m,duration_s\n", out);
    for (size_t home = 0; home < m->from.count && !ferror(out); home++) {
        print_home(m, &portion, home, out);
        progress_tell(&bar.progress, home + 1, m->from.count, "ways");
    }
    progress_bar_end(&bar);
    matrix_free(portion.matrix);
    return fflush(out) == 0 && !ferror(out);
}

static enum status write_matrix(struct matrix_job *m, const char *path,
                                struct error *err)
{
    if (path == NULL)
        return print_matrix(m, stdout)
                   ? STATUS_OK
                   : error_set(err, STATUS_IO, "cannot write the matrix");
    const char *temporary = arena_format(m->arena, "%s.unfinished", path);
    FILE *out = fopen(temporary, "wb");
    if (out == NULL)
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(errno));
    bool ok = print_matrix(m, out);
    ok = fclose(out) == 0 && ok;
    if (!ok || rename(temporary, path) != 0) {
        int why = errno;
        unlink(temporary);
        return error_set(err, STATUS_IO, "cannot write %s: %s", path,
                         strerror(why));
    }
    return STATUS_OK;
}

static enum status open_city(struct matrix_job *m, const char *city_path,
                             const char *profile, struct error *err)
{
    struct store *store;
    struct city_info info;
    enum status status = store_open(city_path, STORE_READ, &store, err);
    if (status != STATUS_OK)
        return status;
    status = store_read_city(store, m->arena, &info, err);
    if (status == STATUS_OK)
        status = crs_open(info.crs, &m->crs, err);
    if (status == STATUS_OK)
        status = city_network_open(store, profile, stderr, &m->network, err);
    if (status == STATUS_OK)
        m->traveller = city_network_traveller(m->network, profile);
    store_close(store);
    return status;
}

static enum status make_matrix(struct matrix_job *m,
                               const struct arguments *arguments,
                               struct error *err)
{
    enum status status =
        open_city(m, arguments->positional[0],
                  arguments_value(arguments, "profile", "walk"), err);
    if (status == STATUS_OK)
        status = read_places(m, arguments_value(arguments, "from", NULL),
                             &m->from, err);
    if (status == STATUS_OK)
        status =
            read_places(m, arguments_value(arguments, "to", NULL), &m->to, err);
    if (status == STATUS_OK)
        status =
            write_matrix(m, arguments_value(arguments, "output", NULL), err);
    return status;
}

static enum status check_usage(const struct arguments *arguments,
                               struct error *err)
{
    const char *profile = arguments_value(arguments, "profile", "walk");
    const char *weight = arguments_value(arguments, "weight", "distance");
    const struct profile *known;
    if (arguments->n_positional != 1)
        return error_set(err, STATUS_BAD_INPUT, "one CITY is needed");
    if (!arguments_has(arguments, "from") || !arguments_has(arguments, "to"))
        return error_set(err, STATUS_BAD_INPUT,
                         "--from FILE.csv and --to FILE.csv are needed");
    if (!text_is_one_of(weight, "distance time"))
        return error_set(err, STATUS_BAD_INPUT,
                         "--weight must be distance or time, not \"%s\"",
                         weight);
    return profile_ask(profile, &known, err);
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct error err;
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK)
        status = check_usage(&arguments, &err);
    if (status != STATUS_OK)
        return command_misused(COMMAND_MATRIX.name, &err);

    const char *weight = arguments_value(&arguments, "weight", "distance");
    struct matrix_job m = {.arena = arena_new(),
                           .weight = text_same(weight, "time") ? BY_TIME
                                                               : BY_DISTANCE};
    status = make_matrix(&m, &arguments, &err);
    city_network_close(m.network);
    if (m.crs != NULL)
        crs_close(m.crs);
    arena_free(m.arena);
    return status == STATUS_OK ? EXIT_DONE
                               : command_refused(COMMAND_MATRIX.name, &err);
}

const struct command COMMAND_MATRIX = {
    .name = "matrix",
    .summary = "street distances from many places to many",
    .help =
        "usage: hocgan matrix CITY --from FILE.csv --to FILE.csv\n"
        "           [--profile " PROFILE_CHOICE "] [--weight distance|time]\n"
        "           [-o OUT.csv]\n\n"
        "Both files have the columns id, lon and lat (degrees). The result "
        "has\n"
        "from, to, distance_m and duration_s, a row a pair, the last two "
        "empty\n"
        "where no way exists; it goes to standard output without -o.\n\n"
        "example: hocgan matrix hcmc.sqlite --from homes.csv --to schools.csv "
        "-o far.csv\n",
    .run = run,
};
