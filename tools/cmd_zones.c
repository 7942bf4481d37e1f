// `hocgan zones`: suggests zones by nearest school, publishes and lists plans.
//
// A plan's id is the checksum of what it is made from: network, schools,
// wards, options, method and program. So a plan that is there already is not
// drawn again. All plans of one call are drawn first and then written in one
// transaction.

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "arguments.h"
#include "command.h"
#include "store/city_network.h"
#include "store/plan_list.h"
#include "store/store_city.h"
#include "zone/nearest_zones.h"

struct zoning {
    struct arena *arena;
    struct store *store;
    struct city_network *network;
    const struct traveller *traveller;
    struct school_list schools;
    struct ward_list wards;
    struct plan_entry_list known;
    struct zone_outline outline;
    bool has_outline;       // built when the first plan is drawn
    char inputs[33];        // checksum of schools and wards
    struct plan_list plans; // to be written
    const char *known_to_publish[N_LEVELS]; // ids
    size_t n_known_to_publish;
    bool publishes;
    bool levels_named; // by the user, who then wants each of them
};

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const char *utc_now(struct arena *arena)
{
    char text[32];
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return arena_text(arena, text);
}

// What a plan is made from, in words; its checksum is the plan's id.
static const char *made_from(const struct zoning *z, enum level level)
{
    return arena_format(z->arena,
                        "level %s; public schools; profile %s; network %s; "
                        "schools and wards %s; "
                        "tolerance %g m; method nearest %u; hocgan %s",
                        level_name(level), z->traveller->measure.profile->name,
                        city_network_content(z->network)->checksum, z->inputs,
                        ZONE_TOLERANCE_M, NEAREST_ZONES_VERSION,
                        HOCGAN_VERSION);
}

static const struct plan_entry *find_known(const struct zoning *z,
                                           const char *id)
{
    for (size_t i = 0; i < z->known.count; i++)
        if (strcmp(z->known.items[i].id, id) == 0)
            return &z->known.items[i];
    return NULL;
}

static enum status draw_outline(struct zoning *z, struct error *err)
{
    if (z->has_outline)
        return STATUS_OK;
    z->has_outline = true;
    enum status status =
        zone_outline_build(z->arena, &z->traveller->measure, z->wards.items,
                           z->wards.count, &z->outline, err);
    if (status == STATUS_OK)
        fprintf(stderr, "outline: %zu of %zu wards have a street\n",
                z->wards.count - z->outline.n_wards_without_streets,
                z->wards.count);
    return status;
}

static enum status draw_plan(struct zoning *z,
                             const struct destination_set *gates,
                             struct plan *plan, struct error *err)
{
    double started = seconds_now();
    struct arena *scratch = arena_new();
    struct reach reach = reach_schools(scratch, &z->traveller->measure, gates);
    struct nearest_zones_report report;
    enum status status = nearest_zones_build(
        z->arena, &z->traveller->measure, gates, &reach, z->schools.items,
        &z->outline, &plan->zones, &report, err);
    arena_free(scratch);
    if (status != STATUS_OK)
        return error_prefix(err,
                            "zones of level %s: ", level_name(plan->level));
    fprintf(stderr,
            "%s: %zu zones over %.1f km² in %.1f s; %zu schools without a "
            "street near\n",
            level_name(plan->level), report.n_zones, report.covered_m2 / 1e6,
            seconds_now() - started, gates->n_unreached);
    return STATUS_OK;
}

// A plan that is there already is only published, if that is wanted and it is
// not in force.
static void keep_known(struct zoning *z, const struct plan_entry *known)
{
    bool publish = z->publishes && !known->is_in_force;
    if (publish)
        z->known_to_publish[z->n_known_to_publish++] = known->id;
    fprintf(stderr, "%s: up to date%s\n", level_name(known->level),
            publish ? ", now published" : "");
    printf("%s %s\n", level_name(known->level), known->id);
}

static enum status suggest_level(struct zoning *z, enum level level,
                                 struct error *err)
{
    struct destination_set gates = destination_set_build(
        z->arena, &z->traveller->measure, z->traveller->snapper,
        z->schools.items, z->schools.count, LEVEL_BIT(level));
    if (gates.count == 0 && z->levels_named)
        return error_set(err, STATUS_STATE,
                         "%s: no school of level %s lies near a street",
                         store_path(z->store), level_name(level));
    if (gates.count == 0)
        return STATUS_OK;

