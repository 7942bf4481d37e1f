// libyaml tells of a document event by event, and each becomes one call of the
// JSON writer. All that must be known in between is, for each mapping or list
// around the event, whether a key comes next.

#include "format/yaml_json.h"

#include <math.h>
#include <string.h>
#include <yaml.h>

#include "base/json_writer.h"

enum next { NEXT_ITEM, NEXT_KEY, NEXT_VALUE };

struct conversion {
    struct json_writer json;
    enum next around[YAML_JSON_DEEPEST];
    size_t depth;
    const char *fault; ///< NULL as long as there is none
};

static void refuse(struct conversion *conversion, const char *fault)
{
    if (conversion->fault == NULL)
        conversion->fault = fault;
}

static bool expects_key(const struct conversion *conversion)
{
    return conversion->depth > 0 &&
           conversion->around[conversion->depth - 1] == NEXT_KEY;
}

// A key or a value was written; in a mapping the other comes next.
static void step(struct conversion *conversion)
{
    if (conversion->depth == 0)
        return;
    enum next *next = &conversion->around[conversion->depth - 1];
    if (*next != NEXT_ITEM)
        *next = *next == NEXT_KEY ? NEXT_VALUE : NEXT_KEY;
}

static void enter(struct conversion *conversion, enum next first)
{
    if (expects_key(conversion))
        refuse(conversion, "a key is not a plain text");
    else if (conversion->depth == YAML_JSON_DEEPEST)
        refuse(conversion, "it is nested too deep");
    if (conversion->fault != NULL)
        return;
    if (first == NEXT_ITEM)
        json_begin_array(&conversion->json);
    else
        json_begin_object(&conversion->json);
    conversion->around[conversion->depth++] = first;
}

static void leave(struct conversion *conversion)
{
    if (conversion->around[--conversion->depth] == NEXT_ITEM)
        json_end_array(&conversion->json);
    else
        json_end_object(&conversion->json);
    step(conversion);
}

static void write_plain(struct json_writer *json, const char *text)
{
    int64_t whole;
    double number;
    if (text[0] == '\0' || strcmp(text, "~") == 0 || strcmp(text, "null") == 0)
        json_nothing(json);
    else if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        json_bool(json, text[0] == 't');
    else if (text_parse_int64(text, &whole))
        json_int(json, whole);
    else if (text_parse_double(text, &number) && fabs(number) < 1e9)
        json_number(json, number, 9);
    else
        json_text(json, text);
}

static void take_scalar(struct conversion *conversion,
                        const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    if (strlen(text) != event->data.scalar.length)
        refuse(conversion, "a text has a NUL in it");
    else if (expects_key(conversion))
        json_key(&conversion->json, text);
    else if (event->data.scalar.plain_implicit)
        write_plain(&conversion->json, text);
    else
        json_text(&conversion->json, text);
    step(conversion);
}

static void take_event(struct conversion *conversion, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(conversion, event);
        break;
    case YAML_MAPPING_START_EVENT:
        enter(conversion, NEXT_KEY);
        break;
    case YAML_SEQUENCE_START_EVENT:
        enter(conversion, NEXT_ITEM);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        leave(conversion);
        break;
    case YAML_ALIAS_EVENT:
        refuse(conversion, "it has an alias");
        break;
    default:
        break;
    }
}

// Until the end of the first document. `*line` is where it stopped.
static void convert(struct conversion *conversion, yaml_parser_t *parser,
                    size_t *line)
{
    bool is_over = false;
    while (!is_over && conversion->fault == NULL) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            *line = parser->problem_mark.line + 1;
            refuse(conversion,
                   parser->problem != NULL ? parser->problem : "it is no YAML");
            return;
        }
        *line = event.start_mark.line + 1;
        is_over = event.type == YAML_DOCUMENT_END_EVENT ||
                  event.type == YAML_STREAM_END_EVENT;
        take_event(conversion, &event);
        yaml_event_delete(&event);
    }
}

enum status yaml_json_write(const char *yaml, size_t n,
                            struct text_buffer *into, struct error *err)
{
    struct conversion conversion = {.json = json_into(into)};
    yaml_parser_t parser;
    size_t line = 1;
    size_t before = into->length;
    if (!yaml_parser_initialize(&parser))
        return error_set(err, STATUS_IO, "out of memory");
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml, n);
    convert(&conversion, &parser, &line);
    if (into->length == before)
        refuse(&conversion, "it is empty");
    enum status status = STATUS_OK;
    if (conversion.fault != NULL)
        status = error_set(err, STATUS_BAD_INPUT, "line %zu: %s", line,
                           conversion.fault);
    yaml_parser_delete(&parser);
    return status;
}
