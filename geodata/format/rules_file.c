// The tables of keys are the language of rule files; yaml_walk.h reads by them.
// What was read is then checked as a whole (admission_rules_check), which
// tells its faults by the part of the rules they are in: "groups[1]". The walk
// knows the line of every part. A part that could not be read, or that has
// such a part in it, is not blamed a second time.

#include "format/rules_file.h"

#include <string.h>

#include "base/text.h"
#include "format/feature_table.h"
#include "format/rules_texts.h"
#include "format/yaml_walk.h"

#define LARGEST_RULES_BYTES ((size_t)1 << 18)

// A cap as it was written: what its unit measures must be what the rules'
// measure weighs, which may stand further down.
struct written_cap {
    const char *part;
    bool is_time;
};
LIST_DECLARE(written_cap);

// What is read: the walk's context.
struct written_rules {
    struct admission_rules *rules;
    struct written_cap_list caps;
};

#define KEY(struct_name, field, name, is_needed, take)                         \
    {                                                                          \
        name, is_needed, take, offsetof(struct_name, field)                    \
    }
#define COUNT(keys) (sizeof(keys) / sizeof *(keys))

// Caps ------------------------------------------------------------------------

// Caps are far less than the way that means none (network/way.h).
#define MOST_CAP 100000000u // 1,000 km, or 27 hours

static void take_cap(struct yaml_walk *walk, const yaml_node_t *node,
                     const char *part, void *into)
{
    static const struct {
        const char *name;
        uint64_t factor; // centimetres, or milliseconds
        bool is_time;
    } UNITS[] = {
        {"km", 100000, false}, {"m", 100, false}, {"min", 60000, true}};
    static const char WANTED[] = "a number with km, m or min after it (\"4 "
                                 "km\"), or none";
    const char *text = yaml_take_scalar(walk, node, part, WANTED);
    struct written_rules *written = walk->context;
    uint64_t value = 0;
    if (text == NULL || strcmp(text, "none") == 0)
        return;
    size_t n = strspn(text, "0123456789.");
    const char *number = arena_text_n(walk->arena, text, n);
    const char *unit = text + n + strspn(text + n, " ");
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (strcmp(unit, UNITS[i].name) == 0 &&
            text_parse_scaled(number, UNITS[i].factor, &value) && value > 0 &&
            value <= MOST_CAP) {
            *(uint32_t *)into = (uint32_t)value;
            *written_cap_list_add(&written->caps, walk->arena) =
                (struct written_cap){part, UNITS[i].is_time};
            return;
        }
    yaml_refuse_node(walk, node, part, WANTED);
}

// Groups
// ------------------------------------------------------------------------

static void take_condition(struct yaml_walk *walk, const yaml_node_t *node,
                           const char *part, void *into)
{
    static const char WORDS[] =
        "sibling_at_school lives_in_ward previous_school_in_ward "
        "parent_works_in_ward everyone";
    enum group_condition condition;
    const char *word = yaml_take_word(walk, node, part, WORDS);
    if (word != NULL && group_condition_parse(word, &condition))
        *(uint8_t *)into |= (uint8_t)(1u << condition);
}

static void take_conditions(struct yaml_walk *walk, const yaml_node_t *node,
                            const char *part, void *into)
{
    if (node->type == YAML_SCALAR_NODE)
        take_condition(walk, node, part, into);
    else
        yaml_take_list(walk, node, part, take_condition, into);
}

static void take_group(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, void *into)
{
    static const struct yaml_key KEYS[] = {
        KEY(struct priority_group, name, "name", true, yaml_take_text),
        KEY(struct priority_group, conditions, "any_of", true, take_conditions),
    };
    struct group_order *groups = into;
    struct priority_group group = {0};
    yaml_take_mapping(walk, node, part, KEYS, COUNT(KEYS), &group);
    if (groups->count == RULES_MOST_GROUPS)
        yaml_refuse(walk, node->start_mark.line + 1, part,
                    "there are more than %d groups", RULES_MOST_GROUPS);
    else
        groups->groups[groups->count++] = group;
}

