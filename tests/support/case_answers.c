// The questions of a case. Each school counts by its nearest gate, as for
// parents; routes lead to that gate.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "case_town.h"

static void build(struct case_town *c)
{
    if (c->is_built)
        return;
    struct town *town = c->town;
    town_build(town, c->profile);
    c->gates = destination_set_build(town->arena, &town->measure, town->snapper,
                                     c->schools.items, c->schools.count,
                                     LEVEL_BIT(LEVEL_PRIMARY));
    c->is_built = true;
}

// All schools from a home, nearest first; NULL if no street is near.
static struct near_school *schools_from(struct case_town *c,
                                        const struct named *home,
                                        struct net_place *from, size_t *n)
{
    build(c);
    struct near_school *near =
        arena_array(c->town->arena, struct near_school, c->schools.count);
    *n = 0;
    if (!snap_point(c->town->snapper, home->at, SNAP_FARTHEST_M, from))
        return NULL;
    struct router *router = router_new(&c->town->measure);
    *n = router_nearest(router, from, &c->gates, c->schools.count, NULL, near);
    router_free(router);
    return near;
}

static const struct near_school *find_school(const struct case_town *c,
                                             const struct near_school *near,
                                             size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(c->schools.items[near[i].school].name, name) == 0)
            return &near[i];
    return NULL;
}

static bool is_school(const struct case_town *c, const char *name)
{
    for (size_t s = 0; s < c->schools.count; s++)
        if (strcmp(c->schools.items[s].name, name) == 0)
            return true;
    return false;
}

// "250 m" or "300.5 m" in centimetres.
static enum status read_metres(struct case_town *c, char *text, uint32_t *cm)
{
    size_t n = strlen(text);
    double metres = -1;
    if (n > 2 && strcmp(text + n - 2, " m") == 0) {
        text[n - 2] = '\0';
        text_parse_double(text, &metres);
        text[n - 2] = ' ';
    }
    if (!(metres >= 0 && metres < 1e7))
        return case_refuse(c, STATUS_BAD_INPUT,
                           "\"%s\" is not a distance such as 250 m", text);
    *cm = (uint32_t)floor(100 * metres + 0.5);
    return STATUS_OK;
}

static enum status find_ends(struct case_town *c, char **rest, char **school,
                             char **answer, const struct named **home)
{
    *answer = case_cut(rest, ':');
    *school = case_cut(rest, '>');
    if (*answer == NULL || *school == NULL)
        return case_refuse(c, STATUS_BAD_INPUT,
                           "a question is HOME > SCHOOL: ANSWER");
    *home = case_find(&c->homes, *rest);
    if (*home == NULL)
        return case_refuse(c, STATUS_BAD_INPUT, "there is no home %s", *rest);
    if (!is_school(c, *school))
        return case_refuse(c, STATUS_BAD_INPUT, "there is no school %s",
                           *school);
    return STATUS_OK;
}

static void describe(const struct near_school *near,
                     const struct near_school *found, char text[40])
{
    if (near == NULL)
        snprintf(text, 40, "no street within 500 m");
    else if (found == NULL)
        snprintf(text, 40, "no way");
    else
        snprintf(text, 40, "%u.%02u m", found->distance_cm / 100,
                 found->distance_cm % 100);
}

enum status case_expect(struct case_town *c, char *rest)
{
    char *school;
    char *answer;
    const struct named *home;
    enum status status = find_ends(c, &rest, &school, &answer, &home);
    if (status != STATUS_OK)
        return status;
    struct net_place from;
    size_t n;
    uint32_t cm = 0;
    char text[40];
    const struct near_school *near = schools_from(c, home, &from, &n);
    const struct near_school *found = find_school(c, near, n, school);
    describe(near, found, text);
    if (found != NULL && strncmp(answer, "no ", 3) != 0) {
        status = read_metres(c, answer, &cm);
        if (status != STATUS_OK || cm == found->distance_cm)
            return status;
    }
    return strcmp(text, answer) == 0
               ? STATUS_OK
               : case_refuse(c, STATUS_STATE, "%s > %s: %s, not %s", rest,
                             school, text, answer);
}

