// jansson gives the tree, and each field is fetched by its name and kind. The
// first that is wrong ends the reading, so a receipt is taken whole or not at
// all. Lengths are metres with two decimals: a number is a length if the whole
// number of centimetres nearest to it, written as metres, is that number.

#include "format/receipt.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geo/lonlat.h"

struct reader {
    const char *name; // of the file, for sentences
    struct arena *arena;
    struct error *err;
    const json_t *fields; // "properties"
};

// --- One field -----------------------------------------------------------

static enum status refuse(const struct reader *r, const char *field,
                          const char *why)
{
    return error_set(r->err, STATUS_BAD_INPUT, "%s: \"%s\" %s", r->name, field,
                     why);
}

static enum status find_field(const struct reader *r, const json_t *object,
                              const char *field, const json_t **value)
{
    *value = json_object_get(object, field);
    return *value != NULL ? STATUS_OK
                          : refuse(r, field, "is missing from the receipt");
}

static enum status take_text(const struct reader *r, const json_t *object,
                             const char *field, const char **text)
{
    const json_t *value;
    enum status status = find_field(r, object, field, &value);
    if (status != STATUS_OK)
        return status;
    if (!json_is_string(value))
        return refuse(r, field, "must be a text");
    *text = arena_text(r->arena, json_string_value(value));
    return STATUS_OK;
}

static enum status take_count(const struct reader *r, const json_t *object,
                              const char *field, uint32_t *count)
{
    const json_t *value;
    enum status status = find_field(r, object, field, &value);
    if (status != STATUS_OK)
        return status;
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < 0 || number > UINT32_MAX)
        return refuse(r, field, "must be a whole number from 0 to 4294967295");
    *count = (uint32_t)number;
    return STATUS_OK;
}

static enum status take_metres(const struct reader *r, const json_t *object,
                               const char *field, uint32_t *cm)
{
    const json_t *value;
    enum status status = find_field(r, object, field, &value);
    if (status != STATUS_OK)
        return status;
    double metres = json_number_value(value);
    if (!json_is_number(value) || !(metres >= 0 && metres <= 40e6))
        return refuse(r, field,
                      "must be a number of metres from 0 to 40000000");
    double whole_cm = nearbyint(metres * 100);
    if (whole_cm / 100 < metres || whole_cm / 100 > metres)
        return refuse(r, field, "must be metres with at most two decimals");
    *cm = (uint32_t)whole_cm;
    return STATUS_OK;
}

static enum status parse_position(const struct reader *r, const char *field,
                                  const json_t *value, struct lonlat *at)
{
    const json_t *lon = json_array_get(value, 0);
    const json_t *lat = json_array_get(value, 1);
    if (json_array_size(value) != 2 || !json_is_number(lon) ||
        !json_is_number(lat))
        return refuse(r, field, "must be a position: [longitude, latitude]");
    *at = (struct lonlat){json_number_value(lon), json_number_value(lat)};
    const char *wrong = lonlat_check(*at);
    return wrong == NULL ? STATUS_OK : refuse(r, field, wrong);
}

static enum status take_position(const struct reader *r, const json_t *object,
                                 const char *field, struct lonlat *at)
{
    const json_t *value;
    enum status status = find_field(r, object, field, &value);
    return status == STATUS_OK ? parse_position(r, field, value, at) : status;
}

// --- The parts of a receipt ----------------------------------------------

static enum status take_version(const struct reader *r)
{
    uint32_t version;
    enum status status = take_count(r, r->fields, "receipt_version", &version);
    if (status == STATUS_OK && version != RECEIPT_VERSION)
        return error_set(r->err, STATUS_BAD_INPUT,
                         "%s is of receipt version %u; this program reads "
                         "version %u",
                         r->name, version, RECEIPT_VERSION);
    return status;
}

static enum status take_measure(const struct reader *r, struct receipt *receipt)
{
    const json_t *measure;
    enum status status = find_field(r, r->fields, "measure", &measure);
    if (status == STATUS_OK && !json_is_object(measure))
        status = refuse(r, "measure", "must hold a profile and a weight");
    if (status == STATUS_OK)
        status = take_text(r, measure, "profile", &receipt->profile);
    if (status == STATUS_OK)
        status = take_text(r, measure, "weight", &receipt->weight);
    if (status == STATUS_OK && strcmp(receipt->weight, "distance") != 0 &&
        strcmp(receipt->weight, "time") != 0)
        status = refuse(r, "weight", "must be distance or time");
    return status;
}