static void take_groups(struct yaml_walk *walk, const yaml_node_t *node,
                        const char *part, void *into)
{
    yaml_take_list(walk, node, part, take_group, into);
}

// Seats
// -------------------------------------------------------------------------

static void take_seats_source(struct yaml_walk *walk, const yaml_node_t *node,
                              const char *part, void *into)
{
    const char *word = yaml_take_word(walk, node, part, "table classes");
    if (word != NULL)
        *(enum seats_source *)into =
            strcmp(word, "table") == 0 ? SEATS_FROM_TABLE : SEATS_FROM_CLASSES;
}

static void take_seats(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, void *into)
{
    static const struct yaml_key KEYS[] = {
        KEY(struct admission_rules, seats_source, "from", true,
            take_seats_source),
        KEY(struct admission_rules, class_cap, "class_cap", false,
            yaml_take_whole),
    };
    yaml_take_mapping(walk, node, part, KEYS, COUNT(KEYS), into);
}

static void take_reserve(struct yaml_walk *walk, const yaml_node_t *node,
                         const char *part, void *into)
{
    static const struct yaml_key KEYS[] = {
        KEY(struct reserved_seats, programme, "programme", true,
            yaml_take_text),
        KEY(struct reserved_seats, school_id, "school", true, yaml_take_text),
        KEY(struct reserved_seats, seats, "seats", true, yaml_take_whole),
    };
    struct reserved_seats seats = {0};
    yaml_take_mapping(walk, node, part, KEYS, COUNT(KEYS), &seats);
    *reserved_seats_list_add(into, walk->arena) = seats;
}

static void take_reserved(struct yaml_walk *walk, const yaml_node_t *node,
                          const char *part, void *into)
{
    yaml_take_list(walk, node, part, take_reserve, into);
}

// Exceptions
// ----------------------------------------------------------------------

LIST_DECLARE_OF(const char *, ward_id);

struct written_exception {
    struct ward_id_list ward_ids;
    struct ward_rules rules;
};

static void take_ward(struct yaml_walk *walk, const yaml_node_t *node,
                      const char *part, void *into)
{
    const char *id = yaml_take_scalar(walk, node, part, "a ward's id");
    if (id != NULL)
        *ward_id_list_add(into, walk->arena) = id;
}

static void take_wards(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, void *into)
{
    yaml_take_list(walk, node, part, take_ward, into);
}

static void take_ward_cap(struct yaml_walk *walk, const yaml_node_t *node,
                          const char *part, void *into)
{
    struct ward_rules *ward = into;
    ward->has_cap = true;
    take_cap(walk, node, part, &ward->cap_cm);
}

static void take_ward_groups(struct yaml_walk *walk, const yaml_node_t *node,
                             const char *part, void *into)
{
    struct ward_rules *ward = into;
    ward->has_groups = true;
    take_groups(walk, node, part, &ward->groups);
}

static void take_ward_class_cap(struct yaml_walk *walk, const yaml_node_t *node,
                                const char *part, void *into)
{
    struct ward_rules *ward = into;
    ward->has_class_cap = true;
    yaml_take_whole(walk, node, part, &ward->class_cap);
}

static void take_exception(struct yaml_walk *walk, const yaml_node_t *node,
                           const char *part, void *into)
{
    static const struct yaml_key KEYS[] = {
        KEY(struct written_exception, ward_ids, "wards", true, take_wards),
        KEY(struct written_exception, rules, "cap", false, take_ward_cap),
        KEY(struct written_exception, rules, "groups", false, take_ward_groups),
        KEY(struct written_exception, rules, "class_cap", false,
            take_ward_class_cap),
    };
    struct written_exception exception = {0};
    yaml_take_mapping(walk, node, part, KEYS, COUNT(KEYS), &exception);
    exception.rules.ward_ids = exception.ward_ids.items;
    exception.rules.n_ward_ids = exception.ward_ids.count;
    *ward_rules_list_add(into, walk->arena) = exception.rules;
}

static void take_exceptions(struct yaml_walk *walk, const yaml_node_t *node,
                            const char *part, void *into)
{
    yaml_take_list(walk, node, part, take_exception, into);
}

// The rules
// -----------------------------------------------------------------------

