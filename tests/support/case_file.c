// Lines are read one after another and drawn at once; the first question builds
// the network, and so does the first after another profile was named.

#include "case_file.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "case_town.h"

enum status case_refuse(struct case_town *c, enum status status,
                        const char *fmt, ...)
{
    char sentence[200];
    va_list arguments;
    va_start(arguments, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, arguments);
    va_end(arguments);
    return error_set(c->err, status, "%s:%zu: %s", c->file, c->line, sentence);
}

const struct named *case_find(const struct named_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, name) == 0)
            return &list->items[i];
    return NULL;
}

static struct named *name_thing(struct case_town *c, struct named_list *list,
                                const char *name)
{
    struct named *named = named_list_add(list, c->town->arena);
    named->name = arena_text(c->town->arena, name);
    return named;
}

static enum status read_point(struct case_town *c, char *text,
                              struct point_m *at)
{
    char *y = case_cut(&text, ' ');
    if (y == NULL || !text_parse_double(text, &at->x_m) ||
        !text_parse_double(y, &at->y_m))
        return case_refuse(c, STATUS_BAD_INPUT,
                           "a place is two numbers of metres, east and north");
    return STATUS_OK;
}

// --- tags ---

struct tag_field {
    const char *name;
    size_t offset;
};

#define FIELD(of, key, member)                                                 \
    {                                                                          \
        key, offsetof(struct of, member)                                       \
    }

static const struct tag_field STREET_TAGS[] = {
    FIELD(street_tags, "service", service),
    FIELD(street_tags, "junction", junction),
    FIELD(street_tags, "oneway", oneway),
    FIELD(street_tags, "oneway:bicycle", oneway_bicycle),
    FIELD(street_tags, "oneway:motorcycle", oneway_motorcycle),
    FIELD(street_tags, "oneway:foot", oneway_foot),
    FIELD(street_tags, "access", access),
    FIELD(street_tags, "vehicle", vehicle),
    FIELD(street_tags, "motor_vehicle", motor_vehicle),
    FIELD(street_tags, "motorcar", motorcar),
    FIELD(street_tags, "motorcycle", motorcycle),
    FIELD(street_tags, "bicycle", bicycle),
    FIELD(street_tags, "foot", foot),
    FIELD(street_tags, "maxspeed", maxspeed),
    FIELD(street_tags, "bridge", bridge),
    FIELD(street_tags, "tunnel", tunnel),
    {NULL, 0}};

static const struct tag_field JUNCTION_TAGS[] = {
    FIELD(junction_tags, "barrier", barrier),
    FIELD(junction_tags, "highway", highway),
    FIELD(junction_tags, "crossing", crossing),
    FIELD(junction_tags, "access", access),
    FIELD(junction_tags, "vehicle", vehicle),
    FIELD(junction_tags, "motor_vehicle", motor_vehicle),
    FIELD(junction_tags, "motorcar", motorcar),
    FIELD(junction_tags, "motorcycle", motorcycle),
    FIELD(junction_tags, "bicycle", bicycle),
    FIELD(junction_tags, "foot", foot),
    {NULL, 0}};

// Puts "key=value key=value" into a struct of tags.
static enum status read_tags(struct case_town *c, char *text,
                             const struct tag_field *fields, void *tags)
{
    while (text != NULL && *text != '\0') {
        char *rest = case_cut(&text, ' ');
        char *value = case_cut(&text, '=');
        const struct tag_field *field = fields;
        while (field->name != NULL && strcmp(field->name, text) != 0)
            field++;
        if (field->name == NULL || value == NULL)
            return case_refuse(c, STATUS_BAD_INPUT, "\"%s\" is no tag here",
                               text);
        const char *kept = arena_text(c->town->arena, value);
        memcpy((char *)tags + field->offset, &kept, sizeof kept);
        text = rest;
    }
    return STATUS_OK;
}

// --- the drawing ---

