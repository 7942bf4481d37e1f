// Lines fill arrays of named things; from them a round is made anew for each
// question, so that nothing has to be kept in step.

#include "round_drawing.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "case_text.h"
#include "city/pupil.h"

enum status round_case_refuse(struct round_case *c, enum status status,
                              const char *fmt, ...)
{
    char sentence[200];
    va_list arguments;
    va_start(arguments, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, arguments);
    va_end(arguments);
    return error_set(c->err, status, "%s:%zu: %s", c->file, c->line, sentence);
}

static uint32_t find_name(const struct names *names, const char *name)
{
    for (uint32_t i = 0; i < names->count; i++)
        if (strcmp(names->at[i], name) == 0)
            return i;
    return ROUND_NONE;
}

// The index of a name, given to it now if it is new.
static uint32_t name_index(struct round_case *c, struct names *names,
                           const char *name)
{
    uint32_t i = find_name(names, name);
    if (i == ROUND_NONE && names->count < CASE_MOST) {
        i = names->count++;
        names->at[i] = arena_text(c->arena, name);
    }
    return i;
}

enum status round_case_find(struct round_case *c, const struct names *names,
                            const char *kind, const char *name, uint32_t *i)
{
    *i = find_name(names, name);
    return *i == ROUND_NONE ? round_case_refuse(c, STATUS_BAD_INPUT,
                                                "there is no %s %s", kind, name)
                            : STATUS_OK;
}

static enum status read_metres(struct round_case *c, char *text, uint32_t *cm)
{
    double metres;
    char *unit = case_cut(&text, ' ');
    if (unit == NULL || strcmp(unit, "m") != 0 ||
        !text_parse_double(text, &metres) || !(metres >= 0 && metres < 1e7))
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "\"%s\" is not a way such as 250 m", text);
    *cm = (uint32_t)lround(100 * metres);
    return STATUS_OK;
}

static enum status draw_group(struct round_case *c, char *rest)
{
    struct group_order *groups = &c->rules.groups;
    struct priority_group group = {arena_text(c->arena, rest), 0};
    for (char *more; rest != NULL; rest = more) {
        enum group_condition condition;
        more = case_cut(&rest, ' ');
        if (!group_condition_parse(rest, &condition) ||
            groups->count == RULES_MOST_GROUPS)
            return round_case_refuse(c, STATUS_BAD_INPUT,
                                     "there is no group %s", rest);
        group.conditions |= (uint8_t)(1u << condition);
    }
    groups->groups[groups->count++] = group;
    return STATUS_OK;
}

static enum status draw_rules(struct round_case *c, char *rest)
{
    if (strcmp(rest, "scores") == 0)
        c->rules.uses_scores = true;
    else if (strcmp(rest, "wishes only") == 0)
        c->rules.wishes_only = true;
    else
        return round_case_refuse(c, STATUS_BAD_INPUT, "there is no rule \"%s\"",
                                 rest);
    return STATUS_OK;
}

static enum status draw_seats(struct round_case *c, uint32_t school, char *text)
{
    int64_t seats;
    char *programme = case_cut(&text, ' ');
    if (!text_parse_int64(text, &seats) || seats < 0 ||
        c->n_pools == CASE_MOST ||
        (programme != NULL && strncmp(programme, "for ", 4) != 0))
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "seats are a number, or NUMBER for PROGRAMME");
    struct seat_pool pool = {school, ROUND_NONE, (uint32_t)seats};
    if (programme != NULL)
        pool.programme = name_index(c, &c->programmes, programme + 4);
    // By school, those for programmes first.
    size_t at = c->n_pools++;
    for (; programme != NULL && at > 0 && c->pools[at - 1].school == school;
         at--)
        c->pools[at] = c->pools[at - 1];
    c->pools[at] = pool;
    return STATUS_OK;
}