static void take_level(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, void *into)
{
    static const char WORDS[] =
        "preschool primary lower_secondary upper_secondary";
    const char *word = yaml_take_word(walk, node, part, WORDS);
    if (word != NULL)
        level_parse(word, into);
}

static void take_small(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, void *into)
{
    int64_t value = *(int *)into;
    yaml_take_whole(walk, node, part, &value);
    *(int *)into = (int)value;
}

static void take_weight(struct yaml_walk *walk, const yaml_node_t *node,
                        const char *part, void *into)
{
    const char *word = yaml_take_word(walk, node, part, "distance time");
    if (word != NULL)
        *(enum road_weight *)into =
            strcmp(word, "distance") == 0 ? BY_DISTANCE : BY_TIME;
}

static void take_measure(struct yaml_walk *walk, const yaml_node_t *node,
                         const char *part, void *into)
{
    static const struct yaml_key KEYS[] = {
        KEY(struct admission_rules, profile, "profile", true, yaml_take_text),
        KEY(struct admission_rules, weight, "weight", false, take_weight),
    };
    yaml_take_mapping(walk, node, part, KEYS, COUNT(KEYS), into);
}

static void take_wishes(struct yaml_walk *walk, const yaml_node_t *node,
                        const char *part, void *into)
{
    static const struct yaml_key KEYS[] = {
        KEY(struct admission_rules, n_wishes, "number", true, take_small),
        KEY(struct admission_rules, wishes_only, "only", false,
            yaml_take_yes_no),
    };
    yaml_take_mapping(walk, node, part, KEYS, COUNT(KEYS), into);
}

#define RULE(field, name, is_needed, take)                                     \
    KEY(struct admission_rules, field, name, is_needed, take)
// Keys whose own take function picks the fields get the rules from their start.
#define WHOLE_RULES(name, is_needed, take)                                     \
    {                                                                          \
        name, is_needed, take, 0                                               \
    }

static void take_rules(struct yaml_walk *walk, const yaml_node_t *node,
                       const char *part, void *into)
{
    static const struct yaml_key KEYS[] = {
        RULE(name, "name", true, yaml_take_text),
        RULE(version, "version", true, yaml_take_text),
        RULE(level, "level", true, take_level),
        RULE(grade, "grade", true, take_small),
        WHOLE_RULES("measure", true, take_measure),
        RULE(cap_cm, "cap", true, take_cap),
        WHOLE_RULES("seats", true, take_seats),
        RULE(groups, "groups", true, take_groups),
        RULE(keeps_siblings, "siblings_together", true, yaml_take_yes_no),
        WHOLE_RULES("wishes", false, take_wishes),
        RULE(uses_scores, "scores", false, yaml_take_yes_no),
        RULE(reserved, "reserved", false, take_reserved),
        RULE(wards, "exceptions", false, take_exceptions),
    };
    yaml_take_mapping(walk, node, part, KEYS, COUNT(KEYS), into);
}

// The rules as a whole --------------------------------------------------------

struct whole_check {
    struct yaml_walk *walk;
    size_t n_read_faults;
};

static void take_fault(void *report, const char *part, const char *sentence)
{
    const struct whole_check *check = report;
    struct yaml_walk *walk = check->walk;
    for (size_t i = 0; i < check->n_read_faults; i++)
        if (yaml_parts_touch(walk->faults.items[i].part, part))
            return;
    yaml_refuse(walk, yaml_part_line(walk, part), arena_text(walk->arena, part),
                "%s", sentence);
}

static void check_caps(struct yaml_walk *walk,
                       const struct written_rules *written)
{
    bool by_time = written->rules->weight == BY_TIME;
    for (size_t i = 0; i < written->caps.count; i++) {
        const struct written_cap *cap = &written->caps.items[i];
        if (cap->is_time != by_time)
            yaml_refuse(walk, yaml_part_line(walk, cap->part), cap->part,
                        "\"%s\" must be in %s, as the measure's weight is %s",
                        cap->part, by_time ? "min" : "km or m",
                        by_time ? "time" : "distance");
    }
}

