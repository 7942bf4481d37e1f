// hocgan network: builds the city's network and says what was left out of it,
// since whoever lives on a street that is left out has no way to school. Then
// the shapes that the map is drawn from, the other file made from the city.

#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "city_query.h"
#include "command.h"
#include "progress_bar.h"
#include "store/city_network.h"
#include "store/clock.h"
#include "tile/kept_tiles.h"

static const struct option_spec OPTIONS[] = {
    {.name = "profile", .repeats = true},
    {0},
};

struct choice {
    const struct profile *profiles[8];
    size_t count;
};

static enum status choose(struct choice *choice, const char *name,
                          struct error *err)
{
    const struct profile *profile;
    enum status status = profile_ask(name, &profile, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < choice->count; i++)
        if (choice->profiles[i] == profile)
            return STATUS_OK;
    choice->profiles[choice->count++] = profile;
    return STATUS_OK;
}

// The profiles named, or all.
static enum status choose_profiles(const struct arguments *arguments,
                                   struct choice *choice, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < arguments->n_options; i++)
        status = choose(choice, arguments->options[i].value, err);
    if (choice->count > 0 || status != STATUS_OK)
        return status;
    for (size_t i = 0; i < profile_count(); i++)
        choice->profiles[choice->count++] = profile_at(i);
    return STATUS_OK;
}

static void print_report(const struct profile *profile,
                         const struct network_report *whole)
{
    const struct road_graph_report *report = &whole->roads;
    size_t left_out = report->n_streets - report->n_streets_kept;
    fprintf(stderr, "%s: %zu streets usable, %zu kept (%.1f km)\n",
            profile->name, report->n_streets, report->n_streets_kept,
            report->kept_m / 1000);
    fprintf(stderr, "  left out %6zu (%.1f km)\n", left_out,
            report->left_out_m / 1000);
    fprintf(stderr, "    %zu cut off from the rest, in %zu groups of streets\n",
            report->n_cut_off, report->n_parts_left_out);
    fprintf(stderr, "    %zu lead only in or only out\n", report->n_one_way);
    fprintf(stderr, "  closed   %6zu by their class or access\n",
            report->n_closed);
    fprintf(stderr, "  barriers %6zu that stop this traveller\n",
            report->n_blocked_nodes);
    if (profile->obeys_turns)
        fprintf(stderr,
                "  turns     %4zu restrictions obeyed, %zu do not concern it, "
                "%zu lead over streets it cannot use, %zu unclear\n",
                whole->turns.n_applied, whole->turns.n_excepted,
                whole->turns.n_unusable, whole->turns.n_ambiguous);
}

static enum status build_and_write(struct store *store, const char *path,
                                   const struct choice *choice,
                                   struct progress_bar *bar, struct error *err)
{
    struct arena *arena = arena_new();
    struct network network;
    struct network_report reports[8];
    double began_s = seconds_now();
    struct progress building = progress_part(&bar->progress, 50, 950);
    progress_tell(&bar->progress, 0, 1, "reading the streets");
    enum status status =
        city_network_build(store, arena, choice->profiles, choice->count,
                           &network, reports, &building, err);
    progress_keep(&bar->progress);
    if (status == STATUS_OK)
        status = network_file_write(path, &network, err);
    progress_bar_wipe(bar);
    if (status == STATUS_OK) {
        for (size_t p = 0; p < choice->count; p++)
            print_report(choice->profiles[p], &reports[p]);
        fprintf(stderr, "%s: %zu junctions, %zu streets, checksum %s, %.2f s\n",
                path, network.net.n_nodes, network.net.n_edges,
                network.checksum, seconds_now() - began_s);
    }
    arena_free(arena);
    return status;
}

static enum status write_tiles(struct store *store, struct error *err)
{
    double began_s = seconds_now();
    enum status status = kept_tiles_write(store, err);
    if (status == STATUS_OK)
        fprintf(stderr, "the map's shapes: %.2f s\n", seconds_now() - began_s);
    return status;
}

static int run(int argc, char **argv)
{
    struct arguments arguments;
    struct choice choice = {0};
    struct progress_bar bar;
    struct store *store;
    struct error err;
    char path[4200];
    enum status status = arguments_parse(argc, argv, OPTIONS, &arguments, &err);
    if (status == STATUS_OK && arguments.n_positional != 1)
        status = error_set(&err, STATUS_BAD_INPUT, "one CITY is needed");
    if (status == STATUS_OK)
        status = choose_profiles(&arguments, &choice, &err);
    if (status != STATUS_OK)
        return command_misused(COMMAND_NETWORK.name, &err);

    network_file_path(arguments.positional[0], path, sizeof path);
    status = store_open(arguments.positional[0], STORE_WRITE, &store, &err);
    if (status != STATUS_OK)
        return command_refused(COMMAND_NETWORK.name, &err);
    progress_bar_begin(&bar);
    status = build_and_write(store, path, &choice, &bar, &err);
    if (status == STATUS_OK)
        status = write_tiles(store, &err);
    if (status == STATUS_OK)
        progress_bar_kept(&bar);
    progress_bar_end(&bar);
    store_close(store);
    return status == STATUS_OK ? EXIT_DONE
                               : command_refused(COMMAND_NETWORK.name, &err);
}

const struct command COMMAND_NETWORK = {
    .name = "network",
    .summary = "builds the streets into a network to travel on",
    .help =
        "usage: hocgan network CITY [--profile " PROFILE_CHOICE "]…\n\n"
        "Builds NAME.network beside NAME.sqlite, for all profiles unless\n"
        "some are named, and reports what had to be left out: streets that\n"
        "are closed, and streets not connected to the others. Also builds\n"
        "NAME.tiles, the shapes that map tiles are drawn from. Commands\n"
        "that need one of the two build it themselves when it does not fit.\n\n"
        "example: hocgan network hcmc.sqlite\n",
    .run = run,
};