static enum status draw_junction(struct case_town *c, char *rest)
{
    char *place = case_cut(&rest, ' ');
    if (place == NULL)
        return case_refuse(c, STATUS_BAD_INPUT,
                           "a junction is NAME EAST NORTH");
    char *y = case_cut(&place, ' ');
    char *tags = y == NULL ? NULL : case_cut(&y, ' ');
    struct point_m at;
    if (y == NULL || !text_parse_double(place, &at.x_m) ||
        !text_parse_double(y, &at.y_m))
        return case_refuse(c, STATUS_BAD_INPUT,
                           "junction %s is not at two numbers of metres", rest);
    name_thing(c, &c->junctions, rest)->id =
        town_junction(c->town, at.x_m, at.y_m);
    struct junction_list *all = &c->town->streets.junctions;
    return read_tags(c, tags, JUNCTION_TAGS, &all->items[all->count - 1].tags);
}

static enum status draw_pieces(struct case_town *c, const char *name,
                               char *corners, const struct street_tags *tags)
{
    int64_t way_id = 0;
    const struct named *before = NULL;
    for (char *rest; corners != NULL; corners = rest) {
        rest = case_cut(&corners, ' ');
        const struct named *at = case_find(&c->junctions, corners);
        if (at == NULL)
            return case_refuse(c, STATUS_BAD_INPUT, "there is no junction %s",
                               corners);
        if (before != NULL) {
            struct street *street =
                town_street(c->town, before->id, at->id, NULL);
            street->tags = *tags;
            street->name = name;
            street->way_id = way_id = way_id == 0 ? street->way_id : way_id;
        }
        before = at;
    }
    if (way_id == 0)
        return case_refuse(c, STATUS_BAD_INPUT,
                           "street %s needs two junctions or more", name);
    name_thing(c, &c->streets, name)->id = way_id;
    return STATUS_OK;
}

static enum status draw_street(struct case_town *c, char *rest)
{
    char *corners = case_cut(&rest, ':');
    char *class = corners == NULL ? NULL : case_cut(&corners, ',');
    if (class == NULL)
        return case_refuse(c, STATUS_BAD_INPUT,
                           "a street is NAME: JUNCTION JUNCTION, CLASS");
    char *words = case_cut(&class, ' ');
    struct street_tags tags = {0};
    if (strcmp(class, "ferry") == 0)
        tags.route = "ferry";
    else
        tags.highway = arena_text(c->town->arena, class);
    enum status status = read_tags(c, words, STREET_TAGS, &tags);
    return status == STATUS_OK
               ? draw_pieces(c, arena_text(c->town->arena, rest), corners,
                             &tags)
               : status;
}

static enum status read_except(struct case_town *c, char *text,
                               struct turn_restriction *turn)
{
    if (text != NULL && strncmp(text, "except=", 7) != 0)
        return case_refuse(c, STATUS_BAD_INPUT, "\"%s\" is not except=…", text);
    if (text != NULL)
        turn->except = arena_text(c->town->arena, text + 7);
    return STATUS_OK;
}

// FROM > VIA > … > TO, where a single VIA may be a junction.
static enum status read_members(struct case_town *c, char *text,
                                struct turn_restriction *turn)
{
    int64_t *ways = arena_array(c->town->arena, int64_t, 16);
    size_t n = 0;
    for (char *rest; text != NULL; text = rest) {
        rest = case_cut(&text, '>');
        const struct named *street = case_find(&c->streets, text);
        const struct named *at = case_find(&c->junctions, text);
        if ((street == NULL && at == NULL) || n == 16)
            return case_refuse(c, STATUS_BAD_INPUT,
                               "there is no street or junction %s", text);
        if (street != NULL)
            ways[n++] = street->id;
        else
            turn->via_junction = at->id;
    }
    if (n < 2 || (turn->via_junction != 0) != (n == 2))
        return case_refuse(c, STATUS_BAD_INPUT,
                           "a turn is KIND: STREET > JUNCTION > STREET");
    turn->from_way = ways[0];
    turn->to_way = ways[n - 1];
    turn->via_ways = ways + 1;
    turn->n_via_ways = n - 2;
    return STATUS_OK;
}

static enum status draw_turn(struct case_town *c, char *rest)
{
    struct turn_restriction turn = {0};
    char *members = case_cut(&rest, ':');
    char *except = members == NULL ? NULL : case_cut(&members, ',');
    turn.kind = arena_text(c->town->arena, rest);
    enum status status = read_except(c, except, &turn);
    if (status == STATUS_OK)
        status = read_members(c, members, &turn);
    if (status == STATUS_OK)
        *turn_restriction_list_add(&c->town->streets.restrictions,
                                   c->town->arena) = turn;
    return status;
}

