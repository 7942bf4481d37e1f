// What the operations of the document share. Schemas tell what matters to a
// client and leave the rest open.

#include <stdio.h>

#include "ogc/items_question.h"
#include "ogc/ogc_answers.h"

/// How a parameter's value looks.
enum value_shape {
    SHAPE_TEXT,
    SHAPE_URI,
    SHAPE_LIMIT,
    SHAPE_NUMBERS,
    SHAPE_FORMAT,
    SHAPE_TILE_FORMAT,
    SHAPE_LANGUAGE,
    SHAPE_MATRIX_SET,
    SHAPE_COUNT,
};

static const struct parameter {
    const char *key;
    const char *name;
    const char *place;
    enum value_shape shape;
    const char *description;
} PARAMETERS[] = {
    {"f", "f", "query", SHAPE_FORMAT, "The form of the answer."},
    {"f-tile", "f", "query", SHAPE_TILE_FORMAT, "The form of the answer."},
    {"limit", "limit", "query", SHAPE_LIMIT, "The most features of a page."},
    {"bbox", "bbox", "query", SHAPE_NUMBERS,
     "Only features that meet this box: the least of each axis, then the "
     "greatest."},
    {"bbox-crs", "bbox-crs", "query", SHAPE_URI, "The system of bbox."},
    {"crs", "crs", "query", SHAPE_URI, "The system of the answer."},
    {"datetime", "datetime", "query", SHAPE_TEXT,
     "A time or two with / between. No feature has a time of its own, so all "
     "fit."},
    {"filter", "filter", "query", SHAPE_TEXT, "A filter in CQL2 text."},
    {"filter-lang", "filter-lang", "query", SHAPE_LANGUAGE,
     "The filter's language."},
    {"filter-crs", "filter-crs", "query", SHAPE_URI,
     "The system of positions in the filter."},
    {"token", "token", "query", SHAPE_TEXT,
     "Where the page begins; from the link to the next one."},
    {"featureId", "featureId", "path", SHAPE_TEXT, "The feature's id."},
    {"tileMatrixSetId", "tileMatrixSetId", "path", SHAPE_MATRIX_SET,
     "The tiling scheme."},
    {"tileMatrix", "tileMatrix", "path", SHAPE_COUNT, "The zoom."},
    {"tileRow", "tileRow", "path", SHAPE_COUNT, "The row, from the north."},
    {"tileCol", "tileCol", "path", SHAPE_COUNT, "The column, from the west."},
};

static void write_words(struct json_writer *json, const char *first,
                        const char *second)
{
    json_key_text(json, "type", "string");
    json_key(json, "enum");
    json_begin_array(json);
    json_text(json, first);
    if (second != NULL)
        json_text(json, second);
    json_end_array(json);
}

static void write_numbers(struct json_writer *json)
{
    json_key_text(json, "type", "array");
    json_key_int(json, "minItems", 4);
    json_key_int(json, "maxItems", 6);
    json_key(json, "items");
    json_begin_object(json);
    json_key_text(json, "type", "number");
    json_end_object(json);
}

static void write_limit(struct json_writer *json)
{
    json_key_text(json, "type", "integer");
    json_key_int(json, "minimum", 1);
    json_key_int(json, "maximum", ITEMS_MOST);
    json_key_int(json, "default", ITEMS_USUAL);
}

static void write_shape(struct json_writer *json, enum value_shape shape)
{
    switch (shape) {
    case SHAPE_LIMIT:
        write_limit(json);
        break;
    case SHAPE_NUMBERS:
        write_numbers(json);
        break;
    case SHAPE_FORMAT:
        write_words(json, "json", "html");
        break;
    case SHAPE_TILE_FORMAT:
        write_words(json, "mvt", NULL);
        break;
    case SHAPE_LANGUAGE:
        write_words(json, "cql2-text", NULL);
        break;
    case SHAPE_MATRIX_SET:
        write_words(json, OGC_TILE_MATRIX_SET, NULL);
        break;
    case SHAPE_COUNT:
        json_key_text(json, "type", "integer");
        json_key_int(json, "minimum", 0);
        break;
    case SHAPE_URI:
    case SHAPE_TEXT:
        json_key_text(json, "type", "string");
        if (shape == SHAPE_URI)
            json_key_text(json, "format", "uri");
        break;
    }
}

static void write_parameter(struct json_writer *json,
                            const struct parameter *parameter)
{
    bool is_path = parameter->place[0] == 'p';
    json_key(json, parameter->key);
    json_begin_object(json);
    json_key_text(json, "name", parameter->name);
    json_key_text(json, "in", parameter->place);
    json_key_text(json, "description", parameter->description);
    json_key(json, "required");
    json_bool(json, is_path);
    json_key(json, "schema");
    json_begin_object(json);
    write_shape(json, parameter->shape);
    json_end_object(json);
    if (!is_path) {
        json_key_text(json, "style", "form");
        json_key(json, "explode");
        json_bool(json, false);
    }
    json_end_object(json);
}