// What the distance was measured by, and on.
static enum status take_basis(const struct reader *r, struct receipt *receipt)
{
    const char *profile = NULL;
    enum status status = take_text(r, r->fields, "city", &receipt->city);
    if (status == STATUS_OK)
        status = take_measure(r, receipt);
    if (status == STATUS_OK)
        status = take_text(r, r->fields, "profile", &profile);
    if (status == STATUS_OK && strcmp(profile, receipt->profile) != 0)
        status = refuse(r, "profile", "is not the profile of its measure");
    if (status == STATUS_OK)
        status = take_count(r, r->fields, "profile_version",
                            &receipt->profile_version);
    if (status == STATUS_OK)
        status = take_text(r, r->fields, "rule", &receipt->rule);
    if (status == STATUS_OK)
        status = take_text(r, r->fields, "network", &receipt->network);
    if (status == STATUS_OK)
        status = take_count(r, r->fields, "network_version",
                            &receipt->network_version);
    return status;
}

static enum status take_start(const struct reader *r, struct receipt *receipt)
{
    struct lonlat from = {0, 0};
    const json_t *snapped = NULL;
    enum status status = take_position(r, r->fields, "home", &receipt->home);
    if (status == STATUS_OK)
        status = take_position(r, r->fields, "from", &from);
    if (status == STATUS_OK && (from.lon_deg != receipt->home.lon_deg ||
                                from.lat_deg != receipt->home.lat_deg))
        status = refuse(r, "from", "is not the same position as \"home\"");
    if (status == STATUS_OK)
        status = find_field(r, r->fields, "snapped", &snapped);
    if (status != STATUS_OK || json_is_null(snapped))
        return status;
    receipt->is_snapped = true;
    status = parse_position(r, "snapped", snapped, &receipt->snapped);
    if (status == STATUS_OK)
        status = take_metres(r, r->fields, "straight_m", &receipt->straight_cm);
    return status;
}

static enum status take_goal(const struct reader *r, struct receipt *receipt)
{
    const json_t *school;
    enum status status = find_field(r, r->fields, "school", &school);
    if (status != STATUS_OK)
        return status;
    if (json_is_null(school))
        return take_position(r, r->fields, "to", &receipt->to);
    if (!json_is_object(school))
        return refuse(r, "school", "must hold an id and a name");
    status = take_text(r, school, "id", &receipt->school_id);
    if (status == STATUS_OK)
        status = take_text(r, school, "name", &receipt->school_name);
    return status;
}

static enum status take_streets(const struct reader *r, struct receipt *receipt)
{
    const json_t *streets;
    enum status status = find_field(r, r->fields, "streets", &streets);
    if (status == STATUS_OK && !json_is_array(streets))
        status = refuse(r, "streets", "must be a list");
    if (status != STATUS_OK)
        return status;
    size_t n = json_array_size(streets);
    receipt->streets = arena_array(r->arena, struct receipt_street, n);
    receipt->n_streets = n;
    for (size_t i = 0; status == STATUS_OK && i < n; i++) {
        const json_t *street = json_array_get(streets, i);
        if (!json_is_object(street))
            return refuse(r, "streets", "must list names and lengths");
        status = take_text(r, street, "name", &receipt->streets[i].name);
        if (status == STATUS_OK)
            status = take_metres(r, street, "length_m",
                                 &receipt->streets[i].length_cm);
        if (status != STATUS_OK)
            error_prefix(r->err, "street %zu, ", i + 1);
    }
    return status;
}

static enum status take_line(const struct reader *r, const json_t *feature,
                             struct receipt *receipt)
{
    const json_t *geometry = json_object_get(feature, "geometry");
    const json_t *line = json_object_get(geometry, "coordinates");
    size_t n = json_array_size(line);
    enum status status = STATUS_OK;
    if (n < 2)
        return refuse(r, "geometry", "must be the line of the way");
    receipt->line = arena_array(r->arena, struct lonlat, n);
    receipt->n_line = n;
    for (size_t i = 0; status == STATUS_OK && i < n; i++)
        status = parse_position(r, "geometry", json_array_get(line, i),
                                &receipt->line[i]);
    return status;
}