static enum status read_place(struct case_town *c, char *text, const char *kind,
                              struct point_m *at)
{
    size_t n = strlen(kind);
    bool has_kind = strncmp(text, kind, n) == 0 && text[n] == ' ';
    return read_point(c, has_kind ? case_cut(&text, ' ') : text, at);
}

static enum status draw_school(struct case_town *c, char *rest)
{
    char *places = case_cut(&rest, ':');
    struct point_m at[16] = {{0, 0}};
    size_t n = 0;
    if (places == NULL)
        return case_refuse(c, STATUS_BAD_INPUT,
                           "a school is NAME: gate EAST NORTH");
    bool is_outline = strncmp(places, "outline ", 8) == 0;
    bool is_gate = strncmp(places, "gate ", 5) == 0;
    const char *kind = is_outline ? "outline" : is_gate ? "gate" : "point";
    for (char *more; places != NULL && n < 16; places = more) {
        more = case_cut(&places, ',');
        enum status status = read_place(c, places, kind, &at[n++]);
        if (status != STATUS_OK)
            return status;
    }
    struct school *school = school_list_add(&c->schools, c->town->arena);
    school->id = school->name = arena_text(c->town->arena, rest);
    school->levels = LEVEL_BIT(LEVEL_PRIMARY);
    school->point = at[0];
    if (is_outline)
        school->grounds = area_of_ring(c->town->arena, at, n);
    school->gates = arena_copy(c->town->arena, at, n * sizeof *at);
    school->n_gates = is_gate ? n : 0;
    return STATUS_OK;
}

static enum status draw_home(struct case_town *c, char *rest)
{
    char *place = case_cut(&rest, ':');
    struct point_m at;
    if (place == NULL)
        return case_refuse(c, STATUS_BAD_INPUT, "a home is NAME: EAST NORTH");
    enum status status = read_point(c, place, &at);
    if (status == STATUS_OK)
        name_thing(c, &c->homes, rest)->at = at;
    return status;
}

static enum status take_profile(struct case_town *c, char *rest)
{
    if (profile_find(rest) == NULL)
        return case_refuse(c, STATUS_BAD_INPUT, "there is no profile %s", rest);
    c->profile = arena_text(c->town->arena, rest);
    c->is_built = false;
    return STATUS_OK;
}

// --- lines ---

struct line_kind {
    const char *word;
    enum status (*take)(struct case_town *c, char *rest);
    bool draws;
};

static const struct line_kind LINES[] = {
    {"at", draw_junction, true},    {"street", draw_street, true},
    {"turn", draw_turn, true},      {"school", draw_school, true},
    {"home", draw_home, true},      {"profile", take_profile, false},
    {"expect", case_expect, false}, {"nearest", case_nearest, false},
    {"route", case_route, false},
};

static enum status take_line(void *into, size_t number, char *line)
{
    struct case_town *c = into;
    c->line = number;
    char *rest = case_cut(&line, ' ');
    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++) {
        if (strcmp(LINES[i].word, line) != 0 || rest == NULL)
            continue;
        if (LINES[i].draws && c->is_built)
            return case_refuse(c, STATUS_BAD_INPUT,
                               "the town is drawn before it is asked");
        return LINES[i].take(c, rest);
    }
    return case_refuse(c, STATUS_BAD_INPUT, "\"%s\" begins no line of a case",
                       line);
}

enum status case_text_run(const char *name, const char *text, struct error *err)
{
    struct case_town c = {.file = name, .profile = "walk", .err = err};
    c.town = town_new();
    enum status status = case_each_line(c.town->arena, text, take_line, &c);
    town_free(c.town);
    return status;
}

enum status case_file_run(const char *path, struct error *err)
{
    struct arena *arena = arena_new();
    const char *name;
    const char *text;
    enum status status = case_read_file(arena, path, &name, &text, err);
    if (status == STATUS_OK)
        status = case_text_run(name, text, err);
    arena_free(arena);
    return status;
}
