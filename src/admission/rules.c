// The check looks at every part of the rules and tells all that is wrong, so
// that whoever wrote them mends them once. Each fault names its part by its
// place in the rule file, which the reader of the file turns into a line.

#include "admission/rules.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "network/profile.h"

static const char *const CONDITIONS[N_GROUP_CONDITIONS] = {
    [GROUP_SIBLING_AT_SCHOOL] = "sibling_at_school",
    [GROUP_LIVES_IN_WARD] = "lives_in_ward",
    [GROUP_PREVIOUS_SCHOOL_IN_WARD] = "previous_school_in_ward",
    [GROUP_PARENT_WORKS_IN_WARD] = "parent_works_in_ward",
    [GROUP_EVERYONE] = "everyone",
};

const char *group_condition_name(enum group_condition condition)
{
    return CONDITIONS[condition];
}

bool group_condition_parse(const char *name, enum group_condition *condition)
{
    for (int i = 0; i < N_GROUP_CONDITIONS; i++)
        if (strcmp(CONDITIONS[i], name) == 0) {
            *condition = (enum group_condition)i;
            return true;
        }
    return false;
}

// Telling what is wrong
// --------------------------------------------------------

struct check {
    const struct admission_rules *rules;
    rules_part_fault_fn *fault;
    void *report;
    struct error *err;
    size_t n_faults;
};

#define PART_SIZE 64