static enum status take_way(const struct reader *r, const json_t *feature,
                            struct receipt *receipt)
{
    const json_t *fields = r->fields;
    enum status status =
        take_metres(r, fields, "distance_m", &receipt->distance_cm);
    if (status == STATUS_OK)
        status = take_count(r, fields, "duration_s", &receipt->duration_s);
    if (status == STATUS_OK)
        status = take_position(r, fields, "gate", &receipt->gate);
    if (status == STATUS_OK)
        status = take_text(r, fields, "gate_kind", &receipt->gate_kind);
    if (status == STATUS_OK)
        status = take_metres(r, fields, "gate_straight_m",
                             &receipt->gate_straight_cm);
    if (status == STATUS_OK && json_object_get(fields, "extra_m") != NULL)
        status = take_metres(r, fields, "extra_m", &receipt->extra_cm);
    if (status == STATUS_OK)
        status = take_streets(r, receipt);
    if (status == STATUS_OK)
        status = take_line(r, feature, receipt);
    if (status == STATUS_OK && !receipt->is_snapped)
        status = refuse(r, "snapped", "is missing from a way that was found");
    return status;
}

static enum status take_receipt(const struct reader *r, const json_t *feature,
                                struct receipt *receipt)
{
    const json_t *distance = NULL;
    enum status status = take_version(r);
    if (status == STATUS_OK)
        status = take_basis(r, receipt);
    if (status == STATUS_OK)
        status = take_start(r, receipt);
    if (status == STATUS_OK)
        status = take_goal(r, receipt);
    if (status == STATUS_OK)
        status = find_field(r, r->fields, "distance_m", &distance);
    if (status != STATUS_OK)
        return status;
    receipt->is_reached = !json_is_null(distance);
    return receipt->is_reached
               ? take_way(r, feature, receipt)
               : take_text(r, r->fields, "reason", &receipt->reason);
}

// --- The file ------------------------------------------------------------

static enum status check_feature(const struct reader *r, const json_t *feature)
{
    const char *type = json_string_value(json_object_get(feature, "type"));
    if (type != NULL && strcmp(type, "Feature") == 0 &&
        json_is_object(r->fields) &&
        json_object_get(r->fields, "receipt_version") != NULL)
        return STATUS_OK;
    return error_set(r->err, STATUS_BAD_INPUT,
                     "%s is not a receipt as hocgan route --json and /v1/route "
                     "write it",
                     r->name);
}

// What jansson says may quote the file, whoever wrote that.
static enum status refuse_json(const char *name, json_error_t *where,
                               struct error *err)
{
    for (char *at = where->text; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = '?';
    return error_set(err, STATUS_BAD_INPUT, "%s is not JSON: line %d, %s", name,
                     where->line, where->text);
}

enum status receipt_parse(const char *name, const char *bytes, size_t n_bytes,
                          struct arena *arena, struct receipt *receipt,
                          struct error *err)
{
    json_error_t where;
    *receipt = (struct receipt){0};
    if (n_bytes > RECEIPT_LONGEST_BYTES)
        return error_set(err, STATUS_BAD_INPUT,
                         "%s is longer than %zu bytes, which no receipt is",
                         name, RECEIPT_LONGEST_BYTES);
    json_t *feature =
        json_loadb(bytes, n_bytes, JSON_REJECT_DUPLICATES, &where);
    if (feature == NULL)
        return refuse_json(name, &where, err);
    struct reader reader = {name, arena, err,
                            json_object_get(feature, "properties")};
    enum status status = check_feature(&reader, feature);
    if (status == STATUS_OK)
        status = take_receipt(&reader, feature, receipt);
    json_decref(feature);
    return status;
}

enum status receipt_read(const char *path, struct arena *arena,
                         struct receipt *receipt, struct error *err)
{
    bool is_input = strcmp(path, "-") == 0;
    const char *name = is_input ? "standard input" : path;
    FILE *in = is_input ? stdin : fopen(path, "rb");
    if (in == NULL)
        return error_set(err, STATUS_IO, "%s cannot be opened: %s", path,
                         strerror(errno));
    // One byte more than may be, so that a longer file shows.
    char *bytes = arena_array(arena, char, RECEIPT_LONGEST_BYTES + 1);
    size_t n = fread(bytes, 1, RECEIPT_LONGEST_BYTES + 1, in);
    bool failed = ferror(in) != 0;
    int why = errno;
    if (!is_input)
        fclose(in);
    if (failed)
        return error_set(err, STATUS_IO, "%s cannot be read: %s", name,
                         strerror(why));
    return receipt_parse(name, bytes, n, arena, receipt, err);
}