// --- nearest ---

// Takes "NAME 250 m" apart: the last two words are the distance.
static enum status read_part(struct case_town *c, char *part, uint32_t *cm)
{
    char *unit = strrchr(part, ' ');
    char *number = unit;
    while (number != NULL && number > part && *--number != ' ')
        ;
    if (number == NULL || number == part)
        return case_refuse(c, STATUS_BAD_INPUT,
                           "\"%s\" is not a name and a distance", part);
    *number = '\0';
    return read_metres(c, number + 1, cm);
}

static enum status check_next(struct case_town *c, char *part,
                              const struct near_school *found)
{
    uint32_t cm;
    enum status status = read_part(c, part, &cm);
    if (status != STATUS_OK)
        return status;
    if (found == NULL)
        return case_refuse(c, STATUS_STATE, "%s is not among the schools",
                           part);
    const char *name = c->schools.items[found->school].name;
    if (strcmp(part, name) != 0 || cm != found->distance_cm)
        return case_refuse(c, STATUS_STATE, "next is %s %u.%02u m, not %s",
                           name, found->distance_cm / 100,
                           found->distance_cm % 100, part);
    return STATUS_OK;
}

enum status case_nearest(struct case_town *c, char *rest)
{
    char *part = case_cut(&rest, ':');
    const struct named *home = case_find(&c->homes, rest);
    struct net_place from;
    size_t n;
    if (part == NULL || home == NULL)
        return case_refuse(c, STATUS_BAD_INPUT, "there is no home %s", rest);
    const struct near_school *near = schools_from(c, home, &from, &n);
    enum status status = STATUS_OK;
    size_t i = 0;
    for (char *more; part != NULL && status == STATUS_OK; part = more) {
        more = case_cut(&part, ',');
        status = check_next(c, part, i < n ? &near[i] : NULL);
        i++;
    }
    return status;
}

// --- route ---

static void write_streets(const struct route *route, char text[200])
{
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < route->n_legs && at < 200; i++)
        at += (size_t)snprintf(text + at, 200 - at, "%s%s %u.%02u m",
                               i > 0 ? ", " : "", route->legs[i].name,
                               route->legs[i].length_cm / 100,
                               route->legs[i].length_cm % 100);
}

static enum status check_legs(struct case_town *c, char *part,
                              const struct route *route)
{
    size_t i = 0;
    bool fits = true;
    for (char *more; part != NULL; part = more) {
        uint32_t cm;
        more = case_cut(&part, ',');
        enum status status = read_part(c, part, &cm);
        if (status != STATUS_OK)
            return status;
        fits = fits && i < route->n_legs &&
               strcmp(route->legs[i].name, part) == 0 &&
               route->legs[i].length_cm == cm;
        i++;
    }
    char text[200];
    write_streets(route, text);
    return fits && i == route->n_legs
               ? STATUS_OK
               : case_refuse(c, STATUS_STATE, "the way is %s", text);
}

enum status case_route(struct case_town *c, char *rest)
{
    char *school;
    char *answer;
    const struct named *home;
    enum status status = find_ends(c, &rest, &school, &answer, &home);
    if (status != STATUS_OK)
        return status;
    struct net_place from;
    size_t n;
    const struct near_school *near = schools_from(c, home, &from, &n);
    const struct near_school *found = find_school(c, near, n, school);
    if (found == NULL)
        return case_refuse(c, STATUS_STATE, "there is no way to %s", school);
    struct route route;
    struct router *router = router_new(&c->town->measure);
    bool has_way = router_route(router, c->town->arena, &from,
                                &c->gates.gates[found->gate].place, &route);
    router_free(router);
    if (!has_way || route.distance_cm != found->distance_cm)
        return case_refuse(c, STATUS_STATE,
                           "the route and the list of schools disagree");
    return check_legs(c, answer, &route);
}