static void tell(struct check *check, const char *part, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static void tell(struct check *check, const char *part, const char *fmt, ...)
{
    char sentence[sizeof check->err->text - 32];
    va_list args;
    va_start(args, fmt);
    vsnprintf(sentence, sizeof sentence, fmt, args);
    va_end(args);
    if (check->fault != NULL)
        check->fault(check->report, part, sentence);
    if (check->n_faults++ == 0)
        error_set(check->err, STATUS_BAD_INPUT, "%s", sentence);
}

static bool is_empty(const char *text)
{
    return text == NULL || text[0] == '\0';
}

// Groups ----------------------------------------------------------------------

static void check_group(struct check *check, const struct group_order *groups,
                        size_t i, const char *part)
{
    const struct priority_group *group = &groups->groups[i];
    const uint8_t everyone = 1u << GROUP_EVERYONE;
    if (is_empty(group->name))
        tell(check, part, "a group needs a name");
    if (group->conditions == 0)
        tell(check, part,
             "group \"%.60s\" has no condition, so nobody is in it",
             group->name);
    if ((group->conditions & everyone) != 0 && group->conditions != everyone)
        tell(check, part,
             "group \"%.60s\" is for everyone, so its other conditions mean "
             "nothing",
             group->name);
    if ((group->conditions & everyone) != 0 && i + 1 < groups->count)
        tell(check, part,
             "group \"%.60s\" is for everyone, so nobody is left for those "
             "after it",
             group->name);
}

// Everyone in two groups is told as the first being not the last.
static void check_overlap(struct check *check, const struct group_order *groups,
                          size_t i, size_t j, const char *part)
{
    const struct priority_group *one = &groups->groups[i];
    const struct priority_group *other = &groups->groups[j];
    if (!is_empty(one->name) && text_same(one->name, other->name))
        tell(check, part, "two groups are called \"%.60s\"", one->name);
    for (int c = 0; c < GROUP_EVERYONE; c++)
        if ((one->conditions & other->conditions & 1u << c) != 0)
            tell(check, part,
                 "groups \"%.60s\" and \"%.60s\" overlap: both take %s",
                 one->name, other->name, CONDITIONS[c]);
}

static void check_groups(struct check *check, const struct group_order *groups,
                         const char *whole)
{
    char part[PART_SIZE];
    if (groups->count == 0) {
        tell(check, whole, "there are no groups; one for everyone would do");
        return;
    }
    for (size_t j = 0; j < groups->count; j++) {
        snprintf(part, sizeof part, "%.40s[%zu]", whole, j);
        check_group(check, groups, j, part);
        for (size_t i = 0; i < j; i++)
            check_overlap(check, groups, i, j, part);
    }
    const struct priority_group *last = &groups->groups[groups->count - 1];
    if ((last->conditions & 1u << GROUP_EVERYONE) == 0)
        tell(check, whole,
             "the last group, \"%.60s\", is not for everyone, so some pupils "
             "are in none",
             last->name);
}

// Seats -----------------------------------------------------------------------

static bool is_class_cap(int64_t cap)
{
    return cap >= 1 && cap <= RULES_MOST_CLASS_CAP;
}

static void check_class_cap(struct check *check, int64_t cap, const char *part)
{
    if (!is_class_cap(cap))
        tell(check, part, "a class cap is from 1 to %d pupils, not %lld",
             RULES_MOST_CLASS_CAP, (long long)cap);
}

static void check_reserved(struct check *check, size_t j)
{
    const struct reserved_seats *all = check->rules->reserved.items;
    char part[PART_SIZE];
    snprintf(part, sizeof part, "reserved[%zu]", j);
    if (is_empty(all[j].programme))
        tell(check, part, "reserved seats need a programme");
    if (is_empty(all[j].school_id))
        tell(check, part, "reserved seats need a school");
    if (all[j].seats < 0)
        tell(check, part,
             "%lld seats are reserved for \"%.60s\" at school \"%.60s\"; seats "
             "cannot be below zero",
             (long long)all[j].seats, all[j].programme, all[j].school_id);
    for (size_t i = 0; i < j; i++)
        if (!is_empty(all[i].programme) &&
            text_same(all[i].programme, all[j].programme) &&
            text_same(all[i].school_id, all[j].school_id))
            tell(check, part,
                 "seats for \"%.60s\" at school \"%.60s\" are reserved twice",
                 all[j].programme, all[j].school_id);
}

// Exceptions
// --------------------------------------------------------------------

// Whether the ward stands before place (e, w) in the exceptions.
static bool is_named_before(const struct ward_rules_list *wards, size_t e,
                            size_t w)
{
    const char *id = wards->items[e].ward_ids[w];
    for (size_t i = 0; i <= e; i++)
        for (size_t j = 0; j < (i == e ? w : wards->items[i].n_ward_ids); j++)
            if (text_same(wards->items[i].ward_ids[j], id))
                return true;
    return false;
}

static void check_exception(struct check *check, size_t e)
{
    const struct ward_rules *ward = &check->rules->wards.items[e];
    char part[PART_SIZE];
    char below[PART_SIZE];
    snprintf(part, sizeof part, "exceptions[%zu]", e);
    if (ward->n_ward_ids == 0)
        tell(check, part, "an exception needs the wards it holds for");
    if (!ward->has_cap && !ward->has_groups && !ward->has_class_cap)
        tell(check, part,
             "an exception without a cap, groups or class_cap "
             "excepts nothing");
    snprintf(below, sizeof below, "%.40s.wards", part);
    for (size_t w = 0; w < ward->n_ward_ids; w++)
        if (is_named_before(&check->rules->wards, e, w))
            tell(check, below,
                 "ward \"%.60s\" is named twice in the exceptions",
                 ward->ward_ids[w]);
    snprintf(below, sizeof below, "%.40s.class_cap", part);
    if (ward->has_class_cap)
        check_class_cap(check, ward->class_cap, below);
    snprintf(below, sizeof below, "%.40s.groups", part);
    if (ward->has_groups)
        check_groups(check, &ward->groups, below);
}

// The whole
// ---------------------------------------------------------------------

static void check_head(struct check *check)
{
    const struct admission_rules *rules = check->rules;
    struct error unknown;
    const struct profile *profile;
    int entry_grade = level_entry_grade(rules->level);
    if (is_empty(rules->name))
        tell(check, "name", "the rules need a name");
    if (is_empty(rules->version))
        tell(check, "version", "the rules need a version");
    if (rules->grade != entry_grade)
        tell(check, "grade",
             "grade %d does not enter level %s; children enter it by grade %d",
             rules->grade, level_name(rules->level), entry_grade);
    if (rules->profile == NULL)
        tell(check, "measure", "the measure needs a profile");
    else if (profile_ask(rules->profile, &profile, &unknown) != STATUS_OK)
        tell(check, "measure.profile", "%s", unknown.text);
}

static void check_wishes(struct check *check)
{
    const struct admission_rules *rules = check->rules;
    if (rules->n_wishes < 0 || rules->n_wishes > RULES_MOST_WISHES)
        tell(check, "wishes", "the number of wishes is from 0 to %d, not %d",
             RULES_MOST_WISHES, rules->n_wishes);
    if (rules->wishes_only && rules->n_wishes == 0)
        tell(check, "wishes",
             "with no wishes, nobody could be placed by "
             "wishes only");
}

enum status admission_rules_check(const struct admission_rules *rules,
                                  rules_part_fault_fn *fault, void *report,
                                  struct error *err)
{
    struct check check = {rules, fault, report, err, 0};
    check_head(&check);
    if (rules->seats_source == SEATS_FROM_CLASSES || rules->class_cap != 0)
        check_class_cap(&check, rules->class_cap, "seats.class_cap");
    check_groups(&check, &rules->groups, "groups");
    check_wishes(&check);
    for (size_t i = 0; i < rules->reserved.count; i++)
        check_reserved(&check, i);
    for (size_t e = 0; e < rules->wards.count; e++)
        check_exception(&check, e);
    if (check.n_faults == 0)
        return STATUS_OK;
    if (check.n_faults > 1) {
        struct error first = *err;
        error_set(err, STATUS_BAD_INPUT, "%s; and %zu more", first.text,
                  check.n_faults - 1);
    }
    return STATUS_BAD_INPUT;
}

void rules_checksum(const char *bytes, size_t n, char hex[33])
{
    unsigned char digest[16];
    crypto_generichash(digest, sizeof digest, (const unsigned char *)bytes, n,
                       NULL, 0);
    sodium_bin2hex(hex, 33, digest, sizeof digest);
}

// What holds in a ward
// ------------------------------------------------------------

static const struct ward_rules *find_ward(const struct admission_rules *rules,
                                          const char *ward_id)
{
    if (ward_id == NULL)
        return NULL;
    for (size_t e = 0; e < rules->wards.count; e++)
        for (size_t w = 0; w < rules->wards.items[e].n_ward_ids; w++)
            if (strcmp(rules->wards.items[e].ward_ids[w], ward_id) == 0)
                return &rules->wards.items[e];
    return NULL;
}

const struct group_order *rules_groups_in(const struct admission_rules *rules,
                                          const char *ward_id)
{
    const struct ward_rules *ward = find_ward(rules, ward_id);
    return ward != NULL && ward->has_groups ? &ward->groups : &rules->groups;
}

uint32_t rules_cap_in(const struct admission_rules *rules, const char *ward_id)
{
    const struct ward_rules *ward = find_ward(rules, ward_id);
    return ward != NULL && ward->has_cap ? ward->cap_cm : rules->cap_cm;
}

int64_t rules_class_cap_in(const struct admission_rules *rules,
                           const char *ward_id)
{
    const struct ward_rules *ward = find_ward(rules, ward_id);
    return ward != NULL && ward->has_class_cap ? ward->class_cap
                                               : rules->class_cap;
}