static void take_whole_rules(struct yaml_walk *walk, const yaml_node_t *node,
                             const char *part, void *into)
{
    struct written_rules *written = walk->context;
    struct error ignored;
    take_rules(walk, node, part, into);
    struct whole_check check = {walk, walk->faults.count};
    (void)admission_rules_check(written->rules, take_fault, &check, &ignored);
    check_caps(walk, written);
}

static void walk_rules(struct yaml_walk *walk, const char *bytes, size_t n)
{
    struct written_rules *written = walk->context;
    size_t bad_at = 0;
    if (n > LARGEST_RULES_BYTES) {
        yaml_refuse(walk, 0, "",
                    "it is longer than 256 kB, which no rules are");
    } else if (!text_is_utf8(bytes, n, &bad_at)) {
        size_t line = 1;
        for (size_t i = 0; i < bad_at; i++)
            line += bytes[i] == '\n';
        yaml_refuse(walk, line, "", "the text is not UTF-8");
    } else {
        yaml_walk_bytes(walk, bytes, n, take_whole_rules, written->rules);
    }
}

// The file --------------------------------------------------------------------

// By line; those of a line as they were found.
static void sort_faults(struct yaml_fault_list *faults)
{
    for (size_t i = 1; i < faults->count; i++) {
        struct yaml_fault fault = faults->items[i];
        size_t j = i;
        for (; j > 0 && faults->items[j - 1].line > fault.line; j--)
            faults->items[j] = faults->items[j - 1];
        faults->items[j] = fault;
    }
}

static const char *fault_sentence(struct arena *arena, const char *name,
                                  const struct yaml_fault *fault)
{
    if (fault->line == 0)
        return arena_format(arena, "%s: %s", name, fault->sentence);
    return arena_format(arena, "%s, line %zu: %s", name, fault->line,
                        fault->sentence);
}

static enum status tell_faults(struct yaml_walk *walk, const char *name,
                               rules_fault_fn *fault, void *report,
                               struct error *err)
{
    struct yaml_fault_list *faults = &walk->faults;
    if (faults->count == 0)
        return STATUS_OK;
    sort_faults(faults);
    for (size_t i = 0; fault != NULL && i < faults->count; i++)
        fault(report, fault_sentence(walk->arena, name, &faults->items[i]));
    const char *first = fault_sentence(walk->arena, name, &faults->items[0]);
    if (faults->count == 1)
        return error_set(err, STATUS_BAD_INPUT, "%s", first);
    return error_set(err, STATUS_BAD_INPUT, "%.360s; and %zu more", first,
                     faults->count - 1);
}

enum status rules_file_parse(const char *name, const char *bytes, size_t n,
                             struct arena *arena, rules_fault_fn *fault,
                             void *report, struct rules_file *file,
                             struct error *err)
{
    *file = (struct rules_file){0};
    struct written_rules written = {.rules = &file->rules};
    struct yaml_walk walk = {.arena = arena, .context = &written};
    walk_rules(&walk, bytes, n);
    rules_checksum(bytes, n, file->rules.checksum);
    file->text = arena_text_n(arena, bytes, n);
    return tell_faults(&walk, name, fault, report, err);
}

enum status rules_file_read(const char *path, struct arena *arena,
                            rules_fault_fn *fault, void *report,
                            struct rules_file *file, struct error *err)
{
    char *bytes;
    size_t n;
    enum status status = file_read(path, arena, &bytes, &n, err);
    if (status != STATUS_OK)
        return status;
    return rules_file_parse(file_name(path), bytes, n, arena, fault, report,
                            file, err);
}

enum status rules_file_usual(int grade, struct arena *arena,
                             struct rules_file *file, struct error *err)
{
    const char *wanted = arena_format(arena, "grade-%d", grade);
    for (const struct rules_text *text = RULES_TEXTS; text->name; text++)
        if (strcmp(text->name, wanted) == 0)
            return rules_file_parse(arena_format(arena, "%s.yaml", wanted),
                                    text->yaml, strlen(text->yaml), arena, NULL,
                                    NULL, file, err);
    return error_set(err, STATUS_NOT_FOUND,
                     "there are no usual rules for grade %d; --rules names a "
                     "rule file",
                     grade);
}