    char id[33];
    const char *from = made_from(z, level);
    store_text_checksum(from, id);
    const struct plan_entry *known = find_known(z, id);
    if (known != NULL) {
        keep_known(z, known);
        return STATUS_OK;
    }
    struct plan *plan = plan_list_add(&z->plans, z->arena);
    *plan = (struct plan){.id = arena_text(z->arena, id),
                          .level = level,
                          .method = "nearest",
                          .made_from = from,
                          .made_at = utc_now(z->arena),
                          .is_published = z->publishes};
    enum status status = draw_outline(z, err);
    return status == STATUS_OK ? draw_plan(z, &gates, plan, err) : status;
}

static enum status write_plans(struct zoning *z, struct error *err)
{
    enum status status = store_begin(z->store, err);
    for (size_t i = 0; i < z->plans.count && status == STATUS_OK; i++)
        status = store_write_plan(z->store, &z->plans.items[i], err);
    for (size_t i = 0; i < z->n_known_to_publish && status == STATUS_OK; i++)
        status = store_publish_plan(z->store, z->known_to_publish[i], err);
    if (status == STATUS_OK)
        status = store_commit(z->store, err);
    for (size_t i = 0; i < z->plans.count && status == STATUS_OK; i++)
        printf("%s %s\n", level_name(z->plans.items[i].level),
               z->plans.items[i].id);
    return status;
}

// Private and international schools keep their place in the list, which zones
// are ordered by, but teach no level that zones are drawn for.
static void leave_out_private(struct school_list *schools)
{
    size_t n = 0;
    for (size_t i = 0; i < schools->count; i++)
        if (!school_is_public(&schools->items[i])) {
            schools->items[i].levels = 0;
            n++;
        }
    if (n > 0)
        fprintf(stderr, "%zu private and international schools have no zone\n",
                n);
}

static enum status read_city(struct zoning *z, const char *profile,
                             struct error *err)
{
    enum status status =
        store_read_schools(z->store, z->arena, &z->schools, err);
    if (status == STATUS_OK)
        status = store_read_wards(z->store, z->arena, &z->wards, err);
    if (status == STATUS_OK)
        status = store_list_plans(z->store, z->arena, &z->known, err);
    if (status == STATUS_OK)
        status = store_zoning_checksum(z->store, z->inputs, err);
    if (status == STATUS_OK)
        leave_out_private(&z->schools);
    if (status == STATUS_OK && z->schools.count == 0)
        status =
            error_set(err, STATUS_STATE, "%s has no schools; import them first",
                      store_path(z->store));
    if (status == STATUS_OK)
        status = city_network_open(z->store, profile, stderr, &z->network, err);
    if (status == STATUS_OK)
        z->traveller = city_network_traveller(z->network, profile);
    return status;
}

// The levels asked for, or all.
static enum status wanted_levels(const struct arguments *arguments,
                                 level_set *levels, struct error *err)
{
    *levels = 0;
    for (size_t i = 0; i < arguments->n_options; i++) {
        if (strcmp(arguments->options[i].name, "level") != 0)
            continue;
        enum level level;
        if (!level_parse(arguments->options[i].value, &level))
            return error_set(err, STATUS_BAD_INPUT,
                             "\"%s\" is not a level: preschool, primary, "
                             "lower_secondary, upper_secondary",
                             arguments->options[i].value);
        *levels |= LEVEL_BIT(level);
    }
    if (*levels == 0)
        *levels = (1u << N_LEVELS) - 1;
    return STATUS_OK;
}

static enum status suggest_all(struct zoning *z, level_set levels,
                               struct error *err)
{
    enum status status = STATUS_OK;
    for (int l = 0; l < N_LEVELS && status == STATUS_OK; l++)
        if (levels & LEVEL_BIT(l))
            status = suggest_level(z, (enum level)l, err);
    return status;
}

static enum status run_suggest(struct store *store,
                               const struct arguments *arguments,
                               level_set levels, struct error *err)
{
    struct zoning z = {.arena = arena_new(),
                       .store = store,
                       .publishes = arguments_has(arguments, "publish"),
                       .levels_named = arguments_has(arguments, "level")};
    enum status status =
        read_city(&z, arguments_value(arguments, "profile", "walk"), err);
    if (status == STATUS_OK)
        status = suggest_all(&z, levels, err);
    if (status == STATUS_OK)
        status = write_plans(&z, err);
    city_network_close(z.network);
    arena_free(z.arena);
    return status;
}

