// The question is answered anew, written as a receipt and read back as one, so
// that both sides of every comparison have gone the same way; what a receipt
// does not keep (a millisecond, the eighth decimal) cannot differ.
//
// When the basis is another one (the streets, a table, the rule), all else may
// well differ and proves nothing, so only the basis and the two distances are
// told. Whether the pieces add up can always be told.
//
// Texts of a receipt were written by whoever handed it in: before they are
// shown on a terminal they are cut short and lose their control characters.

#include "query/receipt_check.h"

#include <stdio.h>
#include <string.h>

struct comparison {
    struct arena *arena;
    struct difference_list *differences;
    const struct receipt *then;
    const struct receipt *now;
};

static void differ(struct comparison *c, const char *sentence)
{
    *difference_list_add(c->differences, c->arena) = sentence;
}

// --- How things are written ----------------------------------------------

#define LONGEST_SHOWN 80

static const char *shown(struct arena *arena, const char *text)
{
    size_t n = strlen(text);
    if (n > LONGEST_SHOWN)
        for (n = LONGEST_SHOWN; ((unsigned char)text[n] & 0xC0) == 0x80;)
            n--;
    char *plain = arena_text_n(arena, text, n);
    for (char *at = plain; *at != '\0'; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = '?';
    return plain;
}

static const char *metres(struct arena *arena, uint32_t cm)
{
    return arena_format(arena, "%u.%02u m", cm / 100, cm % 100);
}

static const char *distance(struct arena *arena, const struct receipt *receipt)
{
    return receipt->is_reached ? metres(arena, receipt->distance_cm) : "no way";
}

static const char *position(struct arena *arena, struct lonlat at)
{
    return arena_format(arena, "%.10g,%.10g", at.lon_deg, at.lat_deg);
}

// --- One field -----------------------------------------------------------

static void compare_text(struct comparison *c, const char *what,
                         const char *then, const char *now)
{
    if (!text_same(then, now))
        differ(c, arena_format(c->arena,
                               "%s is \"%s\" on the receipt, but \"%s\" "
                               "recomputed",
                               what, shown(c->arena, then == NULL ? "" : then),
                               now == NULL ? "" : now));
}

static void compare_metres(struct comparison *c, const char *what,
                           uint32_t then_cm, uint32_t now_cm)
{
    if (then_cm != now_cm)
        differ(c, arena_format(c->arena,
                               "%s is %s on the receipt, but %s recomputed",
                               what, metres(c->arena, then_cm),
                               metres(c->arena, now_cm)));
}

static bool is_same_position(struct lonlat a, struct lonlat b)
{
    return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

static void compare_position(struct comparison *c, const char *what,
                             struct lonlat then, struct lonlat now)
{
    if (!is_same_position(then, now))
        differ(c, arena_format(c->arena,
                               "%s is at %s on the receipt, but at %s "
                               "recomputed",
                               what, position(c->arena, then),
                               position(c->arena, now)));
}

// --- The pieces and their sum --------------------------------------------

static void check_sum(struct comparison *c)
{
    const struct receipt *r = c->then;
    uint64_t sum_cm =
        (uint64_t)r->straight_cm + r->gate_straight_cm + r->extra_cm;
    for (size_t i = 0; i < r->n_streets; i++)
        sum_cm += r->streets[i].length_cm;
    if (r->is_reached && sum_cm != r->distance_cm)
        differ(c, arena_format(c->arena,
                               "its pieces add up to %llu.%02u m, but its "
                               "total is %s",
                               (unsigned long long)(sum_cm / 100),
                               (unsigned)(sum_cm % 100),
                               metres(c->arena, r->distance_cm)));
}

static const char *street(struct arena *arena, const struct receipt_street *s)
{
    return arena_format(arena, "\"%s\" with %s", shown(arena, s->name),
                        metres(arena, s->length_cm));
}

static void compare_streets(struct comparison *c)
{
    const struct receipt *then = c->then;
    const struct receipt *now = c->now;
    if (then->n_streets != now->n_streets)
        differ(c, arena_format(c->arena,
                               "it lists %zu streets, but there are %zu "
                               "recomputed",
                               then->n_streets, now->n_streets));
    for (size_t i = 0; i < then->n_streets && i < now->n_streets; i++) {
        const struct receipt_street *a = &then->streets[i];
        const struct receipt_street *b = &now->streets[i];
        if (strcmp(a->name, b->name) == 0 && a->length_cm == b->length_cm)
            continue;
        differ(c,
               arena_format(c->arena,
                            "street %zu is %s on the receipt, but %s "
                            "recomputed",
                            i + 1, street(c->arena, a), street(c->arena, b)));
        if (then->n_streets != now->n_streets)
            return; // all that follow are shifted
    }
}

static void compare_line(struct comparison *c)
{
    size_t n =
        c->then->n_line < c->now->n_line ? c->then->n_line : c->now->n_line;
    size_t i = 0;
    while (i < n && is_same_position(c->then->line[i], c->now->line[i]))
        i++;
    if (i < n)
        compare_position(c,
                         arena_format(c->arena, "point %zu of the line", i + 1),
                         c->then->line[i], c->now->line[i]);
    else if (c->then->n_line != c->now->n_line)
        differ(c, arena_format(c->arena,
                               "its line has %zu points, but %zu recomputed",
                               c->then->n_line, c->now->n_line));
}

// --- The basis -----------------------------------------------------------

static void compare_network(struct comparison *c)
{
    if (strcmp(c->then->network, c->now->network) == 0 &&
        c->then->network_version == c->now->network_version)
        return;
    differ(c, arena_format(c->arena,
                           "the street network has changed since: the receipt "
                           "has %s by network %s (format %u), and the city has "
                           "%s by network %s (format %u)",
                           distance(c->arena, c->then),
                           shown(c->arena, c->then->network),
                           c->then->network_version, distance(c->arena, c->now),
                           c->now->network, c->now->network_version));
}

static void compare_profile(struct comparison *c)
{
    if (c->then->profile_version == c->now->profile_version)
        return;
    differ(c, arena_format(c->arena,
                           "the profile %s is of another version: the receipt "
                           "has %s by version %u of its table, and the city "
                           "has %s by version %u",
                           c->now->profile, distance(c->arena, c->then),
                           c->then->profile_version, distance(c->arena, c->now),
                           c->now->profile_version));
}

// Whether both rest on the same.
static bool compare_basis(struct comparison *c)
{
    size_t before = c->differences->count;
    compare_text(c, "the city", c->then->city, c->now->city);
    compare_network(c);
    compare_profile(c);
    compare_text(c, "the measure's weight", c->then->weight, c->now->weight);
    compare_text(c, "the rule", c->then->rule, c->now->rule);
    return c->differences->count == before;
}

// --- The way -------------------------------------------------------------

static void compare_start(struct comparison *c)
{
    const struct receipt *then = c->then;
    const struct receipt *now = c->now;
    if (then->is_snapped != now->is_snapped) {
        differ(c, then->is_snapped
                      ? "the receipt has a street near the home, but none is "
                        "within 500 m"
                      : "the receipt has no street near the home, but there "
                        "is one within 500 m");
        return;
    }
    compare_position(c, "the point on the street", then->snapped, now->snapped);
    compare_metres(c, "the straight piece from the home", then->straight_cm,
                   now->straight_cm);
}

static void compare_way(struct comparison *c)
{
    const struct receipt *then = c->then;
    const struct receipt *now = c->now;
    compare_metres(c, "the total", then->distance_cm, now->distance_cm);
    compare_streets(c);
    compare_position(c, "the end of the way", then->gate, now->gate);
    compare_text(c, "the kind of gate", then->gate_kind, now->gate_kind);
    compare_metres(c, "the straight piece at the end", then->gate_straight_cm,
                   now->gate_straight_cm);
    compare_metres(c, "the part added by the profile's rule", then->extra_cm,
                   now->extra_cm);
    if (then->duration_s != now->duration_s)
        differ(c, arena_format(c->arena,
                               "the time is %u s on the receipt, but %u s "
                               "recomputed",
                               then->duration_s, now->duration_s));
    compare_line(c);
}

static void compare_all(struct comparison *c)
{
    check_sum(c);
    if (!compare_basis(c))
        return;
    compare_text(c, "the school's name", c->then->school_name,
                 c->now->school_name);
    compare_start(c);
    if (c->then->is_reached != c->now->is_reached)
        differ(c, arena_format(
                      c->arena, "the receipt has %s, but recomputed it is %s",
                      distance(c->arena, c->then), distance(c->arena, c->now)));
    else if (c->then->is_reached)
        compare_way(c);
    else
        compare_text(c, "the reason", c->then->reason, c->now->reason);
}

// --- Asking again --------------------------------------------------------

static enum status read_now(const struct city_state *city, struct arena *arena,
                            const struct route_question *question,
                            const struct route_answer *answer,
                            struct receipt *now, struct error *err)
{
    struct text_buffer body = {0};
    struct json_writer json = json_into(&body);
    route_answer_write(&json, city, question, answer);
    enum status status = receipt_parse("the receipt recomputed", body.bytes,
                                       body.length, arena, now, err);
    text_buffer_free(&body);
    return status;
}

enum status receipt_check_run(struct query_context *context,
                              struct arena *arena,
                              const struct city_profile *profile,
                              const struct receipt *receipt,
                              struct receipt_check *check, struct error *err)
{
    struct route_question question = {.from_name = "home",
                                      .from = receipt->home,
                                      .school_id = receipt->school_id,
                                      .to_name = "to",
                                      .to = receipt->to,
                                      .profile = profile};
    struct route_answer answer;
    *check = (struct receipt_check){0};
    enum status status =
        route_answer_find(context, arena, &question, &answer, err);
    if (status == STATUS_OK)
        status = read_now(context->city, arena, &question, &answer, &check->now,
                          err);
    if (status != STATUS_OK)
        return status;
    struct comparison comparison = {arena, &check->differences, receipt,
                                    &check->now};
    compare_all(&comparison);
    return STATUS_OK;
}