static enum status draw_school(struct round_case *c, char *rest)
{
    char *words = case_cut(&rest, ':');
    uint32_t school = name_index(c, &c->schools, rest);
    if (words == NULL || school == ROUND_NONE)
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "a school is NAME: seats N");
    c->school[school] = (struct round_school){c->schools.at[school], ROUND_NONE,
                                              &c->rules.groups};
    for (char *more; words != NULL; words = more) {
        more = case_cut(&words, ',');
        char *value = case_cut(&words, ' ');
        if (value != NULL && strcmp(words, "ward") == 0)
            c->school[school].ward = name_index(c, &c->wards, value);
        else if (value == NULL || strcmp(words, "seats") != 0)
            return round_case_refuse(
                c, STATUS_BAD_INPUT,
                "a school has seats and a ward, not \"%s\"", words);
        else if (draw_seats(c, school, value) != STATUS_OK)
            return c->err->status;
    }
    return STATUS_OK;
}

static enum status draw_pupil(struct round_case *c, char *rest)
{
    char *ways = case_cut(&rest, ':');
    uint32_t pupil = name_index(c, &c->pupils, rest);
    if (ways == NULL || pupil == ROUND_NONE)
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "a pupil is NAME: SCHOOL WAY");
    c->pupil[pupil] = (struct applicant){.id = c->pupils.at[pupil],
                                         .ward = ROUND_NONE,
                                         .previous_ward = ROUND_NONE,
                                         .work_ward = ROUND_NONE,
                                         .sibling_school = ROUND_NONE,
                                         .programme = ROUND_NONE,
                                         .cap_cm = UINT32_MAX,
                                         .score_milli = NUMBER_UNKNOWN,
                                         .wishes = c->wishes[pupil],
                                         .family = pupil};
    for (uint32_t s = 0; s < CASE_MOST; s++)
        c->way_cm[pupil * CASE_MOST + s] = UINT32_MAX;
    for (char *more; ways != NULL; ways = more) {
        uint32_t school;
        more = case_cut(&ways, ',');
        char *way = case_cut(&ways, ' ');
        if (round_case_find(c, &c->schools, "school", ways, &school) !=
                STATUS_OK ||
            read_metres(c, way == NULL ? ways : way,
                        &c->way_cm[pupil * CASE_MOST + school]) != STATUS_OK)
            return c->err->status;
    }
    return STATUS_OK;
}

static enum status draw_wishes(struct round_case *c, struct applicant *pupil,
                               char *schools)
{
    for (char *more; schools != NULL; schools = more) {
        more = case_cut(&schools, ',');
        uint32_t *wish = &c->wishes[pupil - c->pupil][pupil->n_wishes];
        if (pupil->n_wishes == CASE_MOST)
            return round_case_refuse(c, STATUS_BAD_INPUT, "too many wishes");
        if (round_case_find(c, &c->schools, "school", schools, wish) !=
            STATUS_OK)
            return c->err->status;
        pupil->n_wishes++;
    }
    return STATUS_OK;
}

static enum status draw_score(struct round_case *c, struct applicant *pupil,
                              const char *points)
{
    double score;
    if (!text_parse_double(points, &score))
        return round_case_refuse(c, STATUS_BAD_INPUT, "\"%s\" is no score",
                                 points);
    pupil->score_milli = (int64_t)lround(1000 * score);
    return STATUS_OK;
}

// KIND NAME: VALUE
static enum status draw_trait(struct round_case *c, const char *kind,
                              char *rest)
{
    char *value = case_cut(&rest, ':');
    uint32_t at;
    if (value == NULL)
        return round_case_refuse(c, STATUS_BAD_INPUT,
                                 "what is said is %s NAME: VALUE", kind);
    if (round_case_find(c, &c->pupils, "pupil", rest, &at) != STATUS_OK)
        return c->err->status;
    struct applicant *pupil = &c->pupil[at];
    if (strcmp(kind, "wishes") == 0)
        return draw_wishes(c, pupil, value);
    if (strcmp(kind, "score") == 0)
        return draw_score(c, pupil, value);
    if (strcmp(kind, "cap") == 0)
        return read_metres(c, value, &pupil->cap_cm);
    if (strcmp(kind, "sibling") == 0)
        return round_case_find(c, &c->schools, "school", value,
                               &pupil->sibling_school);
    if (strcmp(kind, "programme") == 0)
        return round_case_find(c, &c->programmes, "programme", value,
                               &pupil->programme);
    uint32_t ward = name_index(c, &c->wards, value);
    *(strcmp(kind, "lives") == 0   ? &pupil->ward
      : strcmp(kind, "works") == 0 ? &pupil->work_ward
                                   : &pupil->previous_ward) = ward;
    return STATUS_OK;
}

