// The part of an address before its first comma is looked for among the houses
// and streets of the map, the way parents search for them; that is nearly all
// of the work and done on several threads, each piece writing its own pupils
// only.
//
// A family is who is joined by "sibling of": the pupils are joined one by one,
// each family being known by one of its pupils (union-find).

#include "query/pupil_signals.h"

#include <string.h>

#include "base/id_search.h"
#include "base/parallel.h"
#include "network/snap.h"
#include "store/store_pupils.h"

struct finder {
    const struct city_state *state;
    const struct pupil_signals_question *question;
    const struct snapper *snapper; // NULL: there are no streets
    const struct pupil *pupils;
    struct signal_home *homes;
    size_t n_pupils;
};

// Addresses. -----------------------------------------------------------------

// Whether an address begins with just this house number.
static bool has_number(const char *address, const char *number)
{
    size_t length = strlen(number);
    return strncmp(address, number, length) == 0 && address[length] == ' ';
}

// Street names come back in other wards, so of the houses with the address
// the one nearest to the pin is meant.
static void take_house(struct signal_home *home, struct point_m at)
{
    struct point_m pin = home->pupil->home;
    if (home->address != ADDRESS_FOUND ||
        point_distance_m(pin, at) < point_distance_m(pin, home->address_point))
        home->address_point = at;
    home->address = ADDRESS_FOUND;
}

static void take_matches(struct signal_home *home, const char *typed,
                         const struct search_match *matches, size_t n)
{
    bool has_street = false;
    for (size_t i = 0; i < n; i++) {
        const struct search_entry *entry = matches[i].entry;
        has_street |=
            entry->kind == SEARCH_STREET || entry->kind == SEARCH_ADDRESS;
        if (entry->kind == SEARCH_ADDRESS && has_number(typed, entry->number))
            take_house(home, entry->at);
    }
    if (!has_street)
        home->address = ADDRESS_NOT_FOUND;
}

// Only addresses that begin with a house number can be told to be unknown.
static void look_up_address(const struct finder *f, struct arena *scratch,
                            struct signal_home *home)
{
    const char *address = home->pupil->address;
    struct search_match matches[SEARCH_MOST_MATCHES];
    if (address == NULL || address[0] < '0' || address[0] > '9')
        return;
    const char *typed = arena_text_n(scratch, address, strcspn(address, ","));
    size_t n = search_index_find(f->state->names, scratch, typed,
                                 SEARCH_MOST_MATCHES, matches);
    take_matches(home, typed, matches, n);
}

// Homes. ---------------------------------------------------------------------

static const char *ward_name(const struct city_state *state, const char *id)
{
    struct error ignored;
    uint32_t ward = 0;
    return city_state_find_ward(state, id, &ward, &ignored) == STATUS_OK
               ? state->wards.items[ward].name
               : NULL;
}

static void look_up_wards(const struct finder *f, struct signal_home *home)
{
    const struct ward *ward =
        city_state_find_ward_at(f->state, home->pupil->home);
    const char *named = home->pupil->ward_id;
    if (ward != NULL) {
        home->pin_ward = ward->id;
        home->pin_ward_name = ward->name;
    }
    home->is_outside = ward == NULL && f->state->wards.count > 0;
    home->ward_name = named == NULL ? NULL : ward_name(f->state, named);
}

static bool is_looked_up(const struct finder *f, const struct pupil *pupil)
{
    const struct pupil_signals_question *q = f->question;
    return q->is_told(pupil, q->context) &&
           (q->is_looked_up == NULL || q->is_looked_up(pupil, q->context));
}

#define PIECE 256

static void look_up_piece(void *context, size_t piece)
{
    const struct finder *f = context;
    struct arena *scratch = arena_new();
    size_t end =
        (piece + 1) * PIECE < f->n_pupils ? (piece + 1) * PIECE : f->n_pupils;
    for (size_t i = piece * PIECE; i < end; i++) {
        struct signal_home *home = &f->homes[i];
        struct net_place place;
        look_up_wards(f, home);
        if (!is_looked_up(f, home->pupil))
            continue;
        look_up_address(f, scratch, home);
        arena_reset(scratch);
        home->has_street =
            f->snapper == NULL ||
            snap_point(f->snapper, home->pupil->home, SNAP_FARTHEST_M, &place);
    }
    arena_free(scratch);
}

// Families. ------------------------------------------------------------------

static uint32_t family_of(struct signal_home *homes, uint32_t pupil)
{
    while (homes[pupil].family != pupil) {
        homes[pupil].family = homes[homes[pupil].family].family;
        pupil = homes[pupil].family;
    }
    return pupil;
}