/// A member of a schema: its type, and of an array what schema it is of.
struct member {
    const char *name;
    const char *type;
    const char *of; ///< NULL: texts
};

#define MOST_MEMBERS 6

static const struct schema {
    const char *name;
    struct member members[MOST_MEMBERS]; ///< all needed; up to one unnamed
} SCHEMAS[] = {
    {"object", {{NULL, NULL, NULL}}},
    {"link", {{"href", "string", NULL}, {"rel", "string", NULL}}},
    {"landingPage", {{"title", "string", NULL}, {"links", "array", "link"}}},
    {"confClasses", {{"conformsTo", "array", NULL}}},
    {"collections",
     {{"links", "array", "link"}, {"collections", "array", "collection"}}},
    {"collection",
     {{"id", "string", NULL},
      {"links", "array", "link"},
      {"crs", "array", NULL},
      {"itemType", "string", NULL}}},
    {"featureGeoJSON",
     {{"type", "string", NULL},
      {"geometry", "object", NULL},
      {"properties", "object", NULL}}},
    {"featureCollectionGeoJSON",
     {{"type", "string", NULL},
      {"features", "array", "featureGeoJSON"},
      {"links", "array", "link"},
      {"numberMatched", "integer", NULL},
      {"numberReturned", "integer", NULL}}},
    {"problem",
     {{"title", "string", NULL},
      {"status", "integer", NULL},
      {"detail", "string", NULL}}},
};

static void write_member(struct json_writer *json, const struct member *member)
{
    json_key(json, member->name);
    json_begin_object(json);
    json_key_text(json, "type", member->type);
    if (member->type[0] == 'a') {
        json_key(json, "items");
        json_begin_object(json);
        if (member->of == NULL) {
            json_key_text(json, "type", "string");
        } else {
            char path[80];
            snprintf(path, sizeof path, "#/components/schemas/%s", member->of);
            json_key_text(json, "$ref", path);
        }
        json_end_object(json);
    }
    json_end_object(json);
}

static size_t member_count(const struct schema *schema)
{
    size_t n = 0;
    while (n < MOST_MEMBERS && schema->members[n].name != NULL)
        n++;
    return n;
}

static void write_schema(struct json_writer *json, const struct schema *schema)
{
    size_t n = member_count(schema);
    json_key(json, schema->name);
    json_begin_object(json);
    json_key_text(json, "type", "object");
    if (n > 0) {
        json_key(json, "required");
        json_begin_array(json);
        for (size_t i = 0; i < n; i++)
            json_text(json, schema->members[i].name);
        json_end_array(json);
        json_key(json, "properties");
        json_begin_object(json);
        for (size_t i = 0; i < n; i++)
            write_member(json, &schema->members[i]);
        json_end_object(json);
    }
    json_end_object(json);
}

static void write_refusal(struct json_writer *json, const char *name,
                          const char *description)
{
    json_key(json, name);
    json_begin_object(json);
    json_key_text(json, "description", description);
    json_key(json, "content");
    json_begin_object(json);
    json_key(json, "application/problem+json");
    json_begin_object(json);
    json_key(json, "schema");
    json_begin_object(json);
    json_key_text(json, "$ref", "#/components/schemas/problem");
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
    json_end_object(json);
}

static void write_responses(struct json_writer *json)
{
    json_key(json, "responses");
    json_begin_object(json);
    write_refusal(json, "BadRequest",
                  "A parameter is at fault; the detail names it.");
    write_refusal(json, "NotFound", "There is no such thing.");
    json_key(json, "Empty");
    json_begin_object(json);
    json_key_text(json, "description", "Nothing is there.");
    json_end_object(json);
    json_end_object(json);
}

void api_components_write(struct json_writer *json)
{
    json_key(json, "components");
    json_begin_object(json);
    json_key(json, "parameters");
    json_begin_object(json);
    for (size_t i = 0; i < sizeof PARAMETERS / sizeof *PARAMETERS; i++)
        write_parameter(json, &PARAMETERS[i]);
    json_end_object(json);
    json_key(json, "schemas");
    json_begin_object(json);
    for (size_t i = 0; i < sizeof SCHEMAS / sizeof *SCHEMAS; i++)
        write_schema(json, &SCHEMAS[i]);
    json_key(json, "page");
    json_begin_object(json);
    json_key_text(json, "type", "string");
    json_end_object(json);
    json_end_object(json);
    write_responses(json);
    json_end_object(json);
}