static enum status draw_twins(struct round_case *c, char *names)
{
    uint32_t first = ROUND_NONE;
    for (char *more; names != NULL; names = more) {
        uint32_t at;
        more = case_cut(&names, ',');
        if (round_case_find(c, &c->pupils, "pupil", names, &at) != STATUS_OK)
            return c->err->status;
        first = first == ROUND_NONE ? c->pupil[at].family : first;
        c->pupil[at].family = first;
    }
    return STATUS_OK;
}

static enum status draw_order(struct round_case *c, char *names)
{
    for (char *more; names != NULL; names = more) {
        uint32_t at;
        more = case_cut(&names, ',');
        if (round_case_find(c, &c->pupils, "pupil", names, &at) != STATUS_OK)
            return c->err->status;
        if (c->n_drawn < CASE_MOST)
            c->drawn[c->n_drawn++] = at;
    }
    return STATUS_OK;
}

// Families by their first members, in the order of pupils.
static void make_families(struct round_case *c, struct round *round)
{
    struct family *families = arena_array(c->arena, struct family, CASE_MOST);
    struct applicant *pupils =
        arena_copy(c->arena, c->pupil, c->pupils.count * sizeof *pupils);
    for (uint32_t a = 0; a < c->pupils.count; a++) {
        uint32_t *members = arena_array(c->arena, uint32_t, CASE_MOST);
        size_t n = 0;
        if (c->pupil[a].family != a)
            continue;
        for (uint32_t b = 0; b < c->pupils.count; b++)
            if (c->pupil[b].family == a) {
                members[n++] = b;
                pupils[b].family = (uint32_t)round->n_families;
            }
        families[round->n_families++] = (struct family){members, n};
    }
    round->families = families;
    round->applicants = pupils;
    round->n_applicants = c->pupils.count;
}

static void deal_to(const struct round *round, uint32_t applicant,
                    bool *has_lot, uint32_t *lot)
{
    const struct family *family =
        &round->families[round->applicants[applicant].family];
    for (size_t i = 0; i < family->n_members; i++) {
        uint32_t member = family->members[i];
        if (!has_lot[member])
            ((struct applicant *)round->applicants)[member].lot = (*lot)++;
        has_lot[member] = true;
    }
}

static uint32_t case_way(const void *ways, uint32_t applicant, uint32_t school)
{
    const uint32_t *way_cm = ways;
    return way_cm[applicant * CASE_MOST + school];
}

struct round round_case_round(struct round_case *c)
{
    bool has_lot[CASE_MOST] = {false};
    uint32_t lot = 0;
    if (c->rules.groups.count == 0)
        c->rules.groups = (struct group_order){
            {{"everyone", 1u << GROUP_EVERYONE}},
            1,
        };
    struct round round = {.rules = &c->rules,
                          .schools = c->school,
                          .n_schools = c->schools.count,
                          .pools = c->pools,
                          .n_pools = c->n_pools,
                          .ward_ids = c->wards.at,
                          .n_wards = c->wards.count,
                          .programmes = c->programmes.at,
                          .n_programmes = c->programmes.count,
                          .way = case_way,
                          .ways = c->way_cm};
    make_families(c, &round);
    for (uint32_t i = 0; i < c->n_drawn; i++)
        deal_to(&round, c->drawn[i], has_lot, &lot);
    for (uint32_t a = 0; a < c->pupils.count; a++)
        deal_to(&round, a, has_lot, &lot);
    return round;
}

static const struct {
    const char *word;
    enum status (*take)(struct round_case *c, char *rest);
} LINES[] = {
    {"group", draw_group}, {"rules", draw_rules}, {"school", draw_school},
    {"pupil", draw_pupil}, {"twins", draw_twins}, {"draw", draw_order},
};

enum status round_case_draw(struct round_case *c, const char *word, char *rest)
{
    if (text_is_one_of(word,
                       "lives works from sibling programme score wishes cap"))
        return draw_trait(c, word, rest);
    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++)
        if (strcmp(LINES[i].word, word) == 0)
            return LINES[i].take(c, rest);
    return round_case_refuse(c, STATUS_BAD_INPUT,
                             "\"%s\" begins no line of a case", word);
}