static void join_families(struct finder *f)
{
    for (uint32_t i = 0; i < f->n_pupils; i++) {
        const char *named = f->pupils[i].sibling_of;
        uint32_t sibling = named == NULL ? ID_NONE
                                         : id_search(f->pupils, f->n_pupils,
                                                     sizeof *f->pupils, named);
        if (sibling == ID_NONE)
            continue;
        f->homes[i].sibling = &f->pupils[sibling];
        f->homes[family_of(f->homes, i)].family = family_of(f->homes, sibling);
    }
    for (uint32_t i = 0; i < f->n_pupils; i++)
        f->homes[i].family = family_of(f->homes, i);
}

static void look_up_homes(struct finder *f)
{
    for (uint32_t i = 0; i < f->n_pupils; i++)
        f->homes[i] = (struct signal_home){
            .pupil = &f->pupils[i], .family = i, .has_street = true};
    join_families(f);
    parallel_for((f->n_pupils + PIECE - 1) / PIECE, f->question->n_threads,
                 look_up_piece, f);
}

// All of it. -----------------------------------------------------------------

static const struct snapper *any_snapper(const struct city_state *state)
{
    const struct city_profile *walk = NULL;
    struct error ignored;
    if (city_state_find_profile(state, "walk", &walk, &ignored) != STATUS_OK)
        walk = state->n_profiles == 0 ? NULL : &state->profiles[0];
    return walk == NULL ? NULL : walk->traveller->snapper;
}

static bool is_about(const struct signal *signal, const bool *is_told)
{
    for (size_t i = 0; i < signal->n_pupils; i++)
        if (is_told[signal->pupils[i]])
            return true;
    return false;
}

static void keep_told(struct pupil_signals *found, struct signal_list all)
{
    found->signals = all;
    found->signals.count = 0;
    for (size_t i = 0; i < all.count; i++)
        if (is_about(&all.items[i], found->is_told))
            found->signals.items[found->signals.count++] = all.items[i];
}

enum status pupil_signals_find(const struct city_state *state,
                               struct store *private_store, struct arena *arena,
                               const struct pupil_signals_question *question,
                               struct pupil_signals *found, struct error *err)
{
    *found = (struct pupil_signals){.arena = arena};
    enum status status =
        store_read_pupils(private_store, arena, &found->pupils, err);
    if (status == STATUS_OK)
        status = store_read_signal_reviews(private_store, arena,
                                           &found->reviews, err);
    if (status != STATUS_OK)
        return status;
    size_t n = found->pupils.count;
    bool *is_told = arena_array(arena, bool, n);
    for (size_t i = 0; i < n; i++)
        is_told[i] =
            question->is_told(&found->pupils.items[i], question->context);
    found->is_told = is_told;
    found->homes = arena_array(arena, struct signal_home, n);
    look_up_homes(&(struct finder){.state = state,
                                   .question = question,
                                   .snapper = any_snapper(state),
                                   .pupils = found->pupils.items,
                                   .homes = found->homes,
                                   .n_pupils = n});
    keep_told(found, signals_find(arena, found->homes, n,
                                  &(struct signal_options){0}));
    return STATUS_OK;
}

// Reviews. -------------------------------------------------------------------

// A pupil's reviews stand side by side; any of them is found, then the kind.
static const struct signal_review *
find_review(const struct pupil_signals *found, const char *pupil,
            const struct signal *signal)
{
    const struct signal_review *items = found->reviews.items;
    size_t n = found->reviews.count;
    size_t at = id_search(items, n, sizeof *items, pupil);
    if (at == ID_NONE)
        return NULL;
    while (at > 0 && strcmp(items[at - 1].pupil_id, pupil) == 0)
        at--;
    for (; at < n && strcmp(items[at].pupil_id, pupil) == 0; at++)
        if (strcmp(items[at].kind, signal_kind_name(signal->kind)) == 0 &&
            strcmp(items[at].facts, signal->facts) == 0)
            return &items[at];
    return NULL;
}

const struct signal_review *
pupil_signals_review(const struct pupil_signals *found,
                     const struct signal *signal)
{
    const struct signal_review *latest = NULL;
    for (size_t i = 0; i < signal->n_pupils; i++) {
        uint32_t pupil = signal->pupils[i];
        if (!found->is_told[pupil])
            continue;
        const struct signal_review *review =
            find_review(found, found->pupils.items[pupil].id, signal);
        if (review == NULL)
            return NULL;
        if (latest == NULL ||
            strcmp(review->reviewed_at, latest->reviewed_at) > 0)
            latest = review;
    }
    return latest;
}