static enum status run_publish(struct store *store,
                               const struct arguments *arguments,
                               level_set levels, struct error *err)
{
    (void)levels;
    enum status status = store_begin(store, err);
    if (status == STATUS_OK)
        status = store_publish_plan(store, arguments->positional[2], err);
    if (status == STATUS_OK)
        status = store_commit(store, err);
    if (status == STATUS_OK)
        fprintf(stderr, "published %s\n", arguments->positional[2]);
    return status;
}

static enum status run_list(struct store *store,
                            const struct arguments *arguments, level_set levels,
                            struct error *err)
{
    (void)arguments;
    (void)levels;
    struct arena *arena = arena_new();
    struct plan_entry_list plans;
    enum status status = store_list_plans(store, arena, &plans, err);
    for (size_t i = 0; status == STATUS_OK && i < plans.count; i++) {
        const struct plan_entry *plan = &plans.items[i];
        printf("%s  %-15s  %s  %4zu zones  %s  %s\n", plan->id,
               level_name(plan->level), plan->method, plan->n_zones,
               plan->made_at,
               plan->is_in_force    ? "in force"
               : plan->is_published ? "published before"
                                    : "draft");
    }
    arena_free(arena);
    return status;
}

struct verb {
    const char *name;
    size_t n_positional;
    enum store_mode mode;
    enum status (*run)(struct store *store, const struct arguments *arguments,
                       level_set levels, struct error *err);
};

static const struct verb VERBS[] = {
    {"suggest", 2, STORE_WRITE, run_suggest},
    {"publish", 3, STORE_WRITE, run_publish},
    {"list", 2, STORE_READ, run_list},
};

static const struct verb *find_verb(const struct arguments *arguments)
{
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
        if (arguments->n_positional == VERBS[i].n_positional &&
            strcmp(arguments->positional[1], VERBS[i].name) == 0)
            return &VERBS[i];
    return NULL;
}

static enum status run_verb(const struct verb *verb,
                            const struct arguments *arguments, level_set levels,
                            struct error *err)
{
    struct store *store = NULL;
    enum status status =
        store_open(arguments->positional[0], verb->mode, &store, err);
    if (status == STATUS_OK)
        status = verb->run(store, arguments, levels, err);
    store_close(store);
    return status;
}

static int run(int argc, char **argv)
{
    static const struct option_spec SPECS[] = {{"level", 'l', false, true},
                                               {"profile", 0, false, false},
                                               {"publish", 0, true, false},
                                               {0}};
    struct arguments arguments;
    struct error err;
    if (arguments_parse(argc, argv, SPECS, &arguments, &err) != STATUS_OK) {
        fprintf(stderr, "hocgan zones: %s\n", err.text);
        return EXIT_USAGE;
    }
    const struct verb *verb = find_verb(&arguments);
    if (verb == NULL) {
        fputs(COMMAND_ZONES.help, stderr);
        return EXIT_USAGE;
    }
    level_set levels;
    if (wanted_levels(&arguments, &levels, &err) != STATUS_OK) {
        fprintf(stderr, "hocgan zones: %s\n", err.text);
        return EXIT_USAGE;
    }
    if (run_verb(verb, &arguments, levels, &err) == STATUS_OK)
        return EXIT_DONE;
    fprintf(stderr, "hocgan zones: %s\n", err.text);
    return EXIT_REFUSED;
}

const struct command COMMAND_ZONES = {
    .name = "zones",
    .summary = "suggests zones by nearest school, publishes and lists plans",
    .help =
        "usage: hocgan zones CITY suggest [--level LEVEL]… [--profile walk]"
        " [--publish]\n"
        "       hocgan zones CITY publish PLAN\n"
        "       hocgan zones CITY list\n\n"
        "`suggest` draws for each level (all, if none is named) the zones in\n"
        "which every place belongs to the public school nearest along the\n"
        "streets, and prints level and plan. A plan is a draft until it is "
        "published;\n"
        "nothing is drawn again while streets, schools and wards are as they\n"
        "were. Levels: preschool, primary, lower_secondary,\n"
        "upper_secondary.\n\n"
        "example: hocgan zones city.sqlite suggest --level primary --publish\n",
    .run = run,
};
